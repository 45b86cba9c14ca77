//! How a patient gets on: check-ins and what they advise, measures and trends, a program like another's.

use serde_json::{Map, Value, json};

use crate::{
    commands::{BORN, Clinic},
    plinth::Run,
};

/// A base of answers of the pack's own cases.
fn base(name: &str) -> Map<String, Value> {
    let path = super::root().join("packs/sciatica/cases/check-ins.toml");
    let file: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let Value::Object(base) = serde_json::to_value(&file["base"][name]).unwrap() else {
        panic!("the base is a table");
    };
    base
}

/// The report of a check-in with which nothing is wrong.
pub(crate) fn fine(clinic: &Clinic, number: &str) -> Value {
    let items: Map<String, Value> = running(clinic, number)
        .into_iter()
        .map(|(exercise, _)| (exercise, base("fine").into()))
        .collect();
    json!({ "answers": base("well"), "items": items })
}

/// Checks in with a report.
pub(crate) fn check_in(clinic: &Clinic, number: &str, report: &Value) -> Run {
    clinic.0.file("report.json", report.to_string());
    clinic.run(
        &format!("check-in {number} --answers report.json --format json"),
        &[],
    )
}

/// A patient with a program.
fn assigned(clinic: &Clinic, name: &str) -> String {
    let number = clinic.patient(name, BORN);
    clinic
        .screen(&number, &[("date-of-birth", json!(BORN))])
        .ended(0);
    clinic
        .run(&format!("assign {number} --side left"), &[])
        .ended(0);
    number
}

/// What runs, with the side.
fn running(clinic: &Clinic, number: &str) -> Vec<(String, Value)> {
    let show = clinic
        .run(&format!("patient show {number} --format json"), &[])
        .ended(0)
        .json();
    show["program"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|item| item["paused"].is_null())
        .map(|item| {
            let exercise = item["exercise"].as_str().unwrap().to_string();
            (exercise, item["side"].clone())
        })
        .collect()
}

fn kinds(clinic: &Clinic, number: &str) -> Vec<String> {
    let history = clinic.history(number);
    let kinds = history.iter().map(|line| line["kind"].as_str().unwrap());
    kinds.map(String::from).collect()
}

#[test]
fn a_check_in_advises_and_a_clinician_decides() {
    let clinic = Clinic::new();
    let number = assigned(&clinic, "Ada Example");
    let mut report = fine(&clinic, &number);
    report["items"]["EX-01"]["leg-pain-rise"] = json!(2);
    let run = check_in(&clinic, &number, &report).ended(0);
    let said = run.json();
    assert_eq!(said["advice"]["light"], "amber");
    let about = |said: &Value, exercise: &str| {
        let all = said["advice"]["exercises"].as_array().unwrap().clone();
        all.into_iter()
            .find(|part| part["exercise"] == exercise)
            .unwrap()
    };
    let part = about(&said, "EX-01");
    assert_eq!(
        (&part["effect"], &part["open"]),
        (&json!("halve"), &json!(true))
    );
    assert_eq!(about(&said, "EX-04")["light"], "green");
    // It is listed for today until it is decided.
    let listed = |kind: &str| {
        let today = clinic.run("today --format json", &[]).ended(0).json();
        let today = today.as_array().unwrap().clone();
        today.iter().filter(|line| line["kind"] == kind).count()
    };
    assert_eq!(listed("advice"), 1);
    let today = clinic.run("today", &[]).ended(0);
    let command = format!("plinth advice {number} list");
    assert!(today.out.contains(&command), "{}", today.out);
    let list = clinic.run(&format!("advice {number} list"), &[]).ended(0);
    let machine = clinic
        .run(&format!("advice {number} list --format json"), &[])
        .ended(0)
        .json();
    let review = machine["review_on"].as_str().expect("a day").to_string();
    let day: jiff::civil::Date = review.parse().unwrap();
    let day = day.strftime("%-d %B %Y").to_string();
    let rise = "By how many points did your leg pain rise? 2 points";
    for needed in ["AR-02", "PR-21", rise, "half the dose", &day] {
        assert!(list.out.contains(needed), "{needed}: {}", list.out);
    }
    for raw in ["leg-pain-rise", &review] {
        assert!(!list.out.contains(raw), "{raw}: {}", list.out);
    }
    let follow = format!("advice {number} follow EX-01");
    // Of two wishes at once none is dropped without a word.
    for both in [
        "--with EX-10 --to Family-doctor --reason no-change",
        "--with EX-10 --instead swap",
        "--instead refer --to Family-doctor --reason no-change",
    ] {
        let run = clinic.run(&format!("{follow} {both}"), &[]).ended(2);
        assert!(run.err.contains("cannot be used with"), "{}", run.err);
    }
    for half in ["--reason no-change", "--side left"] {
        let run = clinic.run(&format!("{follow} {half}"), &[]).ended(2);
        assert!(run.err.contains("were not provided"), "{}", run.err);
    }
    clinic.run(&follow, &[]).ended(0);
    assert!(kinds(&clinic, &number).contains(&"DoseChanged".into()));
    let again = clinic.run(&follow, &[]).ended(1);
    assert!(again.err.contains("decided already"), "{}", again.err);
    // What else is open is decided otherwise, and then nothing is listed any more.
    let list = clinic
        .run(&format!("advice {number} list --format json"), &[])
        .ended(0)
        .json();
    let mut open: Vec<String> = list["exercises"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|part| part["open"] == true)
        .map(|part| part["exercise"].as_str().unwrap().to_string())
        .collect();
    open.extend((list["program"]["open"] == true).then(|| "program".to_string()));
    for about in open {
        clinic
            .run(
                &format!("advice {number} otherwise {about} --reason"),
                &["She wants to go on as it is"],
            )
            .ended(0);
    }
    assert_eq!(listed("advice"), 0);
    clinic.run("verify", &[]).ended(0);
}

#[test]
fn hz_04_a_check_in_that_finds_an_emergency_holds_the_program_and_says_so() {
    let clinic = Clinic::new();
    let number = assigned(&clinic, "Ada Example");
    let mut report = fine(&clinic, &number);
    report["answers"]["saddle-numbness"] = json!("yes");
    let run = check_in(&clinic, &number, &report).ended(0);
    assert_eq!(run.json()["disposition"], "emergency");
    for needed in ["EMERGENCY: STOP", "999", &number, "Saved."] {
        assert!(run.err.contains(needed), "{needed}: {}", run.err);
    }
    assert!(kinds(&clinic, &number).contains(&"ProgramHeld".into()));
    clinic.run(&format!("sheet {number}"), &[]).ended(1);
}

#[test]
fn hz_01_a_check_in_without_a_safety_answer_holds_the_program() {
    let clinic = Clinic::new();
    let number = assigned(&clinic, "Ada Example");
    let mut report = fine(&clinic, &number);
    let answers = report["answers"].as_object_mut().unwrap();
    answers.remove("saddle-numbness");
    let said = check_in(&clinic, &number, &report).ended(0).json();
    assert_eq!(said["disposition"], "incomplete");
    assert!(kinds(&clinic, &number).contains(&"ProgramHeld".into()));
}

#[test]
fn a_check_in_that_cannot_be_records_nothing() {
    let clinic = Clinic::new();
    let other = clinic.patient("Ben Else", "1990-02-02");
    clinic.0.file("report.json", "{\"answers\":{}}");
    let without = clinic
        .run(&format!("check-in {other} --answers report.json"), &[])
        .ended(1);
    assert!(without.err.contains("do next"), "{}", without.err);
    clinic.run(&format!("advice {other} list"), &[]).ended(1);
    let number = assigned(&clinic, "Ada Example");
    let before = clinic.history(&number).len();
    let fine = fine(&clinic, &number);
    for (what, path, value, code) in [
        ("a key", "/answers/saddle-numbnes", json!("no"), 2),
        ("a value", "/answers/leg-pain-worst", json!(11), 2),
        ("null", "/answers/saddle-numbness", Value::Null, 2),
        (
            "a question of an exercise",
            "/answers/days-done",
            json!(3),
            2,
        ),
        (
            "an exercise",
            "/items/EX-99",
            json!({ "felt": "nothing" }),
            2,
        ),
        (
            "a value of an exercise",
            "/items/EX-01/days-done",
            json!(8),
            2,
        ),
        ("a goal", "/goals", json!({ "1": 4 }), 2),
        ("a score", "/goals", json!({ "1": 11 }), 2),
    ] {
        let mut report = fine.clone();
        let (parent, key) = path.rsplit_once('/').unwrap();
        let parent = report.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        parent.insert(key.into(), value);
        let run = check_in(&clinic, &number, &report);
        assert!(
            run.code == code || (what == "an exercise" && run.code == 1),
            "{what}: {} {}",
            run.code,
            run.err
        );
        assert!(run.err.contains("do next"), "{what}: {}", run.err);
        assert_eq!(run.out, "", "{what}");
    }
    assert_eq!(
        clinic.history(&number).len(),
        before,
        "nothing was recorded"
    );
    for (words, code) in [
        (format!("advice {number} follow EX-01"), 1),
        (format!("advice {number} follow EX_01"), 1),
        ("check-in 0001-C --answers report.json".into(), 2),
        ("advice 0001-C list".into(), 2),
        ("trend 0001-C".into(), 2),
    ] {
        clinic.run(&words, &[]).ended(code);
    }
}

#[test]
fn hz_19_a_measure_is_of_an_instrument_that_is_known_in_its_unit_and_range() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    let before = clinic.history(&number).len();
    for (words, code, needed) in [
        ("TUG 11", 2, "did you mean `tug`?"),
        ("nprs-leg-wors 6", 2, "did you mean `nprs-leg-worst`?"),
        ("zqxcanary 6", 2, "no such instrument"),
        ("nprs-leg-worst 11", 1, "0 to 10"),
        ("nprs-leg-worst -- -1", 1, "0 to 10"),
        ("nprs-leg-worst 6.5", 1, "whole number"),
        ("nprs-leg-worst 60 --unit mm", 1, "of 10"),
        ("nprs-leg-worst 6 --side left", 1, "no sides"),
        ("slr-angle 60", 1, "one side"),
        ("odi 32", 1, "version"),
    ] {
        let run = clinic
            .run(&format!("measure {number} {words}"), &[])
            .ended(code);
        let said = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(needed), "{words}: {said}");
        assert!(!said.contains("zqxcanary"), "{said}");
    }
    assert_eq!(
        clinic.history(&number).len(),
        before,
        "nothing was recorded"
    );
    for words in [
        "tug 10.5",
        "nprs-leg-worst 6 --unit",
        "slr-angle 60 --side right",
        "odi 32 --instrument-version 2.1a",
    ] {
        let unit: &[&str] = if words.ends_with("unit") {
            &["of 10"]
        } else {
            &[]
        };
        clinic
            .run(&format!("measure {number} {words}"), unit)
            .ended(0);
    }
}

#[test]
fn a_trend_joins_answers_and_measures_and_names_the_change_both_ways() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    let none = clinic.run(&format!("trend {number}"), &[]).ended(0);
    assert_eq!(none.out, "There is no reading yet.\n");
    clinic
        .screen(&number, &[("date-of-birth", json!(BORN))])
        .ended(0);
    let trend = |instrument: &str| {
        let words = format!("trend {number} {instrument} --format json");
        clinic.run(&words, &[]).ended(0).json()[0].clone()
    };
    // The screening's own answer, and no program yet.
    let one = trend("nprs-leg-worst");
    assert_eq!(one["readings"][0]["value"], "7");
    assert_eq!(one["no_change"], "not-assigned");
    clinic
        .run(&format!("assign {number} --side left"), &[])
        .ended(0);
    assert_eq!(trend("nprs-leg-worst")["no_change"], "none-since");
    for (value, direction, verdict) in [
        (5, "better", "meets"),
        (6, "better", "below"),
        (9, "worse", "meets"),
        (7, "same", "below"),
    ] {
        clinic
            .run(&format!("measure {number} nprs-leg-worst {value}"), &[])
            .ended(0);
        let change = trend("nprs-leg-worst")["change"].clone();
        assert_eq!(change["from"]["value"], "7");
        assert_eq!(change["direction"], direction, "{change}");
        assert_eq!(change["verdict"], verdict, "{change}");
        let words = change["words"].as_str().unwrap();
        assert!(
            words.contains("the usual threshold for real change"),
            "{words}"
        );
        assert!(
            !words.contains("cured") && !words.contains("failed"),
            "{words}"
        );
    }
    // A check-in that asks and does not learn it leaves the change unknown.
    let mut report = fine(&clinic, &number);
    let answers = report["answers"].as_object_mut().unwrap();
    answers.insert("leg-pain-worst".into(), json!("declined"));
    answers.insert("distal-most".into(), json!("calf"));
    check_in(&clinic, &number, &report).ended(0);
    let unknown = trend("nprs-leg-worst");
    assert_eq!(unknown["no_change"], "not-known-now");
    assert_eq!(unknown["change"], Value::Null);
    assert_eq!(unknown["readings"].as_array().unwrap().len(), 6);
    let distal = trend("distal-most");
    assert_eq!(distal["change"]["verdict"], "no-threshold");
    assert_eq!(distal["change"]["direction"], "better");
    assert_eq!(distal["change"]["to"]["step"], "calf");

    // The picture: plain where the locale does not say otherwise.
    let words = format!("trend {number} nprs-leg-worst");
    let plain = clinic.run(&words, &[]).ended(0).out;
    assert!(plain.is_ascii(), "{plain}");
    assert!(
        plain.contains("not known") && plain.contains("Childs 2005"),
        "{plain}"
    );
    let drawn = plain.lines().filter(|line| line.contains('*'));
    assert!(drawn.count() >= 4, "{plain}");
    let fine = clinic
        .command()
        .args(words.split(' '))
        .env("LC_ALL", "en_GB.UTF-8")
        .output()
        .unwrap();
    assert!(String::from_utf8(fine.stdout).unwrap().contains('●'));
    let all = clinic.run(&format!("trend {number}"), &[]).ended(0).out;
    assert!(
        all.contains("sit-minutes") || all.contains("distal-most"),
        "{all}"
    );
    assert!(all.lines().all(|line| line.chars().count() <= 80), "{all}");
    let wrong = clinic.run(&format!("trend {number} NPRS"), &[]).ended(2);
    assert!(wrong.err.contains("no such instrument"), "{}", wrong.err);
}

#[test]
fn a_program_like_another_is_held_to_this_patients_own_rules() {
    let clinic = Clinic::new();
    let model = assigned(&clinic, "Ada Example");
    clinic
        .run(
            &format!("adjust {model} dose EX-01 --times-a-day 2 --reason"),
            &["Less is enough"],
        )
        .ended(0);
    clinic
        .run(
            &format!("adjust {model} pause EX-04 --reason"),
            &["Tired today"],
        )
        .ended(0);
    let screened = |name: &str, changes: &[(&str, Value)]| {
        let number = clinic.patient(name, BORN);
        let changes = [&[("date-of-birth", json!(BORN))], changes].concat();
        clinic.screen(&number, &changes).ended(0);
        number
    };
    let right = [("painful-side", json!("right"))];
    let number = screened("Ben Else", &right);
    clinic
        .run(&format!("assign {number} --like {model} --side right"), &[])
        .ended(0);
    let expected: Vec<String> = running(&clinic, &model)
        .into_iter()
        .map(|(exercise, _)| exercise)
        .collect();
    let (exercises, sides): (Vec<String>, Vec<Value>) =
        running(&clinic, &number).into_iter().unzip();
    assert_eq!(exercises, expected, "what rests there is not begun here");
    assert!(!sides.contains(&json!("left")), "{sides:?}");

    // Without a program to be like, and with something of this patient's own in the way.
    let other = screened("Cai More", &right);
    let none = screened("Dee None", &right);
    let refused = clinic
        .run(&format!("assign {other} --like {none}"), &[])
        .ended(1);
    assert!(refused.err.contains("has no program"), "{}", refused.err);
    let flagged = screened(
        "Eva Flag",
        &[
            ("saddle-numbness", json!("yes")),
            ("saddle-sensation", json!("reduced")),
        ],
    );
    let refused = clinic
        .run(&format!("assign {flagged} --like {model} --side left"), &[])
        .ended(1);
    assert!(refused.err.contains("INV-01"), "{}", refused.err);
    assert!(!refused.err.contains("Ada"), "{}", refused.err);
}
