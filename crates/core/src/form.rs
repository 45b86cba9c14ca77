//! The one definition of every form: commands, pages and files all ask what this says.

use alloc::vec::Vec;

use crate::{
    answer::Slot,
    content::Content,
    evaluate::{Judge, Truth},
    facts::{DATE_OF_BIRTH, Facts},
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

/// What is asked at a check-in about one exercise, given the answers so far, those about it among them.
pub fn asks_of_item<'a>(content: &'a Content, facts: &Facts<'_>) -> Vec<Ask<'a>> {
    in_order(content, facts, |question| {
        question.at.contains(&Occasion::CheckIn) && question.each_item
    })
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
