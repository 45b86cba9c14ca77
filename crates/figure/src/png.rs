//! A drawing as a picture of dots.

use thiserror::Error;
use tiny_skia::{Color, FillRule, LineCap, LineJoin, Paint, PathBuilder, Pixmap, Transform};

use crate::drawing::{Drawing, Ink, Segment};

/// Millimeters in an inch.
const INCH: f64 = 25.4;
/// The most dots along a side.
const MOST: f64 = 20_000.0;

/// A picture that cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the picture would have no dots, or more than 20,000 along a side; choose another size")]
pub struct BadSize;

/// Draws on white, with so many dots an inch.
pub fn write(drawing: &Drawing, ink: Ink, dots: f64) -> Result<Vec<u8>, BadSize> {
    let scale = dots / INCH;
    let count = |length: f64| {
        let dots = (length * scale).ceil();
        // Whole, above 0 and under the limit, so that it fits.
        (1.0..=MOST)
            .contains(&dots)
            .then_some(dots as u32)
            .ok_or(BadSize)
    };
    let mut map = Pixmap::new(count(drawing.width)?, count(drawing.height)?).ok_or(BadSize)?;
    map.fill(Color::WHITE);
    let transform = Transform::from_scale(scale as f32, scale as f32);
    for path in &drawing.paths {
        let mut builder = PathBuilder::new();
        for segment in &path.segments {
            match segment {
                Segment::Move(to) => builder.move_to(to.x as f32, to.y as f32),
                Segment::Line(to) => builder.line_to(to.x as f32, to.y as f32),
                Segment::Cubic(a, b, to) => {
                    builder.cubic_to(
                        a.x as f32,
                        a.y as f32,
                        b.x as f32,
                        b.y as f32,
                        to.x as f32,
                        to.y as f32,
                    );
                }
                Segment::Close => builder.close(),
            }
        }
        let Some(shape) = builder.finish() else {
            continue;
        };
        let paint = |[red, green, blue]: [u8; 3]| {
            let mut paint = Paint::default();
            paint.set_color_rgba8(red, green, blue, 255);
            paint
        };
        let (fill, line) = path.inked(ink);
        if let Some(color) = fill {
            map.fill_path(&shape, &paint(color), FillRule::EvenOdd, transform, None);
        }
        if let Some((color, width)) = line {
            let stroke = tiny_skia::Stroke {
                width: width as f32,
                line_cap: LineCap::Round,
                line_join: LineJoin::Round,
                ..tiny_skia::Stroke::default()
            };
            map.stroke_path(&shape, &paint(color), &stroke, transform, None);
        }
    }
    map.encode_png().map_err(|_| BadSize)
}
