//! The card of one exercise: number, name and position over a frame to draw in; beside it the dose, the steps, what it
//! should feel like, what ends it and how to make it easier.
//!
//! Figures are not drawn yet, so every card has the frame.

use crate::{
    draw::{Ink, MM_PER_PT, Path, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter, small_count},
    shapes::{Round, fill, outline, rectangle, rounded, rule, stop_sign},
    style::Type,
    text::Align,
};
use plinth_core::sheet::{Dose, Exercise};

/// Measures of the card; millimeters.
struct Measures {
    square: f32,
    label: f32,
    /// What is kept free between label and text.
    label_gap: f32,
    row_gap: f32,
    least_frame: f32,
    most_frame: f32,
    stop_sign: f32,
}

const STANDARD: Measures = Measures {
    square: 10.0,
    label: 30.0,
    label_gap: 1.5,
    row_gap: 0.7,
    least_frame: 24.0,
    most_frame: f32::INFINITY,
    stop_sign: 4.4,
};

const LARGE: Measures = Measures {
    square: 20.0,
    label: 46.0,
    label_gap: 2.0,
    row_gap: 2.4,
    least_frame: 30.0,
    most_frame: 80.0,
    stop_sign: 6.6,
};

/// The least frame of a card whose texts need the page.
const SMALLEST_FRAME: f32 = 10.0;

/// Width of the column with a figure, or with an empty frame, and the gap to the text, in standard print.
const FIGURE_COLUMN: f32 = 63.0;
const FRAME_COLUMN: f32 = 58.0;
const COLUMN_GAP: f32 = 5.0;

/// Beside the words of a dose: to its bar, and to the next cell.
const CELL_PADDING: f32 = 2.2;
const CELL_MARGIN: f32 = 0.8;

/// The card of one exercise. In large print its frame is higher by as much of the room to spare as it can use.
pub(crate) fn card(setter: &Setter<'_, '_>, exercise: &Exercise, spare: f32) -> Set {
    let width = setter.width();
    let mut card = Piece::default();
    card.draw(rule((0.0, 0.0), width, 1.4, Ink::Text));
    let top = 1.4 * MM_PER_PT + 2.0;
    if setter.style.large {
        let name = name(setter, &LARGE, exercise, width)?;
        let rows = rows(setter, &LARGE, exercise, width)?;
        let (gap, below) = (3.0, 4.0);
        let wanted = (LARGE.least_frame + spare).min(LARGE.most_frame);
        // The frame gives way before a long text makes the sheet impossible.
        let rest = top + name.height + gap + below + rows.height;
        let height = wanted.min((setter.page_height - rest).max(SMALLEST_FRAME));
        card.height = top;
        card.stack(name, 0.0, 0.0);
        card.stack(frame(setter, width, height)?, 0.0, gap);
        card.stack(rows, 0.0, below);
    } else {
        let column = if exercise.figure.is_some() {
            FIGURE_COLUMN
        } else {
            FRAME_COLUMN
        };
        let name = name(setter, &STANDARD, exercise, column)?;
        let left = column + COLUMN_GAP;
        let rows = rows(setter, &STANDARD, exercise, width - left)?;
        let frame_top = top + name.height + 1.6;
        card.height = (top + rows.height).max(frame_top + STANDARD.least_frame);
        card.put(name, (0.0, top));
        card.put(
            frame(setter, column, card.height - frame_top)?,
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

/// An empty frame to draw in.
fn frame(setter: &Setter<'_, '_>, width: f32, height: f32) -> Set {
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
    let hang = measures.stop_sign * 1.28;
    let mut stop = Piece::default();
    let sign_top = Setter::middle(style.label()) - measures.stop_sign / 2.0;
    for path in stop_sign((-hang, sign_top), measures.stop_sign, Ink::Alarm) {
        stop.draw(path);
    }
    stop.stack(label(&words.stop_if, Ink::StopWord, hang)?, 0.0, 0.0);
    row(stop, hang, 0.0, paragraph(&exercise.stop_if)?);
    row(
        label(&words.easier, Ink::Text, 0.0)?,
        0.0,
        0.0,
        paragraph(&exercise.easier)?,
    );
    Ok(rows)
}

/// Cells that a row has room for at least, so that they line up down the page.
const CELLS: usize = 3;

/// The dose in cells; long words take more room than figures, and fewer cells a row where they must.
fn doses(setter: &Setter<'_, '_>, doses: &[Dose], width: f32) -> Set {
    let mut cells = Piece::default();
    let mut rest = doses;
    while !rest.is_empty() {
        let (count, widths) = row_of_cells(setter, rest, width)?;
        let (row, others) = rest.split_at(count);
        let mut line = Piece::default();
        let mut left = 0.0;
        let mut lefts = Vec::new();
        for (dose, own) in row.iter().zip(widths) {
            let cell = cell(setter, dose, own)?
                .within(Role::Body)
                .within(Role::Item);
            line.height = line.height.max(cell.height);
            line.put(cell, (left, 0.0));
            lefts.push(left);
            left += own;
        }
        for left in lefts {
            line.draw(bar_path(left, 2.0 * MM_PER_PT, line.height));
        }
        let gap = if cells.items.is_empty() { 0.0 } else { 1.2 };
        cells.stack(line, 0.0, gap);
        rest = others;
    }
    Ok(cells.within(Role::List))
}

/// How many of the doses go into the next row, and how wide each is.
fn row_of_cells(setter: &Setter<'_, '_>, doses: &[Dose], width: f32) -> Set<(usize, Vec<f32>)> {
    let mut needs = Vec::new();
    for dose in doses {
        needs.push(need(setter, dose)?);
    }
    while needs.len() > 1 && needs.iter().map(|need| need.least).sum::<f32>() > width {
        needs.pop();
    }
    // Two doses leave the third cell empty, so that cells line up down the page.
    let column = width / small_count(needs.len().max(CELLS));
    if needs.iter().all(|need| need.unbroken <= column) {
        return Ok((needs.len(), vec![column; needs.len()]));
    }
    // Where not all words can stay on their line, those that need the least for it do.
    let mut widths: Vec<f32> = needs.iter().map(|need| need.least).collect();
    let mut spare = (width - widths.iter().sum::<f32>()).max(0.0);
    let mut order: Vec<usize> = (0..needs.len()).collect();
    let lacks = |at: &usize| needs[*at].unbroken - needs[*at].least;
    order.sort_by(|one, other| lacks(one).total_cmp(&lacks(other)));
    for at in order {
        let more = needs[at].unbroken - widths[at];
        if more <= spare {
            widths[at] += more;
            spare -= more;
        }
    }
    let more = spare / small_count(widths.len());
    for width in &mut widths {
        *width += more;
    }
    Ok((needs.len(), widths))
}

/// Widths of a cell.
struct Need {
    /// In which no word is broken.
    least: f32,
    /// In which no line is broken, except that words in place of a number may take two.
    unbroken: f32,
}

fn need(setter: &Setter<'_, '_>, dose: &Dose) -> Set<Need> {
    let style = &setter.style;
    let around = CELL_PADDING + CELL_MARGIN + 0.1;
    let below = words_below(dose);
    let bold = style.unit.weight(Weight::Bold);
    let mark = setter.natural(dose.provenance.mark(), bold)?;
    let (value, unbroken) = if in_words(dose) {
        let face = style.dose_words;
        (
            setter.longest_word(&dose.value, face)?,
            in_two_lines(setter, &dose.value, face)?,
        )
    } else {
        let value = setter.natural(&dose.value, style.dose)?;
        (value, value)
    };
    Ok(Need {
        least: value.max(setter.longest_word(&below, style.unit)? + mark) + around,
        unbroken: unbroken.max(setter.natural(&below, style.unit)? + mark) + around,
    })
}

/// The least width in which words take two lines.
fn in_two_lines(setter: &Setter<'_, '_>, words: &str, face: Type) -> Set<f32> {
    let mut least = setter.natural(words, face)?;
    for (at, _) in words.match_indices(' ') {
        let (first, second) = words.split_at(at);
        let width = setter
            .natural(first, face)?
            .max(setter.natural(second.trim_start(), face)?);
        least = least.min(width);
    }
    Ok(least)
}

fn bar_path(left: f32, width: f32, height: f32) -> Path {
    fill(rectangle((left, 0.6), (width, height - 0.6)), Ink::Text)
}

fn in_words(dose: &Dose) -> bool {
    dose.value.chars().any(char::is_alphabetic)
}

/// What stands under the number: "hold, seconds".
fn words_below(dose: &Dose) -> String {
    match (dose.label.as_str(), dose.unit.as_str()) {
        ("", unit) => unit.to_string(),
        (label, "") => label.to_string(),
        (label, unit) => format!("{label}, {unit}"),
    }
}

fn cell(setter: &Setter<'_, '_>, dose: &Dose, width: f32) -> Set {
    let style = &setter.style;
    let inner = width - CELL_PADDING - CELL_MARGIN;
    let fits = setter.natural(&dose.value, style.dose)? <= inner;
    let face = if fits && !in_words(dose) {
        style.dose
    } else {
        style.dose_words
    };
    let (mark, bold) = (dose.provenance.mark(), style.unit.weight(Weight::Bold));
    let words = words_below(dose);
    // Without words below it, the value itself bears the mark.
    let value = (dose.value.as_str(), face, Ink::Text);
    let mark = (mark, bold, Ink::Text);
    let rows = if words.is_empty() {
        vec![vec![value, mark]]
    } else {
        vec![
            vec![value],
            vec![(words.as_str(), style.unit, Ink::Text), mark],
        ]
    };
    let mut piece = Piece::default();
    for stretches in rows {
        let lines = setter.lines(&stretches, inner)?;
        piece.stack(
            lines.draw(inner, Align::Left, Some(Role::Paragraph)),
            CELL_PADDING,
            0.0,
        );
    }
    Ok(piece)
}
