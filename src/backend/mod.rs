//! The backend: one form in, each department decides, one combined result out.

pub mod print;
