//! Documents on paper: A4 pages as PDF, and the same document as plain text for terminals and pipes.
//!
//! Owns the layout: title, headings, paragraphs, rows of key and value, tables, the closing lines, page numbers. It
//! takes plain text and knows nothing of items; whoever composes a notice brings the words. The same document gives
//! the same bytes, so a printed notice can be compared with its kept copy. To add a kind of block: a variant of
//! `Block`, its arm in `layout` and its arm in `text`.

mod layout;
mod pdf;
mod text;
mod wrap;

use unicode_width::UnicodeWidthChar;

use crate::font::glyphs::BOX;

/// A document, built block by block from top to bottom. It may hold personal data, so it has no `Debug`.
pub struct Document {
    title: String,
    blocks: Vec<Block>,
    footer: String,
    mark: Option<String>,
}

enum Block {
    Centred(String),
    Heading(String),
    Paragraph(String),
    Flush(String),
    Rows(Vec<(String, String)>),
    Table(Table),
    Closing {
        lines: Vec<String>,
        over: Option<Picture>,
    },
}

/// A picture printed over the closing lines: the appearance of an electronic seal, or a specimen's.
#[derive(Clone)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue and opacity of every pixel, row by row.
    pub rgba: Vec<u8>,
    /// How wide it is printed, in millimetres.
    pub millimetres: f32,
}

struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

struct Column {
    head: String,
    share: u16,
}

impl Document {
    /// A document with a title and nothing else yet.
    pub fn new(title: &str) -> Self {
        Self {
            title: printable(title),
            blocks: Vec::new(),
            footer: String::new(),
            mark: None,
        }
    }

    /// A centred line: a number or a date under the title.
    #[must_use]
    pub fn centred(self, line: &str) -> Self {
        self.with(Block::Centred(printable(line)))
    }

    /// A heading, kept on one page with what follows it.
    #[must_use]
    pub fn heading(self, text: &str) -> Self {
        self.with(Block::Heading(printable(text)))
    }

    /// A paragraph, its first line indented by two characters; a line feed in it begins another one.
    #[must_use]
    pub fn paragraph(self, text: &str) -> Self {
        self.with(Block::Paragraph(printable(text)))
    }

    /// A paragraph that is not indented: a salutation.
    #[must_use]
    pub fn flush(self, text: &str) -> Self {
        self.with(Block::Flush(printable(text)))
    }

    /// Rows of key and value, the values aligned.
    #[must_use]
    pub fn rows<K: AsRef<str>, V: AsRef<str>>(
        self,
        rows: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let rows = rows
            .into_iter()
            .map(|(key, value)| (printable(key.as_ref()), printable(value.as_ref())))
            .collect();
        self.with(Block::Rows(rows))
    }

    /// A table: each column has a head and its share of the width; heads are repeated on every page, and no heads are
    /// drawn where all are empty.
    #[must_use]
    pub fn table<const N: usize, C: AsRef<str>>(
        self,
        columns: [(&str, u16); N],
        rows: impl IntoIterator<Item = [C; N]>,
    ) -> Self {
        let columns = columns
            .into_iter()
            .map(|(head, share)| Column {
                head: printable(head),
                share: share.max(1),
            })
            .collect();
        let rows = rows
            .into_iter()
            .map(|row| row.iter().map(|cell| printable(cell.as_ref())).collect())
            .collect();
        self.with(Block::Table(Table { columns, rows }))
    }

    /// The closing lines at the right (落款): who issues the document, and when; kept together on one page.
    #[must_use]
    pub fn closing<L: AsRef<str>>(self, lines: impl IntoIterator<Item = L>) -> Self {
        self.close(lines, None)
    }

    /// Closing lines with a picture over their middle, as a seal sits over name and date.
    #[must_use]
    pub fn closing_under<L: AsRef<str>>(
        self,
        lines: impl IntoIterator<Item = L>,
        picture: Picture,
    ) -> Self {
        self.close(lines, Some(picture))
    }

    /// A line at the foot of every page, beside the page number.
    #[must_use]
    pub fn footer(self, line: &str) -> Self {
        Self {
            footer: printable(line),
            ..self
        }
    }

    /// A large pale mark across every page: 样张, or who exported the document.
    #[must_use]
    pub fn mark(self, mark: &str) -> Self {
        Self {
            mark: Some(printable(mark)),
            ..self
        }
    }

    /// The document as PDF.
    pub fn to_pdf(&self) -> Vec<u8> {
        pdf::write(self, &layout::pages(self))
    }

    /// The document as plain text, [`TEXT_CELLS`] terminal cells wide, columns aligned by cells.
    pub fn to_text(&self) -> String {
        text::write(self)
    }

    fn close<L: AsRef<str>>(
        self,
        lines: impl IntoIterator<Item = L>,
        over: Option<Picture>,
    ) -> Self {
        let lines = lines
            .into_iter()
            .map(|line| printable(line.as_ref()))
            .collect();
        self.with(Block::Closing { lines, over })
    }

    fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }
}

/// The width of a document as plain text, in terminal cells.
pub const TEXT_CELLS: usize = 80;

/// Outside text as both twins show it: line feeds stay, tabs are spaces, and what has no width of its own (control
/// characters, bidirectional overrides, joiners) becomes a visible box instead of acting on the reader's screen.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|&c| c != '\r')
        .map(|c| match c {
            '\n' => c,
            '\t' => ' ',
            '\u{2028}' | '\u{2029}' => BOX,
            _ if c.width().unwrap_or(0) == 0 => BOX,
            _ => c,
        })
        .collect()
}
