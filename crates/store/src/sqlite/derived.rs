//! Derived rows: written with the events, and made anew.

use std::collections::BTreeSet;

use jiff::civil::Date;
use plinth_core::index::Index;
use rusqlite::{OptionalExtension, params};

use super::Scope;
use crate::{
    Derive, Error, StreamId, codec,
    keys::Keys,
    seal::{self, SealingKey},
    tokens::{self, Token},
};

/// What a derived row is found by.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Entries {
    pub(super) names: BTreeSet<Token>,
    pub(super) number: Option<Token>,
    pub(super) due: BTreeSet<i64>,
}

impl Entries {
    pub(super) fn of(keys: &Keys, index: Option<&Index>) -> Self {
        index.map_or_else(Self::default, |index| Self {
            names: tokens::of_words(keys, &index.words),
            number: Some(tokens::of_number(keys, &index.number)),
            due: index.due.iter().map(|due| day(due.on)).collect(),
        })
    }
}

/// A date as an integer that orders like it.
pub(super) fn day(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

impl Scope<'_> {
    /// Puts the derived row of a stream in place of the former one.
    pub(super) fn replace_derived(
        &self,
        stream: StreamId,
        version: u64,
        key: &SealingKey,
        index: Option<&Index>,
    ) -> Result<(), Error> {
        let former = self.index_of(stream, key)?;
        let former = Entries::of(self.keys, former.as_ref().map(|(_, index)| index));
        let entries = Entries::of(self.keys, index);
        self.change_entries(stream, &former, &entries)?;
        let (clinic, id) = (self.clinic.as_bytes(), stream.as_bytes());
        let Some(index) = index else {
            self.conn
                .prepare_cached("DELETE FROM derived WHERE clinic = ?1 AND stream = ?2")?
                .execute(params![clinic, id])?;
            return Ok(());
        };
        let plain = codec::canonical(index).map_err(|_| Error::TooLarge)?;
        let sealed = key.seal(&seal::for_index(self.clinic, stream, version), &plain)?;
        self.conn
            .prepare_cached(
                "INSERT INTO derived (clinic, stream, version, sealed) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (clinic, stream) DO UPDATE SET version = ?3, sealed = ?4",
            )?
            .execute(params![clinic, id, version.cast_signed(), sealed])?;
        Ok(())
    }

    /// Removes and adds only what differs: most events change no name and no date.
    fn change_entries(&self, stream: StreamId, from: &Entries, to: &Entries) -> Result<(), Error> {
        let (clinic, id) = (self.clinic.as_bytes(), stream.as_bytes());
        let prepare = |sql| self.conn.prepare_cached(sql);

        let mut remove =
            prepare("DELETE FROM name_token WHERE clinic = ?1 AND token = ?2 AND stream = ?3")?;
        for token in from.names.difference(&to.names) {
            remove.execute(params![clinic, token, id])?;
        }
        let mut add = prepare(
            "INSERT INTO name_token (clinic, token, stream) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO NOTHING",
        )?;
        for token in to.names.difference(&from.names) {
            add.execute(params![clinic, token, id])?;
        }

        let mut remove = prepare("DELETE FROM due WHERE clinic = ?1 AND day = ?2 AND stream = ?3")?;
        for day in from.due.difference(&to.due) {
            remove.execute(params![clinic, day, id])?;
        }
        let mut add = prepare(
            "INSERT INTO due (clinic, day, stream) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?;
        for day in to.due.difference(&from.due) {
            add.execute(params![clinic, day, id])?;
        }

        if from.number != to.number {
            prepare("DELETE FROM number_token WHERE clinic = ?1 AND token = ?2 AND stream = ?3")?
                .execute(params![clinic, from.number, id])?;
            if to.number.is_some() {
                let changed = prepare(
                    "INSERT INTO number_token (clinic, token, stream) VALUES (?1, ?2, ?3)
                     ON CONFLICT DO UPDATE SET stream = ?3 WHERE stream = ?3",
                )?
                .execute(params![clinic, to.number, id])?;
                if changed == 0 {
                    return Err(Error::NumberTaken);
                }
            }
        }
        Ok(())
    }

    /// The derived row of a stream and the version that it was derived at.
    pub(super) fn index_of(
        &self,
        stream: StreamId,
        key: &SealingKey,
    ) -> Result<Option<(u64, Index)>, Error> {
        let row: Option<(i64, Vec<u8>)> = self
            .conn
            .prepare_cached(
                "SELECT version, sealed FROM derived WHERE clinic = ?1 AND stream = ?2",
            )?
            .query_row(params![self.clinic.as_bytes(), stream.as_bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let Some((version, sealed)) = row else {
            return Ok(None);
        };
        let version = version.cast_unsigned();
        let index = self.open_index(stream, key, version, &sealed)?;
        Ok(Some((version, index)))
    }

    /// Opens a derived row.
    pub(super) fn open_index(
        &self,
        stream: StreamId,
        key: &SealingKey,
        version: u64,
        sealed: &[u8],
    ) -> Result<Index, Error> {
        key.open(&seal::for_index(self.clinic, stream, version), sealed)
            .ok()
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .ok_or(Error::Damaged {
                what: "a derived row does not open",
                source: None,
            })
    }

    /// Throws all derived rows away and makes them again.
    pub(super) fn rebuild(&self, derive: Derive<'_>) -> Result<(), Error> {
        for table in ["derived", "name_token", "number_token", "due"] {
            self.conn
                .prepare(&format!("DELETE FROM {table} WHERE clinic = ?1"))?
                .execute([self.clinic.as_bytes()])?;
        }
        for stream in self.streams()? {
            let events = self.load(stream, 0)?;
            let (Some(last), Some(key)) = (events.last(), self.key_of(stream)?) else {
                continue;
            };
            let index = derive(stream, &events);
            self.replace_derived(stream, last.seq, &key, index.as_ref())?;
        }
        Ok(())
    }
}
