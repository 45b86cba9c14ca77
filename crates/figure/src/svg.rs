//! A drawing as SVG, in color or in black and white.

use crate::drawing::{Color, Drawing, Ink, Path, Point, Segment};
use std::fmt::Write;
use thiserror::Error;

/// A number in the drawing is infinite or not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a number of the drawing is not finite; check the pose it was drawn from")]
pub struct NotFinite;

/// Writes the drawing; coordinates have two decimals of a mm.
pub fn write(drawing: &Drawing, ink: Ink) -> Result<String, NotFinite> {
    let (width, height) = (number(drawing.width)?, number(drawing.height)?);
    let title = escaped(&drawing.alternative);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 {width} {height}\" role=\"img\"><title>{title}</title>"
    );
    out.push_str(&paths(drawing, ink)?);
    out.push_str("</svg>\n");
    Ok(out)
}

/// Only the paths, to be put into another picture.
pub fn paths(drawing: &Drawing, ink: Ink) -> Result<String, NotFinite> {
    let mut out = String::new();
    for path in &drawing.paths {
        one(&mut out, path, ink)?;
    }
    Ok(out)
}

fn one(out: &mut String, path: &Path, ink: Ink) -> Result<(), NotFinite> {
    let (fill, stroke) = path.inked(ink);
    if fill.is_none() && stroke.is_none() {
        return Ok(());
    }
    out.push_str("<path d=\"");
    for segment in &path.segments {
        match segment {
            Segment::Move(to) => points(out, 'M', &[*to])?,
            Segment::Line(to) => points(out, 'L', &[*to])?,
            Segment::Cubic(a, b, to) => points(out, 'C', &[*a, *b, *to])?,
            Segment::Close => out.push('Z'),
        }
    }
    match fill {
        Some(color) => _ = write!(out, "\" fill=\"{}\" fill-rule=\"evenodd\"", hex(color)),
        None => out.push_str("\" fill=\"none\""),
    }
    if let Some((color, width)) = stroke {
        let (color, width) = (hex(color), number(width)?);
        let _ = write!(
            out,
            " stroke=\"{color}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" stroke-linecap=\"round\""
        );
    }
    out.push_str("/>");
    Ok(())
}

fn hex([red, green, blue]: Color) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn points(out: &mut String, letter: char, points: &[Point]) -> Result<(), NotFinite> {
    out.push(letter);
    for (at, point) in points.iter().enumerate() {
        let gap = if at == 0 { "" } else { " " };
        let _ = write!(out, "{gap}{} {}", number(point.x)?, number(point.y)?);
    }
    Ok(())
}

fn number(value: f64) -> Result<String, NotFinite> {
    if !value.is_finite() {
        return Err(NotFinite);
    }
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    Ok(if short == "-0" { "0" } else { short }.to_owned())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
