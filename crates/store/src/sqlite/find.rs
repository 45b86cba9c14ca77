//! Finding: by name, by number, by what is due.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};

use super::{Scope, derived::day};
use crate::{
    DueLine, DueList, Error, Found, Matches, StreamId,
    fold::fold,
    tokens::{self, Token},
};

/// How many rows a search opens, if fewer are asked for: their order by name needs all that match. Whoever matches more
/// has to type more.
const CANDIDATES: usize = 256;

/// How many rows a search opens, however many are asked for.
const MOST: usize = 10_000;

/// How many words of a query are looked up; the rest are compared after opening.
const LOOKED_UP: usize = 6;

impl Scope<'_> {
    /// The derived row of a stream.
    pub(super) fn find(&self, stream: StreamId) -> Result<Option<Found>, Error> {
        let Some(key) = self.key_of(stream)? else {
            return Ok(None);
        };
        let row = self.index_of(stream, &key)?;
        Ok(row.map(|(version, index)| Found {
            stream,
            version,
            index,
        }))
    }

    /// The stream with a patient number.
    pub(super) fn find_number(&self, number: &str) -> Result<Option<Found>, Error> {
        let token = tokens::of_number(self.keys, number);
        let stream = self
            .conn
            .prepare_cached("SELECT stream FROM number_token WHERE clinic = ?1 AND token = ?2")?
            .query_row(params![self.clinic.as_bytes(), token], |row| {
                row.get(0).map(StreamId::from_bytes)
            })
            .optional()?;
        let Some(stream) = stream else {
            return Ok(None);
        };
        match self.find(stream)? {
            Some(found) if found.index.number == number => Ok(Some(found)),
            _ => Err(Error::Damaged {
                what: "the search by number leads to another record",
                source: None,
            }),
        }
    }

    /// The patients whose names have words that begin with every typed word.
    pub(super) fn search(&self, typed: &str, limit: usize) -> Result<Matches, Error> {
        let words = fold(typed);
        if words.is_empty() {
            return Ok(Matches::default());
        }
        let most = limit.clamp(CANDIDATES, MOST);
        let mut matches = Matches::default();
        let (sql, tokens) = self.candidates(&words, most + 1);
        let mut select = self.conn.prepare_cached(&sql)?;
        let clinic = self.clinic.as_bytes();
        let values = std::iter::once(clinic).chain(&tokens);
        let mut rows = select.query(params_from_iter(values))?;
        let mut candidates = 0;
        while let Some(row) = rows.next()? {
            candidates += 1;
            if candidates > most {
                matches.more = true;
                break;
            }
            let stream = StreamId::from_bytes(row.get(0)?);
            match self.opened(stream, row) {
                Ok(Some(found)) if tokens::matches(&words, &found.index) => {
                    matches.found.push(found);
                }
                Ok(Some(_)) => {}
                Ok(None) | Err(Error::Damaged { .. }) => matches.unreadable.push(stream),
                Err(other) => return Err(other),
            }
        }
        matches
            .found
            .sort_by_cached_key(|found| (fold(&found.index.name), found.index.number.clone()));
        matches.more |= matches.found.len() > limit;
        matches.found.truncate(limit);
        Ok(matches)
    }

    /// The query, and its tokens, for the streams that have the tokens of all words, by id, each with what is needed to
    /// open its row. The longest word leads, being the rarest as a rule.
    fn candidates(&self, words: &[String], limit: usize) -> (String, Vec<Token>) {
        let mut words: Vec<&String> = words.iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words.dedup();
        // A first letter typed behind another word must not hide what that word finds.
        if words.iter().any(|word| tokens::is_selective(word)) {
            words.retain(|word| tokens::is_selective(word));
        }
        words.truncate(LOOKED_UP);
        let mut sql = String::from(
            "SELECT stream, wrapped, version, sealed FROM
             (SELECT clinic, stream FROM name_token AS led WHERE clinic = ? AND token = ?",
        );
        for _ in words.iter().skip(1) {
            sql.push_str(
                " AND EXISTS (SELECT 1 FROM name_token
                  WHERE clinic = led.clinic AND token = ? AND stream = led.stream)",
            );
        }
        sql.push_str(" ORDER BY stream LIMIT ");
        sql.push_str(&limit.to_string());
        sql.push_str(
            ") LEFT JOIN stream_key USING (clinic, stream) LEFT JOIN derived USING (clinic, stream)",
        );
        let tokens = words
            .iter()
            .map(|word| tokens::of_query(self.keys, word))
            .collect();
        (sql, tokens)
    }

    /// Opens a row of a search, as [`Scope::find`] does.
    fn opened(&self, stream: StreamId, row: &Row<'_>) -> Result<Option<Found>, Error> {
        let blob = |place| -> Result<Option<&[u8]>, Error> {
            let value = row.get_ref(place)?.as_blob_or_null();
            value.map_err(|_| Error::Damaged {
                what: "a derived row is of another kind",
                source: None,
            })
        };
        let version: Option<i64> = row.get(2)?;
        let (Some(wrapped), Some(version), Some(sealed)) = (blob(1)?, version, blob(3)?) else {
            return Ok(None);
        };
        let version = version.cast_unsigned();
        let key = self.open_key(stream, wrapped)?;
        Ok(Some(Found {
            stream,
            version,
            index: self.open_index(stream, &key, version, sealed)?,
        }))
    }

    /// What is due on this day or before.
    pub(super) fn due(&self, until: Date) -> Result<DueList, Error> {
        let mut select = self.conn.prepare_cached(
            "SELECT DISTINCT stream FROM due WHERE clinic = ?1 AND day <= ?2 ORDER BY stream",
        )?;
        let streams = select
            .query_map(params![self.clinic.as_bytes(), day(until)], |row| {
                row.get(0).map(StreamId::from_bytes)
            })?
            .collect::<Result<Vec<_>, _>>()?;
        let mut list = DueList::default();
        for stream in streams {
            match self.find(stream) {
                Ok(Some(found)) => {
                    let due = found.index.due.iter().filter(|due| due.on <= until);
                    list.lines.extend(due.map(|due| DueLine {
                        due: due.clone(),
                        found: found.clone(),
                    }));
                }
                Ok(None) | Err(Error::Damaged { .. }) => list.unreadable.push(stream),
                Err(other) => return Err(other),
            }
        }
        list.lines.sort_by(|a, b| {
            let order = |line: &DueLine| (line.due.kind, line.due.on);
            order(a)
                .cmp(&order(b))
                .then_with(|| a.found.index.number.cmp(&b.found.index.number))
        });
        Ok(list)
    }
}
