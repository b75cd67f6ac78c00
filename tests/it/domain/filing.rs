//! 七: 选择需要办理的事项，填写联办表单，提交申请材料. What becomes of it, and why nothing does.

use lianban::domain::application::filing::FilingRequest;
use lianban::domain::application::refusal::FilingWarning;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::form::{Source, Value};
use lianban::domain::item::State;
use lianban::domain::item::event::Event;
use lianban::domain::material::{FileType, PhotoFault};
use lianban::domain::policy::ActorRef;
use lianban::words::{Lang, filing};

use super::applicant::{
    Change, MONDAY, a_photo, all_received, asks, filed, filed_at, items, number, refused,
    refused_at, standings,
};
use super::support::{id, local};

const HIRE: [&str; 6] = ["A1", "A2", "A3", "A4", "A5", "A6"];
const FLEXIBLE: [&str; 5] = ["B1", "B3", "B5", "B6", "B7"];

/// 一张表单申请: every matter of a scene by one form, each an item of its own on its own desk.
#[test]
fn one_form_becomes_one_item_for_each_chosen_matter() {
    let filing = filed(&asks("hire", &HIRE));
    let items = items(&filing);
    assert!(all_received(&items));
    let desks: Vec<String> = items
        .iter()
        .map(|item| {
            format!(
                "{} {}/{}",
                item.matter, item.desk.department, item.desk.division
            )
        })
        .collect();
    assert_eq!(
        desks,
        [
            "A1 hrss/370303",
            "A2 hrss/370303",
            "A3 hrss/370303",
            "A4 hrss/370303",
            "A5 medical/370303",
            "A6 fund/370303",
        ]
    );
    assert_eq!(items[0].no.to_string(), "ZB260302-00007-0-A1");
    assert_eq!(filing.application.catalogue.as_str(), "2023.29");
    assert_eq!(filing.warnings, []);
}

#[test]
fn every_matter_can_be_filed_alone() {
    for scene in &Catalogue::embedded().scenes {
        for entry in &scene.matters {
            let mut request = asks(scene.id.as_str(), &[entry.matter.as_str()]);
            if entry.matter.as_str() == "B7" {
                request = request.shared("pension.status", "flexible");
            }
            let items = items(&filed(&request));
            assert_eq!((items.len(), items[0].state), (1, State::Received));
        }
    }
}

/// 行政许可法 32(4): 五日内, counted from receipt.
#[test]
fn the_acceptance_clock_runs_from_the_filing() {
    let item = &items(&filed(&asks("hire", &["A1"])))[0];
    assert_eq!(local(item.due().unwrap().at), "2026-03-09 17:00");
}

#[test]
fn the_items_stand_in_the_order_of_the_notice_however_they_were_ticked() {
    let filing = filed(&asks("hire", &["A6", "A1", "A3"]));
    let matters: Vec<_> = filing
        .application
        .matters
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(matters, ["A1", "A3", "A6"]);
}

/// 三(二): 帮办代办: whoever helps is recorded with the filing.
#[test]
fn the_account_that_files_is_recorded() {
    let filing = filed(&asks("hire", &["A1"]));
    assert_eq!(filing.application.filed_by, id("portal"));
    let ActorRef::Officer { id: account, .. } = &filing.items[0][0].actor else {
        panic!("a person files");
    };
    assert_eq!(account.as_str(), "portal");
}

#[test]
fn what_the_request_itself_gets_wrong_is_said_with_its_pointer() {
    let spoilt = |change: fn(&mut FilingRequest)| {
        let mut request = asks("hire", &["A1"]);
        change(&mut request);
        refused(&request)
    };
    assert_eq!(
        spoilt(|it| it.scene = "hier".to_owned()),
        ["/scene unknown-scene"]
    );
    assert_eq!(spoilt(|it| it.matters.clear()), ["/matters no-matters"]);
    assert_eq!(
        spoilt(|it| it.matters.push("B1".to_owned())),
        ["/matters/1 unknown-matter"]
    );
    assert_eq!(
        spoilt(|it| it.matters.push("A1".to_owned())),
        ["/matters/1 matter-twice"]
    );
    assert_eq!(
        spoilt(|it| it.division = "370313".to_owned()),
        ["/division unknown-division"]
    );
}

/// 一次性告知: form, materials and conditions are judged together, and all that is wrong is said at once.
#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let request = asks("hire", &["A1", "A3"])
        .without("person.phone")
        .with("hire.date", "2026-02-30")
        .shared("person.residence", "elsewhere")
        .without_material("photo");
    assert_eq!(
        refused(&request),
        [
            "/form/hire.date not-a-date",
            "/form/person.phone field-missing",
            "/materials/photo material-missing",
            "/matters/0 rule-failed",
        ]
    );
}

#[test]
fn a_division_is_known_by_what_other_systems_call_it() {
    let mut request = asks("hire", &["A1"]);
    request.division = "370391".to_owned();
    assert_eq!(filed(&request).application.division.as_str(), "zb-gaoxin");
}

#[test]
fn the_person_is_found_by_the_number_wherever_it_stands() {
    let lower = number("19900307", 123).to_lowercase();
    let clear = |request: &FilingRequest| request.person_number().unwrap().clear().to_owned();
    assert_eq!(clear(&asks("hire", &["A1"])), number("19900307", 123));
    let declared = asks("hire", &["A1"]).declared("person.id_number", &format!(" {lower} "));
    assert_eq!(clear(&declared), number("19900307", 123));
}

/// 附件1 五.3: 无需再次申领 — no rejection; the others go on.
#[test]
fn what_is_there_already_is_closed_at_once_and_the_rest_goes_on() {
    let request = asks("hire", &["A1", "A3"]).shared("card.status", "held");
    let filing = filed(&request);
    assert_eq!(standings(&items(&filing)), ["A1 received", "A3 not_needed"]);
    let last = filing.items[1].last().unwrap();
    assert_eq!((last.version, &last.actor), (2, &ActorRef::System));
    let Event::NotNeeded { reason } = &last.event else {
        panic!("{:?}", last.event.code());
    };
    assert!(reason.contains("无需再次申领"));
}

/// 国务院令716号 第七条: 不得将材料用于与政务服务无关的用途.
#[test]
fn what_no_chosen_matter_needs_is_not_kept() {
    let request = asks("hire", &["A1"]).with("card.mail_address", "淄博市张店区");
    let form = filed(&request).application.form;
    assert_eq!(form.value(&id("card.mail_address")), None);
    let with_photo = asks("hire", &["A1"]).with_material("photo");
    assert_eq!(
        refused(&with_photo),
        ["/materials/photo material-not-needed"]
    );
}

/// 附件1 六.1: 身份证正反面的照片各一张，制卡相片.
#[test]
fn the_card_needs_both_sides_and_the_photo() {
    for kind in ["id_card_front", "id_card_back", "photo"] {
        let request = asks("hire", &["A3"]).without_material(kind);
        assert_eq!(
            refused(&request),
            [format!("/materials/{kind} material-missing")]
        );
    }
}

/// 附件1 六.2: 劳动合同、录用手续或单位介绍信.
#[test]
fn one_proof_of_employment_is_enough_for_the_archive() {
    let request = asks("hire", &["A4"]).without_material("labour_contract");
    assert_eq!(
        refused(&request),
        ["/materials/labour_contract material-missing"]
    );
    for kind in ["hire_procedure", "introduction_letter"] {
        assert!(filed_at(&request.clone().with_material(kind), MONDAY).is_ok());
    }
}

/// 附件2 六.2: 原档案存档类型为单位存档的需提交此材料，个人存档不需要提供.
#[test]
fn only_an_archive_kept_by_a_unit_needs_the_certificate() {
    let personal = asks("flexible", &["B4"]);
    assert!(filed_at(&personal, MONDAY).is_ok());
    let unit = personal.shared("archive.kind", "unit");
    assert_eq!(
        refused(&unit),
        [
            "/materials/leaving_certificate material-missing",
            "/matters/0 rule-failed"
        ]
    );
    for kind in ["leaving_certificate", "termination_certificate"] {
        assert!(filed_at(&unit.clone().with_material(kind), MONDAY).is_ok());
    }
}

#[test]
fn a_material_has_one_of_its_types() {
    let mut request = asks("hire", &["A3"]);
    request.materials[2].facts.file_type = FileType::Png;
    assert_eq!(refused(&request), ["/materials/photo material-type"]);
}

/// 358×441, 24 bits, white border, 9 to 60 KB.
#[test]
fn a_card_photo_says_each_thing_in_which_it_does_not_fit() {
    let spec = Catalogue::embedded().material(&id("photo")).unwrap();
    let rule = spec.photo.as_ref().unwrap();
    assert_eq!(rule.faults(&a_photo()), []);
    let mut photo = a_photo();
    photo.size = 140 * 1024;
    let pixels = photo.pixels.as_mut().unwrap();
    (pixels.width, pixels.bits, pixels.white_border_percent) = (480, 8, Some(40));
    assert_eq!(
        rule.faults(&photo),
        [
            PhotoFault::Pixels {
                found: (480, 441),
                wanted: (358, 441)
            },
            PhotoFault::Depth {
                found: 8,
                wanted: 24
            },
            PhotoFault::Background {
                found: 40,
                least: 90
            },
            PhotoFault::Bytes {
                found: 140 * 1024,
                accepted: (9 * 1024, 60 * 1024)
            },
        ]
    );
    photo.pixels = None;
    assert_eq!(rule.faults(&photo), [PhotoFault::NoPicture]);
}

/// Sizes differ by city and no source agrees: outside 14 to 40 KB it is let through, marked.
#[test]
fn a_photo_of_an_unusual_size_is_let_through_with_a_warning() {
    let mut request = asks("hire", &["A3"]);
    request.materials[2].facts.size = 50 * 1024;
    let warnings = filed(&request).warnings;
    assert!(matches!(warnings[..], [FilingWarning::UnusualSize { .. }]));
}

/// facts §5.5: the applicant may dispute shared data, which is then verified; both stay on the file.
#[test]
fn an_applicant_may_contradict_shared_data() {
    let request = asks("flexible", &["B1"]).with("person.household_type", "rural");
    let filing = filed(&request);
    let entry = &filing.application.form.entries[&id("person.household_type")];
    assert_eq!(entry.value, Value::Choice("rural".to_owned()));
    let Source::Disputed { registered, .. } = &entry.source else {
        panic!("{:?}", entry.source);
    };
    assert_eq!(*registered, Value::Choice("urban".to_owned()));
    let field = id("person.household_type");
    assert_eq!(filing.warnings, [FilingWarning::Disputed { field }]);
}

/// Address codes can be abolished ones: a county that was never there is a warning, no error.
#[test]
fn a_number_of_an_unknown_county_is_let_through_with_a_warning() {
    // 3799 was never a prefecture.
    let request = asks("flexible", &["B1"]).declared("person.id_number", "379901199003071233");
    let warnings = filed(&request).warnings;
    let field = id("person.id_number");
    assert_eq!(warnings, [FilingWarning::UnknownCounty { field }]);
}

#[test]
fn the_thirty_days_are_a_warning_with_the_day_on_which_they_ended() {
    let request = asks("hire", &["A2"]).with("hire.date", "2026-01-16");
    assert_eq!(
        filed_at(&request, "2026-02-24T16:00:00+08:00")
            .unwrap()
            .warnings,
        []
    );
    let filing = filed_at(&request, "2026-02-25T09:00:00+08:00").unwrap();
    let words: Vec<String> = filing
        .warnings
        .iter()
        .map(|warning| filing::warning(Lang::Zh, warning, Catalogue::embedded()))
        .collect();
    assert_eq!(
        words,
        [
            "职工养老保险参保登记(增员)：三十日内参保登记——期限届满：2026-02-24。不符合：用工日期。已逾期，仍予受理；请填写“逾期申报原因”。"
        ]
    );
}

/// 不再受理的理由: matter, rule, the notice's words, what was found, what to do; never the person's data.
#[test]
fn a_refusal_says_matter_rule_words_and_remedy() {
    let request = asks("flexible", &["B5"]).declared("person.id_number", &number("20110612", 123));
    let refusal = filed_at(&request, MONDAY).unwrap_err();
    let words: Vec<String> = refusal
        .0
        .iter()
        .map(|problem| filing::problem(Lang::Zh, problem, Catalogue::embedded()))
        .collect();
    assert_eq!(
        words,
        [
            "养老保险参保登记：不符合“参保年龄”。年龄：14 周岁。不符合：出生日期。法定退休年龄：63 岁 0 个月（2074-06）。依据：年满16周岁，小于法定退休年龄。2025年1月1日起，男60周岁、女55周岁的退休年龄每四个月延迟一个月，到63周岁、58周岁为止。（淄人社函〔2023〕29号 附件2 五.4；国务院关于渐进式延迟法定退休年龄的办法第一条）未满16周岁的，满16周岁后再申请；达到法定退休年龄的，请咨询社保经办机构办理待遇或延缴手续。"
        ]
    );
}

#[test]
fn every_problem_has_words_in_both_languages() {
    let request = asks("hire", &HIRE)
        .without("person.phone")
        .with("hire.date", "yesterday")
        .with("hire.wage", "-1")
        .with("hire.form", "none")
        .with("hire.insured_from", "2026-13")
        .with("person.nmae", "张")
        .with("person.sex", "female")
        .with("unit.address", &"长".repeat(300))
        .with("unit.agent_phone", "12345")
        .shared("unit.fund_account", "none")
        .without_material("photo")
        .with_material("id_card");
    let refusal = filed_at(&request, MONDAY).unwrap_err();
    assert!(refusal.0.len() >= 12, "{}", refusal.0.len());
    for problem in &refusal.0 {
        for lang in [Lang::Zh, Lang::En] {
            let words = filing::problem(lang, problem, Catalogue::embedded());
            let bare_id = format!("-{}", problem.code());
            assert!(!words.contains('{') && !words.contains(&bare_id), "{words}");
        }
    }
}

/// Before the notice there is no such thing; the rules of the day of filing hold.
#[test]
fn the_day_of_filing_decides_which_rules_hold() {
    let request = asks("flexible", &["B5"]).declared("person.id_number", &number("19700310", 122));
    let before = "2024-12-31T10:00:00+08:00";
    assert!(filed_at(&request, before).is_ok(), "54, below 55");
    let at_55 = "2025-03-10T10:00:00+08:00";
    assert!(
        filed_at(&request, at_55).is_ok(),
        "55, but the line is 55y1m now"
    );
    assert_eq!(
        refused_at(&request, "2025-04-10T10:00:00+08:00"),
        ["/matters/0 rule-failed"]
    );
}

#[test]
fn a_whole_application_of_flexible_work_is_filed_with_the_payment_waiting() {
    let request = asks("flexible", &FLEXIBLE).with("payment.insurance", "both");
    assert_eq!(
        standings(&items(&filed(&request))),
        [
            "B1 received",
            "B3 received",
            "B5 received",
            "B6 received",
            "B7 waiting"
        ]
    );
}
