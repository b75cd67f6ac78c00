mod blobs;
mod idempotency;
mod inbox;
mod migrations;
pub mod print;
mod service;
mod store;
mod timers;
mod told;
