//! What is shown of personal data until someone asks for it in clear.
//!
//! Owns the masks of facts: names, numbers, telephones, addresses. Knows no field and no reader; who may see what in
//! clear is `policy`. A masked text never holds the hidden part. Cuts fall between graphemes, never inside one.
//! The name of an employer has no mask: personal information is about natural persons (个人信息保护法 第四条), and a
//! registered name is public (企业信息公示暂行条例). An officer must tell employers apart.

use unicode_segmentation::UnicodeSegmentation;

use super::catalogue::MaskKind;

/// Stands for a text of which nothing is shown.
pub const HIDDEN: &str = "***";

impl MaskKind {
    /// A field's value as it is shown under this mask.
    pub fn shown(self, text: &str) -> String {
        match self {
            Self::None => text.to_owned(),
            Self::Name => person_name(text),
            Self::IdNumber => id_number(text),
            Self::Phone => phone(text),
            Self::Address => address(text),
        }
    }
}

/// A person's name: 张*丰, 李*. One star whatever is hidden, so that the length is hidden as well.
pub fn person_name(name: &str) -> String {
    keep(name, 1, usize::from(length(name) > 2))
}

/// The number of an identity document: 370303********1234; of a shorter one, two characters at each end.
pub fn id_number(number: &str) -> String {
    match length(number) {
        18 => stars(number, 6, 4),
        8.. => stars(number, 2, 2),
        _ => stars(number, 0, 0),
    }
}

/// A telephone number: 138****8000; of a landline, the area code and the last two digits.
pub fn phone(number: &str) -> String {
    let three_digit_area = number.starts_with("010") || number.starts_with("02");
    match length(number) {
        11 if number.starts_with('1') => stars(number, 3, 4),
        9.. if three_digit_area => stars(number, 3, 2),
        9.. if number.starts_with('0') => stars(number, 4, 2),
        7.. => stars(number, 0, 2),
        _ => stars(number, 0, 0),
    }
}

/// An address down to the township (镇街): 山东省淄博市张店区四宝山街道***. What is in doubt is hidden.
pub fn address(address: &str) -> String {
    let parts: Vec<&str> = address.graphemes(true).collect();
    match public_part(&parts) {
        0 => HIDDEN.to_owned(),
        all if all == parts.len() => address.to_owned(),
        shown => parts[..shown].concat() + HIDDEN,
    }
}

/// How names of divisions end, and on which level: province, city, county, township.
const DIVISIONS: [(&[&str], u8); 13] = [
    (&["自", "治", "区"], 1),
    (&["自", "治", "州"], 2),
    (&["地", "区"], 2),
    (&["街", "道"], 4),
    (&["苏", "木"], 4),
    (&["省"], 1),
    (&["市"], 2),
    (&["盟"], 2),
    (&["区"], 3),
    (&["县"], 3),
    (&["旗"], 3),
    (&["镇"], 4),
    (&["乡"], 4),
];

/// No name of a division is longer than this.
const LONGEST_NAME: usize = 12;

/// How many graphemes name divisions. Ends at the first thing that is a street, an estate or a number.
fn public_part(parts: &[&str]) -> usize {
    let (mut shown, mut level, mut at) = (0, 0, 1);
    while at < parts.len() && at - shown < LONGEST_NAME && level < 4 && !is_street(parts, at) {
        match division_at(parts, at, level) {
            Some((end, found)) => (shown, level, at) = (end, found, end + 1),
            None => at += 1,
        }
    }
    shown
}

fn division_at(parts: &[&str], at: usize, level: u8) -> Option<(usize, u8)> {
    let (ending, found) = DIVISIONS
        .into_iter()
        .find(|(ending, _)| parts[at..].starts_with(ending))?;
    let end = at + ending.len();
    // 景德镇市, 新乡县: the word is part of a longer name.
    let longer = found == 4
        && parts
            .get(end)
            .is_some_and(|next| ["市", "县", "区"].contains(next));
    // A city of county rank stands where a county would: 潍坊市青州市.
    let found = if ending == ["市"] && level == 2 {
        3
    } else {
        found
    };
    (!longer && found > level).then_some((end, found))
}

fn is_street(parts: &[&str], at: usize) -> bool {
    let is_before = |words: &[&str]| parts.get(at + 1).is_some_and(|next| words.contains(next));
    match parts[at] {
        // 光明路街道 is a township named after a street, 周村区 a county named after a village.
        "路" => !is_before(&["街"]),
        "街" => !is_before(&["道"]),
        "村" | "楼" | "巷" => !is_before(&["区", "县", "镇", "乡", "街"]),
        "小" | "社" | "园" => is_before(&["区"]),
        "号" | "弄" => true,
        other => other.chars().all(char::is_numeric),
    }
}

fn length(text: &str) -> usize {
    text.graphemes(true).count()
}

/// The ends of a text around one star; at least one character is always hidden.
fn keep(text: &str, front: usize, back: usize) -> String {
    let parts: Vec<&str> = text.graphemes(true).collect();
    let Some(most) = parts.len().checked_sub(1) else {
        return String::new();
    };
    let back = back.min(most);
    let front = front.min(most - back);
    parts[..front].concat() + "*" + &parts[parts.len() - back..].concat()
}

/// The ends of a number around a star for each hidden character; all of it is hidden where the ends would meet.
fn stars(number: &str, front: usize, back: usize) -> String {
    let parts: Vec<&str> = number.graphemes(true).collect();
    let hidden = parts.len().saturating_sub(front + back);
    if hidden == 0 {
        return "*".repeat(parts.len());
    }
    parts[..front].concat() + &"*".repeat(hidden) + &parts[parts.len() - back..].concat()
}
