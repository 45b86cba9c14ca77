//! Days across: the table of standard print.

use super::{THICK, THIN, WEEK, corner, row_face};
use crate::{
    blocks::card::number_square,
    draw::{Ink, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter, small_count},
    shapes::{fill, line, rectangle},
    style::Type,
    text::Align,
};
use plinth_core::sheet::{Chart, ChartDay, ChartRow};

/// The column with what each row is for; millimeters.
pub(super) const LABEL_WIDTH: f32 = 46.0;

/// Up to so wide, how often an exercise is done stands beside its name; millimeters.
const MOST_TARGET: f32 = 16.2;

/// A row label of a chart in a column, in the middle of a row.
struct RowLabel {
    piece: Piece,
    height: f32,
}

/// A column for each day, a row for each exercise, each pain and the small wins.
pub(super) fn table(
    setter: &Setter<'_, '_>,
    chart: &Chart,
    (exercises, days): (&[ChartRow], &[ChartDay]),
    width: f32,
) -> Set {
    let style = &setter.style;
    let label_width = LABEL_WIDTH;
    let count = small_count(days.len()).max(1.0);
    let column = ((width - label_width) / count).min(24.0);
    let right = label_width + column * count;
    let least = style.chart_row;
    let left_of = |at: usize| label_width + column * small_count(at);

    let mut rows = Vec::new();
    for exercise in exercises {
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
    let pain_from = exercises.len();
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
        let week = at > 0 && at < days.len() && at.is_multiple_of(WEEK);
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
    for (at, label) in rows.into_iter().enumerate() {
        let parts = at == 0 || at == pain_from || at == wins_from;
        let (thick, ink) = if parts {
            (THICK, Ink::Text)
        } else {
            (THIN, Ink::Line)
        };
        table.draw(line((0.0, y), (right, y), thick, ink));
        table.put(super::row(label.piece, days.len()), (0.0, y));
        y += label.height;
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
    let mut header = corner();
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
        let left = column * small_count(at);
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
    let (side, left) = (5.2, 7.0);
    let own = setter.natural(&exercise.target, target_face)? + 0.2;
    // A long target stands below its name.
    let below = own > MOST_TARGET;
    let (name_width, target_width) = if below {
        (width - left - 1.0, width - left - 1.2)
    } else {
        (width - left - own - 2.4, own)
    };
    let name = setter.text(&exercise.name, face, Ink::Text, name_width, Role::Paragraph)?;
    let align = if below { Align::Left } else { Align::Right };
    let target = setter
        .lines(&[(&exercise.target, target_face, Ink::Soft)], target_width)?
        .draw(target_width, align, Some(Role::Paragraph));
    let inner = if below {
        name.height + target.height
    } else {
        name.height.max(target.height)
    };
    let height = least.max(inner + 1.0);
    let small = Type {
        size: 10.0,
        leading: 10.0,
        ..style.number
    };
    let mut piece = Piece::default();
    let middle = |inner: f32| (height - inner) / 2.0;
    let (name_top, target_top) = if below {
        (middle(inner), middle(inner) + name.height)
    } else {
        (middle(name.height), middle(target.height))
    };
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
