//! The domain of “就业一件事”: pure, no I/O, no async, no clock, no randomness; time is an argument.

pub mod application;
pub mod calendar;
pub mod catalogue;
pub mod deadline;
pub mod form;
pub mod id;
pub mod identity;
pub mod item;
pub mod mask;
pub mod material;
pub mod nearest;
pub mod policy;
pub mod prerequisite;
pub mod refusal;
pub mod retirement;
pub mod rule;
pub mod supervision;
