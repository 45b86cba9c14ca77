//! The low card: the dose beside the name; below them a narrow frame, the steps in two columns, and what fits in one row.

use super::{STANDARD, STOP_SIGN_HANG, dose::doses, figure_place, name, stop_label};
use crate::{
    draw::{Ink, MM_PER_PT, Piece, Role},
    setter::{Set, Setter},
    shapes::rule,
};
use plinth_core::sheet::Exercise;

/// Widths for number, name and position, the one that is wanted first; beside them stands the dose. Millimeters, as all
/// below.
const NAME_COLUMNS: [f32; 2] = [66.0, 60.0];
const FRAME_COLUMN: f32 = 40.0;
/// Start and end of a movement stand beside or below each other in it.
const LEAST_FRAME: f32 = 26.0;
const MOST_FRAME: f32 = 41.0;
const COLUMN_GAP: f32 = 3.2;
const BELOW_RULE: f32 = 1.2;
const ABOVE_FRAME: f32 = 1.2;
const ROW_GAP: f32 = 0.5;
/// Between a label and its text.
const LABEL_GAP: f32 = 1.6;
/// Between parts that share a row.
const PART_GAP: f32 = 4.0;
const STEPS_GAP: f32 = 3.0;
/// By how much two columns of steps must be lower than one.
const LOWER: f32 = 1.0;

pub(super) fn card(setter: &Setter<'_, '_>, exercise: &Exercise, spare: f32) -> Set {
    let (width, words) = (setter.width(), &setter.sheet.words);
    let label = setter.style.label();
    let top = 1.4 * MM_PER_PT + BELOW_RULE;
    let mut header: Option<(f32, Piece, Piece)> = None;
    for column in NAME_COLUMNS {
        let name = name(setter, &STANDARD, exercise, column)?;
        let dose = dose(setter, exercise, width - column - COLUMN_GAP)?;
        let height = name.height.max(dose.height);
        let lower =
            |(_, name, dose): &(f32, Piece, Piece)| height + LOWER < name.height.max(dose.height);
        if header.as_ref().is_none_or(lower) {
            header = Some((column + COLUMN_GAP, name, dose));
        }
    }
    let (dose_left, name, dose) = header.unwrap_or_default();
    let text_left = FRAME_COLUMN + COLUMN_GAP;
    let text_width = width - text_left;

    let tab = setter
        .natural(&words.how, label)?
        .max(setter.natural(&words.feel, label)?)
        .min(text_width / 4.0)
        + LABEL_GAP;
    let mut text = Piece::default();
    let how_width = tab - LABEL_GAP + 0.1;
    let how = setter.text(&words.how, label, Ink::Text, how_width, Role::Heading3)?;
    let how_height = how.height;
    text.put(how, (0.0, 0.0));
    text.stack(steps(setter, &exercise.steps, text_width - tab)?, tab, 0.0);
    text.height = text.height.max(how_height);
    text.stack(parts(setter, exercise, tab, text_width)?, 0.0, ROW_GAP);

    let frame_top = top + name.height + ABOVE_FRAME;
    let text_top = top + name.height.max(dose.height) + ROW_GAP;
    let height = (text_top + text.height).max(frame_top + LEAST_FRAME);
    let mut card = Piece {
        height: height.max((height + spare).min(frame_top + MOST_FRAME)),
        items: Vec::new(),
    };
    card.draw(rule((0.0, 0.0), width, 1.4, Ink::Text));
    card.put(name, (0.0, top));
    let frame = figure_place(setter, exercise, FRAME_COLUMN, card.height - frame_top)?;
    card.put(frame, (0.0, frame_top));
    card.put(dose, (dose_left, top));
    card.put(text, (text_left, text_top));
    Ok(card.within(Role::Section))
}

/// The amounts behind their label.
fn dose(setter: &Setter<'_, '_>, exercise: &Exercise, width: f32) -> Set {
    let (words, label) = (&setter.sheet.words.how_many, setter.style.label());
    let own = (setter.natural(words, label)? + 0.1).min(width / 3.0);
    let left = own + LABEL_GAP;
    let drop = Setter::middle(setter.style.dose) - Setter::middle(label);
    let words = setter.text(words, label, Ink::Text, own, Role::Heading3)?;
    let mut dose = Piece {
        height: drop + words.height,
        items: Vec::new(),
    };
    dose.put(words, (0.0, drop));
    let doses = doses(setter, &exercise.doses, width - left)?;
    dose.height = dose.height.max(doses.height);
    dose.put(doses, (left, 0.0));
    Ok(dose)
}

/// The steps in two columns that are read one after the other, or in one where that is about as low.
fn steps(setter: &Setter<'_, '_>, steps: &[String], width: f32) -> Set {
    let mut lowest = setter.steps(steps, width)?;
    let mut own = Vec::new();
    for step in steps {
        own.push(setter.natural(step, setter.style.body)? + setter.step_hang() + 0.1);
    }
    let widest = |own: &[f32]| own.iter().copied().fold(0.0_f32, f32::max);
    let both = width - STEPS_GAP;
    // Halves before others, and the longer column first.
    let half = steps.len().div_ceil(2);
    for count in (half..steps.len()).chain((1..half).rev()) {
        let (first, second) = steps.split_at(count);
        // Room for every step of the one column or of the other.
        for left_width in [widest(&own[..count]), both - widest(&own[count..])] {
            if left_width < both / 4.0 || left_width > both * 0.75 {
                continue;
            }
            let left = setter.numbered(1, first, left_width)?;
            let right = setter.numbered(count + 1, second, both - left_width)?;
            let mut list = Piece {
                height: left.height.max(right.height),
                items: Vec::new(),
            };
            if list.height + LOWER <= lowest.height {
                list.put(left, (0.0, 0.0));
                list.put(right, (left_width + STEPS_GAP, 0.0));
                lowest = list.within(Role::List);
            }
        }
    }
    Ok(lowest)
}

/// Feel, stop if and make it easier: on one row what stays on one line there, below each other what does not.
fn parts(setter: &Setter<'_, '_>, exercise: &Exercise, tab: f32, width: f32) -> Set {
    let (words, body) = (&setter.sheet.words, setter.style.body);
    let sign = STANDARD.stop_sign;
    let parts = [
        (&words.feel, &exercise.feel, 0.0, tab),
        (
            &words.stop_if,
            &exercise.stop_if,
            sign * STOP_SIGN_HANG,
            0.0,
        ),
        (&words.easier, &exercise.easier, 0.0, 0.0),
    ];
    let mut rows = Piece::default();
    let mut row = Piece::default();
    let mut used = 0.0;
    for (at, (words, text, hang, least)) in parts.into_iter().enumerate() {
        let own = (setter.natural(words, setter.style.label())? + 0.1).min(width / 3.0);
        let left = (hang + own + LABEL_GAP).max(least);
        let whole = left + setter.natural(text, body)? + 0.1;
        let half = f32::midpoint(width, PART_GAP);
        // Beside another part it begins in the middle of the row, or where that part ends.
        let beside = if used + PART_GAP <= half && half + whole <= width {
            half
        } else {
            used + PART_GAP
        };
        let place = if at > 0 && beside + whole <= width {
            beside
        } else {
            if at > 0 {
                rows.stack(std::mem::take(&mut row), 0.0, 0.0);
                rows.height += ROW_GAP;
            }
            0.0
        };
        let label = if hang > 0.0 {
            stop_label(setter, sign, own)?
        } else {
            setter.text(words, setter.style.label(), Ink::Text, own, Role::Heading3)?
        };
        let room = width - place - left;
        let text = setter.text(text, body, Ink::Text, room, Role::Paragraph)?;
        row.height = row.height.max(label.height).max(text.height);
        row.put(label, (place + hang, 0.0));
        row.put(text, (place + left, 0.0));
        used = place + whole;
    }
    rows.stack(row, 0.0, 0.0);
    Ok(rows)
}
