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
    proposal::next_steps,
    question::Occasion,
    record::{
        At, Record,
        command::{Act, Command},
        decide,
        desk::{Desk, Policy},
        entry::{Author, PackRef, Role, Seq, entries},
        event::{
            ClockConfirmed, ConsentForm, ConsentRecorded, Details, EpisodeOpened, Event,
            FindingResolved, Item, PatientRegistered, Plan, PrintNeeds, ScreenRecorded,
        },
        refusal::{Decision, Refusal, Warning},
    },
    screening::screen,
};
use std::collections::{BTreeMap, BTreeSet};

use super::{Deed, Step, What, deed::REASON};
use crate::raw::ExpectEntry;

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
    /// The exercises that each bar keeps out.
    pub(super) bars: BTreeMap<String, BTreeSet<String>>,
    /// The exercises that each precaution changes.
    pub(super) changes: BTreeMap<String, BTreeSet<String>>,
    /// What may be done in place of the exercises that an expectation names.
    pub(super) instead: BTreeMap<String, Vec<String>>,
    /// What is to be avoided now.
    pub(super) cautions: BTreeSet<String>,
    /// The program's exercises after one step of progress.
    pub(super) raised: Vec<Item>,
    /// What is barred and may be overridden.
    pub(super) may_override: BTreeSet<String>,
    /// Whether the step warned that more exercises run than the phase should have.
    pub(super) many: bool,
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
        let mut many = false;
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
            What::Decided(deed) => many = self.decided(step.on, deed)?,
        }
        let (answers, outcome) = self.last.as_ref().ok_or_else(|| {
            Halt::Wrong("nothing was screened yet; a case begins with a screening".into())
        })?;
        let standing = self.record.standing(step.on).worst;
        let checked_in = matches!(step.what, What::Decided(Deed::CheckedIn { .. }));
        let check_in = self.record.check_ins.last();
        let mut found = Found {
            offer: Offer::default(),
            outcome: match check_in.filter(|_| checked_in) {
                Some(last) => last.outcome.clone(),
                None => outcome.clone(),
            },
            standing,
            plan: self
                .record
                .running_program()
                .map(|program| program.plan.clone()),
            advice: check_in.map(|last| last.advice.clone()),
            bars: BTreeMap::new(),
            changes: BTreeMap::new(),
            instead: BTreeMap::new(),
            cautions: BTreeSet::new(),
            raised: Vec::new(),
            may_override: BTreeSet::new(),
            many,
        };
        if let Some(expect) = &step.expect {
            self.look(&mut found, expect, answers, outcome, step.on)?;
        }
        Ok(found)
    }

    /// Looks at the exercises, as far as something is expected of them.
    fn look(
        &self,
        found: &mut Found,
        expect: &ExpectEntry,
        answers: &Answers,
        outcome: &Outcome,
        on: Date,
    ) -> Result<(), Halt> {
        let standing = found.standing;
        if expect.is_about_the_offer() {
            let offer = self.situated(answers, outcome, standing, on, |situation| {
                situation.offer()
            });
            found.offer = offer.unwrap_or_default();
        }
        if !expect.next_doses.0.is_empty() {
            let program = self.record.running_program();
            found.raised =
                program.map_or_else(Vec::new, |program| next_steps(program, self.content));
        }
        if expect.may_override.is_some() {
            found.may_override = self.may_override(on)?;
        }
        if !expect.is_about_exercises() {
            return Ok(());
        }
        self.situated(answers, outcome, standing, on, |situation| {
            let cautions = situation
                .content
                .cautions_in(situation.program, situation.phase);
            found.cautions = cautions.map(|caution| caution.id.to_string()).collect();
            for exercise in self.content.exercises.keys() {
                for bar in situation.bars(exercise) {
                    let barred = found.bars.entry(bar.to_string()).or_default();
                    barred.insert(exercise.to_string());
                }
                for change in situation.changes(exercise) {
                    let changed = found.changes.entry(change.rule.to_string()).or_default();
                    changed.insert(exercise.to_string());
                }
            }
            for (written, _) in &expect.instead.0 {
                let Ok(exercise) = written.is.parse() else {
                    continue;
                };
                let instead = situation.instead(&exercise);
                let instead = instead.iter().map(ToString::to_string).collect();
                found.instead.insert(written.is.clone(), instead);
            }
        });
        Ok(())
    }

    /// The exercises whose bars the record would let a lead clinician set aside.
    fn may_override(&self, on: Date) -> Result<BTreeSet<String>, Halt> {
        let mut asked = self.clone();
        asked.begin(on)?;
        let exercises = self.content.exercises.keys();
        let may = exercises.filter(|exercise| {
            let overridden = Act::Override {
                exercise: (*exercise).clone(),
                reason: REASON.into(),
            };
            asked.decision(on, overridden).is_ok()
        });
        Ok(may.map(ToString::to_string).collect())
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

    /// Asks about exercises in the program that is assigned, else in one that would begin now; nothing where none would.
    fn situated<T>(
        &self,
        answers: &Answers,
        outcome: &Outcome,
        standing: Disposition,
        on: Date,
        ask: impl FnOnce(Situation<'_>) -> T,
    ) -> Option<T> {
        if let Some(assigned) = self.record.running_program() {
            let mut programs = self.content.programs.iter();
            let at = At {
                content: self.content,
                program: programs.find(|program| program.id == assigned.plan.program)?,
                phase: &assigned.plan.phase,
                screening: self.record.screening()?,
                standing,
                on,
            };
            return Some(self.record.situation(&at, &assigned.running(), ask));
        }
        let facts = self.facts(answers, on);
        let precautions = self.record.active_precautions();
        Some(ask(Situation {
            content: self.content,
            judge: Judge::new(self.content, &facts),
            precautions: &precautions,
            standing: standing.max(outcome.disposition),
            program: self.content.programs.first()?,
            phase: outcome.phase.as_ref()?,
            running: &BTreeSet::new(),
            tolerated: &BTreeSet::new(),
        }))
    }

    /// Takes a step through the decisions of the record, as a lead clinician of a clinic that adopted the pack.
    /// Whether it warns that more exercises run than the phase should have.
    fn decided(&mut self, on: Date, deed: &Deed) -> Result<bool, Halt> {
        self.begin(on)?;
        let act = self.act(deed)?;
        let many = self.does(on, act)?;
        if let (Deed::Examined(_), Some(screening)) = (deed, self.record.screening()) {
            self.last = Some((screening.answers.clone(), screening.outcome.clone()));
        }
        Ok(many)
    }

    /// Decides what is asked of the record, and folds what comes of it. Whether it warns of too many exercises.
    pub(super) fn does(&mut self, on: Date, act: Act) -> Result<bool, Halt> {
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
        let decision = self.decision(on, act)?;
        let who = self.desk(on)?.who;
        for entry in entries(self.record.seq, now, "UTC", on, &who, decision.events) {
            self.record.apply(&entry);
        }
        let mut warnings = decision.warnings.iter();
        Ok(warnings.any(|warning| matches!(warning, Warning::ManyItems { .. })))
    }

    /// What the record says to that on a day.
    fn decision(&self, on: Date, act: Act) -> Result<Decision, Halt> {
        let command = Command {
            seen: self.record.seq,
            act,
        };
        decide(&self.record, &command, &self.desk(on)?).map_err(Halt::Refused)
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
