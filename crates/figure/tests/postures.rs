//! Whatever an author writes is drawn or refused, soon; and a body that is drawn does only what bodies do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail so")]

use std::{fmt::Write as _, time::Instant};

use plinth_figure::{
    body::{Build, SIDES},
    figure::{FigureText, draw, posed},
    person::Person,
    pose::angles,
    posture::Foot,
    side::Side,
};
use proptest::prelude::*;

const BASES: [&str; 9] = [
    "standing",
    "sitting",
    "long-sitting",
    "on-the-back",
    "on-the-side",
    "on-the-belly",
    "on-the-forearms",
    "all-fours",
    "half-kneeling",
];
const FEET: [&str; 10] = [
    "free",
    "flat",
    "heel",
    "stay",
    "step",
    "step-heel",
    "across-knee",
    "with-other",
    "pedal-high",
    "pedal-low",
];
const HANDS: [&str; 25] = [
    "free",
    "stay",
    "floor",
    "by-side",
    "behind-thigh",
    "behind-other-thigh",
    "shin",
    "other-shin",
    "knee",
    "other-knee",
    "thigh",
    "belly",
    "hip",
    "low-back",
    "other-shoulder",
    "seat",
    "chair-back",
    "rail",
    "worktop",
    "under-head",
    "strap",
    "towel",
    "bar",
    "forearm",
    "floor-in-front",
];
const OF_THE_BODY: [(&str, f64); 12] = [
    ("lean", 60.0),
    ("lean-side", 30.0),
    ("lift", 40.0),
    ("lower-back", 40.0),
    ("upper-back", 40.0),
    ("side-bend", 40.0),
    ("turn", 50.0),
    ("neck", 50.0),
    ("chin", 40.0),
    ("look", 60.0),
    ("face", 90.0),
    ("roll", 40.0),
];
const OF_A_SIDE: [(&str, f64); 12] = [
    ("hip", 110.0),
    ("hip-out", 40.0),
    ("hip-turn", 40.0),
    ("knee", 130.0),
    ("ankle", 40.0),
    ("foot-ahead", 0.5),
    ("foot-out", 0.3),
    ("shoulder", 120.0),
    ("shoulder-out", 90.0),
    ("elbow", 120.0),
    ("wrist", 60.0),
    ("palm", 60.0),
];

/// Some of the numbers of a list, most within reach and a few that are none.
fn numbers(list: &'static [(&'static str, f64)]) -> impl Strategy<Value = String> {
    let number = prop_oneof![
        60 => (-0.3..0.8_f64).prop_map(|share| (share, None)),
        1 => Just((0.0, Some("nan"))),
        1 => Just((0.0, Some("-inf"))),
        1 => Just((0.0, Some("1e308"))),
    ];
    prop::collection::btree_map(0..list.len(), number, 0..3).prop_map(|chosen| {
        let mut out = String::new();
        for (which, (share, odd)) in chosen {
            let (key, most) = list[which];
            let _ = match odd {
                Some(odd) => write!(out, "{key} = {odd}, "),
                None => write!(out, "{key} = {:.3}, ", share * most),
            };
        }
        out
    })
}

fn side() -> impl Strategy<Value = String> {
    let place =
        |words: &'static [&'static str]| prop::option::weighted(0.3, prop::sample::select(words));
    (numbers(&OF_A_SIDE), place(&FEET), place(&HANDS)).prop_map(|(numbers, foot, hand)| {
        let said = |key, word: Option<&str>| {
            word.map_or(String::new(), |word| format!("{key} = '{word}', "))
        };
        format!(
            "{{ {numbers}{}{} }}",
            said("foot", foot),
            said("hand", hand)
        )
    })
}

fn posture() -> impl Strategy<Value = String> {
    let base = prop::option::weighted(0.7, prop::sample::select(&BASES[..]));
    (base, numbers(&OF_THE_BODY), side(), side()).prop_map(|(base, numbers, working, other)| {
        let base = base.map_or(String::new(), |base| format!("base = '{base}', "));
        format!("{{ {base}{numbers}working = {working}, other = {other} }}")
    })
}

prop_compose! {
    fn figure()(
        one in posture(),
        two in prop::option::weighted(0.4, posture()),
        from in prop::sample::select(&["side", "front", "above", "back", "slant", "feet"][..]),
        arrow in prop::option::weighted(
            0.3,
            prop::sample::select(&["foot", "other-foot", "toes", "knee", "hand", "head", "chest"][..]),
        ),
        ghost: bool,
    ) -> String {
        let mut out = format!(
            "exercise = 'EX-01'\nfrom = '{from}'\nprops = ['mat', 'strap', 'thigh-band', 'chair', 'chair-beside', 'rail', 'worktop', 'towel', 'bicycle', 'step']\nworks = ['buttock', 'calf']\n\
             [[panel]]\nhold = true\npose = {one}\n"
        );
        if let Some(two) = two {
            let arrow = arrow.map_or(String::new(), |of| format!("arrows = [{{ of = '{of}' }}]\n"));
            let _ = write!(out, "[[panel]]\nhold = true\nghost = {ghost}\n{arrow}pose = {two}\n");
        }
        out
    }
}

/// The longest that one figure may take here, s. Drawing takes 0.1 s; a shared machine is slow.
const SOON: f64 = 10.0;

proptest! {
    #![proptest_config(ProptestConfig { cases: 384, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_of_a_posture_is_posed_within_its_limits_or_refused(text in figure()) {
        let read: FigureText = toml::from_str(&text).unwrap();
        let begun = Instant::now();
        let posed = posed(&read, Build::STRAIGHT);
        prop_assert!(begun.elapsed().as_secs_f64() < SOON);
        let Ok(figure) = posed else {
            let said = posed.unwrap_err().to_string();
            prop_assert!(said.len() < 300 && !said.contains("NaN mm"), "{}", said);
            return Ok(());
        };
        for posed in &figure {
            for angle in angles(&posed.made) {
                let (least, most) = angle.limits;
                prop_assert!((least - 0.5..=most + 0.5).contains(&angle.angle), "{angle:?}");
            }
            for side in SIDES {
                let (leg, said) = (&posed.made.legs[side], &posed.whole.sides[side]);
                if matches!(said.foot, Some(Foot::Flat | Foot::Heel)) {
                    let off = (leg.ankle.y - Build::STRAIGHT.ankle).abs();
                    prop_assert!(off < 0.001, "an ankle is {off} m from its place");
                }
            }
            let twice = posed.made.mirrored().mirrored();
            prop_assert!(twice == posed.made);
        }
        for pair in figure.windows(2) {
            for side in SIDES {
                if pair[1].whole.sides[side].foot == Some(Foot::Stay) {
                    let [then, now] = [0, 1].map(|at| pair[at].made.legs[side].ankle);
                    prop_assert!(then.distance(now) < 0.001);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_posed_is_drawn_on_both_sides(text in figure()) {
        let read: FigureText = toml::from_str(&text).unwrap();
        let begun = Instant::now();
        if let Ok(panels) = draw(&read, Person::default(), Side::Left) {
            prop_assert_eq!(panels.len(), read.panels.len());
            for panel in panels {
                prop_assert!(panel.width.is_finite() && panel.width < 250.0, "{} mm", panel.width);
                prop_assert!(panel.height.is_finite() && panel.height < 250.0, "{} mm", panel.height);
            }
        }
        prop_assert!(begun.elapsed().as_secs_f64() < SOON);
    }
}

#[test]
fn many_random_figures_are_posed_and_many_are_refused() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut posed_well = 0;
    for _ in 0..300 {
        let text = figure().new_tree(&mut runner).unwrap().current();
        let read: FigureText = toml::from_str(&text).unwrap();
        posed_well += u32::from(posed(&read, Build::STRAIGHT).is_ok());
    }
    // Else the properties above say nothing.
    assert!(
        (30..270).contains(&posed_well),
        "{posed_well} of 300 are posed"
    );
}
