//! Each mistake in `errors/*.toml`, made in the smallest whole pack, and exactly what the reader says of it.
//!
//! `UPDATE=1 cargo test -p plinth-pack errors` writes what is said now; read it before it is kept.

use crate::common::{check, tiny_with};
use plinth_pack::{content, load};
use serde::Deserialize;
use std::{fmt::Write, fs, path::Path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistake {
    file: String,
    old: String,
    new: String,
    says: String,
}

#[test]
fn every_mistake_is_said_with_its_place_and_a_way_out() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/errors"));
    let mut wrong = String::new();
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let mistake: Mistake =
            toml::from_str(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let files = tiny_with(&mistake.file, &mistake.old, &mistake.new);
        assert_eq!(
            content(&files),
            load(&files).content,
            "{}: the warnings decided",
            path.display()
        );
        let says = check(&files);
        seen += 1;
        if says.trim() == mistake.says.trim() {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            let head = text.split("says = '''").next().unwrap();
            fs::write(&path, format!("{head}says = '''\n{says}\n'''\n")).unwrap();
        }
        writeln!(wrong, "{}:\n{says}\n", path.display()).unwrap();
    }
    assert!(seen > 60, "only {seen} mistakes were tried");
    assert!(wrong.is_empty(), "said otherwise than written:\n{wrong}");
}
