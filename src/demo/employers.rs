//! The employers of the demo, their agents and the jobs they give.

use chrono::{Days, Months, NaiveDate};
use rand::Rng;
use rand::rngs::StdRng;

use super::names::{BRANDS, COUNTIES, County, SHOPS, STREETS, TRADES, Trade};
use super::numbers;
use super::people::{Cast, Person, Stream, any_sex, chinese_name, pick};

/// An invented employer, or someone in business on their own. No `Debug`, as it names people.
#[derive(Clone)]
pub struct Employer {
    /// Name.
    pub name: String,
    /// 统一社会信用代码.
    pub uscc: String,
    /// 类型.
    pub kind: EmployerKind,
    /// 法定代表人, or 经营者.
    pub legal_representative: String,
    /// Who files for it (代办人).
    pub agent: Person,
    /// 注册资本 in 万元.
    pub capital: u32,
    /// 成立日期.
    pub founded: NaiveDate,
    /// GB/T 2260 code of the division it sits in.
    pub division: &'static str,
    /// The division's name.
    pub division_name: &'static str,
    /// 住所.
    pub address: String,
    /// 经营范围.
    pub scope: &'static str,
    /// What people do there.
    pub posts: &'static [&'static str],
}

/// A job: what a labour contract and the joint form say of it.
#[derive(Debug, Clone)]
pub struct Job {
    /// 岗位.
    pub post: &'static str,
    /// 月工资 in yuan.
    pub monthly_wage: u32,
    /// 用工之日.
    pub hired: NaiveDate,
    /// The last day of the contract.
    pub until: NaiveDate,
}

/// What an employer is in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmployerKind {
    /// 有限责任公司.
    Company,
    /// 个体工商户.
    SoleTrader,
}

impl Cast {
    /// Employer number `nth`, a company with an agent.
    pub fn employer(&self, nth: u64) -> Employer {
        let mut dice = self.dice(Stream::Employer, nth);
        let trade = pick(&mut dice, &TRADES);
        let sex = any_sex(&mut dice);
        let facts = Facts {
            kind: EmployerKind::Company,
            name: format!("淄博{}{}有限公司", pick(&mut dice, &BRANDS), trade.name),
            legal_representative: chinese_name(&mut dice, sex),
            agent: self.draw_person(Stream::Agent, nth),
            founded: self.today - Days::new(dice.random_range(900..9000)),
            county: pick(&mut dice, &COUNTIES),
            trade,
        };
        facts.employer(&mut dice)
    }

    /// The business number `nth` that `owner` runs alone (个体工商户, 无雇工).
    pub fn shop(&self, nth: u64, owner: &Person) -> Employer {
        let mut dice = self.dice(Stream::Shop, nth);
        let trade = pick(&mut dice, &SHOPS);
        let county = COUNTIES.iter().find(|county| county.code == owner.division);
        let county = county.unwrap_or(&COUNTIES[0]);
        let facts = Facts {
            kind: EmployerKind::SoleTrader,
            name: format!("{}{}{}", county.name, pick(&mut dice, &BRANDS), trade.name),
            legal_representative: owner.name.clone(),
            agent: owner.clone(),
            founded: self.today - Days::new(dice.random_range(5..700)),
            county,
            trade,
        };
        facts.employer(&mut dice)
    }

    /// The job of person number `nth` at `employer` from `hired` on.
    pub fn job(&self, nth: u64, employer: &Employer, hired: NaiveDate) -> Job {
        let mut dice = self.dice(Stream::Job, nth);
        Job {
            post: pick::<&str>(&mut dice, employer.posts),
            monthly_wage: dice.random_range(38..=120) * 100,
            hired,
            until: hired + Months::new(12 * dice.random_range(1..=3)) - Days::new(1),
        }
    }
}

/// What differs between a company and a shop.
struct Facts {
    kind: EmployerKind,
    name: String,
    legal_representative: String,
    agent: Person,
    founded: NaiveDate,
    county: &'static County,
    trade: &'static Trade,
}

impl Facts {
    fn employer(self, dice: &mut StdRng) -> Employer {
        let class = match self.kind {
            EmployerKind::Company => "91",
            EmployerKind::SoleTrader => "92",
        };
        Employer {
            uscc: numbers::uscc(dice, class, self.county.code),
            capital: *pick(dice, &[50, 100, 200, 300, 500, 1000, 2000]),
            address: workplace(dice, self.county),
            name: self.name,
            kind: self.kind,
            legal_representative: self.legal_representative,
            agent: self.agent,
            founded: self.founded,
            division: self.county.code,
            division_name: self.county.name,
            scope: self.trade.scope,
            posts: self.trade.posts,
        }
    }
}

fn workplace(dice: &mut StdRng, county: &County) -> String {
    let township = pick(dice, county.townships);
    let number = dice.random_range(1..=899);
    format!(
        "山东省淄博市{}{township}{}{number}号",
        county.name,
        pick(dice, &STREETS)
    )
}
