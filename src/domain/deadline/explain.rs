//! Why a clock is due when it is: every day counted, skipped or stopped, as typed steps.
//!
//! Owns the steps. The sentences are in `words::deadline`; a new step needs one there in both languages.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Clock, DueDate, Limit, Stop, first_due, moved, work_days};
use crate::domain::calendar::{Calendar, DayKind};

/// One step of the way to a due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum DueStep {
    /// The clock started.
    Started {
        /// When.
        at: DateTime<Utc>,
        /// With which limit.
        limit: Limit,
    },
    /// It started outside office hours, so that the next office day counts.
    OutsideOffice {
        /// The day that counts.
        counts: NaiveDate,
    },
    /// Work days that count.
    WorkDays {
        /// The first.
        from: NaiveDate,
        /// The last.
        to: NaiveDate,
        /// The number of the first, from 1.
        first: u32,
        /// The number of the last.
        last: u32,
        /// How many the limit has.
        of: u32,
        /// Weekend dates turned into work days (调休上班).
        make_up: bool,
    },
    /// Calendar days that count, from the day after the start.
    CalendarDays {
        /// The first.
        from: NaiveDate,
        /// The last.
        to: NaiveDate,
        /// How many.
        days: u32,
    },
    /// Rest days, which do not count or past which the end rolls.
    Rest {
        /// The first.
        from: NaiveDate,
        /// The last.
        to: NaiveDate,
        /// The break; none for a plain weekend.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// The close of business at which it is due, as far as told.
    Closes {
        /// When.
        at: DateTime<Utc>,
    },
    /// It stood; the due date moves by the work days.
    Stopped {
        /// When it stopped.
        from: DateTime<Utc>,
        /// When it went on.
        until: DateTime<Utc>,
        /// How many work days do not count: none within one day.
        work_days: u32,
    },
    /// It was stopped when it had run out already; that moves nothing.
    StoppedLate {
        /// When it stopped.
        from: DateTime<Utc>,
    },
    /// It has stood since.
    Stands {
        /// When it stopped.
        from: DateTime<Utc>,
    },
    /// The calendar of a year on the way has not been announced: counted on the plain week for now.
    Provisional {
        /// The year.
        year: i32,
    },
}

impl Clock {
    /// Why it is due then, in order.
    ///
    /// Told by the given calendar: where that is newer than the due date, the last step tells the due date that
    /// [`Clock::recomputed`] gives.
    pub fn explain(&self, calendar: &Calendar) -> Vec<DueStep> {
        let mut story = Story {
            calendar,
            steps: vec![DueStep::Started {
                at: self.start,
                limit: self.limit,
            }],
        };
        let mut due = first_due(self.limit, self.start, calendar);
        story.count(self.limit, self.start, due);
        for stop in &self.stops {
            let later = moved(due, *stop, calendar);
            story.stop(*stop, due, later);
            due = later;
        }
        if due.provisional {
            story.unannounced(self.start, due.at);
        }
        story.steps
    }
}

/// An explanation while it is told.
struct Story<'a> {
    calendar: &'a Calendar,
    steps: Vec<DueStep>,
}

/// Neighbouring days of one kind.
struct Run {
    from: NaiveDate,
    to: NaiveDate,
    days: u32,
    kind: DayKind,
}

impl Story<'_> {
    /// From the start to the due date before any stop.
    fn count(&mut self, limit: Limit, start: DateTime<Utc>, due: DueDate) {
        let (day, last) = (self.calendar.date(start), self.calendar.date(due.at));
        match limit {
            Limit::WorkDays(of @ 1..) => self.work_days(day, last, of),
            Limit::CalendarDays(days @ 1..) => {
                let from = after(day, 1);
                let to = after(day, days);
                self.steps.push(DueStep::CalendarDays { from, to, days });
                self.rest_days(to, last);
            }
            _ if last > day => {
                self.rest_days(day, last);
                self.steps.push(DueStep::OutsideOffice { counts: last });
            }
            _ => {}
        }
        self.steps.push(DueStep::Closes { at: due.at });
    }

    /// The days after one day up to and with another, numbered where they count.
    fn work_days(&mut self, day: NaiveDate, last: NaiveDate, of: u32) {
        let mut counted = 0;
        for run in self.runs(after(day, 1), last) {
            let Run {
                from,
                to,
                days,
                kind,
            } = run;
            let first = counted + 1;
            if kind.is_work() {
                counted += days;
            }
            self.steps.push(match kind {
                DayKind::Weekend => rest(from, to, None),
                DayKind::Break(name) => rest(from, to, Some(name)),
                DayKind::Work | DayKind::MakeUp => DueStep::WorkDays {
                    from,
                    to,
                    first,
                    last: counted,
                    of,
                    make_up: kind == DayKind::MakeUp,
                },
            });
        }
    }

    /// The rest days among two days and those between.
    fn rest_days(&mut self, first: NaiveDate, last: NaiveDate) {
        for run in self.runs(first, last) {
            match run.kind {
                DayKind::Weekend => self.steps.push(rest(run.from, run.to, None)),
                DayKind::Break(name) => self.steps.push(rest(run.from, run.to, Some(name))),
                DayKind::Work | DayKind::MakeUp => {}
            }
        }
    }

    fn stop(&mut self, stop: Stop, due: DueDate, later: DueDate) {
        let from = stop.from;
        self.steps.push(match stop.until {
            None => DueStep::Stands { from },
            Some(_) if from > due.at => DueStep::StoppedLate { from },
            Some(until) => DueStep::Stopped {
                from,
                until,
                work_days: work_days(stop, self.calendar),
            },
        });
        if later.at > due.at {
            let (day, last) = (self.calendar.date(due.at), self.calendar.date(later.at));
            self.rest_days(day, last);
            self.steps.push(DueStep::Closes { at: later.at });
        }
    }

    fn unannounced(&mut self, start: DateTime<Utc>, due: DateTime<Utc>) {
        let years = self.calendar.date(start).year()..=self.calendar.date(due).year();
        let unannounced = years.filter(|year| !self.calendar.has_year(*year));
        self.steps
            .extend(unannounced.map(|year| DueStep::Provisional { year }));
    }

    fn runs(&self, first: NaiveDate, last: NaiveDate) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for day in first.iter_days().take_while(|day| *day <= last) {
            let kind = self.calendar.kind(day);
            match runs.last_mut().filter(|run| run.kind == kind) {
                Some(run) => {
                    run.to = day;
                    run.days += 1;
                }
                None => runs.push(Run {
                    from: day,
                    to: day,
                    days: 1,
                    kind,
                }),
            }
        }
        runs
    }
}

fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX)
}

fn rest(from: NaiveDate, to: NaiveDate, name: Option<String>) -> DueStep {
    DueStep::Rest { from, to, name }
}
