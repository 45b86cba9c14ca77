//! Corrections of earlier entries, which stay as they are: amended, struck, undone.

use alloc::vec::Vec;
use jiff::ToSpan;

use super::{
    answers::faults,
    care::check_measure,
    check_in::{check_report, follows_by_itself, judged},
    draft::Draft,
    referral::find,
    screen::is_examined,
};
use crate::{
    advice::Judged,
    answer::Answers,
    check_in::Advised,
    question::Occasion,
    record::{
        At, Line,
        check::{reason as check_reason, text},
        entry::Seq,
        event::{
            Correction, EntryAmended, EntryStruck, EntryUndone, Event, NoteFor, Plan, Report, Why,
        },
        flag::FindingId,
        program::LastChange,
        refusal::{Reason, Refusal, Warning},
    },
    screening::screen,
    sheet::SheetKind,
};

pub(super) fn amend(
    draft: &mut Draft<'_>,
    entry: Seq,
    correction: &Correction,
    reason: &str,
) -> Result<(), Refusal> {
    check_reason(reason)?;
    let line = standing_line(draft, entry)?;
    match (correction, &line.event) {
        (Correction::Answers(answers), Event::ScreenRecorded(_)) => {
            amend_answers(draft, entry, answers, reason)
        }
        (Correction::Report(report), Event::CheckInRecorded(_)) => {
            amend_report(draft, entry, report, reason)
        }
        (Correction::Measure(measure), Event::MeasureRecorded(_)) => {
            check_measure(draft, measure)?;
            push_amended(draft, entry, correction, reason);
            Ok(())
        }
        (Correction::Words(words), Event::GoalSet(_)) => {
            text("the goal", words)?;
            if draft.program().is_ok() {
                draft.means_nothing_barred(words)?;
            }
            push_amended(draft, entry, correction, reason);
            Ok(())
        }
        (Correction::Words(words), Event::NoteAdded(note)) => {
            let for_sheet = note.reader == NoteFor::Sheet;
            text("the note", words)?;
            if for_sheet {
                draft.for_registered()?;
                draft.means_nothing_barred(words)?;
            }
            push_amended(draft, entry, correction, reason);
            Ok(())
        }
        _ => Err(Reason::NoSuchEntry(entry).into()),
    }
}

fn push_amended(draft: &mut Draft<'_>, entry: Seq, correction: &Correction, reason: &str) {
    draft.push(EntryAmended {
        entry,
        correction: correction.clone(),
        reason: reason.into(),
        outcome: None,
        advice: None,
    });
}

/// Judges a screening again with the corrected answers. To the worse it raises a flag; to the milder it leaves the
/// finding standing, and says so (HZ-07, INV-05).
fn amend_answers(
    draft: &mut Draft<'_>,
    entry: Seq,
    answers: &Answers,
    reason: &str,
) -> Result<(), Refusal> {
    if answers.is_empty() {
        return Err(Reason::Nothing.into());
    }
    let Some(screening) = draft
        .record
        .screenings
        .iter()
        .find(|screening| screening.entry == entry)
        .cloned()
    else {
        return Err(Reason::NoSuchEntry(entry).into());
    };
    let content = draft.content(&screening.pack.digests.whole)?;
    if answers
        .keys()
        .any(|slot| is_examined(content, &slot.question))
    {
        draft.for_registered()?;
    }
    let mut corrected = screening.answers.clone();
    corrected.extend(answers.clone());
    if corrected == screening.answers {
        return Err(Reason::NoChange.into());
    }
    let facts = draft.record.facts(content, &corrected, screening.on);
    let reasons = faults(content, answers, &facts, draft.desk);
    if !reasons.is_empty() {
        return Err(Refusal { reasons });
    }
    let outcome = screen(content, &facts, Occasion::Screening);
    let stand: Vec<FindingId> = draft
        .record
        .findings
        .iter()
        .filter(|flag| {
            let was = screening
                .outcome
                .findings
                .iter()
                .any(|finding| finding.cause == flag.id.cause);
            let is = outcome
                .findings
                .iter()
                .any(|finding| finding.cause == flag.id.cause);
            was && !is && flag.finding.gives.is_flag() && flag.is_open(draft.desk.today)
        })
        .map(|flag| flag.id.clone())
        .collect();
    draft.push(EntryAmended {
        entry,
        correction: Correction::Answers(answers.clone()),
        reason: reason.into(),
        outcome: Some(outcome),
        advice: None,
    });
    for finding in stand {
        draft.warn(Warning::FindingStands(finding));
    }
    Ok(())
}

/// Judges the newest check-in again with the corrected report. To the worse it raises and holds; to the milder it leaves
/// flags standing.
fn amend_report(
    draft: &mut Draft<'_>,
    entry: Seq,
    report: &Report,
    reason: &str,
) -> Result<(), Refusal> {
    let check_ins = &draft.record.check_ins;
    let Some(check_in) = check_ins.iter().find(|known| known.entry == entry).cloned() else {
        return Err(Reason::NoSuchEntry(entry).into());
    };
    if draft
        .record
        .check_in()
        .is_none_or(|newest| newest.entry != entry)
    {
        return Err(Reason::NotTheLast(entry).into());
    }
    let Some(screening) = draft.record.screening().cloned() else {
        return Err(Reason::NotScreened.into());
    };
    let content = draft.content(&check_in.pack.digests.whole)?;
    let Some(plan) = &check_in.plan else {
        return Err(Reason::NoProgram.into());
    };
    let mut corrected = check_in.report.clone();
    corrected.answers.extend(report.answers.clone());
    for (exercise, answers) in &report.items {
        let item = corrected.items.entry(exercise.clone()).or_default();
        item.extend(answers.clone());
    }
    corrected.goals.extend(report.goals.clone());
    check_report(draft, content, report, &corrected, plan, check_in.on)?;
    if corrected == check_in.report {
        return Err(Reason::NoChange.into());
    }
    let (outcome, mut advice) = judged(&Judged {
        record: &draft.record,
        content,
        screening: &screening,
        report: &corrected,
        on: check_in.on,
        plan,
        entry,
    });
    // What left the program since has nothing to be decided about it; its light stays.
    let now = &draft.program()?.plan;
    for item in &mut advice.items {
        if now.course(&item.exercise).is_none() {
            item.advised = Advised::nothing();
        }
    }
    // A correction brings the review forward and never puts it off.
    let review_on = draft.program()?.plan.review_on;
    advice.review_on = advice
        .review_days(content)
        .map(|days| check_in.on.saturating_add(i32::from(days).days()))
        .filter(|day| *day < review_on);
    draft.push(EntryAmended {
        entry,
        correction: Correction::Report(report.clone()),
        reason: reason.into(),
        outcome: Some(outcome.clone()),
        advice: Some(advice.clone()),
    });
    let amended = draft.record.seq;
    follows_by_itself(draft, amended, &outcome, &advice);
    Ok(())
}

/// Takes out what nothing depends on. What raised or resolved a finding is never struck (HZ-07).
pub(super) fn strike(draft: &mut Draft<'_>, entry: Seq, reason: &str) -> Result<(), Refusal> {
    check_reason(reason)?;
    match standing_line(draft, entry)?.event {
        Event::MeasureRecorded(_)
        | Event::GoalSet(_)
        | Event::NoteAdded(_)
        | Event::ContactMade(_) => {}
        Event::ReferralMade(_) => never_made(draft, entry)?,
        Event::ScreenRecorded(_)
        | Event::ExamRecorded(_)
        | Event::CheckInRecorded(_)
        | Event::AdviceDecided(_)
        | Event::FindingResolved(_)
        | Event::EntryAmended(_) => return Err(Reason::OnlyResolve(entry).into()),
        _ => return Err(Reason::NoSuchEntry(entry).into()),
    }
    draft.push(EntryStruck {
        entry,
        reason: reason.into(),
    });
    Ok(())
}

/// A referral that was made in error counts as never made; what asked for one asks for it again. A slip is seen on its own
/// day. One that somebody has was made, and so was an urgent one of which a letter may be under way (HZ-43).
fn never_made(draft: &Draft<'_>, referral: Seq) -> Result<(), Refusal> {
    draft.for_registered()?;
    let open = find(draft, referral)?;
    if open.received.is_some() {
        return Err(Reason::ReferralTaken(referral).into());
    }
    let today = draft.desk.today;
    let of_today = standing_line(draft, referral)?.on == today;
    let letter_since = draft
        .record
        .sheets
        .iter()
        .any(|sheet| sheet.value.kind != SheetKind::Program && sheet.entry > referral);
    if !of_today || (open.made.urgency.is_urgent() && letter_since) {
        return Err(Reason::ReferralSent(referral).into());
    }
    Ok(())
}

/// Takes the last change of the program back. What runs again passes the gate; what a finding held stays held.
pub(super) fn undo(draft: &mut Draft<'_>, entry: Seq, reason: &str) -> Result<(), Refusal> {
    draft.for_registered()?;
    check_reason(reason)?;
    let line = standing_line(draft, entry)?;
    // A slip is seen on its own day; what was so for longer is not put back as it was, but asked for as it should be (INV-10).
    let late = line.on != draft.desk.today
        && !matches!(&line.event, Event::PhaseChanged(changed) if changed.up);
    match line.event {
        Event::ScreenRecorded(_)
        | Event::ExamRecorded(_)
        | Event::CheckInRecorded(_)
        | Event::AdviceDecided(_)
        | Event::FindingResolved(_)
        | Event::EntryAmended(_) => return Err(Reason::OnlyResolve(entry).into()),
        Event::ProgramHeld(ref held) if !matches!(held.why, Why::Said(_)) => {
            return Err(Reason::OnlyResolve(entry).into());
        }
        Event::ExercisePaused(ref paused) if !matches!(paused.why, Why::Said(_)) => {
            return Err(Reason::OnlyResume(paused.exercise.clone()).into());
        }
        _ => {}
    }
    let program = draft.program()?;
    let Some(LastChange {
        entry: last,
        before,
    }) = program.last_change.clone()
    else {
        return Err(Reason::NoSuchEntry(entry).into());
    };
    if last != entry {
        return Err(Reason::NotTheLast(entry).into());
    }
    if let Some(plan) = &before
        && grows(&program.plan, plan)
    {
        if late {
            return Err(Reason::UndoTooLate(entry).into());
        }
        check_again(draft, plan)?;
    }
    draft.push(EntryUndone {
        entry,
        reason: reason.into(),
        plan: before,
    });
    Ok(())
}

/// Whether anything would run that does not run in just this way now.
fn grows(now: &Plan, then: &Plan) -> bool {
    then.held.is_none()
        && (now.held.is_some()
            || now.phase != then.phase
            || then
                .running()
                .any(|item| now.running().all(|running| running != item)))
}

fn check_again(draft: &Draft<'_>, plan: &Plan) -> Result<(), Refusal> {
    let passed = draft.gate()?;
    let at: At<'_> = draft.at(passed.content, plan, &passed.screening)?;
    let running = plan.running().map(|item| item.exercise.clone()).collect();
    let reasons: Vec<Reason> = plan
        .running()
        .filter_map(|item| draft.still_allowed(&at, &running, &item.exercise).err())
        .collect();
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Refusal { reasons })
    }
}

/// The entry, if nothing has struck or undone it.
fn standing_line<'d>(draft: &'d Draft<'_>, entry: Seq) -> Result<&'d Line, Reason> {
    let line = draft.record.line(entry).ok_or(Reason::NoSuchEntry(entry))?;
    let gone = line.corrected_by.iter().any(|by| {
        draft
            .record
            .line(*by)
            .is_some_and(|line| matches!(line.event, Event::EntryStruck(_) | Event::EntryUndone(_)))
    });
    if gone {
        Err(Reason::EntryGone(entry))
    } else {
        Ok(line)
    }
}
