//! Deciding about what a check-in advises: following it, or deciding otherwise with a reason.

use alloc::vec::Vec;

use super::{adjust, draft::Draft, referral};
use crate::{
    check_in::{Advised, Effect, Fired},
    content::Content,
    name::ExerciseId,
    proposal::{Proposal, next_steps, proposal},
    record::{
        Line, Record,
        check::reason as check_reason,
        check_in::CheckIn,
        command::{Adjust, Change, Choice},
        desk::Desk,
        entry::Seq,
        event::{AdviceDecided, Event, ExercisePaused, Item, Sides, Urgency, Why},
        refusal::{Reason, Refusal},
    },
};

/// An advice of the newest check-in about which nothing was decided yet.
struct Open<'a> {
    content: &'a Content,
    advised: Advised,
    check_in: Seq,
}

fn open<'a>(
    draft: &Draft<'a>,
    check_in: Seq,
    about: Option<&ExerciseId>,
) -> Result<Open<'a>, Refusal> {
    draft.for_registered()?;
    let newest: &CheckIn = draft
        .record
        .check_in()
        .filter(|newest| newest.entry == check_in)
        .ok_or(Reason::NoSuchAdvice(check_in))?;
    if newest.decided.contains_key(&about.cloned()) {
        return Err(Reason::AdviceDecided(check_in).into());
    }
    let advised = newest
        .advice
        .about(about)
        .ok_or(Reason::NoSuchAdvice(check_in))?
        .clone();
    let content = draft.content(&newest.pack.digests.whole)?;
    Ok(Open {
        content,
        advised,
        check_in,
    })
}

/// Whether what made it look safe to go up may be otherwise since: the screening, the content, or how the program stands
/// (HZ-13).
fn outdated(draft: &Draft<'_>, check_in: Seq, content: &Content) -> Result<bool, Refusal> {
    let screening = draft.record.screening();
    if screening.is_none_or(|screening| screening.changed > check_in)
        || draft.program()?.pack.digests.deciding != content.digests.deciding
    {
        return Ok(true);
    }
    let slowed = |line: &Line| match &line.event {
        Event::ProgramHeld(_) => true,
        Event::ExercisePaused(paused) => matches!(paused.why, Why::Said(_)),
        _ => false,
    };
    Ok(draft.record.since(check_in).any(slowed))
}

/// Does what is advised, through the same gates as if a clinician had asked for it.
pub(super) fn follow(
    draft: &mut Draft<'_>,
    check_in: Seq,
    about: Option<&ExerciseId>,
    choice: &Choice,
) -> Result<(), Refusal> {
    let open = open(draft, check_in, about)?;
    if matches!(choice, Choice::Refer { .. }) {
        routine(draft, &open)?;
    }
    let in_line = in_line(&open.advised, open.content);
    // What is in line with the advice is in line with each rule behind it.
    let (Some(&first), Some(rule)) = (in_line.first(), behind(&open.advised).next()) else {
        return Err(Reason::NoSuchAdvice(check_in).into());
    };
    let rule = rule.rule.clone();
    let is_in_line = |effect: Effect| in_line.contains(&effect);
    let effect = match choice {
        Choice::Instead(effect) => *effect,
        Choice::Swap { .. } if is_in_line(Effect::Swap) => Effect::Swap,
        Choice::Refer { .. } if is_in_line(Effect::Refer) => Effect::Refer,
        _ => first,
    };
    if !is_in_line(effect) {
        return Err(Reason::NotAdvised(effect).into());
    }
    if effect.progresses() {
        if draft.program()?.went_up(draft.desk.today) {
            return Err(Reason::PhaseUpToday.into());
        }
        if outdated(draft, check_in, open.content)? {
            return Err(Reason::AdviceOutdated(check_in).into());
        }
    }
    let gentler = match about {
        Some(exercise) => draft.gentler(exercise)?,
        None => Vec::new(),
    };
    let proposal = proposal(
        &draft.record,
        open.content,
        about,
        &open.advised,
        effect,
        gentler,
    );
    // Nobody who says what they want gets something else.
    let wanted = match choice {
        Choice::AsAdvised | Choice::Instead(_) => None,
        Choice::Swap { .. } => Some(Effect::Swap),
        Choice::Raise(_) => Some(Effect::ProgressOne),
        Choice::Refer { .. } => Some(Effect::Refer),
    };
    if let Some(wanted) = wanted.filter(|_| !proposal.leaves_a_choice()) {
        return Err(Reason::NotAdvised(wanted).into());
    }
    let reason = alloc::format!("as advised by {rule} in check-in {check_in}");
    draft.push(AdviceDecided {
        check_in,
        about: about.cloned(),
        advised: open.advised.effect,
        done: Some(effect),
        reason: None,
    });
    let change = |draft: &mut Draft<'_>, change: Change| {
        adjust::adjust(
            draft,
            &Adjust {
                change,
                reason: reason.clone(),
            },
        )
    };
    match (proposal, choice) {
        (Proposal::Nothing, _) => Ok(()),
        (Proposal::Dose(item), _) => change(draft, Change::Dose(*item)),
        (Proposal::Phase(to), _) => change(
            draft,
            Change::Phase {
                to,
                review_on: None,
            },
        ),
        (Proposal::Pause(exercises), _) => {
            for exercise in exercises {
                draft.push(ExercisePaused {
                    exercise,
                    why: Why::Advice {
                        check_in: open.check_in,
                        rule: rule.clone(),
                    },
                });
            }
            Ok(())
        }
        (Proposal::Raise(items), Choice::Raise(exercise)) => {
            let item = items
                .into_iter()
                .find(|item| item.exercise == *exercise)
                .ok_or_else(|| not_raised(&draft.record, open.content, exercise))?;
            change(draft, Change::Dose(item))
        }
        (Proposal::Swap(gentler), Choice::Swap { into, sides }) => {
            if !gentler.contains(into) {
                return Err(Reason::NotGentler(into.clone()).into());
            }
            let out = about.ok_or(Reason::NoSuchAdvice(check_in))?;
            let into = item_of(draft, open.content, out, into, *sides)?;
            change(
                draft,
                Change::Swap {
                    out: out.clone(),
                    into,
                },
            )
        }
        (Proposal::Refer, Choice::Refer { to, reason }) => {
            referral::refer(draft, to, Urgency::Routine, reason, &[])
        }
        (Proposal::Raise(items), _) => {
            Err(Reason::ChooseOne(items.into_iter().map(|item| item.exercise).collect()).into())
        }
        (Proposal::Swap(gentler), _) => Err(Reason::ChooseOne(gentler).into()),
        (Proposal::Refer, _) => {
            routine(draft, &open)?;
            Err(Reason::ToWhom.into())
        }
    }
}

/// Why an exercise is not among those that may go up.
fn not_raised(record: &Record, content: &Content, exercise: &ExerciseId) -> Reason {
    let program = record.running_program();
    let has_step = program.is_some_and(|program| {
        let mut steps = next_steps(program, content).into_iter();
        steps.any(|item| item.exercise == *exercise)
    });
    if has_step {
        Reason::NotGreenYet(exercise.clone())
    } else {
        Reason::NoStep(exercise.clone())
    }
}

/// The rules that give an advice its effect.
fn behind(advised: &Advised) -> impl Iterator<Item = &Fired> {
    let fired = advised.fired.iter();
    fired.filter(|fired| fired.effect == advised.effect)
}

/// What a clinician may do about an advice, what is advised first. Where that was done by itself, it is what the rules behind
/// it name besides. Only what each of those rules names is in line with them all, and nothing of it makes harder what is not
/// to get harder.
pub fn in_line(advised: &Advised, content: &Content) -> Vec<Effect> {
    let names = |fired: &Fired| {
        let mut rules = content.check_in.rules.iter();
        let rule = rules.find(|rule| rule.id == fired.rule);
        rule.map_or(&[][..], |rule| rule.then.as_slice())
    };
    let first = behind(advised).next();
    let besides = first.into_iter().flat_map(names).copied();
    let besides = besides.filter(|effect| {
        *effect != advised.effect
            && (advised.effect.progresses() || !effect.progresses())
            && behind(advised).all(|fired| names(fired).contains(effect))
    });
    let itself = advised.asks().then_some(advised.effect);
    itself.into_iter().chain(besides).collect()
}

/// A referral that is followed is a routine one. Where a finding stands open that cannot wait, or the program rests by a rule
/// that does not leave it at a referral, the clinician refers and says how soon (HZ-43).
fn routine(draft: &Draft<'_>, open: &Open<'_>) -> Result<(), Reason> {
    let mut findings = draft.record.findings.iter();
    let urgent =
        findings.any(|flag| flag.finding.gives.is_flag() && flag.is_open(draft.desk.today));
    let refers = |fired: &Fired| {
        let mut rules = open.content.check_in.rules.iter();
        rules
            .find(|rule| rule.id == fired.rule)
            .is_some_and(|rule| rule.then.contains(&Effect::Refer))
    };
    let program = draft.record.check_in().map(|newest| &newest.advice.program);
    let mut rests = program.into_iter().flat_map(|program| &program.fired);
    let stricter = open.advised.fired.iter().any(refers)
        && rests.any(|fired| fired.effect == Effect::PauseAll && !refers(fired));
    if urgent || stricter {
        return Err(Reason::NotRoutine(open.check_in));
    }
    Ok(())
}

/// An exercise with its own dose, on the side of the one whose place it takes.
fn item_of(
    draft: &Draft<'_>,
    content: &Content,
    out: &ExerciseId,
    into: &ExerciseId,
    sides: Option<Sides>,
) -> Result<Item, Reason> {
    let known = content
        .exercises
        .get(into)
        .ok_or_else(|| Reason::NotGentler(into.clone()))?;
    let of_former = draft
        .program()?
        .plan
        .course(out)
        .and_then(|course| course.item.sides);
    Ok(Item {
        exercise: into.clone(),
        sides: sides.or(of_former).filter(|_| known.one_sided),
        dose: known
            .dose
            .clone()
            .ok_or_else(|| Reason::Dose(into.clone()))?,
    })
}

/// Goes on otherwise than advised, with a reason. Nothing that is done by itself is undone by it.
pub(super) fn otherwise(
    draft: &mut Draft<'_>,
    check_in: Seq,
    about: Option<&ExerciseId>,
    reason: &str,
) -> Result<(), Refusal> {
    let open = open(draft, check_in, about)?;
    if !open.advised.asks() {
        return Err(Reason::NoSuchAdvice(check_in).into());
    }
    check_reason(reason)?;
    draft.push(AdviceDecided {
        check_in,
        about: about.cloned(),
        advised: open.advised.effect,
        done: None,
        reason: Some(reason.into()),
    });
    Ok(())
}

impl Draft<'_> {
    /// Exercises that may take the place of one that runs, best first.
    pub(super) fn gentler(&self, exercise: &ExerciseId) -> Result<Vec<ExerciseId>, Refusal> {
        let plan = &self.program()?.plan;
        let content = self.pack_in_force()?;
        let Some(screening) = self.record.screening() else {
            return Err(Reason::NotScreened.into());
        };
        let at = self.at(content, plan, screening)?;
        let mut running = plan
            .running()
            .map(|item| item.exercise.clone())
            .collect::<alloc::collections::BTreeSet<_>>();
        running.remove(exercise);
        let gentler = self
            .record
            .situation(&at, &running, |situation| situation.instead(exercise));
        Ok(gentler
            .into_iter()
            .filter(|other| plan.course(other).is_none())
            .collect())
    }
}

/// What following an effect of the newest check-in's advice would do now, for whoever shows it.
pub fn proposed(
    record: &Record,
    desk: &Desk<'_>,
    about: Option<&ExerciseId>,
    effect: Effect,
) -> Result<Proposal, Refusal> {
    let draft = Draft::new(record, desk);
    let newest = record.check_in().ok_or(Reason::NoProgram)?;
    let content = draft.content(&newest.pack.digests.whole)?;
    let advised = newest
        .advice
        .about(about)
        .ok_or(Reason::NoSuchAdvice(newest.entry))?;
    let gentler = match about {
        Some(exercise) => draft.gentler(exercise)?,
        None => Vec::new(),
    };
    Ok(proposal(record, content, about, advised, effect, gentler))
}
