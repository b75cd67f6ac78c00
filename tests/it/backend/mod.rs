pub mod print;
mod blobs;
mod idempotency;
mod inbox;
mod migrations;
mod print;
mod service;
mod store;
mod timers;
