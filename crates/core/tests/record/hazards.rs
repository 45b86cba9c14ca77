//! Hazards of the log that the record controls.

use std::collections::BTreeMap;

use jiff::civil::date;
use plinth_core::{
    answer::Answer,
    content::Disposition,
    finding::Cause,
    index::DueKind,
    record::{
        command::{Act, Change},
        entry::{Role, Seq},
        event::{
            Correction, Details, DischargeOutcome, Duty, EvidenceKind, Measure, NoteFor,
            PrintNeeds, Urgency,
        },
        flag::FlagState,
        refusal::{Reason, Warning},
    },
    sheet::SheetKind,
};

use crate::fixture::*;

const SAFETY: [&str; 6] = [
    "saddle",
    "sexual",
    "cancer",
    "eases",
    "old-drop",
    "power.left",
];

#[test]
fn hz_01_a_question_that_was_not_answered_never_counts_as_a_negative() {
    for at in SAFETY {
        for answer in [None, Some(Answer::NotAsked), Some(Answer::Declined)] {
            let mut clinic = Clinic::registered();
            let mut answers = clear();
            match answer {
                None => {
                    answers.remove(&slot(at));
                }
                Some(answer) => {
                    answers.insert(slot(at), given(answer));
                }
            }
            clinic.does(screen(answers));
            assert!(clinic.standing() >= Disposition::Incomplete, "{at}");
            clinic.refuses(assign());
        }
    }
}

#[test]
fn hz_03_nothing_of_the_same_day_is_closed_while_an_emergency_is_not_excluded() {
    let mut clinic = Clinic::registered();
    let mut answers = clear_but("cancer", Answer::Yes);
    answers.remove(&slot("saddle"));
    clinic.does(screen(answers));
    assert_eq!(clinic.standing(), Disposition::SameDay);
    let resolve = clinic.resolve("cancer", EvidenceKind::Letter, 7);
    assert_eq!(
        clinic.refuses(resolve.clone()),
        [Reason::EmergencyNotExcluded {
            missing: vec!["saddle".parse().unwrap()]
        }]
    );
    let task = clinic.record.open_tasks().next().unwrap().id;
    let close = Act::CloseTask {
        task,
        done: clinic.talk("Dr Shah", "will see the patient today"),
    };
    assert!(matches!(
        clinic.refuses(close.clone())[..],
        [Reason::EmergencyNotExcluded { .. }]
    ));
    // Asked, both may be closed.
    clinic.does(screen(clear_but("cancer", Answer::Yes)));
    clinic.does(close);
    clinic.does(clinic.resolve("cancer", EvidenceKind::Letter, 7));
    assert_eq!(clinic.standing(), Disposition::Caution);
}

#[test]
fn hz_04_the_emergency_is_known_from_answers_and_pack_alone() {
    // Nothing was saved: the decision itself carries the outcome, before any append.
    let clinic = Clinic::registered();
    let decision = clinic
        .decide(screen(clear_but("saddle", Answer::Yes)))
        .unwrap();
    assert!(clinic.record.findings.is_empty());
    let outcome = decision
        .events
        .iter()
        .find_map(|event| match event {
            plinth_core::record::event::Event::ScreenRecorded(screened) => Some(&screened.outcome),
            _ => None,
        })
        .unwrap();
    assert_eq!(outcome.disposition, Disposition::Emergency);
}

#[test]
fn hz_07_only_a_resolution_lowers_a_flag() {
    for (at, wrong) in [
        ("saddle", Answer::Yes),
        ("cancer", Answer::Unsure),
        ("eases", Answer::No),
    ] {
        let mut clinic = Clinic::assigned();
        clinic.does(screen(clear_but(at, wrong)));
        let standing = clinic.standing();
        let screening = clinic.record.screening().unwrap().entry;
        let right = clear()[&slot(at)].clone();
        let amended = clinic.does(Act::Amend {
            entry: screening,
            correction: Correction::Answers([(slot(at), right)].into()),
            reason: "typed the wrong key".into(),
        });
        assert!(matches!(amended.warnings[..], [Warning::FindingStands(_)]));
        assert_eq!(clinic.standing(), standing);
        for act in [
            Act::Strike {
                entry: screening,
                reason: "entered in error".into(),
            },
            Act::Undo {
                entry: screening,
                reason: "entered in error".into(),
            },
        ] {
            assert_eq!(clinic.refuses(act), [Reason::OnlyResolve(screening)]);
        }
        // Nor does asking again and being told no.
        clinic.does(screen(clear()));
        assert_eq!(clinic.standing(), standing);
        // Nor the undoing of the hold that it made.
        let held = clinic
            .history
            .iter()
            .rev()
            .find(|entry| {
                matches!(
                    entry.event,
                    plinth_core::record::event::Event::ProgramHeld(_)
                )
            })
            .unwrap()
            .seq;
        let undo = Act::Undo {
            entry: held,
            reason: "entered in error".into(),
        };
        assert_eq!(clinic.refuses(undo), [Reason::OnlyResolve(held)]);
    }
}

#[test]
fn hz_07_every_amendment_to_the_worse_raises_holds_and_tells() {
    for (at, worse) in [
        ("saddle", Answer::Yes),
        ("sexual", Answer::Unsure),
        ("cancer", Answer::Yes),
        ("eases", Answer::No),
        ("old-drop", Answer::Yes),
        ("power.left", number_answer(2)),
    ] {
        let mut clinic = Clinic::printed();
        clinic.does(Act::Amend {
            entry: clinic.record.screening().unwrap().entry,
            correction: Correction::Answers([(slot(at), given(worse))].into()),
            reason: "typed the wrong key".into(),
        });
        assert!(clinic.standing().is_flag(), "{at}");
        assert!(!clinic.runs());
        clinic.refuses(clinic.sheet(SheetKind::Program));
        let duties: Vec<_> = clinic.record.open_tasks().map(|task| &task.duty).collect();
        assert!(matches!(
            duties[..],
            [Duty::CallBack { .. }, Duty::TellPatient { .. }]
        ));
    }
}

#[test]
fn hz_07_an_emergency_needs_a_medical_outcome_unless_it_was_unsure_and_asked_again() {
    for evidence in [
        EvidenceKind::Statement,
        EvidenceKind::Examination,
        EvidenceKind::Letter,
    ] {
        let mut clinic = Clinic::registered();
        clinic.does(screen(clear_but("saddle", Answer::Yes)));
        assert!(matches!(
            clinic.refuses(clinic.resolve("saddle", evidence, 7))[..],
            [Reason::NeedsMedicalOutcome(_)]
        ));
    }
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("saddle", Answer::Unsure)));
    let flag = clinic.finding("saddle");
    let resolve = clinic.resolve("saddle", EvidenceKind::Statement, 7);
    assert_eq!(
        clinic.refuses(resolve.clone()),
        [Reason::NeedsMedicalOutcome(flag.clone())]
    );
    // Still unsure is as good as yes.
    clinic.does(screen(clear_but("saddle", Answer::Unsure)));
    clinic.refuses(clinic.resolve("saddle", EvidenceKind::Statement, 7));
    clinic.does(screen(clear()));
    clinic.does(clinic.resolve("saddle", EvidenceKind::Statement, 7));
    assert_eq!(clinic.standing(), Disposition::Caution);
    // A yes that became unsure, asked again or amended, was a yes.
    for amended in [false, true] {
        let mut clinic = Clinic::registered();
        clinic.does(screen(clear_but("saddle", Answer::Yes)));
        if amended {
            clinic.does(Act::Amend {
                entry: clinic.record.screening().unwrap().entry,
                correction: Correction::Answers([(slot("saddle"), given(Answer::Unsure))].into()),
                reason: "the patient was not certain".into(),
            });
        }
        clinic.does(screen(clear_but("saddle", Answer::Unsure)));
        clinic.does(screen(clear()));
        assert!(matches!(
            clinic.refuses(clinic.resolve("saddle", EvidenceKind::Statement, 7))[..],
            [Reason::NeedsMedicalOutcome(_)]
        ));
    }
}

#[test]
fn hz_08_days_are_calendar_days_of_the_clinic() {
    let mut clinic = Clinic::registered();
    clinic.now = "2026-03-02T23:59:00Z".parse().unwrap();
    clinic.does(screen(clear()));
    assert!(clinic.decide(assign()).is_ok());
    clinic.now = "2026-03-03T00:01:00Z".parse().unwrap();
    assert!(matches!(
        clinic.refuses(assign())[..],
        [Reason::NotAskedToday(_)]
    ));
    // Answers that are written up later count from the day on which they were given.
    let yesterday: BTreeMap<_, _> = clear()
        .into_keys()
        .map(|at| (at, date(2026, 3, 2)))
        .collect();
    clinic.does(Act::Screen {
        pack: "whole-1".into(),
        answers: clear(),
        asked_on: yesterday,
    });
    clinic.refuses(assign());
}

#[test]
fn hz_08_a_resolution_ends_and_the_finding_stands_again() {
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("cancer", Answer::Yes)));
    for days in [-1, 29] {
        assert!(matches!(
            clinic.refuses(clinic.resolve("cancer", EvidenceKind::Letter, days))[..],
            [Reason::Date { .. }]
        ));
    }
    clinic.does(clinic.resolve("cancer", EvidenceKind::Letter, 2));
    clinic.does(assign());
    assert!(clinic.runs());
    // A screening that does not ask again settles nothing.
    clinic.does(screen(clear_but("cancer", Answer::Declined)));
    clinic.does(screen(clear_but("cancer", Answer::NotAsked)));
    let flag = clinic.record.finding(&clinic.finding("cancer")).unwrap();
    assert!(matches!(flag.state, FlagState::Resolved { .. }));
    clinic.does(screen(clear_but("cancer", Answer::Yes)));
    clinic.does(clinic.resolve("cancer", EvidenceKind::Letter, 2));
    clinic.does(adjust(Change::Release { review_on: None }));
    assert!(clinic.runs());
    clinic.later(2);
    assert!(clinic.runs());
    clinic.later(1);
    assert_eq!(clinic.standing(), Disposition::SameDay);
    assert!(!clinic.runs());
    // An examination of another day is no evidence for this one.
    assert!(matches!(
        clinic.refuses(clinic.resolve("cancer", EvidenceKind::Examination, 2))[..],
        [Reason::NotThisVisit(_)]
    ));
}

#[test]
fn hz_11_declined_stays_declined_and_has_a_way_out() {
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("sexual", Answer::Declined)));
    assert_eq!(clinic.standing(), Disposition::Incomplete);
    let finding = clinic.finding("declined.sexual");
    let resolve = |precaution: Option<&str>| Act::Resolve {
        finding: finding.clone(),
        reason: "talked in private, no other sign".into(),
        evidence: EvidenceKind::Statement,
        until: date(2026, 3, 9),
        precaution: precaution.map(Into::into),
    };
    let reasons = clinic.refuses(resolve(None));
    assert_eq!(reasons, [Reason::NeedsPrecaution(finding.clone())]);
    assert!(reasons[0].way_out().contains("private card"));
    clinic.does(resolve(Some("call in two days, card given")));
    clinic.does(assign());
    let screening = clinic.record.screening().unwrap();
    assert_eq!(screening.answers[&slot("sexual")].answer, Answer::Declined);
    let review_on = clinic.record.program.as_ref().unwrap().plan.review_on;
    assert_eq!(review_on, date(2026, 3, 9));
    // What was never asked is asked, not resolved.
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("sexual", Answer::NotAsked)));
    assert!(matches!(
        clinic.refuses(clinic.resolve("not-asked.sexual", EvidenceKind::Letter, 1))[..],
        [Reason::OnlyAsked(_)]
    ));
}

#[test]
fn hz_10_a_reason_is_more_than_one_key_held_down() {
    let mut clinic = Clinic::assigned();
    for reason in ["", "   ", "xxxxxxxx", "...", "ok"] {
        let act = Act::Override {
            exercise: exercise("EX-09"),
            reason: reason.into(),
        };
        assert!(matches!(clinic.refuses(act)[..], [Reason::Text { .. }]));
    }
    clinic.does(Act::Override {
        exercise: exercise("EX-09"),
        reason: "was doing it before, no pain".into(),
    });
}

#[test]
fn hz_15_registering_keeps_who_was_looked_at() {
    let mut clinic = Clinic::default();
    let other = plinth_core::number::PatientNumber::new(7);
    clinic.does(Act::Register {
        number: plinth_core::number::PatientNumber::new(142),
        details: details(),
        not_the_same_as: vec![other],
    });
    assert!(matches!(
        &clinic.history[0].event,
        plinth_core::record::event::Event::PatientRegistered(e) if e.not_the_same_as == [other]
    ));
    let again = Act::Register {
        number: plinth_core::number::PatientNumber::new(143),
        details: details(),
        not_the_same_as: vec![],
    };
    assert!(matches!(clinic.refuses(again)[..], [Reason::Registered(_)]));
}

#[test]
fn hz_15_merging_takes_over_what_keeps_the_patient_safe() {
    let mut goes_on = Clinic::printed();
    let mut closes = Clinic::with(details());
    closes.record.patient.as_mut().unwrap().number = plinth_core::number::PatientNumber::new(7);
    closes.does(screen(clear_but("saddle", Answer::Yes)));
    let raised_on = closes.today();
    closes.later(2);
    goes_on.later(2);
    let mut answers = clear();
    answers.insert(slot("brittle"), given(Answer::Yes));
    closes.does(screen(answers));
    let (first, second) = plinth_core::record::merge(
        &goes_on.record,
        &closes.record,
        "same passport shown",
        &goes_on.desk(),
    )
    .unwrap();
    let fold = |clinic: &Clinic, events| {
        let mut record = clinic.record.clone();
        for entry in plinth_core::record::entry::entries(
            record.seq,
            clinic.now,
            &clinic.zone,
            clinic.today(),
            &clinic.who,
            events,
        ) {
            record.apply(&entry);
        }
        record
    };
    let survivor = fold(&goes_on, first.events);
    assert_eq!(
        survivor.standing(goes_on.today()).worst,
        Disposition::Emergency
    );
    assert!(!survivor.program_runs(goes_on.today()));
    let saddle = survivor
        .findings
        .iter()
        .find(|flag| flag.id.cause.to_string() == "saddle");
    assert_eq!(saddle.unwrap().since, raised_on, "its age goes on");
    assert!(
        survivor
            .precautions
            .iter()
            .any(|stands| stands.precaution == precaution("osteoporosis"))
    );
    let duplicate = fold(&closes, second.events);
    assert!(duplicate.index().is_none());
    let command = plinth_core::record::command::Command {
        seen: duplicate.seq,
        act: assign(),
    };
    assert!(matches!(
        plinth_core::record::decide(&duplicate, &command, &closes.desk())
            .unwrap_err()
            .reasons[..],
        [Reason::Merged(_)]
    ));
}

#[test]
fn hz_16_answers_of_other_questions_are_refused() {
    let clinic = Clinic::registered();
    for at in ["saddle_numbness", "power", "saddle.left", "appetite"] {
        let Ok(at) = at.parse() else { continue };
        let mut answers = clear();
        answers.insert(at, given(Answer::No));
        assert!(matches!(
            clinic.refuses(screen(answers))[..],
            [Reason::NoSuchQuestion(_)]
        ));
    }
}

#[test]
fn hz_19_values_are_within_their_question() {
    let clinic = Clinic::registered();
    for (at, answer) in [
        ("leg-pain", number_answer(11)),
        ("leg-pain", number_answer(-1)),
        ("leg-pain", Answer::Yes),
        ("saddle", number_answer(0)),
        (
            "leg-pain",
            Answer::Value(plinth_core::answer::Value::Number("6.5".parse().unwrap())),
        ),
    ] {
        assert_eq!(
            clinic.refuses(screen(clear_but(at, answer))),
            [Reason::WrongAnswer(slot(at))]
        );
    }
    let mut measure = Measure {
        instrument: "nprs-leg-worst".parse().unwrap(),
        version: None,
        value: 6.into(),
        unit: String::new(),
        side: None,
        taken_on: clinic.today(),
    };
    assert!(matches!(
        clinic.refuses(Act::Measure(measure.clone()))[..],
        [Reason::Unit { .. }]
    ));
    measure.unit = "of 10".into();
    for (value, reason) in [("11", "number from 0 to 10"), ("6.5", "whole number")] {
        let mut wrong = measure.clone();
        wrong.value = value.parse().unwrap();
        let reasons = clinic.refuses(Act::Measure(wrong));
        assert!(reasons[0].to_string().contains(reason), "{reasons:?}");
    }
    let mut wrong = measure.clone();
    wrong.instrument = "nprs-leg".parse().unwrap();
    assert_eq!(
        clinic.refuses(Act::Measure(wrong)),
        [Reason::NoSuchInstrument]
    );
    let mut wrong = measure.clone();
    wrong.side = Some(plinth_core::answer::Side::Left);
    assert!(matches!(
        clinic.refuses(Act::Measure(wrong))[..],
        [Reason::MeasuredWithoutSide(_)]
    ));
    measure.taken_on = clinic.today().tomorrow().unwrap();
    assert!(matches!(
        clinic.refuses(Act::Measure(measure))[..],
        [Reason::Date { .. }]
    ));
}

#[test]
fn hz_20_age_is_judged_on_the_day_of_the_decision() {
    // Born on 29 February: sixteen on 1 March in a common year.
    for (now, standing) in [
        ("2029-02-28T12:00:00Z", Disposition::Refer),
        ("2029-03-01T12:00:00Z", Disposition::Proceed),
    ] {
        let mut clinic = Clinic {
            now: now.parse().unwrap(),
            ..Clinic::default()
        };
        clinic.does(Act::Register {
            number: plinth_core::number::PatientNumber::new(142),
            details: Details {
                born: date(2013, 3, 1),
                ..details()
            },
            not_the_same_as: vec![],
        });
        clinic.does(screen(clear()));
        assert_eq!(clinic.standing(), standing);
    }
    let mut clinic = Clinic {
        now: "2028-02-28T12:00:00Z".parse().unwrap(),
        ..Clinic::default()
    };
    clinic.does(Act::Register {
        number: plinth_core::number::PatientNumber::new(142),
        details: Details {
            born: date(2012, 2, 29),
            ..details()
        },
        not_the_same_as: vec![],
    });
    clinic.does(screen(clear()));
    assert_eq!(clinic.standing(), Disposition::Refer);
    clinic.later(1);
    clinic.does(screen(clear()));
    assert_eq!(clinic.standing(), Disposition::Proceed);
}

#[test]
fn hz_21_a_clock_that_jumped_stops_writing_until_it_is_confirmed() {
    for days in [-1, 36] {
        let mut clinic = Clinic::assigned();
        clinic.later(days);
        let pause = adjust(Change::Pause(exercise("EX-01")));
        assert!(matches!(
            clinic.refuses(pause.clone())[..],
            [Reason::Clock { .. }]
        ));
        clinic.does(Act::ConfirmClock {
            reason: "the battery was changed".into(),
        });
        clinic.does(pause);
    }
    let clinic = Clinic::assigned();
    let confirm = Act::ConfirmClock {
        reason: "the battery was changed".into(),
    };
    assert_eq!(clinic.refuses(confirm), [Reason::ClockIsRight]);
}

#[test]
fn hz_30_text_that_cannot_be_printed_is_refused() {
    let clinic = Clinic::registered();
    for bad in ["a\u{202e}b", "a\u{0}b", "a\u{200b}b", "line\nline"] {
        let correct = Act::Correct {
            details: Details {
                name: bad.into(),
                ..details()
            },
            reason: "wrong spelling".into(),
        };
        assert!(matches!(
            clinic.refuses(correct)[..],
            [Reason::Character { .. }]
        ));
    }
    let correct = |name: String| Act::Correct {
        details: Details {
            name,
            print: PrintNeeds::default(),
            ..details()
        },
        reason: "wrong spelling".into(),
    };
    assert!(matches!(
        clinic.refuses(correct("x".repeat(1000)))[..],
        [Reason::Text { .. }]
    ));
    assert!(clinic.decide(correct("Zoë 王芳 O'Brien".into())).is_ok());
}

#[test]
fn hz_38_no_refusal_or_warning_says_anything_of_the_patient() {
    let mut clinic = Clinic::printed();
    clinic.does(Act::Goal {
        words: "Quillfeather goal".into(),
        now: Some(3),
    });
    let mut said = String::new();
    let mut heard = 0;
    let mut hear = |clinic: &Clinic, act: Act| match clinic.decide(act) {
        Ok(decision) => {
            for warning in decision.warnings {
                said.push_str(&warning.to_string());
            }
        }
        Err(refusal) => {
            for reason in &refusal.reasons {
                heard += 1;
                for words in [&reason.to_string(), reason.rule(), reason.way_out()] {
                    said.push_str(words);
                }
            }
        }
    };
    let future = Details {
        born: date(2085, 3, 14),
        ..details()
    };
    for act in [
        assign(),
        screen(clear_but("saddle", Answer::Yes)),
        screen(clear_but("leg-pain", number_answer(77))),
        Act::Correct {
            details: future,
            reason: "wrong spelling".into(),
        },
        Act::Correct {
            details: details(),
            reason: "wrong spelling".into(),
        },
        Act::Reopen {
            reason: "came back".into(),
        },
        Act::Undo {
            entry: Seq(1),
            reason: "entered in error".into(),
        },
        adjust(Change::Release { review_on: None }),
    ] {
        hear(&clinic, act.clone());
        clinic.who = author("p-help", Role::Assistant);
        hear(&clinic, act);
        clinic.who = author("p-nair", Role::Clinician);
    }
    assert!(heard > 10);
    for canary in ["Quillfeather", "Canary", "1985", "2085", "77"] {
        assert!(!said.contains(canary), "{canary} in {said}");
    }
}

#[test]
fn hz_41_the_derived_row_lists_flags_referrals_tasks_and_reviews() {
    let mut clinic = Clinic::printed();
    clinic.does(screen(clear_but("cancer", Answer::Yes)));
    clinic.does(Act::Refer {
        to: "Dr Shah".into(),
        urgency: Urgency::SameDay,
        reason: "cancer in the past, new pain".into(),
        findings: vec![clinic.finding("cancer")],
    });
    let row = clinic.record.index().unwrap();
    let kinds: Vec<_> = row.due.iter().map(|due| due.kind).collect();
    assert_eq!(
        kinds,
        [
            DueKind::SameDay,
            DueKind::Referral,
            DueKind::Task,
            DueKind::Task,
            DueKind::Review
        ]
    );
    assert_eq!(row.words, ["Canary", "Quillfeather"]);
    assert!(
        row.due
            .iter()
            .all(|due| !due.about.contains("Quillfeather"))
    );
    // Discharge does not hide an open flag: it is refused.
    let discharge = Act::Discharge {
        outcome: DischargeOutcome::LostToFollowUp,
        relapse_plan: "call us if it comes back".into(),
    };
    assert!(
        clinic
            .refuses(discharge)
            .iter()
            .any(|reason| matches!(reason, Reason::OpenFlag(_)))
    );
}

/// Each cell of the table: who may do what (HZ-42).
#[test]
fn hz_42_only_a_registered_clinician_decides() {
    let mut clinic = Clinic::printed();
    clinic.does(screen(clear_but("groin-only", Answer::Yes)));
    let resolve = clinic.resolve("groin", EvidenceKind::Examination, 7);
    let for_clinicians = [
        resolve,
        assign(),
        adjust(Change::Remove(exercise("EX-01"))),
        adjust(Change::Add(item_of("EX-06", None, 5))),
        adjust(Change::Release { review_on: None }),
        Act::Override {
            exercise: exercise("EX-09"),
            reason: "was doing it before".into(),
        },
        Act::EndPrecaution {
            precaution: precaution("pregnancy"),
            reason: "the child is born".into(),
        },
        Act::Exam {
            answers: [(slot("power.left"), given(number_answer(5)))].into(),
        },
        Act::Discharge {
            outcome: DischargeOutcome::Plateau,
            relapse_plan: "walk, then call".into(),
        },
        Act::Reopen {
            reason: "came back".into(),
        },
    ];
    clinic.who = author("p-help", Role::Assistant);
    for act in for_clinicians {
        assert_eq!(clinic.refuses(act), [Reason::ForRegistered]);
    }
    // Holding, pausing and saying that a precaution stands are open to all: they only make it stricter.
    for act in [
        adjust(Change::Hold),
        adjust(Change::Pause(exercise("EX-01"))),
        Act::SetPrecaution {
            precaution: precaution("pregnancy"),
            reason: "the patient says so".into(),
        },
    ] {
        assert!(clinic.decide(act).is_ok());
    }
    // And an attested answer is a clinician's to make milder.
    assert_eq!(
        clinic.refuses(screen(clear())),
        [Reason::Attested(slot("old-drop"))]
    );
    assert!(
        clinic
            .decide(screen(clear_but("old-drop", Answer::Yes)))
            .is_ok()
    );
    // A clinician without the passphrase given again resolves nothing.
    clinic.who = author("p-nair", Role::Clinician);
    clinic.proved = false;
    let resolve = clinic.resolve("groin", EvidenceKind::Examination, 7);
    assert_eq!(clinic.refuses(resolve), [Reason::NotProved]);
}

#[test]
fn a_cause_is_written_as_commands_take_it() {
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("saddle", Answer::Yes)));
    let id = clinic.finding("saddle");
    assert_eq!(id.to_string(), format!("{}:saddle", id.entry));
    assert!(matches!(id.cause, Cause::Rule(_)));
}

#[test]
fn hz_07_worse_answers_raise_a_resolved_finding_again() {
    let exam = |grade| Act::Exam {
        answers: [(slot("power.left"), given(number_answer(grade)))].into(),
    };
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("power.left", number_answer(2))));
    clinic.does(clinic.resolve("severe-weakness", EvidenceKind::MedicalOutcome, 14));
    clinic.does(assign());
    // The same again is known.
    clinic.does(exam(2));
    assert!(clinic.runs());
    clinic.does(exam(0));
    assert_eq!(clinic.standing(), Disposition::Emergency);
    assert!(!clinic.runs());
}

#[test]
fn hz_12_a_note_for_the_sheet_names_nothing_that_was_barred_since() {
    let mut clinic = Clinic::assigned();
    clinic.later(1);
    clinic.does(Act::CheckIn(clinic.report(6)));
    clinic.does(adjust(Change::Note {
        reader: NoteFor::Sheet,
        exercise: None,
        text: "If it goes well, Move EX-06 too".into(),
    }));
    assert!(clinic.compose(SheetKind::Program).is_ok());
    clinic.does(Act::SetPrecaution {
        precaution: precaution("osteoporosis"),
        reason: "the scan came back".into(),
    });
    assert!(matches!(
        clinic.compose(SheetKind::Program).unwrap_err().reasons[..],
        [Reason::MeansBarred { .. }]
    ));
}

#[test]
fn hz_15_merging_does_not_lose_what_was_resolved_for_a_time() {
    let goes_on = Clinic::assigned();
    let mut closes = Clinic::with(details());
    closes.record.patient.as_mut().unwrap().number = plinth_core::number::PatientNumber::new(7);
    closes.does(screen(clear_but("cancer", Answer::Yes)));
    closes.does(closes.resolve("cancer", EvidenceKind::Letter, 1));
    let (first, _) = plinth_core::record::merge(
        &goes_on.record,
        &closes.record,
        "same passport shown",
        &goes_on.desk(),
    )
    .unwrap();
    let mut survivor = goes_on.record.clone();
    for entry in plinth_core::record::entry::entries(
        survivor.seq,
        goes_on.now,
        &goes_on.zone,
        goes_on.today(),
        &goes_on.who,
        first.events,
    ) {
        survivor.apply(&entry);
    }
    assert!(survivor.standing(goes_on.today()).worst.is_flag());
    assert!(!survivor.program_runs(goes_on.today()));
}

#[test]
fn hz_20_another_date_of_birth_needs_another_screening() {
    let mut clinic = Clinic::printed();
    clinic.does(Act::Correct {
        details: Details {
            born: date(2012, 3, 14),
            ..details()
        },
        reason: "read off the passport".into(),
    });
    assert!(!clinic.runs());
    assert!(
        clinic
            .refuses(clinic.sheet(SheetKind::Program))
            .contains(&Reason::NotScreened)
    );
    clinic.refuses(adjust(Change::Release { review_on: None }));
    clinic.does(screen(clear()));
    assert_eq!(clinic.standing(), Disposition::Refer);
    clinic.refuses(clinic.sheet(SheetKind::Program));
}

#[test]
fn hz_26_the_paper_does_not_outlive_a_resolution() {
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("cancer", Answer::Yes)));
    clinic.does(clinic.resolve("cancer", EvidenceKind::Letter, 2));
    clinic.does(assign());
    let review_on = clinic.record.program.as_ref().unwrap().plan.review_on;
    assert_eq!(review_on, date(2026, 3, 4));
}

#[test]
fn hz_42_an_examination_is_amended_by_registered_clinicians_only() {
    let mut clinic = Clinic::registered();
    clinic.does(screen(clear_but("power.left", Answer::Declined)));
    let entry = clinic.record.screening().unwrap().entry;
    clinic.who = author("j-desk", Role::Assistant);
    assert_eq!(
        clinic.refuses(Act::Amend {
            entry,
            correction: Correction::Answers([(slot("power.left"), given(number_answer(5)))].into()),
            reason: "read the card again".into(),
        }),
        [Reason::ForRegistered]
    );
}

#[test]
fn hz_01_what_an_earlier_screening_is_amended_to_does_not_answer_a_later_one() {
    let mut clinic = Clinic::registered();
    let mut answers = clear();
    answers.remove(&slot("saddle"));
    clinic.does(screen(answers.clone()));
    let earlier = clinic.record.screening().unwrap().entry;
    clinic.does(screen(answers));
    clinic.does(Act::Amend {
        entry: earlier,
        correction: Correction::Answers([(slot("saddle"), given(Answer::No))].into()),
        reason: "found on the paper form".into(),
    });
    assert_eq!(clinic.standing(), Disposition::Incomplete);
    clinic.refuses(assign());
}
