//! Whether a rule is seen to hold, and seen to just not hold.

use plinth_core::{condition::Condition, content::Content, name::RuleId};

use super::{Mistake, condition, deciding};
use crate::cases::{Cases, Held, Order};

/// In which cases a rule of the screening or of check-ins is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Which rule.
    pub rule: RuleId,
    /// A case in which it holds.
    pub holds: Option<String>,
    /// A case in which it does not, and would by the smallest change of its condition: the next number, one answer.
    pub just_not: Option<String>,
}

/// Cases that are tried for every change of a rule before all are tried.
const LIKELY: usize = 10;

/// How each rule is seen in the cases.
pub fn shown(content: &Content, cases: &Cases) -> Vec<Shown> {
    let content = &deciding(content);
    let screening = content.rules.iter().enumerate().map(|(place, rule)| {
        let put = move |c: &mut Content, when| c.rules[place].when = when;
        (&rule.id, changes(content, &rule.id, &rule.when, put))
    });
    let check_in = content.check_in.rules.iter().enumerate();
    let check_in = check_in.map(|(place, rule)| {
        let put = move |c: &mut Content, when| c.check_in.rules[place].when = when;
        (&rule.id, changes(content, &rule.id, &rule.when, put))
    });
    let mut order = Order::new(cases);
    let before = order.each(|case| case.held(content));
    screening
        .chain(check_in)
        .map(|(rule, changes)| {
            let about = [rule.to_string()];
            let holds = order.first(&about, usize::MAX, |case| {
                let mut steps = before[case.place()].iter();
                steps.any(|step| step.known.contains(rule))
            });
            let mut just_not = |most| {
                changes.iter().find_map(|change| {
                    let other = change.made(content);
                    order.first(&change.about, most, |case| {
                        just_begins(rule, &before[case.place()], &case.held(&other))
                    })
                })
            };
            Shown {
                rule: rule.clone(),
                holds: holds.map(str::to_owned),
                just_not: just_not(LIKELY)
                    .or_else(|| just_not(usize::MAX))
                    .map(str::to_owned),
            }
        })
        .collect()
}

/// Whether, in the first step in which the rules differ, this rule does not hold before the change and does after it.
fn just_begins(rule: &RuleId, before: &[Held], after: &[Held]) -> bool {
    before
        .iter()
        .zip(after)
        .find(|(before, after)| before != after)
        .is_some_and(|(before, after)| !before.may.contains(rule) && after.known.contains(rule))
}

/// The smallest changes of a condition, and of the definitions that it uses.
fn changes(
    content: &Content,
    rule: &RuleId,
    when: &Condition,
    put: impl Fn(&mut Content, Condition) + Clone + Send + Sync + 'static,
) -> Vec<Mistake> {
    let name = format!("rule {rule}");
    let near = |when: &Condition| {
        let slips = condition::of(content, when).into_iter();
        slips.filter(|slip| slip.near)
    };
    let mut changes: Vec<Mistake> = near(when)
        .map(|slip| {
            let put = put.clone();
            let make = move |c: &mut Content| put(c, slip.condition.clone());
            Mistake::new(&name, &slip.change, make).about(slip.about)
        })
        .collect();
    for id in condition::defines_in(content, when) {
        let Some(define) = content.defines.get(&id) else {
            continue;
        };
        changes.extend(near(define).map(|slip| {
            let id = id.clone();
            let make = move |c: &mut Content| {
                c.defines.insert(id.clone(), slip.condition.clone());
            };
            Mistake::new(&name, &slip.change, make).about(slip.about)
        }));
    }
    changes
}
