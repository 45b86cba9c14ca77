//! What keeps a pack's stops from being missed: rules that give `emergency` or `same-day` rest on questions that are
//! always asked, and can only be met by answers that are worse.

use std::{collections::BTreeSet, ops::Range};

use plinth_core::{
    condition::{Atom, Comparison, Condition, Fact, Test, Which},
    content::{Disposition, Rule},
    evaluate::question_of,
    name::ChoiceId,
    question::{Occasion, Part, Question, Worse},
};

use super::{Source, screening::Screening};
use crate::{condition::resolve::Resolved, diagnostic::Diagnostic};

/// A rule that leads to a stop.
pub(super) struct StopRule<'a> {
    pub(super) rule: &'a Rule,
    pub(super) when: &'a Resolved,
    /// Where it says what it gives.
    pub(super) gives: Range<usize>,
}

/// Holds the questions and the stop rules to what keeps them safe.
pub(super) fn check(source: &mut Source<'_>, screening: &Screening, stops: &[StopRule<'_>]) {
    let mut said = BTreeSet::new();
    for stop in stops {
        let form = screening.form(stop.when);
        let mut leaves = Vec::new();
        form.leaves(&mut leaves);
        screening.at_check_in(source, stop, &leaves);
        for leaf in leaves {
            let Some(question) = screening.question_of(leaf) else {
                continue;
            };
            if said.insert((question.id.clone(), stop.rule.gives)) {
                screening.always_asked(source, stop, question);
            }
            if question.worse.is_some() {
                screening.single(source, stop, question, leaf);
            }
        }
        screening.choices(source, stop, &form);
    }
    for question in &screening.questions {
        if question.lasting && question.part == Part::Safety {
            source.error(
                "lasting-safety",
                &screening.place(question.id.as_str()),
                format!(
                    "`{}` is a safety question; its answer is never carried forward",
                    question.id
                ),
                "remove `lasting`",
            );
        }
    }
}

impl Screening {
    fn question_of(&self, leaf: &Leaf<'_>) -> Option<&Question> {
        self.questions.get(question_of(&leaf.atom.fact)?.as_str())
    }

    /// What a question must say of itself where a stop rests on it.
    fn always_asked(&self, source: &mut Source<'_>, stop: &StopRule<'_>, question: &Question) {
        let mut wrong = |code, what: &str, hint: &str| {
            source.diagnostics.push(
                Diagnostic::error(
                    code,
                    source.path,
                    self.place(question.id.as_str()),
                    format!(
                        "`{}` can lead to {}, and {what}",
                        question.id, stop.rule.gives
                    ),
                )
                .hint(hint)
                .label(
                    source.path,
                    stop.gives.clone(),
                    format!("through `{}`", stop.rule.id),
                ),
            );
        };
        if !question.mandatory {
            wrong(
                "not-mandatory",
                "is not mandatory",
                "add `mandatory = true`",
            );
        }
        if question.worse.is_none() {
            wrong(
                "no-worse",
                "does not say which answer is worse",
                "add `worse`; a question about body regions cannot lead to a stop, ask a yes-no question instead",
            );
        }
        if question.lasting && question.part != Part::Safety {
            wrong(
                "lasting-safety",
                "an old answer would be carried forward",
                "remove `lasting`",
            );
        }
        for occasion in &stop.rule.at {
            if !question.at.contains(occasion) {
                wrong(
                    "not-asked-at",
                    "is not asked on every occasion on which the rule is applied",
                    "let `at` of the question name what `at` of the rule names",
                );
            }
        }
        if stop.rule.gives == Disposition::Emergency
            && question.part != Part::Examination
            && !question.at.contains(&Occasion::CheckIn)
        {
            wrong(
                "not-at-check-in",
                "is not asked at a check-in",
                "add at = [\"screening\", \"check-in\"] to the question, and to the rule",
            );
        }
    }

    /// An emergency that the patient can tell of is looked for at each check-in too.
    fn at_check_in(&self, source: &mut Source<'_>, stop: &StopRule<'_>, leaves: &[&Leaf<'_>]) {
        let needs_examination = leaves
            .iter()
            .filter_map(|leaf| self.question_of(leaf))
            .any(|question| question.part == Part::Examination);
        if stop.rule.gives == Disposition::Emergency
            && !stop.rule.at.contains(&Occasion::CheckIn)
            && !needs_examination
        {
            source.error(
                "not-at-check-in",
                &stop.gives,
                format!(
                    "`{}` gives emergency, and is not applied at a check-in",
                    stop.rule.id
                ),
                "add at = [\"screening\", \"check-in\"] to the rule",
            );
        }
    }

    /// A fact that is met in one direction only.
    fn single(
        &self,
        source: &mut Source<'_>,
        stop: &StopRule<'_>,
        question: &Question,
        leaf: &Leaf<'_>,
    ) {
        if !matches!(leaf.atom.fact, Fact::Answer(_)) {
            return;
        }
        let fits = match (&leaf.atom.test, &question.worse) {
            (Test::Holds, Some(Worse::Yes)) => leaf.positive,
            (Test::Holds, Some(Worse::No)) => !leaf.positive,
            (Test::Compare(comparison, _), Some(worse)) => {
                let comparison = if leaf.positive {
                    *comparison
                } else {
                    opposite(*comparison)
                };
                match worse {
                    Worse::Lower => matches!(comparison, Comparison::Less | Comparison::AtMost),
                    Worse::Higher => matches!(comparison, Comparison::More | Comparison::AtLeast),
                    _ => false,
                }
            }
            // Choices are judged together with those beside them.
            _ => true,
        };
        if !fits {
            self.wrong_way(source, stop, question, leaf);
        }
    }

    fn wrong_way(
        &self,
        source: &mut Source<'_>,
        stop: &StopRule<'_>,
        question: &Question,
        leaf: &Leaf<'_>,
    ) {
        let worse = match &question.worse {
            Some(Worse::Yes) => "`yes` is worse".into(),
            Some(Worse::No) => "`no` is worse".into(),
            Some(Worse::Higher) => "higher is worse; compare with > or >=".into(),
            Some(Worse::Lower) => "lower is worse; compare with < or <=".into(),
            Some(Worse::Order(order)) => {
                let order: Vec<_> = order.iter().map(ChoiceId::as_str).collect();
                format!(
                    "mildest first they are {}; name the worst, or all from one of them up",
                    order.join(", ")
                )
            }
            None => return,
        };
        let mut fault = Diagnostic::error(
            "wrong-direction",
            source.path,
            leaf.span.clone(),
            format!(
                "a worse answer to `{}` would not meet `{}`, which gives {}",
                question.id, stop.rule.id, stop.rule.gives
            ),
        )
        .hint(format!("of the answers to `{}`, {worse}", question.id))
        .label(
            source.path,
            self.place(question.id.as_str()),
            "`worse` is declared here",
        );
        if let Some(used) = &leaf.used {
            fault = fault.label(source.path, used.clone(), "used here");
        }
        source.diagnostics.push(fault);
    }

    /// Choices that stand side by side are met by a set of answers; with each of them, every worse one must be in it.
    fn choices(&self, source: &mut Source<'_>, stop: &StopRule<'_>, form: &Form<'_>) {
        let (parts, any) = match form {
            Form::Leaf(_) => (std::slice::from_ref(form), true),
            Form::Any(parts) => (&parts[..], true),
            Form::All(parts) => (&parts[..], false),
            Form::AtLeast(parts) => {
                for part in parts {
                    self.choices(source, stop, part);
                }
                return;
            }
        };
        let mut together: Vec<Vec<&Leaf<'_>>> = Vec::new();
        for part in parts {
            match part {
                Form::Leaf(leaf) if matches!(leaf.atom.test, Test::Is(_)) => {
                    // `a or b` joins what is met, `not a and not b` what is not met; nothing else joins. Of both sides
                    // each choice is judged alone: the left may be one and the right the other.
                    let joins = leaf.positive == any && !of_both_sides(leaf.atom);
                    let group = together.iter_mut().find(|group| {
                        joins
                            && group.iter().all(|other| {
                                other.positive == leaf.positive && other.atom.fact == leaf.atom.fact
                            })
                    });
                    match group {
                        Some(group) => group.push(leaf),
                        None => together.push(vec![leaf]),
                    }
                }
                Form::Leaf(_) => {}
                inner => self.choices(source, stop, inner),
            }
        }
        for group in together {
            let Some(question) = self.question_of(group[0]) else {
                continue;
            };
            if let Some(Worse::Order(order)) = &question.worse
                && !reaches_the_end(order, &group)
            {
                self.wrong_way(source, stop, question, group[0]);
            }
        }
    }

    /// The condition with `not` pushed inward and definitions put in.
    fn form<'f>(&'f self, of: &'f Resolved) -> Form<'f> {
        self.push_in(&of.condition, &mut of.spans.iter(), true, None)
    }

    fn push_in<'f>(
        &'f self,
        condition: &'f Condition,
        spans: &mut std::slice::Iter<'_, Range<usize>>,
        positive: bool,
        used: Option<&Range<usize>>,
    ) -> Form<'f> {
        let mut parts = |parts: &'f [Condition]| -> Vec<Form<'f>> {
            parts
                .iter()
                .map(|part| self.push_in(part, spans, positive, used))
                .collect()
        };
        match condition {
            Condition::All(inner) if positive => Form::all(parts(inner)),
            Condition::Any(inner) if !positive => Form::all(parts(inner)),
            Condition::All(inner) | Condition::Any(inner) => Form::any(parts(inner)),
            Condition::AtLeast(_, inner) => Form::AtLeast(parts(inner)),
            Condition::Not(inner) => self.push_in(inner, spans, !positive, used),
            Condition::Atom(atom) => Form::Leaf(Leaf {
                atom,
                positive,
                span: spans.next().cloned().unwrap_or_default(),
                used: used.cloned(),
            }),
            Condition::Define(id) => {
                let here = spans.next().cloned().unwrap_or_default();
                match self.defines.by_id.get(id) {
                    None => Form::Any(Vec::new()),
                    Some(define) => {
                        let mut inside = define.spans.iter();
                        let used = used.unwrap_or(&here);
                        self.push_in(&define.condition, &mut inside, positive, Some(used))
                    }
                }
            }
        }
    }
}

/// A condition whose `not` has been pushed inward.
enum Form<'a> {
    Leaf(Leaf<'a>),
    All(Vec<Form<'a>>),
    Any(Vec<Form<'a>>),
    AtLeast(Vec<Form<'a>>),
}

/// A fact, with or without `not`.
struct Leaf<'a> {
    atom: &'a Atom,
    positive: bool,
    span: Range<usize>,
    /// Where the definition that it stands in is used by the rule.
    used: Option<Range<usize>>,
}

impl<'a> Form<'a> {
    fn all(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::All(inner) => inner,
            other => vec![other],
        });
        Self::All(flat.collect())
    }

    fn any(parts: Vec<Self>) -> Self {
        let flat = parts.into_iter().flat_map(|part| match part {
            Self::Any(inner) => inner,
            other => vec![other],
        });
        Self::Any(flat.collect())
    }

    fn leaves<'f>(&'f self, into: &mut Vec<&'f Leaf<'a>>) {
        match self {
            Self::Leaf(leaf) => into.push(leaf),
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(parts) => {
                for part in parts {
                    part.leaves(into);
                }
            }
        }
    }
}

/// Whether the choices that meet the group are the worst ones of the order, without a gap.
fn reaches_the_end(order: &[ChoiceId], group: &[&Leaf<'_>]) -> bool {
    let meets = |choice: &ChoiceId| {
        let named = group
            .iter()
            .any(|leaf| matches!(&leaf.atom.test, Test::Is(named) if named == choice));
        named == group[0].positive
    };
    order.iter().skip_while(|choice| !meets(choice)).all(meets)
}

fn of_both_sides(atom: &Atom) -> bool {
    matches!(&atom.fact, Fact::Answer(of) if of.side == Which::BothSides)
}

/// The comparison that holds where the other does not.
const fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::More,
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::AtLeast => Comparison::Less,
        Comparison::More => Comparison::AtMost,
    }
}
