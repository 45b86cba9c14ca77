//! What closes a sheet: the next visit and the small print.

use super::SIDE_BY_SIDE_GAP;
use crate::{
    draw::{Ink, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter},
    shapes::{Round, fill, outline, rounded},
    text::Align,
};
use plinth_core::sheet::{NextVisit, Provenance, SmallPrint};

/// When, with whom, and whom to call if it cannot be.
pub(crate) fn next_visit(setter: &Setter<'_, '_>, visit: &NextVisit, width: f32) -> Set {
    let style = &setter.style;
    let stacked = style.large || width < setter.width() / 2.0;
    let (top, side) = (2.0, 4.0);
    let inner = width - 2.0 * side;
    let when_width = if stacked {
        inner
    } else {
        setter
            .natural(&visit.when, style.next_visit)?
            .max(setter.natural(&visit.label, style.body)?)
            .min(inner * 0.5)
            + 0.1
    };
    let mut when = setter.text(
        &visit.label,
        style.subtitle,
        Ink::Text,
        when_width,
        Role::Paragraph,
    )?;
    when.stack(
        setter.text(
            &visit.when,
            style.next_visit,
            Ink::Text,
            when_width,
            Role::Heading2,
        )?,
        0.0,
        0.0,
    );
    let rest = if stacked {
        inner
    } else {
        inner - when_width - SIDE_BY_SIDE_GAP
    };
    let who = format!("{} ", visit.who);
    let bring = format!("{} ", visit.bring);
    // A phone number stays on one line.
    let phone = setter.sheet.identity.phone.as_str();
    let contact = visit.contact.replace(phone, &phone.replace(' ', "\u{a0}"));
    let bold = style.body.weight(Weight::Bold);
    let what = setter
        .lines(
            &[
                (&who, style.body, Ink::Text),
                (&bring, bold, Ink::Text),
                (&contact, style.body, Ink::Text),
            ],
            rest,
        )?
        .draw(rest, Align::Left, Some(Role::Paragraph));
    let mut content = Piece::default();
    if stacked {
        content.stack(when, 0.0, 0.0);
        content.stack(what, 0.0, 1.0);
    } else {
        content.height = when.height.max(what.height);
        let (when_top, what_top) = (
            (content.height - when.height) / 2.0,
            (content.height - what.height) / 2.0,
        );
        content.put(when, (0.0, when_top));
        content.put(what, (when_width + SIDE_BY_SIDE_GAP, what_top));
    }
    let mut piece = Piece {
        height: content.height + 2.0 * top,
        items: Vec::new(),
    };
    let ground = rounded((0.0, 0.0), (width, piece.height), 2.0, Round::All);
    piece.draw(fill(ground.clone(), Ink::Tint));
    if style.black_and_white {
        piece.draw(outline(ground, Ink::Text, 1.0));
    }
    piece.put(content, (side, top));
    Ok(piece.within(Role::Section))
}

/// Marks and their meaning, notes, and the pack.
pub(crate) fn small_print(setter: &Setter<'_, '_>, small: &SmallPrint) -> Set {
    let pack = &setter.sheet.pack;
    let marked = [Provenance::Clinic, Provenance::Edited]
        .into_iter()
        .filter_map(|of| Some(format!("{} {}", of.mark(), small.meaning(of)?)));
    let words: Vec<String> = marked
        .chain(small.notes.iter().cloned())
        .chain([format!("{} {} · {}", pack.title, pack.version, pack.digest)])
        .collect();
    setter.text(
        &words.join(" "),
        setter.style.small,
        Ink::Soft,
        setter.width(),
        Role::Paragraph,
    )
}
