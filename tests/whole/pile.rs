//! The pile of a day: who is in it, what is on each leaf, and what is left when it is stopped.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    commands::{BORN, Clinic},
    plinth::Run,
};

const PILE: &str = "sheet --all-due --out pile --format json";
const EMPTY: &str = "This side is left empty.";

impl Clinic {
    fn in_pile(&self, file: &str) -> PathBuf {
        self.0.path().join("pile").join(file)
    }

    /// A patient with a program and no sheet; `needs` are options of their registration.
    fn with_program_and(&self, name: &str, needs: &str) -> String {
        let added = self.run(
            &format!("patient add --born {BORN} {needs} --name"),
            &[name],
        );
        let number = added.ended(0).out;
        let number = number.split_whitespace().next().unwrap().to_string();
        let consent = format!("consent {number} give exercises --form spoken");
        self.run(&consent, &[]).ended(0);
        self.screen(&number, &[("date-of-birth", json!(BORN))])
            .ended(0);
        self.run(&format!("assign {number} --side left"), &[])
            .ended(0);
        number
    }

    fn swap(&self, number: &str) {
        let swap = format!("adjust {number} swap EX-04 EX-02 --reason");
        self.run(&swap, &["Easier in the morning"]).ended(0);
    }

    /// How many sheets a patient was given.
    fn issued(&self, number: &str) -> usize {
        let history = self.history(number);
        let issued = history.iter().filter(|line| line["kind"] == "SheetIssued");
        issued.count()
    }
}

/// The words of each side.
fn sides(file: &Path) -> Vec<String> {
    let text = Command::new("pdftotext")
        .arg(file)
        .arg("-")
        .output()
        .expect("pdftotext is there: tests/run installs poppler-utils");
    let text = String::from_utf8(text.stdout).unwrap();
    let mut sides: Vec<String> = text.split('\u{c}').map(String::from).collect();
    assert_eq!(sides.pop().as_deref(), Some(""), "each side has its end");
    sides
}

/// What a pile says of the patient.
fn of<'a>(list: &'a Value, number: &str) -> Option<&'a Value> {
    let mut list = list.as_array().unwrap().iter();
    list.find(|line| line["patient"] == number)
}

#[test]
fn hz_36_a_pile_has_whole_leaves_of_one_patient_each_and_a_count_to_check_it_by() {
    let clinic = Clinic::new();
    let new = clinic.with_program_and("Ada Example", "");
    let large = clinic.with_program_and("Ben Else", "--large-print --black-and-white");
    // Its sheet does not fill whole leaves.
    let remove = format!("adjust {large} remove EX-05 --reason");
    clinic.run(&remove, &["No chair at home"]).ended(0);
    let changed = clinic.with_program_and("Cai More", "");
    clinic.run(&format!("sheet {changed}"), &[]).ended(0);
    clinic.swap(&changed);
    let current = clinic.with_program_and("Dee Given", "");
    clinic.run(&format!("sheet {current}"), &[]).ended(0);
    clinic.patient("Eva Without", BORN);

    let pile = clinic.run(PILE, &[]).ended(0).json();
    assert_eq!(pile["left_out"], json!([]));
    assert_eq!(pile["not_of_the_pile"], json!([]));
    let sheets = pile["sheets"].as_array().unwrap();
    let numbers: Vec<&str> = sheets
        .iter()
        .map(|sheet| sheet["patient"].as_str().unwrap())
        .collect();
    assert_eq!(numbers, [&new, &large, &changed]);
    for (number, why) in [
        (&new, "no-sheet"),
        (&large, "no-sheet"),
        (&changed, "out-of-date"),
    ] {
        assert_eq!(of(&pile["sheets"], number).unwrap()["why"], why, "{number}");
    }
    let (mut all, mut empty) = (0, 0);
    for (sheet, name) in sheets.iter().zip(["Ada Example", "Ben Else", "Cai More"]) {
        let file = clinic.in_pile(sheet["file"].as_str().unwrap());
        let sides = sides(&file);
        assert_eq!(sides.len() % 2, 0, "whole leaves");
        assert_eq!(json!(sides.len()), sheet["sides"]);
        for (at, side) in sides.iter().enumerate() {
            let identifiers = [name, "1 Jan 1988", sheet["sheet"].as_str().unwrap()];
            for needed in identifiers {
                assert!(side.contains(needed), "{needed}: {side}");
            }
            let page = format!("Page {} of {}", at + 1, sides.len());
            assert!(side.contains(&page), "{page}: {side}");
            let others = ["Ada Example", "Ben Else", "Cai More", "Dee Given"];
            for other in others.iter().filter(|other| **other != name) {
                assert!(!side.contains(other), "{other}: {side}");
            }
            let is_last = at + 1 == sides.len();
            empty += usize::from(side.contains(EMPTY));
            assert!(is_last || !side.contains(EMPTY), "{side}");
        }
        all += sides.len();
        // The same sheet by itself has the same bytes.
        let (patient, sheet) = (&sheet["patient"], sheet["sheet"].as_str().unwrap());
        let count = if patient == &json!(changed) { 2 } else { 1 };
        assert!(sheet.ends_with(&format!("-{count}A")), "{sheet}");
        let patient = patient.as_str().unwrap();
        let alone = format!("alone-{patient}.pdf");
        let again = clinic
            .run(
                &format!("sheet {patient} --number {count} --out {alone} --format json"),
                &[],
            )
            .ended(0)
            .json();
        assert_eq!(again["state"], "again");
        let alone = fs::read(clinic.0.path().join(alone)).unwrap();
        assert!(alone == fs::read(&file).unwrap(), "{patient}");
    }
    assert!(empty > 0, "a sheet with an odd number of sides was printed");
    let count = json!({ "sheets": 3, "sides": all, "leaves": all / 2 });
    assert_eq!(pile["count"], count);
    // Large print takes more sides, black and white no color.
    let [normal, large_print] =
        [&new, &large].map(|number| of(&pile["sheets"], number).unwrap()["sides"].as_u64());
    assert!(large_print > normal);

    // Again on the same day: nothing is recorded, what is missing is written as it was.
    let file = |number: &str| {
        let sheet = of(&pile["sheets"], number).unwrap();
        clinic.in_pile(sheet["file"].as_str().unwrap())
    };
    let before = fs::read(file(&large)).unwrap();
    fs::remove_file(file(&large)).unwrap();
    for left_behind in ["0001-B-9A.pdf.part", "pile.part"] {
        fs::write(clinic.in_pile(left_behind), "half").unwrap();
    }
    let again = clinic.run(PILE, &[]).ended(0).json();
    assert_eq!(again["count"], count);
    for (number, state) in [(&new, "there"), (&large, "again"), (&changed, "there")] {
        let sheet = of(&again["sheets"], number).unwrap();
        assert_eq!(
            (&sheet["state"], &sheet["why"]),
            (&json!(state), &json!("recorded"))
        );
    }
    assert!(
        before == fs::read(file(&large)).unwrap(),
        "the same bytes again"
    );
    let is_part = |name: &str| clinic.in_pile(name).exists();
    assert!(!is_part("0001-B-9A.pdf.part") && !is_part("pile.part"));
    assert_eq!(
        [&new, &large, &changed].map(|n| clinic.issued(n)),
        [1, 1, 2]
    );

    // What lies in the folder and is not of the pile is named; a file in the place of a sheet is left as it is.
    fs::write(clinic.in_pile("0001-B-9A.pdf"), "another").unwrap();
    fs::write(file(&new), "not the sheet").unwrap();
    let odd = clinic.run(PILE, &[]).ended(1).json();
    assert!(
        odd["not_of_the_pile"]
            .as_array()
            .unwrap()
            .contains(&json!("0001-B-9A.pdf"))
    );
    assert!(of(&odd["left_out"], &new).is_some(), "{odd}");
    assert_eq!(fs::read(file(&new)).unwrap(), b"not the sheet");

    let text = clinic
        .run("sheet --all-due --out another", &[])
        .ended(0)
        .out;
    let words = format!("3 sheets, {all} sides, {} leaves", all / 2);
    assert!(text.contains(&words), "{text}");
    clinic.run("verify", &[]).ended(0);
}

#[test]
fn hz_27_a_pile_leaves_out_whoever_a_single_sheet_is_refused_to_and_says_why() {
    let clinic = Clinic::new();
    let resting = clinic.with_program_and("Ada Example", "");
    let hold = format!("adjust {resting} hold --reason");
    clinic.run(&hold, &["Worse since Monday"]).ended(0);
    let withdrawn = clinic.with_program_and("Ben Else", "");
    let withdraw = format!("consent {withdrawn} withdraw --reason");
    clinic.run(&withdraw, &["Wants to stop it"]).ended(0);
    let other_language = clinic.with_program_and("Cai More", "--language de");
    let well = clinic.with_program_and("Dee Given", "");

    let run = clinic.run(PILE, &[]).ended(1);
    assert!(run.err.contains("left out: 3 patients"), "{}", run.err);
    let pile = run.json();
    assert_eq!(pile["count"]["sheets"], 1);
    assert!(of(&pile["sheets"], &well).is_some());
    for (number, rule) in [
        (&resting, "INV-01"),
        (&withdrawn, "INV-13"),
        (&other_language, "HZ-32"),
    ] {
        let left = of(&pile["left_out"], number).unwrap_or_else(|| panic!("{number}: {pile}"));
        let reasons = left["reasons"].as_array().unwrap();
        assert!(
            reasons.iter().any(|reason| reason["rule"] == rule),
            "{rule}: {left}"
        );
        assert!(
            reasons.iter().all(|reason| reason["next"].is_string()),
            "{left}"
        );
        assert_eq!(clinic.issued(number), 0, "{number}");
        clinic.run(&format!("sheet {number}"), &[]).ended(1);
    }
    // A sheet of the pile that is held since is in it no more, and its file is named.
    let hold = format!("adjust {well} hold --reason");
    clinic.run(&hold, &["Worse since Monday"]).ended(0);
    let later = clinic.run(PILE, &[]).ended(1);
    assert!(!later.err.contains("Dee"), "{}", later.err);
    let later = later.json();
    assert_eq!(later["count"]["sheets"], 0);
    assert_eq!(later["not_of_the_pile"], json!([format!("{well}-1A.pdf")]));
    assert_eq!(clinic.issued(&well), 1);
}

#[test]
fn a_pile_that_cannot_be_written_records_nothing() {
    let clinic = Clinic::new();
    let number = clinic.with_program_and("Ada Example", "");
    clinic.0.file("taken", "a file");
    let run = clinic.run("sheet --all-due --out taken", &[]).ended(2);
    assert!(run.err.contains("do next"), "{}", run.err);
    for words in [
        "sheet --all-due".into(),
        "sheet".into(),
        format!("sheet {number} --all-due --out pile"),
        "sheet --all-due --out pile --kind letter".into(),
        "sheet --all-due --out pile --number 1".into(),
    ] {
        clinic.run(&words, &[]).ended(2);
    }
    assert_eq!(clinic.issued(&number), 0);
}

/// Patients of the pile that is killed, by names that nobody takes for each other.
const NAMES: [&str; 6] = [
    "Ada Example",
    "Ben Else",
    "Cai More",
    "Dee Given",
    "Eva Flag",
    "Fay Last",
];
/// Kills at moments of their own, each some milliseconds later than the one before; those before them come with a new file.
const KILLS: u64 = 8;
/// Piles that are tried until one was stopped in its middle: on a busy machine the one who kills may come too late.
const PILES: usize = 5;

#[test]
fn hz_39_a_pile_that_is_killed_has_no_half_file_and_goes_on_where_it_stopped() {
    assert!(
        (0..PILES).any(|_| is_killed_in_its_middle()),
        "it was killed when some were recorded and others not"
    );
}

/// Kills a pile again and again, looks at what is left each time, and ends it. Says whether one kill came in its middle.
fn is_killed_in_its_middle() -> bool {
    let clinic = Clinic::new();
    let patients = NAMES.map(|name| clinic.with_program_and(name, ""));
    let mut stopped_between = 0;
    let files = || fs::read_dir(clinic.0.path().join("pile")).map_or(0, Iterator::count);
    for kill in 0..KILLS + NAMES.len() as u64 {
        let before = files();
        let mut child = clinic
            .command()
            .args(PILE.split(' '))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        if let Some(kill) = kill.checked_sub(NAMES.len() as u64) {
            thread::sleep(Duration::from_millis(4 * kill));
        } else {
            while files() <= before && child.try_wait().unwrap().is_none() {
                thread::sleep(Duration::from_micros(200));
            }
        }
        let _ = child.kill();
        let ended = child.wait().unwrap();
        let recorded: usize = patients.iter().map(|number| clinic.issued(number)).sum();
        for number in &patients {
            // A file that has its name is whole, and recorded.
            let file = clinic.in_pile(&format!("{number}-1A.pdf"));
            if let Ok(bytes) = fs::read(&file) {
                assert!(bytes.ends_with(b"%%EOF\n") || bytes.ends_with(b"%%EOF"));
                assert_eq!(clinic.issued(number), 1, "{number}");
            }
        }
        stopped_between += usize::from((1..NAMES.len()).contains(&recorded));
        if ended.success() {
            break;
        }
    }
    let run: Run = clinic.run(PILE, &[]).ended(0);
    assert_eq!(run.json()["count"]["sheets"], NAMES.len());
    let mut files = fs::read_dir(clinic.0.path().join("pile")).unwrap();
    let whole = files.all(|file| {
        let name = file.unwrap().file_name().into_string().unwrap();
        name.ends_with("-1A.pdf")
    });
    assert!(whole, "nothing half is left behind");
    for number in &patients {
        assert_eq!(clinic.issued(number), 1, "each is recorded once");
        let again = format!("sheet {number} --number 1 --out again-{number}.pdf");
        clinic.run(&again, &[]).ended(0);
        let again = fs::read(clinic.0.path().join(format!("again-{number}.pdf"))).unwrap();
        assert!(again == fs::read(clinic.in_pile(&format!("{number}-1A.pdf"))).unwrap());
    }
    clinic.run("verify", &[]).ended(0);
    stopped_between > 0
}
