//! The pure core, held against the words of the notice and of the law.

mod calendar;
mod catalogue;
mod clock;
mod deadline;
mod explain;
mod identity;
mod mask;
mod retirement;
mod supervision;
mod events;
mod law;
mod moves;
mod policy;
mod properties;
mod refusals;
mod support;
