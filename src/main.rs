//! The `lianban` program.

fn main() {}
