//! The table of facts that conditions are evaluated against.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use jiff::civil::Date;

use crate::{
    answer::{Answer, Answers, Side, Slot, Value},
    calendar,
    condition::{Fact, Of},
    decimal::Decimal,
    finding::Found,
    lookup::ByName,
    name::{ChoiceId, QuestionId, Region},
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
    /// The same answers, to be looked up without a slot of one's own.
    by_slot: Vec<(&'a Slot, &'a Answer)>,
    by_question: ByName,
    derived: BTreeMap<Settled, Decimal>,
    birth_is_on_record: bool,
}

/// An answer as rules see it: known, and not copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effective<'a> {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// In the unit of the question.
    Number(Decimal),
    /// One of the question's choices.
    Choice(&'a ChoiceId),
    /// A calendar date.
    Date(Date),
    /// Parts of the body chart.
    Regions(&'a BTreeSet<Region>),
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
            by_slot: answers
                .iter()
                .map(|(slot, given)| (slot, &given.answer))
                .collect(),
            by_question: ByName::new(answers.keys().map(|slot| slot.question.as_str())),
            derived: BTreeMap::new(),
            birth_is_on_record: birth.is_some(),
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
        self.add(fact, value);
        self
    }

    /// The same, in place.
    pub fn add(&mut self, fact: Settled, value: Decimal) {
        self.derived.insert(fact, value);
    }

    /// The birth date that the answers themselves say, in [`DATE_OF_BIRTH`].
    pub fn answered_birth(&self) -> Option<Date> {
        match self.effective(&QuestionId::new(DATE_OF_BIRTH).ok()?, None)? {
            Effective::Date(date) => Some(date),
            _ => None,
        }
    }

    /// Whether the birth date is known without asking.
    pub fn birth_is_on_record(&self) -> bool {
        self.birth_is_on_record
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

    /// The raw answer to a question on a side; what is not there was not asked.
    pub fn raw(&self, question: &QuestionId, side: Option<Side>) -> &'a Answer {
        self.by_question
            .places(question.as_str())
            .filter_map(|place| self.by_slot.get(place))
            .find(|(slot, _)| slot.side == side && slot.question == *question)
            .map_or(&Answer::NotAsked, |(_, answer)| answer)
    }

    /// The answer as rules see it: `unsure` takes the worse answer of its question. Nothing where it is unknown.
    pub fn effective(&self, question: &QuestionId, side: Option<Side>) -> Option<Effective<'a>> {
        Some(match self.raw(question, side) {
            Answer::NotAsked | Answer::Declined => return None,
            Answer::Unsure => return worst(self.questions.get(question.as_str())?),
            Answer::Yes => Effective::Yes,
            Answer::No => Effective::No,
            Answer::Value(Value::Number(number)) => Effective::Number(*number),
            Answer::Value(Value::Choice(choice)) => Effective::Choice(choice),
            Answer::Value(Value::Date(date)) => Effective::Date(*date),
            Answer::Value(Value::Regions(regions)) => Effective::Regions(regions),
        })
    }

    /// A derived value, if it could be derived.
    pub fn value(&self, fact: &Settled) -> Option<Decimal> {
        self.derived.get(fact).copied()
    }

    /// What was found for a fact, as it is shown and recorded.
    pub fn found(&self, fact: &Settled) -> Found {
        match fact {
            Fact::Answer(of) => Found::Answer(self.raw(&of.question, of.side).clone()),
            derived => self.value(derived).map_or(Found::Unknown, Found::Derived),
        }
    }

    /// The sides that hurt, where that is known: none, one or both.
    pub fn affected(&self) -> Option<&'static [Side]> {
        match self.effective(self.questions.affected()?, None)? {
            Effective::Choice(choice) => match choice.as_str() {
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
fn worst(question: &Question) -> Option<Effective<'_>> {
    match question.worse.as_ref()? {
        Worse::Yes => Some(Effective::Yes),
        Worse::No => Some(Effective::No),
        Worse::Higher | Worse::Lower => None,
        Worse::Order(mildest_first) => mildest_first.last().map(Effective::Choice),
    }
}
