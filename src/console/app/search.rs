//! What is looked for in help and in the palette: by words, by their pinyin in full or by initials, by name.

use std::sync::LazyLock;

use ib_pinyin::matcher::PinyinMatcher;
use ib_pinyin::pinyin::{PinyinData, PinyinNotation};

/// 汉字 of one's own fingers: `zy` and `zhunyu` for 准予.
const NOTATIONS: PinyinNotation = PinyinNotation::Ascii.union(PinyinNotation::AsciiFirstLetter);

/// Made once: making it takes as long as a frame may.
static PINYIN: LazyLock<PinyinData> = LazyLock::new(|| PinyinData::new(NOTATIONS));

/// What is looked for.
pub(super) struct Search<'a> {
    query: &'a str,
    lower: String,
    pinyin: PinyinMatcher<'a>,
}

impl<'a> Search<'a> {
    pub(super) fn of(query: &'a str) -> Self {
        let query = query.trim();
        let lower = query.to_lowercase();
        let pinyin = PinyinMatcher::builder(query)
            .pinyin_data(&PINYIN)
            .pinyin_notations(NOTATIONS)
            .pinyin_case_insensitive(true)
            // What is half typed finds what it may become.
            .is_pattern_partial(true)
            .build();
        Self {
            query,
            lower,
            pinyin,
        }
    }

    /// Whether nothing is looked for.
    pub(super) fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// What was typed.
    pub(super) fn query(&self) -> &str {
        self.query
    }

    /// How well words or a name match, lower better; none where they do not.
    pub(super) fn score(&self, words: &str, id: &str) -> Option<u32> {
        let lower = words.to_lowercase();
        if self.is_empty() || lower.starts_with(&self.lower) {
            return Some(0);
        }
        if lower.contains(&self.lower) || self.pinyin.is_match(words) {
            return Some(1);
        }
        let mut letters = id.chars();
        let scattered = self
            .lower
            .chars()
            .all(|c| letters.any(|letter| letter == c));
        match id.find(&self.lower) {
            Some(0) => Some(1),
            Some(_) => Some(2),
            None => scattered.then_some(3),
        }
    }
}
