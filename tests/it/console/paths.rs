//! Files of the officer's machine, as the composer reads and completes them.

use std::fs;

use lianban::console::effect::files::{Completion, NotRead, Reach};

/// Every file of the machine.
fn anywhere() -> Reach {
    Reach::default()
}

#[test]
fn a_file_is_read_by_its_path_with_quotes_around_it_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("就业登记凭证.pdf");
    fs::write(&path, b"%PDF-1.7").unwrap();
    let path = path.display().to_string();
    for written in [path.clone(), format!("'{path}'"), format!("\"{path}\"")] {
        let (name, bytes) = anywhere().read(&written).unwrap();
        assert_eq!(
            (name.as_str(), bytes.as_slice()),
            ("就业登记凭证.pdf", b"%PDF-1.7".as_slice())
        );
    }
}

#[test]
fn what_cannot_be_a_results_file_is_told_by_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let why = |path: &str| anywhere().read(path).unwrap_err();
    assert_eq!(why(&at("gone.pdf")), NotRead::Missing);
    assert_eq!(why(&at("gone/too.pdf")), NotRead::Missing);
    assert_eq!(why(&folder.path().display().to_string()), NotRead::NoFile);
    assert_eq!(why("/dev/null"), NotRead::NoFile);
    fs::write(at("empty.pdf"), b"").unwrap();
    assert_eq!(why(&at("empty.pdf")), NotRead::Empty);
    fs::write(at("notes.pdf"), b"only words").unwrap();
    assert_eq!(why(&at("notes.pdf")), NotRead::Type);
    let large = fs::File::create(at("large.pdf")).unwrap();
    large.set_len(20 * 1024 * 1024 + 1).unwrap();
    assert_eq!(why(&at("large.pdf")), NotRead::TooLarge);
    fs::write(at("file.pdf"), b"%PDF-1.7").unwrap();
    assert_eq!(why(&at("file.pdf/under.pdf")), NotRead::Missing);
}

#[test]
fn a_path_goes_on_as_far_as_there_is_one_way() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["凭证一.pdf", "凭证二.pdf", "照片.png", ".hidden.pdf"] {
        fs::write(folder.path().join(name), b"%PDF-").unwrap();
    }
    fs::create_dir(folder.path().join("扫描")).unwrap();
    let at = |name: &str| format!("{}/{name}", folder.path().display());
    let goes_on = |begun: &str, grown: &str, names: &[&str]| {
        let wanted = Completion {
            grown: at(grown),
            names: names.iter().map(ToString::to_string).collect(),
        };
        assert_eq!(anywhere().complete(&at(begun)), wanted);
    };
    goes_on("凭", "凭证", &["凭证一.pdf", "凭证二.pdf"]);
    goes_on("凭证一", "凭证一.pdf", &["凭证一.pdf"]);
    goes_on("扫", "扫描/", &["扫描/"]);
    goes_on(".", ".hidden.pdf", &[".hidden.pdf"]);
    goes_on("没有", "没有", &[]);
    assert_eq!(
        anywhere().complete(&at("")).names.len(),
        4,
        "the hidden one is left out"
    );
    assert!(anywhere().complete("/nowhere/at/all").names.is_empty());
}

#[test]
fn a_tilde_is_the_officers_home() {
    assert!(anywhere().complete("~").grown.starts_with("~/"));
    assert_eq!(
        anywhere().read("~/no such file of mine.pdf"),
        Err(NotRead::Missing)
    );
}

#[test]
fn whoever_has_one_folder_reaches_no_file_beside_it() {
    let machine = tempfile::tempdir().unwrap();
    let outside = machine.path().join("outside.pdf");
    fs::write(&outside, b"%PDF-1.7").unwrap();
    let own = machine.path().join("own");
    let reach = Reach::below(own.to_str().unwrap()).unwrap();
    fs::write(own.join("凭证.pdf"), b"%PDF-1.7").unwrap();
    let full = own.join("凭证.pdf").display().to_string();
    for inside in ["凭证.pdf", "~/凭证.pdf", "./凭证.pdf", full.as_str()] {
        assert_eq!(reach.read(inside).unwrap().0, "凭证.pdf", "{inside}");
    }
    std::os::unix::fs::symlink(machine.path(), own.join("out")).unwrap();
    let absolute = outside.display().to_string();
    for outside in [
        absolute.as_str(),
        "/etc/hostname",
        "/no/such/file.pdf",
        "../outside.pdf",
        "../no such file.pdf",
        "~/../outside.pdf",
        "out/outside.pdf",
    ] {
        assert_eq!(reach.read(outside), Err(NotRead::Outside), "{outside}");
    }
    for outside in ["/", "/etc/", "../", "~/../", "out/"] {
        assert!(reach.complete(outside).names.is_empty(), "{outside}");
    }
    assert_eq!(reach.complete("~/凭").grown, "~/凭证.pdf");
    assert_eq!(reach.complete("").names, ["out/", "凭证.pdf"]);
    let saved = reach.save("材料", "pdf", b"%PDF-").unwrap();
    assert!(saved.starts_with(own.canonicalize().unwrap()));
}
