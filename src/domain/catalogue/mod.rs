//! The catalogue: scenes, matters, fields, materials, rules, prerequisites, phrases, desks and limits as data.
//!
//! Owns what the configuration *says*; [`load`] reads it, `check` says what must hold in it, `find` looks things up. A
//! fourteenth matter or a third scene is a change of the TOML files and of nothing else. An application pins the
//! version under which it was filed.

mod check;
mod condition;
pub mod fault;
mod find;
pub mod load;
pub mod versions;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::deadline::Limit;
use super::id::{
    CatalogueVersion, DepartmentId, DivisionCode, FieldId, LineId, MaterialId, MatterId, PhraseId,
    SceneId,
};
use super::material::FileType;
use super::refusal::Refusal;
use super::supervision::Thresholds;
pub use condition::{Check, Condition, Exclusion, OnFailure, Prerequisite, PrerequisiteKind, Rule};

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One effective-dated version of the configuration.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Its version, pinned by applications.
    pub version: CatalogueVersion,
    /// The first day on which applications are filed under it.
    pub effective_from: NaiveDate,
    /// 补正告知: silence for this long counts as acceptance.
    pub acceptance_limit: Limit,
    /// How long the applicant has to answer a correction notice.
    pub correction_limit: Limit,
    /// When lights turn.
    pub supervision: Thresholds,
    /// 部门.
    pub departments: Vec<Department>,
    /// 业务条线.
    pub lines: Vec<Line>,
    /// 行政区划 and functional zones: a tree, the city first.
    pub divisions: Vec<Division>,
    /// 一件事.
    pub scenes: Vec<Scene>,
    /// 事项.
    pub matters: Vec<Matter>,
    /// The joint form's fields, in the order in which they are asked.
    pub fields: Vec<Field>,
    /// 材料.
    pub materials: Vec<MaterialSpec>,
    /// What officers may give to applicants with a result; a catalogue that does not say takes no files.
    #[serde(default)]
    pub result_files: ResultFiles,
    /// 受理条件; several entries of one id are versions of it by date.
    pub rules: Vec<Rule>,
    /// What must be approved first, in the same application or earlier.
    pub prerequisites: Vec<Prerequisite>,
    /// Matters that exclude each other in one application.
    pub exclusions: Vec<Exclusion>,
    /// Ready words for officers.
    pub phrases: Vec<Phrase>,
}

/// How many files go with a result, and of which types.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultFiles {
    /// How many at most.
    pub most: usize,
    /// The types that are taken.
    pub types: Vec<FileType>,
}

impl ResultFiles {
    /// Whether a file of this type is taken.
    ///
    /// # Errors
    /// [`Refusal::FileType`].
    pub fn check(&self, found: FileType) -> Result<(), Refusal> {
        if self.types.contains(&found) {
            Ok(())
        } else {
            Err(Refusal::FileType { found })
        }
    }
}

/// A department.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Its short name: 人社局.
    pub name: Label,
}

/// A line of business.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its id.
    pub id: LineId,
    /// The department that it belongs to.
    pub department: DepartmentId,
    /// Its name: 就业.
    pub name: Label,
    /// 复议 or 诉讼: the remedy that refusals of this line name unless the officer writes another.
    pub remedy: Label,
}

/// A division or functional zone.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Division {
    /// GB/T 2260 code, or an internal zone id.
    pub code: DivisionCode,
    /// Its name: 张店区.
    pub name: Label,
    /// The division above it; none for the root.
    #[serde(default)]
    pub parent: Option<DivisionCode>,
    /// For a zone, the GB code to send where only those are allowed (its main county).
    #[serde(default)]
    pub gb_code: Option<DivisionCode>,
    /// What other systems call it: (system, code).
    #[serde(default)]
    pub aliases: Vec<(String, String)>,
}

/// A scene.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// Its id.
    pub id: SceneId,
    /// Its name: 单位就业（员工录用）.
    pub name: Label,
    /// Whom it serves: `unit` or `person`.
    pub applicant: ApplicantKind,
    /// Its matters with the limits that hold in this scene, in the notice's order.
    pub matters: Vec<SceneMatter>,
}

/// Whom a scene serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// 用人单位.
    Unit,
    /// 灵活就业人员.
    Person,
}

/// A matter in a scene. The limit belongs to both: 档案接收 is immediate in one scene, five days in the other.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SceneMatter {
    /// The matter.
    pub matter: MatterId,
    /// 承诺时限.
    pub promise: Limit,
    /// 法定时限, where the law sets one.
    #[serde(default)]
    pub statutory: Option<Limit>,
}

/// A matter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// Its code: `A1`.
    pub id: MatterId,
    /// Its name in the notice's words.
    pub name: Label,
    /// A name for narrow columns.
    pub short: Label,
    /// The line that decides it.
    pub line: LineId,
    /// How the division of the desk is found.
    pub routing: Routing,
    /// The fields of the joint form that its desk needs, and no others.
    pub fields: Vec<FieldId>,
    /// The materials that it needs.
    #[serde(default)]
    pub materials: Vec<MaterialId>,
    /// The fields of its result.
    #[serde(default)]
    pub results: Vec<ResultField>,
    /// The result document's name.
    pub document: Label,
    /// Whether the document is mailed (only where the notice says so).
    #[serde(default)]
    pub mailed: bool,
    /// What the applicant does next once it is approved.
    pub next_step: Label,
    /// For a matter that is done again and again: what sets one apart from another. Else a person has one open item of
    /// it at a time.
    #[serde(default)]
    pub once_per: Option<OncePer>,
}

/// Once for each thing and month: a contribution is paid once for an insurance and a month.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OncePer {
    /// The choice of the thing.
    pub choice: FieldId,
    /// The first month.
    pub from: FieldId,
    /// The last month.
    pub to: FieldId,
}

/// How an item finds its desk's division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Routing {
    /// The division of the application.
    Division,
    /// The city's own desk.
    City,
}

/// A field of a matter's result.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultField {
    /// Its id.
    pub id: FieldId,
    /// Its name.
    pub name: Label,
    /// Its type.
    pub kind: FieldKind,
    /// Whether feedback without it is refused.
    #[serde(default)]
    pub required: bool,
}

/// A field of the joint form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id.
    pub id: FieldId,
    /// Its name.
    pub name: Label,
    /// Its type.
    pub kind: FieldKind,
    /// The choices of a `choice` field.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// When it must be filled; never where absent.
    #[serde(default)]
    pub required: Option<Condition>,
    /// The register that can fill it, where one can.
    #[serde(default)]
    pub register: Option<String>,
    /// The field from which it is computed and so never asked (sex and birth date from the ID number).
    #[serde(default)]
    pub derived_from: Option<FieldId>,
    /// How it is shown by default.
    #[serde(default)]
    pub mask: MaskKind,
    /// Longest text in characters.
    #[serde(default)]
    pub max_chars: Option<usize>,
    /// A word of help.
    #[serde(default)]
    pub hint: Option<Label>,
}

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the type of the same name")]
pub enum FieldKind {
    Text,
    Date,
    Month,
    Choice,
    Integer,
    Money,
    Flag,
    /// Resident ID, residence permit of 港澳台, or permanent residence card.
    IdNumber,
    /// 统一社会信用代码.
    Uscc,
    Phone,
    Division,
}

impl FieldKind {
    /// The type's name in TOML, JSON and the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Month => "month",
            Self::Choice => "choice",
            Self::Integer => "integer",
            Self::Money => "money",
            Self::Flag => "flag",
            Self::IdNumber => "id_number",
            Self::Uscc => "uscc",
            Self::Phone => "phone",
            Self::Division => "division",
        }
    }
}

/// How a value is shown until it is asked for in clear.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the mask of the same name")]
pub enum MaskKind {
    #[default]
    None,
    Name,
    IdNumber,
    Phone,
    Address,
}

/// A choice of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Label,
    /// The other choices that it stands for: both insurances.
    #[serde(default)]
    pub covers: Vec<String>,
}

/// A material of the catalogue.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaterialSpec {
    /// Its id.
    pub id: MaterialId,
    /// Its name in the notice's words.
    pub name: Label,
    /// When it is needed.
    pub required: Condition,
    /// Materials of one group replace each other: one of 劳动合同, 录用手续, 单位介绍信.
    #[serde(default)]
    pub one_of: Option<String>,
    /// The file types that it may have.
    pub types: Vec<FileType>,
    /// The photo rules, for the card photo.
    #[serde(default)]
    pub photo: Option<PhotoRule>,
}

/// The rules of the card photo (制卡相片); sizes are per city.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoRule {
    /// Exact width in pixels.
    pub width: u32,
    /// Exact height in pixels.
    pub height: u32,
    /// Exact bits per pixel.
    pub bits: u8,
    /// The least share of white border pixels, in percent.
    pub white_border_percent: u8,
    /// Accepted size in bytes, least and most.
    pub size: (u64, u64),
    /// The size outside of which a warning is given.
    pub usual_size: (u64, u64),
}

/// Ready words.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Its id.
    pub id: PhraseId,
    /// What it is for.
    pub kind: PhraseKind,
    /// The matters it fits; empty means all.
    #[serde(default)]
    pub matters: Vec<MatterId>,
    /// For a defect: what can have it; none means anything.
    #[serde(default)]
    pub about: Option<DefectAbout>,
    /// The words.
    pub words: Label,
    /// For a reason: its legal basis.
    #[serde(default)]
    pub basis: Option<String>,
    /// For a defect: what a good one looks like.
    #[serde(default)]
    pub sample: Option<Label>,
}

/// What a defect is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefectAbout {
    /// Of a material.
    Material,
    /// Of a field of the form.
    Field,
}

/// What a phrase is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhraseKind {
    /// An opinion of an approval.
    Opinion,
    /// A reason to refuse (不予).
    RefuseReason,
    /// Why nothing need be done (无需办理).
    NotNeededReason,
    /// A reason not to accept (不予受理).
    NotAcceptReason,
    /// A reason to return (退件).
    ReturnReason,
    /// A defect of a field or material.
    Defect,
    /// A kind of special procedure.
    SpecialProcedure,
}
