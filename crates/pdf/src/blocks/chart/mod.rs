//! The chart to tick: days across in standard print, days down in large print.

mod across;
mod down;

use crate::{
    draw::{Ink, Item, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter},
    style::Type,
    text::Align,
};
use plinth_core::sheet::{Chart, ChartDay, ChartRow};

/// Thickness of lines in points: between cells, and between weeks and groups.
const THIN: f32 = 0.6;
const THICK: f32 = 1.2;
/// Days in one table; more go into a second.
const FORTNIGHT: usize = 14;
const WEEK: usize = 7;

/// Heading, instruction and table; more than one where a page cannot hold all days or all exercises.
pub(crate) fn charts(setter: &Setter<'_, '_>, chart: &Chart) -> Set<Vec<Piece>> {
    let mut charts = Vec::new();
    let most_exercises = if setter.style.large {
        down::most_exercises(setter, chart)?
    } else {
        usize::MAX
    };
    for exercises in chart.exercises.chunks(most_exercises) {
        for days in chart.days.chunks(FORTNIGHT) {
            let whole = piece(setter, chart, exercises, days)?;
            if whole.height <= setter.page_height || days.len() <= WEEK {
                charts.push(whole);
                continue;
            }
            for week in days.chunks(WEEK) {
                charts.push(piece(setter, chart, exercises, week)?);
            }
        }
    }
    Ok(charts)
}

fn piece(setter: &Setter<'_, '_>, chart: &Chart, exercises: &[ChartRow], days: &[ChartDay]) -> Set {
    let mut piece = heading(setter, chart)?;
    let table = if setter.style.large {
        down::table(
            setter,
            chart,
            exercises,
            days,
            setter.page_height - piece.height - 2.0,
        )?
    } else {
        across::table(setter, chart, exercises, days)?
    };
    piece.stack(table, 0.0, if setter.style.large { 2.0 } else { 0.8 });
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
    // First words may be missing; then their space is.
    let stretches: Vec<_> = stretches
        .into_iter()
        .filter(|(words, ..)| !words.trim().is_empty())
        .collect();
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

/// Labels of rows stand tighter than the body, so that two lines still make a row.
fn row_face(face: Type) -> Type {
    Type {
        leading: face.size * 1.2,
        ..face
    }
}

/// A row: what it is for, and its cells, which are empty to write in.
fn row(head: Piece, cells: usize) -> Piece {
    let mut row = head.within(Role::RowHeader);
    for _ in 0..cells {
        row.items.extend([Item::Open(Role::Cell), Item::Close]);
    }
    row.within(Role::Row)
}

/// The corner of a table, above its row headers.
fn corner() -> Piece {
    Piece::default().within(Role::Cell)
}
