//! What following an advice would do, concretely. Faces show it; following it does exactly this.

use alloc::{boxed::Box, collections::BTreeSet, vec::Vec};

use crate::{
    check_in::{Advised, Effect},
    content::Content,
    dose::Dose,
    name::{ExerciseId, PhaseId},
    record::{
        Record,
        event::{Event, Item},
        program::Program,
    },
};

/// What following would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// Nothing changes in the program.
    Nothing,
    /// The exercise goes on with this dose.
    Dose(Box<Item>),
    /// One of these takes its place; the clinician says which.
    Swap(Vec<ExerciseId>),
    /// These rest.
    Pause(Vec<ExerciseId>),
    /// One of these, which were green often enough themselves, goes up by this much; the clinician says which.
    Raise(Vec<Item>),
    /// The program moves to this phase.
    Phase(PhaseId),
    /// Somebody else is asked to see the patient; the clinician says who.
    Refer,
}

impl Proposal {
    /// Whether the clinician has to say something more: which exercise, or whom.
    pub const fn leaves_a_choice(&self) -> bool {
        matches!(self, Self::Swap(_) | Self::Raise(_) | Self::Refer)
    }
}

/// What following this effect would do. `gentler` are the exercises that may take the place of the one it is about.
pub fn proposal(
    record: &Record,
    content: &Content,
    about: Option<&ExerciseId>,
    advised: &Advised,
    effect: Effect,
    gentler: Vec<ExerciseId>,
) -> Proposal {
    let Some(program) = record.running_program() else {
        return Proposal::Nothing;
    };
    let item = about
        .and_then(|exercise| program.plan.course(exercise))
        .map(|c| &c.item);
    match (effect, item) {
        (Effect::Halve, Some(item)) => of_dose(item, item.dose.halved(), gentler),
        (Effect::StepBack, Some(item)) => {
            let before = dose_before(record, program, item).or_else(|| item.dose.halved());
            of_dose(item, before, gentler)
        }
        (Effect::Swap, Some(_)) => Proposal::Swap(gentler),
        (Effect::Stop, Some(item)) => Proposal::Pause(alloc::vec![item.exercise.clone()]),
        (Effect::OnlyThese, _) => {
            let stay: BTreeSet<&ExerciseId> = content
                .check_in
                .rules
                .iter()
                .filter(|rule| {
                    advised
                        .fired
                        .iter()
                        .any(|fired| fired.effect == Effect::OnlyThese && fired.rule == rule.id)
                })
                .flat_map(|rule| &rule.only)
                .collect();
            let rest = program.running().into_iter();
            Proposal::Pause(rest.filter(|exercise| !stay.contains(exercise)).collect())
        }
        (Effect::Regress, _) => match beside(content, program, |place| place.checked_sub(1)) {
            Some(phase) => Proposal::Phase(phase),
            None => Proposal::Nothing,
        },
        (Effect::OfferPhase, _) => match beside(content, program, |place| place.checked_add(1)) {
            Some(phase) => Proposal::Phase(phase),
            None => Proposal::Nothing,
        },
        (Effect::ProgressOne, _) => {
            let mut steps = next_steps(program, content);
            steps.retain(|item| {
                let rules = advised.rules_with(content, effect);
                record.is_borne(content, &item.exercise, rules)
            });
            Proposal::Raise(steps)
        }
        (Effect::Refer, _) => Proposal::Refer,
        _ => Proposal::Nothing,
    }
}

/// The next step of each dose that runs and has one, whether or not it may be taken now.
pub fn next_steps(program: &Program, content: &Content) -> Vec<Item> {
    let step = |item: &Item| {
        let known = content.exercises.get(&item.exercise)?;
        Some(Item {
            dose: item.dose.next_step(&known.up_to)?,
            ..item.clone()
        })
    };
    program.plan.running().filter_map(step).collect()
}

/// With the dose; where it cannot get less, with something gentler.
fn of_dose(item: &Item, dose: Option<Dose>, gentler: Vec<ExerciseId>) -> Proposal {
    match dose {
        Some(dose) if dose != item.dose => Proposal::Dose(Box::new(Item {
            dose,
            ..item.clone()
        })),
        _ => Proposal::Swap(gentler),
    }
}

/// The dose of an exercise before the last change of it in this program.
fn dose_before(record: &Record, program: &Program, item: &Item) -> Option<Dose> {
    record
        .history
        .iter()
        .rev()
        .take_while(|line| line.seq >= program.assigned)
        .filter_map(|line| match &line.event {
            Event::DoseChanged(e) if e.item.exercise == item.exercise => Some(e.item.dose.clone()),
            Event::ExerciseAdded(e) if e.item.exercise == item.exercise => {
                Some(e.item.dose.clone())
            }
            Event::ExerciseSwapped(e) if e.into.exercise == item.exercise => {
                Some(e.into.dose.clone())
            }
            Event::ProgramAssigned(e) => e
                .items
                .iter()
                .find(|given| given.exercise == item.exercise)
                .map(|given| given.dose.clone()),
            _ => None,
        })
        .find(|dose| *dose != item.dose)
        .filter(|before| before.is_less_than(&item.dose))
}

fn beside(
    content: &Content,
    program: &Program,
    step: impl Fn(usize) -> Option<usize>,
) -> Option<PhaseId> {
    let known = content
        .programs
        .iter()
        .find(|known| known.id == program.plan.program)?;
    let place = known
        .phases
        .iter()
        .position(|phase| phase.id == program.plan.phase)?;
    Some(known.phases.get(step(place)?)?.id.clone())
}
