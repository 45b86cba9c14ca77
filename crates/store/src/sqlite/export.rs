//! Export: the history in a form that needs neither this program nor SQLite.

use std::io::Write;

use jiff::Timestamp;
use rusqlite::params;

use super::{
    Scope,
    load::{Stored, stored},
};
use crate::{Error, StreamId};

impl Scope<'_> {
    /// One line of JSON an event: `{"at":…,"body":…,"position":…,"seq":…,"stream":…}`.
    pub(super) fn export(&self, only: Option<StreamId>, out: &mut dyn Write) -> Result<u64, Error> {
        let mut select = self.conn.prepare(
            "SELECT position, stream, seq, instant, codec, body FROM event
             WHERE clinic = ?1 AND (?2 IS NULL OR stream = ?2) ORDER BY position",
        )?;
        let only = only.map(|stream| *stream.as_bytes());
        let mut rows = select.query(params![self.clinic.as_bytes(), only])?;
        let mut lines = 0;
        while let Some(row) = rows.next()? {
            let line = self.line(&stored(self.clinic, row)?)?;
            out.write_all(line.as_bytes())
                .map_err(|e| Error::File("the export", e))?;
            lines += 1;
        }
        Ok(lines)
    }

    fn line(&self, event: &Stored) -> Result<String, Error> {
        let envelope = &event.envelope;
        let body = match self.key_of(envelope.stream)? {
            Some(key) => String::from_utf8(event.open(&key)?.body).map_err(|_| Error::Damaged {
                what: "an entry is not text",
                source: None,
            })?,
            None => "null".to_owned(),
        };
        let at = Timestamp::from_microsecond(envelope.micros).map_err(|_| Error::Damaged {
            what: "an entry's time is out of range",
            source: None,
        })?;
        Ok(format!(
            "{{\"at\":\"{at}\",\"body\":{body},\"position\":{},\"seq\":{},\"stream\":\"{}\"}}\n",
            envelope.position, envelope.seq, envelope.stream
        ))
    }
}
