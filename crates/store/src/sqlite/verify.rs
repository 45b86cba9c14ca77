//! Verification: everything stored is gone through, and everything wrong is reported.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row, ToSql, params};

use super::{
    Scope,
    derived::Entries,
    load::{self, Stored},
};
use crate::{
    Derive, Derived, Error, Event, Head, Link, Problem, Report, StreamId, chain::body_hash,
    seal::SealingKey,
};

/// A verification under way.
struct Check<'a> {
    scope: &'a Scope<'a>,
    derive: Derive<'a>,
    erased: BTreeSet<StreamId>,
    report: Report,
    /// How many entries each search should have.
    names: u64,
    numbers: u64,
    due: u64,
    rows: u64,
}

impl Scope<'_> {
    pub(super) fn verify(&self, derive: Derive<'_>) -> Result<Report, Error> {
        let mut check = Check {
            scope: self,
            derive,
            erased: BTreeSet::new(),
            report: Report::default(),
            names: 0,
            numbers: 0,
            due: 0,
            rows: 0,
        };
        check.part("erasures", Check::erasures)?;
        check.part("file", Check::structure)?;
        check.part("chain", Check::chain)?;
        check.part("records", Check::streams)?;
        check.part("derived rows", Check::surplus)?;
        Ok(check.report)
    }

    /// Compares with a head that was kept apart.
    pub(super) fn verify_against(&self, head: &Head) -> Result<Option<Problem>, Error> {
        if head.clinic != self.clinic || !head.is_signed_by(self.keys) {
            return Ok(Some(Problem::HeadForeign));
        }
        let (count, _, _) = self.tail()?;
        if count < head.count {
            return Ok(Some(Problem::TailGone {
                count,
                lost: head.count - count,
                until: head.at,
            }));
        }
        let link = if head.count == 0 {
            Some(Link::start(self.clinic))
        } else {
            self.conn
                .prepare_cached("SELECT link FROM event WHERE clinic = ?1 AND position = ?2")?
                .query_row(
                    params![self.clinic.as_bytes(), head.count.cast_signed()],
                    |row| row.get(0).map(Link),
                )
                .optional()?
        };
        let differs = link != Some(head.link);
        Ok(differs.then_some(Problem::HeadDiffers {
            position: head.count,
        }))
    }
}

impl Check<'_> {
    /// Goes through one part. Damage that ends it early is reported, and the next part goes on.
    fn part(
        &mut self,
        part: &'static str,
        work: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match work(self) {
            Err(Error::Damaged { .. } | Error::NotAStore(_) | Error::Disk(_)) => {
                self.found(Problem::Structure { part });
                Ok(())
            }
            other => other,
        }
    }

    fn found(&mut self, problem: Problem) {
        self.report.problems.push(problem);
    }

    fn erasures(&mut self) -> Result<(), Error> {
        let erasures = self.scope.erasures()?;
        self.erased = erasures.iter().map(|erasure| erasure.stream).collect();
        Ok(())
    }

    fn structure(&mut self) -> Result<(), Error> {
        let sound: String = self
            .scope
            .conn
            .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if sound != "ok" {
            self.found(Problem::Structure { part: "file" });
        }
        Ok(())
    }

    fn chain(&mut self) -> Result<(), Error> {
        let clinic = self.scope.clinic;
        let mut select = self.scope.conn.prepare(
            "SELECT position, stream, seq, instant, codec, body, body_hash, link FROM event
             WHERE clinic = ?1 ORDER BY position",
        )?;
        let mut rows = select.query([clinic.as_bytes()])?;
        let mut expected = 1;
        let mut before = Some(Link::start(clinic));
        while let Some(row) = rows.next()? {
            let Ok((event, hash, link)) = self.chained(row) else {
                self.found(Problem::Link { position: expected });
                self.report.events += 1;
                expected += 1;
                before = None;
                continue;
            };
            let position = event.envelope.position;
            if position != expected {
                self.found(Problem::Gap {
                    expected,
                    found: position,
                });
            }
            match &event.body {
                Some(body) if body_hash(body) != hash => self.found(Problem::Body { position }),
                None if !self.erased.contains(&event.envelope.stream) => {
                    self.found(Problem::BodyGone { position });
                }
                _ => {}
            }
            if before.is_some_and(|before| before.next(&event.envelope, &hash) != link) {
                self.found(Problem::Link { position });
            }
            before = Some(link);
            expected = position.saturating_add(1);
            self.report.events += 1;
        }
        Ok(())
    }

    fn chained(&self, row: &Row<'_>) -> rusqlite::Result<(Stored, [u8; 32], Link)> {
        let event = load::stored(self.scope.clinic, row)?;
        Ok((event, row.get("body_hash")?, Link(row.get("link")?)))
    }

    fn streams(&mut self) -> Result<(), Error> {
        let mut next = self.scope.conn.prepare(
            "SELECT stream FROM event WHERE clinic = ?1 AND stream > ?2 ORDER BY stream LIMIT 1",
        )?;
        let mut after: Vec<u8> = Vec::new();
        let mut events = 0;
        loop {
            let row: Option<Vec<u8>> = next
                .query_row(params![self.scope.clinic.as_bytes(), after], |row| {
                    row.get(0)
                })
                .optional()?;
            let Some(id) = row else { break };
            if let Ok(bytes) = id.as_slice().try_into() {
                events += self.stream(StreamId::from_bytes(bytes))?;
            } else {
                self.found(Problem::Structure { part: "records" });
            }
            after = id;
        }
        if events != self.report.events {
            self.found(Problem::Count {
                by_stream: events,
                by_position: self.report.events,
            });
        }
        Ok(())
    }

    /// Checks one stream, and says how many events it has.
    fn stream(&mut self, stream: StreamId) -> Result<u64, Error> {
        let stored = match self.scope.stored(stream, 0) {
            Err(Error::Damaged { source: None, .. }) => {
                self.found(Problem::Unopened { stream });
                return Ok(0);
            }
            other => other?,
        };
        for (event, expected) in stored.iter().zip(1..) {
            let found = event.envelope.seq;
            if found != expected {
                self.found(Problem::StreamGap {
                    stream,
                    expected,
                    found,
                });
                break;
            }
        }
        if !self.erased.contains(&stream) {
            match self.open(stream, &stored)? {
                Some((key, events)) => {
                    self.report.streams += 1;
                    self.derived(stream, &key, &events)?;
                }
                None => self.found(Problem::Unopened { stream }),
            }
        }
        Ok(stored.len() as u64)
    }

    fn open(
        &self,
        stream: StreamId,
        stored: &[Stored],
    ) -> Result<Option<(SealingKey, Vec<Event>)>, Error> {
        let key = match self.scope.key_of(stream) {
            Err(Error::Damaged { source: None, .. }) => None,
            other => other?,
        };
        Ok(key.and_then(|key| {
            let events: Result<_, Error> = stored.iter().map(|event| event.open(&key)).collect();
            Some((key, events.ok()?))
        }))
    }

    /// Compares the derived rows of a stream with those made anew.
    fn derived(
        &mut self,
        stream: StreamId,
        key: &SealingKey,
        events: &[Event],
    ) -> Result<(), Error> {
        let index = (self.derive)(stream, events);
        let entries = Entries::of(self.scope.keys, index.as_ref());
        let version = events.last().map_or(0, |event| event.seq);
        let row = match self.scope.index_of(stream, key) {
            Err(Error::Damaged { source: None, .. }) => None,
            other => Some(other?),
        };
        self.rows += u64::from(index.is_some());
        self.names += entries.names.len() as u64;
        self.numbers += u64::from(entries.number.is_some());
        self.due += entries.due.len() as u64;

        let clinic = self.scope.clinic.as_bytes();
        let id = stream.as_bytes();
        let (mut names, mut number, mut due) = (true, true, true);
        for token in &entries.names {
            names &= self.exists("name_token", "token", params![clinic, token, id])?;
        }
        if let Some(token) = &entries.number {
            number = self.exists("number_token", "token", params![clinic, token, id])?;
        }
        for day in &entries.due {
            due &= self.exists("due", "day", params![clinic, day, id])?;
        }
        let same = [
            (
                Derived::Index,
                row == Some(index.map(|index| (version, index))),
            ),
            (Derived::Names, names),
            (Derived::Number, number),
            (Derived::Due, due),
        ];
        for (what, _) in same.into_iter().filter(|(_, same)| !same) {
            self.found(Problem::Derived { stream, what });
        }
        Ok(())
    }

    fn exists(&self, table: &str, column: &str, row: &[&dyn ToSql]) -> Result<bool, Error> {
        let sql =
            format!("SELECT 1 FROM {table} WHERE clinic = ?1 AND {column} = ?2 AND stream = ?3");
        Ok(self.scope.conn.prepare_cached(&sql)?.exists(row)?)
    }

    /// Each entry that should be there was looked for, so any more than those belong to nobody; unless a stream did not
    /// open, and cannot say which are its own.
    fn surplus(&mut self) -> Result<(), Error> {
        let unopened = |problem: &Problem| matches!(problem, Problem::Unopened { .. });
        if self.report.problems.iter().any(unopened) {
            return Ok(());
        }
        for (table, what, expected) in [
            ("derived", Derived::Index, self.rows),
            ("name_token", Derived::Names, self.names),
            ("number_token", Derived::Number, self.numbers),
            ("due", Derived::Due, self.due),
        ] {
            let sql = format!("SELECT count(*) FROM {table} WHERE clinic = ?1");
            let count: i64 =
                self.scope
                    .conn
                    .query_row(&sql, [self.scope.clinic.as_bytes()], |row| row.get(0))?;
            let surplus = count.cast_unsigned().saturating_sub(expected);
            if surplus > 0 {
                self.found(Problem::Surplus { what, surplus });
            }
        }
        Ok(())
    }
}
