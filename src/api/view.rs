//! Domain → wire: how times and dates are written. What shows personal data masks it first.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};

use super::items::{Due, ResultFileView};
use crate::domain::deadline::DueDate;
use crate::domain::material::ResultFile;

/// China has one civil time, without summer time since 1991.
const CHINA: FixedOffset = FixedOffset::east_opt(8 * 3600).expect("eight hours are within a day");

/// A moment as it is sent: RFC 3339 with +08:00, to the millisecond where it has one.
pub fn time(at: DateTime<Utc>) -> String {
    at.with_timezone(&CHINA)
        .to_rfc3339_opts(SecondsFormat::AutoSi, false)
}

/// A file of a feedback as it is sent.
pub fn result_file(file: &ResultFile) -> ResultFileView {
    let facts = &file.facts;
    let pixels = facts.pixels.as_ref();
    ResultFileView {
        digest: facts.digest.to_string(),
        file_name: file.file_name.clone(),
        file_type: facts.file_type.code().to_owned(),
        size: facts.size,
        pixels: pixels.map(|pixels| (pixels.width, pixels.height)),
        pages: facts.pages,
    }
}

/// A due date as it is sent.
pub fn due(due: &DueDate) -> Due {
    Due {
        at: time(due.at),
        provisional: due.provisional,
    }
}
