//! Materials (材料) and the files of a result: the facts of an uploaded file, as the bytes themselves say, and the photo
//! rules on those facts.
//!
//! Never opens a file: facts are measured at the edge and handed in. Which materials there are, and the sizes of the
//! photo, are catalogue data.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, MaterialSpec, Matter, PhotoRule};
use super::form::Form;
use super::id::{Digest, MaterialId, MatterId};

/// A material of an application.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// A file of a feedback: what the applicant is given.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultFile {
    /// The name under which it was uploaded, cleaned; only ever shown.
    pub file_name: String,
    /// What the bytes are.
    pub facts: FileFacts,
}

/// People name files after people: a log shows which file it is.
impl fmt::Debug for Material {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Material")
            .field("ordinal", &self.ordinal)
            .field("kind", &self.kind)
            .field("digest", &self.facts.digest)
            .finish_non_exhaustive()
    }
}

/// As of a material.
impl fmt::Debug for ResultFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResultFile")
            .field("digest", &self.facts.digest)
            .finish_non_exhaustive()
    }
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

impl FileType {
    /// The type's name in JSON and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Ofd => "ofd",
        }
    }
}

/// What is wrong with the materials of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MaterialError {
    /// The kind of material.
    pub kind: MaterialId,
    /// What is wrong.
    pub fault: MaterialFault,
}

/// What is wrong with a material.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MaterialFault {
    /// The catalogue has no such material.
    Unknown,
    /// None of the chosen matters needs it; it is not kept (国务院令716号 第七条).
    NotNeeded,
    /// Of a type that is not taken for it.
    Type {
        /// What it is.
        found: FileType,
        /// What is taken.
        accepted: Vec<FileType>,
    },
    /// The card photo does not fit.
    Photo(PhotoFault),
    /// Needed and not there.
    Missing {
        /// The matter that needs it.
        matter: MatterId,
        /// The materials of which one is enough.
        one_of: Vec<MaterialId>,
    },
}

impl MaterialFault {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown-material",
            Self::NotNeeded => "material-not-needed",
            Self::Type { .. } => "material-type",
            Self::Photo(fault) => fault.code(),
            Self::Missing { .. } => "material-missing",
        }
    }
}

impl MaterialError {
    /// The pointer to it in the request: `/materials/photo`.
    pub fn pointer(&self) -> String {
        format!("/materials/{}", self.kind)
    }
}

/// What is wrong with a card photo (制卡相片).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoFault {
    /// Not a picture whose pixels could be measured.
    NoPicture,
    /// Not the exact width and height.
    Pixels {
        /// Width and height as they are.
        found: (u32, u32),
        /// As they must be.
        wanted: (u32, u32),
    },
    /// Not the exact colour depth.
    Depth {
        /// Bits per pixel as they are.
        found: u8,
        /// As they must be.
        wanted: u8,
    },
    /// The background is not white.
    Background {
        /// White border pixels in percent.
        found: u8,
        /// The least that is taken.
        least: u8,
    },
    /// Too small or too large a file.
    Bytes {
        /// Its size.
        found: u64,
        /// The least and the most that is taken.
        accepted: (u64, u64),
    },
}

impl PhotoFault {
    /// Its stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoPicture => "photo-no-picture",
            Self::Pixels { .. } => "photo-pixels",
            Self::Depth { .. } => "photo-depth",
            Self::Background { .. } => "photo-background",
            Self::Bytes { .. } => "photo-bytes",
        }
    }
}

/// A card photo of a size that some systems refuse: let through, marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusualSize {
    /// Its size in bytes.
    pub found: u64,
    /// The usual least and most.
    pub usual: (u64, u64),
}

impl PhotoRule {
    /// Everything in which a photo does not fit.
    pub fn faults(&self, facts: &FileFacts) -> Vec<PhotoFault> {
        let Some(pixels) = &facts.pixels else {
            return vec![PhotoFault::NoPicture];
        };
        let (found, wanted) = ((pixels.width, pixels.height), (self.width, self.height));
        let least = self.white_border_percent;
        let mut faults = Vec::new();
        if found != wanted {
            faults.push(PhotoFault::Pixels { found, wanted });
        }
        if pixels.bits != self.bits {
            let (found, wanted) = (pixels.bits, self.bits);
            faults.push(PhotoFault::Depth { found, wanted });
        }
        if let Some(found) = pixels.white_border_percent.filter(|white| *white < least) {
            faults.push(PhotoFault::Background { found, least });
        }
        if !within(facts.size, self.size) {
            let (found, accepted) = (facts.size, self.size);
            faults.push(PhotoFault::Bytes { found, accepted });
        }
        faults
    }

    /// Whether the file's size is one that some systems refuse.
    pub fn unusual_size(&self, facts: &FileFacts) -> Option<UnusualSize> {
        let taken = within(facts.size, self.size);
        (taken && !within(facts.size, self.usual_size)).then_some(UnusualSize {
            found: facts.size,
            usual: self.usual_size,
        })
    }
}

fn within(size: u64, (least, most): (u64, u64)) -> bool {
    (least..=most).contains(&size)
}

/// Everything that is wrong with the materials of an application for these matters.
pub fn faults(
    catalogue: &Catalogue,
    matters: &[MatterId],
    form: &Form,
    materials: &[Material],
) -> Vec<MaterialError> {
    let matters: Vec<&Matter> = matters
        .iter()
        .filter_map(|id| catalogue.matter(id))
        .collect();
    let mut errors = Vec::new();
    for material in materials {
        let kind = &material.kind;
        let needed = matters.iter().any(|matter| matter.materials.contains(kind));
        let faults = match catalogue.material(kind) {
            None => vec![MaterialFault::Unknown],
            Some(_) if !needed => vec![MaterialFault::NotNeeded],
            Some(spec) => faults_of(spec, &material.facts),
        };
        let kind = kind.clone();
        errors.extend(faults.into_iter().map(|fault| MaterialError {
            kind: kind.clone(),
            fault,
        }));
    }
    for matter in matters {
        errors.extend(missing(catalogue, matter, form, materials));
    }
    errors
}

/// What does not fit in a file as this material.
pub fn faults_of(spec: &MaterialSpec, facts: &FileFacts) -> Vec<MaterialFault> {
    if !spec.types.contains(&facts.file_type) {
        return vec![MaterialFault::Type {
            found: facts.file_type,
            accepted: spec.types.clone(),
        }];
    }
    let photo = spec.photo.iter().flat_map(|rule| rule.faults(facts));
    photo.map(MaterialFault::Photo).collect()
}

/// Whether a material must be there for what the form says; one of a group is enough.
pub fn is_required(spec: &MaterialSpec, form: &Form) -> bool {
    form.meets(&spec.required)
}

/// What a matter needs and does not have: each group once, named after its first material.
fn missing(
    catalogue: &Catalogue,
    matter: &Matter,
    form: &Form,
    materials: &[Material],
) -> Vec<MaterialError> {
    let specs: Vec<&MaterialSpec> = matter
        .materials
        .iter()
        .filter_map(|id| catalogue.material(id))
        .filter(|spec| is_required(spec, form))
        .collect();
    let mut errors: Vec<MaterialError> = Vec::new();
    for spec in &specs {
        let one_of: Vec<MaterialId> = specs
            .iter()
            .filter(|other| {
                other.id == spec.id || spec.one_of.is_some() && other.one_of == spec.one_of
            })
            .map(|other| other.id.clone())
            .collect();
        let there = materials
            .iter()
            .any(|material| one_of.contains(&material.kind));
        if !there && one_of.first() == Some(&spec.id) {
            errors.push(MaterialError {
                kind: spec.id.clone(),
                fault: MaterialFault::Missing {
                    matter: matter.id.clone(),
                    one_of,
                },
            });
        }
    }
    errors
}
