//! Everything in `checkin.toml`: its questions, its lights, and what it advises.

use std::{collections::BTreeSet, ops::Range};

use plinth_core::{
    check_in::{AdviceRule, CheckIn, Effect, Lights, Readings, Scope as About},
    name::{ExerciseId, QuestionId, Tag},
    question::{Kind, Occasion, Part, Question},
};

use super::{Source, What, question, screening::Screening};
use crate::{
    condition::resolve::MadeOf,
    raw::{AdviceRuleEntry, At, CheckInFile, ReadingsEntry, ScopeEntry},
};

/// What the facts of check-ins are made of. Whether it fits is said where it stands.
pub(super) const fn made_of(file: &CheckInFile) -> MadeOf {
    MadeOf {
        days_done: file.readings.days_done.is_some(),
        settled_within: file.readings.settled_within.is_some(),
        clean_form: file.readings.clean_form.is_some(),
        lights: true,
    }
}

/// All of it, or nothing.
pub(super) const fn all_made(is: bool) -> MadeOf {
    MadeOf {
        days_done: is,
        settled_within: is,
        clean_form: is,
        lights: is,
    }
}

/// The questions, without what they are asked only if: the conditions of the whole pack may name them.
pub(super) fn questions(
    source: &mut Source<'_>,
    file: &CheckInFile,
    unreadable: &mut BTreeSet<String>,
) -> Vec<Question> {
    let mut questions = Vec::new();
    for (id, entry) in &file.question.0 {
        if let Some(part) = &entry.part {
            source.error(
                "part",
                &part.span,
                format!("`{}` is asked at check-ins only", id.is),
                "leave `part` out, or move the question to screening.toml",
            );
        }
        if entry.at.is_some() {
            source.error(
                "part",
                &id.span,
                format!(
                    "`{}` says when it is asked; here that is at check-ins",
                    id.is
                ),
                "leave `at` out, or move the question to screening.toml",
            );
        }
        match question::question(source, id, entry, Part::SinceLastTime) {
            Some(question) => questions.push(Question {
                at: BTreeSet::from([Occasion::CheckIn]),
                ..question
            }),
            None => {
                unreadable.insert(id.is.clone());
            }
        }
    }
    questions
}

pub(super) fn compile(
    source: &mut Source<'_>,
    file: &CheckInFile,
    screening: &Screening,
) -> CheckIn {
    let scope = screening.scope_of_items();
    let red = scope.condition(source, &file.light.is.red);
    let amber = scope.condition(source, &file.light.is.amber);
    let lights = red.zip(amber).map(|(red, amber)| Lights {
        red: red.condition,
        amber: amber.condition,
    });
    let rules = file
        .rule
        .0
        .iter()
        .filter_map(|(id, entry)| rule(source, id, entry, screening))
        .collect();
    CheckIn {
        readings: readings(source, &file.readings, screening),
        lights,
        rules,
    }
}

fn readings(source: &mut Source<'_>, file: &ReadingsEntry, screening: &Screening) -> Readings {
    let number = |kind: &Kind| matches!(kind, Kind::Number { .. });
    let yes_no = |kind: &Kind| matches!(kind, Kind::YesNo);
    Readings {
        days_done: reading(source, file.days_done.as_ref(), screening, true, number),
        settled_within: reading(
            source,
            file.settled_within.as_ref(),
            screening,
            true,
            number,
        ),
        clean_form: reading(source, file.clean_form.as_ref(), screening, false, yes_no),
    }
}

/// A question that a derived fact is made of: a number for each exercise, or a yes-no question for the visit.
fn reading(
    source: &mut Source<'_>,
    written: Option<&At<String>>,
    screening: &Screening,
    each_item: bool,
    fits: impl Fn(&Kind) -> bool,
) -> Option<QuestionId> {
    let written = written?;
    let found = screening.questions.get(&written.is);
    match found {
        Some(question)
            if question.each_item == each_item
                && fits(&question.kind)
                && question.at.contains(&Occasion::CheckIn) =>
        {
            Some(question.id.clone())
        }
        _ => {
            source.error(
                "reading",
                &written.span,
                format!("`{}` cannot be read so", written.is),
                if each_item {
                    "name a number question with each-item = true"
                } else {
                    "name a yes-no question that is asked at check-ins"
                },
            );
            None
        }
    }
}

fn rule(
    source: &mut Source<'_>,
    id: &At<String>,
    entry: &AdviceRuleEntry,
    screening: &Screening,
) -> Option<AdviceRule> {
    if screening.rules.iter().any(|rule| rule.id.as_str() == id.is) {
        source.error(
            "duplicate-id",
            &id.span,
            format!("`{}` is a rule of the screening too", id.is),
            "give one of them another id",
        );
    }
    let about = about(source, &entry.scope);
    let for_program = matches!(about, Some(About::Program));
    let scope = if for_program {
        screening.scope()
    } else {
        screening.scope_of_items()
    };
    let when = scope.condition(source, &entry.when);
    let then = effects(source, entry, for_program);
    let only: Vec<ExerciseId> = source.references(&entry.only, What::Exercise);
    if then.contains(&Effect::OnlyThese) == only.is_empty() {
        source.error(
            "only-these",
            &entry.then.span,
            format!(
                "`{}` names either the effect only-these or the exercises",
                id.is
            ),
            "write both `then = [\"only-these\"]` and `only = [\"…\"]`, or neither",
        );
    }
    if let Some(days) = entry.review_days.as_ref().filter(|days| days.is == 0) {
        review_days(source, &days.span);
    }
    let evidence = source.evidence(id, &entry.evidence, entry.clinic_default);
    let title = source.words(&entry.title);
    let say = source.words(&entry.say);
    let instead = source.words(&entry.instead);
    Some(AdviceRule {
        id: source.id(id)?,
        title,
        scope: about?,
        when: when?.condition,
        then,
        only: only.into_iter().collect(),
        review_days: entry.review_days.as_ref().map(|days| days.is),
        say,
        instead,
        evidence,
        clinic_default: entry.clinic_default,
    })
}

fn review_days(source: &mut Source<'_>, span: &Range<usize>) {
    source.error(
        "review-days",
        span,
        "the patient is asked again in 1 day at the earliest".into(),
        "write the days until the next check-in",
    );
}

fn about(source: &mut Source<'_>, entry: &At<ScopeEntry>) -> Option<About> {
    match &entry.is {
        ScopeEntry::Program => Some(About::Program),
        ScopeEntry::EachExercise => Some(About::EachItem),
        ScopeEntry::Tagged(written) => {
            let tags: BTreeSet<Tag> = source
                .references::<Tag>(written, What::Tag)
                .into_iter()
                .collect();
            if tags.is_empty() {
                source.error(
                    "no-tag",
                    &entry.span,
                    "this rule names no tag".into(),
                    "write { tagged = [\"…\"] } with the tag of an exercise",
                );
                return None;
            }
            Some(About::Tagged(tags))
        }
    }
}

fn effects(source: &mut Source<'_>, entry: &AdviceRuleEntry, for_program: bool) -> Vec<Effect> {
    if entry.then.is.is_empty() {
        source.error(
            "no-effect",
            &entry.then.span,
            "this rule advises nothing".into(),
            "name what it advises, such as \"hold\"",
        );
    }
    let mut effects = Vec::new();
    for effect in &entry.then.is {
        let fits = if for_program {
            !matches!(
                effect.is,
                Effect::Stop | Effect::Swap | Effect::Halve | Effect::StepBack
            )
        } else {
            effect.is.is_for_an_exercise()
        };
        if !fits {
            let (about, hint) = if for_program {
                (
                    "the program as a whole",
                    "write for = \"each-exercise\", or another effect",
                )
            } else {
                ("one exercise", "write for = \"program\", or another effect")
            };
            source.error(
                "effect",
                &effect.span,
                format!("`{}` is not advised for {about}", effect.is),
                hint,
            );
        }
        if effects.contains(&effect.is) {
            source.error(
                "named-twice",
                &effect.span,
                format!("`{}` stands here twice", effect.is),
                "remove one of them",
            );
        }
        effects.push(effect.is);
    }
    if effects.iter().any(|effect| effect.progresses()) && effects.len() > 1 {
        source.error(
            "effect",
            &entry.then.span,
            "a rule that makes a program harder advises that alone".into(),
            "split it into two rules",
        );
    }
    effects
}
