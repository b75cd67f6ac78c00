//! The inbox: what is listed, in which order, page by page.

use std::collections::BTreeSet;

use lianban::api::items::{ClearViewRequest, DecisionRequest, InboxQuery, ItemRow};
use lianban::backend::service::{ServiceError, inbox, items};
use lianban::domain::id::ItemNo;

use super::service::{approve_registration, request_correction};
use crate::support::filing::{application, person};
use crate::support::in_zhangdian;
use crate::support::{TestApp, with_app};

async fn list(t: &TestApp, login: &str, query: &InboxQuery) -> Vec<ItemRow> {
    inbox::page(&t.app, &t.caller(login), query)
        .await
        .unwrap()
        .rows
}

async fn numbers(t: &TestApp, login: &str, query: &InboxQuery) -> BTreeSet<String> {
    list(t, login, query)
        .await
        .into_iter()
        .map(|row| row.no)
        .collect()
}

pub fn query(change: impl FnOnce(&mut InboxQuery)) -> InboxQuery {
    let mut query = InboxQuery::default();
    change(&mut query);
    query
}

/// Every order of a list.
pub const SORTS: [&str; 6] = ["due", "-due", "filed", "-filed", "changed", "-changed"];

/// A parameter of a query.
pub fn is(parameter: &mut Option<String>, text: &str) {
    *parameter = Some(text.to_owned());
}

/// A small day: several people, matters, divisions and states.
pub async fn a_day(t: &TestApp) {
    for n in 0..12 {
        t.app.clock.advance(chrono::Duration::minutes(7));
        let division = if n % 3 == 0 { "370304" } else { "370303" };
        let receipt = t.file(&application(n, &["A1", "A2", "A5"], division)).await;
        let no = receipt.items[0].no.as_str();
        let login = if n % 3 == 0 { "boshan" } else { "wangmin" };
        match n % 4 {
            1 => drop(
                t.decide(login, no, &DecisionRequest::Accept {})
                    .await
                    .unwrap(),
            ),
            2 => drop(t.decide(login, no, &approve_registration()).await.unwrap()),
            3 => drop(t.decide(login, no, &request_correction()).await.unwrap()),
            _ => {}
        }
    }
}

#[test]
fn every_page_holds_what_one_list_would_in_its_order_both_ways() {
    with_app(async |t| {
        a_day(t).await;
        for login in ["wangmin", "supervisor", "medical"] {
            for sort in SORTS {
                let whole = list(
                    t,
                    login,
                    &query(|q| {
                        is(&mut q.sort, sort);
                        q.limit = Some(200);
                    }),
                )
                .await;
                let (mut on, mut back) = (Vec::new(), Vec::new());
                let mut cursor = None;
                let last = loop {
                    let asked = query(|q| {
                        {
                            is(&mut q.sort, sort);
                            q.limit = Some(5);
                        };
                        q.cursor = cursor.take();
                    });
                    let page = inbox::page(&t.app, &t.caller(login), &asked).await.unwrap();
                    on.extend(page.rows.clone());
                    match page.next.clone() {
                        Some(next) => cursor = Some(next),
                        None => break page,
                    }
                };
                assert_eq!(on, whole, "{login} {sort}");
                let mut page = last;
                back.splice(0..0, page.rows.clone());
                while let Some(previous) = page.previous {
                    let asked = query(|q| {
                        {
                            is(&mut q.sort, sort);
                            q.limit = Some(5);
                        };
                        q.cursor = Some(previous);
                    });
                    page = inbox::page(&t.app, &t.caller(login), &asked).await.unwrap();
                    back.splice(0..0, page.rows.clone());
                }
                assert_eq!(back, whole, "{login} {sort} backwards");
            }
        }
    });
}

#[test]
fn what_is_due_first_comes_first_and_what_has_no_date_last() {
    with_app(async |t| {
        a_day(t).await;
        t.file(&in_zhangdian(50, &["B5", "B7"])).await;
        let rows = list(t, "supervisor", &query(|q| q.limit = Some(200))).await;
        let dues: Vec<_> = rows
            .iter()
            .map(|row| row.due.as_ref().map(|due| due.at.clone()))
            .collect();
        let mut sorted = dues.clone();
        sorted.sort_by_key(|due| (due.is_none(), due.clone()));
        assert_eq!(dues, sorted);
        assert_eq!(dues.last(), Some(&None));
    });
}

#[test]
fn what_changed_last_comes_first_and_a_look_in_clear_changes_nothing() {
    with_app(async |t| {
        a_day(t).await;
        let latest = query(|q| is(&mut q.sort, "-changed"));
        let before = list(t, "wangmin", &latest).await;
        let oldest = before.last().unwrap().no.clone();
        t.app.clock.advance(chrono::Duration::minutes(1));
        let look = ClearViewRequest {
            reason: "核对身份证号".to_owned(),
        };
        let number: ItemNo = oldest.parse().unwrap();
        items::view_clear(&t.app, &t.caller("wangmin"), &number, &look)
            .await
            .unwrap();
        assert_eq!(
            list(t, "wangmin", &latest).await[0].no,
            before[0].no,
            "who looks changes nothing"
        );
        t.app.clock.advance(chrono::Duration::minutes(1));
        let note = DecisionRequest::Note {
            words: "电话核对".to_owned(),
        };
        t.decide("wangmin", &oldest, &note).await.unwrap();
        let after = list(t, "wangmin", &latest).await;
        assert_eq!(after[0].no, oldest);
        assert!(after.is_sorted_by(|a, b| a.changed_at >= b.changed_at));
    });
}

#[test]
fn days_since_acceptance_are_calendar_days_and_what_was_not_accepted_has_none() {
    with_app(async |t| {
        a_day(t).await;
        // A Friday; the two days to Sunday are no work days.
        t.set_clock("2026-03-06T10:00:00+08:00");
        let no = t.file(&application(40, &["A2"], "370303")).await.items[0]
            .no
            .clone();
        t.decide("wangmin", &no, &DecisionRequest::Accept {})
            .await
            .unwrap();
        let long = query(|q| {
            q.accepted_for_days = Some(2);
            is(&mut q.state, "open,closed");
            q.limit = Some(200);
        });
        t.set_clock("2026-03-08T09:59:00+08:00");
        let before = numbers(t, "wangmin", &long).await;
        assert!(!before.contains(&no));
        t.set_clock("2026-03-08T10:01:00+08:00");
        let rows = list(t, "wangmin", &long).await;
        assert_eq!(rows.len(), before.len() + 1);
        assert!(rows.iter().any(|row| row.no == no));
        assert!(rows.iter().all(|row| row.accepted_at.is_some()));
    });
}

#[test]
fn a_list_holds_open_items_in_reach_and_no_persons_name_in_clear() {
    with_app(async |t| {
        a_day(t).await;
        for row in list(t, "wangmin", &query(|q| q.limit = Some(200))).await {
            assert_eq!(
                (row.division.as_str(), row.department.as_str()),
                ("370303", "hrss")
            );
            assert_ne!(row.state, "closed");
            assert!(row.person.contains('*'), "{}", row.person);
            // An officer tells employers apart: their names are public.
            assert!(row.unit.is_some_and(|unit| !unit.contains('*')));
        }
        for nobody in ["auditor", "security", "sysadmin"] {
            assert!(list(t, nobody, &InboxQuery::default()).await.is_empty());
        }
    });
}

#[test]
fn each_filter_keeps_what_it_says() {
    with_app(async |t| {
        a_day(t).await;
        t.set_clock("2026-03-09T16:00:00+08:00");
        let all = list(
            t,
            "supervisor",
            &query(|q| {
                is(&mut q.state, "open,closed");
                q.limit = Some(200);
            }),
        )
        .await;
        let check = async |change: fn(&mut InboxQuery), keeps: fn(&ItemRow) -> bool| {
            let asked = query(|q| {
                {
                    is(&mut q.state, "open,closed");
                    q.limit = Some(200);
                };
                change(q);
            });
            let kept: Vec<ItemRow> = all.iter().filter(|row| keeps(row)).cloned().collect();
            assert!(
                !kept.is_empty() && kept.len() < all.len(),
                "{asked:?} tells nothing apart"
            );
            assert_eq!(list(t, "supervisor", &asked).await, kept, "{asked:?}");
        };
        check(
            |q| is(&mut q.state, "correcting"),
            |row| row.state == "correcting",
        )
        .await;
        check(
            |q| is(&mut q.state, "closed,reviewing"),
            |row| ["closed", "reviewing"].contains(&row.state.as_str()),
        )
        .await;
        check(|q| is(&mut q.matter, "A5,A1"), |row| row.matter != "A2").await;
        check(
            |q| is(&mut q.department, "medical"),
            |row| row.department == "medical",
        )
        .await;
        check(
            |q| is(&mut q.division, "370304"),
            |row| row.division == "370304",
        )
        .await;
        check(|q| is(&mut q.light, "yellow"), |row| row.light == "yellow").await;
        check(
            |q| is(&mut q.light, "red_card,yellow_card"),
            |row| row.light.ends_with("card"),
        )
        .await;
        check(|q| is(&mut q.light, "green"), |row| row.light == "green").await;
        check(
            |q| is(&mut q.assignee, "wangmin"),
            |row| row.assignee.as_deref() == Some("wangmin"),
        )
        .await;
        check(
            |q| is(&mut q.assignee, "nobody"),
            |row| row.assignee.is_none(),
        )
        .await;
        check(
            |q| q.late = Some(true),
            |row| {
                row.due
                    .as_ref()
                    .is_some_and(|due| due.at.as_str() < "2026-03-09T16:00:00+08:00")
            },
        )
        .await;
    });
}

#[test]
fn people_are_found_by_what_one_has_in_hand() {
    with_app(async |t| {
        // 单小明: 单 is read shàn as a family name and dān else; both find him.
        let receipt = t.file(&in_zhangdian(6, &["A1", "A2"])).await;
        t.file(&in_zhangdian(1, &["A1"])).await;
        assert_eq!(person(6).name, "单小明");
        let both: BTreeSet<String> = receipt.items.iter().map(|item| item.no.clone()).collect();
        let sequence = "1";
        let tail = person(6).id_number[14..].to_lowercase();
        let (no, first) = (receipt.application.clone(), receipt.items[0].no.clone());
        let after_day = no.split_once('-').unwrap().1.to_owned();
        for typed in [
            "单小明",
            "小明",
            "明",
            "sxm",
            "dxm",
            "xm",
            "shanxiaoming",
            "danxiaoming",
            "XiaoMing",
            " 小 明 ",
            &no,
            &no[2..],
            &after_day,
            sequence,
            "00001",
            &tail,
            &no.to_lowercase(),
        ] {
            let found = numbers(t, "wangmin", &query(|q| is(&mut q.q, typed))).await;
            assert!(found.is_superset(&both), "{typed}: {found:?}");
        }
        for typed in ["单小明", "sxm", &no, &after_day] {
            assert_eq!(
                numbers(t, "wangmin", &query(|q| is(&mut q.q, typed))).await,
                both,
                "{typed}"
            );
        }
        for typed in [
            first.clone(),
            first[2..].to_owned(),
            format!("{after_day}-A1"),
            first.replace('-', "").to_lowercase(),
            first.replace('-', "").replace('0', "０").replace('A', "ａ"),
            format!("{}A1", after_day.replace('-', "")),
        ] {
            let found = numbers(t, "wangmin", &query(|q| q.q = Some(typed.clone()))).await;
            assert_eq!(found, BTreeSet::from([first.clone()]), "{typed}");
        }
        assert_eq!(
            numbers(t, "wangmin", &query(|q| is(&mut q.q, "远航机械")))
                .await
                .len(),
            3
        );
        for typed in ["无此人", "zzz", "%", "_", "' OR 1=1 --", "9999X"] {
            assert!(
                numbers(t, "wangmin", &query(|q| is(&mut q.q, typed)))
                    .await
                    .is_empty(),
                "{typed}"
            );
        }
        // Found or not, only what is in reach.
        assert!(
            numbers(t, "boshan", &query(|q| is(&mut q.q, "单小明")))
                .await
                .is_empty()
        );
    });
}

#[test]
fn a_wrong_parameter_is_named() {
    with_app(async |t| {
        a_day(t).await;
        let page = inbox::page(&t.app, &t.caller("wangmin"), &query(|q| q.limit = Some(2)))
            .await
            .unwrap();
        let cursor = page.next.unwrap();
        let wrong: [(InboxQuery, &str); 7] = [
            (query(|q| is(&mut q.state, "asleep")), "?state"),
            (query(|q| is(&mut q.light, "blue")), "?light"),
            (query(|q| is(&mut q.sort, "name")), "?sort"),
            (query(|q| q.limit = Some(201)), "?limit"),
            (query(|q| is(&mut q.cursor, "nonsense")), "?cursor"),
            (
                query(|q| {
                    is(&mut q.sort, "-due");
                    q.cursor = Some(cursor.clone());
                }),
                "?cursor",
            ),
            (
                query(|q| {
                    is(&mut q.sort, "changed");
                    q.cursor = Some(cursor.clone());
                }),
                "?cursor",
            ),
        ];
        for (asked, pointer) in wrong {
            let refused = inbox::page(&t.app, &t.caller("wangmin"), &asked).await;
            let Err(ServiceError::Invalid(_, faults)) = refused else {
                panic!("{asked:?} was taken");
            };
            assert_eq!(faults[0].pointer, pointer);
        }
    });
}

#[test]
fn the_figures_are_the_rows_counted() {
    with_app(async |t| {
        a_day(t).await;
        t.set_clock("2026-03-09T16:00:00+08:00");
        for login in ["wangmin", "supervisor", "boshan"] {
            let rows = list(t, login, &query(|q| q.limit = Some(200))).await;
            let count = |keeps: &dyn Fn(&ItemRow) -> bool| {
                rows.iter().filter(|row| keeps(row)).count() as u64
            };
            let counts = inbox::counts(&t.app, &t.caller(login)).await.unwrap();
            assert_eq!(counts.open, rows.len() as u64);
            assert_eq!(counts.yellow, count(&|row| row.light == "yellow"));
            assert_eq!(counts.red_card, count(&|row| row.light == "red_card"));
            for (state, n) in &counts.by_state {
                assert_eq!(*n, count(&|row| row.state == *state), "{state}");
            }
            for cell in inbox::backlog(&t.app, &t.caller(login))
                .await
                .unwrap()
                .cells
            {
                let here = |row: &&ItemRow| {
                    row.department == cell.department && row.division == cell.division
                };
                let rows: Vec<&ItemRow> = rows.iter().filter(here).collect();
                let due = |from: &str, until: &str| {
                    let within = |row: &&&ItemRow| {
                        row.due
                            .as_ref()
                            .is_some_and(|due| due.at.as_str() >= from && due.at.as_str() < until)
                    };
                    rows.iter().filter(within).count() as u64
                };
                let (now, tomorrow) = ("2026-03-09T16:00:00+08:00", "2026-03-10T00:00:00+08:00");
                assert_eq!(cell.open, rows.len() as u64);
                assert_eq!(
                    (cell.late, cell.due_today),
                    (due("", now), due(now, tomorrow))
                );
            }
        }
    });
}

#[test]
fn the_feed_tells_every_change_in_reach_and_who_made_it() {
    with_app(async |t| {
        let before = inbox::last_change(&t.app).await.unwrap();
        let receipt = t.file(&in_zhangdian(1, &["A1", "A5"])).await;
        let no = receipt.items[0].no.as_str();
        let transfer = DecisionRequest::Transfer {
            division: "370304".to_owned(),
            reason: "工作地在博山".to_owned(),
        };
        t.decide("wangmin", no, &transfer).await.unwrap();
        let seen = async |login: &str| {
            let (changes, until) = inbox::changes(&t.app, &t.caller(login), before)
                .await
                .unwrap();
            assert_eq!(until, inbox::last_change(&t.app).await.unwrap());
            changes
                .into_iter()
                .map(|change| (change.event, change.by, change.row.is_some()))
                .collect::<Vec<_>>()
        };
        let moved = |stays| ("transferred".to_owned(), "王敏".to_owned(), stays);
        let filed = || ("filed".to_owned(), "集成办专区".to_owned(), true);
        assert_eq!(
            seen("wangmin").await,
            [moved(false)],
            "moved out of reach: gone"
        );
        assert_eq!(seen("boshan").await, [filed(), moved(true)]);
        assert_eq!(seen("medical").await, [filed()]);
        assert_eq!(seen("portal").await, [filed(), filed(), moved(true)]);
        assert!(seen("tax").await.is_empty());
    });
}
