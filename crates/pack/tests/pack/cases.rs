//! Cases: that they fail where they should, and that mistakes in a pack make them fail.

use std::num::NonZero;

use plinth_pack::{
    cases,
    diagnostic::{self, Style},
    folder::Files,
    load, mutate,
};

use crate::common::{tiny, tiny_with};

const BASE: &str = r#"
[base.clear]
hot-knee = "no"
fever = "none"
eases = "yes"
painful-side = "left"
pain = 3
pain-where = ["knee"]
power = { left = 5, right = 5 }
pregnant = "no"
"#;

fn with_cases(text: &str) -> Files {
    let mut files = tiny();
    files.insert(
        "cases/all.toml".into(),
        format!("{BASE}{text}").into_bytes(),
    );
    files
}

/// What reading and running the cases says.
fn outcome(files: &Files) -> String {
    let content = load(files).content.unwrap();
    let (cases, mut faults) = cases::read(files, &content);
    faults.extend(cases::run(&content, &cases).failed);
    diagnostic::render(&faults, files, Style::Plain)
}

fn case(steps: &str) -> String {
    format!("[[case]]\nid = \"C\"\ntitle = \"A case\"\n{steps}")
}

fn screened(rest: &str) -> String {
    format!("[[case.step]]\non = \"2026-03-02\"\ndo = \"screened\"\nbase = \"clear\"\n{rest}\n")
}

#[test]
fn an_expectation_that_is_met_says_nothing() {
    let met = case(&screened(
        r#"answers = { hot-knee = "yes", fever = "high" }
expect = { disposition = "emergency", standing = "emergency", rules = ["infection"], not-rules = ["weakness"], phase = "none", offered = [], missing = [], cannot-exclude = "nothing", precautions = [] }"#,
    ));
    assert_eq!(outcome(&with_cases(&met)), "");
    let met = case(&screened(
        r#"answers = { pregnant = "yes", pain = 6 }
without = ["painful-side"]
expect = { disposition = "incomplete", missing = ["painful-side"], precautions = ["pregnancy"], offered = [] }"#,
    ));
    assert_eq!(outcome(&with_cases(&met)), "");
}

#[test]
fn an_expectation_that_is_not_met_is_shown_where_it_stands() {
    for (expect, said) in [
        (
            r#"disposition = "caution""#,
            "disposition is proceed, expected caution",
        ),
        (
            r#"standing = "refer""#,
            "standing is proceed, expected refer",
        ),
        (r#"rules = ["shin"]"#, "rules lacks shin; there is nothing"),
        (r#"phase = "calm""#, "phase is move, expected calm"),
        (r"offered = []", "offered is EX-01, expected nothing"),
        (r#"not-offered = ["EX-01"]"#, "not-offered: EX-01 is there"),
        (
            r#"withheld = ["EX-01"]"#,
            "withheld lacks EX-01; there is EX-02",
        ),
        (
            r#"modified = ["EX-01"]"#,
            "modified lacks EX-01; there is nothing",
        ),
        (
            r#"missing = ["pain"]"#,
            "missing lacks pain; there is nothing",
        ),
        (
            r#"precautions = ["pregnancy"]"#,
            "precautions is nothing, expected pregnancy",
        ),
        (
            r#"cannot-exclude = "emergency""#,
            "cannot-exclude is nothing, expected emergency",
        ),
    ] {
        let shown = outcome(&with_cases(&case(&screened(&format!(
            "expect = {{ {expect} }}"
        )))));
        assert!(
            shown.contains(&format!("error[case-failed]: {said}")),
            "{shown}"
        );
        assert!(shown.contains("cases/all.toml:18"), "{shown}");
    }
}

#[test]
fn a_case_that_cannot_be_run_is_said() {
    for (case, code) in [
        (case(&screened("")), "no-expect"),
        (case(""), "no-expect"),
        (
            case(&screened(r"answers = { pian = 3 }")),
            "unknown-question",
        ),
        (
            case(&screened(r#"expect = { rules = ["chin"] }"#)),
            "unknown-expectation",
        ),
        (
            case(&screened(r#"expect = { phase = "run" }"#)),
            "unknown-expectation",
        ),
        (case(&screened(r#"finding = "shin""#)), "case-step"),
        (
            case(&screened(r#"since = { pain = "2026-03-03" }"#)),
            "wrong-date",
        ),
        (
            case(&screened(r#"since = { pregnant = "2026-03-01" }"#)),
            "since-superfluous",
        ),
        (
            case(
                "[[case.step]]\non = \"2026-03-02\"\ndo = \"screened\"\nbase = \"clean\"\nexpect = {}",
            ),
            "unknown-base",
        ),
        (
            case("[[case.step]]\non = \"2026-13-02\"\ndo = \"screened\"\nexpect = {}"),
            "wrong-date",
        ),
        (
            case("[[case.step]]\non = \"2026-03-02\"\ndo = \"resolved\"\nexpect = {}"),
            "case-step",
        ),
        (
            case(
                "[[case.step]]\non = \"2026-03-02\"\ndo = \"resolved\"\nfinding = \"shin\"\nevidence = \"letter\"\nuntil = \"2026-04-02\"\nexpect = {}",
            ),
            "case-failed",
        ),
    ] {
        let shown = outcome(&with_cases(&case));
        assert!(shown.contains(&format!("error[{code}]")), "{code}: {shown}");
    }
    let twice = format!("{0}{0}", case(&screened("expect = {}")));
    assert!(outcome(&with_cases(&twice)).contains("error[duplicate-id]"));
}

#[test]
fn what_a_program_holds_and_could_hold_is_expected_in_full() {
    let story = |expect: &str, change: &str| {
        let base = "[base.settled]\nsettle-hours = 0\ndays-done = 7\n";
        let begun = [
            screened("born = \"1988-01-01\"\nanswers = { pregnant = \"yes\" }"),
            "[[case.step]]\non = \"2026-03-02\"\ndo = \"assigned\"\nexercises = [\"EX-01\"]\n"
                .into(),
            format!(
                "[[case.step]]\non = \"2026-03-02\"\ndo = \"adjusted\"\nchange = \"dose\"\nexercise = \"EX-01\"\ndose = {{ {change} }}\nexpect = {{ {expect} }}\n"
            ),
        ];
        let mut files = with_cases(&format!("{base}{}", case(&begun.concat())));
        let exercise = files.get_mut("exercises/ex-01-bend.toml").unwrap();
        exercise.extend_from_slice(b"\n[up-to]\nrepetitions = 12\n");
        outcome(&files)
    };
    let met = r#"in-order = ["EX-01"], doses = { EX-01 = "repetitions 11, times-a-day 2-3, left" }, next-doses = { EX-01 = "repetitions 12, times-a-day 2-3, left", EX-02 = "none" }, may-override = ["EX-02"], advised-by = { lasting = [] }"#;
    assert_eq!(story(met, "repetitions = 11"), "");
    let met = r#"next-doses = { EX-01 = "none" }"#;
    assert_eq!(story(met, "repetitions = 12"), "");
    for (expect, said) in [
        ("in-order = []", "in order is EX-01, expected nothing"),
        (
            r#"next-doses = { EX-01 = "none" }"#,
            "next dose of EX-01 is repetitions 12, times-a-day 2-3, left, expected none",
        ),
        (
            "may-override = []",
            "may-override is EX-02, expected nothing",
        ),
        (
            r#"advised-by = { lasting = ["EX-01"] }"#,
            "advised by lasting is nothing, expected EX-01",
        ),
    ] {
        let shown = story(expect, "repetitions = 11");
        assert!(
            shown.contains(&format!("error[case-failed]: {said}")),
            "{shown}"
        );
    }
    let shown = story("", "sets = 2");
    assert!(shown.contains("the dose of EX-01 has no sets"), "{shown}");
    let shown = story("", "repetitions = 0");
    assert!(
        shown.contains("`repetitions` of EX-01 is 1 or more"),
        "{shown}"
    );
    for expect in [
        r#"in-order = ["EX-09"]"#,
        r#"may-override = ["EX-09"]"#,
        r#"next-doses = { EX-09 = "none" }"#,
        r"advised-by = { lasts = [] }",
        r#"advised-by = { lasting = ["EX-09"] }"#,
    ] {
        let shown = story(expect, "repetitions = 11");
        assert!(shown.contains("error[unknown-expectation]"), "{shown}");
    }
}

#[test]
fn after_a_discharge_a_screening_begins_another_course_of_care() {
    let step = |on: &str, rest: &str| format!("[[case.step]]\non = \"2026-03-{on}\"\n{rest}\n");
    let steps = [
        screened("born = \"1988-01-01\""),
        step("02", "do = \"assigned\"\nexpect = { phase-now = \"move\" }"),
        step(
            "03",
            "do = \"discharged\"\nexpect = { phase-now = \"none\", running = [] }",
        ),
        step(
            "04",
            "do = \"screened\"\nbase = \"clear\"\nanswers = { pain = 6 }",
        ),
        step("04", "do = \"assigned\"\nexpect = { phase-now = \"calm\" }"),
    ];
    assert_eq!(outcome(&with_cases(&case(&steps.concat()))), "");
}

#[test]
fn an_emergency_stands_until_it_is_resolved() {
    let found = screened(r#"answers = { hot-knee = "yes", fever = "high" }"#);
    let later = |day: &str, standing: &str| {
        format!(
            "[[case.step]]\non = \"2026-03-{day}\"\ndo = \"screened\"\nbase = \"clear\"\nexpect = {{ disposition = \"proceed\", standing = \"{standing}\" }}\n"
        )
    };
    let resolved = "[[case.step]]\non = \"2026-03-03\"\ndo = \"resolved\"\nfinding = \"infection\"\nevidence = \"medical-outcome\"\nuntil = \"2026-03-10\"\nexpect = { standing = \"caution\" }\n";
    let unresolved = case(&[found.clone(), later("05", "emergency")].concat());
    assert_eq!(outcome(&with_cases(&unresolved)), "");
    let resolved = case(&[found, resolved.to_owned(), later("05", "caution")].concat());
    assert_eq!(outcome(&with_cases(&resolved)), "");
}

#[test]
fn mistakes_that_no_case_notices_survive() {
    let both = r#"answers = { hot-knee = "yes", fever = "mild" }
expect = { disposition = "emergency", rules = ["infection"] }"#;
    let files = with_cases(&case(&screened(both)));
    let content = load(&files).content.unwrap();
    let (cases, faults) = cases::read(&files, &content);
    assert_eq!(faults, []);
    let survivors = mutate::survivors(
        &content,
        &cases,
        mutate::Part::Screening,
        NonZero::<usize>::MIN,
    )
    .unwrap();
    let killed = "rule infection: emergency became same-day";
    assert!(!survivors.iter().any(|mutant| mutant == killed));
    let alive = "rule infection: `hot-knee and fever != none` became `hot-knee or fever != none`";
    assert!(
        survivors.iter().any(|mutant| mutant == alive),
        "{survivors:#?}"
    );
    let shin = "rule shin: refer became caution";
    assert!(survivors.iter().any(|mutant| mutant == shin));
}

#[test]
fn what_can_be_seen_to_change_nothing_is_no_mistake() {
    let files = tiny_with("screening.toml", "any side power < 4", "any side power < 5");
    let content = load(&files).content.unwrap();
    let of_define: Vec<_> = mutate::all(&content)
        .map(|mutant| mutant.description)
        .filter(|description| description.starts_with("define"))
        .collect();
    // Of powers from 0 to 5, `< 5` says the same as `!= 5` and `<= 4`.
    assert_eq!(
        of_define,
        ["<= 5", "= 5", ">= 5", "> 5", "< 4", "< 6"]
            .map(|test| format!(
                "define any-weakness: `any side power < 5` became `any side power {test}`"
            ))
            .into_iter()
            .chain([
                "define any-weakness: `any side power < 5` became `not any side power < 5`".into()
            ])
            .collect::<Vec<_>>()
    );
}

/// What can go wrong with a program, an exercise or an item of the smallest pack with other words in it.
fn mistakes(files: &Files) -> Vec<String> {
    let content = load(files).content.unwrap();
    mutate::all(&content)
        .map(|mutant| mutant.description)
        .collect()
}

#[test]
fn how_a_program_begins_is_no_mistake_where_it_never_begins() {
    let begins = |files: &Files| -> Vec<String> {
        let all = mistakes(files).into_iter();
        all.filter(|said| said.contains("start-with") || said.contains("suggested"))
            .collect()
    };
    // In `calm` the second waits for the first, so the first comes first either way; in `move` it does not.
    let both = [
        "phase calm: start-with 1 became 2",
        "phase move: start-with 2 became 1",
        "phase move: start-with 2 became 3",
        "phase move, item EX-01: suggested became false",
    ];
    assert_eq!(begins(&tiny()), both);
    let with_third = |entry: &str| {
        let third = format!(
            "\n[[phase]]\nid = \"keep\"\ntitle = \"Keep it\"\nfocus = \"Go on.\"\nentry = \"{entry}\"\nexit = \"pain = 0\"\nstart-with = 1\nmost = 2\nreview-days = 28\n[[phase.item]]\nexercise = \"EX-01\"\n"
        );
        let mut files = tiny_with(
            "programs/knee.toml",
            "pain < 5\"\nexit = \"change",
            "days-in-phase >= 3\"\nexit = \"change",
        );
        files
            .get_mut("programs/knee.toml")
            .unwrap()
            .extend(third.into_bytes());
        begins(&files)
    };
    for never in [
        "days-in-phase >= 7",
        "not days-in-phase < 7",
        "pain < 2 and weeks-since(assigned) > 1",
        "not (pain > 2 or change(pain, since: assigned) > 0)",
        "at least 2 of (pain < 2, days-in-phase > 2, days-in-phase > 3)",
    ] {
        assert_eq!(with_third(never), both, "{never}");
    }
    for now_and_then in [
        "pain < 2",
        "pain < 2 or days-in-phase >= 7",
        "not (pain > 2 and days-in-phase < 7)",
        "at least 2 of (pain < 2, hot-knee, days-in-phase > 3)",
    ] {
        let third = "phase keep: start-with 1 became 2".to_owned();
        assert!(with_third(now_and_then).contains(&third), "{now_and_then}");
    }
}

#[test]
fn what_is_never_barred_is_never_overridden() {
    let overrides = |files: &Files| -> Vec<String> {
        let all = mistakes(files).into_iter();
        all.filter(|said| said.contains("EX-01: override"))
            .collect()
    };
    assert_eq!(overrides(&tiny()), Vec::<String>::new());
    for (file, old, new) in [
        (
            "screening.toml",
            "exclude = [\"EX-02\"]\nmodify = { EX-01 = \"Sit with the back supported.\" }",
            "exclude = [\"EX-01\"]",
        ),
        (
            "cautions.toml",
            "exercises = [\"EX-03\"]",
            "exercises = [\"EX-01\", \"EX-03\"]",
        ),
        (
            "programs/knee.toml",
            "exercise = \"EX-01\"\nsuggested",
            "exercise = \"EX-01\"\nneeds = \"pain < 8\"\nbecause = \"It waits.\"\nsuggested",
        ),
    ] {
        assert_eq!(overrides(&tiny_with(file, old, new)).len(), 2, "{file}");
    }
}

#[test]
fn a_tag_that_leaves_the_rules_as_they_are_is_no_mistake() {
    let tags = |files: &Files| -> Vec<String> {
        let all = mistakes(files).into_iter();
        all.filter(|said| said.contains(" the tag ")).collect()
    };
    let one = [
        "exercise EX-01: with the tag lying",
        "exercise EX-02: without the tag lying",
    ];
    assert_eq!(tags(&tiny()), one);
    let mut files = tiny_with("checkin.toml", "[\"lying\"]", "[\"lying\", \"flat\"]");
    files.extend(
        tiny_with(
            "exercises/ex-02-slide.toml",
            "[\"lying\"]",
            "[\"lying\", \"flat\"]",
        )
        .remove_entry("exercises/ex-02-slide.toml"),
    );
    let two = [
        "exercise EX-01: with the tag flat",
        "exercise EX-01: with the tag lying",
    ];
    assert_eq!(tags(&files), two);
}
