//! Placing a document's blocks on A4 pages: where every line of text and every rule stands. Draws nothing.

use super::wrap::{extent, wrap};
use super::{Block, Document, Picture, Table};
use crate::font::glyphs::advance;

/// A4 in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// Left and right edge of the text.
pub(super) const SIDES: (f32, f32) = (68.0, PAGE.0 - 68.0);
/// Baseline of the page number.
pub(super) const FOOT: f32 = PAGE.1 - 44.0;
const TOP: f32 = 72.0;
const BOTTOM: f32 = PAGE.1 - 72.0;
const BODY: f32 = 11.0;
const HEADING: f32 = 12.5;
const TITLE: f32 = 20.0;
/// Line height and the baseline's place in it, in parts of the type size.
const LEADING: f32 = 1.6;
const BASELINE: f32 = 1.2;
/// Between a table's rule and its text.
const PAD: f32 = 5.0;
/// What a heading keeps with it on its page.
const KEEP: f32 = 2.0 * BODY * LEADING;
/// One thing to draw.
pub(super) enum Mark<'a> {
    /// A line of text from its left end on the baseline.
    Text {
        at: (f32, f32),
        size: f32,
        text: String,
        weight: Weight,
    },
    /// A hairline.
    Rule { from: (f32, f32), to: (f32, f32) },
    /// A pale ground behind a table's heads: left, top, right, bottom.
    Ground([f32; 4]),
    /// A picture in a box: left, top, width, height.
    Picture { at: [f32; 4], picture: &'a Picture },
}

/// How dark a line of text is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Strong,
    Pale,
}

/// The marks of every page.
pub(super) fn pages(document: &Document) -> Vec<Vec<Mark<'_>>> {
    let mut sheet = Sheet {
        pages: vec![Vec::new()],
        y: TOP,
    };
    sheet.centred(&document.title, TITLE, Weight::Strong);
    sheet.y += BODY;
    for block in &document.blocks {
        sheet.block(block);
    }
    sheet.pages
}

/// How wide `text` is at `size`.
pub(super) fn width(text: &str, size: f32) -> f32 {
    extent(text, &advance) * size
}

struct Sheet<'a> {
    pages: Vec<Vec<Mark<'a>>>,
    y: f32,
}

impl<'a> Sheet<'a> {
    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Centred(line) => self.centred(line, BODY, Weight::Pale),
            Block::Heading(text) => self.heading(text),
            Block::Paragraph(text) => self.paragraph(text, 2.0 * BODY),
            Block::Flush(text) => self.paragraph(text, 0.0),
            Block::Rows(rows) => self.rows(rows),
            Block::Table(table) => self.table(table),
            Block::Closing { lines, over } => self.closing(lines, over.as_ref()),
        }
    }

    fn put(&mut self, mark: Mark<'a>) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    fn text(&mut self, x: f32, size: f32, text: &str, weight: Weight) {
        if !text.is_empty() {
            self.put(Mark::Text {
                at: (x, self.y + size * BASELINE),
                size,
                text: text.to_owned(),
                weight,
            });
        }
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32)) {
        self.put(Mark::Rule { from, to });
    }

    fn turn_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
    }

    /// Turns the page unless `height` fits on this one; what is taller than a page begins where it is.
    fn keep(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP && height <= BOTTOM - TOP {
            self.turn_page();
        }
    }

    fn centred(&mut self, text: &str, size: f32, weight: Weight) {
        for line in lines(text, SIDES.1 - SIDES.0, 0.0, size) {
            self.keep(size * LEADING);
            self.text((PAGE.0 - width(line, size)) / 2.0, size, line, weight);
            self.y += size * LEADING;
        }
    }

    fn heading(&mut self, text: &str) {
        let lines = lines(text, SIDES.1 - SIDES.0, 0.0, HEADING);
        self.y += BODY * 0.6;
        self.keep(stack(lines.len(), HEADING) + KEEP);
        for line in lines {
            self.keep(HEADING * LEADING);
            self.text(SIDES.0, HEADING, line, Weight::Strong);
            self.y += HEADING * LEADING;
        }
    }

    fn paragraph(&mut self, text: &str, indent: f32) {
        for paragraph in text.split('\n') {
            let lines = lines(paragraph, SIDES.1 - SIDES.0, indent, BODY);
            let last = lines.len().saturating_sub(1);
            for (nth, line) in lines.into_iter().enumerate() {
                // Neither the first nor the last line stands alone on a page.
                let together = last > 0 && (nth == 0 || nth + 1 == last);
                self.keep(stack(if together { 2 } else { 1 }, BODY));
                let left = if nth == 0 { indent } else { 0.0 };
                self.text(SIDES.0 + left, BODY, line, Weight::Plain);
                self.y += BODY * LEADING;
            }
        }
    }

    fn rows(&mut self, rows: &[(String, String)]) {
        let room = SIDES.1 - SIDES.0;
        let widest = rows
            .iter()
            .map(|(key, _)| width(key, BODY))
            .fold(0.0, f32::max);
        let left = widest.min(room / 3.0) + BODY;
        self.y += BODY * 0.3;
        for (key, value) in rows {
            let cells = [
                lines(key, left - BODY, 0.0, BODY),
                lines(value, room - left, 0.0, BODY),
            ];
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            self.keep(stack(height, BODY));
            for nth in 0..height {
                self.keep(BODY * LEADING);
                self.text(SIDES.0, BODY, line_of(&cells[0], nth), Weight::Pale);
                self.text(SIDES.0 + left, BODY, line_of(&cells[1], nth), Weight::Plain);
                self.y += BODY * LEADING;
            }
        }
        self.y += BODY * 0.3;
    }

    fn table(&mut self, table: &Table) {
        let edges = edges(table);
        self.y += BODY * 0.4;
        let heads: Vec<&str> = table.columns.iter().map(|column| &*column.head).collect();
        let heads = cells(&heads, &edges);
        let headed = table.columns.iter().any(|column| !column.head.is_empty());
        let head_height = if headed { row_height(&heads) } else { 0.0 };
        self.keep(head_height + KEEP);
        if headed {
            self.row(&heads, &edges, Weight::Strong);
        } else {
            self.rule((edges[0], self.y), (SIDES.1, self.y));
        }
        for row in &table.rows {
            let row: Vec<&str> = row.iter().map(String::as_str).collect();
            let mut rest = cells(&row, &edges);
            // A row goes to the next page whole where it can, and in pieces where it is taller than a page.
            while rest.iter().any(|cell| !cell.is_empty()) {
                let whole = row_height(&rest);
                let over = self.y + whole > BOTTOM;
                if over && (head_height + whole <= BOTTOM - TOP || self.y + KEEP > BOTTOM) {
                    self.turn_page();
                    if headed {
                        self.row(&heads, &edges, Weight::Strong);
                    } else {
                        self.rule((edges[0], self.y), (SIDES.1, self.y));
                    }
                }
                let piece = take(&mut rest, lines_that_fit(BOTTOM - self.y));
                self.row(&piece, &edges, Weight::Plain);
            }
        }
        self.y += BODY * 0.4;
    }

    /// One row of a table, or one piece of a tall one, with the rules around it.
    fn row(&mut self, cells: &[Vec<&str>], edges: &[f32], weight: Weight) {
        let (top, height) = (self.y, row_height(cells));
        if weight == Weight::Strong {
            self.put(Mark::Ground([edges[0], top, SIDES.1, top + height]));
            self.rule((edges[0], top), (SIDES.1, top));
        }
        for (cell, &left) in cells.iter().zip(edges) {
            self.y = top + PAD;
            for line in cell {
                self.text(left + PAD, BODY, line, weight);
                self.y += BODY * LEADING;
            }
        }
        self.y = top + height;
        for &x in edges {
            self.rule((x, top), (x, self.y));
        }
        self.rule((edges[0], self.y), (SIDES.1, self.y));
    }

    fn closing(&mut self, closing: &[String], over: Option<&'a Picture>) {
        let room = SIDES.1 - SIDES.0;
        let lines: Vec<&str> = closing
            .iter()
            .flat_map(|line| lines(line, room, 0.0, BODY))
            .collect();
        let height = stack(lines.len(), BODY);
        let (over_width, over_height) = over.map_or((0.0, 0.0), printed);
        let around = (over_height - height).max(0.0) / 2.0;
        self.keep(height + BODY + 2.0 * around);
        self.y += BODY + around;
        let middle = self.y + height / 2.0;
        // The lines share one centre, so that a seal sits over name and date as it does by hand.
        let widest = lines.iter().map(|line| width(line, BODY));
        let centre = SIDES.1 - widest.fold(over_width, f32::max) / 2.0;
        for line in lines {
            self.keep(BODY * LEADING);
            self.text(centre - width(line, BODY) / 2.0, BODY, line, Weight::Plain);
            self.y += BODY * LEADING;
        }
        self.y += around;
        if let Some(picture) = over {
            let corner = (centre - over_width / 2.0, middle - over_height / 2.0);
            self.put(Mark::Picture {
                at: [corner.0, corner.1, over_width, over_height],
                picture,
            });
        }
    }
}

/// Width and height of a picture on paper.
#[expect(
    clippy::cast_precision_loss,
    reason = "pictures have far fewer pixels a side than 2^23"
)]
fn printed(picture: &Picture) -> (f32, f32) {
    let wide = picture.millimetres * 72.0 / 25.4;
    (
        wide,
        wide * picture.height as f32 / picture.width.max(1) as f32,
    )
}

fn lines(text: &str, room: f32, indent: f32, size: f32) -> Vec<&str> {
    wrap(text, room / size, indent / size, &advance)
}

fn line_of<'a>(cell: &[&'a str], nth: usize) -> &'a str {
    cell.get(nth).copied().unwrap_or_default()
}

/// The columns' left edges and, last, the right edge of the table.
fn edges(table: &Table) -> Vec<f32> {
    let shares: f32 = table
        .columns
        .iter()
        .map(|column| f32::from(column.share))
        .sum();
    let mut x = SIDES.0;
    let mut edges = vec![x];
    for column in &table.columns {
        x += (SIDES.1 - SIDES.0) * f32::from(column.share) / shares;
        edges.push(x);
    }
    edges
}

fn cells<'a>(row: &[&'a str], edges: &[f32]) -> Vec<Vec<&'a str>> {
    row.iter()
        .zip(edges.windows(2))
        .map(|(text, edge)| lines(text, edge[1] - edge[0] - 2.0 * PAD, 0.0, BODY))
        .collect()
}

fn row_height(cells: &[Vec<&str>]) -> f32 {
    stack(cells.iter().map(Vec::len).max().unwrap_or(0), BODY) + 2.0 * PAD
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a document has far fewer lines than 2^23"
)]
fn stack(lines: usize, size: f32) -> f32 {
    lines as f32 * size * LEADING
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page holds some forty lines; a negative room is no line, and one is placed all the same"
)]
fn lines_that_fit(room: f32) -> usize {
    (((room - 2.0 * PAD) / (BODY * LEADING)) as usize).max(1)
}

/// The first `count` lines of every cell, taken off `rest`.
fn take<'a>(rest: &mut [Vec<&'a str>], count: usize) -> Vec<Vec<&'a str>> {
    rest.iter_mut()
        .map(|cell| cell.drain(..count.min(cell.len())).collect())
        .collect()
}
