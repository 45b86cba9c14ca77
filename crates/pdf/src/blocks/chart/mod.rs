//! The chart to tick: days across in standard print, days down in large print.

mod across;
mod down;

use crate::{
    draw::{Ink, Item, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter},
    style::Type,
    text::{Align, Lines},
};
use plinth_core::sheet::{Chart, ChartDay, ChartRow};

/// Thickness of lines in points: between cells, and between weeks and groups.
const THIN: f32 = 0.6;
const THICK: f32 = 1.2;
/// Between what to do and a table with days across; millimeters.
const ABOVE_TABLE: f32 = 0.8;
/// Days in one table; more go into a second.
const FORTNIGHT: usize = 14;
const WEEK: usize = 7;

/// Heading, instruction and table; more than one where a page cannot hold all days or all exercises.
pub(crate) fn charts(setter: &Setter<'_, '_>, chart: &Chart, width: f32) -> Set<Vec<Piece>> {
    let mut charts = Vec::new();
    let most_exercises = if setter.style.large {
        down::most_exercises(setter, chart)?
    } else {
        usize::MAX
    };
    for exercises in chart.exercises.chunks(most_exercises) {
        for days in chart.days.chunks(FORTNIGHT) {
            let whole = piece(setter, chart, (exercises, days), width)?;
            if whole.height <= setter.page_height || days.len() <= WEEK {
                charts.push(whole);
                continue;
            }
            for week in days.chunks(WEEK) {
                charts.push(piece(setter, chart, (exercises, week), width)?);
            }
        }
    }
    Ok(charts)
}

/// Whether all its days stand in one table that is narrow enough for another block beside it.
pub(crate) fn is_of_one_week(chart: &Chart) -> bool {
    chart.days.len() <= WEEK
}

fn piece(
    setter: &Setter<'_, '_>,
    chart: &Chart,
    (exercises, days): (&[ChartRow], &[ChartDay]),
    width: f32,
) -> Set {
    if setter.style.large {
        let mut piece = heading(setter, chart, width)?;
        let room = setter.page_height - piece.height - 2.0;
        let table = down::table(setter, chart, exercises, days, room)?;
        piece.stack(table, 0.0, 2.0);
        return Ok(piece.within(Role::Section));
    }
    let table = across::table(setter, chart, (exercises, days), width)?;
    let mut piece = if width < setter.width() {
        heading_in_corner(setter, chart, width)?
    } else {
        heading(setter, chart, width)?
    };
    piece.stack(table, 0.0, ABOVE_TABLE);
    Ok(piece.within(Role::Section))
}

/// What to do over a narrow table, whose empty corner has the heading, if that is no longer than the corner is wide.
fn heading_in_corner(setter: &Setter<'_, '_>, chart: &Chart, width: f32) -> Set {
    let face = setter.style.heading;
    if setter.natural(&chart.heading, face)? > across::LABEL_WIDTH {
        return heading(setter, chart, width);
    }
    let how = instruction(setter, chart, width)?.draw(width, Align::Left, Some(Role::Paragraph));
    let top = how.height + ABOVE_TABLE + 1.2;
    let heading = setter.text(&chart.heading, face, Ink::Text, width, Role::Heading2)?;
    let mut piece = Piece::default();
    piece.put(heading, (0.0, top));
    piece.stack(how, 0.0, 0.0);
    Ok(piece)
}

/// The heading, with what to do beside it on the same line or below it.
fn heading(setter: &Setter<'_, '_>, chart: &Chart, width: f32) -> Set {
    let style = &setter.style;
    let beside = width - setter.natural(&chart.heading, style.heading)? - 5.1;
    let one_line = instruction(setter, chart, f32::INFINITY)?.width() <= beside;
    let mut piece = setter.heading(&chart.heading, width)?;
    if one_line && !style.large {
        let how =
            instruction(setter, chart, beside)?.draw(beside, Align::Right, Some(Role::Paragraph));
        piece.put(how, (width - beside, 0.0));
    } else {
        let how =
            instruction(setter, chart, width)?.draw(width, Align::Left, Some(Role::Paragraph));
        piece.stack(how, 0.0, 0.4);
    }
    Ok(piece)
}

/// How to tick, and how to write pain.
fn instruction(setter: &Setter<'_, '_>, chart: &Chart, width: f32) -> Set<Lines> {
    let plain = Type {
        leading: setter.style.heading.leading,
        ..setter.style.body
    };
    let bold = plain.weight(Weight::Bold);
    let tick_lead = format!("{} ", chart.tick.lead);
    let tick = format!("{} ", chart.tick.text);
    let pain_lead = format!("{} ", chart.pain.lead);
    let stretches = [
        (tick_lead.as_str(), bold, Ink::Text),
        (tick.as_str(), plain, Ink::Text),
        (pain_lead.as_str(), bold, Ink::Text),
        (chart.pain.text.as_str(), plain, Ink::Text),
    ];
    // First words may be missing; then their space is.
    let stretches: Vec<_> = stretches
        .into_iter()
        .filter(|(words, ..)| !words.trim().is_empty())
        .collect();
    setter.lines(&stretches, width)
}

/// Labels of rows stand tighter than the body, so that two lines still make a row.
fn row_face(face: Type) -> Type {
    Type {
        leading: face.size * 1.2,
        ..face
    }
}

/// A row: what it is for, and its columns, which are empty to write in: one cell for whoever hears the table read.
fn row(head: Piece, columns: usize) -> Piece {
    let mut row = head.within(Role::RowHeader);
    let empty = Item::Open(Role::Cell(columns));
    row.items.extend([empty, Item::Close]);
    row.within(Role::Row)
}

/// The corner of a table, above its row headers.
fn corner() -> Piece {
    Piece::default().within(Role::Cell(1))
}
