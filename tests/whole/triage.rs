//! `plinth triage`: the form of its answer, and what bad input gets.

use serde_json::{Value, json};

use crate::plinth::{Place, Run, sciatica};

/// Answers with which nothing is found, from the pack's own cases.
pub(crate) fn clear() -> serde_json::Map<String, Value> {
    let text =
        std::fs::read_to_string(super::root().join("packs/sciatica/cases/base.toml")).unwrap();
    let file: toml::Table = text.parse().unwrap();
    let Value::Object(clear) = serde_json::to_value(&file["base"]["clear"]).unwrap() else {
        panic!("the base is a table");
    };
    clear
}

fn triage_of(text: impl AsRef<[u8]>) -> Run {
    let place = Place::new();
    let file = place.file("answers.json", text);
    let (pack, file) = (sciatica(), file.to_str().unwrap().to_string());
    place.run([
        "triage",
        "--pack",
        &pack,
        "--answers",
        &file,
        "--today",
        "2026-03-02",
        "--format",
        "json",
    ])
}

fn triage(changes: &[(&str, Value)]) -> Value {
    let mut answers = clear();
    for (slot, value) in changes {
        match value {
            Value::Null => drop(answers.remove(*slot)),
            value => drop(answers.insert((*slot).to_string(), value.clone())),
        }
    }
    let run = triage_of(json!({ "answers": answers }).to_string()).ended(0);
    assert!(run.err.contains("Not recorded"), "{}", run.err);
    run.json()
}

#[test]
fn the_form_of_the_answer_is_as_documented() {
    let answer = triage(&[("pregnant", json!("yes"))]);
    let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
    let mut documented = [
        "disposition",
        "cannot_exclude",
        "findings",
        "missing",
        "precautions",
        "phase",
        "offered",
        "modified",
        "withheld",
    ];
    documented.sort_unstable();
    assert_eq!(keys, documented);
    assert_eq!(answer["disposition"], "caution");
    assert_eq!(answer["cannot_exclude"], Value::Null);
    assert_eq!(answer["precautions"], json!(["pregnancy"]));
    assert_eq!(answer["phase"], "calm");
    assert!(
        answer["offered"]
            .as_array()
            .unwrap()
            .contains(&json!("EX-01"))
    );
    let change = &answer["modified"][0];
    assert!(
        change["exercise"].is_string()
            && change["change"].is_string()
            && change["rule"] == "pregnancy"
    );
    let withheld = answer["withheld"].as_array().unwrap();
    assert!(
        withheld
            .iter()
            .all(|w| w["exercise"].is_string() && w["rule"].is_string() && w["instead"].is_array())
    );
}

#[test]
fn a_finding_says_why_and_from_where() {
    let answer = triage(&[("saddle-numbness", json!("yes"))]);
    assert_eq!(answer["disposition"], "emergency");
    let finding = &answer["findings"][0];
    assert_eq!(finding["rule"], "saddle");
    assert_eq!(finding["because"], json!(["saddle-numbness = yes"]));
    assert!(
        finding["evidence"]
            .as_array()
            .unwrap()
            .contains(&json!("RF-04"))
    );
    assert!(finding["say"].as_str().unwrap().contains("saddle"));
    assert_eq!(answer["offered"], json!([]));
}

#[test]
fn hz_01_a_key_that_is_missing_null_or_empty_is_never_a_no() {
    for (value, code) in [
        ("\"not asked\"", 0),
        ("\"declined\"", 0),
        ("null", 2),
        ("\"\"", 2),
        ("false", 2),
        ("0", 2),
        ("[]", 2),
    ] {
        let mut answers = clear();
        answers.remove("saddle-numbness");
        let rest = serde_json::to_string(&answers).unwrap();
        let text = format!(
            "{{\"answers\":{{\"saddle-numbness\":{value},{}}}",
            &rest[1..]
        );
        let run = triage_of(text).ended(code);
        if code == 0 {
            let answer = run.json();
            assert_eq!(answer["disposition"], "incomplete", "{value}");
            assert_eq!(answer["cannot_exclude"], "emergency", "{value}");
            assert_eq!(answer["missing"], json!(["saddle-numbness"]), "{value}");
            assert_eq!(answer["offered"], json!([]), "{value}");
        } else {
            assert_eq!(run.out, "", "{value}");
        }
    }
    assert_eq!(
        triage(&[("saddle-numbness", Value::Null)])["disposition"],
        "incomplete"
    );
}

#[test]
fn hz_16_unknown_and_double_keys_are_errors_with_a_place() {
    let unknown = triage_of(r#"{"answers":{"saddle_numbness":"no"}}"#).ended(2);
    assert!(
        unknown.err.contains("saddle-numbness"),
        "a hint: {}",
        unknown.err
    );
    let twice = "{\"answers\":{\n\"saddle-numbness\":\"yes\",\n\"saddle-numbness\":\"no\"}}";
    let twice = triage_of(twice).ended(2);
    assert!(
        twice.err.contains("twice") && twice.err.contains(":3"),
        "{}",
        twice.err
    );
    for text in [
        "",
        "{",
        "[]",
        "{\"answers\":{}",
        "{\"answer\":{}}",
        "{\"answers\":[]}",
        "answers = 3",
    ] {
        assert_eq!(triage_of(text).ended(2).out, "", "{text:?}");
    }
    assert_eq!(triage_of([0xff, 0xfe, 0x00]).ended(2).out, "");
}

#[test]
fn hz_19_values_out_of_range_or_in_another_form_are_not_guessed() {
    for value in [
        "\"6/10\"", "60", "11", "-1", "\"6,5\"", "\"six\"", "1e1", "true", "{}",
    ] {
        let mut answers = clear();
        answers.remove("leg-pain-worst");
        let rest = serde_json::to_string(&answers).unwrap();
        let run = triage_of(format!(
            "{{\"answers\":{{\"leg-pain-worst\":{value},{}}}",
            &rest[1..]
        ));
        assert_eq!(
            (run.code, run.out.as_str()),
            (2, ""),
            "{value}: {}",
            run.err
        );
    }
    for date in ["03/04/1980", "1980-13-01", "2999-01-01", "1980-4-3"] {
        let text = json!({ "answers": { "date-of-birth": date } }).to_string();
        assert_eq!(triage_of(text).ended(2).out, "", "{date}");
    }
}

#[test]
fn a_file_that_is_huge_or_deep_is_refused_soon() {
    let deep = format!("{{\"answers\":{}", "[".repeat(200_000));
    assert_eq!(triage_of(deep).ended(2).out, "");
    let huge = format!("{{\"answers\":{{\"x\":\"{}\"}}}}", "y".repeat(2_000_000));
    assert_eq!(triage_of(huge).ended(2).out, "");
}

#[test]
fn a_follow_up_to_a_no_is_a_contradiction() {
    let mut answers = clear();
    answers.insert("foot-drop-when".into(), json!("long-standing"));
    let run = triage_of(json!({ "answers": answers }).to_string()).ended(2);
    assert!(run.err.contains("foot-drop-when"), "{}", run.err);
}

#[test]
fn errors_never_repeat_an_answer() {
    let run =
        triage_of(r#"{"answers":{"leg-pain-worst":"zq-canary","zq-canary-key":"no"}}"#).ended(2);
    assert!(!run.err.contains("canary"), "{}", run.err);
}

#[test]
#[cfg(target_os = "linux")]
fn a_closed_output_is_an_error_before_anything_is_done() {
    let place = Place::new();
    let answers = place.file("answers.json", r#"{"answers":{}}"#);
    let typed = format!(
        "{} triage --pack {} --answers {}",
        crate::plinth::binary().display(),
        sciatica(),
        answers.display()
    );
    let shell = |end: &str| -> Run {
        let mut shell = std::process::Command::new("sh");
        shell.arg("-c").arg(format!("{typed} {end}"));
        shell.output().unwrap().into()
    };
    let closed = shell(">&-").ended(2);
    assert!(
        closed.err.contains("standard output is closed"),
        "{}",
        closed.err
    );
    assert!(closed.err.contains("do next"), "{}", closed.err);
    shell("> /dev/null").ended(0);
    shell("<> /dev/null 1<> /dev/null").ended(0);
    let full = shell("> /dev/full").ended(3);
    assert!(full.err.contains("error"), "{}", full.err);
    shell("| true").ended(0);
}
