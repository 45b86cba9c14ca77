//! The chart to tick: days across in standard print, days down in large print.

use super::card::number_square;
use crate::{
    draw::{Ink, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter},
    shapes::{fill, line, rectangle},
    style::Type,
    text::Align,
};
use plinth_core::sheet::{Chart, ChartDay, ChartRow};

/// Thickness of lines in points: cells, and what parts groups.
const THIN: f32 = 0.6;
const THICK: f32 = 1.2;
/// Days in one table; more go into a second.
const FORTNIGHT: usize = 14;

/// Heading, instruction and table.
pub(crate) fn chart(setter: &Setter<'_, '_>, chart: &Chart) -> Set {
    let mut piece = Piece::default();
    piece.stack(heading(setter, chart)?, 0.0, 0.0);
    if setter.style.large {
        for exercises in chart.exercises.chunks(7) {
            piece.stack(days_down(setter, chart, exercises)?, 0.0, 2.0);
        }
    } else {
        for days in chart.days.chunks(FORTNIGHT) {
            piece.stack(days_across(setter, chart, days)?, 0.0, 0.8);
        }
    }
    Ok(piece.within(Role::Section))
}

fn heading(setter: &Setter<'_, '_>, chart: &Chart) -> Set {
    let (style, width) = (&setter.style, setter.width());
    let heading_width = setter.natural(&chart.heading, style.heading)? + 0.1;
    let heading = setter.text(
        &chart.heading,
        style.heading,
        Ink::Text,
        width,
        Role::Heading2,
    )?;
    let how = Type {
        leading: style.heading.leading,
        ..style.body
    };
    let bold = how.weight(Weight::Bold);
    let tick_lead = format!("{} ", chart.tick.lead);
    let tick = format!("{} ", chart.tick.text);
    let pain_lead = format!("{} ", chart.pain.lead);
    let stretches = [
        (tick_lead.as_str(), bold, Ink::Text),
        (tick.as_str(), how, Ink::Text),
        (pain_lead.as_str(), bold, Ink::Text),
        (chart.pain.text.as_str(), how, Ink::Text),
    ];
    let beside = width - heading_width - 5.0;
    let one_line = setter.lines(&stretches, f32::INFINITY)?.width() <= beside;
    let mut piece = heading;
    if one_line && !style.large {
        let how =
            setter
                .lines(&stretches, beside)?
                .draw(beside, Align::Right, Some(Role::Paragraph));
        piece.put(how, (width - beside, 0.0));
    } else {
        let how = setter
            .lines(&stretches, width)?
            .draw(width, Align::Left, Some(Role::Paragraph));
        piece.stack(how, 0.0, 0.4);
    }
    Ok(piece)
}

/// A row label of a chart in a column, in the middle of a row.
struct RowLabel {
    piece: Piece,
    height: f32,
}

fn days_across(setter: &Setter<'_, '_>, chart: &Chart, days: &[ChartDay]) -> Set {
    let style = &setter.style;
    let width = setter.width();
    let label_width = 46.0;
    let count = f32::from(u16::try_from(days.len()).unwrap_or(u16::MAX)).max(1.0);
    let column = ((width - label_width) / count).min(14.0);
    let right = label_width + column * count;
    let least = if style.page.height < 290.0 { 6.6 } else { 7.0 };
    let left_of = |at: usize| label_width + column * f32::from(u16::try_from(at).unwrap_or(0));

    let mut rows = Vec::new();
    for exercise in &chart.exercises {
        rows.push(exercise_label(setter, exercise, label_width, least)?);
    }
    for words in &chart.pain_rows {
        rows.push(plain_label(setter, words, label_width, least)?);
    }
    if let Some(wins) = &chart.wins {
        rows.push(plain_label(setter, wins, label_width, least)?);
    }
    let header = header(setter, days, column)?;
    let top = header.height;
    let foot = top + rows.iter().map(|row| row.height).sum::<f32>();
    let pain_from = chart.exercises.len();
    let wins_from = pain_from + chart.pain_rows.len();
    let wins_height: f32 = rows[wins_from..].iter().map(|row| row.height).sum();
    let cells_foot = foot - wins_height;

    let mut table = Piece {
        height: foot,
        items: Vec::new(),
    };
    for (at, _) in days.iter().enumerate().filter(|(_, day)| day.weekend) {
        let cell = rectangle((left_of(at), top), (column, cells_foot - top));
        table.draw(fill(cell, Ink::Tint));
    }
    for at in 0..=days.len() {
        // The fortnight falls into weeks from the day on which the sheet was given.
        let week = at > 0 && at < days.len() && at.is_multiple_of(7);
        let thick = if week { THICK } else { THIN };
        let ink = if week { Ink::Text } else { Ink::Line };
        table.draw(line(
            (left_of(at), if week { 1.0 } else { top }),
            (left_of(at), cells_foot),
            thick,
            ink,
        ));
    }
    table.draw(line(
        (label_width, cells_foot),
        (label_width, foot),
        THIN,
        Ink::Line,
    ));
    table.draw(line((right, cells_foot), (right, foot), THIN, Ink::Line));
    table.put(header, (label_width, 0.0));
    let mut y = top;
    for (at, row) in rows.into_iter().enumerate() {
        let parts = at == 0 || at == pain_from || at == wins_from;
        let (thick, ink) = if parts {
            (THICK, Ink::Text)
        } else {
            (THIN, Ink::Line)
        };
        table.draw(line((0.0, y), (right, y), thick, ink));
        table.put(
            row.piece.within(Role::RowHeader).within(Role::Row),
            (0.0, y),
        );
        y += row.height;
    }
    table.draw(line((0.0, y), (right, y), THIN, Ink::Line));
    Ok(table.within(Role::Table))
}

/// Weekdays over days of the month.
fn header(setter: &Setter<'_, '_>, days: &[ChartDay], column: f32) -> Set {
    let style = &setter.style;
    let day_face = style.label();
    let day_face = Type {
        leading: day_face.size * 1.17,
        ..day_face
    };
    let mut header = Piece::default();
    for (at, day) in days.iter().enumerate() {
        let mut cell = Piece::default();
        for (text, face) in [(&day.weekday, style.weekday), (&day.day, day_face)] {
            let lines = setter.lines(&[(text, face, Ink::Text)], column - 0.4)?;
            cell.stack(
                lines.draw(column - 0.4, Align::Center, Some(Role::Paragraph)),
                0.2,
                0.0,
            );
        }
        header.height = header.height.max(cell.height + 0.8);
        let left = column * f32::from(u16::try_from(at).unwrap_or(0));
        header.put(cell.within(Role::ColumnHeader), (left, 0.0));
    }
    Ok(header.within(Role::Row))
}

fn exercise_label(
    setter: &Setter<'_, '_>,
    exercise: &ChartRow,
    width: f32,
    least: f32,
) -> Set<RowLabel> {
    let style = &setter.style;
    let face = row_face(style.label());
    let target_face = face.weight(Weight::Regular);
    let target_width = setter.natural(&exercise.target, target_face)?.min(16.0) + 0.2;
    let (side, left) = (5.2, 7.0);
    let name_width = width - left - target_width - 2.4;
    let name = setter.text(&exercise.name, face, Ink::Text, name_width, Role::Paragraph)?;
    let target = setter
        .lines(&[(&exercise.target, target_face, Ink::Soft)], target_width)?
        .draw(target_width, Align::Right, Some(Role::Paragraph));
    let height = least.max(name.height + 1.0).max(target.height + 1.0);
    let small = Type {
        size: 10.0,
        leading: 10.0,
        ..style.number
    };
    let mut piece = Piece::default();
    let middle = |inner: f32| (height - inner) / 2.0;
    let (name_top, target_top) = (middle(name.height), middle(target.height));
    piece.put(
        number_square(setter, exercise.number, side, small)?,
        (0.0, middle(side)),
    );
    piece.put(name, (left, name_top));
    piece.put(target, (width - target_width - 1.2, target_top));
    Ok(RowLabel { piece, height })
}

fn plain_label(setter: &Setter<'_, '_>, words: &str, width: f32, least: f32) -> Set<RowLabel> {
    let face = row_face(setter.style.label());
    let words = setter.text(words, face, Ink::Text, width - 1.0, Role::Paragraph)?;
    let height = least.max(words.height + 1.0);
    let mut piece = Piece::default();
    let top = (height - words.height) / 2.0;
    piece.put(words, (0.0, top));
    Ok(RowLabel { piece, height })
}

/// Labels of rows stand tighter than the body, so that two lines still make a row.
fn row_face(face: Type) -> Type {
    Type {
        leading: face.size * 1.2,
        ..face
    }
}

/// Days down: one row a day, a column for each exercise and each pain, under a key.
fn days_down(setter: &Setter<'_, '_>, chart: &Chart, exercises: &[ChartRow]) -> Set {
    let style = &setter.style;
    let width = setter.width();
    let day_width = 40.0;
    let columns = exercises.len() + chart.pain_rows.len();
    let count = f32::from(u16::try_from(columns).unwrap_or(u16::MAX)).max(1.0);
    let column = (width - day_width) / count;
    let left_of = |at: usize| day_width + column * f32::from(u16::try_from(at).unwrap_or(0));
    let mut table = Piece::default();
    table.stack(key(setter, exercises)?, 0.0, 0.0);
    table.height += 2.0;
    let top = table.height;
    let mut header_height: f32 = 14.0;
    let pain_face = Type {
        leading: style.weekday.size * 1.15,
        ..style.weekday
    };
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
        let own = column - 2.0;
        let piece = setter.text(words, pain_face, Ink::Text, own, Role::Paragraph)?;
        heads.push((piece, own));
    }
    for (head, _) in &heads {
        header_height = header_height.max(head.height + 2.0);
    }
    let mut header = Piece::default();
    for (at, (head, own)) in heads.into_iter().enumerate() {
        let place = (
            left_of(at) + (column - own) / 2.0,
            (header_height - head.height) / 2.0,
        );
        let mut cell = Piece::default();
        cell.put(head, place);
        header.put(cell.within(Role::ColumnHeader), (0.0, 0.0));
    }
    table.put(header.within(Role::Row), (0.0, top));
    let mut y = top + header_height;
    let day_face = style.label();
    for (at, day) in chart.days.iter().enumerate() {
        let week = at.is_multiple_of(7);
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
                    (&weekday, row_face(style.body), Ink::Text),
                    (&day.day, row_face(day_face), Ink::Text),
                ],
                day_width - 2.0,
            )?
            .draw(day_width, Align::Left, Some(Role::Paragraph));
        let height = label.height + 1.8;
        let mut row = Piece::default();
        row.put(label, (0.0, 0.9));
        table.put(row.within(Role::RowHeader).within(Role::Row), (0.0, y));
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
        table.draw(line((left_of(at), top), (left_of(at), y), thick, ink));
    }
    table.height = y;
    if let Some(wins) = &chart.wins {
        let face = style.label();
        let words = setter.text(wins, face, Ink::Text, width, Role::Paragraph)?;
        let line_at = table.height + 3.0 + words.height;
        table.put(words, (0.0, table.height + 3.0));
        table.height = line_at + 12.0;
        table.draw(line(
            (0.0, table.height),
            (width, table.height),
            THIN,
            Ink::Line,
        ));
    }
    Ok(table.within(Role::Table))
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
            let words = setter.text(&words, face, Ink::Text, half - left - 2.0, Role::Paragraph)?;
            row.height = row.height.max(words.height.max(side));
            let drop = (side - face.leading * crate::draw::MM_PER_PT) / 2.0;
            row.put(
                number_square(setter, exercise.number, side, number)?,
                (x, 0.0),
            );
            row.put(words, (x + left, drop.max(0.0)));
        }
        key.stack(row, 0.0, 1.2);
    }
    Ok(key)
}
