//! The backend's speed as ratios within one run: the inbox against the bare query and against a small store, decisions
//! against the bare transaction, eight officers against one. `cargo bench --bench backend`; `LIANBAN_BENCH_ITEMS`
//! changes the size of the large store.

#[path = "../../tests/it/support/filing.rs"]
mod filing;
mod measure;
mod stores;

use std::env;

fn main() {
    let large = env::var("LIANBAN_BENCH_ITEMS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1_000_000);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(measure::all(10_000, large));
}
