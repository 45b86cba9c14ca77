//! Mistakes in conditions.

use std::collections::BTreeSet;

use plinth_core::{condition::Condition, content::Content, evaluate::questions_in, name::DefineId};

use super::atom;
use crate::condition::Written;

/// A condition with one mistake.
pub(super) struct Slip {
    /// What the mistake is.
    pub(super) change: String,
    /// The condition with it.
    pub(super) condition: Condition,
    /// Whether what decides is only just on the other side.
    pub(super) near: bool,
    /// Questions in the part that changed.
    pub(super) about: Vec<String>,
}

/// The condition with one mistake each.
pub(super) fn of(content: &Content, condition: &Condition) -> Vec<Slip> {
    let mut slips = here(content, condition);
    let mut inside = |parts: &[Condition], whole: &dyn Fn(Vec<Condition>) -> Condition| {
        for (place, part) in parts.iter().enumerate() {
            for mut slip in of(content, part) {
                let mut parts = parts.to_vec();
                parts[place] = slip.condition;
                slip.condition = whole(parts);
                slips.push(slip);
            }
        }
    };
    match condition {
        Condition::Atom(_) | Condition::Define(_) => {}
        Condition::All(parts) => inside(parts, &Condition::All),
        Condition::Any(parts) => inside(parts, &Condition::Any),
        Condition::AtLeast(count, parts) => {
            inside(parts, &|parts| Condition::AtLeast(*count, parts));
        }
        Condition::Not(part) => {
            let inner = of(content, part).into_iter();
            // `not` before `not` is no mistake of its own: it is the `not` that was removed.
            slips.extend(
                inner
                    .filter(|slip| !matches!(slip.condition, Condition::Not(_)))
                    .map(|mut slip| {
                        slip.condition = Condition::Not(Box::new(slip.condition));
                        slip
                    }),
            );
        }
    }
    slips
}

/// Mistakes in the outermost word of a condition.
fn here(content: &Content, condition: &Condition) -> Vec<Slip> {
    let negated = Condition::Not(Box::new(condition.clone()));
    let mutants: Vec<(Condition, bool)> = match condition {
        Condition::Atom(atom) => {
            let mut mutants = atom::of(content, atom);
            // Where there is no other value beside, the one that is not it is the nearest.
            let is_only = mutants.is_empty();
            mutants.push((negated, is_only));
            mutants
        }
        Condition::Define(_) => vec![(negated, false)],
        Condition::Not(part) => {
            let near =
                matches!(&**part, Condition::Atom(atom) if atom::of(content, atom).is_empty());
            vec![((**part).clone(), near)]
        }
        Condition::All(parts) => vec![(Condition::Any(parts.clone()), true)],
        Condition::Any(parts) => vec![(Condition::All(parts.clone()), true)],
        Condition::AtLeast(count, parts) => [count - 1, count + 1]
            .into_iter()
            .filter(|count| (1..=parts.len()).contains(count))
            .map(|count| (Condition::AtLeast(count, parts.clone()), true))
            .collect(),
    };
    let about: Vec<String> = questions_in(content, condition)
        .iter()
        .map(ToString::to_string)
        .collect();
    mutants
        .into_iter()
        .map(|(mutant, near)| Slip {
            change: format!("`{}` became `{}`", Written(condition), Written(&mutant)),
            condition: mutant,
            near,
            about: about.clone(),
        })
        .collect()
}

/// The definitions that a condition uses, through each other too.
pub(super) fn defines_in(content: &Content, condition: &Condition) -> BTreeSet<DefineId> {
    fn add(content: &Content, condition: &Condition, to: &mut BTreeSet<DefineId>) {
        match condition {
            Condition::Atom(_) => {}
            Condition::Not(part) => add(content, part, to),
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                for part in parts {
                    add(content, part, to);
                }
            }
            Condition::Define(id) => {
                if to.insert(id.clone())
                    && let Some(define) = content.defines.get(id)
                {
                    add(content, define, to);
                }
            }
        }
    }
    let mut defines = BTreeSet::new();
    add(content, condition, &mut defines);
    defines
}
