//! The case files themselves.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use lianban::replay::Case;

use super::{differences, files, played};

#[test]
fn every_case_comes_as_it_says() {
    let (files, next) = (files(), AtomicUsize::new(0));
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let runtime = tokio::runtime::Runtime::new().unwrap();
                while let Some(file) = files.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let said = match Case::read(file) {
                        Ok(case) => differences(&runtime.block_on(played(&case))),
                        Err(error) => error.to_string(),
                    };
                    wrong.lock().unwrap().push(said);
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap().concat();
    assert!(wrong.is_empty(), "{wrong}");
}
