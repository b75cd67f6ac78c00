//! What runs beside the screen. Screens and the app only say what is to be done; [`run`] does it and brings the
//! answer back as a message.
//!
//! To add a call to the server: a variant of [`Ask`], one of [`Answer`], an arm in `run.rs`.

pub mod decoder;
pub mod files;
pub mod keeper;
pub mod run;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use self::files::{Completion, NotRead};
use crate::api::Page;
use crate::api::accounts::{PasswordChange, Session, SignIn};
use crate::api::applications::CombinedResultView;
use crate::api::backlog::Backlog;
use crate::api::colleagues::{ColleagueView, StandInRequest, StandInView};
use crate::api::items::{
    ClearFields, DecisionRequest, InboxCounts, InboxQuery, ItemDetail, ItemRow, ResultFileView,
};
use crate::client::{Error, Key, MaterialBytes};
use crate::console::action::Action;
use crate::console::draft::Habit;
use crate::console::outbox::{Outbox, Pending};
use crate::console::screen::Route;
use crate::console::shown::Shown;
use crate::console::views::file::Fault;
use crate::console::views::keep::NotChanged;
use crate::console::views::{Change, Look, SavedView};
use crate::console::widget::picture::decode::{Sheet, Undrawable};
use crate::console::widget::picture::draw::{DrawRequest, Drawing};
use crate::domain::catalogue::Catalogue;

/// Something to be done.
#[derive(Debug)]
pub enum Effect {
    /// A question to the server, the disk or the decoder; the answer comes back to the asker.
    Ask(Ask),
    /// Opens a screen on top.
    Open(Route),
    /// Puts a screen in the place of this one.
    Replace(Route),
    /// Closes this screen.
    Close,
    /// Hands an action to the screen that is on top then: a screen that closes lets the one below go on.
    HandDown(Action),
    /// Lets the officer choose; the first answer is the one that does nothing and has the focus.
    Question(Question),
    /// Tells the officer something.
    Tell(Notice),
    /// Takes a decision into the outbox; it leaves after the time to take it back.
    Decide {
        /// The item.
        item: String,
        /// The version that the officer saw.
        version: u64,
        /// The decision.
        decision: DecisionRequest,
    },
    /// Takes one decision on several items into the outbox, as a batch: one event each, with keys of their own.
    DecideMany {
        /// The items, each with the version that the officer saw.
        items: Vec<(String, u64)>,
        /// The decision.
        decision: DecisionRequest,
    },
    /// Keeps what is being written for a decision; within a second it is on the disk.
    KeepDraft {
        /// The item.
        item: String,
        /// The decision's action id.
        action: &'static str,
        /// What was written.
        body: Value,
    },
    /// The draft is done with.
    ForgetDraft {
        /// The item.
        item: String,
        /// The decision's action id.
        action: &'static str,
    },
    /// Keeps how a view is looked at, under its name of [`crate::console::views::Views::look_of`]; what is as usual
    /// is not kept.
    KeepLook {
        /// The view.
        view: String,
        /// How it is looked at.
        look: Look,
    },
    /// Other contents have come under the officer's eyes: for a moment no key decides, so that a key that was
    /// meant for the contents before does not hit these.
    Settle,
    /// Brings [`super::screen::Event::Alarm`] later.
    Alarm {
        /// How much later.
        after: Duration,
        /// The alarm's number.
        id: u32,
    },
    /// Copies to the officer's own clipboard through the terminal.
    Copy(Shown),
    /// What only the app asks for.
    App(AppEffect),
}

/// What only the app asks for.
#[derive(Debug)]
pub enum AppEffect {
    /// An officer is here: changes are followed, the outbox is read.
    SignedIn {
        /// Who.
        login: String,
    },
    /// The officer has gone.
    SignedOut,
    /// Keeps the outbox on disk.
    KeepOutbox(Outbox<DecisionRequest>),
    /// Sends a decision, after all that was to be kept is on disk.
    Send(Box<Pending<DecisionRequest>>),
    /// Keeps a habit for the next time.
    KeepHabit(Habit),
    /// Draws the whole screen anew.
    Redraw,
    /// Gives the terminal back to the shell until the program is continued.
    Stop,
    /// Ends the program.
    Quit,
}

/// A paper of an item: what was handed in, or what was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// A material, by its ordinal.
    Material(u32),
    /// A file of the result, by its digest.
    ResultFile(String),
}

/// A question to the server, the disk or the decoder.
#[derive(Debug, Clone)]
pub enum Ask {
    /// Signs in.
    SignIn(SignIn),
    /// Changes the officer's own password.
    ChangePassword(PasswordChange),
    /// Signs out.
    SignOut,
    /// A page of the inbox.
    Inbox {
        /// The list's ticket.
        ticket: u64,
        /// The query, cursor included.
        query: Box<InboxQuery>,
    },
    /// The figures at the head.
    Counts,
    /// One item whole.
    Item {
        /// Its number.
        no: String,
    },
    /// A paper's bytes.
    Paper {
        /// The item's number.
        no: String,
        /// Which paper.
        paper: Paper,
    },
    /// The masked fields in clear.
    ViewClear {
        /// The item's number.
        no: String,
        /// Why.
        reason: String,
    },
    /// The combined result of an application.
    Result {
        /// The application's number.
        application: String,
    },
    /// The supervisors' numbers.
    Backlog,
    /// The accounts in reach.
    Colleagues,
    /// Who stands in for whom.
    StandIns,
    /// Names who stands in for an officer, or ends it.
    StandIn {
        /// The login of who is away.
        login: String,
        /// Who stands in and when; none ends it.
        request: Option<StandInRequest>,
    },
    /// A version of the catalogue.
    Catalogue {
        /// The version, or `current`.
        version: String,
    },
    /// The draft for a decision.
    Draft {
        /// The item.
        item: String,
        /// The decision's action id.
        action: &'static str,
    },
    /// Uploads a file of this machine for a result.
    Upload {
        /// The item's number.
        no: String,
        /// The path as it was written.
        path: String,
    },
    /// How a path that was begun may go on.
    Complete {
        /// The path as it was written.
        path: String,
    },
    /// Decodes a page of a paper.
    Decode {
        /// The item's number.
        no: String,
        /// Which paper.
        paper: Paper,
        /// The page, counted from 0.
        page: u32,
        /// The paper's bytes.
        bytes: bytes::Bytes,
    },
    /// Changes the file of views, or only reads it anew.
    Views(Option<Change>),
    /// Makes a drawing of a picture.
    Draw(DrawRequest),
    /// Saves a paper to a new file of the officer's, once the server has written that down.
    Save {
        /// The item's number.
        no: String,
        /// Which paper.
        paper: Paper,
        /// The name without its ending.
        name: String,
        /// The ending, by content.
        ending: &'static str,
        /// The bytes.
        bytes: bytes::Bytes,
    },
}

/// Why a paper is not saved.
#[derive(Debug, Clone)]
pub enum NotSaved {
    /// The server did not write it down.
    Server(Error),
    /// The disk did not take it.
    Disk(String),
}

/// What came of a change of the file of views, or of reading it.
#[derive(Debug, Clone)]
pub struct ViewsAnswer {
    /// The change that was asked for.
    pub change: Option<Change>,
    /// Whether it was made.
    pub result: Result<(), NotChanged>,
    /// What the file holds now; none where it could not be read.
    pub now: Option<(Vec<SavedView>, Vec<Fault>)>,
}

/// Why a file is not uploaded.
#[derive(Debug, Clone)]
pub enum NotUploaded {
    /// It could not be read.
    Read(NotRead),
    /// The server did not take it.
    Server(Error),
}

/// An answer to an [`Ask`].
#[derive(Clone)]
pub enum Answer {
    /// To [`Ask::SignIn`].
    SignedIn(Result<Session, Error>),
    /// To [`Ask::ChangePassword`].
    PasswordChanged(Result<(), Error>),
    /// To [`Ask::SignOut`].
    SignedOut,
    /// To [`Ask::Inbox`].
    Inbox {
        /// The list's ticket.
        ticket: u64,
        /// The page.
        page: Result<Page<ItemRow>, Error>,
    },
    /// To [`Ask::Counts`].
    Counts(Result<InboxCounts, Error>),
    /// To [`Ask::Item`].
    Item {
        /// Its number.
        no: String,
        /// The item.
        item: Result<Box<ItemDetail>, Error>,
    },
    /// To [`Ask::Paper`].
    Paper {
        /// The item's number.
        no: String,
        /// Which paper.
        paper: Paper,
        /// Its bytes.
        bytes: Result<MaterialBytes, Error>,
    },
    /// To [`Ask::ViewClear`].
    Clear {
        /// The item's number.
        no: String,
        /// The fields.
        fields: Result<ClearFields, Error>,
    },
    /// To [`Ask::Result`].
    Result(Result<Box<CombinedResultView>, Error>),
    /// To [`Ask::Backlog`].
    Backlog(Result<Box<Backlog>, Error>),
    /// To [`Ask::Colleagues`].
    Colleagues(Result<Vec<ColleagueView>, Error>),
    /// To [`Ask::StandIns`].
    StandIns(Result<Vec<StandInView>, Error>),
    /// To [`Ask::StandIn`], with how it is then.
    StandIn(Result<Vec<StandInView>, Error>),
    /// To [`Ask::Catalogue`].
    Catalogue(Result<Arc<Catalogue>, Error>),
    /// To [`Ask::Draft`]; none where there is none.
    Draft(Option<Value>),
    /// To [`Ask::Upload`].
    Uploaded {
        /// The path as it was written.
        path: String,
        /// The file as the server has it, or why not.
        file: Result<ResultFileView, NotUploaded>,
    },
    /// To [`Ask::Complete`]; none where the disk failed.
    Completed {
        /// The path as it was written.
        path: String,
        /// How it goes on.
        completion: Option<Completion>,
    },
    /// To [`Ask::Decode`].
    Decoded {
        /// The item's number.
        no: String,
        /// Which paper.
        paper: Paper,
        /// The page.
        page: u32,
        /// The page's pixels and text, or why there are none.
        sheet: Result<Sheet, Undrawable>,
    },
    /// To [`Ask::Draw`]; none where the terminal's protocol cannot hold it.
    Drawn(Option<Drawing>),
    /// To [`Ask::Save`].
    Saved {
        /// The item's number.
        no: String,
        /// The item's version once the server has written it down.
        version: Option<u64>,
        /// Where it is, or why not.
        saved: Result<PathBuf, NotSaved>,
    },
    /// To [`Ask::Views`].
    Views(Box<ViewsAnswer>),
    /// To [`AppEffect::SignedIn`].
    Outbox(Option<Outbox<DecisionRequest>>),
    /// To [`AppEffect::Send`]. Sent to every open screen.
    Decided {
        /// The decision's key.
        key: Key,
        /// The item.
        item: String,
        /// The item's row as it stands now, or why not.
        result: Result<Box<ItemRow>, Error>,
    },
    /// Something could not be kept on disk.
    NotKept(String),
}

impl Answer {
    /// The server's or the line's failure in it, if it is one.
    pub fn failure(&self) -> Option<&Error> {
        match self {
            Self::Inbox { page, .. } => page.as_ref().err(),
            Self::Counts(result) => result.as_ref().err(),
            Self::Item { item, .. } => item.as_ref().err(),
            Self::Paper { bytes, .. } => bytes.as_ref().err(),
            Self::Clear { fields, .. } => fields.as_ref().err(),
            Self::Result(result) => result.as_ref().err(),
            Self::Backlog(result) => result.as_ref().err(),
            Self::Colleagues(result) => result.as_ref().err(),
            Self::StandIns(result) | Self::StandIn(result) => result.as_ref().err(),
            Self::Catalogue(result) => result.as_ref().err(),
            Self::Decided { result, .. } => result.as_ref().err(),
            Self::Saved {
                saved: Err(NotSaved::Server(error)),
                ..
            }
            | Self::Uploaded {
                file: Err(NotUploaded::Server(error)),
                ..
            } => Some(error),
            Self::Uploaded { .. }
            | Self::Completed { .. }
            | Self::SignedIn(_)
            | Self::PasswordChanged(_)
            | Self::SignedOut
            | Self::Draft(_)
            | Self::Decoded { .. }
            | Self::Drawn(_)
            | Self::Saved { .. }
            | Self::Views(_)
            | Self::Outbox(_)
            | Self::NotKept(_) => None,
        }
    }
}

/// Names the kind of answer and nothing of its contents: it may name people.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::SignedIn(_) => "SignedIn",
            Self::PasswordChanged(_) => "PasswordChanged",
            Self::SignedOut => "SignedOut",
            Self::Inbox { .. } => "Inbox",
            Self::Counts(_) => "Counts",
            Self::Item { .. } => "Item",
            Self::Paper { .. } => "Paper",
            Self::Clear { .. } => "Clear",
            Self::Result(_) => "Result",
            Self::Backlog(_) => "Backlog",
            Self::Colleagues(_) => "Colleagues",
            Self::StandIns(_) => "StandIns",
            Self::StandIn(_) => "StandIn",
            Self::Catalogue(_) => "Catalogue",
            Self::Draft(_) => "Draft",
            Self::Uploaded { .. } => "Uploaded",
            Self::Completed { .. } => "Completed",
            Self::Decoded { .. } => "Decoded",
            Self::Drawn(_) => "Drawn",
            Self::Saved { .. } => "Saved",
            Self::Views(_) => "Views",
            Self::Outbox(_) => "Outbox",
            Self::Decided { .. } => "Decided",
            Self::NotKept(_) => "NotKept",
        })
    }
}

/// A question to the officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is about.
    pub title: Shown,
    /// What will happen, to whom, under which rule.
    pub lines: Vec<Shown>,
    /// The answers; the first does nothing and has the focus.
    pub answers: Vec<Shown>,
}

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    Plain,
    /// It went well.
    Good,
    /// It wants attention.
    Warning,
    /// It went wrong.
    Bad,
}

/// Something the officer is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The words.
    pub words: Shown,
}

impl Notice {
    /// A notice of this tone.
    pub fn new(tone: Tone, words: Shown) -> Self {
        Self { tone, words }
    }
}
