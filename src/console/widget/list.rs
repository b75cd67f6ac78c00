//! The state of a list of any length, held by identity and never by row number.
//!
//! Owns which rows are loaded, which one is selected, which are marked and what to fetch next. Rows come as keyset
//! pages in both directions; a window of them is kept, so that a million rows cost what a few hundred do. Knows
//! neither what a row is nor where it is drawn. A row number as selection has approved the wrong citizen's case
//! elsewhere: a row added above moved the target of the next key.
//!
//! A screen calls [`List::wanted`] after each change and turns what it says into a request; the answer comes back
//! through [`List::load`] with the same ticket.

use std::cell::Cell;
use std::collections::{BTreeSet, VecDeque};

/// A row that knows what it is the row of.
pub trait Keyed {
    /// The identity: an item number, a login.
    type Key: Clone + Ord;
    /// This row's identity.
    fn key(&self) -> Self::Key;
}

/// What to fetch from the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetch {
    /// Hand it back with the answer; an answer to an older question is dropped.
    pub ticket: u64,
    /// Which page.
    pub page: Wanted,
}

/// A page in relation to what is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The start of the list, in place of what is loaded.
    First,
    /// The end of the list, in place of what is loaded.
    Last,
    /// The page before the loaded ones, by its cursor.
    Before(String),
    /// The page after the loaded ones, by its cursor.
    After(String),
}

/// A page as it arrived, with the cursors of its neighbours; none at an end of the list.
#[derive(Debug, Clone)]
pub struct Loaded<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// How a row stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is in the list.
    Here,
    /// It has left the list (decided, moved away) but is selected; it stays in sight until the selection moves.
    Ghost,
}

/// A row to draw.
#[derive(Debug)]
pub struct Visible<'a, R> {
    /// The row.
    pub row: &'a R,
    /// Whether it is the selected one.
    pub selected: bool,
    /// Whether it is marked.
    pub marked: bool,
    /// Whether it is still in the list.
    pub presence: Presence,
}

struct Slot<R> {
    row: R,
    presence: Presence,
}

struct PageOf<R> {
    slots: Vec<Slot<R>>,
    previous: Option<String>,
    next: Option<String>,
}

/// Pages kept at most; the farthest from the selection is let go.
const MOST_PAGES: usize = 12;
/// Rows kept in sight above and below the selected one.
const MARGIN: usize = 2;

/// The list's state.
pub struct List<R: Keyed> {
    pages: VecDeque<PageOf<R>>,
    selected: Option<R::Key>,
    marks: BTreeSet<R::Key>,
    asked: Option<Fetch>,
    tickets: u64,
    loaded_once: bool,
    /// Rows that the selection has still to go down, on pages that are under way; any other move gives them up.
    still_to_go: usize,
    /// The line of the window on which the selected row stands, and the window's height; settled when drawn.
    line: Cell<usize>,
    height: Cell<usize>,
}

impl<R: Keyed> Default for List<R> {
    fn default() -> Self {
        Self {
            pages: VecDeque::new(),
            selected: None,
            marks: BTreeSet::new(),
            asked: None,
            tickets: 0,
            loaded_once: false,
            still_to_go: 0,
            line: Cell::new(0),
            height: Cell::new(20),
        }
    }
}

impl<R: Keyed> List<R> {
    /// Asks for the start of the list anew: another filter, another order, a refresh. What is loaded stays in
    /// sight until the answer is there, and so does the selection where its row is still found.
    pub fn restart(&mut self) -> Fetch {
        self.still_to_go = 0;
        self.ask(Wanted::First)
    }

    /// The next page to fetch, where the window comes near an end of what is loaded and nothing is under way.
    pub fn wanted(&mut self) -> Option<Fetch> {
        if self.asked.is_some() {
            return None;
        }
        let near = 2 * self.height.get();
        let (at, len) = (self.position().unwrap_or(0), self.len());
        let after = self.pages.back().and_then(|page| page.next.clone());
        let before = self.pages.front().and_then(|page| page.previous.clone());
        let page = match (after, before) {
            (Some(cursor), _) if at + near >= len => Wanted::After(cursor),
            (_, Some(cursor)) if at < near => Wanted::Before(cursor),
            _ => return None,
        };
        Some(self.ask(page))
    }

    fn ask(&mut self, page: Wanted) -> Fetch {
        self.tickets += 1;
        let fetch = Fetch {
            ticket: self.tickets,
            page,
        };
        self.asked = Some(fetch.clone());
        fetch
    }

    /// Takes the answer to a question; whether it was still the one awaited.
    pub fn load(&mut self, ticket: u64, page: Loaded<R>) -> bool {
        let Some(fetch) = self.asked.take_if(|asked| asked.ticket == ticket) else {
            return false;
        };
        self.loaded_once = true;
        match fetch.page {
            Wanted::First | Wanted::Last => self.replace(page, &fetch.page),
            Wanted::Before(_) => self.add(page, End::Front),
            Wanted::After(_) => self.add(page, End::Back),
        }
        self.go_on();
        true
    }

    /// The question with `ticket` got no answer; it may be asked again. The page, if it was still awaited.
    pub fn failed(&mut self, ticket: u64) -> Option<Wanted> {
        let asked = self.asked.take_if(|asked| asked.ticket == ticket)?;
        self.still_to_go = 0;
        Some(asked.page)
    }

    /// Shows nothing, where what was loaded answers another question than the one that is on the screen.
    pub fn clear(&mut self) {
        self.pages.clear();
        self.selected = None;
    }

    fn replace(&mut self, page: Loaded<R>, from: &Wanted) {
        self.pages.clear();
        self.add(page, End::Back);
        if *from == Wanted::Last {
            self.select_at(self.len().saturating_sub(1));
        } else if self.position().is_none() || self.is_going() {
            self.select_at(0);
        }
        if self.is_empty() {
            self.selected = None;
        }
    }

    fn add(&mut self, page: Loaded<R>, end: End) {
        let fresh: BTreeSet<R::Key> = page.rows.iter().map(Keyed::key).collect();
        // A row that moved between two pages while they were fetched stands where it was seen last.
        for old in &mut self.pages {
            old.slots.retain(|slot| !fresh.contains(&slot.row.key()));
        }
        let page = PageOf {
            slots: page
                .rows
                .into_iter()
                .map(|row| Slot {
                    row,
                    presence: Presence::Here,
                })
                .collect(),
            previous: page.previous,
            next: page.next,
        };
        match end {
            End::Front => self.pages.push_front(page),
            End::Back => self.pages.push_back(page),
        }
        if self.pages.len() > MOST_PAGES {
            match end {
                End::Front => self.pages.pop_back(),
                End::Back => self.pages.pop_front(),
            };
        }
        if self.selected.is_none() {
            self.select_at(0);
        }
    }

    /// Puts new contents into the row that is loaded under the same identity; whether there is one. A ghost that
    /// is back in the list is a row again.
    pub fn update(&mut self, row: R) -> bool {
        let key = row.key();
        let slot = self.slots_mut().find(|slot| slot.row.key() == key);
        let found = slot.is_some();
        if let Some(slot) = slot {
            *slot = Slot {
                row,
                presence: Presence::Here,
            };
        }
        found
    }

    /// Puts a new row before the first loaded one that `comes_after` accepts, or nowhere if its place is not
    /// loaded.
    pub fn insert(&mut self, row: R, comes_after: impl Fn(&R) -> bool) {
        if self.slots().any(|slot| slot.row.key() == row.key()) {
            self.update(row);
            return;
        }
        let slot = Slot {
            row,
            presence: Presence::Here,
        };
        for page in &mut self.pages {
            if let Some(at) = page.slots.iter().position(|slot| comes_after(&slot.row)) {
                page.slots.insert(at, slot);
                return;
            }
        }
        if let Some(page) = self.pages.back_mut().filter(|page| page.next.is_none()) {
            page.slots.push(slot);
        }
        if self.selected.is_none() {
            self.select_at(0);
        }
    }

    /// Takes a row out of the list. The selected one stays as a ghost, so that no key meant for it can hit its
    /// neighbour; its mark goes in any case.
    pub fn remove(&mut self, key: &R::Key) {
        self.marks.remove(key);
        let selected = self.selected.as_ref() == Some(key);
        for page in &mut self.pages {
            if selected {
                for slot in page.slots.iter_mut().filter(|slot| slot.row.key() == *key) {
                    slot.presence = Presence::Ghost;
                }
            } else {
                page.slots.retain(|slot| slot.row.key() != *key);
            }
        }
    }

    /// The selected row, with whether it is still in the list.
    pub fn selected(&self) -> Option<(&R, Presence)> {
        let slot = self.slots().nth(self.position()?)?;
        Some((&slot.row, slot.presence))
    }

    /// The selected row's identity.
    pub fn selected_key(&self) -> Option<&R::Key> {
        self.selected.as_ref()
    }

    /// Selects the row of `key`, if it is loaded; whether it was.
    pub fn select(&mut self, key: &R::Key) -> bool {
        self.still_to_go = 0;
        let at = self.slots().position(|slot| slot.row.key() == *key);
        if let Some(at) = at {
            self.select_at(at);
        }
        at.is_some()
    }

    /// Moves the selection by rows; a ghost that is left vanishes.
    pub fn step(&mut self, rows: isize) {
        self.still_to_go = 0;
        if let Some(at) = self.position() {
            self.select_at(at.saturating_add_signed(rows));
        }
    }

    /// Moves the selection by windows.
    pub fn page(&mut self, windows: isize) {
        let height = isize::try_from(self.height.get().saturating_sub(1)).unwrap_or(1);
        self.step(windows.saturating_mul(height.max(1)));
    }

    /// Selects the first row of the whole list; what to fetch, where it is not loaded.
    pub fn home(&mut self) -> Option<Fetch> {
        self.go_to(0)
    }

    /// Selects the row of this number, counted from 0, or the last one; what to fetch, where the start is not loaded.
    /// Behind the loaded rows it goes on as each page arrives.
    pub fn go_to(&mut self, row: usize) -> Option<Fetch> {
        self.select_at(0);
        let more = self.pages.front().is_some_and(|p| p.previous.is_some());
        self.still_to_go = row;
        if more {
            return Some(self.ask(Wanted::First));
        }
        self.go_on();
        None
    }

    /// Goes down as far as rows are loaded.
    fn go_on(&mut self) {
        let Some(at) = self.position().filter(|_| self.is_going()) else {
            return;
        };
        let to = at.saturating_add(self.still_to_go);
        self.select_at(to);
        let more = self.pages.back().is_some_and(|page| page.next.is_some());
        self.still_to_go = if more {
            to.saturating_sub(self.len() - 1)
        } else {
            0
        };
    }

    /// Whether the selection is on its way to a row that is not loaded yet.
    pub fn is_going(&self) -> bool {
        self.still_to_go > 0
    }

    /// Selects the last row of the whole list; what to fetch, where it is not loaded.
    pub fn end(&mut self) -> Option<Fetch> {
        self.still_to_go = 0;
        self.select_at(self.len().saturating_sub(1));
        let more = self.pages.back().is_some_and(|p| p.next.is_some());
        more.then(|| self.ask(Wanted::Last))
    }

    fn select_at(&mut self, at: usize) {
        let at = at.min(self.len().saturating_sub(1));
        let before = self.position();
        let key = self.slots().nth(at).map(|slot| slot.row.key());
        self.selected.clone_from(&key);
        if let Some(before) = before {
            let moved = at.cast_signed() - before.cast_signed();
            self.line.set(self.line.get().saturating_add_signed(moved));
        }
        for page in &mut self.pages {
            page.slots
                .retain(|slot| slot.presence == Presence::Here || Some(slot.row.key()) == key);
        }
    }

    /// Marks the selected row or takes its mark away, and steps to the next; a ghost takes no mark.
    pub fn toggle_mark(&mut self) {
        if let Some((row, Presence::Here)) = self.selected() {
            let key = row.key();
            if !self.marks.remove(&key) {
                self.marks.insert(key);
            }
            self.step(1);
        }
    }

    /// Marks every loaded row that `fits`.
    pub fn mark_all(&mut self, fits: impl Fn(&R) -> bool) {
        let keys: Vec<_> = self
            .slots()
            .filter(|slot| slot.presence == Presence::Here && fits(&slot.row))
            .map(|slot| slot.row.key())
            .collect();
        self.marks.extend(keys);
    }

    /// Takes all marks away.
    pub fn clear_marks(&mut self) {
        self.marks.clear();
    }

    /// Takes one mark away: what was asked for this row is done.
    pub fn unmark(&mut self, key: &R::Key) {
        self.marks.remove(key);
    }

    /// What is marked, in the order of the keys.
    pub fn marks(&self) -> &BTreeSet<R::Key> {
        &self.marks
    }

    /// The loaded rows, ghosts included.
    pub fn rows(&self) -> impl Iterator<Item = &R> {
        self.slots().map(|slot| &slot.row)
    }

    /// The row after (or before) the selected one by `rows`: what to fetch ahead.
    pub fn neighbour(&self, rows: isize) -> Option<&R> {
        let at = self.position()?.checked_add_signed(rows)?;
        self.slots().nth(at).map(|slot| &slot.row)
    }

    /// How many rows are loaded.
    pub fn len(&self) -> usize {
        self.pages.iter().map(|page| page.slots.len()).sum()
    }

    /// Whether no row is loaded.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a page is under way.
    pub fn is_loading(&self) -> bool {
        self.asked.is_some()
    }

    /// Whether an answer has ever come: an empty list is then empty indeed.
    pub fn is_known(&self) -> bool {
        self.loaded_once
    }

    /// The rows of a window `height` lines high. The selected row keeps its line when rows come and go above it.
    pub fn visible(&self, height: u16) -> Vec<Visible<'_, R>> {
        let height = usize::from(height).max(1);
        self.height.set(height);
        let (at, len) = (self.position().unwrap_or(0), self.len());
        let margin = MARGIN.min((height - 1) / 2);
        let line = self.line.get().clamp(margin, height - 1 - margin);
        let top = at.saturating_sub(line).min(len.saturating_sub(height));
        self.line.set(at - top);
        self.slots()
            .skip(top)
            .take(height)
            .map(|slot| {
                let key = slot.row.key();
                Visible {
                    row: &slot.row,
                    selected: self.selected.as_ref() == Some(&key),
                    marked: self.marks.contains(&key),
                    presence: slot.presence,
                }
            })
            .collect()
    }

    fn position(&self) -> Option<usize> {
        let key = self.selected.as_ref()?;
        self.slots().position(|slot| slot.row.key() == *key)
    }

    fn slots(&self) -> impl Iterator<Item = &Slot<R>> {
        self.pages.iter().flat_map(|page| &page.slots)
    }

    fn slots_mut(&mut self) -> impl Iterator<Item = &mut Slot<R>> {
        self.pages.iter_mut().flat_map(|page| &mut page.slots)
    }
}

#[derive(Clone, Copy)]
enum End {
    Front,
    Back,
}
