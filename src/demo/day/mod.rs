//! A believable working day: about 300 items over all matters, divisions and departments, in every state.
//!
//! Everything is made by the domain itself: applications are filed at past moments and officers decide them one after
//! the other, up to now. The same seed and the same moment give the same day. `roster` has the people of the desks,
//! `story` what is filed, `answers` the forms, `fate` what becomes of an item, `play` lets it happen, [`open`] keeps it.

mod answers;
mod fate;
mod play;
pub mod roster;
mod seed;
mod story;

pub use seed::{Day, DayError, open, open_accounts};
