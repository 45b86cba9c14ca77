//! Doses in one line, in the words of a pack: `repetitions 8-10, times-a-day 2, small, left`.

use plinth_core::{
    dose::{Extent, Load, Often, Range},
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

fn part(name: &str, range: Range) -> String {
    if range.low() == range.high() {
        format!("{name} {}", range.low())
    } else {
        format!("{name} {}-{}", range.low(), range.high())
    }
}
