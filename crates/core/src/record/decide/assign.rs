//! Assigning a program.

use alloc::{collections::BTreeSet, vec::Vec};
use jiff::{ToSpan, civil::Date};

use super::{draft::Draft, gate::Passed};
use crate::{
    content::{Content, Disposition, Phase, Program},
    evaluate::Judge,
    name::{ExerciseId, PhaseId},
    record::{
        At,
        check::reason as check_reason,
        command::Assign,
        entry::PackRef,
        event::{Item, ProgramAssigned, Sides},
        flag::FlagState,
        refusal::{Reason, Refusal, Warning},
    },
    screening::first_phase,
};

pub(super) fn assign(draft: &mut Draft<'_>, assign: &Assign) -> Result<(), Refusal> {
    draft.for_registered()?;
    let Passed { content, screening } = draft.gate()?;
    if let Some(running) = draft.record.running_program() {
        return Err(Reason::ProgramAssigned(running.assigned).into());
    }
    if let Some(reason) = &assign.reason {
        check_reason(reason)?;
    }
    let program = find_program(content, assign)?;
    let facts = draft
        .record
        .facts(content, &screening.answers, draft.desk.today);
    let suggested = first_phase(program, &Judge::new(content, &facts));
    let phase = find_phase(program, assign, suggested)?;
    if suggested.is_some_and(|suggested| suggested.id != phase.id) {
        check_reason(assign.reason.as_deref().unwrap_or_default())?;
        if let Some(suggested) = suggested {
            draft.warn(Warning::OtherPhase(suggested.id.clone()));
        }
    }
    let at = At {
        content,
        program,
        phase: &phase.id,
        screening: &screening,
        standing: draft.record.standing(draft.desk.today).worst,
        on: draft.desk.today,
    };
    let none_yet = BTreeSet::new();
    let offer = draft
        .record
        .situation(&at, &none_yet, |situation| situation.offer());
    // What has to be changed for this patient is chosen by a clinician, never by default.
    let as_they_are: BTreeSet<ExerciseId> = offer.offered.iter().cloned().collect();
    let allowed: BTreeSet<ExerciseId> = offer
        .offered
        .into_iter()
        .chain(offer.modified.into_iter().map(|change| change.exercise))
        .collect();
    let items = match &assign.items {
        Some(items) => items.clone(),
        None => suggested_items(content, phase, &as_they_are, assign.sides),
    };
    check_items(draft, &at, &items)?;
    let review_on = draft.review_on(&at, phase, assign.review_on)?;
    draft.push(ProgramAssigned {
        episode: screening.episode,
        pack: PackRef::of(content),
        program: program.id.clone(),
        phase: phase.id.clone(),
        screening: screening.entry,
        items: items.clone(),
        allowed,
        review_on,
        reason: assign.reason.clone(),
    });
    if let Some(plan) = draft.record.running_program().map(|p| p.plan.clone()) {
        let new: Vec<&ExerciseId> = items.iter().map(|item| &item.exercise).collect();
        draft.warn_of_items(&at, &plan, &new);
    }
    Ok(())
}

fn find_program<'c>(content: &'c Content, assign: &Assign) -> Result<&'c Program, Reason> {
    let found = match &assign.program {
        None => content.programs.first(),
        Some(id) => content.programs.iter().find(|program| program.id == *id),
    };
    found.ok_or_else(|| match &assign.program {
        Some(id) => Reason::NoSuchProgram(id.clone()),
        None => Reason::NoExercises,
    })
}

/// The phase as given, at most one above that which the screening gives.
fn find_phase<'c>(
    program: &'c Program,
    assign: &Assign,
    suggested: Option<&'c Phase>,
) -> Result<&'c Phase, Reason> {
    let Some(id) = &assign.phase else {
        return suggested.ok_or(Reason::NoExercises);
    };
    let place = |id: &PhaseId| program.phases.iter().position(|phase| phase.id == *id);
    let to = place(id).ok_or_else(|| Reason::NoSuchPhase(id.clone()))?;
    let from = suggested.and_then(|phase| place(&phase.id)).unwrap_or(0);
    if to > from + 1 {
        return Err(Reason::PhaseTooFar(id.clone()));
    }
    Ok(&program.phases[to])
}

/// What the phase suggests, as far as it may be done as it is, filled up with what else it offers; with the pack's own doses.
fn suggested_items(
    content: &Content,
    phase: &Phase,
    allowed: &BTreeSet<ExerciseId>,
    sides: Option<Sides>,
) -> Vec<Item> {
    let (first, then): (Vec<_>, Vec<_>) = phase
        .items
        .iter()
        .filter(|item| allowed.contains(&item.exercise))
        .partition(|item| item.suggested);
    first
        .into_iter()
        .chain(then)
        .filter_map(|item| {
            let known = content.exercises.get(&item.exercise)?;
            Some(Item {
                exercise: known.id.clone(),
                sides: sides.filter(|_| known.one_sided),
                dose: known.dose.clone()?,
            })
        })
        .take(usize::from(phase.start_with))
        .collect()
}

fn check_items(draft: &Draft<'_>, at: &At<'_>, items: &[Item]) -> Result<(), Refusal> {
    if items.is_empty() {
        return Err(Reason::NoExercises.into());
    }
    let none_yet = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut reasons = Vec::new();
    for item in items {
        if !seen.insert(&item.exercise) {
            reasons.push(Reason::Twice(item.exercise.clone()));
        }
        reasons.extend(draft.check_item(at, &none_yet, item).err());
    }
    let new: Vec<&ExerciseId> = items.iter().map(|item| &item.exercise).collect();
    let begins_later = at
        .program
        .phases
        .first()
        .is_some_and(|first| first.id != *at.phase);
    if begins_later {
        reasons.extend(draft.check_new(at, &new).err());
    }
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(Refusal { reasons })
    }
}

impl Draft<'_> {
    /// The day of the next review: as given if that is early enough, else the latest that the phase allows, or earlier
    /// where a precaution or a finding asks for it.
    pub(super) fn review_on(
        &self,
        at: &At<'_>,
        phase: &Phase,
        given: Option<Date>,
    ) -> Result<Date, Reason> {
        let policy = &self.desk.policy;
        let mut days = phase.review_days.min(policy.review_days_at_most);
        if at.standing == Disposition::Caution {
            days = days.min(policy.caution_review_days);
        }
        let precautions = at.content.precautions.iter().filter(|precaution| {
            self.record
                .precautions
                .iter()
                .any(|stands| stands.precaution == precaution.id)
        });
        let rules = at.content.rules.iter().filter(|rule| {
            self.record.findings.iter().any(|flag| {
                flag.is_open(at.on)
                    && matches!(&flag.id.cause, crate::finding::Cause::Rule(id) if *id == rule.id)
            })
        });
        days = precautions
            .filter_map(|precaution| precaution.review_days)
            .chain(rules.filter_map(|rule| rule.review_days))
            .fold(days, u16::min);
        // The paper is not to outlive what a resolution allows (HZ-26).
        let resolved = self.record.findings.iter().filter_map(|flag| {
            match (&flag.state, flag.finding.gives.allows_program()) {
                (FlagState::Resolved { until, .. }, false) if *until >= at.on => Some(*until),
                _ => None,
            }
        });
        // What a check-in brought forward is not put off by a change after it.
        let advised = self
            .record
            .check_in()
            .and_then(|newest| {
                let days = newest.advice.review_days(at.content)?;
                Some(newest.on.saturating_add(i32::from(days).days()))
            })
            .filter(|day| *day > at.on);
        let latest = resolved
            .chain(advised)
            .fold(at.on.saturating_add(i32::from(days).days()), Date::min);
        match given {
            None => Ok(latest),
            Some(day) if day > at.on && day <= latest => Ok(day),
            Some(_) => Err(Reason::Date {
                what: alloc::format!("the review is after today, and by {latest}"),
            }),
        }
    }
}
