//! Back-ups taken while others write, restores into a new folder, and what erasure leaves behind.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod common;

use std::{fs, thread};

use common::{assert_sound, at, code, create, key, open, patient, said, say};
use plinth_store::{ClinicKey, DATABASE, Epoch, Error, Problem, Restore, SqliteStore, Store};

fn plain(key: &ClinicKey) -> Restore<'_> {
    Restore {
        key,
        epoch_used: Epoch::default(),
        erasures: &[],
    }
}

#[test]
fn a_back_up_taken_while_others_write_is_one_state() {
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    say(&mut store, patient(1), &said("1", "Ann Lee", None));
    let writer = thread::spawn({
        let home = home.path().to_owned();
        move || {
            let mut store = open(&home);
            for _ in 0..50 {
                say(&mut store, patient(2), &said("2", "Ben Okafor", None));
            }
        }
    });
    for n in 0..5 {
        let file = home.path().join(format!("back-up-{n}"));
        let mut last = (0, 1);
        let head = store.backup(&file, |done, all| last = (done, all)).unwrap();
        assert_eq!(last.0, last.1);
        let restored = tempfile::tempdir().unwrap();
        let restored =
            SqliteStore::restore(&file, restored.path(), plain(&key()), |_, _| {}).unwrap();
        assert_eq!(restored.head().unwrap().link, head.link);
        assert_eq!(restored.verify_against(&head).unwrap(), None);
        assert_sound(&restored);
    }
    writer.join().unwrap();
    assert_sound(&store);
}

#[test]
fn a_restore_has_a_new_epoch_and_shows_what_it_lost() {
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    say(&mut store, patient(1), &said("1", "Ann Lee", None));
    let file = home.path().join("back-up");
    store.backup(&file, |_, _| {}).unwrap();
    say(&mut store, patient(1), &said("1", "Ann Lee", Some(1)));
    let head = store.head().unwrap();

    let new = tempfile::tempdir().unwrap();
    let restored = SqliteStore::restore(&file, new.path(), plain(&key()), |_, _| {}).unwrap();
    assert_eq!(restored.epoch().to_string(), "B");
    let lost = Problem::TailGone {
        count: 1,
        lost: 1,
        until: head.at,
    };
    assert_eq!(restored.verify_against(&head).unwrap(), Some(lost));
    drop(restored);
    assert_eq!(open(new.path()).epoch().to_string(), "B");
    assert_eq!(fs::read_dir(new.path()).unwrap().count(), 1);

    // The same back-up once more, after sheets were printed in epoch B.
    let newer = tempfile::tempdir().unwrap();
    let key = key();
    let with = Restore {
        epoch_used: Epoch(1),
        ..plain(&key)
    };
    let again = SqliteStore::restore(&file, newer.path(), with, |_, _| {}).unwrap();
    assert_eq!(again.epoch().to_string(), "C");
}

#[test]
fn a_restore_never_replaces_and_needs_the_key() {
    let home = tempfile::tempdir().unwrap();
    let store = create(home.path());
    let file = home.path().join("back-up");
    store.backup(&file, |_, _| {}).unwrap();
    let back_up = |to: &std::path::Path| store.backup(to, |_, _| {});
    assert!(matches!(back_up(&file), Err(Error::FileExists)));
    let nowhere = home.path().join("no-folder/back-up");
    assert!(matches!(back_up(&nowhere), Err(Error::NoFolder)));
    let restore = |from: &str, to: &std::path::Path, key: &ClinicKey| {
        SqliteStore::restore(&home.path().join(from), to, plain(key), |_, _| {}).unwrap_err()
    };
    assert!(matches!(
        restore("back-up", home.path(), &key()),
        Error::Exists
    ));
    let new = tempfile::tempdir().unwrap();
    assert!(matches!(
        restore("nothing", new.path(), &key()),
        Error::NoBackup
    ));
    let wrong = ClinicKey::from_bytes([1; 32]);
    assert!(matches!(
        restore("back-up", new.path(), &wrong),
        Error::WrongKey
    ));
    fs::write(home.path().join("other"), [7; 9_000]).unwrap();
    assert!(matches!(
        restore("other", new.path(), &key()),
        Error::NotAStore(_)
    ));
    assert_eq!(fs::read_dir(new.path()).unwrap().count(), 0);
}

#[test]
fn a_back_up_and_the_recovery_code_are_enough() {
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    say(&mut store, patient(1), &said("1", "Ann Lee", None));
    let away = tempfile::tempdir().unwrap();
    store
        .backup(&away.path().join(DATABASE), |_, _| {})
        .unwrap();
    drop((store, home));
    let (_, found) = SqliteStore::recover(away.path(), &code()).unwrap();
    let new = tempfile::tempdir().unwrap();
    let file = away.path().join(DATABASE);
    let restored = SqliteStore::restore(&file, new.path(), plain(&found), |_, _| {}).unwrap();
    assert_eq!(restored.load(patient(1)).unwrap().len(), 1);
}

#[test]
fn erasures_are_applied_again_after_a_restore() {
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    say(&mut store, patient(1), &said("1", "Ann Lee", None));
    say(&mut store, patient(2), &said("2", "Ben Lee", None));
    let file = home.path().join("back-up");
    store.backup(&file, |_, _| {}).unwrap();
    store.erase(patient(1), at(5)).unwrap();
    let erasures = store.erasures().unwrap();
    let new = tempfile::tempdir().unwrap();
    let key = key();
    let with = Restore {
        erasures: &erasures,
        ..plain(&key)
    };
    let restored = SqliteStore::restore(&file, new.path(), with, |_, _| {}).unwrap();
    assert!(matches!(restored.load(patient(1)), Err(Error::Erased(_))));
    assert_eq!(restored.erasures().unwrap(), erasures);
    assert_eq!(
        restored.verify_against(&store.head().unwrap()).unwrap(),
        None
    );
    assert_sound(&restored);
}

/// The key and the bodies are overwritten in the file and gone from its log.
#[test]
fn an_erased_key_is_not_left_in_the_files() {
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    for n in 1..20 {
        say(
            &mut store,
            patient(n),
            &said(&n.to_string(), "Ann Lee", None),
        );
    }
    let conn = rusqlite::Connection::open(home.path().join(DATABASE)).unwrap();
    let read = |sql: &str| -> Vec<u8> {
        conn.query_row(sql, [patient(7).as_bytes()], |row| row.get(0))
            .unwrap()
    };
    let traces = [
        read("SELECT wrapped FROM stream_key WHERE stream = ?1"),
        read("SELECT body FROM event WHERE stream = ?1"),
        read("SELECT sealed FROM derived WHERE stream = ?1"),
    ];
    drop(conn);
    let left = |trace: &Vec<u8>| {
        [DATABASE, "clinic.db-wal"].iter().any(|name| {
            let bytes = fs::read(home.path().join(name)).unwrap();
            bytes.windows(trace.len()).any(|window| window == trace)
        })
    };
    assert!(traces.iter().all(left));
    store.erase(patient(7), at(5)).unwrap();
    assert_eq!(traces.iter().map(left).collect::<Vec<_>>(), [false; 3]);
    assert_sound(&store);
}
