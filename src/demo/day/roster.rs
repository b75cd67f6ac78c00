//! The accounts of the demo: every desk has people, every role someone to try it as. All are invented.

use crate::domain::catalogue::Catalogue;
use crate::domain::id::{DepartmentId, DivisionCode, OfficerId};
use crate::domain::item::Desk;
use crate::domain::policy::{Officer, Role};

/// The desk that the demo opens on: 张店区.
pub const HOME: &str = "370303";
/// The city, where its supervisors sit and the housing fund sees all its 管理部.
const CITY: &str = "370300";
/// Who the demo signs in as.
pub const FIRST: &str = "wangmin";
/// The account through which the portal and the APP file.
pub const PORTAL: &str = "zwfw";
/// The counter clerk who files for people.
pub const CLERK: &str = "zhengyu";

/// People who are there in person: login, name, role, department, division.
const NAMED: [(&str, &str, Role, Option<&str>, &str); 14] = [
    (FIRST, "王敏", Role::Handler, Some("hrss"), HOME),
    ("liuyang", "刘洋", Role::Handler, Some("hrss"), HOME),
    ("sunhong", "孙红", Role::SecondReviewer, Some("hrss"), HOME),
    ("zhaolei", "赵磊", Role::Handler, Some("medical"), HOME),
    ("qianjing", "钱静", Role::Handler, Some("tax"), HOME),
    ("zhoujie", "周洁", Role::Handler, Some("fund"), CITY),
    ("wuqiang", "吴强", Role::Supervisor, None, HOME),
    ("lijianguo", "李建国", Role::Supervisor, None, CITY),
    (CLERK, "郑宇", Role::Clerk, Some("approval"), HOME),
    ("fengxue", "冯雪", Role::Auditor, None, CITY),
    ("zhouan", "周安", Role::SecurityAdmin, None, CITY),
    ("chenxi", "陈曦", Role::SystemAdmin, None, CITY),
    (PORTAL, "政务服务网", Role::Portal, None, CITY),
    ("heyan", "何岩", Role::SecondReviewer, Some("fund"), CITY),
];

const SURNAMES: [&str; 12] = [
    "高", "林", "罗", "梁", "宋", "唐", "许", "韩", "邓", "曹", "彭", "曾",
];
const GIVEN: [&str; 8] = ["伟", "芳", "军", "娜", "涛", "燕", "斌", "颖"];

/// Everyone: the named ones, and a handler and a second reviewer for every other desk that the catalogue routes to.
pub fn accounts(catalogue: &Catalogue) -> Vec<Officer> {
    let mut accounts: Vec<Officer> = NAMED
        .iter()
        .map(|&(login, name, role, department, division)| {
            officer(login, name, role, department, division)
        })
        .collect();
    for (at, desk) in offices(catalogue).into_iter().enumerate() {
        let (department, division) = (desk.department.as_str(), desk.division.as_str());
        for (role, letter, shift) in [(Role::Handler, 'h', 0), (Role::SecondReviewer, 's', 5)] {
            let manned = accounts.iter().any(|account| {
                account.role == role
                    && account.department.as_ref() == Some(&desk.department)
                    && account.division == desk.division
            });
            if !manned {
                let login = format!(
                    "{department}-{letter}{}",
                    division.trim_start_matches("zb-")
                );
                let name = format!(
                    "{}{}",
                    SURNAMES[(at + shift) % 12],
                    GIVEN[(at * 3 + shift) % 8]
                );
                accounts.push(officer(&login, &name, role, Some(department), division));
            }
        }
    }
    accounts
}

/// One desk for each department and division to which any matter is routed.
fn offices(catalogue: &Catalogue) -> Vec<Desk> {
    let mut offices: Vec<Desk> = Vec::new();
    for matter in &catalogue.matters {
        for division in &catalogue.divisions {
            let Some(desk) = catalogue.route(&matter.id, &division.code) else {
                continue;
            };
            // Nothing is filed for the whole city, but what the city decides is decided there.
            let lies_there = division.parent.is_some() || desk.division != division.code;
            let known = offices.iter().any(|office| {
                office.department == desk.department && office.division == desk.division
            });
            if lies_there && !known {
                offices.push(desk);
            }
        }
    }
    offices
}

fn officer(
    login: &str,
    name: &str,
    role: Role,
    department: Option<&str>,
    division: &str,
) -> Officer {
    Officer {
        id: id::<OfficerId>(login),
        name: name.to_owned(),
        role,
        department: department.map(id::<DepartmentId>),
        lines: Vec::new(),
        division: id::<DivisionCode>(division),
        id_number: None,
    }
}

/// An identifier that stands in this program.
pub(super) fn id<T: std::str::FromStr>(text: &str) -> T {
    text.parse()
        .ok()
        .expect("identifiers of the demo are well formed")
}

/// The password of a demo account: known to everyone, for nothing real is behind it.
pub fn password(login: &OfficerId) -> String {
    format!("Demo-{login}-1")
}

/// Who works at a desk.
pub struct Staff<'a> {
    accounts: &'a [Officer],
}

impl<'a> Staff<'a> {
    /// Out of these accounts.
    pub fn of(accounts: &'a [Officer]) -> Self {
        Self { accounts }
    }

    /// The account of a login.
    pub fn account(&self, login: &str) -> &'a Officer {
        let found = self
            .accounts
            .iter()
            .find(|account| account.id.as_str() == login);
        found.expect("the demo's own logins are on its roster")
    }

    /// Those who hold a role at a desk.
    pub fn at(&self, desk: &Desk, role: Role) -> Vec<&'a Officer> {
        let there = |account: &&Officer| {
            account.role == role
                && account.department.as_ref() == Some(&desk.department)
                && account.division == desk.division
        };
        self.accounts.iter().filter(there).collect()
    }
}
