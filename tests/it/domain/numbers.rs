//! Numbers as people type them and read them out.

use chrono::NaiveDate;
use lianban::domain::id::{ApplicationNo, ItemNo, MatterId, as_written, end_as_written};
use proptest::prelude::*;

#[test]
fn a_number_is_read_without_dashes_zeros_and_capitals_and_in_any_width() {
    for (typed, written) in [
        ("ZB261124-00001-7-A1", "ZB261124-00001-7-A1"),
        ("ZB26112400001 7A1", "ZB261124-00001-7-A1"),
        ("zb261124000017a1", "ZB261124-00001-7-A1"),
        (
            "ＺＢ２６１１２４－００００１－７－Ａ１",
            "ZB261124-00001-7-A1",
        ),
        ("zb261124—1—7—a1", "ZB261124-00001-7-A1"),
        ("zb261124 000017", "ZB261124-00001-7"),
        // The beginning of a number, while it is being typed.
        ("zb2611240000", "ZB261124-0000"),
        ("zb261124-", "ZB261124"),
        ("zb2611", "ZB2611"),
        ("张三", "张三"),
    ] {
        assert_eq!(as_written(typed), written, "{typed}");
    }
    assert_eq!(end_as_written("000017A1"), "00001-7-A1");
    assert_eq!(end_as_written("1-7"), "00001-7");
    assert_eq!(end_as_written("317"), "317");
}

proptest! {
    #[test]
    fn every_number_is_read_from_itself_without_its_dashes(
        sequence in 1_u32..999_999_999, matter in "[AB][1-7]",
    ) {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let matter: MatterId = matter.parse().unwrap();
        let no = ItemNo::new(&ApplicationNo::new(day, sequence), &matter).to_string();
        prop_assert_eq!(&as_written(&no), &no);
        prop_assert_eq!(&as_written(&no.replace('-', "").to_lowercase()), &no);
    }
}
