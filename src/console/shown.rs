//! The only way outside text reaches a cell.
//!
//! Owns the form in which a stranger's text may be drawn: every character that a terminal would obey, hide or
//! reorder by becomes a visible mark such as `⟨202E⟩`, in one pass and never by removal (what is removed lets its
//! neighbours join into a new sequence). Knows nothing of colours or places. The terminal library is no guard:
//! it drops some of these in silence and hands others to the terminal.
//!
//! To treat one more code point, add its range to `HIDDEN`.

use std::fmt;

use fluent_templates::fluent_bundle::FluentValue;
use ratatui::buffer::CellWidth;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use crate::words::Lang;

/// More marks than any living script stacks on one letter; a stack without end costs 200 KB in a single cell.
const MOST_COMBINING: usize = 8;
/// More characters than the longest published emoji (10), a syllable of old Hangul or a conjunct of Sanskrit has.
const MOST_JOINED: usize = 16;
const TAB_STOP: u16 = 4;
const ZWJ: char = '\u{200D}';
const EMOJI_STYLE: char = '\u{FE0F}';

/// Code points that are obeyed, invisible, reordering or without an agreed picture: Cc, Cf, Zl, Zp, Hangul and
/// Khmer fillers, variation selectors, tags, private use and noncharacters; the ends are included.
const HIDDEN: &[(u32, u32)] = &[
    (0x0000, 0x001F),
    (0x007F, 0x009F),
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x0600, 0x0605),
    (0x061C, 0x061C),
    (0x06DD, 0x06DD),
    (0x070F, 0x070F),
    (0x0890, 0x0891),
    (0x08E2, 0x08E2),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xE000, 0xF8FF),
    (0xFDD0, 0xFDEF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1_10BD, 0x1_10BD),
    (0x1_10CD, 0x1_10CD),
    (0x1_3430, 0x1_3455),
    (0x1_BCA0, 0x1_BCA3),
    (0x1_D173, 0x1_D17A),
    (0xE_0000, 0x10_FFFF),
];

fn hidden(c: char) -> bool {
    let code = u32::from(c);
    code & 0xFFFE == 0xFFFE
        || HIDDEN
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&code))
}

/// Characters that the published ZWJ sequences are made of.
fn pictograph(c: char) -> bool {
    matches!(u32::from(c),
        0x1_F000..=0x1_FAFF | 0x2600..=0x27BF | 0x2B1B..=0x2B1C | 0x2194..=0x2195)
}

fn takes_emoji_style(c: char) -> bool {
    pictograph(c)
        || matches!(u32::from(c),
            0x23 | 0x2A | 0x30..=0x39 | 0xA9 | 0xAE | 0x203C | 0x2049 | 0x2122 | 0x2139
            | 0x2196..=0x21AA | 0x231A..=0x23FA | 0x24C2 | 0x25AA..=0x25FE | 0x2934..=0x2935
            | 0x2B05..=0x2B55 | 0x3030 | 0x303D | 0x3297 | 0x3299)
}

fn ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// Whether `c` becomes one picture with what stands before it, which may be a mark of ours.
fn joins(c: char) -> bool {
    !c.is_ascii() && !ideograph(c) && format!("⟩{c}").graphemes(true).count() == 1
}

fn takes_no_cell(c: char) -> bool {
    // Halfwidth sound marks extend a letter by the book and take a cell of their own in every terminal.
    !matches!(c, '\u{FF9E}' | '\u{FF9F}') && c.width() == Some(0)
}

/// Text that is safe to draw, with its width in cells.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shown {
    text: String,
}

/// Says how wide the text is, never what it says: it may name a person.
impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Shown({} cells)", self.width())
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Shown {
    /// Outside text as one line; a line break shows as `⏎`.
    pub fn line(outside: &str) -> Self {
        Self {
            text: Marker::default().run(outside),
        }
    }

    /// Outside text as the lines it has; a tab reaches to the next stop of four cells.
    pub fn lines(outside: &str) -> Vec<Self> {
        outside
            .split('\n')
            .map(|line| line.strip_suffix('\r').unwrap_or(line))
            .map(|line| Self {
                text: Marker {
                    tabs: Tabs::Spaces,
                    ..Marker::default()
                }
                .run(line),
            })
            .collect()
    }

    /// The words of message `id`.
    pub fn say(lang: Lang, id: &str) -> Self {
        Self::line(&lang.say(id))
    }

    /// The words of message `id` with arguments, which may be a stranger's text.
    pub fn say_with(lang: Lang, id: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> Self {
        Self::line(&lang.say_with(id, arguments))
    }

    /// The text to draw.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The cells it takes, counted as the terminal library places them: by grapheme.
    pub fn width(&self) -> u16 {
        self.graphemes()
            .fold(0, |sum: u16, (_, cells)| sum.saturating_add(cells))
    }

    /// Each grapheme with its cells.
    pub fn graphemes(&self) -> impl Iterator<Item = (&str, u16)> {
        self.text.graphemes(true).map(|g| (g, g.cell_width()))
    }

    /// This text followed by `more`.
    #[must_use]
    pub fn then(mut self, more: &Self) -> Self {
        self.text.push_str(&more.text);
        self
    }

    /// A styled span of it.
    pub fn span(self, style: impl Into<Style>) -> Span<'static> {
        Span::styled(self.text, style)
    }

    /// Joins pieces of text that has been made safe already.
    pub(super) fn from_safe(text: String) -> Self {
        Self { text }
    }
}

/// What of a line may be typed: all but what would have to be drawn as a mark. Each character is judged on its own,
/// so leaving some out cannot make others into a sequence.
pub fn typeable(line: &str) -> String {
    line.graphemes(true)
        .flat_map(|grapheme| {
            let whole = Shown::line(grapheme).text == grapheme;
            grapheme
                .chars()
                .filter(move |c| whole || !(hidden(*c) || joins(*c)))
        })
        .collect()
}

impl From<Shown> for Span<'static> {
    fn from(shown: Shown) -> Self {
        Span::raw(shown.text)
    }
}

impl From<Shown> for Line<'static> {
    fn from(shown: Shown) -> Self {
        Line::from(Span::from(shown))
    }
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Tabs {
    #[default]
    Mark,
    Spaces,
}

/// One pass over the text; equal marks in a row are folded into one with a count.
#[derive(Default)]
struct Marker {
    out: String,
    cells: u16,
    run: Option<(char, usize)>,
    tabs: Tabs,
}

impl Marker {
    fn run(mut self, outside: &str) -> String {
        self.out.reserve(outside.len());
        for grapheme in outside.graphemes(true) {
            match grapheme {
                "\t" if self.tabs == Tabs::Spaces => {
                    self.settle();
                    for _ in 0..TAB_STOP - self.cells % TAB_STOP {
                        self.push(" ");
                    }
                }
                "\n" | "\r\n" => self.keep("⏎"),
                _ => self.grapheme(grapheme),
            }
        }
        self.settle();
        self.out
    }

    fn grapheme(&mut self, grapheme: &str) {
        let mut kept = String::new();
        let (mut combining, mut joined, mut broken) = (0, 0, false);
        let mut chars = grapheme.chars().peekable();
        let mut before = None;
        while let Some(c) = chars.next() {
            let zero = takes_no_cell(c);
            combining += usize::from(zero && c != ZWJ && c != EMOJI_STYLE);
            let fits = if hidden(c) {
                // Behind a mark there is nothing that it could belong to.
                let before = before.filter(|_| !kept.is_empty());
                before.is_some_and(|b| belongs(c, b, chars.peek().copied()))
            } else {
                combining <= MOST_COMBINING && !(joins(c) && (broken || before.is_none()))
            };
            // A joiner stays only where what it joins does.
            let room = joined + 1 + usize::from(c == ZWJ) <= MOST_JOINED;
            if fits && room {
                kept.push(c);
                joined += 1;
            } else {
                self.keep(&std::mem::take(&mut kept));
                self.mark(c);
                (joined, broken) = (0, true);
            }
            if !zero || hidden(c) {
                before = Some(c);
            }
        }
        self.keep(&kept);
    }

    fn keep(&mut self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        if piece.cell_width() == 0 {
            piece.chars().for_each(|c| self.mark(c));
            return;
        }
        self.settle();
        self.push(piece);
    }

    fn mark(&mut self, c: char) {
        match &mut self.run {
            Some((same, count)) if *same == c => *count += 1,
            _ => {
                self.settle();
                self.run = Some((c, 1));
            }
        }
    }

    fn settle(&mut self) {
        if let Some((c, count)) = self.run.take() {
            let times = if count > 1 {
                format!("×{count}")
            } else {
                String::new()
            };
            self.push(&format!("⟨{:02X}{times}⟩", u32::from(c)));
        }
    }

    fn push(&mut self, piece: &str) {
        self.out.push_str(piece);
        self.cells = self.cells.wrapping_add(piece.cell_width());
    }
}

/// Whether the hidden character `c` is part of an ordinary picture or ideograph: a joiner between two pictographs,
/// the picture style after one, one ideographic variation after an ideograph.
fn belongs(c: char, before: char, after: Option<char>) -> bool {
    match c {
        ZWJ => (pictograph(before) || before == EMOJI_STYLE) && after.is_some_and(pictograph),
        EMOJI_STYLE => takes_emoji_style(before),
        '\u{E0100}'..='\u{E01EF}' => ideograph(before),
        _ => false,
    }
}
