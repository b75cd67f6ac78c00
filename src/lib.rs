//! 联办 (lianban): one form in, each department decides, one combined result out.

pub mod domain;
#[cfg(any(feature = "backend", feature = "console"))]
pub mod font;
pub mod words;
