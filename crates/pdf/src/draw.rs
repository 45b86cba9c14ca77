//! What stands where on a page: the neutral list between layout and writer, which knows no PDF.
//!
//! Lengths are millimeters from the top left of the page unless a name says points.

use crate::{
    figure::Picture,
    fonts::{Family, Glyph, Typeface, Weight},
};

/// Millimeters in a point.
pub(crate) const MM_PER_PT: f32 = 25.4 / 72.0;

/// What a color is for; the palette of the print decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Text,
    Soft,
    Clinic,
    White,
    /// Frame and ground of the emergency box.
    Alarm,
    /// Frame and marks of the urgent box.
    Urgent,
    UrgentTint,
    StopWord,
    StopTint,
    EaseWord,
    EaseTint,
    EaseSign,
    GoWord,
    GoTint,
    /// Thin lines of tables and frames.
    Line,
    /// Ground of weekends and of the next visit.
    Tint,
    /// Words through the page.
    Mark,
}

/// A point of a path.
pub(crate) type Point = (f32, f32);

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Step {
    Move(Point),
    Line(Point),
    Curve(Point, Point, Point),
}

/// A filled or stroked shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Path {
    pub(crate) steps: Vec<Step>,
    pub(crate) closed: bool,
    pub(crate) fill: Option<Ink>,
    /// With the width in points.
    pub(crate) stroke: Option<(Ink, f32)>,
}

impl Path {
    /// Moves every point.
    pub(crate) fn change(&mut self, to: impl Fn(Point) -> Point) {
        for step in &mut self.steps {
            *step = match *step {
                Step::Move(p) => Step::Move(to(p)),
                Step::Line(p) => Step::Line(to(p)),
                Step::Curve(a, b, p) => Step::Curve(to(a), to(b), to(p)),
            };
        }
    }
}

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Look {
    pub(crate) weight: Weight,
    /// Points.
    pub(crate) size: f32,
    pub(crate) ink: Ink,
}

/// Glyphs on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    /// Left end of the baseline.
    pub(crate) at: Point,
    pub(crate) look: Look,
    pub(crate) family: Family,
    /// From left to right, as they stand.
    pub(crate) glyphs: Vec<Glyph>,
    /// Whether they are read from the last to the first.
    pub(crate) right_to_left: bool,
    /// Cosine and sine of the turn against the clock.
    pub(crate) turn: (f32, f32),
}

impl Run {
    /// The face that it is set in.
    pub(crate) const fn typeface(&self) -> Typeface {
        Typeface {
            family: self.family,
            weight: self.look.weight,
        }
    }
}

/// What a part of the page is for a reader who does not see it (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    Heading1,
    Heading2,
    Heading3,
    Paragraph,
    /// Words inside a part that are no part of their own, such as the number in a square.
    Span,
    Section,
    /// Something to look at or to draw in, with what it shows in words.
    Figure(String),
    List,
    Item,
    Label,
    Body,
    Table,
    Row,
    /// A header cell, for its row or its column.
    RowHeader,
    ColumnHeader,
    /// A cell as wide as so many columns.
    Cell(usize),
}

/// One entry of the list. Shapes carry no meaning of their own: what they say, words say too.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    Path(Path),
    Text(Run),
    /// A figure, with its top left corner.
    Picture(Picture, Point),
    /// Begins a part; parts nest.
    Open(Role),
    /// Ends the innermost part.
    Close,
}

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Page {
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// The body, in reading order.
    pub(crate) body: Vec<Item>,
    /// What repeats on every page: mark and footer.
    pub(crate) frame: Vec<Item>,
}

/// Something laid out that can be put anywhere: its origin is its own top left corner.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Piece {
    pub(crate) height: f32,
    pub(crate) items: Vec<Item>,
}

impl Piece {
    /// Puts another piece into this one.
    pub(crate) fn put(&mut self, piece: Self, at: Point) {
        self.items
            .extend(piece.items.into_iter().map(|item| item.moved(at)));
    }

    /// Puts another piece below what is there, after a gap.
    pub(crate) fn stack(&mut self, piece: Self, left: f32, gap: f32) {
        let top = self.height + gap;
        self.height = top + piece.height;
        self.put(piece, (left, top));
    }

    /// Wraps everything so far into a part of the document.
    pub(crate) fn within(mut self, role: Role) -> Self {
        self.items.insert(0, Item::Open(role));
        self.items.push(Item::Close);
        self
    }

    /// A shape.
    pub(crate) fn draw(&mut self, path: Path) {
        self.items.push(Item::Path(path));
    }
}

impl Item {
    /// The item on the other side of a page of this width, its letters as they are. What is turned stands in the middle and stays.
    pub(crate) fn mirrored(self, width: f32) -> Self {
        let to = |(x, y): Point| (width - x, y);
        match self {
            Self::Path(mut path) => {
                path.change(to);
                Self::Path(path)
            }
            Self::Text(mut run) if run.turn == (1.0, 0.0) => {
                let advance: f32 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
                run.at.0 = width - run.at.0 - advance / 1000.0 * run.look.size * MM_PER_PT;
                Self::Text(run)
            }
            // A body is not turned round: its left and right mean something.
            Self::Picture(picture, at) => {
                let left = width - at.0 - picture.size.0;
                Self::Picture(picture, (left, at.1))
            }
            other => other,
        }
    }

    fn moved(self, by: Point) -> Self {
        let to = |(x, y): Point| (x + by.0, y + by.1);
        match self {
            Self::Path(mut path) => {
                path.change(to);
                Self::Path(path)
            }
            Self::Text(mut run) => {
                run.at = to(run.at);
                Self::Text(run)
            }
            Self::Picture(picture, at) => Self::Picture(picture, to(at)),
            part => part,
        }
    }
}
