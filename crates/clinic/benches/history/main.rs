//! Committing, opening and finding in a clinic with many patients.
//!
//! `cargo bench -p plinth-clinic --bench history -- [--patients N] [--home DIR] [--strict]`: the clinic is generated in a
//! folder that is removed afterwards, or in `DIR`, where it stays and is used again.
#![allow(clippy::unwrap_used, reason = "a benchmark has nobody to tell")]

mod generate;
mod names;
#[path = "../../../../tests/benches/ratio.rs"]
mod ratio;

use std::{
    fs::OpenOptions,
    io::Write,
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use fastrand::Rng;
use jiff::Timestamp;
use plinth_clinic::Clinic;
use plinth_core::number::PatientNumber;
use plinth_store::{Append, DATABASE, NewEvent, SqliteStore, Store, codec};
use ratio::{At, Row, Table};
use rusqlite::{Connection, OpenFlags, params};

fn main() -> ExitCode {
    let option = |name: &str| {
        std::env::args()
            .skip_while(|argument| argument != name)
            .nth(1)
    };
    let patients: u32 = option("--patients").map_or(20_000, |count| count.parse().unwrap());
    let temporary = tempfile::tempdir().unwrap();
    let home = option("--home").map_or(temporary.path().to_owned(), Into::into);
    if !home.join(DATABASE).exists() {
        let ((), taken) = timed(|| generate::clinic(&home, patients));
        println!("generated {patients} patients in {taken:.0?}");
    }
    let mut many = Many::open(&home);
    let mut table = Table::default();
    many.commit(&mut table);
    many.open_records(&mut table);
    many.find(&mut table);
    table.finish()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

/// A clinic with many patients.
struct Many<'a> {
    home: &'a Path,
    store: SqliteStore,
    patients: u32,
    rng: Rng,
}

impl<'a> Many<'a> {
    fn open(home: &'a Path) -> Self {
        let store = SqliteStore::open(home, &generate::key(home)).unwrap();
        // The last number given is how many patients there are.
        let given = store.version(store.clinic().numbers()).unwrap();
        let patients = u32::try_from(given).unwrap();
        let events = store.head().unwrap().count;
        let size = home.join(DATABASE).metadata().unwrap().len() / 1_000_000;
        println!("{patients} patients, {events} events, {size} MB");
        Self {
            home,
            store,
            patients,
            rng: Rng::with_seed(2),
        }
    }

    fn any_number(&mut self) -> PatientNumber {
        PatientNumber::new(self.rng.u32(1..=self.patients))
    }

    fn any_long(&mut self) -> PatientNumber {
        let last = self.patients / generate::LONG_EVERY;
        PatientNumber::new(self.rng.u32(1..=last) * generate::LONG_EVERY)
    }

    fn commit(&mut self, table: &mut Table) {
        let body = self.a_body();
        let mut raw = OpenOptions::new()
            .append(true)
            .create(true)
            .open(self.home.join("raw-append"))
            .unwrap();
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for n in 0..2_000 {
            let number = self.any_number();
            let found = self
                .store
                .find_number(&number.to_string())
                .unwrap()
                .unwrap();
            let bytes = [&body[..], &codec::canonical(&found.index).unwrap()].concat();
            // Nothing is changed that was not opened before.
            self.store.load(found.stream).unwrap();
            let append = Append {
                stream: found.stream,
                expected: found.version,
                events: vec![NewEvent {
                    at: Timestamp::now(),
                    body: body.clone(),
                }],
                index: Some(found.index),
            };
            ours.push(timed(|| self.store.append(&[append]).unwrap()).1);
            theirs.push(
                timed(|| {
                    raw.write_all(&bytes).unwrap();
                    raw.sync_data().unwrap();
                })
                .1,
            );
            // As a server does when nobody is waiting.
            if n % 100 == 0 {
                self.store.idle().unwrap();
            }
        }
        std::fs::remove_file(self.home.join("raw-append")).unwrap();
        let row = Row {
            what: "commit of one event with its derived rows",
            against: "append + fdatasync of the same bytes",
            at: At::P50,
            bound: Some(1.25),
        };
        table.row(row, ours.clone(), theirs.clone());
        table.row(
            Row {
                at: At::P99,
                bound: None,
                ..row
            },
            ours,
            theirs,
        );
    }

    /// The body of a note, from a record that has one.
    fn a_body(&self) -> Vec<u8> {
        let number = PatientNumber::new(2).to_string();
        let stream = self.store.find_number(&number).unwrap().unwrap().stream;
        let mut events = self.store.load(stream).unwrap();
        events.pop().unwrap().body
    }

    fn open_records(&mut self, table: &mut Table) {
        let (clinic, taken) =
            timed(|| Clinic::open(self.home, &|| None, plinth_clinic::system_clock()).unwrap());
        println!("opened the clinic in {taken:.1?}");
        let plain =
            Connection::open_with_flags(self.home.join(DATABASE), OpenFlags::SQLITE_OPEN_READ_ONLY)
                .unwrap();
        plain.pragma_update(None, "cache_size", -64 * 1024).unwrap();
        let own = self.store.clinic();
        let read = |number: PatientNumber, store: &SqliteStore| {
            let stream = store
                .find_number(&number.to_string())
                .unwrap()
                .unwrap()
                .stream;
            timed(|| rows(&plain, own.as_bytes(), stream.as_bytes())).1
        };
        let (mut opened, mut loaded, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..1_000 {
            let (a, b, c) = (self.any_long(), self.any_long(), self.any_long());
            opened.push(timed(|| clinic.patient(a).unwrap()).1);
            let stream = self
                .store
                .find_number(&b.to_string())
                .unwrap()
                .unwrap()
                .stream;
            loaded.push(timed(|| self.store.load(stream).unwrap()).1);
            theirs.push(read(c, &self.store));
        }
        let row = Row {
            what: "finding by number, opening and folding a record of 100 events",
            against: "reading 100 such rows",
            at: At::P99,
            bound: Some(2.0),
        };
        table.row(row, opened.clone(), theirs.clone());
        table.row(
            Row {
                at: At::P50,
                bound: None,
                ..row
            },
            opened,
            theirs.clone(),
        );
        let row = Row {
            what: "reading and opening 100 sealed events",
            bound: None,
            ..row
        };
        table.row(row, loaded.clone(), theirs.clone());
        table.row(Row { at: At::P50, ..row }, loaded, theirs);
    }

    fn find(&mut self, table: &mut Table) {
        type Query = fn(&str, &str) -> String;
        let queries: [(&'static str, Query); 4] = [
            ("find by given and family name", |given, family| {
                format!("{given} {family}")
            }),
            ("find by family name", |_, family| family.to_owned()),
            ("find by the beginning of a family name", |_, family| {
                family[..4].to_owned()
            }),
            ("find by the beginnings of both names", |given, family| {
                format!("{} {}", &given[..2], &family[..3])
            }),
        ];
        let (mut all, mut exact) = (Vec::new(), Vec::new());
        for (what, query) in queries {
            let (mut ours, mut theirs, mut hits) = (Vec::new(), Vec::new(), 0);
            for _ in 0..500 {
                let (given, family) = names::name(&mut self.rng);
                let typed = query(given, &family);
                let (matches, taken) = timed(|| self.store.search(&typed, 50).unwrap());
                hits += matches.found.len();
                ours.push(taken);
                let number = self.any_number().to_string();
                theirs.push(timed(|| self.store.find_number(&number).unwrap()).1);
            }
            println!("{what}: {} found on average", hits / 500);
            let row = Row {
                what,
                against: "look-up by number",
                at: At::P99,
                bound: None,
            };
            table.row(Row { at: At::P50, ..row }, ours.clone(), theirs.clone());
            table.row(row, ours.clone(), theirs.clone());
            all.extend(ours);
            exact.extend(theirs);
        }
        let row = Row {
            what: "find by name",
            against: "look-up by number",
            at: At::P99,
            bound: Some(20.0),
        };
        table.row(row, all, exact);
    }
}

/// The rows of a record as they lie in the file, sealed and not opened.
fn rows(plain: &Connection, clinic: &[u8; 16], stream: &[u8; 16]) -> usize {
    let mut select = plain
        .prepare_cached(
            "SELECT position, stream, seq, instant, codec, body FROM event
             WHERE clinic = ?1 AND stream = ?2 ORDER BY seq",
        )
        .unwrap();
    let rows = select
        .query_map(params![clinic, stream], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, [u8; 16]>(1)?,
                row.get::<_, i64>(2)?,
                row.get::<_, i64>(3)?,
                row.get::<_, u16>(4)?,
                row.get::<_, Vec<u8>>(5)?,
            ))
        })
        .unwrap();
    rows.collect::<Result<Vec<_>, _>>().unwrap().len()
}
