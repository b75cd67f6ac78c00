//! The decoder as a child process of the same program: what a hostile file can break is a process that has little
//! memory, little time and nothing of the officer's.
//!
//! Owns the limits and what goes over the pipe: the file on standard input; on standard output one line of JSON, then
//! the pixels. The parent believes none of it: [`read`] checks every number, for a decoder that was taken over writes
//! what it likes. Who starts the child and waits for it: [`crate::console::effect::decoder`].

use std::io::{self, Read, Write};
use std::sync::Arc;

use image::RgbImage;
use rlimit::Resource;
use serde::{Deserialize, Serialize};

use super::decode::{Kind, LONGEST_SIDE, MOST_LINES, Sheet, Undrawable, decode};

/// The hidden subcommand.
pub const COMMAND: &str = "decode-picture";
/// Address space of the child. A picture of 64 megapixels takes 256 MiB, the decoder's stack 64.
const MEMORY: u64 = 640 * 1024 * 1024;
/// Seconds of processor time, until it is asked to end and until it is ended.
const SECONDS: (u64, u64) = (5, 6);
/// Bytes of the line before the pixels.
const MOST_HEAD: usize = 2 * 1024 * 1024;
/// Signs of one line of text; no page has longer ones that anybody reads.
const MOST_SIGNS: usize = 1000;
/// The largest answer that is read.
pub const MOST_ANSWER: u64 = MOST_HEAD as u64 + 3 * (LONGEST_SIDE as u64).pow(2) + 1;

/// What is said before the pixels.
#[derive(Serialize, Deserialize)]
enum Head {
    Drawn {
        kind: Kind,
        size: (u32, u32),
        page: u32,
        pages: u32,
        columns: u32,
        rows: u32,
        text: Vec<String>,
    },
    Undrawable(Undrawable),
}

/// Gives up what the decoder does not need. Nothing is drawn where the limits cannot be set.
pub fn limit() -> io::Result<()> {
    Resource::AS.set(MEMORY, MEMORY)?;
    Resource::CPU.set(SECONDS.0, SECONDS.1)?;
    // A dump would hold the applicant's papers.
    Resource::CORE.set(0, 0)?;
    Resource::FSIZE.set(0, 0)
}

/// The child's work: reads a file, writes a page.
pub fn serve(mut file: impl Read, mut answer: impl Write, page: u32) -> io::Result<()> {
    let mut bytes = vec![];
    file.read_to_end(&mut bytes)?;
    write(&decode(bytes, page), &mut answer)
}

/// Writes what came of a page.
pub fn write(sheet: &Result<Sheet, Undrawable>, out: &mut impl Write) -> io::Result<()> {
    let (head, pixels) = match sheet {
        Ok(sheet) => (
            Head::Drawn {
                kind: sheet.kind,
                size: sheet.size,
                page: sheet.page,
                pages: sheet.pages,
                columns: sheet.pixels.width(),
                rows: sheet.pixels.height(),
                text: sheet.text.iter().map(|line| short(line)).collect(),
            },
            sheet.pixels.as_raw().as_slice(),
        ),
        Err(why) => (Head::Undrawable(*why), &[][..]),
    };
    serde_json::to_writer(&mut *out, &head)?;
    out.write_all(b"\n")?;
    out.write_all(pixels)?;
    out.flush()
}

/// What a child has said, if it is what a decoder says.
pub fn read(answer: &[u8]) -> Result<Sheet, Undrawable> {
    let end = answer
        .iter()
        .take(MOST_HEAD)
        .position(|byte| *byte == b'\n')
        .ok_or(Undrawable::Died)?;
    let (head, pixels) = (&answer[..end], &answer[end + 1..]);
    match serde_json::from_slice(head).map_err(|_| Undrawable::Died)? {
        Head::Undrawable(why) => Err(why),
        Head::Drawn {
            kind,
            size,
            page,
            pages,
            columns,
            rows,
            text,
        } => {
            let fits = (1..=LONGEST_SIDE).contains(&columns) && (1..=LONGEST_SIDE).contains(&rows);
            let whole = || u64::from(columns) * u64::from(rows) * 3 == pixels.len() as u64;
            if !fits || !whole() || page >= pages || size.0 == 0 || size.1 == 0 {
                return Err(Undrawable::Died);
            }
            let pixels = RgbImage::from_raw(columns, rows, pixels.to_vec());
            Ok(Sheet {
                kind,
                pixels: Arc::new(pixels.ok_or(Undrawable::Died)?),
                size,
                page,
                pages,
                text: text
                    .iter()
                    .take(MOST_LINES)
                    .map(|line| short(line))
                    .collect(),
            })
        }
    }
}

fn short(line: &str) -> String {
    line.chars().take(MOST_SIGNS).collect()
}
