//! The screens, driven through the app with the keys of the live keymap, drawn on a test backend.
//!
//! [`desk::Desk`] is an officer at the console: it presses keys, answers what the console asks from a small office
//! of invented items, and reads the screen. No terminal, no clock, no line.

mod backlog;
mod bulk;
mod decide;
mod desk;
mod empty;
mod files;
mod inbox;
mod item;
mod keyboard;
mod login;
mod material;
mod notices;
mod office;
mod refusals;
mod staff;
mod stand_in;
mod tour;
mod views;
