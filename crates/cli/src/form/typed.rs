//! From what was typed at a question to the words that the core's one reader takes: `3` stands for the third choice.

use std::collections::BTreeSet;

use jiff::civil::Date;
use plinth_core::{
    answer::Answer,
    answer_parse::{Dates, parse_one},
    name::Region,
    question::{Kind, Question, RegionName},
};

/// The answer that these typed characters are, or what is wrong with them.
pub(super) fn answer(question: &Question, typed: &str, dates: Dates) -> Result<Answer, String> {
    let words = match &question.kind {
        Kind::Choice(choices) => nth(choices, typed)
            .map(|choice| choice.id.as_str())
            .ok_or_else(|| one_to(choices.len()))?,
        Kind::YesNo | Kind::Number { .. } | Kind::Date | Kind::Regions(_) => typed,
    };
    if words.is_empty() {
        return Err(expected(question, dates.today));
    }
    parse_one(question, words, dates).map_err(|why| match &question.kind {
        // The core's words for files repeat the unit, which stands on the screen already.
        Kind::Number { places: 0, .. } => expected(question, dates.today),
        _ => why.to_string(),
    })
}

/// What may be typed at a question.
pub(super) fn expected(question: &Question, today: Date) -> String {
    match &question.kind {
        Kind::YesNo => "Press y, n, u, d or s.".into(),
        Kind::Number { least, most, .. } => {
            format!("Type a number from {least} to {most}, then Enter.")
        }
        Kind::Choice(choices) => one_to(choices.len()),
        Kind::Date => date_like(today),
        Kind::Regions(regions) => one_to_or_nowhere(regions.len()),
    }
}

/// How a date is typed, by the example of today.
pub(super) fn date_like(today: Date) -> String {
    format!("Type the date as {today}, then Enter.")
}

fn one_to(most: usize) -> String {
    format!("Type a number from 1 to {most}, then Enter.")
}

fn one_to_or_nowhere(most: usize) -> String {
    format!("Type a number from 1 to {most}, or 0 for nowhere, then Enter.")
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
    let region = nth(regions, typed).ok_or_else(|| one_to_or_nowhere(regions.len()))?;
    if !marked.remove(&region.id) {
        marked.insert(region.id.clone());
    }
    Ok(())
}

/// With the month as a word, so that day and month cannot be taken for each other.
pub(crate) fn in_words(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
