//! Every code that filing and its results can give has words in both languages.

use lianban::domain::application::result::CombinedState;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::item::{Outcome, State};
use lianban::domain::rule::Verdict;
use lianban::words::{Lang, filing};

fn assert_said(ids: impl IntoIterator<Item = String>) {
    for id in ids {
        for lang in [Lang::Zh, Lang::En] {
            assert!(lang.has(&id), "{id} has no words in {}", lang.tag());
        }
    }
}

#[test]
fn verdicts_results_and_registers_have_words() {
    let verdicts = [
        Verdict::Pass,
        Verdict::Warn,
        Verdict::Judge,
        Verdict::NotNeeded,
        Verdict::Fail,
    ];
    assert_said(verdicts.map(|verdict| format!("verdict-{}", verdict.code())));
    assert_said(Outcome::ALL.map(|outcome| format!("result-{}", outcome.code())));
    let open = State::ALL.into_iter().filter(|state| state.is_open());
    assert_said(open.map(|state| format!("result-{}", state.code())));
    let states = [
        CombinedState::InProgress,
        CombinedState::PartlyClosed,
        CombinedState::AllClosed,
    ];
    for state in states {
        let id = format!("combined-{}", state.code());
        let facts = [
            ("count", 3.into()),
            ("closed", 1.into()),
            ("outcomes", "准予 1".into()),
        ];
        for lang in [Lang::Zh, Lang::En] {
            let said = lang.say_with(&id, &facts);
            assert!(!said.contains(&id) && !said.contains('{'), "{said}");
        }
    }
    let fields = &Catalogue::embedded().fields;
    let registers = fields.iter().filter_map(|field| field.register.as_ref());
    assert_said(registers.map(|register| format!("register-{register}")));
    let kinds = fields.iter().map(|field| field.kind.code());
    assert_said(kinds.map(|kind| format!("form-{kind}")));
}

#[test]
fn what_a_rule_found_is_named_in_words() {
    let catalogue = Catalogue::embedded();
    let said = |name: &str, value: &str| filing::finding(Lang::Zh, name, value, catalogue);
    let both = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(said("age", "15"), both("年龄", "15 周岁"));
    assert_eq!(
        said("retirement", "60y8m 2028-01"),
        both("法定退休年龄", "60 岁 8 个月（2028-01）")
    );
    assert_eq!(
        said("term_ends", "2026-04-01"),
        both("期限届满", "2026-04-01")
    );
    assert_eq!(said("unmet", "person.residence"), both("不符合", "常住地"));
    assert_eq!(
        said("unverified", "fund.account"),
        both("未经核实", "个人公积金账户")
    );
}
