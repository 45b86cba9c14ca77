use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;
use plinth_core::{
    answer::Answers,
    content::{Content, Disposition},
    number::PatientNumber,
    question::Occasion,
    record::{
        Record,
        command::Act,
        entry::Seq,
        event::{Event, GoalSet, Report},
    },
    screening,
};
use serde::Serialize;

use crate::{
    advice_text::AdviceView,
    answers,
    arguments::patient_number,
    clinic::{Acting, ClinicArgs, alarm, by_standing, level_before, say, warn},
    form::{self, End, FormSession, Heading, in_words},
    outcome::{self, OutcomeView},
    output::FormatOption,
    problem::Problem,
    prompt, terminal,
};

/// Record how a patient is getting on with the program: asks one question at a time, or takes a file of answers
///
/// It asks again for everything that can be an emergency, then how the program went, then about each exercise and each
/// goal. It shows what the answers allow and what is advised, with the rule, its facts and its source. By itself it only
/// holds and pauses; `plinth advice` follows the rest, or decides otherwise.
#[derive(Debug, Args)]
pub(crate) struct CheckIn {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// File of answers, TOML or JSON; - is standard input. Without it, the terminal asks
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
}

/// What a check-in says, for programs.
#[derive(Serialize)]
struct CheckInView {
    #[serde(flatten)]
    outcome: OutcomeView,
    advice: AdviceView,
}

impl CheckIn {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let mut acting = clinic.acting()?;
        let record = acting.clinic.patient(self.patient)?.record;
        let Some(program) = record.running_program() else {
            return Err(Problem::refused(
                "no program is assigned, so there is nothing to check in about",
            )
            .hint(format!("plinth assign {}", self.patient)));
        };
        let content = acting
            .clinic
            .library()
            .by_digest(&program.pack.digests.whole)?
            .clone();
        let report = match &self.answers {
            Some(file) => {
                let read = answers::check_in_of_patient(file, &content, &acting, self.patient)?;
                Report {
                    answers: read.file.answers,
                    items: read.items,
                    goals: goals_by_entry(&record, &read.goals)?,
                }
            }
            None => match ask(&acting, &content, &record, self.patient)? {
                Some(report) => report,
                None => return Ok(()),
            },
        };
        // The stop is said from the answers alone, whatever becomes of storing them.
        stop(&acting, &content, &record, self.patient, &report.answers)?;
        let before = level_before(&record);
        let changed = acting
            .clinic
            .change(&acting.by, self.patient, None, Act::CheckIn(report))
            .map_err(|problem| {
                terminal::status("NOT SAVED: what was answered is not in the record.");
                acting.with_commands(problem, &record, self.patient)
            })?;
        terminal::status("Saved.");
        let recorded = changed.entries.iter().find_map(|entry| match &entry.event {
            Event::CheckInRecorded(check_in) => Some(check_in),
            _ => None,
        });
        let (Some(recorded), Some(check_in)) = (recorded, changed.record.check_in()) else {
            return say(&acting.clinic, self.patient, before, &changed, None);
        };
        let advice = AdviceView::new(
            &acting.clinic,
            &acting.by,
            &content,
            &changed.record,
            check_in,
        )?;
        let offer = plinth_core::allowed::Offer::default();
        let view = CheckInView {
            outcome: OutcomeView::new(&content, &recorded.outcome, offer.clone()),
            advice,
        };
        self.format.show(&view, |view, page| {
            outcome::write(&content, &recorded.outcome, &offer, page);
            view.advice.write(page);
        })?;
        warn(&changed.warnings);
        if self.format.is_text() {
            self.next(
                &acting,
                &changed.record,
                recorded.outcome.disposition,
                &view.advice,
            );
        }
        Ok(())
    }

    fn next(&self, acting: &Acting, record: &Record, level: Disposition, advice: &AdviceView) {
        let next = if level.allows_program() && advice.is_open() {
            format!("plinth advice {} follow program", self.patient)
        } else if level.allows_program() {
            format!("plinth sheet {}", self.patient)
        } else {
            by_standing(&acting.clinic, record, self.patient, level)
        };
        let name = level.as_str().to_uppercase();
        terminal::status(&format!("Patient {}: {name}", self.patient));
        terminal::next(&next);
    }
}

/// Scores by the entry that set each goal, from scores by its place in the record.
fn goals_by_entry(
    record: &Record,
    by_place: &BTreeMap<u32, u8>,
) -> Result<BTreeMap<Seq, u8>, Problem> {
    by_place
        .iter()
        .map(|(place, score)| {
            let goal = usize::try_from(*place)
                .ok()
                .and_then(|place| record.goals.get(place.checked_sub(1)?));
            goal.map(|goal| (goal.entry, *score)).ok_or_else(|| {
                Problem::wrong_use(format!("there is no goal {place} in the record")).hint(format!(
                    "The record has {}; the first is 1.",
                    record.goals.len()
                ))
            })
        })
        .collect()
}

/// Asks at the terminal. Nothing where the clinician leaves without recording.
fn ask(
    acting: &Acting,
    content: &Content,
    record: &Record,
    number: PatientNumber,
) -> Result<Option<Report>, Problem> {
    if !terminal::is_attended() {
        return Err(
            Problem::wrong_use("nobody can be asked: this is not a terminal")
                .hint("Give the answers with --answers FILE."),
        );
    }
    let details = record.patient.as_ref().map(|patient| &patient.details);
    let born = details.map(|details| details.born);
    let heading = Heading {
        patient: details.map_or_else(
            || number.to_string(),
            |details| {
                format!(
                    "{number} · {} · born {}",
                    details.name,
                    in_words(details.born)
                )
            },
        ),
        emergency_number: acting.clinic.settings()?.emergency_number.clone(),
    };
    let known = record.answers_under_check_in(content);
    let session = FormSession::knowing(content, Occasion::CheckIn, born, acting.today()?, known);
    let (session, end) = form::run(session, &heading)?;
    if end == End::Abandon {
        stop(acting, content, record, number, session.answers())?;
        terminal::status("Left. NOT SAVED: nothing of it is in the record.");
        return Ok(None);
    }
    let mut report = Report {
        answers: session.answers().clone(),
        ..Report::default()
    };
    if session.is_emergency() {
        return Ok(Some(report));
    }
    let running = record
        .running_program()
        .map(|program| program.plan.running());
    for item in running.into_iter().flatten() {
        let known = content.exercises.get(&item.exercise);
        let name = known.map_or(item.exercise.as_str(), |known| &known.name);
        let (about, end) = form::run(session.about(name), &heading)?;
        if end == End::Abandon {
            terminal::status("What was asked about this exercise is left out.");
            continue;
        }
        report
            .items
            .insert(item.exercise.clone(), about.answers().clone());
    }
    for goal in &record.goals {
        if let Some(score) = ask_goal(&goal.value)? {
            report.goals.insert(goal.entry, score);
        }
    }
    Ok(Some(report))
}

/// How well a goal goes; nothing where Enter alone says that it was not asked.
fn ask_goal(goal: &GoalSet) -> Result<Option<u8>, Problem> {
    let question = format!(
        "{} — how well does it go, from 0 (cannot) to 10 (as before)? Enter alone: not asked",
        terminal::harmless(&goal.words)
    );
    prompt::line(&question, "", |text| match text.trim() {
        "" => Ok(None),
        typed => typed
            .parse()
            .ok()
            .filter(|score: &u8| *score <= 10)
            .map(Some)
            .ok_or_else(|| "a whole number from 0 to 10".to_owned()),
    })
}

/// Says an emergency on standard error, in red and in words.
fn stop(
    acting: &Acting,
    content: &Content,
    record: &Record,
    number: PatientNumber,
    answers: &Answers,
) -> Result<(), Problem> {
    let mut all = record.answers_under_check_in(content);
    all.extend(answers.clone());
    let facts = record.facts(content, &all, acting.today()?);
    let outcome = screening::screen(content, &facts, Occasion::CheckIn);
    if outcome.disposition != Disposition::Emergency {
        return Ok(());
    }
    let what_to_do: Vec<String> = outcome
        .findings
        .iter()
        .filter(|finding| finding.gives == Disposition::Emergency)
        .map(|finding| outcome::what_to_do(content, &finding.cause))
        .collect();
    alarm(&acting.clinic, number, outcome.disposition, &what_to_do)
}
