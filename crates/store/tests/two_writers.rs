//! Several writers at once: threads with connections of their own, and processes.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "these are tests"
)]

mod common;

use std::{collections::BTreeSet, path::Path, sync::Barrier, thread};

use common::{assert_sound, create, next, open, patient, said, say};
use plinth_store::{Error, Store};

/// Writes this many events to one patient, deciding again after each conflict. Returns how many conflicts there were.
fn write_with_conflicts(home: &Path, name: &str, events: usize) -> usize {
    let mut store = open(home);
    let mut conflicts = 0;
    for n in 0..events {
        loop {
            let append = next(&store, patient(1), &said("1", &format!("{name} {n}"), None));
            match store.append(&[append]) {
                Ok(_) => break,
                Err(Error::Conflict(conflict)) => {
                    assert!(!conflict.between.is_empty());
                    conflicts += 1;
                }
                Err(other) => panic!("{other}"),
            }
        }
    }
    conflicts
}

#[test]
fn threads_lose_nothing_and_see_each_other() {
    let home = tempfile::tempdir().unwrap();
    create(home.path());
    thread::scope(|scope| {
        for name in ["ann", "ben", "cy"] {
            let home = home.path();
            scope.spawn(move || write_with_conflicts(home, name, 20));
        }
    });
    let store = open(home.path());
    let bodies: BTreeSet<_> = store
        .load(patient(1))
        .unwrap()
        .into_iter()
        .map(|e| e.body)
        .collect();
    assert_eq!(bodies.len(), 60);
    assert_sound(&store);
}

#[test]
fn of_two_at_the_same_version_one_wins() {
    let home = tempfile::tempdir().unwrap();
    say(
        &mut create(home.path()),
        patient(1),
        &said("1", "Ann", None),
    );
    let together = Barrier::new(10);
    let won: usize = thread::scope(|scope| {
        let threads: Vec<_> = (0..10)
            .map(|_| {
                scope.spawn(|| {
                    let mut store = open(home.path());
                    let append = next(&store, patient(1), &said("1", "Ann Lee", None));
                    together.wait();
                    match store.append(&[append]) {
                        Ok(_) => 1,
                        Err(Error::Conflict(conflict)) => {
                            assert_eq!((conflict.expected, conflict.actual), (1, 2));
                            0
                        }
                        Err(other) => panic!("{other}"),
                    }
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert_eq!(won, 1);
    assert_eq!(open(home.path()).head().unwrap().count, 2);
}

#[cfg(unix)]
mod processes {
    use super::common::{assert_sound, child, open};
    use super::{Store, write_with_conflicts};

    #[test]
    fn processes_lose_nothing() {
        let home = tempfile::tempdir().unwrap();
        child::prepare(home.path());
        let start = || child::start(home.path(), |_| {});
        for mut child in [start(), start(), start()] {
            assert!(child.wait().unwrap().success());
        }
        let store = open(home.path());
        assert_eq!(store.head().unwrap().count, 1 + 3 * 20);
        assert_sound(&store);
    }

    pub(crate) fn write() {
        write_with_conflicts(&child::home(), "dee", 20);
    }
}

#[cfg(unix)]
#[test]
#[ignore = "started by another test"]
fn child_that_writes() {
    processes::write();
}
