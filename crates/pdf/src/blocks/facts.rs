//! Headings and facts for clinicians.

use super::emergency::rule_to_write;
use crate::{
    draw::{Ink, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter},
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

/// Heading, lead, and the facts in two columns that are read one after the other (in large print, one).
pub(crate) fn table(setter: &Setter<'_, '_>, facts: &FactTable, width: f32) -> Set {
    let style = &setter.style;
    let mut piece = setter.text(
        &facts.heading,
        style.heading,
        Ink::Text,
        width,
        Role::Heading2,
    )?;
    if !facts.lead.is_empty() {
        piece.stack(
            setter.text(&facts.lead, style.body, Ink::Text, width, Role::Paragraph)?,
            0.0,
            0.4,
        );
    }
    piece.height += 1.0;
    let (gap, columns) = if style.large { (0.0, 1) } else { (6.0, 2) };
    let mut table = Piece::default();
    let column = if columns == 2 {
        (width - gap) / 2.0
    } else {
        width
    };
    let mut left = 0.0;
    for part in facts
        .facts
        .chunks(facts.facts.len().div_ceil(columns).max(1))
    {
        let mut rows = Piece::default();
        for fact in part {
            rows.draw(line(
                (0.0, rows.height),
                (column, rows.height),
                0.6,
                Ink::Line,
            ));
            rows.stack(row(setter, fact, column)?, 0.0, 0.0);
        }
        table.height = table.height.max(rows.height);
        table.put(rows, (left, 0.0));
        left += column + gap;
    }
    piece.stack(table.within(Role::Table), 0.0, 0.0);
    Ok(piece.within(Role::Section))
}

fn row(setter: &Setter<'_, '_>, fact: &Fact, width: f32) -> Set {
    let (style, words) = (&setter.style, &setter.sheet.words);
    let label_width = width * 0.36;
    let value_width = width - label_width - 2.0;
    let pad = 0.5;
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
        FactValue::NotAsked => (Some(&words.not_asked), Weight::SemiBold),
        FactValue::NotExamined => (Some(&words.not_examined), Weight::SemiBold),
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
    row.put(value.within(Role::Cell), (label_width + 2.0, pad));
    Ok(row.within(Role::Row))
}
