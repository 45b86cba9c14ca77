//! Appending: the check of versions, the sealed events, the chain and the derived rows, in one transaction.

use jiff::Timestamp;
use rusqlite::params;

use super::Scope;
use crate::{
    Append, Conflict, Error, Link, NewEvent, StreamId,
    chain::body_hash,
    envelope::{CODEC, Envelope},
    seal::{self, SealingKey},
};

/// Appends inside one transaction, keeping the end of the chain at hand.
pub(super) struct Writer<'a> {
    scope: &'a Scope<'a>,
    position: u64,
    link: Link,
    at: Timestamp,
}

impl<'a> Writer<'a> {
    pub(super) fn new(scope: &'a Scope<'a>) -> Result<Self, Error> {
        let (position, link, at) = scope.tail()?;
        Ok(Self {
            scope,
            position,
            link,
            at,
        })
    }

    /// How many events there are now, the last link, and the last event's instant.
    pub(super) const fn tail(&self) -> (u64, Link, Timestamp) {
        (self.position, self.link, self.at)
    }

    pub(super) fn append(&mut self, append: &Append) -> Result<(), Error> {
        let Append {
            stream,
            expected,
            events,
            index,
        } = append;
        let actual = self.scope.version(*stream)?;
        let key = self.key(*stream, actual)?;
        self.check(*stream, *expected, actual)?;
        let mut version = actual;
        for event in events {
            version += 1;
            self.insert(*stream, version, event, &key)?;
        }
        self.scope
            .replace_derived(*stream, version, &key, index.as_ref())
    }

    fn check(&self, stream: StreamId, expected: u64, actual: u64) -> Result<(), Error> {
        if expected > actual {
            return Err(Error::Ahead { expected, actual });
        }
        if expected < actual {
            return Err(Error::Conflict(Box::new(Conflict {
                stream,
                expected,
                actual,
                between: self.scope.load(stream, expected)?,
            })));
        }
        Ok(())
    }

    /// The key of the stream; a new stream gets one. One that has events and no key was erased, as was one on the list of
    /// erasures that a restored back-up never had.
    fn key(&self, stream: StreamId, version: u64) -> Result<SealingKey, Error> {
        let Scope { conn, clinic, keys } = self.scope;
        if let Some(key) = self.scope.key_of(stream)? {
            return Ok(key);
        }
        if version > 0 || self.scope.is_erased(stream)? {
            return Err(Error::Erased(stream));
        }
        let key = SealingKey::generate()?;
        let wrapped = keys.wrap(*clinic, stream, &key)?;
        conn.prepare_cached(
            "INSERT INTO stream_key (clinic, stream, wrapped) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![clinic.as_bytes(), stream.as_bytes(), wrapped])?;
        Ok(key)
    }

    fn insert(
        &mut self,
        stream: StreamId,
        seq: u64,
        event: &NewEvent,
        key: &SealingKey,
    ) -> Result<(), Error> {
        let envelope = Envelope {
            clinic: self.scope.clinic,
            position: self.position + 1,
            stream,
            seq,
            micros: event.at.as_microsecond(),
            codec: CODEC,
        };
        let body = key.seal(&seal::for_body(&envelope), &event.body)?;
        let hash = body_hash(&body);
        let link = self.link.next(&envelope, &hash);
        self.scope
            .conn
            .prepare_cached(
                "INSERT INTO event
                 (clinic, stream, seq, position, instant, codec, body, body_hash, link)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                envelope.clinic.as_bytes(),
                stream.as_bytes(),
                seq.cast_signed(),
                envelope.position.cast_signed(),
                envelope.micros,
                envelope.codec,
                body,
                hash,
                link.0,
            ])?;
        self.position = envelope.position;
        self.link = link;
        // As a later reading of the tail will give it.
        self.at = Timestamp::from_microsecond(envelope.micros).unwrap_or(event.at);
        Ok(())
    }
}
