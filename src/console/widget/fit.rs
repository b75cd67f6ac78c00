//! Text cut, padded and wrapped by cells, never by characters.
//!
//! Every column and every paragraph goes through here: the terminal library cuts 汉字 without a sign and loses a
//! cell at odd widths.

use crate::console::shown::Shown;

const ELLIPSIS: &str = "…";
/// Signs that may not begin a line.
const NOT_FIRST: &str = "，。、；：？！）》」』】〉”’％…—,.;:?!)]}";

/// Exactly `cells` wide: cut with `…` or filled with spaces on the right.
pub fn fit(text: &Shown, cells: u16) -> Shown {
    let cut = cut(text, cells);
    let room = cells - cut.width();
    cut.then(&spaces(room))
}

/// Exactly `cells` wide with the text at the right edge, for numbers.
pub fn fit_right(text: &Shown, cells: u16) -> Shown {
    let cut = cut(text, cells);
    spaces(cells - cut.width()).then(&cut)
}

/// At most `cells` wide; what does not fit ends in `…`.
pub fn cut(text: &Shown, cells: u16) -> Shown {
    let mut used: u16 = 0;
    let mut kept = String::new();
    // Where the cut falls if the text turns out to be longer: the last place that leaves a cell for the sign.
    let mut short = 0;
    for (grapheme, width) in text.graphemes() {
        if used + width > cells {
            kept.truncate(short);
            if cells > 0 {
                kept.push_str(ELLIPSIS);
            }
            return Shown::from_safe(kept);
        }
        used += width;
        kept.push_str(grapheme);
        if used < cells {
            short = kept.len();
        }
    }
    Shown::from_safe(kept)
}

/// The lines of a paragraph `cells` wide: broken at spaces and between 汉字, numbers and words kept whole where
/// they fit, no line beginning with a closing sign.
pub fn wrap(text: &Shown, cells: u16) -> Vec<Shown> {
    let cells = cells.max(2);
    let mut lines = vec![];
    let mut line = String::new();
    let mut used = 0;
    for (piece, width) in pieces(text) {
        if used + width <= cells {
            line.push_str(&piece);
            used += width;
            continue;
        }
        if used > 0 {
            lines.push(Shown::from_safe(std::mem::take(&mut line)));
            used = 0;
            if piece.trim().is_empty() {
                continue;
            }
        }
        for (grapheme, width) in Shown::from_safe(piece).graphemes() {
            if used + width > cells {
                lines.push(Shown::from_safe(std::mem::take(&mut line)));
                used = 0;
            }
            line.push_str(grapheme);
            used += width;
        }
    }
    lines.push(Shown::from_safe(line));
    lines
}

/// The parts of a text between which a line may break.
fn pieces(text: &Shown) -> Vec<(String, u16)> {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Space,
        Word,
        Ideograph,
    }
    let mut pieces: Vec<(String, u16)> = vec![];
    let mut last = Kind::Space;
    for (grapheme, width) in text.graphemes() {
        let kind = match (grapheme, width) {
            (" ", _) => Kind::Space,
            (_, 1) => Kind::Word,
            _ => Kind::Ideograph,
        };
        let joins = (kind == last && kind != Kind::Ideograph)
            || (last != Kind::Space && NOT_FIRST.contains(grapheme));
        match pieces.last_mut().filter(|_| joins) {
            Some((piece, total)) => {
                piece.push_str(grapheme);
                *total = total.saturating_add(width);
            }
            None => pieces.push((grapheme.to_owned(), width)),
        }
        last = kind;
    }
    pieces
}

fn spaces(cells: u16) -> Shown {
    Shown::from_safe(" ".repeat(cells.into()))
}
