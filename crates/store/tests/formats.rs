//! Every form that was ever released opens: `tests/fixtures/format-N` holds a clinic's folder as version N wrote it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod common;

use std::{fs, path::PathBuf};

use common::{CLINIC, assert_sound, at, code, create, key, open, patient, said, say};
use jiff::civil::date;
use plinth_store::{
    DATABASE, Error, SqliteStore, Store,
    keyfile::{self, KeyFile},
};
use rusqlite::Connection;

const LOCKED: &str = "key-behind-passphrase";
const PASSPHRASE: &str = "grüne Bank 7";

fn fixture(format: u32) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/format-{format}"))
}

/// A copy that may be written to.
fn copy(format: u32) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for name in [DATABASE, keyfile::FILE, LOCKED, "head"] {
        fs::copy(fixture(format).join(name), home.path().join(name)).unwrap();
    }
    home
}

/// Writes the folder of the newest form, once, before it is released. Never again after that.
#[test]
#[ignore = "makes the fixture"]
fn write_fixture() {
    let folder = fixture(1);
    fs::create_dir_all(&folder).unwrap();
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    say(
        &mut store,
        CLINIC.stream(),
        &said("", "Clinic on the Hill", None),
    );
    say(
        &mut store,
        patient(1),
        &said("1001-5", "Eva Müller", Some(24)),
    );
    say(&mut store, patient(2), &said("1002-3", "Ben Okafor", None));
    say(
        &mut store,
        patient(1),
        &said("1001-5", "Eva Müller-Lee", Some(26)),
    );
    say(
        &mut store,
        patient(3),
        &said("1003-1", "Gone Person", Some(25)),
    );
    store.erase(patient(3), at(60)).unwrap();
    fs::write(folder.join("head"), store.head().unwrap().to_string()).unwrap();
    store.backup(&folder.join(DATABASE), |_, _| {}).unwrap();
    keyfile::write_locked(&folder, CLINIC, &key(), PASSPHRASE).unwrap();
    fs::rename(folder.join(keyfile::FILE), folder.join(LOCKED)).unwrap();
    keyfile::write_open(&folder, CLINIC, &key()).unwrap();
}

#[test]
fn format_1_opens_with_everything_in_it() {
    let home = copy(1);
    let KeyFile::Open(clinic, key) = keyfile::read(home.path()).unwrap() else {
        panic!("it is locked");
    };
    let mut store = SqliteStore::open(home.path(), &key).unwrap();
    assert_eq!(
        (clinic, store.clinic(), store.read_only()),
        (CLINIC, CLINIC, None)
    );
    assert_sound(&store);
    let head = fs::read_to_string(home.path().join("head"))
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(store.head().unwrap(), head);
    let bodies: Vec<_> = store
        .load(patient(1))
        .unwrap()
        .into_iter()
        .map(|event| String::from_utf8(event.body).unwrap())
        .collect();
    let body = |name: &str, day: u8| {
        format!(r#"{{"name":"{name}","note":"knee stays bent","number":"1001-5","review":{day}}}"#)
    };
    assert_eq!(bodies, [body("Eva Müller", 24), body("Eva Müller-Lee", 26)]);
    assert_eq!(
        store.streams().unwrap(),
        [patient(1), patient(2), CLINIC.stream()]
    );
    let matches = store.search("mueller lee", 9).unwrap().found;
    assert_eq!((matches.len(), matches[0].stream), (1, patient(1)));
    assert_eq!(
        store.find_number("1002-3").unwrap().unwrap().stream,
        patient(2)
    );
    assert_eq!(store.due(date(2026, 11, 30)).unwrap().lines.len(), 1);
    assert!(matches!(store.load(patient(3)), Err(Error::Erased(_))));
    say(&mut store, patient(2), &said("1002-3", "Ben Okafor", None));
    assert_sound(&store);
}

#[test]
fn the_passphrase_and_the_code_of_format_1_open_it() {
    let home = copy(1);
    fs::rename(home.path().join(LOCKED), home.path().join(keyfile::FILE)).unwrap();
    let KeyFile::Locked(locked) = keyfile::read(home.path()).unwrap() else {
        panic!("it is open");
    };
    assert_eq!(locked.unlock(PASSPHRASE).unwrap(), (CLINIC, key()));
    assert_eq!(
        SqliteStore::recover(home.path(), &code()).unwrap(),
        (CLINIC, key())
    );
}

/// A file that was brought up from an old form has the tables of a new one; and the newest form has its fixture.
#[test]
fn the_tables_of_a_fixture_are_those_of_a_new_file() {
    let tables = |home: &std::path::Path| -> (i32, Vec<String>) {
        let conn = Connection::open(home.join(DATABASE)).unwrap();
        let version = conn
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        let mut select = conn
            .prepare("SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name")
            .unwrap();
        let tables = select
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        (version, tables)
    };
    let new = tempfile::tempdir().unwrap();
    create(new.path());
    let (newest, expected) = tables(new.path());
    assert_eq!(tables(&fixture(newest.cast_unsigned())).0, newest);
    for format in 1..=newest {
        let home = copy(format.cast_unsigned());
        open(home.path());
        assert_eq!(
            tables(home.path()),
            (newest, expected.clone()),
            "format {format}"
        );
    }
}
