//! What answers must be before they are kept: of the pack's questions, in their ranges, and not against each other.

use alloc::{string::String, vec::Vec};
use jiff::civil::Date;

use crate::{
    answer::{Answer, Answers, Given, Slot, Value},
    content::Content,
    facts::Facts,
    form::{above, contradictions},
    question::{Kind, Question, Worse},
    record::{desk::Desk, refusal::Reason},
};

/// Everything that is wrong with some answers. `changed` are those that are being recorded now.
pub(super) fn faults(
    content: &Content,
    changed: &Answers,
    facts: &Facts<'_>,
    desk: &Desk<'_>,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = changed
        .iter()
        .filter_map(|(slot, given)| fault(content, slot, given, desk))
        .collect();
    reasons.extend(
        contradictions(content, facts)
            .into_iter()
            .map(Reason::Contradiction),
    );
    reasons.extend(
        above(content, facts.answers())
            .into_iter()
            .filter(|(lesser, greater)| {
                changed.contains_key(lesser) || changed.contains_key(greater)
            })
            .map(|(lesser, greater)| Reason::Above(lesser, greater)),
    );
    reasons
}

fn fault(content: &Content, slot: &Slot, given: &Given, desk: &Desk<'_>) -> Option<Reason> {
    let question = content
        .questions
        .get(slot.question.as_str())
        .filter(|question| question.each_side == slot.side.is_some());
    let Some(question) = question else {
        return Some(Reason::NoSuchQuestion(slot.clone()));
    };
    if !takes(question, &given.answer, desk.today) || !same_unit(question, given) {
        return Some(Reason::WrongAnswer(slot.clone()));
    }
    if given.since.is_some_and(|since| since > desk.today) {
        return Some(Reason::Date {
            what: alloc::format!("the onset of {slot} is today or earlier"),
        });
    }
    (question.attested && !desk.is_registered() && is_milder(question, &given.answer))
        .then(|| Reason::Attested(slot.clone()))
}

fn takes(question: &Question, answer: &Answer, today: Date) -> bool {
    match (answer, &question.kind) {
        (Answer::Unsure | Answer::Declined | Answer::NotAsked, _)
        | (Answer::Yes | Answer::No, Kind::YesNo) => true,
        (Answer::Value(value), kind) => match (value, kind) {
            (
                Value::Number(number),
                Kind::Number {
                    least,
                    most,
                    places,
                    ..
                },
            ) => number >= least && number <= most && number.scale() <= *places,
            (Value::Choice(choice), Kind::Choice(choices)) => {
                choices.iter().any(|known| known.id == *choice)
            }
            (Value::Date(date), Kind::Date) => *date <= today,
            (Value::Regions(regions), Kind::Regions(known)) => regions
                .iter()
                .all(|region| known.iter().any(|known| known.id == *region)),
            _ => false,
        },
        (Answer::Yes | Answer::No, _) => false,
    }
}

fn same_unit(question: &Question, given: &Given) -> bool {
    let asked: Option<&String> = match &question.kind {
        Kind::Number { unit, .. } => Some(unit),
        _ => None,
    };
    given.unit.is_none() || given.unit.as_ref() == asked
}

/// Whether an explicit answer is milder than the worst of its question.
fn is_milder(question: &Question, answer: &Answer) -> bool {
    match (answer, &question.worse) {
        (Answer::Unsure | Answer::Declined | Answer::NotAsked, _)
        | (Answer::Yes, Some(Worse::Yes))
        | (Answer::No, Some(Worse::No)) => false,
        (Answer::Value(Value::Number(number)), Some(worse)) => match (&question.kind, worse) {
            (Kind::Number { most, .. }, Worse::Higher) => number < most,
            (Kind::Number { least, .. }, Worse::Lower) => number > least,
            _ => true,
        },
        (Answer::Value(Value::Choice(choice)), Some(Worse::Order(mildest_first))) => {
            mildest_first.last() != Some(choice)
        }
        _ => true,
    }
}
