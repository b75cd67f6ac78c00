//! Standing in for a colleague who is away (AB 岗): who can, who may name them, and for how long.
//!
//! While it holds, the one who stands in acts on what the other holds as if it were theirs; everything else that policy
//! asks is asked of the one who acts.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Officer, Role, Scope, scope_of};
use crate::domain::catalogue::Catalogue;
use crate::domain::id::OfficerId;
use crate::domain::refusal::Refusal;

/// Longer than any leave; whoever is away longer has another post.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// The colleague for whom someone acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absent {
    /// The login.
    pub id: OfficerId,
    /// The name at that time.
    pub name: String,
}

/// Someone stands in for a colleague for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// Who is away (A 岗).
    pub officer: OfficerId,
    /// Who stands in (B 岗).
    pub stand_in: OfficerId,
    /// From when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub until: DateTime<Utc>,
}

impl StandIn {
    /// Whether it can be so: the one who stands in reaches all that the other reaches, and the time is yet to come.
    ///
    /// # Errors
    /// [`Refusal::UnfitStandIn`] or [`Refusal::StandInTime`].
    pub fn check(
        &self,
        (officer, stand_in): (&Officer, &Officer),
        catalogue: &Catalogue,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let fit = officer.id != stand_in.id
            && works_on_items(stand_in)
            && works_on_items(officer)
            && covers(
                &scope_of(stand_in, catalogue),
                &scope_of(officer, catalogue),
            );
        if !fit {
            let to = stand_in.id.clone();
            return Err(Refusal::UnfitStandIn { to });
        }
        if self.from >= self.until || self.until <= now || self.until - self.from > LONGEST {
            return Err(Refusal::StandInTime);
        }
        Ok(())
    }
}

/// Whether an account may say who stands in for another: officers for themselves, a supervisor for those in reach.
pub fn may_name_stand_in(caller: &Officer, officer: &Officer, catalogue: &Catalogue) -> bool {
    match caller.role {
        Role::Supervisor => {
            works_on_items(officer)
                && covers(&scope_of(caller, catalogue), &scope_of(officer, catalogue))
        }
        _ => caller.id == officer.id && works_on_items(officer),
    }
}

fn works_on_items(officer: &Officer) -> bool {
    matches!(officer.role, Role::Handler | Role::SecondReviewer)
}

/// Whether all that `inner` reaches is in reach of `outer`.
fn covers(outer: &Scope, inner: &Scope) -> bool {
    let (
        Scope::Desks {
            department,
            lines,
            divisions,
        },
        Scope::Desks {
            department: inner_department,
            lines: inner_lines,
            divisions: inner_divisions,
        },
    ) = (outer, inner)
    else {
        return false;
    };
    let covers_lines = lines.is_empty()
        || !inner_lines.is_empty() && inner_lines.iter().all(|line| lines.contains(line));
    (department.is_none() || department == inner_department)
        && covers_lines
        && inner_divisions.iter().all(|code| divisions.contains(code))
}
