//! Files of check-ins: what is asked once, for each exercise, and of each goal.

use jiff::civil::{Date, date};
use plinth_core::{
    answer::{Answer, Value},
    content::Content,
};
use plinth_pack::{
    answers::{CheckInAnswers, Format, read_check_in},
    diagnostic::{Diagnostic, Style},
    load,
};

use crate::common::tiny;

const TODAY: Date = date(2026, 11, 21);

const CHECK_IN: &str = r#"
[light]
red = "hot-knee"
amber = "settle-hours > 2"

[question.settle-hours]
ask = "How many hours until it had settled?"
kind = { number = { least = "0", most = "48", places = 0, unit = "h" } }
worse = "higher"
each-item = true
clinic-default = true
"#;

fn content() -> Content {
    let mut files = tiny();
    files.insert("checkin.toml".into(), CHECK_IN.into());
    let loaded = load(&files);
    loaded
        .content
        .unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics))
}

fn read(text: &str, format: Format) -> Result<CheckInAnswers, Vec<Diagnostic>> {
    read_check_in("check-in", text, format, &content(), TODAY)
}

#[test]
fn json_and_toml_say_the_same_of_a_check_in() {
    let from_json = read(
        r#"{ "patient": "0142-E", "answers": { "hot-knee": "no" },
             "items": { "EX-01": { "settle-hours": 2 }, "EX-02": { "settle-hours": "unsure" } }, "goals": { "1": 4, "2": "10" } }"#,
        Format::Json,
    )
    .unwrap();
    let from_toml = read(
        r#"
        patient = "0142-E"
        answers = { hot-knee = "no" }
        [items.EX-01]
        settle-hours = 2
        [items.EX-02]
        settle-hours = "unsure"
        [goals]
        1 = 4
        2 = "10"
        "#,
        Format::Toml,
    )
    .unwrap();
    assert_eq!(from_json, from_toml);
    assert_eq!(from_json.file.patient.as_deref(), Some("0142-E"));
    assert_eq!(from_json.goals, [(1, 4), (2, 10)].into());
    let settled = |exercise: &str| {
        let answers = &from_json.items[exercise];
        answers[&"settle-hours".parse().unwrap()].answer.clone()
    };
    assert_eq!(settled("EX-01"), Answer::Value(Value::Number(2.into())));
    assert_eq!(settled("EX-02"), Answer::Unsure);
}

#[test]
fn exercises_and_goals_may_be_left_out_and_answers_may_not() {
    let read_json = |text| read(text, Format::Json);
    let bare = read_json(r#"{ "answers": {} }"#).unwrap();
    assert!(bare.items.is_empty() && bare.goals.is_empty());
    assert_eq!(
        read_json(r#"{ "goals": { "1": 4 } }"#).unwrap_err()[0].code,
        "missing-key"
    );
}

#[test]
fn what_is_no_check_in_is_said() {
    for (rest, expected) in [
        (r#""items": 1"#, "wrong-type"),
        (r#""goals": ["1"]"#, "wrong-type"),
        (r#""gaols": {}"#, "unknown-key"),
        (r#""items": { "EX-99": {} }"#, "unknown-exercise"),
        (r#""items": { "EX-01": 2 }"#, "wrong-type"),
        (r#""items": { "EX-01": {}, "EX-01": {} }"#, "not-readable"),
        (
            r#""items": { "EX-01": { "settle-hour": 2 } }"#,
            "unknown-question",
        ),
        (
            r#""items": { "EX-01": { "settle-hours": 49 } }"#,
            "wrong-answer",
        ),
        (
            r#""items": { "EX-01": { "hot-knee": "no" } }"#,
            "wrong-place",
        ),
        (r#""goals": { "0": 4 }"#, "unknown-goal"),
        (r#""goals": { "01": 4 }"#, "unknown-goal"),
        (r#""goals": { "walk": 4 }"#, "unknown-goal"),
        (r#""goals": { "1": 11 }"#, "wrong-answer"),
        (r#""goals": { "1": 4.5 }"#, "wrong-answer"),
        (r#""goals": { "1": "+4" }"#, "wrong-answer"),
        (r#""goals": { "1": "unsure" }"#, "wrong-answer"),
        (r#""goals": { "1": null }"#, "wrong-answer"),
    ] {
        let file = format!("{{ \"answers\": {{}}, {rest} }}");
        let faults = read(&file, Format::Json).unwrap_err();
        assert_eq!(faults.len(), 1, "{rest}: {faults:#?}");
        assert_eq!(faults[0].code, expected, "{rest}");
    }
    let among_answers = read(r#"{ "answers": { "settle-hours": 2 } }"#, Format::Json);
    assert_eq!(among_answers.unwrap_err()[0].code, "wrong-place");
    // A screening has neither.
    for key in ["items", "goals"] {
        let file = format!("{{ \"answers\": {{}}, \"{key}\": {{}} }}");
        let questions = &content().questions;
        let faults = plinth_pack::answers::read("f", &file, Format::Json, questions, TODAY);
        assert_eq!(faults.unwrap_err()[0].code, "unknown-key", "{key}");
    }
}

#[test]
fn a_mistake_in_a_check_in_is_shown_without_the_words_of_the_file() {
    let text = r#"{ "answers": {},
        "items": { "Canary": {}, "EX-01": { "Canary": 1, "settle-hours": "Canary" } }, "goals": { "Canary": "Canary" } }"#;
    let files = [("check-in".to_owned(), text.as_bytes().to_vec())].into();
    let faults = read(text, Format::Json).unwrap_err();
    assert_eq!(faults.len(), 5);
    for fault in faults {
        let shown = fault.render_without_words(&files, Style::Plain);
        assert!(!shown.contains("Canary"), "{shown}");
        assert!(shown.contains("check-in:2"), "{shown}");
    }
}
