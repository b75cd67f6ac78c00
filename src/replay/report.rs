//! What came of a case: for every step the expected beside the actual.

use std::path::PathBuf;

use serde::Serialize;

/// What came of a case.
#[derive(Debug, Clone, Serialize)]
pub struct CaseReport {
    /// The file.
    pub file: PathBuf,
    /// What it is about.
    pub title: String,
    /// The sentence that it shows.
    pub shows: String,
    /// Where that stands.
    pub basis: String,
    /// Its steps as far as it came, in order.
    pub steps: Vec<StepReport>,
}

impl CaseReport {
    /// Whether everything came as expected.
    pub fn passed(&self) -> bool {
        self.steps.iter().all(StepReport::passed)
    }

    /// Every difference, with the step in which it was found.
    pub fn differences(&self) -> impl Iterator<Item = (&StepReport, &Cell)> {
        self.steps
            .iter()
            .flat_map(|step| step.cells.iter().map(move |cell| (step, cell)))
            .filter(|(_, cell)| !cell.holds)
    }
}

/// What came of a step.
#[derive(Debug, Clone, Serialize)]
pub struct StepReport {
    /// Its line in the file.
    pub line: usize,
    /// The time on the clock.
    pub at: String,
    /// Who did it.
    pub by: Option<String>,
    /// What: `file B5 B7`, `approve B5`, `look B5`, `wait`.
    pub action: String,
    /// Everything that was compared.
    pub cells: Vec<Cell>,
}

impl StepReport {
    /// Whether everything came as expected.
    pub fn passed(&self) -> bool {
        self.cells.iter().all(|cell| cell.holds)
    }
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What was compared: `B5.due`.
    pub place: String,
    /// What was expected; empty where nothing should be.
    pub expected: String,
    /// What there is; empty where there is nothing.
    pub actual: String,
    /// Whether the one agrees with the other.
    pub holds: bool,
}

/// Compares and keeps every comparison.
#[derive(Debug, Default)]
pub(super) struct Cells(pub(super) Vec<Cell>);

impl Cells {
    /// The two must be equal.
    pub(super) fn equal(
        &mut self,
        place: impl Into<String>,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) {
        let (expected, actual) = (expected.into(), actual.into());
        let holds = expected == actual;
        self.0.push(Cell {
            place: place.into(),
            expected,
            actual,
            holds,
        });
    }

    /// The expected words must occur; where none are expected there must be none.
    pub(super) fn within(
        &mut self,
        place: impl Into<String>,
        expected: impl Into<String>,
        actual: impl Into<String>,
    ) {
        let (expected, actual) = (expected.into(), actual.into());
        let holds = if expected.is_empty() {
            actual.is_empty()
        } else {
            actual.contains(&expected)
        };
        self.0.push(Cell {
            place: place.into(),
            expected,
            actual,
            holds,
        });
    }
}
