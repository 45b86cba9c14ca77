//! A patient's record while a case goes on. It is folded by the core as every record is; only its events are made here.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use plinth_core::{
    allowed::{Offer, Situation},
    answer::Answers,
    calendar::completed_years,
    check_in::Advice,
    condition::Fact,
    content::{Content, Disposition},
    evaluate::Judge,
    facts::Facts,
    finding::{Cause, Outcome},
    name::PersonId,
    number::PatientNumber,
    question::Occasion,
    record::{
        At, Record,
        command::{Act, Command},
        decide,
        desk::{Desk, Policy},
        entry::{Author, PackRef, Role, Seq, entries},
        event::{
            ClockConfirmed, ConsentForm, ConsentRecorded, Details, EpisodeOpened, Event,
            FindingResolved, PatientRegistered, Plan, PrintNeeds, ScreenRecorded,
        },
        refusal::Refusal,
    },
    screening::screen,
};
use std::collections::{BTreeMap, BTreeSet};

use super::{Deed, Step, What};

/// What holds after a step.
pub(super) struct Found {
    /// What the last screening says.
    pub(super) outcome: Outcome,
    /// What the record allows on this day.
    pub(super) standing: Disposition,
    /// What a program may hold on this day.
    pub(super) offer: Offer,
    /// The program that is assigned, as it stands.
    pub(super) plan: Option<Plan>,
    /// What the last check-in advises.
    pub(super) advice: Option<Advice>,
}

/// Why a step was not taken.
pub(super) enum Halt {
    /// The record refuses it.
    Refused(Refusal),
    /// The case asks for what cannot be.
    Wrong(String),
}

impl From<String> for Halt {
    fn from(why: String) -> Self {
        Self::Wrong(why)
    }
}

#[derive(Clone)]
pub(super) struct Timeline<'a> {
    pub(super) content: &'a Content,
    pub(super) record: Record,
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
    pub(super) fn take(&mut self, step: &Step) -> Result<Found, Halt> {
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
            What::Decided(deed) => self.decided(step.on, deed)?,
        }
        let (answers, outcome) = self.last.clone().ok_or_else(|| {
            Halt::Wrong("nothing was screened yet; a case begins with a screening".into())
        })?;
        let standing = self.record.standing(step.on).worst;
        let checked_in = matches!(step.what, What::Decided(Deed::CheckedIn { .. }));
        let check_in = self.record.check_ins.last();
        Ok(Found {
            offer: self.offer(&answers, &outcome, standing, step.on),
            outcome: match check_in.filter(|_| checked_in) {
                Some(last) => last.outcome.clone(),
                None => outcome,
            },
            standing,
            plan: self
                .record
                .running_program()
                .map(|program| program.plan.clone()),
            advice: check_in.map(|last| last.advice.clone()),
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

    pub(super) fn append(&mut self, on: Date, event: Event) -> Result<(), String> {
        let at = noon(on)?;
        let who = Author {
            person: PersonId::new("p-case").map_err(|fault| fault.to_string())?,
            role: Role::Lead,
            registration: None,
        };
        for entry in entries(self.record.seq, at, "UTC", on, &who, vec![event]) {
            self.record.apply(&entry);
        }
        Ok(())
    }

    /// What the program that is assigned may hold now.
    fn offer_of_program(&self, standing: Disposition, on: Date) -> Option<Offer> {
        let assigned = self.record.running_program()?;
        let program = self
            .content
            .programs
            .iter()
            .find(|program| program.id == assigned.plan.program)?;
        let at = At {
            content: self.content,
            program,
            phase: &assigned.plan.phase,
            screening: self.record.screening()?,
            standing,
            on,
        };
        let running = assigned.running();
        Some(
            self.record
                .situation(&at, &running, |situation| situation.offer()),
        )
    }

    /// Takes a step through the decisions of the record, as a lead clinician of a clinic that adopted the pack.
    fn decided(&mut self, on: Date, deed: &Deed) -> Result<(), Halt> {
        self.begin(on)?;
        let act = self.act(deed)?;
        self.does(on, act)?;
        if let (Deed::Examined(_), Some(screening)) = (deed, self.record.screening()) {
            self.last = Some((screening.answers.clone(), screening.outcome.clone()));
        }
        Ok(())
    }

    /// Decides what is asked of the record, and folds what comes of it.
    pub(super) fn does(&mut self, on: Date, act: Act) -> Result<(), Halt> {
        let now = noon(on)?;
        if self
            .record
            .last_at
            .is_some_and(|last| now.duration_since(last) > SignedDuration::from_hours(24 * 30))
        {
            let before = self.record.last_at.unwrap_or(now);
            let confirmed = ClockConfirmed {
                before,
                reason: "as the case says".into(),
            };
            self.append(on, confirmed.into())?;
        }
        let desk = self.desk(on)?;
        let command = Command {
            seen: self.record.seq,
            act,
        };
        let decision = decide(&self.record, &command, &desk).map_err(Halt::Refused)?;
        for entry in entries(self.record.seq, now, "UTC", on, &desk.who, decision.events) {
            self.record.apply(&entry);
        }
        Ok(())
    }

    /// Where a lead clinician decides at noon of a day.
    pub(super) fn desk(&self, on: Date) -> Result<Desk<'a>, String> {
        let whole = self.content.digests.whole.clone();
        Ok(Desk {
            now: noon(on)?,
            zone: "UTC".into(),
            today: on,
            last_write: self.record.last_at,
            who: Author {
                person: PersonId::new("p-case").map_err(|fault| fault.to_string())?,
                role: Role::Lead,
                registration: Some("case".into()),
            },
            proved: true,
            policy: Policy::default(),
            packs: BTreeMap::from([(whole.clone(), self.content)]),
            adopted: BTreeSet::from([whole]),
            demo: true,
        })
    }

    /// Registers the patient of the case and their consent, once.
    pub(super) fn begin(&mut self, on: Date) -> Result<(), Halt> {
        if self.record.patient.is_some() {
            return Ok(());
        }
        let answered = self.last.as_ref().and_then(|(answers, _)| {
            Facts::new(&self.content.questions, answers, None, on).answered_birth()
        });
        let born = self.born.or(answered).ok_or_else(|| {
            Halt::Wrong("the patient's birth date is not known; add `born`".to_owned())
        })?;
        let registered = PatientRegistered {
            number: PatientNumber::new(1),
            details: Details {
                name: "Case".into(),
                other_names: Vec::new(),
                born,
                phone: None,
                language: self.content.language.clone(),
                print: PrintNeeds::default(),
            },
            not_the_same_as: Vec::new(),
        };
        let consented = ConsentRecorded {
            form: ConsentForm::Spoken,
            to: "as the case says".into(),
        };
        self.append(on, registered.into())?;
        self.append(on, consented.into())?;
        Ok(())
    }

    fn offer(
        &self,
        answers: &Answers,
        outcome: &Outcome,
        standing: Disposition,
        on: Date,
    ) -> Offer {
        if let Some(offer) = self.offer_of_program(standing, on) {
            return offer;
        }
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

fn noon(on: Date) -> Result<Timestamp, String> {
    on.at(12, 0, 0, 0)
        .to_zoned(TimeZone::UTC)
        .map(|noon| noon.timestamp())
        .map_err(|_| format!("{on} is outside the calendar"))
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
