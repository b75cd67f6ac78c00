//! The demo's invented world.

mod paper;
mod people;
