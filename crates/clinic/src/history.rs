//! Entries to stored bodies and back.

use std::collections::BTreeSet;

use jiff::{Timestamp, civil::Date};
use plinth_core::{
    index::Index,
    record::{
        Record,
        entry::{Author, Entry, Kinded, Seq},
    },
};
use plinth_store::{NewEvent, codec, fold};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::Problem;

/// What every stored body has, whatever its kind.
#[derive(Deserialize)]
struct Head {
    kind: String,
    version: u16,
    seq: Seq,
    at: Timestamp,
    zone: String,
    on: Date,
    who: Author,
}

/// Reads stored bodies. A kind or version that this program does not know makes an entry that says so.
pub(crate) fn read<E: Kinded + DeserializeOwned>(
    events: &[plinth_store::Event],
) -> Result<Vec<Entry<E>>, Problem> {
    events.iter().map(|event| entry(event)).collect()
}

fn entry<E: Kinded + DeserializeOwned>(event: &plinth_store::Event) -> Result<Entry<E>, Problem> {
    if let Ok(entry) = serde_json::from_slice::<Entry<E>>(&event.body)
        && E::is_known(entry.event.kind(), entry.version)
    {
        return Ok(entry);
    }
    let unreadable = |_| Problem::Unreadable(event.seq);
    let head: Head = serde_json::from_slice(&event.body).map_err(unreadable)?;
    if E::is_known(&head.kind, head.version) {
        return Err(Problem::Unreadable(event.seq));
    }
    let Head {
        kind,
        version,
        seq,
        at,
        zone,
        on,
        who,
    } = head;
    Ok(Entry {
        seq,
        at,
        zone,
        on,
        who,
        version,
        event: E::unknown(kind, version),
    })
}

/// Makes bodies of entries.
pub(crate) fn write<E: Serialize>(entries: &[Entry<E>]) -> Result<Vec<NewEvent>, Problem> {
    entries
        .iter()
        .map(|entry| {
            Ok(NewEvent {
                at: entry.at,
                body: codec::canonical(entry)?,
            })
        })
        .collect()
}

/// The derived row of a record, with its words folded as the store looks them up.
pub(crate) fn index(record: &Record) -> Option<Index> {
    let index = record.index()?;
    let words: BTreeSet<String> = index
        .words
        .iter()
        .flat_map(|word| fold::fold(word))
        .collect();
    Some(Index {
        words: words.into_iter().collect(),
        ..index
    })
}
