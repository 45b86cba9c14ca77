//! What bad input gets: a message, what to do next, the right exit code; nothing lost, no panic.

use std::{fmt::Write as _, fs, path::Path, process::Command};

use serde_json::json;

use crate::{
    commands::{BORN, Clinic},
    plinth::{self, Place, Run},
};

impl Run {
    /// The same run, once it is sure that it ended so, said these words, and said what to do next.
    fn said(self, code: i32, words: &[&str]) -> Self {
        let run = self.ended(code);
        let text = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(text.contains(word), "{word:?} in:\n{}", run.err);
        }
        let lead = if code == 1 { "refused: " } else { "error: " };
        assert!(run.err.contains(lead), "{}", run.err);
        assert!(!run.err.contains("panicked"), "{}", run.err);
        run
    }
}

/// The goal that was refused is not in the record.
fn has_no_goal(clinic: &Clinic, number: &str) {
    let history = clinic.history(number);
    assert!(history.iter().all(|line| line["kind"] != "GoalSet"));
}

#[test]
fn names_of_a_thousand_characters_are_refused_and_not_repeated() {
    let clinic = Clinic::new();
    for letter in ["x", "ł", "王", "م", "🙂"] {
        let name = letter.repeat(1000);
        let run = clinic
            .run("patient add --born 1980-04-03 --name", &[&name])
            .said(1, &["name", "do next"]);
        assert!(!run.err.contains(&name));
    }
    assert_eq!(
        clinic
            .run("patient list --format json", &[])
            .ended(0)
            .json(),
        json!([])
    );
}

#[test]
fn texts_that_hide_something_are_refused_everywhere() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    let before = clinic.history(&number).len();
    for hidden in ["a\u{202e}b", "a\u{1b}[2Jb", "a\u{200b}b", "a\nb", " "] {
        for words in [
            format!("goal {number}"),
            format!("task add {number} --by 2099-01-01"),
            format!("contact {number} --how telephone --with Ada --said"),
        ] {
            let run = clinic.run(&words, &[hidden]);
            assert!(matches!(run.code, 1 | 2), "{words}: {}", run.err);
            assert!(!run.err.contains('\u{1b}') && !run.err.contains('\u{202e}'));
        }
    }
    assert_eq!(
        clinic.history(&number).len(),
        before,
        "nothing was recorded"
    );
}

#[test]
fn a_band_is_named_in_words_that_can_be_printed() {
    let clinic = Clinic::new();
    let number = clinic.with_program();
    let before = clinic.history(&number).len();
    let long = "x".repeat(1000);
    for hidden in ["a\u{202e}b", "a\u{1b}[2Jb", "a\nb", " ", long.as_str()] {
        let words = format!("adjust {number} dose EX-04 --reason stronger --band");
        clinic
            .run(&words, &[hidden])
            .said(1, &["the band", "do next"]);
    }
    assert_eq!(clinic.history(&number).len(), before);
}

#[test]
fn a_device_without_an_end_is_no_file_of_settings_or_secrets() {
    let clinic = Clinic::new();
    let number = clinic.with_program();
    for endless in ["/dev/zero", "/dev/full"] {
        clinic
            .run(&format!("init --home other --from {endless}"), &[])
            .said(2, &["more than", "do next"]);
        clinic
            .run(&format!("recover --code-file {endless}"), &[])
            .said(2, &["more than", "do next"]);
        let mut command = clinic.command();
        command.env("PLINTH_PASSPHRASE_FILE", endless);
        command.args(["resolve", &number, "4:saddle", "--reason", "seen since"]);
        command.args(["--evidence", "letter", "--until", "2099-01-01"]);
        Run::from(command.output().unwrap()).said(2, &["more than", "do next"]);
    }
}

#[test]
fn a_setup_file_that_is_something_else_is_not_repeated() {
    let clinic = Clinic::new();
    let run = clinic
        .run("init --home other --from passphrase", &[])
        .said(2, &["line 1", "do next"]);
    assert!(!run.err.contains("battery"), "{}", run.err);
}

#[test]
fn a_back_up_that_cannot_be_made_or_found_says_so() {
    let clinic = Clinic::new();
    clinic.0.file("taken", "something else");
    for (words, needed) in [
        ("backup taken", "a file of this name"),
        ("backup no-folder/kept", "no such folder"),
        ("restore nowhere --into again", "no such back-up"),
        ("restore clinic --into again", "no such back-up"),
    ] {
        clinic.run(words, &[]).said(2, &[needed, "do next"]);
    }
    let taken = fs::read_to_string(clinic.0.path().join("taken")).unwrap();
    assert_eq!(taken, "something else");
}

#[test]
fn dates_that_cannot_be_are_refused() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    clinic
        .run("patient add --name Ben --born 2999-01-01", &[])
        .said(1, &["birth", "do next"]);
    clinic
        .run(
            &format!("patient correct {number} --born 2999-01-01 --reason"),
            &["A slip of the hand"],
        )
        .said(1, &["birth", "do next"]);
    clinic
        .run(
            &format!("measure {number} nprs-leg-worst 6 --on 2999-01-01"),
            &[],
        )
        .said(1, &["do next"]);
    clinic
        .run(
            &format!("measure {number} nprs-leg-worst 6 --on 1970-01-01"),
            &[],
        )
        .said(1, &["do next"]);
    // In the answers: a day that is still to come, and one that is not this patient's.
    for (birth, code) in [("2999-01-01", 2), ("1850-01-01", 1)] {
        let run = clinic.screen(&number, &[("date-of-birth", json!(birth))]);
        run.said(code, &["do next"]);
    }
}

/// Every command that takes a patient's number.
const OF_A_PATIENT: [&str; 29] = [
    "patient show {}",
    "patient history {}",
    "patient correct {} --name Ada --reason mistyped",
    "patient erase {} --again {} --reason asked-for",
    "screen {} --pack sciatica --answers answers.json",
    "exam {} --answers answers.json",
    "measure {} nprs-leg-worst 6",
    "trend {}",
    "check-in {} --answers answers.json",
    "advice {} list",
    "assign {} --like {}",
    "goal {} walk",
    "precaution {} set pregnancy --reason said-so",
    "consent {} give exercises --form spoken",
    "teach {} EX-01",
    "assign {}",
    "adjust {} pause EX-01 --reason tired-today",
    "adjust {} note hello",
    "refer {} --to GP --urgency same-day --reason cancer",
    "close-referral {} 3 outcome seen",
    "discharge {} --outcome goals-met --relapse-plan walk",
    "reopen {} --reason came-back",
    "strike {} 3 --reason mistyped",
    "undo {} 3 --reason mistyped",
    "amend {} 3 --words hello --reason mistyped",
    "task list {}",
    "task add {} call --by 2099-01-01",
    "sheet {}",
    "export {} --out export.jsonl",
];

#[test]
fn hz_16_a_mistyped_number_stops_every_command() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    clinic.answers(&[("date-of-birth", json!(BORN))]);
    let before = clinic.history(&number).len();
    for words in OF_A_PATIENT {
        // A letter that does not fit, and a number that nobody has.
        for wrong in ["0001-C", "0002-C"] {
            let run = clinic.run(&words.replace("{}", wrong), &[]);
            assert_eq!(
                (run.code, run.out.as_str()),
                (2, ""),
                "{words} {wrong}: {}",
                run.err
            );
            assert!(run.err.contains("patient find"), "{words}: {}", run.err);
        }
    }
    assert_eq!(
        clinic.history(&number).len(),
        before,
        "nothing was recorded"
    );
}

#[test]
fn answers_that_do_not_fit_record_nothing() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    let before = clinic.history(&number).len();
    for (text, needed) in [
        (
            r#"{"answers": {"saddle-numbnes": "no"}}"#,
            "saddle-numbness",
        ),
        (r#"{"answers": {"cancer": 3}}"#, "cancer"),
        (r#"{"answers": {"cancer": "no", "cancer": "yes"}}"#, "twice"),
        (
            r#"{"answers": {"leg-pain-worst": "six"}}"#,
            "leg-pain-worst",
        ),
        (r#"{"answers": {"leg-pain-worst": 11}}"#, "leg-pain-worst"),
        (r#"{"answers": {"cancer": "#, "answers"),
        ("[answers]\ncancer = \"no\"\ncancer = \"yes\"\n", "answers"),
        ("", "answers"),
        ("\u{feff}\u{0}", "answers"),
    ] {
        clinic.0.file("wrong", text);
        clinic
            .run(
                &format!("screen {number} --pack sciatica --answers wrong"),
                &[],
            )
            .said(2, &[needed, "do next"]);
    }
    assert_eq!(
        clinic.history(&number).len(),
        before,
        "nothing was recorded"
    );
}

/// A pack made from the template, with one file changed.
fn pack_with(change: impl FnOnce(&Path)) -> Run {
    let place = Place::new();
    place.run(["pack", "new", "bad"]).ended(0);
    change(&place.path().join("bad"));
    place.run(["pack", "check", "bad"])
}

fn append(file: &Path, text: &str) {
    let before = fs::read_to_string(file).unwrap();
    fs::write(file, before + text).unwrap();
}

#[test]
fn packs_that_are_broken_huge_or_deep_are_refused_with_the_place() {
    pack_with(|pack| fs::write(pack.join("screening.toml"), "x".repeat(100_000_000)).unwrap())
        .said(1, &["screening.toml", "do next"]);
    let deep = format!("\nx = {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    pack_with(|pack| append(&pack.join("screening.toml"), &deep))
        .said(1, &["screening.toml", "do next"]);
    pack_with(|pack| {
        let half = fs::read(pack.join("sheet.toml")).unwrap();
        fs::write(pack.join("sheet.toml"), &half[..half.len() / 2]).unwrap();
    })
    .said(1, &["sheet.toml", "do next"]);
    pack_with(|pack| fs::write(pack.join("screening.toml"), b"\xff\xfe\x00").unwrap())
        .said(1, &["screening.toml", "do next"]);
    pack_with(|pack| fs::remove_file(pack.join("pack.toml")).unwrap())
        .said(1, &["pack.toml", "do next"]);
    let mistyped = "\n[question]\nknee = \"many\"\n";
    let run = pack_with(|pack| fs::write(pack.join("screening.toml"), mistyped).unwrap())
        .said(1, &["screening.toml", "expected a table", "do next"]);
    assert!(!run.err.contains("struct"), "{}", run.err);
}

#[test]
fn conditions_of_ten_thousand_terms_are_judged_not_hung_on() {
    // A long condition is fine; one that nests so deep is not.
    for (before, between, after, code) in [
        ("", " or ", "", 0),
        ("", " and ", "", 0),
        ("not ", " or not ", "", 0),
        ("", " or (", ")", 1),
    ] {
        let mut when = format!("{before}hot-knee");
        for _ in 1..10_000 {
            let _ = write!(when, "{between}hot-knee");
        }
        when.push_str(&after.repeat(9_999));
        let run = pack_with(|pack| {
            let rule = format!(
                "\n[rule.long]\nwhen = \"{when}\"\ngives = \"refer\"\nsay = \"Long.\"\ndo = \"Look.\"\nclinic-default = true\n"
            );
            append(&pack.join("screening.toml"), &rule);
        });
        if code == 0 {
            run.ended(0);
        } else {
            run.said(code, &["screening.toml", "too-deep", "do next"]);
        }
    }
}

/// Does something to the history's file.
fn alter(clinic: &Clinic, statement: &str) {
    let path = clinic.0.path().join("clinic/clinic.db");
    let database = rusqlite::Connection::open(path).unwrap();
    database.execute_batch(statement).unwrap();
}

#[test]
fn a_history_of_a_newer_version_is_read_and_not_written() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    alter(&clinic, "PRAGMA user_version = 999");
    clinic.run(&format!("patient show {number}"), &[]).ended(0);
    let run = clinic.run(&format!("goal {number} walk"), &[]);
    run.said(3, &["newer", "do next"]);
    alter(&clinic, "PRAGMA user_version = 1");
    has_no_goal(&clinic, &number);
}

#[test]
fn a_damaged_history_is_said_and_never_taken_for_an_empty_one() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    let path = clinic.0.path().join("clinic/clinic.db");
    alter(&clinic, "PRAGMA wal_checkpoint(TRUNCATE)");
    let whole = fs::read(&path).unwrap();
    for cut in [0, 100, 4096, whole.len() / 2] {
        fs::write(&path, &whole[..cut]).unwrap();
        clinic
            .run(&format!("patient show {number}"), &[])
            .said(3, &["do next"]);
    }
    fs::write(&path, &whole).unwrap();
    clinic.run("verify", &[]).ended(0);
}

#[test]
fn a_record_is_shown_without_the_words_of_a_pack_that_was_altered_and_says_so() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    clinic.screen(&number, &[("cancer", json!("yes"))]);
    let show = |format: &str| clinic.run(&format!("patient show {number}{format}"), &[]);
    let whole = show(" --format json").ended(0).json();
    assert_eq!(whole["pack_problem"], json!(null));
    let packs = fs::read_dir(clinic.0.path().join("clinic/packs")).unwrap();
    let pack = packs.map(|entry| entry.unwrap().path()).next().unwrap();
    let rules = pack.join("screening.toml");
    let text = fs::read_to_string(&rules).unwrap();
    fs::remove_file(&rules).unwrap();
    fs::write(
        &rules,
        text.replacen("mandatory = true", "mandatory = false", 1),
    )
    .unwrap();
    let altered = show(" --format json").ended(0).json();
    let problem = altered["pack_problem"].as_str().unwrap();
    assert!(problem.contains("was altered"), "{problem}");
    assert!(problem.contains("Install it again"), "{problem}");
    assert_eq!(altered["standing"], whole["standing"]);
    assert_eq!(
        altered["findings"][0]["finding"],
        whole["findings"][0]["finding"]
    );
    assert_eq!(altered["findings"][0]["say"], json!(""));
    let page = show("").ended(0).out;
    assert!(page.contains("was altered"), "{page}");
    assert!(page.contains("cancer"), "{page}");
}

#[test]
fn a_missing_wrong_or_broken_key_says_how_to_get_in_again() {
    let clinic = Clinic::new();
    let other = Clinic::new();
    let key = clinic.0.path().join("clinic/key");
    let whole = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    clinic
        .run("today", &[])
        .said(3, &["key file is missing", "plinth recover"]);
    fs::copy(other.0.path().join("clinic/key"), &key).unwrap();
    clinic.run("today", &[]).said(3, &["key", "plinth recover"]);
    fs::write(&key, "no key").unwrap();
    clinic.run("today", &[]).said(3, &["key", "plinth recover"]);
    fs::write(&key, whole).unwrap();
    clinic.run("today", &[]).ended(0);
}

#[test]
fn a_key_or_a_folder_that_is_open_to_others_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let clinic = Clinic::new();
    let home = clinic.0.path().join("clinic");
    let warned = || clinic.run("today", &[]).ended(0).err;
    assert!(!warned().contains("other people"));
    let key = home.join("key");
    let allow = |path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    allow(&key, 0o644);
    assert!(warned().contains("mode 600"));
    allow(&key, 0o600);
    allow(&home, 0o777);
    assert!(warned().contains("mode 700"));
}

const NOBODY: u32 = 65_534;

/// Gives a folder and all that is in it to somebody; only the superuser can.
fn give_to(folder: &Path, owner: u32) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            give_to(&path, owner)?;
        } else {
            std::os::unix::fs::chown(&path, Some(owner), Some(owner))?;
        }
    }
    std::os::unix::fs::chown(folder, Some(owner), Some(owner))
}

#[test]
fn a_folder_that_cannot_be_written_keeps_what_there_is() {
    use std::os::unix::{fs::PermissionsExt, process::CommandExt};
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    let home = clinic.0.path().join("clinic");
    let allow = |folder: u32, file: u32| {
        fs::set_permissions(home.join("clinic.db"), fs::Permissions::from_mode(file)).unwrap();
        fs::set_permissions(&home, fs::Permissions::from_mode(folder)).unwrap();
    };
    // Rights do not bind the superuser, so the command is then run as nobody, who owns the folder for a while.
    let program = clinic.0.path().join("program");
    fs::copy(plinth::binary(), &program).unwrap();
    fs::set_permissions(clinic.0.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let is_superuser = give_to(clinic.0.path(), NOBODY).is_ok();
    allow(0o500, 0o400);
    let mut command = Command::new(&program);
    command.env_clear().args(["goal", &number, "walk"]);
    for (name, value) in clinic.command().get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    if is_superuser {
        command.uid(NOBODY).gid(NOBODY);
    }
    // A process that another test starts just now may hold the copy open for a moment.
    let mut output = command.output();
    for _ in 0..1_000 {
        match &output {
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(std::time::Duration::from_millis(5));
                output = command.output();
            }
            _ => break,
        }
    }
    let run = Run::from(output.unwrap());
    allow(0o700, 0o600);
    run.said(3, &["do next"]);
    has_no_goal(&clinic, &number);
}

#[test]
fn what_cannot_be_asked_is_named_with_its_option() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    clinic.0.file("setup.toml", crate::commands::SETUP);
    for (words, needed) in [
        ("init --home other", "--from"),
        ("init --home other --from setup.toml", "--passphrase-file"),
        ("patient add --name Ben", "--born"),
        ("patient add --born 1990-02-02", "--name"),
        ("recover", "--code-file"),
        (
            "person add p-else --name Else --role assistant",
            "--passphrase-file",
        ),
    ] {
        clinic.run(words, &[]).said(2, &[needed, "do next"]);
    }
    clinic
        .run(&format!("screen {number} --pack sciatica"), &[])
        .said(2, &["--answers", "do next"]);
}
