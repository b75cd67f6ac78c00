//! 联办 (lianban): one form in, each department decides, one combined result out.
//!
//! This page is the map of the house. Words are those of the field: an *application* (联办件) is one joint form filed
//! once, an *item* (办件) one chosen matter of it with its own desk, state, clocks and result; officers make *decisions*,
//! each item gets its *feedback*, the applicant gets one *combined result*.
//!
//! Layers, inner ones knowing nothing of outer ones (checked by Cargo features and `tests/it/architecture.rs`):
//!
//! - [`domain`]: what the notice and the law say; pure, time is an argument. The catalogue there is data.
//! - [`words`]: every word of the interface in Chinese and English.
//! - [`api`]: the wire types of `/api/v1`.
//! - `backend`: HTTP → services → store, materials, printed notices.
//! - `client`: one typed call per operation. `replay`: case files played through it.
//! - `console`: the officer's terminal, which reaches the backend through the client only.
//! - `demo`: an invented working day.
//!
//! The path of one approval: `console::screen::decide` composes a [`api::items::DecisionRequest`] → the console's
//! outbox keeps it with its idempotency key → `client::Client::decide` posts it with the version that was on the screen
//! → `backend::http` finds the route, its gate and the caller → `backend::service::items::execute` opens one write
//! unit: key, item under the caller's scope, version, [`domain::policy`], [`decide`](domain::item::decide()), the
//! fold ([`Item::apply`](domain::item::Item::apply)), what follows for its siblings ([`domain::prerequisite`]), row and
//! events, commit → the feed tells everyone in whose reach it is → `backend::service::view` masks what the answer
//! shows.

pub mod api;
#[cfg(feature = "backend")]
pub mod backend;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "console")]
pub mod console;
#[cfg(all(feature = "backend", feature = "console"))]
pub mod demo;
pub mod domain;
#[cfg(any(feature = "backend", feature = "console"))]
pub mod font;
#[cfg(feature = "client")]
pub mod replay;
pub mod words;
