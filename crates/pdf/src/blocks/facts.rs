//! Headings and facts for clinicians.

use super::emergency::rule_to_write;
use crate::{
    draw::{Ink, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter, even_split},
    shapes::{Round, line, outline, rounded},
};
use plinth_core::sheet::{Fact, FactTable, FactValue};

/// A heading of a letter.
pub(crate) fn heading(setter: &Setter<'_, '_>, heading: &str) -> Set {
    let face = setter.style.heading;
    setter.text(heading, face, Ink::Text, setter.width(), Role::Heading2)
}

/// The table in a frame, for hospital staff.
pub(crate) fn framed(setter: &Setter<'_, '_>, facts: &FactTable) -> Set {
    let width = setter.width();
    let (side, top) = (5.0, 2.6);
    let content = table(setter, facts, width - 2.0 * side)?;
    let mut piece = Piece {
        height: content.height + 2.0 * top,
        items: Vec::new(),
    };
    let edge = rounded((0.0, 0.0), (width, piece.height), 2.0, Round::All);
    piece.draw(outline(edge, Ink::Text, 1.0));
    piece.put(content, (side, top));
    Ok(piece)
}

/// The shares of a column that its labels have at least, and at most where they have long words.
const LABEL_SHARES: (f32, f32) = (0.36, 0.5);

/// Heading, lead, and the facts in two columns that are read one after the other.
pub(crate) fn table(setter: &Setter<'_, '_>, facts: &FactTable, width: f32) -> Set {
    let style = &setter.style;
    let mut piece = setter.heading(&facts.heading, width)?;
    if !facts.lead.is_empty() {
        piece.stack(
            setter.text(&facts.lead, style.body, Ink::Text, width, Role::Paragraph)?,
            0.0,
            0.4,
        );
    }
    piece.height += 1.0;
    let gap = 6.0;
    let column = (width - gap) / 2.0;
    let mut table = Piece::default();
    let mut label_width = column * LABEL_SHARES.0;
    for fact in &facts.facts {
        label_width = label_width.max(setter.longest_word(&fact.label, style.label())? + 0.1);
    }
    let label_width = label_width.min(column * LABEL_SHARES.1);
    let mut rows = Vec::new();
    for fact in &facts.facts {
        rows.push(row(setter, fact, (label_width, column))?);
    }
    let rest = rows.split_off(even_split(&rows));
    for (part, left) in [(rows, 0.0), (rest, column + gap)] {
        let mut below = Piece::default();
        for row in part {
            let (from, to) = ((0.0, below.height), (column, below.height));
            below.draw(line(from, to, 0.6, Ink::Line));
            below.stack(row, 0.0, 0.0);
        }
        table.height = table.height.max(below.height);
        table.put(below, (left, 0.0));
    }
    piece.stack(table.within(Role::Table), 0.0, 0.0);
    Ok(piece.within(Role::Section))
}

fn row(setter: &Setter<'_, '_>, fact: &Fact, (label_width, width): (f32, f32)) -> Set {
    let (style, words) = (&setter.style, &setter.sheet.words);
    let value_width = width - label_width - 2.0;
    let pad = if style.compact { 0.3 } else { 0.5 };
    let label_face = style.label();
    let label = setter.text(
        &fact.label,
        label_face,
        Ink::Text,
        label_width,
        Role::Paragraph,
    )?;
    let (value, weight) = match &fact.value {
        FactValue::Recorded(value) => (Some(value), Weight::Regular),
        FactValue::NotAsked => (Some(&words.not_asked), Weight::Bold),
        FactValue::NotExamined => (Some(&words.not_examined), Weight::Bold),
        FactValue::ToWrite => (None, Weight::Regular),
    };
    let value = match value {
        Some(value) => setter.text(
            value,
            style.body.weight(weight),
            Ink::Text,
            value_width,
            Role::Paragraph,
        )?,
        None => Piece::default(),
    };
    let mut row = Piece {
        height: label.height.max(value.height) + 2.0 * pad,
        items: Vec::new(),
    };
    if matches!(fact.value, FactValue::ToWrite) {
        row.height += 2.0;
        row.draw(rule_to_write(label_width + 2.0, width, row.height - 1.4));
    }
    row.put(label.within(Role::RowHeader), (0.0, pad));
    row.put(value.within(Role::Cell(1)), (label_width + 2.0, pad));
    Ok(row.within(Role::Row))
}
