//! The file of views: read with every fault at its place, changed without losing what others wrote.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use lianban::console::screen::inbox::columns::Column;
use lianban::console::screen::inbox::sort::{Sort, Turn};
use lianban::console::views::keep::{self, NotChanged, changed};
use lianban::console::views::{Change, Look, SavedView, file};
use lianban::words::Lang;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use tempfile::TempDir;

const FILE: &str = "\
# 张店区就业窗口, 2026 年
[[view]]
name = \"超期档案\"    # 每天先看
filter = \"事项:档案 超期\"
sort = \"-changed\"
columns = [\"due\", \"no\"]

[[view]]
name = \"我的\u{3000}张\"
";

fn view(name: &str, filter: &str) -> SavedView {
    SavedView {
        name: name.to_owned(),
        filter: filter.to_owned(),
        ..SavedView::default()
    }
}

fn faults(text: &str, lang: Lang) -> Vec<String> {
    let (_, faults) = file::read(text.as_bytes());
    let said = faults.iter();
    said.map(|fault| fault.say("views.toml", lang).to_string())
        .collect()
}

#[test]
fn a_view_says_its_name_conditions_order_and_columns() {
    let (views, faults) = file::read(FILE.as_bytes());
    assert_eq!(faults, []);
    assert_eq!(views[0].name, "超期档案");
    assert_eq!(views[0].filter, "事项:档案 超期");
    let look = &views[0].look;
    assert_eq!(look.sort.map(|sort| sort.turn), Some(Turn::Down));
    assert_eq!(look.columns, Some(vec![Column::Due, Column::No]));
    assert_eq!(views[1].look, Look::default());
}

#[test]
fn every_mistake_is_named_with_its_place_and_the_rest_holds() {
    let text = "\
veiw = 1
[[view]]
name = \"一\"
filtr = \"张\"
sort = \"name\"
columns = [\"due\", \"nr\", \"due\", 3, \"persn\"]

[[view]]
filter = 3
name = \"一\"

[[view]]
name = \"待受理\"

[[view]]
sort = \"due\"
";
    let (views, _) = file::read(text.as_bytes());
    assert_eq!(views.len(), 1);
    assert_eq!(views[0].look.columns, Some(vec![Column::Due]));
    insta::assert_snapshot!(faults(text, Lang::Zh).join("\n"));
    insta::assert_snapshot!(faults(text, Lang::En).join("\n"));
}

#[test]
fn what_is_no_file_of_views_is_said_and_lists_none() {
    let large = vec![b'#'; 300_000];
    for (bytes, said) in [
        (&b"[[view]\n"[..], "views.toml:1:"),
        (&b"view = 3\n"[..], "views.toml:1:1：视图要写成 [[view]]。"),
        (&b"name\xff"[..], "views.toml:1:5：不是 UTF-8 文本"),
        (&large[..], "views.toml:1:1：超过 256 KiB"),
    ] {
        let (views, faults) = file::read(bytes);
        assert_eq!(views, []);
        let words = faults[0].say("views.toml", Lang::Zh).to_string();
        assert!(words.starts_with(said), "{words}");
    }
    assert_eq!(file::read(b""), (vec![], vec![]));
}

#[test]
fn a_change_leaves_everything_else_as_it_was_written() {
    let put = Change::Put {
        view: view("超期档案", "超期"),
        read: file::read(FILE.as_bytes()).0.remove(0),
    };
    let after = changed(FILE, &put).unwrap();
    assert!(after.starts_with("# 张店区就业窗口, 2026 年\n[[view]]\n"));
    assert!(after.contains("name = \"超期档案\"    # 每天先看\nfilter = \"超期\"\n"));
    assert!(after.ends_with("[[view]]\nname = \"我的\u{3000}张\"\n"));
    let rename = Change::Rename {
        from: "超期档案".to_owned(),
        to: "急".to_owned(),
    };
    let wanted = FILE.replace("\"超期档案\"", "\"急\"");
    assert_eq!(changed(FILE, &rename).unwrap(), wanted);
}

#[test]
fn a_name_that_came_meanwhile_is_taken_and_one_that_went_is_gone() {
    let taken = changed(FILE, &Change::Add(view("超期档案", "")));
    assert_eq!(taken, Err(NotChanged::Taken("超期档案".to_owned())));
    let rename = |from: &str, to: &str| Change::Rename {
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let gone = changed(FILE, &rename("没有", "有"));
    assert_eq!(gone, Err(NotChanged::Gone("没有".to_owned())));
    let taken = changed(FILE, &rename("超期档案", "我的\u{3000}张"));
    assert_eq!(taken, Err(NotChanged::Taken("我的\u{3000}张".to_owned())));
}

#[test]
fn a_view_that_somebody_else_changed_is_not_written_over() {
    let read = file::read(FILE.as_bytes()).0.remove(0);
    let theirs = FILE.replace("超期\"\nsort", "超期 张\"\nsort");
    let put = Change::Put {
        view: view("超期档案", "超期"),
        read,
    };
    let refused = changed(&theirs, &put);
    assert_eq!(refused, Err(NotChanged::Changed("超期档案".to_owned())));
}

#[test]
fn a_broken_file_is_never_written_over() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("views.toml");
    let broken = "[[view]]\nname = \n";
    fs::write(&path, broken).unwrap();
    let refused = keep::change(&path, &Change::Add(view("新", "")), Lang::Zh);
    let words = refused
        .unwrap_err()
        .words("views.toml", Lang::Zh)
        .to_string();
    assert!(
        words.starts_with("没有存：先把视图文件改对。views.toml:2:8："),
        "{words}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), broken);
}

#[test]
fn a_new_file_is_private_says_what_it_is_and_is_made_with_its_folder() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("lianban/views.toml");
    assert_eq!(keep::read(&path).unwrap(), (vec![], vec![]));
    let (views, faults) = keep::change(&path, &Change::Add(view("新", "超期")), Lang::Zh).unwrap();
    assert_eq!((views.len(), faults.len()), (1, 0));
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# 联办 · 收件箱的视图"));
    assert!(text.ends_with("\n[[view]]\nname = \"新\"\nfilter = \"超期\"\n"));
    let left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing is left beside it");
}

#[test]
fn a_file_that_is_shared_stays_shared_and_a_link_stays_a_link() {
    let folder = TempDir::new().unwrap();
    let [shared, link] = ["shared.toml", "views.toml"].map(|name| folder.path().join(name));
    fs::write(&shared, FILE).unwrap();
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o664)).unwrap();
    symlink(&shared, &link).unwrap();
    keep::change(&link, &Change::Add(view("新", "")), Lang::Zh).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let mode = fs::metadata(&shared).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o664);
    assert!(fs::read_to_string(&shared).unwrap().starts_with(FILE));
}

#[test]
fn two_who_save_at_once_are_both_in_the_file() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("views.toml");
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let path = &path;
            scope.spawn(move || {
                for n in 0..8 {
                    let add = Change::Add(view(&format!("{writer}-{n}"), "超期"));
                    keep::change(path, &add, Lang::Zh).unwrap();
                }
            });
        }
    });
    assert_eq!(keep::read(&path).unwrap().0.len(), 32);
}

prop_compose! {
    fn views()(
        name in "[\\PC]{1,12}",
        filter in "\\PC{0,40}",
        sort in option::of(select(Sort::all().collect::<Vec<_>>())),
        columns in option::of(subsequence(Column::all().collect::<Vec<_>>(), 1..8)),
    ) -> SavedView {
        let look = Look { sort, columns };
        SavedView { name: format!("v{}", name.trim()), filter, look, ..SavedView::default() }
    }
}

proptest! {
    /// Whatever is saved is read again as it was.
    #[test]
    fn what_is_saved_reads_as_it_was(view in views()) {
        let text = changed(FILE, &Change::Add(view.clone())).unwrap();
        let (mut views, faults) = file::read(text.as_bytes());
        prop_assert!(faults.is_empty());
        let read = views.pop().unwrap();
        prop_assert!(read.says(&view), "{}", text);
        let gone = changed(&text, &Change::Remove { name: view.name });
        prop_assert_eq!(gone.as_deref(), Ok(FILE));
    }

    /// Whatever a file holds, reading it ends.
    #[test]
    fn no_file_breaks_the_reader(text in "(\\[\\[view\\]\\]\n|name = \"a\"\n|sort = 3\n|columns = [\\[\"no\\],]{1,6}\n|\\PC{0,8}\n){0,12}") {
        file::read(text.as_bytes());
    }
}
