//! Answers of one check-in that cannot both be so are refused, with what and where.

use plinth_core::{
    answer::Answer,
    check_in::Effect,
    condition::{Fact, Light},
    facts::Facts,
    form,
    name::InstrumentId,
    question::{Question, Questions},
    record::{
        command::Act,
        event::{Correction, Report},
        refusal::Reason,
    },
};

use crate::fixture::*;

/// With the leg pain asked twice: at its worst, and on average.
fn with_average(mut clinic: Clinic) -> Clinic {
    for pack in &mut clinic.packs {
        let mut all: Vec<Question> = pack.questions.iter().cloned().collect();
        let worst = all
            .iter_mut()
            .find(|q| q.id.as_str() == "leg-pain")
            .unwrap();
        worst.measure = Some(InstrumentId::new("nprs-leg-worst").unwrap());
        let average = Question {
            id: slot("average").question,
            measure: Some(InstrumentId::new("nprs-leg-average").unwrap()),
            mandatory: false,
            ..worst.clone()
        };
        all.push(average);
        pack.questions = Questions::new(all, pack.questions.affected().cloned());
    }
    clinic
}

fn of_leg_pain(clinic: &Clinic, worst: i64, average: i64) -> Report {
    let mut report = clinic.report(worst);
    let average = given(number_answer(average));
    report.answers.insert(slot("average"), average);
    report
}

/// One exercise was done on no day, and of the others all is well.
fn not_done(clinic: &Clinic, id: &str) -> Report {
    let mut report = clinic.report(6);
    let days = (slot("days"), given(number_answer(0)));
    report.items.insert(exercise(id), [days].into());
    report
}

#[test]
fn hz_19_an_average_above_the_worst_of_the_same_time_is_refused() {
    let mut clinic = with_average(Clinic::assigned());
    clinic.later(2);
    let refused = Reason::Above(slot("average"), slot("leg-pain"));
    let report = of_leg_pain(&clinic, 5, 6);
    assert_eq!(
        clinic.refuses(Act::CheckIn(report)),
        core::slice::from_ref(&refused)
    );
    clinic.does(Act::CheckIn(of_leg_pain(&clinic, 6, 6)));
    let entry = clinic.record.check_ins[0].entry;
    let lower = |answers: &[(&str, i64)]| Act::Amend {
        entry,
        correction: Correction::Report(Report {
            answers: answers
                .iter()
                .map(|(at, value)| (slot(at), given(number_answer(*value))))
                .collect(),
            ..Report::default()
        }),
        reason: "it was typed wrong".into(),
    };
    assert_eq!(clinic.refuses(lower(&[("leg-pain", 5)])), [refused]);
    clinic.does(lower(&[("leg-pain", 5), ("average", 4)]));
}

#[test]
fn hz_19_the_same_is_refused_at_a_screening() {
    let clinic = with_average(Clinic::registered());
    let with = |worst, average| {
        let mut answers = clear_but("leg-pain", number_answer(worst));
        answers.insert(slot("average"), given(number_answer(average)));
        answers
    };
    let refused = Reason::Above(slot("average"), slot("leg-pain"));
    assert_eq!(clinic.refuses(screen(with(5, 6))), [refused]);
    assert!(clinic.decide(screen(with(6, 6))).is_ok());
}

#[test]
fn hz_13_how_an_exercise_went_that_was_done_on_no_day_is_refused() {
    let mut clinic = Clinic::assigned();
    clinic.later(2);
    let report = clinic.report_but(6, "EX-04", "days", number_answer(0));
    let answered = ["rise", "settle", "shooting"].map(slot).to_vec();
    let refused = Reason::NotDone {
        exercise: exercise("EX-04"),
        answered,
    };
    assert_eq!(clinic.refuses(Act::CheckIn(report)), [refused]);
    // What was not asked contradicts nothing.
    let mut report = not_done(&clinic, "EX-04");
    let about = report.items.get_mut(&exercise("EX-04")).unwrap();
    about.insert(slot("rise"), given(Answer::NotAsked));
    clinic.does(Act::CheckIn(report));
    let amend = Act::Amend {
        entry: clinic.record.check_ins[0].entry,
        correction: Correction::Report(Report {
            items: [(
                exercise("EX-04"),
                [(slot("rise"), given(number_answer(1)))].into(),
            )]
            .into(),
            ..Report::default()
        }),
        reason: "the patient called back".into(),
    };
    let reasons = clinic.refuses(amend);
    assert!(
        matches!(reasons[..], [Reason::NotDone { .. }]),
        "{reasons:?}"
    );
}

#[test]
fn an_exercise_that_was_not_done_stops_nothing_and_raises_nothing() {
    let mut clinic = Clinic::assigned();
    for days in [2, 2] {
        clinic.later(days);
        clinic.does(Act::CheckIn(not_done(&clinic, "EX-04")));
    }
    let advice = &clinic.record.check_ins[1].advice;
    let of = |id: &str| advice.about(Some(&exercise(id))).unwrap().effect;
    assert_eq!(advice.light, Some(Light::Green), "of those that were done");
    assert_eq!(of("EX-04"), Effect::Hold);
    assert_eq!(of("EX-01"), Effect::Continue);
    assert_eq!(advice.program.effect, Effect::Continue);
    let running = clinic.record.running_program().unwrap().running();
    assert!(running.contains(&exercise("EX-04")));
    assert!(!clinic.record.tolerated().contains(&exercise("EX-04")));
    // Green for the first time of all that ran: that is one, and one is not enough.
    clinic.later(2);
    clinic.does(Act::CheckIn(clinic.report(3)));
    assert_eq!(streak(&clinic), Some("1".into()));
    assert_eq!(effect(&clinic), Effect::OfferPhase);
    clinic.later(2);
    clinic.does(Act::CheckIn(clinic.report(6)));
    assert_eq!(streak(&clinic), Some("2".into()));
    assert_eq!(effect(&clinic), Effect::ProgressOne);
    clinic.later(2);
    clinic.does(Act::CheckIn(not_done(&clinic, "EX-04")));
    assert_eq!(streak(&clinic), Some("0".into()));
}

/// Green check-ins in a row.
fn streak(clinic: &Clinic) -> Option<String> {
    let screening = clinic.record.screening().unwrap();
    let content = &clinic.packs[0];
    let answers = clinic.record.answers_in_force(content, screening);
    let facts = clinic.record.facts(content, &answers, clinic.today());
    let streak = facts.value(&Fact::Streak(Light::Green));
    streak.map(|value| value.to_string())
}

/// What the newest check-in advises for the program.
fn effect(clinic: &Clinic) -> Effect {
    clinic
        .record
        .check_ins
        .last()
        .unwrap()
        .advice
        .program
        .effect
}

#[test]
fn how_it_went_is_not_asked_of_an_exercise_that_was_done_on_no_day() {
    let clinic = Clinic::assigned();
    let content = &clinic.packs[0];
    let asked = |days: Option<i64>| {
        let days = days.map(|days| (slot("days"), given(number_answer(days))));
        let answers = days.into_iter().collect();
        let facts = Facts::new(&content.questions, &answers, None, clinic.today());
        let asks = form::asks_of_item(content, &facts).into_iter();
        asks.map(|ask| ask.slot.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(asked(Some(0)), ["days"]);
    assert_eq!(asked(Some(1)).len(), 4);
    assert_eq!(asked(None).len(), 4);
}
