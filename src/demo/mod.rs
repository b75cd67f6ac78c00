//! The demo's world: invented people and employers, and the papers that they hand in.
//!
//! Everything comes from a seed and a day, so the same demo can be had again. Nothing in here is real; every paper but
//! the card photo, a drawing, says 样张 SPECIMEN.

pub mod day;
pub mod employers;
mod names;
mod numbers;
pub mod paper;
pub mod people;
pub mod stage;
