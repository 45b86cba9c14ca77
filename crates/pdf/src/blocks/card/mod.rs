//! The card of one exercise: number, name and position over a frame to draw in; beside it the dose, the steps, what it
//! should feel like, what ends it and how to make it easier.
//!
//! An exercise without a figure has an empty frame to draw in.

mod compact;
mod dose;

use crate::{
    PrintRefusal,
    draw::{Ink, Item, MM_PER_PT, Piece, Role},
    figure::Picture,
    setter::{Set, Setter},
    shapes::{Round, fill, outline, rounded, rule, stop_sign},
    style::Type,
    text::Align,
};
use dose::doses;
use plinth_core::sheet::{Exercise, Figure};

/// Measures of the card; millimeters.
struct Measures {
    square: f32,
    label: f32,
    /// What is kept free between label and text.
    label_gap: f32,
    row_gap: f32,
    least_frame: f32,
    stop_sign: f32,
}

const STANDARD: Measures = Measures {
    square: 10.0,
    label: 30.0,
    label_gap: 1.5,
    row_gap: 0.7,
    least_frame: 24.0,
    stop_sign: 4.4,
};

const LARGE: Measures = Measures {
    square: 20.0,
    label: 46.0,
    label_gap: 2.0,
    row_gap: 2.4,
    least_frame: 30.0,
    stop_sign: 6.6,
};

/// How high the frame of large print may be.
const LARGE_MOST_FRAME: f32 = 124.0;

/// By how much a side with room to spare makes a standard card higher, at most.
const STANDARD_GROWS: f32 = 14.0;

/// From the left of the stop sign to the words behind it, in sizes of the sign.
const STOP_SIGN_HANG: f32 = 1.28;

/// The least frame of a card whose texts need the page.
const SMALLEST_FRAME: f32 = 10.0;

/// Width of the column with the frame, and the gap to the text, in standard print.
const FRAME_COLUMN: f32 = 58.0;
const COLUMN_GAP: f32 = 5.0;

/// The card of one exercise. Its frame is higher by as much of the room to spare as it can use.
pub(crate) fn card(setter: &Setter<'_, '_>, exercise: &Exercise, spare: f32) -> Set {
    if setter.style.compact {
        return compact::card(setter, exercise, spare);
    }
    let width = setter.width();
    let mut card = Piece::default();
    card.draw(rule((0.0, 0.0), width, 1.4, Ink::Text));
    let top = 1.4 * MM_PER_PT + 2.0;
    if setter.style.large {
        let name = name(setter, &LARGE, exercise, width)?;
        let rows = rows(setter, &LARGE, exercise, width)?;
        let (gap, below) = (3.0, 4.0);
        let wanted = (LARGE.least_frame + spare).min(LARGE_MOST_FRAME);
        // The frame gives way before a long text makes the sheet impossible.
        let rest = top + name.height + gap + below + rows.height;
        let height = wanted.min((setter.page_height - rest).max(SMALLEST_FRAME));
        card.height = top;
        card.stack(name, 0.0, 0.0);
        card.stack(figure_place(setter, exercise, width, height)?, 0.0, gap);
        card.stack(rows, 0.0, below);
    } else {
        let name = name(setter, &STANDARD, exercise, FRAME_COLUMN)?;
        let left = FRAME_COLUMN + COLUMN_GAP;
        let rows = rows(setter, &STANDARD, exercise, width - left)?;
        let frame_top = top + name.height + 1.6;
        card.height = (top + rows.height).max(frame_top + STANDARD.least_frame);
        card.height += spare.min(STANDARD_GROWS);
        card.put(name, (0.0, top));
        card.put(
            figure_place(setter, exercise, FRAME_COLUMN, card.height - frame_top)?,
            (0.0, frame_top),
        );
        card.put(rows, (left, top));
    }
    Ok(card.within(Role::Section))
}

/// The number in its square with name and position beside it.
fn name(setter: &Setter<'_, '_>, measures: &Measures, exercise: &Exercise, width: f32) -> Set {
    let style = &setter.style;
    let side = measures.square;
    let left = side + if style.large { 4.0 } else { 2.0 };
    let own = width - left;
    let heading = setter
        .lines(&[(&exercise.name, style.exercise, Ink::Text)], own)?
        .draw(own, Align::Left, None);
    let position = setter.text(
        &exercise.position,
        style.position,
        Ink::Soft,
        own,
        Role::Paragraph,
    )?;
    // The number belongs to the heading, so that it is heard with the name.
    let heading_height = heading.height;
    let mut named = number_square(setter, exercise.number, side, style.number)?;
    named.put(heading, (left, 0.0));
    let mut piece = named.within(Role::Heading2);
    piece.height = side.max(heading_height + position.height);
    piece.put(position, (left, heading_height));
    Ok(piece)
}

/// A number, white in a dark square; it ties card and chart together.
pub(crate) fn number_square(setter: &Setter<'_, '_>, number: u8, side: f32, face: Type) -> Set {
    let mut piece = Piece::default();
    let square = rounded((0.0, 0.0), (side, side), side * 0.18, Round::All);
    piece.draw(fill(square, Ink::Text));
    let digits = setter
        .lines(&[(&number.to_string(), face, Ink::White)], side)?
        .draw(side, Align::Center, Some(Role::Span));
    piece.put(digits, (0.0, side / 2.0 - Setter::middle(face)));
    piece.height = side;
    Ok(piece)
}

/// The figure as large as it can be, or an empty frame to draw in. The place is as large in either case.
fn figure_place(setter: &Setter<'_, '_>, exercise: &Exercise, width: f32, height: f32) -> Set {
    match &exercise.figure {
        Some(figure) => picture(setter, exercise.number, figure, (width, height)),
        None => empty_frame(setter, width, height),
    }
}

fn picture(
    setter: &Setter<'_, '_>,
    number: u8,
    wanted: &Figure,
    (width, height): (f32, f32),
) -> Set {
    let figure = setter
        .figures
        .of(wanted)
        .ok_or(PrintRefusal::NoFigure { number })?;
    let mut piece = Piece::default();
    if let Some(picture) = Picture::fitting(figure, (width, height)) {
        let at = (
            (width - picture.size.0) / 2.0,
            (height - picture.size.1) / 2.0,
        );
        piece.items.push(Item::Picture(picture, at));
    }
    piece.height = height;
    Ok(piece.within(Role::Figure(wanted.alternative.clone())))
}

/// An empty frame to draw in.
fn empty_frame(setter: &Setter<'_, '_>, width: f32, height: f32) -> Set {
    let mut piece = Piece::default();
    let edge = rounded((0.15, 0.15), (width - 0.3, height - 0.3), 1.6, Round::All);
    piece.draw(outline(edge, Ink::Line, 0.6));
    let words = &setter.sheet.words.draw_here;
    let small = setter.style.small;
    let own = setter.text(words, small, Ink::Soft, width - 4.0, Role::Paragraph)?;
    piece.put(own, (2.0, 1.2));
    piece.height = height;
    Ok(piece.within(Role::Figure(words.clone())))
}

/// The words before what ends an exercise; their sign stands left of them.
fn stop_label(setter: &Setter<'_, '_>, size: f32, width: f32) -> Set {
    let (face, words) = (setter.style.label(), &setter.sheet.words.stop_if);
    let place = (-size * STOP_SIGN_HANG, Setter::middle(face) - size / 2.0);
    let mut stop = Piece::default();
    for path in stop_sign(place, size, Ink::Alarm) {
        stop.draw(path);
    }
    let words = setter.text(words, face, Ink::StopWord, width, Role::Heading3)?;
    stop.stack(words, 0.0, 0.0);
    Ok(stop)
}

fn rows(setter: &Setter<'_, '_>, measures: &Measures, exercise: &Exercise, width: f32) -> Set {
    let style = &setter.style;
    let words = &setter.sheet.words;
    let text_width = width - measures.label;
    let paragraph =
        |text: &str| setter.text(text, style.body, Ink::Text, text_width, Role::Paragraph);
    let label = |words: &str, ink: Ink, hang: f32| {
        let width = measures.label - measures.label_gap - hang;
        setter.text(words, style.label(), ink, width, Role::Heading3)
    };
    let mut rows = Piece::default();
    let mut row = |label: Piece, label_left: f32, label_top: f32, text: Piece| {
        let mut row = Piece {
            height: (label.height + label_top).max(text.height),
            items: Vec::new(),
        };
        row.put(label, (label_left, label_top));
        row.put(text, (measures.label, 0.0));
        let gap = if rows.items.is_empty() {
            0.0
        } else {
            measures.row_gap
        };
        rows.stack(row, 0.0, gap);
    };
    let doses = doses(setter, &exercise.doses, text_width)?;
    let dose_middle = Setter::middle(style.dose) - Setter::middle(style.label());
    row(
        label(&words.how_many, Ink::Text, 0.0)?,
        0.0,
        dose_middle,
        doses,
    );
    let steps = setter.steps(&exercise.steps, text_width)?;
    row(label(&words.how, Ink::Text, 0.0)?, 0.0, 0.0, steps);
    row(
        label(&words.feel, Ink::Text, 0.0)?,
        0.0,
        0.0,
        paragraph(&exercise.feel)?,
    );
    let hang = measures.stop_sign * STOP_SIGN_HANG;
    let label_width = measures.label - measures.label_gap - hang;
    let stop = stop_label(setter, measures.stop_sign, label_width)?;
    row(stop, hang, 0.0, paragraph(&exercise.stop_if)?);
    row(
        label(&words.easier, Ink::Text, 0.0)?,
        0.0,
        0.0,
        paragraph(&exercise.easier)?,
    );
    Ok(rows)
}
