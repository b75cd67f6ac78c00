//! Commands that nothing in their contents refuses.

use lianban::domain::form::{FieldChange, Value};
use lianban::domain::id::ItemNo;
use lianban::domain::item::command::{Command, FeedbackDraft, Move};
use lianban::domain::item::{Defect, DefectTarget, Grounds, Shipment};
use lianban::domain::material::{FileFacts, FileType, Material, ResultFile};

use super::{Case, at, id};

pub fn approve() -> Command {
    Command::Approve {
        opinion: "符合条件，准予。".to_owned(),
        feedback: None,
    }
}

/// The result of 档案接收 with its one required field.
pub fn archive_result() -> FeedbackDraft {
    FeedbackDraft {
        document_no: Some("淄档调〔2026〕118号".to_owned()),
        fields: vec![(id("request_letter_no"), "2026-118".to_owned())],
        words: String::new(),
        files: vec![],
    }
}

/// A file of a result, told from others by its digest.
pub fn result_file(file_name: &str, digest: char) -> ResultFile {
    ResultFile {
        file_name: file_name.to_owned(),
        facts: FileFacts {
            digest: id(&digest.to_string().repeat(64)),
            size: 24_000,
            file_type: FileType::Pdf,
            pixels: None,
            pages: Some(1),
        },
    }
}

pub fn grounds(code: &str) -> Grounds {
    Grounds {
        code: id(code),
        reason: "经核实，不符合受理条件。".to_owned(),
        basis: "淄人社函〔2023〕29号 五".to_owned(),
        remedy: "可在六十日内申请行政复议，或者六个月内提起行政诉讼。".to_owned(),
    }
}

pub fn refuse() -> Command {
    Command::Refuse {
        opinion: "不符合。".to_owned(),
        grounds: grounds("refuse.identity"),
    }
}

pub fn defect(field: &str) -> Defect {
    Defect {
        target: DefectTarget::Field(id(field)),
        code: id("defect.wrong_value"),
        words: "与证件不一致。".to_owned(),
        sample: "按证件填写。".to_owned(),
    }
}

pub fn request_correction() -> Command {
    Command::RequestCorrection(vec![defect("person.phone")])
}

pub fn resubmit() -> Command {
    let change = FieldChange {
        field: id("person.phone"),
        before: Some(Value::Text("13805330000".to_owned())),
        after: Value::Text("13805330001".to_owned()),
    };
    Command::Resubmit {
        changes: vec![change],
        materials: Vec::new(),
    }
}

pub fn suspend() -> Command {
    Command::Suspend {
        kind: id("special.verification"),
        reason: "向原存档机构核实。".to_owned(),
        expected_work_days: 5,
    }
}

pub fn resume() -> Command {
    Command::Resume {
        result: "核实无误。".to_owned(),
    }
}

pub fn to_second_review() -> Command {
    Command::SendToSecondReview {
        opinion: "拟准予，提请复核。".to_owned(),
    }
}

pub fn send_back() -> Command {
    Command::SendBack {
        opinion: "请补充核实。".to_owned(),
    }
}

pub fn void() -> Command {
    Command::Void {
        reason: "重复录入。".to_owned(),
    }
}

pub fn note() -> Command {
    Command::Note {
        words: "已电话联系。".to_owned(),
    }
}

pub fn dispatch() -> Command {
    Command::Dispatch(Shipment {
        carrier: "EMS".to_owned(),
        tracking_no: "EB123456789CN".to_owned(),
    })
}

pub fn a_material() -> Material {
    Material {
        ordinal: 2,
        kind: id("id_card"),
        file_name: "身份证.jpg".to_owned(),
        facts: FileFacts {
            digest: id(&"ab".repeat(32)),
            size: 120_000,
            file_type: FileType::Jpeg,
            pixels: None,
            pages: None,
        },
        uploaded_at: at("2026-03-02T09:00:00+08:00"),
    }
}

/// A command of the move that nothing in its contents refuses.
pub fn command(asked: Move, case: &Case) -> Command {
    let reason = || "理由。".to_owned();
    let result = case.item.matter.as_str();
    let field = if result == "A3" {
        "bank"
    } else {
        "request_letter_no"
    };
    let feedback = FeedbackDraft {
        fields: vec![(id(field), "一".to_owned())],
        ..FeedbackDraft::default()
    };
    match asked {
        Move::Accept => Command::Accept,
        Move::NotAccept => Command::NotAccept(grounds("not_accept.outside_scope")),
        Move::RequestCorrection => request_correction(),
        Move::Resubmit => resubmit(),
        Move::Withdraw => Command::Withdraw { reason: reason() },
        Move::Expire => Command::Expire,
        Move::DeemAccepted => Command::DeemAccepted,
        Move::Approve => approve(),
        Move::Refuse => refuse(),
        Move::NotNeeded => Command::NotNeeded { reason: reason() },
        Move::Suspend => suspend(),
        Move::Resume => resume(),
        Move::SendToSecondReview => to_second_review(),
        Move::SendBack => send_back(),
        Move::Forward => Command::Forward {
            to: "省档案中心".to_owned(),
            reason: reason(),
        },
        Move::Release => Command::Release,
        Move::FailPrerequisite => {
            let prerequisite = ItemNo::new(&case.item.application, &id("B5"));
            Command::FailPrerequisite { prerequisite }
        }
        Move::Void => void(),
        Move::Claim => Command::Claim,
        Move::ReleaseClaim => Command::ReleaseClaim,
        Move::Assign => Command::Assign { to: id("zhaolei") },
        Move::Transfer => {
            let mut to = case.item.desk.clone();
            to.division = id("370302");
            Command::Transfer {
                to,
                reason: reason(),
            }
        }
        Move::Note => note(),
        Move::RecordFeedback => Command::RecordFeedback(feedback),
        Move::AmendFeedback => Command::AmendFeedback(feedback),
        Move::Dispatch => dispatch(),
        Move::Deliver => Command::Deliver,
        Move::ReturnDelivery => Command::ReturnDelivery { reason: reason() },
        Move::JudgeRules => Command::JudgeRules(Vec::new()),
        Move::RecomputeDue => Command::RecomputeDue,
        Move::ViewClear => Command::ViewClear {
            fields: vec![id("person.phone")],
            reason: reason(),
        },
    }
}
