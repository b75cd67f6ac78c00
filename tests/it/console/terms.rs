//! What officers type into the search line.

use std::sync::LazyLock;

use lianban::console::screen::inbox::filter::conditions;
use lianban::console::screen::inbox::question::{Filter, Holder};
use lianban::console::screen::inbox::terms::{Asked, Terms};
use lianban::console::screen::names::Names;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::item::State;
use lianban::domain::policy::Channel;
use lianban::words::Lang;
use proptest::collection::btree_set;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn names(lang: Lang) -> Names<'static> {
    Names {
        catalogue: Some(Catalogue::embedded()),
        lang,
    }
}

const LIGHTS: [&str; 4] = ["red_card", "yellow_card", "yellow", "green"];

/// Every condition, in both languages.
static TERMS: LazyLock<[Terms; 2]> = LazyLock::new(|| {
    [Lang::Zh, Lang::En].map(|lang| Terms::new(conditions(Catalogue::embedded()), &names(lang)))
});

fn terms(lang: Lang) -> &'static Terms {
    &TERMS[usize::from(lang == Lang::En)]
}

fn read(lang: Lang, line: &str) -> Result<Asked, String> {
    terms(lang)
        .read(line)
        .map_err(|fault| fault.words(lang).to_string())
}

fn set(codes: &[&str]) -> std::collections::BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

#[test]
fn conditions_and_words_stand_in_one_line() {
    let asked = read(Lang::Zh, "状态:待审 事项:档案 超期 申报>2d 受理>3d 张").unwrap();
    let wanted = Asked {
        filter: Filter {
            states: set(&["reviewing"]),
            matters: set(&["A4", "B3", "B4"]),
            late: true,
            older_than_days: Some(2),
            accepted_for_days: Some(3),
            ..Filter::default()
        },
        search: "张".to_owned(),
    };
    assert_eq!(asked, wanted);
}

#[test]
fn a_value_is_known_by_code_by_words_by_pinyin_and_with_full_width_signs() {
    let received = set(&["received"]);
    for line in [
        "状态:待受理",
        "状态：待受理",
        "state:received",
        "状态:待受",
        "状态:dsl",
        "状态:daishouli",
    ] {
        assert_eq!(
            read(Lang::Zh, line).unwrap().filter.states,
            received,
            "{line}"
        );
    }
    assert_eq!(
        read(Lang::En, "state:received").unwrap().filter.states,
        received
    );
    let several = read(Lang::Zh, "灯:红牌，黄牌、预警").unwrap().filter.lights;
    assert_eq!(several, set(&["red_card", "yellow", "yellow_card"]));
    assert_eq!(read(Lang::Zh, "经办:我").unwrap().filter.holder, Holder::Me);
    assert_eq!(
        read(Lang::Zh, "区划:张店")
            .unwrap()
            .filter
            .division
            .as_deref(),
        Some("370303")
    );
}

#[test]
fn what_is_no_condition_is_said_with_what_would_be() {
    for (lang, line, said) in [
        (
            Lang::Zh,
            "状太:待受理",
            "没有“状太”这个条件，是不是“状态”？",
        ),
        (
            Lang::Zh,
            "颜色:红",
            "没有“颜色”这个条件。可以写：状态 灯 经办 事项 来源 部门 区划 申报 受理",
        ),
        (
            Lang::Zh,
            "灯:绿",
            "“灯”没有“绿”。可以写：红牌 黄牌 预警 正常",
        ),
        (
            Lang::Zh,
            "申报>两天",
            "“申报”没有“两天”。可以写：2d（天数，按自然日）",
        ),
        (
            Lang::En,
            "stat:received",
            "There is no condition “stat”; did you mean “state”?",
        ),
    ] {
        assert_eq!(read(lang, line).unwrap_err(), said);
    }
}

#[test]
fn a_half_typed_term_is_completed() {
    let terms = terms(Lang::Zh);
    let first = |line: &str| terms.complete(line).into_iter().next();
    assert_eq!(first("状态:待复").as_deref(), Some("状态:待复核"));
    assert_eq!(first("张 zt").as_deref(), Some("张 状态:等待前置"));
    assert_eq!(first("红").as_deref(), Some("灯:红牌"));
    assert_eq!(first("灯:红牌,黄").as_deref(), Some("灯:红牌,黄牌"));
    assert_eq!(terms.complete("张 ").len(), 0);
    for offered in terms.complete("状态:") {
        terms.read(&offered).unwrap();
    }
    assert_eq!(terms.complete("状态:").len(), State::ALL.len());
}

prop_compose! {
    fn filters()(
        states in btree_set(select(&State::ALL[..]).prop_map(|state| state.code().to_owned()), 0..4),
        matters in btree_set(select(Catalogue::embedded().matters.iter().map(|matter| matter.id.to_string()).collect::<Vec<_>>()), 0..4),
        lights in btree_set(select(&LIGHTS[..]).prop_map(ToOwned::to_owned), 0..3),
        channels in btree_set(select(&Channel::ALL[..]).prop_map(|channel| channel.code().to_owned()), 0..3),
        holder in select(vec![Holder::Anyone, Holder::Me, Holder::Nobody]),
        older_than_days in option::of(0_u32..400),
        accepted_for_days in option::of(0_u32..400),
        late in any::<bool>(),
        department in option::of(select(Catalogue::embedded().departments.iter().map(|d| d.id.to_string()).collect::<Vec<_>>())),
        division in option::of(select(Catalogue::embedded().divisions.iter().map(|d| d.code.to_string()).collect::<Vec<_>>())),
    ) -> Filter {
        Filter { states, matters, lights, channels, holder, older_than_days, accepted_for_days, late, department, division }
    }
}

proptest! {
    /// A saved view is a line: nothing of a filter may get lost in it.
    #[test]
    fn what_is_written_reads_as_it_was(
        filter in filters(),
        search in select(vec!["", "张", "zdl", "ZB261124-00001", "王 小明"]),
        lang in select(vec![Lang::Zh, Lang::En]),
    ) {
        let terms = terms(lang);
        let asked = Asked { filter, search: search.to_owned() };
        let line = terms.write(&asked);
        prop_assert_eq!(terms.read(&line).map_err(|fault| fault.words(lang).to_string()), Ok(asked), "{}", line);
    }
}
