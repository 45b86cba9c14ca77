//! Looks for a case, the likeliest first.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use plinth_core::{
    answer::{Answer, Slot},
    check_in::Effect,
    content::Content,
    finding::Cause,
    name::RuleId,
};

use super::{Case, Cases, Deed, Step, What, run_case, timeline::Timeline};
use crate::raw::ExpectEntry;

/// Weighs a name that one case says against one that many do.
const MANY: usize = 1_000_000;

/// The cases by what they are about and when they were last found.
#[derive(Debug)]
pub(crate) struct Order<'a> {
    cases: &'a [Case],
    /// The cases that say a name.
    saying: BTreeMap<String, Vec<usize>>,
    /// Those that were found lately first.
    lately: Vec<usize>,
}

impl<'a> Order<'a> {
    pub(crate) fn new(cases: &'a Cases) -> Self {
        let cases = &cases.0;
        let usual = usual(cases);
        let mut saying: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, case) in cases.iter().enumerate() {
            for name in names(case, &usual) {
                saying.entry(name).or_default().push(place);
            }
        }
        Self {
            cases,
            saying,
            lately: (0..cases.len()).collect(),
        }
    }

    /// The id of a case that fails, if any does: the one that was found last first, then those that say the names that
    /// few say, then all others.
    pub(crate) fn first_failure(&mut self, content: &Content, about: &[String]) -> Option<&'a str> {
        self.first(about, usize::MAX, |case| !case.is_met(content))
    }

    /// What is found of each case.
    pub(crate) fn each<T>(&self, find: impl FnMut(Tried<'a>) -> T) -> Vec<T> {
        let places = 0..self.cases.len();
        places.map(|place| self.tried(place)).map(find).collect()
    }

    fn tried(&self, place: usize) -> Tried<'a> {
        Tried {
            case: &self.cases[place],
            place,
        }
    }

    /// The id of a case of which that is so, in the same order, so many at most.
    pub(crate) fn first(
        &mut self,
        about: &[String],
        most: usize,
        mut is_so: impl FnMut(Tried<'a>) -> bool,
    ) -> Option<&'a str> {
        let mut scores: BTreeMap<usize, usize> = BTreeMap::new();
        for name in about {
            let saying = self.saying.get(name).map(Vec::as_slice).unwrap_or_default();
            for place in saying {
                *scores.entry(*place).or_default() += MANY / (1 + saying.len());
            }
        }
        let mut likely: Vec<(usize, usize)> = scores.into_iter().collect();
        likely.sort_by_key(|(_, score)| Reverse(*score));
        let likely = likely.into_iter().map(|(place, _)| place);
        let last = self.lately.first().copied();
        let order = last
            .into_iter()
            .chain(likely)
            .chain(self.lately.iter().copied());
        let mut tried = BTreeSet::new();
        let found = order
            .filter(|place| tried.insert(*place))
            .take(most)
            .find(|place| is_so(self.tried(*place)))?;
        self.lately.retain(|place| *place != found);
        self.lately.insert(0, found);
        Some(&self.cases[found].id.is)
    }
}

/// A case that is tried.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tried<'a> {
    case: &'a Case,
    place: usize,
}

/// The rules that held in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    /// Those that are known to.
    pub(crate) known: BTreeSet<RuleId>,
    /// Those that may.
    pub(crate) may: BTreeSet<RuleId>,
}

impl Tried<'_> {
    /// Which of the cases it is.
    pub(crate) fn place(self) -> usize {
        self.place
    }

    pub(crate) fn is_met(self, content: &Content) -> bool {
        run_case(content, self.case, &mut |_| false)
    }

    /// The rules of the screening and of check-ins that held in each step, up to the first that is refused.
    pub(crate) fn held(self, content: &Content) -> Vec<Held> {
        let mut timeline = Timeline::new(content);
        let steps = self.case.steps.iter();
        steps
            .map_while(|step| timeline.take(step).ok())
            .map(|found| {
                let findings = found.outcome.findings.into_iter();
                let mut known: BTreeSet<RuleId> = findings
                    .filter_map(|finding| match finding.cause {
                        Cause::Rule(rule) => Some(rule),
                        _ => None,
                    })
                    .collect();
                let mut may = known.clone();
                let fired = found.advice.into_iter().flat_map(|advice| {
                    let items = advice.items.into_iter();
                    let items = items.flat_map(|item| item.advised.fired);
                    items.chain(advice.program.fired).collect::<Vec<_>>()
                });
                for fired in fired {
                    may.insert(fired.rule.clone());
                    if fired.known {
                        known.insert(fired.rule);
                    }
                }
                Held { known, may }
            })
            .collect()
    }
}

/// The answer that most cases have, in each slot.
fn usual(cases: &[Case]) -> BTreeMap<&Slot, &Answer> {
    let mut counts: BTreeMap<&Slot, Vec<(&Answer, usize)>> = BTreeMap::new();
    for (slot, given) in cases.iter().flat_map(answers) {
        let seen = counts.entry(slot).or_default();
        match seen.iter_mut().find(|(answer, _)| *answer == given) {
            Some((_, count)) => *count += 1,
            None => seen.push((given, 1)),
        }
    }
    counts
        .into_iter()
        .filter_map(|(slot, seen)| {
            let most = seen.into_iter().max_by_key(|(_, count)| *count)?;
            Some((slot, most.0))
        })
        .collect()
}

fn answers(case: &Case) -> impl Iterator<Item = (&Slot, &Answer)> {
    case.steps
        .iter()
        .flat_map(|step| match &step.what {
            What::Screened(answers) | What::Decided(Deed::Examined(answers)) => vec![answers],
            What::Decided(Deed::CheckedIn {
                answers,
                each,
                items,
                ..
            }) => {
                let mut all = vec![answers, each];
                all.extend(items.values());
                all
            }
            _ => Vec::new(),
        })
        .flatten()
        .map(|(slot, given)| (slot, &given.answer))
}

/// What a case says: the questions that it answers in its own way, what it does, and what it expects.
fn names(case: &Case, usual: &BTreeMap<&Slot, &Answer>) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = answers(case)
        .filter(|(slot, answer)| usual.get(slot) != Some(answer))
        .map(|(slot, _)| slot.question.to_string())
        .collect();
    let mut assigned = false;
    for step in &case.steps {
        if let What::Decided(deed) = &step.what {
            assigned |= matches!(deed, Deed::Assigned { .. });
        }
        names.extend(refused(step).map(str::to_owned));
        let expected = step.expect.as_ref();
        if assigned && expected.is_some_and(|expect| expect.phase.is_some()) {
            names.insert("entry".into());
        }
        match &step.what {
            What::Decided(
                Deed::Added(id)
                | Deed::Dosed { exercise: id, .. }
                | Deed::Removed(id)
                | Deed::Resumed(id)
                | Deed::Overridden(id),
            ) => {
                names.insert(id.to_string());
            }
            What::Decided(Deed::Followed { about, into, to }) => {
                names.extend(about.iter().chain(into).map(ToString::to_string));
                if to.is_some() {
                    names.insert(Effect::Refer.to_string());
                } else if about.is_some() && into.is_some() {
                    names.insert(Effect::Swap.to_string());
                }
            }
            What::Decided(Deed::Precaution(id)) => {
                names.insert(id.to_string());
            }
            What::Decided(Deed::Assigned { exercises, .. } | Deed::Taught(exercises)) => {
                names.extend(exercises.iter().map(ToString::to_string));
            }
            _ => {}
        }
        if let Some(expect) = expected {
            add_expected(expect, &mut names);
        }
    }
    names
}

/// What a step asks for and does not get.
fn refused(step: &Step) -> Option<&'static str> {
    step.expect.as_ref()?.refused.as_ref()?;
    match &step.what {
        What::Decided(Deed::Added(_)) => Some("add-refused"),
        What::Decided(Deed::Moved(_)) => Some("move-refused"),
        _ => None,
    }
}

fn add_expected(expect: &ExpectEntry, names: &mut BTreeSet<String>) {
    let lists = [
        &expect.rules,
        &expect.not_rules,
        &expect.precautions,
        &expect.offered,
        &expect.not_offered,
        &expect.modified,
        &expect.withheld,
        &expect.advice_rules,
        &expect.not_advice_rules,
        &expect.running,
        &expect.not_running,
        &expect.cautions,
    ];
    let listed = lists.into_iter().flatten().flat_map(|list| &list.is);
    names.extend(listed.map(|name| name.is.clone()));
    for list in [&expect.bars, &expect.changes, &expect.instead] {
        names.extend(list.0.iter().map(|(name, _)| name.is.clone()));
    }
    let items = expect.items.0.iter().map(|(exercise, _)| exercise);
    let items = items.chain(expect.doses.0.iter().map(|(exercise, _)| exercise));
    names.extend(items.map(|exercise| exercise.is.clone()));
    let effects = expect.items.0.iter().map(|(_, effect)| effect);
    let effects = effects.chain(&expect.advice);
    names.extend(effects.map(|effect| effect.is.to_string()));
    let doses = expect.doses.0.iter().map(|(exercise, _)| exercise);
    names.extend(doses.map(|exercise| format!("dose of {}", exercise.is)));
    let next = expect.next_doses.0.iter().map(|(exercise, _)| exercise);
    names.extend(next.map(|exercise| format!("next dose of {}", exercise.is)));
    let instead = expect.instead.0.iter().map(|(exercise, _)| exercise);
    names.extend(instead.map(|exercise| format!("instead of {}", exercise.is)));
    let words = [&expect.phase, &expect.phase_now];
    names.extend(words.into_iter().flatten().map(|word| word.is.clone()));
    let said = [
        ("cautions", expect.cautions.is_some()),
        ("review", expect.review_on.is_some()),
        ("review-days", expect.review_on.is_some()),
        ("most", expect.many.is_some()),
        ("may-override", expect.may_override.is_some()),
        ("in-order", expect.in_order.is_some()),
        ("start-with", expect.in_order.is_some()),
        ("advised-by", !expect.advised_by.0.is_empty()),
    ];
    names.extend(
        said.into_iter()
            .filter(|(_, is_said)| *is_said)
            .map(|(name, _)| name.to_owned()),
    );
}
