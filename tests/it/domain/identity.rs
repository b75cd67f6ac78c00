//! Numbers of persons, bodies and telephones, by the standards and by what people mistype.

use lianban::domain::identity::{IdKind, IdNumber, NumberError, Phone, Sex, Uscc};
use lianban::words::Lang;
use lianban::words::number::number_error;
use proptest::prelude::*;

use super::calendar::day;

const RESIDENT: &str = "11010519491231002X";
const CARDS: [&str; 6] = [
    RESIDENT,
    "440524188001010014",
    "810000199001010019",
    "820000199001010010",
    "830000199001010012",
    "931840199001010011",
];
const CODES: [&str; 7] = [
    "12100000400000624D",
    "11370800MB28559184",
    "11440232MB2D06811W",
    "12100000400002259P",
    "11370883MB2857374H",
    "11370900004341048Y",
    "91350100M000100Y43",
];

#[test]
fn gb_11643_numbers_are_read_with_their_birth_sex_and_kind() {
    let read = |text: &str| {
        let number = IdNumber::parse(text).unwrap();
        assert_eq!(number.clear(), text);
        (
            number.kind(),
            number.birth().unwrap().to_string(),
            number.sex().unwrap(),
        )
    };
    let born = |text: &str| text.to_owned();
    assert_eq!(
        read(CARDS[0]),
        (IdKind::Resident, born("1949-12-31"), Sex::Female)
    );
    assert_eq!(
        read(CARDS[1]),
        (IdKind::Resident, born("1880-01-01"), Sex::Male)
    );
    assert_eq!(
        read(CARDS[2]),
        (IdKind::ResidencePermit, born("1990-01-01"), Sex::Male)
    );
    assert_eq!(
        read(CARDS[3]),
        (IdKind::ResidencePermit, born("1990-01-01"), Sex::Male)
    );
    assert_eq!(
        read(CARDS[4]),
        (IdKind::ResidencePermit, born("1990-01-01"), Sex::Male)
    );
    assert_eq!(
        read(CARDS[5]),
        (IdKind::PermanentResident, born("1990-01-01"), Sex::Male)
    );
}

#[test]
fn a_small_x_is_taken_as_its_capital() {
    let number = IdNumber::parse("11010519491231002x").unwrap();
    assert_eq!(number.clear(), RESIDENT);
    assert_eq!(number.birth(), Some(day("1949-12-31")));
}

#[test]
fn what_is_wrong_with_a_number_is_named_with_what_would_be_right() {
    for (text, wrong) in [
        (
            "",
            NumberError::Length {
                found: 0,
                wanted: 18,
            },
        ),
        (
            "1101051949123100",
            NumberError::Length {
                found: 16,
                wanted: 18,
            },
        ),
        (
            "110105194912310020",
            NumberError::Checksum { expected: 'X' },
        ),
        (
            "110105194912310021",
            NumberError::Checksum { expected: 'X' },
        ),
        (
            "440524188001010013",
            NumberError::Checksum { expected: '4' },
        ),
        ("11010519491231００2X", NumberError::FullWidth { at: 15 }),
        ("11010519491231 002X", NumberError::Character { at: 15 }),
        ("110105194912310O2X", NumberError::Character { at: 16 }),
        ("11010519491231002A", NumberError::Character { at: 18 }),
        ("张10105194912310020", NumberError::Character { at: 1 }),
        ("160105194912310020", NumberError::Region),
        ("810101199001010019", NumberError::Region),
        ("984199001010100111", NumberError::Region),
        ("110105194913310020", NumberError::Birth { from: 7, to: 14 }),
        ("110105190002290020", NumberError::Birth { from: 7, to: 14 }),
        ("110105021202290020", NumberError::Birth { from: 7, to: 14 }),
        ("110105491231002", NumberError::FirstGeneration),
    ] {
        assert_eq!(IdNumber::parse(text), Err(wrong), "{text}");
    }
}

/// `CAN` 3703 900101 1 and its check: (12,10,23,3,7,0,3,9,0,0,1,0,1,1) by 7-3-1 is 240, so 0.
#[test]
fn the_permanent_residence_card_of_2017_is_read_until_it_expires() {
    let number = IdNumber::parse("CAN370390010110").unwrap();
    assert_eq!(number.kind(), IdKind::PermanentResident2017);
    assert_eq!(
        (number.birth(), number.sex()),
        (None, None),
        "no century, no sex in it"
    );
    for (text, wrong) in [
        ("CAN370390010114", NumberError::Checksum { expected: '0' }),
        ("CAN160390010110", NumberError::Region),
        ("CAN370390130110", NumberError::Birth { from: 8, to: 13 }),
        ("CA1370390010110", NumberError::Character { at: 3 }),
        ("CAN37039001011X", NumberError::Character { at: 15 }),
    ] {
        assert_eq!(IdNumber::parse(text), Err(wrong), "{text}");
    }
}

#[test]
fn an_unknown_county_is_a_warning_and_an_abolished_one_is_none() {
    let known = |text: &str| IdNumber::parse(text).unwrap().has_known_county();
    assert!(known(RESIDENT) && known(CARDS[2]) && known(CARDS[5]));
    // 372328 (博兴县) was abolished in 2000; a zone has codes of other systems only.
    for (first, county_is_known) in [("370303", true), ("372328", true), ("370391", false)] {
        let number = with_check(&format!("{first}19900101001"));
        assert_eq!(known(&number), county_is_known, "{first}");
    }
}

/// The seventeen digits and the check character, found by trial.
fn with_check(seventeen: &str) -> String {
    "0123456789X"
        .chars()
        .map(|check| format!("{seventeen}{check}"))
        .find(|number| IdNumber::parse(number).is_ok())
        .unwrap()
}

#[test]
fn gb_32100_codes_of_public_bodies_pass_both_checks() {
    for code in CODES {
        assert_eq!(Uscc::parse(code).unwrap().as_str(), code);
        assert_eq!(Uscc::parse(&code.to_lowercase()).unwrap().as_str(), code);
    }
}

#[test]
fn what_is_wrong_with_a_credit_code_is_named() {
    for (text, wrong) in [
        (
            "12100000400000624",
            NumberError::Length {
                found: 17,
                wanted: 18,
            },
        ),
        (
            "12100000400000624E",
            NumberError::Checksum { expected: 'D' },
        ),
        (
            "12100000400000625D",
            NumberError::Checksum { expected: 'G' },
        ),
        ("1210000O400000624D", NumberError::Character { at: 8 }),
        ("B2100000400000624D", NumberError::Authority),
        ("1210A000400000624D", NumberError::Character { at: 5 }),
        ("121000004000006２4D", NumberError::FullWidth { at: 16 }),
    ] {
        assert_eq!(Uscc::parse(text), Err(wrong), "{text}");
    }
    // The outer check is made to fit the wrong organisation code.
    let wrong = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        .chars()
        .map(|check| Uscc::parse(&format!("12100000400000625{check}")))
        .find(|read| !matches!(read, Err(NumberError::Checksum { .. })));
    assert_eq!(
        wrong,
        Some(Err(NumberError::Organisation { expected: '4' }))
    );
}

#[test]
fn telephones_are_read_with_the_extension_apart() {
    let read = |text: &str| {
        let phone = Phone::parse(text).unwrap();
        (
            phone.clear().to_owned(),
            phone.extension().map(str::to_owned),
            phone.is_mobile(),
        )
    };
    assert_eq!(read("13812348000"), ("13812348000".into(), None, true));
    assert_eq!(read("0533-2345678"), ("05332345678".into(), None, false));
    assert_eq!(read("05332345678"), ("05332345678".into(), None, false));
    assert_eq!(
        read("0533-2345678-801"),
        ("05332345678".into(), Some("801".into()), false)
    );
    assert_eq!(read("010-62345678"), ("01062345678".into(), None, false));
    for (text, wrong) in [
        (
            "1381234800",
            NumberError::Length {
                found: 10,
                wanted: 11,
            },
        ),
        ("12812348000", NumberError::Character { at: 2 }),
        ("138-12348000", NumberError::Character { at: 4 }),
        ("138１2348000", NumberError::FullWidth { at: 4 }),
        ("138 1234 8000", NumberError::Character { at: 4 }),
        ("1381234800A", NumberError::Character { at: 11 }),
        ("+8613812348000", NumberError::CountryCode),
        ("2345678", NumberError::AreaCode),
        ("", NumberError::AreaCode),
        ("0533", NumberError::Landline),
        ("0533-123456", NumberError::Landline),
        ("0533-1234567", NumberError::Landline),
        ("0533-2345678-", NumberError::Landline),
        ("053-23456789", NumberError::Landline),
    ] {
        assert_eq!(Phone::parse(text), Err(wrong), "{text}");
    }
}

#[test]
fn a_number_never_shows_itself() {
    let number = IdNumber::parse(RESIDENT).unwrap();
    assert_eq!(
        format!("{number} {number:?}"),
        "110105********002X 110105********002X"
    );
    let phone = Phone::parse("0533-2345678-801").unwrap();
    assert_eq!(format!("{phone} {phone:?}"), "0533*****78 0533*****78");
}

#[test]
fn every_error_has_words_in_both_languages() {
    let wrong = [
        "1",
        "５10105194912310020",
        "1-0105194912310020",
        "110105491231002",
        "160105194912310020",
        "110105194913310020",
        "110105194912310020",
    ]
    .map(|text| IdNumber::parse(text).unwrap_err());
    let codes =
        ["B2100000400000624D", "12100000400000624E"].map(|text| Uscc::parse(text).unwrap_err());
    let phones = ["+86", "2", "0533"].map(|text| Phone::parse(text).unwrap_err());
    let inner = NumberError::Organisation { expected: '4' };
    for error in wrong.iter().chain(&codes).chain(&phones).chain([&inner]) {
        for lang in [Lang::Zh, Lang::En] {
            let words = number_error(lang, error);
            assert!(
                !words.contains("number-") && !words.contains('{'),
                "{words}"
            );
        }
    }
    insta::assert_snapshot!(
        number_error(Lang::Zh, &wrong[6]),
        @"按其余各位推算，末位应为 X；其中有一位填错，请对照证件核对"
    );
}

fn changed(text: &str, at: usize, with: char) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    chars[at] = with;
    chars.into_iter().collect()
}

#[test]
fn any_one_changed_digit_of_a_known_number_is_caught() {
    for card in CARDS {
        for at in 0..18 {
            for digit in "0123456789X"
                .chars()
                .filter(|c| card.chars().nth(at) != Some(*c))
            {
                let text = changed(card, at, digit);
                assert!(IdNumber::parse(&text).is_err(), "{text}");
            }
        }
    }
    for code in CODES {
        for at in 0..18 {
            let alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars();
            for c in alphabet.filter(|c| code.chars().nth(at) != Some(*c)) {
                let text = changed(code, at, c);
                assert!(Uscc::parse(&text).is_err(), "{text}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_one_changed_digit_and_any_swap_of_neighbours_is_caught(
        days in 0..40_000_i64, sequence in 0..1000_u32, at in 0..18_usize, digit in 0..10_u32
    ) {
        let born = day("1950-01-01") + chrono::Duration::days(days);
        let number = with_check(&format!("370303{}{sequence:03}", born.format("%Y%m%d")));
        let slip = changed(&number, at, char::from_digit(digit, 10).unwrap());
        prop_assert_eq!(IdNumber::parse(&slip).is_ok(), slip == number);
        let mut swapped: Vec<char> = number.chars().collect();
        swapped.swap(at.min(16), at.min(16) + 1);
        let swapped: String = swapped.into_iter().collect();
        prop_assert_eq!(IdNumber::parse(&swapped).is_ok(), swapped == number);
    }

    #[test]
    fn no_text_makes_a_number_panic_or_show_itself(text in "\\PC{0,24}|[0-9Xx０-９-]{0,20}") {
        let shown = [
            IdNumber::parse(&text).map(|number| number.to_string()),
            Phone::parse(&text).map(|phone| phone.to_string()),
        ];
        for shown in shown.into_iter().flatten() {
            prop_assert!(shown.contains("**") && shown != text);
        }
        let _ = Uscc::parse(&text);
    }
}
