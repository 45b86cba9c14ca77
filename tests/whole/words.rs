//! What people read: commands that can be taken up as they stand, what counts most in sight, nothing typed said back.

use serde_json::json;

use crate::{
    commands::{BORN, Clinic, SETUP},
    plinth::Place,
    progress,
};

/// The answers to a screening in which almost nothing was asked.
fn hardly_asked(clinic: &Clinic) -> String {
    let text = json!({"answers": {"saddle-numbness": "yes", "cancer": "declined"}});
    clinic.0.file("hardly.json", text.to_string());
    "hardly.json".into()
}

#[test]
fn what_was_found_is_not_pushed_out_of_sight_by_what_was_not_asked() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    let answers = hardly_asked(&clinic);
    clinic
        .run(
            &format!("screen {number} --pack sciatica --answers {answers}"),
            &[],
        )
        .ended(0);
    let shown = clinic
        .run(&format!("patient show {number}"), &[])
        .ended(0)
        .out;
    assert!(shown.contains(":saddle  emergency  open"), "{shown}");
    assert!(shown.contains(":declined.cancer"), "{shown}");
    assert!(!shown.contains(":not-asked."), "{shown}");
    assert!(shown.contains(" questions  incomplete  not asked"));
    assert!(shown.contains("not excluded yet: pregnancy"), "{shown}");
    assert!(shown.lines().count() < 60, "{shown}");
    // JSON has every one of them.
    let all = clinic
        .run(&format!("patient show {number} --format json"), &[])
        .ended(0)
        .json();
    assert!(all["findings"].as_array().unwrap().len() > 50);

    let refused = clinic.run(&format!("assign {number}"), &[]).ended(1).err;
    assert!(
        refused.contains("emergency because of 4:saddle"),
        "{refused}"
    );
    assert!(refused.contains(" more"), "{refused}");
    assert!(refused.lines().count() < 24, "{refused}");
}

#[test]
fn a_command_to_go_on_with_stands_whole_in_one_line() {
    let clinic = Clinic::new();
    let add = clinic
        .run("patient add --born 1988-01-01 --name", &["Ada Example"])
        .ended(0);
    let whole =
        "Next: plinth consent 0001-B give \"examination and an exercise program\" --form spoken";
    assert!(add.err.lines().any(|line| line == whole), "{}", add.err);
    let refused = clinic.run("assign 0001-B", &[]).ended(1).err;
    let command = &whole["Next: ".len()..];
    assert!(
        refused.lines().any(|line| line.trim_start() == command),
        "{refused}"
    );
}

#[test]
fn a_screening_of_a_patient_with_a_program_leads_to_that_program() {
    let clinic = Clinic::new();
    let number = clinic.with_program();
    let again = |clinic: &Clinic| {
        let file = clinic.answers(&[("date-of-birth", json!(BORN))]);
        clinic
            .run(
                &format!("screen {number} --pack sciatica --answers {file}"),
                &[],
            )
            .ended(0)
            .err
    };
    let next = again(&clinic);
    assert!(
        next.contains(&format!("Next: plinth sheet {number}\n")),
        "{next}"
    );
    // A check-in that did not ask everything holds the program; asked again, it can be released.
    let mut report = progress::fine(&clinic, &number);
    report["answers"]
        .as_object_mut()
        .unwrap()
        .remove("saddle-numbness");
    progress::check_in(&clinic, &number, &report).ended(0);
    let next = again(&clinic);
    let release = format!("adjust {number} release --reason");
    let whole = format!("Next: plinth {release} WHY\n");
    assert!(next.contains(&whole), "{next}");
    clinic.run(&release, &["asked everything again"]).ended(0);
}

#[test]
fn what_was_assigned_is_said() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    clinic
        .screen(&number, &[("date-of-birth", json!(BORN))])
        .ended(0);
    let said = clinic
        .run(&format!("assign {number} --side left"), &[])
        .ended(0)
        .err;
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("Assigned: sciatica, calm: EX-01, "), "{said}");
    assert!(said.contains("; review 20"), "{said}");
}

#[test]
fn a_dose_that_is_refused_says_what_is_wrong_with_it() {
    let clinic = Clinic::new();
    let number = clinic.with_program();
    for (dose, why) in [
        ("--repetitions 99", "at most 50"),
        ("--kilograms 9999", "at most 100"),
        ("--kilograms 0", "more than 0 kg"),
    ] {
        let refused = clinic
            .run(
                &format!("adjust {number} dose EX-04 {dose} --reason"),
                &["ready for more"],
            )
            .ended(1)
            .err;
        assert!(refused.contains(why), "{dose}: {refused}");
    }
}

#[test]
fn hz_38_nothing_that_was_typed_in_a_wrong_place_is_said_back() {
    let clinic = Clinic::new();
    let number = clinic.with_program();
    let long = "Quillfeather".repeat(500);
    for words in [
        "teach {} @",
        "adjust {} add @ --reason good-reason",
        "adjust {} phase @ --reason good-reason",
        "adjust {} dose EX-01 --minutes @ --reason good-reason",
        "precaution {} set @ --reason said-so",
        "strike {} @ --reason mistyped",
        "task close {} @ --with Ada --how telephone --said reached",
        "sheet {} --kind @",
        "refer {} --to GP --urgency @ --reason cancer",
        "contact {} --how telephone --with Ada --said hello --at @",
        "today --format @",
        "person add @ --name Ada --role assistant",
        "@",
        "today --@",
    ] {
        for typed in [
            "Quill feather",
            "Quill\u{202e}feather",
            "Quill\u{1b}[2Jfeather",
            long.as_str(),
        ] {
            let words = words.replace("{}", &number);
            let arguments = words.split(' ').map(|word| word.replace('@', typed));
            let run: crate::plinth::Run = clinic.command().args(arguments).output().unwrap().into();
            let said = run.clone().ended(2).err.to_lowercase();
            assert!(!said.contains("quill"), "{words}: {said}");
            assert!(said.contains("error: "), "{words}: {said}");
            assert!(!said.contains(['\u{202e}', '\u{1b}']), "{words}");
        }
    }
}

#[test]
fn a_wrong_word_is_answered_with_those_that_may_stand_there() {
    let clinic = Clinic::new();
    for (words, needed) in [
        ("sheet 0001-B --kind leter", "program, emergency, letter"),
        ("shet 0001-B", "did you mean sheet"),
        ("today --fromat json", "did you mean --format"),
        (
            "strike 0001-B first --reason mistyped",
            "an entry is a number",
        ),
        ("adjust 0001-B dose EX-01 --minutes five --reason x", "5-10"),
    ] {
        let said = clinic.run(words, &[]).ended(2).err;
        assert!(said.contains(needed), "{words}: {said}");
    }
}

#[test]
fn a_clinic_whose_machine_is_gone_comes_back_from_its_back_up_and_recovery_code() {
    let clinic = Clinic::new();
    let number = clinic.with_program();
    let code = clinic.run(
        "init --home other --from clinic.toml --passphrase-file passphrase",
        &[],
    );
    let code_of_another = code.ended(0).out;
    clinic.run("backup kept.db", &[]).ended(0);

    let place = Place::new();
    let made = place
        .file("clinic.toml", SETUP)
        .parent()
        .unwrap()
        .to_path_buf();
    std::fs::create_dir(made.join("found")).unwrap();
    std::fs::copy(
        clinic.0.path().join("kept.db"),
        made.join("found/clinic.db"),
    )
    .unwrap();
    let find = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("    "));
        line.unwrap().trim().to_string()
    };
    place.file("code", find(&code_of_another));
    place
        .run(["recover", "--home", "found", "--code-file", "code"])
        .ended(2);
    place.file("code", clinic.recovery_code());
    place
        .run(["recover", "--home", "found", "--code-file", "code"])
        .ended(0);
    // The copy beside it gets a new letter for its sheets: which were printed since the back-up, nobody knows.
    let passphrase = clinic.0.path().join("passphrase");
    let again = |arguments: &[&str]| {
        let mut command = crate::plinth::command(place.path());
        command
            .env("PLINTH_AS", "p-nair")
            .env("PLINTH_PASSPHRASE_FILE", &passphrase)
            .args(arguments);
        crate::plinth::Run::from(command.output().unwrap())
    };
    let kept = clinic.0.path().join("kept.db");
    let kept = kept.to_str().unwrap();
    again(&["restore", kept, "--into", "again", "--home", "found"]).ended(0);
    let pack = crate::plinth::sciatica();
    again(&["pack", "install", &pack, "--home", "again"]).ended(0);
    let printed = again(&["sheet", &number, "--home", "again", "--out", "sheet.pdf"]).ended(0);
    assert!(
        printed.err.contains(&format!("{number}/1B")),
        "{}",
        printed.err
    );
}

#[test]
fn a_recovery_code_that_cannot_be_printed_is_not_lost() {
    let place = Place::new();
    place.file("clinic.toml", SETUP);
    place.file("passphrase", "correct horse battery\n");
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = crate::plinth::command(place.path())
        .args(["init", "--home", "clinic", "--from", "clinic.toml"])
        .args(["--passphrase-file", "passphrase"])
        .stdout(full)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    let code = said.lines().find(|line| line.starts_with("    "));
    place.file("code", code.unwrap().trim());
    std::fs::remove_file(place.path().join("clinic/key")).unwrap();
    place
        .run(["recover", "--home", "clinic", "--code-file", "code"])
        .ended(0);
}
