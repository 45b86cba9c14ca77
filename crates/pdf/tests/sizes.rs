//! How many bytes figures take in a file, and sheets with them. One test measures for the documents:
//! `cargo test -p plinth-pdf --test sizes -- --nocapture`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

mod common;

use common::{composed, longest_four, variants};
use plinth_core::{
    name::ExerciseId,
    sheet::{Block, Figure as Named, FigureSide, PrintOptions, Sheet, Subject},
};
use plinth_figure::{
    figure::{FigureText, draw},
    person::Person,
    side::Side,
};
use plinth_pdf::{Figure, Figures, Fonts, render};
use std::{fs, sync::Arc};

const PACK: &str = "5f0c2ad1";

/// All figures of the sciatica pack, and the exercises that they show.
fn pack() -> (Figures, Vec<String>) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/sciatica/figures");
    let (mut figures, mut exercises) = (Figures::none(), Vec::new());
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let text: FigureText = toml::from_str(&text).unwrap();
        if text.is_icon() {
            continue;
        }
        let figure = Figure::new(
            &draw(&text, Person::default(), Side::Right).unwrap(),
            Person::default(),
        );
        let exercise = ExerciseId::new(&text.exercise).unwrap();
        figures.add(
            PACK,
            Subject::Exercise(exercise),
            FigureSide::Both,
            Arc::new(figure),
        );
        exercises.push(text.exercise);
    }
    exercises.sort();
    (figures, exercises)
}

/// The sheet with the figures of these exercises on its cards.
fn illustrated(mut sheet: Sheet, exercises: &[&str]) -> Sheet {
    let mut names = exercises.iter();
    for block in &mut sheet.blocks {
        if let Block::Exercise(card) = block {
            card.figure = names.next().map(|name| Named {
                pack_digest: PACK.into(),
                subject: Subject::Exercise(ExerciseId::new(*name).unwrap()),
                side: FigureSide::Both,
                alternative: format!("{}. Start. End.", card.name),
            });
        }
    }
    assert_eq!(names.next(), None, "a card for each figure");
    sheet
}

/// The sizes of the figures in a file, compressed.
fn forms(pdf: &[u8]) -> Vec<usize> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let objects = document.objects.values();
    let streams = objects.filter_map(|object| object.as_stream().ok());
    streams
        .filter(|stream| {
            let kind = stream.dict.get(b"Subtype");
            kind.and_then(lopdf::Object::as_name)
                .is_ok_and(|name| name == b"Form")
        })
        .map(|form| form.content.len())
        .collect()
}

/// Of each figure on a page, how large a unit of its form is, mm, and the widest line in this color, in units.
fn widest_lines(pdf: &[u8], color: [f32; 3]) -> Vec<(f32, f32)> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let number = |one: &lopdf::Object| one.as_float().unwrap();
    let mut found = Vec::new();
    for page in document.page_iter() {
        let content = document.get_page_content(page);
        let operations = lopdf::content::Content::decode(&content)
            .unwrap()
            .operations;
        let (own, shared) = document.get_page_resources(page).unwrap();
        let resources = own.unwrap_or_else(|| document.get_dictionary(shared[0]).unwrap());
        for pair in operations.windows(2) {
            let [to, draw] = pair else { continue };
            if (to.operator.as_str(), draw.operator.as_str()) != ("cm", "Do") {
                continue;
            }
            let name = draw.operands[0].as_name().unwrap();
            let forms = resources.get(b"XObject").unwrap().as_dict().unwrap();
            let form = forms.get(name).unwrap().as_reference().unwrap();
            let form = document.get_object(form).unwrap().as_stream().unwrap();
            let content = form.decompressed_content().unwrap();
            let lines = lopdf::content::Content::decode(&content)
                .unwrap()
                .operations;
            let (mut ours, mut wide, mut widest) = (false, 0.0, 0.0_f32);
            for line in lines {
                match line.operator.as_str() {
                    "RG" => {
                        let parts = line.operands.iter().map(number).zip(color);
                        ours = parts.clone().all(|(part, own)| (part - own).abs() < 0.002);
                    }
                    "w" => wide = number(&line.operands[0]),
                    "S" if ours => widest = widest.max(wide),
                    _ => {}
                }
            }
            found.push((number(&to.operands[0]) * 25.4 / 72.0, widest));
        }
    }
    found
}

#[test]
fn hz_34_outlines_of_printed_figures_are_as_wide_as_they_have_to_be() {
    let (figures, exercises) = pack();
    let fonts = Fonts::load().unwrap();
    let [red, green, blue] = [0x27, 0x33, 0x3f].map(|part: u8| f32::from(part) / 255.0);
    let (mut seen, mut small) = (0, 0);
    for some in exercises.chunks(4) {
        let some: Vec<&str> = some.iter().map(String::as_str).collect();
        // A crowded one, whose figures are small.
        let sheet = illustrated(longest_four(), &some);
        let options = PrintOptions::default();
        let pdf = render(&sheet, &figures, &options, &fonts).unwrap();
        for (unit, widest) in widest_lines(&pdf.bytes, [red, green, blue]) {
            let wide = unit * widest;
            assert!(wide >= 0.1995, "{some:?}: {wide} mm");
            seen += 1;
            // As it is drawn, an outline is 0.38 mm wide.
            small += usize::from(wide < 0.25);
        }
    }
    assert_eq!(seen, exercises.len());
    assert!(small >= 2, "{small} of {seen} are small");
}

#[test]
fn a_figure_takes_few_bytes_of_a_file() {
    let (figures, exercises) = pack();
    let fonts = Fonts::load().unwrap();
    for options in variants() {
        let mut sizes = Vec::new();
        for some in exercises.chunks(4) {
            let some: Vec<&str> = some.iter().map(String::as_str).collect();
            let sheet = illustrated(composed(), &some);
            // The cards that have no figure say so by an empty frame.
            let pdf = render(&sheet, &figures, &options, &fonts).unwrap();
            sizes.extend(forms(&pdf.bytes));
        }
        assert_eq!(sizes.len(), exercises.len(), "{options:?}");
        let (most, mean) = (
            sizes.iter().max().unwrap(),
            sizes.iter().sum::<usize>() / sizes.len(),
        );
        println!("a figure: {mean} bytes on average, {most} at most; {options:?}");
        assert!(*most <= 12_000, "{most} bytes: {options:?}");
        assert!(mean <= 6_000, "{mean} bytes on average: {options:?}");
    }
}

#[test]
fn a_sheet_with_its_figures_takes_few_bytes() {
    let (figures, _) = pack();
    let fonts = Fonts::load().unwrap();
    let stored = |text| serde_json::from_str::<Sheet>(text).unwrap();
    let eight = stored(include_str!(
        "../../../tests/benches/sheets/documents/eight-german.json"
    ));
    let emergency = stored(include_str!("sheets/emergency.json"));
    let of_eight = [
        "EX-01", "EX-04", "EX-05", "EX-03", "EX-10", "EX-11", "EX-08", "EX-22",
    ];
    for (what, sheet, most) in [
        ("emergency", emergency, 20_000),
        ("four", illustrated(composed(), &of_eight[..4]), 50_000),
        (
            "the longest four",
            illustrated(longest_four(), &["EX-01", "EX-05", "EX-02", "EX-03"]),
            50_000,
        ),
        ("eight in German", illustrated(eight, &of_eight), 85_000),
    ] {
        for black_and_white in [false, true] {
            let options = PrintOptions {
                black_and_white,
                ..PrintOptions::default()
            };
            let bytes = render(&sheet, &figures, &options, &fonts)
                .unwrap()
                .bytes
                .len();
            println!("{what}: {bytes} bytes; black and white: {black_and_white}");
            assert!(bytes <= most, "{what}: {bytes} bytes");
        }
    }
}
