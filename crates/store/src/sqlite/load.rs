//! Reading events and keys.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::Scope;
use crate::{
    ClinicId, Error, Event, Link, StreamId,
    envelope::{CODEC, Envelope},
    seal::{self, SealingKey},
};

/// An event as it is stored.
pub(super) struct Stored {
    pub(super) envelope: Envelope,
    pub(super) body: Option<Vec<u8>>,
}

impl Stored {
    /// Opens the body with the key of its stream.
    pub(super) fn open(&self, key: &SealingKey) -> Result<Event, Error> {
        let damaged = |what| Error::Damaged { what, source: None };
        let Envelope {
            position,
            stream,
            seq,
            micros,
            codec,
            ..
        } = self.envelope;
        if codec != CODEC {
            return Err(damaged(
                "an entry is stored in a way that this version does not know",
            ));
        }
        let sealed = self
            .body
            .as_ref()
            .ok_or(damaged("an entry has lost its content"))?;
        let body = key
            .open(&seal::for_body(&self.envelope), sealed)
            .map_err(|_| damaged("an entry does not open"))?;
        Ok(Event {
            position,
            stream,
            seq,
            at: Timestamp::from_microsecond(micros)
                .map_err(|_| damaged("an entry's time is out of range"))?,
            body: body.to_vec(),
        })
    }
}

/// Reads a row with the columns of an event.
pub(super) fn stored(clinic: ClinicId, row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        envelope: Envelope {
            clinic,
            position: row.get::<_, i64>("position")?.cast_unsigned(),
            stream: StreamId::from_bytes(row.get("stream")?),
            seq: row.get::<_, i64>("seq")?.cast_unsigned(),
            micros: row.get("instant")?,
            codec: row.get("codec")?,
        },
        body: row.get("body")?,
    })
}

impl Scope<'_> {
    /// The events of a stream after a version, opened.
    pub(super) fn load(&self, stream: StreamId, after: u64) -> Result<Vec<Event>, Error> {
        let stored = self.stored(stream, after)?;
        if stored.is_empty() && !self.is_erased(stream)? {
            return Ok(Vec::new());
        }
        let mut places = stored.iter().zip(after + 1..);
        if !places.all(|(event, place)| event.envelope.seq == place) {
            return Err(Error::Damaged {
                what: "an entry of a record is missing",
                source: None,
            });
        }
        let key = self.key_of(stream)?.ok_or(Error::Erased(stream))?;
        stored.iter().map(|event| event.open(&key)).collect()
    }

    /// The events of a stream after a version, as stored.
    pub(super) fn stored(&self, stream: StreamId, after: u64) -> Result<Vec<Stored>, Error> {
        let mut select = self.conn.prepare_cached(
            "SELECT position, stream, seq, instant, codec, body FROM event
             WHERE clinic = ?1 AND stream = ?2 AND seq > ?3 ORDER BY seq",
        )?;
        let rows = select.query_map(
            params![
                self.clinic.as_bytes(),
                stream.as_bytes(),
                after.cast_signed()
            ],
            |row| stored(self.clinic, row),
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The `seq` of a stream's last event; 0 if it has none.
    pub(super) fn version(&self, stream: StreamId) -> Result<u64, Error> {
        let last: Option<i64> = self
            .conn
            .prepare_cached("SELECT max(seq) FROM event WHERE clinic = ?1 AND stream = ?2")?
            .query_row(params![self.clinic.as_bytes(), stream.as_bytes()], |row| {
                row.get(0)
            })?;
        Ok(last.map_or(0, i64::cast_unsigned))
    }

    /// The key of a stream; `None` if it has none, being new or erased.
    pub(super) fn key_of(&self, stream: StreamId) -> Result<Option<SealingKey>, Error> {
        let wrapped: Option<Vec<u8>> = self
            .conn
            .prepare_cached("SELECT wrapped FROM stream_key WHERE clinic = ?1 AND stream = ?2")?
            .query_row(params![self.clinic.as_bytes(), stream.as_bytes()], |row| {
                row.get(0)
            })
            .optional()?;
        wrapped
            .map(|wrapped| self.open_key(stream, &wrapped))
            .transpose()
    }

    /// Opens the key of a stream.
    pub(super) fn open_key(&self, stream: StreamId, wrapped: &[u8]) -> Result<SealingKey, Error> {
        self.keys
            .unwrap(self.clinic, stream, wrapped)
            .map_err(|_| Error::Damaged {
                what: "a record's key does not open",
                source: None,
            })
    }

    /// How many events there are, the last link, and the last event's instant.
    pub(super) fn tail(&self) -> Result<(u64, Link, Timestamp), Error> {
        let last: Option<(i64, [u8; 32], i64)> = self
            .conn
            .prepare_cached(
                "SELECT position, link, instant FROM event
                 WHERE clinic = ?1 ORDER BY position DESC LIMIT 1",
            )?
            .query_row([self.clinic.as_bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((position, link, micros)) = last else {
            return Ok((0, Link::start(self.clinic), Timestamp::UNIX_EPOCH));
        };
        let at = Timestamp::from_microsecond(micros).map_err(|_| Error::Damaged {
            what: "an entry's time is out of range",
            source: None,
        })?;
        Ok((position.cast_unsigned(), Link(link), at))
    }

    /// All streams that have a key.
    pub(super) fn streams(&self) -> Result<Vec<StreamId>, Error> {
        let mut select = self
            .conn
            .prepare_cached("SELECT stream FROM stream_key WHERE clinic = ?1 ORDER BY stream")?;
        let rows = select.query_map([self.clinic.as_bytes()], |row| {
            row.get(0).map(StreamId::from_bytes)
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
