//! What time does: silence that counts as acceptance, corrections that were not answered, due dates whose calendar has
//! come. Due work is found by an index and carried out as commands by [`Actor::System`](crate::domain::policy::Actor),
//! one unit each, so that one item cannot hold up another.

use std::time::Duration as Pause;

use chrono::Duration;
use tokio::task::JoinHandle;

use super::ServiceError;
use super::items::{Asker, Order, execute};
use crate::backend::App;
use crate::backend::store::StoreError;
use crate::domain::id::ItemNo;
use crate::domain::item::State;
use crate::domain::item::command::Command;
use crate::domain::refusal::Refusal;

/// Items that are looked up at a time.
const BATCH: u32 = 200;
/// For how long a repeated request is known again.
const REMEMBERED: Duration = Duration::days(30);

/// Does everything that is due by now; answers how many items it moved.
///
/// # Errors
/// [`ServiceError`] of the first item that failed for another reason than that someone was faster.
pub async fn run_due(app: &App) -> Result<u32, ServiceError> {
    app.uploads.sweep(app.clock.now());
    let silent = past(app, State::Received, Command::DeemAccepted).await?;
    let unanswered = past(app, State::Correcting, Command::Expire).await?;
    Ok(silent + unanswered)
}

async fn past(app: &App, state: State, command: Command) -> Result<u32, ServiceError> {
    let mut moved = 0;
    loop {
        let now = app.clock.now();
        let due = app
            .store
            .read()
            .await?
            .items_past(state, now, BATCH)
            .await?;
        let before = moved;
        for no in &due {
            moved += carry_out(app, no, command.clone()).await?;
        }
        // Where nothing moves, the rest was not due after all: no going round in circles.
        if due.len() < BATCH as usize || moved == before {
            return Ok(moved);
        }
    }
}

/// Computes provisional due dates anew, after a calendar came; answers how many moved.
///
/// # Errors
/// [`ServiceError`].
pub async fn recompute_provisional(app: &App) -> Result<u32, ServiceError> {
    let (mut moved, mut after) = (0, None);
    loop {
        let found = app
            .store
            .read()
            .await?
            .items_provisional(after.as_ref(), BATCH)
            .await?;
        for no in &found {
            moved += carry_out(app, no, Command::RecomputeDue).await?;
        }
        match found.last() {
            Some(last) if found.len() == BATCH as usize => after = Some(last.clone()),
            _ => return Ok(moved),
        }
    }
}

/// A refusal means that someone was faster, or that it is not due after all: nothing is left to do.
async fn carry_out(app: &App, no: &ItemNo, command: Command) -> Result<u32, ServiceError> {
    let order = Order {
        no,
        seen: None,
        command,
        key: None,
    };
    match execute(app, &Asker::time(), order).await {
        Ok(_) => Ok(1),
        Err(ServiceError::Refused {
            refusal: Refusal::TooEarly | Refusal::IllegalMove { .. } | Refusal::NothingProvisional,
            ..
        }) => Ok(0),
        Err(error) => Err(error),
    }
}

/// Forgets what repeated requests are no longer known by, and sessions whose time is over.
///
/// # Errors
/// [`StoreError`].
pub async fn sweep(app: &App) -> Result<(), StoreError> {
    let mut unit = app.store.write().await?;
    unit.forget_requests(app.clock.now() - REMEMBERED).await?;
    unit.commit().await
}

/// Does what is due, again and again, until the task is dropped or aborted.
pub fn spawn(app: App) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut swept = None;
        loop {
            let done = run_due(&app).await;
            if let Err(error) = done {
                tracing::error!(error = %error, "due work failed");
            }
            let today = app.calendar.date(app.clock.now());
            if swept != Some(today) {
                swept = Some(today);
                if let Err(error) = sweep(&app).await {
                    tracing::error!(error = %error, "sweeping failed");
                }
            }
            tokio::time::sleep(Pause::max(app.config.timer_every, Pause::from_millis(100))).await;
        }
    })
}
