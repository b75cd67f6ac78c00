//! Turns routes into screens.

use crate::console::shared::Shared;

use super::apart::Apart;
use super::backlog::BacklogScreen;
use super::decide::Composer;
use super::inbox::Inbox;
use super::item::ItemScreen;
use super::login::Login;
use super::material::Viewer;
use super::stand_in::StandInScreen;
use super::{Route, Screen};

/// The screen of a route.
pub fn open(route: &Route, shared: &Shared) -> Box<dyn Screen> {
    match route {
        Route::SignIn => Box::new(Login::new(shared.away.as_deref().unwrap_or_default())),
        Route::Inbox if shared.officer.is_some() && !shared.has_items() => Box::new(Apart),
        Route::Inbox => Box::new(Inbox::new()),
        Route::Items(filter) => Box::new(Inbox::showing(filter.as_ref().clone())),
        Route::Item { no } => Box::new(ItemScreen::new(no)),
        Route::Paper { no, paper } => Box::new(Viewer::new(no, paper)),
        Route::Decide { action, items } => Box::new(Composer::new(*action, items, shared)),
        Route::DecideMany { action, many } => Box::new(Composer::of_many(*action, many, shared)),
        Route::StandIn => Box::new(StandInScreen::new(shared)),
        Route::Backlog => Box::new(BacklogScreen::new()),
    }
}
