//! 决定: the composer shows what it does and to whom, keeps what is typed, and sends nothing by accident.

use chrono::Duration;
use insta::assert_snapshot;
use lianban::api::items::{DecisionRequest, FeedbackInput, GroundsInput};
use lianban::client::Error;
use lianban::console::action::Action;
use lianban::domain::item::DefectTarget;
use lianban::words::Lang;
use ratatui::layout::Size;

use super::desk::{Desk, MIDDLE, NARROW, WIDE, overtaken, problem};
use super::office;

/// 王敏 on the received item with materials.
fn at_received(size: Size) -> Desk {
    let mut desk = Desk::new(size);
    desk.press_all(&[Action::Down, Action::Down, Action::Down]);
    desk
}

/// On the item in review that a rule warned of.
fn at_reviewing(size: Size) -> Desk {
    let mut desk = Desk::new(size);
    desk.press(Action::Down);
    desk
}

fn leave(desk: &mut Desk) {
    desk.wait(Duration::seconds(6));
}

// --- how they look

#[test]
fn approving_looks_right() {
    let mut desk = at_reviewing(NARROW);
    desk.press(Action::Approve);
    assert_snapshot!(desk.screen());
}

#[test]
fn refusing_looks_right_with_basis_and_remedy_from_the_catalogue() {
    let mut desk = at_reviewing(NARROW);
    desk.press_all(&[Action::Refuse, Action::Down]);
    assert_snapshot!(desk.screen());
}

#[test]
fn refusing_looks_right_beside_its_notice() {
    let mut desk = at_reviewing(WIDE);
    desk.press_all(&[Action::Refuse, Action::Down, Action::NextField]);
    assert_snapshot!(desk.screen());
}

#[test]
fn the_second_look_before_a_refusal_looks_right() {
    let mut desk = at_reviewing(MIDDLE);
    desk.press_all(&[Action::Refuse, Action::Down, Action::Submit]);
    assert_snapshot!(desk.screen());
}

#[test]
fn asking_for_correction_looks_right() {
    let mut desk = at_received(NARROW);
    desk.press_all(&[
        Action::RequestCorrection,
        Action::Down,
        Action::Select,
        Action::Open,
    ]);
    assert_snapshot!(desk.screen());
}

#[test]
fn ready_words_look_right() {
    let mut desk = at_reviewing(NARROW);
    desk.press_all(&[Action::Approve, Action::Phrases]);
    assert_snapshot!(desk.screen());
}

#[test]
fn a_decision_that_came_too_late_looks_right() {
    let mut desk = at_reviewing(NARROW);
    desk.verdicts.push_back(overtaken());
    desk.press_all(&[Action::Approve, Action::Submit]);
    leave(&mut desk);
    assert_snapshot!(desk.screen());
}

// --- what they send

#[test]
fn an_immediate_matter_is_approved_and_fed_back_in_one_action() {
    let mut desk = at_reviewing(NARROW);
    desk.press(Action::Approve).write("情况属实，准予登记。");
    desk.press(Action::NextField)
        .press(Action::NextField)
        .write("3703032026000123");
    desk.press(Action::NextField)
        .write("2026-11-24")
        .press(Action::Submit);
    leave(&mut desk);
    assert_eq!(
        desk.sent[0].decision,
        DecisionRequest::Approve {
            opinion: "情况属实，准予登记。".to_owned(),
            feedback: Some(FeedbackInput {
                document_no: None,
                fields: vec![
                    ("registration_no".to_owned(), "3703032026000123".to_owned()),
                    ("registered_on".to_owned(), "2026-11-24".to_owned()),
                ],
                words: String::new(),
                files: vec![],
            }),
        }
    );
}

#[test]
fn a_result_that_is_begun_must_be_whole() {
    let mut desk = at_reviewing(NARROW);
    desk.press(Action::Approve);
    desk.press(Action::NextField)
        .press(Action::NextField)
        .write("3703032026000123");
    desk.press(Action::Submit);
    leave(&mut desk);
    assert!(desk.sent.is_empty());
    assert!(desk.sees("还有必填的内容没有填"));
}

#[test]
fn a_refusal_carries_reason_basis_and_remedy() {
    let mut desk = at_reviewing(NARROW);
    desk.press_all(&[Action::Refuse, Action::Down, Action::Submit]);
    desk.press(Action::NextField).press(Action::Submit);
    leave(&mut desk);
    let DecisionRequest::Refuse { grounds, .. } = &desk.sent[0].decision else {
        panic!("{:?}", desk.sent[0].decision)
    };
    let GroundsInput {
        code,
        reason,
        basis,
        remedy,
    } = grounds;
    assert!(!code.is_empty() && !reason.is_empty() && !basis.is_empty());
    assert!(remedy.contains("行政复议"));
}

#[test]
fn another_reason_takes_the_place_of_words_that_were_not_touched_and_of_no_others() {
    let mut desk = at_reviewing(NARROW);
    desk.press_all(&[
        Action::Refuse,
        Action::Down,
        Action::Down,
        Action::NextField,
    ]);
    desk.write("经核实，")
        .press(Action::PreviousField)
        .press(Action::Down)
        .press(Action::Submit);
    desk.press(Action::NextField).press(Action::Submit);
    leave(&mut desk);
    let DecisionRequest::Refuse { grounds, .. } = &desk.sent[0].decision else {
        panic!("{:?}", desk.sent[0].decision)
    };
    assert!(
        grounds.reason.ends_with("经核实，"),
        "what the officer wrote stays"
    );
}

#[test]
fn a_correction_notice_carries_all_defects_in_one() {
    let mut desk = at_received(NARROW);
    desk.press_all(&[
        Action::RequestCorrection,
        Action::Select,
        Action::Open,
        Action::Down,
    ]);
    desk.press_all(&[Action::Select, Action::Open, Action::NextField]);
    desk.write("请拍全四角。").press(Action::Submit);
    leave(&mut desk);
    let DecisionRequest::RequestCorrection { defects } = &desk.sent[0].decision else {
        panic!("{:?}", desk.sent[0].decision)
    };
    assert_eq!(defects.len(), 2);
    assert_eq!(
        defects[0].target,
        DefectTarget::Material("id_card_front".parse().unwrap())
    );
    assert!(defects[1].words.ends_with("请拍全四角。"));
    assert!(defects.iter().all(|defect| !defect.sample.is_empty()));
}

#[test]
fn a_notice_without_a_defect_is_not_sent() {
    let mut desk = at_received(NARROW);
    desk.press_all(&[Action::RequestCorrection, Action::Submit]);
    leave(&mut desk);
    assert!(desk.sent.is_empty());
}

#[test]
fn a_special_procedure_tells_kind_reason_and_work_days() {
    let mut desk = at_reviewing(NARROW);
    desk.press_all(&[Action::Suspend, Action::Down, Action::NextField]);
    desk.write("需现场核查用工。")
        .press(Action::NextField)
        .write("10");
    assert!(desk.reads("预计 10 个工作日"));
    desk.press(Action::Submit);
    leave(&mut desk);
    let DecisionRequest::Suspend {
        expected_work_days,
        reason,
        ..
    } = &desk.sent[0].decision
    else {
        panic!("{:?}", desk.sent[0].decision)
    };
    assert_eq!(
        (*expected_work_days, reason.as_str()),
        (10, "需现场核查用工。")
    );
}

#[test]
fn ready_words_are_put_in_where_the_caret_stands() {
    let mut desk = at_reviewing(NARROW);
    desk.press(Action::Approve)
        .write("已核。")
        .press(Action::Phrases)
        .press(Action::Open);
    desk.press(Action::Submit);
    leave(&mut desk);
    let DecisionRequest::Approve { opinion, .. } = &desk.sent[0].decision else {
        panic!("{:?}", desk.sent[0].decision)
    };
    assert!(opinion.starts_with("已核。经审核"));
}

// --- nothing is sent by accident

#[test]
fn a_decision_can_be_taken_back_for_five_seconds() {
    let mut desk = at_reviewing(NARROW);
    desk.press_all(&[Action::Approve, Action::Submit]);
    assert!(desk.sees("秒后送出"));
    desk.wait(Duration::seconds(4));
    assert!(desk.sent.is_empty());
    desk.press_at_once(Action::TakeBack);
    leave(&mut desk);
    assert!(desk.sent.is_empty());
}

#[test]
fn a_key_that_repeats_opens_no_second_composer_and_sends_nothing() {
    let mut desk = at_received(NARROW);
    desk.press(Action::Accept);
    for _ in 0..20 {
        desk.press_at_once(Action::Submit);
    }
    leave(&mut desk);
    assert!(
        desk.sent.is_empty(),
        "keys within the moment after the composer opened count for nothing"
    );
    desk.press(Action::Submit);
    for _ in 0..20 {
        desk.press_at_once(Action::Accept);
    }
    leave(&mut desk);
    assert_eq!(desk.sent.len(), 1);
}

#[test]
fn the_second_look_begins_at_cancel() {
    let mut desk = at_reviewing(NARROW);
    desk.press_all(&[Action::Refuse, Action::Down, Action::Submit, Action::Submit]);
    leave(&mut desk);
    assert!(desk.sent.is_empty());
    assert!(desk.sees("不予"), "the composer is still there");
}

#[test]
fn a_paste_over_the_inbox_is_no_keys() {
    let mut desk = at_received(NARROW);
    desk.paste("saaxx\n");
    desk.press_at_once(Action::Accept);
    assert!(desk.sees("[全部]"));
}

// --- nothing is lost

#[test]
fn what_is_typed_is_kept_as_it_is_typed_and_comes_back() {
    let mut desk = at_reviewing(NARROW);
    desk.press(Action::Approve).write("单位情况属实");
    assert_eq!(desk.drafts.len(), 1);
    desk.press(Action::Cancel);
    desk.press(Action::Approve);
    assert!(desk.sees("单位情况属实"));
    assert!(desk.sees("已找回"));
}

#[test]
fn the_draft_goes_when_the_server_has_said_yes_and_not_before() {
    let mut desk = at_reviewing(NARROW);
    desk.verdicts
        .push_back(Error::Offline("http://127.0.0.1:8642".to_owned()));
    desk.press(Action::Approve)
        .write("单位情况属实")
        .press(Action::Submit);
    desk.wait(Duration::milliseconds(5500));
    assert_eq!((desk.sent.len(), desk.drafts.len()), (1, 1));
    desk.wait(Duration::seconds(3));
    assert_eq!(desk.sent.len(), 2);
    assert_eq!(
        desk.sent[0].key, desk.sent[1].key,
        "a lost answer is asked for again with the same key"
    );
    assert!(desk.drafts.is_empty());
}

#[test]
fn who_comes_too_late_sees_both_sides_and_keeps_the_words() {
    let mut desk = at_reviewing(NARROW);
    desk.verdicts.push_back(overtaken());
    desk.press(Action::Approve)
        .write("单位情况属实")
        .press(Action::Submit);
    leave(&mut desk);
    for words in ["他人已处理", "您的决定", "李强", "不予"] {
        assert!(desk.sees(words), "{words}");
    }
    desk.press(Action::NextField).press(Action::Submit);
    assert!(desk.sees("申请表"), "the item is open");
    assert_eq!(desk.drafts.len(), 1);
    assert!(desk.app.outbox().entries().is_empty());
}

#[test]
fn a_refusal_by_the_server_while_one_writes_does_not_steal_the_keys() {
    let mut desk = at_reviewing(NARROW);
    desk.verdicts.push_back(problem(
        422,
        "too-long",
        "“意见”最多 2000 个字。请缩短后再办。",
    ));
    desk.press_all(&[Action::Approve, Action::Submit]);
    desk.press(Action::Note).write("电话");
    leave(&mut desk);
    desk.write("已接通");
    assert!(desk.sees("电话已接通"));
    desk.press(Action::Cancel).press(Action::Outbox);
    assert!(desk.sees("请缩短后再办"));
}

// --- whom and where it goes to

#[test]
fn a_supervisor_assigns_by_choosing_among_the_officers_of_the_desk() {
    let mut desk = Desk::of(Some(office::supervisor()), Lang::Zh, NARROW);
    desk.press(Action::GoInbox).press(Action::Down);
    desk.press(Action::Assign);
    let screen = desk.screen();
    for name in ["刘洋（经办）", "孙红（复核）"] {
        assert!(screen.contains(name), "{screen}");
    }
    // Of another department, division or line, without decisions, closed, or the one who holds it already.
    for name in [
        "吴芳",
        "周强",
        "孙伟",
        "李建国",
        "李军",
        "王敏（经办）  wangmin",
    ] {
        assert!(!screen.contains(name), "{name}: {screen}");
    }
    desk.press_all(&[Action::Down, Action::Submit]);
    leave(&mut desk);
    assert_eq!(
        desk.sent[0].decision,
        DecisionRequest::Assign {
            to: "liuyang".to_owned()
        }
    );
}

#[test]
fn an_item_is_not_transferred_to_where_it_lies() {
    let mut desk = at_reviewing(MIDDLE);
    desk.press(Action::Transfer);
    for _ in 0..20 {
        desk.press(Action::Down);
        assert!(!desk.sees("> 张店区"), "{}", desk.screen());
    }
    assert!(
        desk.sees("  博山区") || desk.sees("> "),
        "{}",
        desk.screen()
    );
}

#[test]
fn a_refusal_of_ones_own_words_does_not_say_that_another_was_first() {
    let mut desk = at_reviewing(NARROW);
    let Error::Problem(mut refused) = overtaken() else {
        unreachable!("a problem")
    };
    // The item stands as the officer saw it.
    refused.current.as_mut().unwrap().version = 3;
    desk.verdicts.push_back(Error::Problem(refused));
    desk.press_all(&[Action::Approve, Action::Submit]);
    leave(&mut desk);
    assert!(desk.sees("这个决定没有办成"), "{}", desk.screen());
    assert!(!desk.sees("他人已处理") && !desk.sees("已经发生"));
}

#[test]
fn what_asks_for_nothing_is_sent_by_enter_and_says_so() {
    let mut desk = at_received(NARROW);
    desk.press(Action::Accept);
    assert!(
        desk.sees("没有要填写的内容，按 Enter 提交。"),
        "{}",
        desk.screen()
    );
    desk.press(Action::Open);
    leave(&mut desk);
    assert_eq!(desk.sent[0].decision, DecisionRequest::Accept {});
}

#[test]
fn a_notice_says_what_is_not_filled_in_yet_instead_of_leaving_a_gap() {
    let mut desk = at_reviewing(MIDDLE);
    desk.press(Action::Suspend);
    assert!(desk.sees("预计 ____ 个工作日"), "{}", desk.screen());
}

#[test]
fn a_field_is_wrong_in_a_fields_way_and_a_material_in_a_materials() {
    let mut desk = at_received(MIDDLE);
    desk.press_all(&[Action::RequestCorrection, Action::Select]);
    assert!(
        desk.sees("> 未提交。") && !desk.sees("未填写。"),
        "{}",
        desk.screen()
    );
    desk.press_all(&[Action::Cancel, Action::End, Action::Select]);
    assert!(
        desk.sees("> 填写有误。") && desk.sees("未填写。"),
        "{}",
        desk.screen()
    );
    assert!(!desk.sees("  模糊、反光"), "{}", desk.screen());
}

#[test]
fn the_first_who_voids_only_proposes_and_the_applicant_is_told_nothing() {
    let mut desk = at_reviewing(MIDDLE);
    desk.press(Action::Void);
    assert!(desk.sees("要由另一人确认才作废"), "{}", desk.screen());
    assert!(desk.sees("申请人看不到这个动作") && !desk.sees("录入有误"));
}

#[test]
fn after_a_note_the_item_stays_on_the_screen_and_can_be_decided_at_once() {
    let mut desk = at_reviewing(NARROW);
    desk.press_all(&[Action::Open, Action::Note])
        .write("电话核实过用工日期")
        .press(Action::Submit);
    assert!(desk.sees("[1 申请表]"), "{}", desk.screen());
    desk.press_all(&[Action::Approve, Action::Submit]);
    leave(&mut desk);
    let sent: Vec<_> = desk
        .sent
        .iter()
        .map(|sent| (&sent.decision, sent.version))
        .collect();
    assert!(matches!(
        sent[..],
        [
            (DecisionRequest::Note { .. }, noted),
            (DecisionRequest::Approve { .. }, approved)
        ] if approved == noted + 1
    ));
}

#[test]
fn deciding_again_after_taking_back_moves_on_too() {
    let mut desk = at_reviewing(NARROW);
    desk.press_all(&[Action::Approve, Action::Submit]);
    let next = desk.selected();
    desk.press_all(&[
        Action::TakeBack,
        Action::Up,
        Action::Approve,
        Action::Submit,
    ]);
    assert_eq!(desk.selected(), next);
}
