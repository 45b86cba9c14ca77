//! The person who is drawn: everybody who can be chosen is drawn in every figure, and is clear in every color.

#![allow(clippy::unwrap_used, clippy::panic)]
#![allow(
    clippy::many_single_char_names,
    reason = "colors and their spaces have letters"
)]

mod common;

use common::written;
use plinth_figure::{
    body::Part,
    drawing::{Color, Drawing, Fill, Ink, Stroke},
    figure::draw,
    panels,
    person::{Chosen, Clothing, Hair, HairColor, NotAChoice, Person, Shape, Skin},
    side::Side,
    svg,
};

/// Everybody who can be drawn, but for skin and color of hair, which change no path.
fn people() -> Vec<Person> {
    let mut all = Vec::new();
    for shape in Shape::ALL {
        for hair in Hair::ALL {
            for clothing in Clothing::ALL {
                all.push(Person {
                    shape: *shape,
                    hair: *hair,
                    clothing: *clothing,
                    ..Person::default()
                });
            }
        }
    }
    all
}

#[test]
fn every_figure_is_drawn_of_everybody_and_in_black_has_no_color() {
    let figures = written();
    assert!(figures.len() >= 29, "{} figures", figures.len());
    for (name, text) in figures {
        for person in people() {
            let panels = draw(&text, person, Side::Right)
                .unwrap_or_else(|fault| panic!("{name}, {person}: {fault}"));
            assert!(panels.len() >= 2, "{name}");
            for panel in panels {
                let kinds = |fill| panel.paths.iter().any(|path| path.fill == Some(fill));
                assert!(
                    kinds(Fill::Skin) && kinds(Fill::Shirt) && kinds(Fill::Shorts),
                    "{name}, {person}"
                );
                let scarf = person.hair == Hair::Scarf;
                let hair = !scarf && person.hair != Hair::Bald;
                assert_eq!(kinds(Fill::Hair), hair, "{name}, {person}");
                assert_eq!(kinds(Fill::Scarf), scarf, "{name}, {person}");
                // Hair ends at skin, with a line.
                let folds = panel.paths.iter();
                let folds = folds.filter(|path| matches!(path.stroke, Some((Stroke::Fold, _))));
                assert!(!hair || folds.count() > 0, "{name}, {person}");
                for path in &panel.paths {
                    let (fill, line) = path.inked(Ink::Black);
                    for [red, green, blue] in fill.into_iter().chain(line.map(|line| line.0)) {
                        assert!(red == green && green == blue, "{name}: {path:?}");
                    }
                }
                assert!(
                    (10.0..120.0).contains(&panel.width) && (10.0..75.0).contains(&panel.height),
                    "{name}, {person}"
                );
            }
        }
    }
}

#[test]
fn each_choice_changes_what_is_printed() {
    let text = &written()["EX-12"];
    let printed = |person: Person, ink: Ink| -> String {
        let panels = draw(text, person, Side::Right).unwrap();
        svg::write(&panels::arranged(&panels, 2), ink).unwrap()
    };
    let mut colored = std::collections::BTreeSet::new();
    for person in people() {
        assert!(colored.insert(printed(person, person.ink())), "{person}");
    }
    for skin in &Skin::ALL[1..] {
        let person = Person {
            skin: *skin,
            ..Person::default()
        };
        assert!(colored.insert(printed(person, person.ink())), "{person}");
        // Without color, nobody has a tone.
        assert_eq!(
            printed(person, Ink::Black),
            printed(Person::default(), Ink::Black)
        );
    }
    for hair_color in &HairColor::ALL[1..] {
        let person = Person {
            hair_color: *hair_color,
            ..Person::default()
        };
        assert!(colored.insert(printed(person, person.ink())), "{person}");
    }
}

/// How wide an area of a figure is, from its paths.
fn width(drawing: &Drawing, fill: Fill) -> f64 {
    let ends = drawing.paths.iter().filter(|path| path.fill == Some(fill));
    let across: Vec<f64> = ends
        .flat_map(|path| &path.segments)
        .flat_map(common::places_of)
        .map(|at| at.x)
        .collect();
    let least = across.iter().copied().fold(f64::INFINITY, f64::min);
    let most = across.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most - least
}

#[test]
fn from_the_front_both_eyes_are_seen_whatever_is_over_the_head() {
    let text = &written()["EX-12"];
    for person in people() {
        let panel = &draw(text, person, Side::Right).unwrap()[0];
        // Two eyes and the air between them, mm.
        let eyes = width(panel, Fill::Ink);
        assert!((2.0..4.0).contains(&eyes), "{person}: {eyes:.1}");
    }
}

#[test]
fn a_head_with_hair_or_a_scarf_rests_where_a_head_rests() {
    for (name, text) in written() {
        let figure = |hair| {
            let person = Person {
                hair,
                ..Person::default()
            };
            draw(&text, person, Side::Right).unwrap()
        };
        let bald = figure(Hair::Bald);
        for hair in Hair::ALL {
            // Hair adds to the outside of a head and bends no neck: a panel grows by 4 mm at most. A clock that has to make
            // room for it may leave the panel a little smaller.
            for (one, other) in figure(*hair).iter().zip(&bald) {
                let grown = [one.width - other.width, one.height - other.height];
                for by in grown {
                    assert!((-0.5..4.0).contains(&by), "{name}, {hair}: {by:.2}");
                }
            }
        }
    }
}

#[test]
fn long_clothing_leaves_hands_and_feet_bare_and_nothing_else() {
    common::each_posture(plinth_figure::body::Build::STRAIGHT, |name, _, _, made| {
        let bare: Vec<Part> = plinth_figure::body::dressed(made, Hair::Scarf, Clothing::Long)
            .iter()
            .filter(|solid| solid.cover == plinth_figure::body::Cover::Plain(Fill::Skin))
            .map(|solid| solid.part)
            .collect();
        assert!(
            bare.iter().all(|part| matches!(
                part,
                Part::Hand(_) | Part::Thumb(_) | Part::Foot(_) | Part::Head
            )),
            "{name}: {bare:?}"
        );
    });
}

#[test]
fn a_word_that_is_no_choice_gets_an_error_that_lists_the_choices() {
    let none = "green".parse::<Skin>().unwrap_err();
    assert_eq!(
        none.to_string(),
        "`green` is no skin; choose tone-1, tone-2, tone-3, tone-4, tone-5 or tone-6"
    );
    assert_eq!(
        "Short".parse::<Clothing>(),
        Err(NotAChoice {
            what: "clothing",
            word: "Short".to_owned(),
            choices: &["short", "long"],
        })
    );
    for (hair, word) in Hair::ALL.iter().zip(Hair::WORDS) {
        assert_eq!(word.parse(), Ok(*hair));
        assert_eq!(hair.to_string(), *word);
    }
    let wrong = toml::from_str::<Chosen>("skin = 'tone-2'\nhair = 'blue'").unwrap_err();
    assert!(wrong.message().contains("bob, bun"), "{wrong}");
    assert_eq!(
        toml::from_str::<Chosen>("hair-color = 'gray'")
            .unwrap()
            .person(),
        Person {
            hair_color: HairColor::Gray,
            ..Person::default()
        }
    );
}

/// Relative luminance. Source: Web Content Accessibility Guidelines 2.2, W3C 2023.
fn luminance(color: Color) -> f64 {
    let [red, green, blue] = linear(color);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn linear(color: Color) -> [f64; 3] {
    color.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// Contrast ratio, from 1 to 21. Source: as above.
fn ratio(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// How different two colors look: the distance in CIE L*a*b* of 1976, for the white of D65.
fn difference(one: Color, other: Color) -> f64 {
    let lab = |color| {
        let [r, g, b] = linear(color);
        let f = |t: f64| {
            if t > 0.008_856 {
                t.cbrt()
            } else {
                7.787 * t + 16.0 / 116.0
            }
        };
        let x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        let y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.0890);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    };
    let (one, other) = (lab(one), lab(other));
    (0..3)
        .map(|k| (one[k] - other[k]).powi(2))
        .sum::<f64>()
        .sqrt()
}

#[test]
fn lines_far_limbs_eyes_and_what_works_are_clear_on_every_skin() {
    for skin in Skin::ALL {
        let ink = Ink::Color(*skin, HairColor::Brown);
        let of = |fill: Fill| fill.color(ink).unwrap();
        let (near, far) = (of(Fill::Skin), of(Fill::FarSkin));
        let fold = Stroke::Fold.color(ink).unwrap();
        let outline = Stroke::Outline.color(ink).unwrap();
        let working = of(Fill::Working);
        let at_least = |what: &str, found: f64, least: f64| {
            assert!(found >= least, "{skin}: {what} {found:.2}");
        };
        at_least("a line on skin", ratio(fold, near), 3.0);
        at_least("a line on a far limb", ratio(fold, far), 2.5);
        at_least("mouth", ratio(of(Fill::Crease), near), 3.0);
        at_least("eye", ratio(of(Fill::Ink), of(Fill::EyeWhite)), 3.0);
        at_least("ear", ratio(fold, of(Fill::Ear)), 3.0);
        at_least("near and far", ratio(near, far), 1.2);
        at_least("what works, on skin", ratio(working, near), 1.6);
        for cloth in [Fill::Shorts, Fill::FarShorts, Fill::Shirt, Fill::FarSkin] {
            at_least("what works, on", difference(working, of(cloth)), 20.0);
        }
        for cloth in [Fill::Shorts, Fill::Shirt, Fill::Scarf] {
            at_least("clothing", difference(near, of(cloth)), 25.0);
        }
        at_least("the body on paper", ratio(outline, [255; 3]), 7.0);
    }
}
