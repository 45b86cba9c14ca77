use std::{collections::BTreeMap, path::PathBuf};

use clap::Args;
use plinth_core::{
    answer::Answers,
    content::{Content, Disposition},
    name::PackId,
    number::PatientNumber,
    question::Occasion,
    record::{command::Act, event::Event},
    screening,
};

use crate::{
    answers,
    arguments::patient_number,
    clinic::{Acting, ClinicArgs, say, warn},
    form::{self, End, FormSession, Heading, in_words},
    outcome::{self, OutcomeView},
    output::FormatOption,
    packs,
    problem::Problem,
    terminal::{self, Page, Paint},
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
    /// The adopted pack to ask with
    #[arg(long, value_name = "ID")]
    pack: PackId,
    /// File of answers, TOML or JSON; - is standard input. Without it, the terminal asks
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    #[command(flatten)]
    format: FormatOption,
}

impl Screen {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let mut acting = clinic.acting()?;
        let content = packs::adopted(&acting.clinic, &self.pack)?.clone();
        let answers = match &self.answers {
            Some(file) => answers::of_patient(file, &content, &acting, self.patient)?,
            None => match ask(&acting, &content, self.patient)? {
                Some(answers) => answers,
                None => return Ok(()),
            },
        };
        // The stop is said from the answers alone, whatever becomes of storing them.
        stop(&acting, &content, self.patient, &answers)?;
        let act = Act::Screen {
            pack: content.digests.whole.clone(),
            answers: answers.clone(),
            asked_on: BTreeMap::new(),
        };
        let changed = acting
            .clinic
            .change(&acting.by, self.patient, None, act)
            .inspect_err(|_| {
                terminal::status("NOT SAVED: what was answered is not in the record.");
            })?;
        terminal::status("Saved.");
        let recorded = changed.entries.iter().find_map(|entry| match &entry.event {
            Event::ScreenRecorded(screen) => Some(screen),
            _ => None,
        });
        let Some(recorded) = recorded else {
            return say(self.patient, &changed);
        };
        let facts = changed.record.facts(&content, &answers, acting.today()?);
        let offer = outcome::offer(&content, &facts, &recorded.outcome);
        let view = OutcomeView::new(&content, &recorded.outcome, offer.clone());
        self.format.show(&view, |_, page| {
            outcome::write(&content, &recorded.outcome, &offer, page);
        })?;
        warn(&changed.warnings);
        if self.format.is_text() {
            terminal::status(&next(self.patient, recorded.outcome.disposition));
        }
        Ok(())
    }
}

/// What is usually done next.
fn next(number: PatientNumber, level: Disposition) -> String {
    let command = match level {
        Disposition::Emergency => format!("plinth sheet {number} --kind emergency"),
        Disposition::SameDay | Disposition::Refer => format!("plinth refer {number}"),
        Disposition::Incomplete => format!("plinth screen {number}, with what is not known"),
        Disposition::Caution | Disposition::Proceed => format!("plinth assign {number}"),
    };
    format!("Next: {command}")
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
    let paint = Paint::stderr();
    let mut page = Page::new(paint);
    page.line(&paint.alarm(&format!("  EMERGENCY: STOP HERE. Patient {number}")));
    let call = &acting.clinic.settings()?.emergency_number;
    page.line(&paint.alarm(&format!("  Emergency number: {}", terminal::harmless(call))));
    for finding in &outcome.findings {
        if finding.gives == Disposition::Emergency {
            page.paragraph(2, &outcome::what_to_do(content, &finding.cause));
        }
    }
    eprint!("{}", page.into_text());
    Ok(())
}
