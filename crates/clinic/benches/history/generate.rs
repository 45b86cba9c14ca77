//! A clinic with as many patients as wanted. A few are treated through the clinic's own use cases; the others get their
//! histories, each with a name, a birth date and keys of its own.

use std::{collections::BTreeMap, path::Path};

use fastrand::Rng;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, date},
};
use plinth_clinic::{About, Clinic, Founded, Lead, Setup, SignedIn};
use plinth_core::{
    answer::Answers,
    clinic::{NumberEvent, NumberGiven},
    index::Index,
    name::PersonId,
    number::PatientNumber,
    record::{
        Record,
        command::{Act, Adjust, Assign, Change},
        entry::{Entry, Kinded, Seq, entries},
        event::{ConsentForm, Details, Event, Measure, NoteFor, PrintNeeds, Sides},
    },
};
use plinth_figure::person::Chosen;
use plinth_pack::answers::{self, Format};
use plinth_store::{
    Append, ClinicKey, NewEvent, SqliteStore, Store, StreamId, codec, fold,
    keyfile::{self, KeyFile},
};

use crate::names;

/// The day on which the generated clinic begins.
const FIRST_DAY: Date = date(2026, 3, 2);
const ZONE: &str = "Etc/UTC";
/// How many records have a long history: one in a hundred.
pub(crate) const LONG_EVERY: u32 = 100;
/// Events of a long history.
const LONG: u32 = 100;
/// Patients that are imported in one transaction.
const CHUNK: u32 = 2_000;

/// A history to be given to many.
struct Template {
    registered: Entry<Event>,
    /// What follows the registration, as it is stored.
    rest: Vec<NewEvent>,
    index: Index,
}

/// Makes the clinic in an empty folder.
pub(crate) fn clinic(home: &Path, patients: u32) {
    let (mut clinic, lead) = found(home);
    let (number, short) = treat(&mut clinic, &lead, "Ilka Short", 11);
    let (_, long) = treat(&mut clinic, &lead, "Bodo Long", LONG);
    drop(clinic);

    let mut store = SqliteStore::open(home, &key(home)).unwrap();
    let mut rng = Rng::with_seed(1);
    let bar = ProgressBar::new(patients.into()).with_style(
        ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len} patients, {eta} left")
            .unwrap(),
    );
    let own = store.clinic().numbers();
    let mut seq = Seq(number.count() + 1);
    let who = short.registered.who.clone();
    let mut next = number.count() + 2;
    let last = next + patients.saturating_sub(2);
    while next < last {
        let chunk = next..last.min(next + CHUNK);
        let numbers = chunk.clone().map(|count| {
            NumberEvent::from(NumberGiven {
                number: PatientNumber::new(count),
            })
        });
        let given = entries(
            seq,
            short.registered.at,
            ZONE,
            FIRST_DAY,
            &who,
            numbers.collect(),
        );
        let given = Append {
            stream: own,
            expected: seq.0.into(),
            events: stored(&given),
            index: None,
        };
        seq = seq.after(chunk.end - chunk.start);
        let patients = chunk.clone().map(|count| {
            let template = if count.is_multiple_of(LONG_EVERY) {
                &long
            } else {
                &short
            };
            template.patient(count, &mut rng)
        });
        store
            .bulk_import(std::iter::once(given).chain(patients), |_| {})
            .unwrap();
        store.idle().unwrap();
        bar.inc(chunk.len() as u64);
        next = chunk.end;
    }
    bar.finish();
}

/// The clinic's key, from its file.
pub(crate) fn key(home: &Path) -> ClinicKey {
    match keyfile::read(home).unwrap() {
        KeyFile::Open(_, key) => key,
        KeyFile::Locked(_) => unreachable!("it was made without a passphrase"),
    }
}

impl Template {
    /// The history as that of another patient.
    fn patient(&self, count: u32, rng: &mut Rng) -> Append {
        let number = PatientNumber::new(count);
        let (given, family) = names::name(rng);
        let name = format!("{given} {family}");
        let born = date(1930, 1, 1).saturating_add(rng.i64(0..30_000).days());
        let mut registered = self.registered.clone();
        if let Event::PatientRegistered(event) = &mut registered.event {
            event.number = number;
            event.details.name.clone_from(&name);
            event.details.born = born;
        }
        let mut words = fold::fold(&name);
        words.sort();
        // As if one patient came every five minutes, for years.
        let at = registered.at - SignedDuration::from_mins(5 * i64::from(u32::MAX / 1_000 - count));
        let mut events = stored(&[registered]);
        events.extend(self.rest.iter().cloned());
        Append {
            stream: StreamId::generate(at).unwrap(),
            expected: 0,
            events,
            index: Some(Index {
                number: number.to_string(),
                name,
                born,
                words,
                ..self.index.clone()
            }),
        }
    }
}

fn found(home: &Path) -> (Clinic, SignedIn) {
    let setup = Setup {
        clinic: About {
            name: "Example Clinic".into(),
            address: "1 Example Road".into(),
            phone: "0100 000000".into(),
            hours: "Mon-Fri 8-18".into(),
            out_of_hours: "Call the out-of-hours service".into(),
            country: "GB".into(),
            emergency_number: "999".into(),
            emergency_number_again: "999".into(),
            emergency_place: "A&E".into(),
            zone: ZONE.into(),
        },
        lead: Lead {
            id: PersonId::new("lead").unwrap(),
            name: "Lead of the Example".into(),
            registration: "PH000000".into(),
        },
        figures: Chosen::default(),
    };
    let now: Timestamp = FIRST_DAY.at(9, 0, 0, 0).in_tz(ZONE).unwrap().timestamp();
    let clock = Box::new(move || now);
    let passphrase = "a passphrase for nothing".to_owned().into();
    let Founded { clinic, lead, .. } =
        Clinic::found(home, setup, true, &passphrase, None, clock).unwrap();
    (clinic, lead)
}

/// Treats one patient until the record has so many events.
fn treat(clinic: &mut Clinic, by: &SignedIn, name: &str, events: u32) -> (PatientNumber, Template) {
    let details = Details {
        name: name.to_owned(),
        other_names: Vec::new(),
        born: date(1988, 1, 1),
        phone: Some("0100 000001".into()),
        language: "en".into(),
        print: PrintNeeds::default(),
    };
    let (number, changed) = clinic.register(by, &details, &[]).unwrap();
    let mut history = changed.entries;
    let (pack, answers) = clear(clinic);
    let consent = Act::Consent {
        form: ConsentForm::Spoken,
        to: "assessment and treatment".into(),
    };
    let screen = Act::Screen {
        pack,
        answers,
        asked_on: BTreeMap::new(),
    };
    let assign = Act::Assign(Assign {
        program: None,
        phase: None,
        items: None,
        sides: Some(Sides::Left),
        review_on: None,
        reason: None,
    });
    let goal = Act::Goal {
        words: "sit through a film".into(),
        now: Some(4),
    };
    let mut record = Record::default();
    for act in [consent, screen, assign, goal] {
        let changed = clinic.change(by, number, None, act).unwrap();
        history.extend(changed.entries);
        record = changed.record;
    }
    while record.seq < Seq(events) {
        let act = if record.seq.0.is_multiple_of(2) {
            pain(record.seq)
        } else {
            note()
        };
        let changed = clinic.change(by, number, None, act).unwrap();
        history.extend(changed.entries);
        record = changed.record;
    }
    let index = record.index().unwrap();
    let registered = history.remove(0);
    (
        number,
        Template {
            registered,
            rest: stored(&history),
            index,
        },
    )
}

fn pain(seq: Seq) -> Act {
    Act::Measure(Measure {
        instrument: "nprs-leg-worst".parse().unwrap(),
        version: None,
        value: i64::from(seq.0 % 10).into(),
        unit: "of 10".into(),
        side: None,
        taken_on: FIRST_DAY,
    })
}

fn note() -> Act {
    Act::Adjust(Adjust {
        change: Change::Note {
            reader: NoteFor::Staff,
            exercise: None,
            text: "Sitting is easier in the morning; walked to the shop and back twice without a rest.".into(),
        },
        reason: String::new(),
    })
}

/// The embedded pack, and answers with which nothing is found, from its own cases.
fn clear(clinic: &Clinic) -> (String, Answers) {
    let cases = &plinth_clinic::embedded()["cases/base.toml"];
    let cases: toml::Table = std::str::from_utf8(cases).unwrap().parse().unwrap();
    let mut answers = cases["base"]["clear"].clone();
    // The record has it.
    answers.as_table_mut().unwrap().remove("date-of-birth");
    let text = serde_json::json!({ "answers": answers }).to_string();
    let (digest, content) = clinic.library().packs().unwrap().pop_first().unwrap();
    let file = answers::read(
        "answers",
        &text,
        Format::Json,
        &content.questions,
        FIRST_DAY,
    )
    .unwrap();
    (digest.clone(), file.answers)
}

fn stored<E: Kinded + serde::Serialize>(entries: &[Entry<E>]) -> Vec<NewEvent> {
    entries
        .iter()
        .map(|entry| NewEvent {
            at: entry.at,
            body: codec::canonical(entry).unwrap(),
        })
        .collect()
}
