//! The pack that comes with the program: whole, proved by its own cases, and watched by them.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{num::NonZero, path::Path};

use plinth_core::content::Content;
use plinth_figure::{posture::Base, props::Prop};
use plinth_pack::{
    cases,
    cases::Cases,
    diagnostic::Style,
    evidence::Count,
    figure, folder, load,
    mutate::{self, Part},
};

const TWO: NonZero<usize> = NonZero::new(2).unwrap();

fn sciatica() -> (Content, Cases) {
    let files =
        folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/sciatica")).unwrap();
    let loaded = load(&files);
    let said = plinth_pack::diagnostic::render(&loaded.diagnostics, &files, Style::Plain);
    let content = loaded.content.unwrap_or_else(|| panic!("{said}"));
    let (cases, wrong) = cases::read(&files, &content);
    assert!(
        wrong.is_empty(),
        "{}",
        plinth_pack::diagnostic::render(&wrong, &files, Style::Plain)
    );
    (content, cases)
}

#[test]
fn every_case_of_the_sciatica_pack_holds() {
    let (content, cases) = sciatica();
    let report = cases::run(&content, &cases);
    assert!(report.cases > 80, "{} cases", report.cases);
    let failed: Vec<&String> = report.failed.iter().map(|failed| &failed.message).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn no_statement_of_the_sources_is_lost() {
    let (content, _) = sciatica();
    assert_eq!(
        Count::of(&content).to_string(),
        "376 statements: 370 carried, 6 left out with a reason, 0 neither"
    );
}

#[test]
fn hz_05_every_mistake_in_a_rule_makes_a_case_fail() {
    let (content, cases) = sciatica();
    let mutants = mutate::all(&content).count();
    assert!(mutants > 4000, "{mutants} mutants");
    for part in Part::ALL {
        let survivors = mutate::survivors(&content, &cases, part, TWO).unwrap();
        assert!(survivors.is_empty(), "no case notices: {survivors:#?}");
    }
}

#[test]
fn every_rule_is_seen_to_hold_and_just_not_to_hold() {
    let (content, cases) = sciatica();
    let shown = mutate::shown(&content, &cases);
    assert_eq!(
        shown.len(),
        content.rules.len() + content.check_in.rules.len()
    );
    let unseen: Vec<_> = shown
        .iter()
        .filter(|rule| rule.holds.is_none() || rule.just_not.is_none())
        .collect();
    assert!(unseen.is_empty(), "{unseen:#?}");
}

/// What the words of a figure say of its first panel, and what the figure then has.
const SAID: [(&str, &[Base]); 8] = [
    ("on the back", &[Base::OnTheBack]),
    ("hips up", &[Base::OnTheBack]),
    ("hips down", &[Base::OnTheBack]),
    ("on one side", &[Base::OnTheSide]),
    ("sitting", &[Base::Sitting]),
    ("standing", &[Base::Standing]),
    ("hands and knees", &[Base::AllFours]),
    ("forearms and knees", &[Base::AllFours, Base::OnTheForearms]),
];

/// Things that the words name, and one of them is in the figure.
const NAMED: [(&str, &[Prop]); 12] = [
    ("worktop", &[Prop::Worktop]),
    ("beside a chair", &[Prop::ChairBeside]),
    ("in front of a chair", &[Prop::ChairBehind]),
    ("edge of a chair", &[Prop::Stool, Prop::Chair]),
    ("band", &[Prop::ThighBand, Prop::HandBand]),
    ("weight on one ankle", &[Prop::AnkleWeight]),
    ("strap", &[Prop::Strap]),
    ("step", &[Prop::Step]),
    ("wall", &[Prop::WallAtFeet]),
    ("water", &[Prop::Water]),
    ("pool", &[Prop::Water]),
    ("bike", &[Prop::Bicycle]),
];

#[test]
fn what_is_read_out_of_a_figure_is_what_it_shows() {
    let files =
        folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/sciatica")).unwrap();
    let content = load(&files).content.unwrap();
    let figures = figure::read(&files);
    for (id, figure) in &figures {
        let known = &content.exercises[id];
        let (start, end) = (known.start_words.to_lowercase(), &known.end_words);
        assert!(
            !start.is_empty() && !end.is_empty() && start != end.to_lowercase(),
            "{id}"
        );
        let base = figure.panels[0].pose.base.unwrap_or_default();
        let mut said = SAID.iter().filter(|(words, _)| start.contains(words));
        let (words, bases) = said.next().unwrap_or_else(|| panic!("{id}: {start}"));
        assert!(bases.contains(&base), "{id}: \"{words}\" and {base:?}");
        for (words, things) in NAMED {
            let named = start.contains(words) && !(words == "step" && start.contains("mid-step"));
            assert!(
                !named || things.iter().any(|thing| figure.props.contains(thing)),
                "{id}: \"{words}\" and {:?}",
                figure.props
            );
        }
        // What ends otherwise than it starts is drawn so.
        let last = figure.panels.iter().rfind(|panel| !panel.wrong);
        assert!(
            last.is_some_and(|last| last.pose != figure.panels[0].pose),
            "{id}"
        );
        let held = known
            .dose
            .as_ref()
            .is_some_and(|dose| dose.hold_seconds.is_some());
        let clock = figure.panels.iter().any(|panel| panel.hold);
        assert!(!held || clock, "{id} is held and has no clock");
    }
}
