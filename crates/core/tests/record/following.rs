//! Following an advice: what else its rule offers, and that nobody gets something else than they said.

use plinth_core::{
    answer::Answer,
    check_in::Effect,
    name::ExerciseId,
    record::{
        command::{Act, Change, Choice},
        event::{Event, Report, Urgency},
        in_line,
        refusal::Reason,
    },
};

use crate::fixture::{Clinic, adjust, clear_but, exercise, given, number_answer, screen, slot};

/// A clinic in whose pack the rule advises this besides.
fn with_besides(rule: &str, besides: Effect) -> Clinic {
    let mut clinic = Clinic::assigned();
    for known in &mut clinic.packs[0].check_in.rules {
        if known.id.as_str() == rule {
            known.then.push(besides);
        }
    }
    clinic
}

fn checked(clinic: &mut Clinic, report: Report) {
    clinic.later(2);
    clinic.does(Act::CheckIn(report));
}

fn follow(clinic: &Clinic, about: Option<&str>, choice: Choice) -> Act {
    Act::FollowAdvice {
        check_in: clinic.record.check_ins.last().unwrap().entry,
        about: about.map(exercise),
        choice,
    }
}

fn into(id: &str) -> Choice {
    Choice::Swap {
        into: exercise(id),
        sides: None,
    }
}

fn to_the_doctor() -> Choice {
    Choice::Refer {
        to: "Family doctor".into(),
        reason: "everything hurts since Monday".into(),
    }
}

fn everything_hurts(clinic: &Clinic) -> Report {
    let mut report = clinic.report(6);
    for about in report.items.values_mut() {
        about.insert(slot("rise"), given(number_answer(2)));
    }
    report
}

fn running(clinic: &Clinic) -> Vec<ExerciseId> {
    let program = clinic.record.running_program().unwrap();
    program.running().into_iter().collect()
}

#[test]
fn ar_07_what_rests_by_itself_may_be_referred_too() {
    let mut clinic = with_besides("ar-07", Effect::Refer);
    let report = everything_hurts(&clinic);
    checked(&mut clinic, report);
    assert!(!clinic.runs());
    assert_eq!(
        clinic.refuses(follow(&clinic, None, Choice::AsAdvised)),
        [Reason::ToWhom]
    );
    clinic.does(follow(&clinic, None, to_the_doctor()));
    assert_eq!(clinic.record.referrals.len(), 1);
    assert!(!clinic.runs(), "to refer lets nothing go on");
    assert!(matches!(
        clinic.refuses(follow(&clinic, None, to_the_doctor()))[..],
        [Reason::AdviceDecided(_)]
    ));
    // A rule that offers nothing besides leaves nothing to follow.
    let mut clinic = Clinic::assigned();
    let report = everything_hurts(&clinic);
    checked(&mut clinic, report);
    for choice in [Choice::AsAdvised, to_the_doctor()] {
        assert!(matches!(
            clinic.refuses(follow(&clinic, None, choice))[..],
            [Reason::NoSuchAdvice(_)]
        ));
    }
}

#[test]
fn ar_12_what_stopped_by_itself_may_be_replaced() {
    let mut clinic = with_besides("ar-01", Effect::Swap);
    clinic.does(adjust(Change::Remove(exercise("EX-01"))));
    let report = clinic.report_but(6, "EX-04", "shooting", Answer::Yes);
    checked(&mut clinic, report);
    assert!(!running(&clinic).contains(&exercise("EX-04")));
    assert!(matches!(
        clinic.refuses(follow(&clinic, Some("EX-04"), into("EX-09")))[..],
        [Reason::NotGentler(_)]
    ));
    clinic.does(follow(&clinic, Some("EX-04"), into("EX-01")));
    assert!(running(&clinic).contains(&exercise("EX-01")));
    let plan = &clinic.record.running_program().unwrap().plan;
    assert!(plan.course(&exercise("EX-04")).is_none());
}

#[test]
fn who_says_what_they_want_gets_nothing_else() {
    let mut clinic = Clinic::assigned();
    clinic.does(adjust(Change::Remove(exercise("EX-01"))));
    for rule in &mut clinic.packs[0].check_in.rules {
        rule.then.truncate(1);
    }
    let report = clinic.report_but(6, "EX-04", "rise", number_answer(2));
    checked(&mut clinic, report);
    let before = clinic.record.running_program().unwrap().plan.clone();
    for (choice, wanted) in [
        (into("EX-01"), Effect::Swap),
        (to_the_doctor(), Effect::Refer),
        (Choice::Raise(exercise("EX-04")), Effect::ProgressOne),
    ] {
        assert_eq!(
            clinic.refuses(follow(&clinic, Some("EX-04"), choice)),
            [Reason::NotAdvised(wanted)]
        );
    }
    assert_eq!(clinic.record.running_program().unwrap().plan, before);
    clinic.does(follow(&clinic, Some("EX-04"), Choice::AsAdvised));
}

#[test]
fn hz_43_what_cannot_wait_is_not_referred_as_routine() {
    for (at, urgent) in [("saddle", true), ("cancer", true), ("pregnant", false)] {
        let mut clinic = with_besides("ar-07", Effect::Refer);
        let report = everything_hurts(&clinic);
        checked(&mut clinic, report);
        clinic.does(screen(clear_but(at, Answer::Yes)));
        let act = follow(&clinic, None, to_the_doctor());
        if urgent {
            let check_in = clinic.record.check_in().unwrap().entry;
            let refused = [Reason::NotRoutine(check_in)];
            assert_eq!(clinic.refuses(act), refused, "{at}");
            let unsaid = follow(&clinic, None, Choice::AsAdvised);
            assert_eq!(clinic.refuses(unsaid), refused, "{at}");
        } else {
            clinic.does(act);
        }
    }
}

#[test]
fn hz_43_a_rest_by_a_stricter_rule_is_not_referred_as_routine() {
    let mut clinic = with_besides("ar-07", Effect::Refer);
    let rules = &mut clinic.packs[0].check_in.rules;
    let mut stricter = rules
        .iter()
        .find(|rule| rule.id.as_str() == "ar-07")
        .unwrap()
        .clone();
    stricter.id = "ar-16".parse().unwrap();
    stricter.then = vec![Effect::PauseAll];
    rules.push(stricter);
    let report = everything_hurts(&clinic);
    checked(&mut clinic, report);
    let check_in = clinic.record.check_in().unwrap().entry;
    assert_eq!(
        clinic.refuses(follow(&clinic, None, to_the_doctor())),
        [Reason::NotRoutine(check_in)]
    );
    clinic.does(Act::Refer {
        to: "Spinal service".into(),
        urgency: Urgency::SameDay,
        reason: "a muscle is weaker".into(),
        findings: vec![],
    });
}

/// A rule like another, for the same exercises and on the same answers, with effects of its own.
fn add_like(clinic: &mut Clinic, like: &str, id: &str, then: &[Effect]) {
    let rules = &mut clinic.packs[0].check_in.rules;
    let mut rule = rules
        .iter()
        .find(|rule| rule.id.as_str() == like)
        .unwrap()
        .clone();
    rule.id = id.parse().unwrap();
    rule.then = then.to_vec();
    rules.push(rule);
}

#[test]
fn hz_13_besides_is_only_what_every_rule_behind_the_effect_names() {
    let both = [Effect::Stop, Effect::Swap];
    for (of_ar_01, offered) in [(&both[..1], false), (&both[..], true)] {
        let mut clinic = Clinic::assigned();
        add_like(&mut clinic, "ar-01", "ar-12", &both);
        let rules = &mut clinic.packs[0].check_in.rules;
        let mut rules = rules.iter_mut();
        let ar_01 = rules.find(|rule| rule.id.as_str() == "ar-01").unwrap();
        ar_01.then = of_ar_01.to_vec();
        clinic.does(adjust(Change::Remove(exercise("EX-01"))));
        let report = clinic.report_but(6, "EX-04", "shooting", Answer::Yes);
        checked(&mut clinic, report);
        assert!(!running(&clinic).contains(&exercise("EX-04")));
        let advice = &clinic.record.check_in().unwrap().advice;
        let advised = advice.about(Some(&exercise("EX-04"))).unwrap();
        let swap = follow(&clinic, Some("EX-04"), into("EX-01"));
        if offered {
            assert_eq!(in_line(advised, &clinic.packs[0]), [Effect::Swap]);
            clinic.does(swap);
        } else {
            assert_eq!(in_line(advised, &clinic.packs[0]), []);
            assert!(matches!(
                clinic.refuses(swap)[..],
                [Reason::NoSuchAdvice(_)]
            ));
        }
    }
}

#[test]
fn the_record_names_the_rule_that_has_the_effect_which_was_followed() {
    let mut clinic = Clinic::assigned();
    add_like(&mut clinic, "ar-11", "ar-09", &[Effect::Continue]);
    let report = clinic.report(3);
    checked(&mut clinic, report);
    let advised = &clinic.record.check_in().unwrap().advice.program;
    assert_eq!(advised.effect, Effect::OfferPhase);
    assert!(
        advised
            .fired
            .iter()
            .any(|fired| fired.rule.as_str() == "ar-09")
    );
    clinic.does(follow(&clinic, None, Choice::AsAdvised));
    let mut reasons = clinic
        .history
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::PhaseChanged(changed) => Some(changed.reason.as_str()),
            _ => None,
        });
    let told = reasons.next().unwrap();
    assert!(told.starts_with("as advised by ar-11 in"), "{told}");
}
