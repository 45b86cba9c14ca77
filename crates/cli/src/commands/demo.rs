use std::path::{Path, PathBuf};

use clap::Args;
use plinth_clinic::{
    demo::{self, Demo as Made, DemoPatient},
    system_clock,
};
use plinth_core::{
    calendar,
    finding::Cause,
    record::{Record, event::Event},
};

use crate::{
    advice_text::effect_in_words,
    outcome,
    problem::Problem,
    record_text, sheet_file,
    terminal::{self, Page, Paint},
};

/// Make a fictional clinic: eight patients over some weeks, what was decided and why, and their printed sheets
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// A new folder; plinth-demo, or the first of its kind that is free, where nothing is said
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Demo {
    pub(crate) fn run(self) -> Result<(), Problem> {
        let folder = self.folder()?;
        let home = folder.join("clinic");
        let made = demo::demo(&home, &system_clock())?;
        let mut page = Page::new(Paint::stdout());
        page.paragraph(
            0,
            &format!(
                "A fictional clinic in {}. All of it is a SAMPLE; nobody here is real.",
                folder.display()
            ),
        );
        for patient in &made.patients {
            if let Some(sheet) = &patient.sheet {
                sheet_file::write(&folder.join(sheet_file::name(sheet.number)), sheet)?;
            }
            page.blank();
            write(&made, patient, &folder, &mut page)?;
        }
        page.heading("Look around");
        let by = format!("plinth --home {} --as {}", home.display(), demo::LEAD);
        page.line(&format!("  {by} today"));
        if let Some(first) = made.patients.first() {
            page.line(&format!("  {by} patient show {}", first.number));
        }
        page.paragraph(
            2,
            &format!("The passphrase of {} is: {}", demo::LEAD, demo::PASSPHRASE),
        );
        Ok(terminal::print(&page.into_text())?)
    }

    /// A folder that is new: an earlier demonstration is never written over.
    fn folder(&self) -> Result<PathBuf, Problem> {
        if let Some(out) = &self.out {
            if out.join("clinic").exists() {
                return Err(
                    Problem::wrong_use("there is a demonstration in this folder already")
                        .hint("Name another folder with --out, or leave --out away."),
                );
            }
            return Ok(out.clone());
        }
        let first = PathBuf::from("plinth-demo");
        let others = (2..100).map(|n| PathBuf::from(format!("plinth-demo-{n}")));
        std::iter::once(first)
            .chain(others)
            .find(|folder| !folder.exists())
            .ok_or_else(|| {
                Problem::wrong_use("there are a hundred demonstrations here").hint("Remove some.")
            })
    }
}

fn write(
    made: &Made,
    patient: &DemoPatient,
    folder: &Path,
    page: &mut Page,
) -> Result<(), Problem> {
    let record = made.clinic.patient(patient.number)?.record;
    let paint = page.paint();
    let level = patient.outcome.disposition;
    let age = calendar::completed_years(patient.details.born, made.clinic.today()?);
    let age = age.map(|age| format!(", {age} years")).unwrap_or_default();
    let who = format!("{}  {}{age}", patient.number, patient.details.name);
    page.line(&paint.strong(&who));
    page.paragraph(4, patient.story);
    let word = paint.level(level, &level.as_str().to_uppercase());
    page.line(&format!("    Result   {word}"));
    page.paragraph(13, outcome::in_words(level));
    for finding in &patient.outcome.findings {
        let Cause::Rule(rule) = &finding.cause else {
            continue;
        };
        page.hanging(4, "Why      ", &outcome::say(&made.content, &finding.cause));
        let because = format!(
            "{}; rule {rule}, {}",
            record_text::list(&finding.because),
            record_text::list(&finding.evidence)
        );
        page.paragraph(13, &because);
        page.hanging(
            4,
            "Do       ",
            &outcome::what_to_do(&made.content, &finding.cause),
        );
    }
    for missing in &patient.outcome.missing {
        let hides = missing
            .cannot_exclude
            .map(|level| format!("; cannot exclude {level}"))
            .unwrap_or_default();
        page.hanging(
            4,
            "Why      ",
            &format!("{} is {}{hides}", missing.fact, missing.found),
        );
    }
    for active in &patient.outcome.precautions {
        page.hanging(
            4,
            "Mind     ",
            &format!(
                "{} ({})",
                active.precaution,
                record_text::list(&active.because)
            ),
        );
    }
    visits(patient, page);
    program(&record, made, page);
    for warning in &patient.warnings {
        page.hanging(4, "Mind     ", &warning.to_string());
    }
    if let Some(sheet) = &patient.sheet {
        page.hanging(
            4,
            "Sheet    ",
            &folder
                .join(sheet_file::name(sheet.number))
                .display()
                .to_string(),
        );
    }
    Ok(())
}

/// What happened after the first visit, a line for each.
fn visits(patient: &DemoPatient, page: &mut Page) {
    for visit in patient.visits.iter().skip(1) {
        let mut told = Vec::new();
        for event in &visit.events {
            match event {
                Event::CheckInRecorded(check_in) => {
                    let light = check_in.advice.light;
                    let light = light.map_or("light not known".into(), |light| light.to_string());
                    let rules = check_in.advice.program.fired.iter();
                    let rules: Vec<_> = rules
                        .filter(|fired| fired.effect == check_in.advice.program.effect)
                        .map(|fired| &fired.rule)
                        .collect();
                    let advice = effect_in_words(check_in.advice.program.effect);
                    told.push(if rules.is_empty() {
                        format!("check-in {light}: {advice}")
                    } else {
                        format!("check-in {light}: {advice} ({})", record_text::list(&rules))
                    });
                }
                Event::AdviceDecided(_) => told.push("done".into()),
                Event::PhaseChanged(e) => told.push(format!("now in {}", e.to)),
                Event::ExerciseAdded(e) => told.push(format!("adds {}", e.item.exercise)),
                Event::ReferralMade(e) => told.push(format!("asks {}", e.to)),
                Event::EpisodeDischarged(_) => told.push("discharged".into()),
                _ => {}
            }
        }
        let on = crate::form::in_words(visit.on);
        page.hanging(4, "Visit    ", &format!("{on}: {}", told.join("; ")));
    }
}

fn program(record: &Record, made: &Made, page: &mut Page) {
    let Some(program) = record.running_program() else {
        return;
    };
    let names: Vec<String> = program
        .plan
        .courses
        .iter()
        .filter(|course| course.paused.is_none())
        .map(|course| {
            let id = &course.item.exercise;
            let name = made
                .content
                .exercises
                .get(id)
                .map_or("", |known| known.name.as_str());
            format!("{id} {name}")
        })
        .collect();
    page.hanging(
        4,
        "Program  ",
        &format!(
            "{}. Review on {}.",
            names.join(", "),
            crate::form::in_words(program.plan.review_on)
        ),
    );
}
