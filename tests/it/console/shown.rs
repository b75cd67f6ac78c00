//! Outside text is only text.

/// What the fuzzer holds the same type to.
#[path = "../../fuzz/invariants.rs"]
mod invariants;

use lianban::console::shown::Shown;
use lianban::console::widget::fit::{cut, fit, fit_right, wrap};
use proptest::prelude::*;
use ratatui::buffer::CellWidth;

fn shown(text: &str) -> String {
    Shown::line(text).to_string()
}

#[test]
fn what_a_terminal_obeys_or_hides_becomes_a_mark() {
    for (outside, drawn) in [
        ("\u{1B}[2J张丰", "⟨1B⟩[2J张丰"),
        ("\u{9B}31m", "⟨9B⟩31m"),
        ("a\u{7F}\u{7}", "a⟨7F⟩⟨07⟩"),
        ("\u{202E}丰三张", "⟨202E⟩丰三张"),
        ("张\u{200B}三", "张⟨200B⟩三"),
        ("张\u{200D}三", "张⟨200D⟩三"),
        ("\u{FEFF}张", "⟨FEFF⟩张"),
        ("soft\u{AD}hyphen", "soft⟨AD⟩hyphen"),
        (
            "\u{3164}\u{115F}\u{1160}\u{FFA0}",
            "⟨3164⟩⟨115F⟩⟨1160⟩⟨FFA0⟩",
        ),
        ("\u{E0041}", "⟨E0041⟩"),
        ("\u{E000}", "⟨E000⟩"),
        ("\u{FFFE}", "⟨FFFE⟩"),
        ("\u{2028}", "⟨2028⟩"),
        ("a\u{34F}\u{301}", "a⟨34F⟩⟨301⟩"),
        ("\u{301}x", "⟨301⟩x"),
        ("a\u{200B}\u{200B}\u{200B}b", "a⟨200B×3⟩b"),
        ("一\r\n二\n三", "一⏎二⏎三"),
        ("一\r二", "一⟨0D⟩二"),
        ("一\t二", "一⟨09⟩二"),
        ("字\u{FE0F}", "字⟨FE0F⟩"),
        ("葛\u{E0100}\u{E0101}", "葛\u{E0100}⟨E0101⟩"),
    ] {
        assert_eq!(shown(outside), drawn);
    }
}

#[test]
fn taking_marks_out_makes_no_new_sequence() {
    // Removal would join the halves of the sequence that stands around the removed one.
    assert_eq!(shown("\u{1B}\u{1B}[A[2J"), "⟨1B×2⟩[A[2J");
}

#[test]
fn ordinary_text_stays_as_it_is() {
    for text in [
        "张三丰，男，1965年1月生。",
        "《就业登记表》（一式两份）；“已核对”——同意",
        "𠮷野家 龘 〇 ㈱ №12 ½ ①",
        "ＡＢＣ　１２３",
        "Ünïcödé Ελλάδα Русский עברית العربية ไทย हिन्दी 한국어 か\u{3099}",
        "👩\u{200D}👩\u{200D}👧\u{200D}👦 ❤\u{FE0F}\u{200D}🔥 👍🏽 🇨🇳 1\u{FE0F}\u{20E3}",
        "葛\u{E0100}城",
        "e\u{301}",
    ] {
        assert_eq!(shown(text), text);
    }
}

#[test]
fn a_stack_of_combining_marks_is_folded() {
    let text = format!("a{}b", "\u{301}".repeat(5000));
    assert_eq!(shown(&text), format!("a{}⟨301×4992⟩b", "\u{301}".repeat(8)));
}

/// Joined pictures, leading consonants and conjuncts are one picture to the library however many they are.
#[test]
fn a_picture_of_pictures_without_end_is_folded() {
    for piece in [
        "👩\u{200D}",
        "\u{1100}",
        "क\u{94D}",
        "👍🏽\u{200D}",
        "\u{600}",
    ] {
        let text = format!("a{}b", piece.repeat(5000));
        invariants::hold(&text);
        let family = "👩🏽\u{200D}❤\u{FE0F}\u{200D}💋\u{200D}👨🏿";
        assert_eq!(shown(family), family);
    }
}

#[test]
fn lines_are_lines_and_tabs_reach_stops() {
    let lines: Vec<String> = Shown::lines("意\t见\r\n\tx\n")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(lines, ["意  见", "    x", ""]);
}

#[test]
fn a_name_is_not_in_debug_output() {
    assert_eq!(format!("{:?}", Shown::line("张三丰")), "Shown(6 cells)");
}

#[test]
fn columns_are_cut_by_cells() {
    let name = Shown::line("山东某某公司");
    let fits: Vec<String> = (0..=13)
        .map(|cells| format!("{}|", fit(&name, cells)))
        .collect();
    insta::assert_snapshot!(fits.join("\n"), @"
    |
    …|
    … |
    山…|
    山… |
    山东…|
    山东… |
    山东某…|
    山东某… |
    山东某某…|
    山东某某… |
    山东某某公…|
    山东某某公司|
    山东某某公司 |
    ");
    assert_eq!(fit_right(&Shown::line("12"), 5).as_str(), "   12");
    assert_eq!(cut(&Shown::line("ab"), 9).as_str(), "ab");
}

#[test]
fn a_paragraph_wraps_without_breaking_numbers_or_opening_with_a_stop() {
    let text = Shown::line("办件号 ZB261120-00317-4 的材料不全，请于15个工作日内补正。");
    for width in [12, 16, 17, 30] {
        for line in wrap(&text, width) {
            assert!(line.width() <= width, "{line}");
            assert!(!line.as_str().starts_with(['，', '。']), "{line}");
        }
    }
    let lines: Vec<String> = wrap(&text, 20).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("|\n"), @"
    办件号 |
    ZB261120-00317-4 的|
    材料不全，请于15个工|
    作日内补正。
    ");
}

fn hostile() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "\u{1B}",
        "\u{9B}",
        "\u{200D}",
        "\u{202E}",
        "\u{301}",
        "\u{FE0F}",
        "\u{E0100}",
        "\u{1100}",
        "\u{1161}",
        "\u{3164}",
        "\r\n",
        "\n",
        "\t",
        "👩",
        "🏽",
        "字",
        "a",
        "\u{600}",
        "\u{FF9E}",
        "\u{93F}",
        "\u{20E3}",
        "1",
    ]);
    let part = prop_oneof![
        nasty.prop_map(ToOwned::to_owned),
        any::<char>().prop_map(String::from)
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_text_it_was_made_of_it_may_be_drawn(text in hostile()) {
        invariants::hold(&text);
    }

    #[test]
    fn ideographs_and_their_signs_are_never_changed(text in "[一-龥，。；：、？！（）《》“”0-9A-Za-z ]{0,60}") {
        prop_assert_eq!(shown(&text), text);
    }

    #[test]
    fn what_is_fitted_is_as_wide_as_asked(text in hostile(), cells in 0_u16..30) {
        let text = Shown::line(&text);
        prop_assert_eq!(fit(&text, cells).width(), cells);
        prop_assert_eq!(fit_right(&text, cells).width(), cells);
        prop_assert!(cut(&text, cells).width() <= cells);
        for line in wrap(&text, cells) {
            let widest = line.graphemes().map(|(_, cells)| cells).max().unwrap_or(0);
            prop_assert!(line.width() <= cells.max(2).max(widest));
        }
    }

    #[test]
    fn wrapping_loses_no_sign(text in "[一-龥，。a-z0-9]{0,60}", cells in 2_u16..20) {
        let lines = wrap(&Shown::line(&text), cells);
        prop_assert_eq!(lines.iter().map(ToString::to_string).collect::<String>(), text);
    }
}

#[test]
fn the_width_is_counted_by_graphemes() {
    let family = "👩\u{200D}👩\u{200D}👧";
    assert_eq!(Shown::line(family).width(), family.cell_width());
}
