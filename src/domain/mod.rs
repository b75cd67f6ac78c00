//! The domain of “就业一件事”: pure, no I/O, no async, no clock, no randomness; time is an argument.

pub mod calendar;
pub mod deadline;
pub mod id;
pub mod identity;
pub mod mask;
pub mod retirement;
pub mod supervision;
