//! Facts that the core derives, and comparisons of numbers.

use plinth_core::{
    condition::{Condition, Fact, Light, Milestone, Span, Test, Which},
    decimal::Decimal,
    question::{Kind, Worse},
};

use super::{
    resolve::{Resolver, atom},
    syntax::{Argument, Operator, Placed, Term},
};
use crate::diagnostic::did_you_mean;

impl Resolver<'_> {
    /// `onset-days(Q)` and the other facts that stand with parentheses.
    pub(super) fn call(&mut self, term: &Term<'_>) -> Option<Condition> {
        let arguments = term.call.as_deref().unwrap_or_default();
        let name = term.head.is;
        match name {
            "weeks-since" | "adherence-since" => {
                self.no_side(term)?;
                let word = self.lone_argument(term)?;
                let since = match self.one_of(word, &["assigned", "screened"], "milestone")? {
                    "assigned" => Milestone::Assigned,
                    _ => Milestone::Screened,
                };
                if name == "weeks-since" {
                    self.derived(term, Fact::WeeksSince(since), Limits::counted(5000))
                } else {
                    self.derived(term, Fact::AdherenceSince(since), Limits::counted(100))
                }
            }
            "streak" | "items" => {
                self.no_side(term)?;
                let word = self.lone_argument(term)?;
                let light = match self.one_of(word, &["green", "amber", "red"], "light")? {
                    "green" => Light::Green,
                    "amber" => Light::Amber,
                    _ => Light::Red,
                };
                let fact = if name == "streak" {
                    Fact::Streak(light)
                } else {
                    Fact::Items(light)
                };
                self.derived(term, fact, Limits::counted(5000))
            }
            "onset-days" | "steady-days" => {
                let word = self.lone_argument(term)?;
                let (question, of) = self.question_on_side(term, word)?;
                let fact = if name == "onset-days" {
                    if !question.ask_since {
                        return self.wrong(
                            "no-since",
                            &word.span,
                            format!("nobody asks since when `{}` is so", question.id),
                            "add `since = true` to the question",
                        );
                    }
                    Fact::OnsetDays(of)
                } else {
                    Fact::SteadyDays(of)
                };
                self.derived(term, fact, Limits::counted(50_000))
            }
            "change" => self.change(term, arguments),
            "worsenings" => self.worsenings(term),
            _ => {
                let known = [
                    "weeks-since",
                    "adherence-since",
                    "streak",
                    "items",
                    "onset-days",
                    "steady-days",
                    "change",
                    "worsenings",
                ];
                let hint = did_you_mean(name, known).map_or_else(
                    || format!("the functions are {}", known.join(", ")),
                    std::borrow::Cow::into_owned,
                );
                self.wrong(
                    "unknown-function",
                    &term.head.span,
                    format!("`{name}(…)` is not a derived fact"),
                    hint,
                )
            }
        }
    }

    fn change(&mut self, term: &Term<'_>, arguments: &[Argument<'_>]) -> Option<Condition> {
        const HOW: &str = "write change(leg-pain-worst, weeks: 6), change(leg-pain-worst, days: 10) or change(leg-pain-worst, since: assigned)";
        let [first, second] = arguments else {
            return self.wrong(
                "wrong-arguments",
                &term.head.span,
                "`change` takes a question and a time",
                HOW,
            );
        };
        let (question, of) = self.question_on_side(term, &first.word)?;
        let Some(span) = span(second) else {
            return self.wrong(
                "wrong-arguments",
                &second.word.span,
                "the time of `change` is a number of days or weeks, up to ten years, or a milestone",
                HOW,
            );
        };
        let limits = match (&question.kind, &question.worse) {
            (
                Kind::Number {
                    least,
                    most,
                    places,
                    ..
                },
                _,
            ) => Limits {
                least: least.minus(*most).unwrap_or(*least),
                most: most.minus(*least).unwrap_or(*most),
                places: *places,
            },
            (Kind::Choice(_), Some(Worse::Order(order))) => {
                let most = i64::try_from(order.len()).unwrap_or(i64::MAX) - 1;
                Limits {
                    least: Decimal::whole(-most),
                    most: Decimal::whole(most),
                    places: 0,
                }
            }
            _ => {
                return self.wrong(
                    "not-a-number",
                    &first.word.span,
                    format!("`{}` is neither a number nor an ordered choice; it has no change", question.id),
                    "name a question whose kind is number, or a choice whose `worse` orders its answers",
                );
            }
        };
        self.derived(term, Fact::Change(of, span), limits)
    }

    fn worsenings(&mut self, term: &Term<'_>) -> Option<Condition> {
        let word = self.lone_argument(term)?;
        let (question, of) = self.question_on_side(term, word)?;
        match &question.worse {
            Some(Worse::Higher | Worse::Lower | Worse::Order(_)) => {
                self.derived(term, Fact::Worsenings(of), Limits::counted(5000))
            }
            _ => self.wrong(
                "not-a-number",
                &word.span,
                format!(
                    "the answers to `{}` have no order in which they get worse",
                    question.id
                ),
                "name a number or a choice that says which of its answers are worse",
            ),
        }
    }

    /// A derived fact is a number, so it is always compared.
    pub(super) fn derived(
        &mut self,
        term: &Term<'_>,
        fact: Fact<Which>,
        limits: Limits,
    ) -> Option<Condition> {
        if let Some(needed) = self.names.made_of.lacks(&fact) {
            return self.wrong(
                "never-known",
                &term.span,
                format!(
                    "`{}` can never be known: the pack does not say what it is made of",
                    term.head.is
                ),
                format!("add {needed} to checkin.toml"),
            );
        }
        match &term.test {
            Some((operator, literal)) => self.compared(fact, operator, literal, limits),
            None => self.wrong(
                "needs-comparison",
                &term.span,
                format!(
                    "`{}` is a number; it is neither true nor false by itself",
                    term.head.is
                ),
                "compare it with a number",
            ),
        }
    }

    pub(super) fn compared(
        &mut self,
        fact: Fact<Which>,
        operator: &Placed<Operator>,
        literal: &Placed<&str>,
        limits: Limits,
    ) -> Option<Condition> {
        let Operator::Compare(comparison) = operator.is else {
            return self.wrong(
                "wrong-comparison",
                &operator.span,
                "`includes` goes with body regions; this is a number",
                "compare it with <, <=, =, !=, >= or >",
            );
        };
        let Ok(value) = literal.is.parse::<Decimal>() else {
            return self.wrong(
                "not-a-literal",
                &literal.span,
                format!("`{}` is not a number", literal.is),
                "facts are compared with plain numbers only: 6 or 6.5",
            );
        };
        let Limits {
            least,
            most,
            places,
        } = limits;
        if value < least || value > most {
            return self.wrong(
                "literal-out-of-range",
                &literal.span,
                format!("{value} can never be met: the values go from {least} to {most}"),
                "use a number inside the range, or correct the range",
            );
        }
        if value.scale() > places {
            return self.wrong(
                "literal-out-of-range",
                &literal.span,
                format!(
                    "{value} has more places after the point than the values, which have {places}"
                ),
                "use a number that can be answered",
            );
        }
        Some(atom(fact, Test::Compare(comparison, value)))
    }

    fn lone_argument<'t>(&mut self, term: &'t Term<'t>) -> Option<&'t Placed<&'t str>> {
        match term.call.as_deref() {
            Some([argument]) if argument.value.is_none() => Some(&argument.word),
            _ => self.wrong(
                "wrong-arguments",
                &term.head.span,
                format!("`{}` takes one name in its parentheses", term.head.is),
                "see \"Conditions\" in the pack format",
            ),
        }
    }
}

/// `weeks: 6`, `days: 10` or `since: assigned`.
fn span(argument: &Argument<'_>) -> Option<Span> {
    let value = argument.value.as_ref()?.is;
    let unit = match argument.word.is {
        "days" => 1,
        "weeks" => 7,
        "since" => {
            return match value {
                "assigned" => Some(Span::Since(Milestone::Assigned)),
                "screened" => Some(Span::Since(Milestone::Screened)),
                _ => None,
            };
        }
        _ => return None,
    };
    let days = value.parse::<u16>().ok()?.checked_mul(unit)?;
    (1..=3650).contains(&days).then_some(Span::Days(days))
}

/// Facts that stand by their name alone.
pub(super) const BARE: [&str; 7] = [
    "age",
    "days-in-phase",
    "adherence",
    "settled-within",
    "clean-visits",
    "psfs",
    "psfs-change",
];

pub(super) fn bare_fact(name: &str) -> Option<(Fact<Which>, Limits)> {
    Some(match name {
        "age" => (Fact::Age, Limits::counted(130)),
        "days-in-phase" => (Fact::DaysInPhase, Limits::counted(50_000)),
        "adherence" => (Fact::Adherence, Limits::counted(100)),
        "settled-within" => (Fact::SettledWithin, Limits::counted(2000)),
        "clean-visits" => (Fact::CleanVisits, Limits::counted(5000)),
        "psfs" => (Fact::Psfs, Limits::score(Decimal::ZERO)),
        "psfs-change" => (Fact::PsfsChange, Limits::score(Decimal::whole(-10))),
        _ => return None,
    })
}

/// The values that a fact can have.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) least: Decimal,
    pub(super) most: Decimal,
    pub(super) places: u8,
}

impl Limits {
    /// A mean of scores up to 10.
    const fn score(least: Decimal) -> Self {
        Self {
            least,
            most: Decimal::whole(10),
            places: 2,
        }
    }

    /// Whole numbers from 0.
    const fn counted(most: i64) -> Self {
        Self {
            least: Decimal::ZERO,
            most: Decimal::whole(most),
            places: 0,
        }
    }
}
