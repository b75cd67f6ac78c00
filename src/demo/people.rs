//! The people of the demo: invented from a seed, with numbers that pass every check.
//!
//! Owns [`Cast`], from which person and employer number n can be had in any order, on any thread, always the same. It
//! knows nothing of items. Nobody here is real: mobile numbers are of ranges that are not given to subscribers, credit
//! codes begin their organisation code with a pair that is not given out, brands and streets are invented.

use chrono::{Datelike, Days, Months, NaiveDate};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use super::names::{
    COUNTIES, County, DOUBLE_SURNAMES, ESTATES, ETHNIC_GROUPS, FEMALE, FOREIGN, MALE,
    NATIONALITIES, SURNAMES, VILLAGES,
};
use super::numbers;
use crate::domain::identity::{IdKind, Sex};

/// A prime above any number of days in a working life.
const STRIDE: u64 = 1_000_003;

/// Everyone and every employer of one demo.
#[derive(Debug, Clone, Copy)]
pub struct Cast {
    seed: u64,
    pub(super) today: NaiveDate,
}

/// An invented person. No `Debug`, as nobody's is printed.
#[derive(Clone)]
pub struct Person {
    /// Name, as on the card.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Date of birth.
    pub birth: NaiveDate,
    /// Which card they hold.
    pub id_kind: IdKind,
    /// The number on it.
    pub id_number: String,
    /// First day of its validity.
    pub id_from: NaiveDate,
    /// Last day of its validity; none for 长期.
    pub id_until: Option<NaiveDate>,
    /// Who issued it.
    pub id_issuer: &'static str,
    /// Nationality: alpha-3 and 中文.
    pub nationality: (&'static str, &'static str),
    /// Ethnic group: GB/T 3304 code and name.
    pub ethnic_group: (&'static str, &'static str),
    /// Mobile number.
    pub phone: String,
    /// GB/T 2260 code of the division they live in.
    pub division: &'static str,
    /// Where they live.
    pub address: String,
    /// What their face is drawn from.
    pub looks: u64,
}

/// Which stream of chance a thing is drawn from, so that a new kind of thing changes none of the others.
#[derive(Clone, Copy)]
pub(super) enum Stream {
    Person = 1,
    Employer = 2,
    Agent = 3,
    Shop = 4,
    Job = 5,
}

impl Cast {
    /// The cast of `seed`, with the ages that they have on `today`.
    pub fn new(seed: u64, today: NaiveDate) -> Self {
        Self { seed, today }
    }

    /// Person number `nth`: of working age, one in twelve close to retirement, one in forty with a residence permit of
    /// 港澳台 or a permanent residence card. No two have the same number within millions.
    pub fn person(&self, nth: u64) -> Person {
        self.draw_person(Stream::Person, nth)
    }

    pub(super) fn dice(&self, stream: Stream, nth: u64) -> StdRng {
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seed.to_le_bytes());
        seed[8..16].copy_from_slice(&(stream as u64).to_le_bytes());
        seed[16..24].copy_from_slice(&nth.to_le_bytes());
        StdRng::from_seed(seed)
    }

    pub(super) fn draw_person(&self, stream: Stream, nth: u64) -> Person {
        let mut dice = self.dice(stream, nth);
        let county = pick(&mut dice, &COUNTIES);
        let sex = any_sex(&mut dice);
        let (birth, sequence) = self.birth(&mut dice, stream, sex, nth);
        let id_kind = match dice.random_range(0..80) {
            0 => IdKind::PermanentResident,
            1 => IdKind::ResidencePermit,
            _ => IdKind::Resident,
        };
        let nationality = match id_kind {
            IdKind::PermanentResident => *pick(&mut dice, &NATIONALITIES),
            _ => ("156", "CHN", "中国"),
        };
        let region = match id_kind {
            IdKind::Resident => county.code.to_owned(),
            IdKind::ResidencePermit => format!("8{}0000", dice.random_range(1..=3)),
            _ => format!("937{}", nationality.0),
        };
        let (id_from, id_until) = self.validity(&mut dice, id_kind, birth);
        Person {
            name: name(&mut dice, id_kind, sex),
            sex,
            birth,
            id_kind,
            id_number: numbers::resident(&region, birth, sequence),
            id_from,
            id_until,
            id_issuer: if id_kind == IdKind::PermanentResident {
                "国家移民管理局"
            } else {
                county.police
            },
            nationality: (nationality.1, nationality.2),
            ethnic_group: ethnic_group(&mut dice),
            phone: numbers::mobile(&mut dice),
            division: county.code,
            address: home(&mut dice, county),
            looks: dice.random(),
        }
    }

    /// A date of birth and the sequence number on the card. Walking the days with a stride that is prime to their
    /// number, and giving each round of them another sequence, keeps numbers apart without remembering any.
    fn birth(&self, dice: &mut StdRng, stream: Stream, sex: Sex, nth: u64) -> (NaiveDate, u32) {
        let near_retirement = dice.random_range(0..12) == 0;
        let ages = match (near_retirement, sex) {
            (true, Sex::Male) => 59..62,
            (true, Sex::Female) => 54..57,
            (false, Sex::Male) => 18..59,
            (false, Sex::Female) => 18..54,
        };
        let (first, last) = (
            self.today - Months::new(12 * ages.end),
            self.today - Months::new(12 * ages.start),
        );
        let span = last.signed_duration_since(first).num_days().unsigned_abs();
        let day = nth.wrapping_mul(STRIDE) % span;
        // Sequence numbers: even for women; agents have their own half.
        let round = (nth / span + day * 37) % 250;
        let half = if matches!(stream, Stream::Agent) {
            250
        } else {
            0
        };
        let sequence = u32::try_from(round).unwrap_or(0) + half;
        let birth = first + Days::new(day + 1);
        (birth, sequence * 2 + u32::from(sex == Sex::Male))
    }

    /// When the card holds. Resident ID by age at issue (居民身份证法 第五条): 10 years from 16, 20 from 26, without
    /// end from 46.
    fn validity(
        &self,
        dice: &mut StdRng,
        kind: IdKind,
        birth: NaiveDate,
    ) -> (NaiveDate, Option<NaiveDate>) {
        let days = Days::new(dice.random_range(1..4 * 365));
        let sixteen = birth + Months::new(12 * 16);
        let from = (self.today - days).max(sixteen);
        let years = match (kind, from.years_since(birth).unwrap_or(0)) {
            (IdKind::ResidencePermit, _) => 5,
            (IdKind::Resident, 46..) => return (from, None),
            (IdKind::Resident, 26..) => 20,
            _ => 10,
        };
        (from, Some(from + Months::new(12 * years)))
    }
}

pub(super) fn pick<'a, T>(dice: &mut StdRng, from: &'a [T]) -> &'a T {
    from.choose(dice)
        .expect("the tables of names are not empty")
}

pub(super) fn any_sex(dice: &mut StdRng) -> Sex {
    if dice.random() {
        Sex::Male
    } else {
        Sex::Female
    }
}

fn name(dice: &mut StdRng, kind: IdKind, sex: Sex) -> String {
    if matches!(kind, IdKind::Resident | IdKind::ResidencePermit) {
        return chinese_name(dice, sex);
    }
    let given = pick(dice, FOREIGN[usize::from(sex == Sex::Male)]);
    format!("{}, {given}", pick(dice, FOREIGN[2]))
}

pub(super) fn chinese_name(dice: &mut StdRng, sex: Sex) -> String {
    let mut name = String::new();
    if dice.random_range(0..150) == 0 {
        name.push_str(pick::<&str>(dice, &DOUBLE_SURNAMES));
    } else {
        // The smaller of two draws: the first in the list are the common ones.
        let surnames: Vec<char> = SURNAMES.chars().collect();
        let place = |dice: &mut StdRng| dice.random_range(0..surnames.len());
        name.push(surnames[place(dice).min(place(dice))]);
    }
    let given: Vec<char> = if sex == Sex::Male { MALE } else { FEMALE }
        .chars()
        .collect();
    for _ in 0..dice.random_range(1..=2) {
        name.push(*pick(dice, &given));
    }
    name
}

fn ethnic_group(dice: &mut StdRng) -> (&'static str, &'static str) {
    if dice.random_range(0..25) == 0 {
        *pick(dice, &ETHNIC_GROUPS[1..])
    } else {
        ETHNIC_GROUPS[0]
    }
}

fn home(dice: &mut StdRng, county: &County) -> String {
    let township = pick(dice, county.townships);
    let start = format!("山东省淄博市{}{township}", county.name);
    if township.ends_with('镇') {
        return format!(
            "{start}{}村{}号",
            pick(dice, &VILLAGES),
            dice.random_range(1..=380)
        );
    }
    let (building, unit) = (dice.random_range(1..=32), dice.random_range(1..=4));
    let room = dice.random_range(1..=17) * 100 + dice.random_range(1..=4);
    format!(
        "{start}{}{building}号楼{unit}单元{room}室",
        pick(dice, &ESTATES)
    )
}

/// `2026年11月24日`.
pub(super) fn in_words(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
