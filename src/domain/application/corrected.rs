//! What a corrected form means for the items of its application: their rules are judged again on what now stands.
//!
//! The form is shared, so an answer to one item's notice may change what another is judged by. A rule that now fails
//! closes nothing by itself: an officer refuses, with grounds and remedy (行政许可法 38).

use super::Application;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::Catalogue;
use crate::domain::id::ItemNo;
use crate::domain::item::Item;
use crate::domain::item::command::Command;
use crate::domain::rule::{self, Evidence};

/// The new results, for each open item where they are others. Commands of the system actor.
///
/// The day of filing goes on to count, and with it the versions of the rules: who filed within thirty days and then
/// corrects has filed within thirty days.
pub fn judged_again(
    application: &Application,
    items: &[Item],
    catalogue: &Catalogue,
    calendar: &Calendar,
) -> Vec<(ItemNo, Command)> {
    let evidence = Evidence {
        catalogue,
        calendar,
        form: &application.form,
        materials: &application.materials,
        matters: &application.matters,
        day: calendar.date(application.filed_at),
    };
    items
        .iter()
        .filter(|item| item.state.is_open())
        .filter_map(|item| {
            let rules = rule::judge(&item.matter, &evidence);
            (rules != item.rules).then(|| (item.no.clone(), Command::JudgeRules(rules)))
        })
        .collect()
}
