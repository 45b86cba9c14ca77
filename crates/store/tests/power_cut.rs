//! A simulated power cut and a full disk: a library loaded before the writer's own notes what has been synced, and lets
//! writes fail. It needs a C compiler, as building SQLite does; without one these tests fail rather than be skipped.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "these are tests"
)]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use common::{assert_sound, child, open};
use plinth_store::{DATABASE, Store, random};

const LOG: &str = "clinic.db-wal";

const CUTS: usize = 60;

/// The library, compiled once.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unsynced.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/power_cut/unsynced.c");
        let compiler = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
        let result = Command::new(compiler)
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .args([&file, &source])
            .status()
            .expect("a C compiler is needed");
        assert!(result.success());
        file
    })
}

/// What the disk may hold after a cut: all that was synced, and of each sector written since, the old or the new.
fn cut(home: &Path) -> tempfile::TempDir {
    const SECTOR: usize = 512;
    let after = tempfile::tempdir().unwrap();
    for name in [DATABASE, LOG] {
        let written = fs::read(home.join(name)).unwrap_or_default();
        let synced = fs::read(home.join(format!("{name}.synced"))).unwrap_or_default();
        let mut image = synced.clone();
        image.resize(synced.len().max(written.len()), 0);
        let luck: [u8; 4096] = random().unwrap();
        for (at, new) in written.chunks(SECTOR).enumerate() {
            if luck[at % luck.len()] & 1 == 1 {
                image[at * SECTOR..at * SECTOR + new.len()].copy_from_slice(new);
            }
        }
        // A file that had become longer may have its old length again.
        if luck[0] & 2 == 2 {
            image.truncate(synced.len());
        }
        fs::write(after.path().join(name), image).unwrap();
    }
    after
}

fn note_as_synced(home: &Path) {
    for name in [DATABASE, LOG] {
        let kept = home.join(format!("{name}.synced"));
        match fs::copy(home.join(name), &kept) {
            Ok(_) => {}
            Err(_) => fs::write(kept, b"").unwrap(),
        }
    }
}

#[test]
fn no_acknowledged_event_is_lost_in_a_power_cut() {
    let mut unsynced = 0;
    for _ in 0..CUTS {
        let home = tempfile::tempdir().unwrap();
        child::prepare(home.path());
        note_as_synced(home.path());
        let writer = child::start(home.path(), |command| {
            command.env("LD_PRELOAD", library());
        });
        let last = child::kill_at_random(writer);
        let kept = fs::read(home.path().join(format!("{LOG}.synced"))).unwrap();
        assert!(!kept.is_empty(), "the library was not loaded");
        unsynced += usize::from(fs::read(home.path().join(LOG)).unwrap() != kept);
        let after = cut(home.path());
        let store = open(after.path());
        let stored = store.head().unwrap().count;
        assert!(stored >= last, "{last} were acknowledged, {stored} survive");
        assert_sound(&store);
    }
    println!("{unsynced} of {CUTS} cuts found unsynced writes");
}

/// The simulation finds what it is there to find: a writer that does not sync each commit loses some.
#[test]
fn a_writer_that_does_not_sync_is_found_out() {
    let mut losses = 0;
    for _ in 0..10 {
        let home = tempfile::tempdir().unwrap();
        let conn = rusqlite::Connection::open(home.path().join(DATABASE)).unwrap();
        conn.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE event (n)")
            .unwrap();
        drop(conn);
        note_as_synced(home.path());
        let writer = child::start(home.path(), |command| {
            command.env("LD_PRELOAD", library()).env(CARELESS, "1");
        });
        let last = child::kill_at_random(writer);
        let after = cut(home.path());
        let conn = rusqlite::Connection::open(after.path().join(DATABASE)).unwrap();
        let stored: i64 = conn
            .query_row("SELECT count(*) FROM event", [], |row| row.get(0))
            .unwrap();
        losses += u64::from(stored.cast_unsigned() < last);
    }
    assert!(losses > 0, "no cut of ten lost anything");
}

#[test]
fn on_a_full_disk_nothing_is_acknowledged_that_is_not_stored() {
    for room in (60_000..360_000).step_by(25_000) {
        let home = tempfile::tempdir().unwrap();
        child::prepare(home.path());
        let mut writer = child::start(home.path(), |command| {
            command
                .env("LD_PRELOAD", library())
                .env("PLINTH_TEST_ROOM", room.to_string());
        });
        let last = child::acknowledged(&mut writer).last().unwrap_or(1);
        assert!(
            writer.wait().unwrap().success(),
            "another error than a full disk, room {room}"
        );
        let mut store = open(home.path());
        assert_eq!(store.head().unwrap().count, last, "room {room}");
        assert_sound(&store);
        // There is room again.
        common::say(
            &mut store,
            common::patient(1),
            &common::said("1", "Ann Lee", None),
        );
        assert_sound(&store);
    }
}

const CARELESS: &str = "PLINTH_TEST_CARELESS";

#[test]
#[ignore = "started by the other tests"]
fn child_that_writes() {
    if std::env::var_os(CARELESS).is_some() {
        let conn = rusqlite::Connection::open(child::home().join(DATABASE)).unwrap();
        conn.execute_batch("PRAGMA synchronous = NORMAL").unwrap();
        for n in 1_u64.. {
            conn.execute("INSERT INTO event VALUES (?1)", [n.cast_signed()])
                .unwrap();
            child::acknowledge(n);
        }
    }
    let error = child::write_until_it_fails();
    assert!(matches!(error, plinth_store::Error::Full(_)), "{error:?}");
}
