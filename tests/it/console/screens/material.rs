//! 材料: looked at, turned, zoomed, saved; what it is called cannot harm the screen.

use insta::assert_snapshot;
use lianban::console::action::Action;
use ratatui::layout::Size;

use super::desk::{Desk, MIDDLE, NARROW};

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
    assert!(desk.sees("没有更多材料了"));
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
