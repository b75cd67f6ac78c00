//! Hostile text against the display type, byte by byte where the property test goes by characters it knows.
//!
//! ```sh
//! cargo install cargo-fuzz
//! cargo +stable fuzz run --fuzz-dir tests/fuzz -s none shown -- -max_total_time=300 -max_len=512
//! ```
//!
//! What must hold stands in `invariants.rs`, which the property test includes too.

#![no_main]

use libfuzzer_sys::fuzz_target;

mod invariants;

fuzz_target!(|bytes: &[u8]| invariants::hold(&String::from_utf8_lossy(bytes)));
