//! Printed sheets as poppler reads them.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

pub(crate) mod random;

use plinth_core::{
    name::ExerciseId,
    sheet::{FigureSide, Mark, Paper, PrintOptions, Sheet, Subject},
};
use plinth_figure::{
    figure::{FigureText, draw},
    person::Person,
    side::Side,
};
use plinth_pdf::{Figure, Figures, Fonts, Pdf, render, sample};
use std::{io::Write, process::Command, sync::Arc};

/// A word with its box in points from the top left of its page.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) page: usize,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

/// Size of a page in points.
pub(crate) type Size = (f64, f64);

/// Every combination of paper, size and color.
pub(crate) fn variants() -> Vec<PrintOptions> {
    let mut all = Vec::new();
    for paper in [Paper::A4, Paper::Letter] {
        for large_print in [false, true] {
            for black_and_white in [false, true] {
                all.push(PrintOptions {
                    paper,
                    large_print,
                    black_and_white,
                    whole_leaves: false,
                });
            }
        }
    }
    all
}

/// The samples without their mark, with numbers to call.
pub(crate) fn unmarked() -> Vec<Sheet> {
    [sample::program(), sample::emergency(), sample::letter()]
        .into_iter()
        .map(|mut sheet| {
            sheet.mark = Mark::None;
            sheet.identity.emergency.number = "999".into();
            sheet.identity.phone = "01632 960 114".into();
            sheet
        })
        .collect()
}

/// A program sheet as it is composed from the sciatica pack, which keeps it up to date.
pub(crate) fn composed() -> Sheet {
    serde_json::from_str(include_str!("../sheets/four-exercises.json")).unwrap()
}

/// The same with the four exercises of the first phase that say the most.
pub(crate) fn longest_four() -> Sheet {
    serde_json::from_str(include_str!("../sheets/longest-four.json")).unwrap()
}

/// The samples and what is composed from the pack: programs, an emergency sheet and letters.
pub(crate) fn sheets() -> Vec<Sheet> {
    let mut sheets = unmarked();
    sheets.extend([composed(), longest_four()]);
    for stored in [
        include_str!("../sheets/emergency.json"),
        include_str!("../sheets/hand-over.json"),
        include_str!("../sheets/referral.json"),
    ] {
        sheets.push(serde_json::from_str(stored).unwrap());
    }
    sheets
}

pub(crate) fn print(sheet: &Sheet, options: PrintOptions) -> Pdf {
    render(sheet, &figures(), &options, &Fonts::load().unwrap()).unwrap()
}

/// The pack of the figures that tests print.
pub(crate) const DRAWN: &str = "5f0c2ad1";

/// A figure of two panels for EX-01 of [`DRAWN`], and one of three for EX-02.
pub(crate) fn figures() -> Figures {
    let lying = r#"{ "exercise": "EX-01", "props": ["mat"], "works": ["buttock"], "panel": [
        { "pose": { "base": "on-the-back", "both": { "hip": 48, "knee": 100, "foot": "flat" } } },
        { "pose": { "lift": 16, "both": { "foot": "stay" } }, "arrows": [{ "of": "pelvis", "way": [-0.05, 0.2] }] } ] }"#;
    let standing = r#"{ "exercise": "EX-02", "props": ["floor"], "panel": [
        { "pose": { "base": "standing" } }, { "pose": { "lean": 20 } }, { "pose": { "lean": 40 }, "wrong": true } ] }"#;
    let mut figures = Figures::none();
    for text in [lying, standing] {
        let text: FigureText = serde_json::from_str(text).unwrap();
        let [right, left] = Side::BOTH.map(|side| draw(&text, Person::default(), side).unwrap());
        let subject = Subject::Exercise(ExerciseId::new(&text.exercise).unwrap());
        for (side, panels) in [
            (FigureSide::Both, &right),
            (FigureSide::Right, &right),
            (FigureSide::Left, &left),
        ] {
            figures.add(
                DRAWN,
                subject.clone(),
                side,
                Arc::new(Figure::new(panels, Person::default())),
            );
        }
    }
    figures
}

fn poppler(tool: &str, option: &str, pdf: &Pdf) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&pdf.bytes).unwrap();
    let mut command = Command::new(tool);
    command.arg(option).arg(file.path());
    if tool == "pdftotext" {
        command.arg("-");
    }
    let output = command.output().unwrap_or_else(|error| {
        panic!("cannot run {tool} ({error}): run tests/run, which installs poppler-utils and qpdf")
    });
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && errors.is_empty(),
        "{tool}: {errors}"
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The structure of the document with its text.
pub(crate) fn structure(pdf: &Pdf) -> String {
    poppler("pdfinfo", "-struct-text", pdf)
}

/// The text of the tree as poppler reads it, without white space.
pub(crate) fn read_out(pdf: &Pdf) -> String {
    let tree = structure(pdf);
    let spoken = tree.lines().filter_map(|line| {
        let line = line.trim();
        line.strip_prefix('"')?.strip_suffix('"')
    });
    spoken.map(letters).collect()
}

/// The text in the order in which it was written, page by page.
pub(crate) fn text(pdf: &Pdf) -> Vec<String> {
    let text = poppler("pdftotext", "-raw", pdf);
    text.trim_end_matches('\u{c}')
        .split('\u{c}')
        .map(squeezed)
        .collect()
}

/// Text with every run of white space as one space.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text without white space and marks of direction: for texts whose words may have been broken.
pub(crate) fn letters(text: &str) -> String {
    let marks = [
        '\u{202a}'..='\u{202e}',
        '\u{2066}'..='\u{2069}',
        '\u{200e}'..='\u{200f}',
    ];
    let is_mark = |c: &char| marks.iter().any(|range| range.contains(c));
    let kept = |c: &char| !c.is_whitespace() && !is_mark(c);
    text.chars().filter(kept).collect()
}

/// Asserts that a strict reader finds nothing wrong with the file.
pub(crate) fn assert_accepted(pdf: &Pdf) {
    let found = poppler("qpdf", "--check", pdf);
    assert!(
        found.contains("No syntax or stream encoding errors"),
        "{found}"
    );
}

/// Every word with its box, and the size of each page.
pub(crate) fn words(pdf: &Pdf) -> (Vec<Word>, Vec<Size>) {
    let html = poppler("pdftotext", "-bbox", pdf);
    let (mut words, mut sizes) = (Vec::new(), Vec::new());
    for line in html.lines().map(str::trim) {
        let number = |name: &str| -> f64 {
            let from = line.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
            let length = line[from..].find('"').unwrap();
            line[from..from + length].parse().unwrap()
        };
        if line.starts_with("<page ") {
            sizes.push((number("width"), number("height")));
        } else if line.starts_with("<word ") {
            let from = line.find('>').unwrap() + 1;
            let to = line.rfind("</word>").unwrap();
            let text = line[from..to]
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
            words.push(Word {
                text,
                page: sizes.len() - 1,
                left: number("xMin"),
                top: number("yMin"),
                right: number("xMax"),
                bottom: number("yMax"),
            });
        }
    }
    (words, sizes)
}

/// Asserts that every word lies inside the margins and that no two words overlap.
pub(crate) fn assert_whole(pdf: &Pdf) {
    const MARGIN: f64 = 12.0 / 25.4 * 72.0;
    let (words, sizes) = words(pdf);
    for word in &words {
        let (width, height) = sizes[word.page];
        assert!(
            word.left >= MARGIN - 0.6
                && word.right <= width - MARGIN + 0.6
                && word.top >= 14.0
                && word.bottom <= height - 14.0,
            "outside the margins: {word:?}"
        );
    }
    // The box of a word has the height of its font; its letters stand between these parts of it.
    let ink = |word: &Word| {
        let height = word.bottom - word.top;
        (word.top + 0.3 * height, word.bottom - 0.27 * height)
    };
    for (at, one) in words.iter().enumerate() {
        for other in &words[at + 1..] {
            if one.page != other.page {
                break;
            }
            let ((one_top, one_bottom), (other_top, other_bottom)) = (ink(one), ink(other));
            let across = one.left + 0.3 < other.right && other.left + 0.3 < one.right;
            let down = one_top < other_bottom && other_top < one_bottom;
            assert!(!(across && down), "overlap: {one:?} {other:?}");
        }
    }
}
