//! What is in the file: the same every time, and nothing of the patient beside the pages.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{
    DRAWN, composed, print,
    random::{self, LANGUAGES, Plan},
    sheets, unmarked, variants,
};
use lopdf::{Document, content::Content};
use plinth_core::{
    name::ExerciseId,
    sheet::{Block, Figure, FigureSide, PrintOptions, Sheet, SheetKind, Subject},
};
use plinth_pdf::{Figures, Fonts, Pdf, Press, render};

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let fonts = Fonts::load().unwrap();
    for sheet in sheets() {
        for options in variants() {
            let one = render(&sheet, &Figures::none(), &options, &fonts).unwrap();
            let other = std::thread::scope(|scope| {
                let print = || render(&sheet, &Figures::none(), &options, &fonts).unwrap();
                scope.spawn(print).join().unwrap()
            });
            assert!(one == other, "{options:?}");
            assert!(one == print(&sheet, options), "with fonts loaded afresh");
        }
    }
}

#[test]
fn a_sheet_of_a_batch_is_the_sheet_printed_alone() {
    let fonts = Fonts::load().unwrap();
    let jobs: Vec<_> = sheets()
        .into_iter()
        .flat_map(|sheet| variants().into_iter().map(move |it| (sheet.clone(), it)))
        .collect();
    let batch = |jobs: &[(Sheet, PrintOptions)]| -> Vec<Pdf> {
        let mut press = Press::new(&fonts);
        let print = |(sheet, options): &(Sheet, PrintOptions)| {
            press.print(sheet, &Figures::none(), options).unwrap()
        };
        jobs.iter().map(print).collect()
    };
    let (some, others) = jobs.split_at(jobs.len() / 3);
    let together = std::thread::scope(|scope| {
        let some = scope.spawn(|| batch(some));
        let others = scope.spawn(|| batch(others));
        [some.join().unwrap(), others.join().unwrap()].concat()
    });
    assert!(batch(&jobs) == together, "on one thread and on two");
    for ((sheet, options), pdf) in jobs.iter().zip(together) {
        assert!(print(sheet, *options) == pdf, "alone: {options:?}");
    }
}

/// A sheet with a figure for a side, and one for both.
fn illustrated() -> Sheet {
    let mut sheet = composed();
    let mut named = [("EX-01", FigureSide::Left), ("EX-02", FigureSide::Both)].into_iter();
    for block in &mut sheet.blocks {
        if let Block::Exercise(card) = block {
            card.figure = named.next().map(|(exercise, side)| Figure {
                pack_digest: DRAWN.into(),
                subject: Subject::Exercise(ExerciseId::new(exercise).unwrap()),
                side,
                alternative: "Start. End.".into(),
            });
        }
    }
    assert_eq!(named.next(), None, "a card for each figure");
    sheet
}

#[test]
fn other_bytes_are_another_layout() {
    let mut hasher = blake3::Hasher::new();
    // None of these changes with a pack; the last is set compactly.
    let crowded = random::sheet(Plan {
        kind: SheetKind::Program,
        language: LANGUAGES[0],
        seed: 20_261_121,
        exercises: 4,
        signs: 18,
        days: 7,
        length: 6,
    });
    for sheet in unmarked().into_iter().chain([crowded, illustrated()]) {
        for options in variants() {
            hasher.update(&print(&sheet, options).bytes);
        }
    }
    let found = hasher.finalize().to_hex();
    assert_eq!(
        (plinth_pdf::LAYOUT, &found[..16]),
        (12, "82ff572bbb4a5de9"),
        "the layout has changed: raise LAYOUT, and put both numbers here"
    );
}

#[test]
fn a_sheet_can_be_stored() {
    for sheet in sheets() {
        let stored = serde_json::to_string(&sheet).unwrap();
        let read: Sheet = serde_json::from_str(&stored).unwrap();
        assert_eq!(read, sheet);
    }
}

#[test]
fn the_title_is_the_sheet_number_and_no_time_is_written() {
    for sheet in sheets() {
        let pdf = print(&sheet, PrintOptions::default());
        let document = Document::load_mem(&pdf.bytes).unwrap();
        let information = document.trailer.get(b"Info").unwrap();
        let information = document
            .get_dictionary(information.as_reference().unwrap())
            .unwrap();
        let title = information.get(b"Title").unwrap().as_str().unwrap();
        assert_eq!(title, sheet.issue.number.value.as_bytes());
        let mut keys: Vec<&[u8]> = information.iter().map(|(key, _)| key.as_slice()).collect();
        keys.sort_unstable();
        assert_eq!(keys, [b"Producer".as_slice(), b"Title"]);
        let catalog = document.catalog().unwrap();
        let language = catalog.get(b"Lang").unwrap().as_str().unwrap();
        assert_eq!(language, sheet.language.as_bytes());
        assert_eq!(document.version, "1.7");
    }
}

#[test]
fn black_and_white_has_no_color() {
    for sheet in sheets() {
        for options in variants() {
            let pdf = print(&sheet, options);
            let document = Document::load_mem(&pdf.bytes).unwrap();
            let pages = document
                .page_iter()
                .map(|page| document.get_page_content(page));
            // What pages share: the body of a chart, and its patterns.
            let forms = document.objects.values().filter_map(|object| {
                let form = object.as_stream().ok()?;
                let subtype = form.dict.get(b"Subtype").ok()?.as_name().ok()?;
                assert_ne!(subtype, b"Image", "an image may have any color");
                (subtype == b"Form").then(|| form.decompressed_content().unwrap())
            });
            let is_color = |operator: &str| {
                ["rg", "RG", "k", "K", "cs", "CS", "sc", "scn", "sh"].contains(&operator)
            };
            let colored = pages.chain(forms).any(|content| {
                let operations = Content::decode(&content).unwrap().operations;
                let mut operators = operations.iter().map(|operation| &operation.operator);
                operators.any(|operator| is_color(operator))
            });
            assert_eq!(colored, !options.black_and_white, "{options:?}");
        }
    }
}

#[test]
fn no_type_is_smaller_than_the_small_print() {
    for sheet in sheets() {
        for options in variants() {
            let pdf = print(&sheet, options);
            let document = Document::load_mem(&pdf.bytes).unwrap();
            for page in document.page_iter() {
                let content = document.get_page_content(page);
                for operation in Content::decode(&content).unwrap().operations {
                    if operation.operator == "Tf" {
                        let size = operation.operands[1].as_float().unwrap();
                        let least = if options.large_print { 14.0 } else { 9.0 };
                        assert!(size >= least, "{options:?}: {size}");
                    }
                }
            }
        }
    }
}
