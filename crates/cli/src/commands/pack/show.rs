use clap::Args;
use plinth_core::{
    content::{Content, Exercise, Standing},
    name::EvidenceId,
};
use serde::Serialize;

use crate::{
    clinic::ClinicArgs, output::FormatOption, packs, problem::Problem, record_text, terminal::Page,
};

/// What a pack holds: questions, rules, exercises, cautions, what check-ins advise, with where it comes from
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
    exercises: Vec<ExerciseView<'a>>,
    phases: Vec<Said<'a>>,
    check_in_rules: Vec<Said<'a>>,
    cautions: Vec<Said<'a>>,
    topics: Vec<Said<'a>>,
}

/// An exercise, with what a clinician wants to know before teaching it.
#[derive(Debug, Serialize)]
struct ExerciseView<'a> {
    #[serde(flatten)]
    said: Said<'a>,
    harder: &'a str,
    mistakes: &'a [String],
    not_for: &'a [String],
    disagreements: &'a [String],
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
        exercises: content.exercises.values().map(exercise_view).collect(),
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
        check_in_rules: content
            .check_in
            .rules
            .iter()
            .map(|rule| Said {
                id: rule.id.as_str(),
                kind: record_text::list(&rule.then),
                text: &rule.say,
                evidence: &rule.evidence,
                clinic_default: rule.clinic_default,
            })
            .collect(),
        cautions: content
            .cautions
            .iter()
            .map(|caution| Said {
                id: caution.id.as_str(),
                kind: caution
                    .until
                    .as_ref()
                    .map_or_else(|| "always".into(), |phase| format!("until {phase}")),
                text: &caution.title,
                evidence: &caution.evidence,
                clinic_default: caution.clinic_default,
            })
            .collect(),
        topics: content
            .topics
            .iter()
            .map(|topic| Said {
                id: topic.id.as_str(),
                kind: record_text::word(&topic.kind),
                text: &topic.title,
                evidence: &topic.evidence,
                clinic_default: topic.evidence.is_empty(),
            })
            .collect(),
    }
}

fn exercise_view(exercise: &Exercise) -> ExerciseView<'_> {
    ExerciseView {
        said: Said {
            id: exercise.id.as_str(),
            kind: record_text::word(&exercise.standing),
            text: &exercise.name,
            evidence: &exercise.evidence,
            clinic_default: exercise.standing == Standing::ClinicAuthored,
        },
        harder: &exercise.harder,
        mistakes: &exercise.mistakes,
        not_for: &exercise.not_for,
        disagreements: &exercise.disagreements,
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
        ("Check-ins advise", &view.check_in_rules),
        ("Cautions", &view.cautions),
        ("Topics", &view.topics),
    ] {
        page.heading(heading);
        let rows: Vec<[String; 3]> = list.iter().map(row).collect();
        page.table(["id", "", ""], &rows);
    }
    page.heading("Exercises");
    let rows: Vec<[String; 3]> = view.exercises.iter().flat_map(exercise_rows).collect();
    page.table(["id", "", ""], &rows);
}

fn row(said: &Said<'_>) -> [String; 3] {
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
}

/// An exercise, and below it what is known of it, a line each.
fn exercise_rows(exercise: &ExerciseView<'_>) -> Vec<[String; 3]> {
    let harder = (!exercise.harder.is_empty()).then_some(exercise.harder);
    let known = [
        ("harder", harder.into_iter().collect::<Vec<&str>>()),
        ("mistake", words(exercise.mistakes)),
        ("not for", words(exercise.not_for)),
        ("disagreement", words(exercise.disagreements)),
    ];
    let below = known.into_iter().flat_map(|(what, lines)| {
        lines
            .into_iter()
            .map(move |line| [String::new(), what.to_owned(), line.to_owned()])
    });
    std::iter::once(row(&exercise.said)).chain(below).collect()
}

fn words(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}
