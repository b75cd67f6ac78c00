//! The pure core, held against the words of the notice and of the law.

mod calendar;
mod catalogue;
mod clock;
mod deadline;
mod events;
mod explain;
mod identity;
mod law;
mod mask;
mod moves;
mod policy;
mod properties;
mod refusals;
mod retirement;
mod supervision;
mod support;
