//! Where there is nothing, the screen says what to do.

use lianban::api::backlog::Backlog;
use lianban::console::action::Action;
use lianban::console::app::tour::Tour;
use lianban::console::keymap::Base;
use lianban::words::Lang;

use super::desk::{Desk, NARROW};
use super::office;

impl Desk {
    /// The figures; where there are no items, nothing is counted.
    pub fn backlog(&self) -> Backlog {
        let mut backlog = office::backlog();
        backlog.cells.retain(|_| !self.rows.is_empty());
        backlog
    }
}

/// At an item for which nothing is filled in, checked or handed in, and beside which nothing was applied for.
fn at_bare_item() -> Desk {
    let mut desk = Desk::new(NARROW);
    let mut bare = office::detail(&desk.rows[0]);
    bare.form.clear();
    bare.rules.clear();
    bare.materials.clear();
    bare.siblings.clear();
    let no = bare.row.no.clone();
    desk.told.insert(no.clone(), bare);
    desk.press(Action::GoItem).write(&no).press(Action::Submit);
    desk.press(Action::Refresh);
    desk
}

#[test]
fn an_item_without_contents_says_where_to_look_instead() {
    let mut desk = at_bare_item();
    for (tab, words) in [
        (Action::Tab1, "不需要填写内容，只看材料：按 3"),
        (Action::Tab2, "没有受理条件，看申请表决定：按 1"),
        (Action::Tab3, "不需要提交材料，按规则和共享数据核对：按 2"),
        (Action::Tab5, "没有别的部门要等。申请人看到的结果：按 6"),
    ] {
        desk.press(tab);
        assert!(desk.reads(words), "{}", desk.screen());
    }
}

#[test]
fn an_inbox_without_items_says_why_and_what_to_do() {
    let mut desk = Desk::new(NARROW);
    desk.rows.clear();
    desk.press(Action::Refresh);
    assert!(desk.reads("没有待办的办件。新办件会自己出现在这里；按 Ctrl-R 立即刷新。"));
    desk.press(Action::Tab2);
    assert!(desk.reads("这一栏没有办件。按 1 看全部。"));
    desk.press_all(&[Action::Tab1, Action::Search])
        .write("查无此人")
        .press(Action::Submit);
    assert!(desk.reads("没有符合条件的"), "{}", desk.screen());
    assert!(desk.reads("按 Esc 清除筛选和搜索"));
}

#[test]
fn a_backlog_without_items_says_so() {
    let mut desk = Desk::of(Some(office::supervisor()), Lang::Zh, NARROW);
    desk.rows.clear();
    desk.press(Action::Refresh);
    assert!(desk.reads("没有在办的办件。有了会出现在这里；按 Ctrl-R 重新统计"));
}

#[test]
fn pages_without_lines_say_what_they_are_for() {
    let mut desk = Desk::new(NARROW);
    desk.press(Action::Outbox);
    assert!(desk.reads("没有待送的决定。提交的决定在这里等几秒"));
    desk.press_all(&[Action::Back, Action::RenameView]);
    assert!(desk.reads("先用 w 把现在看的存成自己的视图"));
    desk.press(Action::Palette).write("没有这样的东西");
    assert!(desk.reads("换几个字、拼音，或输入办件号再试"));
    desk.press_all(&[Action::Cancel, Action::Help])
        .write("没有这样的东西");
    assert!(desk.reads("换几个字、拼音或按键再试"));
}

/// The words of the keymap in force, not of the one that was thought of.
#[test]
fn the_keys_that_are_named_are_those_that_hold() {
    let mut desk = Desk::new_here(Tour::Seen, (Lang::En, Base::Emacs));
    desk.rows.clear();
    desk.press(Action::Refresh);
    let key = desk
        .app
        .shared()
        .keymap
        .keys(desk.app.context(), Action::Refresh)[0]
        .label();
    assert!(desk.sees(&key) && key != "Ctrl-R", "{key}");
}
