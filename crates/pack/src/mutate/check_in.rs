//! Mistakes in what check-ins advise.

use plinth_core::{
    check_in::{AdviceRule, Effect, Readings, Scope},
    condition::Condition,
    content::Content,
};

use super::{Mistake, in_condition, screening};

pub(super) fn mistakes(content: &Content) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (place, rule) in content.check_in.rules.iter().enumerate() {
        let name = &format!("rule {}", rule.id);
        mistakes.extend(in_condition(content, name, &rule.when, move |c, when| {
            c.check_in.rules[place].when = when;
        }));
        mistakes.extend(effects(name, place, rule));
        mistakes.extend(scope(name, place, rule));
        mistakes.extend(only(content, name, place, rule));
        mistakes.extend(screening::review(
            name,
            rule.review_days,
            screening::most_days(content),
            move |c, days| c.check_in.rules[place].review_days = days,
        ));
    }
    mistakes.extend(lights(content));
    mistakes.extend(readings(content));
    mistakes
}

/// The effect beside the first, on either side and wherever the rule may advise it, and one of the others forgotten.
fn effects(name: &str, place: usize, rule: &AdviceRule) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let Some(&first) = rule.then.first() else {
        return mistakes;
    };
    let at = Effect::ALL.iter().position(|effect| *effect == first);
    let (more, less) = Effect::ALL.split_at(at.unwrap_or(0));
    let fits = |effect: &&Effect| match rule.scope {
        Scope::Program => !matches!(
            effect,
            Effect::Stop | Effect::Swap | Effect::Halve | Effect::StepBack
        ),
        _ => effect.is_for_an_exercise(),
    };
    let mut others = vec![more.last(), more.iter().rfind(fits)];
    others.extend([less.get(1), less.iter().skip(1).find(fits)]);
    let mut others: Vec<Effect> = others.into_iter().flatten().copied().collect();
    others.dedup();
    for other in others {
        let change = format!("{first} became {other}");
        let mistake = Mistake::new(name, change, move |c| {
            c.check_in.rules[place].then[0] = other;
        });
        mistakes.push(mistake.about([first]));
    }
    for (nth, other) in rule.then.iter().enumerate().skip(1) {
        let mistake = Mistake::new(name, format!("without {other}"), move |c| {
            c.check_in.rules[place].then.remove(nth);
        });
        mistakes.push(mistake.about([other]));
    }
    mistakes
}

fn scope(name: &str, place: usize, rule: &AdviceRule) -> Vec<Mistake> {
    let Scope::Tagged(tags) = &rule.scope else {
        return Vec::new();
    };
    let each = Mistake::new(name, "for each exercise", move |c| {
        c.check_in.rules[place].scope = Scope::EachItem;
    });
    let without = tags.iter().map(|tag| {
        let mut others = tags.clone();
        others.remove(tag);
        Mistake::new(name, format!("not for {tag}"), move |c| {
            c.check_in.rules[place].scope = Scope::Tagged(others.clone());
        })
    });
    without.chain([each]).collect()
}

/// An exercise of the programs goes on or not, other than the rule says.
fn only(content: &Content, name: &str, place: usize, rule: &AdviceRule) -> Vec<Mistake> {
    if !rule.then.contains(&Effect::OnlyThese) {
        return Vec::new();
    }
    let phases = content.programs.iter().flat_map(|program| &program.phases);
    let items = phases.flat_map(|phase| &phase.items);
    items
        .map(|item| {
            let id = item.exercise.clone();
            let change = if rule.only.contains(&id) {
                format!("{id} taken off `only`")
            } else {
                format!("{id} put on `only`")
            };
            Mistake::new(name, change, move |c| {
                let only = &mut c.check_in.rules[place].only;
                if !only.remove(&id) {
                    only.insert(id.clone());
                }
            })
            .about([&item.exercise])
        })
        .collect()
}

fn lights(content: &Content) -> Vec<Mistake> {
    let Some(lights) = &content.check_in.lights else {
        return Vec::new();
    };
    let red = |c: &mut Content, when: Condition| {
        if let Some(lights) = &mut c.check_in.lights {
            lights.red = when;
        }
    };
    let amber = |c: &mut Content, when: Condition| {
        if let Some(lights) = &mut c.check_in.lights {
            lights.amber = when;
        }
    };
    let mut mistakes = in_condition(content, "light red", &lights.red, red);
    mistakes.extend(in_condition(content, "light amber", &lights.amber, amber));
    mistakes
}

/// Forgets a reading.
type Forget = fn(&mut Readings);

/// A reading that is forgotten.
fn readings(content: &Content) -> Vec<Mistake> {
    let known = &content.check_in.readings;
    let all: [(&str, bool, Forget); 3] = [
        ("days-done", known.days_done.is_some(), |r| {
            r.days_done = None;
        }),
        ("settled-within", known.settled_within.is_some(), |r| {
            r.settled_within = None;
        }),
        ("clean-form", known.clean_form.is_some(), |r| {
            r.clean_form = None;
        }),
    ];
    all.into_iter()
        .filter(|(_, is_known, _)| *is_known)
        .map(|(name, _, forget)| {
            Mistake::new(&format!("reading {name}"), "forgotten", move |c| {
                forget(&mut c.check_in.readings);
            })
        })
        .collect()
}
