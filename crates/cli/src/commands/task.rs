use clap::{Args, Subcommand};
use jiff::civil::Date;
use plinth_core::{
    number::PatientNumber,
    record::{command::Act, entry::Seq, event::Duty},
};
use serde::Serialize;

use crate::{
    arguments::{date, entry, patient_number},
    clinic::ClinicArgs,
    conversation::ConversationArgs,
    output::FormatOption,
    problem::Problem,
    record_text,
};

/// See and close tasks, such as "tell the patient"
#[derive(Debug, Args)]
pub(crate) struct Task {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Open tasks of a patient
    List {
        /// The patient's number: 0142-E
        #[arg(value_parser = patient_number())]
        patient: PatientNumber,
        #[command(flatten)]
        format: FormatOption,
    },
    /// A new task about a patient
    Add {
        /// The patient's number: 0142-E
        #[arg(value_parser = patient_number())]
        patient: PatientNumber,
        /// What is to be done
        words: String,
        /// By when
        #[arg(long, value_name = "DATE", value_parser = date())]
        by: Date,
    },
    /// A task is done: with whom, how, when and in what words
    Close {
        /// The patient's number: 0142-E
        #[arg(value_parser = patient_number())]
        patient: PatientNumber,
        /// The entry that opened the task
        #[arg(value_parser = entry(), value_name = "ENTRY")]
        task: Seq,
        #[command(flatten)]
        done: ConversationArgs,
    },
}

#[derive(Debug, Serialize)]
struct TaskView {
    entry: Seq,
    what: String,
    since: Date,
    by: Date,
}

impl Task {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        match self.what {
            What::List { patient, format } => list(clinic, patient, format),
            What::Add { patient, words, by } => {
                let duty = Duty::Other(words);
                clinic.act(patient, Act::OpenTask { duty, by })
            }
            What::Close {
                patient,
                task,
                done,
            } => {
                let done = done.into();
                clinic.act(patient, Act::CloseTask { task, done })
            }
        }
    }
}

fn list(clinic: &ClinicArgs, patient: PatientNumber, format: FormatOption) -> Result<(), Problem> {
    let record = clinic.open()?.patient(patient)?.record;
    let tasks: Vec<TaskView> = record
        .open_tasks()
        .map(|task| TaskView {
            entry: task.id,
            what: record_text::duty(&task.duty),
            since: task.since,
            by: task.by,
        })
        .collect();
    format.show(&tasks, |tasks, page| {
        if tasks.is_empty() {
            page.line("No open task.");
            return;
        }
        let rows: Vec<[String; 3]> = tasks
            .iter()
            .map(|task| {
                [
                    task.entry.to_string(),
                    task.by.to_string(),
                    task.what.clone(),
                ]
            })
            .collect();
        page.table(["entry", "by", "what"], &rows);
    })
}
