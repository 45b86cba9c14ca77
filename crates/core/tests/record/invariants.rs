//! The invariants of the clinical model, one test each.

use plinth_core::{
    answer::Answer,
    content::Disposition,
    finding::Bar,
    record::{
        Record,
        command::{Act, Assign, Change, Command},
        decide,
        entry::{Role, Seq},
        event::{
            Correction, DischargeOutcome, Duty, Event, EvidenceKind, Measure, Sides, Urgency, Why,
        },
        refusal::{Reason, Warning},
    },
    sheet::SheetKind,
};

use crate::fixture::*;

fn has(reasons: &[Reason], matches: impl Fn(&Reason) -> bool) -> bool {
    reasons.iter().any(matches)
}

#[test]
fn inv_01_no_program_is_active_while_a_flag_stands() {
    for (at, answer) in [
        ("saddle", Answer::Yes),
        ("saddle", Answer::Unsure),
        ("cancer", Answer::Yes),
        ("eases", Answer::Unsure),
    ] {
        let mut clinic = Clinic::assigned();
        assert!(clinic.runs());
        let decision = clinic.does(screen(clear_but(at, answer)));
        assert!(!clinic.runs());
        assert!(decision.events.iter().any(|event| matches!(
            event,
            Event::ProgramHeld(held) if matches!(held.why, Why::Finding(_))
        )));
        let release = adjust(Change::Release { review_on: None });
        assert!(has(&clinic.refuses(release), |r| matches!(
            r,
            Reason::Standing { .. }
        )));
    }
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("cancer", Answer::Yes)));
    assert!(has(&clinic.refuses(assign()), |r| matches!(
        r,
        Reason::Standing { .. }
    )));
}

#[test]
fn inv_02_only_an_explicit_answer_on_the_safe_side_is_a_negative() {
    for answer in [
        Answer::NotAsked,
        Answer::Declined,
        Answer::Unsure,
        Answer::Yes,
    ] {
        let mut clinic = Clinic::registered();
        clinic.does(screen(clear_but("saddle", answer)));
        assert!(clinic.standing() >= Disposition::Incomplete);
        clinic.refuses(assign());
    }
    let mut clinic = Clinic::registered();
    let mut answers = clear();
    answers.remove(&slot("saddle"));
    clinic.does(screen(answers));
    clinic.refuses(assign());
}

#[test]
fn inv_03_an_assignment_rests_on_a_recent_screening_and_emergency_questions_of_the_same_day() {
    let clinic = Clinic::registered();
    assert!(has(&clinic.refuses(assign()), |r| *r == Reason::NotScreened));
    let mut clinic = Clinic::screened();
    clinic.later(1);
    let reasons = clinic.refuses(assign());
    assert!(matches!(&reasons[..], [Reason::NotAskedToday(slots)] if slots.len() == 4));
    clinic.later(7);
    assert!(has(&clinic.refuses(assign()), |r| matches!(
        r,
        Reason::ScreeningTooOld { .. }
    )));
    clinic.does(screen(clear()));
    let decision = clinic.does(assign());
    assert!(decision.events.iter().any(|event| matches!(
        event,
        Event::ProgramAssigned(assigned) if Some(assigned.screening) == clinic.record.screening().map(|s| s.entry)
    )));
}

#[test]
fn inv_04_no_excluded_exercise_is_active_without_an_override() {
    let mut clinic = Clinic::assigned();
    let precaution = precaution("osteoporosis");
    let decision = clinic.does(Act::SetPrecaution {
        precaution: precaution.clone(),
        reason: "a letter says so".into(),
    });
    assert!(decision.events.iter().any(|event| matches!(
        event,
        Event::ExercisePaused(paused) if paused.exercise == exercise("EX-03")
            && paused.why == Why::Precaution(precaution.clone())
    )));
    let resume = adjust(Change::Resume(exercise("EX-03")));
    assert!(matches!(
        &clinic.refuses(resume.clone())[..],
        [Reason::Barred { bars, .. }] if *bars == [Bar::Precaution(precaution.clone())]
    ));
    let give = |id: &str| Act::Override {
        exercise: exercise(id),
        reason: "scan is normal, surgeon agrees".into(),
    };
    // Never for rows that nobody may set aside, nor for those without steps, nor early for the last phase's.
    assert!(matches!(
        clinic.refuses(give("EX-37"))[..],
        [Reason::NoOverride { .. }]
    ));
    assert!(matches!(
        &clinic.refuses(give("EX-40"))[..],
        [Reason::NoOverride {
            bar: Bar::NamedOnly,
            ..
        }]
    ));
    assert!(matches!(
        clinic.refuses(give("EX-30"))[..],
        [Reason::OverrideInLastPhase(_)]
    ));
    clinic.who = author("p-help", Role::Assistant);
    assert_eq!(clinic.refuses(give("EX-03")), [Reason::ForRegistered]);
    clinic.who = author("p-nair", Role::Clinician);
    clinic.proved = false;
    assert_eq!(clinic.refuses(give("EX-03")), [Reason::NotProved]);
    clinic.proved = true;
    clinic.does(give("EX-03"));
    clinic.does(resume);
    // It sets aside what bars this exercise, and no other.
    let other = adjust(Change::Add(item_of("EX-06", None, 5)));
    assert!(matches!(clinic.refuses(other)[..], [Reason::Barred { .. }]));
}

#[test]
fn inv_05_history_is_append_only_and_a_wrong_no_raises_the_flag() {
    let mut clinic = Clinic::printed();
    let screening = clinic.record.screening().unwrap().entry;
    let before = clinic.history.clone();
    let decision = clinic.does(Act::Amend {
        entry: screening,
        correction: Correction::Answers(
            [(slot("saddle"), given(Answer::Yes))].into_iter().collect(),
        ),
        reason: "typed the wrong key".into(),
    });
    let kinds: Vec<_> = decision
        .events
        .iter()
        .map(plinth_core::record::entry::Kinded::kind)
        .collect();
    assert_eq!(
        kinds,
        ["EntryAmended", "ProgramHeld", "TaskOpened", "TaskOpened"]
    );
    assert_eq!(clinic.standing(), Disposition::Emergency);
    assert_eq!(clinic.history[..before.len()], before);
    assert!(matches!(
        clinic.record.line(screening).map(|line| &line.event),
        Some(Event::ScreenRecorded(kept)) if kept.answers[&slot("saddle")].answer == Answer::No
    ));
}

#[test]
fn inv_06_a_sheet_names_pack_number_patient_date_clinician_and_review() {
    let clinic = Clinic::printed();
    let entry = clinic.history.last().unwrap();
    let Event::SheetIssued(issued) = &entry.event else {
        panic!("{entry:?}");
    };
    assert_eq!(issued.packs[0].version, "1.0.0");
    assert_eq!(issued.number.to_string(), "0142-E/1A");
    assert_eq!(
        issued.use_until,
        Some(clinic.record.program.as_ref().unwrap().plan.review_on)
    );
    assert_eq!(entry.who.person.as_str(), "p-nair");
    // A number that was not next, or is another patient's, is refused.
    for count in [1, 3] {
        let mut act = clinic.sheet(SheetKind::Program);
        if let Act::IssueSheet(issue) = &mut act {
            issue.number.count = count;
        }
        assert!(matches!(
            clinic.refuses(act)[..],
            [Reason::SheetNumber { next: 2, .. }]
        ));
    }
}

#[test]
fn inv_07_a_new_version_of_the_pack_changes_nothing_until_it_is_accepted() {
    let mut clinic = Clinic::assigned();
    let plan = clinic.record.program.clone().unwrap();
    clinic.adopted.insert("whole-2".into());
    clinic.does(clinic.sheet(SheetKind::Program));
    assert_eq!(clinic.record.program.as_ref(), Some(&plan));
    clinic.does(Act::AcceptContent {
        pack: "whole-2".into(),
        reason: "read the difference".into(),
    });
    let now = clinic.record.program.as_ref().unwrap();
    assert_eq!(now.pack.digests.whole, "whole-2");
    assert_eq!(now.plan, plan.plan);
    // The screening was made with the old one, so everything has to be asked with the new.
    assert!(matches!(
        clinic.refuses(clinic.sheet(SheetKind::Program))[..],
        [Reason::OtherContent { .. }]
    ));
    clinic.does(Act::Screen {
        pack: "whole-2".into(),
        answers: clear(),
        asked_on: std::collections::BTreeMap::default(),
    });
    clinic.does(clinic.sheet(SheetKind::Program));
}

#[test]
fn inv_08_the_recorded_dose_is_the_one_that_was_given() {
    let mut clinic = Clinic::assigned();
    let before = clinic.record.program.as_ref().unwrap().plan.clone();
    assert_eq!(before.courses[0].item.dose, dose(5));
    let item = item_of("EX-01", None, 3);
    clinic.does(adjust(Change::Dose(item.clone())));
    let plan = &clinic.record.program.as_ref().unwrap().plan;
    assert_eq!(plan.courses[0].item, item);
    let mut vague = item_of("EX-01", None, 3);
    vague.dose.repetitions = None;
    assert_eq!(
        clinic.refuses(adjust(Change::Dose(vague))),
        [Reason::Dose(exercise("EX-01"))]
    );
}

#[test]
fn inv_09_what_is_paused_or_removed_does_not_run() {
    let mut clinic = Clinic::assigned();
    clinic.does(adjust(Change::Pause(exercise("EX-01"))));
    clinic.does(adjust(Change::Remove(exercise("EX-04"))));
    let running = clinic.record.program.as_ref().unwrap().running();
    assert_eq!(running, [exercise("EX-03")].into());
    clinic.does(adjust(Change::Remove(exercise("EX-03"))));
    assert_eq!(
        clinic.refuses(clinic.sheet(SheetKind::Program)),
        [Reason::NoExercises]
    );
}

#[test]
fn inv_10_up_one_phase_a_visit_on_known_values() {
    let up = |to: &str| {
        adjust(Change::Phase {
            to: phase(to),
            review_on: None,
        })
    };
    let mut clinic = Clinic::assigned();
    assert!(matches!(
        clinic.refuses(up("build"))[..],
        [Reason::CriteriaNotMet { .. }]
    ));
    clinic.does(screen(clear_but("leg-pain", number_answer(3))));
    assert_eq!(
        clinic.refuses(up("maintain")),
        [Reason::PhaseTooFar(phase("maintain"))]
    );
    clinic.does(up("build"));
    assert_eq!(clinic.refuses(up("maintain")), [Reason::PhaseUpToday]);
    // Down at any time, and what the lower phase does not have rests.
    clinic.does(Act::Teach {
        exercises: vec![exercise("EX-09")],
    });
    clinic.does(adjust(Change::Add(item_of("EX-09", None, 5))));
    clinic.does(up("calm"));
    let plan = &clinic.record.program.as_ref().unwrap().plan;
    assert_eq!(
        plan.course(&exercise("EX-09")).unwrap().paused,
        Some(Why::Phase(phase("calm")))
    );
    // And not up again on the same visit.
    assert_eq!(clinic.refuses(up("build")), [Reason::PhaseUpToday]);
}

#[test]
fn inv_11_a_finding_keeps_its_inputs() {
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("saddle", Answer::Unsure)));
    let flag = clinic.record.finding(&clinic.finding("saddle")).unwrap();
    let because: Vec<_> = flag
        .finding
        .because
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(because, ["saddle = unsure"]);
    assert_eq!(flag.finding.evidence[0].as_str(), "RF-01");
}

#[test]
fn inv_12_an_override_ends_at_the_next_full_screening() {
    let mut clinic = Clinic::assigned();
    clinic.does(Act::SetPrecaution {
        precaution: precaution("pregnancy"),
        reason: "the patient says so".into(),
    });
    clinic.does(Act::Override {
        exercise: exercise("EX-04"),
        reason: "midwife agrees, on the side only".into(),
    });
    clinic.does(adjust(Change::Resume(exercise("EX-04"))));
    let decision = clinic.does(screen(clear()));
    assert!(clinic.record.overrides.is_empty());
    assert!(
        decision
            .warnings
            .contains(&Warning::OverrideEnded(exercise("EX-04")))
    );
    let plan = &clinic.record.program.as_ref().unwrap().plan;
    assert_eq!(
        plan.course(&exercise("EX-04")).unwrap().paused,
        Some(Why::OverrideEnded)
    );
}

#[test]
fn inv_13_without_consent_or_an_open_episode_no_program_is_printed() {
    let mut clinic = Clinic::assigned();
    clinic.does(Act::WithdrawConsent {
        reason: "does not want it any more".into(),
    });
    assert!(!clinic.runs());
    assert!(has(
        &clinic.refuses(clinic.sheet(SheetKind::Program)),
        |r| { *r == Reason::NoConsent }
    ));
    // The emergency sheet and the letter print in every state.
    clinic.does(clinic.sheet(SheetKind::Emergency));
    clinic.does(clinic.sheet(SheetKind::Letter));
    let mut clinic = Clinic::assigned();
    clinic.does(Act::Discharge {
        outcome: DischargeOutcome::GoalsMet,
        relapse_plan: "short walks, then call us".into(),
    });
    assert!(!clinic.runs());
    assert!(has(
        &clinic.refuses(clinic.sheet(SheetKind::Program)),
        |r| { matches!(r, Reason::Discharged(_)) }
    ));
    clinic.does(clinic.sheet(SheetKind::Emergency));
}

#[test]
fn inv_14_a_reopened_episode_starts_from_a_full_screening() {
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("saddle", Answer::Yes)));
    clinic.does(clinic.resolve("saddle", EvidenceKind::MedicalOutcome, 28));
    clinic.does(Act::Discharge {
        outcome: DischargeOutcome::Referred,
        relapse_plan: "the hospital goes on".into(),
    });
    assert!(matches!(
        clinic.refuses(screen(clear()))[..],
        [Reason::Discharged(_)]
    ));
    clinic.does(Act::Reopen {
        reason: "came back with the letter".into(),
    });
    assert!(has(&clinic.refuses(assign()), |r| *r == Reason::NotScreened));
    clinic.does(screen(clear()));
    // The cleared flag is shown, and the visit after it is a cautious one.
    assert_eq!(clinic.standing(), Disposition::Caution);
    clinic.does(assign());
    // The same answer again is another finding: the old clearance does not carry over.
    clinic.does(screen(clear_but("saddle", Answer::Yes)));
    assert_eq!(clinic.standing(), Disposition::Emergency);
}

#[test]
fn inv_15_every_entry_has_its_zone_and_every_flag_its_day() {
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("cancer", Answer::Yes)));
    assert!(
        clinic
            .history
            .iter()
            .all(|entry| entry.zone == "Europe/London")
    );
    let flag = clinic.record.finding(&clinic.finding("cancer")).unwrap();
    assert_eq!(flag.since, clinic.today());
}

#[test]
fn inv_16_no_discharge_with_an_open_urgent_referral() {
    let mut clinic = Clinic::screened();
    clinic.does(Act::Refer {
        to: "Spinal team".into(),
        urgency: Urgency::SameDay,
        reason: "new weakness".into(),
        findings: vec![],
    });
    let discharge = Act::Discharge {
        outcome: DischargeOutcome::Referred,
        relapse_plan: "the hospital goes on".into(),
    };
    let referral = clinic.record.seq;
    assert_eq!(
        clinic.refuses(discharge.clone()),
        [Reason::UrgentReferral(referral)]
    );
    let close = Act::CloseReferral {
        referral,
        outcome: "scan normal".into(),
    };
    assert_eq!(
        clinic.refuses(close.clone()),
        [Reason::UrgentReferral(referral)]
    );
    let nobody = Act::ReceiveReferral {
        referral,
        receipt: clinic.talk(" ", "they have it"),
    };
    assert!(matches!(clinic.refuses(nobody)[..], [Reason::Text { .. }]));
    clinic.does(Act::ReceiveReferral {
        referral,
        receipt: clinic.talk("Dr Shah", "they have it"),
    });
    clinic.does(close);
    clinic.does(discharge);
}

#[test]
fn inv_16_a_referral_that_may_be_under_way_is_not_struck() {
    let strike = |entry| Act::Strike {
        entry,
        reason: "meant for somebody else".into(),
    };
    for (urgency, printed, days, struck) in [
        (Urgency::Routine, None, 0, true),
        (Urgency::Routine, Some(SheetKind::Letter), 0, true),
        (Urgency::Routine, None, 1, false),
        (Urgency::SameDay, None, 0, true),
        (Urgency::SameDay, Some(SheetKind::Letter), 0, false),
        (Urgency::Emergency, None, 0, true),
        (Urgency::Emergency, None, 20, false),
        (Urgency::Emergency, Some(SheetKind::Letter), 0, false),
        (Urgency::Emergency, Some(SheetKind::Emergency), 0, false),
        (Urgency::Emergency, Some(SheetKind::Letter), 20, false),
    ] {
        let told = format!("{urgency:?} {printed:?} {days}");
        let mut clinic = Clinic::screened();
        // A letter of before has nothing to do with it.
        clinic.does(clinic.sheet(SheetKind::Letter));
        clinic.does(Act::Refer {
            to: "Spinal team".into(),
            urgency,
            reason: "numb since this morning".into(),
            findings: vec![],
        });
        let referral = clinic.record.referrals.last().unwrap().id;
        if let Some(kind) = printed {
            clinic.does(clinic.sheet(kind));
        }
        clinic.later(days);
        if struck {
            clinic.does(strike(referral));
            assert!(clinic.record.referrals.is_empty(), "{told}");
            continue;
        }
        assert_eq!(
            clinic.refuses(strike(referral)),
            [Reason::ReferralSent(referral)],
            "{told}"
        );
        let discharge = Act::Discharge {
            outcome: DischargeOutcome::GoalsMet,
            relapse_plan: "walk every day".into(),
        };
        if urgency.is_urgent() {
            assert_eq!(
                clinic.refuses(discharge),
                [Reason::UrgentReferral(referral)],
                "{told}"
            );
        }
    }
}

#[test]
fn inv_16_a_referral_made_in_error_was_never_made_and_its_need_stands() {
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("cancer", Answer::Yes)));
    let refer = |clinic: &mut Clinic| {
        clinic.does(Act::Refer {
            to: "Spinal team".into(),
            urgency: Urgency::SameDay,
            reason: "cancer in the past".into(),
            findings: vec![clinic.finding("cancer")],
        });
        clinic.record.referrals.last().unwrap().id
    };
    let strike = |entry| Act::Strike {
        entry,
        reason: "meant for somebody else".into(),
    };
    let discharge = Act::Discharge {
        outcome: DischargeOutcome::Referred,
        relapse_plan: "the hospital goes on".into(),
    };
    let referral = refer(&mut clinic);
    clinic.who = author("p-desk", Role::Assistant);
    assert_eq!(clinic.refuses(strike(referral)), [Reason::ForRegistered]);
    clinic.who = author("p-nair", Role::Clinician);
    clinic.does(strike(referral));
    assert!(clinic.record.referrals.is_empty());
    assert_eq!(
        clinic.refuses(discharge.clone()),
        [Reason::OpenFlag(clinic.finding("cancer"))]
    );
    assert_eq!(
        clinic.refuses(strike(referral)),
        [Reason::EntryGone(referral)]
    );
    // Made again, it stands in the way again, and one that somebody has is not struck.
    let referral = refer(&mut clinic);
    let refused = clinic.refuses(discharge);
    assert!(refused.contains(&Reason::UrgentReferral(referral)));
    clinic.does(Act::ReceiveReferral {
        referral,
        receipt: clinic.talk("Dr Shah", "they have it"),
    });
    let taken = [Reason::ReferralTaken(referral)];
    assert_eq!(clinic.refuses(strike(referral)), taken);
    clinic.does(Act::CloseReferral {
        referral,
        outcome: "scan normal".into(),
    });
    let closed = [Reason::NoSuchReferral(referral)];
    assert_eq!(clinic.refuses(strike(referral)), closed);
}

#[test]
fn inv_17_findings_and_doses_name_their_source() {
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("cancer", Answer::Yes)));
    for flag in &clinic.record.findings {
        assert!(!flag.finding.evidence.is_empty());
    }
    let clinic = Clinic::assigned();
    let plan = &clinic.record.program.as_ref().unwrap().plan;
    let json = serde_json::to_value(&plan.courses[0].item.dose).unwrap();
    assert_eq!(json["repetitions"]["basis"], "clinic");
}

#[test]
fn inv_19_a_conflict_is_shown_and_never_merged() {
    let mut clinic = Clinic::assigned();
    let seen = clinic.record.seq;
    clinic.does(adjust(Change::Pause(exercise("EX-01"))));
    let late = |act| decide(&clinic.record, &Command { seen, act }, &clinic.desk());
    let refusal = late(adjust(Change::Remove(exercise("EX-01")))).unwrap_err();
    assert_eq!(
        refusal.reasons,
        [Reason::MovedOn {
            seen,
            now: clinic.record.seq
        }]
    );
    assert_eq!(clinic.record.since(seen).count(), 1);
    // A measure says the same whatever came between.
    let measure = Measure {
        instrument: "tug".parse().unwrap(),
        version: None,
        value: 11.into(),
        unit: "s".into(),
        side: None,
        taken_on: clinic.today(),
    };
    assert!(late(Act::Measure(measure)).is_ok());
}

#[test]
fn inv_20_nobody_under_sixteen_gets_the_pack() {
    let mut young = details();
    young.born = jiff::civil::date(2010, 3, 3);
    let mut clinic = Clinic::with(young);
    clinic.does(screen(clear()));
    assert_eq!(clinic.standing(), Disposition::Refer);
    clinic.refuses(assign());
    let resolve = clinic.resolve("child", EvidenceKind::Letter, 28);
    assert!(matches!(
        clinic.refuses(resolve)[..],
        [Reason::OutsidePack(_)]
    ));
    clinic.later(1);
    clinic.does(screen(clear()));
    clinic.does(assign());
}

#[test]
fn hz_26_a_hold_opens_a_task_to_tell_the_patient_that_is_closed_with_who_how_when_and_what() {
    let mut clinic = Clinic::printed();
    clinic.does(adjust(Change::Hold));
    let task = clinic
        .record
        .open_tasks()
        .find(|task| matches!(task.duty, Duty::TellPatient { .. }))
        .unwrap()
        .id;
    let close = |said: &str| Act::CloseTask {
        task,
        done: clinic.talk("the patient", said),
    };
    assert!(matches!(
        clinic.refuses(close(""))[..],
        [Reason::Text { .. }]
    ));
    let close = close("stop the exercises until we meet");
    clinic.does(close);
    assert_eq!(clinic.record.open_tasks().count(), 0);
}

#[test]
fn a_one_sided_exercise_needs_its_side() {
    let clinic = Clinic::screened();
    let act = Act::Assign(Assign {
        program: None,
        phase: None,
        items: None,
        sides: None,
        review_on: None,
        reason: None,
    });
    assert_eq!(clinic.refuses(act), [Reason::NoSide(exercise("EX-03"))]);
    let both = Act::Assign(Assign {
        program: None,
        phase: None,
        items: Some(vec![item_of("EX-01", Some(Sides::Left), 5)]),
        sides: None,
        review_on: None,
        reason: None,
    });
    assert_eq!(
        clinic.refuses(both),
        [Reason::NoSuchSide(exercise("EX-01"))]
    );
}

#[test]
fn folding_passes_over_what_it_does_not_have() {
    let clinic = Clinic::printed();
    for entry in &clinic.history {
        let mut record = Record::default();
        record.apply(entry);
        assert_eq!(record.seq, entry.seq);
    }
    let mut record = Record::of(&clinic.history);
    assert_eq!(record, clinic.record);
    let mut newer = clinic.history[0].clone();
    newer.seq = Seq(99);
    newer.event = Event::Unknown {
        kind: "DreamRecorded".into(),
        version: 7,
    };
    record.apply(&newer);
    let command = Command {
        seen: record.seq,
        act: assign(),
    };
    assert!(matches!(
        decide(&record, &command, &clinic.desk())
            .unwrap_err()
            .reasons[..],
        [Reason::ReadOnly { version: 7, .. }]
    ));
}
