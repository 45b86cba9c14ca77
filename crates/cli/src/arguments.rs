//! Arguments that several commands take. What may be a patient's own is never said back in an error.

use std::{ffi::OsStr, str::FromStr};

use clap::{
    Arg, Command,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
    error::ErrorKind,
};
use jiff::{Timestamp, civil::Date};
use plinth_core::{
    decimal::Decimal,
    finding::Cause,
    measure::{INSTRUMENTS, Instrument},
    number::PatientNumber,
    record::{entry::Seq, flag::FindingId},
};
use plinth_pack::diagnostic::did_you_mean;
use serde::de::{DeserializeOwned, IntoDeserializer, value};

/// One of the core's own words, as it is written in files.
pub(crate) fn one_of<T>(words: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(words).try_map(|word| {
        let word: value::StringDeserializer<value::Error> = word.into_deserializer();
        T::deserialize(word)
    })
}

/// Reads a value, and leaves it out of what is said when it does not fit.
#[derive(Clone)]
struct Discreet<T>(fn(&str) -> Result<T, String>);

impl<T: Clone + Send + Sync + 'static> TypedValueParser for Discreet<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<T, clap::Error> {
        let value = value.to_str().ok_or("it is not UTF-8".to_string());
        value.and_then(self.0).map_err(|why| {
            let name = argument.map(ToString::to_string).unwrap_or_default();
            clap::Error::raw(ErrorKind::ValueValidation, format!("{name}: {why}\n"))
                .with_cmd(command)
        })
    }
}

fn read<T: FromStr<Err: ToString>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|why: T::Err| why.to_string())
}

/// A patient's number. A name in its place is not repeated.
pub(crate) fn patient_number() -> impl TypedValueParser<Value = PatientNumber> {
    Discreet(read)
}

/// A calendar date in ISO form: other ways to write one can be read in two ways.
pub(crate) fn date() -> impl TypedValueParser<Value = Date> {
    Discreet(|text| iso_date(text).ok_or("a date is year-month-day, like 1980-04-03".to_string()))
}

/// The date that a text in ISO form is.
pub(crate) fn iso_date(text: &str) -> Option<Date> {
    Some(text)
        .filter(|text| text.len() == "1980-04-03".len())?
        .parse()
        .ok()
}

/// An instant in ISO form.
pub(crate) fn instant() -> impl TypedValueParser<Value = Timestamp> {
    Discreet(|text| {
        text.parse()
            .map_err(|_| "an instant is like 2026-11-21T09:30:00Z".to_string())
    })
}

/// A number with at most one point.
pub(crate) fn decimal() -> impl TypedValueParser<Value = Decimal> {
    Discreet(read)
}

/// An instrument of the closed list. What was typed is not said back, only the instrument that it may have meant.
pub(crate) fn instrument() -> impl TypedValueParser<Value = &'static Instrument> {
    InstrumentParser(Discreet(|text| {
        Instrument::find(text).ok_or_else(|| {
            let known = INSTRUMENTS.iter().map(|known| known.id);
            let near = did_you_mean(&text.to_lowercase(), known)
                .map_or_else(String::new, |near| format!("; {near}"));
            format!("there is no such instrument{near}\n`plinth measure --help` lists them")
        })
    }))
}

/// The same, known to help and to completions.
#[derive(Clone)]
struct InstrumentParser(Discreet<&'static Instrument>);

impl TypedValueParser for InstrumentParser {
    type Value = &'static Instrument;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        self.0.parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(INSTRUMENTS.iter().map(|known| {
            let help = format!("{}; {}", known.title, known.unit);
            PossibleValue::new(known.id).help(help)
        })))
    }
}

/// The number of an entry, as `plinth patient history` shows it.
pub(crate) fn entry() -> impl TypedValueParser<Value = Seq> {
    Discreet(|text| {
        text.parse()
            .ok()
            .filter(|number| *number > 0)
            .map(Seq)
            .ok_or("an entry is a number; `plinth patient history` shows it".to_string())
    })
}

/// The name of a finding, as `plinth patient show` shows it: `7:saddle`.
pub(crate) fn finding() -> impl TypedValueParser<Value = FindingId> {
    Discreet(|text| {
        let hint =
            || "a finding is an entry and a cause, like 7:saddle; `plinth patient show` lists them";
        let (entry, cause) = text.split_once(':').ok_or_else(|| hint().to_string())?;
        let entry = entry.parse().map_err(|_| hint())?;
        Ok(FindingId {
            entry: Seq(entry),
            cause: cause_of(cause).ok_or_else(hint)?,
        })
    })
}

fn cause_of(text: &str) -> Option<Cause> {
    Some(match text.split_once('.') {
        None => Cause::Rule(text.parse().ok()?),
        Some(("declined", slot)) => Cause::Declined(slot.parse().ok()?),
        Some(("not-asked", slot)) => Cause::NotAsked(slot.parse().ok()?),
        Some(("unsure", slot)) => Cause::Unsure(slot.parse().ok()?),
        Some(("undecided", rule)) => Cause::Undecided(rule.parse().ok()?),
        Some(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_read_as_it_is_written() {
        for name in [
            "7:saddle",
            "12:declined.power-l5.left",
            "3:not-asked.saddle-numbness",
            "4:undecided.bone",
        ] {
            let (entry, cause) = name.split_once(':').unwrap();
            let read = FindingId {
                entry: Seq(entry.parse().unwrap()),
                cause: cause_of(cause).unwrap(),
            };
            assert_eq!(read.to_string(), name);
        }
        assert_eq!(cause_of("guessed.saddle"), None);
    }

    #[test]
    fn hz_19_dates_are_read_in_one_way_only() {
        assert_eq!(iso_date("1980-04-03"), Some(jiff::civil::date(1980, 4, 3)));
        for other in [
            "03/04/1980",
            "1980-4-3",
            "19800403",
            "1980-04-03T10:00",
            "3 April 1980",
            "1980-02-30",
            "",
        ] {
            assert_eq!(iso_date(other), None, "{other}");
        }
    }
}
