//! A scope as a condition on rows. Every finder of items, applications and events takes one; there is no other way.

use super::sql::Statement;
use crate::domain::id::{DivisionCode, LineId};
use crate::domain::policy::Scope;

/// Every item there is: for time itself (timers) and for proofs over the whole store, never for a person.
pub static EVERYTHING: Scope = Scope::Desks {
    department: None,
    lines: Vec::new(),
    divisions: Vec::new(),
};

impl Statement {
    /// Adds `(…)`: the condition that a row of `item`, under the name `alias`, is in reach.
    pub(in crate::backend::store) fn in_scope(&mut self, scope: &Scope, alias: &str) -> &mut Self {
        match scope {
            Scope::Nothing => self.push("(1 = 0)"),
            Scope::FiledBy(account) => {
                self.push("(").push(alias).push(".filed_by = ");
                self.bind(account.as_str()).push(")")
            }
            Scope::Desks { .. } if *scope == EVERYTHING => self.push("(1 = 1)"),
            Scope::Desks { .. } => {
                // Of the few rows that are looked at, each looks its desk up; a list of all desks in reach costs more.
                self.push("EXISTS (SELECT 1 FROM desk d WHERE d.id = ")
                    .push(alias)
                    .push(".desk AND ");
                self.desk_in_scope(scope, "d").push(")")
            }
        }
    }

    /// Adds `(…)`: the condition that a row of `desk`, under the name `alias`, is in reach. What one filed may lie on
    /// any desk.
    pub(in crate::backend::store) fn desk_in_scope(
        &mut self,
        scope: &Scope,
        alias: &str,
    ) -> &mut Self {
        let Scope::Desks {
            department,
            lines,
            divisions,
        } = scope
        else {
            let any = matches!(scope, Scope::FiledBy(_));
            return self.push(if any { "(1 = 1)" } else { "(1 = 0)" });
        };
        self.push("(1 = 1");
        if let Some(department) = department {
            self.push(" AND ").push(alias).push(".department = ");
            self.bind(department.as_str());
        }
        if !lines.is_empty() {
            self.push(" AND ").push(alias).push(".line IN (");
            self.bind_all(lines.iter().map(LineId::as_str)).push(")");
        }
        if !divisions.is_empty() {
            self.push(" AND ").push(alias).push(".division IN (");
            self.bind_all(divisions.iter().map(DivisionCode::as_str))
                .push(")");
        }
        self.push(")")
    }
}
