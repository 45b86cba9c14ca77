//! The blocks of an emergency sheet.

use crate::{
    draw::{Ink, MM_PER_PT, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter, list},
    shapes::{Round, ban_sign, fill, line, outline, rounded, tick},
    style::Type,
    text::Align,
};
use plinth_core::sheet::{DoNots, GoNow, SayThis, Signs, TakeWithYou, WhereToGo, Writing};

/// Points in which the number may be set.
const CALL_SIZES: [f32; 4] = [66.0, 50.0, 40.0, 32.0];

/// The band: what to do in the largest letters, and the number to call.
pub(crate) fn go_now(setter: &Setter<'_, '_>, go: &GoNow) -> Set {
    let style = &setter.style;
    let width = setter.width();
    let number = &setter.sheet.identity.emergency.number;
    let lead = Type {
        size: 36.0,
        leading: 40.0,
        weight: Weight::Bold,
    };
    let why = Type {
        size: if style.large { 18.0 } else { 15.0 },
        leading: if style.large { 24.0 } else { 19.0 },
        weight: Weight::Bold,
    };
    let (top, side, gap) = (3.5, 5.0, 8.0);
    let inner = width - 2.0 * side - gap;
    // A long number, or the word of a sample, is set smaller, so that the heading keeps its line.
    let room = (inner - setter.natural(&go.heading, lead)?).max(inner * 0.25);
    let sizes = CALL_SIZES.map(|size| Type {
        size,
        leading: size * 0.91,
        weight: Weight::Bold,
    });
    let call = setter
        .first_that_fits(number, sizes, room)?
        .unwrap_or(style.next_visit);
    let call_width = setter
        .natural(number, call)?
        .max(setter.natural(&go.or_call, why)?)
        .min(inner * 0.4)
        + 0.2;
    let text_width = inner - call_width;
    let mut text = setter.text(&go.heading, lead, Ink::White, text_width, Role::Heading1)?;
    text.stack(
        setter.text(&go.text, why, Ink::White, text_width, Role::Paragraph)?,
        0.0,
        0.0,
    );
    let mut right = Piece::default();
    for (words, face) in [(&go.or_call, why), (number, call)] {
        let lines = setter.lines(&[(words, face, Ink::White)], call_width)?;
        right.stack(
            lines.draw(call_width, Align::Center, Some(Role::Paragraph)),
            0.0,
            0.0,
        );
    }
    let mut band = Piece {
        height: text.height.max(right.height) + 2.0 * top,
        items: Vec::new(),
    };
    let ground = rounded((0.0, 0.0), (width, band.height), 2.0, Round::All);
    band.draw(fill(ground, Ink::Alarm));
    let centered = |inner: f32| (band.height - inner) / 2.0;
    let (text_top, right_top) = (centered(text.height), centered(right.height));
    band.put(text, (side, text_top));
    band.put(right, (width - side - call_width, right_top));
    Ok(band.within(Role::Section))
}

fn headed(setter: &Setter<'_, '_>, heading: &str, width: f32) -> Set {
    let face = setter.style.heading;
    let mut piece = setter.text(heading, face, Ink::Text, width, Role::Heading2)?;
    piece.height += 0.8;
    Ok(piece)
}

/// The place in large letters, then lines with what is known, or to write on.
pub(crate) fn where_to_go(setter: &Setter<'_, '_>, place: &WhereToGo, width: f32) -> Set {
    let mut piece = headed(setter, &place.heading, width)?;
    let face = setter.style.next_visit;
    piece.stack(
        setter.text(&place.place, face, Ink::Text, width, Role::Paragraph)?,
        0.0,
        0.0,
    );
    for line in &place.lines {
        piece.stack(writing(setter, line, width)?, 0.0, 0.6);
    }
    Ok(piece.within(Role::Section))
}

/// A label with its value, or with a rule as long as the column leaves.
fn writing(setter: &Setter<'_, '_>, entry: &Writing, width: f32) -> Set {
    let body = setter.style.body;
    let label = format!("{}: ", entry.label);
    if let Some(value) = &entry.value {
        return Ok(setter
            .lines(
                &[
                    (&label, body, Ink::Soft),
                    (value, body.weight(Weight::Bold), Ink::Text),
                ],
                width,
            )?
            .draw(width, Align::Left, Some(Role::Paragraph)));
    }
    let least_room = 30.0;
    let lines = setter.lines(&[(&label, body, Ink::Soft)], width - least_room)?;
    let left = lines.width() + 1.5;
    let mut piece = lines.draw(width - least_room, Align::Left, Some(Role::Paragraph));
    // Room for a pen, not for type.
    piece.height += 1.5;
    piece.draw(rule_to_write(left, width, piece.height - 1.2));
    Ok(piece)
}

/// A rule to write on.
pub(crate) fn rule_to_write(left: f32, right: f32, y: f32) -> crate::draw::Path {
    line((left, y), (right, y), 0.8, Ink::Line)
}

/// Each with its sign.
pub(crate) fn do_nots(setter: &Setter<'_, '_>, do_nots: &DoNots, width: f32) -> Set {
    let mut piece = headed(setter, &do_nots.heading, width)?;
    let body = setter.style.body;
    let size = body.size * 0.36;
    let items: Vec<&str> = do_nots.items.iter().map(String::as_str).collect();
    let items = setter.signed_items(&items, body, (width, size + 2.2), |piece, middle| {
        let sign = ban_sign((0.0, middle - size / 2.0), size, Ink::Alarm);
        for path in setter.sign(sign, 0.0, size) {
            piece.draw(path);
        }
    })?;
    piece.stack(list(items), 0.0, 0.0);
    Ok(piece.within(Role::Section))
}

/// The words to read out, in a frame.
pub(crate) fn say_this(setter: &Setter<'_, '_>, say: &SayThis) -> Set {
    let style = &setter.style;
    let width = setter.width();
    let (side, top) = (5.0, 3.0);
    let inner = width - 2.0 * side;
    let words = Type {
        size: style.next_visit.size,
        leading: style.next_visit.size * 1.35,
        weight: Weight::Bold,
    };
    let mut content = headed(setter, &say.heading, inner)?;
    content.stack(
        setter.text(&say.text, words, Ink::Text, inner, Role::Paragraph)?,
        0.0,
        0.0,
    );
    let mut piece = Piece {
        height: content.height + 2.0 * top,
        items: Vec::new(),
    };
    let edge = rounded((0.0, 0.0), (width, piece.height), 2.0, Round::All);
    piece.draw(outline(edge, Ink::Alarm, 2.2));
    piece.put(content, (side, top));
    Ok(piece.within(Role::Section))
}

/// Ticked boxes with the patient's own words and since when.
pub(crate) fn signs(setter: &Setter<'_, '_>, signs: &Signs, width: f32) -> Set {
    let mut piece = headed(setter, &signs.heading, width)?;
    let body = setter.style.body;
    let size = body.size * 0.36;
    let hang = size + 2.6;
    let mut all = Vec::new();
    for sign in &signs.items {
        let mut item = Piece::default();
        let top = Setter::middle(body) - size / 2.0;
        let tick_box = rounded((0.2, top), (size, size), 0.7, Round::All);
        item.draw(outline(tick_box, Ink::Text, 1.0));
        for path in setter.sign(vec![tick((0.2, top), size, Ink::Text)], 0.2, size) {
            item.draw(path);
        }
        let words = format!("{} ", sign.words);
        let mut stretches = vec![(words.as_str(), setter.style.label(), Ink::Text)];
        if let Some(since) = &sign.since {
            stretches.push((since, body, Ink::Text));
        }
        let text = setter.lines(&stretches, width - hang)?;
        item.stack(
            text.draw(width - hang, Align::Left, Some(Role::Body)),
            hang,
            0.0,
        );
        if sign.since.is_none() {
            item.height += body.leading * MM_PER_PT;
            item.draw(rule_to_write(hang, width, item.height - 1.2));
        }
        all.push(item.within(Role::Item));
    }
    piece.stack(list(all), 0.0, 0.0);
    Ok(piece.within(Role::Section))
}

/// What to bring.
pub(crate) fn take_with_you(setter: &Setter<'_, '_>, take: &TakeWithYou, width: f32) -> Set {
    let mut piece = headed(setter, &take.heading, width)?;
    let body = setter.style.body;
    let size = body.size * 0.12;
    let items: Vec<&str> = take.items.iter().map(String::as_str).collect();
    let items = setter.signed_items(&items, body, (width, size * 3.0), |piece, middle| {
        let dot = rounded(
            (0.6, middle - size / 2.0 + 0.2),
            (size, size),
            size / 2.0,
            Round::All,
        );
        piece.draw(fill(dot, Ink::Text));
    })?;
    piece.stack(list(items), 0.0, 0.0);
    Ok(piece.within(Role::Section))
}
