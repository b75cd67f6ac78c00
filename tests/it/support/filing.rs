//! Applications that can be filed, for any choice of matters. People are invented, their numbers valid.

use std::collections::BTreeMap;

use lianban::api::applications::{FilingRequest, SharedFact};
use lianban::domain::form::Raw;

/// What the applicant fills in, whatever is chosen.
const ANSWERS: &[(&str, &str)] = &[
    ("person.phone", "13805330001"),
    ("person.household_type", "urban"),
    ("person.household_address", "淄博市张店区人民西路1号"),
    ("person.residence", "shandong"),
    ("person.address", "淄博市张店区柳泉路2号"),
    ("person.education", "bachelor"),
    ("person.political_status", "none"),
    ("person.marital_status", "single"),
    ("person.ethnic_group", "01"),
    ("person.id_valid_from", "2020-01-01"),
    ("unit.uscc", "12100000400000624D"),
    ("unit.name", "淄博远航机械有限公司"),
    ("unit.legal_representative", "韩远航"),
    ("unit.address", "淄博市张店区西四路3号"),
    ("unit.agent_name", "秦晓"),
    ("unit.agent_phone", "13805330002"),
    ("unit.pension_no", "37030012"),
    ("unit.medical_no", "37030013"),
    ("unit.fund_no", "37030014"),
    ("unit.archive_agreement_no", "DA-2025-7"),
    ("hire.date", "2026-02-20"),
    ("hire.form", "contract"),
    ("hire.person_kind", "new_entrant"),
    ("hire.contract_type", "open"),
    ("hire.contract_start", "2026-02-20"),
    ("hire.post", "manager"),
    ("hire.occupation", "质检员"),
    ("hire.wage", "5200.00"),
    ("hire.workplace", "淄博市张店区"),
    ("hire.insured_from", "2026-03"),
    ("card.bank", "icbc"),
    ("card.recipient", "收件人"),
    ("card.recipient_phone", "13805330003"),
    ("card.mail_address", "淄博市张店区柳泉路2号"),
    ("archive.holder", "桓台县人才服务中心"),
    ("archive.holder_address", "淄博市桓台县中心大街"),
    ("archive.identity", "worker"),
    ("archive.reason", "就业"),
    ("archive.transfer_method", "express"),
    ("archive.to_name", "淄博市人才服务中心"),
    ("archive.to_kind", "agency"),
    ("archive.to_address", "淄博市张店区"),
    ("archive.to_contact", "姜涛"),
    ("archive.to_phone", "0533-2180001"),
    ("archive.leave_reason", "调动"),
    ("fund.base", "5200.00"),
    ("fund.unit_percent", "8"),
    ("fund.person_percent", "8"),
    ("work.form", "freelance"),
    ("work.occupation", "设计"),
    ("work.start", "2026-01-10"),
    ("work.division", "370303"),
    ("business.scope", "零售"),
    ("flexible.kind", "other"),
    ("pension.method", "month"),
    ("pension.base_percent", "60"),
    ("pension.insured_from", "2026-03"),
    ("medical.base_percent", "60"),
    ("medical.insured_from", "2026-03"),
    ("payment.insurance", "pension"),
    ("payment.from", "2026-03"),
    ("payment.to", "2026-03"),
    ("payment.channel", "app"),
];

/// What shared data says.
const SHARED: &[(&str, &str, &str)] = &[
    ("unit.pension_status", "active", "hrss"),
    ("unit.medical_status", "active", "medical"),
    ("unit.fund_account", "active", "fund"),
    ("unit.collective_archive", "active", "hrss"),
    ("card.status", "none", "hrss"),
    ("archive.place", "shandong", "hrss"),
    ("archive.kind", "personal", "hrss"),
    ("pension.status", "none", "hrss"),
    ("medical.status", "none", "medical"),
    ("fund.account", "none", "fund"),
];

/// A person of working age: the n-th, with a name of their own.
#[derive(Debug, Clone)]
pub struct Person {
    pub name: String,
    pub id_number: String,
}

/// The n-th person.
pub fn person(n: u32) -> Person {
    const FAMILY: [&str; 8] = ["王", "李", "张", "刘", "陈", "杨", "单", "曾"];
    const GIVEN: [&str; 8] = ["小明", "丽华", "建国", "晓东", "芳", "志强", "雨桐", "海燕"];
    let of = |names: &[&'static str], at: u32| names[at as usize % names.len()];
    let body = format!(
        "370303{}{:02}{:02}{:03}",
        1980 + n % 20,
        1 + n % 12,
        1 + n % 28,
        100 + n % 800
    );
    Person {
        name: format!("{}{}", of(&FAMILY, n), of(&GIVEN, n / 8)),
        id_number: with_check(&body),
    }
}

/// A body of seventeen digits with its check character (GB 11643).
fn with_check(body: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.bytes().map(|byte| u32::from(byte - b'0'));
    let sum: u32 = digits
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    format!("{body}{}", char::from(b"10X98765432"[(sum % 11) as usize]))
}

/// An application of the n-th person for these matters in a division.
pub fn application(n: u32, matters: &[&str], division: &str) -> FilingRequest {
    let person = person(n);
    let mut form: BTreeMap<String, Raw> = ANSWERS
        .iter()
        .map(|(field, value)| ((*field).to_owned(), Raw::Text((*value).to_owned())))
        .collect();
    form.insert("person.name".to_owned(), Raw::Text(person.name));
    form.insert("person.id_number".to_owned(), Raw::Text(person.id_number));
    form.insert(
        "unit.agent_id_number".to_owned(),
        Raw::Text(with_check("37030319850607011")),
    );
    form.insert("person.work_ability".to_owned(), Raw::Flag(true));
    form.insert("medical.acknowledged".to_owned(), Raw::Flag(true));
    let shared = SHARED.iter().map(|(field, value, register)| {
        let fact = SharedFact {
            value: Raw::Text((*value).to_owned()),
            register: (*register).to_owned(),
            fetched_at: "2026-03-02T09:59:00+08:00".to_owned(),
        };
        ((*field).to_owned(), fact)
    });
    FilingRequest {
        scene: if matters[0].starts_with('A') {
            "hire"
        } else {
            "flexible"
        }
        .to_owned(),
        matters: matters.iter().map(|matter| (*matter).to_owned()).collect(),
        division: division.to_owned(),
        channel: None,
        form,
        shared: shared.collect(),
    }
}
