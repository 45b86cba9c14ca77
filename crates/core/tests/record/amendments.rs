//! Amendments are held to what was so when the entry was made, and to what may be printed now.

use plinth_core::{
    answer::{Answer, Answers},
    check_in::Effect,
    condition::{Atom, Comparison, Condition, Fact, Light, Test},
    name::ExerciseId,
    record::{
        command::{Act, Change, Choice},
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
    let effect = effect_of(&clinic, "EX-03");
    assert_eq!(effect, Some(Effect::Hold), "it cannot stop any more");
    let newest = check_in.entry;
    let about = || Some(exercise("EX-03"));
    let follow = Act::FollowAdvice {
        check_in: newest,
        about: about(),
        choice: Choice::AsAdvised,
    };
    assert_eq!(clinic.refuses(follow), [Reason::NoSuchAdvice(newest)]);
    let otherwise = Act::DecideOtherwise {
        check_in: newest,
        about: about(),
        reason: "it was left out before".into(),
    };
    assert_eq!(clinic.refuses(otherwise), [Reason::NoSuchAdvice(newest)]);
}

#[test]
fn hz_13_amending_another_value_turns_no_light_of_what_left_the_program() {
    let lights = |clinic: &Clinic| {
        let screening = clinic.record.screening().unwrap();
        let content = &clinic.packs[0];
        let answers = clinic.record.answers_in_force(content, screening);
        let facts = clinic.record.facts(content, &answers, clinic.today());
        let count = |light| facts.value(&Fact::Items(light)).map(|n| n.to_string());
        let row = |light| facts.value(&Fact::Streak(light)).map(|n| n.to_string());
        let of = [Light::Green, Light::Amber, Light::Red];
        (of.map(count), of.map(row))
    };
    let of_all = |counts: [&str; 3]| counts.map(|count| Some(count.to_string()));
    for (question, answer, counts, row) in [
        ("rise", number_answer(2), ["2", "1", "0"], ["0", "1", "0"]),
        ("shooting", Answer::Yes, ["2", "0", "1"], ["0", "0", "1"]),
    ] {
        let mut clinic = Clinic::assigned();
        clinic.packs[0].programs[0].phases[0].exit = Condition::All(
            [Light::Amber, Light::Red]
                .map(|light| {
                    Condition::Atom(Atom {
                        fact: Fact::Items(light),
                        test: Test::Compare(Comparison::AtMost, 0.into()),
                    })
                })
                .into(),
        );
        clinic.later(2);
        clinic.does(Act::CheckIn(
            clinic.report_but(6, "EX-03", question, answer),
        ));
        clinic.does(adjust(Change::Remove(exercise("EX-03"))));
        let up = || {
            adjust(Change::Phase {
                to: phase("build"),
                review_on: None,
            })
        };
        let before = lights(&clinic);
        assert_eq!(before, (of_all(counts), of_all(row)));
        let refused = clinic.refuses(up());
        let less_pain = Report {
            answers: [(slot("leg-pain"), given(number_answer(5)))].into(),
            ..Report::default()
        };
        clinic.does(Act::Amend {
            entry: clinic.record.check_ins[0].entry,
            correction: Correction::Report(less_pain),
            reason: "typed the wrong key".into(),
        });
        assert_eq!(lights(&clinic), before);
        assert_eq!(clinic.refuses(up()), refused);
    }
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
