//! Facts that the core derives, and comparisons of numbers.

use plinth_core::{
    condition::{Condition, Fact, Light, Milestone, Span, Test, Which},
    decimal::Decimal,
    question::Kind,
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
            "weeks-since" | "streak" | "items" => {
                self.no_side(term)?;
                let word = self.lone_argument(term)?;
                let fact = if name == "weeks-since" {
                    match self.one_of(word, &["assigned", "screened"], "milestone")? {
                        "assigned" => Fact::WeeksSince(Milestone::Assigned),
                        _ => Fact::WeeksSince(Milestone::Screened),
                    }
                } else {
                    let light = match self.one_of(word, &["green", "amber", "red"], "light")? {
                        "green" => Light::Green,
                        "amber" => Light::Amber,
                        _ => Light::Red,
                    };
                    if name == "streak" {
                        Fact::Streak(light)
                    } else {
                        Fact::Items(light)
                    }
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
            _ => {
                let known = [
                    "weeks-since",
                    "streak",
                    "items",
                    "onset-days",
                    "steady-days",
                    "change",
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
        const HOW: &str =
            "write change(leg-pain-worst, weeks: 6) or change(leg-pain-worst, days: 10)";
        let [first, second] = arguments else {
            return self.wrong(
                "wrong-arguments",
                &term.head.span,
                "`change` takes a question and a time",
                HOW,
            );
        };
        let (question, of) = self.question_on_side(term, &first.word)?;
        let unit = match second.word.is {
            "days" => 1,
            "weeks" => 7,
            _ => 0,
        };
        let days = second
            .value
            .as_ref()
            .and_then(|value| value.is.parse::<u16>().ok())
            .and_then(|count| count.checked_mul(unit))
            .filter(|days| (1..=3650).contains(days));
        let Some(days) = days else {
            return self.wrong(
                "wrong-arguments",
                &second.word.span,
                "the time of `change` is a number of days or weeks, up to ten years",
                HOW,
            );
        };
        let Kind::Number {
            least,
            most,
            places,
            ..
        } = &question.kind
        else {
            return self.wrong(
                "not-a-number",
                &first.word.span,
                format!("`{}` is not a number; it has no change", question.id),
                "name a question whose kind is number",
            );
        };
        let limits = Limits {
            least: least.minus(*most).unwrap_or(*least),
            most: most.minus(*least).unwrap_or(*most),
            places: *places,
        };
        self.derived(term, Fact::Change(of, Span::Days(days)), limits)
    }

    /// A derived fact is a number, so it is always compared.
    pub(super) fn derived(
        &mut self,
        term: &Term<'_>,
        fact: Fact<Which>,
        limits: Limits,
    ) -> Option<Condition> {
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

/// Facts that stand by their name alone.
pub(super) const BARE: [&str; 5] = [
    "age",
    "days-in-phase",
    "adherence",
    "settled-within",
    "clean-visits",
];

pub(super) fn bare_fact(name: &str) -> Option<(Fact<Which>, Limits)> {
    Some(match name {
        "age" => (Fact::Age, Limits::counted(130)),
        "days-in-phase" => (Fact::DaysInPhase, Limits::counted(50_000)),
        "adherence" => (Fact::Adherence, Limits::counted(100)),
        "settled-within" => (Fact::SettledWithin, Limits::counted(2000)),
        "clean-visits" => (Fact::CleanVisits, Limits::counted(5000)),
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
    /// Whole numbers from 0.
    const fn counted(most: i64) -> Self {
        Self {
            least: Decimal::ZERO,
            most: Decimal::whole(most),
            places: 0,
        }
    }
}
