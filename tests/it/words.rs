//! The message catalogue is complete in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn ids(language: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/words")
        .join(language);
    fs::read_dir(folder)
        .unwrap()
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .flat_map(|text| {
            text.lines()
                .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
                .filter_map(|line| line.split_once(" =").map(|(id, _)| id.to_owned()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Two files that say the same id would leave the program without any words at all.
#[test]
fn every_message_stands_in_one_file_only() {
    for language in ["zh-CN", "en"] {
        let mut seen = BTreeSet::new();
        let twice: Vec<String> = ids(language)
            .into_iter()
            .filter(|id| !seen.insert(id.clone()))
            .collect();
        assert_eq!(twice, Vec::<String>::new(), "{language}");
    }
}

#[test]
fn both_languages_have_the_same_messages() {
    let [chinese, english]: [BTreeSet<String>; 2] =
        ["zh-CN", "en"].map(|language| ids(language).into_iter().collect());
    assert!(!chinese.is_empty());
    assert_eq!(
        chinese.symmetric_difference(&english).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
}

#[test]
fn a_message_is_found_in_its_own_language() {
    assert_eq!(lianban::words::Lang::Zh.say("state-received"), "待受理");
    assert_eq!(lianban::words::Lang::En.say("state-received"), "received");
}

/// A key that somebody has bound elsewhere would be a lie: the screen takes its keys from the keymap in force.
#[test]
fn words_of_the_screen_name_no_key() {
    let keys = [
        "Tab", "Esc", "Enter", "Ctrl-", "Space ", "回车", "空格", "- 清空",
    ];
    for file in ["screen", "console", "action", "move"] {
        for language in ["zh-CN", "en"] {
            let path = format!("src/words/{language}/{file}.ftl");
            let text =
                fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
            let named = text.lines().filter(|line| !line.starts_with('#'));
            let named: Vec<&str> = named
                .filter(|line| keys.iter().any(|key| line.contains(key)))
                .collect();
            assert_eq!(named, Vec::<&str>::new(), "{language}/{file}.ftl");
        }
    }
}
