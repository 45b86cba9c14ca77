//! The one way in for every change: decide against the record, append what came of it with what is derived from it.

use jiff::Timestamp;
use plinth_core::{
    check_in::Effect,
    clinic::{self, ClinicAct, ClinicCommand, ClinicEvent},
    name::ExerciseId,
    number::PatientNumber,
    proposal::Proposal,
    record::{
        Record,
        command::{Act, Command},
        decide,
        desk::Desk,
        entry::{Entry, Kinded, Seq, entries},
        event::Event,
        proposed,
        refusal::{Decision, Warning},
    },
};
use plinth_store::{Append, Store, StreamId};
use serde::Serialize;

use crate::{Clinic, Opened, Problem, SignedIn, history};

/// A change that was stored.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The record after it.
    pub record: Record,
    /// What was stored, in order.
    pub entries: Vec<Entry<Event>>,
    /// What to mind.
    pub warnings: Vec<Warning>,
}

/// How often a note, a measure or a registration is decided again by itself before its author is asked.
pub(crate) const TRIES: usize = 3;

impl Clinic {
    /// Changes a patient's record. `seen` is the last entry that the author had before them; without it, the newest.
    pub fn change(
        &mut self,
        by: &SignedIn,
        number: PatientNumber,
        seen: Option<Seq>,
        act: Act,
    ) -> Result<Changed, Problem> {
        let repeatable = act.is_repeatable();
        let mut tries = if repeatable { TRIES } else { 1 };
        let mut command = Command {
            seen: Seq::START,
            act,
        };
        loop {
            let opened = self.patient(number)?;
            command.seen = opened.record.seq;
            if let Some(seen) = seen.filter(|seen| *seen != opened.record.seq && !repeatable) {
                let between = opened.record.since(seen).cloned().collect();
                return Err(Problem::Conflict { number, between });
            }
            let before = opened.record.seq;
            tries -= 1;
            match self.decide(by, opened, &command) {
                Err(Problem::Store(plinth_store::Error::Conflict(_))) if tries > 0 => {}
                Err(Problem::Store(plinth_store::Error::Conflict(_))) => {
                    let between = self
                        .patient(number)?
                        .record
                        .since(before)
                        .cloned()
                        .collect();
                    return Err(Problem::Conflict { number, between });
                }
                done => return done,
            }
        }
    }

    fn decide(
        &mut self,
        by: &SignedIn,
        opened: Opened,
        command: &Command,
    ) -> Result<Changed, Problem> {
        let Opened { stream, record, .. } = opened;
        let desk = self.desk(by)?;
        let decision = decide(&record, command, &desk)?;
        let change = Prepared::new(stream, record, decision, &desk)?;
        self.store.append(std::slice::from_ref(&change.append))?;
        Ok(change.changed)
    }

    /// What decisions are made with now.
    pub(crate) fn desk(&self, by: &SignedIn) -> Result<Desk<'_>, Problem> {
        self.desk_at(by, self.now())
    }

    /// What decisions are made with at an instant.
    pub(crate) fn desk_at(&self, by: &SignedIn, now: Timestamp) -> Result<Desk<'_>, Problem> {
        Ok(Desk {
            now,
            zone: self.settings()?.zone.clone(),
            today: now.to_zoned(self.zone()?).date(),
            last_write: self.last_write()?,
            who: by.author.clone(),
            proved: by.proved,
            policy: self.record.policy,
            packs: self.library.packs()?,
            adopted: self.record.adopted.keys().cloned().collect(),
            demo: self.record.demo,
        })
    }

    /// What following an effect of the newest check-in's advice would do now.
    pub fn proposed(
        &self,
        by: &SignedIn,
        record: &Record,
        about: Option<&ExerciseId>,
        effect: Effect,
    ) -> Result<Proposal, Problem> {
        Ok(proposed(record, &self.desk(by)?, about, effect)?)
    }

    /// When anything was last written in the clinic.
    fn last_write(&self) -> Result<Option<Timestamp>, Problem> {
        let head = self.store.head()?;
        Ok((head.count > 0).then_some(head.at))
    }

    /// Changes the clinic's own record.
    pub fn change_clinic(&mut self, by: &SignedIn, act: ClinicAct) -> Result<(), Problem> {
        let append = self.decide_clinic(by, act)?;
        self.store.append(&[append])?;
        self.reload()
    }

    pub(crate) fn decide_clinic(&self, by: &SignedIn, act: ClinicAct) -> Result<Append, Problem> {
        if let ClinicAct::ChangeSettings { settings, .. } = &act {
            crate::time_zone(&settings.zone)?;
            crate::look::check(&settings.figures, &self.settings()?.figures)?;
        }
        let desk = self.desk(by)?;
        let command = ClinicCommand {
            seen: self.record.seq,
            act,
        };
        let ruling = clinic::rule(&self.record, &command, &desk)?;
        self.append_clinic(ruling.events, &desk)
    }

    pub(crate) fn append_clinic(
        &self,
        events: Vec<ClinicEvent>,
        desk: &Desk<'_>,
    ) -> Result<Append, Problem> {
        let entries = entries(
            self.record.seq,
            desk.now,
            &desk.zone,
            desk.today,
            &desk.who,
            events,
        );
        append(
            self.store.clinic().stream(),
            self.record.seq,
            &entries,
            None,
        )
    }
}

/// A decision on a patient's record, ready to be stored.
pub(crate) struct Prepared {
    pub(crate) append: Append,
    pub(crate) changed: Changed,
}

impl Prepared {
    pub(crate) fn new(
        stream: StreamId,
        mut record: Record,
        decision: Decision,
        desk: &Desk<'_>,
    ) -> Result<Self, Problem> {
        let expected = record.seq;
        let entries = entries(
            expected,
            desk.now,
            &desk.zone,
            desk.today,
            &desk.who,
            decision.events,
        );
        for entry in &entries {
            record.apply(entry);
        }
        let append = append(stream, expected, &entries, history::index(&record))?;
        Ok(Self {
            append,
            changed: Changed {
                record,
                entries,
                warnings: decision.warnings,
            },
        })
    }
}

pub(crate) fn append<E: Kinded + Serialize>(
    stream: StreamId,
    expected: Seq,
    entries: &[Entry<E>],
    index: Option<plinth_core::index::Index>,
) -> Result<Append, Problem> {
    Ok(Append {
        stream,
        expected: u64::from(expected.0),
        events: history::write(entries)?,
        index,
    })
}
