//! 受理条件 R1–R12, each by the sentence of the notice or the law that it stands on, and what its verdict rests on.

use lianban::domain::application::filing::FilingRequest;
use lianban::domain::calendar::Calendar;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::form::Form;
use lianban::domain::id::{FieldId, MatterId};
use lianban::domain::identity::IdNumber;
use lianban::domain::rule::{Evidence, RuleResult, Verdict, evaluate};

use super::applicant::{Change, asks, number};
use super::support::id;

const DAY: &str = "2026-03-02";

/// What a rule says of a request on a day.
fn result(rule: &str, request: &FilingRequest, day: &str) -> RuleResult {
    let catalogue = Catalogue::embedded();
    let matters: Vec<MatterId> = request.matters.iter().map(|matter| id(matter)).collect();
    let day = day.parse().unwrap();
    let form = Form::read(catalogue, &matters, &request.answers, day).unwrap();
    let evidence = Evidence {
        catalogue,
        calendar: Calendar::embedded(),
        form: &form,
        materials: &request.materials,
        matters: &matters,
        day,
    };
    let rules = matters
        .iter()
        .flat_map(|matter| catalogue.rules_on(matter, day));
    let mut of_this_id = rules.filter(|it| it.id.as_str() == rule);
    evaluate(of_this_id.next().unwrap(), &evidence)
}

fn verdict(rule: &str, request: &FilingRequest) -> Verdict {
    result(rule, request, DAY).verdict
}

fn finding(result: &RuleResult, name: &str) -> String {
    let found = result.findings.iter().find(|(found, _)| found == name);
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

fn hire(matter: &str) -> FilingRequest {
    asks("hire", &[matter])
}

fn flexible(matter: &str) -> FilingRequest {
    asks("flexible", &[matter])
}

/// A man (odd) or a woman (even) born on this day.
fn born(request: FilingRequest, birth: &str, sequence: u32) -> FilingRequest {
    request.shared("person.id_number", &number(birth, sequence))
}

/// R1, 社会保险法 58: 用人单位应当自用工之日起三十日内为其职工向社会保险经办机构申请办理社会保险登记.
#[test]
fn r1_the_unit_registers_within_thirty_days_from_the_hire() {
    for matter in ["A2", "A5"] {
        // 2026-02-15 lies in the Spring Festival: rolled to the 24th (民法典 203).
        let request = hire(matter).with("hire.date", "2026-01-16");
        let on = |day| result("R1", &request, day);
        assert_eq!(on("2026-02-24").verdict, Verdict::Pass);
        assert_eq!(finding(&on("2026-02-24"), "term_ends"), "2026-02-24");
        assert_eq!(
            on("2026-02-25").verdict,
            Verdict::Warn,
            "the law orders it all the same"
        );
    }
}

/// R2, 住房公积金管理条例 15: 自录用之日起30日内 … 办理职工住房公积金账户的设立或者转移手续.
#[test]
fn r2_the_unit_has_the_fund_account_opened_within_thirty_days() {
    let request = hire("A6").with("hire.date", "2026-04-01");
    assert_eq!(result("R2", &request, "2026-05-06").verdict, Verdict::Pass);
    assert_eq!(result("R2", &request, "2026-05-07").verdict, Verdict::Warn);
}

/// R3: 在山东省行政区划内常住的.
#[test]
fn r3_the_worker_lives_in_shandong() {
    for (request, matter) in [
        (hire("A1"), "A1"),
        (flexible("B1"), "B1"),
        (flexible("B2"), "B2"),
    ] {
        assert_eq!(verdict("R3", &request), Verdict::Pass, "{matter}");
        let elsewhere = request.shared("person.residence", "elsewhere");
        assert_eq!(verdict("R3", &elsewhere), Verdict::Fail, "{matter}");
    }
}

/// R3: 法定劳动年龄内 — from 16 (劳动法 15), and below the retirement age.
#[test]
fn r3_the_worker_is_of_legal_working_age() {
    assert_eq!(
        verdict("R3", &born(flexible("B1"), "20100302", 123)),
        Verdict::Pass
    );
    assert_eq!(
        verdict("R3", &born(flexible("B1"), "20100303", 123)),
        Verdict::Fail
    );
    assert_eq!(
        verdict("R3", &born(hire("A1"), "19600101", 123)),
        Verdict::Fail
    );
}

/// R3: 有劳动能力.
#[test]
fn r3_the_worker_is_able_to_work() {
    let unable = flexible("B1").with("person.work_ability", "false");
    assert_eq!(verdict("R3", &unable), Verdict::Fail);
}

/// R3: 已经实现单位就业、灵活就业或个体经营.
#[test]
fn r3_the_work_has_begun() {
    for (request, field) in [(hire("A1"), "hire.date"), (flexible("B1"), "work.start")] {
        assert_eq!(
            verdict("R3", &request.clone().with(field, DAY)),
            Verdict::Pass
        );
        let tomorrow = result("R3", &request.with(field, "2026-03-03"), DAY);
        assert_eq!(
            (tomorrow.verdict, finding(&tomorrow, "unmet").as_str()),
            (Verdict::Fail, field)
        );
    }
    let founded = flexible("B2").shared("business.founded", "2026-03-03");
    assert_eq!(verdict("R3", &founded), Verdict::Fail);
}

/// A woman in a worker's post is on the 50 line, in a managing or technical one on the 55 line.
#[test]
fn r3_the_post_decides_a_womans_retirement_age() {
    let woman = |post: &str| born(hire("A1"), "19721001", 124).with("hire.post", post);
    assert_eq!(
        verdict("R3", &woman("manager")),
        Verdict::Pass,
        "53, below 55"
    );
    let worker = result("R3", &woman("worker"), DAY);
    assert_eq!(worker.verdict, Verdict::Fail, "53, past 50");
    assert_eq!(finding(&worker, "retirement"), "50y0m 2022-10");
}

/// R4: 年满16周岁.
#[test]
fn r4_from_the_sixteenth_birthday() {
    for matter in ["B5", "B6"] {
        assert_eq!(
            verdict("R4", &born(flexible(matter), "20100302", 123)),
            Verdict::Pass
        );
        let young = result("R4", &born(flexible(matter), "20100303", 123), DAY);
        assert_eq!(
            (young.verdict, finding(&young, "age").as_str()),
            (Verdict::Fail, "15")
        );
    }
}

/// R4 until 2024: 小于法定退休年龄(女满55周岁，男满60周岁).
#[test]
fn r4_before_2025_women_to_55_and_men_to_60() {
    let on = |birth, sequence, day| result("R4", &born(flexible("B5"), birth, sequence), day);
    for (birth, sequence, last_day, first_day) in [
        ("19640615", 123, "2024-06-14", "2024-06-15"),
        ("19690615", 124, "2024-06-14", "2024-06-15"),
    ] {
        assert_eq!(on(birth, sequence, last_day).verdict, Verdict::Pass);
        let reached = on(birth, sequence, first_day);
        assert_eq!(reached.verdict, Verdict::Fail);
        assert_eq!(reached.effective_from.to_string(), "2023-01-01");
    }
}

/// R4 from 2025, 办法第一条: 男职工和原55岁女职工 每四个月延迟一个月.
#[test]
fn r4_from_2025_the_gradual_schedule() {
    let on = |birth, sequence, day| result("R4", &born(flexible("B5"), birth, sequence), day);
    // facts §6: 男 1967-05 → 60y8m (2028-01); 女55 1974-10 → 56y3m (2031-01).
    for (birth, sequence, last_day, first_day, retirement) in [
        ("19670512", 123, "2028-01-11", "2028-01-12", "60y8m 2028-01"),
        ("19741012", 124, "2031-01-11", "2031-01-12", "56y3m 2031-01"),
    ] {
        assert_eq!(on(birth, sequence, last_day).verdict, Verdict::Pass);
        let reached = on(birth, sequence, first_day);
        assert_eq!(reached.verdict, Verdict::Fail);
        assert_eq!(finding(&reached, "retirement"), retirement);
        assert_eq!(reached.effective_from.to_string(), "2025-01-01");
    }
}

/// Who reached 60 in December 2024 has; who would in January 2025 goes on for a month.
#[test]
fn r4_the_turn_of_the_year_2025_divides_the_two() {
    let on = |birth, day| result("R4", &born(flexible("B5"), birth, 123), day).verdict;
    assert_eq!(on("19641231", "2024-12-31"), Verdict::Fail);
    assert_eq!(
        on("19641231", "2025-01-02"),
        Verdict::Fail,
        "born before 1965: not delayed"
    );
    assert_eq!(on("19650102", "2025-01-31"), Verdict::Pass);
    assert_eq!(on("19650102", "2025-02-02"), Verdict::Fail);
}

/// R5: 在山东省内居住的; a Shandong household is not asked for.
#[test]
fn r5_living_in_shandong_is_enough() {
    for matter in ["B5", "B6"] {
        let fields = &Catalogue::embedded().matter(&id(matter)).unwrap().fields;
        assert!(!fields.contains(&id("person.household_address")));
        assert_eq!(verdict("R5", &flexible(matter)), Verdict::Pass);
        let elsewhere = flexible(matter).shared("person.residence", "elsewhere");
        assert_eq!(verdict("R5", &elsewhere), Verdict::Fail);
    }
}

/// R6: 无雇工的个体工商户、未在用人单位参加…的非全日制从业人员以及其他灵活就业人员.
#[test]
fn r6_only_flexible_workers_and_businesses_without_employees() {
    for matter in ["B5", "B6"] {
        let kind = |kind: &str| flexible(matter).with("flexible.kind", kind);
        assert_eq!(verdict("R6", &kind("other")), Verdict::Pass);
        assert_eq!(verdict("R6", &kind("part_time")), Verdict::Pass);
        assert_eq!(verdict("R6", &kind("employee")), Verdict::Fail);
        let business = |employees| kind("self_employed").with("business.employees", employees);
        assert_eq!(verdict("R6", &business("0")), Verdict::Pass);
        assert_eq!(verdict("R6", &business("1")), Verdict::Fail);
    }
}

/// R7: 未在用人单位参加基本养老保险或基本医疗保险, each insurance by itself (B5 and B6 are independent).
#[test]
fn r7_not_insured_as_an_employee_for_that_insurance() {
    let pension = |status| flexible("B5").shared("pension.status", status);
    assert_eq!(verdict("R7", &pension("stopped")), Verdict::Pass);
    assert_eq!(verdict("R7", &pension("employee")), Verdict::Fail);
    let both = asks("flexible", &["B5", "B6"]).shared("medical.status", "employee");
    assert_eq!(verdict("R7", &both), Verdict::Pass, "pension is free");
    let medical = flexible("B6").shared("medical.status", "employee");
    assert_eq!(verdict("R7", &medical), Verdict::Fail);
}

/// R8: 企业在省内公共就业人才服务机构已经办理单位委托集体存档业务.
#[test]
fn r8_the_unit_has_the_collective_archive_service() {
    assert_eq!(verdict("R8", &hire("A4")), Verdict::Pass);
    let without = hire("A4").shared("unit.collective_archive", "none");
    assert_eq!(verdict("R8", &without), Verdict::Fail);
}

/// R9: 已设立住房公积金单位账户的缴存单位.
#[test]
fn r9_the_unit_has_a_fund_account() {
    assert_eq!(verdict("R9", &hire("A6")), Verdict::Pass);
    for status in ["none", "closed"] {
        let without = hire("A6").shared("unit.fund_account", status);
        assert_eq!(verdict("R9", &without), Verdict::Fail);
    }
}

/// R10: 目前已持有山东省社会保障卡，无需再次申领; 成年人.
#[test]
fn r10_who_holds_a_card_needs_none_and_minors_are_elsewhere() {
    assert_eq!(verdict("R10", &hire("A3")), Verdict::Pass);
    let holder = hire("A3").shared("card.status", "held");
    assert_eq!(verdict("R10", &holder), Verdict::NotNeeded);
    assert_eq!(
        verdict("R10.adult", &born(hire("A3"), "20100302", 123)),
        Verdict::Pass
    );
    assert_eq!(
        verdict("R10.adult", &born(hire("A3"), "20100303", 123)),
        Verdict::Fail
    );
}

/// R11: 已办理养老保险参保登记或者医疗保险参保登记.
#[test]
fn r11_paid_is_only_what_one_is_registered_for() {
    let pays = |insurance| flexible("B7").with("payment.insurance", insurance);
    assert_eq!(verdict("R11", &pays("pension")), Verdict::Fail);
    let enrolled = |request: FilingRequest| request.shared("medical.status", "flexible");
    assert_eq!(verdict("R11", &enrolled(pays("medical"))), Verdict::Pass);
    assert_eq!(verdict("R11", &enrolled(pays("pension"))), Verdict::Fail);
    assert_eq!(verdict("R11", &enrolled(pays("both"))), Verdict::Fail);
    let together = asks("flexible", &["B5", "B7"]).with("payment.insurance", "pension");
    assert_eq!(
        verdict("R11", &together),
        Verdict::Pass,
        "asked for in the same application"
    );
}

/// R12: 原档案存档类型为单位存档的需提交此材料，个人存档不需要提供.
#[test]
fn r12_an_archive_kept_by_a_unit_needs_a_certificate_of_leaving() {
    assert_eq!(verdict("R12", &flexible("B4")), Verdict::Pass);
    let unit = flexible("B4").shared("archive.kind", "unit");
    assert_eq!(verdict("R12", &unit), Verdict::Fail);
    for kind in ["leaving_certificate", "termination_certificate"] {
        assert_eq!(
            verdict("R12", &unit.clone().with_material(kind)),
            Verdict::Pass
        );
    }
    let declared = flexible("B4").declared("archive.kind", "personal");
    assert_eq!(
        verdict("R12", &declared),
        Verdict::Judge,
        "a mere word frees nobody"
    );
}

/// facts §5.4: unit insured-registered; person not active in another unit (previous unit 减员 first).
#[test]
fn r13_unit_registered_and_worker_insured_nowhere_else() {
    for (matter, unit, person) in [
        ("A2", "unit.pension_status", "pension.status"),
        ("A5", "unit.medical_status", "medical.status"),
    ] {
        assert_eq!(verdict("R13", &hire(matter)), Verdict::Pass);
        assert_eq!(
            verdict("R13", &hire(matter).shared(unit, "none")),
            Verdict::Fail
        );
        for status in ["employee", "flexible"] {
            assert_eq!(
                verdict("R13", &hire(matter).shared(person, status)),
                Verdict::Fail
            );
        }
    }
}

/// facts §5.4: B6 with active 居民医保 must be stopped: checked, not turned away.
#[test]
fn r14_residents_insurance_is_a_warning() {
    let resident = flexible("B6").shared("medical.status", "resident");
    assert_eq!(verdict("R14", &resident), Verdict::Warn);
    assert_eq!(verdict("R7", &resident), Verdict::Pass);
}

/// 附件2 五.2, 五.3: an archive comes from elsewhere, and leaves from a public agency in the province.
#[test]
fn r15_r16_where_the_archive_is() {
    let here = |request: FilingRequest| request.shared("archive.place", "here");
    assert_eq!(verdict("R15", &flexible("B3")), Verdict::Pass);
    assert_eq!(verdict("R15", &here(flexible("B3"))), Verdict::NotNeeded);
    assert_eq!(verdict("R16", &here(flexible("B4"))), Verdict::Pass);
    let at_a_unit = flexible("B4").shared("archive.place", "unit");
    assert_eq!(verdict("R16", &at_a_unit), Verdict::Fail);
}

/// 住房公积金管理条例 15: 设立或者转移 — who has an account transfers it.
#[test]
fn r17_who_has_a_fund_account_transfers_it() {
    let has = hire("A6").shared("fund.account", "active");
    assert_eq!(verdict("R17", &has), Verdict::Fail);
}

/// 人社部发〔2021〕112号: cadre-class files by 机要 or 专人 only.
#[test]
fn r18_the_archive_of_a_cadre_goes_by_confidential_post_or_messenger() {
    let cadre = |method| {
        let request = flexible("B3").with("archive.identity", "cadre");
        request.with("archive.transfer_method", method)
    };
    assert_eq!(verdict("R18", &cadre("express")), Verdict::Fail);
    assert_eq!(verdict("R18", &cadre("messenger")), Verdict::Pass);
    let worker = flexible("B3").with("archive.transfer_method", "express");
    assert_eq!(verdict("R18", &worker), Verdict::Pass);
}

/// 附件2 五.4: 不含生育保险，不设医保个人账户.
#[test]
fn r19_the_applicant_knows_what_is_not_insured() {
    let unaware = flexible("B6").with("medical.acknowledged", "false");
    assert_eq!(verdict("R19", &unaware), Verdict::Fail);
}

/// A fact from shared data counts for sure; one that is merely declared, though a register could tell, is judged by
/// the officer where it would pass, and fails where it fails.
#[test]
fn a_declared_fact_is_left_to_the_officer() {
    let declared = |status| hire("A6").declared("unit.fund_account", status);
    let result = result("R9", &declared("active"), DAY);
    assert_eq!(result.verdict, Verdict::Judge);
    assert_eq!(finding(&result, "unverified"), "unit.fund_account");
    assert_eq!(verdict("R9", &declared("none")), Verdict::Fail);
}

#[test]
fn a_disputed_fact_is_left_to_the_officer() {
    let request = hire("A6").shared("unit.fund_account", "none");
    let disputed = request.with("unit.fund_account", "active");
    assert_eq!(verdict("R9", &disputed), Verdict::Judge);
}

/// Fields that no register knows count as they are declared.
#[test]
fn what_only_the_applicant_can_know_counts() {
    assert_eq!(verdict("R1", &hire("A2")), Verdict::Pass);
}

/// Evaluate at submission; store rule version and inputs with the case.
#[test]
fn the_result_keeps_version_and_inputs() {
    let result = result("R4", &flexible("B5"), DAY);
    let inputs: Vec<(FieldId, Option<String>)> = result
        .inputs
        .iter()
        .map(|(field, entry)| {
            (
                field.clone(),
                entry.as_ref().map(|entry| entry.value.plain()),
            )
        })
        .collect();
    assert_eq!(
        inputs,
        [
            (id("person.birth"), Some("1990-03-07".to_owned())),
            (id("person.sex"), Some("male".to_owned())),
        ]
    );
    assert_eq!(result.effective_from.to_string(), "2025-01-01");
}

/// The 2017 card says neither birth nor sex: declared, they are judged.
#[test]
fn a_card_that_does_not_say_the_age_leaves_it_to_the_officer() {
    let numbers = (0..10).map(|check| format!("USA37037203101{check}"));
    let mut valid = numbers.filter(|number| number.parse::<IdNumber>().is_ok());
    let request = flexible("B5")
        .declared("person.id_number", &valid.next().unwrap())
        .with("person.birth", "1972-03-10")
        .with("person.sex", "male");
    assert_eq!(verdict("R4", &request), Verdict::Judge);
}
