//! Going on with a barred exercise (INV-04).

use alloc::collections::BTreeSet;

use super::{draft::Draft, gate::Passed};
use crate::{
    content::Override,
    evaluate::Judge,
    finding::Bar,
    name::ExerciseId,
    record::{
        At,
        check::reason as check_reason,
        event::OverrideGiven,
        program::Program,
        refusal::{Reason, Refusal},
    },
    screening::first_phase,
};

/// Sets aside everything that bars an exercise now, and nothing that may bar it later.
pub(super) fn give(
    draft: &mut Draft<'_>,
    exercise: &ExerciseId,
    reason: &str,
) -> Result<(), Refusal> {
    draft.for_proved()?;
    check_reason(reason)?;
    let Passed { content, screening } = draft.gate()?;
    let assigned = draft.record.running_program();
    let program = match assigned {
        Some(assigned) => content
            .programs
            .iter()
            .find(|program| program.id == assigned.plan.program),
        None => content.programs.first(),
    };
    let Some(program) = program else {
        return Err(Reason::NoProgram.into());
    };
    let facts = draft
        .record
        .facts(content, &screening.answers, draft.desk.today);
    let phase = match assigned {
        Some(assigned) => Some(&assigned.plan.phase),
        None => first_phase(program, &Judge::new(content, &facts)).map(|phase| &phase.id),
    };
    let Some(phase) = phase else {
        return Err(Reason::NoProgram.into());
    };
    let at = At {
        content,
        program,
        phase,
        screening: &screening,
        standing: draft.record.standing(draft.desk.today).worst,
        on: draft.desk.today,
    };
    let running = assigned.map_or_else(BTreeSet::new, Program::running);
    let bars = draft
        .record
        .situation(&at, &running, |situation| situation.bars(exercise));
    if bars.is_empty() {
        return Err(Reason::NotBarred(exercise.clone()).into());
    }
    let last_phase = program.phases.last().is_some_and(|last| last.id == *phase);
    let permitted = content
        .exercises
        .get(exercise)
        .map_or(Override::Never, |known| known.may_override);
    for bar in &bars {
        let floor = matches!(bar, Bar::Unknown | Bar::NamedOnly | Bar::Standing(_));
        if floor || permitted == Override::Never {
            return Err(Reason::NoOverride {
                exercise: exercise.clone(),
                bar: bar.clone(),
            }
            .into());
        }
    }
    if permitted == Override::LastPhase && !last_phase {
        return Err(Reason::OverrideInLastPhase(exercise.clone()).into());
    }
    draft.push(OverrideGiven {
        exercise: exercise.clone(),
        bars,
        reason: reason.into(),
    });
    Ok(())
}
