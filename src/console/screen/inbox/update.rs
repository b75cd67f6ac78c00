//! What keys, pages and changes do to the inbox.

use crate::api::Page;
use crate::api::items::ItemRow;
use crate::client::Error;
use crate::console::action::Action;
use crate::console::effect::{Ask, Effect, Notice, Paper, Tone};
use crate::console::screen::many::Many;
use crate::console::screen::{Route, moves};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::widget::list::{Fetch, Loaded, Presence, Wanted};

use super::arrange::Arrange;
use super::line::SearchLine;
use super::question::{Belongs, Filter};
use super::sort::Sort;
use super::{Dialog, Inbox, Peek};

/// A larger material is not fetched ahead: it would push what is on the screen out of the cache.
const MOST_AHEAD: u64 = 1024 * 1024;
/// Marks a cursor as one of the list read from its other end.
const FROM_END: char = '~';

impl Inbox {
    /// Asks for the list anew.
    pub(super) fn restart(&mut self) -> Vec<Effect> {
        let fetch = self.list.restart();
        vec![self.page(&fetch), Effect::Ask(Ask::Counts)]
    }

    /// The line is up again. What stands in the list has been followed; only what did not come is asked for anew.
    pub(super) fn line_up(&mut self, shared: &Shared) -> Vec<Effect> {
        if self.unread {
            self.restart()
        } else {
            self.follow(shared)
        }
    }

    fn page(&mut self, fetch: &Fetch) -> Effect {
        let mut query = self.question.query();
        let (from_end, cursor) = match &fetch.page {
            Wanted::First => (false, None),
            Wanted::Last => (true, None),
            Wanted::Before(cursor) | Wanted::After(cursor) => match cursor.strip_prefix(FROM_END) {
                Some(cursor) => (true, Some(cursor.to_owned())),
                None => (false, Some(cursor.clone())),
            },
        };
        if from_end {
            query.sort = Some(self.question.sort.turned().wire());
        }
        query.cursor = cursor;
        self.from_end = from_end.then_some(fetch.ticket);
        Effect::Ask(Ask::Inbox {
            ticket: fetch.ticket,
            query: Box::new(query),
        })
    }

    /// Takes a page, or why it did not come.
    pub(super) fn take(
        &mut self,
        ticket: u64,
        answer: Result<Page<ItemRow>, Error>,
        shared: &Shared,
    ) -> Vec<Effect> {
        match answer {
            Ok(page) => {
                (self.trouble, self.unread) = (None, false);
                let page = loaded(page, self.from_end == Some(ticket));
                let before = self.list.selected_key().cloned();
                let mut sorted = None;
                if self.list.load(ticket, page) {
                    self.answered.clone_from(&self.question);
                    sorted = self.sorting.take();
                }
                let mut effects = self.follow(shared);
                if let Some(no) = sorted.filter(|no| self.list.selected_key() != Some(no)) {
                    let no = [("no", no.into())];
                    let words = Shown::say_with(shared.lang, "inbox-sorted-away", &no);
                    effects.push(Effect::Tell(Notice::new(Tone::Plain, words)));
                }
                // A key that was meant for the item before must not hit the one that took its place.
                if before.is_some() && before.as_ref() != self.list.selected_key() {
                    effects.push(Effect::Settle);
                }
                effects
            }
            Err(error) => {
                let failed = self.list.failed(ticket);
                self.unread |= matches!(failed, Some(Wanted::First | Wanted::Last));
                // Under the name of one view the rows of another would be taken for its own.
                if self.unread && self.answered != self.question {
                    self.list.clear();
                }
                let words = Shown::line(&error.words(shared.lang));
                self.trouble = Some(words.clone());
                if failed.is_none() || self.list.is_empty() {
                    return vec![];
                }
                vec![Effect::Tell(Notice::new(Tone::Bad, words))]
            }
        }
    }

    /// Takes a changed row in, without moving the cursor.
    pub(super) fn place(&mut self, row: &ItemRow, shared: &Shared) {
        let known = self.list.rows().find(|known| known.no == row.no);
        if known.is_some_and(|known| known.version > row.version) {
            return;
        }
        let known = known.is_some();
        // What was decided with others and refused keeps its place, so that the reason can be read there.
        let read_on = self.list.marks().contains(&row.no)
            && (shared.refused.contains_key(&row.no) || shared.deciding.contains_key(&row.no));
        match self.question.takes(row, shared) {
            Belongs::No if !read_on => {
                // What a ghost shows is why it left.
                self.list.update(row.clone());
                self.list.remove(&row.no);
            }
            Belongs::Yes if !known => {
                let sort = self.question.sort;
                let after = |other: &ItemRow| sort.stands_after(other, row);
                self.list.insert(row.clone(), after);
            }
            Belongs::No | Belongs::Yes | Belongs::Unknown => {
                self.list.update(row.clone());
            }
        }
    }

    /// The screen above was closed. What was decided there is on its way: the next item is selected.
    pub(super) fn uncovered(&mut self, shared: &Shared) -> Vec<Effect> {
        self.reading = false;
        let since = shared
            .deciding
            .iter()
            .filter(|(no, sent)| sent.moves_on() && self.decided.get(*no) != Some(sent));
        for (no, _) in since {
            if self.list.selected_key() == Some(no) {
                let last = self.list.neighbour(1).is_none();
                self.list.step(if last { -1 } else { 1 });
            }
        }
        self.decided.clone_from(&shared.deciding);
        self.follow(shared)
    }

    /// What to fetch ahead: the page that the cursor nears, and the selected item and the next,
    /// for the pane and for opening them.
    pub(super) fn follow(&mut self, shared: &Shared) -> Vec<Effect> {
        let mut effects = vec![];
        if let Some(fetch) = self.list.wanted() {
            effects.push(self.page(&fetch));
        }
        let selected = self.list.selected_key();
        let next = self.list.neighbour(1).map(|row| &row.no);
        let missing = [selected, next]
            .into_iter()
            .flatten()
            .find(|no| shared.cache.wants_item(no))
            .cloned();
        if let Some(no) = missing.filter(|_| self.fetching.is_none()) {
            self.fetching = Some(no.clone());
            effects.push(Effect::Ask(Ask::Item { no: no.clone() }));
        }
        effects.extend(self.material_ahead(shared));
        effects
    }

    /// The first material of the next item, once an item is open and the next one is there.
    fn material_ahead(&mut self, shared: &Shared) -> Option<Effect> {
        let next = &self.list.neighbour(1).filter(|_| self.reading)?.no;
        let detail = &shared.cache.item(next)?.detail;
        let mut materials = detail.materials.iter();
        let first = materials.find(|material| material.ordinal.is_some())?;
        let paper = Paper::Material(first.ordinal?);
        let known = shared
            .cache
            .paper(&detail.row.application, &paper)
            .is_some();
        if known || self.ahead.as_ref() == Some(next) || first.size > Some(MOST_AHEAD) {
            return None;
        }
        self.ahead = Some(next.clone());
        let no = next.clone();
        Some(Effect::Ask(Ask::Paper { no, paper }))
    }

    /// Does an action.
    pub(super) fn act(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        if self.dialog.is_some() {
            return self.act_in_dialog(action, shared);
        }
        if self.search.is_some() {
            return self.act_in_search(action, shared);
        }
        if self.filter.is_some() {
            return self.act_in_filter(action);
        }
        match action {
            Action::Up => self.list.step(-1),
            Action::Down => self.list.step(1),
            Action::PageUp => self.list.page(-1),
            Action::PageDown => self.list.page(1),
            Action::Home | Action::End => return self.jump(action, shared),
            Action::Select => self.list.toggle_mark(),
            Action::SelectAll => self.list.mark_all(|_| true),
            Action::ClearSelection => self.list.clear_marks(),
            other => return self.act_on_list(other, shared),
        }
        self.follow(shared)
    }

    /// To the row of this number; none while something else has the keys.
    pub(super) fn show_row(&mut self, number: usize, shared: &Shared) -> Option<Vec<Effect>> {
        if self.search.is_some() || self.filter.is_some() {
            return None;
        }
        let fetch = self.list.go_to(number);
        let mut effects: Vec<Effect> = fetch.iter().map(|fetch| self.page(fetch)).collect();
        effects.extend(self.follow(shared));
        Some(effects)
    }

    /// To an end of the whole list, which may not be loaded.
    fn jump(&mut self, to: Action, shared: &Shared) -> Vec<Effect> {
        let fetch = if to == Action::Home {
            self.list.home()
        } else {
            self.list.end()
        };
        let mut effects: Vec<Effect> = fetch.iter().map(|fetch| self.page(fetch)).collect();
        effects.extend(self.follow(shared));
        effects
    }

    fn act_on_list(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        if let Some(number) = action.tab() {
            return self.go_to(number, shared);
        }
        match action {
            Action::NextTab => self.step_tab(1, shared),
            Action::PreviousTab => self.step_tab(-1, shared),
            Action::Sort => self.sort(self.question.sort.next(), shared),
            Action::TurnSort => self.sort(self.question.sort.turned(), shared),
            Action::Columns => {
                self.dialog = Some(Dialog::Columns(Arrange::open(self.columns.as_deref())));
                vec![]
            }
            Action::SaveView | Action::RenameView => self.ask_name(action, shared),
            Action::DeleteView => self.ask_delete(shared),
            Action::Refresh => {
                let mut effects = self.restart();
                effects.push(Effect::Ask(Ask::Views(None)));
                effects
            }
            Action::Peek => {
                self.peek = match self.peek {
                    Peek::Auto => Peek::Hidden,
                    Peek::Hidden => Peek::Auto,
                };
                vec![]
            }
            Action::Search => {
                self.search = Some(SearchLine::open(&self.question, shared));
                vec![]
            }
            Action::Filter => self.open_filter(shared),
            Action::Back if self.over_another => vec![Effect::Close],
            Action::Back if self.saved_view(shared).is_some() => self.go_to(0, shared),
            Action::Back if self.narrowed() => {
                self.question.filter = Filter::default();
                self.question.search.clear();
                self.restart()
            }
            Action::Open => self.open(shared),
            Action::NextItem => self.turn_item(1, shared),
            Action::PreviousItem => self.turn_item(-1, shared),
            Action::CopyNumber => {
                let no = self.list.selected_key().map(|no| Shown::line(no));
                no.map(|no| moves::copy(no, shared)).unwrap_or_default()
            }
            other => self.compose(other, shared),
        }
    }

    /// Reads the list in another order.
    fn sort(&mut self, sort: Sort, shared: &Shared) -> Vec<Effect> {
        self.question.sort = sort;
        let here = |(row, presence): (&ItemRow, Presence)| {
            (presence == Presence::Here).then(|| row.no.clone())
        };
        self.sorting = self.list.selected().and_then(here);
        let mut effects = self.keep_look(shared);
        effects.extend(self.restart());
        effects
    }

    fn open(&mut self, shared: &Shared) -> Vec<Effect> {
        match self.list.selected_key() {
            Some(no) => {
                let open = Effect::Open(Route::Item { no: no.clone() });
                self.reading = true;
                // What is on the screen first, what comes next after it.
                std::iter::once(open).chain(self.follow(shared)).collect()
            }
            None => vec![Effect::Tell(Notice::new(
                Tone::Plain,
                shared.say("inbox-nothing-selected"),
            ))],
        }
    }

    /// The next or previous item, opened: asked for from inside an item.
    fn turn_item(&mut self, rows: isize, shared: &Shared) -> Vec<Effect> {
        if self.list.neighbour(rows).is_none() {
            let words = shared.say("inbox-no-more");
            return vec![Effect::Tell(Notice::new(Tone::Plain, words))];
        }
        self.list.step(rows);
        self.open(shared)
    }

    /// Opens the composer for the marked items, or for the selected one.
    fn compose(&self, action: Action, shared: &Shared) -> Vec<Effect> {
        let Some(asked) = moves::of(action) else {
            return vec![];
        };
        let marked = self.list.marks();
        if marked.is_empty() {
            let row = self.list.selected().map(|(row, _)| row);
            let Some(item) = row.map(|row| (row.no.clone(), row.version)) else {
                return vec![];
            };
            let mut effects = vec![];
            if action == Action::ViewClear {
                // A look that is written down shows something: the item, where the fields are.
                effects.push(Effect::Open(Route::Item { no: item.0.clone() }));
            }
            effects.extend(moves::start(action, vec![item]));
            return effects;
        }
        let rows = self.list.rows().filter(|row| marked.contains(&row.no));
        let many = Many::sort_out(rows, marked.len(), asked, shared);
        moves::start_many(action, many, shared)
    }
}

fn loaded(page: Page<ItemRow>, from_end: bool) -> Loaded<ItemRow> {
    if !from_end {
        return Loaded {
            rows: page.rows,
            previous: page.previous,
            next: page.next,
        };
    }
    let turned = |cursor: Option<String>| cursor.map(|cursor| format!("{FROM_END}{cursor}"));
    Loaded {
        rows: page.rows.into_iter().rev().collect(),
        previous: turned(page.next),
        next: turned(page.previous),
    }
}
