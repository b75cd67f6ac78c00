//! Screens: what the officer has open.
//!
//! A screen is a state with three parts: [`Screen::update`] takes an event and says what is to be done,
//! [`Screen::view`] draws, [`Screen::context`] says which keys hold. It does no work itself: no request, no file, no
//! clock; that is for effects, whose answers come back as events. So a screen is tested without a terminal: feed it
//! events, compare the effects, draw it on a test buffer.
//!
//! To add a screen: its file here, a variant of [`Route`], an arm in the opener that turns routes into screens, its
//! context (if it has keys of its own) in `keymap/context.rs`, its words in `words/*/`. It needs no list of keys:
//! footer, help and palette are made from the table of actions and from [`Screen::refuses`].

pub mod apart;
pub mod backlog;
pub mod cache;
pub mod decide;
pub mod inbox;
pub mod item;
pub mod login;
pub mod many;
pub mod material;
pub mod moves;
pub mod names;
pub mod open;
pub mod sheet;
pub mod stand_in;
pub mod wording;

use std::sync::Arc;

use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::api::feed::Change;
use crate::console::action::Action;
use crate::console::effect::{Answer, Effect, Paper};
use crate::console::keymap::{Condition, Context};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use inbox::question::Filter;
use many::Many;

/// Where one can go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// Signing in.
    SignIn,
    /// The inbox.
    Inbox,
    /// The items behind a figure, as an inbox of their own.
    Items(Box<Filter>),
    /// One item.
    Item {
        /// Its number.
        no: String,
    },
    /// The viewer, at one paper of an item.
    Paper {
        /// The item's number.
        no: String,
        /// Which paper.
        paper: Paper,
    },
    /// The composer of a decision on items that are named.
    Decide {
        /// The decision.
        action: Action,
        /// The items, each with the version that the officer saw.
        items: Vec<(String, u64)>,
    },
    /// The composer of one decision on several marked items.
    DecideMany {
        /// The decision.
        action: Action,
        /// The items.
        many: Box<Many>,
    },
    /// Who stands in for the officer while they are away.
    StandIn,
    /// The supervisors' numbers.
    Backlog,
}

/// What happens to a screen.
#[derive(Debug)]
pub enum Event {
    /// It has been opened: the time to ask for what it shows.
    Opened,
    /// It is on top again after the screen above it was closed.
    Uncovered,
    /// An action that the app does not do itself.
    Act(Action),
    /// A key that is typed, where [`Screen::context`] is one in which text is typed.
    Type(KeyEvent),
    /// A paste, in such a context.
    Paste(String),
    /// The answer to one of its [`Effect::Ask`].
    Answer(Answer),
    /// An item in reach has changed, by anyone; sent to every open screen.
    Changed(Arc<Change>),
    /// An event of the officer's own that decides nothing has raised an item to this version; sent to every open
    /// screen.
    WentOn {
        /// The item's number.
        no: String,
        /// Its version now.
        version: u64,
    },
    /// The terminal has another size; sent to every open screen.
    Resized,
    /// The line is up again: what was asked for and did not come is asked for anew; sent to every open screen.
    LineUp,
    /// Changes were missed: lists are to be read anew; sent to every open screen.
    Missed,
    /// The answer that was chosen for its [`Effect::Question`], by number; not sent when it was given up.
    Chosen(usize),
    /// The time of its [`Effect::Alarm`] has come.
    Alarm(u32),
    /// The view of this number among [`Screen::views`] was asked for.
    View(usize),
}

/// A screen.
pub trait Screen {
    /// Where keys are pressed now: the innermost context, which may depend on what has the focus.
    fn context(&self) -> Context;

    /// Its name, for the head of the screen.
    fn title(&self, shared: &Shared) -> Shown;

    /// Why an action cannot be done now; none if it can. Keys are greyed out by it, and the app tells the officer
    /// these words instead of passing the action on.
    fn refuses(&self, action: Action, shared: &Shared) -> Option<Shown>;

    /// Whether an action means anything here at all: the foot of the screen leaves out what does not.
    fn offers(&self, _action: Action, _shared: &Shared) -> bool {
        true
    }

    /// What holds for keys that are bound on a condition.
    fn facts(&self, _shared: &Shared) -> Vec<Condition> {
        vec![]
    }

    /// The names of its views, for the palette.
    fn views(&self, _shared: &Shared) -> Vec<Shown> {
        vec![]
    }

    /// Goes to the row of this number, counted from 0, and says what is to be done; none where rows are all at hand,
    /// as steps from the first lead there.
    fn go_to_row(&mut self, _number: usize, _shared: &Shared) -> Option<Vec<Effect>> {
        None
    }

    /// Takes an event; what is to be done now.
    fn update(&mut self, event: Event, shared: &Shared) -> Vec<Effect>;

    /// Draws it.
    fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared);
}

/// Turns a route into a screen.
pub type Opener = fn(&Route, &Shared) -> Box<dyn Screen>;
