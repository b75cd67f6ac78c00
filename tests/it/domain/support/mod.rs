//! People, moments and items for the tests of the domain. Every item comes to its state by real commands.

mod commands;

use std::sync::LazyLock;

use chrono::{DateTime, Duration, Utc};
use lianban::domain::calendar::Calendar;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::deadline::Clock;
use lianban::domain::id::{ApplicationNo, ItemNo, MatterId, SceneId};
use lianban::domain::item::command::Command;
use lianban::domain::item::event::{Event, EventRecord};
use lianban::domain::item::{Context, Item, State, decide};
use lianban::domain::policy::{Absent, Actor, ActorRef, Channel, Facts, Officer, Parties, Role};
use lianban::domain::refusal::Refusal;

pub use self::commands::*;

/// The applicant's own number in every case here.
pub const APPLICANT: &str = "11010519491231002X";

/// A moment, as RFC 3339.
pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A moment as a local date and time, for comparison with what the law says.
pub fn local(at: DateTime<Utc>) -> String {
    Calendar::embedded()
        .local(at)
        .format("%Y-%m-%d %H:%M")
        .to_string()
}

/// Any id from its text.
pub fn id<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().unwrap()
}

/// The calendar with a made-up 2027, as if it had been announced.
pub static CALENDAR_WITH_2027: LazyLock<Calendar> = LazyLock::new(|| {
    let announced = include_str!("../../../../src/domain/catalogue/calendar.toml");
    let next = "[years.2027]\nholidays = [{ name = \"元旦\", from = 2027-01-01, to = 2027-01-05 }]\nworkdays = []\n";
    Calendar::parse(&format!("{announced}\n{next}")).unwrap()
});

/// An account of a role in 张店区: officers of 人社 with every line, all others without a department.
pub fn officer(login: &str, role: Role) -> Officer {
    let department = matches!(role, Role::Handler | Role::SecondReviewer).then(|| id("hrss"));
    Officer {
        id: id(login),
        name: login.to_owned(),
        role,
        department,
        lines: Vec::new(),
        division: id("370303"),
        id_number: None,
    }
}

pub fn actor(login: &str, role: Role) -> Actor {
    Actor::Officer(officer(login, role))
}

pub fn wang() -> Actor {
    actor("wangmin", Role::Handler)
}

pub fn li() -> Actor {
    actor("lina", Role::Handler)
}

/// A second reviewer.
pub fn zhao() -> Actor {
    actor("zhaolei", Role::SecondReviewer)
}

pub fn supervisor() -> Actor {
    actor("sunhao", Role::Supervisor)
}

/// The clerk who filed every case here that does not say otherwise.
pub fn clerk() -> Actor {
    actor("counter01", Role::Clerk)
}

/// An item with its history, and what stands around it.
#[derive(Debug, Clone)]
pub struct Case {
    pub item: Item,
    pub history: Vec<EventRecord>,
    pub calendar: &'static Calendar,
    pub parties: Parties,
    pub accounts: Vec<Officer>,
    /// The holder, where whoever acts stands in for them.
    pub absent: Option<Absent>,
    pub now: DateTime<Utc>,
}

/// How a case begins.
pub struct Filing<'a> {
    pub scene: &'a str,
    pub matter: &'a str,
    pub by: Actor,
    pub at: &'a str,
    pub state: State,
}

impl Default for Filing<'_> {
    /// 档案接收 of a person: five work days, 张店区人社局, on a Monday morning of a plain week.
    fn default() -> Self {
        Self {
            scene: "flexible",
            matter: "B3",
            by: clerk(),
            at: "2026-03-02T10:00:00+08:00",
            state: State::Received,
        }
    }
}

impl Case {
    pub fn file(filing: &Filing<'_>) -> Self {
        let catalogue = Catalogue::embedded();
        let calendar = Calendar::embedded();
        let (now, matter) = (at(filing.at), id::<MatterId>(filing.matter));
        let application = ApplicationNo::new(calendar.date(now), 7);
        let acceptance = Clock::start(catalogue.acceptance_limit, now, calendar);
        let record = EventRecord {
            item: ItemNo::new(&application, &matter),
            version: 1,
            at: now,
            actor: ActorRef::from(&filing.by),
            event: Event::Filed {
                scene: id::<SceneId>(filing.scene),
                desk: catalogue.route(&matter, &id("370303")).unwrap(),
                matter,
                channel: Channel::Counter,
                catalogue: catalogue.version.clone(),
                rules: Vec::new(),
                state: filing.state,
                acceptance: (filing.state == State::Received).then_some(acceptance),
            },
        };
        let people = [wang(), li(), zhao(), supervisor(), clerk()];
        Self {
            item: Item::filed(&record).unwrap(),
            history: vec![record],
            calendar,
            parties: Parties {
                id_numbers: vec![id(APPLICANT)],
            },
            accounts: people
                .iter()
                .filter_map(|actor| actor.officer().cloned())
                .collect(),
            absent: None,
            now,
        }
    }

    pub fn received() -> Self {
        Self::file(&Filing::default())
    }

    /// Accepted by 王敏.
    pub fn reviewing() -> Self {
        Self::received().then(&wang(), &Command::Accept)
    }

    pub fn approved() -> Self {
        Self::reviewing().then(&wang(), &approve())
    }

    /// Lets time pass until the moment.
    pub fn on(mut self, moment: &str) -> Self {
        self.now = at(moment);
        self
    }

    /// What the command would do now.
    pub fn decide(&self, actor: &Actor, command: &Command) -> Result<Vec<EventRecord>, Refusal> {
        self.decide_under(Catalogue::embedded(), actor, command)
    }

    /// What it would do under another catalogue.
    pub fn decide_under(
        &self,
        catalogue: &Catalogue,
        actor: &Actor,
        command: &Command,
    ) -> Result<Vec<EventRecord>, Refusal> {
        let assignee = match command {
            Command::Assign { to } => self.accounts.iter().find(|officer| officer.id == *to),
            _ => None,
        };
        let context = Context {
            catalogue,
            calendar: self.calendar,
            actor,
            parties: &self.parties,
            assignee,
            stands_in_for: self.absent.as_ref(),
        };
        decide(&self.item, command, &context, self.now)
    }

    /// Does it, and a minute passes; the names of what happened.
    pub fn act(&mut self, actor: &Actor, command: &Command) -> Result<Vec<&'static str>, Refusal> {
        let records = self.decide(actor, command)?;
        for record in &records {
            self.item.apply(record);
        }
        let names = records.iter().map(|record| record.event.code()).collect();
        self.history.extend(records);
        self.now += Duration::minutes(1);
        Ok(names)
    }

    /// Does what must not be refused.
    pub fn then(mut self, actor: &Actor, command: &Command) -> Self {
        self.act(actor, command).unwrap();
        self
    }

    /// Why the command is refused.
    pub fn refusal(&self, actor: &Actor, command: &Command) -> Refusal {
        self.decide(actor, command).unwrap_err()
    }

    pub fn facts(&self) -> Facts<'_> {
        Facts {
            item: &self.item,
            parties: &self.parties,
            catalogue: Catalogue::embedded(),
            stands_in_for: None,
        }
    }

    /// State, or outcome once closed: what the tables of tests show.
    pub fn standing(&self) -> String {
        self.item
            .outcome()
            .map_or(self.item.state.code(), |outcome| outcome.code())
            .to_owned()
    }
}
