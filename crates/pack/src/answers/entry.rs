//! One answer after another: from what is written to what it says.

use std::{borrow::Cow, collections::btree_map::Entry, ops::Range};

use plinth_core::{
    answer::{Answer, Answers, Given, Side, Slot, Value, Via},
    answer_parse::{Dates, parse_date, parse_one},
    question::{Kind, Part, Question, Questions},
};
use serde::{Deserialize, de::value::StrDeserializer};

use crate::{
    diagnostic::{Diagnostic, did_you_mean},
    raw::{AnswerEntry, At},
};

/// Answers of one file while they are read.
pub(crate) struct Reading<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) questions: &'a Questions,
    pub(crate) dates: Dates,
    pub(crate) diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Reading<'a> {
    pub(crate) fn wrong(
        &mut self,
        code: &'static str,
        span: &Range<usize>,
        message: String,
        hint: &str,
    ) {
        self.diagnostics
            .push(Diagnostic::error(code, self.file, span.clone(), message).hint(hint));
    }

    /// All answers of a table.
    pub(crate) fn answers(&mut self, entries: &[(At<String>, At<AnswerEntry>)]) -> Answers {
        let mut answers = Answers::new();
        for (key, entry) in entries {
            for (slot, given) in self.answer(key, entry) {
                match answers.entry(slot) {
                    Entry::Vacant(place) => {
                        place.insert(given);
                    }
                    Entry::Occupied(place) => self.wrong(
                        "duplicate-key",
                        &key.span,
                        format!("`{}` is answered twice", place.key()),
                        "leave one of them out",
                    ),
                }
            }
        }
        answers
    }

    /// The answers that one key gives: one, or two where it names a left and a right.
    fn answer(&mut self, key: &At<String>, entry: &At<AnswerEntry>) -> Vec<(Slot, Given)> {
        let Some((question, side)) = self.question(key) else {
            return Vec::new();
        };
        let sides = match (question.each_side, side, &entry.is) {
            (true, None, AnswerEntry::Table(parts)) => {
                return self.both_sides(question, key, parts);
            }
            (true, None, _) => {
                self.wrong(
                    "side-missing",
                    &key.span,
                    format!("`{0}` is asked for each side", question.id),
                    "write NAME.left and NAME.right",
                );
                return Vec::new();
            }
            (false, Some(_), _) => {
                self.wrong(
                    "side-superfluous",
                    &key.span,
                    format!("`{}` has no sides", question.id),
                    "leave .left or .right out",
                );
                return Vec::new();
            }
            (_, side, _) => side,
        };
        self.slot(question, sides, entry).into_iter().collect()
    }

    fn both_sides(
        &mut self,
        question: &Question,
        key: &At<String>,
        parts: &[(At<String>, At<AnswerEntry>)],
    ) -> Vec<(Slot, Given)> {
        let mut given = Vec::new();
        for (side, entry) in parts {
            match Side::BOTH
                .into_iter()
                .find(|known| known.as_str() == side.is)
            {
                Some(side) => given.extend(self.slot(question, Some(side), entry)),
                None => self.wrong(
                    "side-missing",
                    &key.span,
                    format!("`{}` is asked for each side", question.id),
                    "name left and right in its table, and nothing else",
                ),
            }
        }
        given
    }

    /// The question that a key names, and the side where it names one.
    pub(crate) fn question(&mut self, key: &At<String>) -> Option<(&'a Question, Option<Side>)> {
        let questions = self.questions;
        let slot = key.is.parse::<Slot>().ok();
        let found = slot
            .as_ref()
            .and_then(|slot| Some((questions.get(slot.question.as_str())?, slot.side)));
        if found.is_none() {
            // What is no name at all, such as one with an underscore, may still be near one.
            let name = slot.map_or_else(|| key.is.clone(), |slot| slot.question.to_string());
            let hint = did_you_mean(&name, questions.iter().map(|q| q.id.as_str()))
                .unwrap_or(Cow::Borrowed("see the pack's questions"));
            // The key itself is not repeated: it may be anything at all.
            self.wrong(
                "unknown-question",
                &key.span,
                "there is an answer to a question that the pack does not have".into(),
                &hint,
            );
        }
        found
    }

    fn slot(
        &mut self,
        question: &Question,
        side: Option<Side>,
        entry: &At<AnswerEntry>,
    ) -> Option<(Slot, Given)> {
        let slot = Slot {
            question: question.id.clone(),
            side,
        };
        let mut parts = Parts {
            value: entry,
            since: None,
            via: None,
        };
        if let AnswerEntry::Table(entries) = &entry.is {
            parts = self.parts(&slot, entry, entries)?;
        }
        let answer = self.value(&slot, question, parts.value)?;
        let since = match parts.since {
            None => None,
            Some(since) => Some(self.since(&slot, question, since)?),
        };
        let via = match parts.via {
            None if question.part == Part::Examination => Via::Examination,
            None => Via::Patient,
            Some(via) => self.via(&slot, via)?,
        };
        let unit = match (&answer, &question.kind) {
            (Answer::Value(Value::Number(_)), Kind::Number { unit, .. }) => Some(unit.clone()),
            _ => None,
        };
        let given = Given {
            answer,
            unit,
            since,
            via,
        };
        Some((slot, given))
    }

    fn parts<'e>(
        &mut self,
        slot: &Slot,
        entry: &At<AnswerEntry>,
        entries: &'e [(At<String>, At<AnswerEntry>)],
    ) -> Option<Parts<'e>> {
        let find = |name: &str| {
            entries
                .iter()
                .find(|(key, _)| key.is == name)
                .map(|(_, value)| value)
        };
        let known = |name: &str| ["value", "since", "via"].contains(&name);
        let fits = entries.iter().all(|(key, _)| known(&key.is));
        if let Some(value) = find("value").filter(|_| fits) {
            return Some(Parts {
                value,
                since: find("since"),
                via: find("via"),
            });
        }
        self.wrong(
            "wrong-type",
            &entry.span,
            format!("the table of `{slot}` has no value, or keys that it cannot have"),
            "write { value = …, since = …, via = … }; only value is needed",
        );
        None
    }

    fn value(
        &mut self,
        slot: &Slot,
        question: &Question,
        entry: &At<AnswerEntry>,
    ) -> Option<Answer> {
        let words = match (&entry.is, &question.kind) {
            (AnswerEntry::List(list), Kind::Regions(_)) if list.is_empty() => "nowhere".into(),
            (AnswerEntry::List(list), Kind::Regions(_)) => {
                let regions: Vec<_> = list.iter().map(|region| region.is.as_str()).collect();
                regions.join(",")
            }
            (AnswerEntry::Other(_) | AnswerEntry::List(_) | AnswerEntry::Table(_), _) => {
                self.wrong(
                    "wrong-type",
                    &entry.span,
                    format!("`{slot}` cannot be answered in this form"),
                    "write \"yes\", \"no\", a number, a choice, a date or a list of regions; what was not asked is \"not asked\"",
                );
                return None;
            }
            _ => self.words(entry)?,
        };
        match parse_one(question, &words, self.dates) {
            Ok(answer) => Some(answer),
            Err(why) => {
                self.wrong(
                    "wrong-answer",
                    &entry.span,
                    format!("`{slot}` cannot be answered so"),
                    &why.to_string(),
                );
                None
            }
        }
    }

    /// The text of something that stands alone. Numbers are taken as they stand in the file, digit by digit.
    pub(crate) fn words(&mut self, entry: &At<AnswerEntry>) -> Option<String> {
        match &entry.is {
            AnswerEntry::Text(text) => Some(text.clone()),
            AnswerEntry::Number => self.text.get(entry.span.clone()).map(ToOwned::to_owned),
            _ => {
                self.wrong(
                    "wrong-type",
                    &entry.span,
                    "this stands in the wrong form".into(),
                    "write a text in quotes, or a number",
                );
                None
            }
        }
    }

    pub(crate) fn since(
        &mut self,
        slot: &Slot,
        question: &Question,
        entry: &At<AnswerEntry>,
    ) -> Option<jiff::civil::Date> {
        if !question.ask_since {
            self.wrong(
                "since-superfluous",
                &entry.span,
                format!("since when `{slot}` is so is not asked"),
                "leave `since` out",
            );
            return None;
        }
        let words = self.words(entry)?;
        match parse_date(&words, self.dates) {
            Ok(date) => Some(date),
            Err(why) => {
                self.wrong(
                    "wrong-date",
                    &entry.span,
                    format!("`since` of `{slot}` cannot be so"),
                    &why.to_string(),
                );
                None
            }
        }
    }

    fn via(&mut self, slot: &Slot, entry: &At<AnswerEntry>) -> Option<Via> {
        let words = self.words(entry)?;
        let read = Via::deserialize(StrDeserializer::<serde::de::value::Error>::new(&words));
        if read.is_err() {
            self.wrong(
                "unknown-word",
                &entry.span,
                format!("`via` of `{slot}` says something unknown"),
                "it is patient, card, telephone, interpreter, carer, examination or letter",
            );
        }
        read.ok()
    }
}

/// The parts of one written answer.
struct Parts<'e> {
    value: &'e At<AnswerEntry>,
    since: Option<&'e At<AnswerEntry>>,
    via: Option<&'e At<AnswerEntry>>,
}
