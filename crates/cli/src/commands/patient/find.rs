use clap::Args;
use jiff::civil::Date;
use plinth_clinic::Hit;
use serde::Serialize;

use crate::{clinic::ClinicArgs, form::in_words, output::FormatOption, problem::Problem, terminal};

/// Find patients by the beginnings of their names; nothing opens by name alone
#[derive(Debug, Args)]
pub(crate) struct Find {
    /// Beginnings of words of their name, in any order
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    format: FormatOption,
}

/// All patients, by number
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct HitView<'a> {
    patient: &'a str,
    name: &'a str,
    born: Date,
    last_visit: Option<Date>,
    namesake: bool,
}

impl Find {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let hits = clinic.open()?.find(&self.words.join(" "))?;
        show(self.format, &hits.patients, hits.more)
    }
}

impl List {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        show(self.format, &clinic.open()?.everyone()?, false)
    }
}

/// Shows patients with what tells them apart.
pub(super) fn show(format: FormatOption, hits: &[Hit], more: bool) -> Result<(), Problem> {
    if more {
        terminal::status("There are more: type another word, or more letters.");
    }
    let hits: Vec<HitView<'_>> = hits
        .iter()
        .map(|hit| HitView {
            patient: &hit.number,
            name: &hit.name,
            born: hit.born,
            last_visit: hit.last_visit,
            namesake: hit.namesake,
        })
        .collect();
    format.show(&hits, |hits, page| {
        if hits.is_empty() {
            page.line("Nobody is found.");
            return;
        }
        let rows: Vec<[String; 5]> = hits
            .iter()
            .map(|hit| {
                [
                    hit.patient.to_string(),
                    in_words(hit.born),
                    hit.last_visit.map(in_words).unwrap_or_default(),
                    if hit.namesake { "namesake!" } else { "" }.to_string(),
                    hit.name.to_string(),
                ]
            })
            .collect();
        page.table(["patient", "born", "last visit", "", "name"], &rows);
    })
}
