//! Importing many events at once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod common;

use common::{assert_sound, create, next, patient, said};
use plinth_store::{Error, SqliteStore, Store};

#[test]
fn an_import_is_one_transaction() {
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    let batch = |store: &SqliteStore, n: u16| {
        next(store, patient(n), &said(&n.to_string(), "Ann Lee", None))
    };
    let batches: Vec<_> = (1..=200).map(|n| batch(&store, n)).collect();
    let mut last = 0;
    let head = store
        .bulk_import(batches.clone(), |done| last = done)
        .unwrap();
    assert_eq!((head.count, last, head), (200, 200, store.head().unwrap()));
    assert_sound(&store);
    let again = [batch(&store, 300), batches[0].clone()];
    assert!(matches!(
        store.bulk_import(again, |_| {}),
        Err(Error::Conflict(_))
    ));
    assert_eq!(store.head().unwrap(), head);
}
