//! The one integration test binary.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on should say where"
)]

mod architecture;
mod backend;
mod cases;
mod cli;
mod console;
mod demo;
mod domain;
mod http;
mod readme;
mod ssh;
mod support;
mod words;
