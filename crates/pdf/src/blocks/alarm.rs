//! The red and the amber box: a stub with whom to call beside the signs (in large print, a bar above them).

use crate::{
    draw::{Ink, Path, Piece, Role},
    setter::{Set, Setter, even_split, list, stacked},
    shapes::{Round, fill, line, outline, rectangle, rounded},
    style::Type,
    text::Align,
};
use plinth_core::sheet::{Alarm, Urgent};

const RADIUS: f32 = 2.0;
const STUB_WIDTH: f32 = 42.0;
const STUB_PADDING: f32 = 3.0;
/// How much higher than the number the words beside it in a bar may be: two lines.
const MOST_LEAD: f32 = 1.2;
/// Between the parts of a bar.
const BAR_GAP: f32 = 4.0;
/// Between two columns of signs; and least, where no line is broken.
const COLUMN_GAP: f32 = 5.0;
const LEAST_COLUMN_GAP: f32 = 3.0;
/// Between the signs beside a stub and the edge; they end with a ragged line.
const BODY_MARGIN: f32 = 2.0;
/// How much higher than two columns one may be in large print: lines that are not broken are read more easily.
const ONE_COLUMN_COSTS: f32 = 1.2;
/// Millimeters that a bar must save before it takes the place of the stub.
const BAR_SAVES: f32 = 3.0;

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
    let thick = if style.black_and_white { 3.0 } else { 2.2 };
    let frame = Frame {
        ink: Ink::Alarm,
        thick,
        ground: Ink::Alarm,
    };
    let lead = format!("{} ", alarm.lead);
    let lead = |width: f32, ink: Ink| -> Set {
        let stretches = [
            (lead.as_str(), style.alarm_lead, ink),
            (alarm.when.as_str(), style.alarm_when, ink),
        ];
        let mut heading = setter
            .lines(&stretches, width)?
            .draw(width, Align::Left, None);
        // Each sentence on its own line, where that takes no more of them.
        let mut each = Piece::default();
        for stretch in stretches {
            let lines = setter.lines(&[stretch], width)?;
            each.stack(lines.draw(width, Align::Left, None), 0.0, 0.0);
        }
        if each.height <= heading.height {
            heading = each;
        }
        Ok(heading.within(Role::Heading2))
    };
    let signs = |width: f32| {
        items(setter, &alarm.items, width, |at, size| {
            fill(rectangle(at, (size, size)), Ink::Alarm)
        })
    };
    let body = |width: f32| -> Set {
        let mut body = lead(width, Ink::Text)?;
        body.stack(signs(width)?, 0.0, 0.0);
        Ok(body)
    };
    let stub = |width: f32| call_stacked(setter, width);
    let bar = |width: f32| -> Set<(Piece, bool)> {
        let Some((call, call_width)) = call_in_line(setter, width)? else {
            return Ok((call_stacked(setter, width)?, false));
        };
        // What to do stands beside the number, where two lines hold it.
        let rest = width - call_width - BAR_GAP;
        let lead = lead(rest.max(1.0), Ink::White)?;
        if style.large || lead.height > call.height * MOST_LEAD {
            return Ok((call, false));
        }
        let mut bar = Piece {
            height: call.height.max(lead.height),
            items: Vec::new(),
        };
        let middle = |inner: f32| (bar.height - inner) / 2.0;
        let (call_top, lead_top) = (middle(call.height), middle(lead.height));
        bar.put(call, (0.0, call_top));
        bar.put(lead, (call_width + BAR_GAP, lead_top));
        Ok((bar, true))
    };
    let barred = |width: f32| -> Set<(Piece, Piece)> {
        let (bar, with_lead) = bar(width)?;
        let body = if with_lead {
            signs(width)?
        } else {
            body(width)?
        };
        Ok((bar, body))
    };
    boxed(setter, &frame, (stub, body), barred)
}

/// Whom to call and where to go, below each other.
fn call_stacked(setter: &Setter<'_, '_>, width: f32) -> Set {
    let (style, call) = (&setter.style, &setter.sheet.identity.emergency);
    let face = number_face(setter, &call.number, style.alarm_number, width)?;
    let mut stub = Piece::default();
    for (words, face) in [
        (&call.label, style.alarm_label),
        (&call.number, face),
        (&call.place, style.alarm_label),
    ] {
        let words = setter.text(words, face, Ink::White, width, Role::Paragraph)?;
        stub.stack(words, 0.0, 0.0);
    }
    Ok(stub)
}

/// The number with the other words below each other beside it, and the width of both, where that holds them.
fn call_in_line(setter: &Setter<'_, '_>, width: f32) -> Set<Option<(Piece, f32)>> {
    let (style, call) = (&setter.style, &setter.sheet.identity.emergency);
    let (number_face, face) = (
        number_face(setter, &call.number, style.bar_number, width)?,
        style.alarm_label,
    );
    let number_width = setter.natural(&call.number, number_face)? + 0.1;
    let left = number_width + BAR_GAP;
    let label_width = setter.natural(&call.label, face)?;
    let own = label_width.max(setter.natural(&call.place, face)?) + 0.1;
    if left + own > width {
        return Ok(None);
    }
    let label = setter.text(&call.label, face, Ink::White, own, Role::Paragraph)?;
    let number = setter.text(
        &call.number,
        number_face,
        Ink::White,
        number_width,
        Role::Paragraph,
    )?;
    let place = setter.text(&call.place, face, Ink::White, own, Role::Paragraph)?;
    let beside = label.height + place.height;
    let mut line = Piece {
        height: number.height.max(beside),
        items: Vec::new(),
    };
    let middle = |inner: f32| (line.height - inner) / 2.0;
    let (label_top, number_top) = (middle(beside), middle(number.height));
    let place_top = label_top + label.height;
    // Read as it is said: what it is for, the number, or where to go.
    line.put(label, (left, label_top));
    line.put(number, (0.0, number_top));
    line.put(place, (left, place_top));
    Ok(Some((line, left + own)))
}

/// When to call the clinic today.
pub(crate) fn urgent(setter: &Setter<'_, '_>, urgent: &Urgent) -> Set {
    let style = &setter.style;
    let frame = Frame {
        ink: Ink::Urgent,
        thick: 1.0,
        ground: Ink::UrgentTint,
    };
    let phone = setter.sheet.identity.phone.as_str();
    let lead = |width| {
        let face = style.alarm_label;
        setter.text(&urgent.lead, face, Ink::Text, width, Role::Heading2)
    };
    let stub = |width: f32| -> Set {
        let face = number_face(setter, phone, style.phone, width)?;
        let mut stub = lead(width)?;
        let phone = setter.text(phone, face, Ink::Text, width, Role::Paragraph)?;
        stub.stack(phone, 0.0, 0.4);
        Ok(stub)
    };
    let body = |width: f32| {
        items(setter, &urgent.items, width, |at, size| {
            outline(rectangle(at, (size, size)), Ink::Urgent, 1.3)
        })
    };
    let barred = |width: f32| -> Set<(Piece, Piece)> {
        let lead_width = setter.natural(&urgent.lead, style.alarm_label)? + 0.1;
        let phone_width = setter.natural(phone, style.phone)? + 0.1;
        if lead_width + BAR_GAP + phone_width > width {
            return Ok((stub(width)?, body(width)?));
        }
        let mut bar = setter.text(phone, style.phone, Ink::Text, phone_width, Role::Paragraph)?;
        let drop = Setter::middle(style.phone) - Setter::middle(style.alarm_label);
        let mut line = Piece {
            height: bar.height,
            items: Vec::new(),
        };
        bar.height = 0.0;
        line.put(lead(lead_width)?, (0.0, drop.max(0.0)));
        line.put(bar, (width - phone_width, 0.0));
        Ok((line, body(width)?))
    };
    boxed(setter, &frame, (stub, body), barred)
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

/// Signs with a mark each, in two columns of about the same height; where large print needs its width, in one.
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
    let (left, right, right_left) = columns(setter, &items, (width, hang), draw)?;
    let mut both = Piece {
        height: left.height.max(right.height),
        items: Vec::new(),
    };
    if large {
        let one = list(setter.signed_items(&items, body, (width, hang), draw)?);
        if one.height <= both.height * ONE_COLUMN_COSTS {
            return Ok(one);
        }
    }
    both.put(left, (0.0, 0.0));
    both.put(right, (right_left, 0.0));
    // Two columns to see, one list to hear.
    Ok(both.within(Role::List))
}

/// Two columns and where the second begins: equally wide, or as wide as the items of one column or of both need to stay on
/// their lines, where that is lower.
fn columns(
    setter: &Setter<'_, '_>,
    items: &[&str],
    (width, hang): (f32, f32),
    draw: impl Fn(&mut Piece, f32) + Copy,
) -> Set<(Piece, Piece, f32)> {
    let body = setter.style.body;
    let even = (width - COLUMN_GAP) / 2.0;
    let mut left = setter.signed_items(items, body, (even, hang), draw)?;
    let right = stacked(left.split_off(even_split(&left)));
    let mut lowest = (stacked(left), right, even + COLUMN_GAP);
    let half = items.len().div_ceil(2);
    let mut own = Vec::new();
    for item in items {
        own.push(setter.natural(item, body)? + hang + 0.1);
    }
    let widest = |own: &[f32]| own.iter().copied().fold(0.0_f32, f32::max);
    let both = width - LEAST_COLUMN_GAP;
    let (first, second) = (widest(&own[..half]), both - widest(&own[half..]));
    // Where both can have what they need, as equal as that allows.
    let equal = (both / 2.0).clamp(first.min(second), second.max(first));
    for left_width in [equal, first, second] {
        if left_width < width / 3.0 || left_width > width * 2.0 / 3.0 {
            continue;
        }
        let set = |items, width| -> Set {
            Ok(stacked(setter.signed_items(
                items,
                body,
                (width, hang),
                draw,
            )?))
        };
        let left = set(&items[..half], left_width)?;
        let right = set(&items[half..], both - left_width)?;
        let height = left.height.max(right.height);
        if height + 0.01 < lowest.0.height.max(lowest.1.height) {
            lowest = (left, right, left_width + LEAST_COLUMN_GAP);
        }
    }
    Ok(lowest)
}

/// The stub beside the signs, or as a bar above them: in large print, and where many signs make that lower.
fn boxed(
    setter: &Setter<'_, '_>,
    frame: &Frame,
    (stub, body): (impl Fn(f32) -> Set, impl Fn(f32) -> Set),
    bar_and_body: impl Fn(f32) -> Set<(Piece, Piece)>,
) -> Set {
    let (side, above, around) = match (setter.style.large, setter.style.compact) {
        (true, _) => (5.0, 2.0, 3.0),
        (false, true) => (3.5, 0.8, 1.0),
        (false, false) => (3.5, 1.2, 1.5),
    };
    let width = setter.width();
    let (bar, signs) = bar_and_body(width - 2.0 * side)?;
    let bar_height = bar.height + 2.0 * above;
    let mut barred = Piece {
        height: bar_height + signs.height + 2.0 * around,
        items: Vec::new(),
    };
    let ground = rounded((0.0, 0.0), (width, bar_height), RADIUS, Round::Top);
    barred.draw(fill(ground, frame.ground));
    let (from, to) = ((0.0, bar_height), (width, bar_height));
    barred.draw(line(from, to, frame.thick, frame.ink));
    barred.put(bar, (side, above));
    barred.put(signs, (side, bar_height + around));
    if setter.style.large {
        return Ok(edged(barred, width, frame));
    }

    let stub = stub(STUB_WIDTH - 2.0 * STUB_PADDING)?;
    let left = STUB_WIDTH + 3.5;
    let body = body(width - left - BODY_MARGIN)?;
    let mut piece = Piece {
        height: (stub.height + 4.0).max(body.height + 2.0 * around),
        items: Vec::new(),
    };
    if barred.height + BAR_SAVES <= piece.height {
        return Ok(edged(barred, width, frame));
    }
    let ground = rounded((0.0, 0.0), (STUB_WIDTH, piece.height), RADIUS, Round::Left);
    piece.draw(fill(ground, frame.ground));
    let (top, foot) = ((STUB_WIDTH, 0.0), (STUB_WIDTH, piece.height));
    piece.draw(line(top, foot, frame.thick, frame.ink));
    let middle = |inner: f32| (piece.height - inner) / 2.0;
    let (stub_top, body_top) = (middle(stub.height), middle(body.height));
    piece.put(stub, (STUB_PADDING, stub_top));
    piece.put(body, (left, body_top));
    Ok(edged(piece, width, frame))
}

fn edged(mut piece: Piece, width: f32, frame: &Frame) -> Piece {
    let edge = rounded((0.0, 0.0), (width, piece.height), RADIUS, Round::All);
    piece.draw(outline(edge, frame.ink, frame.thick));
    piece.within(Role::Section)
}
