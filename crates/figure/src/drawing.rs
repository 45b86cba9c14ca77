//! A drawing: closed and open paths, each with the role of its fill and of its stroke. Writers choose the ink.

/// A place on the drawing, in mm from its upper left corner; y grows downward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right, mm.
    pub x: f64,
    /// Downward, mm.
    pub y: f64,
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Segment {
    /// Begins a contour.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Cubic(Point, Point, Point),
    /// Closes the contour.
    Close,
}

/// What an area shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Skin of the limbs nearer to the reader, and of the head.
    Skin,
    /// Skin of the limbs behind the body.
    FarSkin,
    /// Hair.
    Hair,
    /// Clothing of the upper body.
    Shirt,
    /// Clothing of the hips and thighs.
    Shorts,
    /// Something the patient lies on, sits on or holds.
    Prop,
    /// The region that works.
    Working,
    /// The start, faint behind the end.
    Ghost,
    /// An arrow that says where the movement goes.
    Arrow,
}

/// What a line shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// The edge of the body or of a prop.
    Outline,
    /// The edge of a ghost.
    Ghost,
    /// The shaft of an arrow.
    Arrow,
    /// The paper's color around an arrow, so that it reads over the body.
    Halo,
    /// The cross over a panel that shows the wrong way.
    Wrong,
}

/// A path in drawing order: a later one covers an earlier one.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Its contours.
    pub segments: Vec<Segment>,
    /// The area inside, by the nonzero rule.
    pub fill: Option<Fill>,
    /// The line along it and the line's width in mm.
    pub stroke: Option<(Stroke, f64)>,
}

/// A whole figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Width in mm.
    pub width: f64,
    /// Height in mm.
    pub height: f64,
    /// What the figure shows, in the words of the card.
    pub alternative: String,
    /// The paths, the farthest first.
    pub paths: Vec<Path>,
}
