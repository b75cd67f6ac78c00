//! The catalogue: the notice's two scenes and thirteen matters as data, quoted as the notice has them.

use std::collections::BTreeSet;

use lianban::domain::application::filing::{FilingRequest, file};
use lianban::domain::calendar::Calendar;
use lianban::domain::catalogue::load::EMBEDDED;
use lianban::domain::catalogue::versions::Catalogues;
use lianban::domain::catalogue::{Catalogue, PhraseKind};
use lianban::domain::deadline::Limit;
use lianban::domain::id::{ApplicationNo, DivisionCode, MatterId};
use lianban::domain::item::Item;
use lianban::domain::policy::Role;

use super::applicant::{Change, MONDAY, asks, items, standings};
use super::support::{at, id, officer};

const NOTICE: &str = include_str!("notice.txt");

fn catalogue() -> &'static Catalogue {
    Catalogue::embedded()
}

/// The annexes, each from its 一、应用名称.
fn annex(number: usize) -> &'static str {
    NOTICE.split("一、应用名称").nth(number).unwrap()
}

/// 二、联办事项: the names and their order, to the letter.
#[test]
fn the_matters_are_those_of_the_notice_in_its_words_and_order() {
    for (number, scene) in [(1, "hire"), (2, "flexible")] {
        let listed: Vec<&str> = annex(number)
            .lines()
            .skip_while(|line| !line.starts_with("二、联办事项"))
            .skip(1)
            .map_while(|line| line.split_once('.'))
            .map(|(_, name)| name.trim())
            .collect();
        let scene = catalogue().scene(&id(scene)).unwrap();
        let named: Vec<&str> = scene
            .matters
            .iter()
            .map(|entry| catalogue().matter(&entry.matter).unwrap().name.zh.as_str())
            .collect();
        assert_eq!(named, listed);
    }
    assert_eq!(catalogue().matters.len(), 13);
}

/// Every rule that stands on the notice quotes it.
#[test]
fn rules_quote_the_notice_to_the_letter() {
    let notice: String = NOTICE.chars().filter(|c| !c.is_whitespace()).collect();
    let mut quoted = BTreeSet::new();
    for rule in &catalogue().rules {
        if rule.basis.contains("淄人社函") {
            let sentence = rule.words.split('。').next().unwrap();
            assert!(notice.contains(sentence), "{}: {sentence}", rule.id);
            quoted.insert(rule.id.to_string());
        }
    }
    assert!(quoted.len() >= 12, "{quoted:?}");
}

#[test]
fn all_twelve_rules_are_there_for_their_matters() {
    let matters = |rule: &str| -> BTreeSet<&str> {
        let rules = catalogue().rules.iter().filter(|it| it.id.as_str() == rule);
        rules
            .flat_map(|it| &it.matters)
            .map(MatterId::as_str)
            .collect()
    };
    for (rule, of) in [
        ("R1", &["A2", "A5"][..]),
        ("R2", &["A6"]),
        ("R3", &["A1", "B1", "B2"]),
        ("R4", &["B5", "B6"]),
        ("R5", &["B5", "B6"]),
        ("R6", &["B5", "B6"]),
        ("R7", &["B5", "B6"]),
        ("R8", &["A4"]),
        ("R9", &["A6"]),
        ("R10", &["A3"]),
        ("R11", &["B7"]),
        ("R12", &["B4"]),
    ] {
        assert_eq!(matters(rule), of.iter().copied().collect(), "{rule}");
    }
}

/// 附件1 八: 办理社保卡申领，需5个工作日;其他事项，即时办结. 附件2 八: 办理流动人员档案服务，需5个工作日.
#[test]
fn the_promises_are_those_of_the_notice() {
    let five = Limit::WorkDays(5);
    for scene in &catalogue().scenes {
        for entry in &scene.matters {
            let expected = match entry.matter.as_str() {
                "A3" | "B3" | "B4" => five,
                _ => Limit::Immediate,
            };
            assert_eq!(entry.promise, expected, "{}", entry.matter);
        }
    }
}

/// The limit belongs to scene × matter: 档案接收 is immediate in one and takes five work days in the other.
#[test]
fn taking_in_an_archive_is_immediate_in_one_scene_and_takes_five_days_in_the_other() {
    let promise = |scene: &str, matter: &str| {
        catalogue()
            .scene_matter(&id(scene), &id(matter))
            .unwrap()
            .promise
    };
    let name = |matter: &str| catalogue().matter(&id(matter)).unwrap().name.zh.clone();
    assert_eq!(name("A4"), name("B3"));
    assert_eq!(promise("hire", "A4"), Limit::Immediate);
    assert_eq!(promise("flexible", "B3"), Limit::WorkDays(5));
}

/// 社会保险经办条例 第六条: 自收到申请之日起10个工作日内.
#[test]
fn registrations_for_social_insurance_have_ten_days_by_law() {
    let with: Vec<&str> = catalogue()
        .scenes
        .iter()
        .flat_map(|scene| &scene.matters)
        .filter(|entry| entry.statutory == Some(Limit::WorkDays(10)))
        .map(|entry| entry.matter.as_str())
        .collect();
    assert_eq!(with, ["A2", "A5", "B5", "B6"]);
}

/// 六、申请材料: these and no others.
#[test]
fn only_the_matters_that_the_notice_names_need_uploads() {
    let needing: Vec<(&str, usize)> = catalogue()
        .matters
        .iter()
        .filter(|matter| !matter.materials.is_empty())
        .map(|matter| (matter.id.as_str(), matter.materials.len()))
        .collect();
    assert_eq!(needing, [("A3", 3), ("A4", 4), ("B3", 1), ("B4", 2)]);
}

/// 十: 选择办理“社会保障卡”的，通过邮寄方式送达.
#[test]
fn only_the_card_is_mailed() {
    let mailed = catalogue().matters.iter().filter(|matter| matter.mailed);
    assert_eq!(
        mailed.map(|matter| matter.id.as_str()).collect::<Vec<_>>(),
        ["A3"]
    );
}

/// 民法典 and 行政许可法 32(4): five work days; 15 to answer a correction notice.
#[test]
fn acceptance_and_correction_have_their_limits() {
    assert_eq!(catalogue().acceptance_limit, Limit::WorkDays(5));
    assert_eq!(catalogue().correction_limit, Limit::WorkDays(15));
}

/// GB/T 2260 and three functional zones under one city.
#[test]
fn zibo_has_eight_districts_and_counties_and_three_zones() {
    let city: DivisionCode = id("370300");
    let all = catalogue().subtree(&city);
    assert_eq!(all.len(), 12);
    let zones: Vec<(&str, &str)> = catalogue()
        .divisions
        .iter()
        .filter_map(|it| Some((it.name.zh.as_str(), it.gb_code.as_ref()?.as_str())))
        .collect();
    assert_eq!(
        zones,
        [
            ("高新区", "370303"),
            ("经济开发区", "370303"),
            ("文昌湖区", "370306")
        ]
    );
    assert_eq!(
        catalogue().subtree(&id("370303")),
        [id::<DivisionCode>("370303")]
    );
    assert_eq!(catalogue().subtree(&id("110000")), []);
    let called = |code: &str| {
        catalogue()
            .division_called(code)
            .map(|it| it.name.zh.as_str())
    };
    assert_eq!(called("370391"), Some("高新区"));
    assert_eq!(called("370308"), Some("文昌湖区"));
    assert_eq!(called("370399"), None);
}

/// 就业/社保/社保卡/人才 to 人社, 医保 to its 分局, 公积金 to the centre's 管理部, 税务 to the division's office.
#[test]
fn each_matter_has_its_desk() {
    let desk = |matter: &str| {
        let desk = catalogue().route(&id(matter), &id("370321")).unwrap();
        format!("{} {} {}", desk.department, desk.line, desk.division)
    };
    assert_eq!(desk("A1"), "hrss employment 370321");
    assert_eq!(desk("A2"), "hrss pension 370321");
    assert_eq!(desk("A3"), "hrss card 370321");
    assert_eq!(desk("B3"), "hrss archive 370321");
    assert_eq!(desk("A5"), "medical medical 370321");
    assert_eq!(desk("A6"), "fund fund 370321");
    assert_eq!(desk("B7"), "tax tax 370321");
    assert_eq!(catalogue().route(&id("A1"), &id("110000")), None);
}

/// Every addressee of the notice is a department, though not each decides one of these matters.
#[test]
fn the_addressees_are_the_departments() {
    let departments: Vec<&str> = catalogue()
        .departments
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    assert_eq!(
        departments,
        ["hrss", "approval", "medical", "bigdata", "tax", "fund"]
    );
}

/// 行政许可法 38: whatever says no has a legal basis ready, for every matter.
#[test]
fn every_matter_has_ready_words_for_every_move() {
    for matter in &catalogue().matters {
        for kind in [
            PhraseKind::Opinion,
            PhraseKind::RefuseReason,
            PhraseKind::NotNeededReason,
            PhraseKind::NotAcceptReason,
            PhraseKind::ReturnReason,
            PhraseKind::Defect,
            PhraseKind::SpecialProcedure,
        ] {
            assert!(
                catalogue().phrases(kind, &matter.id).count() > 0,
                "{} {kind:?}",
                matter.id
            );
        }
    }
}

#[test]
fn the_rules_of_a_day_are_the_latest_that_hold() {
    let on = |day: &str| {
        let rules = catalogue().rules_on(&id("B5"), day.parse().unwrap());
        rules
            .iter()
            .filter(|rule| rule.id.as_str() == "R4")
            .map(|rule| rule.effective_from.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(on("2024-12-31"), ["2023-01-01"]);
    assert_eq!(on("2025-01-01"), ["2025-01-01"]);
    assert_eq!(on("2022-12-31"), Vec::<String>::new());
}

/// An application pins the version under which it was filed; a later one never changes the past.
#[test]
fn catalogues_are_found_by_day_and_by_pin() {
    let mut next = catalogue().clone();
    next.version = id("2027.1");
    next.effective_from = "2027-01-01".parse().unwrap();
    let all = Catalogues::embedded().with(next.clone()).unwrap();
    let on = |day: &str| {
        all.on(day.parse().unwrap())
            .map(|it| it.version.to_string())
    };
    assert_eq!(on("2026-12-31").as_deref(), Some("2023.29"));
    assert_eq!(on("2027-01-01").as_deref(), Some("2027.1"));
    assert_eq!(on("2022-12-31"), None);
    assert_eq!(
        all.pinned(&id("2023.29")).unwrap().version,
        catalogue().version
    );
    assert!(
        all.clone().with(next.clone()).is_err(),
        "the same version twice"
    );
    next.version = id("2027.2");
    assert!(all.with(next).is_err(), "the same day twice");
}

/// A fourteenth matter in a third scene, as an operator would add them: one more file.
const MORE: &str = r#"
[[scenes]]
id = "leaving"
name = { zh = "企业职工离职", en = "Leaving a unit" }
applicant = "person"
matters = [
    { matter = "C1", promise = "3wd", statutory = "10wd" },
    { matter = "B5", promise = "immediate", statutory = "10wd" },
]

[[matters]]
id = "C1"
name = { zh = "失业登记", en = "Registration as unemployed" }
short = { zh = "失业登记", en = "Unemployed" }
line = "employment"
routing = "city"
fields = ["person.name", "person.id_number", "person.id_type", "person.birth", "person.sex", "person.phone", "leaving.date"]
materials = ["leaving_notice"]
document = { zh = "失业登记凭证", en = "Certificate" }
next_step = { zh = "可申领失业保险金。", en = "You may claim benefits." }

[[fields]]
id = "leaving.date"
name = { zh = "离职日期", en = "Left on" }
kind = "date"
required = "always"

[[materials]]
id = "leaving_notice"
name = { zh = "解除通知书", en = "Notice" }
required = "always"
types = ["pdf"]

[[rules]]
id = "C1.left"
name = { zh = "已经离职", en = "Has left" }
matters = ["C1"]
effective_from = "2024-01-01"
words = "失业人员可以申请失业登记。"
words_en = "Who is out of work may register."
basis = "就业服务与就业管理规定"
check = { past = { date = "leaving.date" } }
on_failure = "refuse"
remedy = { zh = "离职后再申请。", en = "Apply once you have left." }

[[prerequisites]]
matter = "B5"
any_of = ["C1"]
kind = "hard"
basis = "先登记后参保"
"#;

#[test]
fn a_fourteenth_matter_and_a_third_scene_are_data_alone() {
    let files: Vec<(&str, &str)> = EMBEDDED.into_iter().chain([("more.toml", MORE)]).collect();
    let grown = Catalogue::parse(&files).unwrap();
    assert_eq!((grown.matters.len(), grown.scenes.len()), (14, 3));
    let mut request = asks("flexible", &["B5"]);
    request.scene = "leaving".to_owned();
    request.matters = vec!["C1".to_owned(), "B5".to_owned()];
    request = request
        .with("leaving.date", "2026-02-27")
        .with_material("leaving_notice");
    request.materials[0].facts.file_type = lianban::domain::material::FileType::Pdf;
    let file = |request: &FilingRequest| {
        let number = ApplicationNo::new("2026-03-02".parse().unwrap(), 7);
        let portal = officer("portal", Role::Portal);
        file(
            request,
            &grown,
            Calendar::embedded(),
            number,
            &portal,
            at(MONDAY),
        )
    };
    let filing = file(&request).unwrap();
    assert_eq!(standings(&items(&filing)), ["C1 received", "B5 waiting"]);
    let desk = |item: &Item| item.desk.division.to_string();
    let desks: Vec<String> = items(&filing).iter().map(desk).collect();
    assert_eq!(desks[0], "370300", "routing to the city is data too");
    assert_ne!(desks[1], desks[0]);
    let early = request.clone().with("leaving.date", "2026-03-31");
    let refusal = file(&early).unwrap_err();
    assert_eq!(refusal.0[0].code(), "rule-failed");
}
