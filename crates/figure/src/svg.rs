//! A drawing as SVG, in color or in black and white.

use crate::drawing::{Color, Drawing, Ink, Path, Point, Segment};
use std::fmt::Write;
use thiserror::Error;

/// Units in a mm: whole numbers are short, and finer than any printer.
pub const UNITS: f64 = 100.0;

/// A number in the drawing is infinite or not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a number of the drawing is not finite; check the pose it was drawn from")]
pub struct NotFinite;

/// Writes the drawing, to a hundredth of a mm.
pub fn write(drawing: &Drawing, ink: Ink) -> Result<String, NotFinite> {
    let (width, height) = (units(drawing.width)?, units(drawing.height)?);
    let title = escaped(&drawing.alternative);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}mm\" height=\"{}mm\" viewBox=\"0 0 {width} {height}\" role=\"img\"><title>{title}</title>",
        width / UNITS,
        height / UNITS
    );
    out.push_str(&paths(drawing, ink)?);
    out.push_str("</svg>\n");
    Ok(out)
}

/// Only the paths, to be put into another picture; in [`UNITS`].
pub fn paths(drawing: &Drawing, ink: Ink) -> Result<String, NotFinite> {
    let mut out = String::from(
        "<g fill=\"none\" fill-rule=\"evenodd\" stroke-linejoin=\"round\" stroke-linecap=\"round\">",
    );
    for path in &drawing.paths {
        one(&mut out, path, ink)?;
    }
    out.push_str("</g>");
    Ok(out)
}

fn one(out: &mut String, path: &Path, ink: Ink) -> Result<(), NotFinite> {
    let (fill, stroke) = path.inked(ink);
    if fill.is_none() && stroke.is_none() {
        return Ok(());
    }
    out.push_str("<path d=\"");
    let mut pen = Pen {
        out,
        last: ' ',
        at: [0.0; 2],
        start: [0.0; 2],
    };
    for segment in &path.segments {
        pen.segment(segment)?;
    }
    out.push('"');
    if let Some(color) = fill {
        let _ = write!(out, " fill=\"{}\"", hex(color));
    }
    if let Some((color, width)) = stroke {
        let (color, width) = (hex(color), units(width)?);
        let _ = write!(out, " stroke=\"{color}\" stroke-width=\"{width}\"");
    }
    out.push_str("/>");
    Ok(())
}

/// Writes a path from where it is: offsets have fewer digits than places.
struct Pen<'o> {
    out: &'o mut String,
    /// The command that was written last.
    last: char,
    /// Where it is, and where the contour began, in units.
    at: [f64; 2],
    start: [f64; 2],
}

impl Pen<'_> {
    fn segment(&mut self, segment: &Segment) -> Result<(), NotFinite> {
        match segment {
            Segment::Move(to) => {
                self.to('m', &[*to])?;
                self.start = self.at;
            }
            Segment::Line(to) => self.line(*to)?,
            Segment::Cubic(a, b, to) => self.to('c', &[*a, *b, *to])?,
            Segment::Close => {
                self.out.push('z');
                self.last = 'z';
                self.at = self.start;
            }
        }
        Ok(())
    }

    fn line(&mut self, to: Point) -> Result<(), NotFinite> {
        let [x, y] = self.off(to)?;
        if y == 0.0 {
            // A line of no length is a dot where it stands alone, and nothing elsewhere.
            if x != 0.0 || self.last == 'm' {
                self.put('h', &[x]);
            }
        } else if x == 0.0 {
            self.put('v', &[y]);
        } else {
            self.put('l', &[x, y]);
        }
        self.at = [self.at[0] + x, self.at[1] + y];
        Ok(())
    }

    fn to(&mut self, command: char, places: &[Point]) -> Result<(), NotFinite> {
        let mut numbers = Vec::with_capacity(6);
        let mut end = [0.0; 2];
        for place in places {
            end = self.off(*place)?;
            numbers.extend(end);
        }
        self.put(command, &numbers);
        self.at = [self.at[0] + end[0], self.at[1] + end[1]];
        Ok(())
    }

    fn off(&self, to: Point) -> Result<[f64; 2], NotFinite> {
        Ok([units(to.x)? - self.at[0], units(to.y)? - self.at[1]])
    }

    /// A command that follows itself is not written again, and a minus divides numbers by itself.
    fn put(&mut self, command: char, numbers: &[f64]) {
        let mut divided = self.last != command || command == 'm';
        if divided {
            self.out.push(command);
            self.last = command;
        }
        for number in numbers {
            if !divided && *number >= 0.0 {
                self.out.push(' ');
            }
            let _ = write!(self.out, "{number}");
            divided = false;
        }
    }
}

fn hex([red, green, blue]: Color) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A length in whole units.
fn units(value: f64) -> Result<f64, NotFinite> {
    let whole = (value * UNITS).round();
    // A zero has no sign.
    if whole.is_finite() {
        Ok(whole + 0.0)
    } else {
        Err(NotFinite)
    }
}

/// Text as it stands in SVG.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
