//! Personal data in clear: of one item, for half a minute, and gone as soon as the officer turns to anything else.

use std::time::Duration;

use super::{ALARM_CLEAR, App};
use crate::console::effect::Effect;
use crate::console::shared::Clear;

/// Long enough to compare a number with a card, short enough for who passes behind the chair.
const SHOWN_FOR: Duration = Duration::from_secs(30);

impl App {
    /// Shows the fields of an item in clear, which the server has written down.
    pub(super) fn show_clear(&mut self, no: &str, fields: &[(String, String)]) {
        self.shared.clear = Some(Clear {
            no: no.to_owned(),
            fields: fields.iter().cloned().collect(),
            until: self.shared.now + SHOWN_FOR,
        });
        self.ask(Effect::Alarm {
            after: SHOWN_FOR,
            id: ALARM_CLEAR,
        });
    }

    /// Masks what is shown in clear.
    pub(super) fn mask(&mut self) {
        self.shared.clear = None;
    }

    /// The same once its time has passed: after a machine that slept, a key may come before the alarm.
    pub(super) fn mask_in_time(&mut self) {
        let now = self.shared.now;
        self.shared.clear.take_if(|clear| clear.until <= now);
    }
}
