//! Parts that screens are built of.

pub mod editor;
pub mod fit;
pub mod list;
pub mod picture;
pub mod popup;
