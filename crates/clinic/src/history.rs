//! Entries to stored bodies and back.

use std::{borrow::Cow, collections::BTreeSet};

use jiff::{Timestamp, civil::Date};
use plinth_core::{
    index::Index,
    record::{
        Record,
        entry::{Author, Entry, Kinded, Seq},
    },
};
use plinth_store::{NewEvent, codec, fold};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::Problem;

/// What every stored body has, whatever its kind. `data` is left as it stands until the kind is known.
#[derive(Deserialize)]
struct Body<'b> {
    at: Timestamp,
    #[serde(borrow)]
    data: Option<&'b RawValue>,
    #[serde(borrow)]
    kind: Cow<'b, str>,
    on: Date,
    seq: Seq,
    version: u16,
    who: Author,
    zone: String,
}

/// Reads stored bodies. A kind or version that this program does not know makes an entry that says so.
pub(crate) fn read<E: Kinded>(events: &[plinth_store::Event]) -> Result<Vec<Entry<E>>, Problem> {
    events.iter().map(|event| entry(event)).collect()
}

fn entry<E: Kinded>(event: &plinth_store::Event) -> Result<Entry<E>, Problem> {
    let unreadable = || Problem::Unreadable(event.seq);
    let body: Body<'_> = serde_json::from_slice(&event.body).map_err(|_| unreadable())?;
    let happened = if E::is_known(&body.kind, body.version) {
        let data = body.data.ok_or_else(unreadable)?.get();
        let mut reader = serde_json::Deserializer::from_str(data);
        E::of_kind(&body.kind, &mut reader).map_err(|_| unreadable())?
    } else {
        E::unknown(body.kind.into_owned(), body.version)
    };
    Ok(Entry {
        seq: body.seq,
        at: body.at,
        zone: body.zone,
        on: body.on,
        who: body.who,
        version: body.version,
        event: happened,
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
