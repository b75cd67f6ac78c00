//! 材料: looked at, turned, zoomed, saved; what it is called cannot harm the screen.

use chrono::Duration;
use insta::assert_snapshot;
use lianban::api::items::FeedbackView;
use lianban::console::action::Action;
use ratatui::layout::Size;

use super::desk::{Desk, MIDDLE, NARROW};
use super::office;

fn at_material(size: Size) -> Desk {
    let mut desk = Desk::new(size);
    desk.press_all(&[
        Action::Down,
        Action::Down,
        Action::Down,
        Action::Open,
        Action::Tab3,
        Action::Open,
    ]);
    desk
}

#[test]
fn looks_right_on_80_by_24() {
    assert_snapshot!(at_material(NARROW).screen());
}

#[test]
fn looks_right_on_120_by_36() {
    assert_snapshot!(at_material(MIDDLE).screen());
}

#[test]
fn a_name_with_an_escape_is_only_text() {
    assert!(at_material(NARROW).sees("id_card_front⟨1B⟩[31m.jpg"));
}

#[test]
fn turning_and_zooming_draw_another_picture_and_fit_the_first() {
    let mut desk = at_material(NARROW);
    let first = desk.screen();
    desk.press(Action::RotateRight);
    assert_ne!(desk.screen(), first);
    desk.press(Action::RotateLeft);
    assert_eq!(desk.screen(), first);
    desk.press_all(&[
        Action::ZoomIn,
        Action::ZoomIn,
        Action::ZoomIn,
        Action::ZoomIn,
        Action::ZoomFit,
    ]);
    assert_eq!(desk.screen(), first);
}

#[test]
fn another_size_of_the_terminal_asks_for_another_drawing() {
    let mut desk = at_material(NARROW);
    desk.asked.clear();
    desk.resize(MIDDLE);
    assert_eq!(desk.asked, ["Draw"]);
}

#[test]
fn the_next_material_is_the_next_that_was_handed_in() {
    let mut desk = at_material(NARROW);
    assert!(desk.sees("身份证"));
    desk.press(Action::NextMaterial);
    assert!(desk.sees("应为 358 像素"));
    desk.press(Action::NextMaterial);
    assert!(desk.sees("没有更多文件了"));
}

#[test]
fn a_copy_is_named_by_number_and_kind_never_by_the_applicant() {
    let mut desk = at_material(NARROW);
    desk.press(Action::Save);
    assert_eq!(
        desk.saved,
        ["/home/wangmin/ZB261124-00044-1-A3-id_card_front-1.png"]
    );
    assert!(desk.sees("已存为"));
}

#[test]
fn one_can_decide_with_the_picture_before_ones_eyes() {
    let mut desk = at_material(NARROW);
    desk.press(Action::RequestCorrection);
    assert!(desk.sees("一次性告知"));
}

#[test]
fn the_form_stands_beside_the_picture_where_there_is_room() {
    let mut desk = at_material(MIDDLE);
    assert!(desk.sees("申请表") && desk.sees("证件号码"));
    // Masked, as everywhere.
    assert!(desk.sees("********"));
    desk.resize(NARROW);
    assert!(!desk.sees("证件号码"));
}

#[test]
fn the_rules_of_the_card_photo_stand_beside_it_with_what_was_measured() {
    let mut desk = at_material(MIDDLE);
    desk.press(Action::NextMaterial);
    assert!(desk.reads("! 尺寸 1200×800 像素, 应为 358×441"));
    assert!(desk.reads("+ 颜色 24 位, 应为 24"));
    assert!(desk.reads("! 白边 未测, 应不少于 90%"));
    assert!(desk.reads("! 大小 184 KB, 应为 9 KB - 61 KB"));
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_described() {
    let mut desk = at_material(MIDDLE);
    desk.press(Action::NextMaterial);
    assert!(desk.reads("文件名后缀是 .pdf, 内容却是 JPEG"));
}

/// An item whose feedback gave two files, on the tab of the result.
fn given(size: Size) -> Desk {
    let mut desk = Desk::new(size);
    let mut detail = office::detail(&office::row(&office::SKETCHES[0]));
    detail.feedback = Some(FeedbackView {
        version: 1,
        document_no: None,
        fields: vec![],
        words: String::new(),
        files: vec![
            office::result_file("就业登记凭证.pdf", 'a'),
            office::result_file("凭证\u{1b}[31m照片.pdf", 'b'),
        ],
    });
    desk.told.insert(detail.row.no.clone(), detail);
    desk.press_all(&[Action::Down, Action::Open, Action::Refresh, Action::Tab6]);
    desk
}

#[test]
fn a_file_of_the_result_is_opened_from_the_result_like_a_material() {
    let mut desk = given(MIDDLE);
    assert!(
        desk.reads("结果文件 就业登记凭证.pdf PDF 40 KB 1 页"),
        "{}",
        desk.screen()
    );
    desk.press(Action::Open);
    assert!(
        desk.reads("就业登记凭证.pdf PDF 40 KB 1 页"),
        "{}",
        desk.screen()
    );
    assert!(desk.sees(&"a".repeat(20)));
    desk.press(Action::NextMaterial);
    assert!(desk.sees("凭证⟨1B⟩[31m照片.pdf"), "{}", desk.screen());
    desk.press(Action::NextMaterial);
    assert!(desk.sees("没有更多文件了"));
    desk.press(Action::Save);
    assert_eq!(desk.saved.len(), 1);
    assert!(
        desk.saved[0].ends_with("-result-bbbbbbbb.png"),
        "{:?}",
        desk.saved
    );
}

#[test]
fn a_copy_of_a_result_file_changes_nothing_of_what_the_officer_saw() {
    let mut desk = given(NARROW);
    desk.press_all(&[Action::Open, Action::Save]);
    assert_eq!(desk.saved.len(), 1);
    // Writing down the copy raised the item's version; the note that follows is about that one.
    desk.told.clear();
    desk.press_all(&[Action::Back, Action::Note]);
    desk.write("已核对。").press(Action::Submit);
    desk.wait(Duration::seconds(6));
    assert_eq!(desk.sent.len(), 1, "{}", desk.screen());
    assert_eq!(desk.sent[0].version, 4, "{}", desk.screen());
}

#[test]
fn where_the_result_holds_no_file_the_officer_is_told() {
    let mut desk = at_material(NARROW);
    desk.press_all(&[Action::Back, Action::Tab6, Action::Open]);
    assert!(desk.sees("没有附结果文件"), "{}", desk.screen());
}
