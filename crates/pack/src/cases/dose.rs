//! Doses in one line, in the words of a pack: `repetitions 8-10, times-a-day 2, small, left`.

use plinth_core::{
    dose::{Amount, Basis, Ceiling, Dose, Extent, Load, Often, Range},
    name::ExerciseId,
    record::event::{Item, Sides},
};

pub(super) fn written(item: &Item) -> String {
    let dose = &item.dose;
    let amounts = [
        ("sets", &dose.sets),
        ("repetitions", &dose.repetitions),
        ("hold-seconds", &dose.hold_seconds),
        ("minutes", &dose.minutes),
    ];
    let mut parts: Vec<String> = amounts
        .into_iter()
        .filter_map(|(name, amount)| Some(part(name, amount.as_ref()?.range)))
        .collect();
    let (name, often) = match &dose.often {
        Often::TimesADay(amount) => ("times-a-day", amount),
        Often::HoursApart(amount) => ("hours-apart", amount),
        Often::DaysAWeek(amount) => ("days-a-week", amount),
    };
    parts.push(part(name, often.range));
    parts.extend(dose.load.as_ref().map(|load| match load {
        Load::Kilograms(kilograms) => format!("kilograms {kilograms}"),
        Load::Band(band) => format!("band {band}"),
    }));
    parts.extend(dose.extent.map(|extent| {
        let word = match extent {
            Extent::Tiny => "tiny",
            Extent::Small => "small",
            Extent::Comfortable => "comfortable",
        };
        word.to_owned()
    }));
    parts.extend(item.sides.map(|sides| {
        let word = match sides {
            Sides::Left => "left",
            Sides::Right => "right",
            Sides::EachInTurn => "each-in-turn",
        };
        word.to_owned()
    }));
    parts.join(", ")
}

/// Sets parts of a dose to one number each, as a clinician does. The error says which part cannot be.
pub(super) fn set(dose: &mut Dose, of: &ExerciseId, parts: &Ceiling) -> Result<(), String> {
    let often = match &mut dose.often {
        Often::TimesADay(amount) | Often::HoursApart(amount) | Often::DaysAWeek(amount) => amount,
    };
    let amounts = [
        ("sets", dose.sets.as_mut(), parts.sets),
        ("repetitions", dose.repetitions.as_mut(), parts.repetitions),
        (
            "hold-seconds",
            dose.hold_seconds.as_mut(),
            parts.hold_seconds,
        ),
        ("minutes", dose.minutes.as_mut(), parts.minutes),
        ("often", Some(often), parts.often),
    ];
    let has_no = |part| format!("the dose of {of} has no {part}");
    for (part, amount, number) in amounts {
        let Some(number) = number else { continue };
        *amount.ok_or_else(|| has_no(part))? = Amount {
            range: Range::new(number, number)
                .map_err(|_| format!("`{part}` of {of} is 1 or more"))?,
            basis: Basis::Edited,
        };
    }
    if let Some(extent) = parts.extent {
        *dose.extent.as_mut().ok_or_else(|| has_no("extent"))? = extent;
    }
    Ok(())
}

fn part(name: &str, range: Range) -> String {
    if range.low() == range.high() {
        format!("{name} {}", range.low())
    } else {
        format!("{name} {}-{}", range.low(), range.high())
    }
}
