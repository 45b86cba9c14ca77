//! Files that are not as they should be: each gets a clear answer, and none is changed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod common;

use std::{fs, path::Path};

use common::{assert_sound, at, code, create, derive, key, next, open, patient, said, say};
use plinth_store::{ClinicId, DATABASE, Error, ReadOnlyReason, SqliteStore, Store};
use rusqlite::Connection;

fn with_patient(home: &Path) {
    let mut store = create(home);
    say(&mut store, patient(1), &said("1", "Ann Lee", None));
}

/// Opens what should not open, and looks at the message on the way.
#[track_caller]
fn refused(home: &Path) -> Error {
    let error = SqliteStore::open(home, &key()).unwrap_err();
    let text = error.to_string();
    for inside in [
        "SELECT",
        "PRAGMA",
        "sqlite",
        "SQL",
        "clinic.db",
        &*home.to_string_lossy(),
    ] {
        assert!(!text.contains(inside), "{inside} in: {text}");
    }
    error
}

#[test]
fn no_history_and_one_already() {
    let home = tempfile::tempdir().unwrap();
    assert!(matches!(refused(home.path()), Error::Missing));
    create(home.path());
    let again = SqliteStore::create(home.path(), ClinicId::from_bytes([1; 16]), &key(), &code());
    assert!(matches!(again, Err(Error::Exists)));
    let nowhere = home.path().join("no such folder");
    assert!(matches!(
        refused(&nowhere),
        Error::File(..) | Error::Missing
    ));
}

#[test]
fn files_of_other_kinds() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(DATABASE);
    for bytes in [&b""[..], b"hello", &[0x53; 10_000]] {
        fs::write(&file, bytes).unwrap();
        assert!(matches!(refused(home.path()), Error::NotAStore(_)));
        assert_eq!(fs::read(&file).unwrap(), bytes);
    }
    fs::remove_file(&file).unwrap();
    Connection::open(&file)
        .unwrap()
        .execute_batch("CREATE TABLE other (x)")
        .unwrap();
    assert!(matches!(refused(home.path()), Error::NotAStore(None)));
}

#[test]
fn a_truncated_file_is_damaged_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    with_patient(home.path());
    let file = home.path().join(DATABASE);
    let bytes = fs::read(&file).unwrap();
    for pages in 1..bytes.len() / 4096 {
        fs::write(&file, &bytes[..pages * 4096]).unwrap();
        let Ok(store) = SqliteStore::open(home.path(), &key()) else {
            assert!(matches!(
                refused(home.path()),
                Error::Damaged { .. } | Error::NotAStore(_)
            ));
            continue;
        };
        assert_ne!(store.verify(&derive).unwrap().problems, [], "{pages} pages");
    }
}

#[test]
fn a_newer_file_is_read_and_not_written() {
    let home = tempfile::tempdir().unwrap();
    with_patient(home.path());
    let conn = Connection::open(home.path().join(DATABASE)).unwrap();
    conn.execute_batch("PRAGMA user_version = 2; CREATE TABLE more (x)")
        .unwrap();
    drop(conn);
    let mut store = open(home.path());
    let reason = ReadOnlyReason::Newer {
        found: 2,
        newest: 1,
    };
    assert_eq!(store.read_only(), Some(reason));
    assert_eq!(store.load(patient(1)).unwrap().len(), 1);
    assert_sound(&store);
    let append = next(&store, patient(1), &said("1", "Ann", None));
    let error = store.append(&[append]).unwrap_err();
    assert!(matches!(error, Error::ReadOnly(r) if r == reason));
    assert!(error.to_string().contains("newer version"));
    assert!(matches!(
        store.erase(patient(1), at(0)),
        Err(Error::ReadOnly(_))
    ));
    assert!(matches!(store.rebuild(&derive), Err(Error::ReadOnly(_))));
    drop(store);

    let conn = Connection::open(home.path().join(DATABASE)).unwrap();
    conn.execute_batch("ALTER TABLE clinic RENAME TO practice")
        .unwrap();
    drop(conn);
    assert!(matches!(refused(home.path()), Error::ReadOnly(r) if r == reason));
}

#[test]
fn opened_for_reading_it_is_not_written() {
    let home = tempfile::tempdir().unwrap();
    with_patient(home.path());
    let mut store = SqliteStore::open_read_only(home.path(), &key()).unwrap();
    let append = next(&store, patient(1), &said("1", "Ann", None));
    let refused = store.append(&[append]);
    assert!(matches!(
        refused,
        Err(Error::ReadOnly(ReadOnlyReason::Asked))
    ));
    assert_sound(&store);
}

#[test]
fn a_missing_clinic_is_damage() {
    let home = tempfile::tempdir().unwrap();
    with_patient(home.path());
    let conn = Connection::open(home.path().join(DATABASE)).unwrap();
    conn.execute_batch("DELETE FROM clinic").unwrap();
    assert!(matches!(refused(home.path()), Error::Damaged { .. }));
}

/// One altered byte of the id would otherwise make the history look empty.
#[test]
fn an_altered_clinic_is_damage() {
    for change in ["clinic = zeroblob(16)", "epoch = 1", "recovery = x'00'"] {
        let home = tempfile::tempdir().unwrap();
        with_patient(home.path());
        let conn = Connection::open(home.path().join(DATABASE)).unwrap();
        conn.execute_batch(&format!("UPDATE clinic SET {change}"))
            .unwrap();
        assert!(
            matches!(refused(home.path()), Error::Damaged { .. }),
            "{change}"
        );
    }
}

#[test]
fn an_interrupted_making_leaves_room_for_another() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("clinic.db.new"), b"half").unwrap();
    with_patient(home.path());
    assert_sound(&open(home.path()));
}
