//! Mistakes in programs, their phases and items.

use plinth_core::{
    check_in::Effect,
    content::{Content, Phase, PhaseItem},
    finding::Bar,
    name::{ExerciseId, PhaseId},
};

use super::{Mistake, begin, beside, in_condition};

pub(super) fn mistakes(content: &Content) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let rules = content.check_in.rules.iter();
    let offers: Vec<String> = rules
        .filter(|rule| rule.then.contains(&Effect::OfferPhase))
        .map(|rule| rule.id.to_string())
        .collect();
    for (program, known) in content.programs.iter().enumerate() {
        let begins = begin::phases(content, known);
        for (place, phase) in known.phases.iter().enumerate() {
            let of = move |c: &mut Content, change: &dyn Fn(&mut Phase)| {
                change(&mut c.programs[program].phases[place]);
            };
            let name = &format!("phase {}", phase.id);
            let entry = in_condition(content, name, &phase.entry, move |c, when| {
                of(c, &|phase| phase.entry = when.clone());
            });
            mistakes.extend(entry.into_iter().map(|slip| slip.about(["entry"])));
            // After the last phase there is none to which its exit could lead.
            if place + 1 < known.phases.len() {
                let exit = in_condition(content, name, &phase.exit, move |c, when| {
                    of(c, &|phase| phase.exit = when.clone());
                });
                let about = [&offers[..], &["move-refused".into()]].concat();
                mistakes.extend(exit.into_iter().map(|slip| slip.about(&about)));
            }
            mistakes.extend(limits(name, phase, of));
            if place < begins {
                mistakes.extend(begun(name, phase, of));
            }
            for (nth, item) in phase.items.iter().enumerate() {
                mistakes.extend(in_item(content, &phase.id, nth, item, of));
            }
        }
    }
    mistakes
}

/// Changes a phase of the content.
trait Of: Fn(&mut Content, &dyn Fn(&mut Phase)) + Copy + Send + Sync + 'static {}

impl<F: Fn(&mut Content, &dyn Fn(&mut Phase)) + Copy + Send + Sync + 'static> Of for F {}

/// Numbers beside a limit of a phase.
fn numbers(
    name: &str,
    what: &str,
    is: u16,
    of: impl Of,
    put: fn(&mut Phase, u16),
) -> impl Iterator<Item = Mistake> {
    beside(is).map(move |other| {
        let change = format!("{what} {is} became {other}");
        let made = move |c: &mut Content| of(c, &|phase| put(phase, other));
        Mistake::new(name, change, made).about([what])
    })
}

fn limits(name: &str, phase: &Phase, of: impl Of) -> Vec<Mistake> {
    let most = numbers(name, "most", phase.most.into(), of, |phase, to| {
        phase.most = byte(to);
    });
    let is = phase.new_at_most.into();
    let new = numbers(name, "new-at-most", is, of, |phase, to| {
        phase.new_at_most = byte(to);
    })
    .map(|mistake| mistake.about(["add-refused"]));
    let is = phase.review_days;
    let review = numbers(name, "review-days", is, of, |phase, to| {
        phase.review_days = to;
    });
    let mut mistakes: Vec<Mistake> = most.chain(new).chain(review).collect();
    let supervised = !phase.supervised_first;
    let change = format!("supervised-first became {supervised}");
    let made = move |c: &mut Content| of(c, &|phase| phase.supervised_first = supervised);
    mistakes.push(Mistake::new(name, change, made).about(["add-refused"]));
    mistakes
}

/// What a program is given when it begins with a phase: how many exercises, and which of them first.
fn begun(name: &str, phase: &Phase, of: impl Of) -> Vec<Mistake> {
    let is = phase.start_with.into();
    let mut mistakes: Vec<Mistake> = numbers(name, "start-with", is, of, |phase, to| {
        phase.start_with = byte(to);
    })
    .collect();
    let first = at_first(phase);
    for (nth, item) in phase.items.iter().enumerate() {
        let suggested = !item.suggested;
        let mut other = phase.clone();
        other.items[nth].suggested = suggested;
        if at_first(&other) == first {
            continue;
        }
        let name = &format!("{name}, item {}", item.exercise);
        let change = format!("suggested became {suggested}");
        let made = move |c: &mut Content| of(c, &|phase| phase.items[nth].suggested = suggested);
        mistakes.push(Mistake::new(name, change, made).about(["in-order"]));
    }
    mistakes
}

/// The exercises that a program can begin with, those that are suggested first. Where nothing runs yet, none that comes
/// after another is among them.
fn at_first(phase: &Phase) -> Vec<&ExerciseId> {
    let items = phase.items.iter().filter(|item| item.after.is_empty());
    let (first, then): (Vec<_>, Vec<_>) = items.partition(|item| item.suggested);
    let all = first.into_iter().chain(then);
    all.map(|item| &item.exercise).collect()
}

fn byte(number: u16) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn in_item(
    content: &Content,
    phase: &PhaseId,
    nth: usize,
    item: &PhaseItem,
    of: impl Of,
) -> Vec<Mistake> {
    let name = &format!("phase {phase}, item {}", item.exercise);
    let mut mistakes = Vec::new();
    if let Some(needs) = &item.needs {
        let mut slips = in_condition(content, name, needs, move |c, when| {
            of(c, &|phase| phase.items[nth].needs = Some(when.clone()));
        });
        slips.push(Mistake::new(name, "without `needs`", move |c| {
            of(c, &|phase| phase.items[nth].needs = None);
        }));
        let bar = Bar::Needs(phase.clone());
        mistakes.extend(slips.into_iter().map(|slip| slip.about([&bar])));
    }
    for first in &item.after {
        let id = first.clone();
        let mistake = Mistake::new(name, format!("not after {first}"), move |c| {
            of(c, &|phase| {
                phase.items[nth].after.remove(&id);
            });
        });
        mistakes.push(mistake.about([Bar::After(first.clone())]));
    }
    let left_out = Mistake::new(name, "left out", move |c| {
        of(c, &|phase| {
            phase.items.remove(nth);
        });
    });
    mistakes.push(left_out.about([Bar::Phase(phase.clone())]));
    mistakes
}
