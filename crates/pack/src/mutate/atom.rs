//! Mistakes in one comparison: another sign, a number beside it, another choice.

use plinth_core::{
    condition::{Atom, Comparison, Condition, Fact, Test},
    content::Content,
    decimal::Decimal,
    evaluate::question_of,
    question::Kind,
};

/// The atom with another sign, number, choice or region, and whether that changes little: where a number is compared, the
/// next number or one more or less of the equal; else another choice.
pub(super) fn of(content: &Content, atom: &Atom) -> Vec<(Condition, bool)> {
    let kind = question_of(&atom.fact)
        .and_then(|id| content.questions.get(id.as_str()))
        .map(|question| &question.kind);
    let tests: Vec<Test> = match (&atom.test, kind) {
        (Test::Compare(comparison, literal), _) => {
            let scale = Scale::of(&atom.fact, kind);
            let signs = Comparison::ALL
                .into_iter()
                .filter(|other| other != comparison)
                .map(|other| (other, *literal));
            let numbers = scale
                .beside(*literal)
                .into_iter()
                .map(|other| (*comparison, other));
            signs
                .chain(numbers)
                .filter(|other| !scale.same((*comparison, *literal), *other))
                .map(|(comparison, literal)| Test::Compare(comparison, literal))
                .collect()
        }
        (Test::Is(choice), Some(Kind::Choice(choices))) => choices
            .iter()
            .filter(|other| other.id != *choice)
            .map(|other| Test::Is(other.id.clone()))
            .collect(),
        (Test::Includes(region), Some(Kind::Regions(regions))) => regions
            .iter()
            .filter(|other| other.id != *region)
            .map(|other| Test::Includes(other.id.clone()))
            .collect(),
        _ => Vec::new(),
    };
    tests
        .into_iter()
        .map(|test| {
            let near = is_near(&atom.test, &test);
            let atom = Atom {
                fact: atom.fact.clone(),
                test,
            };
            (Condition::Atom(atom), near)
        })
        .collect()
}

fn is_near(before: &Test, after: &Test) -> bool {
    let (Test::Compare(one, _), Test::Compare(other, _)) = (before, after) else {
        return true;
    };
    let or_equal = |comparison| match comparison {
        Comparison::Less => Comparison::AtMost,
        Comparison::More => Comparison::AtLeast,
        other => other,
    };
    or_equal(*one) == or_equal(*other)
}

/// The values that a fact can have.
struct Scale {
    least: Decimal,
    most: Option<Decimal>,
    step: Decimal,
}

impl Scale {
    fn of<S>(fact: &Fact<S>, kind: Option<&Kind>) -> Self {
        match (fact, kind) {
            (
                Fact::Answer(_),
                Some(Kind::Number {
                    least,
                    most,
                    places,
                    ..
                }),
            ) => Self {
                least: *least,
                most: Some(*most),
                step: step(*places),
            },
            (
                Fact::Change(..),
                Some(Kind::Number {
                    least,
                    most,
                    places,
                    ..
                }),
            ) => Self {
                least: least.minus(*most).unwrap_or(*least),
                most: most.minus(*least),
                step: step(*places),
            },
            _ => Self {
                least: Decimal::ZERO,
                most: None,
                step: Decimal::whole(1),
            },
        }
    }

    /// The numbers one step and one whole beside this one.
    fn beside(&self, literal: Decimal) -> Vec<Decimal> {
        let one = Decimal::whole(1);
        let mut beside: Vec<_> = [self.step, one]
            .into_iter()
            .flat_map(|by| [literal.minus(by), plus(literal, by)])
            .flatten()
            .collect();
        beside.sort_unstable();
        beside.dedup();
        beside
    }

    /// Whether two comparisons say the same of every value. Between the numbers that they name nothing changes, so the
    /// values at and beside these and the ends are enough.
    fn same(&self, one: (Comparison, Decimal), other: (Comparison, Decimal)) -> bool {
        let mut values = vec![self.least];
        values.extend(self.most);
        for literal in [one.1, other.1] {
            values.push(literal);
            values.extend(literal.minus(self.step));
            values.extend(plus(literal, self.step));
        }
        values
            .into_iter()
            .filter(|value| *value >= self.least && self.most.is_none_or(|most| *value <= most))
            .all(|value| one.0.holds(value, one.1) == other.0.holds(value, other.1))
    }
}

/// One in the last of so many places.
fn step(places: u8) -> Decimal {
    if places == 0 {
        return Decimal::whole(1);
    }
    format!("0.{:0>width$}", 1, width = usize::from(places))
        .parse()
        .unwrap_or(Decimal::whole(1))
}

fn plus(one: Decimal, other: Decimal) -> Option<Decimal> {
    one.minus(Decimal::ZERO.minus(other)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(most: i64, places: u8) -> Scale {
        Scale {
            least: Decimal::ZERO,
            most: Some(Decimal::whole(most)),
            step: step(places),
        }
    }

    #[test]
    fn at_the_end_of_a_scale_two_signs_can_say_the_same() {
        let five = Decimal::whole(5);
        let less = (Comparison::Less, five);
        assert!(scale(5, 0).same(less, (Comparison::NotEqual, five)));
        assert!(!scale(6, 0).same(less, (Comparison::NotEqual, five)));
        assert!(scale(5, 0).same(less, (Comparison::AtMost, Decimal::whole(4))));
        assert!(!scale(5, 1).same(less, (Comparison::AtMost, Decimal::whole(4))));
    }

    #[test]
    fn numbers_beside_are_a_step_and_one_away() {
        let written = |places| {
            let beside = scale(10, places).beside(Decimal::whole(5));
            beside.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(written(0), ["4", "6"]);
        assert_eq!(written(2), ["4", "4.99", "5.01", "6"]);
    }
}
