//! The form as a state machine: a state and a key give the next state. It knows no terminal, so tests drive it key by key.

use std::collections::BTreeSet;

use jiff::civil::Date;
use plinth_core::{
    answer::{Answer, Answers, Given, Slot, Value, Via},
    answer_parse::{Dates, parse_date},
    content::{Content, Disposition},
    facts::Facts,
    finding::{Cause, Outcome},
    form::{self, Ask},
    name::Region,
    question::{Kind, Occasion, Part, Question, Worse},
    screening,
};

use super::typed;

/// What the form understands of a keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    /// A character.
    Char(char),
    /// Enter.
    Enter,
    /// Takes back the last typed character.
    Backspace,
    /// Control and C: out at once, nothing recorded.
    Interrupt,
}

/// What the form shows, and so what a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// A question waits for its answer.
    Asking,
    /// The question is answered, and waits for the date since when it has been so.
    Since,
    /// Help with the question, and what its answers lead to.
    Why,
    /// An answer has made this an emergency.
    Stopped,
    /// Everything is answered.
    Review,
    /// The clinician wants to leave before that.
    Leaving,
    /// Over.
    Over(End),
}

/// How a form ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The answers are to be recorded as they stand.
    Record,
    /// They are not.
    Abandon,
}

/// A form in the middle of being filled in.
#[derive(Debug, Clone)]
pub(crate) struct FormSession<'a> {
    content: &'a Content,
    occasion: Occasion,
    birth: Option<Date>,
    today: Date,
    /// What is known already, and counts with what is answered here.
    known: Answers,
    /// The exercise that is asked about, by its name; none in the form itself.
    item: Option<&'a str>,
    answers: Answers,
    outcome: Outcome,
    stage: Stage,
    current: Option<Slot>,
    last: Option<Slot>,
    typed: String,
    marked: BTreeSet<Region>,
    notice: Option<String>,
    alarms: BTreeSet<Cause>,
}

impl<'a> FormSession<'a> {
    /// A form with no answer in it. The patient's birth date, where it is known, gives their age.
    pub(crate) fn new(
        content: &'a Content,
        occasion: Occasion,
        birth: Option<Date>,
        today: Date,
    ) -> Self {
        Self::knowing(content, occasion, birth, today, Answers::new())
    }

    /// A form with no answer in it, that is judged with answers of before.
    pub(crate) fn knowing(
        content: &'a Content,
        occasion: Occasion,
        birth: Option<Date>,
        today: Date,
        known: Answers,
    ) -> Self {
        let facts = Facts::new(&content.questions, &known, birth, today);
        let outcome = screening::screen(content, &facts, occasion);
        let mut session = Self {
            content,
            occasion,
            birth,
            today,
            outcome,
            known,
            item: None,
            answers: Answers::new(),
            stage: Stage::Review,
            current: None,
            last: None,
            typed: String::new(),
            marked: BTreeSet::new(),
            notice: None,
            alarms: BTreeSet::new(),
        };
        session.ask_next();
        session
    }

    /// The form about one exercise of a check-in that goes on from this one.
    pub(crate) fn about(&self, exercise: &'a str) -> Self {
        let mut known = self.known.clone();
        known.extend(self.answers.clone());
        let mut session = Self {
            known,
            item: Some(exercise),
            answers: Answers::new(),
            stage: Stage::Review,
            current: None,
            last: None,
            ..self.clone()
        };
        session.ask_next();
        session
    }

    /// The exercise that is asked about.
    pub(crate) const fn item(&self) -> Option<&'a str> {
        self.item
    }

    /// Whether this is a screening or a check-in.
    pub(crate) const fn occasion(&self) -> Occasion {
        self.occasion
    }

    /// What is known and what was answered, as rules see it.
    fn with_facts<T>(&self, ask: impl FnOnce(&Facts<'_>) -> T) -> T {
        let mut all = self.known.clone();
        all.extend(self.answers.clone());
        let facts = Facts::new(&self.content.questions, &all, self.birth, self.today);
        ask(&facts)
    }

    /// The state after this key.
    #[must_use]
    pub(crate) fn press(mut self, key: Key) -> Self {
        self.notice = None;
        if key == Key::Interrupt {
            self.stage = Stage::Over(End::Abandon);
            return self;
        }
        match self.stage {
            Stage::Asking => self.asking(key),
            Stage::Since => self.since(key),
            Stage::Why => self.stage = Stage::Asking,
            Stage::Stopped => self.stopped(key),
            Stage::Review => self.review(key),
            Stage::Leaving => self.leaving(key),
            Stage::Over(_) => {}
        }
        self
    }

    pub(crate) fn content(&self) -> &'a Content {
        self.content
    }

    pub(crate) fn stage(&self) -> Stage {
        self.stage
    }

    /// What was answered so far.
    pub(crate) fn answers(&self) -> &Answers {
        &self.answers
    }

    /// What the answers so far allow.
    pub(crate) fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// What was typed at the present question.
    pub(crate) fn typed(&self) -> &str {
        &self.typed
    }

    /// The body regions that are marked at the present question.
    pub(crate) fn marked(&self) -> &BTreeSet<Region> {
        &self.marked
    }

    /// What was wrong with the last key.
    pub(crate) fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// The question that waits, with its slot.
    pub(crate) fn question(&self) -> Option<(&Slot, &'a Question)> {
        let slot = self.current.as_ref()?;
        Some((slot, self.content.questions.get(slot.question.as_str())?))
    }

    /// The question that was answered last, with its answer.
    pub(crate) fn last_answered(&self) -> Option<(&Slot, &Given)> {
        let slot = self.last.as_ref()?;
        Some((slot, self.answers.get(slot)?))
    }

    /// The questions as they are asked now.
    pub(crate) fn asks(&self) -> Vec<Ask<'a>> {
        let mut asks = self.with_facts(|facts| match self.item {
            None => form::asks(self.content, facts, self.occasion),
            Some(_) => form::asks_of_item(self.content, facts),
        });
        for ask in &mut asks {
            ask.answered = self.answers.contains_key(&ask.slot);
        }
        asks
    }

    /// Whether an emergency stands by what was answered.
    pub(crate) fn is_emergency(&self) -> bool {
        self.outcome.disposition == Disposition::Emergency
    }

    fn asking(&mut self, key: Key) {
        let Some((_, question)) = self.question() else {
            return;
        };
        let types = !matches!(question.kind, Kind::YesNo);
        match key {
            Key::Char('b') => self.back(),
            Key::Char('?') => self.stage = Stage::Why,
            Key::Char('q') => self.stage = Stage::Leaving,
            Key::Char('s') => self.give(Answer::NotAsked),
            Key::Char('u') => self.give(Answer::Unsure),
            Key::Char('d') => self.give(Answer::Declined),
            Key::Char('y') if !types => self.give(Answer::Yes),
            Key::Char('n') if !types => self.give(Answer::No),
            Key::Char(digit @ ('0'..='9' | '.' | '-')) if types => self.type_in(digit),
            Key::Backspace => {
                self.typed.pop();
            }
            Key::Enter => self.enter(question),
            _ => self.notice = Some(typed::expected(question, self.today)),
        }
    }

    const fn dates(&self) -> Dates {
        Dates {
            today: self.today,
            born: self.birth,
        }
    }

    fn type_in(&mut self, character: char) {
        const LONGEST: usize = "2026-01-31".len();
        if self.typed.len() < LONGEST {
            self.typed.push(character);
        }
    }

    fn enter(&mut self, question: &Question) {
        let typed = std::mem::take(&mut self.typed);
        if typed.is_empty() && self.marked.is_empty() && self.present().is_some() {
            self.keep();
            return;
        }
        let Kind::Regions(regions) = &question.kind else {
            match typed::answer(question, &typed, self.dates()) {
                Ok(answer) => self.give(answer),
                Err(notice) => self.notice = Some(notice),
            }
            return;
        };
        let nowhere = typed == "0" && self.marked.is_empty();
        if nowhere || (typed.is_empty() && !self.marked.is_empty()) {
            let marked = std::mem::take(&mut self.marked);
            self.give(Answer::Value(Value::Regions(marked)));
        } else if let Err(notice) = typed::toggle(regions, &typed, &mut self.marked) {
            self.notice = Some(notice);
        }
    }

    /// Takes an answer, and stops at once where it makes this an emergency.
    fn give(&mut self, answer: Answer) {
        let Some((slot, question)) = self.question() else {
            return;
        };
        let unit = match (&question.kind, &answer) {
            (Kind::Number { unit, .. }, Answer::Value(_)) => Some(unit.clone()),
            _ => None,
        };
        let via = if question.part == Part::Examination {
            Via::Examination
        } else {
            Via::Patient
        };
        let given = Given {
            answer,
            unit,
            since: None,
            via,
        };
        let slot = slot.clone();
        let before = self.answers.insert(slot.clone(), given);
        if let Some(notice) = self.went_though_not_done().or_else(|| self.agree(&slot)) {
            match before {
                Some(before) => self.answers.insert(slot, before),
                None => self.answers.remove(&slot),
            };
            self.notice = Some(notice);
            return;
        }
        self.last = Some(slot);
        self.drop_closed_follow_ups();
        self.reckon();
    }

    /// Why an exercise cannot be done on no day: how it went is answered, and none of that is dropped unseen (HZ-13).
    fn went_though_not_done(&self) -> Option<String> {
        let answered = form::answered_though_not_done(self.content, &self.answers);
        let slot = answered.first()?;
        let asked = &self.content.questions.get(slot.question.as_str())?.ask;
        Some(format!(
            "It cannot be done on no day beside what was answered to: {asked} If it was not done, skip each answer about how it went (s) first."
        ))
    }

    /// Why an answer cannot be taken beside one that was given before it: the average is above the worst. One that is asked
    /// later goes instead, and is asked again.
    fn agree(&mut self, slot: &Slot) -> Option<String> {
        let pairs = form::above(self.content, &self.answers);
        let of_it = |pair: &&(Slot, Slot)| pair.0 == *slot || pair.1 == *slot;
        let (lesser, greater) = pairs.iter().find(of_it)?;
        let other = if lesser == slot { greater } else { lesser };
        let asked_before = self
            .asks()
            .iter()
            .find(|ask| ask.slot == *slot || ask.slot == *other)
            .is_some_and(|ask| ask.slot == *other);
        if !asked_before {
            self.answers.remove(other);
            return None;
        }
        let given = match &self.answers.get(other)?.answer {
            Answer::Value(Value::Number(number)) => number.to_string(),
            _ => return None,
        };
        let asked = &self.content.questions.get(other.question.as_str())?.ask;
        let way = if lesser == slot { "higher" } else { "lower" };
        Some(format!(
            "It cannot be {way} than the {given} that was answered to: {asked} Press b to answer that again."
        ))
    }

    /// An answer to a follow-up goes with the answer that had opened it.
    fn drop_closed_follow_ups(&mut self) {
        loop {
            let mut closed = self.with_facts(|facts| form::contradictions(self.content, facts));
            closed.retain(|slot| self.answers.contains_key(slot));
            if closed.is_empty() {
                return;
            }
            self.answers.retain(|slot, _| !closed.contains(slot));
        }
    }

    fn reckon(&mut self) {
        self.outcome =
            self.with_facts(|facts| screening::screen(self.content, facts, self.occasion));
        let alarms: BTreeSet<Cause> = self
            .outcome
            .findings
            .iter()
            .filter(|finding| finding.gives == Disposition::Emergency)
            .map(|finding| finding.cause.clone())
            .collect();
        let is_new = !alarms.is_subset(&self.alarms);
        self.alarms = alarms;
        if is_new {
            self.stage = Stage::Stopped;
        } else {
            self.go_on();
        }
    }

    /// From an answered question to its date, where that is asked too, or to the next.
    fn go_on(&mut self) {
        if self.wants_since() {
            self.stage = Stage::Since;
        } else {
            self.ask_next();
        }
    }

    fn wants_since(&self) -> bool {
        let Some((slot, question)) = self.question() else {
            return false;
        };
        let Some(given) = self.answers.get(slot) else {
            return false;
        };
        let there = match &given.answer {
            Answer::Yes => question.worse != Some(Worse::No),
            Answer::No => question.worse == Some(Worse::No),
            Answer::Value(_) => true,
            Answer::Unsure | Answer::Declined | Answer::NotAsked => false,
        };
        question.ask_since && given.since.is_none() && there
    }

    fn since(&mut self, key: Key) {
        match key {
            Key::Char('b') => {
                self.typed.clear();
                self.stage = Stage::Asking;
            }
            Key::Char('q') => self.stage = Stage::Leaving,
            Key::Char(character @ ('0'..='9' | '-')) => self.type_in(character),
            Key::Backspace => {
                self.typed.pop();
            }
            Key::Enter if self.typed.is_empty() => self.ask_next(),
            Key::Enter => match parse_date(&std::mem::take(&mut self.typed), self.dates()) {
                Ok(date) => self.since_when(date),
                Err(why) => self.notice = Some(why.to_string()),
            },
            _ => {
                self.notice = Some(format!(
                    "{} Enter alone where nobody knows.",
                    typed::date_like(self.today)
                ));
            }
        }
    }

    fn since_when(&mut self, date: Date) {
        if let Some(slot) = &self.current
            && let Some(given) = self.answers.get_mut(slot)
        {
            given.since = Some(date);
        }
        self.reckon();
    }

    /// To the next question without an answer: the first after the present one, else the first of all.
    fn ask_next(&mut self) {
        let asks = self.asks();
        let here = asks
            .iter()
            .position(|ask| Some(&ask.slot) == self.current.as_ref());
        let after = here.map_or(0, |place| place + 1);
        let next = asks
            .iter()
            .skip(after)
            .chain(asks.iter().take(after))
            .find(|ask| !ask.answered)
            .map(|ask| ask.slot.clone());
        self.go_to(next);
    }

    fn go_to(&mut self, slot: Option<Slot>) {
        self.typed.clear();
        self.marked.clear();
        self.stage = if slot.is_some() {
            Stage::Asking
        } else {
            Stage::Review
        };
        self.current = slot;
    }

    /// To the answered question before this one in the order of asking, to look at it or answer it again.
    fn back(&mut self) {
        let before = self.asks().into_iter();
        let before = before
            .take_while(|ask| Some(&ask.slot) != self.current.as_ref())
            .filter(|ask| ask.answered)
            .last();
        match before {
            Some(ask) => self.go_to(Some(ask.slot)),
            None => self.notice = Some("This is the first question.".into()),
        }
    }

    /// From an answer that stays as it is to the next question in the order of asking, answered or not.
    fn keep(&mut self) {
        if self.wants_since() {
            self.stage = Stage::Since;
            return;
        }
        let asks = self.asks().into_iter();
        let after = asks
            .skip_while(|ask| Some(&ask.slot) != self.current.as_ref())
            .nth(1);
        match after {
            Some(ask) => self.go_to(Some(ask.slot)),
            None => self.ask_next(),
        }
    }

    /// The answer that the present question has already.
    pub(crate) fn present(&self) -> Option<&Given> {
        self.answers.get(self.current.as_ref()?)
    }

    /// The question that raised the worst finding.
    pub(crate) fn raised_worst(&self) -> Option<Slot> {
        let worst = self.outcome.findings.first()?;
        let of_cause = match &worst.cause {
            Cause::Declined(slot) | Cause::NotAsked(slot) | Cause::Unsure(slot) => {
                Some(slot.clone())
            }
            Cause::Rule(_) | Cause::Undecided(_) => None,
        };
        let facts = worst
            .because
            .iter()
            .filter_map(|because| because.fact.slot());
        let asks = self.asks();
        of_cause
            .into_iter()
            .chain(facts)
            .find(|slot| asks.iter().any(|ask| ask.slot == *slot))
    }

    fn correct_worst(&mut self) {
        match self.raised_worst() {
            Some(slot) => self.go_to(Some(slot)),
            None => self.notice = Some("No answer was found to be worse than another.".into()),
        }
    }

    fn stopped(&mut self, key: Key) {
        match key {
            Key::Char('r') => self.stage = Stage::Over(End::Record),
            Key::Char('c') => self.go_on(),
            Key::Char('b') => self.stage = Stage::Asking,
            _ => self.notice = Some("Press r, c or b.".into()),
        }
    }

    fn review(&mut self, key: Key) {
        match key {
            Key::Char('r') | Key::Enter => self.stage = Stage::Over(End::Record),
            Key::Char('b') => self.back(),
            Key::Char('c') => self.correct_worst(),
            Key::Char('q') => self.stage = Stage::Leaving,
            _ => self.notice = Some("Press one of the keys below.".into()),
        }
    }

    fn leaving(&mut self, key: Key) {
        match key {
            Key::Char('r') if !self.answers.is_empty() => self.stage = Stage::Over(End::Record),
            // What was found in an emergency is not thrown away by one key.
            Key::Char('x') if !self.is_emergency() => self.stage = Stage::Over(End::Abandon),
            Key::Char('c') => self.correct_worst(),
            Key::Char('b') => {
                self.stage = if self.current.is_some() {
                    Stage::Asking
                } else {
                    Stage::Review
                }
            }
            _ => self.notice = Some("Press one of the keys below.".into()),
        }
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(super) use tests::after;
#[cfg(test)]
pub(crate) use tests::content;
