//! What is looked for in help, in the palette and in the search line: by words, by their pinyin in full or by
//! initials, by name. Knows nothing of what is searched.

use std::sync::LazyLock;

use ib_pinyin::matcher::PinyinMatcher;
use ib_pinyin::pinyin::{PinyinData, PinyinNotation};

/// 汉字 of one's own fingers: `zy` and `zhunyu` for 准予.
const NOTATIONS: PinyinNotation = PinyinNotation::Ascii.union(PinyinNotation::AsciiFirstLetter);

/// Made once: making it takes as long as a frame may.
static PINYIN: LazyLock<PinyinData> = LazyLock::new(|| PinyinData::new(NOTATIONS));

/// What is looked for.
pub struct Search<'a> {
    query: &'a str,
    lower: String,
    pinyin: PinyinMatcher<'a>,
}

impl<'a> Search<'a> {
    /// Looks for this.
    pub fn of(query: &'a str) -> Self {
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
    pub fn is_empty(&self) -> bool {
        self.query.is_empty()
    }

    /// What was typed.
    pub fn query(&self) -> &str {
        self.query
    }

    /// Whether it is the pinyin of a part of `words`.
    pub fn is_pinyin_of(&self, words: &str) -> bool {
        self.pinyin.is_match(words)
    }

    /// How well words or a name match, lower better; none where they do not.
    pub fn score(&self, words: &str, id: &str) -> Option<u32> {
        let lower = words.to_lowercase();
        if self.is_empty() || lower.starts_with(&self.lower) {
            return Some(0);
        }
        if lower.contains(&self.lower) || self.is_pinyin_of(words) {
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
