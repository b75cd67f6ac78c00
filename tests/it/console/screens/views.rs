//! 视图: 王敏 keeps narrowings under names, chooses order and columns, and finds all of it again.

use std::collections::BTreeMap;

use chrono::Duration;
use insta::assert_snapshot;
use lianban::console::action::Action;
use lianban::console::screen::inbox::columns::Column;
use lianban::console::screen::inbox::sort::{By, Sort};
use lianban::console::views::Look;

use super::desk::{Desk, MIDDLE, NARROW, WIDE};
use super::office;

const FILE: &str = "\
# 张店区就业窗口
[[view]]
name = \"档案超期\"
filter = \"事项:档案 超期\"
sort = \"filed\"

[[view]]
name = \"等两天的\"
filter = \"受理>2d\"
columns = [\"no\", \"person\", \"accepted\", \"changed\", \"due\"]
";

fn desk() -> Desk {
    Desk::with_views(FILE, BTreeMap::new(), NARROW)
}

/// Turns to the saved view of this place among them.
fn turn_to_saved(desk: &mut Desk, place: usize) {
    desk.press([Action::Tab8, Action::Tab9][place]);
}

#[test]
fn saved_views_stand_after_the_built_in_ones_and_ask_what_they_say() {
    let mut desk = desk();
    assert!(desk.sees("[全部]"));
    turn_to_saved(&mut desk, 0);
    assert!(desk.sees("[档案超期]"));
    let query = desk.queries.last().unwrap();
    assert_eq!(query.matter.as_deref(), Some("A4,B3,B4"));
    assert_eq!(query.late, Some(true));
    assert_eq!(query.sort.as_deref(), Some("filed"));
    desk.press(Action::NextTab);
    let query = desk.queries.last().unwrap();
    assert_eq!(query.matter, None);
    assert_eq!(query.accepted_for_days, Some(2));
    assert_eq!(query.sort.as_deref(), Some("due"));
    // Left, it takes its conditions away again.
    desk.press(Action::NextTab);
    assert!(desk.sees("[全部]"));
    let query = desk.queries.last().unwrap();
    assert_eq!((query.late, query.accepted_for_days), (None, None));
}

#[test]
fn esc_leads_from_a_saved_view_to_all() {
    let mut desk = desk();
    turn_to_saved(&mut desk, 0);
    desk.press(Action::Back);
    assert!(desk.sees("[全部]"));
    assert_eq!(desk.queries.last().unwrap().matter, None);
}

#[test]
fn the_palette_finds_a_saved_view_by_pinyin() {
    let mut desk = desk();
    desk.press(Action::Palette).write("dacq");
    assert!(desk.sees("档案超期"));
    desk.press(Action::Submit);
    assert!(desk.sees("[档案超期]"));
    assert_eq!(desk.queries.last().unwrap().late, Some(true));
}

#[test]
fn what_is_shown_is_saved_under_a_name_and_found_again() {
    let mut desk = desk();
    desk.press(Action::Tab3).press(Action::Search);
    desk.write("来源:爱山东 张").press(Action::Submit);
    desk.press(Action::Sort).press(Action::SaveView);
    desk.write("早报的").press(Action::Submit);
    assert!(desk.sees("已存为视图“早报的”"));
    assert!(desk.sees("[早报的]"));
    let saved = "\n[[view]]\nname = \"早报的\"\nfilter = \"状态:待受理 来源:爱山东 张\"\nsort = \"filed\"\n";
    assert_eq!(desk.views, format!("{FILE}{saved}"));
    let asked = desk.queries.last().unwrap().clone();
    desk.press(Action::Tab1).press(Action::PreviousTab);
    assert_eq!(desk.queries.last().unwrap(), &asked);
}

#[test]
fn a_name_that_is_taken_empty_or_built_in_is_refused_where_it_is_written() {
    let mut desk = desk();
    for (name, why) in [
        ("", "请写名称"),
        ("档案超期", "已有叫“档案超期”的视图"),
        ("待受理", "这是内置视图的名称"),
        ("一个长得没有任何页签放得下的名称", "太长"),
    ] {
        desk.press(Action::SaveView)
            .write(name)
            .press(Action::Submit);
        assert!(desk.sees(why), "{name}");
        desk.press(Action::Cancel);
        assert!(!desk.sees("写进视图文件"));
    }
    assert_eq!(desk.views, FILE);
}

#[test]
fn a_saved_view_is_saved_again_in_its_place() {
    let mut desk = desk();
    turn_to_saved(&mut desk, 0);
    desk.press(Action::TurnSort)
        .press(Action::SaveView)
        .press(Action::Submit);
    assert_eq!(
        desk.views,
        FILE.replace("sort = \"filed\"", "sort = \"-filed\"")
    );
}

#[test]
fn what_a_colleague_changed_meanwhile_is_not_written_over() {
    let mut desk = desk();
    turn_to_saved(&mut desk, 0);
    let theirs = FILE.replace("超期\"\nsort", "超期 经办:无人\"\nsort");
    desk.views.clone_from(&theirs);
    desk.press(Action::SaveView).press(Action::Submit);
    assert!(desk.reads("刚被别人改过"));
    assert_eq!(desk.views, theirs);
    // What they added beside it stays as well.
    desk.views.push_str("\n[[view]]\nname = \"同事的\"\n");
    desk.press(Action::SaveView).press(Action::Submit);
    assert!(desk.views.contains("同事的"));
    assert!(desk.sees("同事的"));
}

#[test]
fn a_view_is_renamed_and_keeps_what_it_shows() {
    let mut desk = desk();
    desk.press(Action::RenameView);
    assert!(desk.sees("内置视图不能改名"));
    turn_to_saved(&mut desk, 0);
    desk.press(Action::RenameView);
    desk.write("（急）").press(Action::Submit);
    assert!(desk.sees("[档案超期（急）]"));
    assert_eq!(desk.views, FILE.replace("档案超期", "档案超期（急）"));
}

#[test]
fn deleting_a_view_begins_at_no() {
    let mut desk = desk();
    turn_to_saved(&mut desk, 0);
    desk.press(Action::DeleteView);
    assert!(desk.reads("从视图文件中删除“档案超期”，不影响办件"));
    desk.press(Action::Submit);
    assert_eq!(desk.views, FILE);
    desk.press(Action::DeleteView)
        .press(Action::NextField)
        .press(Action::Submit);
    assert!(!desk.views.contains("档案超期"));
    assert!(desk.views.contains("等两天的"));
    assert!(desk.sees("[全部]"));
}

#[test]
fn the_order_stands_at_its_column_and_each_view_keeps_its_own() {
    let mut desk = desk();
    assert!(desk.sees("时限 ^"));
    desk.press(Action::TurnSort);
    assert!(desk.sees("时限 v"));
    assert_eq!(desk.queries.last().unwrap().sort.as_deref(), Some("-due"));
    desk.press(Action::Sort);
    assert!(desk.sees("申报 ^"), "the column of the order is shown");
    desk.press(Action::Sort);
    assert!(desk.sees("变动 v"), "what changed last stands first");
    assert_eq!(
        desk.queries.last().unwrap().sort.as_deref(),
        Some("-changed")
    );
    desk.press(Action::Tab2);
    assert!(desk.sees("时限 ^"));
    desk.press(Action::Tab1);
    assert!(desk.sees("变动 v"));
    // And when the console is opened the next time.
    let looks = std::mem::take(&mut desk.looks);
    let desk = Desk::with_views(FILE, looks, NARROW);
    assert!(desk.sees("变动 v"));
    assert_eq!(
        desk.queries.last().unwrap().sort.as_deref(),
        Some("-changed")
    );
}

#[test]
fn columns_are_chosen_and_put_in_order_for_one_view() {
    let mut desk = Desk::with_views(FILE, BTreeMap::new(), MIDDLE);
    desk.press(Action::Columns);
    assert_snapshot!(desk.screen());
    // Due goes before the light, the light is hidden.
    desk.press_all(&[
        Action::Right,
        Action::Select,
        Action::End,
        Action::Select,
        Action::Open,
    ]);
    let heading = |desk: &Desk| {
        let screen = desk.screen();
        let line = screen.lines().find(|line| line.contains("办件号"));
        line.unwrap().to_owned()
    };
    assert!(heading(&desk).trim_start().starts_with("时限 ^"));
    assert!(!heading(&desk).contains("灯"));
    assert!(heading(&desk).contains("变动"));
    desk.press(Action::Tab2);
    assert!(heading(&desk).trim_start().starts_with("灯"));
    desk.press(Action::Tab1);
    assert!(heading(&desk).trim_start().starts_with("时限 ^"));
    desk.press_all(&[Action::Columns, Action::ClearSelection, Action::Open]);
    assert!(heading(&desk).trim_start().starts_with("灯"));
}

#[test]
fn the_number_always_stays_among_the_columns() {
    let look = Look {
        sort: Some(Sort::of(By::Due)),
        columns: Some(vec![Column::Person, Column::State]),
    };
    let looks = BTreeMap::from([("view-all".to_owned(), look)]);
    let mut desk = Desk::with_views(FILE, looks, NARROW);
    assert!(desk.selected().contains("ZB261102-00008-2-A2"));
    desk.press(Action::Columns);
    desk.press_all(&[Action::Home, Action::Select, Action::Open]);
    assert!(desk.selected().contains("ZB261102-00008-2-A2"));
}

#[test]
fn a_saved_view_looks_right_on_80_by_24() {
    let mut desk = desk();
    turn_to_saved(&mut desk, 1);
    assert_snapshot!(desk.screen());
}

#[test]
fn a_saved_view_looks_right_on_120_by_36() {
    let mut desk = Desk::with_views(FILE, BTreeMap::new(), MIDDLE);
    turn_to_saved(&mut desk, 1);
    assert_snapshot!(desk.screen());
}

#[test]
fn a_saved_view_looks_right_on_200_by_60() {
    let mut desk = Desk::with_views(FILE, BTreeMap::new(), WIDE);
    turn_to_saved(&mut desk, 1);
    assert_snapshot!(desk.screen());
}

#[test]
fn more_views_than_fit_scroll_with_the_shown_one() {
    let many: Vec<String> = (1..=12)
        .map(|n| format!("[[view]]\nname = \"视图之{n}\"\n"))
        .collect();
    let many = many.concat();
    let mut desk = Desk::with_views(&many, BTreeMap::new(), NARROW);
    desk.press(Action::PreviousTab);
    assert!(desk.sees("[视图之12]"));
    assert!(!desk.sees("我的"));
    desk.press(Action::Tab2);
    assert!(desk.sees("[我的]"));
}

#[test]
fn conditions_that_cannot_be_read_are_told_with_their_place_and_narrow_nothing() {
    let text = FILE.replace("事项:档案 超期", "超期 状太:待受理");
    let mut desk = Desk::with_views(&text, BTreeMap::new(), NARROW);
    let told: Vec<String> = desk
        .app
        .notices()
        .map(|notice| notice.words.to_string())
        .collect();
    assert_eq!(
        told,
        ["views.toml:4:14：没有“状太”这个条件，是不是“状态”？"]
    );
    let asked = desk.queries.len();
    desk.press(Action::Tab8);
    assert_eq!(desk.queries.len(), asked);
    assert!(desk.sees("[全部]"));
    assert!(desk.sees("views.toml:4:14：没有“状太”这个条件"));
    // Who walks through the views steps over it.
    desk.press_all(&[Action::Tab7, Action::NextTab]);
    assert!(desk.sees("[等两天的]"));
    desk.press(Action::PreviousTab);
    assert!(desk.sees("[办结]"));
}

#[test]
fn a_saved_view_that_is_narrowed_further_shows_that_it_strays() {
    let mut desk = desk();
    desk.press(Action::Tab8).press(Action::Search);
    desk.write("张").press(Action::Submit);
    assert!(desk.sees("[档案超期*]"));
    desk.press(Action::SaveView).press(Action::Submit);
    assert!(desk.sees("[档案超期]"));
    assert!(
        desk.views
            .contains("filter = \"超期 事项:A4,B3,档案转出 张\"")
    );
}

#[test]
fn where_the_column_of_the_order_was_not_chosen_words_say_it_whatever_the_width() {
    let look = Look {
        sort: Some(Sort::of(By::Changed)),
        columns: Some(vec![Column::No, Column::Person]),
    };
    let looks = BTreeMap::from([("view-all".to_owned(), look)]);
    let desk = Desk::with_views(FILE, looks, NARROW);
    assert!(desk.sees("[全部]"));
    assert!(desk.sees("按变动，新的在前"));
}

#[test]
fn what_takes_the_place_of_a_ghost_is_not_hit_by_the_key_meant_for_it() {
    let mut desk = desk();
    desk.press_all(&[Action::Down, Action::Down]);
    let mut gone = office::row(&office::SKETCHES[1]);
    gone.state = "closed".to_owned();
    gone.version += 1;
    let number = gone.no.clone();
    desk.change(Some(gone), &number);
    assert!(desk.selected().contains(&number), "a ghost");
    desk.press(Action::TurnSort);
    assert!(!desk.sees(&number));
    let inbox = desk.app.context();
    desk.press_at_once(Action::Note);
    assert_eq!(desk.app.context(), inbox, "no composer opens");
    desk.press(Action::Note);
    assert_ne!(desk.app.context(), inbox, "seen for a moment, it is meant");
}

#[test]
fn a_change_joins_a_view_by_the_days_since_acceptance() {
    let mut desk = desk();
    desk.press(Action::Tab9);
    for (days, sees) in [(1, false), (3, true)] {
        let mut new = office::row(&office::SKETCHES[0]);
        new.no = format!("ZB261101-0000{days}-1-A1");
        let at = office::now() - Duration::days(days);
        new.accepted_at = Some(at.to_rfc3339());
        let number = new.no.clone();
        desk.change(Some(new), &number);
        assert_eq!(desk.sees(&number), sees, "{days}");
    }
}

#[test]
fn a_file_mended_beside_the_console_is_read_anew_with_the_list() {
    let mut desk = desk();
    desk.views
        .push_str("\n[[view]]\nname = \"新的\"\n\n[[view]]\nname = \"新的\"\n");
    desk.press(Action::Refresh);
    assert!(desk.sees("新的"));
    assert!(desk.reads("views.toml:16:8：视图“新的”在第 13 行已有"));
}

#[test]
fn a_view_that_a_colleague_deleted_is_left_with_its_conditions() {
    let mut desk = desk();
    turn_to_saved(&mut desk, 0);
    desk.views = desk.views.replace("档案超期", "别的");
    desk.press(Action::Refresh);
    assert!(desk.reads("视图“档案超期”已被别人改名或删除"));
    assert!(desk.sees("[全部]"));
    let query = desk.queries.last().unwrap();
    assert_eq!((query.late, query.sort.as_deref()), (None, Some("due")));
}

#[test]
fn marks_and_the_cursor_stay_through_another_order_and_other_columns() {
    let mut desk = desk();
    desk.press_all(&[Action::Down, Action::Select]);
    let before = desk.selected();
    let number = before
        .split_whitespace()
        .find(|word| word.starts_with("ZB"));
    desk.press_all(&[Action::Sort, Action::TurnSort]);
    assert!(desk.selected().contains(number.unwrap()));
    assert_eq!(desk.screen().matches("\n *").count(), 1);
}

#[test]
fn what_is_marked_in_another_view_is_not_decided_there() {
    let mut desk = desk();
    // Marked: one that lies with nobody.
    desk.press_all(&[Action::Down, Action::Down, Action::Select]);
    desk.press(Action::Tab2).press(Action::Claim);
    assert!(desk.sent.is_empty());
    assert!(desk.reads("不在这个列表里 1 件"));
}
