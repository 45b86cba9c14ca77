//! Changes to a program. What takes away is always possible; what adds passes the gate.

use alloc::{collections::BTreeSet, string::String, vec::Vec};
use jiff::civil::Date;

use super::{draft::Draft, gate::Passed};
use crate::{
    content::{Content, Program},
    evaluate::{Judge, Truth},
    name::{ExerciseId, PhaseId},
    record::{
        At, Screening,
        check::{reason as check_reason, text},
        command::{Adjust, Change},
        entry::PackRef,
        event::{
            ContentAccepted, DoseChanged, ExerciseAdded, ExercisePaused, ExerciseRemoved,
            ExerciseResumed, ExerciseSwapped, Item, NoteAdded, NoteFor, PhaseChanged, Plan,
            ProgramHeld, ProgramReleased, Why,
        },
        refusal::{Reason, Refusal},
    },
};

pub(super) fn adjust(draft: &mut Draft<'_>, adjust: &Adjust) -> Result<(), Refusal> {
    let reason = &adjust.reason;
    if let Change::Note {
        reader,
        exercise,
        text,
    } = &adjust.change
    {
        return note(draft, *reader, exercise.as_ref(), text);
    }
    check_reason(reason)?;
    match &adjust.change {
        Change::Pause(exercise) => pause(draft, exercise, reason),
        Change::Hold => hold(draft, reason),
        Change::Remove(exercise) => remove(draft, exercise, reason),
        Change::Swap { out, into } => {
            let mut growth = Growth::begin(draft)?;
            // What rests may be replaced too: the other passes the same gate as one that is added.
            if growth.plan.course(out).is_none() {
                return Err(Reason::NotInProgram(out.clone()).into());
            }
            if out == &into.exercise {
                return Err(Reason::NoChange.into());
            }
            growth.is_not_there(&into.exercise)?;
            growth.running.remove(out);
            growth.check(draft, into)?;
            growth.check_new(draft, &into.exercise)?;
            draft.push(ExerciseSwapped {
                out: out.clone(),
                into: into.clone(),
                reason: reason.clone(),
            });
            growth.warn(draft, &into.exercise)
        }
        Change::Add(item) => {
            let growth = Growth::begin(draft)?;
            growth.is_not_there(&item.exercise)?;
            growth.check(draft, item)?;
            growth.check_new(draft, &item.exercise)?;
            draft.push(ExerciseAdded {
                item: item.clone(),
                reason: reason.clone(),
            });
            growth.warn(draft, &item.exercise)
        }
        Change::Dose(item) => {
            let growth = Growth::begin(draft)?;
            growth.is_there(&item.exercise)?;
            if growth
                .plan
                .course(&item.exercise)
                .is_some_and(|course| course.item == *item)
            {
                return Err(Reason::NoChange.into());
            }
            growth.check(draft, item)?;
            draft.push(DoseChanged {
                item: item.clone(),
                reason: reason.clone(),
            });
            Ok(())
        }
        Change::Resume(exercise) => {
            let growth = Growth::begin(draft)?;
            let Some(course) = growth.plan.course(exercise) else {
                return Err(Reason::NotInProgram(exercise.clone()).into());
            };
            if course.paused.is_none() {
                return Err(Reason::NotPaused(exercise.clone()).into());
            }
            growth.check(draft, &course.item)?;
            draft.push(ExerciseResumed {
                exercise: exercise.clone(),
                reason: reason.clone(),
            });
            growth.warn(draft, exercise)
        }
        Change::Phase { to, review_on } => phase(draft, to, *review_on, reason),
        Change::Release { review_on } => release(draft, *review_on, reason),
        Change::Note { .. } => Ok(()),
    }
}

/// What a change that adds something is checked against.
struct Growth<'a> {
    content: &'a Content,
    program: &'a Program,
    screening: Screening,
    plan: Plan,
    running: BTreeSet<ExerciseId>,
}

impl<'a> Growth<'a> {
    /// Passes the gate with a program that is not held.
    fn begin(draft: &Draft<'a>) -> Result<Self, Refusal> {
        let growth = Self::begin_even_held(draft)?;
        if growth.plan.held.is_some() {
            return Err(Reason::Held.into());
        }
        Ok(growth)
    }

    fn begin_even_held(draft: &Draft<'a>) -> Result<Self, Refusal> {
        draft.for_registered()?;
        let plan = draft.program()?.plan.clone();
        let Passed { content, screening } = draft.gate()?;
        let program = content
            .programs
            .iter()
            .find(|program| program.id == plan.program)
            .ok_or_else(|| Reason::NoSuchProgram(plan.program.clone()))?;
        let running = plan.running().map(|item| item.exercise.clone()).collect();
        Ok(Self {
            content,
            program,
            screening,
            plan,
            running,
        })
    }

    fn at<'s>(&'s self, draft: &Draft<'_>, phase: &'s PhaseId) -> At<'s> {
        At {
            content: self.content,
            program: self.program,
            phase,
            screening: &self.screening,
            standing: draft.record.standing(draft.desk.today).worst,
            on: draft.desk.today,
        }
    }

    fn is_there(&self, exercise: &ExerciseId) -> Result<(), Reason> {
        match self.plan.course(exercise) {
            None => Err(Reason::NotInProgram(exercise.clone())),
            Some(course) if course.paused.is_some() => Err(Reason::Paused(exercise.clone())),
            Some(_) => Ok(()),
        }
    }

    fn is_not_there(&self, exercise: &ExerciseId) -> Result<(), Reason> {
        match self.plan.course(exercise) {
            Some(_) => Err(Reason::InProgram(exercise.clone())),
            None => Ok(()),
        }
    }

    fn check(&self, draft: &Draft<'_>, item: &Item) -> Result<(), Reason> {
        draft.check_item(&self.at(draft, &self.plan.phase), &self.running, item)
    }

    fn check_new(&self, draft: &Draft<'_>, new: &ExerciseId) -> Result<(), Reason> {
        draft.check_new(&self.at(draft, &self.plan.phase), &[new])
    }

    fn warn(&self, draft: &mut Draft<'_>, new: &ExerciseId) -> Result<(), Refusal> {
        let plan = draft.program()?.plan.clone();
        let at = self.at(draft, &self.plan.phase);
        draft.warn_of_items(&at, &plan, &[new]);
        Ok(())
    }

    fn place(&self, phase: &PhaseId) -> Option<usize> {
        self.program.phases.iter().position(|p| p.id == *phase)
    }
}

fn pause(draft: &mut Draft<'_>, exercise: &ExerciseId, reason: &str) -> Result<(), Refusal> {
    match draft.program()?.plan.course(exercise) {
        None => Err(Reason::NotInProgram(exercise.clone()).into()),
        Some(course) if course.paused.is_some() => Err(Reason::Paused(exercise.clone()).into()),
        Some(_) => {
            draft.push(ExercisePaused {
                exercise: exercise.clone(),
                why: Why::Said(reason.into()),
            });
            Ok(())
        }
    }
}

fn remove(draft: &mut Draft<'_>, exercise: &ExerciseId, reason: &str) -> Result<(), Refusal> {
    draft.for_registered()?;
    if draft.program()?.plan.course(exercise).is_none() {
        return Err(Reason::NotInProgram(exercise.clone()).into());
    }
    draft.push(ExerciseRemoved {
        exercise: exercise.clone(),
        reason: reason.into(),
    });
    Ok(())
}

fn hold(draft: &mut Draft<'_>, reason: &str) -> Result<(), Refusal> {
    if draft.program()?.plan.held.is_some() {
        return Err(Reason::Held.into());
    }
    draft.push(ProgramHeld {
        why: Why::Said(reason.into()),
    });
    Ok(())
}

/// Everything that ran is looked at again before it goes on.
fn release(draft: &mut Draft<'_>, review_on: Option<Date>, reason: &str) -> Result<(), Refusal> {
    let growth = Growth::begin_even_held(draft)?;
    if growth.plan.held.is_none() {
        return Err(Reason::NotHeld.into());
    }
    let at = growth.at(draft, &growth.plan.phase);
    let reasons: Vec<Reason> = growth
        .plan
        .running()
        .filter_map(|item| {
            draft
                .still_allowed(&at, &growth.running, &item.exercise)
                .err()
        })
        .collect();
    if !reasons.is_empty() {
        return Err(Refusal { reasons });
    }
    let phase = growth
        .place(&growth.plan.phase)
        .ok_or_else(|| Reason::NoSuchPhase(growth.plan.phase.clone()))?;
    let review_on = draft.review_on(&at, &growth.program.phases[phase], review_on)?;
    draft.push(ProgramReleased {
        reason: reason.into(),
        review_on,
    });
    Ok(())
}

/// Up by one, once a visit, on known values that meet the exit of the phase (INV-10); down by any number. What the lower
/// phase does not have is paused in the same append.
fn phase(
    draft: &mut Draft<'_>,
    to: &PhaseId,
    review_on: Option<Date>,
    reason: &str,
) -> Result<(), Refusal> {
    let growth = Growth::begin(draft)?;
    let from = growth.plan.phase.clone();
    let place_of = |phase: &PhaseId| {
        growth
            .place(phase)
            .ok_or_else(|| Reason::NoSuchPhase(phase.clone()))
    };
    let (low, high) = (place_of(&from)?, place_of(to)?);
    if low == high {
        return Err(Reason::NoChange.into());
    }
    let today = draft.desk.today;
    let answers = draft
        .record
        .answers_in_force(growth.content, &growth.screening);
    let facts = draft.record.facts(growth.content, &answers, today);
    let judge = Judge::new(growth.content, &facts);
    let exit = &growth.program.phases[low].exit;
    let met = judge.truth(exit);
    if high > low {
        if high > low + 1 {
            return Err(Reason::PhaseTooFar(to.clone()).into());
        }
        if draft.program()?.went_up(today) {
            return Err(Reason::PhaseUpToday.into());
        }
        if met != Truth::True {
            let facts = judge.deciding(exit).into_iter().collect();
            return Err(Reason::CriteriaNotMet { facts }.into());
        }
    }
    let at = growth.at(draft, to);
    let review_on = draft.review_on(&at, &growth.program.phases[high], review_on)?;
    draft.push(PhaseChanged {
        from,
        to: to.clone(),
        up: high > low,
        criteria: judge.because(exit),
        met: match met {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown => None,
        },
        review_on,
        reason: reason.into(),
    });
    Ok(())
}

fn note(
    draft: &mut Draft<'_>,
    reader: NoteFor,
    exercise: Option<&ExerciseId>,
    words: &str,
) -> Result<(), Refusal> {
    text("the note", words)?;
    if let Some(exercise) = exercise
        && draft.program()?.plan.course(exercise).is_none()
    {
        return Err(Reason::NotInProgram(exercise.clone()).into());
    }
    if reader == NoteFor::Sheet {
        draft.for_registered()?;
        draft.means_nothing_barred(words)?;
    }
    draft.push(NoteAdded {
        reader,
        exercise: exercise.cloned(),
        text: words.into(),
    });
    Ok(())
}

impl Draft<'_> {
    /// Refuses an exercise that was taken up before and may not go on. What came before it may rest meanwhile.
    pub(super) fn still_allowed(
        &self,
        at: &At<'_>,
        running: &BTreeSet<ExerciseId>,
        exercise: &ExerciseId,
    ) -> Result<(), Reason> {
        let (mut bars, instead) = self.bars(at, running, exercise);
        bars.retain(|bar| !matches!(bar, crate::finding::Bar::After(_)));
        if bars.is_empty() {
            return Ok(());
        }
        Err(Reason::Barred {
            exercise: exercise.clone(),
            bars,
            instead,
        })
    }

    /// Words for the patient that name an exercise which they may not do now need an override first (HZ-12).
    pub(super) fn means_nothing_barred(&self, words: &str) -> Result<(), Refusal> {
        let plan = &self.program()?.plan;
        let content = self.pack_in_force()?;
        let Some(screening) = self.record.screenings.last() else {
            return Err(Reason::NotScreened.into());
        };
        let at = self.at(content, plan, screening)?;
        let running: BTreeSet<ExerciseId> =
            plan.running().map(|item| item.exercise.clone()).collect();
        let words = folded(words);
        // What runs is looked at by itself.
        let reasons: Vec<Reason> = content
            .exercises
            .values()
            .filter(|known| !running.contains(&known.id))
            .filter(|known| {
                [known.id.as_str(), &known.name, &known.short_name]
                    .into_iter()
                    .chain(known.aliases.iter().map(String::as_str))
                    .map(folded)
                    .any(|name| name.len() > 2 && words.contains(&name))
            })
            .filter_map(|known| {
                let (bars, _) = self.bars(&at, &running, &known.id);
                (!bars.is_empty()).then(|| Reason::MeansBarred {
                    exercise: known.id.clone(),
                    bars,
                })
            })
            .collect();
        if reasons.is_empty() {
            Ok(())
        } else {
            Err(Refusal { reasons })
        }
    }
}

/// Words in small letters with one space around each, so that names match whole words only.
fn folded(text: &str) -> String {
    let mut folded = String::from(" ");
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            folded.extend(word.chars().flat_map(char::to_lowercase));
            folded.push(' ');
        }
    }
    folded
}

/// Takes a new version of the pack for the program, after a clinician saw the difference (INV-07).
pub(super) fn accept_content(
    draft: &mut Draft<'_>,
    digest: &str,
    reason: &str,
) -> Result<(), Refusal> {
    draft.for_registered()?;
    check_reason(reason)?;
    let content = draft.adopted(digest)?;
    let program = draft.program()?;
    let from = program.pack.clone();
    if from.id != content.id {
        return Err(Reason::OtherPack {
            episode: from.id,
            given: content.id.clone(),
        }
        .into());
    }
    if from.digests.whole == digest {
        return Err(Reason::NoChange.into());
    }
    let known = content
        .programs
        .iter()
        .find(|known| known.id == program.plan.program)
        .ok_or_else(|| Reason::NoSuchProgram(program.plan.program.clone()))?;
    if !known
        .phases
        .iter()
        .any(|phase| phase.id == program.plan.phase)
    {
        return Err(Reason::NoSuchPhase(program.plan.phase.clone()).into());
    }
    draft.push(ContentAccepted {
        from,
        to: PackRef::of(content),
        reason: reason.into(),
    });
    Ok(())
}
