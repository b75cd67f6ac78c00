//! An application (联办件): one joint form filed once, split into items, with one combined result.
//!
//! Owns what an application *is*; [`filing`] makes one and its items of a request, or says all that stands in the way
//! ([`refusal`]), [`duplicate`] when it is filed twice; [`corrected`] says what an answer to a correction notice sets
//! off, [`result`] is what 我的办件 shows of it.

pub mod corrected;
pub mod duplicate;
pub mod filing;
pub mod refusal;
pub mod result;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::form::Form;
use super::id::{ApplicationNo, CatalogueVersion, DivisionCode, MatterId, OfficerId, SceneId};
use super::material::Material;
use super::policy::Channel;

/// An application as filed, with what corrections changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Its number.
    pub no: ApplicationNo,
    /// The scene.
    pub scene: SceneId,
    /// The chosen matters, in the notice's order.
    pub matters: Vec<MatterId>,
    /// The division that it belongs to.
    pub division: DivisionCode,
    /// How it came.
    pub channel: Channel,
    /// The pinned catalogue.
    pub catalogue: CatalogueVersion,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// The account that filed it.
    pub filed_by: OfficerId,
    /// The joint form.
    pub form: Form,
    /// The materials, in the order of their ordinals.
    pub materials: Vec<Material>,
}
