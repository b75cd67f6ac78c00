//! 办件: every tab says what the officer asks of it.

use chrono::Duration;
use insta::assert_snapshot;
use lianban::api::items::{DecisionRequest, ItemDetail};
use lianban::console::action::Action;
use lianban::domain::item::DeliveryState;
use lianban::words::Lang;
use ratatui::layout::Size;

use super::desk::{Desk, MIDDLE, NARROW, WIDE};
use super::office;

/// 王敏 in the item with materials, a warning above it in the list.
fn at_item(size: Size) -> Desk {
    let mut desk = Desk::new(size);
    desk.press_all(&[Action::Down, Action::Down, Action::Down, Action::Open]);
    desk
}

/// The one with a rule that warns.
fn at_warned(size: Size) -> Desk {
    let mut desk = Desk::new(size);
    desk.press_all(&[Action::Down, Action::Open]);
    desk
}

#[test]
fn the_form_looks_right_with_the_source_of_every_value() {
    assert_snapshot!(at_item(NARROW).screen());
}

#[test]
fn the_rules_look_right_in_the_notices_words() {
    let mut desk = at_warned(NARROW);
    desk.press(Action::Tab2);
    assert_snapshot!(desk.screen());
}

#[test]
fn the_materials_look_right_with_what_the_bytes_say() {
    let mut desk = at_item(MIDDLE);
    desk.press(Action::Tab3);
    assert_snapshot!(desk.screen());
}

#[test]
fn the_progress_looks_right_and_explains_the_due_date() {
    let mut desk = at_item(MIDDLE);
    desk.press(Action::Tab4);
    assert_snapshot!(desk.screen());
}

#[test]
fn the_siblings_look_right_and_show_none_of_their_data() {
    let mut desk = at_item(NARROW);
    desk.press(Action::Tab5);
    assert_snapshot!(desk.screen());
}

/// 80 columns: the hint that a page goes on once stood over the last tab.
#[test]
fn no_hint_stands_over_the_tabs() {
    let mut desk = Desk::of(Some(office::wang_min()), Lang::En, NARROW);
    let mut detail = office::detail(&office::row(&office::SKETCHES[0]));
    let once = detail.timeline.clone();
    for _ in 0..8 {
        detail.timeline.extend(once.clone());
    }
    desk.told.insert(detail.row.no.clone(), detail);
    desk.press_all(&[Action::Down, Action::Open, Action::Refresh, Action::Tab4]);
    let last = format!("6 {}", Lang::En.say("tab-result"));
    assert!(desk.sees(&last), "{}", desk.screen());
}

#[test]
fn the_combined_result_looks_right() {
    let mut desk = at_item(WIDE);
    desk.press(Action::Tab6);
    assert_snapshot!(desk.screen());
}

#[test]
fn tab_goes_round_all_tabs() {
    let mut desk = at_item(NARROW);
    for tab in [
        "[2 规则]",
        "[3 材料]",
        "[4 进度]",
        "[5 其他事项]",
        "[6 联办结果]",
        "[1 申请表]",
    ] {
        desk.press(Action::NextTab);
        assert!(desk.sees(tab), "{tab}");
    }
}

#[test]
fn a_short_window_scrolls_and_says_how_much_is_below() {
    let mut desk = at_warned(NARROW);
    desk.press(Action::Tab4);
    let top = desk.screen();
    desk.press(Action::PageDown);
    assert_ne!(desk.screen(), top);
    desk.press(Action::Home);
    assert_eq!(desk.screen(), top);
}

#[test]
fn the_next_item_is_one_key_away_on_the_way_through_the_list() {
    let mut desk = at_warned(NARROW);
    assert!(desk.sees("ZB261120-00317-4-A1"));
    desk.press(Action::NextItem);
    assert!(desk.sees("ZB261124-00012-9-B1"));
    desk.press(Action::PreviousItem);
    assert!(desk.sees("ZB261120-00317-4-A1"));
    desk.press(Action::Back);
    assert!(desk.selected().contains("ZB261120-00317-4-A1"));
}

#[test]
fn after_a_decision_the_next_item_is_selected_and_one_key_opens_it() {
    let mut desk = at_item(NARROW);
    desk.press_all(&[Action::Accept, Action::Submit]);
    assert!(desk.selected().contains("ZB261123-00101-6-B3"));
    desk.press(Action::Open);
    assert!(desk.sees("ZB261123-00101-6-B3"));
}

const MASKED: &str = "370303********1234";
const IN_CLEAR: &str = "370303199005171234";

/// At an item whose number stands in clear.
fn in_clear(size: Size) -> Desk {
    let mut desk = at_item(size);
    assert!(desk.sees(MASKED));
    desk.press(Action::ViewClear)
        .write("核对证件原件")
        .press(Action::Submit);
    assert!(desk.sees(IN_CLEAR) && !desk.sees(MASKED));
    desk
}

#[test]
fn personal_data_is_shown_in_clear_for_a_reason_and_for_half_a_minute() {
    let mut desk = in_clear(NARROW);
    // 09:30 by the office's clock, and the moment that each press waits.
    assert!(desk.sees("明文显示到 09:3"), "{}", desk.screen());
    desk.wait(Duration::seconds(29));
    assert!(desk.sees(IN_CLEAR));
    desk.wait(Duration::seconds(1));
    assert!(desk.sees(MASKED) && !desk.sees(IN_CLEAR) && !desk.sees("明文显示"));
}

#[test]
fn personal_data_is_masked_as_soon_as_the_officer_turns_to_anything_else() {
    type Turn = fn(&mut Desk);
    let turns: [(&str, Turn); 5] = [
        ("back to the list", |desk| {
            desk.press_all(&[Action::Back, Action::Open]);
        }),
        ("a paper", |desk| {
            desk.press_all(&[Action::Open, Action::Back]);
        }),
        ("a decision", |desk| {
            desk.press_all(&[Action::Note, Action::Cancel]);
        }),
        ("another size", |desk| {
            desk.resize(MIDDLE);
        }),
        ("the shell", |desk| {
            desk.press(Action::Stop);
        }),
    ];
    for (what, turn) in turns {
        let mut desk = in_clear(NARROW);
        turn(&mut desk);
        assert!(desk.sees(MASKED) && !desk.sees(IN_CLEAR), "{what}");
    }
    // Stopped from outside, it was on the screen until then; it is not when the screen comes back.
    let mut desk = in_clear(NARROW);
    desk.continued();
    assert!(!desk.sees(IN_CLEAR));
    // A machine that slept hears keys before alarms.
    let mut desk = in_clear(NARROW);
    desk.now += Duration::hours(1);
    desk.press_at_once(Action::Down);
    assert!(!desk.sees(IN_CLEAR));
}

#[test]
fn a_look_in_clear_from_the_list_or_the_viewer_shows_what_was_asked_for() {
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Down, Action::Down, Action::ViewClear])
        .write("核对证件原件")
        .press(Action::Submit);
    assert!(desk.sees("明文显示到"), "{}", desk.screen());
    for size in [NARROW, MIDDLE] {
        let mut desk = at_item(size);
        desk.press_all(&[Action::Open, Action::ViewClear])
            .write("核对证件原件")
            .press(Action::Submit);
        assert!(desk.sees(IN_CLEAR), "{}", desk.screen());
    }
}

#[test]
fn a_number_is_copied_for_another_window() {
    let mut desk = at_item(NARROW);
    desk.press(Action::CopyNumber);
    assert_eq!(desk.copied, ["ZB261124-00044-1-A3"]);
}

#[test]
fn a_change_by_a_colleague_is_fetched_while_one_reads() {
    let mut desk = at_item(NARROW);
    let mut row = office::row(&office::SKETCHES[2]);
    row.version += 1;
    row.assignee = Some("liqiang".to_owned());
    row.assignee_name = Some("李强".to_owned());
    desk.change(Some(row), "ZB261124-00044-1-A3");
    assert!(desk.sees("李强经办"));
}

#[test]
fn an_item_that_is_not_there_says_so() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::GoItem)
        .write("ZB260101-00001-1-A1")
        .press(Action::Submit);
    assert!(desk.sees("没有这个对象，或不在您的办理范围内"));
    desk.press(Action::Back);
    assert!(desk.selected().contains("ZB261102"));
}

#[test]
fn an_item_is_gone_to_by_its_number_as_it_is_read_out() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::GoItem)
        .write("zb261124 000441 a3")
        .press(Action::Submit);
    assert!(desk.sees("> ZB261124-00044-1-A3"), "{}", desk.screen());
}

#[test]
fn releasing_puts_the_item_back_without_a_form() {
    let mut desk = at_warned(NARROW);
    desk.press(Action::ReleaseClaim);
    assert_eq!(desk.sent[0].decision, DecisionRequest::ReleaseClaim {});
}

/// 张*丰's item as the server tells it, changed a little.
fn told(change: impl FnOnce(&mut ItemDetail)) -> Desk {
    let mut desk = Desk::new(NARROW);
    let mut detail = office::detail(&office::row(&office::SKETCHES[0]));
    change(&mut detail);
    desk.told.insert(detail.row.no.clone(), detail);
    desk.press_all(&[Action::Down, Action::Open, Action::Refresh]);
    desk
}

#[test]
fn a_value_that_the_applicant_disputes_stands_beside_what_the_register_says() {
    let desk = told(|detail| {
        let field = detail.form.iter_mut().find(|f| f.field == "person.name");
        let field = field.unwrap();
        field.source = "disputed".to_owned();
        field.registered = Some("张*峰".to_owned());
    });
    assert!(desk.sees("与共享数据不一致，待核实"), "{}", desk.screen());
    assert!(desk.sees("公安人口库 11-23 09:30 为“张*峰”，请核实"));
}

#[test]
fn an_approved_item_says_where_its_document_is_on_its_way() {
    let desk = told(|detail| {
        (detail.row.outcome, detail.delivery) =
            (Some("approved".to_owned()), Some(DeliveryState::ToSend));
    });
    assert!(desk.sees("准予（待寄出）"), "{}", desk.screen());
}

#[test]
fn what_a_role_does_not_do_is_refused_before_anything_is_written() {
    let mut desk = told(|detail| detail.moves.retain(|view| view.action != "send_back"));
    desk.press(Action::SendBack);
    assert!(
        desk.sees("您的岗位没有“退回初审”这个动作。"),
        "{}",
        desk.screen()
    );
}

#[test]
fn what_belongs_to_one_stage_is_named_in_the_foot_while_it_is_open() {
    let foot = |desk: &Desk| desk.screen().lines().last().unwrap().to_owned();
    let desk = told(|detail| {
        for view in &mut detail.moves {
            if view.action == "resume" {
                view.why_not = None;
            }
        }
    });
    assert!(foot(&desk).contains("Z 恢复办理"), "{}", foot(&desk));
    let desk = told(|_| {});
    assert!(!foot(&desk).contains("恢复办理"), "{}", foot(&desk));
}

#[test]
fn a_closed_item_has_no_light_no_running_clock_and_only_its_own_keys() {
    let desk = told(|detail| {
        detail.row.state = "closed".to_owned();
        detail.row.outcome = Some("approved".to_owned());
        detail.row.due = None;
        detail.delivery = Some(DeliveryState::Sent);
        for view in &mut detail.moves {
            let open = ["deliver", "return_delivery", "note"].contains(&view.action.as_str());
            view.why_not = (!open).then(|| "已办结".to_owned());
        }
    });
    let screen = desk.screen();
    let head = screen.lines().nth(2).unwrap();
    assert!(head.ends_with("已结") && !head.contains("正常"), "{head}");
    let foot = screen.lines().last().unwrap();
    assert!(foot.contains("D 签收  T 邮件退回"), "{foot}");
    assert!(!foot.contains("准予"), "{foot}");
}

#[test]
fn the_way_to_a_material_names_it_and_says_nothing_twice() {
    let mut desk = at_item(NARROW);
    desk.press_all(&[Action::Tab3, Action::Open]);
    let path = desk.screen().lines().nth(1).unwrap().to_owned();
    assert!(path.contains("材料 > 身份证"), "{path}");
}

/// The desk's server takes a decision about no other version than the present one.
#[test]
fn after_a_look_in_clear_and_a_saved_copy_a_decision_is_about_the_new_version() {
    let mut desk = at_warned(NARROW);
    desk.press_all(&[Action::ViewClear])
        .write("核对证件号码")
        .press_all(&[Action::Submit, Action::Approve, Action::Submit]);
    desk.wait(Duration::seconds(6));
    assert_eq!(desk.sent.len(), 1);

    let mut desk = at_item(NARROW);
    desk.press_all(&[Action::Open, Action::Save, Action::Accept, Action::Submit]);
    desk.wait(Duration::seconds(6));
    assert_eq!((desk.saved.len(), desk.sent.len()), (1, 1));

    // In the list, and in an outbox that waits.
    let mut desk = Desk::new(NARROW);
    desk.press_all(&[Action::Down, Action::ViewClear])
        .write("核对证件号码")
        .press_all(&[Action::Submit, Action::Approve, Action::Submit]);
    desk.wait(Duration::seconds(6));
    assert_eq!(desk.sent.len(), 1);
}
