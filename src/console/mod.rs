//! The officer's console.

pub mod action;
pub mod draft;
pub mod keymap;
pub mod outbox;
pub mod shown;
pub mod theme;
pub mod widget;
