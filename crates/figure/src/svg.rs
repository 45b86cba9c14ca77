//! A drawing as SVG, in color or in black and white.

use crate::drawing::{Drawing, Fill, Point, Segment, Stroke};
use std::fmt::Write;
use thiserror::Error;

/// What the figure is printed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Colors.
    Color,
    /// Black on white: the working region is hatched, nothing is told by color.
    Black,
}

/// A number in the drawing is infinite or not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a number of the drawing is not finite; check the pose it was drawn from")]
pub struct NotFinite;

const HATCH: &str = "<defs><pattern id=\"working\" width=\"1\" height=\"1\" patternUnits=\"userSpaceOnUse\" \
patternTransform=\"rotate(45)\"><path d=\"M0 0H1V1H0Z\" fill=\"#fff\"/><path d=\"M0 0V1\" stroke=\"#000\" stroke-width=\".8\"/></pattern></defs>";

/// Writes the drawing; coordinates have two decimals of a mm.
pub fn write(drawing: &Drawing, ink: Ink) -> Result<String, NotFinite> {
    let (width, height) = (number(drawing.width)?, number(drawing.height)?);
    let title = escaped(&drawing.alternative);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 {width} {height}\" role=\"img\"><title>{title}</title>"
    );
    if ink == Ink::Black {
        out.push_str(HATCH);
    }
    for path in &drawing.paths {
        out.push_str("<path d=\"");
        for segment in &path.segments {
            match segment {
                Segment::Move(to) => points(&mut out, 'M', &[*to])?,
                Segment::Line(to) => points(&mut out, 'L', &[*to])?,
                Segment::Cubic(a, b, to) => points(&mut out, 'C', &[*a, *b, *to])?,
                Segment::Close => out.push('Z'),
            }
        }
        let fill = path.fill.map_or("none", |fill| area(fill, ink));
        let _ = write!(out, "\" fill=\"{fill}\"");
        if let Some((stroke, width)) = path.stroke {
            let (color, width) = (line(stroke, ink), number(width)?);
            let _ = write!(
                out,
                " stroke=\"{color}\" stroke-width=\"{width}\" stroke-linejoin=\"round\" stroke-linecap=\"round\""
            );
        }
        out.push_str("/>");
    }
    out.push_str("</svg>\n");
    Ok(out)
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

fn area(fill: Fill, ink: Ink) -> &'static str {
    match (ink, fill) {
        (Ink::Color, Fill::Skin) => "#f4d8c2",
        (Ink::Color, Fill::FarSkin) => "#e2bfa6",
        (Ink::Color, Fill::Shirt) => "#a9c9d6",
        (Ink::Color, Fill::Shorts) => "#4c6a86",
        (Ink::Color, Fill::Prop) => "#dde3e6",
        (Ink::Color, Fill::Working) => "#ff7f50",
        (Ink::Color, Fill::Ghost) => "#f3f5f6",
        (Ink::Color, Fill::Arrow) => "#e2572b",
        (Ink::Color, Fill::Hair) => "#27333f",
        (Ink::Black, Fill::Skin | Fill::FarSkin | Fill::Ghost | Fill::Prop | Fill::Shirt) => "#fff",
        (Ink::Black, Fill::Shorts) => "#bbb",
        (Ink::Black, Fill::Working) => "url(#working)",
        (Ink::Black, Fill::Arrow | Fill::Hair) => "#000",
    }
}

fn line(stroke: Stroke, ink: Ink) -> &'static str {
    match (ink, stroke) {
        (_, Stroke::Halo) => "#fff",
        (_, Stroke::Ghost) => "#999",
        (Ink::Color, Stroke::Outline) => "#27333f",
        (Ink::Color, Stroke::Arrow | Stroke::Wrong) => "#e2572b",
        (Ink::Black, Stroke::Outline | Stroke::Arrow | Stroke::Wrong) => "#000",
    }
}
