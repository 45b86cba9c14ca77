//! The table of facts that conditions are evaluated against.

use alloc::collections::BTreeMap;
use jiff::civil::Date;

use crate::{
    answer::{Answer, Answers, Side, Slot, Value},
    calendar,
    condition::{Fact, Of},
    decimal::Decimal,
    finding::Found,
    name::{ChoiceId, QuestionId},
    question::{Question, Questions, Worse},
};

/// The question whose answer gives the patient's age where no record does.
pub const DATE_OF_BIRTH: &str = "date-of-birth";

/// A fact with its side settled.
pub type Settled = Fact<Option<Side>>;

/// Answers, and values that the core derives from them, from the calendar and from the record.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    questions: &'a Questions,
    answers: &'a Answers,
    derived: BTreeMap<Settled, Decimal>,
}

impl<'a> Facts<'a> {
    /// The facts of one set of answers given on `today`: the answers themselves, how long they have been so, and the age
    /// in completed years from `birth`, or from the answer to [`DATE_OF_BIRTH`] where `birth` is not known.
    pub fn new(
        questions: &'a Questions,
        answers: &'a Answers,
        birth: Option<Date>,
        today: Date,
    ) -> Self {
        let mut facts = Self {
            questions,
            answers,
            derived: BTreeMap::new(),
        };
        for (slot, given) in answers {
            if let Some(since) = given.since.filter(|since| *since <= today) {
                let of = Of {
                    question: slot.question.clone(),
                    side: slot.side,
                };
                facts.derived.insert(
                    Fact::OnsetDays(of),
                    Decimal::whole(calendar::days_between(since, today)),
                );
            }
        }
        let birth = birth.or_else(|| facts.answered_birth());
        if let Some(age) = birth.and_then(|birth| calendar::completed_years(birth, today)) {
            facts
                .derived
                .insert(Fact::Age, Decimal::whole(i64::from(age)));
        }
        facts
    }

    /// Adds a value that was derived from the record.
    #[must_use]
    pub fn with(mut self, fact: Settled, value: Decimal) -> Self {
        self.derived.insert(fact, value);
        self
    }

    fn answered_birth(&self) -> Option<Date> {
        let slot = Slot {
            question: QuestionId::new(DATE_OF_BIRTH).ok()?,
            side: None,
        };
        match &self.answers.get(&slot)?.answer {
            Answer::Value(Value::Date(date)) => Some(*date),
            _ => None,
        }
    }

    /// The questions that the answers belong to.
    pub fn questions(&self) -> &'a Questions {
        self.questions
    }

    /// The answers.
    pub fn answers(&self) -> &'a Answers {
        self.answers
    }

    /// The derived values, to be recorded with a decision.
    pub fn derived(&self) -> &BTreeMap<Settled, Decimal> {
        &self.derived
    }

    /// The raw answer in a slot; a slot without one was not asked.
    pub fn raw(&self, slot: &Slot) -> &'a Answer {
        const NOT_ASKED: &Answer = &Answer::NotAsked;
        self.answers
            .get(slot)
            .map_or(NOT_ASKED, |given| &given.answer)
    }

    /// The answer as rules see it: `unsure` takes the worse answer of its question. Nothing where it is unknown.
    pub fn effective(&self, slot: &Slot) -> Option<Answer> {
        match self.raw(slot) {
            Answer::NotAsked | Answer::Declined => None,
            Answer::Unsure => worst(self.questions.get(slot.question.as_str())?),
            known => Some(known.clone()),
        }
    }

    /// A derived value, if it could be derived.
    pub fn value(&self, fact: &Settled) -> Option<Decimal> {
        self.derived.get(fact).copied()
    }

    /// What was found for a fact, as it is shown and recorded.
    pub fn found(&self, fact: &Settled) -> Found {
        match fact {
            Fact::Answer(of) => Found::Answer(
                self.raw(&Slot {
                    question: of.question.clone(),
                    side: of.side,
                })
                .clone(),
            ),
            derived => self.value(derived).map_or(Found::Unknown, Found::Derived),
        }
    }

    /// The sides that hurt, where that is known: none, one or both.
    pub fn affected(&self) -> Option<&'static [Side]> {
        let slot = Slot {
            question: self.questions.affected()?.clone(),
            side: None,
        };
        match self.effective(&slot)? {
            Answer::Value(Value::Choice(choice)) => match choice.as_str() {
                "left" => Some(&[Side::Left]),
                "right" => Some(&[Side::Right]),
                "both" => Some(&Side::BOTH),
                "neither" => Some(&[]),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The worse answer of a question, where it is one of a few.
fn worst(question: &Question) -> Option<Answer> {
    match question.worse.as_ref()? {
        Worse::Yes => Some(Answer::Yes),
        Worse::No => Some(Answer::No),
        Worse::Higher | Worse::Lower => None,
        Worse::Order(mildest_first) => mildest_first
            .last()
            .map(|id: &ChoiceId| Answer::Value(Value::Choice(id.clone()))),
    }
}
