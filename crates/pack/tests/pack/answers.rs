//! Files of answers: what is read from them, and that mistakes are said without a patient's words.

use jiff::civil::{Date, date};
use plinth_core::{
    answer::{Answer, Value, Via},
    content::Content,
};
use plinth_pack::{
    answers::{AnswerFile, Format, read},
    diagnostic::{Diagnostic, Style},
    load,
};

use crate::common::tiny;

const TODAY: Date = date(2026, 11, 21);

fn content() -> Content {
    load(&tiny()).content.unwrap()
}

fn json(text: &str) -> Result<AnswerFile, Vec<Diagnostic>> {
    read(
        "answers.json",
        text,
        Format::Json,
        &content().questions,
        TODAY,
    )
}

fn toml(text: &str) -> Result<AnswerFile, Vec<Diagnostic>> {
    read(
        "answers.toml",
        text,
        Format::Toml,
        &content().questions,
        TODAY,
    )
}

/// The code of the only mistake.
fn code(read: Result<AnswerFile, Vec<Diagnostic>>) -> &'static str {
    let faults = read.unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults[0].code
}

#[test]
fn json_and_toml_say_the_same() {
    let from_json = json(
        r#"{ "patient": "0142-E", "date": "2026-11-20", "born": "1985-03-14", "answers": {
            "hot-knee": "no", "fever": "mild", "eases": "unsure", "pain": { "value": 6, "since": "2026-03-01", "via": "telephone" },
            "power.left": 4, "power.right": 5, "pain-where": ["knee", "shin"], "pregnant": "not asked" } }"#,
    )
    .unwrap();
    let from_toml = toml(
        r#"
        patient = "0142-E"
        date = "2026-11-20"
        born = 1985-03-14
        [answers]
        hot-knee = "no"
        fever = "mild"
        eases = "unsure"
        pain = { value = 6, since = 2026-03-01, via = "telephone" }
        power = { left = 4, right = 5 }
        pain-where = ["knee", "shin"]
        pregnant = "not asked"
        "#,
    )
    .unwrap();
    assert_eq!(from_json, from_toml);
    assert_eq!(from_json.on, Some(date(2026, 11, 20)));
    let pain = &from_json.answers[&"pain".parse().unwrap()];
    assert_eq!(pain.answer, Answer::Value(Value::Number(6.into())));
    assert_eq!(pain.unit.as_deref(), Some("of 10"));
    assert_eq!(pain.since, Some(date(2026, 3, 1)));
    assert_eq!(pain.via, Via::Telephone);
    let power = &from_json.answers[&"power.left".parse().unwrap()];
    assert_eq!(power.via, Via::Examination);
}

#[test]
fn the_first_form_of_answers_still_reads() {
    let read = json(include_str!("../fixtures/answers-1.json")).unwrap();
    assert_eq!(read.patient.as_deref(), Some("0142-E"));
    let written: Vec<String> = read
        .answers
        .iter()
        .map(|(slot, given)| format!("{slot} = {}", given.answer))
        .collect();
    assert_eq!(
        written,
        [
            "eases = unsure",
            "fever = mild",
            "hot-knee = no",
            "pain = 6",
            "pain-where = knee, shin",
            "power.left = 4",
            "power.right = 5",
            "pregnant = not asked",
        ]
    );
}

#[test]
fn what_is_no_answer_is_said() {
    for (answers, expected) in [
        (r#""hot-knee": null"#, "wrong-type"),
        (r#""hot-knee": true"#, "wrong-type"),
        (r#""hot-knee": """#, "wrong-answer"),
        (r#""hot-knee": "maybe""#, "wrong-answer"),
        (r#""hot-knee": 1"#, "wrong-answer"),
        (r#""hot-knee": "no", "hot-knee": "yes""#, "not-readable"),
        (r#""hot-kne": "no""#, "unknown-question"),
        (r#""pain": "6,5""#, "wrong-answer"),
        (r#""pain": "6/10""#, "wrong-answer"),
        (r#""pain": 1e1"#, "wrong-answer"),
        (r#""pain": 6.5"#, "wrong-answer"),
        (r#""pain": 11"#, "wrong-answer"),
        (r#""pain": [6]"#, "not-readable"),
        (
            r#""pain": { "value": 6, "since": "2026-11-22" }"#,
            "wrong-date",
        ),
        (
            r#""pain": { "value": 6, "sinc": "2026-11-01" }"#,
            "wrong-type",
        ),
        (r#""pain": { "since": "2026-11-01" }"#, "wrong-type"),
        (r#""pain": { "value": 6, "via": "owl" }"#, "unknown-word"),
        (
            r#""hot-knee": { "value": "yes", "since": "2026-11-01" }"#,
            "since-superfluous",
        ),
        (r#""power": 4"#, "side-missing"),
        (r#""power": { "left": 4, "middle": 4 }"#, "side-missing"),
        (
            r#""power.left": 4, "power": { "left": 4 }"#,
            "duplicate-key",
        ),
        (r#""hot-knee.left": "no""#, "side-superfluous"),
        (r#""pain-where": ["knee", "ear"]"#, "wrong-answer"),
    ] {
        let file = format!("{{ \"answers\": {{ {answers} }} }}");
        assert_eq!(code(json(&file)), expected, "{answers}");
    }
}

#[test]
fn the_file_itself_is_checked() {
    for (file, expected) in [
        ("", "not-readable"),
        ("[]", "not-readable"),
        ("{", "not-readable"),
        ("{}", "missing-key"),
        (r#"{ "answers": {}, "patients": "x" }"#, "unknown-key"),
        (r#"{ "answers": {}, "patient": 142 }"#, "wrong-type"),
        (r#"{ "answers": {}, "date": "2026-11-22" }"#, "wrong-date"),
        (r#"{ "answers": {}, "born": "yesterday" }"#, "wrong-date"),
    ] {
        assert_eq!(code(json(file)), expected, "{file}");
    }
    let born_later =
        r#"{ "born": "2020-01-01", "answers": { "pain": { "value": 6, "since": "2019-12-31" } } }"#;
    assert_eq!(code(json(born_later)), "wrong-date");
    let large = format!("{{ \"answers\": {{}} }}{}", " ".repeat(1_000_000));
    assert_eq!(code(json(&large)), "too-large");
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(code(json(&deep)), "not-readable");
    assert!(toml(&format!("answers = {deep}")).is_err());
    assert_eq!(
        code(toml("answers = { hot-knee = \"no\" }\nanswers = {}")),
        "duplicate-key"
    );
}

#[test]
fn a_mistake_is_shown_without_the_words_of_the_file() {
    let text = "{ \"patient\": \"Canary\",\n  \"answers\": { \"hot-knee\": \"Canary\", \"Canary\": 1, \"pain\": { \"value\": \"Canary\", \"via\": \"Canary\" } } }";
    let files = [("answers.json".to_owned(), text.as_bytes().to_vec())].into();
    let faults = json(text).unwrap_err();
    assert_eq!(faults.len(), 3);
    for fault in faults {
        let shown = fault.render_without_words(&files, Style::Plain);
        assert!(!shown.contains("Canary"), "{shown}");
        assert!(shown.contains("answers.json:2"), "{shown}");
    }
}
