//! Files and folders without the right to write: opened for reading, or refused with a clear answer.
//!
//! The rights do not bind the superuser, so the child runs as another user if it can.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod common;

use std::{
    fs,
    io::{self, ErrorKind},
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::Path,
    process::{Command, Output},
    time::Duration,
};

use common::{assert_sound, child, key, next, patient, said};
use plinth_store::{DATABASE, Error, ReadOnlyReason, SqliteStore, Store};

const NOBODY: u32 = 65_534;
const FOLDER: &str = "PLINTH_TEST_FOLDER";

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs a program that was copied just now. A process that another test starts at that moment may hold the copy open for
/// writing until it becomes a program of its own, and so long it cannot be started.
fn output_of_a_copy(command: &mut Command) -> io::Result<Output> {
    for _ in 0..1_000 {
        match command.output() {
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
    command.output()
}

/// Runs the child on a history in a folder with this mode; the file itself is always write-protected.
fn run(mode: u32) {
    let home = tempfile::tempdir().unwrap();
    child::prepare(home.path());
    // Another user may not be allowed to reach the place where this program was built.
    let program = home.path().join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    set(&program, 0o755);
    set(&home.path().join(DATABASE), 0o444);
    set(home.path(), mode);
    let child = |as_nobody: bool| {
        let mut command = Command::new(&program);
        command
            .args(["--exact", child::ENTRY, "--ignored", "--nocapture"])
            .env(child::HOME, home.path())
            .env(FOLDER, mode.to_string());
        if as_nobody {
            command.uid(NOBODY).gid(NOBODY);
        }
        output_of_a_copy(&mut command)
    };
    // Whoever may not become another user is bound by the rights already.
    let output = match child(true) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => child(false),
        done => done,
    }
    .unwrap();
    set(home.path(), 0o755);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn a_write_protected_file_is_read() {
    run(0o777);
}

#[test]
fn a_write_protected_folder_is_refused() {
    run(0o555);
}

#[test]
#[ignore = "started by the other tests"]
fn child_that_writes() {
    let opened = SqliteStore::open(&child::home(), &key());
    if std::env::var(FOLDER).unwrap() == 0o555.to_string() {
        let file = ReadOnlyReason::File;
        assert!(
            matches!(opened, Err(Error::ReadOnly(reason)) if reason == file),
            "{opened:?}"
        );
        return;
    }
    let mut store = opened.unwrap();
    assert_eq!(store.read_only(), Some(ReadOnlyReason::File));
    assert_sound(&store);
    let append = next(&store, patient(1), &said("1", "Ann Lee", None));
    let refused = store.append(&[append]);
    assert!(matches!(
        refused,
        Err(Error::ReadOnly(ReadOnlyReason::File))
    ));
}
