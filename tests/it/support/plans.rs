//! An engine that writes down how SQLite goes about each statement.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use lianban::backend::store::rows::Row;
use lianban::backend::store::sql::{Cell, Statement};
use lianban::backend::store::sqlite::SqliteEngine;
use lianban::backend::store::{Engine, StoreError, Unit};

/// A step of a plan, below the steps that it is part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub below: Vec<String>,
    pub detail: String,
}

/// A statement and its plan.
#[derive(Debug, Clone)]
pub struct Plan {
    pub text: String,
    pub steps: Vec<Step>,
}

/// Plans, as they came.
pub type Plans = Arc<Mutex<Vec<Plan>>>;

/// The engine.
pub struct Explaining {
    pub engine: SqliteEngine,
    pub plans: Plans,
}

struct ExplainingUnit {
    unit: Box<dyn Unit>,
    plans: Plans,
}

#[async_trait]
impl Engine for Explaining {
    async fn begin_read(&self) -> Result<Box<dyn Unit>, StoreError> {
        let unit = self.engine.begin_read().await?;
        let plans = self.plans.clone();
        Ok(Box::new(ExplainingUnit { unit, plans }))
    }

    async fn begin_write(&self) -> Result<Box<dyn Unit>, StoreError> {
        let unit = self.engine.begin_write().await?;
        let plans = self.plans.clone();
        Ok(Box::new(ExplainingUnit { unit, plans }))
    }
}

impl ExplainingUnit {
    async fn explain(&mut self, statement: &Statement) -> Result<(), StoreError> {
        let explain = Statement {
            text: format!("EXPLAIN QUERY PLAN {}", statement.text).into(),
            values: statement.values.clone(),
        };
        let rows = self.unit.fetch(explain).await?;
        let mut open: Vec<(i64, String)> = Vec::new();
        let mut steps = Vec::new();
        for row in rows {
            let [Cell::Int(id), Cell::Int(parent), _, Cell::Text(detail)] = &row.0[..] else {
                panic!("no plan: {row:?}");
            };
            open.truncate(
                open.iter()
                    .position(|(id, _)| id == parent)
                    .map_or(0, |at| at + 1),
            );
            steps.push(Step {
                below: open.iter().map(|(_, detail)| detail.clone()).collect(),
                detail: detail.clone(),
            });
            open.push((*id, detail.clone()));
        }
        let text = statement.text.to_string();
        self.plans.lock().unwrap().push(Plan { text, steps });
        Ok(())
    }
}

#[async_trait]
impl Unit for ExplainingUnit {
    async fn execute(&mut self, statement: Statement) -> Result<u64, StoreError> {
        self.explain(&statement).await?;
        self.unit.execute(statement).await
    }

    async fn fetch(&mut self, statement: Statement) -> Result<Vec<Row>, StoreError> {
        self.explain(&statement).await?;
        self.unit.fetch(statement).await
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        self.unit.commit().await
    }
}
