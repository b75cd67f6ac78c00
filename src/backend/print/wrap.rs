//! Breaking text into lines, the same for paper (widths of glyphs) and for text (terminal cells).

/// Must not begin a line (行首禁则).
const CLOSING: &str = "，。、；：？！）】》」』”’…—·%‰℃,.;:?!)]}>";
/// Stays with the number before it.
const UNIT: &str = "年月日时分秒号元条";
/// Must not end a line (行尾禁则).
const OPENING: &str = "（【《「『“‘([{<￥";

/// The lines of `text`, none wider than `width` by `measure`; `indent` is what the first line of each paragraph
/// leaves free. A character wider than the line still gets a line of its own.
pub(super) fn wrap<'a>(
    text: &'a str,
    width: f32,
    indent: f32,
    measure: &dyn Fn(char) -> f32,
) -> Vec<&'a str> {
    text.split('\n')
        .flat_map(|paragraph| wrap_paragraph(paragraph, width, indent, measure))
        .collect()
}

fn wrap_paragraph<'a>(
    text: &'a str,
    width: f32,
    indent: f32,
    measure: &dyn Fn(char) -> f32,
) -> Vec<&'a str> {
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, indent);
    for (at, atom) in atoms(text) {
        let wide = extent(atom.trim_end(), measure);
        if used + wide > width && at > start {
            lines.push(text[start..at].trim_end());
            (start, used) = (at, 0.0);
        }
        if used + wide <= width {
            used += extent(atom, measure);
            continue;
        }
        // One atom wider than a line (an address of a web page, a row of dots): broken between any two characters.
        for (offset, character) in atom.char_indices() {
            let step = measure(character);
            if used + step > width && at + offset > start {
                lines.push(text[start..at + offset].trim_end());
                (start, used) = (at + offset, 0.0);
            }
            used += step;
        }
    }
    lines.push(text[start..].trim_end());
    lines
}

/// How wide `text` is.
pub(super) fn extent(text: &str, measure: &dyn Fn(char) -> f32) -> f32 {
    text.chars().map(measure).sum()
}

/// The pieces between which a line may end, each with its place.
fn atoms(text: &str) -> Vec<(usize, &str)> {
    let mut cuts = vec![0];
    let mut before = None;
    for (at, character) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, character)) {
            cuts.push(at);
        }
        before = Some(character);
    }
    cuts.push(text.len());
    cuts.windows(2)
        .map(|pair| (pair[0], &text[pair[0]..pair[1]]))
        .filter(|(_, atom)| !atom.is_empty())
        .collect()
}

fn may_break(before: char, after: char) -> bool {
    if before == ' ' {
        return after != ' ';
    }
    let glued = after == ' '
        || CLOSING.contains(after)
        || OPENING.contains(before)
        || (before.is_ascii_digit() && UNIT.contains(after))
        || (of_a_word(before) && of_a_word(after));
    !glued
}

/// Latin letters, digits and what stands within numbers; Chinese breaks between any two characters.
fn of_a_word(character: char) -> bool {
    character < '\u{2000}'
}
