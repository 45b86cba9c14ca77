//! The clinic in which a command is done, and who does it.

mod changed;
mod next;

use std::{
    env,
    path::{Path, PathBuf},
};

use clap::Args;
use jiff::civil::Date;
use plinth_clinic::{Clinic, Exposed, Passphrase, SignedIn, system_clock};
use plinth_core::{
    clinic::ClinicAct,
    content::Content,
    name::{ExerciseId, PersonId},
    number::PatientNumber,
    record::{Record, command::Act, event::Item},
};

pub(crate) use changed::{alarm, alarm_with, level_before, say, warn};
pub(crate) use next::{by_standing, consent, latest_resolution};

use crate::{dose::DoseArgs, problem::Problem, prompt, small_file, terminal};

/// Names the file that holds the passphrase of who acts, for scripts.
const PASSPHRASE_FILE: &str = "PLINTH_PASSPHRASE_FILE";
/// What to do where a new passphrase cannot be asked for.
pub(crate) const NAME_PASSPHRASE_FILE: &str =
    "Name a file whose first line is the new passphrase, with --passphrase-file FILE.";
/// The same for the clinic's key.
pub(crate) const NAME_KEY_PASSPHRASE_FILE: &str =
    "Name a file whose first line is the new passphrase, with --key-passphrase-file FILE.";
/// Names the file that holds the passphrase of the clinic's key, for scripts.
const KEY_PASSPHRASE_FILE: &str = "PLINTH_KEY_PASSPHRASE_FILE";

/// Which clinic, and who acts.
#[derive(Debug, Args)]
#[command(next_help_heading = "Clinic")]
pub(crate) struct ClinicArgs {
    /// The clinic's folder; .plinth in your own folder where nothing is said
    #[arg(
        long,
        global = true,
        env = "PLINTH_HOME",
        value_name = "DIR",
        hide_env_values = true
    )]
    home: Option<PathBuf>,
    /// Who acts, by the short name that `plinth person list` shows
    #[arg(
        long = "as",
        global = true,
        env = "PLINTH_AS",
        value_name = "PERSON",
        hide_env_values = true
    )]
    person: Option<PersonId>,
}

impl ClinicArgs {
    /// The clinic's folder.
    pub(crate) fn home(&self) -> Result<PathBuf, Problem> {
        self.home
            .clone()
            .or_else(|| Some(env::home_dir()?.join(".plinth")))
            .ok_or_else(|| {
                Problem::wrong_use("it is not known where the clinic's folder is")
                    .hint("Name it with --home, or in PLINTH_HOME.")
            })
    }

    /// Opens the clinic, to read.
    pub(crate) fn open(&self) -> Result<Clinic, Problem> {
        let home = self.home()?;
        let clinic = Clinic::open(&home, &key_passphrase, system_clock())?;
        for exposed in Exposed::of(&home) {
            terminal::status(&format!("mind: {exposed}"));
        }
        Ok(clinic)
    }

    /// Opens the clinic for somebody who acts.
    pub(crate) fn acting(&self) -> Result<Acting, Problem> {
        let clinic = self.open()?;
        let by = clinic.sign_in(self.person()?, None)?;
        Ok(Acting { clinic, by })
    }

    /// Opens the clinic for somebody who acts and proves that it is they.
    pub(crate) fn proved(&self) -> Result<Acting, Problem> {
        let clinic = self.open()?;
        let person = self.person()?;
        let by = clinic.sign_in(person, Some(&passphrase(person)?))?;
        Ok(Acting { clinic, by })
    }

    /// Who acts.
    pub(crate) fn person(&self) -> Result<&PersonId, Problem> {
        self.person.as_ref().ok_or_else(|| {
            Problem::wrong_use("it is not said who acts").hint(
                "Say it with --as, or in PLINTH_AS; `plinth person list` shows the short names.",
            )
        })
    }

    /// Changes a patient's record, and says what changed.
    pub(crate) fn act(&self, patient: PatientNumber, act: Act) -> Result<(), Problem> {
        self.acting()?.act(patient, act)
    }
}

/// An open clinic, and who acts in it.
#[derive(Debug)]
pub(crate) struct Acting {
    pub(crate) clinic: Clinic,
    pub(crate) by: SignedIn,
}

impl Acting {
    /// The clinic-local date.
    pub(crate) fn today(&self) -> Result<Date, Problem> {
        Ok(self.clinic.today()?)
    }

    /// Changes a patient's record, and says what changed.
    pub(crate) fn act(mut self, patient: PatientNumber, act: Act) -> Result<(), Problem> {
        let before = self.clinic.patient(patient)?.record;
        let next = next::after(&act, &self.clinic, patient);
        let changed = self
            .clinic
            .change(&self.by, patient, None, act)
            .map_err(|problem| self.with_commands(problem, &before, patient))?;
        tracing::info!(%patient, entries = changed.entries.len(), "record changed");
        say(&self.clinic, patient, level_before(&before), &changed, next)
    }

    /// What went wrong, with the commands that are the ways out for this patient.
    pub(crate) fn with_commands(
        &self,
        problem: plinth_clinic::Problem,
        record: &Record,
        patient: PatientNumber,
    ) -> Problem {
        match &problem {
            plinth_clinic::Problem::Refused(refusal) => Problem::refusal(refusal, |reason| {
                next::way_out(reason, &self.clinic, record, patient)
            }),
            _ => problem.into(),
        }
    }

    /// Changes the clinic's own record.
    pub(crate) fn act_in_clinic(mut self, act: ClinicAct) -> Result<(), Problem> {
        Ok(self.clinic.change_clinic(&self.by, act)?)
    }
}

/// The passphrase of who acts: from the file that scripts name, else from the terminal.
pub(crate) fn passphrase(person: &PersonId) -> Result<Passphrase, Problem> {
    match from_file(PASSPHRASE_FILE)? {
        Some(passphrase) => Ok(passphrase),
        None => prompt::passphrase(
            &format!("Passphrase of {person}"),
            &format!("Name a file whose first line is the passphrase, in {PASSPHRASE_FILE}."),
        ),
    }
}

/// A new passphrase: from the file that scripts name, else typed twice. `otherwise` says how to name a file.
pub(crate) fn new_passphrase(
    whose: &str,
    file: Option<&Path>,
    otherwise: &str,
) -> Result<Passphrase, Problem> {
    if let Some(file) = file {
        return read_passphrase(file);
    }
    loop {
        let first = prompt::passphrase(&format!("New passphrase of {whose}"), otherwise)?;
        if first == prompt::passphrase("The same again", otherwise)? {
            return Ok(first);
        }
        terminal::status("  The two are not the same.");
    }
}

/// The passphrase of the clinic's key, where it can be had.
pub(crate) fn key_passphrase() -> Option<Passphrase> {
    match from_file(KEY_PASSPHRASE_FILE) {
        Ok(Some(passphrase)) => Some(passphrase),
        _ => prompt::passphrase("Passphrase of the clinic's key", "").ok(),
    }
}

fn from_file(variable: &str) -> Result<Option<Passphrase>, Problem> {
    env::var_os(variable)
        .map(|path| read_passphrase(Path::new(&path)))
        .transpose()
}

/// The first line of a file.
fn read_passphrase(path: &Path) -> Result<Passphrase, Problem> {
    let text = Passphrase::new(small_file::read(path).map_err(|why| {
        Problem::wrong_use("the file with the passphrase could not be read")
            .cause(why)
            .hint("Name a text file whose first line is the passphrase.")
    })?);
    Ok(Passphrase::new(
        text.lines().next().unwrap_or_default().to_string(),
    ))
}

impl Acting {
    /// The pack that the patient was screened with last.
    pub(crate) fn screened_with(&self, patient: PatientNumber) -> Result<&Content, Problem> {
        let record = self.clinic.patient(patient)?.record;
        let screening = record.screening().ok_or_else(|| {
            Problem::refused("the patient has no screening yet").hint("Screen the patient in full.")
        })?;
        Ok(self
            .clinic
            .library()
            .by_digest(&screening.pack.digests.whole)?)
    }

    /// An exercise with its present dose, else the pack's own, and what was given in place of it.
    pub(crate) fn item(
        &self,
        patient: PatientNumber,
        exercise: &ExerciseId,
        dose: DoseArgs,
    ) -> Result<Item, Problem> {
        let record = self.clinic.patient(patient)?.record;
        let running = record
            .program
            .as_ref()
            .and_then(|program| program.plan.course(exercise));
        let (base, sides) = if let Some(course) = running {
            (Some(course.item.dose.clone()), course.item.sides)
        } else {
            let content = self.screened_with(patient)?;
            let known = content.exercises.get(exercise);
            (known.and_then(|known| known.dose.clone()), None)
        };
        let Some(base) = base else {
            return Err(without_dose(self.screened_with(patient)?, exercise));
        };
        Ok(Item {
            exercise: exercise.clone(),
            sides: dose.side().or(sides),
            dose: dose.change(base),
        })
    }
}

/// Why an exercise cannot be assigned that has no dose.
fn without_dose(content: &Content, exercise: &ExerciseId) -> Problem {
    let problem = if content.exercises.contains_key(exercise) {
        Problem::refused(format!(
            "{exercise} has no dose in the pack: it cannot be assigned"
        ))
    } else {
        Problem::refused(format!("the pack has no exercise {exercise}"))
    };
    problem.hint(format!(
        "Choose another exercise; `plinth pack show {}` lists them.",
        content.id
    ))
}
