//! Registering and finding patients.

use jiff::civil::Date;
use plinth_core::{
    clinic::{NumberEvent, NumberGiven},
    index::Due,
    number::PatientNumber,
    record::{
        Record,
        command::{Act, Command},
        decide,
        entry::{Seq, entries},
        event::Details,
    },
};
use plinth_store::{Found, Store, StreamId, fold};

use crate::{
    Changed, Clinic, Problem, SignedIn,
    change::{self, Prepared, TRIES},
};

/// Records that a search shows at most.
const MOST: usize = 50;

/// A patient who was found. Nothing opens by name alone: the number is what commands take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Their number.
    pub number: String,
    /// Their name.
    pub name: String,
    /// Date of birth.
    pub born: Date,
    /// Clinic-local date of the last visit.
    pub last_visit: Option<Date>,
    /// Whether another patient in the same result has a name that reads alike.
    pub namesake: bool,
}

impl Hit {
    fn new(found: &Found) -> Self {
        let index = &found.index;
        Self {
            number: index.number.clone(),
            name: index.name.clone(),
            born: index.born,
            last_visit: index.last_visit,
            namesake: false,
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// By name, then by number.
    pub patients: Vec<Hit>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// One line of a day's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is due.
    pub due: Due,
    /// For whom.
    pub patient: Hit,
}

impl Clinic {
    /// Registers a new patient. Somebody with a like name and the same birth date, or nearly, is shown first; `not` names
    /// the records that were looked at and are somebody else's. Where another process took the number meanwhile, it is
    /// looked at anew and the next number is given.
    pub fn register(
        &mut self,
        by: &SignedIn,
        details: &Details,
        not: &[PatientNumber],
    ) -> Result<(PatientNumber, Changed), Problem> {
        for _ in 1..TRIES {
            match self.register_now(by, details, not) {
                Err(Problem::Store(plinth_store::Error::Conflict(_))) => {}
                done => return done,
            }
        }
        self.register_now(by, details, not)
    }

    fn register_now(
        &mut self,
        by: &SignedIn,
        details: &Details,
        not: &[PatientNumber],
    ) -> Result<(PatientNumber, Changed), Problem> {
        let alike: Vec<Hit> = self
            .alike(details)?
            .into_iter()
            .filter(|hit| {
                hit.number
                    .parse()
                    .map_or(true, |number| !not.contains(&number))
            })
            .collect();
        if !alike.is_empty() {
            return Err(Problem::PerhapsKnown(alike));
        }
        let numbers = self.store.clinic().numbers();
        let last = Seq(u32::try_from(self.store.version(numbers)?).unwrap_or(u32::MAX));
        let number = PatientNumber::new(last.after(1).0);
        let desk = self.desk(by)?;
        let given = NumberEvent::from(NumberGiven { number });
        let given = entries(
            last,
            desk.now,
            &desk.zone,
            desk.today,
            &desk.who,
            vec![given],
        );
        let given = change::append(numbers, last, &given, None)?;
        let record = Record::default();
        let act = Act::Register {
            number,
            details: details.clone(),
            not_the_same_as: not.to_vec(),
        };
        let seen = record.seq;
        let decision = decide(&record, &Command { seen, act }, &desk)?;
        let stream = StreamId::generate(desk.now)?;
        let prepared = Prepared::new(stream, record, decision, &desk)?;
        self.store.append(&[given, prepared.append])?;
        Ok((number, prepared.changed))
    }

    /// Patients whose name reads like this one, or who were born on the same day with a name that begins alike.
    fn alike(&self, details: &Details) -> Result<Vec<Hit>, Problem> {
        let mut alike: Vec<Hit> = Vec::new();
        let words = fold::fold(&details.name);
        for found in self.store.search(&details.name, MOST)?.found {
            alike.push(Hit::new(&found));
        }
        for word in &words {
            let beginning: String = word.chars().take(3).collect();
            for found in self.store.search(&beginning, MOST)?.found {
                if found.index.born == details.born {
                    alike.push(Hit::new(&found));
                }
            }
        }
        alike.sort_by(|a, b| a.number.cmp(&b.number));
        alike.dedup();
        Ok(alike)
    }

    /// Patients whose names have words that begin like the typed ones.
    pub fn find(&self, typed: &str) -> Result<Hits, Problem> {
        let matches = self.store.search(typed, MOST)?;
        let mut patients: Vec<Hit> = matches.found.iter().map(Hit::new).collect();
        let folded: Vec<Vec<String>> = patients.iter().map(|hit| fold::fold(&hit.name)).collect();
        for (place, hit) in patients.iter_mut().enumerate() {
            hit.namesake = folded
                .iter()
                .enumerate()
                .any(|(other, name)| other != place && *name == folded[place]);
        }
        Ok(Hits {
            patients,
            more: matches.more,
        })
    }

    /// All patients of the clinic, by number. Opens a row of each: for lists and scripts, not for every visit.
    pub fn everyone(&self) -> Result<Vec<Hit>, Problem> {
        let mut everyone = Vec::new();
        for stream in self.store.streams()? {
            everyone.extend(self.store.find(stream)?.as_ref().map(Hit::new));
        }
        everyone.sort_by(|a, b| a.number.cmp(&b.number));
        Ok(everyone)
    }

    /// Everything that is due until a day, the most urgent first.
    pub fn due(&self, until: Date) -> Result<Vec<Line>, Problem> {
        let list = self.store.due(until)?;
        Ok(list
            .lines
            .into_iter()
            .map(|line| Line {
                patient: Hit::new(&line.found),
                due: line.due,
            })
            .collect())
    }
}
