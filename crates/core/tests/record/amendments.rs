//! Amendments are held to what was so when the entry was made, and to what may be printed now.

use plinth_core::{
    answer::{Answer, Answers},
    check_in::Effect,
    name::ExerciseId,
    record::{
        command::{Act, Change},
        event::{Correction, Report},
        refusal::Reason,
    },
};

use crate::fixture::*;

/// Says something else of one exercise in the first check-in.
fn amend(clinic: &Clinic, id: &str, at: &str, answer: Answer) -> Act {
    let about: Answers = [(slot(at), given(answer))].into();
    Act::Amend {
        entry: clinic.record.check_ins[0].entry,
        correction: Correction::Report(Report {
            items: [(exercise(id), about)].into(),
            ..Report::default()
        }),
        reason: "the patient called back".into(),
    }
}

fn effect_of(clinic: &Clinic, id: &str) -> Option<Effect> {
    let advice = &clinic.record.check_ins[0].advice;
    let about: ExerciseId = exercise(id);
    advice.about(Some(&about)).map(|advised| advised.effect)
}

#[test]
fn what_a_check_in_stopped_can_be_amended_in_it() {
    let mut clinic = Clinic::assigned();
    clinic.later(2);
    let report = clinic.report_but(6, "EX-04", "shooting", Answer::Yes);
    clinic.does(Act::CheckIn(report));
    let running = |clinic: &Clinic| clinic.record.running_program().unwrap().running();
    assert!(!running(&clinic).contains(&exercise("EX-04")));
    assert_eq!(effect_of(&clinic, "EX-04"), Some(Effect::Stop));
    clinic.does(amend(&clinic, "EX-04", "shooting", Answer::No));
    assert_eq!(effect_of(&clinic, "EX-04"), Some(Effect::Continue));
    // By itself nothing starts again.
    assert!(!running(&clinic).contains(&exercise("EX-04")));
}

#[test]
fn an_exercise_that_left_the_program_counts_in_the_check_ins_of_before() {
    let mut clinic = Clinic::assigned();
    clinic.later(2);
    clinic.does(Act::CheckIn(clinic.report(6)));
    clinic.does(adjust(Change::Remove(exercise("EX-03"))));
    clinic.does(amend(&clinic, "EX-03", "shooting", Answer::Yes));
    let check_in = &clinic.record.check_ins[0];
    assert_eq!(check_in.advice.light.unwrap().to_string(), "red");
    assert_eq!(effect_of(&clinic, "EX-03"), None, "it cannot stop any more");
}

#[test]
fn an_exercise_that_came_later_was_not_reported_on() {
    let mut clinic = Clinic::assigned();
    clinic.does(adjust(Change::Remove(exercise("EX-03"))));
    clinic.later(2);
    clinic.does(Act::CheckIn(clinic.report(6)));
    let again = item_of("EX-03", Some(plinth_core::record::event::Sides::Left), 5);
    clinic.does(adjust(Change::Add(again)));
    let reasons = clinic.refuses(amend(&clinic, "EX-03", "shooting", Answer::Yes));
    assert_eq!(reasons, [Reason::NotInProgram(exercise("EX-03"))]);
}

#[test]
fn hz_12_an_amended_goal_names_nothing_that_is_barred() {
    let mut clinic = Clinic::screened();
    clinic.does(Act::Goal {
        words: "walk to the shop".into(),
        now: Some(3),
    });
    let entry = clinic.record.goals[0].entry;
    let amend = |words: &str| Act::Amend {
        entry,
        correction: Correction::Words(words.into()),
        reason: "said better".into(),
    };
    // Before a program nothing is printed of it.
    clinic.does(amend("do move EX-09 again"));
    clinic.does(assign());
    let reasons = clinic.refuses(amend("do Move EX-09 each day"));
    assert!(
        matches!(reasons[..], [Reason::MeansBarred { .. }]),
        "{reasons:?}"
    );
    clinic.does(amend("walk to the park"));
}
