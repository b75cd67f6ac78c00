//! A frame that is the last one moved up or down: the terminal moves the lines itself.
//!
//! Owns the search for such a move and its bytes. A list of 20 rows that goes on by one is written in 18 bytes and two
//! rows in place of 950 bytes. Lines are deleted and inserted within margins, which every terminal since the VT102 and
//! the Linux console can (that console has no `CSI S`); the margins go from side to side, so what stands beside the list
//! moves too and is counted.

use std::hash::{BuildHasher, RandomState};
use std::ops::RangeInclusive;

use ratatui::buffer::{Buffer, Cell};

/// A move that saves fewer cells than this is not worth its own bytes.
const WORTH: i32 = 40;

/// Lines that move.
#[derive(Debug, PartialEq, Eq)]
pub struct Scroll {
    /// Between these rows.
    rows: RangeInclusive<u16>,
    /// Up by so many rows, or down where it is negative.
    up: i16,
}

impl Scroll {
    /// The move after which the fewest cells of `stands` are left to be written, if any saves enough. Cells are not
    /// bytes: whether it is shorter is found out by writing both.
    pub fn between(stands: &Buffer, next: &Buffer) -> Option<Self> {
        let sides = Sides::new(stands, next);
        let reach = i16::try_from(sides.height / 2).unwrap_or(i16::MAX);
        (1..=reach)
            .flat_map(|by| [by, -by])
            .filter_map(|up| sides.best(up))
            .max_by_key(|(saved, _)| *saved)
            .filter(|(saved, _)| *saved > WORTH)
            .map(|(_, scroll)| scroll)
    }

    /// What has the terminal move its lines. The cursor is anywhere afterwards.
    pub fn written(&self) -> Vec<u8> {
        let (top, bottom) = (self.rows.start() + 1, self.rows.end() + 1);
        let by = self.up.unsigned_abs();
        let lines = if self.up > 0 { 'M' } else { 'L' };
        format!("\x1b[{top};{bottom}r\x1b[{top}H\x1b[{by}{lines}\x1b[r").into_bytes()
    }

    /// Moves the cells likewise; what comes in is empty.
    pub fn apply(&self, stands: &mut Buffer) {
        let width = usize::from(stands.area.width);
        let first = usize::from(*self.rows.start()) * width;
        let end = (usize::from(*self.rows.end()) + 1) * width;
        let cells = &mut stands.content[first..end];
        let by = usize::from(self.up.unsigned_abs()) * width;
        if self.up > 0 {
            cells.rotate_left(by);
            let kept = cells.len() - by;
            cells[kept..].fill(Cell::EMPTY);
        } else {
            cells.rotate_right(by);
            cells[..by].fill(Cell::EMPTY);
        }
    }
}

/// The two frames as numbers, a row at a time: equal cells have equal numbers.
struct Sides {
    stands: Vec<u64>,
    next: Vec<u64>,
    empty: u64,
    width: usize,
    height: usize,
}

impl Sides {
    fn new(stands: &Buffer, next: &Buffer) -> Self {
        let hasher = RandomState::new();
        let numbers = |buffer: &Buffer| {
            let cells = buffer.content.iter();
            cells.map(|cell| hasher.hash_one(cell)).collect()
        };
        Self {
            stands: numbers(stands),
            next: numbers(next),
            empty: hasher.hash_one(Cell::EMPTY),
            width: usize::from(next.area.width),
            height: usize::from(next.area.height),
        }
    }

    /// How many cells of a row are right where `from` has come there, beyond those that are right now.
    fn saved(&self, row: usize, from: Option<usize>) -> i32 {
        let cells = |row: usize| row * self.width..(row + 1) * self.width;
        let next = &self.next[cells(row)];
        let now = &self.stands[cells(row)];
        let come = from.map(|from| &self.stands[cells(from)]);
        (0..self.width)
            .map(|x| {
                let come = come.map_or(self.empty, |cells| cells[x]);
                i32::from(next[x] == come) - i32::from(next[x] == now[x])
            })
            .sum()
    }

    /// The stretch of rows that saves most when it is filled from `up` rows below, or above.
    fn best(&self, up: i16) -> Option<(i32, Scroll)> {
        let by = usize::from(up.unsigned_abs());
        // Rows that can be filled, and from where.
        let filled = if up > 0 {
            0..self.height - by
        } else {
            by..self.height
        };
        let from = |row: usize| if up > 0 { row + by } else { row - by };
        // The stretch with the largest sum (Kadane).
        let (mut best, mut here, mut start) = ((0, 0..0), 0, filled.start);
        for row in filled {
            if here <= 0 {
                (here, start) = (0, row);
            }
            here += self.saved(row, Some(from(row)));
            if here > best.0 {
                best = (here, start..row + 1);
            }
        }
        let (saved, rows) = best;
        // The rows that come in empty at the other end.
        let (rows, empty) = if up > 0 {
            (rows.start..rows.end + by, rows.end..rows.end + by)
        } else {
            (
                rows.start.checked_sub(by)?..rows.end,
                rows.start - by..rows.start,
            )
        };
        let saved = saved + empty.map(|row| self.saved(row, None)).sum::<i32>();
        let rows =
            u16::try_from(rows.start).ok()?..=u16::try_from(rows.end).ok()?.checked_sub(1)?;
        Some((saved, Scroll { rows, up }))
    }
}
