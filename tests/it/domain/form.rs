//! 填写联办表单: every field asked once, typed, checked, kept with its source, and shown to the desk that needs it.

use std::collections::BTreeMap;

use lianban::domain::catalogue::Catalogue;
use lianban::domain::form::fault::{FieldFault, Part};
use lianban::domain::form::read::Answers;
use lianban::domain::form::{FieldChange, Form, Raw, Source, Value};
use lianban::domain::id::MatterId;
use lianban::words::{Lang, filing};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use super::applicant::{Change, asks, number};
use super::support::id;

fn read(matter: &str, answers: &Answers) -> Result<Form, Vec<String>> {
    let day = "2026-03-02".parse().unwrap();
    Form::read(Catalogue::embedded(), &[id(matter)], answers, day).map_err(|errors| {
        let told = |error: &lianban::domain::form::fault::FieldError| {
            format!("{} {}", error.pointer(), error.fault.code())
        };
        errors.iter().map(told).collect()
    })
}

/// The form of a matter, right but for this field.
fn with(matter: &str, field: &str, value: Raw) -> Result<Form, Vec<String>> {
    let scene = if matter.starts_with('A') {
        "hire"
    } else {
        "flexible"
    };
    let mut request = asks(scene, &[matter]).without(field);
    request.answers.applicant.insert(field.to_owned(), value);
    read(matter, &request.answers)
}

fn text(value: &str) -> Raw {
    Raw::Text(value.to_owned())
}

fn value(matter: &str, field: &str, raw: Raw) -> Value {
    let form = with(matter, field, raw).unwrap();
    form.value(&id(field)).unwrap().clone()
}

fn fault(matter: &str, field: &str, raw: Raw) -> String {
    let errors = with(matter, field, raw).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors[0].clone()
}

/// 一张表单: what several matters need is asked once.
#[test]
fn a_field_that_several_matters_need_is_asked_once() {
    let catalogue = Catalogue::embedded();
    let all: Vec<MatterId> = ["A1", "A2", "A5", "A6"].map(id).to_vec();
    let needing = |field: &str| {
        let matters = all.iter().filter_map(|matter| catalogue.matter(matter));
        matters
            .filter(|matter| matter.fields.contains(&id(field)))
            .count()
    };
    assert_eq!((needing("hire.date"), needing("person.id_number")), (4, 4));
    let request = asks("hire", &["A1", "A2", "A5", "A6"]);
    let filled = request.answers.applicant.len() + request.answers.shared.len();
    let day = "2026-03-02".parse().unwrap();
    let form = Form::read(catalogue, &all, &request.answers, day).unwrap();
    assert_eq!(
        form.entries.len(),
        filled + 3,
        "sex, birth date, kind of ID follow"
    );
}

/// facts §5.2: derived, not asked: 性别, 出生日期 from the ID.
#[test]
fn sex_and_birth_date_follow_from_the_number() {
    let own = number("19920229", 124);
    let request = asks("flexible", &["B1"]).declared("person.id_number", &own);
    let form = read("B1", &request.answers).unwrap();
    let derived = |field: &str| {
        let entry = &form.entries[&id(field)];
        let from = id("person.id_number");
        assert_eq!(entry.source, Source::Derived { from });
        entry.value.plain()
    };
    assert_eq!(derived("person.birth"), "1992-02-29");
    assert_eq!(derived("person.sex"), "female");
    assert_eq!(derived("person.id_type"), "resident");
}

#[test]
fn cards_of_others_give_their_kind_and_what_they_can() {
    let kind = |number: &str| {
        let form = with("B1", "person.id_number", text(number));
        form.map(|form| form.text("person.id_type").unwrap().to_owned())
    };
    assert_eq!(kind("810000199001010019").unwrap(), "residence_permit");
    assert_eq!(kind("931840199001010011").unwrap(), "permanent_resident");
}

#[test]
fn what_contradicts_the_number_is_refused() {
    for (field, value) in [("person.sex", "female"), ("person.birth", "1990-03-08")] {
        assert_eq!(
            fault("B1", field, text(value)),
            format!("/form/{field} conflict")
        );
    }
    assert!(
        with("B1", "person.birth", text("1990-03-07")).is_ok(),
        "the same is no conflict"
    );
    let request = asks("flexible", &["B1"]).shared("person.sex", "female");
    assert_eq!(
        read("B1", &request.answers).unwrap_err(),
        ["/shared/person.sex conflict"]
    );
}

#[test]
fn a_number_is_trimmed_and_its_check_character_made_a_capital() {
    let with_x = (0..999)
        .map(|sequence| number("19900307", sequence))
        .find(|number| number.ends_with('X'))
        .unwrap();
    let typed = format!("  {}\u{3000}", with_x.to_lowercase());
    assert_eq!(
        value("B1", "person.id_number", text(&typed)),
        Value::Text(with_x)
    );
}

#[test]
fn a_mistyped_number_is_named_by_pointer_and_says_what_would_be_right() {
    let mut own = number("19900307", 123);
    own.replace_range(17..18, if own.ends_with('1') { "2" } else { "1" });
    let request = asks("flexible", &["B1"]).declared("person.id_number", &own);
    let day = "2026-03-02".parse().unwrap();
    let errors = Form::read(Catalogue::embedded(), &[id("B1")], &request.answers, day).unwrap_err();
    assert_eq!(errors[0].pointer(), "/form/person.id_number");
    let words = filing::field_error(Lang::Zh, &errors[0], Catalogue::embedded());
    assert!(
        words.starts_with("“证件号码”有误：") && words.contains("末位应为"),
        "{words}"
    );
    assert!(!words.contains(&own), "a person's number is never repeated");
    assert_eq!(
        errors.len(),
        1,
        "what would follow from it is not asked for"
    );
}

#[test]
fn an_unknown_field_is_named_with_the_one_that_was_meant() {
    let request = asks("flexible", &["B1"])
        .without("person.phone")
        .with("person.phnoe", "13805330001");
    let day = "2026-03-02".parse().unwrap();
    let errors = Form::read(Catalogue::embedded(), &[id("B1")], &request.answers, day).unwrap_err();
    let nearest = Some(id("person.phone"));
    assert_eq!(errors[0].fault, FieldFault::Unknown { nearest });
    assert_eq!(errors[1].pointer(), "/form/person.phone");
    let words = filing::field_error(Lang::Zh, &errors[0], Catalogue::embedded());
    assert_eq!(words, "没有字段“person.phnoe”。是不是想写 person.phone？");
}

#[test]
fn a_pointer_escapes_what_json_pointers_escape() {
    let request = asks("flexible", &["B1"]).with("a/b~c", "1");
    assert_eq!(
        read("B1", &request.answers).unwrap_err(),
        ["/form/a~1b~0c unknown-field"]
    );
}

#[test]
fn what_must_be_filled_is_missed_and_what_need_not_be_is_not() {
    let request = asks("hire", &["A1"]).without("hire.contract_end");
    assert_eq!(
        read("A1", &request.answers).unwrap_err(),
        ["/form/hire.contract_end field-missing"]
    );
    let open = request.with("hire.contract_type", "open");
    assert!(read("A1", &open.answers).is_ok(), "only a fixed term ends");
    assert_eq!(
        fault("A1", "hire.workplace", text("   ")),
        "/form/hire.workplace field-missing"
    );
}

#[test]
fn each_type_takes_what_it_is_and_says_what_it_is_not() {
    assert_eq!(
        value("A1", "hire.wage", Raw::Integer(6300)),
        Value::Money(630_000)
    );
    assert_eq!(
        value("A1", "hire.wage", text("6300.5")),
        Value::Money(630_050)
    );
    for wrong in [
        "6300.505",
        "六千",
        "1e3",
        ".5",
        "5.",
        "92233720368547758070",
    ] {
        assert_eq!(
            fault("A1", "hire.wage", text(wrong)),
            "/form/hire.wage not-an-amount"
        );
    }
    assert_eq!(
        fault("A1", "hire.wage", text("-1")),
        "/form/hire.wage negative"
    );
    assert_eq!(
        value("A2", "hire.insured_from", text("2026-03")).plain(),
        "2026-03"
    );
    assert_eq!(
        fault("A2", "hire.insured_from", text("2026-13")),
        "/form/hire.insured_from not-a-month"
    );
    assert_eq!(
        value("B2", "business.employees", text("0")),
        Value::Integer(0)
    );
    assert_eq!(
        fault("B2", "business.employees", Raw::Integer(-1)),
        "/form/business.employees negative"
    );
    assert_eq!(
        fault("B2", "business.employees", text("无")),
        "/form/business.employees wrong-type"
    );
    assert_eq!(
        value("A1", "person.work_ability", Raw::Flag(true)),
        Value::Flag(true)
    );
    assert_eq!(
        fault("A1", "person.work_ability", text("是")),
        "/form/person.work_ability wrong-type"
    );
    assert_eq!(
        fault("A1", "unit.name", Raw::Flag(true)),
        "/form/unit.name wrong-type"
    );
    assert_eq!(
        value("A6", "fund.unit_percent", Raw::Integer(8)),
        Value::Choice("8".to_owned())
    );
    assert_eq!(
        fault("A6", "fund.unit_percent", text("13")),
        "/form/fund.unit_percent not-a-choice"
    );
    assert_eq!(
        fault("A1", "unit.agent_phone", text("1380533")),
        "/form/unit.agent_phone bad-number"
    );
    assert_eq!(
        value("B4", "archive.to_phone", text("0531-86000001-8")).plain(),
        "053186000001-8"
    );
    assert_eq!(
        fault("B1", "work.division", text("110101")),
        "/form/work.division unknown-division"
    );
}

#[test]
fn dates_are_real_and_within_reason() {
    for wrong in ["2026-02-30", "2026-2-3", "2026/02/25", "昨天", "02-25"] {
        assert_eq!(
            fault("A1", "hire.date", text(wrong)),
            "/form/hire.date not-a-date"
        );
    }
    assert_eq!(
        fault("A1", "hire.date", text("0026-02-25")),
        "/form/hire.date out-of-time"
    );
    assert_eq!(
        fault("A1", "hire.contract_end", text("2206-02-25")),
        "/form/hire.contract_end out-of-time"
    );
    assert!(with("A1", "hire.contract_end", text("2066-02-25")).is_ok());
}

#[test]
fn text_is_short_enough_and_holds_no_control_characters() {
    assert_eq!(
        fault("A1", "hire.occupation", text(&"工".repeat(41))),
        "/form/hire.occupation too-long"
    );
    assert!(with("A1", "hire.occupation", text(&"工".repeat(40))).is_ok());
    assert_eq!(
        fault("A1", "hire.occupation", text("工\u{1b}[2J")),
        "/form/hire.occupation control-characters"
    );
}

/// 国务院令716号 第七条: what shared data says is kept with its register and the time of fetching.
#[test]
fn shared_data_is_kept_with_its_source_and_no_other_register_may_say_it() {
    let mut request = asks("flexible", &["B1"]);
    let form = read("B1", &request.answers).unwrap();
    let Source::Shared { register, .. } = &form.entries[&id("person.name")].source else {
        panic!("the population register knows the name");
    };
    assert_eq!(register, "population");
    request.answers.shared[0].register = "tax".to_owned();
    let field = request.answers.shared[0].field.clone();
    let errors = read("B1", &request.answers).unwrap_err();
    assert_eq!(errors, [format!("/shared/{field} wrong-register")]);
}

/// 最小必要 (个人信息保护法 6): a desk sees the fields of its matter, in the catalogue's order, and no others.
#[test]
fn a_desk_sees_what_its_matter_needs_and_no_more() {
    let catalogue = Catalogue::embedded();
    let request = asks("hire", &["A1", "A3", "A6"]);
    let day = "2026-03-02".parse().unwrap();
    let all: Vec<MatterId> = ["A1", "A3", "A6"].map(id).to_vec();
    let form = Form::read(catalogue, &all, &request.answers, day).unwrap();
    let fund = catalogue.matter(&id("A6")).unwrap();
    let seen: Vec<&str> = form
        .fields_of(fund, catalogue)
        .map(|(field, _)| field.id.as_str())
        .collect();
    assert_eq!(seen.len(), fund.fields.len());
    assert!(seen.contains(&"fund.base") && !seen.contains(&"card.mail_address"));
    let order: Vec<&str> = catalogue
        .fields
        .iter()
        .map(|field| field.id.as_str())
        .collect();
    let place = |name: &&str| order.iter().position(|known| known == name);
    assert!(seen.is_sorted_by_key(place));
}

#[test]
fn personal_data_shows_in_no_debug_output() {
    let request = asks("flexible", &["B1"]);
    let form = read("B1", &request.answers).unwrap();
    let shown = format!(
        "{form:?} {:?} {:?}",
        request.answers,
        Raw::Integer(13_805_330_001)
    );
    for secret in [
        "张晓丰",
        &number("19900307", 123),
        "13805330001",
        "1990-03-07",
        "柳泉路",
    ] {
        assert!(!shown.contains(secret), "{secret}");
    }
}

#[test]
fn json_of_every_kind_is_read_or_refused_in_words() {
    let read = |json: &str| serde_json::from_str::<BTreeMap<String, Raw>>(json);
    let all =
        read(r#"{"a": "x", "b": 3, "c": true, "d": 4300.5, "e": null, "f": 18446744073709551615}"#);
    let all = all.unwrap();
    assert_eq!(all["a"], text("x"));
    assert_eq!(all["b"], Raw::Integer(3));
    assert_eq!(all["c"], Raw::Flag(true));
    assert_eq!(all["d"], text("4300.5"));
    assert_eq!(all["e"], text(""));
    assert_eq!(all["f"], text("18446744073709551615"));
    let error = read(r#"{"a": ["x"]}"#).unwrap_err().to_string();
    assert!(
        error.contains("expected text, a number, true or false"),
        "{error}"
    );
}

fn corrected(form: &Form, field: &str, value: &str) -> Result<Vec<FieldChange>, Vec<String>> {
    let sent = BTreeMap::from([(field.to_owned(), text(value))]);
    let day = "2026-03-10".parse().unwrap();
    form.corrected(Catalogue::embedded(), &[id("B1")], &sent, day)
        .map_err(|errors| {
            let told = errors
                .iter()
                .map(|error| format!("{} {}", error.pointer(), error.fault.code()));
            told.collect()
        })
}

/// 补正: what is sent again is checked like the first time, and only what differs is a change.
#[test]
fn a_correction_changes_only_what_differs_and_what_follows() {
    let form = read("B1", &asks("flexible", &["B1"]).answers).unwrap();
    assert_eq!(corrected(&form, "person.phone", "13805330001").unwrap(), []);
    let changes = corrected(&form, "person.phone", "13805330009").unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!(
        changes[0].before,
        Some(Value::Text("13805330001".to_owned()))
    );
    let changes = corrected(&form, "person.id_number", &number("19880101", 124)).unwrap();
    let fields: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["person.birth", "person.id_number", "person.sex"]);
    assert_eq!(
        corrected(&form, "person.phone", "138").unwrap_err(),
        ["/form/person.phone bad-number"]
    );
    assert_eq!(
        corrected(&form, "card.bank", "icbc").unwrap_err(),
        ["/form/card.bank field-not-needed"]
    );
}

#[test]
fn a_corrected_form_still_knows_what_shared_data_said() {
    let mut form = read("B1", &asks("flexible", &["B1"]).answers).unwrap();
    let changes = corrected(&form, "person.education", "master").unwrap();
    form.change(&changes);
    let entry = form.entries[&id("person.education")].clone();
    assert_eq!(entry.value.plain(), "master");
    let Source::Disputed { registered, .. } = entry.source else {
        panic!("{:?}", entry.source);
    };
    assert_eq!(registered.plain(), "bachelor");
    let back = corrected(&form, "person.education", "bachelor").unwrap();
    form.change(&back);
    let source = &form.entries[&id("person.education")].source;
    assert!(matches!(source, Source::Shared { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// An amount survives the way to the file and back.
    #[test]
    fn an_amount_is_shown_as_it_can_be_sent(fen in 0..10_000_000_000_i64) {
        let shown = Value::Money(fen).plain();
        prop_assert_eq!(value("A1", "hire.wage", text(&shown)), Value::Money(fen));
    }

    /// Whatever is sent, reading answers and never panics; each error points into the part that was sent.
    #[test]
    fn whatever_is_sent_is_answered(name in any::<String>(), sent in any::<String>()) {
        let mut request = asks("flexible", &["B1"]);
        request.answers.applicant.insert(name, Raw::Text(sent.clone()));
        for field in ["person.id_number", "person.phone", "work.start", "work.income"] {
            request = request.declared(field, &sent);
        }
        let day = "2026-03-02".parse().unwrap();
        if let Err(errors) = Form::read(Catalogue::embedded(), &[id("B1")], &request.answers, day) {
            for error in errors {
                prop_assert_eq!(error.part, Part::Form);
            }
        }
    }
}
