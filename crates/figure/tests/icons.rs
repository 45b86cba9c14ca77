//! Small pictures: whole, and told apart where they are printed smallest.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{collections::BTreeMap, fs};

use plinth_figure::{
    body::Build,
    drawing::{Drawing, Ink, Point, Segment, Stroke},
    figure::{FigureError, FigureText, draw},
    icon::{BAN, OUTLINE, SIZE},
    person::{Hair, Person, Shape},
    png,
    pose::{Room, pose},
    posture::Whole,
    side::Side,
};
use tiny_skia::Pixmap;

/// The smallest that a sheet prints them, mm; and how finely an old copier sees, dots an inch.
const SMALLEST: f64 = 12.0;
const DOTS: f64 = 150.0;

/// The small pictures of the sciatica pack by their file.
fn written() -> BTreeMap<String, FigureText> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/sciatica/figures");
    let read = fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let text: FigureText = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        (
            path.file_stem().unwrap().to_string_lossy().into_owned(),
            text,
        )
    });
    read.filter(|(_, text)| text.is_icon()).collect()
}

fn drawn(text: &FigureText, person: Person) -> Drawing {
    let mut drawn = draw(text, person, Side::Right).unwrap();
    assert_eq!(drawn.len(), 1);
    drawn.swap_remove(0)
}

/// What a printer of one bit a dot makes of it: whether it is black, by its place in mm.
struct Dots {
    map: Pixmap,
    scale: f64,
}

impl Dots {
    fn of(drawing: &Drawing) -> Self {
        let dots = DOTS * SMALLEST / SIZE;
        let map = Pixmap::decode_png(&png::write(drawing, Ink::Black, dots).unwrap()).unwrap();
        Self {
            map,
            scale: dots / 25.4,
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn black(&self, x: f64, y: f64) -> bool {
        let at = |mm: f64| (mm * self.scale) as u32;
        let dot = self.map.pixel(at(x), at(y)).unwrap();
        dot.red() < 128
    }
}

#[test]
fn small_pictures_are_square_and_nothing_is_outside() {
    let written = written();
    assert!(written.len() >= 9, "{}", written.len());
    for (name, text) in &written {
        for shape in Shape::ALL.iter().copied() {
            for hair in Hair::ALL.iter().copied() {
                let person = Person {
                    shape,
                    hair,
                    ..Person::default()
                };
                let drawing = drawn(text, person);
                assert!((drawing.width - SIZE).abs() < 1e-9, "{name}");
                assert!((drawing.height - SIZE).abs() < 1e-9, "{name}");
                let ends = drawing.paths.iter().flat_map(|path| &path.segments);
                let outside = |at: &Point| {
                    !(-0.01..=SIZE + 0.01).contains(&at.x) || !(-0.01..=SIZE + 0.01).contains(&at.y)
                };
                let out = ends
                    .filter_map(|segment| match segment {
                        Segment::Move(at) | Segment::Line(at) | Segment::Cubic(_, _, at) => {
                            Some(at)
                        }
                        Segment::Close => None,
                    })
                    .find(|at| outside(at));
                assert!(out.is_none(), "{name}: {out:?}");
            }
        }
    }
}

#[test]
fn an_outline_is_a_dot_wide_where_a_picture_is_smallest() {
    let dot = 25.4 / DOTS;
    assert!(OUTLINE * SMALLEST / SIZE >= dot);
    assert!(BAN * SMALLEST / SIZE >= 4.0 * dot);
}

#[test]
fn circle_slash_and_body_are_seen_in_one_bit() {
    let (middle, radius) = (SIZE / 2.0, (SIZE - BAN) / 2.0);
    for (name, text) in written() {
        if text.caution.is_empty() {
            continue;
        }
        let dots = Dots::of(&drawn(&text, Person::default()));
        for degrees in 0..360 {
            let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
            assert!(
                dots.black(middle + cos * radius, middle + sin * radius),
                "{name}: the circle at {degrees}"
            );
        }
        // All of the slash, from the upper left to the lower right.
        for step in 0..200 {
            let at = middle + (f64::from(step) - 99.5) / 100.0 * radius * 0.68;
            assert!(dots.black(at, at), "{name}: the slash at {at} mm");
        }
        // The body: black lines and white paper between them, away from circle and slash.
        let (mut black, mut all) = (0, 0);
        // Tenths of a millimeter.
        let steps = 0..150;
        for (x, y) in steps
            .clone()
            .flat_map(|x| steps.clone().map(move |y| (x, y)))
        {
            let (x, y) = (f64::from(x) / 10.0, f64::from(y) / 10.0);
            let inside = (x - middle).hypot(y - middle) < radius - BAN;
            if inside && (x - y).abs() > BAN {
                all += 1;
                black += i32::from(dots.black(x, y));
            }
        }
        let share = f64::from(black) / f64::from(all);
        assert!((0.06..0.5).contains(&share), "{name}: {share:.3} is black");
    }
}

#[test]
fn slash_and_circle_lie_over_the_body_with_a_seam_of_paper() {
    for (name, text) in written() {
        let drawing = drawn(&text, Person::default());
        let strokes = drawing.paths.iter().filter_map(|path| path.stroke);
        let strokes: Vec<Stroke> = strokes.map(|(stroke, _)| stroke).collect();
        let over = [Stroke::Halo, Stroke::Ban, Stroke::Ban];
        assert_eq!(
            strokes.ends_with(&over),
            !text.caution.is_empty(),
            "{name}: {strokes:?}"
        );
    }
}

#[test]
fn who_shows_posture_has_ear_shoulder_and_hip_in_line() {
    let written = written();
    let text = written.values().find(|text| text.panels[0].plumb).unwrap();
    for build in [Build::STRAIGHT, Build::CURVED] {
        let whole = text.panels[0].pose.after(&Whole::default());
        let room = Room::default();
        let made = pose(&whole, build, None, room).unwrap();
        let line = made.head.x;
        for at in [made.arms[0].shoulder.x, made.legs[0].hip.x] {
            assert!((at - line).abs() < 0.04, "{at} off {line}");
        }
    }
}

#[test]
fn what_a_kind_of_figure_does_not_show_is_refused() {
    let standing = "[[panel]]\npose = { base = \"standing\" }\n";
    let caution = |rest: &str| format!("caution = \"CX-01\"\n{rest}");
    let sign = |rest: &str| format!("sign = \"posture\"\n{rest}");
    for (text, says) in [
        (
            caution(&standing.repeat(2)),
            "a caution is shown in one panel, and this is the second",
        ),
        (
            caution(&format!("works = [\"calf\"]\n{standing}")),
            "`works` is shown in an exercise alone",
        ),
        (
            caution(&format!("{standing}plumb = true\n")),
            "`plumb` is shown in a sign alone",
        ),
        (
            sign(&format!("{standing}{standing}ghost = true\n")),
            "`ghost` is shown in an exercise alone",
        ),
        (
            format!("exercise = \"EX-01\"\nbeside = [\"heat\"]\n{standing}"),
            "`beside` is shown in a sign alone",
        ),
        (
            sign(&format!("beside = [{{ timer = 61 }}]\n{standing}")),
            "61 minutes; a timer has 1 to 60",
        ),
        (
            sign(&format!(
                "beside = [\"heat\", \"cold\", \"heat\", \"cold\"]\n{standing}"
            )),
            "a sign has three things beside it at most",
        ),
        (
            caution(&format!("{standing}arrows = [{{ of = \"head\" }}]\n")),
            "panel 1: an arrow needs a panel before it",
        ),
        (caution(""), "no panel; write at least one, the start"),
    ] {
        let text: FigureText = toml::from_str(&text).unwrap();
        let fault: FigureError = draw(&text, Person::default(), Side::Left).unwrap_err();
        assert_eq!(fault.to_string(), says);
    }
    let with_a_way = caution(&format!(
        "{standing}arrows = [{{ of = \"head\", way = [0.0, 0.2] }}]\n"
    ));
    let text: FigureText = toml::from_str(&with_a_way).unwrap();
    let plain: FigureText = toml::from_str(&caution(standing)).unwrap();
    let paths = |text| drawn(text, Person::default()).paths.len();
    assert!(paths(&text) > paths(&plain));
}
