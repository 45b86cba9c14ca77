use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::Zoned;
use plinth_core::{
    answer::Answers,
    content::{Content, Disposition},
    facts::Facts,
    finding::Outcome,
    name::PackId,
    number::PatientNumber,
    question::Occasion,
    record::{command::Act, event::Event},
    screening,
};

use crate::{
    answers,
    arguments::patient_number,
    clinic::{Acting, ClinicArgs, alarm, alarm_with, by_standing, level_before, say, warn},
    form::{self, End, FormSession, Heading, in_words},
    outcome::{self, OutcomeView},
    output::FormatOption,
    packs,
    problem::Problem,
    terminal,
};

/// Screen a patient: asks one question at a time, or takes a file of answers
///
/// An emergency is shown at the answer that causes it, before anything is stored. That the command was done (exit code 0)
/// never means that the patient is safe.
#[derive(Debug, Args)]
pub(crate) struct Screen {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// The adopted pack to ask with; needed where several are adopted
    #[arg(long, value_name = "ID")]
    pack: Option<PackId>,
    /// File of answers, TOML or JSON; - is standard input. Without it, the terminal asks
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
}

impl Screen {
    /// Where the clinic's folder cannot be used, the stop is said all the same: from the file of answers and the pack that
    /// comes with the program.
    fn stop_without_the_clinic(&self) {
        let Some(file) = self
            .answers
            .as_deref()
            .filter(|file| *file != Path::new("-"))
        else {
            return;
        };
        let Some(content) = plinth_pack::load(&plinth_clinic::embedded()).content else {
            return;
        };
        let today = Zoned::now().date();
        let Ok(given) = answers::read(file, &content.questions, today) else {
            return;
        };
        let facts = Facts::new(&content.questions, &given.answers, given.born, today);
        let outcome = screening::screen(&content, &facts, Occasion::Screening);
        if outcome.disposition == Disposition::Emergency {
            let call = "that of your country; the clinic's own could not be read";
            let what_to_do = what_to_do(&content, &outcome);
            alarm_with(call, self.patient, outcome.disposition, &what_to_do);
            terminal::status("NOT SAVED: what was answered is not in the record.");
        }
    }

    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let mut acting = clinic
            .acting()
            .inspect_err(|_| self.stop_without_the_clinic())?;
        let content = packs::chosen(&acting.clinic, self.pack.as_ref())?.clone();
        let answers = match &self.answers {
            Some(file) => answers::of_patient(file, &content, &acting, self.patient)?,
            None => match ask(&acting, &content, self.patient)? {
                Some(answers) => answers,
                None => return Ok(()),
            },
        };
        // The stop is said from the answers alone, whatever becomes of storing them.
        stop(&acting, &content, self.patient, &answers)?;
        let record = acting.clinic.patient(self.patient)?.record;
        let before = level_before(&record);
        let act = Act::Screen {
            pack: content.digests.whole.clone(),
            answers: answers.clone(),
            asked_on: BTreeMap::new(),
        };
        let changed = acting
            .clinic
            .change(&acting.by, self.patient, None, act)
            .map_err(|problem| {
                terminal::status("NOT SAVED: what was answered is not in the record.");
                acting.with_commands(problem, &record, self.patient)
            })?;
        terminal::status("Saved.");
        let recorded = changed.entries.iter().find_map(|entry| match &entry.event {
            Event::ScreenRecorded(screen) => Some(screen),
            _ => None,
        });
        let Some(recorded) = recorded else {
            return say(&acting.clinic, self.patient, before, &changed, None);
        };
        let facts = changed.record.facts(&content, &answers, acting.today()?);
        let offer = outcome::offer(&content, &facts, &recorded.outcome);
        let view = OutcomeView::new(&content, &recorded.outcome, offer.clone());
        self.format.show(&view, |_, page| {
            outcome::write(&content, &recorded.outcome, &offer, page);
        })?;
        warn(&changed.warnings);
        if self.format.is_text() {
            let level = recorded.outcome.disposition;
            let next = by_standing(&acting.clinic, &changed.record, self.patient, level);
            let name = level.as_str().to_uppercase();
            terminal::status(&format!("Patient {}: {name}", self.patient));
            terminal::next(&next);
        }
        Ok(())
    }
}

/// Asks at the terminal. Nothing where the clinician leaves without recording.
fn ask(
    acting: &Acting,
    content: &Content,
    number: PatientNumber,
) -> Result<Option<Answers>, Problem> {
    if !terminal::is_attended() {
        return Err(
            Problem::wrong_use("nobody can be asked: this is not a terminal")
                .hint("Give the answers with --answers FILE."),
        );
    }
    let record = acting.clinic.patient(number)?.record;
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
    let session = FormSession::new(content, Occasion::Screening, born, acting.today()?);
    let (session, end) = form::run(session, &heading)?;
    match end {
        End::Record => Ok(Some(session.answers().clone())),
        End::Abandon => {
            stop(acting, content, number, session.answers())?;
            terminal::status("Left. NOT SAVED: nothing of it is in the record.");
            Ok(None)
        }
    }
}

/// Says an emergency on standard error, in red and in words.
fn stop(
    acting: &Acting,
    content: &Content,
    number: PatientNumber,
    answers: &Answers,
) -> Result<(), Problem> {
    let record = acting.clinic.patient(number)?.record;
    let facts = record.facts(content, answers, acting.today()?);
    let outcome = screening::screen(content, &facts, Occasion::Screening);
    if outcome.disposition != Disposition::Emergency {
        return Ok(());
    }
    let what_to_do = what_to_do(content, &outcome);
    alarm(&acting.clinic, number, outcome.disposition, &what_to_do)
}

/// What to do about each emergency that was found.
fn what_to_do(content: &Content, outcome: &Outcome) -> Vec<String> {
    outcome
        .findings
        .iter()
        .filter(|finding| finding.gives == Disposition::Emergency)
        .map(|finding| outcome::what_to_do(content, &finding.cause))
        .collect()
}
