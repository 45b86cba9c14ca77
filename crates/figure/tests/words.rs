//! A figure shows no more movement than the words of its exercise say.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests of geometry")]

mod common;

use std::{collections::BTreeMap, fs};

use common::written;
use glam::{DMat3, DVec3};
use plinth_figure::{
    body::{Build, Part, Solid, solids},
    figure::posed,
    props::{RAIL_HIGH, SEAT, STEP_HIGH},
    side::Side,
    skeleton::{Leg, Skeleton},
    surface::from_stretch,
};

/// A panel of a figure and its first one, with a side working.
struct Shown<'a> {
    first: &'a Skeleton,
    now: &'a Skeleton,
    side: Side,
}

/// The angle between two ways, degrees.
fn between(one: DVec3, other: DVec3) -> f64 {
    one.angle_between(other).to_degrees()
}

/// How far one frame is bent forward against another, degrees.
fn forward(below: DMat3, above: DMat3) -> f64 {
    let up = below.transpose() * above.y_axis;
    up.x.atan2(up.y).to_degrees()
}

fn knee(leg: &Leg) -> f64 {
    between(leg.knee - leg.hip, leg.ankle - leg.knee)
}

impl Shown<'_> {
    fn legs(&self) -> [&Leg; 2] {
        [self.side, self.side.other()].map(|side| &self.now.legs[side.index()])
    }

    fn lowest(made: &Skeleton, part: Part) -> f64 {
        let body = solids(made);
        let of = body.iter().filter(|solid| solid.part == part);
        of.map(Solid::lowest).fold(f64::INFINITY, f64::min)
    }

    fn palms(&self) -> [DVec3; 2] {
        [self.side, self.side.other()].map(|side| {
            let arm = &self.now.arms[side.index()];
            arm.wrist - arm.hand.y_axis * 0.075
        })
    }

    /// What is measured, degrees or m. Of a measure of both sides, the greater.
    fn measure(&self, what: &str) -> f64 {
        let Self { first, now, side } = self;
        let [working, other] = self.legs();
        let both = |of: &dyn Fn(usize) -> f64| {
            let [one, two] = [*side, side.other()].map(|side| of(side.index()));
            one.max(two)
        };
        // "other knee" is the knee of the other leg.
        let (leg, limb, what) = match what.strip_prefix("other ") {
            Some(what) => (other, side.other(), what),
            None => (working, *side, what),
        };
        let spine_end = (now.neck, now.at(now.build.spine).1);
        let trunk = now.neck - now.pelvis;
        let pelvis = now.pelvis_frame;
        let thigh = pelvis.transpose() * (leg.knee - leg.hip).normalize();
        let at_thigh = |leg: &Leg| {
            let [one, two] = self
                .palms()
                .map(|palm| from_stretch(palm, [leg.hip, leg.knee]));
            one.max(two)
        };
        let line = |[from, by, to]: [DVec3; 3]| between(by - from, to - by);
        let shoulders = now.arms[0].shoulder.midpoint(now.arms[1].shoulder);
        let knees = now.legs[0].knee.midpoint(now.legs[1].knee);
        match what {
            "lower back" => forward(now.at(0.05).1, now.at(0.25).1) + 14.0,
            "upper back" => forward(now.at(0.25).1, spine_end.1) - 20.0,
            "head forward" => forward(spine_end.1, now.head_frame) + 8.0,
            "trunk from upright" => between(trunk, DVec3::Y),
            "trunk aside" => between(
                DVec3::new(0.0, trunk.dot(DVec3::Y), trunk.dot(pelvis.z_axis)),
                DVec3::Y,
            ),
            "trunk from level" => (90.0 - between(trunk, DVec3::Y)).abs(),
            "trunk more" => between(trunk, first.neck - first.pelvis),
            "chest turn" => {
                let front = pelvis.transpose() * spine_end.1.x_axis;
                front.z.atan2(front.x).to_degrees().abs()
            }
            "pelvis turned" => {
                let turn = first.pelvis_frame.transpose() * pelvis;
                ((turn.x_axis.x + turn.y_axis.y + turn.z_axis.z - 1.0) / 2.0)
                    .clamp(-1.0, 1.0)
                    .acos()
                    .to_degrees()
            }
            "pelvis moved" => now.pelvis.distance(first.pelvis),
            "pelvis off middle" => {
                let middle = working.ankle.midpoint(other.ankle);
                (now.pelvis - middle).dot(pelvis.z_axis).abs()
            }
            "hips uneven" => (now.legs[0].hip.y - now.legs[1].hip.y).abs(),
            "hip" => thigh.x.atan2(-thigh.y).to_degrees(),
            "hip aside" => (thigh.z * limb.toward()).asin().to_degrees(),
            "knee" => knee(leg),
            "knee straightened" => knee(&first.legs[limb.index()]) - knee(leg),
            "least knee" => knee(working).min(knee(other)),
            "toes aside" => {
                let toes = pelvis.transpose() * leg.foot.x_axis;
                toes.z.atan2(toes.x).to_degrees().abs()
            }
            "shins from level" => both(&|side| {
                let leg = &now.legs[side];
                (90.0 - between(leg.ankle - leg.knee, DVec3::Y)).abs()
            }),
            "thighs from level" => both(&|side| {
                let leg = &now.legs[side];
                (90.0 - between(leg.knee - leg.hip, DVec3::Y)).abs()
            }),
            "soles from floor" => both(&|side| between(now.legs[side].foot.y_axis, DVec3::Y)),
            "sole from floor" => between(leg.foot.y_axis, DVec3::Y),
            "foot off floor" => Self::lowest(now, Part::Foot(limb.index())),
            "feet off floor" => both(&|side| Self::lowest(now, Part::Foot(side)).abs()),
            "foot over hip" => leg.ankle.y - leg.hip.y,
            "foot over step" => Self::lowest(now, Part::Foot(limb.index())) - STEP_HIGH,
            "leg moved" => leg.knee.distance(first.legs[limb.index()].knee),
            "feet apart" => working.ankle.distance(other.ankle),
            "feet apart like hips" => {
                let hips = working.hip.distance(other.hip);
                (working.ankle.distance(other.ankle) - hips).abs()
            }
            "knees together by" => {
                let [then, now] = [first, now].map(|of| of.legs[0].knee.distance(of.legs[1].knee));
                then - now
            }
            "palms to thigh" => at_thigh(leg),
            "palms to thighs" => self
                .palms()
                .map(|palm| {
                    let to = |leg: &Leg| from_stretch(palm, [leg.hip, leg.knee]);
                    to(working).min(to(other))
                })
                .into_iter()
                .fold(0.0, f64::max),
            "palms from worktop" => self
                .palms()
                .map(|palm| (palm.y - RAIL_HIGH).abs())
                .into_iter()
                .fold(0.0, f64::max),
            "hand over shoulder" => {
                let arm = &now.arms[limb.index()];
                arm.wrist.y - arm.shoulder.y
            }
            "head lifted" => now.head.y - first.head.y,
            "line at hips" => line([shoulders, now.pelvis, knees]),
            "line at shoulders" => line([now.head, shoulders, now.pelvis]),
            "seat" => Self::lowest(now, Part::Torso) - SEAT,
            other => panic!("nobody measures {other}"),
        }
    }
}

/// Words that bound a movement or a posture.
const BOUNDING: [&str; 22] = [
    "a little",
    "slight",
    "small",
    "at most",
    "flat",
    "bent",
    "half",
    "both",
    "straight",
    "level",
    "upright",
    "tall",
    "line",
    "a bit",
    "hand high",
    "light",
    "apart",
    "still",
    "only",
    "partly",
    "early",
    "square",
];

/// Where they bound nothing that a figure shows: of a ground, a thing or a strength; or what no panel shows.
const NOT_SHOWN: [&str; 8] = [
    "flat ground",
    "tighten your tummy a little",
    "light band",
    "light weight",
    "hold still",
    "still feels easy",
    "slide the heel back and sit tall",
    "rock a little from side to side",
];

/// The words of an exercise, which panels they are of, what is measured there, and the least and the most of it, degrees or m:
/// clinic default. A line with `#` says why. `later` are all panels but the first, without the wrong way.
const BOUNDS: &str = include_str!("words.txt");

/// A row of the table.
struct Bound<'a> {
    exercise: &'a str,
    words: &'a str,
    panels: &'a str,
    what: &'a str,
    least: f64,
    most: f64,
}

fn bounds() -> Vec<Bound<'static>> {
    let row = |line: &'static str| {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [exercise, words, panels, what, range] = *parts.as_slice() else {
            panic!("{line}");
        };
        let (least, most) = range.split_once(' ').unwrap();
        Bound {
            exercise,
            words,
            panels,
            what,
            least: least.parse().unwrap(),
            most: most.parse().unwrap(),
        }
    };
    let lines = BOUNDS.lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .map(row)
        .collect()
}

/// What is printed of each exercise: its steps, how it begins and ends, and its mistakes.
fn exercises() -> BTreeMap<String, [Vec<String>; 2]> {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../packs/sciatica/exercises"
    );
    let read = fs::read_dir(folder).unwrap().map(|entry| {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let table: toml::Table = text.parse().unwrap();
        let of = |keys: &[&str]| -> Vec<String> {
            let said = keys.iter().flat_map(|key| match table.get(*key) {
                Some(toml::Value::Array(all)) => all.clone(),
                Some(one) => vec![one.clone()],
                None => Vec::new(),
            });
            said.map(|said| said.as_str().unwrap().to_owned()).collect()
        };
        (
            table["id"].as_str().unwrap().to_owned(),
            [
                of(&["steps", "start-words", "end-words"]),
                of(&["mistakes"]),
            ],
        )
    });
    read.collect()
}

#[test]
fn hz_31_every_word_that_bounds_a_movement_has_its_number() {
    let (exercises, bounds) = (exercises(), bounds());
    for bound in &bounds {
        let said = exercises[bound.exercise].iter().flatten();
        assert!(
            said.into_iter().any(|said| said.contains(bound.words)),
            "{} does not say `{}`",
            bound.exercise,
            bound.words
        );
    }
    for words in NOT_SHOWN {
        let said = exercises.values().flatten().flatten();
        assert!(
            said.into_iter()
                .any(|said| said.to_lowercase().contains(words)),
            "no exercise says `{words}`"
        );
        assert!(BOUNDING.iter().any(|word| words.contains(word)), "{words}");
    }
    let (mut sentences, mut without) = (0, Vec::new());
    for name in written().keys() {
        let rows = bounds.iter().filter(|bound| bound.exercise == name);
        let rows: Vec<String> = rows.map(|bound| bound.words.to_lowercase()).collect();
        let known: Vec<&str> = rows.iter().map(String::as_str).chain(NOT_SHOWN).collect();
        let [said, _] = &exercises[name];
        for sentence in said.iter().flat_map(|said| said.split_inclusive(". ")) {
            let lower = sentence.to_lowercase();
            let left = struck(&lower, &known);
            for word in BOUNDING.iter().filter(|word| left.contains(**word)) {
                without.push(format!("{name}: `{word}` in `{sentence}` has no number"));
            }
            sentences += u32::from(BOUNDING.iter().any(|word| lower.contains(word)));
        }
    }
    assert!(without.is_empty(), "{}", without.join("\n"));
    assert!(sentences >= 90, "{sentences} sentences");
}

/// What is left of a sentence without these words, which may overlap.
fn struck(sentence: &str, known: &[&str]) -> String {
    let places = known.iter().flat_map(|words| {
        let found = sentence.match_indices(words);
        found.map(|(at, words)| at..at + words.len())
    });
    let places: Vec<_> = places.collect();
    let left = sentence.char_indices().map(|(at, letter)| {
        if places.iter().any(|place| place.contains(&at)) {
            '|'
        } else {
            letter
        }
    });
    left.collect()
}

#[test]
fn a_word_beside_a_row_of_its_sentence_needs_its_own() {
    let sentence = "lift one foot a little, about a hand high";
    let left = struck(sentence, &["about a hand high"]);
    assert!(left.contains("a little") && !left.contains("hand high"));
    let both = struck(sentence, &["a little, about", "about a hand high"]);
    assert!(!both.contains("a little") && !both.contains("about") && !both.contains("high"));
}

#[test]
fn hz_31_a_figure_shows_no_more_movement_than_its_words_say() {
    let figures = written();
    let bounds = bounds();
    let mut wrong = Vec::new();
    for build in [Build::STRAIGHT, Build::CURVED] {
        for (name, text) in &figures {
            let posed = posed(text, build).unwrap_or_else(|fault| panic!("{name}: {fault}"));
            for side in Side::BOTH {
                let right: Vec<Skeleton> = posed
                    .iter()
                    .filter(|posed| !posed.panel.wrong)
                    .map(|posed| posed.with(side))
                    .collect();
                for bound in bounds.iter().filter(|bound| bound.exercise == name) {
                    let panels = match bound.panels {
                        "all" => 0..right.len(),
                        "first" => 0..1,
                        "second" => 1..2,
                        "later" => 1..right.len(),
                        "last" => right.len() - 1..right.len(),
                        other => panic!("{other}"),
                    };
                    for panel in panels {
                        let shown = Shown {
                            first: &right[0],
                            now: &right[panel],
                            side,
                        };
                        let is = shown.measure(bound.what);
                        // The floor and a flat foot are rounded to this.
                        let near = 0.001;
                        if !(bound.least - near..=bound.most + near).contains(&is) {
                            wrong.push(format!(
                                "{name} {side:?}, panel {}: `{}`: {} is {is:.3}, and may be {} to {}",
                                panel + 1,
                                bound.words,
                                bound.what,
                                bound.least,
                                bound.most
                            ));
                        }
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
