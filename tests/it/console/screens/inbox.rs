//! 收件箱: 王敏 reads it on a terminal of any size, moves, narrows, marks; others change it meanwhile.

use chrono::Duration;
use insta::assert_snapshot;
use lianban::api::accounts::OfficerView;
use lianban::api::items::{DecisionRequest, ItemRow};
use lianban::client::{Error, FeedEvent};
use lianban::console::action::Action;
use lianban::console::keymap::Base;
use lianban::words::Lang;

use super::desk::{Desk, MIDDLE, NARROW, WIDE, problem};
use super::office;

#[test]
fn looks_right_on_80_by_24() {
    assert_snapshot!(Desk::new(NARROW).screen());
}

#[test]
fn looks_right_on_120_by_36() {
    assert_snapshot!(Desk::new(MIDDLE).screen());
}

#[test]
fn looks_right_on_200_by_60() {
    assert_snapshot!(Desk::new(WIDE).screen());
}

#[test]
fn looks_right_in_english() {
    let desk = Desk::of(Some(office::wang_min()), Lang::En, NARROW);
    assert_snapshot!(desk.screen());
}

#[test]
fn the_filter_dialog_looks_right() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Filter, Action::Down, Action::Select]);
    assert_snapshot!(desk.screen());
}

#[test]
fn the_most_urgent_item_is_selected_first() {
    assert!(Desk::new(NARROW).selected().contains("ZB261102-00008-2-A2"));
}

#[test]
fn a_tab_asks_the_server_for_its_states() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Tab3);
    assert_eq!(
        desk.queries.last().unwrap().state.as_deref(),
        Some("received")
    );
    desk.press(Action::Tab2);
    assert_eq!(desk.queries.last().unwrap().assignee.as_deref(), Some("me"));
    desk.press(Action::PreviousTab);
    assert_eq!(desk.queries.last().unwrap().state, None);
    desk.press(Action::Tab6);
    assert_eq!(desk.queries.last().unwrap().late, Some(true));
    desk.press(Action::Tab7);
    let closed = desk.queries.last().unwrap();
    assert_eq!(closed.state.as_deref(), Some("closed"));
}

#[test]
fn sorting_goes_through_the_orders_and_turns_each_round() {
    let mut desk = Desk::new(NARROW);
    for (action, sort) in [
        (Action::TurnSort, "-due"),
        (Action::Sort, "filed"),
        (Action::TurnSort, "-filed"),
        (Action::Sort, "-changed"),
        (Action::TurnSort, "changed"),
        (Action::Sort, "due"),
    ] {
        desk.press(action);
        assert_eq!(desk.queries.last().unwrap().sort.as_deref(), Some(sort));
    }
}

#[test]
fn a_search_goes_to_the_server_and_esc_ends_it() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Search)
        .write("00317")
        .press(Action::Submit);
    assert_eq!(desk.queries.last().unwrap().q.as_deref(), Some("00317"));
    assert!(desk.selected().contains("ZB261120-00317-4-A1"));
    assert!(desk.sees("只看“00317”"));
    desk.press(Action::Back);
    assert_eq!(desk.queries.last().unwrap().q, None);
    assert!(!desk.sees("只看“"));
}

#[test]
fn a_search_that_is_given_up_changes_nothing() {
    let mut desk = Desk::new(NARROW);
    let asked = desk.queries.len();
    desk.press(Action::Search)
        .write("zdl")
        .press(Action::Cancel);
    assert_eq!(desk.queries.len(), asked);
}

#[test]
fn conditions_are_typed_completed_and_sent_with_the_words() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Search).write("张 状态:待受");
    assert!(desk.sees("状态:待受理"));
    desk.press(Action::NextField).write(" 超期 申报>2d");
    desk.press(Action::Submit);
    let query = desk.queries.last().unwrap();
    assert_eq!(query.state.as_deref(), Some("received"));
    assert_eq!(query.q.as_deref(), Some("张"));
    assert_eq!((query.late, query.older_than_days), (Some(true), Some(2)));
    // The dialog shows the same, and the line opens on it.
    desk.press(Action::Filter);
    assert!(desk.sees("[x] 待受理"));
    assert!(desk.sees("[x] 超期"));
    desk.press_all(&[Action::Cancel, Action::Search]);
    assert!(desk.sees("状态:待受理 超期 申报>2d 张"));
}

#[test]
fn a_line_that_cannot_be_read_stays_and_says_why() {
    let mut desk = Desk::new(NARROW);
    let asked = desk.queries.len();
    desk.press(Action::Search)
        .write("状太:待受理")
        .press(Action::Submit);
    assert!(desk.sees("没有“状太”这个条件，是不是“状态”？"));
    assert_eq!(desk.queries.len(), asked);
    desk.press(Action::Cancel);
    assert!(!desk.sees("状太"));
}

#[test]
fn tab_goes_through_what_a_word_may_become() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Search).write("灯:");
    desk.press_all(&[Action::NextField, Action::NextField]);
    assert_snapshot!(desk.screen());
    desk.press(Action::Submit);
    let light = desk.queries.last().unwrap().light.clone();
    assert_eq!(light.as_deref(), Some("yellow_card"));
}

#[test]
fn ticked_conditions_go_to_the_server_together() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[
        Action::Filter,
        Action::Down,
        Action::Select,
        Action::NextField,
        Action::NextField,
        Action::Select,
        Action::Submit,
    ]);
    let query = desk.queries.last().unwrap();
    assert_eq!(query.state.as_deref(), Some("received"));
    assert_eq!(query.light.as_deref(), Some("red_card"));
    assert!(desk.sees("只看“状态:待受理 灯:红牌”"));
}

#[test]
fn an_empty_view_says_what_to_do() {
    let mut desk = Desk::new(NARROW);
    desk.rows.clear();
    desk.press(Action::Refresh);
    assert!(desk.sees("没有待办的办件"));
    desk.press(Action::Tab3);
    assert!(desk.sees("按 1 看全部"));
    desk.press(Action::Search)
        .write("没有这个人")
        .press(Action::Submit);
    assert!(desk.sees("按 Esc 清除筛选和搜索"));
}

#[test]
fn the_cursor_stays_on_its_item_when_others_change_the_list() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Down, Action::Down]);
    let before = desk.selected();
    // Another item, more urgent than all, arrives above it.
    let mut new = office::rows().remove(4);
    new.no = "ZB261101-00001-1-A1".to_owned();
    new.due.as_mut().unwrap().at = "2026-11-01T17:00:00+08:00".to_owned();
    desk.change(Some(new), "ZB261101-00001-1-A1");
    assert!(desk.sees("ZB261101-00001-1-A1"));
    assert_eq!(desk.selected(), before);
    // And one above it is decided by a colleague.
    let mut gone = office::rows().remove(4);
    gone.state = "closed".to_owned();
    gone.outcome = Some("approved".to_owned());
    gone.version += 1;
    desk.change(Some(gone), "ZB261102-00008-2-A2");
    assert!(!desk.sees("ZB261102-00008-2-A2"));
    assert_eq!(desk.selected(), before);
}

#[test]
fn an_item_decided_by_a_colleague_under_the_cursor_is_a_ghost_that_takes_no_decision() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Down);
    let mut gone = office::row(&office::SKETCHES[0]);
    gone.state = "closed".to_owned();
    gone.outcome = Some("refused".to_owned());
    gone.version += 1;
    desk.change(Some(gone), "ZB261120-00317-4-A1");
    assert!(desk.selected().contains("不予"));
    desk.press(Action::Approve);
    assert!(desk.sees("这个办件已经办走"));
    assert!(desk.selected().contains("ZB261120-00317-4-A1"));
    desk.press(Action::Down);
    assert!(!desk.sees("ZB261120-00317-4-A1"));
}

#[test]
fn an_old_change_does_not_undo_a_newer_one() {
    let mut desk = Desk::new(NARROW);
    let mut newer = office::row(&office::SKETCHES[0]);
    newer.version = 9;
    newer.assignee_name = Some("李强".to_owned());
    desk.change(Some(newer), "ZB261120-00317-4-A1");
    let older = office::row(&office::SKETCHES[0]);
    desk.change(Some(older), "ZB261120-00317-4-A1");
    assert!(desk.sees("李强"));
}

#[test]
fn a_million_items_come_page_by_page_from_either_end() {
    let mut desk = Desk::new(NARROW);
    desk.page = 50;
    desk.rows = office::many(2_000);
    desk.press(Action::Refresh);
    assert!(desk.selected().contains("ZB261124-00001"));
    desk.queries.clear();
    desk.press(Action::End);
    assert!(desk.selected().contains("ZB261124-02000"));
    assert_eq!(desk.queries[0].sort.as_deref(), Some("-due"));
    for _ in 0..200 {
        desk.press(Action::Up);
    }
    assert!(desk.selected().contains("ZB261124-01800"));
    assert!(desk.queries.len() < 10, "pages are fetched ahead, not rows");
    desk.press(Action::Home);
    assert!(desk.selected().contains("ZB261124-00001"));
}

#[test]
fn moving_on_fetches_the_selected_item_and_the_next_one() {
    let mut desk = Desk::new(NARROW);
    desk.asked.clear();
    desk.press(Action::Down);
    assert_eq!(
        desk.asked,
        ["Item"],
        "the selected one is there already, the one after it is fetched"
    );
}

#[test]
fn while_an_item_is_open_the_next_one_and_its_first_material_are_fetched() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Down, Action::Down]);
    let papers = |desk: &Desk| desk.asked.iter().filter(|ask| *ask == "Paper").count();
    assert_eq!(papers(&desk), 0, "a list that is scrolled fetches none");
    desk.press(Action::Open);
    // This one has no material; the next one has.
    assert_eq!(papers(&desk), 1, "{:?}", desk.asked);
    let before = desk.asked.len();
    desk.press(Action::NextItem);
    let since: Vec<&String> = desk.asked[before..].iter().collect();
    // What is opened was there already; only what comes after it is fetched.
    assert_eq!(since, ["Item"], "{since:?}");
}

#[test]
fn a_new_order_keeps_the_cursor_on_its_item_or_says_that_it_cannot() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Down, Action::Down, Action::Sort]);
    assert!(
        desk.selected().contains("ZB261124-00012-9"),
        "{}",
        desk.screen()
    );
    assert!(!desk.sees("在这个排序里不在前面"));
    desk.rows = office::many(120);
    desk.page = 20;
    desk.press_all(&[Action::Refresh, Action::TurnSort]);
    desk.press_all(&[Action::Home, Action::TurnSort]);
    assert!(desk.sees("在这个排序里不在前面"), "{}", desk.screen());
}

#[test]
fn claiming_goes_at_once_and_the_next_decision_knows_the_new_version() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Down, Action::Down, Action::Claim]);
    assert_eq!(desk.sent[0].decision, DecisionRequest::Claim {});
    assert!(desk.selected().contains("王敏"));
    desk.press_all(&[Action::Approve, Action::Submit]);
    desk.wait(Duration::seconds(6));
    assert!(matches!(
        desk.sent[1].decision,
        DecisionRequest::Approve { .. }
    ));
    assert_eq!(desk.sent[1].version, 4);
}

/// What can be done with an item is known anew as soon as it has changed, without a move of the cursor.
#[test]
fn an_item_that_changes_under_the_cursor_is_fetched_anew() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Down, Action::Down]);
    desk.asked.clear();
    desk.press(Action::Claim);
    assert_eq!(desk.asked, ["Item"]);
}

#[test]
fn a_claim_that_is_refused_speaks_of_no_words_that_were_written() {
    let mut desk = Desk::new(NARROW);
    let held = problem(
        409,
        "already-held",
        "该人员已领取这个办件，无需再领取或转交。",
    );
    desk.verdicts.push_back(held);
    desk.press(Action::Claim);
    assert!(
        desk.sees("无需再领取") && !desk.sees("草稿"),
        "{}",
        desk.screen()
    );
}

#[test]
fn one_approval_for_many_leaves_out_what_needs_judgement() {
    let mut desk = Desk::new(NARROW);
    desk.rows[2].state = "reviewing".to_owned();
    desk.press_all(&[Action::Refresh, Action::Down]);
    desk.press_all(&[Action::Select, Action::Select, Action::Select]);
    desk.press(Action::Approve);
    assert!(desk.sees("共 2 件"));
    desk.press_all(&[Action::Submit, Action::NextField, Action::Submit]);
    desk.wait(Duration::seconds(6));
    let mut decided: Vec<&str> = desk.sent.iter().map(|sent| sent.item.as_str()).collect();
    decided.sort_unstable();
    assert_eq!(decided, ["ZB261124-00012-9-B1", "ZB261124-00044-1-A3"]);
}

#[test]
fn a_refusal_is_for_one_item_at_a_time() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Select, Action::Select, Action::Refuse]);
    assert!(desk.sees("一次只能办一件"));
}

#[test]
fn what_is_not_open_says_why() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Accept);
    assert!(desk.sees("办件现在不能"));
}

#[test]
fn a_server_that_is_away_is_said_with_what_to_do() {
    let mut desk = Desk::new(NARROW);
    desk.tell(FeedEvent::Down(Error::Offline(
        "http://127.0.0.1:8642".to_owned(),
    )));
    assert!(desk.sees("连接断了"));
    desk.tell(FeedEvent::Up);
    assert!(desk.sees("已连接"));
}

#[test]
fn a_name_is_searched_by_pinyin_with_the_space_that_one_types() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Search)
        .write("zhang d")
        .press(Action::Submit);
    assert_eq!(desk.queries.last().unwrap().q.as_deref(), Some("zhang d"));
}

#[test]
fn closed_items_have_a_view_of_their_own_the_latest_first() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::PreviousTab);
    assert!(desk.sees("[办结]"));
    let query = desk.queries.last().unwrap();
    assert_eq!(
        (query.state.as_deref(), query.sort.as_deref()),
        (Some("closed"), Some("-changed"))
    );
    // Nothing runs for them: the room is for what they are and how they ended, in both languages.
    for heading in ["姓名", "事项", "状态"] {
        assert!(desk.sees(heading), "{}", desk.screen());
    }
    assert!(!desk.sees("时限"), "{}", desk.screen());
    desk.press(Action::NextLanguage);
    for heading in ["person", "matter", "state"] {
        assert!(desk.sees(heading), "{}", desk.screen());
    }
    desk.press(Action::TurnSort);
    assert_eq!(
        desk.queries.last().unwrap().sort.as_deref(),
        Some("changed")
    );
    desk.press(Action::NextTab);
    assert_eq!(desk.queries.last().unwrap().state, None);
}

#[test]
fn a_search_that_finds_no_open_item_leads_to_the_closed_ones() {
    let mut desk = Desk::new(NARROW);
    desk.rows[0].state = "closed".to_owned();
    desk.rows[0].outcome = Some("approved".to_owned());
    desk.press(Action::Search)
        .write("00317")
        .press(Action::Submit);
    assert!(desk.sees("到办结的办件里找"), "{}", desk.screen());
    desk.press(Action::PreviousTab);
    assert!(desk.selected().contains("ZB261120-00317-4-A1"));
}

#[test]
fn what_is_left_counts_work_days_and_hours_on_the_last_day() {
    let mut desk = Desk::new(NARROW);
    let due = |row: &mut ItemRow, at: &str, work_days: i32| {
        row.due.as_mut().unwrap().at = at.to_owned();
        row.work_days_left = Some(work_days);
    };
    desk.rows.truncate(4);
    // Over a weekend, to close of business today, and two days ago of which one was a rest day.
    due(&mut desk.rows[0], "2026-11-30T17:00:00+08:00", 4);
    due(&mut desk.rows[1], "2026-11-24T17:00:00+08:00", 0);
    due(&mut desk.rows[2], "2026-11-22T17:00:00+08:00", -1);
    due(&mut desk.rows[3], "2026-11-24T09:00:00+08:00", 0);
    desk.press(Action::Refresh);
    for words in ["4日", "今日17时", "超1日", "超30分"] {
        assert!(desk.sees(words), "{words}: {}", desk.screen());
    }
}

fn officer(role: &str) -> OfficerView {
    OfficerView {
        role: role.to_owned(),
        ..office::wang_min()
    }
}

#[test]
fn those_who_see_no_items_are_told_where_their_work_is_and_ask_for_none() {
    for (role, words) in [
        ("auditor", "只查验审计记录"),
        ("security_admin", "lianban admin"),
        ("system_admin", "系统管理员看不到办件"),
    ] {
        let desk = Desk::of(Some(officer(role)), Lang::Zh, NARROW);
        assert!(desk.sees(words), "{}", desk.screen());
        assert!(
            !desk.sees("准予") && !desk.sees("连接断了"),
            "{}",
            desk.screen()
        );
        assert!(desk.queries.is_empty());
    }
}

#[test]
fn a_role_is_shown_no_key_for_what_it_never_does() {
    let mut desk = Desk::of(Some(office::supervisor()), Lang::Zh, WIDE);
    desk.press(Action::GoInbox);
    let foot = desk.screen().lines().last().unwrap().to_owned();
    assert!(!foot.contains("准予") && !foot.contains("受理"), "{foot}");
    // What the role is there for stands in the foot.
    assert!(foot.contains("A 转交同事"), "{foot}");
    desk.press(Action::Approve);
    assert!(
        desk.sees("您的岗位没有“准予”这个动作。"),
        "{}",
        desk.screen()
    );
}

#[test]
fn the_backlog_is_not_opened_for_those_to_whom_the_server_would_refuse_it() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Backlog);
    assert!(desk.sees("督办台账由督办人员查看。"), "{}", desk.screen());
}

#[test]
fn what_stands_behind_a_figure_says_which_and_leads_back() {
    let mut desk = Desk::of(Some(office::supervisor()), Lang::Zh, NARROW);
    desk.press(Action::Open);
    let screen = desk.screen();
    assert!(
        screen.contains("张店区 人社局   Esc 返回督办台账"),
        "{screen}"
    );
    assert!(!screen.contains("清除"), "{screen}");
    desk.press(Action::Back);
    assert!(desk.sees("在办件数"), "{}", desk.screen());
}

#[test]
fn what_is_left_runs_by_the_servers_clock() {
    let mut desk = Desk::new(NARROW);
    // This machine's clock is ten hours ahead: what is due at five today is not late.
    desk.now += Duration::hours(10);
    desk.press(Action::Refresh);
    assert!(desk.sees("今日17时"), "{}", desk.screen());
}

/// The line must not say 待复核 over a list of what is closed.
#[test]
fn a_view_with_states_of_its_own_and_a_state_that_is_asked_for_take_each_others_place() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Search)
        .write("状态:待复核 张")
        .press(Action::Submit)
        .press(Action::Tab3);
    assert_eq!(
        desk.queries.last().unwrap().state.as_deref(),
        Some("received")
    );
    assert!(desk.sees("只看“张”"), "{}", desk.screen());
    desk.press(Action::Search)
        .write("状态:待复核")
        .press(Action::Submit);
    assert_eq!(
        desk.queries.last().unwrap().state.as_deref(),
        Some("second_review")
    );
    assert!(desk.sees("[全部]"), "{}", desk.screen());
}

#[test]
fn a_count_leads_to_a_row_that_is_not_loaded_yet() {
    let mut desk = Desk::with_keys(Base::Vim);
    desk.page = 50;
    desk.rows = office::many(2_000);
    desk.press(Action::Refresh);
    desk.write("500G");
    assert!(
        desk.selected().contains("ZB261124-00500"),
        "{}",
        desk.screen()
    );
    desk.write("3G");
    assert!(
        desk.selected().contains("ZB261124-00003"),
        "{}",
        desk.screen()
    );
}
