//! Lists and figures: pages of the inbox, the counts at its head, the supervisors' backlog, the feed of changes.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Duration, NaiveTime, TimeZone, Utc};
use sha2::{Digest, Sha256};

use super::view::{self, Present};
use super::{Caller, ServiceError};
use crate::api::backlog::{Backlog, BacklogCell};
use crate::api::feed::Change;
use crate::api::items::{InboxCounts, InboxQuery, ItemRow as RowView};
use crate::api::problem::Code;
use crate::api::view::time;
use crate::api::{PAGE_MOST, Page};
use crate::backend::App;
use crate::backend::blobs::hex;
use crate::backend::store::counts::{Backlog as Figures, Today};
use crate::backend::store::inbox::{Filter, Holder, PageQuery, Place, Sort};
use crate::backend::store::items::ItemRow;
use crate::backend::store::search::Needle;
use crate::backend::store::{ReadTx, StoreError};
use crate::domain::id::{ItemNo, OfficerId};
use crate::domain::item::State;
use crate::domain::policy::Channel;
use crate::domain::supervision::Light;

/// Rows of a page where nobody says how many.
const PAGE_USUAL: u32 = 50;
/// Whoever asks, as a holder.
const ME: &str = "me";
/// Changes that are sent at once.
const CHANGES_MOST: u32 = 200;

/// A page of the items in reach.
///
/// # Errors
/// [`ServiceError::Invalid`] where a parameter cannot be read.
pub async fn page(
    app: &App,
    caller: &Caller,
    query: &InboxQuery,
) -> Result<Page<RowView>, ServiceError> {
    let now = app.clock.now();
    let mut asked = Asked::read(query, caller, now)
        .map_err(|(code, pointer)| ServiceError::invalid(code, pointer, caller.lang))?;
    let mut unit = app.store.read().await?;
    if query.assignee.as_deref() == Some(ME)
        && let Some(Holder::Officers(officers)) = &mut asked.page.filter.holder
    {
        // What those hold for whom one stands in is one's own work meanwhile.
        officers.extend(unit.absents(&caller.officer.id, now).await?);
    }
    let found = unit.page(&caller.scope, &asked.page).await?;
    let mut rows = found.rows;
    if asked.backwards {
        rows.reverse();
    }
    let (before, after) = asked.neighbours(found.more);
    let cursor = |row: Option<&ItemRow>, way: Way| row.map(|row| asked.cursor(way, row));
    let previous = before.then(|| cursor(rows.first(), Way::Back)).flatten();
    let next = after.then(|| cursor(rows.last(), Way::On)).flatten();
    let names = holders(&mut unit, &rows).await?;
    Ok(Page {
        rows: rows
            .iter()
            .map(|row| view::row(row, &names, Present::of(app)))
            .collect(),
        next,
        previous,
    })
}

async fn holders(unit: &mut ReadTx, rows: &[ItemRow]) -> Result<view::Names, StoreError> {
    let mut holders: Vec<OfficerId> = rows.iter().filter_map(|row| row.assignee.clone()).collect();
    holders.sort();
    holders.dedup();
    unit.officer_names(&holders).await
}

/// Which way a cursor leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    On,
    Back,
}

/// A page as it was asked for.
struct Asked {
    page: PageQuery,
    /// Led by a cursor to the page before: read in the opposite order, shown in the usual one.
    backwards: bool,
    led: bool,
    /// What the list is, whatever its page: a cursor of another list is refused.
    list: String,
}

type Wrong = (Code, &'static str);

impl Asked {
    fn read(query: &InboxQuery, caller: &Caller, now: DateTime<Utc>) -> Result<Self, Wrong> {
        let (descending, sort) = match query.sort.as_deref() {
            None | Some("due") => (false, Sort::Due),
            Some("-due") => (true, Sort::Due),
            Some("filed") => (false, Sort::Filed),
            Some("-filed") => (true, Sort::Filed),
            Some("changed") => (false, Sort::Changed),
            Some("-changed") => (true, Sort::Changed),
            Some(_) => return Err((Code::BadParameter, "?sort")),
        };
        let most = query.limit.unwrap_or(PAGE_USUAL);
        if !(1..=PAGE_MOST).contains(&most) {
            return Err((Code::BadParameter, "?limit"));
        }
        let name = list_name(query);
        let cursor = match query.cursor.as_deref() {
            Some(text) => Some(Cursor::read(text, &name).ok_or((Code::BadCursor, "?cursor"))?),
            None => None,
        };
        let backwards = cursor
            .as_ref()
            .is_some_and(|cursor| cursor.way == Way::Back);
        let filter = Filter {
            states: states(query.state.as_deref())?,
            matters: list("?matter", query.matter.as_deref(), |text| text.parse().ok())?,
            scene: one("?scene", query.scene.as_deref(), |text| text.parse().ok())?,
            channels: list("?channel", query.channel.as_deref(), |text| {
                by_code(text, &Channel::ALL, Channel::code)
            })?,
            department: one("?department", query.department.as_deref(), |text| {
                text.parse().ok()
            })?,
            division: one("?division", query.division.as_deref(), |text| {
                text.parse().ok()
            })?,
            lights: list("?light", query.light.as_deref(), |text| {
                by_code(text, &Light::ALL, Light::code)
            })?,
            late: query.late == Some(true),
            holder: one("?assignee", query.assignee.as_deref(), |text| {
                holder(text, caller)
            })?,
            filed_before: query.older_than_days.map(|days| days_before(now, days)),
            accepted_before: query.accepted_for_days.map(|days| days_before(now, days)),
            needle: query.q.as_deref().and_then(Needle::parse),
        };
        Ok(Self {
            page: PageQuery {
                filter,
                sort,
                descending: descending != backwards,
                after: cursor.as_ref().map(|cursor| cursor.place.clone()),
                most,
                now,
            },
            backwards,
            led: cursor.is_some(),
            list: name,
        })
    }

    /// Whether there is a page before and a page after.
    fn neighbours(&self, more: bool) -> (bool, bool) {
        if self.backwards {
            (more, true)
        } else {
            (self.led, more)
        }
    }

    fn cursor(&self, way: Way, row: &ItemRow) -> String {
        let way = match way {
            Way::On => "n",
            Way::Back => "p",
        };
        let Place { key, no } = self.page.sort.place(row);
        format!("{way}.{}.{key}.{no}", self.list)
    }
}

/// A place in a list and the way to go from there.
struct Cursor {
    way: Way,
    place: Place,
}

impl Cursor {
    fn read(text: &str, list: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '.');
        let way = match parts.next()? {
            "n" => Way::On,
            "p" => Way::Back,
            _ => return None,
        };
        if parts.next()? != list {
            return None;
        }
        let key = parts.next()?.parse().ok()?;
        let no: ItemNo = parts.next()?.parse().ok()?;
        Some(Self {
            way,
            place: Place { key, no },
        })
    }
}

/// Names a list by what was asked for, but for the page.
fn list_name(query: &InboxQuery) -> String {
    let list = InboxQuery {
        cursor: None,
        limit: None,
        ..query.clone()
    };
    let text = serde_json::to_vec(&list).unwrap_or_default();
    hex(&Sha256::digest(text)[..4])
}

/// So many whole days ago; nothing is older than the calendar itself.
fn days_before(now: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    now.checked_sub_signed(Duration::days(days.into()))
        .unwrap_or(DateTime::<Utc>::MIN_UTC)
}

/// Reads a parameter that is a list, separated by commas.
fn list<T>(
    pointer: &'static str,
    text: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, Wrong> {
    let parts = text.unwrap_or_default().split(',');
    let found: Option<_> = parts.filter(|part| !part.is_empty()).map(read).collect();
    found.ok_or((Code::BadParameter, pointer))
}

/// Reads a parameter that is one value.
fn one<T>(
    pointer: &'static str,
    text: Option<&str>,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Wrong> {
    text.map(|text| read(text).ok_or((Code::BadParameter, pointer)))
        .transpose()
}

fn by_code<T: Copy>(text: &str, all: &[T], code: fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|value| code(*value) == text)
}

fn states(text: Option<&str>) -> Result<Vec<State>, Wrong> {
    let found = list("?state", text, |part| match part {
        "open" => Some(
            State::ALL
                .into_iter()
                .filter(|state| state.is_open())
                .collect(),
        ),
        part => by_code(part, &State::ALL, State::code).map(|state| vec![state]),
    })?;
    Ok(found.concat())
}

fn holder(text: &str, caller: &Caller) -> Option<Holder> {
    match text {
        "nobody" => Some(Holder::Nobody),
        ME => Some(Holder::Officers(vec![caller.officer.id.clone()])),
        login => {
            let officer = login.parse().ok()?;
            Some(Holder::Officers(vec![officer]))
        }
    }
}

/// The figures at the head of the inbox.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn counts(app: &App, caller: &Caller) -> Result<InboxCounts, ServiceError> {
    let mut unit = app.store.read().await?;
    let tallies = unit.tallies(&caller.scope).await?;
    let mut by_state = BTreeMap::new();
    for tally in tallies.iter().filter(|tally| tally.state.is_open()) {
        *by_state.entry(tally.state.code().to_owned()).or_insert(0) += tally.n;
    }
    let mut sum = Figures::default();
    for figures in unit.backlog(&tallies, today(app)).await?.into_values() {
        sum.add(figures);
    }
    Ok(InboxCounts {
        at: time(app.clock.now()),
        open: sum.open,
        yellow: sum.yellow,
        yellow_card: sum.yellow_card,
        red_card: sum.red_card,
        by_state,
    })
}

/// The backlog of what is in reach, by department and division.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn backlog(app: &App, caller: &Caller) -> Result<Backlog, ServiceError> {
    let today = today(app);
    let mut unit = app.store.read().await?;
    let tallies = unit.tallies(&caller.scope).await?;
    let cells = unit.backlog(&tallies, today).await?;
    Ok(Backlog {
        at: time(today.now),
        cells: cells
            .into_iter()
            .map(|((department, division), figures)| BacklogCell {
                department: department.to_string(),
                division: division.to_string(),
                open: figures.open,
                due_today: figures.due_today,
                late: figures.late,
                yellow: figures.yellow,
                yellow_card: figures.yellow_card,
                red_card: figures.red_card,
            })
            .collect(),
    })
}

/// Now, and when the civil day ends.
fn today(app: &App) -> Today {
    let now = app.clock.now();
    let tomorrow = app.calendar.date(now) + Days::new(1);
    let midnight = app
        .calendar
        .local(now)
        .timezone()
        .from_local_datetime(&tomorrow.and_time(NaiveTime::MIN));
    Today {
        now,
        // A fixed offset has every midnight once.
        ends: midnight.single().map_or(now, |at| at.to_utc()),
    }
}

/// The changes in reach after a place, and up to where all have been looked at.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn changes(
    app: &App,
    caller: &Caller,
    after: i64,
) -> Result<(Vec<Change>, i64), ServiceError> {
    let mut unit = app.store.read().await?;
    let stretch = unit.changes(&caller.scope, after, CHANGES_MOST).await?;
    let present = Present::of(app);
    let mut numbers: Vec<&ItemNo> = stretch
        .events
        .iter()
        .map(|placed| &placed.record.item)
        .collect();
    numbers.sort();
    numbers.dedup();
    let rows = unit.item_rows(&caller.scope, &numbers).await?;
    let names = holders(&mut unit, &rows).await?;
    let changes = stretch.events.iter().map(|placed| {
        let record = &placed.record;
        let found = rows.iter().find(|row| row.no == record.item);
        Change {
            seq: placed.seq,
            event: record.event.code().to_owned(),
            by: view::actor_name(&record.actor, caller.lang),
            row: found.map(|row| view::row(row, &names, present)),
            item: record.item.to_string(),
        }
    });
    Ok((changes.collect(), stretch.until))
}

/// The place of the last change: where a feed begins that asks for no earlier ones.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn last_change(app: &App) -> Result<i64, ServiceError> {
    Ok(app.store.read().await?.last_seq().await?)
}
