//! Complete and right applications for any choice of matters, to be spoilt by the tests. Invented people only.

use lianban::domain::application::filing::{Filing, FilingRequest, file};
use lianban::domain::application::refusal::FilingRefusal;
use lianban::domain::calendar::Calendar;
use lianban::domain::catalogue::{Catalogue, Condition};
use lianban::domain::form::Raw;
use lianban::domain::form::read::{Answers, SharedEntry};
use lianban::domain::id::ApplicationNo;
use lianban::domain::item::{Item, State};
use lianban::domain::material::{FileFacts, FileType, Material, Pixels};
use lianban::domain::policy::{Channel, Role};

use super::support::{at, id, officer};

/// A Monday morning.
pub const MONDAY: &str = "2026-03-02T10:00:00+08:00";

/// A valid resident number of 张店区: `birth` as yyyymmdd; an odd sequence is a man.
pub fn number(birth: &str, sequence: u32) -> String {
    let digits = format!("370303{birth}{sequence:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = "10X98765432".as_bytes()[(sum % 11) as usize] as char;
    format!("{digits}{check}")
}

/// A value that is right for each field; the number is of a man born on 1990-03-07.
const RIGHT: &[(&str, &str)] = &[
    ("unit.uscc", "91350100M000100Y43"),
    ("unit.name", "淄博样例机械有限公司"),
    ("unit.legal_representative", "钱进"),
    ("unit.address", "淄博市张店区人民路1号"),
    ("unit.agent_name", "孙丽"),
    ("unit.agent_phone", "13905330002"),
    ("unit.pension_no", "3703001234"),
    ("unit.pension_status", "active"),
    ("unit.medical_no", "370300567"),
    ("unit.medical_status", "active"),
    ("unit.fund_no", "GJ0001234"),
    ("unit.fund_account", "active"),
    ("unit.collective_archive", "active"),
    ("unit.archive_agreement_no", "存〔2025〕12号"),
    ("person.name", "张晓丰"),
    ("person.id_valid_from", "2016-05-01"),
    ("person.id_valid_until", "2036-05-01"),
    ("person.ethnic_group", "01"),
    ("person.phone", "13805330001"),
    ("person.household_address", "山东省淄博市张店区"),
    ("person.household_type", "urban"),
    ("person.residence", "shandong"),
    ("person.address", "淄博市张店区柳泉路2号"),
    ("person.education", "bachelor"),
    ("person.political_status", "none"),
    ("person.marital_status", "single"),
    ("person.work_ability", "true"),
    ("hire.date", "2026-02-25"),
    ("hire.form", "contract"),
    ("hire.person_kind", "new_entrant"),
    ("hire.contract_type", "fixed"),
    ("hire.contract_start", "2026-02-25"),
    ("hire.contract_end", "2029-02-24"),
    ("hire.post", "manager"),
    ("hire.occupation", "机械工程师"),
    ("hire.wage", "6300.50"),
    ("hire.workplace", "淄博市张店区"),
    ("hire.insured_from", "2026-03"),
    ("card.status", "none"),
    ("card.bank", "icbc"),
    ("card.recipient", "张晓丰"),
    ("card.recipient_phone", "13805330001"),
    ("card.mail_address", "淄博市张店区柳泉路2号"),
    ("card.postcode", "255000"),
    ("archive.place", "school"),
    ("archive.holder", "山东样例大学"),
    ("archive.holder_address", "济南市历城区"),
    ("archive.kind", "personal"),
    ("archive.identity", "graduate"),
    ("archive.school", "山东样例大学"),
    ("archive.graduated", "2012-07"),
    ("archive.first_job", "2012-08"),
    ("archive.reason", "就业"),
    ("archive.transfer_method", "confidential"),
    ("archive.to_name", "济南市公共就业服务中心"),
    ("archive.to_kind", "agency"),
    ("archive.to_address", "济南市历下区"),
    ("archive.to_contact", "周平"),
    ("archive.to_phone", "0531-86000001"),
    ("archive.leave_reason", "迁居"),
    ("fund.account", "none"),
    ("fund.base", "6300"),
    ("fund.unit_percent", "8"),
    ("fund.person_percent", "8"),
    ("work.form", "platform"),
    ("work.occupation", "网约配送"),
    ("work.start", "2026-02-01"),
    ("work.division", "370303"),
    ("business.uscc", "91350100M000100Y43"),
    ("business.name", "张店样例小吃店"),
    ("business.scope", "餐饮服务"),
    ("business.founded", "2025-11-01"),
    ("business.employees", "0"),
    ("flexible.kind", "other"),
    ("pension.status", "none"),
    ("pension.method", "month"),
    ("pension.base_percent", "60"),
    ("pension.insured_from", "2026-03"),
    ("medical.status", "none"),
    ("medical.acknowledged", "true"),
    ("medical.base_percent", "60"),
    ("medical.insured_from", "2026-03"),
    ("payment.insurance", "pension"),
    ("payment.from", "2026-03"),
    ("payment.to", "2026-05"),
    ("payment.channel", "etax"),
];

/// A request for these matters with every field and material that it needs; what a register knows comes from there.
pub fn asks(scene: &str, matters: &[&str]) -> FilingRequest {
    let mut request = FilingRequest {
        scene: scene.to_owned(),
        matters: matters.iter().map(|&matter| matter.to_owned()).collect(),
        division: "370303".to_owned(),
        channel: Channel::Portal,
        answers: Answers::default(),
        materials: Vec::new(),
        earlier: Vec::new(),
    };
    let catalogue = Catalogue::embedded();
    let chosen = matters
        .iter()
        .filter_map(|&matter| catalogue.matter(&id(matter)));
    for matter in chosen {
        for field in &matter.fields {
            let right = RIGHT.iter().find(|(name, _)| *name == field.as_str());
            if let Some((name, value)) = right {
                request = request.shared(name, value);
            }
        }
        for material in &matter.materials {
            let spec = catalogue.material(material).unwrap();
            if matches!(spec.required, Condition::Always) && spec.one_of.is_none() {
                request = request.with_material(material.as_str());
            }
        }
        if matter.materials.contains(&id("labour_contract")) {
            request = request.with_material("labour_contract");
        }
    }
    let own = number("19900307", 123);
    request = request.shared("person.id_number", &own);
    if matters.contains(&"A4") {
        request = request.with("unit.agent_id_number", &number("19850612", 124));
    }
    if matters.contains(&"B4") {
        request = request.shared("archive.place", "here");
    }
    request
}

/// What a test changes in a request.
pub trait Change {
    /// The applicant says so.
    fn with(self, field: &str, value: &str) -> Self;
    /// The field's register says so; the applicant, where no register can.
    fn shared(self, field: &str, value: &str) -> Self;
    /// The applicant alone says so; no register does.
    fn declared(self, field: &str, value: &str) -> Self;
    /// Nobody says anything.
    fn without(self, field: &str) -> Self;
    fn with_material(self, kind: &str) -> Self;
    fn without_material(self, kind: &str) -> Self;
}

impl Change for FilingRequest {
    fn with(mut self, field: &str, value: &str) -> Self {
        let value = Raw::Text(value.to_owned());
        self.answers.applicant.insert(field.to_owned(), value);
        self
    }

    fn shared(self, field: &str, value: &str) -> Self {
        let known = Catalogue::embedded().field(&id(field)).unwrap();
        let Some(register) = known.register.clone() else {
            return self.with(field, value);
        };
        let mut request = self.without(field);
        request.answers.shared.push(SharedEntry {
            field: field.to_owned(),
            value: Raw::Text(value.to_owned()),
            register,
            fetched_at: at("2026-03-01T08:00:00+08:00"),
        });
        request
    }

    fn declared(self, field: &str, value: &str) -> Self {
        self.without(field).with(field, value)
    }

    fn without(mut self, field: &str) -> Self {
        self.answers.applicant.remove(field);
        self.answers.shared.retain(|entry| entry.field != field);
        self
    }

    fn with_material(mut self, kind: &str) -> Self {
        let facts = if kind == "photo" { a_photo() } else { a_scan() };
        self.materials.push(Material {
            ordinal: u32::try_from(self.materials.len() + 1).unwrap(),
            kind: id(kind),
            file_name: format!("{kind}.jpg"),
            facts,
            uploaded_at: at(MONDAY),
        });
        self
    }

    fn without_material(mut self, kind: &str) -> Self {
        self.materials
            .retain(|material| material.kind.as_str() != kind);
        self
    }
}

/// A card photo as the rules want it.
pub fn a_photo() -> FileFacts {
    FileFacts {
        digest: id(&"ab".repeat(32)),
        size: 20_000,
        file_type: FileType::Jpeg,
        pixels: Some(Pixels {
            width: 358,
            height: 441,
            bits: 24,
            white_border_percent: Some(99),
        }),
        pages: None,
    }
}

fn a_scan() -> FileFacts {
    FileFacts {
        digest: id(&"cd".repeat(32)),
        size: 300_000,
        file_type: FileType::Jpeg,
        pixels: Some(Pixels {
            width: 1600,
            height: 1000,
            bits: 24,
            white_border_percent: None,
        }),
        pages: None,
    }
}

/// Files it with the portal's account.
pub fn filed_at(request: &FilingRequest, moment: &str) -> Result<Filing, FilingRefusal> {
    let (catalogue, calendar) = (Catalogue::embedded(), Calendar::embedded());
    let number = ApplicationNo::new(calendar.date(at(moment)), 7);
    let portal = officer("portal", Role::Portal);
    file(request, catalogue, calendar, number, &portal, at(moment))
}

/// Files on Monday what must not be refused.
pub fn filed(request: &FilingRequest) -> Filing {
    filed_at(request, MONDAY).unwrap()
}

/// Files on Monday what must be refused: `pointer code` of every problem.
pub fn refused(request: &FilingRequest) -> Vec<String> {
    refused_at(request, MONDAY)
}

pub fn refused_at(request: &FilingRequest, moment: &str) -> Vec<String> {
    let FilingRefusal(problems) = filed_at(request, moment).unwrap_err();
    problems
        .iter()
        .map(|problem| format!("{} {}", problem.pointer(), problem.code()))
        .collect()
}

/// The items of a filing, in its order.
pub fn items(filing: &Filing) -> Vec<Item> {
    filing
        .items
        .iter()
        .map(|events| Item::from_events(events).unwrap())
        .collect()
}

/// State, or outcome once closed, of every item: `A1 received`.
pub fn standings(items: &[Item]) -> Vec<String> {
    items
        .iter()
        .map(|item| {
            let code = item
                .outcome()
                .map_or(item.state.code(), |outcome| outcome.code());
            format!("{} {code}", item.matter)
        })
        .collect()
}

/// Whether every item waits to be accepted.
pub fn all_received(items: &[Item]) -> bool {
    items.iter().all(|item| item.state == State::Received)
}
