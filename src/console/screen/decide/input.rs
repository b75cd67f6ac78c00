//! The fields of a composer while they are filled in.

use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::widget::editor::{Editor, Lines};
use crate::domain::catalogue::{DefectAbout, PhraseKind};

use super::defects::Defects;
use super::fields::Shape;
use super::offers::{self, Source};

/// A choice of a list, by code.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Its code.
    pub code: String,
    /// Its words.
    pub words: Shown,
    /// What it puts into a text: the words that the applicant or the file gets, in Chinese.
    pub text: String,
    /// The legal basis that goes with it.
    pub basis: String,
}

/// A list of which one is chosen.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What is offered.
    pub offers: Vec<Offer>,
    /// The chosen one's code; none yet.
    pub chosen: Option<String>,
}

impl Choice {
    /// The chosen offer.
    pub fn offer(&self) -> Option<&Offer> {
        let code = self.chosen.as_ref()?;
        self.offers.iter().find(|offer| offer.code == *code)
    }

    /// Chooses the next offer or the one before; the first where none is chosen yet.
    pub fn step(&mut self, by: isize) {
        let at = self
            .offers
            .iter()
            .position(|o| Some(&o.code) == self.chosen.as_ref());
        let last = self.offers.len().saturating_sub(1);
        let to = at.map_or(0, |at| at.saturating_add_signed(by).min(last));
        self.chosen = self.offers.get(to).map(|offer| offer.code.clone());
    }
}

/// A field while it is filled in.
pub enum Input {
    /// A text.
    Text(Box<Editor>),
    /// A choice.
    Choice(Choice),
    /// The list of a correction notice, with the words of the defect under the cursor.
    Defects(Box<DefectInput>),
}

/// The list of a correction notice while it is filled in.
pub struct DefectInput {
    /// The list.
    pub list: Defects,
    /// What is wrong, of the defect under the cursor.
    pub words: Editor,
    /// What a good one looks like.
    pub sample: Editor,
}

impl DefectInput {
    fn new(list: Defects) -> Self {
        Self {
            list,
            words: Editor::new(Lines::Many, ""),
            sample: Editor::new(Lines::Many, ""),
        }
    }

    /// Takes the words of the defect under the cursor into the editors.
    pub fn show(&mut self) {
        let written = self.list.current().cloned();
        let (words, sample) = written.map_or_else(Default::default, |w| (w.words, w.sample));
        self.words = Editor::new(Lines::Many, &words);
        self.sample = Editor::new(Lines::Many, &sample);
    }

    /// Takes what the editors hold into the defect under the cursor.
    pub fn note(&mut self) {
        let (words, sample) = (self.words.text(), self.sample.text());
        if let Some(written) = self.list.current_mut() {
            written.words = words;
            written.sample = sample;
        }
    }
}

impl Input {
    /// An empty field of this shape.
    pub fn new(shape: Shape, source: Source<'_>) -> Self {
        match (shape, offers::offers(shape, source)) {
            (_, Some(offers)) => Self::Choice(Choice {
                offers,
                chosen: None,
            }),
            (Shape::Defects, None) => {
                let list = Defects::new(source.detail, source.names);
                Self::Defects(Box::new(DefectInput::new(list)))
            }
            (Shape::Text | Shape::Files, None) => {
                Self::Text(Box::new(Editor::new(Lines::Many, "")))
            }
            (_, None) => Self::Text(Box::new(Editor::new(Lines::One, ""))),
        }
    }

    /// What is filled in, as text; a choice as its code.
    pub fn text(&self) -> String {
        match self {
            Self::Text(editor) => editor.text(),
            Self::Choice(choice) => choice.chosen.clone().unwrap_or_default(),
            Self::Defects(_) => String::new(),
        }
    }

    /// Fills it in; a code that is not offered leaves a choice open.
    pub fn fill(&mut self, text: &str) {
        match self {
            Self::Text(editor) => editor.replace(text),
            Self::Choice(choice) => {
                let offered = choice.offers.iter().any(|offer| offer.code == text);
                choice.chosen = offered.then(|| text.to_owned());
            }
            Self::Defects(_) => {}
        }
    }
}

/// The offers over the composer: ready words for the field that has the focus.
#[derive(Debug, Clone)]
pub struct Phrases {
    /// The list; the chosen one is under the cursor.
    pub choice: Choice,
}

impl Phrases {
    /// The words for a kind, and for a defect of what it is about; none where the catalogue has none.
    pub fn open(
        kind: PhraseKind,
        (matter, about): (&str, Option<DefectAbout>),
        shared: &Shared,
    ) -> Option<Self> {
        let offers = offers::phrases((kind, about), matter, &shared.names());
        let chosen = Some(offers.first()?.code.clone());
        Some(Self {
            choice: Choice { offers, chosen },
        })
    }
}
