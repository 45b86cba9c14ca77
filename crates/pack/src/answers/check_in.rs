//! Files of check-ins: answers, and beside them what is said of each exercise and of each goal.

use std::collections::BTreeMap;

use jiff::civil::Date;
use plinth_core::{
    answer::Answers, answer_parse::Dates, content::Content, name::ExerciseId, question::Question,
};

use super::{AnswerFile, CheckInTables, Format, Reading, entry::name_and_side, top_level, whole};
use crate::{
    diagnostic::{Diagnostic, did_you_mean},
    raw::{AnswerEntry, AnswerMember, At},
};

/// The most that a goal can be scored.
const BEST: u8 = 10;

/// A file of a check-in, read and held to a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInAnswers {
    /// Whose it is, and the answers to what is asked once.
    pub file: AnswerFile,
    /// The answers to what is asked for each exercise.
    pub items: BTreeMap<ExerciseId, Answers>,
    /// What the patient can do of each goal, from 0 to 10, by the place of the goal in the record, from 1.
    pub goals: BTreeMap<u32, u8>,
}

/// Reads a file of a check-in. Whether an exercise runs, and whether a goal is there, only the record can say.
///
/// # Errors
/// Everything that is wrong with it, as [`read`](super::read) says; an exercise that the pack does not have; a question
/// that stands among the exercises and is asked once, or the other way about; a goal that has no place or no whole score.
pub fn read_check_in(
    name: &str,
    text: &str,
    format: Format,
    content: &Content,
    today: Date,
) -> Result<CheckInAnswers, Vec<Diagnostic>> {
    whole(name, text, format, |entries, diagnostics| {
        let mut reading = Reading {
            file: name,
            text,
            questions: &content.questions,
            dates: Dates { today, born: None },
            diagnostics,
        };
        let mut tables = CheckInTables::default();
        let file = top_level(&mut reading, &entries.0, Some(&mut tables));
        for (key, value) in &entries.0 {
            if let ("answers", AnswerEntry::Table(answers)) = (key.is.as_ref(), &value.is) {
                in_place(&mut reading, answers, false);
            }
        }
        CheckInAnswers {
            file,
            items: items(&mut reading, content, tables.items),
            goals: goals(&mut reading, tables.goals),
        }
    })
}

fn items(
    reading: &mut Reading<'_>,
    content: &Content,
    entries: &[AnswerMember<'_>],
) -> BTreeMap<ExerciseId, Answers> {
    let mut items = BTreeMap::new();
    for (key, entry) in entries {
        let known = content.exercises.keys();
        let Some(exercise) = known.clone().find(|id| id.as_str() == key.is) else {
            let hint = did_you_mean(&key.is, known.map(ExerciseId::as_str));
            reading.wrong(
                "unknown-exercise",
                &key.span,
                "there are answers for an exercise that the pack does not have".into(),
                &hint.unwrap_or("see the pack's exercises".into()),
            );
            continue;
        };
        let AnswerEntry::Table(answers) = &entry.is else {
            reading.wrong(
                "wrong-type",
                &entry.span,
                format!("what is said of `{exercise}` has the wrong form"),
                "write a table of answers: [items.EXERCISE] in TOML, \"EXERCISE\": { … } in JSON",
            );
            continue;
        };
        in_place(reading, answers, true);
        items.insert(exercise.clone(), reading.answers(answers));
    }
    items
}

/// Says which questions stand among the exercises and are asked once, or the other way about.
fn in_place(reading: &mut Reading<'_>, entries: &[AnswerMember<'_>], each_item: bool) {
    for (key, _) in entries {
        let (name, _) = name_and_side(&key.is);
        let question = reading.questions.get(name);
        if let Some(Question { id, .. }) = question.filter(|q| q.each_item != each_item) {
            let (message, hint) = if each_item {
                (
                    format!("`{id}` is asked once, and not for each exercise"),
                    "write it under `answers`",
                )
            } else {
                (
                    format!("`{id}` is asked for each exercise"),
                    "write it under its exercise, in `items`",
                )
            };
            reading.wrong("wrong-place", &key.span, message, hint);
        }
    }
}

fn goals(reading: &mut Reading<'_>, entries: &[AnswerMember<'_>]) -> BTreeMap<u32, u8> {
    let mut goals = BTreeMap::new();
    for (key, entry) in entries {
        let place = whole_number(&key.is).filter(|place| *place > 0);
        if place.is_none() {
            reading.wrong(
                "unknown-goal",
                &key.span,
                "there is a score for a goal that cannot be".into(),
                "goals are counted from 1, in the order of the record",
            );
        }
        let score = score(reading, entry);
        if score.is_none() {
            reading.wrong(
                "wrong-answer",
                &entry.span,
                "a goal cannot be scored so".into(),
                "say a whole number from 0 to 10; leave out a goal that was not asked",
            );
        }
        goals.extend(place.zip(score));
    }
    goals
}

fn score(reading: &Reading<'_>, entry: &At<AnswerEntry<'_>>) -> Option<u8> {
    let written = match &entry.is {
        AnswerEntry::Text(text) => text,
        AnswerEntry::Number => reading.text.get(entry.span.clone())?,
        _ => return None,
    };
    let score = u8::try_from(whole_number(written)?).ok()?;
    (score <= BEST).then_some(score)
}

/// Digits alone, and no zero before others, so that no number can be written in two ways.
fn whole_number(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let short = text == "0" || !text.starts_with('0');
    text.parse().ok().filter(|_| plain && short)
}
