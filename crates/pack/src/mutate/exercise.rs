//! Mistakes in cautions, and in what decides about an exercise.

use std::collections::BTreeSet;

use plinth_core::{
    check_in::Scope,
    content::{Content, Exercise, Override, Standing},
    dose::{Amount, Dose, Extent, Often, Range},
    name::{ExerciseId, Tag},
};

use super::{Mistake, beside};

pub(super) fn cautions(content: &Content) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let phases = content.programs.iter().flat_map(|program| &program.phases);
    let untils: BTreeSet<_> = phases.map(|phase| Some(&phase.id)).chain([None]).collect();
    for (place, caution) in content.cautions.iter().enumerate() {
        let name = &format!("caution {}", caution.id);
        for until in untils
            .iter()
            .filter(|until| **until != caution.until.as_ref())
        {
            let until = until.cloned();
            let change = match &until {
                Some(until) => format!("until {until}"),
                None => "until nothing".into(),
            };
            mistakes.push(
                Mistake::new(name, change, move |c| {
                    c.cautions[place].until.clone_from(&until);
                })
                .about(["cautions"]),
            );
        }
        for exercise in content.exercises.keys() {
            let change = if caution.exercises.contains(exercise) {
                format!("{exercise} no longer barred")
            } else {
                format!("{exercise} barred")
            };
            let id = exercise.clone();
            mistakes.push(Mistake::new(name, change, move |c| {
                let barred = &mut c.cautions[place].exercises;
                if !barred.remove(&id) {
                    barred.insert(id.clone());
                }
            }));
        }
    }
    mistakes
}

pub(super) fn exercises(content: &Content) -> Vec<Mistake> {
    let tags = tags_of_rules(content);
    content
        .exercises
        .values()
        .flat_map(|exercise| {
            let mut mistakes = gates(exercise);
            mistakes.extend(alternatives(exercise));
            if exercise.standing != Standing::NamedOnly {
                mistakes.extend(tagged(exercise, &tags));
                mistakes.extend(dose(exercise));
                mistakes.extend(up_to(exercise));
            }
            mistakes
        })
        .collect()
}

/// Tags for which a rule is. No other decides anything.
fn tags_of_rules(content: &Content) -> BTreeSet<Tag> {
    let rules = content.check_in.rules.iter();
    rules
        .flat_map(|rule| match &rule.scope {
            Scope::Tagged(tags) => tags.clone(),
            _ => BTreeSet::new(),
        })
        .collect()
}

fn mistake(
    exercise: &Exercise,
    change: impl AsRef<str>,
    make: impl Fn(&mut Exercise) + Send + Sync + 'static,
) -> Mistake {
    let id: ExerciseId = exercise.id.clone();
    Mistake::new(&format!("exercise {id}"), change, move |content| {
        if let Some(exercise) = content.exercises.get_mut(&id) {
            make(exercise);
        }
    })
    .about([
        format!("dose of {}", exercise.id),
        format!("instead of {}", exercise.id),
    ])
}

fn gates(exercise: &Exercise) -> Vec<Mistake> {
    let is_named = exercise.standing == Standing::NamedOnly;
    let standing = if is_named {
        Standing::Described
    } else {
        Standing::NamedOnly
    };
    let mut mistakes = vec![mistake(
        exercise,
        format!("became {standing:?}"),
        move |e| {
            e.standing = standing;
        },
    )];
    if is_named {
        return mistakes;
    }
    mistakes.push(mistake(exercise, "the other way with sides", |e| {
        e.one_sided = !e.one_sided;
    }));
    for other in [Override::WithReason, Override::LastPhase, Override::Never] {
        if other != exercise.may_override {
            let change = format!("override {:?} became {other:?}", exercise.may_override);
            mistakes.push(mistake(exercise, change, move |e| e.may_override = other));
        }
    }
    mistakes
}

fn alternatives(exercise: &Exercise) -> Vec<Mistake> {
    let nth = 0..exercise.alternatives.len();
    nth.map(|nth| {
        let change = format!("without {} as an alternative", exercise.alternatives[nth]);
        mistake(exercise, change, move |e| {
            e.alternatives.remove(nth);
        })
    })
    .collect()
}

fn tagged(exercise: &Exercise, tags: &BTreeSet<Tag>) -> Vec<Mistake> {
    tags.iter()
        .map(|tag| {
            let change = if exercise.tags.contains(tag) {
                format!("without the tag {tag}")
            } else {
                format!("with the tag {tag}")
            };
            let tag = tag.clone();
            mistake(exercise, change, move |e| {
                if !e.tags.remove(&tag) {
                    e.tags.insert(tag.clone());
                }
            })
        })
        .collect()
}

/// A part of a dose.
type Part = fn(&mut Dose) -> Option<&mut Amount>;

fn dose(exercise: &Exercise) -> Vec<Mistake> {
    let parts: [(&str, Part); 5] = [
        ("sets", |dose| dose.sets.as_mut()),
        ("repetitions", |dose| dose.repetitions.as_mut()),
        ("hold-seconds", |dose| dose.hold_seconds.as_mut()),
        ("minutes", |dose| dose.minutes.as_mut()),
        ("often", |dose| match &mut dose.often {
            Often::TimesADay(amount) | Often::HoursApart(amount) | Often::DaysAWeek(amount) => {
                Some(amount)
            }
        }),
    ];
    let Some(mut dose) = exercise.dose.clone() else {
        return Vec::new();
    };
    let mut mistakes = Vec::new();
    for (what, part) in parts {
        let Some(range) = part(&mut dose).map(|amount| amount.range) else {
            continue;
        };
        let low = beside(range.low()).map(|low| Range::new(low, range.high()));
        let high = beside(range.high()).map(|high| Range::new(range.low(), high));
        for other in low.chain(high).flatten() {
            let change = format!("{what} {range} became {other}");
            mistakes.push(mistake(exercise, change, move |e| {
                if let Some(amount) = e.dose.as_mut().and_then(part) {
                    amount.range = other;
                }
            }));
        }
    }
    for other in other_extents(dose.extent) {
        mistakes.push(mistake(exercise, format!("done {other:?}"), move |e| {
            if let Some(dose) = &mut e.dose {
                dose.extent = other;
            }
        }));
    }
    mistakes
}

fn other_extents(extent: Option<Extent>) -> impl Iterator<Item = Option<Extent>> {
    let all = [Extent::Tiny, Extent::Small, Extent::Comfortable];
    all.into_iter()
        .map(Some)
        .filter(move |other| extent.is_some() && *other != extent)
}

/// Sets how far a part goes up.
type Put = fn(&mut Exercise, Option<u16>);

/// How far each part goes up: one less, one more, or nobody said.
fn up_to(exercise: &Exercise) -> Vec<Mistake> {
    let is = exercise.up_to;
    let parts: [(&str, Option<u16>, Put); 5] = [
        ("often", is.often, |e, to| e.up_to.often = to),
        ("sets", is.sets, |e, to| e.up_to.sets = to),
        ("repetitions", is.repetitions, |e, to| {
            e.up_to.repetitions = to;
        }),
        ("hold-seconds", is.hold_seconds, |e, to| {
            e.up_to.hold_seconds = to;
        }),
        ("minutes", is.minutes, |e, to| e.up_to.minutes = to),
    ];
    let mut mistakes = Vec::new();
    for (what, most, put) in parts {
        let Some(most) = most else { continue };
        for other in beside(most).map(Some).chain([None]) {
            let change = format!("up to {most} {what} became {other:?}");
            mistakes.push(mistake(exercise, change, move |e| put(e, other)));
        }
    }
    for other in other_extents(is.extent) {
        let change = format!("up to {:?} became {other:?}", is.extent);
        mistakes.push(mistake(exercise, change, move |e| e.up_to.extent = other));
    }
    mistakes
}
