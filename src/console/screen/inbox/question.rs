//! What the inbox is asked: a saved view, a filter, a search and an order, as one query to the server.
//!
//! Owns the words of the query and the same conditions for a single row, so that a change from the feed can join or
//! leave the list without asking again. Which rows there are is the server's to say.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, FixedOffset};

use crate::api::items::{InboxQuery, ItemRow};
use crate::console::screen::wording;
use crate::console::shared::Shared;

use super::sort::{By, Sort};

/// A saved view: the tabs over the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum View {
    /// Every open item.
    #[default]
    All,
    /// What the officer holds.
    Mine,
    /// 待受理.
    Received,
    /// 审核中 and 待复核.
    Reviewing,
    /// 待补正.
    Correcting,
    /// Past the date by which someone must act.
    Late,
    /// 办结, by anyone: what is still fed back, mailed, or asked about on the telephone.
    Closed,
}

impl View {
    /// Every view, in the order of the tabs.
    pub const ALL: [Self; 7] = [
        Self::All,
        Self::Mine,
        Self::Received,
        Self::Reviewing,
        Self::Correcting,
        Self::Late,
        Self::Closed,
    ];

    /// The id of the message that names it.
    pub fn message(self) -> &'static str {
        match self {
            Self::All => "view-all",
            Self::Mine => "view-mine",
            Self::Received => "view-received",
            Self::Reviewing => "view-reviewing",
            Self::Correcting => "view-correcting",
            Self::Late => "view-late",
            Self::Closed => "view-closed",
        }
    }

    /// The states that it is about; none where it leaves them to the filter.
    pub(super) fn states(self) -> &'static [&'static str] {
        match self {
            Self::All | Self::Mine | Self::Late => &[],
            Self::Received => &["received"],
            Self::Reviewing => &["reviewing", "second_review"],
            Self::Correcting => &["correcting"],
            Self::Closed => &["closed"],
        }
    }

    /// Adds its own conditions to a filter.
    pub fn narrow(self, filter: &mut Filter) {
        if !self.states().is_empty() {
            filter.states = self.states().iter().copied().map(String::from).collect();
        }
        match self {
            Self::Mine => filter.holder = Holder::Me,
            Self::Late => filter.late = true,
            _ => {}
        }
    }

    /// The order in which it is read where the officer has chosen none: closed items have no due time, and who asks
    /// about one asks about the latest.
    pub fn sort(self) -> Sort {
        match self {
            Self::Closed => Sort::of(By::Changed),
            _ => Sort::of(By::Due),
        }
    }
}

/// Whose items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// Anyone's.
    #[default]
    Anyone,
    /// The officer's own.
    Me,
    /// Nobody's yet.
    Nobody,
}

/// Since when days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Since {
    /// 申报.
    Filed,
    /// 受理.
    Accepted,
}

impl Since {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Filed, Self::Accepted];

    /// Its name in programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Accepted => "accepted",
        }
    }

    /// When it was for a row.
    fn at(self, row: &ItemRow) -> Option<DateTime<FixedOffset>> {
        match self {
            Self::Filed => wording::time(&row.filed_at),
            Self::Accepted => row.accepted_at.as_deref().and_then(wording::time),
        }
    }
}

/// The ages that the filter offers, in whole days of 24 hours.
pub const AGES: [u32; 4] = [1, 3, 5, 10];

/// What the filter dialog sets; an empty set does not filter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// States.
    pub states: BTreeSet<String>,
    /// Matters.
    pub matters: BTreeSet<String>,
    /// Channels.
    pub channels: BTreeSet<String>,
    /// Lights.
    pub lights: BTreeSet<String>,
    /// Whose.
    pub holder: Holder,
    /// Filed at least so many days ago.
    pub older_than_days: Option<u32>,
    /// Accepted at least so many days ago.
    pub accepted_for_days: Option<u32>,
    /// A department: set by the backlog.
    pub department: Option<String>,
    /// A division with all below it: set by the backlog.
    pub division: Option<String>,
    /// Only what is late: set by the backlog.
    pub late: bool,
}

impl Filter {
    /// The days since then that it asks for.
    pub fn age(&self, since: Since) -> Option<u32> {
        match since {
            Since::Filed => self.older_than_days,
            Since::Accepted => self.accepted_for_days,
        }
    }

    /// Asks for so many days since then.
    pub fn set_age(&mut self, since: Since, days: Option<u32>) {
        match since {
            Since::Filed => self.older_than_days = days,
            Since::Accepted => self.accepted_for_days = days,
        }
    }

    /// How many conditions are set.
    pub fn count(&self) -> usize {
        [&self.states, &self.matters, &self.channels, &self.lights]
            .iter()
            .filter(|set| !set.is_empty())
            .count()
            + usize::from(self.holder != Holder::Anyone)
            + Since::ALL
                .iter()
                .filter(|since| self.age(**since).is_some())
                .count()
            + usize::from(self.department.is_some())
            + usize::from(self.division.is_some())
            + usize::from(self.late)
    }
}

/// Rows asked for at once; the list fetches the next page before the last of these is reached.
const PAGE: u32 = 100;

/// The whole question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The view.
    pub view: View,
    /// The filter.
    pub filter: Filter,
    /// Number, name, pinyin initials, or last four of the ID number.
    pub search: String,
    /// The order.
    pub sort: Sort,
}

/// Whether a row that changed belongs into the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Only the server can tell: a search reads what the row does not carry.
    Unknown,
}

fn list(codes: impl IntoIterator<Item = impl AsRef<str>>) -> Option<String> {
    let joined = codes
        .into_iter()
        .map(|code| code.as_ref().to_owned())
        .collect::<Vec<_>>()
        .join(",");
    (!joined.is_empty()).then_some(joined)
}

impl Question {
    /// The query to the server, from its start.
    pub fn query(&self) -> InboxQuery {
        let filter = &self.filter;
        let holder = match (self.view, filter.holder) {
            (View::Mine, _) | (_, Holder::Me) => Some("me".to_owned()),
            (_, Holder::Nobody) => Some("nobody".to_owned()),
            (_, Holder::Anyone) => None,
        };
        InboxQuery {
            state: list(self.view.states()).or_else(|| list(&filter.states)),
            matter: list(&filter.matters),
            scene: None,
            channel: list(&filter.channels),
            department: filter.department.clone(),
            division: filter.division.clone(),
            light: list(&filter.lights),
            late: (self.view == View::Late || filter.late).then_some(true),
            assignee: holder,
            older_than_days: filter.older_than_days,
            accepted_for_days: filter.accepted_for_days,
            q: list([self.search.trim()].iter().filter(|text| !text.is_empty())),
            sort: Some(self.sort.wire()),
            cursor: None,
            limit: Some(PAGE),
        }
    }

    /// Whether a row that changed belongs into the list.
    pub fn takes(&self, row: &ItemRow, shared: &Shared) -> Belongs {
        let filter = &self.filter;
        let (now, names) = (shared.server_now(), shared.names());
        let within = |set: &BTreeSet<String>, code: &str| set.is_empty() || set.contains(code);
        let state = match (self.view.states(), filter.states.is_empty()) {
            ([], true) => row.state != "closed",
            ([], false) => filter.states.contains(&row.state),
            (states, _) => states.contains(&row.state.as_str()),
        };
        let holder = match (self.view, filter.holder) {
            (View::Mine, _) | (_, Holder::Me) => row
                .assignee
                .as_deref()
                .is_some_and(|holder| shared.acts_for(holder)),
            (_, Holder::Nobody) => row.assignee.is_none(),
            (_, Holder::Anyone) => true,
        };
        let late = !(self.view == View::Late || filter.late)
            || row
                .due
                .as_ref()
                .and_then(|due| wording::time(&due.at))
                .is_some_and(|due| due < now);
        let old = Since::ALL.into_iter().all(|since| {
            filter.age(since).is_none_or(|days| {
                let at = since.at(row);
                at.is_some_and(|at| at + Duration::days(days.into()) <= now)
            })
        });
        let here = filter
            .department
            .as_ref()
            .is_none_or(|code| *code == row.department)
            && filter
                .division
                .as_ref()
                .is_none_or(|above| names.lies_within(&row.division, above));
        let fits = state
            && holder
            && late
            && old
            && here
            && within(&filter.matters, &row.matter)
            && within(&filter.channels, &row.channel)
            && within(&filter.lights, &row.light);
        match (fits, self.search.trim().is_empty()) {
            (false, _) => Belongs::No,
            (true, true) => Belongs::Yes,
            (true, false) => Belongs::Unknown,
        }
    }
}
