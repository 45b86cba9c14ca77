//! Check-ins of a record, and the facts that they make.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use jiff::civil::Date;

use super::{
    Record, Screening,
    entry::{PackRef, Seq},
    event::{Event, Report},
};
use crate::{
    answer::{Answer, Answers, Given, Slot, Value},
    calendar::days_between,
    check_in::{Advice, Lights},
    condition::{Fact, Light},
    content::Content,
    decimal::Decimal,
    dose::Often,
    evaluate::{Judge, Truth},
    facts::Facts,
    finding::Outcome,
    name::{ExerciseId, QuestionId},
    question::Occasion,
};

/// Days apart from which two check-ins count as two (two greens 48 hours apart). Clinic default (AR-10).
const APART_DAYS: i64 = 2;
/// Days after which what was reported says nothing of today any more. Clinic default.
const NEWS_DAYS: i64 = 7;
/// Days over which adherence is asked.
const WEEK: i64 = 7;

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
    /// What was reported, as it is now.
    pub report: Report,
    /// What the screening rules make of it now.
    pub outcome: Outcome,
    /// What is advised now.
    pub advice: Advice,
    /// What was decided about each part of the advice, and by which entry.
    pub decided: BTreeMap<Option<ExerciseId>, Seq>,
}

impl Record {
    /// The newest check-in of the open episode since its last full screening and the assignment of its program.
    pub fn check_in(&self) -> Option<&CheckIn> {
        let program = self.running_program()?;
        self.check_ins
            .last()
            .filter(|last| last.episode == program.episode && last.entry > program.assigned)
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
                last.advice
                    .items
                    .iter()
                    .any(|item| item.exercise == *exercise && item.light == Some(Light::Green))
                    && self
                        .running_since(exercise)
                        .is_some_and(|(since, _)| since < last.entry)
            })
            .collect()
    }

    /// The entry and the day from which on an exercise has run without a rest.
    fn running_since(&self, exercise: &ExerciseId) -> Option<(Seq, Date)> {
        self.history
            .iter()
            .rev()
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

    /// Adds what the newest check-in says, where it is recent enough to say something of today.
    pub(super) fn with_reported<'a>(
        &self,
        content: &Content,
        facts: Facts<'a>,
        on: Date,
    ) -> Facts<'a> {
        let Some(last) = self
            .check_in()
            .filter(|last| days_between(last.on, on) <= NEWS_DAYS)
        else {
            return facts;
        };
        let before = self.check_ins.len().saturating_sub(1);
        let reported = Reported {
            record: self,
            content,
            report: &last.report,
            lights: last
                .advice
                .items
                .iter()
                .map(|item| (item.exercise.clone(), item.light))
                .collect(),
            on: last.on,
            earlier: self.check_ins.get(..before).unwrap_or_default(),
        };
        reported.add_to(facts)
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
    /// The light of each exercise that runs.
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
        add(Fact::SettledWithin, self.settled_within());
        add(Fact::CleanVisits, self.clean_visits());
        for light in [Light::Green, Light::Amber, Light::Red] {
            add(Fact::Items(light), self.items(light));
            add(Fact::Streak(light), self.streak(light));
        }
        let scores = self.scores();
        add(
            Fact::Psfs,
            scores.as_deref().and_then(|s| mean(s.iter().map(|s| s.1))),
        );
        add(
            Fact::PsfsChange,
            scores.as_deref().and_then(|s| {
                let then = mean(s.iter().map(|s| s.0))?;
                mean(s.iter().map(|s| s.1))?.minus(then)
            }),
        );
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

    /// Check-ins of one light in a row, far enough apart; this one first.
    fn streak(&self, wanted: Light) -> Option<Decimal> {
        let mut counted = 0;
        let mut next: Option<Date> = None;
        let earlier = self.of_this_program();
        let newest_first = core::iter::once((self.on, self.light()))
            .chain(earlier.map(|before| (before.on, before.advice.light)));
        for (on, light) in newest_first {
            if light? != wanted {
                break;
            }
            if next.is_none_or(|next| days_between(on, next) >= APART_DAYS) {
                counted += 1;
                next = Some(on);
            }
        }
        Some(Decimal::whole(counted))
    }

    /// Earlier check-ins of the program that runs, newest first.
    fn of_this_program(&self) -> impl Iterator<Item = &CheckIn> {
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

    fn number_of(&self, exercise: &ExerciseId, question: &QuestionId) -> Option<Decimal> {
        let slot = Slot {
            question: question.clone(),
            side: None,
        };
        match self.report.items.get(exercise)?.get(&slot)?.answer {
            Answer::Value(Value::Number(number)) => Some(number),
            _ => None,
        }
    }

    fn settled_within(&self) -> Option<Decimal> {
        let question = self.content.check_in.readings.settled_within.as_ref()?;
        let mut longest = None;
        for exercise in self.lights.keys() {
            longest = longest.max(Some(self.number_of(exercise, question)?));
        }
        longest
    }

    /// Days done of the days planned since each exercise began, the last seven at most, in whole percent.
    fn adherence(&self) -> Option<Decimal> {
        let question = self.content.check_in.readings.days_done.as_ref()?;
        let plan = &self.record.running_program()?.plan;
        let (mut done, mut planned) = (0, 0);
        for exercise in self.lights.keys() {
            let (_, since) = self.record.running_since(exercise)?;
            let days = days_between(since, self.on).clamp(0, WEEK);
            let a_week = match &plan.course(exercise)?.item.dose.often {
                Often::DaysAWeek(days) => i64::from(days.range.low()).min(WEEK),
                Often::TimesADay(_) | Often::HoursApart(_) => WEEK,
            };
            let reported = self.number_of(exercise, question)?.floor();
            planned += a_week * days;
            done += (reported * WEEK).clamp(0, a_week * days);
        }
        (planned > 0).then(|| Decimal::whole(done * 100 / planned))
    }

    /// The scores at the assignment and now of every goal that had one then; nothing where one of them has none now.
    fn scores(&self) -> Option<Vec<(u8, u8)>> {
        let assigned_on = self.record.running_program()?.assigned_on;
        let scores: Option<Vec<(u8, u8)>> = self
            .record
            .goals
            .iter()
            .filter(|goal| goal.on <= assigned_on)
            .filter_map(|goal| Some((goal.entry, goal.value.now?)))
            .map(|(entry, then)| Some((then, *self.report.goals.get(&entry)?)))
            .collect();
        scores.filter(|scores| !scores.is_empty())
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

fn mean(scores: impl Iterator<Item = u8>) -> Option<Decimal> {
    let (mut sum, mut count) = (0_i64, 0_i64);
    for score in scores {
        sum += i64::from(score);
        count += 1;
    }
    (count > 0).then(|| Decimal::hundredths(sum * 100 / count))
}
