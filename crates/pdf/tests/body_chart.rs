//! The body chart of a letter: it is there with its words, and its left and right are the patient's in every language.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{assert_whole, letters, print, structure, text, variants, words};
use lopdf::{Document, Object};
use plinth_core::{
    answer::Side,
    name::Region,
    sheet::{Block, BodyChart, PrintOptions, Sheet},
};
use plinth_pdf::Pdf;
use std::{fs, process::Command};

/// The emergency handover of who has pain down the left leg and is numb between the legs.
fn letter() -> Sheet {
    serde_json::from_str(include_str!("sheets/hand-over.json")).unwrap()
}

fn chart(sheet: &mut Sheet) -> &mut BodyChart {
    let mut blocks = sheet.blocks.iter_mut();
    let found = blocks.find_map(|block| match block {
        Block::BodyChart(chart) => Some(chart),
        _ => None,
    });
    found.unwrap()
}

/// How many drawings the file holds.
fn drawings(pdf: &Pdf) -> usize {
    let document = Document::load_mem(&pdf.bytes).unwrap();
    let is_form = |object: &&Object| {
        let stream = object.as_stream().ok();
        let subtype = stream.and_then(|stream| stream.dict.get(b"Subtype").ok());
        subtype.is_some_and(|name| matches!(name.as_name(), Ok(b"Form")))
    };
    document.objects.values().filter(is_form).count()
}

#[test]
fn a_letter_has_the_chart_its_legend_and_the_same_in_words() {
    for options in variants() {
        let mut sheet = letter();
        let pdf = print(&sheet, options);
        assert_whole(&pdf);
        // The body and two patterns.
        assert_eq!(drawings(&pdf), 3, "{options:?}");
        let all = letters(&text(&pdf).join(" "));
        let chart = chart(&mut sheet);
        let felt = chart.felt.iter();
        let lines = felt.flat_map(|felt| [&felt.told.lead, &felt.told.text]);
        for words in lines.chain([&chart.heading]) {
            assert!(all.contains(&letters(words)), "{options:?}: {words}");
        }
        let tree = letters(&structure(&pdf));
        assert!(tree.contains("Figure"), "{options:?}");
        let document = Document::load_mem(&pdf.bytes).unwrap();
        let said = document.objects.values().filter_map(|object| {
            let alternative = object.as_dict().ok()?.get(b"Alt").ok()?;
            lopdf::decode_text_string(alternative).ok()
        });
        let said: Vec<String> = said.collect();
        assert_eq!(
            said,
            std::slice::from_ref(&chart.alternative),
            "{options:?}"
        );
    }
}

#[test]
fn a_chart_does_not_make_a_letter_longer() {
    for options in variants()
        .into_iter()
        .filter(|options| !options.large_print)
    {
        for stored in [
            include_str!("sheets/hand-over.json"),
            include_str!("sheets/referral.json"),
        ] {
            let with: Sheet = serde_json::from_str(stored).unwrap();
            let mut without = with.clone();
            without
                .blocks
                .retain(|block| !matches!(block, Block::BodyChart(_)));
            assert_eq!(
                print(&with, options).pages,
                print(&without, options).pages,
                "{options:?}"
            );
        }
    }
}

/// The dots of a page, 150 an inch: `true` is black.
fn dots(pdf: &Pdf, page: usize) -> Vec<Vec<bool>> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.pdf");
    fs::write(&file, &pdf.bytes).unwrap();
    let out = folder.path().join("page");
    let number = (page + 1).to_string();
    let done = Command::new("pdftoppm")
        .args(["-gray", "-r", "150", "-singlefile", "-f", &number])
        .args([&file, &out])
        .status();
    assert!(done.unwrap().success());
    let bytes = fs::read(out.with_extension("pgm")).unwrap();
    let mut fields = bytes.splitn(4, u8::is_ascii_whitespace);
    assert_eq!(fields.next().unwrap(), b"P5");
    let mut number = || {
        std::str::from_utf8(fields.next().unwrap())
            .unwrap()
            .parse::<usize>()
            .unwrap()
    };
    let (width, _) = (number(), number());
    let rest = fields.next().unwrap();
    let start = rest.iter().position(u8::is_ascii_whitespace).unwrap() + 1;
    let rows = rest[start..].chunks(width);
    rows.map(|row| row.iter().map(|gray| *gray < 128).collect())
        .collect()
}

#[test]
fn hz_17_on_paper_left_is_the_patients_left_from_the_front_and_from_the_back() {
    for (language, side) in [
        ("en-GB", Side::Left),
        ("en-GB", Side::Right),
        ("ar", Side::Left),
        ("ar", Side::Right),
    ] {
        for options in variants()
            .into_iter()
            .filter(|options| options.black_and_white)
        {
            let mut sheet = letter();
            sheet.language = language.into();
            let chart = chart(&mut sheet);
            chart.marks.retain(|mark| mark.region.as_str() == "calf");
            for mark in &mut chart.marks {
                mark.side = Some(side);
            }
            let pdf = print(&sheet, options);
            let (words, _) = words(&pdf);
            let find = |wanted: &str| -> Vec<_> {
                words.iter().filter(|word| word.text == wanted).collect()
            };
            let (front, back) = (find("Front")[0], find("Back")[0]);
            let middle = |word: &common::Word| f64::midpoint(word.left, word.right);
            assert!(middle(front) < middle(back), "{language} {options:?}");
            let near = |wanted: &str, view: &common::Word| -> f64 {
                let mut all: Vec<f64> = find(wanted)
                    .into_iter()
                    .filter(|word| (0.0..60.0).contains(&(word.top - view.top)))
                    .map(|word| middle(word) - middle(view))
                    .collect();
                all.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
                all[0]
            };
            assert!(
                near("RIGHT", front) < 0.0 && near("LEFT", front) > 0.0,
                "{language} {options:?}"
            );
            assert!(
                near("LEFT", back) < 0.0 && near("RIGHT", back) > 0.0,
                "{language} {options:?}"
            );
            // The pattern is ink, beside the middle of each view and below its name.
            let page = dots(&pdf, front.page);
            for (view, toward) in [(front, 1.0), (back, -1.0)] {
                let toward = if side == Side::Left { toward } else { -toward };
                let ink = |from: f64, to: f64| -> usize {
                    let dot = |points: f64| {
                        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                        let dot = (points / 72.0 * 150.0).round() as usize;
                        dot
                    };
                    let rows = &page[dot(view.bottom)..dot(view.bottom + 185.0)];
                    rows.iter()
                        .map(|row| row[dot(from)..dot(to)].iter().filter(|ink| **ink).count())
                        .sum()
                };
                let (left, right) = (
                    ink(middle(view) - 22.0, middle(view)),
                    ink(middle(view), middle(view) + 22.0),
                );
                let (marked, other) = if toward > 0.0 {
                    (right, left)
                } else {
                    (left, right)
                };
                assert!(
                    marked > other + 60,
                    "{language} {options:?} {side}: {marked} and {other}"
                );
            }
        }
    }
}

#[test]
fn without_a_mark_there_is_no_body_and_the_words_stay() {
    let mut sheet = letter();
    let chart = chart(&mut sheet);
    chart.marks.clear();
    chart.felt.truncate(1);
    chart.felt[0].drawn = false;
    chart.felt[0].told.text = "buttock: side not recorded, so not drawn".into();
    let pdf = print(&sheet, PrintOptions::default());
    assert_eq!(drawings(&pdf), 0);
    let all = text(&pdf).join(" ");
    assert!(
        all.contains("side not recorded") && !all.contains("Front"),
        "{all}"
    );
}

#[test]
fn a_place_that_cannot_be_drawn_leaves_no_body_and_stops_no_letter() {
    let changes: [fn(&mut BodyChart); 3] = [
        |chart| chart.marks[0].region = Region::new("elbow").unwrap(),
        |chart| chart.marks[1].side = None,
        |chart| chart.marks[0].side = Some(Side::Left),
    ];
    for change in changes {
        for options in variants() {
            let mut sheet = letter();
            let chart = chart(&mut sheet);
            change(chart);
            let felt = chart.felt.clone();
            let pdf = print(&sheet, options);
            assert_eq!(drawings(&pdf), 0, "{options:?}");
            let all = text(&pdf).join(" ");
            // The words say all that would have been marked.
            for felt in felt {
                for words in [&felt.told.lead, &felt.told.text] {
                    assert!(letters(&all).contains(&letters(words)), "{all}");
                }
            }
            assert!(!all.contains("Front"), "{options:?}");
        }
    }
}
