//! Conditions written out in the words of a pack.

use plinth_core::{
    answer::Side,
    condition::{Atom, Comparison, Condition, Fact, Light, Of, Test, Which},
};
use std::fmt::{self, Display};

/// A condition in the words of a pack; reading them gives the same condition again.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a>(pub &'a Condition);

impl fmt::Display for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Condition::Atom(atom) => write_atom(atom, None, f),
            Condition::Define(name) => name.fmt(f),
            Condition::All(items) => join(items, " and ", f),
            Condition::Any(items) => join(items, " or ", f),
            Condition::AtLeast(count, items) => {
                write!(f, "at least {count} of (")?;
                for (place, item) in items.iter().enumerate() {
                    write!(f, "{}{}", if place == 0 { "" } else { ", " }, Written(item))?;
                }
                f.write_str(")")
            }
            Condition::Not(inner) => match &**inner {
                Condition::Atom(atom) if matches!(atom.test, Test::Is(_)) => negated(atom, f),
                inner => {
                    f.write_str("not ")?;
                    single(inner, f)
                }
            },
        }
    }
}

/// A choice that is not so. With a side word the negation turns inside out: not both sides are x where any side is not.
fn negated(atom: &Atom, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let turned = match side_of(&atom.fact) {
        Which::BothSides => Which::AnySide,
        Which::AnySide => Which::BothSides,
        side @ (Which::Whole | Which::On(_)) => side,
        Which::Affected | Which::Other => {
            f.write_str("not ")?;
            return write_atom(atom, None, f);
        }
    };
    write_atom(atom, Some(turned), f)
}

fn join(items: &[Condition], joint: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            f.write_str(joint)?;
        }
        single(item, f)?;
    }
    Ok(())
}

fn single(item: &Condition, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if matches!(item, Condition::All(_) | Condition::Any(_)) {
        write!(f, "({})", Written(item))
    } else {
        Written(item).fmt(f)
    }
}

/// `not_on` is set where the choice is negated: the side as it is then written.
fn write_atom(atom: &Atom, not_on: Option<Which>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match not_on.unwrap_or_else(|| side_of(&atom.fact)) {
        Which::Whole => {}
        Which::AnySide => f.write_str("any side ")?,
        Which::BothSides => f.write_str("both sides ")?,
        Which::Affected => f.write_str("affected ")?,
        Which::Other => f.write_str("other ")?,
        Which::On(Side::Left) => f.write_str("left ")?,
        Which::On(Side::Right) => f.write_str("right ")?,
    }
    write_fact(&atom.fact, f)?;
    match &atom.test {
        Test::Holds => Ok(()),
        Test::Compare(comparison, value) => write!(f, " {} {value}", comparison.as_str()),
        Test::Is(choice) => {
            let sign = match not_on {
                None => Comparison::Equal,
                Some(_) => Comparison::NotEqual,
            };
            write!(f, " {} {choice}", sign.as_str())
        }
        Test::Includes(region) => write!(f, " includes {region}"),
    }
}

fn side_of(fact: &Fact<Which>) -> Which {
    match fact {
        Fact::Answer(Of { side, .. })
        | Fact::OnsetDays(Of { side, .. })
        | Fact::SteadyDays(Of { side, .. })
        | Fact::Change(Of { side, .. }, _)
        | Fact::Worsenings(Of { side, .. }) => *side,
        _ => Which::Whole,
    }
}

fn write_fact(fact: &Fact<Which>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let light = |light: &Light| match light {
        Light::Green => "green",
        Light::Amber => "amber",
        Light::Red => "red",
    };
    match fact {
        Fact::Answer(of) => of.question.fmt(f),
        Fact::OnsetDays(of) => write!(f, "onset-days({})", of.question),
        Fact::SteadyDays(of) => write!(f, "steady-days({})", of.question),
        Fact::Change(of, span) => write!(f, "change({}, {span})", of.question),
        Fact::Worsenings(of) => write!(f, "worsenings({})", of.question),
        Fact::Age => f.write_str("age"),
        Fact::WeeksSince(milestone) => write!(f, "weeks-since({milestone})"),
        Fact::DaysInPhase => f.write_str("days-in-phase"),
        Fact::Streak(of) => write!(f, "streak({})", light(of)),
        Fact::Adherence => f.write_str("adherence"),
        Fact::AdherenceSince(milestone) => write!(f, "adherence-since({milestone})"),
        Fact::Items(of) => write!(f, "items({})", light(of)),
        Fact::SettledWithin => f.write_str("settled-within"),
        Fact::CleanVisits => f.write_str("clean-visits"),
        Fact::Psfs => f.write_str("psfs"),
        Fact::PsfsChange => f.write_str("psfs-change"),
    }
}
