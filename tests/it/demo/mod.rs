//! The demo's invented world.

mod day;
mod paper;
mod people;
