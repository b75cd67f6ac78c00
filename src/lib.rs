//! 联办 (lianban): one form in, each department decides, one combined result out.

pub mod api;
#[cfg(feature = "backend")]
pub mod backend;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "console")]
pub mod console;
#[cfg(all(feature = "backend", feature = "console"))]
pub mod demo;
pub mod domain;
#[cfg(any(feature = "backend", feature = "console"))]
pub mod font;
#[cfg(feature = "client")]
pub mod replay;
pub mod words;
