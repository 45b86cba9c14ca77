//! Screening and examination.

use alloc::collections::BTreeMap;
use core::cmp::Reverse;
use jiff::civil::Date;

use super::{answers::faults, draft::Draft};
use crate::{
    answer::{Answers, Slot},
    content::{Content, Disposition},
    finding::{Cause, Outcome},
    name::QuestionId,
    question::{Occasion, Part},
    record::{
        Screening,
        entry::PackRef,
        event::{EpisodeOpened, ExamRecorded, ScreenRecorded},
        refusal::{Reason, Refusal},
    },
    screening::screen as judge,
};

pub(super) fn screen(
    draft: &mut Draft<'_>,
    digest: &str,
    answers: &Answers,
    asked_on: &BTreeMap<Slot, Date>,
) -> Result<(), Refusal> {
    let content = draft.adopted(digest)?;
    match (draft.record.episode(), draft.record.episodes.last()) {
        (Some(open), _) if open.pack != content.id => {
            return Err(Reason::OtherPack {
                episode: open.pack.clone(),
                given: content.id.clone(),
            }
            .into());
        }
        (None, Some(last)) => return Err(Reason::Discharged(last.id).into()),
        (None, None) => draft.push(EpisodeOpened {
            problem: content.title.clone(),
            pack: content.id.clone(),
        }),
        (Some(_), _) => {}
    }
    if answers.is_empty() {
        return Err(Reason::Nothing.into());
    }
    let today = draft.desk.today;
    let facts = draft.record.facts(content, answers, today);
    let mut reasons = faults(content, answers, &facts, draft.desk);
    for (slot, day) in asked_on {
        if !answers.contains_key(slot) {
            reasons.push(Reason::NoSuchQuestion(slot.clone()));
        } else if *day > today {
            reasons.push(Reason::Date {
                what: alloc::format!("{slot} was asked today or earlier"),
            });
        }
    }
    if !reasons.is_empty() {
        return Err(Refusal { reasons });
    }
    let outcome = judge(content, &facts, Occasion::Screening);
    let Some(episode) = draft.record.episode().map(|episode| episode.id) else {
        return Err(Reason::NoEpisode.into());
    };
    draft.push(ScreenRecorded {
        episode,
        pack: PackRef::of(content),
        answers: answers.clone(),
        outcome,
        asked_on: asked_on.clone(),
    });
    Ok(())
}

pub(super) fn exam(draft: &mut Draft<'_>, answers: &Answers) -> Result<(), Refusal> {
    draft.for_registered()?;
    let Some(episode) = draft.record.episode().map(|episode| episode.id) else {
        return Err(Reason::NoEpisode.into());
    };
    let Some(screening) = draft.record.screening().cloned() else {
        return Err(Reason::NotScreened.into());
    };
    let content = draft.content(&screening.pack.digests.whole)?;
    if answers.is_empty() {
        return Err(Reason::Nothing.into());
    }
    let mut merged = screening.answers.clone();
    merged.extend(answers.clone());
    let facts = draft.record.facts(content, &merged, draft.desk.today);
    let mut reasons = faults(content, answers, &facts, draft.desk);
    reasons.extend(
        answers
            .keys()
            .filter(|slot| !is_examined(content, &slot.question))
            .cloned()
            .map(Reason::NoSuchQuestion),
    );
    if !reasons.is_empty() {
        return Err(Refusal { reasons });
    }
    let mut outcome = judge(content, &facts, Occasion::Screening);
    join_with_check_in(draft, content, &screening, answers, &mut outcome);
    draft.push(ExamRecorded {
        episode,
        pack: screening.pack,
        answers: answers.clone(),
        outcome: Some(outcome),
    });
    Ok(())
}

/// What was first told at a check-in and what is found at an examination after it may be worse together than each alone. What
/// the screening was told stays: a milder answer of a check-in takes no finding away.
fn join_with_check_in(
    draft: &Draft<'_>,
    content: &Content,
    screening: &Screening,
    answers: &Answers,
    outcome: &mut Outcome,
) {
    let mut in_force = draft.record.answers_in_force(content, screening);
    in_force.extend(answers.clone());
    let facts = draft.record.facts(content, &in_force, draft.desk.today);
    for finding in judge(content, &facts, Occasion::Screening).findings {
        let known = outcome.findings.iter().any(|it| it.cause == finding.cause);
        if !known && matches!(finding.cause, Cause::Rule(_)) {
            outcome.disposition = outcome.disposition.max(finding.gives);
            outcome.findings.push(finding);
        }
    }
    outcome
        .findings
        .sort_by_key(|finding| Reverse(finding.gives));
    if outcome.cannot_exclude <= Some(outcome.disposition) {
        outcome.cannot_exclude = None;
    }
    if outcome.disposition > Disposition::Caution {
        outcome.phase = None;
    }
}

/// Whether a question is part of the examination, which is for registered clinicians.
pub(super) fn is_examined(content: &Content, question: &QuestionId) -> bool {
    content
        .questions
        .get(question.as_str())
        .is_some_and(|question| question.part == Part::Examination)
}
