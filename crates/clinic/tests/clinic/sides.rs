//! Left and right on a printed sheet: the word, the words that stand for the figure, and the figure itself.

use std::collections::{BTreeMap, BTreeSet};

use plinth_clinic::embedded;
use plinth_core::{
    record::event::Sides,
    sheet::{SheetKind, Subject},
};
use plinth_figure::{
    drawing::{Drawing, Ink, Path, Segment},
    figure::draw,
    panels,
    person::Person,
    side::Side,
};

use crate::support::{Visit, text};

/// Where the lines of a figure begin, in units of its form, from the left and from the top.
type Begins = Vec<(i64, i64)>;

/// Where the lines of a drawing begin, in so many units a millimeter.
fn begins(whole: &Drawing, units: f32) -> Begins {
    let printed = |path: &&Path| path.inked(Ink::COLOR) != (None, None);
    let segments = whole.paths.iter().filter(printed);
    let segments = segments.flat_map(|path| &path.segments);
    #[allow(clippy::cast_possible_truncation, reason = "some thousand units")]
    let in_units = |length: f64| (length * f64::from(units)).round() as i64;
    let begins = segments.filter_map(|segment| match segment {
        Segment::Move(at) => Some((in_units(at.x), in_units(whole.height - at.y))),
        _ => None,
    });
    begins.collect()
}

/// Every figure of the pack with each side working, in every arrangement, by where its lines begin.
fn drawn() -> BTreeMap<Begins, (Subject, Side)> {
    let mut known = BTreeMap::new();
    for (subject, figure) in plinth_pack::figure::read(&embedded()) {
        for side in Side::BOTH {
            let drawn = draw(&figure, Person::default(), side).unwrap();
            for columns in 1..=drawn.len() {
                let whole = panels::arranged(&drawn, columns);
                for units in plinth_pdf::UNITS {
                    known.insert(begins(&whole, units), (subject.clone(), side));
                }
            }
        }
    }
    known
}

/// The figures of a PDF, and the words that stand for them.
fn figures(pdf: &[u8]) -> (Vec<Begins>, BTreeSet<String>) {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let is_form = |form: &&lopdf::Stream| {
        let kind = form.dict.get(b"Subtype").and_then(lopdf::Object::as_name);
        kind.is_ok_and(|name| name == b"Form")
    };
    let forms = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(is_form);
    let begins = forms.map(|form| {
        let content =
            lopdf::content::Content::decode(&form.decompressed_content().unwrap()).unwrap();
        let begins = content.operations.iter().filter(|one| one.operator == "m");
        let place = |at: &lopdf::Object| at.as_i64().unwrap();
        begins
            .map(|begin| (place(&begin.operands[0]), place(&begin.operands[1])))
            .collect()
    });
    let alternatives = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter_map(|part| lopdf::decode_text_string(part.get(b"Alt").ok()?).ok());
    (begins.collect(), alternatives.collect())
}

#[test]
fn hz_17_word_alternative_text_and_figure_are_of_the_recorded_side() {
    let known = drawn();
    let mut one_sided = BTreeSet::new();
    for (sides, side, word, never) in [
        (Sides::Left, Side::Left, "LEFT", "RIGHT"),
        (Sides::Right, Side::Right, "RIGHT", "LEFT"),
    ] {
        let mut visit = Visit::begin();
        visit.screen(&[]);
        visit.assign_to(sides).unwrap();
        let pdf = visit.print(SheetKind::Program).unwrap().pdf.bytes;
        let library = visit.founded.clinic.library();
        let content = library.packs().unwrap().pop_first().unwrap().1;
        let (placed, alternatives) = figures(&pdf);
        let words = text(&pdf);
        let said = |word: &str| words.split_whitespace().filter(|one| *one == word).count();
        let mut with_a_side = 0;
        for begins in placed {
            let (subject, shown) = known
                .get(&begins)
                .unwrap_or_else(|| panic!("{sides:?}: a figure that was not drawn for a side"));
            // What is small has no side.
            let Subject::Exercise(id) = subject else {
                continue;
            };
            let exercise = &content.exercises[id];
            let name = if exercise.one_sided {
                one_sided.insert((id.clone(), *shown));
                with_a_side += 1;
                assert_eq!(*shown, side, "{id}");
                format!("{}: {word}", exercise.name)
            } else {
                assert_eq!(*shown, Side::Right, "{id}: drawn as it was written");
                exercise.name.clone()
            };
            let alternative = format!("{name}. {} {}", exercise.start_words, exercise.end_words);
            assert!(
                alternatives.contains(&alternative),
                "{id}: {alternatives:?}"
            );
        }
        assert_eq!((said(word), said(never)), (with_a_side, 0), "{words}");
    }
    assert!(one_sided.len() >= 2, "{one_sided:?}");
}
