//! What keys do: commands, counts, sequences, typing; help and the palette, which do the same by name.

use lianban::console::app::{APP, Message};
use lianban::console::effect::{Effect, Notice, Tone};
use lianban::console::keymap::Base;
use lianban::console::shown::Shown;
use portable_pty::CommandBuilder;

use super::app::Desk;
use super::seat::{PROGRAM, Seat, untouched};

#[test]
fn help_is_made_of_the_keymap_in_force() {
    let mut desk = Desk::new();
    desk.press("?");
    insta::assert_snapshot!(desk.screen());
    desk.press("esc");
    assert!(!desk.sees("按键"));
}

#[test]
fn help_finds_by_pinyin_and_by_key_and_does_what_it_lists() {
    let mut desk = Desk::new();
    desk.press("? z f");
    insta::assert_snapshot!(desk.screen());
    desk.press("esc ?");
    desk.typed("F5");
    assert!(desk.sees("刷新") && !desk.sees("筛选"));
    desk.press("esc ? z h u n enter");
    assert!(!desk.sees("按键"));
    assert_eq!(desk.app.outbox().entries().len(), 1);
}

#[test]
fn a_sequence_that_has_begun_shows_what_may_follow_once_the_officer_hesitates() {
    let mut desk = Desk::new();
    let tasks = desk.press("g");
    assert!(desk.screen().lines().last().unwrap().ends_with(" g"));
    assert!(!desk.sees("按办件号前往"));
    let alarm = tasks.iter().find_map(|task| match task.effect {
        Effect::Alarm { after, id } => Some((after, id)),
        _ => None,
    });
    let (after, id) = alarm.unwrap();
    desk.now += i64::try_from(after.as_millis()).unwrap();
    desk.message(Message::Alarm { to: APP, id });
    insta::assert_snapshot!(desk.screen());
    desk.press("esc");
    assert!(!desk.sees("按办件号前往"));
    // Typed by heart, it shows nothing, and the late alarm neither.
    desk.press("g");
    desk.quickly("g");
    desk.now += 1000;
    desk.message(Message::Alarm { to: APP, id });
    assert!(desk.sees("Act(Home)") && !desk.sees("按办件号前往"));
}

#[test]
fn a_count_repeats_what_moves_and_never_what_decides() {
    let mut desk = Desk::with(Base::Vim, vec![]);
    desk.press("3 j");
    assert_eq!(desk.screen().matches("Act(Down)").count(), 3);
    desk.press("4 G");
    assert_eq!(desk.screen().matches("Act(Home)").count(), 1);
    assert_eq!(desk.screen().matches("Act(Down)").count(), 6);
    desk.press("5 g t");
    assert_eq!(desk.screen().matches("Act(Tab5)").count(), 1);
    desk.press("9 a");
    assert_eq!(desk.app.outbox().entries().len(), 1);
    desk.press("4");
    assert!(desk.screen().lines().last().unwrap().ends_with(" 4"));
    desk.press("esc j");
    assert_eq!(desk.screen().matches("Act(Down)").count(), 7);
}

#[test]
fn an_input_method_that_is_on_is_told_once_and_never_inside_a_text() {
    let mut desk = Desk::new();
    desk.press("m ｊ");
    assert!(desk.sees("Type Char('ｊ')") && !desk.sees("输入法"));
    let mut desk = Desk::new();
    desk.press("ｊ");
    assert!(desk.sees("Act(Down)") && desk.sees("中文输入法开着"));
    desk.press("ｋ 就");
    assert_eq!(desk.app.notices().count(), 1);
}

#[test]
fn what_is_wrong_with_the_keymap_is_told_at_the_start() {
    let words = "my.toml:3:1: 错误: 没有名为 aprove 的动作";
    let desk = Desk::with(
        Base::Default,
        vec![Notice::new(Tone::Bad, Shown::line(words))],
    );
    assert!(desk.sees(words));
}

#[test]
fn the_palette_finds_actions_by_words_pinyin_and_name() {
    for (typed, found) in [
        ("z h u", "准予"),
        ("受", "受理"),
        ("a b j", "按办件号前往"),
        ("u r n", "邮件退回"),
    ] {
        let mut desk = Desk::new();
        desk.press(":");
        desk.press(typed);
        let first = desk.screen().lines().nth(7).unwrap().to_owned();
        let all = desk.screen();
        assert!(all.contains(found), "{typed}: {first}\n{all}");
    }
    let mut desk = Desk::new();
    desk.press(": b a n g z h");
    insta::assert_snapshot!(desk.screen());
    desk.press("enter");
    assert!(desk.sees("按键"));
}

#[test]
fn the_palette_opens_a_number_that_is_whole_and_right() {
    let mut desk = Desk::new();
    desk.press(":");
    desk.typed("zb261124-00001-7-a1");
    assert!(desk.sees("打开 ZB261124-00001-7-A1"));
    desk.press("enter");
    assert!(desk.sees("Item { no: \"ZB261124-00001-7-A1\" }"));
    desk.press(":");
    desk.typed("ZB261124-00001-8-A1");
    assert!(desk.sees("有一位输错"));
    desk.press("enter");
    assert!(!desk.sees("00001-8-A1\" }"));
}

#[test]
fn the_palette_goes_to_a_view_over_whatever_is_open() {
    let mut desk = Desk::new();
    desk.press("enter : d b z enter");
    assert!(desk.sees("View(1)") && !desk.sees("A-1"));
}

#[test]
fn the_palette_says_where_an_action_belongs_that_is_not_here() {
    let mut desk = Desk::new();
    desk.press(": 放 大");
    assert!(desk.sees("在“材料”里用"));
    desk.press("enter");
    assert!(desk.sees("命令") && !desk.sees("Act(ZoomIn)"));
}

#[test]
fn what_cannot_be_done_now_says_why_and_is_not_done() {
    let mut desk = Desk::new();
    desk.press("V");
    assert!(desk.sees("没有可以收回的决定"));
    assert!(!desk.sees("Act(Void)"));
}

#[test]
fn the_jump_takes_a_number() {
    let mut desk = Desk::new();
    desk.press("g i z b 1 enter");
    assert!(desk.sees("Item { no: \"ZB1\" }"));
}

#[test]
fn a_paste_outside_a_text_decides_nothing() {
    let mut desk = Desk::new();
    desk.now += 1000;
    desk.message(Message::Paste("aaa".into()));
    desk.quickly("a");
    assert!(desk.app.outbox().entries().is_empty());
    desk.press("m");
    desk.message(Message::Paste("意见".into()));
    assert!(desk.sees("Paste(\"意见\")"));
}

#[test]
fn typing_reaches_the_text_and_commands_do_not_fire() {
    let mut desk = Desk::new();
    desk.press("m a q ? : enter");
    assert!(desk.sees("Type Char('a')") && desk.sees("Type Char('q')") && desk.sees("Type Enter"));
    desk.press("ctrl-s");
    assert!(desk.sees("Act(Submit)"));
}

#[test]
fn keys_become_actions_of_the_screen_on_top() {
    let mut desk = Desk::new();
    desk.press("j c enter");
    assert!(desk.sees("Item { no: \"A-1\" }"));
    desk.press("tab esc");
    insta::assert_snapshot!(desk.screen());
}

/// The console with an officer's own keymap in the config folder.
fn with_own_keymap(text: &str) -> Seat {
    let mut command = CommandBuilder::new("/bin/sh");
    let script = r#"mkdir -p "$XDG_CONFIG_HOME/lianban" && printf %s "$1" > "$XDG_CONFIG_HOME/lianban/keymap.toml" &&
        exec "$0" console --server http://127.0.0.1:1"#;
    command.args(["-c", script, PROGRAM, text]);
    Seat::running(command)
}

#[test]
fn the_officers_own_keymap_is_found_in_the_config_folder() {
    let before = untouched();
    let mut seat = with_own_keymap("extends = 'emacs'\n[global]\nquit = 'ctrl-x q'\n");
    seat.sees("登录名");
    seat.press("\u{18}q");
    seat.ends_well(&before);
}

#[test]
fn a_broken_keymap_of_the_officers_own_is_told_and_the_default_keys_hold() {
    let before = untouched();
    let mut seat = with_own_keymap("extends = 'default'\n[global]\nquti = 'q'\n");
    seat.sees("keymap.toml:3:1: 没有名为 quti 的动作");
    seat.press("\u{3}");
    seat.ends_well(&before);
}

#[test]
fn an_arrow_in_pieces_assigns_nothing_and_a_paste_is_no_keys() {
    let mut seat = Seat::with(|command| {
        command.args(["demo", "--items", "60", "--as", "wangmin"]);
    });
    seat.sees("已连接");
    seat.press("\u{1b}");
    seat.press("[B");
    seat.press("\u{1b}[200~?:gq\u{1b}[201~");
    // What comes now was typed behind all of that.
    seat.press("?");
    seat.sees("按键");
    let screen = seat.screen.screen().contents();
    assert!(
        !screen.contains("分派给") && !screen.contains("命令 ─"),
        "{screen}"
    );
}
