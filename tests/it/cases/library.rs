//! The case files themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use lianban::domain::catalogue::Catalogue;
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

fn cases() -> Vec<Case> {
    files()
        .iter()
        .map(|file| Case::read(file).unwrap())
        .collect()
}

#[test]
fn every_matter_has_a_case_in_which_it_is_approved() {
    let approved: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| &case.steps)
        .flat_map(|(_, step)| &step.expect.items)
        .filter(|(_, item)| item.outcome.as_deref() == Some("approved"))
        .map(|(name, _)| name.matter.clone())
        .collect();
    let matters = Catalogue::embedded().matters.iter();
    assert_eq!(
        approved,
        matters.map(|matter| matter.id.to_string()).collect()
    );
}

/// The sentences of law that bind the thirteen matters. Not among them, for nothing here could show them: 社会保险经办条例
/// 第十条 (change and cancellation are none of the matters), 国务院令第716号 第八条至第十二条 (signatures, seals, licences
/// and the archive are the platform's) and the special seal of 行政许可法 第三十二条 on paper.
#[test]
fn every_sentence_of_law_that_binds_has_a_case() {
    let mut shown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in cases() {
        shown.entry(case.basis).or_default().insert(case.shows);
    }
    for (basis, sentences) in [
        ("行政许可法第三十二条第一项", 1),
        ("行政许可法第三十二条第二项", 1),
        ("行政许可法第三十二条第三项", 1),
        // All defects at once; silence accepts.
        ("行政许可法第三十二条第四项", 2),
        ("行政许可法第三十二条第五项", 1),
        ("行政许可法第三十八条", 1),
        ("行政许可法第四十二条", 1),
        ("行政许可法第四十四条", 1),
        ("行政许可法第四十五条", 1),
        ("行政许可法第八十二条", 1),
        ("优化营商环境条例第三十六条", 1),
        // In time; late; of one's own will; the number.
        ("社会保险法第五十八条", 4),
        ("社会保险经办条例第六条", 1),
        ("社会保险经办条例第二十八条", 1),
        ("社会保险经办条例第三十一条", 1),
        ("社会保险经办条例第三十七条", 1),
        ("社会保险经办条例第三十八条", 1),
        ("社会保险经办条例第五十二条", 1),
        // Opened in time; else transferred.
        ("住房公积金管理条例第十五条", 2),
        ("劳动合同法第五十条", 1),
        // Nothing asked again; nothing used for another end.
        ("国务院令第716号第七条", 2),
        ("民法典第二百条", 1),
        ("民法典第二百零一条", 1),
        ("民法典第二百零三条第一款", 1),
        ("民法典第二百零三条第二款", 1),
        ("国务院关于渐进式延迟法定退休年龄的办法第一条", 1),
    ] {
        let found = shown.get(basis).map_or(0, BTreeSet::len);
        assert!(found >= sentences, "{basis}: {found} of {sentences}");
    }
}

#[test]
fn what_is_quoted_of_the_notice_stands_in_it() {
    let notice = include_str!("../domain/notice.txt");
    for case in cases()
        .iter()
        .filter(|case| case.basis.contains("淄人社函〔2023〕29号"))
    {
        let quoted = case.shows.trim_end_matches('。');
        assert!(
            notice.contains(quoted),
            "{}: {}",
            case.file.display(),
            case.shows
        );
    }
}
