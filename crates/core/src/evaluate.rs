//! Kleene evaluation of conditions, with the facts that decided.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::{
    answer::Side,
    condition::{Atom, Condition, Fact, Of, Test, Which},
    content::Content,
    facts::{Effective, Facts, Settled},
    finding::Because,
    name::{DefineId, QuestionId},
};

/// A three-valued truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Known not to be so.
    False,
    /// Not known.
    Unknown,
    /// Known to be so.
    True,
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::True } else { Self::False }
    }
}

impl core::ops::Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

/// Nesting beyond this is unknown. Packs are held to far less; it only keeps a wrong table from running for ever.
const DEEPEST: usize = 512;

/// Evaluates conditions against one table of facts.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    defines: &'a BTreeMap<DefineId, Condition>,
    facts: &'a Facts<'a>,
}

impl<'a> Judge<'a> {
    /// Judges the conditions of `content` by these facts.
    pub fn new(content: &'a Content, facts: &'a Facts<'a>) -> Self {
        Self {
            defines: &content.defines,
            facts,
        }
    }

    /// Whether the condition holds.
    pub fn truth(&self, condition: &Condition) -> Truth {
        self.at_depth(condition, 0)
    }

    fn at_depth(&self, condition: &Condition, depth: usize) -> Truth {
        if depth > DEEPEST {
            return Truth::Unknown;
        }
        let inner = |part: &Condition| self.at_depth(part, depth + 1);
        match condition {
            Condition::Atom(atom) => self.atom(atom),
            Condition::Not(part) => !inner(part),
            Condition::All(parts) => all(parts.iter().map(inner)),
            Condition::Any(parts) => any(parts.iter().map(inner)),
            Condition::AtLeast(least, parts) => {
                let (mut surely, mut maybe) = (0, 0);
                for part in parts {
                    match inner(part) {
                        Truth::True => surely += 1,
                        Truth::Unknown => maybe += 1,
                        Truth::False => {}
                    }
                }
                if surely >= *least {
                    Truth::True
                } else if surely + maybe >= *least {
                    Truth::Unknown
                } else {
                    Truth::False
                }
            }
            Condition::Define(id) => self.defines.get(id).map_or(Truth::Unknown, inner),
        }
    }

    fn atom(&self, atom: &Atom) -> Truth {
        let on = |side| self.on_side(atom, Some(side));
        let either = |sides: &[Side]| any(sides.iter().map(|side| on(*side)));
        match which(&atom.fact) {
            Which::Whole => self.on_side(atom, None),
            Which::On(side) => on(side),
            Which::AnySide => either(&Side::BOTH),
            Which::BothSides => all(Side::BOTH.into_iter().map(on)),
            Which::Affected => match self.facts.affected() {
                Some(sides) => either(sides),
                None => agreed(on(Side::Left), on(Side::Right)),
            },
            Which::Other => match self.facts.affected() {
                Some([one]) => on(one.other()),
                Some(_) => either(&Side::BOTH),
                None => agreed(on(Side::Left), on(Side::Right)),
            },
        }
    }

    fn on_side(&self, atom: &Atom, side: Option<Side>) -> Truth {
        let Fact::Answer(of) = &atom.fact else {
            return match (self.facts.value(&settle(&atom.fact, side)), &atom.test) {
                (Some(value), Test::Compare(comparison, literal)) => {
                    comparison.holds(value, *literal).into()
                }
                _ => Truth::Unknown,
            };
        };
        match (self.facts.effective(&of.question, side), &atom.test) {
            (Some(Effective::Yes), Test::Holds) => Truth::True,
            (Some(Effective::No), Test::Holds) => Truth::False,
            (Some(Effective::Number(number)), Test::Compare(comparison, literal)) => {
                comparison.holds(number, *literal).into()
            }
            (Some(Effective::Choice(choice)), Test::Is(wanted)) => (choice == wanted).into(),
            (Some(Effective::Regions(regions)), Test::Includes(region)) => {
                regions.contains(region).into()
            }
            _ => Truth::Unknown,
        }
    }

    /// The facts that make the condition as true, false or unknown as it is, each once.
    pub fn because(&self, condition: &Condition) -> Vec<Because> {
        self.deciding(condition)
            .into_iter()
            .map(|fact| Because {
                found: self.facts.found(&fact),
                fact,
            })
            .collect()
    }

    /// The same facts, not yet put into words.
    pub fn deciding(&self, condition: &Condition) -> BTreeSet<Settled> {
        let mut facts = BTreeSet::new();
        self.collect(condition, self.truth(condition), 0, &mut facts);
        facts
    }

    /// Collects the facts of the parts whose value is `wanted`: those are the ones that decided.
    fn collect(
        &self,
        condition: &Condition,
        wanted: Truth,
        depth: usize,
        into: &mut BTreeSet<Settled>,
    ) {
        if depth > DEEPEST {
            return;
        }
        match condition {
            Condition::Atom(atom) => self.collect_atom(atom, wanted, into),
            Condition::Not(part) => self.collect(part, !wanted, depth + 1, into),
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                for part in parts {
                    if self.at_depth(part, depth + 1) == wanted {
                        self.collect(part, wanted, depth + 1, into);
                    }
                }
            }
            Condition::Define(id) => {
                if let Some(part) = self.defines.get(id) {
                    self.collect(part, wanted, depth + 1, into);
                }
            }
        }
    }

    fn collect_atom(&self, atom: &Atom, wanted: Truth, into: &mut BTreeSet<Settled>) {
        let sides: &[Option<Side>] = match which(&atom.fact) {
            Which::Whole => &[None],
            Which::On(Side::Left) => &[Some(Side::Left)],
            Which::On(Side::Right) => &[Some(Side::Right)],
            _ => &[Some(Side::Left), Some(Side::Right)],
        };
        let before = into.len();
        for side in sides {
            if self.on_side(atom, *side) == wanted {
                into.insert(settle(&atom.fact, *side));
            }
        }
        // Both sides are known but not which is affected: then that is what decided.
        if into.len() == before
            && wanted == Truth::Unknown
            && self.facts.affected().is_none()
            && let (Which::Affected | Which::Other, Some(question)) =
                (which(&atom.fact), self.facts.questions().affected())
        {
            into.insert(Fact::Answer(Of {
                question: question.clone(),
                side: None,
            }));
        }
    }
}

fn all(mut parts: impl Iterator<Item = Truth>) -> Truth {
    parts
        .try_fold(Truth::True, |worst, part| match part {
            Truth::False => Err(Truth::False),
            part => Ok(worst.min(part)),
        })
        .unwrap_or_else(|stop| stop)
}

fn any(mut parts: impl Iterator<Item = Truth>) -> Truth {
    parts
        .try_fold(Truth::False, |best, part| match part {
            Truth::True => Err(Truth::True),
            part => Ok(best.max(part)),
        })
        .unwrap_or_else(|stop| stop)
}

fn agreed(left: Truth, right: Truth) -> Truth {
    if left == right { left } else { Truth::Unknown }
}

/// The question that a fact is about, if it is about one.
pub fn question_of<S>(fact: &Fact<S>) -> Option<&QuestionId> {
    match fact {
        Fact::Answer(of)
        | Fact::OnsetDays(of)
        | Fact::SteadyDays(of)
        | Fact::Change(of, _)
        | Fact::Worsenings(of) => Some(&of.question),
        _ => None,
    }
}

fn which(fact: &Fact<Which>) -> Which {
    match fact {
        Fact::Answer(of)
        | Fact::OnsetDays(of)
        | Fact::SteadyDays(of)
        | Fact::Change(of, _)
        | Fact::Worsenings(of) => of.side,
        _ => Which::Whole,
    }
}

/// The fact of a condition on one side.
fn settle(fact: &Fact<Which>, side: Option<Side>) -> Settled {
    let of = |of: &Of<Which>| Of {
        question: of.question.clone(),
        side,
    };
    match fact {
        Fact::Answer(about) => Fact::Answer(of(about)),
        Fact::OnsetDays(about) => Fact::OnsetDays(of(about)),
        Fact::SteadyDays(about) => Fact::SteadyDays(of(about)),
        Fact::Change(about, span) => Fact::Change(of(about), *span),
        Fact::Worsenings(about) => Fact::Worsenings(of(about)),
        Fact::Age => Fact::Age,
        Fact::WeeksSince(milestone) => Fact::WeeksSince(*milestone),
        Fact::DaysInPhase => Fact::DaysInPhase,
        Fact::Streak(light) => Fact::Streak(*light),
        Fact::Adherence => Fact::Adherence,
        Fact::AdherenceSince(milestone) => Fact::AdherenceSince(*milestone),
        Fact::Items(light) => Fact::Items(*light),
        Fact::SettledWithin => Fact::SettledWithin,
        Fact::CleanVisits => Fact::CleanVisits,
        Fact::Psfs => Fact::Psfs,
        Fact::PsfsChange => Fact::PsfsChange,
    }
}

/// Every question that a condition depends on, through definitions and through what those questions are asked for.
pub fn questions_in(content: &Content, condition: &Condition) -> BTreeSet<QuestionId> {
    let mut questions = BTreeSet::new();
    let mut defines = BTreeSet::new();
    let mut open = alloc::vec![condition];
    while let Some(part) = open.pop() {
        match part {
            Condition::Atom(atom) => {
                if let Some(question) = question_of(&atom.fact)
                    && questions.insert(question.clone())
                {
                    open.extend(
                        content
                            .questions
                            .get(question.as_str())
                            .and_then(|q| q.ask_if.as_ref()),
                    );
                }
            }
            Condition::Not(part) => open.push(part),
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                open.extend(parts);
            }
            Condition::Define(id) => {
                if defines.insert(id) {
                    open.extend(content.defines.get(id));
                }
            }
        }
    }
    questions
}
