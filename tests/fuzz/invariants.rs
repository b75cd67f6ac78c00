//! What holds of text that may be drawn, whatever it was made of.

use lianban::console::shown::Shown;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// More characters than any picture or syllable that people write is made of.
const MOST_IN_A_CELL: usize = 24;

/// An own reading of what may not reach a terminal: Cc and Cf, joiners of emoji aside.
fn obeyed_or_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}'..='\u{891}'
            | '\u{8E2}' | '\u{180E}' | '\u{200B}'..='\u{200C}' | '\u{200E}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
}

/// What officers and applicants write all day.
fn ordinary(c: char) -> bool {
    matches!(c, ' '..='~' | '一'..='龥' | '𠀀'..='𪛟')
        || "，。；：、？！（）《》“”—…·〇".contains(c)
}

/// Checks all of it, with a panic for what does not hold.
pub fn hold(text: &str) {
    for shown in std::iter::once(Shown::line(text)).chain(Shown::lines(text)) {
        let drawn = shown.as_str();
        assert!(!drawn.contains(obeyed_or_invisible), "{drawn:?}");
        // Every grapheme takes a cell, so nothing is dropped in silence, and none grows without end.
        for (grapheme, cells) in shown.graphemes() {
            assert!(cells > 0, "{grapheme:?}");
            assert!(grapheme.chars().count() <= MOST_IN_A_CELL, "{grapheme:?}");
        }
        width_is_what_is_drawn(&shown);
        // What was made safe once stays as it is: words with a name in them pass twice.
        assert_eq!(Shown::line(drawn).as_str(), drawn);
    }
    if text.chars().all(ordinary) {
        assert_eq!(Shown::line(text).as_str(), text);
    }
    pieces_stay_pieces(text);
}

fn width_is_what_is_drawn(shown: &Shown) {
    let room = shown.width().clamp(1, 4000);
    let mut buffer = Buffer::empty(Rect::new(0, 0, room, 1));
    let (end, _) = buffer.set_stringn(0, 0, shown.as_str(), room.into(), Style::new());
    // A wide grapheme that no longer fits at the end of the room is left out.
    assert!(end == shown.width().min(room) || shown.width() > room);
}

/// Two texts that are drawn one after the other take the cells of both.
fn pieces_stay_pieces(text: &str) {
    let middle = text
        .grapheme_indices(true)
        .nth(text.graphemes(true).count() / 2);
    let Some((at, _)) = middle else {
        return;
    };
    let [before, after] = [&text[..at], &text[at..]].map(Shown::line);
    let wide = before.width().saturating_add(after.width());
    let both = before.then(&after);
    assert_eq!(both.width(), wide, "{both}");
    width_is_what_is_drawn(&both);
}
