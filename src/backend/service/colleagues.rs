//! Colleagues of an officer, and who stands in for whom.

use chrono::{DateTime, Utc};

use super::{Caller, ServiceError};
use crate::api::colleagues::{StandInRequest, StandInView};
use crate::api::problem::Code;
use crate::api::view::time;
use crate::backend::App;
use crate::backend::store::ReadTx;
use crate::backend::store::accounts::Account;
use crate::domain::id::OfficerId;
use crate::domain::policy::{Officer, Role, StandIn, may_name_stand_in};
use crate::domain::refusal::Refusal;

/// Those to whom the caller could hand something over, each with the number of open items that they hold.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<(Officer, u64)>, ServiceError> {
    let mut unit = app.store.read().await?;
    let accounts = unit.accounts().await?;
    let catalogue = app.catalogue_now();
    let within = |inner: &Officer, outer: &Officer| {
        let divisions = catalogue.subtree(&outer.division);
        divisions.contains(&inner.division)
    };
    let near = |account: &Account| {
        let officer = &account.officer;
        let own = &caller.officer;
        !account.disabled
            && officer.id != own.id
            && matches!(officer.role, Role::Handler | Role::SecondReviewer)
            && (within(officer, own) || within(own, officer))
            && (own.department.is_none() || own.department == officer.department)
    };
    let officers: Vec<Officer> = accounts
        .into_iter()
        .filter(near)
        .map(|account| account.officer)
        .collect();
    let ids: Vec<&OfficerId> = officers.iter().map(|officer| &officer.id).collect();
    let counts = unit.open_items(&ids).await?;
    let open = |id: &OfficerId| counts.iter().find(|(holder, _)| holder == id);
    let with_count = officers.into_iter().map(|officer| {
        let count = open(&officer.id).map_or(0, |(_, count)| *count);
        (officer, count)
    });
    Ok(with_count.collect())
}

/// Who stands in for whom, now and later, as far as it concerns the caller.
///
/// # Errors
/// [`ServiceError::Store`].
pub async fn stand_ins(app: &App, caller: &Caller) -> Result<Vec<StandInView>, ServiceError> {
    let mut unit = app.store.read().await?;
    let found = unit.stand_ins(app.clock.now()).await?;
    let accounts = unit.accounts().await?;
    let account = |id: &OfficerId| {
        let mut accounts = accounts.iter();
        accounts.find(|account| account.officer.id == *id)
    };
    let own = &caller.officer;
    let catalogue = app.catalogue_now();
    let concerns = |stand_in: &&StandIn| {
        own.id == stand_in.officer
            || own.id == stand_in.stand_in
            || account(&stand_in.officer)
                .is_some_and(|of| may_name_stand_in(own, &of.officer, &catalogue))
    };
    let name = |id: &OfficerId| account(id).map_or(String::new(), |of| of.officer.name.clone());
    let views = found.iter().filter(concerns).map(|stand_in| StandInView {
        officer: stand_in.officer.to_string(),
        officer_name: name(&stand_in.officer),
        stand_in: stand_in.stand_in.to_string(),
        stand_in_name: name(&stand_in.stand_in),
        from: time(stand_in.from),
        until: time(stand_in.until),
    });
    Ok(views.collect())
}

/// Names who stands in for an officer, in place of whoever was to do so.
///
/// # Errors
/// [`ServiceError::Refused`] where that one cannot, or the time does not do.
pub async fn name(
    app: &App,
    caller: &Caller,
    officer: &OfficerId,
    request: &StandInRequest,
) -> Result<(), ServiceError> {
    let wrong = |pointer| ServiceError::invalid(Code::BadField, pointer, caller.lang);
    let moment = |text: &str| DateTime::parse_from_rfc3339(text).map(|at| at.to_utc());
    let to: OfficerId = request.stand_in.parse().map_err(|_| wrong("/stand_in"))?;
    let from: DateTime<Utc> = moment(&request.from).map_err(|_| wrong("/from"))?;
    let until: DateTime<Utc> = moment(&request.until).map_err(|_| wrong("/until"))?;
    let mut unit = app.store.write().await?;
    let officer = in_reach(app, &mut unit, caller, officer).await?;
    let stand_in = StandIn {
        officer: officer.id.clone(),
        stand_in: to.clone(),
        from,
        until,
    };
    let catalogue = app.catalogue_now();
    let account = unit.account(&to).await?;
    let checked = match account.filter(|account| !account.disabled) {
        Some(account) => {
            let both = (&officer, &account.officer);
            stand_in.check(both, &catalogue, app.clock.now())
        }
        None => Err(Refusal::UnfitStandIn { to }),
    };
    checked.map_err(|refusal| ServiceError::refused(refusal, &catalogue, caller.lang))?;
    unit.name_stand_in(&stand_in, &caller.officer.id, app.clock.now())
        .await?;
    unit.commit().await?;
    Ok(())
}

/// Nobody stands in for the officer any more.
///
/// # Errors
/// [`ServiceError::NotFound`] out of reach.
pub async fn end(app: &App, caller: &Caller, officer: &OfficerId) -> Result<(), ServiceError> {
    let mut unit = app.store.write().await?;
    let officer = in_reach(app, &mut unit, caller, officer).await?;
    unit.end_stand_in(&officer.id, app.clock.now()).await?;
    unit.commit().await?;
    Ok(())
}

/// An officer for whom the caller may name someone; others might as well not be there.
async fn in_reach(
    app: &App,
    unit: &mut ReadTx,
    caller: &Caller,
    officer: &OfficerId,
) -> Result<Officer, ServiceError> {
    let found = unit.account(officer).await?.map(|account| account.officer);
    let catalogue = app.catalogue_now();
    found
        .filter(|found| may_name_stand_in(&caller.officer, found, &catalogue))
        .ok_or(ServiceError::NotFound)
}
