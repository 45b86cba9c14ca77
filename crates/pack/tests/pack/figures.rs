//! Figures of a pack: read, and everything that is wrong with them said at its place.

use crate::common::tiny;
use plinth_pack::{
    diagnostic::{Style, render},
    figure,
    folder::Files,
    load,
};

/// What is said of the smallest pack with these figures, but for exercises that have none.
fn said(figures: &[(&str, &str)]) -> String {
    let mut files = tiny();
    for (name, text) in figures {
        files.insert(format!("figures/{name}.toml"), text.as_bytes().to_vec());
    }
    let content = load(&files).content.unwrap();
    let mut wrong = figure::check(&files, &content);
    wrong.retain(|wrong| wrong.code != "no-figure");
    render(&wrong, &files, Style::Plain)
}

const LYING: &str = "exercise = \"EX-01\"
[[panel]]
pose = { base = \"on-the-back\", both = { hip = 48, knee = 95, foot = \"flat\" } }
";

#[test]
fn a_figure_is_read_and_the_rest_is_asked_for() {
    assert_eq!(said(&[("one", LYING)]), "");
    let mut files = tiny();
    files.insert("figures/one.toml".into(), LYING.as_bytes().to_vec());
    assert_eq!(figure::read(&files).len(), 1);
    let content = load(&files).content.unwrap();
    let missing = figure::check(&files, &content);
    assert!(
        missing
            .iter()
            .all(|wrong| wrong.code == "no-figure" && !wrong.is_error())
    );
    let without = figure::check(&tiny(), &content);
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn a_fault_of_a_posture_is_said_where_it_was_written() {
    let deep = LYING.replace("knee = 95", "knee = 170");
    let said_of = said(&[("one", &deep)]);
    assert!(said_of.contains("error[figure-pose]: `working.knee` of panel 1: 170 degrees; this joint goes from 0 to 145"), "{said_of}");
    assert!(
        said_of.contains("figures/one.toml:3:") && said_of.contains("^^^"),
        "{said_of}"
    );
    let far = format!(
        "{LYING}[[panel]]\npose = {{ other = {{ hand = \"floor-in-front\", hand-off = [3, 0, 0] }} }}\n"
    );
    let said_of = said(&[("one", &far)]);
    assert!(
        said_of.contains("`other.hand` of panel 2: cannot be reached")
            && said_of.contains("one.toml:5:"),
        "{said_of}"
    );
    let air = LYING.replace("both =", "working = { hand = \"rail\" }, both =");
    let said_of = said(&[("one", &air)]);
    assert!(
        said_of.contains(
            "`working.hand` of panel 1: what it is at is not in the figure; add `rail` to `props`"
        ) && said_of.contains("one.toml:3:")
            && said_of.contains("^^^"),
        "{said_of}"
    );
}

#[test]
fn a_file_that_is_no_figure_of_the_pack_is_an_error() {
    for (figures, says) in [
        (
            vec![("one", "exercise = \"EX-01\"\nfrom = \"behind\"\n")],
            "error[figure-unreadable]: unknown variant `behind`, expected one of",
        ),
        (
            vec![(
                "one",
                "exercise = \"EX-01\"\n[[panel]]\npose = { hip = 3 }\n",
            )],
            "unknown field `hip`, expected one of `base`",
        ),
        (
            vec![("one", "[[panel]]\n")],
            "error[figure-of-none]: the figure does not say what it shows",
        ),
        (
            vec![("one", &*LYING.replace("EX-01", "EX-77"))],
            "error[figure-of-none]: the pack has no described exercise `EX-77`",
        ),
        (
            vec![("one", LYING), ("two", LYING)],
            "error[figure-twice]: there are two figures of `EX-01`",
        ),
        (
            vec![("one", "exercise = \"EX-01\"\n")],
            "error[figure-pose]: no panel",
        ),
        (
            vec![("one", "exercise = \"EX-01\"\n[[panel]]\nghost = true\n")],
            "panel 1: a ghost needs a panel before it",
        ),
        (
            vec![(
                "one",
                "exercise = \"EX-01\"\nfrom = \"sied\"\n[[panel]]\nhold = true\n",
            )],
            "did you mean `side`?",
        ),
        (
            vec![("one", &*LYING.replace("EX-01", "EX-1"))],
            "did you mean `EX-",
        ),
        (
            vec![("one", &*format!("{LYING}[[panel]]\n"))],
            "one.toml:4:1",
        ),
        (
            vec![("one", &*format!("props = [\"mat\", \"mat\"]\n{LYING}"))],
            "one.toml:1:17",
        ),
        (
            vec![("one", &*LYING.replace("[[panel]]", "[[panel]]\nhold = true\n[[panel]]\nhold = true\n[[panel]]\nhold = true\n[[panel]]\nhold = true\n[[panel]]"))],
            "5 panels, and at most 4 can be drawn",
        ),
        (
            vec![("one", &*LYING.replace("hip = 48", "hip = nan"))],
            "`working.hip` of panel 1: NaN degrees",
        ),
        (
            vec![("one", &*LYING.replace("hip = 48", "hip = 1e308"))],
            "`working.hip` of panel 1: 1e308 degrees",
        ),
        (
            vec![(
                "one",
                &*format!(
                    "{LYING}[[panel]]\narrows = [{{ of = \"knee\", way = [0.2, 0.0] }}]\npose = {{ working = {{ hip = 100, foot = \"free\" }} }}\n"
                ),
            )],
            "panel 2, arrow 1: `way` points",
        ),
    ] {
        let said_of = said(&figures);
        assert!(said_of.contains(says), "{says}:\n{said_of}");
    }
}

/// The smallest pack with a caution that is on the sheet, one that is not, and a sign in the words for each day.
fn with_cautions() -> Files {
    let mut files = tiny();
    let cautions = "[caution.CX-01]
title = \"Touching the toes\"
why = \"It loads the disc.\"
instead-words = \"Bend your knees.\"
for-sheet = \"Touching your toes\"
clinic-default = true

[caution.CX-02]
title = \"Force\"
why = \"It irritates.\"
instead-words = \"Go easy.\"
clinic-default = true
";
    files.insert("cautions.toml".into(), cautions.as_bytes().to_vec());
    let sheet = String::from_utf8(files["sheet.toml"].clone()).unwrap();
    let named = sheet.replacen("[[each-day]]\n", "[[each-day]]\nfigure = \"rising\"\n", 1);
    assert_ne!(sheet, named);
    files.insert("sheet.toml".into(), named.into_bytes());
    files
}

/// What is said of that pack with these figures.
fn said_with_cautions(figures: &[(&str, &str)]) -> String {
    let mut files = with_cautions();
    for (name, text) in figures {
        files.insert(format!("figures/{name}.toml"), text.as_bytes().to_vec());
    }
    let loaded = load(&files);
    let content = loaded
        .content
        .unwrap_or_else(|| panic!("{}", render(&loaded.diagnostics, &files, Style::Plain)));
    let mut wrong = figure::check(&files, &content);
    wrong.retain(|wrong| wrong.code != "no-figure");
    render(&wrong, &files, Style::Plain)
}

const STANDING: &str = "[[panel]]\npose = { base = \"standing\" }\n";

#[test]
fn a_figure_shows_an_exercise_a_caution_or_a_sign_and_never_two() {
    let of = |subject: &str| format!("{subject}\n{STANDING}");
    let rising = of("sign = \"rising\"");
    let toes = of("caution = \"CX-01\"");
    assert_eq!(said_with_cautions(&[("a", &toes), ("b", &rising)]), "");
    for (subject, place, says) in [
        (
            "caution = \"CX-01\"\nexercise = \"EX-01\"",
            "a.toml:1:11",
            "error[figure-of-two]: the figure shows two things: `exercise` and `caution`",
        ),
        (
            "sign = \"rising\"\ncaution = \"CX-01\"",
            "a.toml:1:8",
            "error[figure-of-two]: the figure shows two things: `caution` and `sign`",
        ),
        (
            "caution = \"CX-77\"",
            "a.toml:1:11",
            "error[figure-of-none]: the pack has no caution `CX-77`",
        ),
        (
            "exercise = \"CX-01\"",
            "a.toml:1:12",
            "error[figure-of-none]: the pack has no described exercise `CX-01`",
        ),
        (
            "caution = \"rising\"",
            "a.toml:1:11",
            "error[figure-of-none]: the pack has no caution `rising`",
        ),
        ("sign = \"a sign\"", "a.toml:1:8", "error[figure-of-none]: "),
        (
            "caution = \"CX-02\"",
            "a.toml:1:11",
            "warning[figure-unused]: `CX-02` is on no sheet, and so is its figure",
        ),
        (
            "sign = \"resting\"",
            "a.toml:1:8",
            "warning[figure-unused]: no text names `resting`",
        ),
    ] {
        let said = said_with_cautions(&[("a", &of(subject)), ("b", &rising)]);
        assert!(
            said.contains(says) && said.contains(place),
            "{says}:\n{said}"
        );
    }
}

#[test]
fn several_panels_of_a_caution_and_words_of_other_kinds_are_refused_where_they_stand() {
    for (text, place, says) in [
        (
            format!("caution = \"CX-01\"\n{STANDING}{STANDING}"),
            "a.toml:4:",
            "a caution is shown in one panel",
        ),
        (
            format!("caution = \"CX-01\"\n{STANDING}plumb = true\n"),
            "a.toml:4:9",
            "`plumb` is shown in a sign alone",
        ),
        (
            format!("sign = \"rising\"\nbeside = [{{ timer = 0 }}]\n{STANDING}"),
            "a.toml:2:",
            "0 minutes; a timer has 1 to 60",
        ),
    ] {
        let said = said_with_cautions(&[("a", &text)]);
        assert!(
            said.contains(says) && said.contains(place),
            "{says}:\n{said}"
        );
    }
}

#[test]
fn a_sign_that_the_sheet_names_must_be_there() {
    let said = said_with_cautions(&[]);
    assert!(
        said.contains("error[unknown-sign]: no file in `figures` shows `rising`")
            && said.contains("sheet.toml:40:10"),
        "{said}"
    );
    let said = said_with_cautions(&[("a", &format!("sign = \"rsing\"\n{STANDING}"))]);
    assert!(
        said.contains("error[unknown-sign]") && said.contains("did you mean `rsing`?"),
        "{said}"
    );
}
