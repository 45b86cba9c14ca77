//! The amounts of an exercise, in cells.

use crate::{
    draw::{Ink, MM_PER_PT, Path, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter, small_count},
    shapes::{fill, rectangle},
    style::Type,
    text::Align,
};
use plinth_core::sheet::Dose;

/// Beside the words of a dose: to its bar, and to the next cell.
const CELL_PADDING: f32 = 2.2;
const CELL_MARGIN: f32 = 0.8;

/// Cells that a row has room for at least, so that they line up down the page.
const CELLS: usize = 3;

/// The dose in cells; long words take more room than figures, and fewer cells a row where they must.
pub(super) fn doses(setter: &Setter<'_, '_>, doses: &[Dose], width: f32) -> Set {
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
    // Where not all words can stay on their line, those that need the least for it do. A word longer than the row is broken.
    let mut widths: Vec<f32> = needs.iter().map(|need| need.least.min(width)).collect();
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
