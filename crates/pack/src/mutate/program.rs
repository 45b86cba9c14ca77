//! Mistakes in programs, their phases and items.

use plinth_core::content::{Content, Phase, PhaseItem};

use super::{Mistake, beside, in_condition};

pub(super) fn mistakes(content: &Content) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (program, known) in content.programs.iter().enumerate() {
        for (place, phase) in known.phases.iter().enumerate() {
            let of = move |c: &mut Content, change: &dyn Fn(&mut Phase)| {
                change(&mut c.programs[program].phases[place]);
            };
            let name = &format!("phase {}", phase.id);
            mistakes.extend(in_condition(content, name, &phase.entry, move |c, when| {
                of(c, &|phase| phase.entry = when.clone());
            }));
            // After the last phase there is none to which its exit could lead.
            if place + 1 < known.phases.len() {
                mistakes.extend(in_condition(content, name, &phase.exit, move |c, when| {
                    of(c, &|phase| phase.exit = when.clone());
                }));
            }
            mistakes.extend(limits(name, phase, of));
            for (nth, item) in phase.items.iter().enumerate() {
                mistakes.extend(in_item(content, name, nth, item, of));
            }
        }
    }
    mistakes
}

/// Changes a phase of the content.
trait Of: Fn(&mut Content, &dyn Fn(&mut Phase)) + Copy + Send + Sync + 'static {}

impl<F: Fn(&mut Content, &dyn Fn(&mut Phase)) + Copy + Send + Sync + 'static> Of for F {}

fn limits(name: &str, phase: &Phase, of: impl Of) -> Vec<Mistake> {
    let number = |what: &str, is: u16, put: fn(&mut Phase, u16)| {
        let name = name.to_owned();
        let what = what.to_owned();
        beside(is)
            .map(|other| {
                let change = format!("{what} {is} became {other}");
                let made = move |c: &mut Content| of(c, &|phase| put(phase, other));
                Mistake::new(&name, change, made).about([what.as_str()])
            })
            .collect::<Vec<_>>()
    };
    let mut mistakes = number("start-with", phase.start_with.into(), |phase, to| {
        phase.start_with = byte(to);
    });
    mistakes.extend(number("most", phase.most.into(), |phase, to| {
        phase.most = byte(to);
    }));
    mistakes.extend(number(
        "new-at-most",
        phase.new_at_most.into(),
        |phase, to| {
            phase.new_at_most = byte(to);
        },
    ));
    mistakes.extend(number("review-days", phase.review_days, |phase, to| {
        phase.review_days = to;
    }));
    let supervised = !phase.supervised_first;
    let change = format!("supervised-first became {supervised}");
    mistakes.push(Mistake::new(name, change, move |c| {
        of(c, &|phase| phase.supervised_first = supervised);
    }));
    mistakes
}

fn byte(number: u16) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn in_item(
    content: &Content,
    phase: &str,
    nth: usize,
    item: &PhaseItem,
    of: impl Of,
) -> Vec<Mistake> {
    let name = &format!("{phase}, item {}", item.exercise);
    let mut mistakes = Vec::new();
    if let Some(needs) = &item.needs {
        mistakes.extend(in_condition(content, name, needs, move |c, when| {
            of(c, &|phase| phase.items[nth].needs = Some(when.clone()));
        }));
        mistakes.push(Mistake::new(name, "without `needs`", move |c| {
            of(c, &|phase| phase.items[nth].needs = None);
        }));
    }
    for first in &item.after {
        let id = first.clone();
        mistakes.push(Mistake::new(name, format!("not after {first}"), move |c| {
            of(c, &|phase| {
                phase.items[nth].after.remove(&id);
            });
        }));
    }
    let suggested = !item.suggested;
    let change = format!("suggested became {suggested}");
    mistakes.push(Mistake::new(name, change, move |c| {
        of(c, &|phase| phase.items[nth].suggested = suggested);
    }));
    mistakes.push(Mistake::new(name, "left out", move |c| {
        of(c, &|phase| {
            phase.items.remove(nth);
        });
    }));
    mistakes
}
