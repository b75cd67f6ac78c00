//! The officer's console.

pub mod action;
pub mod keymap;
pub mod shown;
pub mod widget;
