//! The README says what the program does.

use lianban::console::keymap::{Base, Keymap, table};
use lianban::console::screen::inbox::terms::read_saved;
use lianban::console::views;
use lianban::domain::catalogue::Catalogue;
use lianban::words::Lang;

const README: &str = include_str!("../../README.md");

#[test]
fn the_table_of_keys_is_the_one_in_force() {
    let keymap = Keymap::embedded(Base::Default);
    for lang in [Lang::En, Lang::Zh] {
        let table = table(&keymap, lang);
        assert!(
            README.contains(table.trim_end()),
            "print it anew with `lianban keymap show`"
        );
    }
}

#[test]
fn every_example_that_is_named_is_there() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/applications");
    let words = README.split_whitespace().flat_map(|word| word.split('='));
    let named: Vec<&str> = words
        .filter(|word| word.starts_with("hire-") || word.starts_with("flexible-"))
        .collect();
    assert!(named.len() > 4);
    for name in named {
        assert!(folder.join(name).is_file(), "{name}");
    }
}

#[test]
fn the_keymap_that_it_shows_holds() {
    let blocks: Vec<&str> = README
        .split("```toml\n")
        .filter_map(|block| block.split_once("```"))
        .map(|(block, _)| block)
        .filter(|block| block.starts_with("extends"))
        .collect();
    assert_eq!(blocks.len(), 2, "one in each language");
    for block in blocks {
        let (keymap, report) = Keymap::read(block.as_bytes());
        assert!(keymap.is_some());
        assert_eq!(report.say("README", Lang::En), "");
    }
}

#[test]
fn the_views_that_it_shows_hold() {
    let blocks: Vec<&str> = README
        .split("```toml\n")
        .filter_map(|block| block.split_once("```"))
        .map(|(block, _)| block)
        .filter(|block| block.starts_with("[[view]]"))
        .collect();
    assert_eq!(blocks.len(), 2, "one in each language");
    for block in blocks {
        let (views, faults) = views::file::read(block.as_bytes());
        assert_eq!(faults, []);
        read_saved(&views[0].filter, Catalogue::embedded(), Lang::Zh).unwrap();
    }
}
