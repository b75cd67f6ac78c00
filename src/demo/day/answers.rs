//! Filled joint forms: what an invented person or employer would answer, and what shared data would say.
//!
//! Owns one value for each field of the embedded catalogue. A field that the catalogue gained since gets a value of its
//! kind, so that a new field stops no demo. Whether a form holds is for the domain to say.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use crate::demo::employers::{Employer, Job};
use crate::demo::people::Person;
use crate::domain::catalogue::{Catalogue, Field, FieldKind};
use crate::domain::form::Raw;
use crate::domain::form::read::{Answers, SharedEntry};
use crate::domain::id::MatterId;
use crate::domain::identity::IdKind;

/// Who files what, and how much of it shared data vouches for.
pub struct Filer<'a> {
    /// The employee, or the one who works for themselves.
    pub person: &'a Person,
    /// The employer, or the own business.
    pub employer: &'a Employer,
    /// The job.
    pub job: &'a Job,
    /// The division that is filed to.
    pub division: &'a str,
    /// When it is filed.
    pub at: DateTime<Utc>,
    /// The day of that.
    pub day: NaiveDate,
    /// The person holds a Shandong card already.
    pub holds_card: bool,
    /// The registers answer; else the applicant declares and officers judge.
    pub registers_answer: bool,
}

/// The answers for these matters.
pub fn answers(
    catalogue: &Catalogue,
    matters: &[MatterId],
    filer: &Filer<'_>,
    dice: &mut StdRng,
) -> Answers {
    let mut answers = Answers {
        applicant: BTreeMap::new(),
        shared: Vec::new(),
    };
    let needed = |field: &Field| {
        matters
            .iter()
            .filter_map(|matter| catalogue.matter(matter))
            .any(|matter| matter.fields.contains(&field.id))
    };
    for field in catalogue
        .fields
        .iter()
        .filter(|field| needed(field) && field.derived_from.is_none())
    {
        let Some(value) = value(field, matters, filer, dice) else {
            continue;
        };
        match &field.register {
            Some(register) if filer.registers_answer => answers.shared.push(SharedEntry {
                field: field.id.to_string(),
                value,
                register: register.clone(),
                fetched_at: filer.at,
            }),
            _ => {
                answers.applicant.insert(field.id.to_string(), value);
            }
        }
    }
    answers
}

/// What is the same for everyone.
const FIXED: [(&str, &str); 22] = [
    ("person.residence", "shandong"),
    ("unit.pension_status", "active"),
    ("unit.medical_status", "active"),
    ("unit.fund_account", "active"),
    ("unit.collective_archive", "active"),
    ("hire.contract_type", "fixed"),
    ("card.postcode", "255000"),
    ("fund.account", "none"),
    ("archive.holder", "潍坊市公共就业和人才服务中心"),
    ("archive.holder_address", "山东省潍坊市奎文区东风东街6396号"),
    ("archive.to_name", "潍坊市公共就业和人才服务中心"),
    ("archive.to_kind", "agency"),
    ("archive.to_address", "山东省潍坊市奎文区东风东街6396号"),
    ("archive.to_contact", "档案管理科"),
    ("archive.to_phone", "0536-8099010"),
    ("archive.to_postcode", "261041"),
    ("archive.identity", "cadre"),
    ("archive.school", "山东理工大学"),
    (
        "archive.party_organisation",
        "淄博市张店区人才服务中心流动党员党委",
    ),
    ("archive.reason", "就业单位变更，档案随转"),
    ("archive.leave_reason", "到外市就业，档案转往就业地"),
    ("archive.transfer_method", "confidential"),
];

/// What stands in a field; none where it stays empty.
fn value(field: &Field, matters: &[MatterId], filer: &Filer<'_>, dice: &mut StdRng) -> Option<Raw> {
    let Filer {
        person,
        employer,
        job,
        ..
    } = filer;
    let resident = person.id_kind == IdKind::Resident;
    let has = |matter: &str| matters.iter().any(|chosen| chosen.as_str() == matter);
    let text = |text: &str| Some(Raw::Text(text.to_owned()));
    if let Some((_, fixed)) = FIXED.iter().find(|(id, _)| *id == field.id.as_str()) {
        return text(fixed);
    }
    match field.id.as_str() {
        "person.name" | "card.recipient" => text(&person.name),
        "person.id_number" => text(&person.id_number),
        "person.id_valid_from" => text(&person.id_from.to_string()),
        "person.id_valid_until" => person.id_until.map(|until| Raw::Text(until.to_string())),
        "person.nationality" => (person.id_kind == IdKind::PermanentResident)
            .then(|| Raw::Text(person.nationality.1.to_owned())),
        "person.ethnic_group" => resident.then(|| Raw::Text(person.ethnic_group.0.to_owned())),
        "person.household_type" => resident.then(|| choice(field, dice)),
        "person.phone" | "card.recipient_phone" => text(&person.phone),
        "person.household_address" => resident.then(|| Raw::Text(person.address.clone())),
        "person.address" | "card.mail_address" => text(&person.address),
        "person.work_ability" | "medical.acknowledged" => Some(Raw::Flag(true)),
        "person.political_status" => {
            text(["none", "none", "league_member", "party_member"].choose(dice)?)
        }
        "unit.uscc" | "business.uscc" => text(&employer.uscc),
        "unit.name" | "business.name" => text(&employer.name),
        "unit.legal_representative" => text(&employer.legal_representative),
        "unit.address" | "hire.workplace" => text(&employer.address),
        "unit.agent_name" => text(&employer.agent.name),
        "unit.agent_id_number" => text(&employer.agent.id_number),
        "unit.agent_phone" => text(&employer.agent.phone),
        "unit.pension_no" | "unit.medical_no" => {
            text(&format!("37030{:07}", dice.random_range(1..9_999_999)))
        }
        "unit.fund_no" => text(&format!("0533{:08}", dice.random_range(1..99_999_999))),
        "unit.archive_agreement_no" => text(&format!("ZBRC-{}", dice.random_range(1000..9999))),
        "business.scope" => text(employer.scope),
        "business.founded" => text(&employer.founded.min(filer.day).to_string()),
        "business.employees" => Some(Raw::Integer(0)),
        "hire.date" | "hire.contract_start" | "work.start" => text(&job.hired.to_string()),
        "hire.contract_end" => text(&job.until.to_string()),
        "hire.occupation" | "work.occupation" => text(job.post),
        "hire.wage" | "work.income" | "fund.base" => text(&format!("{}.00", job.monthly_wage)),
        "hire.insured_from"
        | "pension.insured_from"
        | "medical.insured_from"
        | "payment.from"
        | "payment.to" => text(&filer.day.format("%Y-%m").to_string()),
        "hire.late_reason" => (filer.day > job.hired + Days::new(30))
            .then(|| Raw::Text("经办人变动，未及时申报".to_owned())),
        // A woman on the workers' line could not be registered from 50 on.
        "hire.post" => {
            let young = filer
                .day
                .years_since(person.birth)
                .is_some_and(|age| age < 48);
            text(if young && dice.random_range(0..3) == 0 {
                "worker"
            } else {
                "manager"
            })
        }
        "card.status" => text(if filer.holds_card { "held" } else { "none" }),
        "card.name_latin" => {
            (person.id_kind == IdKind::PermanentResident).then(|| Raw::Text(person.name.clone()))
        }
        "pension.status" | "medical.status" => text(if has("A2") || has("A5") {
            "none"
        } else {
            "stopped"
        }),
        "flexible.kind" => text(if has("B2") { "self_employed" } else { "other" }),
        "payment.insurance" => text(match (has("B5"), has("B6")) {
            (true, true) => "both",
            (false, true) => "medical",
            _ => "pension",
        }),
        "work.division" => text(filer.division),
        "work.community" => None,
        "archive.place" => text(if has("B4") { "here" } else { "shandong" }),
        "archive.kind" => text(if dice.random_range(0..3) == 0 {
            "personal"
        } else {
            "unit"
        }),
        "archive.no" => text(&format!("ZB{:06}", dice.random_range(1..999_999))),
        "archive.graduated" | "archive.first_job" => text(
            &(person.birth + Months::new(12 * 22))
                .format("%Y-%m")
                .to_string(),
        ),
        _ => any(field, filer, dice),
    }
}

fn choice(field: &Field, dice: &mut StdRng) -> Raw {
    let code = field.choices.choose(dice).map(|choice| choice.code.clone());
    Raw::Text(code.unwrap_or_default())
}

/// A value of the field's kind.
fn any(field: &Field, filer: &Filer<'_>, dice: &mut StdRng) -> Option<Raw> {
    field.required.as_ref()?;
    Some(match field.kind {
        FieldKind::Choice => choice(field, dice),
        FieldKind::Flag => Raw::Flag(true),
        FieldKind::Integer => Raw::Integer(1),
        FieldKind::Money => Raw::Text("1000.00".to_owned()),
        FieldKind::Date => Raw::Text(filer.day.to_string()),
        FieldKind::Month => Raw::Text(filer.day.format("%Y-%m").to_string()),
        FieldKind::IdNumber => Raw::Text(filer.person.id_number.clone()),
        FieldKind::Uscc => Raw::Text(filer.employer.uscc.clone()),
        FieldKind::Phone => Raw::Text(filer.person.phone.clone()),
        FieldKind::Division => Raw::Text(filer.division.to_owned()),
        FieldKind::Text => Raw::Text("—".to_owned()),
    })
}
