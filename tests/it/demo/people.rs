//! Invented people and employers: numbers that the domain accepts, ages that the matters need, nobody real.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use lianban::demo::employers::{Employer, EmployerKind};
use lianban::demo::people::{Cast, Person};
use lianban::domain::catalogue::Catalogue;
use lianban::domain::identity::{IdKind, IdNumber, Phone, Sex, Uscc};
use lianban::domain::retirement::{Line, is_below_retirement_age};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn people(count: u64) -> Vec<Person> {
    let cast = Cast::new(7, today());
    (0..count).map(|nth| cast.person(nth)).collect()
}

fn employers(count: u64) -> Vec<Employer> {
    let cast = Cast::new(7, today());
    (0..count).map(|nth| cast.employer(nth)).collect()
}

#[test]
fn every_number_passes_the_domains_own_check_and_agrees_with_the_person() {
    for person in people(5000) {
        let number = IdNumber::parse(&person.id_number).unwrap();
        assert_eq!(number.kind(), person.id_kind);
        assert_eq!(number.birth(), Some(person.birth));
        assert_eq!(number.sex(), Some(person.sex));
        assert!(number.has_known_county());
        if person.id_kind == IdKind::Resident {
            assert!(person.id_number.starts_with(person.division));
        }
        assert!(Phone::parse(&person.phone).unwrap().is_mobile());
    }
}

#[test]
fn every_credit_code_passes_both_checks() {
    let cast = Cast::new(7, today());
    for employer in employers(2000) {
        assert_eq!(Uscc::parse(&employer.uscc).unwrap().as_str(), employer.uscc);
        assert!(
            employer
                .uscc
                .starts_with(&format!("91{}", employer.division))
        );
    }
    for (nth, owner) in people(200).iter().enumerate() {
        let shop = cast.shop(u64::try_from(nth).unwrap(), owner);
        assert_eq!(shop.kind, EmployerKind::SoleTrader);
        assert_eq!(shop.legal_representative, owner.name);
        assert!(shop.uscc.starts_with("92"));
        assert!(Uscc::parse(&shop.uscc).is_ok());
    }
}

#[test]
fn people_are_of_working_age_and_some_are_close_to_retirement() {
    let people = people(2000);
    let near = people.iter().filter(|person| {
        let later = today() + chrono::Months::new(24);
        let line = match person.sex {
            Sex::Male => Line::Male60,
            Sex::Female => Line::Female55,
        };
        !is_below_retirement_age(line, person.birth, later)
    });
    assert!((60..400).contains(&near.count()));
    for person in &people {
        let age = today().years_since(person.birth).unwrap();
        let limit = if person.sex == Sex::Male { 62 } else { 57 };
        assert!((18..limit).contains(&age), "{age}");
    }
    let women = people
        .iter()
        .filter(|person| person.sex == Sex::Female)
        .count();
    assert!((800..1200).contains(&women));
}

#[test]
fn a_few_hold_residence_permits_or_permanent_residence_cards() {
    let kinds = |kind| {
        people(2000)
            .iter()
            .filter(|person| person.id_kind == kind)
            .count()
    };
    assert!((5..80).contains(&kinds(IdKind::ResidencePermit)));
    assert!((5..80).contains(&kinds(IdKind::PermanentResident)));
}

#[test]
fn cards_hold_today() {
    for person in people(3000) {
        assert!(person.id_from <= today());
        assert!(person.id_until.is_none_or(|until| until > today()));
    }
}

#[test]
fn places_and_codes_are_those_of_the_catalogue() {
    let catalogue = Catalogue::embedded();
    let groups = catalogue
        .field(&"person.ethnic_group".parse().unwrap())
        .unwrap();
    for person in people(1000) {
        let division = catalogue
            .division(&person.division.parse().unwrap())
            .unwrap();
        assert!(person.address.contains(&division.name.zh));
        let group = groups.choice(person.ethnic_group.0).unwrap();
        assert!(group.name.zh.starts_with(person.ethnic_group.1));
    }
    for employer in employers(300) {
        let division = catalogue
            .division(&employer.division.parse().unwrap())
            .unwrap();
        assert_eq!(division.name.zh, employer.division_name);
    }
}

#[test]
fn no_two_people_share_a_number() {
    let cast = Cast::new(7, today());
    let agents = (0..5_000).map(|nth| cast.employer(nth).agent.id_number);
    let numbers: Vec<String> = (0..20_000)
        .map(|nth| cast.person(nth).id_number)
        .chain(agents)
        .collect();
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
}

#[test]
fn the_same_seed_gives_the_same_people_in_any_order() {
    let cast = Cast::new(41, today());
    let forward: Vec<String> = (0..50).map(|nth| cast.person(nth).id_number).collect();
    let mut backward: Vec<String> = (0..50)
        .rev()
        .map(|nth| cast.person(nth).id_number)
        .collect();
    backward.reverse();
    assert_eq!(forward, backward);
    let other = Cast::new(42, today());
    assert_ne!(forward[0], other.person(0).id_number);
}

#[test]
fn telephone_numbers_and_credit_codes_are_nobodys() {
    assert!(
        people(500)
            .iter()
            .all(|person| ["142", "143", "154"].contains(&&person.phone[..3]))
    );
    assert!(
        employers(500)
            .iter()
            .all(|employer| &employer.uscc[8..10] == "MX")
    );
}
