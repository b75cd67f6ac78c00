//! The composer.
pub mod defects;
pub mod fields;
pub mod notice;
pub mod request;
