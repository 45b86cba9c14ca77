//! The body chart of a letter: front and back beside what is felt, whose patterns are its legend.

use crate::{
    draw::{Ink, Item, MM_PER_PT, Piece, Role},
    figure::{Figure, Picture},
    setter::{Set, Setter},
    text::Align,
};
use plinth_core::{
    answer,
    sheet::{BodyChart, BodyMark, Felt, Symptom},
};
use plinth_figure::{
    chart::{self, Caption, Mark, Pattern, View},
    drawing::{Drawing, Point},
    person::Person,
    side::Side,
};
use std::sync::Arc;

/// Between the body and the words beside it, and between a pattern and its words; millimeters.
const BESIDE: f32 = 7.0;
const APART: f32 = 2.0;
/// Between the words of both sides of a view; millimeters.
const CLEAR: f32 = 2.0;
/// How large the body is where a letter has to be tight.
const SMALL: f32 = 0.75;
/// How large it may be so that long words find room.
const LARGEST: f32 = 1.3;

/// Heading, body and what is felt.
pub(crate) fn chart(setter: &Setter<'_, '_>, chart: &BodyChart, width: f32) -> Set {
    let mut piece = setter.heading(&chart.heading, width)?;
    // A body that lacks a place would say that nothing is felt there: where one cannot be drawn, the words tell all.
    let marks: Option<Vec<Mark>> = chart.marks.iter().map(mark).collect();
    let drawn = match (chart.captions(), marks) {
        (Some(captions), Some(marks)) => body(setter, chart, captions, &marks)?,
        _ => None,
    };
    let Some((body, wide)) = drawn else {
        piece.stack(felt(setter, &chart.felt, width, false)?, 0.0, 0.4);
        return Ok(piece.within(Role::Section));
    };
    let told = felt(setter, &chart.felt, width - wide - BESIDE, true)?;
    let mut row = Piece {
        height: body.height.max(told.height),
        items: Vec::new(),
    };
    row.put(body, (0.0, 0.0));
    row.put(told, (wide + BESIDE, 0.0));
    piece.stack(row, 0.0, 0.4);
    Ok(piece.within(Role::Section))
}

/// The body with its marks and the words beside it, and how wide it is. It is never turned round, whichever way the sheet is
/// read: its left and right are the patient's.
fn body(
    setter: &Setter<'_, '_>,
    chart: &BodyChart,
    captions: [&str; 6],
    marks: &[Mark],
) -> Set<Option<(Piece, f32)>> {
    let made = chart::chart(marks);
    // Beside the head where the words have room there, else in a row above it, for which the body may be larger.
    let small = setter.style.small;
    let widest = setter
        .natural(&chart.words.left, small)?
        .max(setter.natural(&chart.words.right, small)?);
    let least = |of: fn(&Caption) -> f64| {
        let [front, back] = &made.captions;
        millimeters(of(front).min(of(back)))
    };
    let usual = if setter.style.rung.tight { SMALL } else { 1.0 };
    let beside = widest <= least(|caption| caption.room) * usual;
    let scale = if beside {
        usual
    } else {
        // A hair more, so that no word is broken.
        let needed = 2.0 * (widest + CLEAR + 0.1) / least(|caption| caption.wide);
        needed.clamp(usual, LARGEST)
    };
    let Some(picture) = picture(&made.drawing, scale) else {
        return Ok(None);
    };
    let (wide, high) = picture.size;
    let place = |at: Point| (millimeters(at.x) * scale, millimeters(at.y) * scale);
    let centered = |words: &str, room: f32| -> Set {
        let lines = setter.lines(&[(words, small, Ink::Text)], room)?;
        Ok(lines.draw(room, Align::Center, Some(Role::Paragraph)))
    };
    // Each with the middle of its place, how wide that is, and how far down: in the first row, in the second, or at the head.
    let mut words: Vec<(Piece, (f32, f32), Row)> = Vec::new();
    let (mut first, mut second) = (0.0_f32, 0.0_f32);
    for (caption, own) in made.captions.iter().zip(captions.chunks(3)) {
        let (middle, view) = (place(caption.above).0, millimeters(caption.wide) * scale);
        let (aside, column) = (view / 4.0, view / 2.0 - CLEAR);
        for (number, text) in own.iter().enumerate() {
            let (at, room, row) = match number {
                0 => (middle, view, Row::First),
                _ if beside => {
                    let (x, y) = place(side_at(caption, number));
                    (x, millimeters(caption.room) * scale, Row::Head(y))
                }
                1 => (middle - aside, column, Row::Second),
                _ => (middle + aside, column, Row::Second),
            };
            let piece = centered(text, room)?;
            match row {
                Row::First => first = first.max(piece.height),
                Row::Second => second = second.max(piece.height),
                Row::Head(_) => {}
            }
            words.push((piece, (at, room), row));
        }
    }
    let top = first + second;
    let mut body = Piece {
        height: top + high,
        items: vec![Item::Picture(picture, (0.0, top))],
    };
    for (piece, (middle, room), row) in words {
        let down = match row {
            Row::First => 0.0,
            Row::Second => first,
            Row::Head(y) => top + y - piece.height / 2.0,
        };
        let left = middle - room / 2.0;
        // The page is mirrored in the end, and the body is not.
        let left = if setter.right_to_left {
            wide - left - room
        } else {
            left
        };
        body.put(piece, (left, down));
    }
    let role = Role::Figure(chart.alternative.clone());
    Ok(Some((body.within(role), wide)))
}

/// Where words stand over a body.
enum Row {
    /// What the view is called.
    First,
    /// Under it.
    Second,
    /// As far down the drawing as the head; millimeters.
    Head(f32),
}

/// The first or the second side of a view, from the reader's left.
fn side_at(caption: &Caption, number: usize) -> Point {
    match (caption.view, number) {
        (View::Front, 1) | (View::Back, 2) => caption.right,
        _ => caption.left,
    }
}

fn mark(mark: &BodyMark) -> Option<Mark> {
    let side = mark.side.map(|side| match side {
        answer::Side::Left => Side::Left,
        answer::Side::Right => Side::Right,
    });
    let region = mark.region.as_str().parse().ok()?;
    Mark::new(region, side, pattern(mark.symptom)).ok()
}

const fn pattern(symptom: Symptom) -> Pattern {
    match symptom {
        Symptom::Pain => Pattern::Pain,
        Symptom::Numbness => Pattern::Numbness,
        Symptom::Tingling => Pattern::Tingling,
    }
}

/// What is felt, line by line, each beside its pattern where that is drawn on a body.
fn felt(setter: &Setter<'_, '_>, lines: &[Felt], width: f32, body: bool) -> Set {
    let leading = setter.style.body.leading * MM_PER_PT;
    let any = body && lines.iter().any(|line| line.drawn);
    let mut all = Piece::default();
    for line in lines {
        let sample = picture(&chart::sample(pattern(line.symptom)), 1.0).filter(|_| any);
        let hang = sample.as_ref().map_or(0.0, |sample| sample.size.0 + APART);
        let mut item = setter.run_in(&line.told, width - hang)?;
        let height = item.height;
        item = moved(item, hang);
        if let Some(sample) = sample.filter(|_| line.drawn) {
            let down = (leading - sample.size.1) / 2.0;
            item.items.insert(0, Item::Picture(sample, (0.0, down)));
        }
        item.height = height;
        all.stack(item, 0.0, if all.height > 0.0 { APART } else { 0.0 });
    }
    Ok(all)
}

fn moved(piece: Piece, right: f32) -> Piece {
    let mut made = Piece {
        height: piece.height,
        items: Vec::new(),
    };
    made.put(piece, (right, 0.0));
    made
}

/// A drawing as large as it was drawn, or so many times larger.
fn picture(drawing: &Drawing, scale: f32) -> Option<Picture> {
    let size = [drawing.width, drawing.height].map(|length| millimeters(length) * scale);
    let figure = Arc::new(Figure::new(
        std::slice::from_ref(drawing),
        Person::default(),
    ));
    Picture::fitting(&figure, (size[0], size[1]))
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a chart is some ten millimeters wide"
)]
fn millimeters(length: f64) -> f32 {
    length as f32
}
