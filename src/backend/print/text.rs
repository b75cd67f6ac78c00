//! A document as plain text, aligned by terminal cells.

use unicode_width::UnicodeWidthChar;

use super::wrap::{extent, wrap};
use super::{Block, Document, TEXT_CELLS, Table};

const GAP: usize = 2;
/// Two Chinese characters.
const INDENT: usize = 4;

pub(super) fn write(document: &Document) -> String {
    let mut out = String::new();
    if let Some(mark) = &document.mark {
        centre(&mut out, mark);
    }
    centre(&mut out, &document.title);
    for block in &document.blocks {
        write_block(&mut out, block);
    }
    if !document.footer.is_empty() {
        out.push('\n');
        put_lines(&mut out, &document.footer, 0, 0);
    }
    out
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Centred(line) => centre(out, line),
        Block::Heading(text) => {
            out.push('\n');
            put_lines(out, text, 0, 0);
        }
        Block::Paragraph(text) => {
            for paragraph in text.split('\n') {
                put_lines(out, paragraph, 0, INDENT);
            }
        }
        Block::Flush(text) => put_lines(out, text, 0, 0),
        Block::Rows(rows) => write_rows(out, rows),
        Block::Table(table) => write_table(out, table),
        Block::Closing { lines, .. } => {
            out.push('\n');
            for line in lines.iter().flat_map(|line| lines_of(line, TEXT_CELLS, 0)) {
                put(out, TEXT_CELLS.saturating_sub(cells(line)), line);
            }
        }
    }
}

fn write_rows(out: &mut String, rows: &[(String, String)]) {
    let widest = rows.iter().map(|(key, _)| cells(key)).max().unwrap_or(0);
    let indent = widest.min(TEXT_CELLS / 3) + GAP;
    let columns = [indent - GAP, TEXT_CELLS - indent];
    for (key, value) in rows {
        write_row(out, &columns, &[key, value]);
    }
}

fn write_table(out: &mut String, table: &Table) {
    let columns = column_cells(table);
    out.push('\n');
    if table.columns.iter().any(|column| !column.head.is_empty()) {
        let heads: Vec<&str> = table.columns.iter().map(|column| &*column.head).collect();
        write_row(out, &columns, &heads);
        let rules: Vec<String> = columns.iter().map(|&width| "-".repeat(width)).collect();
        write_row(
            out,
            &columns,
            &rules.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    }
    for row in &table.rows {
        write_row(
            out,
            &columns,
            &row.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    }
}

/// The columns' shares of the cells that the gaps leave, every column at least one Chinese character wide.
fn column_cells(table: &Table) -> Vec<usize> {
    let room = TEXT_CELLS.saturating_sub(GAP * (table.columns.len().saturating_sub(1)));
    let shares: usize = table
        .columns
        .iter()
        .map(|column| usize::from(column.share))
        .sum();
    table
        .columns
        .iter()
        .map(|column| (room * usize::from(column.share) / shares).max(2))
        .collect()
}

fn write_row(out: &mut String, columns: &[usize], texts: &[&str]) {
    let wrapped: Vec<Vec<&str>> = columns
        .iter()
        .zip(texts)
        .map(|(&width, text)| lines_of(text, width, 0))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..height {
        let mut row = String::new();
        let mut start = 0;
        for (cell, width) in wrapped.iter().zip(columns) {
            let text = cell.get(line).copied().unwrap_or_default();
            row.push_str(&" ".repeat(start - cells(&row).min(start)));
            row.push_str(text);
            start += width + GAP;
        }
        put(out, 0, &row);
    }
}

fn centre(out: &mut String, text: &str) {
    for line in lines_of(text, TEXT_CELLS, 0) {
        put(out, TEXT_CELLS.saturating_sub(cells(line)) / 2, line);
    }
}

fn put_lines(out: &mut String, text: &str, left: usize, indent: usize) {
    for (nth, line) in lines_of(text, TEXT_CELLS - left, indent)
        .into_iter()
        .enumerate()
    {
        put(out, left + if nth == 0 { indent } else { 0 }, line);
    }
}

fn put(out: &mut String, left: usize, line: &str) {
    if !line.is_empty() {
        out.push_str(&" ".repeat(left));
        out.push_str(line.trim_end());
    }
    out.push('\n');
}

#[expect(
    clippy::cast_precision_loss,
    reason = "line widths are far below 2^23 cells"
)]
fn lines_of(text: &str, width: usize, indent: usize) -> Vec<&str> {
    wrap(text, width as f32, indent as f32, &cell)
}

fn cell(character: char) -> f32 {
    if character.width() == Some(2) {
        2.0
    } else {
        1.0
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a sum of ones and twos"
)]
fn cells(text: &str) -> usize {
    extent(text, &cell) as usize
}
