//! What the tests of the store share: a clinic with its key, small events, and rows derived from them.
#![allow(dead_code, reason = "each test uses its own part")]

#[cfg(unix)]
pub(crate) mod child;

use std::path::Path;

use jiff::{Timestamp, civil::date};
use plinth_core::index::{Due, DueKind, Index};
use plinth_store::{
    Append, ClinicId, ClinicKey, Event, NewEvent, SqliteStore, Store, StreamId, codec, fold::fold,
    recovery::RecoveryCode,
};
use serde::{Deserialize, Serialize};

pub(crate) const CLINIC: ClinicId = ClinicId::from_bytes([0xC1; 16]);

pub(crate) const fn key() -> ClinicKey {
    ClinicKey::from_bytes([0x4B; 32])
}

pub(crate) fn code() -> RecoveryCode {
    "24H3W-6H2N7-CSVRF-H6DAD-QF6DC-VVQZS-04HMC-ASW98"
        .parse()
        .unwrap()
}

/// A body of the kind that the tests store: names and days add up to the derived row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Said {
    pub(crate) number: String,
    pub(crate) name: String,
    /// A day of November 2026 on which a review is due.
    pub(crate) review: Option<i8>,
    pub(crate) note: String,
}

pub(crate) fn said(number: &str, name: &str, review: Option<i8>) -> Said {
    Said {
        number: number.to_owned(),
        name: name.to_owned(),
        review,
        note: "knee stays bent".to_owned(),
    }
}

/// The derived row of a stream: the last number and name count, and all names are searched.
pub(crate) fn derive(stream: StreamId, events: &[Event]) -> Option<Index> {
    if stream == CLINIC.stream() {
        return None;
    }
    let said: Vec<Said> = events
        .iter()
        .map(|event| serde_json::from_slice(&event.body).unwrap())
        .collect();
    let last = said.last()?;
    let mut words: Vec<String> = said.iter().flat_map(|said| fold(&said.name)).collect();
    words.sort();
    words.dedup();
    Some(Index {
        number: last.number.clone(),
        name: last.name.clone(),
        born: date(1980, 4, 3),
        last_visit: None,
        words,
        due: last
            .review
            .map(|day| Due {
                on: date(2026, 11, day),
                kind: DueKind::Review,
                about: "review of the program".to_owned(),
            })
            .into_iter()
            .collect(),
    })
}

/// The n-th patient's stream.
pub(crate) fn patient(n: u16) -> StreamId {
    let mut id = [0xAA; 16];
    id[14..].copy_from_slice(&n.to_be_bytes());
    StreamId::from_bytes(id)
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

pub(crate) fn new_event(said: &Said) -> NewEvent {
    NewEvent {
        at: at(0),
        body: codec::canonical(said).unwrap(),
    }
}

/// One more event of a stream, at the version that it has now.
pub(crate) fn next(store: &dyn Store, stream: StreamId, said: &Said) -> Append {
    let mut events = store.load(stream).unwrap();
    let expected = events.len() as u64;
    let event = new_event(said);
    events.push(Event {
        position: 0,
        stream,
        seq: expected + 1,
        at: event.at,
        body: event.body.clone(),
    });
    Append {
        stream,
        expected,
        index: derive(stream, &events),
        events: vec![event],
    }
}

pub(crate) fn say(store: &mut dyn Store, stream: StreamId, said: &Said) {
    let append = next(store, stream, said);
    store.append(&[append]).unwrap();
}

pub(crate) fn create(home: &Path) -> SqliteStore {
    SqliteStore::create(home, CLINIC, &key(), &code()).unwrap()
}

pub(crate) fn open(home: &Path) -> SqliteStore {
    SqliteStore::open(home, &key()).unwrap()
}

/// Nothing is wrong with it.
#[track_caller]
pub(crate) fn assert_sound(store: &dyn Store) {
    assert_eq!(store.verify(&derive).unwrap().problems, []);
}
