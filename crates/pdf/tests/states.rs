//! Without color, each state still has its word and its shape: seen on the page as a printer would make it.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{composed, print, variants, words};
use plinth_core::sheet::Block;
use plinth_pdf::Pdf;
use std::{fs, process::Command};

const DOTS_PER_INCH: f64 = 150.0;

/// A page of one bit a dot: `true` is black.
struct Bitmap {
    width: usize,
    dots: Vec<bool>,
}

impl Bitmap {
    /// The dots of a box in points, as a square grid of shares of black.
    fn grid(&self, left: f64, top: f64, side: f64) -> Vec<bool> {
        const CELLS: u32 = 12;
        let scale = DOTS_PER_INCH / 72.0;
        let mut grid = Vec::new();
        for row in 0..CELLS {
            for column in 0..CELLS {
                let x = left + side * (f64::from(column) + 0.5) / f64::from(CELLS);
                let y = top + side * (f64::from(row) + 0.5) / f64::from(CELLS);
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let (x, y) = ((x * scale) as usize, (y * scale) as usize);
                grid.push(self.dots[y * self.width + x]);
            }
        }
        grid
    }
}

/// Renders each page in black and white.
fn rendered(pdf: &Pdf) -> Vec<Bitmap> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    fs::write(&file, &pdf.bytes).unwrap();
    let out = folder.path().join("page");
    let done = Command::new("pdftoppm")
        .args(["-mono", "-r", "150"])
        .args([&file, &out])
        .status();
    assert!(done.unwrap().success());
    let mut files: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "pbm"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| bitmap(&fs::read(file).unwrap()))
        .collect()
}

/// Reads a binary PBM.
fn bitmap(bytes: &[u8]) -> Bitmap {
    let mut fields = Vec::new();
    let mut at = 0;
    while fields.len() < 3 {
        let end = at
            + bytes[at..]
                .iter()
                .position(u8::is_ascii_whitespace)
                .unwrap();
        fields.push(std::str::from_utf8(&bytes[at..end]).unwrap());
        at = end + 1;
    }
    assert_eq!(fields[0], "P4");
    let (width, height): (usize, usize) = (fields[1].parse().unwrap(), fields[2].parse().unwrap());
    let row = width.div_ceil(8);
    let dots = (0..height * width).map(|dot| {
        let (y, x) = (dot / width, dot % width);
        bytes[at + y * row + x / 8] >> (7 - x % 8) & 1 == 1
    });
    Bitmap {
        width,
        dots: dots.collect(),
    }
}

fn differing(one: &[bool], other: &[bool]) -> usize {
    one.iter()
        .zip(other)
        .filter(|(one, other)| one != other)
        .count()
}

#[test]
fn hz_34_each_light_has_its_word_and_its_own_shape_in_black_and_white() {
    let sheet = composed();
    let lights = sheet.blocks.iter().find_map(|block| match block {
        Block::Traffic(traffic) => Some(traffic),
        _ => None,
    });
    let first_words = lights
        .unwrap()
        .lights()
        .map(|(_, light)| light.word.split(' ').next().unwrap().to_string());
    for options in variants() {
        if !options.black_and_white {
            continue;
        }
        let pdf = print(&sheet, options);
        let pages = rendered(&pdf);
        let (words, _) = words(&pdf);
        // Sign and its distance from the word, as they are laid out; points.
        let (size, gap) = if options.large_print {
            (16.0, 2.6)
        } else {
            (7.6, 2.6)
        };
        let (size, gap) = (size / 25.4 * 72.0, gap / 25.4 * 72.0);
        let lead = words.iter().position(|word| word.text == "slow.").unwrap();
        let mut grids = Vec::new();
        let mut last = 0.0;
        for wanted in &first_words {
            let word = words[lead..]
                .iter()
                .find(|word| word.text == *wanted)
                .unwrap();
            assert!(word.top > last, "from the top: stop, ease off, go");
            last = word.top;
            let middle = f64::midpoint(word.top, word.bottom);
            let (left, top) = (word.left - gap - size, middle - size / 2.0);
            let grid = pages[word.page].grid(left, top, size);
            let black = grid.iter().filter(|dot| **dot).count();
            assert!(black > 12, "{options:?}: {wanted} has a shape: {black}");
            grids.push(grid);
        }
        for (one, other) in [(0, 1), (1, 2), (0, 2)] {
            let count = differing(&grids[one], &grids[other]);
            assert!(count > 20, "{options:?}: {one} and {other} differ: {count}");
        }
    }
}

#[test]
fn hz_34_emergency_and_urgent_signs_have_filled_and_open_marks() {
    for options in variants() {
        if !options.black_and_white {
            continue;
        }
        let pdf = print(&composed(), options);
        let pages = rendered(&pdf);
        let (words, _) = words(&pdf);
        let (size, hang) = if options.large_print {
            (3.4, 7.0)
        } else {
            (2.4, 4.4)
        };
        let (size, hang) = (size / 25.4 * 72.0, (hang - 0.4) / 25.4 * 72.0);
        let black = |first: &str, second: &str| {
            let at = words
                .windows(2)
                .position(|two| two[0].text == first && two[1].text == second);
            let word = &words[at.unwrap()];
            let middle = f64::midpoint(word.top, word.bottom);
            let grid = pages[word.page].grid(word.left - hang, middle - size / 2.0, size);
            grid.iter().filter(|dot| **dot).count()
        };
        assert!(black("Cannot", "control") > 100, "a filled square");
        let open = black("Pain", "or");
        assert!((20..100).contains(&open), "an open square: {open}");
    }
}
