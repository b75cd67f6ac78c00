//! Every keymap × theme × language that is shipped starts, shows the inbox, opens its help and ends clean.

use std::fs;

use lianban::console::keymap::Base;
use lianban::console::theme::Theme;
use lianban::words::Lang;

use super::seat::{Seat, untouched};
use crate::support::office::{Office, WANG_MIN};

fn starts(office: &Office, keymap: &str, theme: Theme, lang: Lang) {
    let mut seat = Seat::with(|command| {
        command.args(["console", "--login", WANG_MIN, "--server", &office.url()]);
        command.args(["--lang", lang.tag(), "--theme", theme.id()]);
        command.args(["--keymap", keymap, "--picture", "halfblocks"]);
        command.arg("--password-file");
        command.arg(office.password_file());
    });
    seat.sees(&lang.say("console-line-up"));
    seat.until("the inbox", |screen| screen.contents().contains(" ZB"));
    seat.press("?");
    seat.sees(&lang.say("console-help"));
    seat.press("\u{1B}");
    seat.until("the inbox again", |screen| {
        !screen.contents().contains(&lang.say("console-help"))
    });
    seat.press("q");
    seat.ends_well(&untouched());
    assert!(seat.child.wait().unwrap().success());
}

#[test]
fn every_keymap_in_every_theme_and_language_starts_and_ends() {
    let office = Office::of(60);
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for base in Base::ALL {
            let file = folder.path().join(base.id());
            fs::write(&file, format!("extends = \"{}\"\n", base.id())).unwrap();
            let office = &office;
            scope.spawn(move || {
                for theme in Theme::ALL {
                    for lang in [Lang::Zh, Lang::En] {
                        starts(office, file.to_str().unwrap(), theme, lang);
                    }
                }
            });
        }
    });
}
