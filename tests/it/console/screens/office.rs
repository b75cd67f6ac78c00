//! An office that answers: invented items at 张店区人社局 on a Tuesday morning.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use lianban::api::applications::{CombinedResultView, ItemResult};
use lianban::api::backlog::{Backlog, BacklogCell};
use lianban::api::items::{
    ClockView, Due, EventView, FormField, InboxCounts, ItemDetail, ItemRow, MaterialView, MoveView,
    ResultFileView, RuleCounts, RuleView, SiblingView,
};
use lianban::domain::calendar::Calendar;
use lianban::domain::deadline::{Clock, Limit};

pub use super::staff::{colleagues, stand_ins, supervisor, wang_min};

/// Tuesday, 24 November 2026, 09:30 in Zibo.
pub fn now() -> DateTime<Utc> {
    "2026-11-24T09:30:00+08:00".parse().unwrap()
}

/// What distinguishes a row.
pub struct Sketch {
    pub no: &'static str,
    pub person: &'static str,
    pub unit: Option<&'static str>,
    pub state: &'static str,
    /// Hours from now, negative for late.
    pub due: Option<i64>,
    pub light: &'static str,
    pub mine: Mine,
    pub warn: u32,
}

#[derive(PartialEq)]
pub enum Mine {
    Yes,
    No,
}

pub const SKETCHES: [Sketch; 8] = [
    sketch(
        "ZB261120-00317-4-A1",
        "张*丰",
        Some("淄博某某机械有限公司"),
        "reviewing",
        Some(-16),
        "yellow_card",
        Mine::Yes,
        1,
    ),
    sketch(
        "ZB261124-00012-9-B1",
        "李*",
        None,
        "received",
        Some(2),
        "yellow",
        Mine::No,
        0,
    ),
    sketch(
        "ZB261124-00044-1-A3",
        "欧阳*雪",
        Some("山东某某化工股份公司"),
        "received",
        Some(7),
        "green",
        Mine::No,
        0,
    ),
    sketch(
        "ZB261123-00101-6-B3",
        "赵*",
        None,
        "reviewing",
        Some(79),
        "green",
        Mine::Yes,
        0,
    ),
    sketch(
        "ZB261102-00008-2-A2",
        "𠮷*郎",
        Some("张店某某餐饮店"),
        "second_review",
        Some(-90),
        "red_card",
        Mine::No,
        0,
    ),
    sketch(
        "ZB261123-00102-4-B2",
        "孙*\u{202e}梅",
        None,
        "correcting",
        Some(200),
        "green",
        Mine::No,
        0,
    ),
    sketch(
        "ZB261122-00040-7-B5",
        "周*",
        None,
        "suspended",
        None,
        "green",
        Mine::Yes,
        0,
    ),
    sketch(
        "ZB261121-00033-3-B7",
        "吴*",
        None,
        "waiting",
        None,
        "green",
        Mine::No,
        0,
    ),
];

#[expect(clippy::too_many_arguments, reason = "a row of a table")]
const fn sketch(
    no: &'static str,
    person: &'static str,
    unit: Option<&'static str>,
    state: &'static str,
    due: Option<i64>,
    light: &'static str,
    mine: Mine,
    warn: u32,
) -> Sketch {
    Sketch {
        no,
        person,
        unit,
        state,
        due,
        light,
        mine,
        warn,
    }
}

fn wire(at: DateTime<Utc>) -> String {
    let china = chrono::FixedOffset::east_opt(8 * 3600).unwrap();
    at.with_timezone(&china).to_rfc3339()
}

/// Work days to the day of a due time so many hours from now, as the server counts them.
fn work_days_to(hours: i64) -> i32 {
    let calendar = Calendar::embedded();
    let due = calendar.date(now() + Duration::hours(hours) + Duration::minutes(30));
    let today = calendar.date(now());
    let between = |from, to| calendar.work_days_between(from, to).cast_signed();
    between(today, due) - between(due, today)
}

pub fn row(sketch: &Sketch) -> ItemRow {
    let (application, matter) = sketch.no.rsplit_once('-').unwrap();
    let mine = sketch.mine == Mine::Yes;
    ItemRow {
        no: sketch.no.to_owned(),
        application: application.to_owned(),
        scene: if matter.starts_with('A') {
            "hire"
        } else {
            "flexible"
        }
        .to_owned(),
        matter: matter.to_owned(),
        department: "hrss".to_owned(),
        line: "employment".to_owned(),
        division: "370303".to_owned(),
        channel: if matter.starts_with('A') {
            "app"
        } else {
            "portal"
        }
        .to_owned(),
        state: sketch.state.to_owned(),
        outcome: None,
        version: 3,
        person: sketch.person.to_owned(),
        unit: sketch.unit.map(ToOwned::to_owned),
        filed_at: wire(now() - Duration::days(1)),
        accepted_at: None,
        changed_at: wire(now() - Duration::hours(20)),
        due: sketch.due.map(|hours| Due {
            at: wire(now() + Duration::hours(hours) + Duration::minutes(30)),
            provisional: false,
        }),
        work_days_left: sketch.due.map(work_days_to),
        light: sketch.light.to_owned(),
        assignee: mine.then(|| "wangmin".to_owned()),
        assignee_name: mine.then(|| "王敏".to_owned()),
        rules: RuleCounts {
            pass: 4 - sketch.warn,
            warn: sketch.warn,
            judge: 0,
        },
        correction_rounds: u32::from(sketch.state == "correcting"),
        deemed_accepted: sketch.light == "red_card",
    }
}

/// So many received items, one a minute.
pub fn many(count: u32) -> Vec<ItemRow> {
    let due = |place: u32| now() + Duration::hours(30) + Duration::minutes(place.into());
    let rows = (1..=count).map(|place| ItemRow {
        no: format!("ZB261124-{place:05}-0-B1"),
        due: Some(Due {
            at: wire(due(place)),
            provisional: false,
        }),
        ..row(&SKETCHES[1])
    });
    rows.collect()
}

pub fn rows() -> Vec<ItemRow> {
    SKETCHES.iter().map(row).collect()
}

fn field(id: &str, value: &str) -> FormField {
    FormField {
        field: id.to_owned(),
        value: value.to_owned(),
        masked: value.contains('*'),
        source: "applicant".to_owned(),
        register: None,
        fetched_at: None,
        registered: None,
        before: None,
    }
}

fn shared(id: &str, value: &str) -> FormField {
    FormField {
        source: "shared".to_owned(),
        register: Some("population".to_owned()),
        fetched_at: Some(wire(now() - Duration::days(1))),
        ..field(id, value)
    }
}

fn form(row: &ItemRow) -> Vec<FormField> {
    let mut form = vec![
        shared("person.name", &row.person),
        shared("person.id_number", "370303********1234"),
        FormField {
            source: "derived".to_owned(),
            ..field("person.sex", "男")
        },
        FormField {
            source: "derived".to_owned(),
            ..field("person.birth", "1990-05-17")
        },
        field("person.phone", "138****8000"),
        FormField {
            before: Some("张店区马尚镇".to_owned()),
            ..field(
                "person.address",
                "淄博市张店区马尚街道九级社区新村西路甲一百二十八号楼三单元",
            )
        },
    ];
    if row.unit.is_some() {
        form.insert(0, shared("unit.name", row.unit.as_deref().unwrap()));
        form.push(field("hire.date", "2026-10-10"));
    }
    form
}

fn rules(row: &ItemRow) -> Vec<RuleView> {
    let rule = |id: &str, name: &str, verdict: &str, words: &str, basis: &str| RuleView {
        rule: id.to_owned(),
        name: name.to_owned(),
        verdict: verdict.to_owned(),
        words: words.to_owned(),
        basis: basis.to_owned(),
        inputs: vec![
            ("录用日期".to_owned(), "2026-10-10".to_owned()),
            ("期限届满".to_owned(), "2026-11-09".to_owned()),
        ],
    };
    let mut rules = vec![rule(
        "R3",
        "就业登记对象",
        "pass",
        "在法定劳动年龄内、有劳动能力、常住山东且已就业的人员",
        "淄人社函〔2023〕29号 附件1 一",
    )];
    if row.rules.warn > 0 {
        rules.push(rule(
            "R1",
            "用工之日起三十日内",
            "warn",
            "用人单位应当自用工之日起三十日内为其职工申请办理社会保险登记",
            "社会保险法第五十八条",
        ));
    }
    rules
}

fn materials(row: &ItemRow) -> Vec<MaterialView> {
    if row.matter != "A3" {
        return vec![];
    }
    let material = |kind: &str, ordinal: Option<u32>, findings: &[&str]| MaterialView {
        kind: kind.to_owned(),
        ordinal,
        required: true,
        file_name: ordinal.map(|n| {
            let ending = if n == 2 { "pdf" } else { "jpg" };
            format!("{kind}\u{1b}[31m.{ending}")
        }),
        file_type: ordinal.map(|_| "jpeg".to_owned()),
        size: ordinal.map(|_| 184_320),
        pixels: ordinal.map(|_| (1200, 800)),
        bits: ordinal.map(|_| 24),
        white_border_percent: None,
        pages: None,
        digest: ordinal.map(|n| format!("{n}").repeat(64)),
        uploaded_at: ordinal.map(|_| wire(now() - Duration::days(1))),
        findings: findings.iter().map(|words| (*words).to_owned()).collect(),
    };
    vec![
        material("id_card_front", Some(1), &[]),
        material("id_card_back", None, &[]),
        material("photo", Some(2), &["宽 1200 像素，应为 358 像素"]),
    ]
}

fn clocks(row: &ItemRow) -> Vec<ClockView> {
    let start: DateTime<Utc> = "2026-11-20T10:15:00+08:00".parse().unwrap();
    let clock = Clock::start(Limit::WorkDays(5), start, Calendar::embedded());
    vec![ClockView {
        clock: "promise".to_owned(),
        limit: "5wd".to_owned(),
        started_at: wire(start),
        due: Due {
            at: wire(clock.due.at),
            provisional: clock.due.provisional,
        },
        stopped: row.state == "suspended",
        steps: clock.explain(Calendar::embedded()),
    }]
}

pub fn detail(row: &ItemRow) -> ItemDetail {
    let event = |version: u64,
                 event: &str,
                 by: &str,
                 role: Option<&str>,
                 words: &str,
                 opinion: Option<&str>| EventView {
        version,
        event: event.to_owned(),
        at: wire(now() - Duration::hours(24) + Duration::hours(i64::try_from(version).unwrap())),
        by: by.to_owned(),
        role: role.map(ToOwned::to_owned),
        words: words.to_owned(),
        opinion: opinion.map(ToOwned::to_owned),
    };
    ItemDetail {
        row: row.clone(),
        catalogue: lianban::domain::catalogue::Catalogue::embedded()
            .version
            .to_string(),
        form: form(row),
        rules: rules(row),
        materials: materials(row),
        clocks: clocks(row),
        timeline: vec![
            event(
                1,
                "filed",
                "爱山东",
                Some("portal"),
                "经爱山东申报，分送张店区人社局",
                None,
            ),
            event(2, "claimed", "李强", Some("handler"), "领取", None),
            event(3, "claim_released", "李强", Some("handler"), "放回", None),
            event(4, "claimed", "王敏", Some("handler"), "领取", None),
            event(
                5,
                "noted",
                "王敏",
                Some("handler"),
                "备注",
                Some("已电话核实用工日期。\n单位补缴十月份。"),
            ),
        ],
        siblings: vec![
            SiblingView {
                no: format!("{}-A5", row.application),
                matter: "A5".to_owned(),
                desk: "张店区医保分局".to_owned(),
                state: "closed".to_owned(),
                outcome: Some("approved".to_owned()),
                prerequisite: false,
            },
            SiblingView {
                no: format!("{}-A6", row.application),
                matter: "A6".to_owned(),
                desk: "淄博市公积金中心".to_owned(),
                state: "received".to_owned(),
                outcome: None,
                prerequisite: true,
            },
        ],
        correction: None,
        feedback: None,
        delivery: None,
        moves: moves(row),
    }
}

fn moves(row: &ItemRow) -> Vec<MoveView> {
    let open = |action: &str| match (action, row.state.as_str()) {
        ("claim", _) => row.assignee.is_none(),
        ("release_claim", _) => row.assignee.is_some(),
        ("accept" | "not_accept", "received")
        | ("refuse" | "suspend" | "send_to_second_review" | "forward", "reviewing")
        | ("approve" | "request_correction" | "not_needed", "received" | "reviewing")
        | ("note" | "void" | "view_clear" | "transfer" | "assign", _) => true,
        _ => false,
    };
    lianban::domain::item::command::Move::ALL
        .into_iter()
        .map(|known| MoveView {
            action: known.code().to_owned(),
            why_not: (!open(known.code())).then(|| format!("办件现在不能“{}”。", known.code())),
        })
        .collect()
}

pub fn counts() -> InboxCounts {
    InboxCounts {
        at: wire(now()),
        open: 128,
        yellow: 6,
        yellow_card: 1,
        red_card: 1,
        by_state: BTreeMap::new(),
    }
}

/// A file that the applicant was given, told from others by its digest.
pub fn result_file(file_name: &str, digest: char) -> ResultFileView {
    ResultFileView {
        digest: digest.to_string().repeat(64),
        file_name: file_name.to_owned(),
        file_type: "pdf".to_owned(),
        size: 40_674,
        pixels: None,
        pages: Some(1),
    }
}

pub fn result(application: &str) -> CombinedResultView {
    let item = |matter: &str, outcome: Option<&str>, words: &str| ItemResult {
        files: outcome
            .map(|_| result_file("就业登记凭证.pdf", 'c'))
            .into_iter()
            .collect(),
        no: format!("{application}-A1"),
        matter: matter.to_owned(),
        desk: "张店区人社局".to_owned(),
        state: if outcome.is_some() {
            "closed"
        } else {
            "reviewing"
        }
        .to_owned(),
        outcome: outcome.map(ToOwned::to_owned),
        words: words.to_owned(),
        document: outcome.map(|_| "就业登记凭证 3703032026112400123".to_owned()),
        fields: vec![],
        reason: None,
        basis: None,
        remedy: None,
        delivery: None,
        next_step: "可在“我的办件”下载就业登记凭证。".to_owned(),
        due: None,
    };
    CombinedResultView {
        application: application.to_owned(),
        scene: "单位就业（员工录用）".to_owned(),
        applicant: "淄博某某机械有限公司".to_owned(),
        filed_at: wire(now() - Duration::days(1)),
        state: "partly_closed".to_owned(),
        summary: "部分办结：2 项中 1 项已办结，准予 1".to_owned(),
        items: vec![
            item("单位就业登记", Some("approved"), "已办结：准予"),
            item("职工养老保险参保登记(增员)", None, "正在审核"),
        ],
    }
}

pub fn backlog() -> Backlog {
    let cell =
        |department: &str, division: &str, open: u64, late: u64, red_card: u64| BacklogCell {
            department: department.to_owned(),
            division: division.to_owned(),
            open,
            due_today: open / 10,
            late,
            yellow: late,
            yellow_card: late.saturating_sub(red_card),
            red_card,
        };
    Backlog {
        at: wire(now()),
        cells: vec![
            cell("hrss", "370303", 128, 3, 1),
            cell("medical", "370303", 40, 0, 0),
            cell("hrss", "370302", 77, 12, 0),
            cell("fund", "370300", 205, 0, 0),
            cell("tax", "370305", 9, 1, 1),
        ],
    }
}

/// A card photo of sorts.
pub fn photo() -> Vec<u8> {
    let picture = RgbImage::from_fn(120, 80, |x, y| {
        if x / 20 % 2 == y / 20 % 2 {
            Rgb([220, 40, 40])
        } else {
            Rgb([240, 240, 240])
        }
    });
    let mut bytes = std::io::Cursor::new(vec![]);
    DynamicImage::ImageRgb8(picture)
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
