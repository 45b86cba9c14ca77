//! From what was typed at a question to an answer. Nothing is guessed: what does not fit is said back.

use std::collections::BTreeSet;

use jiff::civil::Date;
use plinth_core::{
    answer::{Answer, Value},
    decimal::Decimal,
    name::Region,
    question::{Choice, Kind, Question, RegionName},
};

/// The answer that these typed characters are, or what is wrong with them.
pub(super) fn answer(question: &Question, typed: &str, today: Date) -> Result<Answer, String> {
    match &question.kind {
        Kind::YesNo => Err("Press y, n, u or d.".into()),
        Kind::Number {
            least,
            most,
            places,
            unit,
        } => {
            let number: Decimal = typed
                .parse()
                .map_err(|_| "Type a number, then Enter.".to_string())?;
            if number < *least || number > *most {
                return Err(format!("This goes from {least} to {most} {unit}."));
            }
            if number.scale() > *places {
                return Err(format!("At most {places} places after the point."));
            }
            Ok(Answer::Value(Value::Number(number)))
        }
        Kind::Choice(choices) => nth(choices, typed)
            .map(|choice: &Choice| Answer::Value(Value::Choice(choice.id.clone())))
            .ok_or_else(|| format!("Type a number from 1 to {}, then Enter.", choices.len())),
        Kind::Date => past_date(typed, today).map(|date| Answer::Value(Value::Date(date))),
        Kind::Regions(_) => Err("Type a number, then Enter.".into()),
    }
}

/// The choice or region that a typed number points at, counted from 1.
fn nth<'a, T>(of: &'a [T], typed: &str) -> Option<&'a T> {
    of.get(typed.parse::<usize>().ok()?.checked_sub(1)?)
}

/// Marks or unmarks the region that a typed number points at.
pub(super) fn toggle(
    regions: &[RegionName],
    typed: &str,
    marked: &mut BTreeSet<Region>,
) -> Result<(), String> {
    let region = nth(regions, typed).ok_or_else(|| {
        format!(
            "Type a number from 1 to {}, or 0 for nowhere, then Enter.",
            regions.len()
        )
    })?;
    if !marked.remove(&region.id) {
        marked.insert(region.id.clone());
    }
    Ok(())
}

/// A calendar date that is not after `today`, in ISO form: other ways to write one can be read in two ways.
pub(super) fn past_date(typed: &str, today: Date) -> Result<Date, String> {
    let date: Date = Some(typed)
        .filter(|typed| typed.len() == "2026-01-31".len())
        .and_then(|typed| typed.parse().ok())
        .ok_or("Type the date as year-month-day, like 1980-04-03, then Enter.")?;
    if date > today {
        return Err(format!("{} is in the future.", in_words(date)));
    }
    Ok(date)
}

/// With the month as a word, so that day and month cannot be taken for each other.
pub(crate) fn in_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
