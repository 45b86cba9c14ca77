//! A patient's record while a case goes on. It is folded by the core as every record is; only its events are made here.

use jiff::{civil::Date, tz::TimeZone};
use plinth_core::{
    allowed::{Offer, Situation},
    answer::Answers,
    calendar::completed_years,
    condition::Fact,
    content::{Content, Disposition},
    evaluate::Judge,
    facts::Facts,
    finding::{Cause, Outcome},
    name::PersonId,
    question::Occasion,
    record::{
        Record,
        entry::{Author, PackRef, Role, Seq, entries},
        event::{EpisodeOpened, Event, FindingResolved, ScreenRecorded},
    },
    screening::screen,
};
use std::collections::{BTreeMap, BTreeSet};

use super::{Step, What};

/// What holds after a step.
pub(super) struct Found {
    /// What the last screening says.
    pub(super) outcome: Outcome,
    /// What the record allows on this day.
    pub(super) standing: Disposition,
    /// What a new program may hold on this day.
    pub(super) offer: Offer,
}

pub(super) struct Timeline<'a> {
    content: &'a Content,
    record: Record,
    /// The last screening: its answers and what it says.
    last: Option<(Answers, Outcome)>,
    born: Option<Date>,
}

impl<'a> Timeline<'a> {
    pub(super) fn new(content: &'a Content) -> Self {
        Self {
            content,
            record: Record::default(),
            last: None,
            born: None,
        }
    }

    /// Takes one step; the error says why a person could not take it.
    pub(super) fn take(&mut self, step: &Step) -> Result<Found, String> {
        self.born = step.born.or(self.born);
        match &step.what {
            What::Screened(answers) => self.screened(step.on, answers)?,
            What::Resolved {
                cause,
                evidence,
                until,
            } => {
                let flag = self
                    .record
                    .findings
                    .iter()
                    .rfind(|flag| flag.id.cause == *cause && flag.is_open(step.on));
                let finding = flag.map(|flag| flag.id.clone()).ok_or_else(|| {
                    format!(
                        "there is no open finding `{cause}` to resolve on {}",
                        step.on
                    )
                })?;
                let resolved = FindingResolved {
                    finding,
                    reason: "as the case says".into(),
                    evidence: *evidence,
                    until: *until,
                    precaution: None,
                };
                self.append(step.on, resolved.into())?;
            }
        }
        let (answers, outcome) = self
            .last
            .clone()
            .ok_or("nothing was screened yet; a case begins with a screening")?;
        let standing = self.record.standing(step.on).worst;
        Ok(Found {
            offer: self.offer(&answers, &outcome, standing, step.on),
            outcome,
            standing,
        })
    }

    fn screened(&mut self, on: Date, answers: &Answers) -> Result<(), String> {
        let pack = PackRef {
            id: self.content.id.clone(),
            version: self.content.version.clone(),
            digests: self.content.digests.clone(),
        };
        if self.record.episode().is_none() {
            let opened = EpisodeOpened {
                problem: String::new(),
                pack: pack.id.clone(),
            };
            self.append(on, opened.into())?;
        }
        let facts = self.facts(answers, on);
        let outcome = screen(self.content, &facts, Occasion::Screening);
        let recorded = ScreenRecorded {
            episode: self
                .record
                .episode()
                .map_or(Seq::START, |episode| episode.id),
            pack,
            answers: answers.clone(),
            outcome: outcome.clone(),
            asked_on: BTreeMap::new(),
        };
        self.append(on, recorded.into())?;
        self.last = Some((answers.clone(), outcome));
        Ok(())
    }

    /// The facts of these answers, with what the record adds.
    fn facts<'f>(&'f self, answers: &'f Answers, on: Date) -> Facts<'f> {
        let facts = self.record.facts(self.content, answers, on);
        match self.born.and_then(|born| completed_years(born, on)) {
            Some(age) => facts.with(Fact::Age, i64::from(age).into()),
            None => facts,
        }
    }

    fn append(&mut self, on: Date, event: Event) -> Result<(), String> {
        let noon = on
            .at(12, 0, 0, 0)
            .to_zoned(TimeZone::UTC)
            .map_err(|_| format!("{on} is outside the calendar"))?;
        let who = Author {
            person: PersonId::new("p-case").map_err(|fault| fault.to_string())?,
            role: Role::Lead,
            registration: None,
        };
        let at = noon.timestamp();
        for entry in entries(self.record.seq, at, "UTC", on, &who, vec![event]) {
            self.record.apply(&entry);
        }
        Ok(())
    }

    fn offer(
        &self,
        answers: &Answers,
        outcome: &Outcome,
        standing: Disposition,
        on: Date,
    ) -> Offer {
        let (Some(program), Some(phase)) = (self.content.programs.first(), &outcome.phase) else {
            return Offer::default();
        };
        let facts = self.facts(answers, on);
        Situation {
            content: self.content,
            judge: Judge::new(self.content, &facts),
            precautions: &outcome.precautions,
            standing: standing.max(outcome.disposition),
            program,
            phase,
            running: &BTreeSet::new(),
            tolerated: &BTreeSet::new(),
        }
        .offer()
    }
}

impl Found {
    /// The phase in which a program would begin now, if one may.
    pub(super) fn phase(&self) -> &str {
        self.outcome
            .phase
            .as_ref()
            .filter(|_| self.standing.allows_program())
            .map_or("none", |phase| phase.as_str())
    }

    /// The rules that held.
    pub(super) fn rules(&self) -> impl Iterator<Item = String> + '_ {
        self.outcome
            .findings
            .iter()
            .filter(|finding| matches!(finding.cause, Cause::Rule(_)))
            .map(|finding| finding.cause.to_string())
    }
}
