use clap::{Args, Subcommand};
use jiff::civil::Date;
use plinth_core::{
    name::{ExerciseId, PhaseId},
    number::PatientNumber,
    record::{
        command::{Act, Adjust as Adjustment, Change},
        event::NoteFor,
    },
};

use crate::{
    arguments::{date, one_of, patient_number},
    clinic::{Acting, ClinicArgs},
    dose::DoseArgs,
    problem::Problem,
};

/// Change the program; every change says why
#[derive(Debug, Args)]
pub(crate) struct Adjust {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Args)]
struct Why {
    /// Why
    #[arg(long)]
    reason: String,
}

#[derive(Debug, Args)]
struct Exercise {
    /// Which exercise: EX-01
    exercise: ExerciseId,
    #[command(flatten)]
    why: Why,
}

#[derive(Debug, Args)]
struct Dosed {
    /// Which exercise: EX-01
    exercise: ExerciseId,
    #[command(flatten)]
    why: Why,
    #[command(flatten)]
    dose: DoseArgs,
}

#[derive(Debug, Subcommand)]
enum What {
    /// One exercise takes the place of another
    Swap {
        /// What leaves
        out: ExerciseId,
        /// What takes its place
        into: ExerciseId,
        #[command(flatten)]
        why: Why,
        #[command(flatten)]
        dose: Box<DoseArgs>,
    },
    /// Another dose, or another side
    Dose(Box<Dosed>),
    /// One more exercise
    Add(Box<Dosed>),
    /// One exercise less
    Remove(Exercise),
    /// One exercise rests
    Pause(Exercise),
    /// An exercise that rested goes on
    Resume(Exercise),
    /// A remark
    Note {
        /// What it says
        text: String,
        /// Who reads it: the staff, or the patient on the sheet
        #[arg(long = "for", value_name = "READER", default_value = "staff", value_parser = one_of::<NoteFor>(&["staff", "sheet"]))]
        reader: NoteFor,
        /// To which exercise it belongs, if to one
        #[arg(long)]
        exercise: Option<ExerciseId>,
    },
    /// Another phase; up by one at most in a visit
    Phase {
        /// Which, as the pack names it: build
        to: PhaseId,
        #[command(flatten)]
        review: Review,
        #[command(flatten)]
        why: Why,
    },
    /// The whole program rests
    Hold(Why),
    /// The program goes on
    Release {
        #[command(flatten)]
        review: Review,
        #[command(flatten)]
        why: Why,
    },
    /// Go on with an exercise that a precaution bars, where it may be; for registered clinicians
    Override(Exercise),
    /// Go on with another version of the pack, after looking at what differs
    Accept {
        /// Its digest, or the beginning of it, as `plinth pack list` shows it
        digest: String,
        #[command(flatten)]
        why: Why,
    },
}

#[derive(Debug, Args)]
struct Review {
    /// The next review; as the phase says where nothing is said
    #[arg(long = "review", value_name = "DATE", value_parser = date())]
    on: Option<Date>,
}

impl Adjust {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let acting = if matches!(self.what, What::Override(_)) {
            clinic.proved()?
        } else {
            clinic.acting()?
        };
        let act = self.what.act(&acting, self.patient)?;
        acting.act(self.patient, act)
    }
}

impl What {
    fn act(self, acting: &Acting, patient: PatientNumber) -> Result<Act, Problem> {
        let item = |exercise: &ExerciseId, dose: DoseArgs| acting.item(patient, exercise, dose);
        let (change, why) = match self {
            Self::Swap {
                out,
                into,
                why,
                dose,
            } => {
                let into = item(&into, *dose)?;
                (Change::Swap { out, into }, why)
            }
            Self::Dose(dosed) => (Change::Dose(item(&dosed.exercise, dosed.dose)?), dosed.why),
            Self::Add(dosed) => (Change::Add(item(&dosed.exercise, dosed.dose)?), dosed.why),
            Self::Remove(of) => (Change::Remove(of.exercise), of.why),
            Self::Pause(of) => (Change::Pause(of.exercise), of.why),
            Self::Resume(of) => (Change::Resume(of.exercise), of.why),
            Self::Note {
                text,
                reader,
                exercise,
            } => {
                let note = Change::Note {
                    reader,
                    exercise,
                    text,
                };
                let unsaid = Why {
                    reason: String::new(),
                };
                (note, unsaid)
            }
            Self::Phase { to, review, why } => {
                let review_on = review.on;
                (Change::Phase { to, review_on }, why)
            }
            Self::Hold(why) => (Change::Hold, why),
            Self::Release { review, why } => {
                let review_on = review.on;
                (Change::Release { review_on }, why)
            }
            Self::Override(of) => {
                return Ok(Act::Override {
                    exercise: of.exercise,
                    reason: of.why.reason,
                });
            }
            Self::Accept { digest, why } => {
                let content = acting.clinic.library().by_digest(&digest)?;
                return Ok(Act::AcceptContent {
                    pack: content.digests.whole.clone(),
                    reason: why.reason,
                });
            }
        };
        Ok(Act::Adjust(Adjustment {
            change,
            reason: why.reason,
        }))
    }
}
