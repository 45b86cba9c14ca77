//! Check-ins of a record, and the facts that they make.

use alloc::collections::{BTreeMap, BTreeSet};
use jiff::civil::Date;

use super::{
    Dated, Record, Screening,
    entry::{PackRef, Seq},
    event::{Event, GoalSet, Plan, Report},
};
use crate::{
    answer::{Answer, Answers, Given, Slot, Value},
    calendar::days_between,
    check_in::{Advice, AdviceRule, Lights},
    condition::{Fact, Light, Milestone},
    content::Content,
    decimal::Decimal,
    evaluate::{Judge, Truth},
    facts::Facts,
    finding::Outcome,
    form::is_not_done,
    name::{ExerciseId, QuestionId},
    question::{Occasion, Question},
};

/// Days apart from which two check-ins count as two (two greens 48 hours apart). Clinic default (AR-10).
const APART_DAYS: i64 = 2;
/// Days after which what was reported says nothing of today any more. Clinic default.
const NEWS_DAYS: i64 = 7;

/// One check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckIn {
    /// The entry that recorded it.
    pub entry: Seq,
    /// In which episode.
    pub episode: Seq,
    /// On which clinic-local day.
    pub on: Date,
    /// The pack that was asked with.
    pub pack: PackRef,
    /// The program as it was when it was asked about, before what followed.
    pub plan: Option<Plan>,
    /// What was reported, as it is now.
    pub report: Report,
    /// What the screening rules make of it now.
    pub outcome: Outcome,
    /// What is advised now.
    pub advice: Advice,
    /// What was decided about each part of the advice, and by which entry.
    pub decided: BTreeMap<Option<ExerciseId>, Seq>,
}

impl CheckIn {
    /// The light of an exercise; none where it cannot be told, or is not kept: check-ins that were amended under earlier
    /// versions lack what had left the program.
    fn light_of(&self, exercise: &ExerciseId) -> Option<Light> {
        let mut items = self.advice.items.iter();
        items.find(|item| item.exercise == *exercise)?.light
    }
}

impl Record {
    /// The newest check-in that counts: of the program of the open episode, since that was opened or opened again, and since
    /// the date of birth is this one.
    pub fn check_in(&self) -> Option<&CheckIn> {
        let opened = self.episode()?.opened;
        let program = self.running_program()?;
        let since = program.assigned.max(opened).max(self.born_since);
        self.check_ins
            .last()
            .filter(|last| last.episode == program.episode && last.entry > since)
    }

    /// The same, where everything that can be an emergency was answered in it on this day.
    pub fn checked_in_on(&self, today: Date) -> Option<&CheckIn> {
        self.check_in()
            .filter(|last| last.on == today && last.outcome.missing.is_empty())
    }

    /// The answers that count now: those of the screening, and those of the newest check-in after it. What that check-in
    /// asks and did not learn is not known any more.
    pub fn answers_in_force(&self, content: &Content, screening: &Screening) -> Answers {
        match self.check_in().filter(|last| last.entry > screening.entry) {
            None => screening.answers.clone(),
            Some(last) => overlaid(content, &screening.answers, &last.report.answers),
        }
    }

    /// The answers that a colleague is told, in every state of the record: those of the last screening, and over them those of
    /// the newest check-in after it in the same course of care. What that asks and did not learn is not known any more. With
    /// the days of both.
    pub fn answers_to_tell(&self, content: &Content) -> Option<(Answers, Date, Option<Date>)> {
        let screening = self.screenings.last()?;
        let newer = self
            .check_ins
            .last()
            .filter(|last| last.entry > screening.entry && last.episode == screening.episode);
        let answers = newer.map_or_else(
            || screening.answers.clone(),
            |last| overlaid(content, &screening.answers, &last.report.answers),
        );
        Some((answers, screening.on, newer.map(|last| last.on)))
    }

    /// The answers that were given together when a question was last asked, known or not, with their day: as
    /// [`Self::answers_to_tell`] takes them, but never of two days.
    pub fn answers_beside(&self, question: &Question) -> Option<(&Answers, Date)> {
        let screening = self.screenings.last()?;
        let newer = self.check_ins.last().filter(|last| {
            last.entry > screening.entry
                && last.episode == screening.episode
                && question.at.contains(&Occasion::CheckIn)
        });
        Some(newer.map_or((&screening.answers, screening.on), |last| {
            (&last.report.answers, last.on)
        }))
    }

    /// The answers of the last screening that a check-in does not ask again: it is judged with them.
    pub fn answers_under_check_in(&self, content: &Content) -> Answers {
        self.screening().map_or_else(Answers::new, |screening| {
            overlaid(content, &screening.answers, &Answers::new())
        })
    }

    /// The newest answer in a slot, whenever it was given.
    pub fn newest(&self, slot: &Slot) -> Option<&Given> {
        self.given
            .iter()
            .rev()
            .find_map(|dated| dated.value.get(slot))
    }

    /// Exercises that run and that the newest check-in since they began reports green.
    pub fn tolerated(&self) -> BTreeSet<ExerciseId> {
        let Some((program, last)) = self.running_program().zip(self.check_in()) else {
            return BTreeSet::new();
        };
        program
            .running()
            .into_iter()
            .filter(|exercise| {
                last.light_of(exercise) == Some(Light::Green)
                    && self
                        .running_since(exercise, self.seq.after(1))
                        .is_some_and(|(since, _)| since < last.entry)
            })
            .collect()
    }

    /// The entry and the day from which on an exercise had run without a rest before an entry.
    pub(super) fn running_since(&self, exercise: &ExerciseId, before: Seq) -> Option<(Seq, Date)> {
        self.history
            .iter()
            .rev()
            .skip_while(|line| line.seq >= before)
            .find(|line| match &line.event {
                Event::ProgramAssigned(e) => e.items.iter().any(|item| item.exercise == *exercise),
                Event::ExerciseAdded(e) => e.item.exercise == *exercise,
                Event::ExerciseSwapped(e) => e.into.exercise == *exercise,
                Event::ExerciseResumed(e) => e.exercise == *exercise,
                Event::EntryUndone(e) => e.plan.is_some(),
                _ => false,
            })
            .map(|line| (line.seq, line.on))
    }

    /// The entry from which on an exercise runs without a rest and with the dose that it has.
    fn same_dose_since(&self, exercise: &ExerciseId) -> Option<Seq> {
        let (running, _) = self.running_since(exercise, self.seq.after(1))?;
        let changed = self.history.iter().rev().find(
            |line| matches!(&line.event, Event::DoseChanged(e) if e.item.exercise == *exercise),
        );
        Some(changed.map_or(running, |changed| running.max(changed.seq)))
    }

    /// Whether one of these rules holds for an exercise by itself: by the green check-ins in a row since its dose is as it is.
    /// What is not known to be so does not go up (INV-10, HZ-13).
    pub(crate) fn is_borne<'r>(
        &self,
        content: &Content,
        exercise: &ExerciseId,
        mut rules: impl Iterator<Item = &'r AdviceRule>,
    ) -> bool {
        let Some((last, screening)) = self.check_in().zip(self.screening()) else {
            return false;
        };
        let own = self
            .newest_reported(content)
            .and_then(|reported| reported.in_a_row(Light::Green, Some(exercise)))
            .filter(|own| *own > Decimal::ZERO);
        let Some(own) = own else {
            return false;
        };
        let answers = self.answers_in_force(content, screening);
        let facts = self
            .facts(content, &answers, last.on)
            .with(Fact::Streak(Light::Green), own);
        let judge = Judge::new(content, &facts);
        rules.any(|rule| judge.truth(&rule.when) == Truth::True)
    }

    /// Adds what the newest check-in says, where it is recent enough to say something of today.
    pub(super) fn with_reported<'a>(
        &self,
        content: &Content,
        facts: Facts<'a>,
        on: Date,
    ) -> Facts<'a> {
        let newest = self
            .newest_reported(content)
            .filter(|newest| days_between(newest.on, on) <= NEWS_DAYS);
        match newest {
            Some(newest) => newest.add_to(facts),
            None => facts,
        }
    }

    /// The newest check-in that counts, with what is around it.
    fn newest_reported<'r>(&'r self, content: &'r Content) -> Option<Reported<'r>> {
        let last = self.check_in()?;
        let plan = last.plan.as_ref()?;
        let before = self.check_ins.len().saturating_sub(1);
        Some(Reported {
            record: self,
            content,
            report: &last.report,
            plan,
            entry: last.entry,
            lights: plan
                .running()
                .filter(|ran| !last.report.is_not_done(content, &ran.exercise))
                .map(|ran| (ran.exercise.clone(), last.light_of(&ran.exercise)))
                .collect(),
            on: last.on,
            earlier: self.check_ins.get(..before).unwrap_or_default(),
        })
    }
}

/// The answers of a screening, with those of a check-in over them.
pub(crate) fn overlaid(content: &Content, screening: &Answers, report: &Answers) -> Answers {
    let mut answers = screening.clone();
    answers.retain(|slot, _| {
        content
            .questions
            .get(slot.question.as_str())
            .is_none_or(|question| !question.at.contains(&Occasion::CheckIn))
    });
    answers.extend(report.clone());
    answers
}

/// A report with what is around it, from which facts are derived. A part that is not known makes the fact unknown.
pub(crate) struct Reported<'a> {
    pub(crate) record: &'a Record,
    pub(crate) content: &'a Content,
    pub(crate) report: &'a Report,
    /// The program that it is about.
    pub(crate) plan: &'a Plan,
    /// The entry that records it.
    pub(crate) entry: Seq,
    /// The light of each exercise that runs and was done.
    pub(crate) lights: BTreeMap<ExerciseId, Option<Light>>,
    pub(crate) on: Date,
    /// Check-ins before it, oldest first.
    pub(crate) earlier: &'a [CheckIn],
}

impl Reported<'_> {
    /// Adds every fact that can be derived.
    pub(crate) fn add_to<'f>(&self, mut facts: Facts<'f>) -> Facts<'f> {
        let mut add = |fact, value: Option<Decimal>| {
            if let Some(value) = value {
                facts.add(fact, value);
            }
        };
        add(Fact::Adherence, self.adherence());
        for since in [Milestone::Assigned, Milestone::Screened] {
            add(Fact::AdherenceSince(since), self.adherence_since(since));
        }
        add(Fact::SettledWithin, self.settled_within());
        add(Fact::CleanVisits, self.clean_visits());
        for light in [Light::Green, Light::Amber, Light::Red] {
            add(Fact::Items(light), self.items(light));
            add(Fact::Streak(light), self.in_a_row(light, None));
        }
        let now = self.goals_now();
        let change = now
            .zip(self.goals_then())
            .and_then(|(now, then)| now.minus(then));
        add(Fact::Psfs, now);
        add(Fact::PsfsChange, change);
        facts
    }

    /// The worst light of all exercises. A red one is known to be red, whatever the others are.
    pub(crate) fn light(&self) -> Option<Light> {
        if self.lights.values().any(|light| *light == Some(Light::Red)) {
            return Some(Light::Red);
        }
        self.lights
            .values()
            .copied()
            .try_fold(Light::Green, |worst, light| Some(worst.max(light?)))
            .filter(|_| !self.lights.is_empty())
    }

    fn items(&self, wanted: Light) -> Option<Decimal> {
        let mut count = 0;
        for light in self.lights.values() {
            if (*light)? == wanted {
                count += 1;
            }
        }
        Some(Decimal::whole(count))
    }

    /// Check-ins of one light in a row, far enough apart; this one first. Green counts only where all that ran was done; of
    /// one exercise only since it runs without a rest, with this dose.
    fn in_a_row(&self, wanted: Light, of: Option<&ExerciseId>) -> Option<Decimal> {
        let since = match of {
            Some(exercise) => Some(self.record.same_dose_since(exercise)?),
            None => None,
        };
        let mut counted = 0;
        let mut next: Option<Date> = None;
        let earlier = self.of_this_program().map(|before| Told {
            entry: before.entry,
            on: before.on,
            light: before.advice.light,
            report: &before.report,
            plan: before.plan.as_ref(),
        });
        for told in core::iter::once(self.told()).chain(earlier) {
            if since.is_some_and(|since| told.entry < since)
                || (wanted == Light::Green && told.left_something_out(self.content)?)
                || told.light? != wanted
            {
                break;
            }
            if next.is_none_or(|next| days_between(told.on, next) >= APART_DAYS) {
                counted += 1;
                next = Some(told.on);
            }
        }
        Some(Decimal::whole(counted))
    }

    fn told(&self) -> Told<'_> {
        Told {
            entry: self.entry,
            on: self.on,
            light: self.light(),
            report: self.report,
            plan: Some(self.plan),
        }
    }

    /// Earlier check-ins of the program that runs, newest first.
    pub(super) fn of_this_program(&self) -> impl Iterator<Item = &CheckIn> {
        let assigned = self
            .record
            .running_program()
            .map(|program| program.assigned);
        self.earlier
            .iter()
            .rev()
            .take_while(move |before| assigned.is_some_and(|assigned| before.entry > assigned))
    }

    fn clean_visits(&self) -> Option<Decimal> {
        let slot = Slot {
            question: self.content.check_in.readings.clean_form.clone()?,
            side: None,
        };
        let mut counted = 0;
        let reports = core::iter::once(self.report)
            .chain(self.of_this_program().map(|before| &before.report));
        for report in reports {
            match report.answers.get(&slot).map(|given| &given.answer) {
                Some(Answer::Yes) => counted += 1,
                Some(Answer::No | Answer::Unsure) => break,
                _ => return None,
            }
        }
        Some(Decimal::whole(counted))
    }

    fn settled_within(&self) -> Option<Decimal> {
        let question = self.content.check_in.readings.settled_within.as_ref()?;
        let mut longest = None;
        for item in self.plan.running() {
            longest = longest.max(Some(number_of(self.report, &item.exercise, question)?));
        }
        longest
    }

    /// The goals that stood when the program was assigned.
    fn goals(&self) -> impl Iterator<Item = &Dated<GoalSet>> {
        let program = self.record.running_program();
        self.record
            .goals
            .iter()
            .filter(move |goal| program.is_some_and(|program| goal.on <= program.assigned_on))
    }

    /// Their mean in this report; unknown where one of them has no score in it.
    fn goals_now(&self) -> Option<Decimal> {
        mean(
            self.goals()
                .map(|goal| self.report.goals.get(&goal.entry).copied()),
        )
    }

    /// Their mean as they were set; unknown where one of them was set without a score. Leaving that one out would make
    /// much of those that went well (HZ-13).
    fn goals_then(&self) -> Option<Decimal> {
        mean(self.goals().map(|goal| goal.value.now))
    }
}

/// What a check-in tells of all that ran.
struct Told<'a> {
    entry: Seq,
    on: Date,
    light: Option<Light>,
    report: &'a Report,
    plan: Option<&'a Plan>,
}

impl Told<'_> {
    /// Whether something that ran was not done; unknown where it is not known what ran.
    fn left_something_out(&self, content: &Content) -> Option<bool> {
        let mut ran = self.plan?.running();
        Some(ran.any(|item| self.report.is_not_done(content, &item.exercise)))
    }
}

impl Report {
    /// Whether it says that an exercise was done on no day, and nothing else of it.
    pub(crate) fn is_not_done(&self, content: &Content, exercise: &ExerciseId) -> bool {
        self.items
            .get(exercise)
            .is_some_and(|answers| is_not_done(content, answers))
    }
}

/// The number that was reported of an exercise.
pub(super) fn number_of(
    report: &Report,
    exercise: &ExerciseId,
    question: &QuestionId,
) -> Option<Decimal> {
    let slot = Slot {
        question: question.clone(),
        side: None,
    };
    match report.items.get(exercise)?.get(&slot)?.answer {
        Answer::Value(Value::Number(number)) => Some(number),
        _ => None,
    }
}

/// The light of a report on one exercise.
pub(crate) fn light_of(lights: &Lights, judge: &Judge<'_>) -> Option<Light> {
    match (judge.truth(&lights.red), judge.truth(&lights.amber)) {
        (Truth::True, _) => Some(Light::Red),
        (Truth::False, Truth::True) => Some(Light::Amber),
        (Truth::False, Truth::False) => Some(Light::Green),
        _ => None,
    }
}

/// The mean to a hundredth; unknown where a score is, and of none.
pub(crate) fn mean(scores: impl Iterator<Item = Option<u8>>) -> Option<Decimal> {
    let (mut sum, mut count) = (0_i64, 0_i64);
    for score in scores {
        sum += i64::from(score?);
        count += 1;
    }
    (count > 0).then(|| Decimal::hundredths(sum * 100 / count))
}
