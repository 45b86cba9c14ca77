//! The commands as they are typed: what they say, how they end.

use std::process::Command;

use serde_json::{Value, json};

use crate::{
    plinth::{Place, Run, binary, command},
    triage::clear,
};

/// A clinic with a lead, in a folder of its own.
pub(crate) struct Clinic(pub(crate) Place);

pub(crate) const SETUP: &str = r#"
[clinic]
name = "Harbour Physiotherapy"
address = "1 Quay Street, Whitby"
phone = "01632 960 123"
hours = "Mon-Fri 8-6"
out-of-hours = "Call 111"
country = "GB"
emergency-number = "999"
emergency-number-again = "999"
emergency-place = "A&E"
zone = "Europe/London"

[lead]
id = "p-nair"
name = "Priya Nair"
registration = "PH123456"
"#;

impl Clinic {
    pub(crate) fn new() -> Self {
        let place = Place::new();
        place.file("clinic.toml", SETUP);
        place.file("passphrase", "correct horse battery\n");
        let clinic = Self(place);
        let run = clinic
            .run("init --from clinic.toml --passphrase-file passphrase", &[])
            .ended(0);
        assert!(run.out.contains("Recovery code"));
        clinic.0.file("printed", run.out);
        clinic
    }

    /// The recovery code as it was printed.
    pub(crate) fn recovery_code(&self) -> String {
        let printed = std::fs::read_to_string(self.0.path().join("printed")).unwrap();
        let line = printed.lines().find(|line| line.starts_with("    "));
        line.unwrap().trim().to_string()
    }

    /// Runs a command as the lead. `words` are split at blanks; `texts` come after them as they are.
    pub(crate) fn run(&self, words: &str, texts: &[&str]) -> Run {
        self.command()
            .args(words.split_whitespace())
            .args(texts)
            .output()
            .unwrap()
            .into()
    }

    /// The program as the lead runs it.
    pub(crate) fn command(&self) -> Command {
        let mut command = command(self.0.path());
        command
            .env("PLINTH_HOME", self.0.path().join("clinic"))
            .env("PLINTH_AS", "p-nair")
            .env("PLINTH_PASSPHRASE_FILE", self.0.path().join("passphrase"))
            .env("PLINTH_LOG", self.0.path().join("log"));
        command
    }

    /// Runs a command as it is typed, by a shell.
    fn shell(&self, typed: &str) -> Run {
        let lead = self.command();
        let mut shell = Command::new("sh");
        shell.current_dir(self.0.path()).env_clear();
        shell.envs(
            lead.get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        );
        let typed = format!("{} {typed}", binary().display());
        shell.arg("-c").arg(typed).output().unwrap().into()
    }

    /// A registered patient with consent.
    pub(crate) fn patient(&self, name: &str, born: &str) -> String {
        let run = self
            .run("patient add --born", &[born, "--name", name])
            .ended(0);
        let number = run.out.split_whitespace().next().unwrap().to_string();
        self.run(
            &format!("consent {number} give exercises --form spoken"),
            &[],
        )
        .ended(0);
        number
    }

    /// A file of answers: clear but for these changes.
    pub(crate) fn answers(&self, changes: &[(&str, Value)]) -> String {
        let mut answers = clear();
        for (slot, value) in changes {
            match value {
                Value::Null => drop(answers.remove(*slot)),
                value => drop(answers.insert((*slot).to_string(), value.clone())),
            }
        }
        self.0
            .file("answers.json", json!({ "answers": answers }).to_string());
        "answers.json".into()
    }

    pub(crate) fn screen(&self, number: &str, changes: &[(&str, Value)]) -> Run {
        let file = self.answers(changes);
        self.run(
            &format!("screen {number} --pack sciatica --format json --answers {file}"),
            &[],
        )
    }

    pub(crate) fn history(&self, number: &str) -> Vec<Value> {
        let history = self
            .run(&format!("patient history {number} --format json"), &[])
            .ended(0);
        history.json().as_array().unwrap().clone()
    }
}

pub(crate) const BORN: &str = "1988-01-01";

/// What `clear` says of the birth date.
fn born() -> (&'static str, Value) {
    ("date-of-birth", json!(BORN))
}

#[test]
fn from_nothing_to_a_printed_sheet() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    assert_eq!(number, "0001-B");
    let screened = clinic.screen(&number, &[born()]).ended(0);
    assert_eq!(screened.json()["disposition"], "proceed");
    assert_eq!(screened.err, "Saved.\n");
    clinic
        .run(&format!("assign {number} --side left"), &[])
        .ended(0);
    let printed = clinic.run(&format!("sheet {number}"), &[]).ended(0);
    assert_eq!(printed.out, "0001-B-1A.pdf\n");
    let pdf = std::fs::read(clinic.0.path().join("0001-B-1A.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    let again = clinic
        .run(&format!("sheet {number} --number 1 --out again.pdf"), &[])
        .ended(0);
    assert!(
        again.err.contains("the same as it was given"),
        "{}",
        again.err
    );
    assert_eq!(
        std::fs::read(clinic.0.path().join("again.pdf")).unwrap(),
        pdf
    );
    let entries = clinic.history(&number).len();
    let over = clinic
        .run(&format!("sheet {number} --out again.pdf"), &[])
        .ended(2);
    assert!(over.err.contains("--out"), "{}", over.err);
    assert_eq!(
        clinic.history(&number).len(),
        entries,
        "nothing was recorded"
    );

    let swap = format!("adjust {number} swap EX-04 EX-02 --reason");
    clinic.run(&swap, &["Easier in the morning"]).ended(0);
    let show = clinic
        .run(&format!("patient show {number} --format json"), &[])
        .ended(0)
        .json();
    let items: Vec<&str> = show["program"]["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["exercise"].as_str().unwrap())
        .collect();
    assert!(
        items.contains(&"EX-02") && !items.contains(&"EX-04"),
        "{items:?}"
    );
    assert_eq!(
        show["sheets"][0]["current"], false,
        "the sheet at home is out of date"
    );
    let today = clinic.run("today --format json", &[]).ended(0).json();
    assert_eq!(today[0]["kind"], "task");
    let today = clinic.run("today", &[]).ended(0);
    let (_, close) = today.out.trim_end().rsplit_once("plinth task").unwrap();
    clinic.shell(&format!("task {close}")).ended(0);
    clinic.run("verify", &[]).ended(0);
}

#[test]
fn hz_04_a_record_that_becomes_an_emergency_later_is_said_as_loudly() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    let screened = clinic.screen(&number, &[born()]).ended(0);
    assert!(!screened.err.contains("STOP"), "{}", screened.err);
    let entry = clinic
        .history(&number)
        .iter()
        .find(|line| line["kind"] == "ScreenRecorded")
        .unwrap()["entry"]
        .to_string();
    let wrong = json!({ "answers": { "saddle-numbness": "yes", "saddle-sensation": "reduced" } });
    clinic.0.file("wrong.json", wrong.to_string());
    let amend = format!("amend {number} {entry} --answers wrong.json --reason");
    let amended = clinic.run(&amend, &["Typed in wrongly"]).ended(0);
    let next = format!("Next: plinth sheet {number} --kind emergency");
    for needed in ["EMERGENCY: STOP", "999", &number, &next] {
        assert!(amended.err.contains(needed), "{needed}: {}", amended.err);
    }
    clinic
        .run(&format!("sheet {number} --kind emergency"), &[])
        .ended(0);
    let note = format!("contact {number} --with Ada --how telephone --said");
    let said = clinic.run(&note, &["On the way to hospital"]).ended(0);
    assert!(!said.err.contains("STOP"), "said once: {}", said.err);
}

#[test]
fn the_way_out_of_a_declined_answer_is_a_whole_command() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    clinic
        .screen(&number, &[born(), ("pregnant", json!("declined"))])
        .ended(0);
    let refused = clinic
        .run(&format!("assign {number} --side left"), &[])
        .ended(1);
    let words: Vec<&str> = refused.err.split_whitespace().collect();
    let said = words.join(" ");
    let (_, command) = said.split_once("plinth resolve").expect(&said);
    assert!(
        command.contains(":declined.pregnant --reason WHY --evidence statement --until 2"),
        "{said}"
    );
    let (before, _) = command.split_once(" --until").unwrap();
    let late = format!("{before} --until 2999-01-01 --precaution WHAT");
    let late = clinic.run(&format!("resolve {late}"), &[]).ended(1);
    assert!(late.err.contains("Give --until from"), "{}", late.err);
}

#[test]
fn what_is_next_is_a_whole_command_that_works() {
    let clinic = Clinic::new();
    let add = clinic
        .run("patient add --born 1988-01-01 --name", &["Ada Example"])
        .ended(0);
    let answers = clinic.answers(&[born(), ("painful-side", json!("right"))]);
    let mut said = add.err;
    let mut followed = Vec::new();
    while let Some((_, command)) = said.trim_end().rsplit_once("Next: plinth ") {
        let mut command = command.split_whitespace().collect::<Vec<_>>().join(" ");
        if command.starts_with("screen") {
            command = format!("{command} --answers {answers}");
        }
        let run = clinic.shell(&command).ended(0);
        followed.push(command.split(' ').next().unwrap().to_string());
        said = run.err;
    }
    assert_eq!(followed, ["consent", "screen", "assign", "sheet"]);
}

#[test]
fn hz_04_an_emergency_is_said_with_the_number_even_where_it_cannot_be_saved() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    let changes = [
        born(),
        ("saddle-numbness", json!("yes")),
        ("saddle-sensation", json!("reduced")),
    ];
    let run = clinic.screen(&number, &changes).ended(0);
    assert_eq!(run.json()["disposition"], "emergency");
    for needed in ["EMERGENCY: STOP", "999", &number, "Saved."] {
        assert!(run.err.contains(needed), "{needed}: {}", run.err);
    }
    let refused = clinic
        .run(&format!("assign {number} --side left"), &[])
        .ended(1);
    assert!(
        refused.err.contains("INV-01") && refused.err.contains("do next"),
        "{}",
        refused.err
    );
    assert!(clinic.run("today", &[]).ended(0).out.contains("emergency"));

    // The history moves away: the stop is said all the same, and then that nothing was saved.
    let other = clinic.patient("Ben Else", "1990-02-02");
    let database = clinic.0.path().join("clinic/clinic.db");
    assert!(database.exists(), "the test knows where the history is");
    let mut changes = changes;
    changes[0].1 = json!("1990-02-02");
    let file = clinic.answers(&changes);
    let lock = lock(&database);
    let run = clinic.run(
        &format!("screen {other} --pack sciatica --answers {file}"),
        &[],
    );
    drop(lock);
    assert_eq!(run.code, 3, "{}", run.err);
    let (stop, not_saved) = (run.err.find("EMERGENCY: STOP"), run.err.find("NOT SAVED"));
    assert!(stop.is_some() && stop < not_saved, "{}", run.err);
    let kinds: Vec<Value> = clinic
        .history(&other)
        .iter()
        .map(|line| line["kind"].clone())
        .collect();
    assert!(!kinds.contains(&json!("ScreenRecorded")), "{kinds:?}");

    // Not even the clinic can be opened.
    let away = database.with_extension("away");
    std::fs::rename(&database, &away).unwrap();
    let run = clinic.run(
        &format!("screen {other} --pack sciatica --answers {file}"),
        &[],
    );
    std::fs::rename(&away, &database).unwrap();
    assert_ne!(run.code, 0);
    let (stop, not_saved) = (run.err.find("EMERGENCY: STOP"), run.err.find("NOT SAVED"));
    assert!(stop.is_some() && stop < not_saved, "{}", run.err);
}

/// Keeps others from writing, as a back-up of the whole machine may.
fn lock(database: &std::path::Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(database).unwrap();
    connection.execute_batch("BEGIN EXCLUSIVE").unwrap();
    connection
}

#[test]
fn hz_01_an_incomplete_screening_assigns_nothing() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    for value in [Value::Null, json!("not asked"), json!("declined")] {
        let run = clinic
            .screen(&number, &[born(), ("saddle-numbness", value)])
            .ended(0);
        let said = run.json();
        assert_eq!(
            (&said["disposition"], &said["cannot_exclude"]),
            (&json!("incomplete"), &json!("emergency"))
        );
        assert_eq!(said["offered"], json!([]));
        clinic
            .run(&format!("assign {number} --side left"), &[])
            .ended(1);
        clinic.run(&format!("sheet {number}"), &[]).ended(1);
    }
}

#[test]
fn wrong_use_and_broken_things_have_their_own_codes() {
    let place = Place::new();
    let nowhere = place.run(["today"]).ended(2);
    assert!(nowhere.err.contains("plinth init"), "{}", nowhere.err);
    assert_eq!(place.run(["no-such-command"]).code, 2);
    assert_eq!(place.run(["today", "--format", "yaml"]).code, 2);
    assert_eq!(place.run(["--help"]).code, 0);
    assert_eq!(place.run([]).code, 2);

    let clinic = Clinic::new();
    let wrong = command(clinic.0.path())
        .args(["today", "--home", "clinic", "--as", "nobody"])
        .output()
        .unwrap();
    assert_eq!(Run::from(wrong).code, 0, "reading needs nobody to act");
    let run = clinic
        .run("patient add --name A --born 1980-01-01 --as nobody", &[])
        .ended(2);
    assert!(run.err.contains("person list"), "{}", run.err);
    std::fs::write(clinic.0.path().join("passphrase"), "wrong wrong wrong").unwrap();
    let run = clinic
        .run("person disable p-nair --reason tests", &[])
        .ended(2);
    assert!(run.err.contains("passphrase"), "{}", run.err);
    std::fs::write(
        clinic.0.path().join("clinic/clinic.db"),
        "this is no history",
    )
    .unwrap();
    let run = clinic.run("today", &[]).ended(3);
    assert!(run.err.starts_with("error: "), "{}", run.err);
}

#[test]
fn completions_and_manual_pages_come_from_the_same_definitions() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            place
                .run(["completions", shell])
                .ended(0)
                .out
                .contains("triage")
        );
    }
    place.run(["man", "man"]).ended(0);
    assert!(place.path().join("man/plinth.1").exists());
    assert!(place.path().join("man/plinth-screen.1").exists());
}
