//! From a check-in to what is advised. The most restrictive rule that holds, or may hold, counts; a program gets harder only
//! where everything that could speak against it is known and does not.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use jiff::civil::Date;

use crate::{
    answer::Answers,
    check_in::{Advice, AdviceRule, Advised, Effect, Fired, ItemAdvice, Scope},
    condition::Light,
    content::{Content, Exercise},
    evaluate::{Judge, Truth},
    facts::{Facts, Settled},
    finding::{Missing, Outcome},
    name::{ExerciseId, RuleId},
    record::{
        Record, Screening,
        check_in::{Reported, light_of, overlaid},
        entry::Seq,
        event::{Plan, Report},
        program::Program,
    },
};

/// A check-in that is judged.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The record before it.
    pub record: &'a Record,
    /// The pack of its program.
    pub content: &'a Content,
    /// The screening that the program rests on.
    pub screening: &'a Screening,
    /// What was reported.
    pub report: &'a Report,
    /// The day.
    pub on: Date,
    /// The program that was reported on.
    pub plan: &'a Plan,
    /// The entry that records it; check-ins count as being before it where their entries are.
    pub entry: Seq,
}

impl Judged<'_> {
    /// The answers that count: those of the screening, with those reported over them.
    pub fn answers(&self) -> Answers {
        overlaid(self.content, &self.screening.answers, &self.report.answers)
    }

    /// The same, with the answers about one exercise.
    fn answers_about(&self, answers: &Answers, exercise: &ExerciseId) -> Answers {
        let mut all = answers.clone();
        all.extend(self.report.items.get(exercise).cloned().unwrap_or_default());
        all
    }

    fn reported(&self, lights: BTreeMap<ExerciseId, Option<Light>>) -> Reported<'_> {
        let check_ins = &self.record.check_ins;
        let earlier = check_ins.partition_point(|known| known.entry < self.entry);
        Reported {
            record: self.record,
            content: self.content,
            report: self.report,
            plan: self.plan,
            entry: self.entry,
            lights,
            on: self.on,
            earlier: check_ins.get(..earlier).unwrap_or_default(),
        }
    }

    /// What is advised, where the screening rules came to this outcome.
    pub fn advise(&self, outcome: &Outcome) -> Advice {
        let Some(program) = self.record.running_program() else {
            return Advice::nothing_runs();
        };
        let answers = self.answers();
        let answered: Vec<(&ExerciseId, Answers)> = self
            .plan
            .running()
            .map(|item| (&item.exercise, self.answers_about(&answers, &item.exercise)))
            .collect();
        let known: Vec<(&ExerciseId, Facts<'_>)> = answered
            .iter()
            .map(|(exercise, answers)| {
                let facts = self.record.facts_before(self.content, answers, self.on);
                (*exercise, facts)
            })
            .collect();
        let lights = known
            .iter()
            .filter(|(exercise, _)| !self.report.is_not_done(self.content, exercise))
            .map(|(exercise, facts)| {
                let judge = Judge::new(self.content, facts);
                let lights = self.content.check_in.lights.as_ref();
                let light = lights.and_then(|lights| light_of(lights, &judge));
                ((*exercise).clone(), light)
            })
            .collect();
        let reported = self.reported(lights);
        let light = reported.light();
        let mut missing = BTreeMap::new();
        let items: Vec<ItemAdvice> = known
            .into_iter()
            .map(|(exercise, facts)| {
                let facts = reported.add_to(facts);
                let known = self.content.exercises.get(exercise);
                let rules = self.content.check_in.rules.iter();
                let rules = rules.filter(|rule| concerns(&rule.scope, known));
                let not_done = self.report.is_not_done(self.content, exercise);
                let rules = rules
                    .filter(|rule| !(not_done && asks_how_it_went(rule, &facts, self.content)));
                let fired = fire(rules, &facts, self.content, &mut missing);
                let light = reported.lights.get(exercise).copied().flatten();
                ItemAdvice {
                    exercise: exercise.clone(),
                    light,
                    advised: Advised::of(fired, light.is_some()),
                }
            })
            .collect();
        let facts = self.record.facts_before(self.content, &answers, self.on);
        let facts = reported.add_to(facts);
        let judge = Judge::new(self.content, &facts);
        let rules = self.content.check_in.rules.iter();
        let rules = rules.filter(|rule| rule.scope == Scope::Program);
        let fired = fire(rules, &facts, self.content, &mut missing);
        let (harder, restrictive): (Vec<Fired>, Vec<Fired>) = fired
            .into_iter()
            .partition(|fired| fired.effect.progresses());
        let mut advised = Advised::of(restrictive, light.is_some());
        let clear = advised.effect == Effect::Continue
            && items
                .iter()
                .all(|item| item.advised.effect == Effect::Continue)
            && outcome.disposition.allows_program()
            && outcome.missing.is_empty()
            && program.plan.held.is_none()
            && program.plan.phase == self.plan.phase
            && !program.went_up(self.on);
        if clear {
            let may = |fired: &Fired| {
                fired.effect != Effect::OfferPhase || self.next_phase(program, &judge)
            };
            let harder: Vec<Fired> = harder.into_iter().filter(may).collect();
            if let Some(most) = harder.iter().map(|fired| fired.effect).max() {
                advised.effect = most;
                advised.fired.extend(harder);
            }
        }
        Advice {
            light,
            program: advised,
            items,
            missing: missing.into_values().collect(),
            review_on: None,
        }
    }

    /// Whether there is a next phase, and the exit of this one is known to be met.
    fn next_phase(&self, program: &Program, judge: &Judge<'_>) -> bool {
        self.content
            .programs
            .iter()
            .find(|known| known.id == program.plan.program)
            .is_some_and(|known| {
                let place = known.phases.iter().position(|p| p.id == program.plan.phase);
                place.is_some_and(|place| {
                    known.phases.get(place + 1).is_some()
                        && judge.truth(&known.phases[place].exit) == Truth::True
                })
            })
    }
}

impl Advice {
    /// Where no program runs there is nothing to advise about.
    fn nothing_runs() -> Self {
        Self {
            light: None,
            program: Advised::nothing(),
            items: Vec::new(),
            missing: Vec::new(),
            review_on: None,
        }
    }

    /// What is advised about an exercise, or about the program as a whole.
    pub fn about(&self, about: Option<&ExerciseId>) -> Option<&Advised> {
        match about {
            None => Some(&self.program),
            Some(exercise) => self
                .items
                .iter()
                .find(|item| item.exercise == *exercise)
                .map(|item| &item.advised),
        }
    }

    /// Within how many days the rules that fired want the patient to be asked again.
    pub fn review_days(&self, content: &Content) -> Option<u16> {
        let items = self.items.iter().map(|item| &item.advised);
        let fired: BTreeSet<&RuleId> = core::iter::once(&self.program)
            .chain(items)
            .flat_map(|advised| &advised.fired)
            .map(|fired| &fired.rule)
            .collect();
        content
            .check_in
            .rules
            .iter()
            .filter(|rule| fired.contains(&rule.id))
            .filter_map(|rule| rule.review_days)
            .min()
    }

    /// What is not to go on as it is: for a clinician to decide.
    pub fn to_decide(&self) -> impl Iterator<Item = (Option<&ExerciseId>, &Advised)> {
        let items = self
            .items
            .iter()
            .map(|item| (Some(&item.exercise), &item.advised));
        core::iter::once((None, &self.program))
            .chain(items)
            .filter(|(_, advised)| advised.asks())
    }
}

impl Advised {
    /// That nothing moves up, and nothing is to be decided.
    pub(crate) const fn nothing() -> Self {
        Self {
            effect: Effect::Hold,
            fired: Vec::new(),
        }
    }

    /// The most restrictive of these, where the light is known; without any it goes on as it is, or at least no harder.
    fn of(mut fired: Vec<Fired>, light_known: bool) -> Self {
        fired.sort_by(|a, b| a.effect.cmp(&b.effect).then_with(|| a.rule.cmp(&b.rule)));
        let otherwise = if light_known {
            Effect::Continue
        } else {
            Effect::Hold
        };
        Self {
            effect: fired
                .iter()
                .map(|fired| fired.effect)
                .fold(otherwise, Effect::min),
            fired,
        }
    }

    /// The rules that fired and advise this effect, first or besides.
    pub(crate) fn rules_with<'a>(
        &'a self,
        content: &'a Content,
        effect: Effect,
    ) -> impl Iterator<Item = &'a AdviceRule> {
        let rules = content.check_in.rules.iter();
        rules.filter(move |rule| {
            rule.then.contains(&effect) && self.fired.iter().any(|fired| fired.rule == rule.id)
        })
    }

    /// Whether somebody has to decide about it: something is to change, and that is not done by itself.
    pub fn asks(&self) -> bool {
        !matches!(
            self.effect,
            Effect::Hold | Effect::Continue | Effect::Stop | Effect::PauseAll
        )
    }
}

fn concerns(scope: &Scope, exercise: Option<&Exercise>) -> bool {
    match scope {
        Scope::Program => false,
        Scope::EachItem => true,
        Scope::Tagged(tags) => {
            let none = BTreeSet::new();
            let own = exercise.map_or(&none, |exercise| &exercise.tags);
            // What the pack does not know any more may have any tag.
            exercise.is_none() || tags.iter().any(|tag| own.contains(tag))
        }
    }
}

/// Whether a rule is unknown for want of nothing but how an exercise went.
fn asks_how_it_went(rule: &AdviceRule, facts: &Facts<'_>, content: &Content) -> bool {
    let judge = Judge::new(content, facts);
    judge.truth(&rule.when) == Truth::Unknown
        && judge.deciding(&rule.when).iter().all(|fact| {
            let slot = fact.slot();
            let question = slot.and_then(|slot| content.questions.get(slot.question.as_str()));
            question.is_some_and(|question| question.each_item)
        })
}

/// The rules that hold, and those that may hold and do not make anything harder; what they lack is added to `missing`.
fn fire<'r>(
    rules: impl Iterator<Item = &'r AdviceRule>,
    facts: &Facts<'_>,
    content: &Content,
    missing: &mut BTreeMap<Settled, Missing>,
) -> Vec<Fired> {
    let judge = Judge::new(content, facts);
    rules
        .filter_map(|rule| {
            let effect = rule.then.first().copied()?;
            let truth = judge.truth(&rule.when);
            if truth == Truth::Unknown {
                for fact in judge.deciding(&rule.when) {
                    missing.entry(fact.clone()).or_insert_with(|| Missing {
                        found: facts.found(&fact),
                        fact,
                        cannot_exclude: None,
                    });
                }
            }
            let fires = match truth {
                Truth::True => true,
                Truth::Unknown => !effect.progresses(),
                Truth::False => false,
            };
            fires.then(|| Fired {
                rule: rule.id.clone(),
                effect,
                known: truth == Truth::True,
                because: judge.because(&rule.when),
                evidence: rule.evidence.clone(),
            })
        })
        .collect()
}
