//! That no list grows with the store: how SQLite goes about the pages of the inbox.

use lianban::api::items::InboxQuery;
use lianban::backend::service::{colleagues, inbox};
use lianban::backend::store::Store;
use lianban::backend::store::sqlite::SqliteEngine;
use tempfile::TempDir;

use super::inbox::{SORTS, a_day, is, query};
use crate::support::in_zhangdian;
use crate::support::plans::{Explaining, Plans};
use crate::support::{TestApp, block_on, config};

/// A small day on a store that writes down its plans.
async fn explained() -> (TestApp, Plans) {
    let folder = TempDir::new().unwrap();
    let engine = SqliteEngine::open(&config(&folder)).await.unwrap();
    let plans = Plans::default();
    let store = Store::new(Explaining {
        engine,
        plans: plans.clone(),
    });
    let t = TestApp::on(store, folder);
    t.open_accounts().await;
    a_day(&t).await;
    (t, plans)
}

/// Which index a walk takes is a matter of the order: one that sorted would read a whole state for one page.
#[test]
fn every_order_is_walked_along_its_own_index() {
    block_on(async {
        let (t, plans) = explained().await;
        for sort in SORTS {
            for login in ["wangmin", "supervisor"] {
                plans.lock().unwrap().clear();
                let asked = query(|q| is(&mut q.sort, sort));
                let page = inbox::page(&t.app, &t.caller(login), &asked).await.unwrap();
                assert!(!page.rows.is_empty());
                let wanted = sort.trim_start_matches('-');
                let walks: Vec<String> = plans
                    .lock()
                    .unwrap()
                    .iter()
                    .flat_map(|plan| plan.steps.clone())
                    .filter(|step| {
                        step.below
                            .iter()
                            .any(|above| above.starts_with("CO-ROUTINE s"))
                    })
                    .filter(|step| step.detail.contains("SEARCH i "))
                    .map(|step| step.detail)
                    .collect();
                assert!(!walks.is_empty(), "{sort} {login}");
                let along = |walk: &String| {
                    walk.contains(&format!("item_by_desk_{wanted} "))
                        || walk.contains(&format!("item_by_{wanted} "))
                };
                assert!(walks.iter().all(along), "{sort} {login}: {walks:#?}");
            }
        }
    });
}

/// No list reads a table from end to end, and only a bounded number of rows is ever sorted.
#[test]
fn no_list_scans_or_sorts_the_store() {
    block_on(async {
        let (t, plans) = explained().await;
        t.file(&in_zhangdian(50, &["B5", "B7"])).await;
        plans.lock().unwrap().clear();
        let filters: [fn(&mut InboxQuery); 16] = [
            |_| {},
            |q| is(&mut q.state, "received"),
            |q| is(&mut q.state, "closed"),
            |q| is(&mut q.matter, "A2"),
            |q| is(&mut q.scene, "hire"),
            |q| is(&mut q.channel, "portal"),
            |q| {
                is(&mut q.department, "hrss");
                is(&mut q.division, "370303");
            },
            |q| is(&mut q.light, "yellow,red_card"),
            |q| q.late = Some(true),
            |q| is(&mut q.assignee, "me"),
            |q| q.older_than_days = Some(3),
            |q| q.accepted_for_days = Some(3),
            |q| q.accepted_for_days = Some(0),
            |q| is(&mut q.q, "xm"),
            |q| is(&mut q.q, "ZB260302-0"),
            |q| is(&mut q.q, "1234"),
        ];
        for login in ["wangmin", "medical", "supervisor", "portal"] {
            for sort in SORTS {
                for filter in filters {
                    let mut asked = query(|q| {
                        is(&mut q.sort, sort);
                        q.limit = Some(3);
                    });
                    filter(&mut asked);
                    let page = inbox::page(&t.app, &t.caller(login), &asked).await.unwrap();
                    if let Some(next) = page.next {
                        asked.cursor = Some(next);
                        inbox::page(&t.app, &t.caller(login), &asked).await.unwrap();
                    }
                }
            }
            inbox::counts(&t.app, &t.caller(login)).await.unwrap();
            inbox::backlog(&t.app, &t.caller(login)).await.unwrap();
            inbox::changes(&t.app, &t.caller(login), 0).await.unwrap();
            colleagues::list(&t.app, &t.caller(login)).await.unwrap();
        }
        let plans = plans.lock().unwrap();
        assert!(plans.len() > 200);
        for plan in plans.iter() {
            for step in &plan.steps {
                let at = || format!("{}\n{:#?}\nin {}", step.detail, plan.steps, plan.text);
                let scans = [
                    "SCAN i",
                    "SCAN e",
                    "SCAN a",
                    "SCAN k",
                    "SCAN item",
                    "SCAN application",
                    "SCAN event",
                ];
                let word = |scan: &&str| {
                    step.detail == **scan || step.detail.starts_with(&format!("{scan} "))
                };
                assert!(!scans.iter().any(word), "scans: {}", at());
                // The few that were gathered are looked up by number, not looked for in a whole state.
                let gathers = plan.text.contains(" c CROSS JOIN item i");
                let reads_items = step.detail.starts_with("SEARCH i ");
                let by_number = step.detail.starts_with("SEARCH i USING PRIMARY KEY");
                assert!(!gathers || !reads_items || by_number, "walks: {}", at());
                let stretch = step.below.iter().any(|above| {
                    above
                        .strip_prefix("CO-ROUTINE s")
                        .is_some_and(|rest| rest.parse::<u32>().is_ok())
                });
                assert!(
                    !(stretch && step.detail.contains("TEMP B-TREE")),
                    "sorts: {}",
                    at()
                );
            }
        }
    });
}
