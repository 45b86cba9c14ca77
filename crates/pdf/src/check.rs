//! What must hold before anything is laid out: a sheet with a hole in it is not printed.

use crate::{
    PrintRefusal,
    fonts::{Shaper, Unprintable},
};
use plinth_core::sheet::{Block, Mark, PrintOptions, Sheet, SheetKind};
use unicode_normalization::UnicodeNormalization;

/// Refuses a sheet that lacks what it must have, or that has a character which could not be read as it was written.
pub(crate) fn check(
    sheet: &Sheet,
    options: PrintOptions,
    shaper: &Shaper<'_>,
) -> Result<(), PrintRefusal> {
    emergency_number(sheet)?;
    first_block(sheet)?;
    for block in &sheet.blocks {
        match block {
            Block::Exercise(exercise) if exercise.doses.is_empty() => {
                return Err(PrintRefusal::NoDose {
                    number: exercise.number,
                });
            }
            Block::Chart(chart) if chart.days.is_empty() || chart.exercises.is_empty() => {
                let place = "chart, days and exercises".to_string();
                return Err(PrintRefusal::Missing { place });
            }
            _ => {}
        }
    }
    if !(sheet.words.page.contains("{page}") && sheet.words.page.contains("{pages}")) {
        return Err(PrintRefusal::PageWords);
    }
    let footer = [
        ("page count", sheet.words.page.as_str()),
        ("emergency label", &sheet.identity.emergency.label),
        ("emergency number", &sheet.identity.emergency.number),
        ("pack title", &sheet.pack.title),
        ("pack version", &sheet.pack.version),
    ];
    for (place, text) in footer {
        readable(shaper, place, text, true)?;
    }
    for text in sheet.texts() {
        readable(shaper, &text.place, text.text, text.needed)?;
    }
    if let Mark::Sample(words) | Mark::Copy(words) = &sheet.mark {
        readable(shaper, "mark", words, true)?;
    }
    if options.whole_leaves {
        readable(
            shaper,
            "side that is left empty",
            &sheet.words.left_empty,
            true,
        )?;
    }
    Ok(())
}

/// A real sheet has a number to call, and a sample has none.
fn emergency_number(sheet: &Sheet) -> Result<(), PrintRefusal> {
    let number = &sheet.identity.emergency.number;
    let callable = number.chars().any(char::is_numeric);
    match sheet.mark {
        Mark::Sample(_) if callable => Err(PrintRefusal::SampleNumber),
        Mark::Sample(_) => Ok(()),
        Mark::None | Mark::Copy(_) if callable => Ok(()),
        Mark::None | Mark::Copy(_) => Err(PrintRefusal::NoEmergencyNumber),
    }
}

fn first_block(sheet: &Sheet) -> Result<(), PrintRefusal> {
    let expected = match (sheet.kind, sheet.blocks.first()) {
        (SheetKind::Program, Some(Block::Alarm(alarm))) if !alarm.items.is_empty() => return Ok(()),
        (SheetKind::Emergency, Some(Block::GoNow(_))) | (SheetKind::Letter, _) => return Ok(()),
        (SheetKind::Program, _) => "emergency box, with its signs",
        (SheetKind::Emergency, _) => "go-now band",
    };
    Err(PrintRefusal::FirstBlock { expected })
}

fn readable(
    shaper: &Shaper<'_>,
    place: &str,
    text: &str,
    needed: bool,
) -> Result<(), PrintRefusal> {
    let refuse = |character| PrintRefusal::Character {
        place: place.to_string(),
        character,
    };
    if needed && text.chars().all(|c| c.is_whitespace() || c == '\u{ad}') {
        return Err(PrintRefusal::Missing {
            place: place.to_string(),
        });
    }
    if let Some(hidden) = text.chars().find(|&c| hides_or_reorders(c)) {
        return Err(refuse(hidden));
    }
    let visible = |c: &char| !matches!(c, ' ' | '\u{a0}' | '\u{ad}');
    for character in text.nfc().filter(visible) {
        shaper
            .family_of(character)
            .map_err(|Unprintable(character)| refuse(character))?;
    }
    Ok(())
}

/// Control characters, and the invisible ones that change direction or join what is read. The soft hyphen may stay.
fn hides_or_reorders(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}
