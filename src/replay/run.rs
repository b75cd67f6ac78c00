//! Runs a case against a backend, step by step, through the client alone.
//!
//! Owns the order: the clock moves, time does its work, the step is done, then everyone looks. A step that did not go
//! as it is written ends the case, for what follows builds on it; other differences do not.

use std::collections::HashMap;
use std::path::Path;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

use super::expect::Expect;
use super::report::{CaseReport, Cells, StepReport};
use super::when::Moment;
use super::{Case, CaseFault, Filing, ItemName, Resubmission, Step, compare, files};
use crate::api::applications::{Receipt, Resubmission as Answer};
use crate::api::decision;
use crate::api::items::{DecisionRequest, ItemDetail};
use crate::client::{Client, Error, Key};
use crate::domain::catalogue::Catalogue;

/// Where a case is played: a backend with its people and its clock.
pub trait Stage: Send {
    /// A client that has signed in with this login.
    fn client<'a>(&'a mut self, login: &'a str) -> BoxFuture<'a, Result<Client, StageError>>;

    /// Sets the clock, and does all that is due by then.
    fn set_clock(&mut self, to: DateTime<Utc>) -> BoxFuture<'_, Result<(), StageError>>;
}

/// Why a stage does not do what it is asked for.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// It knows nobody of this login.
    #[error("there is no account {0}")]
    NoAccount(String),
    /// Signing in failed.
    #[error("sign-in failed: {0}")]
    SignIn(#[from] Error),
    /// Its clock cannot be set.
    #[error("the clock of this backend cannot be set")]
    NoClock,
    /// The backend itself failed.
    #[error("the backend failed: {0}")]
    Failed(String),
}

/// Why a step could not be played at all.
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error(transparent)]
    Stage(#[from] StageError),
    #[error(transparent)]
    Case(#[from] CaseFault),
    #[error("no answer: {0}")]
    Line(Error),
    #[error("no item {0} has been filed")]
    NoItem(ItemName),
    #[error("nothing has been filed{}", .0.as_ref().map(|name| format!(" as {name}")).unwrap_or_default())]
    NoApplication(Option<String>),
}

/// An application that was filed.
struct Filed {
    name: Option<String>,
    by: String,
    receipt: Receipt,
}

/// A case while it is played.
pub struct Run<'a> {
    case: &'a Case,
    stage: &'a mut dyn Stage,
    now: DateTime<Utc>,
    next: usize,
    ended: bool,
    clients: HashMap<String, Client>,
    catalogue: Option<Catalogue>,
    filed: Vec<Filed>,
}

/// Plays a case to its end.
pub fn play<'a>(case: &'a Case, stage: &'a mut dyn Stage) -> BoxFuture<'a, CaseReport> {
    Box::pin(async move {
        let mut run = Run::new(case, stage);
        let mut steps = Vec::new();
        while let Some(step) = run.step().await {
            steps.push(step);
        }
        CaseReport {
            file: case.file.clone(),
            title: case.title.clone(),
            shows: case.shows.clone(),
            basis: case.basis.clone(),
            steps,
        }
    })
}

impl<'a> Run<'a> {
    /// Before its first step, on a stage whose clock stands at the case's.
    pub fn new(case: &'a Case, stage: &'a mut dyn Stage) -> Self {
        Self {
            case,
            stage,
            now: case.clock.0,
            next: 0,
            ended: false,
            clients: HashMap::new(),
            catalogue: None,
            filed: Vec::new(),
        }
    }

    /// Plays the next step; none at the end, or after a step that did not go as it is written.
    pub async fn step(&mut self) -> Option<StepReport> {
        let (line, step) = self.case.steps.get(self.next).filter(|_| !self.ended)?;
        self.next += 1;
        let mut cells = Cells::default();
        if let Err(broken) = self.play(step, &mut cells).await {
            cells.equal("step", "", broken.to_string());
            self.ended = true;
        }
        Some(StepReport {
            line: *line,
            at: Moment(self.now).to_string(),
            by: step.by.clone(),
            action: action(step),
            cells: cells.0,
        })
    }

    async fn play(&mut self, step: &Step, cells: &mut Cells) -> Result<(), Broken> {
        self.pass_time(step).await?;
        let done = match (&step.by, &step.file, &step.item) {
            (Some(by), Some(filing), _) => self.file(by, filing).await?,
            (Some(by), None, Some(name)) => self.act(by, name, step).await?,
            _ => Ok(()),
        };
        let problem = match done {
            Ok(()) => None,
            Err(Error::Problem(problem)) => Some(problem),
            Err(error) => return Err(Broken::Line(error)),
        };
        compare::refusal(cells, &step.expect, problem.as_deref());
        if problem.map(|problem| problem.code) != step.expect.refused {
            self.ended = true;
            return Ok(());
        }
        self.look(step, cells).await
    }

    async fn pass_time(&mut self, step: &Step) -> Result<(), Broken> {
        let to = match (step.at, step.advance) {
            (Some(at), _) => at.0,
            (None, Some(advance)) => advance.after(self.now),
            (None, None) => return Ok(()),
        };
        self.stage.set_clock(to).await?;
        self.now = to;
        // Sessions end after idle minutes, and whole days may have passed.
        self.clients.clear();
        Ok(())
    }

    async fn client(&mut self, login: &str) -> Result<Client, Broken> {
        if let Some(client) = self.clients.get(login) {
            return Ok(client.clone());
        }
        let client = self.stage.client(login).await?;
        self.clients.insert(login.to_owned(), client.clone());
        Ok(client)
    }

    async fn file(&mut self, by: &str, filing: &Filing) -> Result<Result<(), Error>, Broken> {
        let client = self.client(by).await?;
        let catalogue = match self.catalogue.take() {
            Some(catalogue) => catalogue,
            None => client.catalogue("current").await.map_err(Broken::Line)?,
        };
        let catalogue = self.catalogue.insert(catalogue);
        let folder = self.case.folder();
        let request = files::request(filing, folder, catalogue, self.now)?;
        let attachments = files::attachments(filing, folder, catalogue, &request.matters)?;
        let filed = client.file(&Key::fresh(), &request, attachments).await;
        Ok(filed.map(|receipt| {
            let name = filing.name.clone();
            self.filed.push(Filed {
                name,
                by: by.to_owned(),
                receipt,
            });
        }))
    }

    /// Decides about an item, answers for it, or looks at it.
    async fn act(
        &mut self,
        by: &str,
        name: &ItemName,
        step: &Step,
    ) -> Result<Result<(), Error>, Broken> {
        let no = self.item(name)?.1;
        let client = self.client(by).await?;
        let seen = match client.item(&no).await {
            Ok(item) => step.version.unwrap_or(item.row.version),
            Err(error) => return Ok(Err(error)),
        };
        let done = match (&step.decide, &step.resubmit) {
            (Some(decision), _) => {
                let mut decision = decision.clone();
                if let Err(error) = upload(self.case.folder(), &client, &no, &mut decision).await? {
                    return Ok(Err(error));
                }
                client.decide(&no, seen, &Key::fresh(), &decision).await
            }
            (None, Some(Resubmission { form, attach })) => {
                let attachments = files::answers(attach, self.case.folder())?;
                let answer = Answer { form: form.clone() };
                client
                    .resubmit(&no, seen, &Key::fresh(), &answer, attachments)
                    .await
            }
            (None, None) => return Ok(Ok(())),
        };
        Ok(done.map(drop))
    }

    async fn look(&mut self, step: &Step, cells: &mut Cells) -> Result<(), Broken> {
        let Expect { items, result, .. } = &step.expect;
        for (name, expected) in items {
            let place = name.to_string();
            let item = self.see(step, name).await?;
            compare::item(cells, &place, expected, &item);
            if step.file.is_some() {
                let (filed, no) = self.item(name)?;
                let line = filed.receipt.items.iter().find(|line| line.no == no);
                compare::receipt(cells, &place, expected, line);
            }
        }
        if let Some(expected) = result {
            let filed = self.application(expected.of.as_ref())?;
            let (by, no) = (filed.by.clone(), filed.receipt.application.clone());
            let matters: Vec<_> = filed
                .receipt
                .items
                .iter()
                .map(|item| (item.matter.clone(), item.no.clone()))
                .collect();
            let view = self
                .client(&by)
                .await?
                .result(&no)
                .await
                .map_err(Broken::Line)?;
            compare::result(cells, expected, &view, &matters);
        }
        Ok(())
    }

    /// An item as the one sees it who looks in this step, or else the account that filed it.
    async fn see(&mut self, step: &Step, name: &ItemName) -> Result<ItemDetail, Broken> {
        let (filed, no) = self.item(name)?;
        let looks = step.item.is_some() && step.decide.is_none() && step.resubmit.is_none();
        let viewer = step
            .by
            .clone()
            .filter(|_| looks)
            .unwrap_or_else(|| filed.by.clone());
        self.client(&viewer)
            .await?
            .item(&no)
            .await
            .map_err(Broken::Line)
    }

    /// The application and the number of an item.
    fn item(&self, name: &ItemName) -> Result<(&Filed, String), Broken> {
        let of_name = |filed: &&Filed| name.application.is_none() || filed.name == name.application;
        let found = self.filed.iter().rev().filter(of_name).find_map(|filed| {
            let item = filed
                .receipt
                .items
                .iter()
                .find(|item| item.matter == name.matter)?;
            Some((filed, item.no.clone()))
        });
        found.ok_or_else(|| Broken::NoItem(name.clone()))
    }

    fn application(&self, name: Option<&String>) -> Result<&Filed, Broken> {
        let found = self
            .filed
            .iter()
            .rev()
            .find(|filed| name.is_none() || filed.name.as_ref() == name);
        found.ok_or_else(|| Broken::NoApplication(name.cloned()))
    }
}

/// Uploads the files of a feedback and puts their digests in the place of their paths.
async fn upload(
    folder: &Path,
    client: &Client,
    no: &str,
    decision: &mut DecisionRequest,
) -> Result<Result<(), Error>, Broken> {
    for file in decision::files_mut(decision).into_iter().flatten() {
        let (name, bytes) = files::result_file(&folder.join(&*file))?;
        match client.upload_result_file(no, name, bytes).await {
            Ok(uploaded) => *file = uploaded.digest,
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(()))
}

/// What a step does, in a few words that need no translation.
fn action(step: &Step) -> String {
    let item = step
        .item
        .as_ref()
        .map_or_else(String::new, ToString::to_string);
    match (&step.file, &step.decide, &step.resubmit) {
        (Some(filing), _, _) => {
            let matters = filing.matters.iter().flatten();
            std::iter::once("file")
                .chain(matters.map(String::as_str))
                .collect::<Vec<_>>()
                .join(" ")
        }
        (None, Some(decision), _) => format!("{} {item}", move_of(decision)),
        (None, None, Some(_)) => format!("resubmit {item}"),
        (None, None, None) if step.item.is_some() => format!("look {item}"),
        (None, None, None) => "wait".to_owned(),
    }
}

/// The decision's code, as it is sent.
fn move_of(decision: &DecisionRequest) -> String {
    let sent = serde_json::to_value(decision).unwrap_or_default();
    sent["action"].as_str().unwrap_or_default().to_owned()
}
