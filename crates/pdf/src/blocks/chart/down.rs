//! Days down: the table of large print.

use super::{THIN, WEEK, corner, row_face};
use crate::{
    blocks::card::number_square,
    draw::{Ink, MM_PER_PT, Piece, Role},
    setter::{Set, Setter, small_count},
    shapes::line,
    style::Type,
    text::Align,
};
use plinth_core::sheet::{Chart, ChartDay, ChartRow};

/// Millimeters for the days, and kept free beside the words over a column.
const DAY_WIDTH: f32 = 30.0;
const PAIN_MARGIN: f32 = 1.0;
const BELOW_KEY: f32 = 2.0;

fn pain_face(setter: &Setter<'_, '_>) -> Type {
    let face = setter.style.field_label;
    Type {
        leading: face.size * 1.15,
        ..face
    }
}

/// How many exercises one table can hold without breaking a word over its columns.
pub(super) fn most_exercises(setter: &Setter<'_, '_>, chart: &Chart) -> Set<usize> {
    let mut widest: f32 = 14.0;
    for words in &chart.pain_rows {
        widest = widest.max(setter.longest_word(words, pain_face(setter))?);
    }
    let fits = |exercises: &usize| {
        let columns = small_count(exercises + chart.pain_rows.len());
        (setter.width() - DAY_WIDTH) / columns >= widest + PAIN_MARGIN
    };
    Ok((1..=7).rev().find(fits).unwrap_or(1))
}

/// Days down: one row a day, a column for each exercise and each pain, under a key.
pub(super) fn table(
    setter: &Setter<'_, '_>,
    chart: &Chart,
    exercises: &[ChartRow],
    days: &[ChartDay],
    room: f32,
) -> Set {
    let style = &setter.style;
    let width = setter.width();
    let columns = exercises.len() + chart.pain_rows.len();
    let count = small_count(columns).max(1.0);
    let column = (width - DAY_WIDTH) / count;
    let left_of = |at: usize| DAY_WIDTH + column * small_count(at);
    let mut whole = key(setter, exercises)?;
    let room = room - whole.height - BELOW_KEY;
    let mut table = Piece::default();
    let mut header_height: f32 = 14.0;
    let pain_face = pain_face(setter);
    let side = 10.0;
    let mut heads = Vec::new();
    for exercise in exercises {
        let face = Type {
            size: 18.0,
            leading: 18.0,
            ..style.number
        };
        heads.push((number_square(setter, exercise.number, side, face)?, side));
    }
    for words in &chart.pain_rows {
        let own = column - PAIN_MARGIN;
        let piece = setter.lines(&[(words, pain_face, Ink::Text)], own)?.draw(
            own,
            Align::Center,
            Some(Role::Paragraph),
        );
        heads.push((piece, own));
    }
    for (head, _) in &heads {
        header_height = header_height.max(head.height + 2.0);
    }
    let mut header = corner();
    for (at, (head, own)) in heads.into_iter().enumerate() {
        let place = (
            left_of(at) + (column - own) / 2.0,
            (header_height - head.height) / 2.0,
        );
        let mut cell = Piece::default();
        cell.put(head, place);
        header.put(cell.within(Role::ColumnHeader), (0.0, 0.0));
    }
    table.put(header.within(Role::Row), (0.0, 0.0));
    let mut y = header_height;
    let wins_height = if chart.wins.is_some() { 26.0 } else { 0.0 };
    let count = small_count(days.len()).max(1.0);
    // As high as the page allows, and high enough for a pen.
    let row_height = ((room - y - wins_height) / count).clamp(9.0, 14.0);
    let day_face = style.label();
    for (at, day) in days.iter().enumerate() {
        let week = at.is_multiple_of(WEEK);
        let (thick, ink) = if week {
            (1.6, Ink::Text)
        } else {
            (THIN, Ink::Line)
        };
        table.draw(line((0.0, y), (width, y), thick, ink));
        let weekday = format!("{} ", day.weekday);
        let label = setter
            .lines(
                &[
                    (&weekday, row_face(day_face), Ink::Text),
                    (&day.day, row_face(day_face), Ink::Text),
                ],
                DAY_WIDTH - 2.0,
            )?
            .draw(DAY_WIDTH, Align::Left, Some(Role::Paragraph));
        let height = row_height.max(label.height + 1.0);
        let mut row = Piece::default();
        let drop = (height - label.height) / 2.0;
        row.put(label, (0.0, drop));
        table.put(super::row(row, columns), (0.0, y));
        y += height;
    }
    table.draw(line((0.0, y), (width, y), THIN, Ink::Line));
    for at in 0..=columns {
        let group = at == exercises.len();
        let (thick, ink) = if group {
            (1.6, Ink::Text)
        } else {
            (THIN, Ink::Line)
        };
        table.draw(line((left_of(at), 0.0), (left_of(at), y), thick, ink));
    }
    table.height = y;
    whole.stack(table.within(Role::Table), 0.0, BELOW_KEY);
    if let Some(wins) = &chart.wins {
        let face = style.label();
        let words = setter.text(wins, face, Ink::Text, width, Role::Paragraph)?;
        whole.stack(words, 0.0, 3.0);
        whole.height += 12.0;
        let (left, right) = ((0.0, whole.height), (width, whole.height));
        whole.draw(line(left, right, THIN, Ink::Line));
    }
    Ok(whole)
}

/// The numbers of the exercises with their names.
fn key(setter: &Setter<'_, '_>, exercises: &[ChartRow]) -> Set {
    let style = &setter.style;
    let half = setter.width() / 2.0;
    let (side, left) = (8.0, 11.0);
    let number = Type {
        size: 15.0,
        leading: 15.0,
        ..style.number
    };
    let face = row_face(style.body);
    let mut key = Piece::default();
    for pair in exercises.chunks(2) {
        let mut row = Piece::default();
        for (at, exercise) in pair.iter().enumerate() {
            let x = if at == 0 { 0.0 } else { half };
            let words = format!("{} {}", exercise.name, exercise.target);
            let words = setter.text(&words, face, Ink::Text, half - left - 2.0, Role::Body)?;
            row.height = row.height.max(words.height.max(side));
            let drop = (side - face.leading * MM_PER_PT) / 2.0;
            let mut entry = Piece::default();
            let square = number_square(setter, exercise.number, side, number)?;
            entry.put(square.within(Role::Label), (x, 0.0));
            entry.put(words, (x + left, drop.max(0.0)));
            row.put(entry.within(Role::Item), (0.0, 0.0));
        }
        key.stack(row, 0.0, 1.2);
    }
    Ok(key.within(Role::List))
}
