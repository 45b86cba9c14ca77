//! Damage and forgery: verification finds it, and says all of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod common;

use std::{fs, path::Path};

use common::{create, derive, key, open, patient, said, say};
use plinth_store::{DATABASE, Derived, Error, Event, Problem, SqliteStore, Store, StreamId};
use rusqlite::Connection;

/// Eight events of three patients: positions 1 to 8, the first patient's are 1, 4 and 7.
fn fill(home: &Path) {
    let mut store = create(home);
    for n in 0..8_u16 {
        let (id, day) = (n % 3 + 1, i8::try_from(n).unwrap() + 1);
        say(
            &mut store,
            patient(id),
            &said(&id.to_string(), &format!("Ann{n} Lee"), Some(day)),
        );
    }
}

fn conn(home: &Path) -> Connection {
    Connection::open(home.join(DATABASE)).unwrap()
}

#[track_caller]
fn problems_after(sql: &str) -> Vec<Problem> {
    let home = tempfile::tempdir().unwrap();
    fill(home.path());
    conn(home.path()).execute_batch(sql).unwrap();
    open(home.path()).verify(&derive).unwrap().problems
}

#[test]
fn an_altered_event_is_found_at_its_position() {
    let stream = patient(1);
    let unopened = Problem::Unopened { stream };
    let body = Problem::Body { position: 4 };
    let link = Problem::Link { position: 4 };
    for (change, expected) in [
        ("body = x'00'", vec![&body, &unopened]),
        (
            "body = NULL",
            vec![&Problem::BodyGone { position: 4 }, &unopened],
        ),
        ("body_hash = zeroblob(32)", vec![&body, &link]),
        ("instant = instant + 1", vec![&link, &unopened]),
        ("codec = 2", vec![&link, &unopened]),
        (
            "link = zeroblob(32)",
            vec![&link, &Problem::Link { position: 5 }],
        ),
        ("link = x'00'", vec![&link]),
    ] {
        let found = problems_after(&format!("UPDATE event SET {change} WHERE position = 4"));
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{change}");
    }
}

#[test]
fn a_removed_event_is_a_gap_in_history_and_record() {
    let found = problems_after("DELETE FROM event WHERE position = 4");
    assert!(
        found.contains(&Problem::Gap {
            expected: 4,
            found: 5
        }),
        "{found:?}"
    );
    let gap = Problem::StreamGap {
        stream: patient(1),
        expected: 2,
        found: 3,
    };
    assert!(found.contains(&gap), "{found:?}");
}

/// Damage must not keep a patient from being erased.
#[test]
fn a_record_that_does_not_open_can_be_erased() {
    for sql in [
        "UPDATE derived SET sealed = x''",
        "UPDATE stream_key SET wrapped = x''",
    ] {
        let home = tempfile::tempdir().unwrap();
        fill(home.path());
        conn(home.path()).execute_batch(sql).unwrap();
        let mut store = open(home.path());
        for n in 1..=3 {
            store.erase(patient(n), common::at(9)).unwrap();
        }
        assert_eq!(store.verify(&derive).unwrap().problems, [], "{sql}");
        assert_eq!(store.streams().unwrap(), []);
    }
}

/// A record with a gap is not shown as if it were whole.
#[test]
fn a_record_with_a_gap_does_not_load() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path());
    conn(home.path())
        .execute_batch("DELETE FROM event WHERE position = 4")
        .unwrap();
    let store = open(home.path());
    assert!(matches!(store.load(patient(1)), Err(Error::Damaged { .. })));
    assert_eq!(store.load(patient(2)).unwrap().len(), 3);
}

#[test]
fn two_exchanged_events_are_found() {
    let found = problems_after(
        "UPDATE event SET position = 99 WHERE position = 4;
         UPDATE event SET position = 4 WHERE position = 7;
         UPDATE event SET position = 7 WHERE position = 99;",
    );
    for position in [4, 7] {
        assert!(found.contains(&Problem::Link { position }), "{found:?}");
    }
}

#[test]
fn a_lost_key_is_found_and_is_no_erasure() {
    let found = problems_after(
        "DELETE FROM stream_key WHERE stream = (SELECT min(stream) FROM stream_key)",
    );
    assert!(
        found.contains(&Problem::Unopened { stream: patient(1) }),
        "{found:?}"
    );
    let exchanged =
        problems_after("UPDATE stream_key SET wrapped = (SELECT max(wrapped) FROM stream_key)");
    let unopened = exchanged
        .iter()
        .filter(|p| matches!(p, Problem::Unopened { .. }));
    assert_eq!(unopened.count(), 2);
}

#[test]
fn everything_wrong_is_reported_at_once() {
    let found = problems_after(
        "UPDATE event SET body = x'00' WHERE position IN (2, 8);
         UPDATE event SET link = zeroblob(32) WHERE position = 5;",
    );
    for expected in [
        Problem::Body { position: 2 },
        Problem::Link { position: 5 },
        Problem::Body { position: 8 },
        Problem::Unopened { stream: patient(2) },
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
}

#[test]
fn derived_rows_that_drifted_are_found_and_mended() {
    let stream = patient(1);
    let surplus = |what| Problem::Surplus { what, surplus: 1 };
    let derived = |what| Problem::Derived { stream, what };
    let first = "(clinic, stream) = (SELECT clinic, min(stream) FROM stream_key)";
    for (sql, expected) in [
        (
            format!("DELETE FROM derived WHERE {first}"),
            derived(Derived::Index),
        ),
        (
            format!("UPDATE derived SET version = 1 WHERE {first}"),
            derived(Derived::Index),
        ),
        (
            format!("UPDATE derived SET sealed = x'' WHERE {first}"),
            derived(Derived::Index),
        ),
        (
            format!("DELETE FROM name_token WHERE {first}"),
            derived(Derived::Names),
        ),
        (
            format!("DELETE FROM number_token WHERE {first}"),
            derived(Derived::Number),
        ),
        (
            format!("DELETE FROM due WHERE {first}"),
            derived(Derived::Due),
        ),
        (
            format!("UPDATE due SET day = day + 1 WHERE {first}"),
            derived(Derived::Due),
        ),
        (
            "INSERT INTO name_token SELECT clinic, x'00', stream FROM number_token LIMIT 1".into(),
            surplus(Derived::Names),
        ),
        (
            "INSERT INTO number_token SELECT clinic, x'00', stream FROM due LIMIT 1".into(),
            surplus(Derived::Number),
        ),
        (
            "INSERT INTO due SELECT clinic, 1, stream FROM number_token LIMIT 1".into(),
            surplus(Derived::Due),
        ),
        (
            "INSERT INTO derived SELECT clinic, x'00', 1, x'00' FROM clinic".into(),
            surplus(Derived::Index),
        ),
    ] {
        let home = tempfile::tempdir().unwrap();
        fill(home.path());
        conn(home.path()).execute_batch(&sql).unwrap();
        let mut store = open(home.path());
        let found = store.verify(&derive).unwrap().problems;
        assert!(found.contains(&expected), "{sql}: {found:?}");
        store.rebuild(&derive).unwrap();
        assert_eq!(store.verify(&derive).unwrap().problems, [], "{sql}");
    }
}

/// What is derived differently now than when it was written.
#[test]
fn a_program_that_derives_differently_is_found() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path());
    let other = |stream: StreamId, events: &[Event]| {
        let mut index = derive(stream, events)?;
        index.due.clear();
        Some(index)
    };
    let found = open(home.path()).verify(&other).unwrap().problems;
    assert!(
        found.contains(&Problem::Surplus {
            what: Derived::Due,
            surplus: 3
        }),
        "{found:?}"
    );
}

#[test]
fn a_cut_tail_is_found_by_a_head_kept_apart() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path());
    let head = open(home.path()).head().unwrap();
    // Cut as if the last two had never been, derived rows and all.
    conn(home.path())
        .execute_batch("DELETE FROM event WHERE position > 6")
        .unwrap();
    let mut store = open(home.path());
    store.rebuild(&derive).unwrap();
    assert_eq!(store.verify(&derive).unwrap().problems, []);
    let gone = Problem::TailGone {
        count: 6,
        lost: 2,
        until: head.at,
    };
    assert_eq!(store.verify_against(&head).unwrap(), Some(gone));
    // Continued otherwise, it is another history.
    for _ in 0..2 {
        say(&mut store, patient(1), &said("1", "Ann Lee", None));
    }
    let differs = Problem::HeadDiffers { position: 8 };
    assert_eq!(store.verify_against(&head).unwrap(), Some(differs));
    assert_eq!(store.verify(&derive).unwrap().problems, []);
}

/// A copy by hand that forgot the log.
#[test]
fn a_copy_without_its_log_is_found_by_the_head() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path());
    let mut store = open(home.path());
    say(&mut store, patient(1), &said("1", "Ann Lee", None));
    let copy = tempfile::tempdir().unwrap();
    fs::copy(home.path().join(DATABASE), copy.path().join(DATABASE)).unwrap();
    let found = open(copy.path())
        .verify_against(&store.head().unwrap())
        .unwrap();
    assert!(
        matches!(found, Some(Problem::TailGone { lost: 1, .. })),
        "{found:?}"
    );
}

/// A flip of any bit of the pages in use is either found, or refused on opening, or changes nothing that is read.
#[test]
fn flipped_bits_are_found_or_harmless() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path());
    let file = home.path().join(DATABASE);
    let whole = fs::read(&file).unwrap();
    let loaded = |store: &SqliteStore| -> Option<Vec<_>> {
        (1..4).map(|n| store.load(patient(n)).ok()).collect()
    };
    let expected = loaded(&open(home.path()));
    let mut found = 0;
    let flips = 2_000;
    for _ in 0..flips {
        let place = u64::from_le_bytes(plinth_store::random().unwrap());
        let (byte, bit) = (place / 8 % whole.len() as u64, place % 8);
        let mut bytes = whole.clone();
        bytes[usize::try_from(byte).unwrap()] ^= 1 << bit;
        fs::write(&file, &bytes).unwrap();
        let verified = SqliteStore::open(home.path(), &key()).and_then(|store| {
            let problems = store.verify(&derive)?.problems;
            Ok((problems, loaded(&store)))
        });
        match verified {
            Ok((problems, read)) if problems.is_empty() => {
                assert_eq!(
                    read, expected,
                    "byte {byte} bit {bit} changed a record unnoticed"
                );
            }
            Ok(_) => found += 1,
            Err(error) => {
                assert!(
                    matches!(
                        error,
                        Error::Damaged { .. }
                            | Error::NotAStore(_)
                            | Error::WrongKey
                            | Error::ReadOnly(_)
                            | Error::Disk(_)
                    ),
                    "byte {byte} bit {bit}: {error:?}"
                );
                found += 1;
            }
        }
        for leftover in ["clinic.db-wal", "clinic.db-shm"] {
            let _ = fs::remove_file(home.path().join(leftover));
        }
    }
    assert!(found > 0, "none of {flips} flips was found");
}

/// HZ-41: decisions read the history, so damage in a derived page cannot change them; and it is found.
#[test]
fn every_flipped_bit_of_a_derived_row_is_found() {
    let home = tempfile::tempdir().unwrap();
    fill(home.path());
    for (table, column) in [
        ("derived", "sealed"),
        ("name_token", "token"),
        ("number_token", "token"),
    ] {
        let conn = conn(home.path());
        let sql = format!("SELECT stream, {column} FROM {table} ORDER BY {column} LIMIT 1");
        let (stream, value): (Vec<u8>, Vec<u8>) = conn
            .query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        let sql = format!("UPDATE {table} SET {column} = ?1 WHERE stream = ?2 AND {column} = ?3");
        for bit in (0..value.len() * 8).step_by(13) {
            let mut flipped = value.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            conn.execute(&sql, (&flipped, &stream, &value)).unwrap();
            let problems = open(home.path()).verify(&derive).unwrap().problems;
            assert_ne!(problems, [], "{table}, bit {bit}");
            conn.execute(&sql, (&value, &stream, &flipped)).unwrap();
        }
        assert_eq!(open(home.path()).verify(&derive).unwrap().problems, []);
    }
}
