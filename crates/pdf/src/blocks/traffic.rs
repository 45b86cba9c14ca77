//! The traffic light: red, amber and green from the top, each with its own shape and word.

use crate::{
    draw::{Ink, Path, Piece, Role},
    fonts::Weight,
    setter::{Set, Setter},
    shapes::{Round, fill, go_sign, outline, rounded, stop_sign, warning_sign},
    text::Align,
};
use plinth_core::sheet::{Light, LightState, Traffic};

/// The lead line and the three lights.
pub(crate) fn traffic(setter: &Setter<'_, '_>, traffic: &Traffic) -> Set {
    let large = setter.style.large;
    let mut piece = setter.run_in(&traffic.lead, setter.width())?;
    piece.height += match (large, setter.style.compact) {
        (true, _) => 3.0,
        (false, true) => 0.4,
        (false, false) => 0.8,
    };
    let mut word_width: f32 = 23.0;
    for (_, light) in traffic.lights() {
        word_width = word_width.max(setter.natural(&light.word, setter.style.light)? + 0.1);
    }
    let between = if setter.style.compact { 0.6 } else { 1.0 };
    let list = |beneath: bool| -> Set {
        let mut list = Piece::default();
        for (state, light) in traffic.lights() {
            let row = row(setter, state, light, (word_width.min(60.0), beneath))?;
            let gap = if list.items.is_empty() { 0.0 } else { between };
            list.stack(row.within(Role::Item), 0.0, gap);
        }
        Ok(list.within(Role::List))
    };
    let mut lights = list(false)?;
    if large {
        let beneath = list(true)?;
        if beneath.height < lights.height {
            lights = beneath;
        }
    }
    piece.stack(lights, 0.0, 0.0);
    Ok(piece.within(Role::Section))
}

fn sign(setter: &Setter<'_, '_>, state: LightState, at: (f32, f32), size: f32) -> Vec<Path> {
    let paths = match state {
        LightState::Stop => stop_sign(at, size, Ink::Alarm),
        LightState::EaseOff => warning_sign(at, size),
        LightState::Go => go_sign(at, size, !setter.style.black_and_white),
    };
    setter.sign(paths, at.0, size)
}

/// One light; its text stands beside its word, or beneath it.
fn row(
    setter: &Setter<'_, '_>,
    state: LightState,
    light: &Light,
    (word_width, beneath): (f32, bool),
) -> Set {
    let style = &setter.style;
    let width = setter.width();
    let (ink, tint) = match state {
        LightState::Stop => (Ink::StopWord, Ink::StopTint),
        LightState::EaseOff => (Ink::EaseWord, Ink::EaseTint),
        LightState::Go => (Ink::GoWord, Ink::GoTint),
    };
    let (size, padding) = match (style.large, style.compact) {
        (true, _) => (16.0, 2.0),
        (false, true) => (6.6, 0.4),
        (false, false) => (7.6, 0.8),
    };
    let word_left = 3.0 + size + 2.6;
    let text_left = if beneath {
        word_left
    } else {
        word_left + word_width + if style.large { 4.0 } else { 2.6 }
    };
    let text_width = width - text_left - 3.0;
    let word = setter.text(&light.word, style.light, ink, word_width, Role::Label)?;
    let text = format!("{} ", light.text);
    let text = setter
        .lines(
            &[
                (&text, style.body, Ink::Text),
                (&light.action, style.body.weight(Weight::Bold), ink),
            ],
            text_width,
        )?
        .draw(text_width, Align::Left, Some(Role::Body));
    let inner = if beneath {
        word.height + text.height
    } else {
        word.height.max(text.height)
    };
    let mut row = Piece {
        height: inner.max(size) + 2.0 * padding,
        items: Vec::new(),
    };
    let ground = rounded((0.0, 0.0), (width, row.height), 1.6, Round::All);
    row.draw(fill(ground.clone(), tint));
    if style.black_and_white {
        row.draw(outline(ground, Ink::Text, 1.0));
    }
    let centered = |inner: f32| (row.height - inner) / 2.0;
    let sign_top = centered(size);
    let (word_top, text_top) = if beneath {
        (centered(inner), centered(inner) + word.height)
    } else {
        (centered(word.height), centered(text.height))
    };
    for path in sign(setter, state, (3.0, sign_top), size) {
        row.draw(path);
    }
    row.put(word, (word_left, word_top));
    row.put(text, (text_left, text_top));
    Ok(row)
}
