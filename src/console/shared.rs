//! What every screen may read and only the app changes.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::layout::Size;
use ratatui::style::Style;

use crate::api::accounts::OfficerView;
use crate::api::colleagues::StandInView;
use crate::api::items::{InboxCounts, ItemDetail};
use crate::console::Settings;
use crate::console::action::Action;
use crate::console::app::tour::Tour;
use crate::console::keymap::{Context, Keymap};
use crate::console::screen::cache::Cache;
use crate::console::screen::inbox::filter::offered;
use crate::console::screen::inbox::terms::Terms;
use crate::console::screen::names::{Catalogues, Names};
use crate::console::screen::wording;
use crate::console::shown::Shown;
use crate::console::theme::{Role, Theme};
use crate::console::views::Views;
use crate::console::widget::picture::means::Graphics;
use crate::domain::item::command::Move;
use crate::domain::policy::{self, Access};
use crate::words::Lang;

/// Whether the server answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Line {
    /// Nothing has been heard yet.
    #[default]
    Unknown,
    /// It answers.
    Up,
    /// It does not; tries go on.
    Down {
        /// Since when.
        since: DateTime<Utc>,
    },
}

/// A decision that the server has not confirmed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnItsWay {
    /// What was decided.
    pub asked: Move,
    /// When.
    pub made_at: DateTime<Utc>,
}

impl OnItsWay {
    /// Whether the officer goes on with the next item. Taking an item, putting it back or writing a note decides
    /// nothing: what was on the screen stays there.
    pub fn moves_on(self) -> bool {
        !matches!(self.asked, Move::Claim | Move::ReleaseClaim | Move::Note)
    }

    /// Whether another move has to wait for it.
    pub fn holds_back(self, asked: Move) -> bool {
        self.moves_on() || self.asked == asked && asked != Move::Note
    }
}

/// Fields of an item in clear, which every other time are masked.
pub struct Clear {
    /// The item's number.
    pub no: String,
    /// The values by field.
    pub fields: BTreeMap<String, String>,
    /// When they are masked again.
    pub until: DateTime<Utc>,
}

/// What every screen may read.
pub struct Shared {
    /// The language of the interface.
    pub lang: Lang,
    /// How things look.
    pub theme: Theme,
    /// The keys in force.
    pub keymap: Keymap,
    /// The saved views of the inbox, and how views were looked at last.
    pub views: Views,
    /// The address of the server.
    pub server: String,
    /// Who is signed in.
    pub officer: Option<OfficerView>,
    /// The login of who was signed in when the session ended, or of who is expected first.
    pub away: Option<String>,
    /// Whether the server has ended the session under the officer's hands: the way back in says so until they are
    /// back, which may be hours later.
    pub session_ended: bool,
    /// The catalogues that were fetched: names of matters, divisions, fields.
    pub catalogues: Catalogues,
    /// The items and materials that were fetched.
    pub cache: Cache,
    /// What is to be done about the tour.
    pub tour: Tour,
    /// What is shown in clear at the moment.
    pub clear: Option<Clear>,
    /// The decisions on their way, by item; of several about one item the latest.
    pub deciding: BTreeMap<String, OnItsWay>,
    /// Who stands in for whom, as far as it concerns the officer.
    pub stand_ins: Vec<StandInView>,
    /// Why the server refused what was decided, by item; until it is decided anew or the decision dropped.
    pub refused: BTreeMap<String, Shown>,
    /// For so long a decision waits and can be taken back.
    pub take_back: TimeDelta,
    /// The figures at the head of the screen.
    pub counts: Option<InboxCounts>,
    /// Whether the server answers.
    pub line: Line,
    /// The time of the message that is being handled.
    pub now: DateTime<Utc>,
    /// How far the server's clock is ahead of this machine's.
    pub skew: TimeDelta,
    /// The size of the terminal.
    pub size: Size,
    /// What is known of the terminal's pictures.
    pub graphics: Graphics,
    /// The conditions that the officer narrows lists by, and of what they were made.
    terms: (TermsOf, Terms),
}

/// What the conditions of the search line depend on: language, officer, catalogue.
type TermsOf = (Lang, Option<OfficerView>, Option<String>);

impl Shared {
    /// What there is before anything was fetched.
    pub fn new(settings: Settings, size: Size) -> Self {
        Self {
            lang: settings.lang,
            theme: settings.theme,
            keymap: settings.keymap,
            views: settings.views,
            server: settings.server,
            away: settings.login.filter(|_| settings.officer.is_none()),
            session_ended: false,
            officer: settings.officer,
            catalogues: Catalogues::default(),
            cache: Cache::default(),
            tour: settings.tour,
            clear: None,
            deciding: BTreeMap::new(),
            stand_ins: vec![],
            refused: BTreeMap::new(),
            take_back: settings.take_back,
            counts: None,
            line: Line::default(),
            now: (settings.clock)(),
            skew: TimeDelta::zero(),
            size,
            graphics: settings.graphics,
            terms: Default::default(),
        }
    }

    /// The conditions that lists are narrowed by. Before the catalogue is there, only words are searched for.
    pub fn terms(&self) -> &Terms {
        &self.terms.1
    }

    /// Makes them anew where what they depend on has changed: once per catalogue, not once per frame.
    pub fn keep_terms(&mut self) {
        let catalogue = self.catalogues.current();
        let version = catalogue.map(|catalogue| catalogue.version.as_str());
        let (lang, officer, known) = &self.terms.0;
        if (*lang, officer, known.as_deref()) == (self.lang, &self.officer, version) {
            return;
        }
        let of = (
            self.lang,
            self.officer.clone(),
            version.map(ToOwned::to_owned),
        );
        let names = self.names();
        let offered = self.officer.as_ref().and_then(|me| offered(&names, me));
        let terms = Terms::new(offered.unwrap_or_default(), &names);
        self.terms = (of, terms);
    }

    /// The words of message `id`.
    pub fn say(&self, id: &str) -> Shown {
        Shown::say(self.lang, id)
    }

    /// The words of a message that names the key of an action.
    pub fn say_key(&self, id: &str, context: Context, action: Action) -> Shown {
        let key = self.key(context, action);
        Shown::say_with(self.lang, id, &[("key", key.into())])
    }

    /// The role of who is signed in.
    pub fn role(&self) -> Option<policy::Role> {
        let code = &self.officer.as_ref()?.role;
        policy::Role::ALL
            .into_iter()
            .find(|role| role.code() == code)
    }

    /// Whether who is signed in has lists of items at all; auditor and administrators see no cases (三员分立).
    pub fn has_items(&self) -> bool {
        self.role()
            .is_some_and(|role| Access::Inbox.admits(role) || Access::Follow.admits(role))
    }

    /// Whether what this officer holds is one's own to do: one's own, or theirs for whom one stands in now.
    pub fn acts_for(&self, holder: &str) -> bool {
        let Some(me) = self.officer.as_ref().map(|officer| &officer.login) else {
            return false;
        };
        let now = self.server_now();
        let holds = |known: &&StandInView| {
            let moment = |wire| wording::time(wire).map(|at| at.to_utc());
            known.officer == holder
                && known.stand_in == *me
                && moment(&known.from).is_some_and(|from| from <= now)
                && moment(&known.until).is_some_and(|until| now < until)
        };
        me == holder || self.stand_ins.iter().find(holds).is_some()
    }

    /// Whether a decision is on its way after which the officer goes on with the next item.
    pub fn is_decided(&self, no: &str) -> bool {
        self.deciding.get(no).is_some_and(|sent| sent.moves_on())
    }

    /// What of an item is shown in clear at the moment.
    pub fn clear_of(&self, no: &str) -> Option<&Clear> {
        self.clear.as_ref().filter(|clear| clear.no == no)
    }

    /// The present moment by the server's clock, by which terms run.
    pub fn server_now(&self) -> DateTime<Utc> {
        self.now + self.skew
    }

    /// How a role looks.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Names by the catalogue in force.
    pub fn names(&self) -> Names<'_> {
        self.catalogues.names(self.lang)
    }

    /// Names by the catalogue to which an item is pinned.
    pub fn names_of(&self, detail: &ItemDetail) -> Names<'_> {
        self.catalogues.names_of(&detail.catalogue, self.lang)
    }

    /// The first key of an action, as people write it; empty where it has none.
    pub fn key(&self, context: Context, action: Action) -> String {
        let keys = self.keymap.keys(context, action);
        keys.first().map_or_else(String::new, |keys| keys.label())
    }
}
