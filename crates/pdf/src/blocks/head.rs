//! The head of the first page: title, clinic, and the strip with patient and visit.

use crate::{
    draw::{Ink, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter, small_count},
    shapes::rule,
    style::Type,
    text::Align,
};
use plinth_core::sheet::{Field, Sheet, SheetKind};

/// Between title and clinic, and least between fields; millimeters.
const COLUMN_GAP: f32 = 6.0;
const FIELD_GAP: f32 = 4.0;
const COMPACT_FIELD_GAP: f32 = 2.5;
/// The shares of the width that the clinic may have at most: beside a long title and beside a short one.
const CLINIC_SHARES: (f32, f32) = (0.52, 0.64);
/// Columns of fields that do not fit one line.
const COLUMNS: usize = 3;

/// Title and clinic over a rule, then the strip.
pub(crate) fn head(setter: &Setter<'_, '_>) -> Set {
    let width = setter.width();
    let mut head = Piece::default();
    // What the title leaves, within bounds.
    let rest = width - setter.natural(&setter.sheet.title, title_face(setter).0)? - COLUMN_GAP;
    let (least, most) = CLINIC_SHARES;
    let (clinic, clinic_width) = clinic(setter, rest.clamp(width * least, width * most))?;
    let title = title(setter, width - clinic_width - COLUMN_GAP)?;
    head.height = title.height.max(clinic.height);
    head.put(title, (0.0, 0.0));
    head.put(clinic, (width - clinic_width, 0.0));
    let (above_rule, gap) = match (setter.style.large, setter.style.compact) {
        (true, _) => (1.6, 4.0),
        (false, true) => (1.0, 1.8),
        (false, false) => (1.6, 2.6),
    };
    head.height += above_rule;
    head.draw(rule((0.0, head.height), width, 1.4, Ink::Text));
    head.stack(strip(setter)?, 0.0, gap);
    Ok(head)
}

/// The band of an emergency sheet is larger than any title.
fn title_face(setter: &Setter<'_, '_>) -> (Type, Role) {
    if setter.sheet.kind == SheetKind::Emergency {
        (setter.style.heading, Role::Heading2)
    } else {
        (setter.style.title, Role::Heading1)
    }
}

fn title(setter: &Setter<'_, '_>, width: f32) -> Set {
    let (style, sheet) = (&setter.style, setter.sheet);
    let (face, role) = title_face(setter);
    let mut piece = setter.text(&sheet.title, face, Ink::Text, width, role)?;
    if !sheet.subtitle.is_empty() {
        let subtitle = setter.text(
            &sheet.subtitle,
            style.subtitle,
            Ink::Text,
            width,
            Role::Paragraph,
        )?;
        piece.stack(subtitle, 0.0, 0.0);
    }
    piece.stack(issue(setter, width)?, 0.0, 0.0);
    Ok(piece)
}

/// "Sheet 0142-02 · Replaces 0142-01 · Use until Sun 6 Dec": only the last is for the patient to act on.
fn issue(setter: &Setter<'_, '_>, width: f32) -> Set {
    let (style, issue) = (&setter.style, &setter.sheet.issue);
    let small = Type {
        leading: style.subtitle.leading,
        ..style.field_label
    };
    let joined = |field: &Field, before: &str| format!("{before}{} {}", field.label, field.value);
    let number = joined(&issue.number, "");
    let replaces = issue.replaces.as_ref().map(|field| joined(field, " · "));
    let until = issue.use_until.as_ref().map(|field| {
        (
            format!(" · {}\u{a0}", field.label.replace(' ', "\u{a0}")),
            field.value.replace(' ', "\u{a0}"),
        )
    });
    let mut stretches = vec![(number.as_str(), small, Ink::Soft)];
    if let Some(replaces) = &replaces {
        stretches.push((replaces, small, Ink::Soft));
    }
    if let Some((label, value)) = &until {
        stretches.push((label, style.subtitle, Ink::Text));
        stretches.push((value, style.subtitle.weight(Weight::Bold), Ink::Text));
    }
    Ok(setter
        .lines(&stretches, width)?
        .draw(width, Align::Left, Some(Role::Paragraph)))
}

/// The clinic's three lines and the width that they take.
fn clinic(setter: &Setter<'_, '_>, most: f32) -> Set<(Piece, f32)> {
    let (style, identity) = (&setter.style, &setter.sheet.identity);
    let plain = style.subtitle;
    let bold = plain.weight(Weight::Bold);
    let phone = format!("{}  ", identity.phone.replace(' ', "\u{a0}"));
    let phone = (phone.as_str(), bold, Ink::Clinic);
    let hours = (identity.hours.as_str(), plain, Ink::Text);
    let mut rows = vec![vec![(identity.clinic.as_str(), bold, Ink::Clinic)]];
    if setter.lines(&[phone, hours], f32::INFINITY)?.width() <= most {
        rows.push(vec![phone, hours]);
    } else {
        rows.extend([vec![phone], vec![hours]]);
    }
    rows.push(vec![(identity.out_of_hours.as_str(), plain, Ink::Text)]);
    let mut width = 0.0_f32;
    for row in &rows {
        width = width.max(setter.lines(row, most)?.width());
    }
    // A hair more, so that what just fits is not broken again.
    width = (width + 0.1).min(most);
    let mut piece = Piece::default();
    for row in &rows {
        let line = setter
            .lines(row, width)?
            .draw(width, Align::Left, Some(Role::Paragraph));
        piece.stack(line, 0.0, 0.0);
    }
    Ok((piece, width))
}

fn fields(sheet: &Sheet) -> Vec<&Field> {
    let strip = &sheet.strip;
    [
        &strip.name,
        &strip.born,
        &strip.number,
        &strip.given_on,
        &strip.clinician,
    ]
    .into_iter()
    .chain(&strip.next_visit)
    .collect()
}

/// The fields on one line, or in columns; a field wider than a column takes as many as it needs.
fn strip(setter: &Setter<'_, '_>) -> Set {
    let width = setter.width();
    let fields = fields(setter.sheet);
    let mut natural = Vec::new();
    for field in &fields {
        natural.push(
            setter
                .natural(&field.value, setter.style.field)?
                .max(setter.natural(&field.label, setter.style.field_label)?)
                + 0.1,
        );
    }
    let sum: f32 = natural.iter().sum();
    let gaps = small_count(fields.len().saturating_sub(1)).max(1.0);
    let least = if setter.style.compact {
        COMPACT_FIELD_GAP
    } else {
        FIELD_GAP
    };
    if sum + gaps * least <= width {
        let gap = ((width - sum) / gaps).min(24.0);
        let mut row = Piece::default();
        let mut left = 0.0;
        for (field, width) in fields.iter().zip(&natural) {
            let piece = field_piece(setter, field, *width)?;
            row.height = row.height.max(piece.height);
            row.put(piece, (left, 0.0));
            left += width + gap;
        }
        return Ok(row.within(Role::List));
    }
    let column = (width - COLUMN_GAP * small_count(COLUMNS - 1)) / small_count(COLUMNS);
    let over =
        |columns: usize| column * small_count(columns) + COLUMN_GAP * small_count(columns - 1);
    let mut strip = Piece::default();
    let mut row = Piece::default();
    let mut used = 0;
    for (field, natural) in fields.iter().zip(&natural) {
        let fits = |columns: &usize| over(*columns) >= *natural;
        let spans = (1..COLUMNS).find(fits).unwrap_or(COLUMNS);
        if used + spans > COLUMNS {
            strip.stack(std::mem::take(&mut row), 0.0, 0.8);
            used = 0;
        }
        let piece = field_piece(setter, field, over(spans))?;
        row.height = row.height.max(piece.height);
        row.put(piece, (small_count(used) * (column + COLUMN_GAP), 0.0));
        used += spans;
    }
    strip.stack(row, 0.0, 0.8);
    Ok(strip.within(Role::List))
}

fn field_piece(setter: &Setter<'_, '_>, field: &Field, width: f32) -> Set {
    let style = &setter.style;
    let (label, value) = (style.field_label, style.field);
    let mut piece = setter.text(&field.label, label, Ink::Soft, width, Role::Label)?;
    let value = setter.text(&field.value, value, Ink::Text, width, Role::Body)?;
    piece.stack(value, 0.0, 0.0);
    Ok(piece.within(Role::Item))
}
