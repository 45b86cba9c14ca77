use clap::{Args, Subcommand};
use plinth_core::{
    check_in::Effect,
    name::ExerciseId,
    number::PatientNumber,
    record::{
        command::{Act, Choice},
        event::Sides,
    },
};

use crate::{
    advice_text::AdviceView,
    arguments::{one_of, patient_number},
    clinic::ClinicArgs,
    dose::sides,
    output::FormatOption,
    problem::Problem,
};

/// Look at what the last check-in advises, follow it, or decide otherwise with a reason
#[derive(Debug, Args)]
pub(crate) struct Advice {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show it, with the rules, the facts behind them, and what following it would do
    List {
        #[command(flatten)]
        format: FormatOption,
    },
    /// Do what is advised
    Follow {
        /// program, or the exercise: EX-01
        about: String,
        /// The exercise that takes its place, or whose dose goes up
        #[arg(long, value_name = "EXERCISE", conflicts_with_all = ["instead", "to"])]
        with: Option<ExerciseId>,
        /// With which side the other exercise is done
        #[arg(long, requires = "with", value_parser = sides())]
        side: Option<Sides>,
        /// Something else that is as much in line with the rule
        #[arg(long, value_name = "EFFECT", conflicts_with = "to", value_parser = one_of::<Effect>(&["swap", "halve", "step-back", "hold", "alert", "refer", "regress", "only-these"]))]
        instead: Option<Effect>,
        /// Who is asked to see the patient
        #[arg(long, value_name = "WHOM", requires = "reason")]
        to: Option<String>,
        /// Why they are asked
        #[arg(long, requires = "to")]
        reason: Option<String>,
    },
    /// Go on otherwise
    Otherwise {
        /// program, or the exercise: EX-01
        about: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

impl Advice {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let acting = clinic.acting()?;
        let record = acting.clinic.patient(self.patient)?.record;
        let Some(check_in) = record.check_in() else {
            return Err(
                Problem::refused("there was no check-in of this program yet")
                    .hint(format!("plinth check-in {}", self.patient)),
            );
        };
        let entry = check_in.entry;
        match self.what {
            What::List { format } => {
                let content = acting
                    .clinic
                    .library()
                    .by_digest(&check_in.pack.digests.whole)?;
                let view = AdviceView::new(&acting.clinic, &acting.by, content, &record, check_in)?;
                format.show(&view, AdviceView::write)
            }
            What::Follow {
                about,
                with,
                side,
                instead,
                to,
                reason,
            } => {
                let about = of(&about)?;
                let choice = match (with, instead, to, &about) {
                    (Some(into), _, _, Some(_)) => Choice::Swap { into, sides: side },
                    (Some(exercise), _, _, None) => Choice::Raise(exercise),
                    (None, _, Some(to), _) => Choice::Refer {
                        to,
                        reason: reason.unwrap_or_default(),
                    },
                    (None, Some(effect), None, _) => Choice::Instead(effect),
                    (None, None, None, _) => Choice::AsAdvised,
                };
                let act = Act::FollowAdvice {
                    check_in: entry,
                    about,
                    choice,
                };
                acting.act(self.patient, act)
            }
            What::Otherwise { about, reason } => {
                let act = Act::DecideOtherwise {
                    check_in: entry,
                    about: of(&about)?,
                    reason,
                };
                acting.act(self.patient, act)
            }
        }
    }
}

/// The exercise that is meant; nothing for the program as a whole.
fn of(about: &str) -> Result<Option<ExerciseId>, Problem> {
    if about == "program" {
        return Ok(None);
    }
    about.parse().map(Some).map_err(|_| {
        Problem::wrong_use("this is neither `program` nor an exercise")
            .hint("Write program, or the exercise as the advice names it: EX-01.")
    })
}
