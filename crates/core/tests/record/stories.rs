//! Random stories: whatever is tried in whatever order, the invariants hold after every step.

use std::collections::BTreeSet;

use plinth_core::{
    answer::Answer,
    check_in::Effect,
    content::Disposition,
    finding::{Bar, Cause},
    name::ExerciseId,
    record::{
        Record,
        command::{Act, Assign, Change, Choice},
        entry::{Role, Seq},
        event::{
            ConsentForm, Correction, DischargeOutcome, Duty, Event, EvidenceKind, Report, Sides,
            Urgency,
        },
        refusal::Decision,
    },
    sheet::SheetKind,
};
use proptest::prelude::*;

use crate::fixture::*;

/// A step: what is tried, and two numbers that choose its particulars.
type Step = (u8, u8, u8);

const PLACES: [&str; 10] = [
    "saddle",
    "sexual",
    "cancer",
    "eases",
    "old-drop",
    "groin-only",
    "pregnant",
    "brittle",
    "power.left",
    "power.right",
];
const EXERCISES: [&str; 8] = [
    "EX-01", "EX-03", "EX-04", "EX-06", "EX-09", "EX-30", "EX-37", "EX-40",
];

fn any_answer(at: &str, choice: u8) -> Answer {
    if at.starts_with("power") {
        return match choice % 4 {
            0 => number_answer(5),
            1 => number_answer(4),
            2 => number_answer(2),
            _ => Answer::NotAsked,
        };
    }
    match choice % 5 {
        0 => Answer::Yes,
        1 => Answer::No,
        2 => Answer::Unsure,
        3 => Answer::Declined,
        _ => Answer::NotAsked,
    }
}

fn pick<'a>(from: &[&'a str], choice: u8) -> &'a str {
    from[usize::from(choice) % from.len()]
}

fn act(clinic: &Clinic, (kind, a, b): Step) -> Act {
    let chosen = exercise(pick(&EXERCISES, a));
    let sides = (chosen == exercise("EX-03")).then_some(Sides::Right);
    let item = item_of(chosen.as_str(), sides, u16::from(b % 5) + 1);
    let entry = Seq(u32::from(a) % (clinic.record.seq.0 + 1));
    let reason = || String::from("as talked about today");
    let change = |change| adjust(change);
    match kind % 35 {
        0 | 1 => {
            let mut calm = clear();
            calm.insert(slot("leg-pain"), given(number_answer(i64::from(a % 5))));
            screen(calm)
        }
        2 => {
            let at = pick(&PLACES, a);
            screen(clear_but(at, any_answer(at, b)))
        }
        4 => Act::Amend {
            entry,
            correction: Correction::Answers(
                [(
                    slot(pick(&PLACES, b)),
                    given(any_answer(pick(&PLACES, b), a)),
                )]
                .into(),
            ),
            reason: reason(),
        },
        5 | 6 => Act::Resolve {
            finding: clinic
                .record
                .findings
                .get(usize::from(a) % clinic.record.findings.len().max(1))
                .map_or_else(
                    || plinth_core::record::flag::FindingId {
                        entry,
                        cause: Cause::Rule("saddle".parse().unwrap()),
                    },
                    |flag| flag.id.clone(),
                ),
            reason: reason(),
            evidence: [
                EvidenceKind::Examination,
                EvidenceKind::Letter,
                EvidenceKind::MedicalOutcome,
                EvidenceKind::Statement,
            ][usize::from(b) % 4],
            until: clinic
                .today()
                .saturating_add(jiff::Span::new().days(i64::from(b % 20))),
            precaution: Some("watch and call".into()),
        },
        7 | 8 => assign(),
        9 => Act::Assign(Assign {
            program: None,
            phase: Some(phase(pick(&["calm", "build", "maintain"], b))),
            items: Some(vec![item]),
            sides: None,
            review_on: None,
            reason: Some(reason()),
        }),
        10 => change(Change::Add(item)),
        11 => change(Change::Swap {
            out: exercise(pick(&EXERCISES, b)),
            into: item,
        }),
        12 => change(Change::Dose(item)),
        13 => change(Change::Remove(chosen)),
        14 => change(Change::Pause(chosen)),
        15 => change(Change::Resume(chosen)),
        3 | 16 => change(Change::Phase {
            to: phase(pick(&["calm", "build", "maintain"], b)),
            review_on: None,
        }),
        17 => change(Change::Hold),
        18 => change(Change::Release { review_on: None }),
        19 => Act::SetPrecaution {
            precaution: precaution(pick(&["pregnancy", "osteoporosis"], a)),
            reason: reason(),
        },
        20 => Act::EndPrecaution {
            precaution: precaution(pick(&["pregnancy", "osteoporosis"], a)),
            reason: reason(),
        },
        21 => Act::Override {
            exercise: chosen,
            reason: reason(),
        },
        22 => match b % 3 {
            0 => Act::Undo {
                entry: clinic
                    .record
                    .program
                    .as_ref()
                    .and_then(|program| program.last_change.as_ref())
                    .map_or(entry, |change| change.entry),
                reason: reason(),
            },
            1 => Act::Undo {
                entry,
                reason: reason(),
            },
            _ => Act::Strike {
                entry,
                reason: reason(),
            },
        },
        23 => clinic.sheet([SheetKind::Program, SheetKind::Emergency][usize::from(a) % 2]),
        24 => match b % 4 {
            0 => Act::WithdrawConsent { reason: reason() },
            1 => Act::Discharge {
                outcome: DischargeOutcome::Plateau,
                relapse_plan: reason(),
            },
            2 => Act::Reopen { reason: reason() },
            _ => Act::Consent {
                form: ConsentForm::Spoken,
                to: reason(),
            },
        },
        25 => match b % 3 {
            0 => Act::Refer {
                to: "Dr Shah".into(),
                urgency: [Urgency::Routine, Urgency::SameDay][usize::from(a) % 2],
                reason: reason(),
                findings: vec![],
            },
            1 => Act::ReceiveReferral {
                referral: entry,
                receipt: clinic.talk("Dr Shah", "has it"),
            },
            _ => Act::CloseReferral {
                referral: entry,
                outcome: reason(),
            },
        },
        26 => Act::Exam {
            answers: [(slot("power.left"), given(any_answer("power.left", a)))].into(),
        },
        27 | 28 => Act::CheckIn(reported(clinic, a, b)),
        29 | 30 => Act::CheckIn(reported(clinic, 0, b)),
        31..=33 => Act::FollowAdvice {
            check_in: asked(clinic),
            about: about(clinic, a),
            choice: match b % 5 {
                0 | 1 => Choice::AsAdvised,
                2 => Choice::Raise(exercise(pick(&EXERCISES[..3], a))),
                3 => Choice::Swap {
                    into: chosen,
                    sides,
                },
                _ => Choice::Refer {
                    to: "Dr Shah".into(),
                    reason: reason(),
                },
            },
        },
        _ => Act::DecideOtherwise {
            check_in: asked(clinic),
            about: about(clinic, a),
            reason: reason(),
        },
    }
}

/// The newest check-in.
fn asked(clinic: &Clinic) -> Seq {
    let newest = clinic.record.check_ins.last();
    newest.map_or(Seq(1), |newest| newest.entry)
}

/// What is to be decided of the newest check-in, or any exercise of it.
fn about(clinic: &Clinic, choice: u8) -> Option<ExerciseId> {
    let advice = &clinic.record.check_ins.last()?.advice;
    let open: Vec<_> = advice
        .to_decide()
        .map(|(about, _)| about.cloned())
        .collect();
    let place = usize::from(choice);
    match open.get(place % (open.len() + 1)) {
        Some(about) => about.clone(),
        None => Some(
            advice
                .items
                .get(place % (advice.items.len() + 1))?
                .exercise
                .clone(),
        ),
    }
}

/// A report of what runs: clear where `a` is 0, else with one thing of it otherwise, or left out.
fn reported(clinic: &Clinic, a: u8, b: u8) -> Report {
    if clinic.record.running_program().is_none() {
        return Report::default();
    }
    let mut report = clinic.report(i64::from(b % 8));
    let place = usize::from(b) % report.items.len().max(1);
    let mut item = report.items.values_mut().nth(place);
    match a % 7 {
        1 => {
            let at = pick(&PLACES[..2], b);
            report
                .answers
                .insert(slot(at), given(any_answer(at, b / 2)));
        }
        2 => {
            report
                .answers
                .remove(&slot(pick(&["saddle", "leg-pain", "clean"], b)));
        }
        3 => {
            if let Some(about) = &mut item {
                let at = pick(&["shooting", "rise", "settle", "days"], b / 4);
                about.remove(&slot(at));
            }
        }
        4 | 5 => {
            if let Some(about) = &mut item {
                about.insert(slot("rise"), given(number_answer(i64::from(a % 4))));
            }
        }
        6 => {
            if let Some(about) = &mut item {
                about.insert(slot("shooting"), given(any_answer("shooting", b)));
            }
        }
        _ => {}
    }
    report
}

fn open_flags(record: &Record, clinic: &Clinic) -> BTreeSet<(Cause, Disposition)> {
    record
        .findings
        .iter()
        .filter(|flag| flag.finding.gives.is_flag() && flag.is_open(clinic.today()))
        .map(|flag| (flag.id.cause.clone(), flag.finding.gives))
        .collect()
}

fn check(before: &Record, clinic: &Clinic, decision: &Decision) {
    let record = &clinic.record;
    let today = clinic.today();
    let flags = open_flags(record, clinic);
    // INV-01
    assert!(flags.is_empty() || !record.program_runs(today));
    if !flags.is_empty()
        && let Some(program) = record.running_program()
    {
        assert!(
            program.plan.held.is_some(),
            "a flag holds in the same append"
        );
    }
    // INV-02
    if let Some(screening) = record.screening() {
        let missing = !screening.outcome.missing.is_empty();
        let resolved = record.findings.iter().any(|flag| {
            !flag.is_open(today) && matches!(flag.id.cause, Cause::Declined(_) | Cause::Unsure(_))
        });
        assert!(!missing || resolved || record.standing(today).worst >= Disposition::Incomplete);
    }
    // HZ-07: nothing but a resolution closes a flag.
    let resolved: BTreeSet<&Cause> = decision
        .events
        .iter()
        .filter_map(|event| match event {
            Event::FindingResolved(resolved) => Some(&resolved.finding.cause),
            _ => None,
        })
        .collect();
    for (cause, _) in open_flags(before, clinic) {
        assert!(
            resolved.contains(&cause) || flags.iter().any(|(open, _)| *open == cause),
            "{cause} was closed by {:?}",
            decision.events
        );
    }
    // INV-03: an assignment rests on a screening of today that allows it.
    for event in &decision.events {
        if let Event::ProgramAssigned(assigned) = event {
            assert!(before.standing(today).worst.allows_program());
            assert_eq!(
                Some(assigned.screening),
                before.screening().map(|s| s.entry)
            );
        }
        if let Event::PhaseChanged(changed) = event
            && changed.up
        {
            // INV-10
            assert_eq!(changed.met, Some(true));
            assert_ne!(before.program.as_ref().unwrap().went_up_on, Some(today));
        }
    }
    // By itself a check-in only holds and pauses.
    if decision
        .events
        .iter()
        .any(|event| matches!(event, Event::CheckInRecorded(_)))
    {
        for event in &decision.events {
            assert!(
                matches!(
                    event,
                    Event::CheckInRecorded(_)
                        | Event::ProgramHeld(_)
                        | Event::ExercisePaused(_)
                        | Event::TaskOpened(_)
                ),
                "{event:?}"
            );
        }
    }
    for event in &decision.events {
        match event {
            // HZ-13: a check-in with anything that speaks against it, or that may, offers nothing harder.
            Event::CheckInRecorded(recorded) => {
                let advice = &recorded.advice;
                let advised = || {
                    let items = advice.items.iter().map(|item| &item.advised);
                    std::iter::once(&advice.program).chain(items)
                };
                // INV-11: what fired keeps its facts and its source.
                for fired in advised().flat_map(|advised| &advised.fired) {
                    assert!(!fired.because.is_empty() && !fired.evidence.is_empty());
                    assert!(fired.known || !fired.effect.progresses());
                }
                if advice.program.effect.progresses() {
                    assert!(recorded.outcome.disposition.allows_program());
                    assert!(recorded.outcome.missing.is_empty());
                    assert!(advice.light.is_some());
                    assert!(advised().all(|advised| advised.effect >= Effect::Continue));
                }
            }
            // INV-10: at most one step up a visit.
            Event::AdviceDecided(decided) if decided.done.is_some_and(Effect::progresses) => {
                let steps = record.history.iter().filter(|line| {
                    line.on == today
                        && matches!(
                            &line.event,
                            Event::AdviceDecided(d) if d.done.is_some_and(Effect::progresses)
                        )
                });
                assert_eq!(steps.count(), 1);
            }
            _ => {}
        }
    }
    // INV-04
    if let Some(program) = record.running_program()
        && record.program_runs(today)
    {
        for exercise in program.running() {
            for known in &clinic.packs[0].precautions {
                let stands = record
                    .precautions
                    .iter()
                    .any(|stands| stands.precaution == known.id);
                let set_aside = record
                    .overrides
                    .get(&exercise)
                    .is_some_and(|given| given.bars.contains(&Bar::Precaution(known.id.clone())));
                assert!(!stands || !known.exclude.contains(&exercise) || set_aside);
            }
            assert!(!["EX-37", "EX-40"].contains(&exercise.as_str()));
        }
    }
    // INV-05, INV-15
    for (then, now) in before.history.iter().zip(&record.history) {
        assert_eq!((then.seq, &then.event), (now.seq, &now.event));
    }
    assert_eq!(
        record.history.len(),
        before.history.len() + decision.events.len()
    );
    for (place, entry) in clinic.history.iter().enumerate() {
        assert_eq!(entry.seq.0 as usize, place + 1);
        assert_eq!(entry.zone, "Europe/London");
    }
    // INV-09, INV-13: what prints runs.
    if clinic.compose(SheetKind::Program).is_ok() {
        assert!(record.program_runs(today) && record.consent.is_some());
    }
    clinic.compose(SheetKind::Emergency).unwrap();
    // INV-16
    if record.episode().is_none() && before.episode().is_some() {
        assert!(!before.open_referrals().any(|r| r.made.urgency.is_urgent()));
    }
    // HZ-26: whoever has an outdated sheet at home is to be told.
    if let Some(sheet) = record.outdated_sheet() {
        assert!(record.tasks.iter().any(|task| {
            task.duty
                == Duty::TellPatient {
                    sheet: sheet.value.number,
                }
        }));
    }
    // HZ-41: what is folded again, and what is derived again, is the same.
    let again = Record::of(&clinic.history);
    assert_eq!(again, *record);
    assert_eq!(again.index(), record.index());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_story_breaks_an_invariant(
        begun in any::<bool>(),
        steps in proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), 0_u8..40), 1..60)
    ) {
        let mut clinic = if begun {
            Clinic::printed()
        } else {
            Clinic::registered()
        };
        for (kind, a, b, passes) in steps {
            // Mostly the same visit; now and then some days go by, or an assistant sits at the desk.
            if passes > 36 {
                clinic.later(i64::from(passes - 36) * 3);
            }
            clinic.who = if passes == 20 {
                author("p-help", Role::Assistant)
            } else {
                author("p-nair", Role::Clinician)
            };
            let before = clinic.record.clone();
            if let Ok(decision) = clinic.tries(act(&clinic, (kind, a, b))) {
                check(&before, &clinic, &decision);
            } else {
                prop_assert_eq!(&before, &clinic.record);
            }
        }
    }
}
