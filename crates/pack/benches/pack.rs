//! How long a triage and the loading of a pack take. `cargo bench -p plinth-pack`
#![allow(clippy::unwrap_used, reason = "a benchmark has nobody to tell")]

#[path = "../../../tests/benches/ratio.rs"]
mod ratio;

use std::{collections::BTreeSet, path::Path, process::ExitCode};

use jiff::civil::{Date, date};
use plinth_core::{
    allowed::{Offer, Situation},
    content::Content,
    evaluate::Judge,
    facts::Facts,
    finding::Outcome,
    question::Occasion,
    screening::screen,
};
use plinth_pack::{
    answers::{self, Format},
    folder, load,
};
use ratio::{At, Row, Table};
use serde_json::{Map, Value, json};

const TODAY: Date = date(2026, 3, 2);

fn main() -> ExitCode {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/sciatica");
    let files = folder::read(&pack).unwrap();
    let content = load(&files).content.unwrap();
    let mut table = Table::default();

    let clear = clear(&pack);
    let stopped = with(&clear, &[("saddle-numbness", "yes"), ("cancer", "unsure")]);
    let unasked = with(
        &clear,
        &[("saddle-numbness", "not asked"), ("fever", "declined")],
    );
    for (what, answers) in [
        ("triage of answers with nothing found", &clear),
        ("triage of answers with an emergency", &stopped),
        ("triage of answers with gaps", &unasked),
    ] {
        let text = json!({ "answers": answers }).to_string();
        table.compare(
            Row {
                what,
                against: "parsing their JSON",
                at: At::P50,
                bound: Some(2.0),
            },
            500,
            20,
            || triage(&content, &text),
            || serde_json::from_str::<Value>(&text).unwrap(),
        );
    }

    parts(
        &mut table,
        &content,
        &json!({ "answers": clear }).to_string(),
    );

    let texts: Vec<&str> = files
        .iter()
        .filter(|(path, _)| !path.starts_with("cases/"))
        .map(|(_, bytes)| std::str::from_utf8(bytes).unwrap())
        .collect();
    table.compare(
        Row {
            what: "loading and checking the sciatica pack",
            against: "parsing its TOML",
            at: At::P50,
            bound: None,
        },
        50,
        1,
        || load(&files),
        || {
            texts
                .iter()
                .map(|text| text.parse::<toml::Table>().unwrap().len())
                .sum::<usize>()
        },
    );
    table.compare(
        Row {
            what: "the same without what could only warn",
            against: "parsing its TOML",
            at: At::P50,
            bound: None,
        },
        50,
        1,
        || plinth_pack::content(&files),
        || {
            texts
                .iter()
                .map(|text| text.parse::<toml::Table>().unwrap().len())
                .sum::<usize>()
        },
    );
    table.finish()
}

/// What a triage is made of.
fn parts(table: &mut Table, content: &Content, text: &str) {
    let row = |what| Row {
        what,
        against: "parsing their JSON",
        at: At::P50,
        bound: None,
    };
    let parse = || serde_json::from_str::<Value>(text).unwrap();
    let read = || answers::read("answers", text, Format::Json, &content.questions, TODAY).unwrap();
    table.compare(row("reading answers"), 500, 20, read, parse);
    let file = read();
    let facts = || Facts::new(&content.questions, &file.answers, file.born, TODAY);
    table.compare(row("laying out their facts"), 500, 20, facts, parse);
    let facts = facts();
    let screened = || screen(content, &facts, Occasion::Screening);
    table.compare(row("screening their facts"), 500, 20, screened, parse);
}

/// From the text of a file of answers to what they allow.
fn triage(content: &Content, text: &str) -> (Outcome, Offer) {
    let file = answers::read("answers", text, Format::Json, &content.questions, TODAY).unwrap();
    let facts = Facts::new(&content.questions, &file.answers, file.born, TODAY);
    let outcome = screen(content, &facts, Occasion::Screening);
    let offer = match (content.programs.first(), &outcome.phase) {
        (Some(program), Some(phase)) => Situation {
            content,
            judge: Judge::new(content, &facts),
            precautions: &outcome.precautions,
            standing: outcome.disposition,
            program,
            phase,
            running: &BTreeSet::new(),
            tolerated: &BTreeSet::new(),
        }
        .offer(),
        _ => Offer::default(),
    };
    (outcome, offer)
}

/// Answers with which nothing is found, from the pack's own cases.
fn clear(pack: &Path) -> Map<String, Value> {
    let cases = std::fs::read_to_string(pack.join("cases/base.toml")).unwrap();
    let cases: toml::Table = cases.parse().unwrap();
    match serde_json::to_value(&cases["base"]["clear"]).unwrap() {
        Value::Object(answers) => answers,
        other => unreachable!("answers are a table, not {other}"),
    }
}

fn with(answers: &Map<String, Value>, changes: &[(&str, &str)]) -> Map<String, Value> {
    let mut answers = answers.clone();
    for (question, answer) in changes {
        answers.insert((*question).to_owned(), (*answer).into());
    }
    answers
}
