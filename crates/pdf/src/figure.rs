//! Figures of exercises on a page: each is written once, as a form of its own, and shared by all sheets that show it.

use crate::draw::MM_PER_PT;
use crate::finish::deflated;
use flate2::Compression;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use plinth_core::sheet::{self, FigureSide, Subject};
use plinth_figure::{
    drawing::{Drawing, Ink, Point, Segment},
    panels,
    person::Person,
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Arc, OnceLock},
};

/// Units of a form in a millimeter of the drawing, for each of [`SCALES`]: whole numbers are short in the file, and printed, a unit
/// is a twentieth of a millimeter at most, about a printer's dot. Only a figure larger than it was drawn has larger ones.
pub const UNITS: [f32; SCALES.len()] = [20.0, 16.0, 16.0, 11.0, 9.0, 7.0, 5.5];

/// The figures that sheets may show.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    known: BTreeMap<(String, Subject, FigureSide), Arc<Figure>>,
}

impl Figures {
    /// No figure at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds the figure of a subject of a pack, for a side.
    pub fn add(
        &mut self,
        pack_digest: &str,
        subject: Subject,
        side: FigureSide,
        figure: Arc<Figure>,
    ) {
        self.known
            .insert((pack_digest.to_owned(), subject, side), figure);
    }

    /// The figure that a sheet refers to.
    pub(crate) fn of(&self, wanted: &sheet::Figure) -> Option<&Arc<Figure>> {
        self.known.get(&(
            wanted.pack_digest.clone(),
            wanted.subject.clone(),
            wanted.side,
        ))
    }
}

/// The figure of an exercise, ready to be put into frames of any shape.
#[derive(Debug)]
pub struct Figure {
    arranged: Vec<Arranged>,
    person: Person,
}

/// The panels in one arrangement.
#[derive(Debug)]
struct Arranged {
    drawing: Drawing,
    /// Compressed, in color and in black and white, for each of [`SCALES`].
    written: [[OnceLock<Vec<u8>>; 2]; SCALES.len()],
}

/// Figures are written for these scales and above, the largest first: the smaller, the thicker are their lines. The second is
/// that of small pictures.
const SCALES: [f32; 7] = [0.81, 0.79, 0.55, 0.45, 0.35, 0.27, 0.2];

/// Which of the scales a figure is written for.
fn step(scale: f32) -> usize {
    let found = SCALES.iter().position(|least| scale >= *least);
    found.unwrap_or(SCALES.len() - 1)
}

impl Figure {
    /// The figure with these panels, which show this person.
    pub fn new(drawn: &[Drawing], person: Person) -> Self {
        let arranged = (1..=drawn.len().max(1)).map(|columns| Arranged {
            drawing: panels::arranged(drawn, columns),
            written: Default::default(),
        });
        Self {
            arranged: arranged.collect(),
            person,
        }
    }
}

/// A figure in one arrangement, at a place of a page.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    figure: Arc<Figure>,
    arrangement: usize,
    /// Its size on the page; millimeters.
    pub(crate) size: (f32, f32),
}

impl PartialEq for Picture {
    fn eq(&self, other: &Self) -> bool {
        self.same_drawing(other) && self.size == other.size
    }
}

impl Picture {
    /// The figure as large as it can be in a frame of this size; millimeters.
    pub(crate) fn fitting(figure: &Arc<Figure>, (width, height): (f32, f32)) -> Option<Self> {
        let scale = |drawing: &Drawing| {
            let (wide, high) = size(drawing);
            (width / wide).min(height / high)
        };
        let (arrangement, arranged) = figure
            .arranged
            .iter()
            .enumerate()
            .max_by(|(_, a), (_, b)| scale(&a.drawing).total_cmp(&scale(&b.drawing)))?;
        let scale = scale(&arranged.drawing).min(LARGEST);
        let (wide, high) = size(&arranged.drawing);
        Some(Self {
            figure: Arc::clone(figure),
            arrangement,
            size: (wide * scale, high * scale),
        })
    }

    /// Whether it shows the same drawing with the same lines, of whatever size.
    pub(crate) fn same_drawing(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.figure, &other.figure)
            && self.arrangement == other.arrangement
            && self.step() == other.step()
    }

    fn step(&self) -> usize {
        step(self.of_drawing())
    }

    fn units(&self) -> f32 {
        UNITS[self.step()]
    }

    fn arranged(&self) -> Option<&Arranged> {
        self.figure.arranged.get(self.arrangement)
    }

    /// How large it is printed, as a part of the drawing's own size.
    fn of_drawing(&self) -> f32 {
        let wide = self
            .arranged()
            .map_or(1.0, |arranged| size(&arranged.drawing).0);
        self.size.0 / wide
    }

    /// By how much the form's own units are to be scaled, in points.
    pub(crate) fn scale(&self) -> f32 {
        self.of_drawing() / MM_PER_PT / self.units()
    }

    /// Puts the form into a document.
    pub(crate) fn put(&self, document: &mut Document, black_and_white: bool) -> Option<ObjectId> {
        let arranged = self.arranged()?;
        let drawing = &arranged.drawing;
        let ink = if black_and_white {
            Ink::Black
        } else {
            self.figure.person.ink()
        };
        let step = self.step();
        let content = arranged.written[step][usize::from(black_and_white)].get_or_init(|| {
            let legible = drawing.legible(SCALES[step].into());
            let content = operations(&legible, ink, self.units());
            // Into memory: nothing can go wrong.
            deflated(&content, Compression::best()).unwrap_or_default()
        });
        let units = |length: f64| Object::Integer(whole(length, self.units()));
        let about: Dictionary = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), units(drawing.width), units(drawing.height)],
            "Resources" => Dictionary::new(),
            "Filter" => "FlateDecode",
        };
        Some(document.add_object(Stream::new(about, content.clone())))
    }
}

/// How much larger than it was drawn a figure may be.
const LARGEST: f32 = 2.2;

#[allow(
    clippy::cast_possible_truncation,
    reason = "a drawing is some hundred millimeters wide"
)]
fn size(drawing: &Drawing) -> (f32, f32) {
    (
        drawing.width.max(1.0) as f32,
        drawing.height.max(1.0) as f32,
    )
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a drawing is some hundred millimeters wide"
)]
fn whole(length: f64, units: f32) -> i64 {
    (length * f64::from(units)).round() as i64
}

/// The width of a line in tenths of a unit, and never less than it is.
fn wide(width: f64, units: f32) -> f64 {
    // A number that is whole but for its last bits is whole.
    (width * f64::from(units) * 10.0 - 1e-6).ceil() / 10.0
}

/// The drawing as operations of a content stream; y grows upward.
fn operations(drawing: &Drawing, ink: Ink, units: f32) -> Vec<u8> {
    let whole = |length| whole(length, units);
    let mut out = String::from("1 J 1 j\n");
    let (mut filled, mut stroked, mut thick) = (None, None, None);
    for path in &drawing.paths {
        let (fill, stroke) = path.inked(ink);
        if let Some(color) = fill.filter(|color| filled != Some(*color)) {
            filled = Some(color);
            set(&mut out, color, "rg", "g");
        }
        if let Some((color, width)) = stroke {
            if stroked != Some(color) {
                stroked = Some(color);
                set(&mut out, color, "RG", "G");
            }
            // Never thinner than it has to be.
            let wide = wide(width, units);
            if thick != Some(wide) {
                thick = Some(wide);
                let _ = writeln!(out, "{wide} w");
            }
        }
        let paint = match (fill, stroke) {
            (Some(_), Some(_)) => "B*",
            (Some(_), None) => "f*",
            (None, Some(_)) => "S",
            (None, None) => continue,
        };
        let place = |out: &mut String, at: Point| {
            let _ = write!(out, "{} {} ", whole(at.x), whole(drawing.height - at.y));
        };
        for segment in &path.segments {
            match *segment {
                Segment::Move(to) => {
                    place(&mut out, to);
                    out.push_str("m\n");
                }
                Segment::Line(to) => {
                    place(&mut out, to);
                    out.push_str("l\n");
                }
                Segment::Cubic(a, b, to) => {
                    place(&mut out, a);
                    place(&mut out, b);
                    place(&mut out, to);
                    out.push_str("c\n");
                }
                // An area is closed by filling it.
                Segment::Close if stroke.is_none() => {}
                Segment::Close => out.push_str("h\n"),
            }
        }
        out.push_str(paint);
        out.push('\n');
    }
    out.into_bytes()
}

fn set(out: &mut String, [red, green, blue]: [u8; 3], color: &str, gray: &str) {
    let part = |value: u8| (f64::from(value) / 255.0 * 1000.0).round() / 1000.0;
    let _ = if red == green && green == blue {
        writeln!(out, "{} {gray}", part(red))
    } else {
        writeln!(out, "{} {} {} {color}", part(red), part(green), part(blue))
    };
}
