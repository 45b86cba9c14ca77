//! Who is meant: numbers, names and birth dates as they are typed.

use serde_json::json;

use crate::{
    commands::{BORN, Clinic},
    triage::clear,
};

#[test]
fn hz_16_mistyped_numbers_and_names_open_nothing() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    clinic.patient("Ben Else", "1990-02-02");
    let wrong = [
        "0002-B", "0010-B", "0001-C", "0011-B", "1-B", "00001-B", "0001", "0001-", "0001B", "Ada",
        "0001-Β", "",
    ];
    for wrong in wrong {
        for words in [
            "patient show",
            "assign",
            "sheet",
            "patient history",
            "task list",
        ] {
            let run = clinic.run(words, &[wrong]);
            assert_eq!(
                (run.code, run.out.as_str()),
                (2, ""),
                "{words} {wrong}: {}",
                run.err
            );
            assert!(
                run.err.contains("patient find") || wrong.is_empty(),
                "{words} {wrong}: {}",
                run.err
            );
            assert!(
                !run.err.contains("Ada"),
                "a name is not repeated: {}",
                run.err
            );
        }
    }
    let unknown = clinic.run("patient show 0999-L", &[]);
    assert_eq!(unknown.code, 2, "{}", unknown.err);
    assert!(unknown.err.contains("patient find"), "{}", unknown.err);
    // By name, in two words.
    let run = clinic.run("patient show Ada Example", &[]).ended(2);
    assert!(!run.err.contains("Example"), "{}", run.err);
    clinic
        .run(&format!("patient show {}", number.to_lowercase()), &[])
        .ended(0);
}

#[test]
fn hz_16_answers_of_one_patient_are_not_recorded_for_another() {
    let clinic = Clinic::new();
    let (ada, ben) = (
        clinic.patient("Ada Example", BORN),
        clinic.patient("Ben Else", "1990-02-02"),
    );
    let mut answers = clear();
    answers.insert("date-of-birth".into(), json!(BORN));
    for whose in [
        json!({ "patient": ada, "answers": answers }),
        json!({ "born": BORN, "answers": answers }),
        json!({ "date": "2026-03-02", "answers": answers }),
    ] {
        clinic.0.file("hers.json", whose.to_string());
        let before = clinic.history(&ben).len();
        let run = clinic
            .run(
                &format!("screen {ben} --pack sciatica --answers hers.json"),
                &[],
            )
            .ended(1);
        assert!(run.err.contains("another"), "{}", run.err);
        assert_eq!(clinic.history(&ben).len(), before, "nothing was recorded");
    }
    clinic.0.file(
        "hers.json",
        json!({ "patient": ada, "born": BORN, "answers": answers }).to_string(),
    );
    clinic
        .run(
            &format!("screen {ada} --pack sciatica --answers hers.json"),
            &[],
        )
        .ended(0);
}

#[test]
fn hz_19_birth_dates_are_read_in_one_way_only() {
    let clinic = Clinic::new();
    for date in [
        "03/04/1980",
        "3.4.1980",
        "1980-4-3",
        "1980-02-30",
        "19800403",
        "April 3 1980",
        "",
    ] {
        let run = clinic.run("patient add --name Ada --born", &[date]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{date}: {}", run.err);
        assert!(date.is_empty() || !run.err.contains(date), "{}", run.err);
    }
    let future = clinic.run("patient add --name Ada --born 2999-01-01", &[]);
    assert_eq!(future.code, 1, "{}", future.err);
    let number = clinic.patient("Ada Example", "1980-04-03");
    let show = clinic.run(&format!("patient show {number}"), &[]).ended(0);
    assert!(show.out.contains("3 April 1980"), "{}", show.out);
    for value in ["6/10", "6,5", "six", "1e1", ""] {
        let run = clinic.run(
            &format!("measure {number} nprs-leg-average --unit"),
            &["of 10", "--", value],
        );
        assert_eq!(run.code, 2, "{value}: {}", run.err);
    }
    clinic
        .run(
            &format!("measure {number} nprs-leg-average 6.5 --unit"),
            &["of 10"],
        )
        .ended(0);
}

#[test]
fn names_may_be_long_or_in_any_script_but_never_hide_anything() {
    let clinic = Clinic::new();
    for name in [
        "Zoë Müller-Łukasz",
        "王小明",
        "محمد علي",
        "Ὀδυσσεύς",
        "O'Neil",
    ] {
        clinic
            .run("patient add --born 1980-04-03 --name", &[name])
            .ended(0);
    }
    for name in [
        "",
        "  ",
        "a\u{202e}b",
        "a\u{0}b",
        "a\u{1b}[2Jb",
        "a\nb",
        "\u{200f}",
    ] {
        if name.contains('\0') {
            continue; // No command line can hold it.
        }
        let run = clinic.run("patient add --born 1980-04-03 --name", &[name]);
        assert_eq!(run.code, 1, "{name:?}: {}", run.err);
        assert!(!run.err.contains('\u{1b}') && !run.err.contains('\u{202e}'));
    }
    let long = "x".repeat(1000);
    let run = clinic.run("patient add --born 1980-04-03 --name", &[&long]);
    assert!(run.code == 0 || run.code == 1, "{}", run.err);
    assert!(!run.err.contains(&long), "a name is not repeated");
}
