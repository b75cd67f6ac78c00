//! Who works at the office.

use lianban::api::accounts::OfficerView;
use lianban::api::colleagues::{ColleagueView, StandInRequest, StandInView};

pub fn wang_min() -> OfficerView {
    OfficerView {
        login: "wangmin".to_owned(),
        name: "王敏".to_owned(),
        role: "handler".to_owned(),
        department: Some("hrss".to_owned()),
        lines: vec![],
        division: "370303".to_owned(),
        disabled: false,
    }
}

pub fn supervisor() -> OfficerView {
    OfficerView {
        login: "zhaohong".to_owned(),
        name: "赵红".to_owned(),
        role: "supervisor".to_owned(),
        department: None,
        lines: vec![],
        division: "370300".to_owned(),
        disabled: false,
    }
}

/// Everyone in 赵红's reach, and who else there is.
pub fn officers() -> Vec<OfficerView> {
    let officer = |login: &str, name: &str, role: &str, department: &str| OfficerView {
        login: login.to_owned(),
        name: name.to_owned(),
        role: role.to_owned(),
        department: Some(department.to_owned()),
        ..wang_min()
    };
    vec![
        officer("liuyang", "刘洋", "handler", "hrss"),
        officer("sunhong", "孙红", "second_reviewer", "hrss"),
        officer("lijianguo", "李建国", "supervisor", "hrss"),
        officer("wufang", "吴芳", "handler", "medical"),
        OfficerView {
            division: "370304".to_owned(),
            ..officer("zhouqiang", "周强", "handler", "hrss")
        },
        OfficerView {
            lines: vec!["card".to_owned()],
            ..officer("sunwei", "孙伟", "handler", "hrss")
        },
        OfficerView {
            disabled: true,
            ..officer("lijun", "李军", "handler", "hrss")
        },
        wang_min(),
    ]
}

/// The same with what they have to do.
pub fn colleagues() -> Vec<ColleagueView> {
    let counted = (3..).zip(officers());
    let colleague = |(open, officer)| ColleagueView { officer, open };
    counted.map(colleague).collect()
}

/// Who stands in for an officer after a request.
pub fn stand_ins(login: &str, request: Option<StandInRequest>) -> Vec<StandInView> {
    let view = |request: StandInRequest| StandInView {
        officer: login.to_owned(),
        officer_name: "王敏".to_owned(),
        stand_in: request.stand_in,
        stand_in_name: "刘洋".to_owned(),
        from: request.from,
        until: request.until,
    };
    request.into_iter().map(view).collect()
}
