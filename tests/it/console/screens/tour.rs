//! 入门: three screens, once, in the keys and the language in force.

use insta::assert_snapshot;
use lianban::console::action::Action;
use lianban::console::app::tour::Tour;
use lianban::console::draft::Habit;
use lianban::console::keymap::{Base, Context};
use lianban::words::Lang;

use super::desk::Desk;

fn signed_in(look: (Lang, Base)) -> Desk {
    let mut desk = Desk::new_here(Tour::First, look);
    desk.write("wangmin")
        .press(Action::NextField)
        .write("Correct-Horse-7")
        .press(Action::Submit);
    desk
}

#[test]
fn it_is_shown_after_the_first_sign_in_and_kept_as_seen() {
    let mut desk = signed_in((Lang::Zh, Base::Default));
    assert_snapshot!(desk.screen());
    assert_eq!(desk.habits, [Habit::Toured]);
    // Skipped: the inbox was there all the time, and nothing of it was decided about.
    desk.press(Action::Back);
    assert!(!desk.sees("入门：") && desk.selected().contains("ZB261102"));
    assert!(desk.sent.is_empty());
    // Whoever signs in after that is not shown it again.
    desk.press(Action::Logout)
        .write("wangmin")
        .press(Action::NextField)
        .write("Correct-Horse-7")
        .press(Action::Submit);
    assert!(desk.sees("ZB261102") && !desk.sees("入门："));
}

#[test]
fn three_screens_go_by_and_the_last_leads_to_work() {
    let mut desk = signed_in((Lang::Zh, Base::Default));
    let screens = ["入门：收件箱", "入门：办件", "入门：不会丢"];
    for (number, screen) in (1..).zip(screens) {
        assert!(desk.sees(screen) && desk.sees(&format!("{number} / 3")));
        desk.press(Action::Open);
    }
    assert!(!desk.sees("入门：") && desk.sees("ZB261102"));
    // And back, and q skips as well.
    desk.press_all(&[Action::Tour, Action::NextTab, Action::PreviousTab]);
    assert!(desk.sees("入门：收件箱"));
    desk.press(Action::Quit);
    assert!(!desk.sees("入门："));
}

#[test]
fn it_is_opened_again_from_the_palette_and_from_help() {
    let mut desk = Desk::new_here(Tour::Seen, (Lang::Zh, Base::Default));
    assert!(!desk.sees("入门"));
    desk.press(Action::Palette)
        .write("rumen")
        .press(Action::Open);
    assert!(desk.sees("入门：收件箱"));
    desk.press_all(&[Action::Back, Action::Help])
        .write("入门")
        .press(Action::Open);
    assert!(desk.sees("入门：收件箱"));
}

#[test]
fn in_the_demo_and_for_scripts_one_line_says_where_it_is() {
    let desk = Desk::new_here(Tour::Hint, (Lang::Zh, Base::Default));
    assert!(desk.sees("按 g ? 看三屏的入门"), "{}", desk.screen());
    assert!(desk.selected().contains("ZB261102"));
    assert!(desk.habits.is_empty());
}

/// Everything that is said is on the screen of 80 × 24, and the keys are those that hold.
#[test]
fn every_screen_fits_in_every_language_and_keymap() {
    let actions = [
        (Context::Inbox, Action::Search),
        (Context::Inbox, Action::Filter),
        (Context::Item, Action::Approve),
        (Context::Item, Action::TakeBack),
        (Context::Item, Action::ViewClear),
        (Context::Inbox, Action::Outbox),
        (Context::Inbox, Action::Palette),
        (Context::Inbox, Action::Tour),
    ];
    for lang in [Lang::Zh, Lang::En] {
        for base in Base::ALL {
            let mut desk = signed_in((lang, base));
            let mut seen = String::new();
            for _ in 0..3 {
                seen.push_str(&desk.screen());
                desk.press(Action::Open);
            }
            // The frame of the box stands between the lines.
            let bare = |text: &str| -> String {
                let signs = text.chars();
                signs
                    .filter(|c| !c.is_whitespace() && !"│>[".contains(*c))
                    .collect()
            };
            let seen_bare = bare(&seen);
            let words = std::fs::read_to_string(format!(
                "{}/src/words/{}/tour.ftl",
                env!("CARGO_MANIFEST_DIR"),
                if lang == Lang::Zh { "zh-CN" } else { "en" },
            ));
            for line in words.unwrap().lines() {
                let Some((id, words)) = line.split_once(" = ") else {
                    continue;
                };
                // What wraps stands beside keys: the last six signs are enough to see that it was not cut.
                let end: String = {
                    let words = bare(words);
                    let signs: Vec<char> = words.chars().collect();
                    signs[signs.len().saturating_sub(6)..].iter().collect()
                };
                let said = words.contains('{') || seen_bare.contains(&end);
                assert!(said, "{lang:?} {base:?} {id}: {end}\n{seen}");
            }
            for (place, action) in actions {
                let keymap = &desk.app.shared().keymap;
                let keys = keymap.keys(place, action)[0].label();
                assert!(seen.contains(&keys), "{lang:?} {base:?} {keys}\n{seen}");
            }
        }
    }
}
