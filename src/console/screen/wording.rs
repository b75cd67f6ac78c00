//! Codes and times of the server in the words of the screen.
//!
//! Owns no state. Every code has its message `<kind>-<code>`; what a newer server sends and this console does not
//! know is shown as the code itself.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use crate::api::colleagues::ColleagueView;
use crate::api::items::ItemRow;
use crate::console::shown::Shown;
use crate::console::theme::{Role, shape};
use crate::domain::supervision::Light;
use crate::words::Lang;

/// China keeps one time, without a summer time since 1991.
const CHINA: FixedOffset = FixedOffset::east_opt(8 * 3600).expect("eight hours are within a day");

/// Which kind of code a message is looked up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A state.
    State,
    /// An outcome.
    Outcome,
    /// A channel.
    Channel,
    /// A channel in a narrow column.
    ChannelShort,
    /// A light.
    Light,
    /// A light in a narrow column.
    Lamp,
    /// A role.
    Role,
    /// A verdict of a rule.
    Verdict,
    /// A clock.
    Clock,
    /// The source of a value.
    Source,
    /// A register of shared data.
    Register,
    /// A move.
    Move,
    /// What a move does.
    Effect,
    /// A delivery.
    Delivery,
    /// What somebody did, in a word.
    Change,
    /// A file's type.
    File,
}

impl Kind {
    fn prefix(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Outcome => "outcome",
            Self::Channel => "channel",
            Self::ChannelShort => "channel-short",
            Self::Light => "light",
            Self::Lamp => "lamp",
            Self::Role => "role",
            Self::Verdict => "verdict",
            Self::Clock => "clock",
            Self::Source => "source",
            Self::Register => "register",
            Self::Move => "move",
            Self::Effect => "effect",
            Self::Delivery => "parcel",
            Self::Change => "change",
            Self::File => "file",
        }
    }
}

/// The word of a code.
pub fn code(lang: Lang, kind: Kind, code: &str) -> Shown {
    let id = format!("{}-{code}", kind.prefix());
    if lang.has(&id) {
        Shown::say(lang, &id)
    } else {
        Shown::line(code)
    }
}

/// A row's state, or its outcome once it is closed.
pub fn standing(lang: Lang, row: &ItemRow) -> Shown {
    match &row.outcome {
        Some(outcome) => code(lang, Kind::Outcome, outcome),
        None => code(lang, Kind::State, &row.state),
    }
}

/// A colleague, with how much they have to do.
pub fn colleague(lang: Lang, colleague: &ColleagueView) -> Shown {
    let officer = &colleague.officer;
    let role = code(lang, Kind::Role, &officer.role);
    let facts = [
        ("name", officer.name.clone().into()),
        ("role", role.to_string().into()),
        ("login", officer.login.clone().into()),
        ("open", colleague.open.into()),
    ];
    Shown::say_with(lang, "offer-officer", &facts)
}

/// A time of the wire.
pub fn time(wire: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(wire)
        .ok()
        .map(|at| at.with_timezone(&CHINA))
}

/// The civil day in China.
pub fn day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&CHINA).date_naive()
}

/// A time as date and minute: `2026-11-24 17:00`; what is no time is shown as it came.
pub fn minute(wire: &str) -> Shown {
    match time(wire) {
        Some(at) => Shown::line(&at.format("%Y-%m-%d %H:%M").to_string()),
        None => Shown::line(wire),
    }
}

/// A moment by the clock of the officer: `17:05:31`.
pub fn second(at: DateTime<Utc>) -> Shown {
    Shown::line(&at.with_timezone(&CHINA).format("%H:%M:%S").to_string())
}

/// A time as short as a list allows: `17:05` today, else `11-20 09:30`, else with the year.
pub fn moment(now: DateTime<Utc>, wire: &str) -> Shown {
    let Some(at) = time(wire) else {
        return Shown::line(wire);
    };
    let today = now.with_timezone(&CHINA);
    let shape = match (
        at.date_naive() == today.date_naive(),
        at.format("%Y").to_string() == today.format("%Y").to_string(),
    ) {
        (true, _) => "%H:%M",
        (false, true) => "%m-%d %H:%M",
        (false, false) => "%Y-%m-%d",
    };
    Shown::line(&at.format(shape).to_string())
}

/// How long there is still: `超1日`, `2小时`, `今日17时`, `3日`. Days are work days, as the server counts them: only
/// it has the calendar of rest days.
pub fn due(lang: Lang, now: DateTime<Utc>, row: &ItemRow) -> Shown {
    if let Some((at, due)) = row.due.as_ref().and_then(|due| Some((time(&due.at)?, due))) {
        let wall = (at.date_naive() - day(now)).num_days();
        let days = row.work_days_left.map_or(wall, i64::from);
        return until(lang, now, at, (days, due.provisional));
    }
    let id = match row.state.as_str() {
        "waiting" => "left-waiting",
        "suspended" => "left-paused",
        "closed" => "left-ended",
        _ => "left-none",
    };
    Shown::say(lang, id)
}

fn until(
    lang: Lang,
    now: DateTime<Utc>,
    at: DateTime<FixedOffset>,
    (days, provisional): (i64, bool),
) -> Shown {
    let today = at.date_naive() == day(now);
    let left = at.with_timezone(&Utc) - now;
    let (id, n) = if left.num_seconds() < 0 {
        match (-days, -left.num_hours()) {
            (..=0, 0) => ("left-late-minutes", (-left.num_minutes()).max(1)),
            // No work day has passed since, if perhaps a weekend.
            (..=0, hours) => ("left-late-hours", hours),
            (days, _) => ("left-late-days", days),
        }
    } else {
        match (days, left.num_minutes()) {
            _ if !today => ("left-days", days.max(1)),
            (_, minutes) if minutes < 60 => ("left-minutes", minutes.max(1)),
            (_, minutes) if minutes < 180 => ("left-hours", minutes / 60),
            _ if at.format("%M").to_string() == "00" => (
                "left-today",
                at.format("%H").to_string().parse().unwrap_or(0),
            ),
            _ => {
                return Shown::say_with(
                    lang,
                    "left-today-at",
                    &[("at", at.format("%H:%M").to_string().into())],
                );
            }
        }
    };
    let words = lang.say_with(id, &[("n", n.into())]);
    if provisional {
        Shown::say_with(lang, "left-provisional", &[("due", words.into())])
    } else {
        Shown::line(&words)
    }
}

/// The light of a code; what a newer server sends and this console does not know shows no light.
pub fn lamp(code: &str) -> Light {
    match code {
        "yellow" => Light::Yellow,
        "yellow_card" => Light::YellowCard,
        "red_card" => Light::RedCard,
        _ => Light::Green,
    }
}

/// A row's light by shape and word; none once it is closed, as nothing runs any more.
pub fn light(lang: Lang, row: &ItemRow) -> Shown {
    lit(lang, Kind::Light, row)
}

/// The same for a narrow column.
pub fn light_short(lang: Lang, row: &ItemRow) -> Shown {
    lit(lang, Kind::Lamp, row)
}

fn lit(lang: Lang, kind: Kind, row: &ItemRow) -> Shown {
    if row.outcome.is_some() {
        return Shown::default();
    }
    Shown::line(shape(lamp(&row.light))).then(&code(lang, kind, &row.light))
}

/// How a verdict looks.
pub fn verdict_role(verdict: &str) -> Role {
    match verdict {
        "pass" => Role::Good,
        "warn" | "judge" => Role::Warning,
        "fail" => Role::Bad,
        _ => Role::Text,
    }
}

/// A size in bytes, KB or MB.
pub fn size(lang: Lang, bytes: u64) -> Shown {
    let (id, n) = match bytes {
        0..1_000 => ("size-bytes", bytes.to_string()),
        1_000..1_000_000 => ("size-kb", (bytes / 1_000).to_string()),
        _ => (
            "size-mb",
            format!("{}.{}", bytes / 1_000_000, bytes / 100_000 % 10),
        ),
    };
    Shown::say_with(lang, id, &[("n", n.into())])
}
