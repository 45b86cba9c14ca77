use clap::Args;
use plinth_core::{
    content::{Content, Standing},
    name::EvidenceId,
};
use serde::Serialize;

use crate::{
    clinic::ClinicArgs, output::FormatOption, packs, problem::Problem, record_text, terminal::Page,
};

/// What a pack holds: questions, rules, precautions, exercises, with where they come from
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// An installed pack's id, or a folder
    pack: String,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct PackView<'a> {
    id: &'a str,
    version: &'a str,
    title: &'a str,
    language: &'a str,
    digest: &'a str,
    deciding_digest: &'a str,
    questions: Vec<Said<'a>>,
    rules: Vec<Said<'a>>,
    precautions: Vec<Said<'a>>,
    exercises: Vec<Said<'a>>,
    phases: Vec<Said<'a>>,
}

/// Something of a pack with its words and its sources.
#[derive(Debug, Serialize)]
struct Said<'a> {
    id: &'a str,
    kind: String,
    text: &'a str,
    evidence: &'a [EvidenceId],
    clinic_default: bool,
}

impl Show {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        packs::with(&self.pack, clinic, |content| {
            self.format.show(&view(content), write)
        })
    }
}

fn view(content: &Content) -> PackView<'_> {
    PackView {
        id: content.id.as_str(),
        version: &content.version,
        title: &content.title,
        language: &content.language,
        digest: &content.digests.whole,
        deciding_digest: &content.digests.deciding,
        questions: content
            .questions
            .iter()
            .map(|question| Said {
                id: question.id.as_str(),
                kind: record_text::word(&question.part),
                text: &question.ask,
                evidence: &question.evidence,
                clinic_default: question.evidence.is_empty(),
            })
            .collect(),
        rules: content
            .rules
            .iter()
            .map(|rule| Said {
                id: rule.id.as_str(),
                kind: rule.gives.to_string(),
                text: &rule.say,
                evidence: &rule.evidence,
                clinic_default: rule.clinic_default,
            })
            .collect(),
        precautions: content
            .precautions
            .iter()
            .map(|precaution| Said {
                id: precaution.id.as_str(),
                kind: precaution.gives.to_string(),
                text: &precaution.title,
                evidence: &precaution.evidence,
                clinic_default: precaution.clinic_default,
            })
            .collect(),
        exercises: content
            .exercises
            .values()
            .map(|exercise| Said {
                id: exercise.id.as_str(),
                kind: record_text::word(&exercise.standing),
                text: &exercise.name,
                evidence: &exercise.evidence,
                clinic_default: exercise.standing == Standing::ClinicAuthored,
            })
            .collect(),
        phases: content
            .programs
            .iter()
            .flat_map(|program| &program.phases)
            .map(|phase| Said {
                id: phase.id.as_str(),
                kind: "phase".into(),
                text: &phase.title,
                evidence: &phase.evidence,
                clinic_default: phase.evidence.is_empty(),
            })
            .collect(),
    }
}

fn write(view: &PackView<'_>, page: &mut Page) {
    let paint = page.paint();
    page.line(&paint.strong(&format!("{} {}", view.id, view.version)));
    page.pair(10, "title", view.title);
    page.pair(10, "language", view.language);
    page.pair(10, "digest", view.digest);
    page.pair(10, "deciding", view.deciding_digest);
    for (heading, list) in [
        ("Questions", &view.questions),
        ("Rules", &view.rules),
        ("Precautions", &view.precautions),
        ("Phases", &view.phases),
        ("Exercises", &view.exercises),
    ] {
        page.heading(heading);
        let rows: Vec<[String; 3]> = list
            .iter()
            .map(|said| {
                let mut from = record_text::list(said.evidence);
                if said.clinic_default {
                    from.push_str(if from.is_empty() {
                        "clinic"
                    } else {
                        ", clinic"
                    });
                }
                [
                    said.id.to_string(),
                    said.kind.clone(),
                    format!("{} [{from}]", said.text),
                ]
            })
            .collect();
        page.table(["id", "", ""], &rows);
    }
}
