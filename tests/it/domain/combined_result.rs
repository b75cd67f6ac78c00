//! 一端出件: one result of the whole application, a list per item and never one yes or no.

use std::fmt::Write as _;

use lianban::domain::application::result::{CombinedState, NextStep};
use lianban::domain::catalogue::Catalogue;
use lianban::domain::item::Outcome;
use lianban::domain::item::command::{Command, FeedbackDraft};
use lianban::words::{Lang, result as words};

use super::applicant::{Change, asks};
use super::support::{
    approve, dispatch, grounds, id, refuse, request_correction, suspend, to_second_review,
};
use super::work::Work;

fn hire(matters: &[&str]) -> Work {
    Work::on(&asks("hire", matters))
}

fn feedback(fields: &[(&str, &str)]) -> Command {
    Command::RecordFeedback(FeedbackDraft {
        document_no: Some("淄就登〔2026〕0317号".to_owned()),
        fields: fields
            .iter()
            .map(|(field, value)| (id(field), (*value).to_owned()))
            .collect(),
        words: String::new(),
        files: vec![],
    })
}

/// What the applicant reads, as text.
fn page(work: &Work, lang: Lang) -> String {
    let result = work.result();
    let mut page = format!("{}\n", words::summary(lang, &result));
    for item in &result.items {
        let name = lang.label(&item.matter.name);
        writeln!(page, "{name}: {}", words::standing(lang, item)).unwrap();
        let catalogue = Catalogue::embedded();
        let lines = [
            words::document(lang, item),
            item.reason().map(str::to_owned),
            words::delivery(lang, item),
            Some(words::next_step(lang, item, catalogue)),
        ];
        for line in lines.into_iter().flatten() {
            writeln!(page, "  {line}").unwrap();
        }
    }
    page
}

/// domain.md: 办理中 · 部分办结 · 全部办结 (then it says how many 准予, 不予 and so on).
#[test]
fn the_state_says_how_many_items_are_closed_and_the_counts_how() {
    let work = hire(&["A1", "A2", "A6"]);
    assert_eq!(work.result().state, CombinedState::InProgress);
    let work = work.does("A1", &[Command::Accept, approve()]);
    assert_eq!(work.result().state, CombinedState::PartlyClosed);
    assert_eq!(
        words::summary(Lang::Zh, &work.result()),
        "部分办结：共 3 项，已办结 1 项（准予 1）。"
    );
    let work = work
        .does("A2", &[Command::Accept, refuse()])
        .does("A6", &[Command::Accept, approve()]);
    let result = work.result();
    assert_eq!(result.state, CombinedState::AllClosed);
    assert_eq!(result.counts[&Outcome::Approved], 2);
    assert_eq!(
        words::summary(Lang::Zh, &result),
        "全部办结：准予 2、不予 1。"
    );
}

#[test]
fn an_application_of_which_nothing_was_approved_is_closed_too() {
    let work = hire(&["A1"]).does("A1", &[Command::Accept, refuse()]);
    assert_eq!(
        words::summary(Lang::Zh, &work.result()),
        "全部办结：不予 1。"
    );
}

/// 七: 各事项分别反馈办理结果, in the notice's order whatever was decided first.
#[test]
fn the_items_stand_in_the_order_of_the_notice() {
    let work = hire(&["A6", "A1"]).does("A6", &[Command::Accept, approve()]);
    let order: Vec<String> = work
        .result()
        .items
        .iter()
        .map(|it| it.item.matter.to_string())
        .collect();
    assert_eq!(order, ["A1", "A6"]);
}

/// 行政许可法 38: an applicant who is refused reads reason and remedy; the opinion stays in the file.
#[test]
fn a_refusal_shows_reason_and_remedy_and_not_the_opinion() {
    let work = hire(&["A1"]).does("A1", &[Command::Accept, refuse()]);
    let result = work.result();
    let item = &result.items[0];
    assert_eq!(item.reason(), Some("经核实，不符合受理条件。"));
    assert!(matches!(item.next_step, NextStep::Remedy(_)));
    let next = words::next_step(Lang::Zh, item, Catalogue::embedded());
    assert!(next.contains("行政复议") && next.contains("行政诉讼"));
    assert!(!page(&work, Lang::Zh).contains("不符合。\n"), "the opinion");
}

/// 十: 选择办理“社会保障卡”的，通过邮寄方式送达.
#[test]
fn the_card_is_mailed_and_its_way_is_shown() {
    let delivery = |work: &Work| words::delivery(Lang::Zh, &work.result().items[0]).unwrap();
    let next = |work: &Work| work.result().items[0].next_step.code();
    let work = hire(&["A3"]).does(
        "A3",
        &[
            Command::Accept,
            approve(),
            feedback(&[("bank", "中国工商银行")]),
        ],
    );
    assert_eq!(
        (delivery(&work).as_str(), next(&work)),
        ("待寄出", "mail_to_send")
    );
    let work = work.does("A3", &[dispatch()]);
    assert_eq!(
        (delivery(&work).as_str(), next(&work)),
        ("已寄出：EMS EB123456789CN", "mail_sent")
    );
    let reason = "地址不详".to_owned();
    let work = work.does("A3", &[Command::ReturnDelivery { reason }]);
    assert_eq!(
        (delivery(&work).as_str(), next(&work)),
        ("退回：地址不详", "mail_came_back")
    );
    let work = work.does("A3", &[dispatch(), Command::Deliver]);
    assert_eq!(next(&work), "approved", "activate it");
}

/// 十: 在线查询 for everything else.
#[test]
fn everything_else_is_there_to_be_downloaded() {
    let work = hire(&["A1"]).does("A1", &[Command::Accept, approve()]);
    let delivery = words::delivery(Lang::Zh, &work.result().items[0]);
    assert_eq!(delivery.as_deref(), Some("可在“我的办件”查询和下载"));
}

#[test]
fn the_document_is_named_with_its_number_once_it_is_fed_back() {
    let work = hire(&["A1"]).does("A1", &[Command::Accept, approve()]);
    assert_eq!(words::document(Lang::Zh, &work.result().items[0]), None);
    let registered = [
        ("registration_no", "J0317"),
        ("registered_on", "2026-03-02"),
    ];
    let work = work.does("A1", &[feedback(&registered)]);
    let document = words::document(Lang::Zh, &work.result().items[0]);
    assert_eq!(
        document.as_deref(),
        Some("就业登记凭证 淄就登〔2026〕0317号")
    );
}

#[test]
fn each_open_state_says_what_comes_next() {
    let next = |matter: &str, commands: &[Command]| {
        let work = hire(&[matter]).does(matter, commands);
        let result = work.result();
        words::next_step(Lang::Zh, &result.items[0], Catalogue::embedded())
    };
    let wait = "请等待部门办理，有结果时会通知您。";
    assert_eq!(next("A1", &[]), wait);
    assert_eq!(next("A1", &[Command::Accept]), wait);
    assert_eq!(next("A1", &[Command::Accept, to_second_review()]), wait);
    assert_eq!(
        next("A1", &[request_correction()]),
        "请在 2026-03-23 17:00 前按补正告知修改或补交材料，逾期将退件。"
    );
    assert_eq!(
        next("A1", &[Command::Accept, suspend()]),
        "请等待特别程序结束，预计 5 个工作日。"
    );
}

#[test]
fn who_waits_reads_for_what_and_who_fails_after_what() {
    let request = asks("flexible", &["B5", "B7"]);
    let next =
        |work: &Work| words::next_step(Lang::Zh, &work.result().items[1], Catalogue::embedded());
    let work = Work::on(&request);
    assert_eq!(
        next(&work),
        "请等待“养老保险参保登记”办结后自动继续，无需操作。"
    );
    let work = work.does(
        "B5",
        &[Command::NotAccept(grounds("not_accept.outside_scope"))],
    );
    assert_eq!(
        next(&work),
        "请先办成“养老保险参保登记”，再重新申请本事项。"
    );
}

#[test]
fn a_whole_result_reads_like_this() {
    let registered = [
        ("registration_no", "J0317"),
        ("registered_on", "2026-03-02"),
    ];
    let request = asks("hire", &["A1", "A2", "A3", "A6"]).shared("card.status", "held");
    let work = Work::on(&request)
        .does("A1", &[Command::Accept, approve(), feedback(&registered)])
        .does("A6", &[Command::Accept, refuse()]);
    insta::assert_snapshot!(page(&work, Lang::Zh));
    insta::assert_snapshot!(page(&work, Lang::En));
}
