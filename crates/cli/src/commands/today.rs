use std::collections::BTreeSet;

use clap::Args;
use jiff::civil::Date;
use plinth_clinic::Clinic;
use plinth_core::index::DueKind;
use serde::Serialize;

use crate::{clinic::ClinicArgs, output::FormatOption, problem::Problem, record_text};

/// What is due today: open flags first, then referrals, tasks, advice, check-ins and reviews
#[derive(Debug, Args)]
pub(crate) struct Today {
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct DueView {
    kind: DueKind,
    since: Date,
    days: i64,
    patient: String,
    name: String,
    about: String,
}

impl Today {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let clinic = clinic.open()?;
        let today = clinic.today()?;
        let due: Vec<DueView> = clinic
            .due(today)?
            .into_iter()
            .map(|line| DueView {
                kind: line.due.kind,
                since: line.due.on,
                days: plinth_core::calendar::days_between(line.due.on, today),
                patient: line.patient.number,
                name: line.patient.name,
                about: line.due.about,
            })
            .collect();
        let closing = closing(&clinic, &due)?;
        self.format.show(&due, |due, page| {
            if due.is_empty() {
                page.line("Nothing is due today.");
                return;
            }
            let rows: Vec<[String; 5]> = due
                .iter()
                .map(|line| {
                    [
                        record_text::word(&line.kind),
                        age(line.days),
                        line.patient.clone(),
                        line.name.clone(),
                        line.about.clone(),
                    ]
                })
                .collect();
            page.table(["what", "since", "patient", "name", "about"], &rows);
            if !closing.is_empty() {
                page.heading("To close a task when it is done:");
            }
            for command in &closing {
                page.line(&format!("  {command}"));
            }
            let next = next(due);
            if !next.is_empty() {
                page.heading("To go on with a program:");
            }
            for command in &next {
                page.line(&format!("  {command}"));
            }
        })
    }
}

/// The commands that close the tasks of the list; what stands in capitals is to be filled in.
fn closing(clinic: &Clinic, due: &[DueView]) -> Result<Vec<String>, Problem> {
    let tasks = due.iter().filter(|line| line.kind == DueKind::Task);
    let patients: BTreeSet<&str> = tasks.map(|line| line.patient.as_str()).collect();
    let mut commands = Vec::new();
    for patient in patients {
        let Ok(number) = patient.parse() else {
            continue;
        };
        for task in clinic.patient(number)?.record.open_tasks() {
            let entry = task.id;
            commands.push(format!(
                "plinth task close {number} {entry} --with WHO --how telephone --said WORDS"
            ));
        }
    }
    Ok(commands)
}

/// The commands that show advice and ask again.
fn next(due: &[DueView]) -> BTreeSet<String> {
    due.iter()
        .filter_map(|line| match line.kind {
            DueKind::Advice => Some(format!("plinth advice {} list", line.patient)),
            DueKind::CheckIn | DueKind::Review => Some(format!("plinth check-in {}", line.patient)),
            _ => None,
        })
        .collect()
}

/// How long something has been due.
fn age(days: i64) -> String {
    match days {
        0 => "today".into(),
        1 => "1 day".into(),
        days => format!("{days} days"),
    }
}
