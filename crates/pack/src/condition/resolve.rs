//! Holds a condition's words to the questions and definitions of the pack.

use std::{collections::BTreeSet, ops::Range};

use plinth_core::{
    condition::{Atom, Comparison, Condition, Fact, Of, Test, Which},
    name::{ChoiceId, DefineId, Region},
    question::{Kind, Question, Questions},
};

use super::{
    fact::{BARE, Limits, bare_fact},
    syntax::{self, Operator, Placed, Term, Tree},
};
use crate::{
    diagnostic::{Diagnostic, did_you_mean},
    raw::Words,
};

/// What a pack makes the facts of check-ins of. Without it they could only ever be unknown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MadeOf {
    pub(crate) days_done: bool,
    pub(crate) settled_within: bool,
    pub(crate) clean_form: bool,
    pub(crate) lights: bool,
}

impl MadeOf {
    /// What a fact is made of and the pack does not have, as it is called in `checkin.toml`.
    pub(super) fn lacks<S>(self, fact: &Fact<S>) -> Option<&'static str> {
        let (there, needed) = match fact {
            Fact::Adherence | Fact::AdherenceSince(_) => {
                (self.days_done, "days-done = \"…\" under [readings]")
            }
            Fact::SettledWithin => (
                self.settled_within,
                "settled-within = \"…\" under [readings]",
            ),
            Fact::CleanVisits => (self.clean_form, "clean-form = \"…\" under [readings]"),
            Fact::Streak(_) | Fact::Items(_) => (self.lights, "[light] with red and amber"),
            _ => return None,
        };
        (!there).then_some(needed)
    }
}

/// What the names in conditions can mean.
pub(crate) struct Names<'a> {
    pub(crate) questions: &'a Questions,
    pub(crate) defines: &'a BTreeSet<DefineId>,
    pub(crate) made_of: MadeOf,
    /// Names that stand in the pack but could not be read; that is said elsewhere.
    pub(crate) unreadable: &'a BTreeSet<String>,
}

/// A condition with where each of its atoms and definitions stands, in the order in which [`Condition`] is walked.
#[derive(Debug, Clone)]
pub(crate) struct Resolved {
    pub(crate) condition: Condition,
    pub(crate) spans: Vec<Range<usize>>,
}

/// Reads a condition; nothing where it has mistakes, which are then added to `diagnostics`.
pub(crate) fn resolve(
    file: &str,
    words: &Words,
    names: &Names<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Resolved> {
    let tree = match syntax::read(&words.text) {
        Ok(tree) => tree,
        Err(fault) => {
            let found =
                Diagnostic::error(fault.code, file, words.place(&fault.span), fault.message);
            diagnostics.push(if fault.hint.is_empty() {
                found
            } else {
                found.hint(fault.hint)
            });
            return None;
        }
    };
    let mut resolver = Resolver {
        file,
        words,
        names,
        diagnostics,
        spans: Vec::new(),
    };
    let condition = resolver.tree(&tree)?;
    let spans = resolver.spans;
    Some(Resolved { condition, spans })
}

pub(super) struct Resolver<'a> {
    file: &'a str,
    words: &'a Words,
    pub(super) names: &'a Names<'a>,
    diagnostics: &'a mut Vec<Diagnostic>,
    spans: Vec<Range<usize>>,
}

impl<'a> Resolver<'a> {
    /// Adds a mistake; always nothing, so that it can end a function.
    pub(super) fn wrong<T>(
        &mut self,
        code: &'static str,
        span: &Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Option<T> {
        self.diagnostics
            .push(Diagnostic::error(code, self.file, self.words.place(span), message).hint(hint));
        None
    }

    fn tree(&mut self, tree: &Tree<'_>) -> Option<Condition> {
        match tree {
            Tree::Not(inner) => Some(Condition::Not(Box::new(self.tree(inner)?))),
            Tree::All(items) => self.list(items).map(Condition::All),
            Tree::Any(items) => self.list(items).map(Condition::Any),
            Tree::AtLeast(count, items) => {
                let wanted = self.count(count, items.len());
                let items = self.list(items);
                Some(Condition::AtLeast(wanted?, items?))
            }
            Tree::Term(term) => {
                let condition = self.term(term)?;
                self.spans.push(self.words.place(&term.span));
                Some(condition)
            }
        }
    }

    /// All of the items, so that every mistake in them is found.
    fn list(&mut self, items: &[Tree<'_>]) -> Option<Vec<Condition>> {
        let read: Vec<_> = items.iter().map(|item| self.tree(item)).collect();
        read.into_iter().collect()
    }

    fn count(&mut self, count: &Placed<&str>, items: usize) -> Option<usize> {
        match count.is.parse::<usize>() {
            Ok(wanted) if wanted >= 1 && wanted <= items => Some(wanted),
            Ok(_) => self.wrong(
                "at-least-count",
                &count.span,
                format!("`at least {}` of a list of {items}", count.is),
                format!("write a number from 1 to {items}"),
            ),
            Err(_) => self.wrong(
                "at-least-count",
                &count.span,
                format!("`{}` is not a whole number", count.is),
                "write at least 2 of (a, b, c)",
            ),
        }
    }

    fn term(&mut self, term: &Term<'_>) -> Option<Condition> {
        if term.call.is_some() {
            return self.call(term);
        }
        let head = term.head.is;
        if let Some((fact, limits)) = bare_fact(head) {
            self.no_side(term)?;
            return self.derived(term, fact, limits);
        }
        if self.names.defines.contains(head) {
            return self.define(term);
        }
        let (question, of) = self.question_on_side(term, &term.head)?;
        self.answer(term, question, of)
    }

    fn define(&mut self, term: &Term<'_>) -> Option<Condition> {
        self.no_side(term)?;
        if let Some((operator, _)) = &term.test {
            return self.wrong(
                "not-a-number",
                &operator.span,
                format!("`{}` is a definition; it is true or false", term.head.is),
                "write its name alone, or `not` before it",
            );
        }
        DefineId::new(term.head.is).ok().map(Condition::Define)
    }

    fn answer(&mut self, term: &Term<'_>, question: &Question, of: Of<Which>) -> Option<Condition> {
        let name = &question.id;
        let test = term
            .test
            .as_ref()
            .map(|(operator, literal)| (operator, literal));
        match (&question.kind, test) {
            (Kind::YesNo, None) => Some(atom(Fact::Answer(of), Test::Holds)),
            (Kind::YesNo, Some((operator, _))) => self.wrong(
                "not-a-number",
                &operator.span,
                format!("`{name}` is answered yes or no; it is not compared"),
                format!("write `{name}` for yes, `not {name}` for no"),
            ),
            (Kind::Number { .. }, None) => self.wrong(
                "needs-comparison",
                &term.span,
                format!("`{name}` is a number; it is neither true nor false by itself"),
                format!("compare it: {name} >= 5"),
            ),
            (
                Kind::Number {
                    least,
                    most,
                    places,
                    ..
                },
                Some((operator, literal)),
            ) => self.compared(
                Fact::Answer(of),
                operator,
                literal,
                Limits {
                    least: *least,
                    most: *most,
                    places: *places,
                },
            ),
            (Kind::Choice(choices), test) => {
                let ids: Vec<_> = choices.iter().map(|choice| choice.id.as_str()).collect();
                let Some((operator, literal)) = test else {
                    return self.wrong(
                        "needs-comparison",
                        &term.span,
                        format!("`{name}` is a choice; it is neither true nor false by itself"),
                        format!("write `{name} = {}`", ids.first().unwrap_or(&"…")),
                    );
                };
                let choice = self.one_of(literal, &ids, "choice")?;
                self.chosen(of, operator, ChoiceId::new(choice).ok()?)
            }
            (Kind::Regions(regions), test) => {
                let ids: Vec<_> = regions.iter().map(|region| region.id.as_str()).collect();
                let Some((operator, literal)) = test else {
                    return self.wrong(
                        "needs-comparison",
                        &term.span,
                        format!("`{name}` is a set of body regions"),
                        format!("write `{name} includes {}`", ids.first().unwrap_or(&"…")),
                    );
                };
                if operator.is != Operator::Includes {
                    return self.wrong(
                        "wrong-comparison",
                        &operator.span,
                        format!("`{name}` is a set of body regions; it is not compared"),
                        format!("write `{name} includes {}`", literal.is),
                    );
                }
                let region = self.one_of(literal, &ids, "region")?;
                Some(atom(
                    Fact::Answer(of),
                    Test::Includes(Region::new(region).ok()?),
                ))
            }
            (Kind::Date, _) => self.wrong(
                "date-in-condition",
                &term.span,
                format!("`{name}` is a date; dates are not compared"),
                "use `age`, onset-days(…) or weeks-since(…)",
            ),
        }
    }

    /// `= choice` and `!= choice`. That any side differs is that not both sides are so, and the other way round.
    fn chosen(
        &mut self,
        of: Of<Which>,
        operator: &Placed<Operator>,
        choice: ChoiceId,
    ) -> Option<Condition> {
        let name = of.question.clone();
        let turned = match of.side {
            Which::AnySide => Which::BothSides,
            Which::BothSides => Which::AnySide,
            side => side,
        };
        match operator.is {
            Operator::Compare(Comparison::Equal) => Some(atom(Fact::Answer(of), Test::Is(choice))),
            Operator::Compare(Comparison::NotEqual)
                if matches!(turned, Which::Affected | Which::Other) =>
            {
                self.wrong(
                    "wrong-comparison",
                    &operator.span,
                    "`!=` cannot follow `affected` or `other`, which may be one side or two",
                    format!("write `not affected {name} = {choice}`, or name the other choices"),
                )
            }
            Operator::Compare(Comparison::NotEqual) => Some(Condition::Not(Box::new(atom(
                Fact::Answer(Of {
                    question: name,
                    side: turned,
                }),
                Test::Is(choice),
            )))),
            _ => self.wrong(
                "wrong-comparison",
                &operator.span,
                format!("`{name}` is a choice; its answers have no size"),
                "compare it with = or !=",
            ),
        }
    }

    pub(super) fn question_on_side(
        &mut self,
        term: &Term<'_>,
        word: &Placed<&str>,
    ) -> Option<(&'a Question, Of<Which>)> {
        let question = self.question(word)?;
        let side = self.side(term, question)?;
        let of = Of {
            question: question.id.clone(),
            side,
        };
        Some((question, of))
    }

    fn question(&mut self, word: &Placed<&str>) -> Option<&'a Question> {
        if let Some(question) = self.names.questions.get(word.is) {
            return Some(question);
        }
        if self.names.unreadable.contains(word.is) {
            return None;
        }
        let hint = match word.is {
            "&&" | "&" => "write `and`".into(),
            "||" | "|" => "write `or`".into(),
            "no" | "yes" => "a yes-no question stands by itself, or with `not` before it".into(),
            written => {
                let questions = self
                    .names
                    .questions
                    .iter()
                    .map(|question| question.id.as_str());
                let defines = self.names.defines.iter().map(DefineId::as_str);
                did_you_mean(written, questions.chain(defines).chain(BARE))
                    .unwrap_or("add the question, or correct the name".into())
                    .into_owned()
            }
        };
        self.wrong(
            "unknown-question",
            &word.span,
            format!("there is no question or definition `{}`", word.is),
            hint,
        )
    }

    fn side(&mut self, term: &Term<'_>, question: &Question) -> Option<Which> {
        match (&term.side, question.each_side) {
            (Some(side), true) => {
                if matches!(side.is, Which::Affected | Which::Other)
                    && self.names.questions.affected().is_none()
                {
                    return self.wrong(
                        "no-affected",
                        &side.span,
                        "the pack does not say which question tells the affected side",
                        "add `affected = \"…\"` at the top of screening.toml",
                    );
                }
                Some(side.is)
            }
            (None, true) => self.wrong(
                "side-missing",
                &term.span,
                format!(
                    "`{}` is asked for each side; which one is meant?",
                    question.id
                ),
                "put `any side`, `both sides`, `affected`, `other`, `left` or `right` before it",
            ),
            (Some(side), false) => self.wrong(
                "side-superfluous",
                &side.span,
                format!("`{}` has no sides", question.id),
                "leave the side word out, or add `each-side = true` to the question",
            ),
            (None, false) => Some(Which::Whole),
        }
    }

    pub(super) fn no_side(&mut self, term: &Term<'_>) -> Option<()> {
        match &term.side {
            None => Some(()),
            Some(side) => self.wrong(
                "side-superfluous",
                &side.span,
                format!("`{}` has no sides", term.head.is),
                "leave the side word out",
            ),
        }
    }

    pub(super) fn one_of<'n>(
        &mut self,
        word: &Placed<&str>,
        known: &[&'n str],
        what: &str,
    ) -> Option<&'n str> {
        if let Some(found) = known.iter().find(|name| **name == word.is) {
            return Some(found);
        }
        let hint = did_you_mean(word.is, known.iter().copied()).map_or_else(
            || format!("it is one of {}", known.join(", ")),
            std::borrow::Cow::into_owned,
        );
        self.wrong(
            "unknown-choice",
            &word.span,
            format!("`{}` is not a {what} here", word.is),
            hint,
        )
    }
}

pub(super) fn atom(fact: Fact<Which>, test: Test) -> Condition {
    Condition::Atom(Atom { fact, test })
}
