//! The red and the amber box: a stub with whom to call beside the signs (in large print, a bar above them).

use crate::{
    draw::{Ink, Path, Piece, Role},
    setter::{Set, Setter},
    shapes::{Round, fill, line, outline, rectangle, rounded},
    style::Type,
};
use plinth_core::sheet::{Alarm, Urgent};

const RADIUS: f32 = 2.0;
const STUB_WIDTH: f32 = 42.0;
const STUB_PADDING: f32 = 3.0;

/// How a box is drawn.
struct Frame {
    ink: Ink,
    /// Points.
    thick: f32,
    ground: Ink,
}

/// When to call or go at once.
pub(crate) fn alarm(setter: &Setter<'_, '_>, alarm: &Alarm) -> Set {
    let style = &setter.style;
    let call = &setter.sheet.identity.emergency;
    let stub = |width: f32| -> Set {
        let words = |words: &str, width| {
            setter.text(words, style.alarm_label, Ink::White, width, Role::Paragraph)
        };
        let face = number_face(setter, &call.number, style.alarm_number, width)?;
        let number = |width| setter.text(&call.number, face, Ink::White, width, Role::Paragraph);
        let gap = 6.0;
        let label_width = setter.natural(&call.label, style.alarm_label)? + 0.1;
        let number_width = setter.natural(&call.number, face)? + 0.1;
        let place_width = width - label_width - number_width - 2.0 * gap;
        let mut stub = Piece::default();
        if setter.natural(&call.place, style.alarm_label)? <= place_width {
            let number = number(number_width)?;
            stub.height = number.height;
            let drop = Setter::middle(face) - Setter::middle(style.alarm_label);
            stub.put(words(&call.label, label_width)?, (0.0, drop));
            stub.put(number, (label_width + gap, 0.0));
            let left = width - place_width;
            stub.put(words(&call.place, place_width)?, (left, drop));
        } else {
            stub.stack(words(&call.label, width)?, 0.0, 0.0);
            stub.stack(number(width)?, 0.0, 0.0);
            stub.stack(words(&call.place, width)?, 0.0, 0.0);
        }
        Ok(stub)
    };
    let body = |width: f32| -> Set {
        let lead = format!("{} ", alarm.lead);
        let mut body = setter
            .lines(
                &[
                    (&lead, style.alarm_lead, Ink::Text),
                    (&alarm.when, style.alarm_when, Ink::Text),
                ],
                width,
            )?
            .draw(width, crate::text::Align::Left, Some(Role::Heading2));
        let marked = items(setter, &alarm.items, width, |at, size| {
            fill(rectangle(at, (size, size)), Ink::Alarm)
        })?;
        body.stack(marked, 0.0, 0.0);
        Ok(body)
    };
    let thick = if style.black_and_white { 3.0 } else { 2.2 };
    let frame = Frame {
        ink: Ink::Alarm,
        thick,
        ground: Ink::Alarm,
    };
    boxed(setter, &frame, stub, body)
}

/// When to call the clinic today.
pub(crate) fn urgent(setter: &Setter<'_, '_>, urgent: &Urgent) -> Set {
    let style = &setter.style;
    let stub = |width: f32| -> Set {
        let mut stub = setter.text(
            &urgent.lead,
            style.alarm_label,
            Ink::Text,
            width,
            Role::Heading2,
        )?;
        let phone = setter.sheet.identity.phone.as_str();
        let face = number_face(setter, phone, style.phone, width)?;
        stub.stack(
            setter.text(phone, face, Ink::Text, width, Role::Paragraph)?,
            0.0,
            0.4,
        );
        Ok(stub)
    };
    let body = |width: f32| {
        items(setter, &urgent.items, width, |at, size| {
            outline(rectangle(at, (size, size)), Ink::Urgent, 1.3)
        })
    };
    let frame = Frame {
        ink: Ink::Urgent,
        thick: 1.0,
        ground: Ink::UrgentTint,
    };
    boxed(setter, &frame, stub, body)
}

/// The largest of a few sizes in which a number stays on one line.
fn number_face(setter: &Setter<'_, '_>, number: &str, most: Type, width: f32) -> Set<Type> {
    let body = setter.style.body;
    let faces = [1.0, 0.75, 0.6, 0.5].map(|share| Type {
        size: (most.size * share).max(body.size),
        leading: (most.leading * share).max(body.leading),
        ..most
    });
    let fitting = setter.first_that_fits(number, faces, width)?;
    Ok(fitting.unwrap_or(setter.style.alarm_label))
}

/// Signs with a mark each, in two columns (in large print, one).
fn items(
    setter: &Setter<'_, '_>,
    items: &[String],
    width: f32,
    mark: impl Fn((f32, f32), f32) -> Path,
) -> Set {
    let large = setter.style.large;
    let (size, hang) = if large { (3.4, 7.0) } else { (2.4, 4.4) };
    let body = setter.style.body;
    let draw = |piece: &mut Piece, middle: f32| piece.draw(mark((0.4, middle - size / 2.0), size));
    let items: Vec<&str> = items.iter().map(String::as_str).collect();
    if large {
        return setter.signed_items(&items, body, (width, hang), draw);
    }
    let gap = 5.0;
    let column = (width - gap) / 2.0;
    let (first, second) = items.split_at(items.len().div_ceil(2));
    let left = setter.signed_items(first, body, (column, hang), draw)?;
    let right = setter.signed_items(second, body, (column, hang), draw)?;
    let mut both = Piece {
        height: left.height.max(right.height),
        items: Vec::new(),
    };
    both.put(left, (0.0, 0.0));
    both.put(right, (column + gap, 0.0));
    Ok(both)
}

fn boxed(
    setter: &Setter<'_, '_>,
    frame: &Frame,
    stub: impl Fn(f32) -> Set,
    body: impl Fn(f32) -> Set,
) -> Set {
    let width = setter.width();
    let mut piece = Piece::default();
    if setter.style.large {
        let padding = 5.0;
        let inner = width - 2.0 * padding;
        let (stub, body) = (stub(inner)?, body(inner)?);
        let bar = stub.height + 4.0;
        piece.height = bar + body.height + 6.0;
        let ground = rounded((0.0, 0.0), (width, bar), RADIUS, Round::Top);
        piece.draw(fill(ground, frame.ground));
        piece.draw(line((0.0, bar), (width, bar), frame.thick, frame.ink));
        piece.put(stub, (padding, 2.0));
        piece.put(body, (padding, bar + 3.0));
    } else {
        let stub = stub(STUB_WIDTH - 2.0 * STUB_PADDING)?;
        let left = STUB_WIDTH + 3.5;
        let body = body(width - left - 3.5)?;
        piece.height = (stub.height + 4.0).max(body.height + 3.0);
        let ground = rounded((0.0, 0.0), (STUB_WIDTH, piece.height), RADIUS, Round::Left);
        piece.draw(fill(ground, frame.ground));
        let (top, foot) = ((STUB_WIDTH, 0.0), (STUB_WIDTH, piece.height));
        piece.draw(line(top, foot, frame.thick, frame.ink));
        let middle = |inner: f32| (piece.height - inner) / 2.0;
        let (stub_top, body_top) = (middle(stub.height), middle(body.height));
        piece.put(stub, (STUB_PADDING, stub_top));
        piece.put(body, (left, body_top));
    }
    let edge = rounded((0.0, 0.0), (width, piece.height), RADIUS, Round::All);
    piece.draw(outline(edge, frame.ink, frame.thick));
    Ok(piece.within(Role::Section))
}
