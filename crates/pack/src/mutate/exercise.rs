//! Mistakes in cautions, and in what decides about an exercise.

use std::collections::BTreeSet;

use plinth_core::{
    check_in::Scope,
    content::{Content, Exercise, Override, Standing},
    dose::{Amount, Dose, Extent, Often, Range},
    name::{ExerciseId, RuleId, Tag},
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
            let mut mistakes = gates(content, exercise);
            mistakes.extend(alternatives(exercise));
            if exercise.standing != Standing::NamedOnly {
                mistakes.extend(tagged(content, exercise, &tags));
                mistakes.extend(dose(exercise));
                mistakes.extend(up_to(exercise));
            }
            mistakes
        })
        .collect()
}

/// Tags for which a rule is.
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
}

fn gates(content: &Content, exercise: &Exercise) -> Vec<Mistake> {
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
    let sides = mistake(exercise, "the other way with sides", |e| {
        e.one_sided = !e.one_sided;
    });
    mistakes.push(sides.about([format!("dose of {}", exercise.id)]));
    if !can_be_barred(content, &exercise.id) {
        return mistakes;
    }
    for other in [Override::WithReason, Override::LastPhase, Override::Never] {
        if other != exercise.may_override {
            let change = format!("override {:?} became {other:?}", exercise.may_override);
            let mistake = mistake(exercise, change, move |e| e.may_override = other);
            mistakes.push(mistake.about(["may-override"]));
        }
    }
    mistakes
}

/// Whether anything can bar an exercise that can be set aside. What every program has in its first phase, waits for nothing
/// and is on no list of a precaution or a caution is barred by a stop alone.
fn can_be_barred(content: &Content, exercise: &ExerciseId) -> bool {
    let excluded = content
        .precautions
        .iter()
        .any(|precaution| precaution.exclude.contains(exercise));
    let cautioned = content
        .cautions
        .iter()
        .any(|caution| caution.exercises.contains(exercise));
    let from_the_first = content.programs.iter().all(|program| {
        let first = program.phases.iter().take(1).flat_map(|phase| &phase.items);
        let mut own = first.filter(|item| item.exercise == *exercise);
        own.any(|item| item.needs.is_none() && item.after.is_empty())
    });
    excluded || cautioned || !from_the_first
}

fn alternatives(exercise: &Exercise) -> Vec<Mistake> {
    let nth = 0..exercise.alternatives.len();
    nth.map(|nth| {
        let change = format!("without {} as an alternative", exercise.alternatives[nth]);
        let mistake = mistake(exercise, change, move |e| {
            e.alternatives.remove(nth);
        });
        mistake.about([format!("instead of {}", exercise.id)])
    })
    .collect()
}

/// A tag more or less, where another rule is then for the exercise, or one less.
fn tagged(content: &Content, exercise: &Exercise, tags: &BTreeSet<Tag>) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for tag in tags {
        let mut others = exercise.tags.clone();
        let change = if others.remove(tag) {
            format!("without the tag {tag}")
        } else {
            others.insert(tag.clone());
            format!("with the tag {tag}")
        };
        if rules_for(content, &others) == rules_for(content, &exercise.tags) {
            continue;
        }
        let mistake = mistake(exercise, change, move |e| e.tags.clone_from(&others));
        mistakes.push(mistake.about(["advised-by"]));
    }
    mistakes
}

/// The rules that are for exercises with these tags.
fn rules_for<'c>(content: &'c Content, tags: &BTreeSet<Tag>) -> Vec<&'c RuleId> {
    let rules = content.check_in.rules.iter();
    rules
        .filter(|rule| matches!(&rule.scope, Scope::Tagged(asked) if !asked.is_disjoint(tags)))
        .map(|rule| &rule.id)
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
            let mistake = mistake(exercise, change, move |e| {
                if let Some(amount) = e.dose.as_mut().and_then(part) {
                    amount.range = other;
                }
            });
            mistakes.push(mistake.about([format!("dose of {}", exercise.id)]));
        }
    }
    for other in other_extents(dose.extent) {
        let mistake = mistake(exercise, format!("done {other:?}"), move |e| {
            if let Some(dose) = &mut e.dose {
                dose.extent = other;
            }
        });
        mistakes.push(mistake.about([format!("dose of {}", exercise.id)]));
    }
    mistakes
}

fn other_extents(extent: Option<Extent>) -> impl Iterator<Item = Option<Extent>> {
    let all = [Extent::Tiny, Extent::Small, Extent::Comfortable];
    all.into_iter()
        .map(Some)
        .filter(move |other| extent.is_some() && *other != extent)
}

/// What a case says that looks at the dose of an exercise, or at what it goes up to.
fn doses(exercise: &Exercise) -> [String; 2] {
    let id = &exercise.id;
    [format!("dose of {id}"), format!("next dose of {id}")]
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
            let mistake = mistake(exercise, change, move |e| put(e, other));
            mistakes.push(mistake.about(doses(exercise)));
        }
    }
    for other in other_extents(is.extent) {
        let change = format!("up to {:?} became {other:?}", is.extent);
        let mistake = mistake(exercise, change, move |e| e.up_to.extent = other);
        mistakes.push(mistake.about(doses(exercise)));
    }
    mistakes
}
