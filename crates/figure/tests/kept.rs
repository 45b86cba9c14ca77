//! How the figures of the sciatica pack look is kept: what their paths are, and small pictures of them. A change is seen in a
//! review. `UPDATE=1 cargo test -p plinth-figure --test kept` keeps what is drawn now.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "tests of pictures"
)]

mod common;

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use common::written;
use plinth_figure::{
    drawing::{Drawing, Ink, Point, Segment},
    figure::{FigureText, draw},
    panels,
    person::Person,
    png,
    side::Side,
};
use tiny_skia::Pixmap;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kept")
}

fn updating() -> bool {
    env::var_os("UPDATE").is_some()
}

fn places(segment: &Segment) -> Vec<Point> {
    match *segment {
        Segment::Move(at) | Segment::Line(at) => vec![at],
        Segment::Cubic(a, b, to) => vec![a, b, to],
        Segment::Close => Vec::new(),
    }
}

/// A number of all that a drawing is, to a hundredth of a millimeter: FNV-1a of 64 bits.
fn fingerprint(drawing: &Drawing) -> u64 {
    let mut text = String::new();
    for path in &drawing.paths {
        let width = path.stroke.map_or(0.0, |(_, width)| width);
        let _ = write!(
            text,
            "{:?} {:?} {width:.2}",
            path.fill,
            path.stroke.map(|(role, _)| role)
        );
        for segment in &path.segments {
            for at in places(segment) {
                // A zero has no sign.
                let _ = write!(text, " {:.2} {:.2}", at.x + 0.0, at.y + 0.0);
            }
        }
    }
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// A panel in a few lines: its size, its paths by their roles, and some of its places.
fn described(name: &str, side: Side, number: usize, panel: &Drawing) -> String {
    const SHOWN: usize = 4;
    let mut roles: BTreeMap<String, usize> = BTreeMap::new();
    for path in &panel.paths {
        let fill = path.fill.map_or(String::new(), |fill| format!("{fill:?}"));
        let line = path
            .stroke
            .map_or(String::new(), |(stroke, _)| format!("-{stroke:?}"));
        *roles.entry(fill + &line).or_default() += path.segments.len();
    }
    let roles: Vec<String> = roles
        .iter()
        .map(|(role, count)| format!("{role} {count}"))
        .collect();
    let all: Vec<Point> = panel
        .paths
        .iter()
        .flat_map(|path| &path.segments)
        .flat_map(places)
        .collect();
    let some = (0..SHOWN).map(|place| all[place * (all.len() - 1) / (SHOWN - 1)]);
    let some: Vec<String> = some.map(|at| format!("{:.1},{:.1}", at.x, at.y)).collect();
    format!(
        "{name} {side:?} {number}: {:.1} x {:.1} mm, {:016x}\n  {}\n  {}\n",
        panel.width,
        panel.height,
        fingerprint(panel),
        roles.join(", "),
        some.join(" ")
    )
}

#[test]
fn hz_31_the_paths_of_every_figure_are_those_that_were_looked_at() {
    let mut now = String::new();
    for (name, text) in written() {
        for side in Side::BOTH {
            let panels = draw(&text, Person::default(), side).unwrap();
            for (panel, number) in panels.iter().zip(1..) {
                now.push_str(&described(&name, side, number, panel));
            }
        }
    }
    let file = folder().join("paths.txt");
    if updating() {
        fs::write(&file, now).unwrap();
        return;
    }
    let kept = fs::read_to_string(&file).unwrap();
    let entries = |text: &str| -> BTreeMap<String, String> {
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        let mut name = String::new();
        for line in text.lines() {
            if !line.starts_with(' ') {
                name = line.split(':').next().unwrap_or_default().to_owned();
            }
            let entry = all.entry(name.clone()).or_default();
            let _ = writeln!(entry, "{line}");
        }
        all
    };
    let (kept, now) = (entries(&kept), entries(&now));
    let names: std::collections::BTreeSet<&String> = kept.keys().chain(now.keys()).collect();
    let changed: Vec<&String> = names
        .into_iter()
        .filter(|name| kept.get(*name) != now.get(*name))
        .collect();
    if let Some(first) = changed.first() {
        let none = String::from("nothing\n");
        panic!(
            "{} panels are drawn differently: {changed:?}. The first was\n{}and is\n{}\
             Look at the pictures, then UPDATE=1 cargo test -p plinth-figure --test kept",
            changed.len(),
            kept.get(*first).unwrap_or(&none),
            now.get(*first).unwrap_or(&none)
        );
    }
}

/// Dots an inch of the small pictures.
const DOTS: f64 = 50.0;
/// They are averages of pictures with so many more: an edge in a dot has four shades only.
const FINER: u32 = 5;
/// All of them together, bytes.
const MOST: u64 = 300_000;
/// How far two pictures may differ, in grays of 255: on average over all dots, and in one dot. The last test measures it:
/// noise makes 1.2 and 22, and a nod of 6 degrees 40 in the figure where it is seen least.
const MEAN: f64 = 2.0;
const MAX: u8 = 30;

fn picture(text: &FigureText) -> Vec<u8> {
    let drawn = draw(text, Person::default(), Side::Right).unwrap();
    grays(&panels::arranged(&drawn, drawn.len()))
}

/// A picture of a byte a dot.
fn grays(drawing: &Drawing) -> Vec<u8> {
    let fine = png::write(drawing, Ink::Black, DOTS * f64::from(FINER)).unwrap();
    let fine = Pixmap::decode_png(&fine).unwrap();
    let (wide, high) = (fine.width() / FINER, fine.height() / FINER);
    let mut out = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut out, wide, high);
    encoder.set_color(::png::ColorType::Grayscale);
    encoder.set_compression(::png::Compression::Best);
    // What is printed without color is gray: one channel says all.
    let gray = |dot: u32| {
        let (left, top) = (dot % wide * FINER, dot / wide * FINER);
        let own = (0..FINER * FINER).map(|at| (left + at % FINER, top + at / FINER));
        let sum: u32 = own
            .map(|(x, y)| u32::from(fine.pixel(x, y).unwrap().red()))
            .sum();
        u8::try_from(sum / (FINER * FINER)).unwrap()
    };
    let grays: Vec<u8> = (0..wide * high).map(gray).collect();
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&grays)
        .unwrap();
    out
}

/// By how much two pictures of the same size differ: on average, and at most in one dot.
fn difference(one: &[u8], other: &[u8]) -> Option<(f64, u8)> {
    let (one, other) = (
        Pixmap::decode_png(one).ok()?,
        Pixmap::decode_png(other).ok()?,
    );
    if (one.width(), one.height()) != (other.width(), other.height()) {
        return None;
    }
    let dots = one
        .data()
        .iter()
        .step_by(4)
        .zip(other.data().iter().step_by(4));
    let off: Vec<u8> = dots.map(|(a, b)| a.abs_diff(*b)).collect();
    let sum: f64 = off.iter().copied().map(f64::from).sum();
    Some((sum / off.len() as f64, *off.iter().max()?))
}

fn alike(one: &[u8], other: &[u8]) -> bool {
    difference(one, other).is_some_and(|(mean, most)| mean <= MEAN && most <= MAX)
}

#[test]
fn hz_31_every_figure_looks_as_it_was_looked_at() {
    let mut changed = Vec::new();
    let mut bytes = 0;
    let looks = written();
    for (name, text) in &looks {
        let file = folder().join(format!("{}.png", name.to_lowercase()));
        let now = picture(text);
        if updating() {
            fs::write(&file, &now).unwrap();
        }
        let kept = fs::read(&file).unwrap_or_default();
        bytes += kept.len() as u64;
        if !alike(&kept, &now) {
            let look = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file.file_name().unwrap());
            fs::write(&look, &now).unwrap();
            changed.push(format!(
                "{name}, by {:?}: look at {}",
                difference(&kept, &now),
                look.display()
            ));
        }
    }
    assert!(
        changed.is_empty(),
        "these look different:\n{}",
        changed.join("\n")
    );
    assert!(bytes <= MOST, "{bytes} bytes of pictures");
    let pictures = fs::read_dir(folder()).unwrap().filter(|entry| {
        entry
            .as_ref()
            .unwrap()
            .path()
            .extension()
            .is_some_and(|end| end == "png")
    });
    assert_eq!(pictures.count(), looks.len(), "a picture of no figure");
}

/// All is moved by 0.01 mm, as far as places are rounded in a file: no other machine draws farther off. And who is drawn
/// nods by 6 degrees in the last panel.
#[test]
fn noise_is_under_the_tolerance_of_pictures_and_a_nod_is_over_it() {
    let (mut noise, mut nodding) = ((0.0_f64, 0), u8::MAX);
    for (name, text) in written() {
        let drawn = draw(&text, Person::default(), Side::Right).unwrap();
        let whole = panels::arranged(&drawn, drawn.len());
        let mut moved = whole.clone();
        moved.paths = whole
            .paths
            .iter()
            .map(|path| path.moved(0.01, -0.01))
            .collect();
        let now = grays(&whole);
        let (mean, most) = difference(&now, &grays(&moved)).unwrap();
        noise = (noise.0.max(mean), noise.1.max(most));
        let mut nods = text.clone();
        let last = &mut nods.panels.last_mut().unwrap().pose;
        last.chin = Some(last.chin.unwrap_or(0.0) + 6.0);
        // A picture of another size is another picture.
        if let Some((_, most)) = difference(&now, &picture(&nods)) {
            assert!(most > MAX, "{name}: {most}");
            nodding = nodding.min(most);
        }
    }
    assert!(
        noise.0 <= MEAN && noise.1 <= MAX,
        "noise: {noise:?}; a nod changes a dot by {nodding} at least"
    );
}
