//! The officer's console.

pub mod action;
pub mod app;
pub mod draft;
pub mod effect;
pub mod keymap;
pub mod outbox;
pub mod screen;
pub mod shared;
pub mod shown;
pub mod theme;
pub mod widget;
