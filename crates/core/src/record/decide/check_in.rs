//! A check-in: what it finds, what it advises, and what follows by itself. By itself a program is only held or paused.

use alloc::vec::Vec;
use jiff::civil::Date;

use super::{answers::faults, draft::Draft};
use crate::{
    advice::Judged,
    check_in::{Advice, Effect},
    content::{Content, Disposition},
    finding::Outcome,
    form::answered_though_not_done,
    name::{ExerciseId, RuleId},
    question::Occasion,
    record::{
        Screening,
        entry::{PackRef, Seq},
        event::{CheckInRecorded, ExercisePaused, Plan, ProgramHeld, Report, Why},
        flag::FindingId,
        refusal::{Reason, Refusal, Warning},
    },
    screening::screen,
};

pub(super) fn check_in(draft: &mut Draft<'_>, report: &Report) -> Result<(), Refusal> {
    let program = draft.program()?;
    let content = draft.content(&program.pack.digests.whole)?;
    let episode = program.episode;
    let Some(screening) = draft.record.screening().cloned() else {
        return Err(Reason::NotScreened.into());
    };
    let plan = program.plan.clone();
    let today = draft.desk.today;
    check_report(draft, content, report, report, &plan, today)?;
    let (outcome, mut advice) = judged(&Judged {
        record: &draft.record,
        content,
        screening: &screening,
        report,
        on: today,
        plan: &plan,
        entry: draft.record.seq.after(1),
    });
    let recorded = |advice: &Advice| CheckInRecorded {
        episode,
        pack: PackRef::of(content),
        report: report.clone(),
        outcome: outcome.clone(),
        advice: advice.clone(),
    };
    let mut after = Draft::new(&draft.record, draft.desk);
    after.push(recorded(&advice));
    advice.review_on = review(&after, content, &screening, &outcome)?;
    draft.push(recorded(&advice));
    let entry = draft.record.seq;
    follows_by_itself(draft, entry, &outcome, &advice);
    Ok(())
}

/// The day of the next review after a check-in, where it is another one now. Anybody's check-in brings it forward; one of a
/// registered clinician on the day of the review or after it is that review, if a program is allowed and not to rest.
fn review(
    after: &Draft<'_>,
    content: &Content,
    screening: &Screening,
    outcome: &Outcome,
) -> Result<Option<Date>, Reason> {
    let program = after.program()?;
    let at = after.at(content, &program.plan, screening)?;
    let Some(phase) = at.program.phases.iter().find(|phase| phase.id == *at.phase) else {
        return Ok(None);
    };
    let rests = program.plan.held.is_some()
        || after
            .record
            .check_in()
            .is_none_or(|newest| newest.advice.program.effect == Effect::PauseAll);
    let is_review = program.plan.review_on <= at.on
        && after.desk.is_registered()
        && at.standing.allows_program()
        && outcome.disposition.allows_program()
        && !rests;
    let next = after.review_on(&at, phase, None)?;
    Ok((is_review || next < program.plan.review_on).then_some(next))
}

/// What the rules make of a report.
pub(super) fn judged(judged: &Judged<'_>) -> (Outcome, Advice) {
    let answers = judged.answers();
    let facts = judged
        .record
        .facts_before(judged.content, &answers, judged.on);
    let outcome = screen(judged.content, &facts, Occasion::CheckIn);
    let advice = judged.advise(&outcome);
    (outcome, advice)
}

/// Refuses answers that their questions do not take or that contradict each other in the whole report, exercises that did not
/// run when they were asked about, and goals that are not there.
pub(super) fn check_report(
    draft: &Draft<'_>,
    content: &Content,
    report: &Report,
    whole: &Report,
    plan: &Plan,
    on: Date,
) -> Result<(), Refusal> {
    if report.answers.is_empty() && report.items.is_empty() && report.goals.is_empty() {
        return Err(Reason::Nothing.into());
    }
    let asked = |each_item: bool| {
        move |slot: &&crate::answer::Slot| {
            !content
                .questions
                .get(slot.question.as_str())
                .is_some_and(|question| {
                    question.each_item == each_item && question.at.contains(&Occasion::CheckIn)
                })
        }
    };
    // A follow-up of the screening contradicts nothing that is asked anew.
    let facts = draft.record.facts_before(content, &whole.answers, on);
    let mut reasons = faults(content, &report.answers, &facts, draft.desk);
    reasons.extend(
        report
            .answers
            .keys()
            .filter(asked(false))
            .cloned()
            .map(Reason::NoSuchQuestion),
    );
    for (exercise, answers) in &report.items {
        if plan
            .course(exercise)
            .is_none_or(|course| course.paused.is_some())
        {
            reasons.push(Reason::NotInProgram(exercise.clone()));
            continue;
        }
        let of_it = whole.items.get(exercise).unwrap_or(answers);
        let mut about = whole.answers.clone();
        about.extend(of_it.clone());
        let facts = draft.record.facts_before(content, &about, on);
        reasons.extend(faults(content, answers, &facts, draft.desk));
        let answered = answered_though_not_done(content, of_it);
        if !answered.is_empty() {
            reasons.push(Reason::NotDone {
                exercise: exercise.clone(),
                answered,
            });
        }
        reasons.extend(
            answers
                .keys()
                .filter(asked(true))
                .cloned()
                .map(Reason::NoSuchQuestion),
        );
    }
    for (goal, score) in &report.goals {
        if !draft.record.goals.iter().any(|known| known.entry == *goal) {
            reasons.push(Reason::NoSuchEntry(*goal));
        }
        if *score > 10 {
            reasons.push(Reason::Number {
                what: "how well a goal goes".into(),
                least: 0,
                most: 10,
            });
        }
    }
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Refusal { reasons })
    }
}

/// What is needed and not known holds the program, as a flag does; what is to stop rests now.
pub(super) fn follows_by_itself(
    draft: &mut Draft<'_>,
    entry: Seq,
    outcome: &Outcome,
    advice: &Advice,
) {
    let held = draft
        .record
        .running_program()
        .is_none_or(|program| program.plan.held.is_some());
    let unknown = outcome
        .findings
        .iter()
        .find(|finding| finding.gives == Disposition::Incomplete);
    if let Some(finding) = unknown.filter(|_| !held && !outcome.disposition.is_flag()) {
        let id = FindingId {
            entry,
            cause: finding.cause.clone(),
        };
        draft.push(ProgramHeld {
            why: Why::Finding(id.clone()),
        });
        draft.warn(Warning::ProgramHeld(id));
    } else if !held
        && !outcome.disposition.is_flag()
        && let Some(rule) = first_rule(&advice.program.fired, Effect::PauseAll)
    {
        draft.push(ProgramHeld {
            why: Why::Advice {
                check_in: entry,
                rule: rule.clone(),
            },
        });
        draft.warn(Warning::HeldByAdvice(rule));
    }
    let stopped: Vec<(ExerciseId, RuleId)> = advice
        .items
        .iter()
        .filter_map(|item| {
            let rule = first_rule(&item.advised.fired, Effect::Stop)?;
            Some((item.exercise.clone(), rule))
        })
        .collect();
    for (exercise, rule) in stopped {
        let runs = draft
            .record
            .running_program()
            .and_then(|program| program.plan.course(&exercise))
            .is_some_and(|course| course.paused.is_none());
        if runs {
            draft.push(ExercisePaused {
                exercise: exercise.clone(),
                why: Why::Advice {
                    check_in: entry,
                    rule,
                },
            });
            draft.warn(Warning::ExercisePaused(exercise));
        }
    }
}

fn first_rule(fired: &[crate::check_in::Fired], effect: Effect) -> Option<RuleId> {
    fired
        .iter()
        .find(|fired| fired.effect == effect)
        .map(|fired| fired.rule.clone())
}
