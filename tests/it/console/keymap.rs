//! Keymap files: what is accepted does what it says, what is not is named with its place.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use lianban::console::action::{ACTIONS, Action, TABS};
use lianban::console::keymap::{
    Base, Condition, Context, Facts, File, Key, Keymap, Press, Severity, Typed, is_composed, table,
};
use lianban::console::screen::inbox::question::View;
use lianban::console::shown::Shown;
use lianban::words::Lang;
use proptest::prelude::*;

fn press(map: &Keymap, context: Context, keys: &str) -> Option<Action> {
    counted(map, context, keys).map(|(action, _)| action)
}

fn counted(map: &Keymap, context: Context, keys: &str) -> Option<(Action, Option<u16>)> {
    pressed(map, context, &Facts::new(), keys)
}

fn pressed(
    map: &Keymap,
    context: Context,
    facts: &Facts,
    keys: &str,
) -> Option<(Action, Option<u16>)> {
    let mut typed = Typed::default();
    let mut last = None;
    for key in keys.split(' ') {
        last = match map.press(context, facts, &mut typed, key.parse().unwrap()) {
            Press::Matched(action, count) => Some((action, count)),
            _ => None,
        };
    }
    last
}

fn read(text: &str) -> (Option<Keymap>, String) {
    let (map, report) = Keymap::read(text.as_bytes());
    (map, report.say("my.toml", Lang::En))
}

#[test]
fn the_embedded_maps_are_accepted_and_are_the_printed_page() {
    for base in Base::ALL {
        let (map, report) = Keymap::read(base.text().as_bytes());
        assert_eq!(report.say(base.id(), Lang::En), "");
        assert!(map.is_some());
        let (file, _) = File::read(base.text().as_bytes());
        assert_eq!(file.print(Lang::Zh), base.text());
    }
}

#[test]
fn every_action_has_words_and_a_key_in_the_default_map() {
    let map = Keymap::embedded(Base::Default);
    for row in ACTIONS {
        assert_eq!(row.action.row().id, row.id);
        assert_eq!(Action::from_id(row.id), Some(row.action));
        for lang in [Lang::Zh, Lang::En] {
            assert!(lang.has(&row.action.message()), "{}", row.id);
            assert!(lang.has(&row.home.message()), "{:?}", row.home);
        }
        assert!(!map.keys(row.home, row.action).is_empty(), "{}", row.id);
    }
}

#[test]
fn the_main_keys_are_those_of_the_manual() {
    let map = Keymap::embedded(Base::Default);
    let inbox = [
        ("down", Action::Down),
        ("j", Action::Down),
        ("up", Action::Up),
        ("k", Action::Up),
        ("enter", Action::Open),
        ("esc", Action::Back),
        ("c", Action::Claim),
        ("a", Action::Approve),
        ("x", Action::Refuse),
        ("b", Action::RequestCorrection),
        ("space", Action::Select),
        ("/", Action::Search),
        ("f", Action::Filter),
        ("tab", Action::NextTab),
        ("1", Action::Tab1),
        ("6", Action::Tab6),
        ("u", Action::TakeBack),
        (":", Action::Palette),
        ("?", Action::Help),
        ("q", Action::Quit),
        ("g i", Action::GoItem),
        ("g g", Action::Home),
        ("G", Action::End),
    ];
    for (keys, action) in inbox {
        assert_eq!(press(&map, Context::Inbox, keys), Some(action), "{keys}");
    }
}

#[test]
fn every_view_of_the_inbox_has_a_key_in_every_map() {
    assert!(View::ALL.len() <= TABS.len());
    for base in Base::ALL {
        let map = Keymap::embedded(base);
        for tab in TABS {
            let keys = map.keys(Context::Inbox, tab);
            assert!(!keys.is_empty(), "{base:?} {tab:?}");
        }
    }
}

#[test]
fn keys_are_understood_while_a_chinese_input_method_is_on() {
    let map = Keymap::embedded(Base::Default);
    for (typed, action) in [
        ('ｊ', Action::Down),
        ('／', Action::Search),
        ('、', Action::Search),
        ('：', Action::Palette),
        ('？', Action::Help),
        ('\u{3000}', Action::Select),
    ] {
        let key = Key::from(KeyEvent::new(KeyCode::Char(typed), KeyModifiers::NONE));
        let press = map.press(Context::Inbox, &Facts::new(), &mut Typed::default(), key);
        assert_eq!(press, Press::Matched(action, None), "{typed}");
    }
    let typed = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
    assert!("ｊ／：、就".chars().all(|c| is_composed(typed(c))));
    assert!(!"j/:é".chars().any(|c| is_composed(typed(c))));
}

#[test]
fn letters_are_typed_where_text_is_typed() {
    let map = Keymap::embedded(Base::Default);
    for letter in ('a'..='z').chain('A'..='Z').chain('0'..='9') {
        for context in [Context::Editor, Context::Field, Context::Palette] {
            assert_eq!(press(&map, context, &letter.to_string()), None);
        }
    }
    assert_eq!(press(&map, Context::Editor, "ctrl-s"), Some(Action::Submit));
    assert_eq!(press(&map, Context::Editor, "esc"), Some(Action::Cancel));
    assert_eq!(press(&map, Context::Field, "enter"), Some(Action::Submit));
    assert_eq!(press(&map, Context::Palette, "down"), Some(Action::Down));
}

#[test]
fn a_sequence_waits_is_given_up_or_leads_nowhere() {
    let map = Keymap::embedded(Base::Default);
    let (facts, mut typed) = (Facts::new(), Typed::default());
    let press = |typed: &mut Typed, key: &str| {
        map.press(Context::Inbox, &facts, typed, key.parse().unwrap())
    };
    assert_eq!(press(&mut typed, "g"), Press::Pending);
    let next = map.after(Context::Inbox, &typed).unwrap();
    assert!(next.get("i".parse().unwrap()).is_some());
    assert_eq!(press(&mut typed, "esc"), Press::Cancelled);
    assert!(typed.is_empty());
    press(&mut typed, "g");
    assert_eq!(press(&mut typed, "§"), Press::Cancelled);
    assert_eq!(press(&mut typed, "§"), Press::NotFound);
}

#[test]
fn digits_are_tabs_in_the_default_map_and_counts_in_vim() {
    let default = Keymap::embedded(Base::Default);
    let item = Context::Item;
    assert_eq!(counted(&default, item, "5"), Some((Action::Tab5, None)));
    let vim = Keymap::embedded(Base::Vim);
    assert_eq!(counted(&vim, item, "5 j"), Some((Action::Down, Some(5))));
    assert_eq!(
        counted(&vim, item, "1 0 5 G"),
        Some((Action::End, Some(105)))
    );
    assert_eq!(
        counted(&vim, item, "3 g t"),
        Some((Action::NextTab, Some(3)))
    );
    assert_eq!(counted(&vim, item, "g 5"), Some((Action::Tab5, None)));
    assert_eq!(counted(&vim, item, "5 esc j"), Some((Action::Down, None)));
    assert_eq!(
        counted(&vim, item, "7 7 7 7 7 7 j"),
        Some((Action::Down, Some(9999)))
    );
    assert_eq!(counted(&vim, Context::Field, "5"), None);
    let emacs = Keymap::embedded(Base::Emacs);
    assert_eq!(counted(&emacs, item, "5"), Some((Action::Tab5, None)));
    assert_eq!(
        counted(&emacs, item, "alt-1 2 ctrl-n"),
        Some((Action::Down, Some(12)))
    );
}

#[test]
fn a_map_in_which_digits_count_says_what_that_costs() {
    for (text, accepted) in [
        ("extends = 'default'\ncounts = 'digits'\n", true),
        ("extends = 'vim'\n[item]\nclaim = ['5', 'g 7']\n", false),
        ("extends = 'emacs'\n[item]\nclaim = ['alt-5', '7']\n", false),
        ("counts = 'yes'\n", false),
    ] {
        let (map, report) = read(text);
        assert_eq!(map.is_some(), accepted, "{report}");
        insta::assert_snapshot!(report);
    }
}

#[test]
fn a_key_may_hold_on_a_condition_only() {
    let (map, report) = read(
        "extends = 'default'
[moves]
claim = { keys = 'c', when = '!mine' }
release_claim = ['C', { keys = 'c', when = ['mine', '!closed'] }]
[item]
note = { keys = 'a', when = 'supervisor' }
",
    );
    assert_eq!(report, "");
    let map = map.unwrap();
    let press = |facts: &[Condition], keys| {
        let facts = facts.iter().copied().collect();
        pressed(&map, Context::Item, &facts, keys).map(|(action, _)| action)
    };
    let supervisor = Condition::from_id("supervisor").unwrap();
    assert_eq!(press(&[], "c"), Some(Action::Claim));
    assert_eq!(press(&[Condition::Mine], "c"), Some(Action::ReleaseClaim));
    assert_eq!(press(&[Condition::Mine, Condition::Closed], "c"), None);
    assert_eq!(press(&[], "a"), Some(Action::Approve));
    assert_eq!(press(&[supervisor], "a"), Some(Action::Note));
    let now = map.keys_now(Context::Item, Action::Approve, &[supervisor].into());
    assert!(now.is_empty());
    let page = table(&map, Lang::En);
    assert!(
        page.contains("C  c (closed !mine)") || page.contains("C  c (!closed mine)"),
        "{page}"
    );
}

#[test]
fn what_is_wrong_with_a_condition_is_named_with_its_place() {
    let (map, report) = read(
        "extends = 'default'
[moves]
claim = { keys = 'c', when = 'mien' }
note = { keys = 'm', when = ['closed', '!closed'] }
refuse = { keys = 'x', when = ['handler', 'auditor'] }
accept = { keys = 's', when = 'rainy' }
approve = { kesy = 'a' }
assign = { when = 'supervisor' }
transfer = { keys = 't', when = 5 }
suspend = [{ keys = 'z', when = 'closed' }, 'Z']
resume = { keys = 'z', when = 'mine' }
",
    );
    assert!(map.is_none());
    insta::assert_snapshot!(report);
}

#[test]
fn a_key_that_is_misspelt_or_never_sent_is_named_with_what_was_meant() {
    let (map, report) = read(
        "extends = 'emasc'
[moves]
claim = 'C-x'
approve = '<M-x>'
refuse = 'Ctrl+X'
note = 'return'
transfer = 'pagdown'
assign = 'ctrl-1'
accept = 'alt-['
suspend = 'shift-enter'
resume = 'shift-1'
",
    );
    assert!(map.is_none());
    insta::assert_snapshot!(report);
}

#[test]
fn keys_that_share_a_byte_on_the_line_are_one_key() {
    for (one, other) in [
        ("ctrl-i", "tab"),
        ("ctrl-m", "enter"),
        ("ctrl-[", "esc"),
        ("ctrl-h", "backspace"),
        ("ctrl-/", "ctrl-_"),
        ("ctrl-P", "ctrl-p"),
        ("shift-a", "A"),
        ("shift-tab", "backtab"),
    ] {
        assert_eq!(one.parse::<Key>(), other.parse::<Key>(), "{one}");
    }
    // As crossterm reads the byte 0x1F.
    let sent = KeyEvent::new(KeyCode::Char('7'), KeyModifiers::CONTROL);
    assert_eq!(Key::from(sent), "ctrl-_".parse().unwrap());
}

#[test]
fn the_emacs_map_has_the_keys_of_emacs() {
    let map = Keymap::embedded(Base::Emacs);
    for (context, keys, action) in [
        (Context::Inbox, "ctrl-n", Action::Down),
        (Context::Inbox, "alt-v", Action::PageUp),
        (Context::Inbox, "alt->", Action::End),
        (Context::Inbox, "ctrl-s", Action::Search),
        (Context::Inbox, "alt-x", Action::Palette),
        (Context::Inbox, "ctrl-x ctrl-c", Action::Quit),
        (Context::Inbox, "a", Action::Approve),
        (Context::Palette, "ctrl-p", Action::Up),
        (Context::Palette, "ctrl-g", Action::Cancel),
        (Context::Editor, "ctrl-c ctrl-c", Action::Submit),
        (Context::Editor, "ctrl-x u", Action::Undo),
        (Context::Dialog, "ctrl-g", Action::Cancel),
    ] {
        assert_eq!(press(&map, context, keys), Some(action), "{keys}");
    }
}

#[test]
fn an_officers_map_overrides_single_keys() {
    let (map, report) = read("extends = 'vim'\n[moves]\napprove = ['A', 'g a']\nassign = 'none'\n");
    assert_eq!(report, "");
    let map = map.unwrap();
    assert_eq!(press(&map, Context::Item, "A"), Some(Action::Approve));
    assert_eq!(press(&map, Context::Item, "g a"), Some(Action::Approve));
    assert_eq!(press(&map, Context::Item, "a"), None);
    assert_eq!(press(&map, Context::Item, "g t"), Some(Action::NextTab));
    assert!(map.keys(Context::Item, Action::Assign).is_empty());
    assert_eq!(press(&map, Context::Item, "x"), Some(Action::Refuse));
}

#[test]
fn an_inner_context_replaces_the_keys_of_an_outer_one() {
    let (map, report) =
        read("extends = 'default'\n[inbox]\nclaim = 'none'\n[item]\nclaim = '无'\n");
    assert_eq!(report, "");
    let map = map.unwrap();
    assert_eq!(press(&map, Context::Inbox, "c"), None);
    assert_eq!(press(&map, Context::Item, "c"), None);
    assert_eq!(press(&map, Context::Item, "无"), Some(Action::Claim));
    assert_eq!(press(&map, Context::Material, "c"), Some(Action::Claim));
}

#[test]
fn a_key_taken_from_another_action_is_told() {
    let (map, report) = read("extends = 'default'\n[moves]\nnote = 'a'\n");
    assert!(map.is_some());
    insta::assert_snapshot!(report, @"my.toml:3:1: warning: note takes the key of approve, which has none now; the command palette still has it.");
}

#[test]
fn every_mistake_is_named_with_its_place() {
    let (map, report) = read(
        "extends = 'mine'
[inobx]
search = '/'
[moves]
aprove = 'a'
claim = 'ctrl-clap'
refuse = 'a b c d e'
search = 's'
note = 5
accept = ['y', 'y y']
suspend = 'y'
[editor]
undo = 'u'
[list.up]
[frobnicate]
",
    );
    assert!(map.is_none());
    insta::assert_snapshot!(report);
}

#[test]
fn what_no_key_press_can_reach_is_named() {
    let (map, report) = read(
        "extends = 'default'
[dialog]
cancel = 'none'
[moves]
approve = '9'
[inbox]
search = '9'
[item]
claim = '9'
[material]
save = '9'
",
    );
    assert!(map.is_none());
    insta::assert_snapshot!(report);
}

#[test]
fn broken_toml_and_broken_text_are_named_with_their_place() {
    insta::assert_snapshot!(read("[moves]\nclaim = \n").1, @"my.toml:2:9: error: not TOML: string values must be quoted, expected literal string.");
    let (map, report) = Keymap::read(b"[moves]\nclaim = \"\xff\"");
    assert!(map.is_none());
    insta::assert_snapshot!(report.say("my.toml", Lang::Zh), @"my.toml:2:10: 错误: 不是 UTF-8 文本。请另存为 UTF-8。");
    assert!(
        report
            .faults
            .iter()
            .all(|f| f.severity() == Severity::Error)
    );
}

#[test]
fn the_table_shows_every_action_with_its_keys() {
    insta::assert_snapshot!(table(&Keymap::embedded(Base::Default), Lang::Zh));
}

fn some_file() -> impl Strategy<Value = String> {
    let name = prop::sample::select(
        ACTIONS
            .iter()
            .map(|row| row.id)
            .chain(["nonsense", "aprove"])
            .collect::<Vec<_>>(),
    );
    let section = prop::sample::select(
        Context::ALL
            .iter()
            .map(|c| c.id())
            .chain(["moves.inner", "无"])
            .collect::<Vec<_>>(),
    );
    let keys = prop::sample::select(vec![
        "'a'",
        "'b'",
        "'g g'",
        "['a', 'ctrl-s']",
        "'none'",
        "[]",
        "'ctrl-'",
        "7",
        "'无'",
        "'esc'",
        "'g'",
        "{}",
        "'ctrl-1'",
        "{ keys = 'b', when = 'mine' }",
        "['c', { keys = 'b', when = ['!mine', 'handler'] }]",
        "{ keys = 'c', when = ['mine', '!mine'] }",
    ]);
    let line = (name, keys).prop_map(|(name, keys)| format!("{name} = {keys}\n"));
    let part = (section, prop::collection::vec(line, 0..6))
        .prop_map(|(section, lines)| format!("[{section}]\n{}", lines.concat()));
    let head = prop::sample::select(vec![
        "",
        "extends = 'default'\n",
        "extends = 'vim'\n",
        "extends = 'emacs'\ncounts = 'digits'\n",
        "counts = 'alt-digits'\n",
        "extends = 1\n",
    ]);
    (head, prop::collection::vec(part, 0..5))
        .prop_map(|(head, parts)| head.to_owned() + &parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_a_map_or_faults(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (map, report) = Keymap::read(&bytes);
        prop_assert_eq!(map.is_some(), report.accepted());
    }

    #[test]
    fn any_file_gives_a_map_or_faults_and_what_is_read_prints_and_reads_back(text in some_file()) {
        let (map, report) = Keymap::read(text.as_bytes());
        prop_assert_eq!(map.is_some(), report.accepted());
        let (file, own) = File::read(text.as_bytes());
        if own.accepted() {
            let page = file.print(Lang::En);
            let (again, report) = File::read(page.as_bytes());
            prop_assert!(report.accepted(), "{}", page);
            prop_assert!(again == file, "{}", page);
        }
    }

    #[test]
    fn a_key_prints_and_reads_back(c in any::<char>(), ctrl: bool, alt: bool, shift: bool) {
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, ctrl);
        modifiers.set(KeyModifiers::ALT, alt);
        modifiers.set(KeyModifiers::SHIFT, shift);
        let key = Key::from(KeyEvent::new(KeyCode::Char(c), modifiers));
        if let Ok(again) = key.to_string().parse::<Key>() {
            prop_assert_eq!(again, key);
        } else {
            let drawn = Shown::line(&c.to_string()).to_string();
            let marked = c.is_whitespace() || drawn != c.to_string();
            prop_assert!(marked || (shift && !c.is_ascii_alphabetic()), "{:?}", c);
        }
    }
}
