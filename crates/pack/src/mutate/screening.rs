//! Mistakes in rules, precautions and definitions.

use plinth_core::{
    condition::Condition,
    content::{Content, Disposition, Exercise, Precaution, Standing},
    name::DefineId,
    question::Occasion,
    record::desk::Policy,
};

use super::{Mistake, beside, condition::defines_in, in_condition};

pub(super) fn rules(content: &Content) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (place, rule) in content.rules.iter().enumerate() {
        let name = &format!("rule {}", rule.id);
        mistakes.extend(in_condition(content, name, &rule.when, move |c, when| {
            c.rules[place].when = when;
        }));
        for gives in neighbors(rule.gives) {
            mistakes.push(Mistake::new(
                name,
                format!("{} became {gives}", rule.gives),
                move |c| c.rules[place].gives = gives,
            ));
        }
        for at in [Occasion::Screening, Occasion::CheckIn] {
            if rule.at.contains(&at) {
                mistakes.push(Mistake::new(name, format!("not at {at:?}"), move |c| {
                    c.rules[place].at.remove(&at);
                }));
            }
        }
        mistakes.extend(review(
            name,
            rule.review_days,
            caution_days(content),
            move |c, days| {
                c.rules[place].review_days = days;
            },
        ));
    }
    mistakes
}

pub(super) fn precautions(content: &Content) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (place, precaution) in content.precautions.iter().enumerate() {
        let name = &format!("precaution {}", precaution.id);
        mistakes.extend(in_condition(
            content,
            name,
            &precaution.when,
            move |c, when| c.precautions[place].when = when,
        ));
        let gives = if precaution.gives == Disposition::Caution {
            Disposition::Proceed
        } else {
            Disposition::Caution
        };
        mistakes.push(Mistake::new(
            name,
            format!("{} became {gives}", precaution.gives),
            move |c| c.precautions[place].gives = gives,
        ));
        mistakes.extend(review(
            name,
            precaution.review_days,
            if precaution.gives == Disposition::Caution {
                caution_days(content)
            } else {
                most_days(content)
            },
            move |c, days| c.precautions[place].review_days = days,
        ));
        for exercise in content.exercises.values() {
            mistakes.extend(lists(name, place, precaution, exercise));
        }
    }
    mistakes
}

/// An exercise is taken off a list of a precaution, or put on it.
fn lists(name: &str, place: usize, precaution: &Precaution, exercise: &Exercise) -> Vec<Mistake> {
    let can_replace = exercise.standing != Standing::NamedOnly;
    let exercise = &exercise.id;
    let listed = |list: &str, is: bool| {
        if is {
            format!("{exercise} taken off `{list}`")
        } else {
            format!("{exercise} put on `{list}`")
        }
    };
    let excluded = precaution.exclude.contains(exercise);
    let modified = precaution.modify.contains_key(exercise);
    let preferred = precaution.prefer.contains(exercise);
    let id = exercise.clone();
    let exclude = Mistake::new(name, listed("exclude", excluded), move |c| {
        let list = &mut c.precautions[place].exclude;
        if !list.remove(&id) {
            list.insert(id.clone());
        }
    });
    let id = exercise.clone();
    let modify = Mistake::new(name, listed("modify", modified), move |c| {
        let list = &mut c.precautions[place].modify;
        if list.remove(&id).is_none() {
            list.insert(id.clone(), "Otherwise.".into());
        }
    });
    let id = exercise.clone();
    let prefer = Mistake::new(name, listed("prefer", preferred), move |c| {
        let list = &mut c.precautions[place].prefer;
        let before = list.len();
        list.retain(|other| *other != id);
        if list.len() == before {
            list.push(id.clone());
        }
    });
    let mut mistakes = vec![exclude, modify];
    // What it excludes, or nobody wrote how to do, never takes the place of anything.
    if can_replace && !excluded {
        mistakes.push(prefer.about(["instead"]));
    }
    mistakes
}

pub(super) fn defines(content: &Content) -> Vec<Mistake> {
    content
        .defines
        .iter()
        .flat_map(|(id, when)| {
            let used_by = used_by(content, id);
            let id = id.clone();
            in_condition(content, &format!("define {id}"), when, move |c, when| {
                c.defines.insert(id.clone(), when);
            })
            .into_iter()
            .map(move |mistake| mistake.about(&used_by))
        })
        .collect()
}

/// The rules and phases that use a definition, through other definitions too.
fn used_by(content: &Content, id: &DefineId) -> Vec<String> {
    let uses = |when: &Condition| defines_in(content, when).contains(id);
    let rules = content.rules.iter().filter(|rule| uses(&rule.when));
    let phases = content.programs.iter().flat_map(|program| &program.phases);
    let phases = phases.filter(|phase| uses(&phase.entry) || uses(&phase.exit));
    rules
        .map(|rule| rule.id.to_string())
        .chain(phases.map(|phase| phase.id.to_string()))
        .collect()
}

/// Days of a review that are one off, or forgotten. Where a review is due within `most` days anyway, more than that is
/// the same as none.
pub(super) fn review(
    name: &str,
    days: Option<u16>,
    most: u16,
    put: impl Fn(&mut Content, Option<u16>) + Clone + Send + Sync + 'static,
) -> Vec<Mistake> {
    let Some(days) = days else { return Vec::new() };
    let others = beside(days).map(Some).chain([None]);
    let counts = |days: Option<u16>| days.unwrap_or(u16::MAX).min(most);
    others
        .filter(|other| counts(*other) != counts(Some(days)))
        .map(|other| {
            let put = put.clone();
            let change = match other {
                Some(other) => format!("review-days {days} became {other}"),
                None => format!("without review-days {days}"),
            };
            Mistake::new(name, change, move |c| put(c, other)).about(["review"])
        })
        .collect()
}

/// Days within which a caution is reviewed, whatever the pack says.
fn caution_days(content: &Content) -> u16 {
    most_days(content).min(Policy::default().caution_review_days)
}

/// The most days between two reviews in any phase.
pub(super) fn most_days(content: &Content) -> u16 {
    let phases = content.programs.iter().flat_map(|program| &program.phases);
    phases.map(|phase| phase.review_days).max().unwrap_or(0)
}

/// The levels beside this one that a rule can give.
fn neighbors(gives: Disposition) -> Vec<Disposition> {
    match gives {
        Disposition::Emergency => vec![Disposition::SameDay],
        Disposition::SameDay => vec![Disposition::Emergency, Disposition::Refer],
        Disposition::Refer => vec![Disposition::SameDay, Disposition::Caution],
        _ => vec![Disposition::Refer],
    }
}
