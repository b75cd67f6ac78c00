//! The one Chinese typeface that the program carries, for documents it prints and PDF pages it shows.
//!
//! WenQuanYi Micro Hei 0.2.0-beta (© 2008–2009 The WenQuanYi Project, based on Google's Droid fonts), under the
//! Apache License 2.0, cut down to Latin, punctuation and the unified ideographs U+4E00–9FA5. Government PDFs name
//! fonts without embedding them; without this file their text would come out blank.

/// The typeface as a TrueType file.
pub static CJK: &[u8] = include_bytes!("wqy-microhei-subset.ttf");

#[cfg(feature = "backend")]
pub mod glyphs;
