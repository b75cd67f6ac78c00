//! The viewer of materials and of the files of a result: the picture or page, what its bytes say of it, and the text of a page as text.
//!
//! Owns which paper and page is looked at and how. What cannot be drawn safely is described and never drawn;
//! decoding and drawing run beside the screen.

mod facts;
mod place;

use bytes::Bytes;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use crate::api::items::{ItemDetail, MaterialView, ResultFileView};
use crate::client::{Error, MaterialBytes};
use crate::console::action::Action;
use crate::console::effect::{Answer, Ask, Effect, NotSaved, Notice, Paper, Tone};
use crate::console::keymap::{Condition, Context};
use crate::console::shared::Shared;
use crate::console::shown::Shown;
use crate::console::theme::Role;
use crate::console::widget::list::Presence;
use crate::console::widget::picture::Picture;
use crate::console::widget::picture::decode::{Kind, Sheet as Page, Undrawable};

use super::sheet::{Scroll, Sheet};
use super::{Event, Screen, moves};
use place::{ROOM_FOR_FORM, split};

/// What is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Face {
    #[default]
    Picture,
    Text,
}

/// What the item says of the paper that is looked at.
#[derive(Clone, Copy)]
enum Known<'a> {
    Material(&'a MaterialView),
    ResultFile(&'a ResultFileView),
}

impl Known<'_> {
    fn file_type(&self) -> Option<&str> {
        match self {
            Self::Material(material) => material.file_type.as_deref(),
            Self::ResultFile(file) => Some(&file.file_type),
        }
    }

    /// What tells it from the item's other papers in the name of a copy.
    fn label(&self) -> String {
        match self {
            Self::Material(material) => {
                format!("{}-{}", material.kind, material.ordinal.unwrap_or(0))
            }
            Self::ResultFile(file) => {
                format!("result-{}", file.digest.get(..8).unwrap_or_default())
            }
        }
    }
}

/// The screen's state.
pub struct Viewer {
    no: String,
    paper: Paper,
    face: Face,
    picture: Picture,
    bytes: Option<Bytes>,
    page: u32,
    /// Why there is nothing to draw, in words.
    trouble: Option<Shown>,
    scroll: Scroll,
    beside: Scroll,
}

impl Viewer {
    /// The viewer at one paper of an item.
    pub fn new(no: &str, paper: &Paper) -> Self {
        Self {
            no: no.to_owned(),
            paper: paper.clone(),
            face: Face::default(),
            picture: Picture::default(),
            bytes: None,
            page: 0,
            trouble: None,
            scroll: Scroll::default(),
            beside: Scroll::default(),
        }
    }

    fn detail<'a>(&self, shared: &'a Shared) -> Option<&'a ItemDetail> {
        shared.cache.item(&self.no).map(|kept| kept.detail.as_ref())
    }

    /// The papers of the kind that is looked at, in their order.
    fn papers(&self, detail: &ItemDetail) -> Vec<Paper> {
        match self.paper {
            Paper::Material(_) => {
                let ordinals = detail.materials.iter().filter_map(|m| m.ordinal);
                ordinals.map(Paper::Material).collect()
            }
            Paper::ResultFile(_) => {
                let files = detail.feedback.iter().flat_map(|feedback| &feedback.files);
                files
                    .map(|file| Paper::ResultFile(file.digest.clone()))
                    .collect()
            }
        }
    }

    fn known<'a>(&self, detail: &'a ItemDetail) -> Option<Known<'a>> {
        match &self.paper {
            Paper::Material(ordinal) => {
                let mut materials = detail.materials.iter();
                let found = materials.find(|material| material.ordinal == Some(*ordinal));
                found.map(Known::Material)
            }
            Paper::ResultFile(digest) => {
                let mut files = detail.feedback.iter().flat_map(|feedback| &feedback.files);
                let found = files.find(|file| file.digest == *digest);
                found.map(Known::ResultFile)
            }
        }
    }

    /// Goes to a paper: its bytes are at hand or asked for.
    fn turn_to(&mut self, paper: Paper, shared: &Shared) -> Vec<Effect> {
        self.paper = paper;
        self.page = 0;
        self.bytes = None;
        self.trouble = None;
        self.picture.clear();
        let Some(detail) = self.detail(shared) else {
            return vec![Effect::Ask(Ask::Item {
                no: self.no.clone(),
            })];
        };
        match shared.cache.paper(&detail.row.application, &self.paper) {
            Some(bytes) => {
                self.bytes = Some(bytes.clone());
                self.decode()
            }
            None => vec![Effect::Ask(Ask::Paper {
                no: self.no.clone(),
                paper: self.paper.clone(),
            })],
        }
    }

    fn decode(&self) -> Vec<Effect> {
        let Some(bytes) = self.bytes.clone() else {
            return vec![];
        };
        vec![Effect::Ask(Ask::Decode {
            no: self.no.clone(),
            paper: self.paper.clone(),
            page: self.page,
            bytes,
        })]
    }

    fn take_bytes(&mut self, answer: Result<MaterialBytes, Error>, shared: &Shared) -> Vec<Effect> {
        match answer {
            Ok(material) => {
                self.bytes = Some(material.bytes);
                self.decode()
            }
            Err(error) => {
                self.trouble = Some(Shown::line(&error.words(shared.lang)));
                vec![]
            }
        }
    }

    fn take_page(&mut self, page: Result<Page, Undrawable>, shared: &Shared) -> Vec<Effect> {
        match page {
            Ok(page) => {
                self.trouble = None;
                self.page = page.page;
                self.picture.show(page);
                self.redraw(shared)
            }
            Err(why) => {
                self.picture.clear();
                self.trouble = Some(shared.say(why.message()));
                vec![]
            }
        }
    }

    /// Asks for the drawing that is wanted now.
    fn redraw(&mut self, shared: &Shared) -> Vec<Effect> {
        let body = Rect::new(
            0,
            0,
            shared.size.width,
            shared.size.height.saturating_sub(4),
        );
        let (picture, _) = split(body);
        let wanted = self
            .picture
            .wanted(Size::new(picture.width, picture.height), shared.graphics);
        wanted
            .map(|request| Effect::Ask(Ask::Draw(request)))
            .into_iter()
            .collect()
    }

    fn turn_page(&mut self, by: i64) -> Vec<Effect> {
        let Some(pages) = self.picture.sheet().map(|sheet| sheet.pages) else {
            return vec![];
        };
        let last = i64::from(pages.saturating_sub(1));
        let to = (i64::from(self.page) + by).clamp(0, last);
        match u32::try_from(to) {
            Ok(page) if page != self.page => {
                self.page = page;
                self.decode()
            }
            _ => vec![],
        }
    }

    /// The next material that was handed in, or the one before.
    fn turn_material(&mut self, by: isize, shared: &Shared) -> Vec<Effect> {
        let Some(detail) = self.detail(shared) else {
            return vec![];
        };
        let there = self.papers(detail);
        let at = there.iter().position(|paper| *paper == self.paper);
        let to = at.and_then(|at| there.get(at.checked_add_signed(by)?).cloned());
        match to {
            Some(paper) => self.turn_to(paper, shared),
            None => tell(Tone::Plain, shared.say("material-no-more")),
        }
    }

    fn save(&self, shared: &Shared) -> Vec<Effect> {
        let known = self.detail(shared).and_then(|detail| self.known(detail));
        let (Some(bytes), Some(known)) = (&self.bytes, known) else {
            return tell(Tone::Plain, shared.say("material-loading"));
        };
        // The ending says what the bytes are, whatever the file was called.
        let ending = match known.file_type() {
            Some("ofd") => "ofd",
            _ => Kind::of(bytes).map_or("bin", Kind::ending),
        };
        vec![Effect::Ask(Ask::Save {
            no: self.no.clone(),
            paper: self.paper.clone(),
            name: format!("{}-{}", self.no, known.label()),
            ending,
            bytes: bytes.clone(),
        })]
    }

    fn act(&mut self, action: Action, shared: &Shared) -> Vec<Effect> {
        match action {
            Action::Back => return vec![Effect::Close],
            Action::NextMaterial => return self.turn_material(1, shared),
            Action::PreviousMaterial => return self.turn_material(-1, shared),
            Action::NextPage => return self.turn_page(1),
            Action::PreviousPage => return self.turn_page(-1),
            Action::Save => return self.save(shared),
            Action::NextItem | Action::PreviousItem => {
                return vec![Effect::Close, Effect::HandDown(action)];
            }
            Action::NextTab | Action::PreviousTab => {
                self.face = match self.face {
                    Face::Picture => Face::Text,
                    Face::Text => Face::Picture,
                };
            }
            Action::PanUp if self.face == Face::Text => self.scroll.step(-1),
            Action::PanDown if self.face == Face::Text => self.scroll.step(1),
            Action::FieldsDown => self.beside.step(1),
            Action::FieldsUp => self.beside.step(-1),
            Action::ZoomIn => self.picture.zoom(1),
            Action::ZoomOut => self.picture.zoom(-1),
            Action::ZoomFit => self.picture.fit(),
            Action::RotateRight => self.picture.turn(1),
            Action::RotateLeft => self.picture.turn(3),
            Action::PanLeft => self.picture.pan(-1, 0),
            Action::PanRight => self.picture.pan(1, 0),
            Action::PanUp => self.picture.pan(0, -1),
            Action::PanDown => self.picture.pan(0, 1),
            other => return self.compose(other, shared),
        }
        self.redraw(shared)
    }

    fn compose(&self, action: Action, shared: &Shared) -> Vec<Effect> {
        match (moves::of(action), self.detail(shared)) {
            (Some(_), Some(detail)) => {
                moves::start(action, vec![(self.no.clone(), detail.row.version)])
            }
            _ => vec![],
        }
    }

    /// What stands beside the picture: the facts, and on a wide screen the form that the paper is compared with.
    fn beside(&self, shared: &Shared, area: Rect, screen: u16) -> Sheet {
        let mut sheet = Sheet::new(area.width);
        let detail = self.detail(shared);
        let Some((detail, known)) = detail.and_then(|it| Some((it, self.known(it)?))) else {
            sheet.line([(shared.say("material-loading"), Role::Dim)]);
            return sheet;
        };
        if screen < ROOM_FOR_FORM {
            facts::in_clear(&mut sheet, detail, shared);
        }
        let pages = (self.page, self.picture.sheet().map_or(1, |page| page.pages));
        match known {
            Known::Material(material) => {
                facts::write(&mut sheet, (detail, material), pages, shared);
            }
            Known::ResultFile(file) => facts::write_result(&mut sheet, file, pages, shared),
        }
        if screen >= ROOM_FOR_FORM {
            facts::form(&mut sheet, detail, shared);
        }
        sheet
    }

    fn text(&self, shared: &Shared, area: Rect, buffer: &mut Buffer) {
        let mut sheet = Sheet::new(area.width);
        let lines = self.picture.sheet().map_or(&[][..], |page| &page.text);
        for line in lines {
            sheet.paragraph(0, &Shown::line(line), Role::Text);
        }
        if lines.is_empty() {
            sheet.line([(shared.say("material-no-text"), Role::Dim)]);
        }
        sheet.view(&self.scroll, shared.theme, area, buffer);
    }
}

impl Screen for Viewer {
    fn context(&self) -> Context {
        Context::Material
    }

    fn title(&self, shared: &Shared) -> Shown {
        // Number and tab stand before it.
        let detail = self.detail(shared);
        match detail.and_then(|detail| Some((detail, self.known(detail)?))) {
            Some((detail, Known::Material(material))) => {
                shared.names_of(detail).material(&material.kind)
            }
            Some((_, Known::ResultFile(_))) => shared.say("result-file"),
            None => shared.say("title-material"),
        }
    }

    fn refuses(&self, action: Action, shared: &Shared) -> Option<Shown> {
        moves::refuses(moves::of(action)?, &self.no, Presence::Here, shared)
    }

    fn facts(&self, shared: &Shared) -> Vec<Condition> {
        let detail = self.detail(shared);
        detail.map_or_else(Vec::new, |detail| moves::facts(&detail.row, shared))
    }

    fn offers(&self, action: Action, shared: &Shared) -> bool {
        let pages = self.picture.sheet().map_or(0, |page| page.pages);
        let papers = self.detail(shared).map_or(0, |it| self.papers(it).len());
        match action {
            Action::NextPage | Action::PreviousPage => pages > 1,
            Action::NextMaterial => papers > 1,
            _ => moves::offers(action, Some(&self.no), shared),
        }
    }

    fn update(&mut self, event: Event, shared: &Shared) -> Vec<Effect> {
        match event {
            Event::Opened => self.turn_to(self.paper.clone(), shared),
            // What was decided here is on its way: the officer goes on with the next item.
            Event::Uncovered if shared.is_decided(&self.no) => vec![Effect::Close],
            Event::Resized => self.redraw(shared),
            Event::Act(action) => self.act(action, shared),
            Event::Answer(Answer::Item { no, item }) if no == self.no => match item {
                Ok(_) if self.bytes.is_none() => self.turn_to(self.paper.clone(), shared),
                Ok(_) => vec![],
                Err(error) => {
                    self.trouble = Some(Shown::line(&error.words(shared.lang)));
                    vec![]
                }
            },
            Event::Answer(Answer::Paper { no, paper, bytes })
                if no == self.no && paper == self.paper =>
            {
                self.take_bytes(bytes, shared)
            }
            Event::Answer(Answer::Decoded {
                no,
                paper,
                page,
                sheet,
            }) if no == self.no && paper == self.paper && page == self.page => {
                self.take_page(sheet, shared)
            }
            Event::Answer(Answer::Drawn(Some(drawing))) => {
                self.picture.take(drawing);
                vec![]
            }
            Event::Answer(Answer::Saved {
                saved: Ok(path), ..
            }) => {
                let path = [("path", path.display().to_string().into())];
                tell(
                    Tone::Good,
                    Shown::say_with(shared.lang, "material-saved", &path),
                )
            }
            Event::Answer(Answer::Saved {
                saved: Err(why), ..
            }) => {
                let (id, why) = match why {
                    NotSaved::Server(error) => ("material-not-noted", error.words(shared.lang)),
                    NotSaved::Disk(why) => ("material-not-saved", why),
                };
                let why = [("why", why.into())];
                tell(Tone::Bad, Shown::say_with(shared.lang, id, &why))
            }
            _ => vec![],
        }
    }

    fn view(&self, frame: &mut Frame, area: Rect, shared: &Shared) {
        let (picture, beside) = split(area);
        let buffer = frame.buffer_mut();
        self.beside(shared, beside, area.width)
            .view(&self.beside, shared.theme, beside, buffer);
        if self.face == Face::Text {
            self.text(shared, picture, buffer);
            return;
        }
        let waiting = !self.picture.is_drawn();
        let words = match &self.trouble {
            Some(trouble) => Some(trouble.clone()),
            None => waiting.then(|| shared.say("material-loading")),
        };
        match words {
            Some(words) => {
                let mut sheet = Sheet::new(picture.width);
                sheet.blank();
                sheet.paragraph(2, &words, Role::Warning);
                sheet.view(&Scroll::default(), shared.theme, picture, buffer);
            }
            None => self.picture.view(picture, buffer),
        }
    }
}

fn tell(tone: Tone, words: Shown) -> Vec<Effect> {
    vec![Effect::Tell(Notice::new(tone, words))]
}
