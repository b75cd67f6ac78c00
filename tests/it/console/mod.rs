//! The console: parts without a terminal, then frames on a test backend.

mod keymap;
mod shown;
