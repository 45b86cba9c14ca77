//! What the patient told us, what to do when it flares up, and the day between the exercises.

use super::icons;
use crate::{
    draw::{Ink, Piece, Role},
    setter::{Set, Setter},
    shapes::{ban_sign, rule},
    text::Align,
};
use plinth_core::sheet::{Avoided, EachDay, FlareUp, NotForNow, ToldUs};

/// Problem and goals, side by side (in large print, one below the other).
pub(crate) fn told_us(setter: &Setter<'_, '_>, told: &ToldUs) -> Set {
    if setter.style.large {
        let mut piece = setter.run_in(&told.problem, setter.width())?;
        piece.stack(setter.run_in(&told.goals, setter.width())?, 0.0, 2.0);
        return Ok(piece);
    }
    let gap = 8.0;
    let width = (setter.width() - gap) / 2.0;
    let problem = setter.run_in(&told.problem, width)?;
    let goals = setter.run_in(&told.goals, width)?;
    let mut piece = Piece {
        height: problem.height.max(goals.height),
        items: Vec::new(),
    };
    piece.put(problem, (0.0, 0.0));
    piece.put(goals, (width + gap, 0.0));
    Ok(piece)
}

/// A heading under a heavy rule.
fn headed(setter: &Setter<'_, '_>, heading: &str, width: f32) -> Set {
    let mut piece = Piece::default();
    piece.draw(rule((0.0, 0.0), width, 1.4, Ink::Text));
    piece.height = 0.5;
    let heading = setter.heading(heading, width)?;
    piece.stack(heading, 0.0, 1.2);
    piece.height += 0.4;
    Ok(piece)
}

/// What counts as a flare-up, and the steps.
pub(crate) fn flare_up(setter: &Setter<'_, '_>, flare_up: &FlareUp, width: f32) -> Set {
    let mut piece = headed(setter, &flare_up.heading, width)?;
    let body = setter.style.body;
    piece.stack(
        setter.text(&flare_up.lead, body, Ink::Text, width, Role::Paragraph)?,
        0.0,
        0.0,
    );
    piece.stack(setter.steps(&flare_up.steps, width)?, 0.0, 0.0);
    Ok(piece.within(Role::Section))
}

/// Sitting, walking, heat and cold.
pub(crate) fn each_day(setter: &Setter<'_, '_>, day: &EachDay, width: f32) -> Set {
    let mut piece = headed(setter, &day.heading, width)?;
    if setter.icons.each_day {
        piece.stack(icons::advice(setter, &day.advice, width)?, 0.0, 0.0);
    } else {
        for advice in &day.advice {
            piece.stack(setter.run_in(&advice.words, width)?, 0.0, 0.0);
        }
    }
    Ok(piece.within(Role::Section))
}

/// What to leave alone: each picture with its words, and below the sign and what has no picture.
pub(crate) fn not_for_now(setter: &Setter<'_, '_>, not: &NotForNow, width: f32) -> Set {
    if setter.icons.not_for_now.is_none() {
        return in_words(setter, &not.heading, &not.items, width);
    }
    let pictured = not.items.iter().filter(|item| item.figure.is_some());
    let (pictured, others) = not.items.split_at(pictured.count());
    let label = setter.style.label();
    let mut piece = setter.text(&not.heading, label, Ink::Text, width, Role::Paragraph)?;
    piece.stack(icons::avoided(setter, pictured, width)?, 0.0, 0.8);
    if !others.is_empty() {
        piece.stack(in_words(setter, "", others, width)?, 0.0, 0.8);
    }
    Ok(piece.within(Role::Section))
}

/// The sign and what to leave alone.
fn in_words(setter: &Setter<'_, '_>, heading: &str, items: &[Avoided], width: f32) -> Set {
    let body = setter.style.body;
    let size = body.size * 0.32;
    let hang = size + 1.4;
    // The dot ends a line and never begins one.
    let items: Vec<&str> = items.iter().map(|item| item.words.as_str()).collect();
    let items = items.join("\u{a0}· ");
    let mut piece = Piece::default();
    let top = Setter::middle(body) - size / 2.0;
    for path in setter.sign(ban_sign((0.0, top), size, Ink::Alarm), 0.0, size) {
        piece.draw(path);
    }
    let lead = format!("{heading} ");
    let mut stretches = vec![(items.as_str(), body, Ink::Text)];
    if !heading.is_empty() {
        stretches.insert(0, (&lead, setter.style.label(), Ink::Text));
    }
    let text = setter.lines(&stretches, width - hang)?.draw(
        width - hang,
        Align::Left,
        Some(Role::Paragraph),
    );
    piece.stack(text, hang, 0.0);
    Ok(piece)
}
