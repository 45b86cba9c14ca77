//! A writer is killed at any moment: nothing that was acknowledged is lost, and the history opens and verifies.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "these are tests"
)]

mod common;

use common::{assert_sound, child, open};
use plinth_store::Store;

#[test]
fn no_acknowledged_event_is_lost() {
    let home = tempfile::tempdir().unwrap();
    child::prepare(home.path());
    let mut stored = 1;
    while stored < 200 {
        let last = child::kill_at_random(child::start(home.path(), |_| {}));
        let store = open(home.path());
        stored = store.head().unwrap().count;
        assert!(
            stored >= last,
            "{last} were acknowledged, {stored} are stored"
        );
        assert_sound(&store);
    }
}

#[test]
#[ignore = "started by the other test"]
fn child_that_writes() {
    child::write_until_it_fails();
}
