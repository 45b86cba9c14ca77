//! Care beside the program: conversations, measures, goals, teaching, tasks.

use jiff::civil::Date;

use super::draft::Draft;
use alloc::vec::Vec;

use crate::{
    content::Disposition,
    measure::{Instrument, Misfit},
    name::ExerciseId,
    record::{
        check::{name, text},
        entry::Seq,
        event::{
            ContactMade, Conversation, Duty, GoalSet, Measure, MeasureRecorded, TaskClosed,
            TaskOpened, TaughtFirst,
        },
        refusal::{Reason, Refusal, Warning},
    },
};

pub(super) fn contact(draft: &mut Draft<'_>, conversation: &Conversation) -> Result<(), Refusal> {
    check_conversation(draft, conversation)?;
    draft.push(ContactMade {
        conversation: conversation.clone(),
    });
    Ok(())
}

/// With whom, how, when and in what words: a conversation that leaves one of them out does not count (HZ-26, HZ-43).
pub(super) fn check_conversation(
    draft: &Draft<'_>,
    conversation: &Conversation,
) -> Result<(), Reason> {
    name("the person who was reached", &conversation.with)?;
    text("what was said", &conversation.said)?;
    if conversation.at > draft.desk.now {
        return Err(Reason::Date {
            what: "a conversation took place now or earlier".into(),
        });
    }
    Ok(())
}

pub(super) fn measure(draft: &mut Draft<'_>, measure: &Measure) -> Result<(), Refusal> {
    check_measure(draft, measure)?;
    draft.push(MeasureRecorded {
        measure: measure.clone(),
    });
    Ok(())
}

pub(super) fn check_measure(draft: &Draft<'_>, measure: &Measure) -> Result<(), Reason> {
    if let Some(version) = &measure.version {
        name("the version of the instrument", version)?;
    }
    let instrument =
        Instrument::find(measure.instrument.as_str()).ok_or(Reason::NoSuchInstrument)?;
    instrument
        .check(
            measure.value,
            &measure.unit,
            measure.side,
            measure.version.as_deref(),
        )
        .map_err(|misfit| reason_of(instrument, measure, misfit))?;
    let born = draft
        .record
        .patient
        .as_ref()
        .map(|patient| patient.details.born);
    if measure.taken_on > draft.desk.today || born.is_some_and(|born| measure.taken_on < born) {
        return Err(Reason::Date {
            what: "a measure was taken today or earlier".into(),
        });
    }
    Ok(())
}

fn reason_of(instrument: &Instrument, measure: &Measure, misfit: Misfit) -> Reason {
    let id = measure.instrument.clone();
    match misfit {
        Misfit::Range => Reason::Number {
            what: id.into(),
            least: instrument.least.into(),
            most: instrument.most.into(),
        },
        Misfit::Places => Reason::Places {
            instrument: id,
            places: instrument.places,
        },
        Misfit::Unit => Reason::Unit {
            instrument: id,
            unit: instrument.unit.into(),
        },
        Misfit::NoSide => Reason::MeasuredOnASide(id),
        Misfit::Side => Reason::MeasuredWithoutSide(id),
        Misfit::Version => Reason::Text {
            what: "the version of the instrument".into(),
        },
    }
}

/// The PSFS asks for a number from 0 (cannot) to 10 (as before).
const BEST: u8 = 10;

pub(super) fn goal(draft: &mut Draft<'_>, words: &str, now: Option<u8>) -> Result<(), Refusal> {
    text("the goal", words)?;
    if now.is_some_and(|now| now > BEST) {
        return Err(Reason::Number {
            what: "how well it goes now".into(),
            least: 0,
            most: BEST.into(),
        }
        .into());
    }
    let most = draft.desk.policy.goals_at_most;
    if draft.record.goals.len() >= usize::from(most) {
        return Err(Reason::TooManyGoals(most).into());
    }
    draft.push(GoalSet {
        words: words.into(),
        now,
    });
    if now.is_none() {
        draft.warn(Warning::GoalWithoutScore);
    }
    Ok(())
}

pub(super) fn teach(draft: &mut Draft<'_>, exercises: &[ExerciseId]) -> Result<(), Refusal> {
    if exercises.is_empty() {
        return Err(Reason::Nothing.into());
    }
    // What is to be added is taught before it is added; what may not be done is not taught either.
    let plan = &draft.program()?.plan;
    let running = plan.running().map(|item| item.exercise.clone()).collect();
    let Some(screening) = draft.record.screening() else {
        return Err(Reason::NotScreened.into());
    };
    let at = draft.at(draft.pack_in_force()?, plan, screening)?;
    let new = exercises
        .iter()
        .filter(|exercise| plan.course(exercise).is_none());
    let reasons: Vec<Reason> = new
        .filter_map(|exercise| draft.still_allowed(&at, &running, exercise).err())
        .collect();
    if !reasons.is_empty() {
        return Err(Refusal { reasons });
    }
    draft.push(TaughtFirst {
        exercises: exercises.into(),
    });
    Ok(())
}

pub(super) fn open_task(draft: &mut Draft<'_>, duty: &Duty, by: Date) -> Result<(), Refusal> {
    if let Duty::Other(words) = duty {
        text("what is to be done", words)?;
    }
    if by < draft.desk.today {
        return Err(Reason::Date {
            what: "a task is done by today or later".into(),
        }
        .into());
    }
    draft.push(TaskOpened {
        duty: duty.clone(),
        by,
    });
    Ok(())
}

pub(super) fn close_task(
    draft: &mut Draft<'_>,
    task: Seq,
    done: &Conversation,
) -> Result<(), Refusal> {
    check_conversation(draft, done)?;
    let Some(open) = draft.record.open_tasks().find(|open| open.id == task) else {
        return Err(Reason::NoSuchTask(task).into());
    };
    // The call about a same-day flag stays due while an emergency is not excluded.
    if let Duty::CallBack { finding } = &open.duty
        && draft
            .record
            .finding(finding)
            .is_some_and(|flag| flag.finding.gives == Disposition::SameDay)
    {
        let missing = draft.record.emergency_not_excluded(draft.desk.today);
        if !missing.is_empty() {
            return Err(Reason::EmergencyNotExcluded { missing }.into());
        }
    }
    draft.push(TaskClosed {
        task,
        done: done.clone(),
    });
    Ok(())
}
