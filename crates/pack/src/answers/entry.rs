//! One answer after another: from what is written to what it says.

use std::{borrow::Cow, ops::Range};

use plinth_core::{
    answer::{Answer, Answers, Given, Side, Slot, Value, Via},
    answer_parse::{Dates, parse_date, parse_one},
    question::{Kind, Part, Question, Questions},
};
use serde::{Deserialize, de::value::StrDeserializer};

use crate::{
    diagnostic::{Diagnostic, did_you_mean},
    raw::{AnswerEntry, AnswerMember, At},
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
    pub(crate) fn answers(&mut self, entries: &[AnswerMember<'_>]) -> Answers {
        let mut given = Vec::with_capacity(entries.len());
        for (key, entry) in entries {
            self.answer(key, entry, &mut given);
        }
        if !given.is_sorted_by(|(a, ..), (b, ..)| a < b) {
            given.sort_by(|(a, ..), (b, ..)| a.cmp(b));
        }
        for pair in given.windows(2) {
            if let [(first, ..), (second, _, span)] = pair
                && first == second
            {
                self.wrong(
                    "duplicate-key",
                    span,
                    format!("`{second}` is answered twice"),
                    "leave one of them out",
                );
            }
        }
        given
            .into_iter()
            .map(|(slot, given, _)| (slot, given))
            .collect()
    }

    /// The answers that one key gives: one, or two where it names a left and a right.
    fn answer<'e>(
        &mut self,
        key: &'e At<Cow<'_, str>>,
        entry: &At<AnswerEntry<'_>>,
        into: &mut Vec<Placed<'e>>,
    ) {
        let Some((question, side)) = self.question(key) else {
            return;
        };
        match (question.each_side, side, &entry.is) {
            (true, None, AnswerEntry::Table(parts)) => {
                self.both_sides(question, key, parts, into);
            }
            (true, None, _) => self.wrong(
                "side-missing",
                &key.span,
                format!("`{0}` is asked for each side", question.id),
                "write NAME.left and NAME.right",
            ),
            (false, Some(_), _) => self.wrong(
                "side-superfluous",
                &key.span,
                format!("`{}` has no sides", question.id),
                "leave .left or .right out",
            ),
            (_, side, _) => {
                let read = self.slot(question, side, entry);
                into.extend(read.map(|(slot, given)| (slot, given, &key.span)));
            }
        }
    }

    fn both_sides<'e>(
        &mut self,
        question: &Question,
        key: &'e At<Cow<'_, str>>,
        parts: &[AnswerMember<'_>],
        into: &mut Vec<Placed<'e>>,
    ) {
        for (side, entry) in parts {
            match Side::BOTH
                .into_iter()
                .find(|known| known.as_str() == side.is)
            {
                Some(side) => {
                    let read = self.slot(question, Some(side), entry);
                    into.extend(read.map(|(slot, given)| (slot, given, &key.span)));
                }
                None => self.wrong(
                    "side-missing",
                    &key.span,
                    format!("`{}` is asked for each side", question.id),
                    "name left and right in its table, and nothing else",
                ),
            }
        }
    }

    /// The question that a key names, and the side where it names one.
    pub(crate) fn question(
        &mut self,
        key: &At<impl AsRef<str>>,
    ) -> Option<(&'a Question, Option<Side>)> {
        let (name, side) = name_and_side(key.is.as_ref());
        if let Some(question) = self.questions.get(name) {
            return Some((question, side));
        }
        let known = self.questions.iter().map(|question| question.id.as_str());
        let hint = did_you_mean(name, known).unwrap_or(Cow::Borrowed("see the pack's questions"));
        // The key itself is not repeated: it may be anything at all.
        self.wrong(
            "unknown-question",
            &key.span,
            "there is an answer to a question that the pack does not have".into(),
            &hint,
        );
        None
    }

    fn slot(
        &mut self,
        question: &Question,
        side: Option<Side>,
        entry: &At<AnswerEntry<'_>>,
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
        entry: &At<AnswerEntry<'_>>,
        entries: &'e [AnswerMember<'e>],
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
        entry: &At<AnswerEntry<'_>>,
    ) -> Option<Answer> {
        let words = match (&entry.is, &question.kind) {
            (AnswerEntry::List(list), Kind::Regions(_)) if list.is_empty() => "nowhere".into(),
            (AnswerEntry::List(list), Kind::Regions(_)) => {
                let regions: Vec<_> = list.iter().map(|region| region.is.as_ref()).collect();
                regions.join(",").into()
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
            _ => Cow::Borrowed(self.words(entry)?),
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
    pub(crate) fn words<'e>(&mut self, entry: &'e At<AnswerEntry<'_>>) -> Option<&'e str>
    where
        'a: 'e,
    {
        match &entry.is {
            AnswerEntry::Text(text) => Some(text),
            AnswerEntry::Number => self.text.get(entry.span.clone()),
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
        entry: &At<AnswerEntry<'_>>,
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
        match parse_date(words, self.dates) {
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

    fn via(&mut self, slot: &Slot, entry: &At<AnswerEntry<'_>>) -> Option<Via> {
        let words = self.words(entry)?;
        let read = Via::deserialize(StrDeserializer::<serde::de::value::Error>::new(words));
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

/// An answer with its slot, and where its key stands.
type Placed<'e> = (Slot, Given, &'e Range<usize>);

/// The parts of a key: what is perhaps a question, and the side where it names one.
pub(super) fn name_and_side(key: &str) -> (&str, Option<Side>) {
    match key.rsplit_once('.') {
        Some((name, "left")) => (name, Some(Side::Left)),
        Some((name, "right")) => (name, Some(Side::Right)),
        _ => (key, None),
    }
}

/// The parts of one written answer.
struct Parts<'e> {
    value: &'e At<AnswerEntry<'e>>,
    since: Option<&'e At<AnswerEntry<'e>>>,
    via: Option<&'e At<AnswerEntry<'e>>>,
}
