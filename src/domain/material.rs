//! Materials (材料): the facts of an uploaded file, as the bytes themselves say, and the photo rules on those facts.
//!
//! Never opens a file: facts are measured at the edge and handed in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::id::{Digest, MaterialId};

/// A material of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// Its place in the application, from 1; a later file of the same kind is a new place.
    pub ordinal: u32,
    /// What it is, in the catalogue.
    pub kind: MaterialId,
    /// The name under which it was uploaded, cleaned; only ever shown.
    pub file_name: String,
    /// What the bytes are.
    pub facts: FileFacts,
    /// When it was uploaded.
    pub uploaded_at: DateTime<Utc>,
}

/// What the bytes of a file say of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its SHA-256, under which it is kept.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Its type by content, never by name.
    pub file_type: FileType,
    /// Pixels, for pictures.
    pub pixels: Option<Pixels>,
    /// Pages, for PDF.
    pub pages: Option<u32>,
}

/// The types that are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// PDF.
    Pdf,
    /// OFD (GB/T 33190), kept and described, not drawn.
    Ofd,
}

/// What is known of a picture's pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pixels {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Bits per pixel: 24 for RGB.
    pub bits: u8,
    /// The share of border pixels that are white, in percent; measured for the card photo.
    pub white_border_percent: Option<u8>,
}
