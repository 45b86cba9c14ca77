//! A patient's name and birth date are found where they belong, and nowhere else (HZ-38).

use std::{fs, path::Path};

use crate::commands::Clinic;
use serde_json::json;

const NAME: &str = "Zqxcanary Wvbirdson";
const WORDS: [&str; 2] = ["zqxcanary", "wvbirdson"];
const BORN: &str = "1947-08-19";
/// The date as forms and sheets may write it.
const DATES: [&str; 4] = ["1947-08-19", "19 august 1947", "19 aug 1947", "19.08.1947"];

fn holds_canary(text: &str) -> bool {
    let text = text.to_lowercase();
    WORDS
        .iter()
        .chain(&DATES)
        .any(|canary| text.contains(canary))
}

fn files(folder: &Path, into: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(path);
        }
    }
}

#[test]
fn hz_38_the_canary_is_where_it_belongs_and_nowhere_else() {
    let clinic = Clinic::new();
    let temp = clinic.0.path().join("temp");
    fs::create_dir(&temp).unwrap();
    let number = clinic.patient(NAME, BORN);
    clinic
        .screen(&number, &[("date-of-birth", json!(BORN))])
        .ended(0);

    // Commands that say who somebody is, on standard output alone.
    for words in [
        format!("patient show {number}"),
        "patient find zqx".into(),
        "patient list".into(),
        "today".into(),
    ] {
        let run = clinic.run(&words, &[]).ended(0);
        assert!(!holds_canary(&run.err), "{words}: {}", run.err);
    }
    let run = clinic.run(&format!("assign {number} --side left"), &[]);
    assert!(!holds_canary(&run.ended(0).err));
    let report = crate::progress::fine(&clinic, &number);
    clinic.0.file("report.json", report.to_string());
    // Everything else, well and badly used, says it nowhere.
    let quiet = [
        format!("assign {number} --side left"),
        format!("sheet {number}"),
        format!("sheet {number} --kind emergency"),
        format!("sheet {number} --kind letter"),
        format!("sheet {number} --number 9"),
        format!("adjust {number} pause EX-04 --reason tired"),
        format!("adjust {number} add EX-40 --reason asked-for-it"),
        format!("resolve {number} 3:saddle --reason {NAME} --evidence letter --until 2030-01-01"),
        format!("precaution {number} set pregnancy --reason said-so"),
        format!("discharge {number} --outcome goals-met --relapse-plan walk"),
        format!("patient history {number}"),
        format!("measure {number} nprs-leg-worst 4"),
        format!("measure {number} {NAME} 4"),
        format!("trend {number}"),
        format!("trend {number} nprs-leg-worst"),
        format!("trend {number} {NAME}"),
        format!("check-in {number} --answers report.json"),
        format!("check-in {number} --answers answers.json"),
        format!("check-in {NAME} --answers report.json"),
        format!("advice {number} list"),
        format!("advice {number} follow EX-01"),
        format!("advice {number} otherwise program --reason {NAME}"),
        format!("advice {number} follow {NAME}"),
        format!("assign {number} --like {number}"),
        format!("assign {number} --like {NAME}"),
        format!("task list {number}"),
        format!("assign {NAME}"),
        format!("patient show {BORN}"),
        format!("measure {NAME} tug 3"),
        format!("patient correct {number} --born {BORN}x --reason typo"),
        format!("screen {NAME} --pack sciatica"),
        "pack list".into(),
        "person list".into(),
        "verify".into(),
        "backup kept.db".into(),
    ];
    for words in &quiet {
        let run = clinic.run(words, &[]);
        assert!(!holds_canary(&run.out), "{words}: {}", run.out);
        assert!(!holds_canary(&run.err), "{words}: {}", run.err);
    }
    let again = clinic
        .run("patient add --born", &[BORN, "--name", NAME])
        .ended(1);
    assert!(!holds_canary(&again.err), "{}", again.err);

    // What asks for everything in clear gets it, under its own name.
    clinic
        .run(&format!("export {number} --out export.jsonl"), &[])
        .ended(0);
    let mut all = Vec::new();
    files(clinic.0.path(), &mut all);
    assert!(all.len() > 5);
    for path in all {
        let name = path
            .strip_prefix(clinic.0.path())
            .unwrap()
            .to_string_lossy()
            .to_string();
        assert!(!holds_canary(&name), "{name}");
        if name == "export.jsonl" || name == "answers.json" {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        assert!(!holds_canary(&String::from_utf8_lossy(&bytes)), "{name}");
    }
}
