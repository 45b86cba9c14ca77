//! Small mistakes, made on purpose: each should make one of a pack's cases fail. A mistake that no case notices is a
//! threshold, a word or a direction that nobody has checked.

mod atom;

use plinth_core::{
    condition::Condition,
    content::{Content, Disposition},
};

use crate::{
    cases::{self, Cases},
    condition::Written,
};

/// One mistake, and the content with it.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// Where the mistake is and what it is: ``rule saddle: `a or b` became `a and b` ``.
    pub description: String,
    /// The content with the mistake in it.
    pub content: Content,
}

/// Content with one mistake each: in every condition of rules, definitions and precautions, and in what they give.
/// Mistakes that can be seen to change nothing (`< 5` to `!= 5` where 5 is the most) are left out.
pub fn all(content: &Content) -> impl Iterator<Item = Mutant> + '_ {
    let rules = (0..content.rules.len()).flat_map(move |place| in_rule(content, place));
    let precautions =
        (0..content.precautions.len()).flat_map(move |place| in_precaution(content, place));
    let defines = content.defines.iter().flat_map(move |(id, when)| {
        of(content, when).into_iter().map(move |(change, when)| {
            let mut content = content.clone();
            content.defines.insert(id.clone(), when);
            Mutant {
                description: format!("define {id}: {change}"),
                content,
            }
        })
    });
    rules.chain(precautions).chain(defines)
}

/// The mistakes that no case notices. All cases must be met by the content as it is.
pub fn survivors(content: &Content, cases: &Cases) -> Vec<String> {
    let mut order = cases::Order::new(cases);
    all(content)
        .filter(|mutant| order.first_failure(&mutant.content).is_none())
        .map(|mutant| mutant.description)
        .collect()
}

fn in_rule(content: &Content, place: usize) -> Vec<Mutant> {
    let rule = &content.rules[place];
    let when = of(content, &rule.when).into_iter().map(|(change, when)| {
        let mut content = content.clone();
        content.rules[place].when = when;
        (change, content)
    });
    let gives = neighbors(rule.gives).into_iter().map(|gives| {
        let mut content = content.clone();
        content.rules[place].gives = gives;
        (format!("{} became {gives}", rule.gives), content)
    });
    when.chain(gives)
        .map(|(change, content)| Mutant {
            description: format!("rule {}: {change}", rule.id),
            content,
        })
        .collect()
}

fn in_precaution(content: &Content, place: usize) -> Vec<Mutant> {
    let precaution = &content.precautions[place];
    let when = of(content, &precaution.when)
        .into_iter()
        .map(|(change, when)| {
            let mut content = content.clone();
            content.precautions[place].when = when;
            (change, content)
        });
    let other = if precaution.gives == Disposition::Caution {
        Disposition::Proceed
    } else {
        Disposition::Caution
    };
    let mut gives = content.clone();
    gives.precautions[place].gives = other;
    let gives = (format!("{} became {other}", precaution.gives), gives);
    when.chain([gives])
        .map(|(change, content)| Mutant {
            description: format!("precaution {}: {change}", precaution.id),
            content,
        })
        .collect()
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

/// The condition with one mistake each, and what the mistake is.
fn of(content: &Content, condition: &Condition) -> Vec<(String, Condition)> {
    let mut mutants = here(content, condition);
    let mut inside = |parts: &[Condition], whole: &dyn Fn(Vec<Condition>) -> Condition| {
        for (place, part) in parts.iter().enumerate() {
            for (change, mutant) in of(content, part) {
                let mut parts = parts.to_vec();
                parts[place] = mutant;
                mutants.push((change, whole(parts)));
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
            mutants.extend(
                inner
                    .filter(|(_, mutant)| !matches!(mutant, Condition::Not(_)))
                    .map(|(change, mutant)| (change, Condition::Not(Box::new(mutant)))),
            );
        }
    }
    mutants
}

/// Mistakes in the outermost word of a condition.
fn here(content: &Content, condition: &Condition) -> Vec<(String, Condition)> {
    let mutants = match condition {
        Condition::Atom(atom) => {
            let mut mutants = atom::of(content, atom);
            mutants.push(negated(condition));
            mutants
        }
        Condition::Define(_) => vec![negated(condition)],
        Condition::Not(part) => vec![(**part).clone()],
        Condition::All(parts) => vec![Condition::Any(parts.clone())],
        Condition::Any(parts) => vec![Condition::All(parts.clone())],
        Condition::AtLeast(count, parts) => [count - 1, count + 1]
            .into_iter()
            .filter(|count| (1..=parts.len()).contains(count))
            .map(|count| Condition::AtLeast(count, parts.clone()))
            .collect(),
    };
    mutants
        .into_iter()
        .map(|mutant| {
            let change = format!("`{}` became `{}`", Written(condition), Written(&mutant));
            (change, mutant)
        })
        .collect()
}

fn negated(condition: &Condition) -> Condition {
    Condition::Not(Box::new(condition.clone()))
}
