//! Files of answers: what a patient said, written down somewhere else, in TOML or JSON.
//!
//! What is wrong with such a file is said without its words: they are a patient's. Only ids of the pack are repeated, and
//! the place. Show it with [`Diagnostic::render_without_words`].

mod check_in;
mod entry;
mod json;

use jiff::civil::Date;
use plinth_core::{
    answer::Answers,
    answer_parse::{Dates, parse_date},
    question::Questions,
};

pub use check_in::{CheckInAnswers, read_check_in};
pub(crate) use entry::Reading;

use crate::{
    diagnostic::Diagnostic,
    folder::LARGEST_FILE,
    raw::{self, AnswerEntries, AnswerEntry, AnswerMember, At, File},
};

/// How a file of answers is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// TOML.
    Toml,
}

/// A file of answers, read and held to the questions of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFile {
    /// The number of the patient whose answers they are, where the file says so.
    pub patient: Option<String>,
    /// The day on which they were given, where the file says so.
    pub on: Option<Date>,
    /// The patient's birth, where the file says so.
    pub born: Option<Date>,
    /// The answers.
    pub answers: Answers,
}

/// Reads a file of answers.
///
/// # Errors
/// Everything that is wrong with it: a key that is unknown or stands twice, an answer that its question does not take, a
/// date after `today` or before birth.
pub fn read(
    name: &str,
    text: &str,
    format: Format,
    questions: &Questions,
    today: Date,
) -> Result<AnswerFile, Vec<Diagnostic>> {
    whole(name, text, format, |entries, diagnostics| {
        let mut reading = Reading {
            file: name,
            text,
            questions,
            dates: Dates { today, born: None },
            diagnostics,
        };
        top_level(&mut reading, &entries.0, None)
    })
}

/// Reads a file with `read`, and gives what that made of it only where nothing was wrong.
fn whole<T>(
    name: &str,
    text: &str,
    format: Format,
    read: impl FnOnce(&AnswerEntries<'_>, &mut Vec<Diagnostic>) -> T,
) -> Result<T, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let entries = if text.len() as u64 > LARGEST_FILE {
        diagnostics.push(
            Diagnostic::error(
                "too-large",
                name,
                0..0,
                format!("a file of answers has at most {LARGEST_FILE} bytes"),
            )
            .hint("is this the right file?"),
        );
        None
    } else {
        match format {
            Format::Json => json::entries(name, text, &mut diagnostics),
            Format::Toml => raw::read::<TopLevel>(name, text, &mut diagnostics)
                .is
                .map(|top| top.0),
        }
    };
    match entries.map(|entries| read(&entries, &mut diagnostics)) {
        Some(file) if diagnostics.is_empty() => Ok(file),
        _ => Err(diagnostics),
    }
}

/// The whole file, with nothing said yet of its keys.
#[derive(serde::Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
struct TopLevel(AnswerEntries<'static>);

impl File for TopLevel {
    const ENTRIES: &'static [&'static str] = &[];
}

/// The tables that only a check-in has, as they stand in its file.
#[derive(Default)]
struct CheckInTables<'e> {
    items: &'e [AnswerMember<'e>],
    goals: &'e [AnswerMember<'e>],
}

/// The keys of a file of answers, and those that a check-in has beside them.
fn top_level<'e>(
    reading: &mut Reading<'_>,
    entries: &'e [AnswerMember<'e>],
    mut check_in: Option<&mut CheckInTables<'e>>,
) -> AnswerFile {
    let mut file = AnswerFile {
        patient: None,
        on: None,
        born: None,
        answers: Answers::new(),
    };
    let today = reading.dates.today;
    let mut answers = None;
    for (key, value) in entries {
        match (key.is.as_ref(), &value.is, &mut check_in) {
            ("patient", AnswerEntry::Text(number), _) => file.patient = Some(number.to_string()),
            ("date", ..) => file.on = date(reading, value),
            ("born", ..) => file.born = date(reading, value),
            ("answers", AnswerEntry::Table(entries), _) => answers = Some(entries),
            ("items", AnswerEntry::Table(entries), Some(tables)) => tables.items = entries,
            ("goals", AnswerEntry::Table(entries), Some(tables)) => tables.goals = entries,
            ("patient" | "answers", ..) | ("items" | "goals", _, Some(_)) => reading.wrong(
                "wrong-type",
                &value.span,
                format!("`{}` has the wrong form", key.is),
                "patient is a patient number in quotes; answers, items and goals are tables",
            ),
            (_, _, tables) => reading.wrong(
                "unknown-key",
                &key.span,
                "there is a key that a file of answers does not have".into(),
                if tables.is_some() {
                    "the keys are patient, date, born, answers, items and goals; answers stand inside `answers`"
                } else {
                    "the keys are patient, date, born and answers; answers stand inside `answers`"
                },
            ),
        }
    }
    reading.dates = Dates {
        today: file.on.unwrap_or(today),
        born: file.born,
    };
    match answers {
        Some(answers) => file.answers = reading.answers(answers),
        None => reading.wrong(
            "missing-key",
            &(0..0),
            "there are no `answers` in this file".into(),
            "write { \"answers\": { … } }, or [answers] in TOML",
        ),
    }
    file
}

fn date(reading: &mut Reading<'_>, value: &At<AnswerEntry<'_>>) -> Option<Date> {
    let words = reading.words(value)?;
    match parse_date(words, reading.dates) {
        Ok(date) => Some(date),
        Err(why) => {
            reading.wrong("wrong-date", &value.span, why.to_string(), "2026-03-01");
            None
        }
    }
}
