//! From what somebody typed to an answer. Forms, commands and files all come through here.

use alloc::{
    collections::BTreeSet,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;
use jiff::civil::Date;

use crate::{
    answer::{Answer, Value},
    decimal::Decimal,
    question::{Kind, Question},
};

/// Words that are an answer to every question, so that no choice and no region has them as its id.
pub const STATES: [&str; 5] = ["unsure", "declined", "not asked", "not-asked", NOWHERE];

/// No region at all.
const NOWHERE: &str = "nowhere";

/// The days between which a patient's dates lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// The clinic-local day of the answer.
    pub today: Date,
    /// The patient's birth, where it is known.
    pub born: Option<Date>,
}

/// Why a text is no answer to a question. It never repeats the text, which is a patient's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Nothing was typed; silence is never an answer.
    Empty,
    /// Neither yes nor no.
    NotYesNo,
    /// Not a plain decimal.
    NotANumber,
    /// Outside what the question accepts.
    OutOfRange {
        /// Smallest value accepted.
        least: Decimal,
        /// Largest value accepted.
        most: Decimal,
        /// Its unit.
        unit: String,
    },
    /// More places after the point than the question accepts.
    TooManyPlaces(u8),
    /// None of the choices or regions; these are.
    NotOneOf(Vec<String>),
    /// Not a date of the calendar.
    NotADate,
    /// After today.
    Future,
    /// Before the patient's birth.
    BeforeBirth,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str(
                "an empty answer is no answer; say `not asked`, `declined` or `unsure` where it is so",
            ),
            Self::NotYesNo => f.write_str("say yes, no, unsure, declined or not asked"),
            Self::NotANumber => f.write_str("say a number such as 6 or 6.5 (not 6,5 and not 6/10)"),
            Self::OutOfRange { least, most, unit } => {
                write!(f, "say a number from {least} to {most} ({unit})")
            }
            Self::TooManyPlaces(0) => f.write_str("say a whole number"),
            Self::TooManyPlaces(places) => {
                write!(f, "say a number with at most {places} places after the point")
            }
            Self::NotOneOf(known) => {
                f.write_str("say one of ")?;
                for (place, id) in known.iter().enumerate() {
                    write!(f, "{}{id}", if place == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
            Self::NotADate => f.write_str("say a date as year-month-day: 2026-03-01"),
            Self::Future => f.write_str("this date is in the future; correct it"),
            Self::BeforeBirth => f.write_str("this date is before the patient's birth; correct it"),
        }
    }
}

impl core::error::Error for Why {}

/// The answer that a text gives to a question. Regions stand in a list with commas.
pub fn parse_one(question: &Question, text: &str, dates: Dates) -> Result<Answer, Why> {
    let text = text.trim();
    match (text, &question.kind) {
        ("", _) => Err(Why::Empty),
        ("unsure", _) => Ok(Answer::Unsure),
        ("declined", _) => Ok(Answer::Declined),
        ("not asked" | "not-asked", _) => Ok(Answer::NotAsked),
        ("yes", Kind::YesNo) => Ok(Answer::Yes),
        ("no", Kind::YesNo) => Ok(Answer::No),
        (_, Kind::YesNo) => Err(Why::NotYesNo),
        (_, Kind::Number { .. }) => number(&question.kind, text).map(Answer::Value),
        (_, Kind::Choice(choices)) => choices
            .iter()
            .find(|choice| choice.id.as_str() == text)
            .map(|choice| Answer::Value(Value::Choice(choice.id.clone())))
            .ok_or_else(|| not_one_of(choices.iter().map(|choice| choice.id.as_str()))),
        (_, Kind::Date) => parse_date(text, dates).map(|date| Answer::Value(Value::Date(date))),
        (NOWHERE, Kind::Regions(_)) => Ok(Answer::Value(Value::Regions(BTreeSet::new()))),
        (_, Kind::Regions(known)) => text
            .split(',')
            .map(|part| {
                let found = known
                    .iter()
                    .find(|region| region.id.as_str() == part.trim());
                found
                    .map(|region| region.id.clone())
                    .ok_or_else(|| not_one_of(known.iter().map(|region| region.id.as_str())))
            })
            .collect::<Result<_, _>>()
            .map(|regions| Answer::Value(Value::Regions(regions))),
    }
}

/// A date in the patient's life up to today.
pub fn parse_date(text: &str, dates: Dates) -> Result<Date, Why> {
    // Only year-month-day: the calendar library would also take a time after it.
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date: Date = text.parse().ok().filter(|_| plain).ok_or(Why::NotADate)?;
    if date > dates.today {
        Err(Why::Future)
    } else if dates.born.is_some_and(|born| date < born) {
        Err(Why::BeforeBirth)
    } else {
        Ok(date)
    }
}

fn number(kind: &Kind, text: &str) -> Result<Value, Why> {
    let value: Decimal = text.parse().map_err(|_| Why::NotANumber)?;
    match kind {
        Kind::Number { places, .. } if value.scale() > *places => Err(Why::TooManyPlaces(*places)),
        Kind::Number {
            least, most, unit, ..
        } if value < *least || value > *most => Err(Why::OutOfRange {
            least: *least,
            most: *most,
            unit: unit.clone(),
        }),
        _ => Ok(Value::Number(value)),
    }
}

fn not_one_of<'a>(known: impl Iterator<Item = &'a str>) -> Why {
    Why::NotOneOf(known.map(ToString::to_string).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        name::{ChoiceId, QuestionId, Region},
        question::{Choice, Part, RegionName},
    };
    use alloc::{collections::BTreeSet, vec};
    use jiff::civil::date;

    fn ask(kind: Kind, text: &str) -> Result<Answer, Why> {
        let question = Question {
            id: QuestionId::new("q").unwrap(),
            ask: "?".into(),
            help: None,
            kind,
            worse: None,
            each_side: false,
            each_item: false,
            measure: None,
            mandatory: true,
            part: Part::Safety,
            ask_if: None,
            at: BTreeSet::new(),
            lasting: false,
            ask_since: false,
            attested: false,
            evidence: vec![],
        };
        let dates = Dates {
            today: date(2026, 11, 21),
            born: Some(date(1980, 1, 1)),
        };
        parse_one(&question, text, dates)
    }

    fn pain() -> Kind {
        Kind::Number {
            least: Decimal::ZERO,
            most: Decimal::whole(10),
            places: 1,
            unit: "of 10".into(),
        }
    }

    #[test]
    fn only_a_plain_yes_or_no_is_one() {
        assert_eq!(ask(Kind::YesNo, "yes"), Ok(Answer::Yes));
        assert_eq!(ask(Kind::YesNo, " no "), Ok(Answer::No));
        for text in ["y", "Yes", "true", "0", "nein"] {
            assert_eq!(ask(Kind::YesNo, text), Err(Why::NotYesNo), "{text}");
        }
        assert_eq!(ask(Kind::YesNo, "  "), Err(Why::Empty));
    }

    #[test]
    fn the_states_answer_every_question() {
        for kind in [Kind::YesNo, pain(), Kind::Date] {
            assert_eq!(ask(kind.clone(), "unsure"), Ok(Answer::Unsure));
            assert_eq!(ask(kind.clone(), "declined"), Ok(Answer::Declined));
            assert_eq!(ask(kind, "not asked"), Ok(Answer::NotAsked));
        }
    }

    #[test]
    fn numbers_are_plain_decimals_in_range() {
        let six = Answer::Value(Value::Number("6.5".parse().unwrap()));
        assert_eq!(ask(pain(), "6.50"), Ok(six));
        for text in ["6,5", "6/10", "1e1", "+6", "six", "yes"] {
            assert_eq!(ask(pain(), text), Err(Why::NotANumber), "{text}");
        }
        assert_eq!(ask(pain(), "6.25"), Err(Why::TooManyPlaces(1)));
        assert!(matches!(ask(pain(), "10.1"), Err(Why::OutOfRange { .. })));
        assert!(matches!(ask(pain(), "-1"), Err(Why::OutOfRange { .. })));
    }

    #[test]
    fn dates_lie_between_birth_and_today() {
        assert!(ask(Kind::Date, "2026-11-21").is_ok());
        assert_eq!(ask(Kind::Date, "2026-11-22"), Err(Why::Future));
        assert_eq!(ask(Kind::Date, "1979-12-31"), Err(Why::BeforeBirth));
        for text in [
            "2026-02-30",
            "1.3.2026",
            "2026-3-1",
            "2026-03-01T10:00",
            "20260301",
        ] {
            assert_eq!(ask(Kind::Date, text), Err(Why::NotADate), "{text}");
        }
    }

    #[test]
    fn choices_and_regions_are_those_of_the_question() {
        let choice = |id: &str| Choice {
            id: ChoiceId::new(id).unwrap(),
            label: id.into(),
        };
        let kind = Kind::Choice(vec![choice("no"), choice("some")]);
        let no = Answer::Value(Value::Choice(ChoiceId::new("no").unwrap()));
        assert_eq!(ask(kind.clone(), "no"), Ok(no));
        assert!(matches!(ask(kind, "yes"), Err(Why::NotOneOf(_))));

        let region = |id: &str| RegionName {
            id: Region::new(id).unwrap(),
            label: id.into(),
        };
        let kind = Kind::Regions(vec![region("back"), region("calf")]);
        let both = ["back", "calf"].map(|id| Region::new(id).unwrap());
        let both = Answer::Value(Value::Regions(both.into()));
        assert_eq!(ask(kind.clone(), "calf, back"), Ok(both));
        let none = Answer::Value(Value::Regions(BTreeSet::new()));
        assert_eq!(ask(kind.clone(), "nowhere"), Ok(none));
        assert!(matches!(ask(kind, "back, knee"), Err(Why::NotOneOf(_))));
    }
}
