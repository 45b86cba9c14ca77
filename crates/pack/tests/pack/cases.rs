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
