//! Which glyph of the typeface shows a character, and how wide it is.

use std::sync::LazyLock;

use ttf_parser::{Face, GlyphId};

/// Stands for every character that the typeface lacks: its own `.notdef` is blank, and a name must not lose a
/// character without a trace.
pub const BOX: char = '□';

static FACE: LazyLock<Face<'static>> =
    LazyLock::new(|| Face::parse(super::CJK, 0).expect("the embedded typeface is a TrueType file"));

/// The parsed typeface, for those who draw outlines themselves.
pub fn face() -> &'static Face<'static> {
    &FACE
}

/// The glyph for `character`: the [`BOX`] where the typeface has none.
pub fn glyph(character: char) -> GlyphId {
    FACE.glyph_index(character)
        .or_else(|| FACE.glyph_index(BOX))
        .unwrap_or_default()
}

/// How far `character` moves the pen, in parts of the type size.
pub fn advance(character: char) -> f32 {
    f32::from(FACE.glyph_hor_advance(glyph(character)).unwrap_or_default())
        / f32::from(FACE.units_per_em())
}
