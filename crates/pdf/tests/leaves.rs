//! Sheets in whole leaves, so that a pile that is printed on both sides never has two patients on one (HZ-36).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{composed, unmarked, variants};
use plinth_core::sheet::PrintOptions;
use plinth_pdf::{Figures, Fonts, PrintRefusal, render};

/// The words of each side, by poppler.
fn sides(pdf: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = std::process::Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut sides: Vec<String> = text.split('\u{c}').map(String::from).collect();
    sides.pop();
    sides
}

#[test]
fn hz_36_a_sheet_in_whole_leaves_has_an_even_number_of_sides_all_of_them_the_patients() {
    let fonts = Fonts::load().unwrap();
    let mut padded = 0;
    let mut composed = composed();
    composed.words.left_empty = "This side is left empty.".into();
    for sheet in unmarked().into_iter().chain([composed]) {
        for plain in variants() {
            let alone = render(&sheet, &Figures::none(), &plain, &fonts).unwrap();
            let options = PrintOptions {
                whole_leaves: true,
                ..plain
            };
            let pdf = render(&sheet, &Figures::none(), &options, &fonts).unwrap();
            assert_eq!(pdf.pages, alone.pages.next_multiple_of(2));
            let sides = sides(&pdf.bytes);
            assert_eq!(sides.len(), pdf.pages);
            let words = &sheet.words.left_empty;
            for (at, side) in sides.iter().enumerate() {
                let is_padding = at >= alone.pages;
                assert_eq!(side.contains(words), is_padding, "{side}");
                for needed in [
                    &sheet.strip.name.value,
                    &sheet.strip.born.value,
                    &sheet.issue.number.value,
                    &sheet.identity.emergency.number,
                ] {
                    assert!(side.contains(needed), "{needed}: {side}");
                }
                let page = format!("Page {} of {}", at + 1, pdf.pages);
                assert!(side.contains(&page), "{page}: {side}");
            }
            padded += pdf.pages - alone.pages;
            if pdf.pages == alone.pages {
                assert!(pdf.bytes == alone.bytes, "nothing else changes");
            }
        }
    }
    assert!(padded > 0, "some had an odd number");
}

#[test]
fn hz_36_a_side_without_words_is_not_left_empty() {
    let fonts = Fonts::load().unwrap();
    for mut sheet in unmarked() {
        sheet.words.left_empty = String::new();
        let options = PrintOptions {
            whole_leaves: true,
            ..PrintOptions::default()
        };
        assert!(matches!(
            render(&sheet, &Figures::none(), &options, &fonts),
            Err(PrintRefusal::Missing { .. })
        ));
        render(&sheet, &Figures::none(), &PrintOptions::default(), &fonts).unwrap();
    }
}
