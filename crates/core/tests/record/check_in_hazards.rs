//! Hazards of check-ins: boundaries, papers, overrides, urgent work.

use std::collections::BTreeSet;

use plinth_core::{
    answer::Answer,
    check_in::Effect,
    condition::{Atom, Comparison, Condition, Fact, Of, Span, Test, Which},
    content::Disposition,
    finding::Bar,
    index::DueKind,
    name::{ExerciseId, QuestionId, RuleId},
    record::{
        allowed_now,
        command::{Act, Change, Choice},
        event::{DischargeOutcome, Event, MergePart, Urgency, Why},
        refusal::Reason,
    },
    sheet::{Block, SheetKind},
};

use crate::fixture::*;

/// The effects of the newest check-in: for the program, and for EX-01, EX-04 and EX-03.
fn checked(clinic: &mut Clinic, days: i64, at: &[(&str, &str, i64)]) -> (Effect, Vec<Effect>) {
    clinic.later(days);
    let mut report = clinic.report(6);
    for (id, question, value) in at {
        let about = report.items.get_mut(&exercise(id)).unwrap();
        about.insert(slot(question), given(number_answer(*value)));
    }
    clinic.does(Act::CheckIn(report));
    let advice = &clinic.record.check_ins.last().unwrap().advice;
    let items = advice.items.iter().map(|item| item.advised.effect);
    (advice.program.effect, items.collect())
}

#[test]
fn hz_05_each_threshold_of_a_check_in_holds_on_its_own_side() {
    use Effect::{Continue, Halve, PauseAll, ProgressOne, Regress};
    // More pain by two halves, by one does not; what lasts for three hours halves, for two does not.
    for (question, value, effect) in [
        ("rise", 1, Continue),
        ("rise", 2, Halve),
        ("settle", 2, Continue),
        ("settle", 3, Halve),
    ] {
        let (_, items) = checked(&mut Clinic::assigned(), 2, &[("EX-04", question, value)]);
        assert_eq!(items, [Continue, effect, Continue], "{question} = {value}");
    }
    // Three amber exercises rest everything, two do not.
    let amber = [
        ("EX-01", "rise", 2),
        ("EX-04", "rise", 2),
        ("EX-03", "rise", 2),
    ];
    assert_eq!(checked(&mut Clinic::assigned(), 2, &amber[..2]).0, Continue);
    assert_eq!(checked(&mut Clinic::assigned(), 2, &amber).0, PauseAll);
    // Two of a light count where they are two days apart.
    for (apart, of_amber, of_green) in [(1, Continue, Continue), (2, Regress, ProgressOne)] {
        let mut clinic = Clinic::assigned();
        checked(&mut clinic, 2, &amber[..1]);
        assert_eq!(checked(&mut clinic, apart, &amber[..1]).0, of_amber);
        let mut clinic = Clinic::assigned();
        checked(&mut clinic, 2, &[]);
        assert_eq!(checked(&mut clinic, apart, &[]).0, of_green);
    }
    // Sixty percent is enough, less is not: 3 of 5 days, and 2 of 5.
    for (done, effect) in [(3, Continue), (2, Halve)] {
        let days = [
            ("EX-01", "days", done),
            ("EX-04", "days", done),
            ("EX-03", "days", done),
        ];
        let (_, items) = checked(&mut Clinic::assigned(), 5, &days);
        assert_eq!(items, [effect; 3], "{done} of 5 days");
    }
}

/// Every exercise that a program sheet tells the patient to do, by any of its words.
fn told(clinic: &Clinic) -> BTreeSet<ExerciseId> {
    let sheet = clinic.compose(SheetKind::Program).unwrap();
    let telling: Vec<&Block> = sheet
        .blocks
        .iter()
        .filter(|block| !matches!(block, Block::NotForNow(_)))
        .collect();
    let words = serde_json::to_string(&telling).unwrap();
    words
        .match_indices("EX-")
        .map(|(at, _)| exercise(&words[at..at + 5]))
        .collect()
}

/// Moves up one phase at a visit some days later, with all that its new exercises need.
fn moves_up(clinic: &mut Clinic, to: &str) {
    clinic.later(3);
    clinic.does(Act::CheckIn(clinic.report(3)));
    clinic.does(adjust(Change::Phase {
        to: phase(to),
        review_on: None,
    }));
}

#[test]
fn hz_12_every_exercise_a_sheet_mentions_is_allowed() {
    for last in ["calm", "build", "maintain"] {
        for standing in [
            vec![],
            vec!["pregnancy"],
            vec!["osteoporosis"],
            vec!["pregnancy", "osteoporosis"],
        ] {
            let mut clinic = Clinic::registered();
            // A flare-up plan that mentions every exercise there is.
            let all: Vec<ExerciseId> = clinic.packs[0].exercises.keys().cloned().collect();
            clinic.packs[0].sheet.flare_up = all
                .iter()
                .map(|id| plinth_core::content::FlareStep {
                    text: format!("Do {id}."),
                    mentions: BTreeSet::from([id.clone()]),
                })
                .collect();
            clinic.does(screen(clear_but("leg-pain", number_answer(3))));
            clinic.does(assign());
            for to in ["build", "maintain"] {
                if last == "calm" || (last == "build" && to == "maintain") {
                    break;
                }
                moves_up(&mut clinic, to);
            }
            for id in &standing {
                clinic.does(Act::SetPrecaution {
                    precaution: precaution(id),
                    reason: "a letter says so".into(),
                });
            }
            let place = ["calm", "build", "maintain"]
                .iter()
                .position(|p| *p == last)
                .unwrap();
            let in_reach: [&[&str]; 3] = [
                &["EX-01", "EX-04", "EX-03", "EX-06"],
                &["EX-09", "EX-10"],
                &["EX-30"],
            ];
            let may: BTreeSet<ExerciseId> = in_reach[..=place]
                .iter()
                .flat_map(|ids| ids.iter())
                .map(|id| exercise(id))
                .filter(|id| {
                    clinic.packs[0]
                        .precautions
                        .iter()
                        .all(|p| !standing.contains(&p.id.as_str()) || !p.exclude.contains(id))
                })
                .collect();
            let told = told(&clinic);
            assert!(told.contains(&exercise("EX-01")));
            assert!(told.is_subset(&may), "{last}, {standing:?}: {told:?}");
            let plan = &clinic.record.running_program().unwrap().plan;
            let now = allowed_now(&clinic.record, &clinic.desk(), &clinic.packs[0], plan).unwrap();
            assert!(told.is_subset(&now));
        }
    }
}

#[test]
fn hz_12_a_caution_bars_its_exercises_until_its_phase() {
    let mut clinic = Clinic::registered();
    let caution = clinic.packs[0].cautions[0].id.clone();
    let planks = plinth_core::content::PhaseItem {
        exercise: exercise("EX-37"),
        needs: None,
        because: "because".into(),
        after: BTreeSet::new(),
        suggested: false,
    };
    clinic.packs[0].programs[0].phases[0].items.push(planks);
    clinic.does(screen(clear_but("leg-pain", number_answer(3))));
    clinic.does(assign());
    let add = || adjust(Change::Add(item_of("EX-37", None, 5)));
    let warns = |clinic: &Clinic| {
        let sheet = clinic.compose(SheetKind::Program).unwrap();
        sheet.blocks.iter().any(|block| {
            matches!(block, Block::NotForNow(not) if not.items.iter().any(|item| item.words == "Do not hold planks."))
        })
    };
    for to in ["build", "maintain"] {
        assert!(warns(&clinic));
        assert!(matches!(
            &clinic.refuses(add())[..],
            [Reason::Barred { bars, .. }] if *bars == [Bar::Caution(caution.clone())]
        ));
        moves_up(&mut clinic, to);
    }
    assert!(!warns(&clinic));
    clinic.does(add());
}

#[test]
fn hz_10_an_override_outlasts_a_check_in_and_ends_at_the_next_full_screening() {
    let mut clinic = Clinic::assigned();
    clinic.does(Act::Override {
        exercise: exercise("EX-09"),
        reason: "was doing it before, no pain".into(),
    });
    clinic.later(2);
    clinic.does(Act::CheckIn(clinic.report(6)));
    assert!(clinic.record.overrides.contains_key(&exercise("EX-09")));
    clinic.does(screen(clear()));
    assert!(clinic.record.overrides.is_empty());
}

#[test]
fn hz_09_an_assistant_asks_and_only_a_clinician_decides() {
    let mut clinic = Clinic::assigned();
    clinic.who = author("p-help", plinth_core::record::entry::Role::Assistant);
    checked(&mut clinic, 2, &[("EX-04", "rise", 2)]);
    let check_in = clinic.record.check_ins.last().unwrap().entry;
    let about = Some(exercise("EX-04"));
    for act in [
        Act::FollowAdvice {
            check_in,
            about: about.clone(),
            choice: Choice::AsAdvised,
        },
        Act::DecideOtherwise {
            check_in,
            about,
            reason: "the pain came from a new chair".into(),
        },
    ] {
        assert_eq!(clinic.refuses(act), [Reason::ForRegistered]);
    }
}

#[test]
fn hz_13_advice_of_another_day_raises_nothing_today() {
    let mut clinic = Clinic::assigned();
    checked(&mut clinic, 3, &[]);
    let (program, _) = checked(&mut clinic, 2, &[]);
    assert_eq!(program, Effect::ProgressOne);
    clinic.later(1);
    let raise = |clinic: &Clinic| Act::FollowAdvice {
        check_in: clinic.record.check_ins.last().unwrap().entry,
        about: None,
        choice: Choice::Raise(exercise("EX-04")),
    };
    assert!(matches!(
        clinic.refuses(raise(&clinic))[..],
        [Reason::NotAskedToday(_), ..]
    ));
    // What was advised before a newer check-in is no longer open.
    let old = raise(&clinic);
    checked(&mut clinic, 0, &[("EX-01", "rise", 2)]);
    assert!(matches!(clinic.refuses(old)[..], [Reason::NoSuchAdvice(_)]));
}

#[test]
fn hz_13_an_exercise_goes_up_by_its_own_green_check_ins_at_its_dose() {
    let mut clinic = Clinic::assigned();
    let raise = |clinic: &Clinic, id: &str| Act::FollowAdvice {
        check_in: clinic.record.check_ins.last().unwrap().entry,
        about: None,
        choice: Choice::Raise(exercise(id)),
    };
    let not_yet = |id: &str| [Reason::NotGreenYet(exercise(id))];
    checked(&mut clinic, 2, &[]);
    clinic.does(adjust(Change::Add(item_of("EX-06", None, 5))));
    // The program was green twice, what was added between only once.
    assert_eq!(checked(&mut clinic, 2, &[]).0, Effect::ProgressOne);
    assert_eq!(clinic.refuses(raise(&clinic, "EX-06")), not_yet("EX-06"));
    clinic.does(raise(&clinic, "EX-04"));
    // What went up waits for two more at its new dose; a rest begins the count again.
    assert_eq!(checked(&mut clinic, 2, &[]).0, Effect::ProgressOne);
    assert_eq!(clinic.refuses(raise(&clinic, "EX-04")), not_yet("EX-04"));
    assert!(clinic.decide(raise(&clinic, "EX-06")).is_ok());
    assert_eq!(checked(&mut clinic, 1, &[]).0, Effect::ProgressOne);
    assert_eq!(clinic.refuses(raise(&clinic, "EX-04")), not_yet("EX-04"));
    checked(&mut clinic, 1, &[]);
    assert!(clinic.decide(raise(&clinic, "EX-04")).is_ok());
}

#[test]
fn hz_43_what_a_check_in_finds_leads_the_day_and_forbids_a_discharge() {
    let mut clinic = Clinic::printed();
    clinic.later(2);
    let mut report = clinic.report(6);
    report.answers.insert(slot("saddle"), given(Answer::Yes));
    clinic.does(Act::CheckIn(report));
    clinic.does(Act::Refer {
        to: "Spinal team".into(),
        urgency: Urgency::SameDay,
        reason: "numb since this morning".into(),
        findings: vec![clinic.finding("saddle")],
    });
    let due = clinic.record.index().unwrap().due;
    let kinds: Vec<DueKind> = due.iter().map(|due| due.kind).collect();
    assert_eq!(
        kinds,
        [
            DueKind::Emergency,
            DueKind::Referral,
            DueKind::Task,
            DueKind::Task,
            DueKind::Review
        ]
    );
    let discharge = Act::Discharge {
        outcome: DischargeOutcome::Referred,
        relapse_plan: "the hospital goes on".into(),
    };
    let flag = Reason::OpenFlag(clinic.finding("saddle"));
    let reasons = clinic.refuses(discharge.clone());
    assert!(matches!(&reasons[..], [Reason::UrgentReferral(_), open] if *open == flag));
    // Days go by, and it still leads.
    clinic.later(20);
    assert_eq!(
        clinic.record.index().unwrap().due[0].kind,
        DueKind::Emergency
    );
    assert_eq!(clinic.refuses(discharge).len(), 2);
}

#[test]
fn ar_16_power_that_drops_at_an_examination_is_a_flag_at_once() {
    let mut clinic = Clinic::assigned();
    let drop = Condition::Atom(Atom {
        fact: Fact::Change(
            Of {
                question: QuestionId::new("power").unwrap(),
                side: Which::AnySide,
            },
            Span::Days(1),
        ),
        test: Test::Compare(Comparison::Less, 0.into()),
    });
    let mut rule = clinic.packs[0].rules[0].clone();
    rule.id = RuleId::new("power-drop").unwrap();
    rule.when = drop;
    rule.gives = Disposition::SameDay;
    rule.at = BTreeSet::from([plinth_core::question::Occasion::Screening]);
    clinic.packs[0].rules.push(rule);
    let exam = |power| Act::Exam {
        answers: [(slot("power.left"), given(number_answer(power)))].into(),
    };
    clinic.later(3);
    clinic.does(exam(4));
    assert_eq!(clinic.standing(), Disposition::SameDay);
    assert!(!clinic.runs());
    assert!(matches!(
        &clinic.record.running_program().unwrap().plan.held,
        Some(Why::Finding(id)) if *id == clinic.finding("power-drop")
    ));
}

#[test]
fn a_rule_brings_the_review_forward_and_a_clinicians_check_in_on_that_day_is_the_review() {
    let mut clinic = Clinic::printed();
    for rule in &mut clinic.packs[0].check_in.rules {
        rule.review_days = (rule.id.as_str() == "ar-02").then_some(2);
    }
    let review = |clinic: &Clinic| clinic.record.running_program().unwrap().plan.review_on;
    assert_eq!(review(&clinic).to_string(), "2026-03-16");
    checked(&mut clinic, 2, &[("EX-04", "rise", 2)]);
    assert_eq!(review(&clinic).to_string(), "2026-03-06");
    // The sheet at home names the later day, and no change of the program puts it off again.
    assert!(clinic.record.outdated_sheet().is_some());
    clinic.does(adjust(Change::Hold));
    clinic.does(adjust(Change::Release { review_on: None }));
    assert_eq!(review(&clinic).to_string(), "2026-03-06");
    // An assistant who asks on that day puts nothing off; a clinician who does has reviewed.
    let help = author("p-help", plinth_core::record::entry::Role::Assistant);
    let nair = std::mem::replace(&mut clinic.who, help);
    checked(&mut clinic, 2, &[]);
    assert_eq!(review(&clinic).to_string(), "2026-03-06");
    clinic.who = nair;
    checked(&mut clinic, 0, &[]);
    assert_eq!(review(&clinic).to_string(), "2026-03-20");
    // Nothing is reviewed where something that is needed was not answered.
    clinic.later(14);
    let mut report = clinic.report(6);
    report.answers.remove(&slot("saddle"));
    clinic.does(Act::CheckIn(report));
    assert_eq!(review(&clinic).to_string(), "2026-03-20");
}

#[test]
fn hz_13_what_a_check_in_did_not_learn_closes_no_finding() {
    let mut clinic = Clinic::assigned();
    let mut rule = clinic.packs[0].rules[0].clone();
    rule.id = RuleId::new("unbearable").unwrap();
    rule.when = Condition::Atom(Atom {
        fact: Fact::Answer(Of {
            question: QuestionId::new("leg-pain").unwrap(),
            side: Which::Whole,
        }),
        test: Test::Compare(Comparison::AtLeast, 9.into()),
    });
    rule.gives = Disposition::Refer;
    clinic.packs[0].rules.push(rule);
    clinic.later(2);
    clinic.does(Act::CheckIn(clinic.report(9)));
    assert_eq!(clinic.standing(), Disposition::Refer);
    // What runs may stay; nothing grows.
    assert!(clinic.runs());
    let dose = adjust(Change::Dose(item_of("EX-04", None, 9)));
    assert!(matches!(
        clinic.refuses(dose)[..],
        [Reason::Standing { .. }]
    ));
    let open = |clinic: &Clinic| {
        let flag = clinic.record.finding(&clinic.finding("unbearable"));
        flag.unwrap().is_open(clinic.today())
    };
    let mut report = clinic.report(3);
    report.answers.remove(&slot("leg-pain"));
    clinic.does(Act::CheckIn(report));
    assert!(open(&clinic));
    clinic.does(Act::CheckIn(clinic.report(3)));
    assert!(!open(&clinic));
    assert_eq!(clinic.standing(), Disposition::Proceed);
}

#[test]
fn inv_10_one_step_up_a_visit_whichever_way_it_was_taken() {
    let raise = |clinic: &Clinic| Act::FollowAdvice {
        check_in: clinic.record.check_ins.last().unwrap().entry,
        about: None,
        choice: Choice::Raise(exercise("EX-04")),
    };
    let up = || {
        adjust(Change::Phase {
            to: phase("build"),
            review_on: None,
        })
    };
    let ready = || {
        let mut clinic = Clinic::assigned();
        clinic.packs[0]
            .check_in
            .rules
            .retain(|rule| rule.id.as_str() != "ar-11");
        for days in [3, 2] {
            clinic.later(days);
            clinic.does(Act::CheckIn(clinic.report(3)));
        }
        clinic
    };
    let mut clinic = ready();
    clinic.does(raise(&clinic));
    assert_eq!(clinic.refuses(up()), [Reason::PhaseUpToday]);
    let mut clinic = ready();
    clinic.does(up());
    assert_eq!(clinic.refuses(raise(&clinic)), [Reason::PhaseUpToday]);
    // Nor by correcting the report on which the first step rested, on that day or after a screening a day later.
    let mut clinic = ready();
    clinic.does(raise(&clinic));
    let check_in = clinic.record.check_ins.last().unwrap().entry;
    let mut correction = plinth_core::record::event::Report::default();
    correction
        .answers
        .insert(slot("leg-pain"), given(number_answer(2)));
    clinic.does(Act::Amend {
        entry: check_in,
        correction: plinth_core::record::event::Correction::Report(correction),
        reason: "typed the wrong key".into(),
    });
    let nothing = [Reason::NoSuchAdvice(check_in)];
    assert_eq!(clinic.refuses(raise(&clinic)), nothing);
    // The next day there is still nothing to follow.
    clinic.later(1);
    clinic.does(screen(clear_but("leg-pain", number_answer(3))));
    assert_eq!(clinic.refuses(raise(&clinic)), nothing);
}

#[test]
fn inv_14_a_check_in_of_before_an_episode_was_reopened_counts_no_more() {
    let mut clinic = Clinic::assigned();
    clinic.later(3);
    clinic.does(Act::CheckIn(clinic.report(6)));
    clinic.does(Act::Discharge {
        outcome: DischargeOutcome::GoalsMet,
        relapse_plan: "short walks, then call us".into(),
    });
    clinic.does(Act::Reopen {
        reason: "it came back on the stairs".into(),
    });
    // Answers of another day, written up today, do not stand for today's.
    let before: std::collections::BTreeMap<_, _> = clear()
        .into_keys()
        .map(|at| (at, jiff::civil::date(2026, 3, 2)))
        .collect();
    clinic.does(Act::Screen {
        pack: "whole-1".into(),
        answers: clear(),
        asked_on: before,
    });
    assert!(matches!(
        clinic.refuses(adjust(Change::Release { review_on: None }))[..],
        [Reason::NotAskedToday(_)]
    ));
}

#[test]
fn hz_13_no_other_effect_of_a_rule_makes_harder_what_is_to_get_less() {
    let mut clinic = Clinic::assigned();
    for rule in &mut clinic.packs[0].check_in.rules {
        if rule.id.as_str() == "ar-03" {
            rule.then.push(Effect::ProgressOne);
        }
    }
    checked(&mut clinic, 2, &[("EX-04", "rise", 2)]);
    let (program, _) = checked(&mut clinic, 2, &[("EX-04", "rise", 2)]);
    assert_eq!(program, Effect::Regress);
    let harder = Act::FollowAdvice {
        check_in: clinic.record.check_ins.last().unwrap().entry,
        about: None,
        choice: Choice::Instead(Effect::ProgressOne),
    };
    assert_eq!(
        clinic.refuses(harder),
        [Reason::NotAdvised(Effect::ProgressOne)]
    );
}

#[test]
fn hz_26_open_advice_and_the_check_in_it_asks_for_are_listed_until_they_are_done() {
    let mut clinic = Clinic::assigned();
    for rule in &mut clinic.packs[0].check_in.rules {
        rule.review_days = (rule.id.as_str() == "ar-02").then_some(2);
    }
    let due = |clinic: &Clinic| -> Vec<(DueKind, i64)> {
        let due = clinic.record.index().unwrap().due;
        due.iter()
            .map(|due| {
                let days = plinth_core::calendar::days_between(clinic.today(), due.on);
                (due.kind, days)
            })
            .collect()
    };
    assert!(matches!(due(&clinic)[..], [(DueKind::Review, 1..)]));
    checked(&mut clinic, 2, &[("EX-04", "rise", 2)]);
    let advised = due(&clinic);
    assert!(advised.contains(&(DueKind::Advice, 0)), "{advised:?}");
    assert!(advised.contains(&(DueKind::CheckIn, 2)), "{advised:?}");
    assert!(advised.iter().all(|(kind, _)| *kind != DueKind::Review));
    let check_in = clinic.record.check_ins.last().unwrap().entry;
    clinic.does(Act::FollowAdvice {
        check_in,
        about: Some(exercise("EX-04")),
        choice: Choice::AsAdvised,
    });
    let kinds = due(&clinic);
    assert!(
        kinds.iter().all(|(kind, _)| *kind != DueKind::Advice),
        "{kinds:?}"
    );
    // A newer one with nothing to decide lists nothing.
    checked(&mut clinic, 2, &[]);
    let kinds = due(&clinic);
    assert!(
        kinds.iter().all(|(kind, _)| *kind != DueKind::Advice),
        "{kinds:?}"
    );
}

#[test]
fn hz_13_a_newer_screening_outdates_an_advice_to_go_up() {
    let mut clinic = Clinic::assigned();
    checked(&mut clinic, 2, &[]);
    assert_eq!(checked(&mut clinic, 2, &[]).0, Effect::ProgressOne);
    let check_in = clinic.record.check_in().unwrap().entry;
    let raise = Act::FollowAdvice {
        check_in,
        about: None,
        choice: Choice::Raise(exercise("EX-04")),
    };
    assert!(clinic.decide(raise.clone()).is_ok());
    clinic.does(screen(clear_but("leg-pain", number_answer(9))));
    assert_eq!(clinic.refuses(raise), [Reason::AdviceOutdated(check_in)]);
}

/// Asserts that what was done last can be undone now, and no more after the check-in of a later day.
fn is_undone_today_and_not_later(clinic: &mut Clinic, leg_pain: i64) {
    let last = clinic.record.seq;
    let undo = || Act::Undo {
        entry: last,
        reason: "that was the wrong patient".into(),
    };
    assert!(clinic.decide(undo()).is_ok());
    clinic.later(4);
    clinic.does(Act::CheckIn(clinic.report(leg_pain)));
    assert_eq!(clinic.refuses(undo()), [Reason::UndoTooLate(last)]);
}

#[test]
fn inv_10_undoing_a_step_down_on_a_later_day_is_no_way_up() {
    let mut clinic = Clinic::assigned();
    moves_up(&mut clinic, "build");
    clinic.later(1);
    clinic.does(Act::CheckIn(clinic.report(3)));
    clinic.does(adjust(Change::Phase {
        to: phase("calm"),
        review_on: None,
    }));
    is_undone_today_and_not_later(&mut clinic, 7);
}

#[test]
fn hz_13_a_program_that_was_held_since_is_not_made_harder_as_advised() {
    let mut clinic = Clinic::assigned();
    checked(&mut clinic, 2, &[]);
    assert_eq!(checked(&mut clinic, 2, &[]).0, Effect::ProgressOne);
    let check_in = clinic.record.check_in().unwrap().entry;
    let raise = Act::FollowAdvice {
        check_in,
        about: None,
        choice: Choice::Raise(exercise("EX-04")),
    };
    clinic.does(adjust(Change::Hold));
    clinic.does(adjust(Change::Release { review_on: None }));
    assert_eq!(clinic.refuses(raise), [Reason::AdviceOutdated(check_in)]);
}

#[test]
fn inv_10_undoing_a_smaller_dose_on_a_later_day_is_no_way_back_to_the_larger() {
    let mut clinic = Clinic::assigned();
    clinic.does(adjust(Change::Dose(item_of("EX-04", None, 3))));
    is_undone_today_and_not_later(&mut clinic, 6);
}

#[test]
fn inv_09_what_a_check_in_paused_is_resumed_and_not_undone() {
    let mut clinic = Clinic::assigned();
    clinic.does(Act::CheckIn(clinic.report_but(
        6,
        "EX-04",
        "shooting",
        Answer::Yes,
    )));
    let paused = clinic
        .record
        .running_program()
        .unwrap()
        .last_change
        .clone()
        .unwrap();
    let undo = Act::Undo {
        entry: paused.entry,
        reason: "the patient feels fine again".into(),
    };
    assert_eq!(
        clinic.refuses(undo),
        [Reason::OnlyResume(exercise("EX-04"))]
    );
}

#[test]
fn hz_15_a_finding_of_a_check_in_is_taken_over_with_its_pack() {
    let goes_on = Clinic::assigned();
    let mut closes = Clinic::assigned();
    closes.record.patient.as_mut().unwrap().number = plinth_core::number::PatientNumber::new(7);
    closes.later(2);
    let mut report = closes.report(3);
    report.answers.insert(slot("saddle"), given(Answer::Yes));
    closes.does(Act::CheckIn(report));
    let (first, _) = plinth_core::record::merge(
        &goes_on.record,
        &closes.record,
        "same passport shown",
        &closes.desk(),
    )
    .unwrap();
    let Event::PatientMerged(merged) = &first.events[0] else {
        panic!("{:?}", first.events);
    };
    let MergePart::GoesOn { findings, .. } = &merged.part else {
        panic!("{merged:?}");
    };
    assert!(!findings.is_empty());
    assert!(findings.iter().all(|finding| finding.pack.is_some()));
}
