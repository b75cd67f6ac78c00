//! The conditions of acceptance (受理条件): what a rule found, with the inputs it read.
//!
//! Which rules exist and what they compare is catalogue data; here is how they are judged. A further kind of
//! comparison is a variant of `Check` and an arm of `Evidence::answer`.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::catalogue::{Catalogue, Check, Condition, OnFailure, Rule};
use super::deadline::Limit;
use super::form::{Entry, Form, Source, Value};
use super::id::{FieldId, MatterId, RuleId};
use super::material::Material;
use super::retirement::{Line, YearMonth, is_below_retirement_age, retirement_on};

/// What a rule says of an item, at filing and again after a correction; kept for ever with its inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleResult {
    /// The rule.
    pub rule: RuleId,
    /// Which version of it, by the day from which that version holds.
    pub effective_from: chrono::NaiveDate,
    /// What it found.
    pub verdict: Verdict,
    /// What it read; none where the field was empty.
    pub inputs: Vec<(FieldId, Option<Entry>)>,
    /// What it computed on the way, as name and plain value: `term_ends` 2026-04-01, `limit` 60y8m.
    pub findings: Vec<(String, String)>,
}

/// What a rule found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 通过.
    Pass,
    /// 警告: let through, marked (the 30-day term passed: the law orders registration anyway).
    Warn,
    /// 待人工判断: a fact is declared or unknown; the officer judges.
    Judge,
    /// 无需办理: the applicant already has it.
    NotNeeded,
    /// 不通过: the matter is not filed.
    Fail,
}

impl Verdict {
    /// The verdict's name in JSON and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Judge => "judge",
            Self::NotNeeded => "not_needed",
            Self::Fail => "fail",
        }
    }
}

/// What rules are judged on.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The catalogue: it says which facts a register could tell.
    pub catalogue: &'a Catalogue,
    /// The calendar: terms roll past rest days.
    pub calendar: &'a Calendar,
    /// The joint form.
    pub form: &'a Form,
    /// The materials.
    pub materials: &'a [Material],
    /// The matters chosen in the same application.
    pub matters: &'a [MatterId],
    /// The day of filing, by which ages and terms are counted and the versions of the rules chosen.
    pub day: NaiveDate,
}

/// Judges every rule of a matter, in the catalogue's order.
pub fn judge(matter: &MatterId, evidence: &Evidence<'_>) -> Vec<RuleResult> {
    let rules = evidence.catalogue.rules_on(matter, evidence.day);
    rules
        .into_iter()
        .map(|rule| evaluate(rule, evidence))
        .collect()
}

/// Judges a rule.
///
/// A fact from shared data, or computed from the ID number, counts for sure. One that the applicant alone declares,
/// though a register could tell, never passes by itself: the officer judges. Nor does a fact that is missing.
pub fn evaluate(rule: &Rule, evidence: &Evidence<'_>) -> RuleResult {
    let mut findings = Findings::default();
    let verdict = match evidence.answer(&rule.check, &mut findings) {
        Answer::Yes => Verdict::Pass,
        Answer::Unsure => Verdict::Judge,
        Answer::No => match rule.on_failure {
            OnFailure::Refuse => Verdict::Fail,
            OnFailure::Warn => Verdict::Warn,
            OnFailure::NotNeeded => Verdict::NotNeeded,
        },
    };
    let input = |field: &FieldId| (field.clone(), evidence.form.entries.get(field).cloned());
    RuleResult {
        rule: rule.id.clone(),
        effective_from: rule.effective_from,
        verdict,
        inputs: rule.check.fields().into_iter().map(input).collect(),
        findings: findings.0,
    }
}

/// What a check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    No,
    Unsure,
    Yes,
}

impl From<bool> for Answer {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

/// What was computed on the way, each once.
#[derive(Default)]
struct Findings(Vec<(String, String)>);

impl Findings {
    fn note(&mut self, name: &str, value: &impl ToString) {
        let finding = (name.to_owned(), value.to_string());
        if !self.0.contains(&finding) {
            self.0.push(finding);
        }
    }

    /// A field that is why the answer is not yes.
    fn blame(&mut self, answer: Answer, field: &FieldId) -> Answer {
        match answer {
            Answer::No => self.note("unmet", field),
            Answer::Unsure => self.note("unverified", field),
            Answer::Yes => {}
        }
        answer
    }
}

impl Evidence<'_> {
    fn answer(&self, check: &Check, findings: &mut Findings) -> Answer {
        match check {
            Check::Term { start, days } => self.on_date(start, findings, |start, findings| {
                let (last, _) = Limit::CalendarDays(*days).last_day(start, self.calendar);
                findings.note("term_ends", &last);
                self.day <= last
            }),
            Check::MinimumAge { birth, min } => self.on_date(birth, findings, |birth, findings| {
                findings.note("age", &age(birth, self.day));
                reached(birth, *min) <= self.day
            }),
            Check::BelowRetirement { birth, sex, post } => {
                self.below_retirement(birth, sex, post.as_ref(), findings)
            }
            Check::Past { date } => self.on_date(date, findings, |date, _| date <= self.day),
            Check::Chosen { matter } => self.matters.contains(matter).into(),
            Check::Is { field, value } => {
                self.on(field, findings, |found, _| found.plain() == *value)
            }
            Check::OneOf { field, values } => {
                self.on(field, findings, |found, _| values.contains(&found.plain()))
            }
            Check::AtMost { field, max } => self.on(
                field,
                findings,
                |found, _| matches!(found, Value::Integer(number) if number <= max),
            ),
            Check::Attached { material } => {
                let attached = self.materials.iter().any(|it| it.kind == *material);
                attached.into()
            }
            Check::All(parts) => {
                let answers = parts.iter().map(|part| self.answer(part, findings));
                answers.min().unwrap_or(Answer::Yes)
            }
            Check::Any(parts) => self.any(parts, findings),
            Check::When { when, check } => self.when(when, check, findings),
        }
    }

    /// One that holds is enough, and then nobody is to blame.
    fn any(&self, parts: &[Check], findings: &mut Findings) -> Answer {
        let mut inner = Findings::default();
        let answers = parts.iter().map(|part| self.answer(part, &mut inner));
        let answer = answers.max().unwrap_or(Answer::No);
        if answer != Answer::Yes {
            for (name, value) in inner.0 {
                findings.note(&name, &value);
            }
        }
        answer
    }

    fn when(&self, when: &Condition, check: &Check, findings: &mut Findings) -> Answer {
        if self.form.meets(when) {
            return self.answer(check, findings);
        }
        // Whoever declares that the condition does not hold would pass by that alone.
        let declared = when.fields().into_iter().find(|field| {
            let entry = self.form.entries.get(*field);
            entry.is_some_and(|entry| !self.is_sure(field, entry))
        });
        declared.map_or(Answer::Yes, |field| findings.blame(Answer::Unsure, field))
    }

    /// What holds of the value of a field.
    fn on(
        &self,
        field: &FieldId,
        findings: &mut Findings,
        holds: impl FnOnce(&Value, &mut Findings) -> bool,
    ) -> Answer {
        let answer = match self.form.entries.get(field) {
            Some(entry) if !holds(&entry.value, findings) => Answer::No,
            Some(entry) if self.is_sure(field, entry) => Answer::Yes,
            None | Some(_) => Answer::Unsure,
        };
        findings.blame(answer, field)
    }

    fn on_date(
        &self,
        field: &FieldId,
        findings: &mut Findings,
        holds: impl FnOnce(NaiveDate, &mut Findings) -> bool,
    ) -> Answer {
        self.on(
            field,
            findings,
            |value, findings| matches!(value, Value::Date(date) if holds(*date, findings)),
        )
    }

    /// Whether the fact counts by itself: from a register or the ID number, or one that no register could tell.
    fn is_sure(&self, field: &FieldId, entry: &Entry) -> bool {
        let register = self
            .catalogue
            .field(field)
            .and_then(|it| it.register.as_ref());
        match entry.source {
            Source::Shared { .. } | Source::Derived { .. } => true,
            Source::Applicant => register.is_none(),
            Source::Disputed { .. } => false,
        }
    }

    /// A woman whose kind of post is not known is surely below only where she is by the earlier line.
    fn below_retirement(
        &self,
        birth: &FieldId,
        sex: &FieldId,
        post: Option<&FieldId>,
        findings: &mut Findings,
    ) -> Answer {
        let code = |field: &FieldId| self.form.value(field).map(Value::plain);
        let post_code = post.and_then(code);
        let line = match (code(sex).as_deref(), post_code.as_deref()) {
            (Some("male"), _) => Line::Male60,
            (Some("female"), Some("worker")) => Line::Female50,
            (Some("female"), None) if post.is_some() => Line::Female50,
            (Some("female"), _) => Line::Female55,
            _ => return findings.blame(Answer::Unsure, sex),
        };
        let below = |birth: NaiveDate, findings: &mut Findings| {
            findings.note(
                "retirement",
                &retirement_on(line, YearMonth::of(birth), self.day),
            );
            is_below_retirement_age(line, birth, self.day)
        };
        if let (Line::Female50, Some(post), None) = (line, post, post_code) {
            return match self.on_date(birth, &mut Findings::default(), below) {
                Answer::Yes => Answer::Yes,
                Answer::Unsure | Answer::No => findings.blame(Answer::Unsure, post),
            };
        }
        let declared = self
            .form
            .entries
            .get(sex)
            .is_some_and(|entry| !self.is_sure(sex, entry));
        match self.on_date(birth, findings, below) {
            Answer::Yes if declared => findings.blame(Answer::Unsure, sex),
            answer => answer,
        }
    }
}

/// The day on which someone is so many years old: the birthday, and for who was born on the 29th of February the last
/// of that month. In civil practice one is 年满 on the birthday itself.
fn reached(birth: NaiveDate, years: u32) -> NaiveDate {
    birth
        .checked_add_months(Months::new(years.saturating_mul(12)))
        .unwrap_or(NaiveDate::MAX)
}

/// Full years of age on a day.
fn age(birth: NaiveDate, day: NaiveDate) -> i32 {
    let years = day.year() - birth.year();
    let full = u32::try_from(years).is_ok_and(|years| reached(birth, years) <= day);
    if full { years } else { years - 1 }
}
