//! Erasing: a stream's key, bodies and derived rows go; envelopes, hashes and the chain stay.

use jiff::Timestamp;
use rusqlite::params;

use super::{Scope, SqliteStore};
use crate::{Erasure, Error, StreamId};

impl SqliteStore {
    pub(super) fn erase_stream(&mut self, stream: StreamId, at: Timestamp) -> Result<(), Error> {
        if stream == self.clinic.stream() {
            return Err(Error::NotErasable);
        }
        self.write(|scope| scope.erase(stream, at))?;
        // What was freed is overwritten in the file (see `secure_delete`); the log still has it until it is emptied.
        Ok(self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }
}

impl Scope<'_> {
    fn erase(&self, stream: StreamId, at: Timestamp) -> Result<(), Error> {
        if self.forget_derived(stream).is_err() {
            // A row that does not open cannot say what it is found by, so every row is looked at.
            for table in ["derived", "name_token", "number_token", "due"] {
                let sql = format!("DELETE FROM {table} WHERE clinic = ?1 AND stream = ?2");
                self.conn
                    .execute(&sql, params![self.clinic.as_bytes(), stream.as_bytes()])?;
            }
        }
        for sql in [
            "DELETE FROM stream_key WHERE clinic = ?1 AND stream = ?2",
            "UPDATE event SET body = NULL WHERE clinic = ?1 AND stream = ?2",
        ] {
            self.conn
                .execute(sql, params![self.clinic.as_bytes(), stream.as_bytes()])?;
        }
        self.conn.execute(
            "INSERT INTO erasure (clinic, stream, instant) VALUES (?1, ?2, ?3)
             ON CONFLICT (clinic, stream) DO NOTHING",
            params![
                self.clinic.as_bytes(),
                stream.as_bytes(),
                at.as_microsecond()
            ],
        )?;
        Ok(())
    }

    fn forget_derived(&self, stream: StreamId) -> Result<(), Error> {
        match self.key_of(stream)? {
            Some(key) => self.replace_derived(stream, 0, &key, None),
            None => Ok(()),
        }
    }

    /// Whether a stream is on the list of erasures.
    pub(super) fn is_erased(&self, stream: StreamId) -> Result<bool, Error> {
        let row = params![self.clinic.as_bytes(), stream.as_bytes()];
        Ok(self
            .conn
            .prepare_cached("SELECT 1 FROM erasure WHERE clinic = ?1 AND stream = ?2")?
            .exists(row)?)
    }

    /// All erasures, by stream.
    pub(super) fn erasures(&self) -> Result<Vec<Erasure>, Error> {
        let mut select = self.conn.prepare_cached(
            "SELECT stream, instant FROM erasure WHERE clinic = ?1 ORDER BY stream",
        )?;
        let rows = select.query_map([self.clinic.as_bytes()], |row| {
            Ok((StreamId::from_bytes(row.get(0)?), row.get(1)?))
        })?;
        rows.map(|row| {
            let (stream, micros) = row?;
            let at = Timestamp::from_microsecond(micros).map_err(|_| Error::Damaged {
                what: "an erasure's time is out of range",
                source: None,
            })?;
            Ok(Erasure { stream, at })
        })
        .collect()
    }
}
