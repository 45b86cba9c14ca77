//! The one definition of every form: commands, pages and files all ask what this says.

use alloc::vec::Vec;

use crate::{
    answer::{Answer, Answers, Slot, Value},
    content::Content,
    decimal::Decimal,
    evaluate::{Judge, Truth},
    facts::{DATE_OF_BIRTH, Facts},
    measure::NEVER_ABOVE,
    question::{Occasion, Question},
};

/// A question to be put, or one that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask<'a> {
    /// Where its answer goes.
    pub slot: Slot,
    /// What is asked.
    pub question: &'a Question,
    /// Whether there is an answer of any kind.
    pub answered: bool,
}

/// What is asked on this occasion, in order, given the answers so far. It begins with the questions that can stop
/// everything, for the pack puts them first; a follow-up appears as soon as its gate is no longer known to be closed.
pub fn asks<'a>(content: &'a Content, facts: &Facts<'_>, occasion: Occasion) -> Vec<Ask<'a>> {
    in_order(content, facts, move |question| {
        question.at.contains(&occasion) && !question.each_item
    })
}

/// What is asked at a check-in about one exercise, given the answers so far, those about it among them. How it went is not
/// asked of one that was done on no day.
pub fn asks_of_item<'a>(content: &'a Content, facts: &Facts<'_>) -> Vec<Ask<'a>> {
    let days_done = content.check_in.readings.days_done.as_ref();
    let not_done = is_done_on_no_day(content, facts.answers());
    in_order(content, facts, |question| {
        question.at.contains(&Occasion::CheckIn)
            && question.each_item
            && (!not_done || Some(&question.id) == days_done)
    })
}

/// Whether these answers about an exercise say that it was done on no day.
fn is_done_on_no_day(content: &Content, answers: &Answers) -> bool {
    let Some(question) = content.check_in.readings.days_done.clone() else {
        return false;
    };
    let slot = Slot {
        question,
        side: None,
    };
    answers
        .get(&slot)
        .is_some_and(|given| given.answer == Answer::Value(Value::Number(Decimal::ZERO)))
}

/// Answers of how an exercise went that was done on no day: one of the two must be wrong.
pub fn answered_though_not_done(content: &Content, answers: &Answers) -> Vec<Slot> {
    if !is_done_on_no_day(content, answers) {
        return Vec::new();
    }
    let days_done = content.check_in.readings.days_done.as_ref();
    answers
        .iter()
        .filter(|(_, given)| !matches!(given.answer, Answer::NotAsked | Answer::Declined))
        .map(|(slot, _)| slot)
        .filter(|slot| Some(&slot.question) != days_done)
        .filter(|slot| {
            let question = content.questions.get(slot.question.as_str());
            question.is_some_and(|question| question.each_item)
        })
        .cloned()
        .collect()
}

/// Whether these answers about an exercise say that it was done on no day, and nothing else of it.
pub fn is_not_done(content: &Content, answers: &Answers) -> bool {
    is_done_on_no_day(content, answers) && answered_though_not_done(content, answers).is_empty()
}

/// Readings of the same time of which the first is above the second and never can be: the average above the worst.
pub fn above(content: &Content, answers: &Answers) -> Vec<(Slot, Slot)> {
    let readings: Vec<(&str, &Slot, Decimal)> = answers
        .iter()
        .filter_map(|(slot, given)| {
            let question = content.questions.get(slot.question.as_str())?;
            let Answer::Value(Value::Number(number)) = given.answer else {
                return None;
            };
            Some((question.measure.as_ref()?.as_str(), slot, number))
        })
        .collect();
    let mut pairs = Vec::new();
    for (lesser, low, below) in &readings {
        for (greater, high, limit) in &readings {
            if below > limit && low.side == high.side && NEVER_ABOVE.contains(&(*lesser, *greater))
            {
                pairs.push(((*low).clone(), (*high).clone()));
            }
        }
    }
    pairs
}

fn in_order<'a>(
    content: &'a Content,
    facts: &Facts<'_>,
    is_asked: impl Fn(&Question) -> bool,
) -> Vec<Ask<'a>> {
    let judge = Judge::new(content, facts);
    content
        .questions
        .iter()
        .filter(|question| is_asked(question))
        // Two birth dates of one patient would be one too many.
        .filter(|question| !(facts.birth_is_on_record() && question.id.as_str() == DATE_OF_BIRTH))
        .filter(|question| match &question.ask_if {
            None => true,
            // Before its gate is answered a follow-up would be a riddle.
            Some(gate) => judge.truth(gate) == Truth::True,
        })
        .flat_map(|question| {
            question.slots().map(move |slot| {
                let answered = facts.answers().contains_key(&slot);
                Ask {
                    slot,
                    question,
                    answered,
                }
            })
        })
        .collect()
}

/// Answers to follow-ups whose gate is known to be closed: one of the two must be wrong.
pub fn contradictions(content: &Content, facts: &Facts<'_>) -> Vec<Slot> {
    let judge = Judge::new(content, facts);
    facts
        .answers()
        .keys()
        .filter(|slot| {
            facts.effective(&slot.question, slot.side).is_some()
                && content
                    .questions
                    .get(slot.question.as_str())
                    .and_then(|question| question.ask_if.as_ref())
                    .is_some_and(|gate| judge.truth(gate) == Truth::False)
        })
        .cloned()
        .collect()
}
