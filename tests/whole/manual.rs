//! `docs/commands.md` says what the program says: the help of every command, and the shape of every JSON.
//! Run with `UPDATE=1` to write the help and the examples anew; the words between them are written by hand.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::{Map, Value, json};

use crate::{
    commands::Clinic,
    plinth::{Place, sciatica},
};

/// What stands before the help of all commands.
const HELP: &str = "\n## Every command\n";

fn document() -> PathBuf {
    super::root().join("docs/commands.md")
}

/// Keeps the two tests from writing the document at once.
fn alone() -> MutexGuard<'static, ()> {
    static DOCUMENT: Mutex<()> = Mutex::new(());
    DOCUMENT.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// The help of a command and of all below it.
fn help(place: &Place, path: &[&str], into: &mut String) {
    let run = crate::plinth::command(place.path())
        .args(path)
        .arg("--help")
        .output()
        .unwrap();
    let text = String::from_utf8(run.stdout).unwrap();
    let name = ["plinth"].iter().chain(path).copied().collect::<Vec<_>>();
    let _ = writeln!(into, "\n### {}\n\n```text", name.join(" "));
    // Every command has the clinic's options; they are shown once.
    let own = text.split("\nClinic:\n").next().unwrap_or(&text);
    let shown = if path.is_empty() { &text } else { own };
    for line in shown.trim_end().lines() {
        let _ = writeln!(into, "{}", line.trim_end());
    }
    into.push_str("```\n");
    let commands = text.split("\nCommands:\n").nth(1).unwrap_or_default();
    for line in commands.lines().take_while(|line| !line.is_empty()) {
        let name = line.split_whitespace().next().unwrap();
        if line.starts_with("  ") && !line.starts_with("   ") && name != "help" {
            help(place, &[path, &[name]].concat(), into);
        }
    }
}

#[test]
fn the_reference_shows_the_help_of_every_command() {
    let _alone = alone();
    let mut found = String::from(HELP);
    help(&Place::new(), &[], &mut found);
    let text = fs::read_to_string(document()).unwrap();
    let (before, help) = text.split_once(HELP).expect("the section of all commands");
    if is_update() {
        fs::write(document(), format!("{before}{found}")).unwrap();
        return;
    }
    for (ours, theirs) in help.lines().zip(found[HELP.len()..].lines()) {
        assert_eq!(ours, theirs, "write it anew with UPDATE=1");
    }
    assert_eq!(help.lines().count(), found[HELP.len()..].lines().count());
}

/// The shape of a value: names and kinds. What is empty or null in one place may be anything.
fn fits(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Null, _) | (_, Value::Null) => true,
        (Value::Array(one), Value::Array(other)) => one
            .iter()
            .all(|one| other.iter().all(|other| fits(one, other))),
        (Value::Object(one), Value::Object(other)) => {
            one.keys().eq(other.keys()) && one.iter().all(|(name, value)| fits(value, &other[name]))
        }
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

/// An example of a value: of every list, its first entry.
fn example(value: &Value) -> Value {
    match value {
        Value::Array(all) => Value::Array(all.first().map(example).into_iter().collect()),
        Value::Object(all) => Value::Object(
            all.iter()
                .map(|(name, value)| (name.clone(), example(value)))
                .collect::<Map<_, _>>(),
        ),
        other => other.clone(),
    }
}

/// What every command that reads gives in one clinic.
fn readings() -> BTreeMap<&'static str, Value> {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", "1988-01-01");
    let born = ("date-of-birth", json!("1988-01-01"));
    let mut all = BTreeMap::new();
    let screened = clinic.screen(
        &number,
        &[
            born.clone(),
            ("cancer", json!("yes")),
            ("fever", Value::Null),
        ],
    );
    all.insert("plinth screen PATIENT", screened.ended(0).json());
    let with_today = clinic.run("today --format json", &[]).ended(0).json();
    all.insert("plinth today", with_today);
    let refer = format!("refer {number} --to GP --urgency same-day --reason");
    clinic.run(&refer, &["Cancer in the past"]);
    let task = format!("task add {number} --by 2099-01-01");
    clinic.run(&task, &["Ask about the fever"]).ended(0);
    let other = clinic.patient("Ben Else", "1990-02-02");
    clinic
        .screen(&other, &[("date-of-birth", json!("1990-02-02"))])
        .ended(0);
    clinic
        .run(&format!("assign {other} --side left"), &[])
        .ended(0);
    clinic.run(&format!("sheet {other}"), &[]).ended(0);
    let mut shown = clinic
        .run(&format!("patient show {other} --format json"), &[])
        .ended(0)
        .json();
    let flagged = clinic
        .run(&format!("patient show {number} --format json"), &[])
        .ended(0)
        .json();
    for list in ["findings", "missing", "precautions", "tasks", "referrals"] {
        shown[list] = flagged[list].clone();
    }
    all.insert("plinth patient show PATIENT", shown);
    let answers = clinic.answers(&[born]);
    let pack = sciatica();
    for (name, words) in [
        (
            "plinth triage",
            format!("triage --pack {pack} --answers {answers}"),
        ),
        ("plinth task list PATIENT", format!("task list {number}")),
        (
            "plinth patient history PATIENT",
            format!("patient history {number}"),
        ),
        ("plinth patient list", "patient list".into()),
        ("plinth patient find WORDS", "patient find ada".into()),
        ("plinth person list", "person list".into()),
        ("plinth clinic show", "clinic show".into()),
        ("plinth pack list", "pack list".into()),
        ("plinth pack show PACK", format!("pack show {pack}")),
        ("plinth pack check DIR", format!("pack check {pack}")),
        ("plinth pack test DIR", format!("pack test {pack}")),
        ("plinth trend PATIENT", format!("trend {other}")),
        ("plinth sheet PATIENT", format!("sheet {other}")),
        ("plinth verify", "verify".into()),
    ] {
        let run = clinic.run(&format!("{words} --format json"), &[]).ended(0);
        all.insert(name, run.json());
    }
    let resting = clinic.patient("Cai More", "1991-03-03");
    clinic
        .screen(&resting, &[("date-of-birth", json!("1991-03-03"))])
        .ended(0);
    clinic.run(&format!("assign {resting} --side left"), &[]);
    let hold = format!("adjust {resting} hold --reason");
    clinic.run(&hold, &["Worse since Monday"]).ended(0);
    let swap = format!("adjust {other} swap EX-04 EX-02 --reason");
    clinic.run(&swap, &["Easier in the morning"]).ended(0);
    let pile = clinic.run("sheet --all-due --out pile --format json", &[]);
    all.insert("plinth sheet --all-due --out DIR", pile.ended(1).json());
    all
}

#[test]
fn every_json_has_the_shape_that_the_reference_shows() {
    let _alone = alone();
    let mut text = fs::read_to_string(document()).unwrap();
    for (command, value) in readings() {
        let heading = format!("\n### `{command} --format json`\n");
        let at = text
            .find(&heading)
            .unwrap_or_else(|| panic!("no section for {command}"));
        let start = at + text[at..].find("```json\n").expect("an example") + "```json\n".len();
        let end = start + text[start..].find("```").unwrap();
        if is_update() {
            let example = serde_json::to_string_pretty(&example(&value)).unwrap();
            text.replace_range(start..end, &format!("{example}\n"));
            continue;
        }
        let documented: Value = serde_json::from_str(&text[start..end])
            .unwrap_or_else(|why| panic!("{command}: {why}"));
        assert!(fits(&documented, &value), "{command}: {value:#}");
        // Every name is explained in the section.
        let section = text[at + 1..end].to_string();
        for name in names(&documented) {
            assert!(section.contains(&format!("`{name}`")), "{command}: {name}");
        }
    }
    if is_update() {
        fs::write(document(), text).unwrap();
    }
}

/// All names in a value.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(all) => all.iter().flat_map(names).collect(),
        Value::Object(all) => all
            .iter()
            .flat_map(|(name, value)| std::iter::once(name.clone()).chain(names(value)))
            .collect(),
        _ => Vec::new(),
    }
}
