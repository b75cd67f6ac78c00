//! What is shown of personal data, and that the rest is never in it.

use lianban::domain::catalogue::MaskKind;
use lianban::domain::mask;
use proptest::prelude::*;

#[test]
fn a_name_shows_the_surname_and_the_last_character() {
    for (name, shown) in [
        ("张三丰", "张*丰"),
        ("李四", "李*"),
        ("欧阳娜娜", "欧*娜"),
        ("买买提·阿不都", "买*都"),
        ("王", "*"),
        ("", ""),
        ("𠮷野家", "𠮷*家"),
        ("葛\u{e0100}城\u{e0101}丰", "葛\u{e0100}*丰"),
        ("e\u{301}a\u{301}o", "e\u{301}*o"),
    ] {
        assert_eq!(mask::person_name(name), shown);
    }
}

#[test]
fn numbers_show_their_ends() {
    assert_eq!(mask::id_number("370303199001011234"), "370303********1234");
    assert_eq!(mask::id_number("CAN370390010113"), "CA***********13");
    assert_eq!(mask::id_number("H12345678"), "H1*****78");
    assert_eq!(mask::id_number("1234567"), "*******");
    assert_eq!(mask::phone("13812348000"), "138****8000");
    assert_eq!(mask::phone("0533-2345678"), "0533******78");
    assert_eq!(mask::phone("01062345678"), "010******78");
    assert_eq!(mask::phone("12345"), "*****");
}

#[test]
fn an_address_is_shown_down_to_the_township() {
    for (address, shown) in [
        (
            "山东省淄博市张店区四宝山街道某某路12号",
            "山东省淄博市张店区四宝山街道***",
        ),
        ("淄博市周村区萌水镇官庄村8号", "淄博市周村区萌水镇***"),
        ("张店区柳泉路镇江花园3号楼", "张店区***"),
        (
            "江西省景德镇市珠山区竟成镇一号",
            "江西省景德镇市珠山区竟成镇***",
        ),
        (
            "河南省新乡市新乡县七里营镇1号",
            "河南省新乡市新乡县七里营镇***",
        ),
        (
            "枣庄市市中区光明路街道振兴路9号",
            "枣庄市市中区光明路街道***",
        ),
        (
            "内蒙古自治区锡林郭勒盟正蓝旗桑根达来镇2号",
            "内蒙古自治区锡林郭勒盟正蓝旗桑根达来镇***",
        ),
        (
            "山东省潍坊市青州市王府街道1号",
            "山东省潍坊市青州市王府街道***",
        ),
        ("张店区理想花园小区7号楼", "张店区***"),
        ("柳泉路12号", "***"),
        ("12号", "***"),
        ("", "***"),
        ("张店区四宝山街道", "张店区四宝山街道"),
    ] {
        assert_eq!(mask::address(address), shown, "{address}");
    }
}

#[test]
fn a_field_is_shown_under_the_mask_that_the_catalogue_gives_it() {
    let shown = |kind: &str, text: &str| {
        let kind: MaskKind = serde_json::from_value(kind.into()).unwrap();
        kind.shown(text)
    };
    assert_eq!(shown("none", "合同制"), "合同制");
    assert_eq!(shown("name", "张三丰"), "张*丰");
    assert_eq!(
        shown("id_number", "370303199001011234"),
        "370303********1234"
    );
    assert_eq!(shown("phone", "13812348000"), "138****8000");
    assert_eq!(shown("address", "张店区马尚街道1号"), "张店区马尚街道***");
}

/// Characters that differ, so that what is hidden cannot stand elsewhere by chance.
fn distinct(pattern: &'static str) -> impl Strategy<Value = String> {
    prop::collection::hash_set(pattern, 0..24).prop_map(|set| set.into_iter().collect())
}

proptest! {
    #[test]
    fn a_masked_text_holds_none_of_what_is_hidden(
        name in distinct("[一-龥]"), number in distinct("[a-zA-Z0-9]")
    ) {
        for (text, shown, most) in [
            (&name, mask::person_name(&name), 2),
            (&number, mask::id_number(&number), 10),
            (&number, mask::phone(&number), 7),
        ] {
            let clear = shown.chars().filter(|c| *c != '*').count();
            prop_assert!(clear <= most, "{text} {shown}");
            prop_assert!(text.is_empty() || clear < text.chars().count(), "{text} {shown}");
            prop_assert!(shown.chars().all(|c| c == '*' || text.contains(c)));
            // What is shown stands at the two ends, around the stars.
            let front = shown.split('*').next().unwrap();
            let back = shown.rsplit('*').next().unwrap();
            prop_assert!(text.starts_with(front) && text.ends_with(back));
        }
    }

    #[test]
    fn no_text_makes_a_mask_panic_or_grow_clearer(text in "\\PC{0,40}|[省市区县镇乡路街道号村0-9]{0,20}") {
        let text = text.replace('*', "");
        let address = mask::address(&text);
        prop_assert!(address == text || address.ends_with("***"));
        for shown in [mask::person_name(&text), mask::phone(&text)] {
            prop_assert!(text.is_empty() || shown != text, "{shown}");
        }
    }
}
