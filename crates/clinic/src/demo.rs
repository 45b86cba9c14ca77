//! A fictional clinic with eight patients, one for each way in which a screening and a program can go. Everything goes
//! through the ordinary use cases; the clinic is a demonstration for ever, and every sheet of it a sample.

mod stories;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    path::Path,
    sync::{Arc, Mutex},
};

use jiff::{SignedDuration, civil::Date};
use plinth_core::{
    answer::{Answers, Slot},
    content::{Content, Disposition},
    finding::Outcome,
    name::ExerciseId,
    number::PatientNumber,
    record::{
        command::{Act, Adjust, Assign, Change, Choice},
        event::{ConsentForm, Details, DischargeOutcome, Event, Item, PrintNeeds, Report, Sides},
        refusal::Warning,
    },
    sheet::{Paper, SheetKind},
};
use plinth_figure::person::Chosen;
use plinth_pack::answers::{self, Format};

use crate::{
    About, Clinic, Clock, Founded, Lead, Passphrase, Printed, Problem, Request, Setup, SignedIn,
};
use stories::{Deed, STORIES, Story, With};

/// Who acts in the demonstration.
pub const LEAD: &str = "sample-lead";
/// Their passphrase; nothing is behind it.
pub const PASSPHRASE: &str = "only a sample";

/// A patient of the demonstration, and what came of them.
#[derive(Debug)]
pub struct DemoPatient {
    /// Their number.
    pub number: PatientNumber,
    /// Who they are.
    pub details: Details,
    /// Their story, in a line.
    pub story: &'static str,
    /// What the screening says.
    pub outcome: Outcome,
    /// What happened, visit by visit.
    pub visits: Vec<DemoVisit>,
    /// What to mind about the program as it is now.
    pub warnings: Vec<Warning>,
    /// The last sheet that they may have, if any.
    pub sheet: Option<Printed>,
}

/// One day of a patient's care.
#[derive(Debug)]
pub struct DemoVisit {
    /// The clinic-local day.
    pub on: Date,
    /// What was recorded.
    pub events: Vec<Event>,
}

/// The demonstration, made.
#[derive(Debug)]
pub struct Demo {
    /// Open.
    pub clinic: Clinic,
    /// What was asked with.
    pub content: Content,
    /// In the order of their stories.
    pub patients: Vec<DemoPatient>,
}

/// Makes the demonstration in a folder that has no clinic yet. What happened over weeks is played day by day, up to what
/// the clock says now.
pub fn demo(home: &Path, clock: &Clock) -> Result<Demo, Problem> {
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let present = clock();
    let played = Arc::new(Mutex::new(present));
    let hand = Arc::clone(&played);
    let told: Clock = Box::new(move || hand.lock().map_or(present, |now| *now));
    let turn_back = |days: i64| {
        if let Ok(mut now) = played.lock() {
            *now = present
                .checked_sub(SignedDuration::from_hours(24 * days))
                .unwrap_or(present);
        }
    };
    let days: BTreeSet<Reverse<i64>> = STORIES
        .iter()
        .flat_map(|story| story.visits.iter().map(|visit| Reverse(visit.days_ago)))
        .collect();
    turn_back(days.first().map_or(0, |first| first.0));
    let Founded {
        mut clinic, lead, ..
    } = Clinic::found(home, setup()?, true, &passphrase, None, told)?;
    let adopted = clinic.record().adopted.keys().next().cloned();
    let digest = adopted.ok_or_else(|| Problem::NoSuchPack("adopted".to_owned()))?;
    let content = clinic.library().by_digest(&digest)?.clone();
    let mut patients: Vec<Option<DemoPatient>> = STORIES.iter().map(|_| None).collect();
    for Reverse(days_ago) in days {
        turn_back(days_ago);
        for (story, patient) in STORIES.iter().zip(&mut patients) {
            for visit in story.visits.iter().filter(|v| v.days_ago == days_ago) {
                let mut play = Play {
                    clinic: &mut clinic,
                    by: &lead,
                    content: &content,
                    story,
                };
                play.visit(patient, visit)?;
            }
        }
    }
    Ok(Demo {
        clinic,
        content,
        patients: patients.into_iter().flatten().collect(),
    })
}

fn setup() -> Result<Setup, Problem> {
    const SAMPLE: &str = "SAMPLE";
    // Nobody can call this, and no sheet shows it.
    const NO_NUMBER: &str = "SAMPLE 0";
    let id = LEAD.parse().map_err(|_| Problem::Setup(LEAD.to_owned()))?;
    Ok(Setup {
        clinic: About {
            name: "SAMPLE clinic".to_owned(),
            address: SAMPLE.to_owned(),
            phone: SAMPLE.to_owned(),
            hours: SAMPLE.to_owned(),
            out_of_hours: SAMPLE.to_owned(),
            country: "GB".to_owned(),
            emergency_number: NO_NUMBER.to_owned(),
            emergency_number_again: NO_NUMBER.to_owned(),
            emergency_place: SAMPLE.to_owned(),
            zone: "Europe/London".to_owned(),
        },
        lead: Lead {
            id,
            name: "Sample Lead".to_owned(),
            registration: SAMPLE.to_owned(),
        },
        figures: Chosen::default(),
    })
}

/// A story on its way.
struct Play<'a> {
    clinic: &'a mut Clinic,
    by: &'a SignedIn,
    content: &'a Content,
    story: &'a Story,
}

impl Play<'_> {
    fn visit(
        &mut self,
        patient: &mut Option<DemoPatient>,
        visit: &stories::Visit,
    ) -> Result<(), Problem> {
        if patient.is_none() {
            *patient = Some(self.begin()?);
        }
        let Some(patient) = patient else {
            return Ok(());
        };
        let on = self.clinic.today()?;
        let mut events = Vec::new();
        for deed in visit.deeds {
            if matches!(deed, Deed::Printed) {
                patient.sheet = Some(self.print(patient)?);
                let is_over = |warning: &Warning| matches!(warning, Warning::SheetOutOfDate(_));
                patient.warnings.retain(|warning| !is_over(warning));
            }
            for act in self.acts(patient.number, deed)? {
                let done = self.clinic.change(self.by, patient.number, None, act)?;
                events.extend(done.entries.into_iter().map(|entry| entry.event));
                patient.warnings = done.warnings;
            }
        }
        if let Some(outcome) = events.iter().find_map(|event| match event {
            Event::ScreenRecorded(screened) => Some(&screened.outcome),
            _ => None,
        }) {
            patient.outcome = outcome.clone();
        }
        patient.visits.push(DemoVisit { on, events });
        Ok(())
    }

    /// Registers the patient and their consent.
    fn begin(&mut self) -> Result<DemoPatient, Problem> {
        let details = Details {
            name: self.story.name.to_owned(),
            other_names: Vec::new(),
            born: self.story.born,
            phone: None,
            language: self.content.language.clone(),
            print: PrintNeeds::default(),
        };
        let (number, _) = self.clinic.register(self.by, &details, &[])?;
        let agreed = Act::Consent {
            form: ConsentForm::Spoken,
            to: "examination and an exercise program".to_owned(),
        };
        self.clinic.change(self.by, number, None, agreed)?;
        Ok(DemoPatient {
            number,
            details,
            story: self.story.words,
            outcome: Outcome {
                disposition: Disposition::Incomplete,
                cannot_exclude: None,
                findings: Vec::new(),
                missing: Vec::new(),
                precautions: Vec::new(),
                phase: None,
            },
            visits: Vec::new(),
            warnings: Vec::new(),
            sheet: None,
        })
    }

    /// What a deed asks of the record.
    fn acts(&self, number: PatientNumber, deed: &Deed) -> Result<Vec<Act>, Problem> {
        let act = match deed {
            Deed::Printed => return Ok(Vec::new()),
            Deed::Taken { up, leave } => return self.taken(up, leave),
            Deed::Screened => Act::Screen {
                pack: self.content.digests.whole.clone(),
                answers: self.screening()?,
                asked_on: BTreeMap::new(),
            },
            Deed::Goal { words, now } => Act::Goal {
                words: (*words).to_owned(),
                now: Some(*now),
            },
            Deed::Assigned => Act::Assign(Assign {
                program: None,
                phase: None,
                items: None,
                sides: Some(Sides::Left),
                review_on: None,
                reason: None,
            }),
            Deed::CheckedIn {
                answers,
                each,
                goals,
            } => Act::CheckIn(self.report(number, answers, each, goals)?),
            Deed::Followed { with } => {
                let record = self.clinic.patient(number)?.record;
                let check_in = record.check_in().ok_or(Problem::Unreadable(0))?;
                Act::FollowAdvice {
                    check_in: check_in.entry,
                    about: None,
                    choice: match with {
                        With::Nothing => Choice::AsAdvised,
                        With::Exercise(exercise) => Choice::Raise(id(exercise)?),
                        With::Referral(to, reason) => Choice::Refer {
                            to: (*to).to_owned(),
                            reason: (*reason).to_owned(),
                        },
                    },
                }
            }
            Deed::Taught(exercises) => Act::Teach {
                exercises: exercises
                    .iter()
                    .map(|name| id(name))
                    .collect::<Result<_, _>>()?,
            },
            Deed::Discharged(plan) => Act::Discharge {
                outcome: DischargeOutcome::GoalsMet,
                relapse_plan: (*plan).to_owned(),
            },
        };
        Ok(vec![act])
    }

    /// Exercises that leave the program, and those that join it.
    fn taken(&self, up: &[&str], leave: &[&str]) -> Result<Vec<Act>, Problem> {
        let leaves = leave.iter().map(|name| Ok(Change::Remove(id(name)?)));
        let joins = up.iter().map(|name| {
            let exercise = id(name)?;
            let known = self.content.exercises.get(&exercise);
            let dose = known.and_then(|known| known.dose.clone());
            Ok(Change::Add(Item {
                sides: known.filter(|known| known.one_sided).map(|_| Sides::Left),
                dose: dose.ok_or(Problem::Unreadable(0))?,
                exercise,
            }))
        });
        leaves
            .chain(joins)
            .map(|change: Result<Change, Problem>| {
                Ok(Act::Adjust(Adjust {
                    change: change?,
                    reason: "the phase goes on with these".to_owned(),
                }))
            })
            .collect()
    }

    /// The sheet that the record allows.
    fn print(&mut self, patient: &DemoPatient) -> Result<Printed, Problem> {
        let record = self.clinic.patient(patient.number)?.record;
        let kind = match record.standing(self.clinic.today()?).worst {
            Disposition::Emergency => SheetKind::Emergency,
            _ => SheetKind::Program,
        };
        let request = Request {
            kind,
            paper: Paper::A4,
            large_print: false,
            black_and_white: false,
            seen: None,
            language_reason: None,
        };
        self.clinic.print(self.by, patient.number, &request)
    }

    /// The common answers with those of the story in their place.
    fn screening(&self) -> Result<Answers, Problem> {
        let today = self.clinic.today()?;
        let read = |text: &str| {
            answers::read(
                "answers",
                text,
                Format::Toml,
                &self.content.questions,
                today,
            )
            .map(|file| file.answers)
            .map_err(Problem::Pack)
        };
        let mut answers = read(include_str!("demo/answers.toml"))?;
        answers.extend(read(&format!("[answers]\n{}", self.story.changes))?);
        answers.retain(|slot: &Slot, _| !self.story.not_asked.contains(&slot.question.as_str()));
        Ok(answers)
    }

    /// The common report of all that runs, with what differs in its place.
    fn report(
        &self,
        number: PatientNumber,
        changes: &str,
        each: &str,
        goals: &[u8],
    ) -> Result<Report, Problem> {
        const COMMON: &str = include_str!("demo/check-in.toml");
        const OF_EACH: &str = include_str!("demo/each-exercise.toml");
        let record = self.clinic.patient(number)?.record;
        let running = record
            .running_program()
            .map(plinth_core::record::program::Program::running)
            .unwrap_or_default();
        let today = self.clinic.today()?;
        let read = |answers: &str, about: &str| {
            let mut text = format!("[answers]\n{answers}\n");
            for exercise in &running {
                // Writing to a string cannot fail.
                let _ = write!(text, "[items.{exercise}]\n{about}\n");
            }
            answers::read_check_in("answers", &text, Format::Toml, self.content, today)
                .map_err(Problem::Pack)
        };
        let common = read(COMMON, OF_EACH)?;
        let differs = read(changes, each)?;
        let mut report = Report {
            answers: common.file.answers,
            items: common.items,
            goals: record
                .goals
                .iter()
                .zip(goals)
                .map(|(goal, score)| (goal.entry, *score))
                .collect(),
        };
        report.answers.extend(differs.file.answers);
        for (exercise, about) in differs.items {
            report.items.entry(exercise).or_default().extend(about);
        }
        Ok(report)
    }
}

fn id(exercise: &str) -> Result<ExerciseId, Problem> {
    exercise.parse().map_err(|_| Problem::Unreadable(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use plinth_core::check_in::Effect;

    #[test]
    fn hz_37_the_demonstration_shows_every_way_and_only_samples() {
        let folder = tempfile::tempdir().unwrap();
        let demo = demo(&folder.path().join("clinic"), &crate::system_clock()).unwrap();
        let ways: Vec<Disposition> = demo
            .patients
            .iter()
            .map(|patient| patient.outcome.disposition)
            .collect();
        assert_eq!(
            ways,
            [
                Disposition::Proceed,
                Disposition::Caution,
                Disposition::Incomplete,
                Disposition::SameDay,
                Disposition::Emergency,
                Disposition::Proceed,
                Disposition::Proceed,
                Disposition::Proceed,
            ]
        );
        let records: Vec<_> = demo
            .patients
            .iter()
            .map(|patient| demo.clinic.patient(patient.number).unwrap().record)
            .collect();
        let advised = |place: usize| {
            let check_ins = records[place].check_ins.iter();
            check_ins
                .map(|c| c.advice.program.effect)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            advised(0),
            [Effect::Continue, Effect::OnlyThese],
            "a flare-up"
        );
        let phase = |place: usize| {
            let program = records[place].program.as_ref();
            program.map(|program| program.plan.phase.to_string())
        };
        assert_eq!(phase(5).as_deref(), Some("maintain"));
        assert_eq!(advised(6).last(), Some(&Effect::Refer), "a plateau");
        assert_eq!(records[6].open_referrals().count(), 1);
        assert!(records[7].episode().is_none(), "discharged");
        let sheets: Vec<bool> = demo
            .patients
            .iter()
            .map(|patient| patient.sheet.is_some())
            .collect();
        assert_eq!(sheets, [true, true, false, false, true, true, true, true]);
        assert!(demo.clinic.record().demo);
    }
}
