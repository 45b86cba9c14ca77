//! How much of the program was done: in the last week, and over the time since it was assigned.

use plinth_core::{
    answer::Answer,
    check_in::Effect,
    condition::{Fact, Milestone},
    dose::{Amount, Basis, Often, Range},
    record::command::{Act, Change},
};

use crate::fixture::*;

/// Checks in after so many days, each exercise done on so many days of the last seven.
fn asked(clinic: &mut Clinic, after: i64, days_done: i64) {
    clinic.later(after);
    let mut report = clinic.report(6);
    for about in report.items.values_mut() {
        about.insert(slot("days"), given(number_answer(days_done)));
    }
    clinic.does(Act::CheckIn(report));
}

/// In the last week, and since the program was assigned, in percent.
fn adherence(clinic: &Clinic) -> (Option<String>, Option<String>) {
    let screening = clinic.record.screening().unwrap();
    let content = &clinic.packs[0];
    let answers = clinic.record.answers_in_force(content, screening);
    let facts = clinic.record.facts(content, &answers, clinic.today());
    let value = |fact| facts.value(&fact).map(|value| value.to_string());
    (
        value(Fact::Adherence),
        value(Fact::AdherenceSince(Milestone::Assigned)),
    )
}

fn percent(week: i64, whole: i64) -> (Option<String>, Option<String>) {
    (Some(week.to_string()), Some(whole.to_string()))
}

#[test]
fn a_bad_week_is_not_the_whole_time() {
    let mut clinic = Clinic::assigned();
    asked(&mut clinic, 7, 7);
    assert_eq!(adherence(&clinic), percent(100, 100));
    asked(&mut clinic, 7, 1);
    // 8 of 14 days.
    assert_eq!(adherence(&clinic), percent(14, 57));
    asked(&mut clinic, 7, 7);
    // 15 of 21 days.
    assert_eq!(adherence(&clinic), percent(100, 71));
}

#[test]
fn days_that_two_check_ins_ask_about_count_once() {
    let mut clinic = Clinic::assigned();
    asked(&mut clinic, 7, 7);
    // 2 more days, at one day in seven: 7 and 2/7 of 9.
    asked(&mut clinic, 2, 1);
    assert_eq!(adherence(&clinic), percent(14, 80));
    asked(&mut clinic, 0, 7);
    assert_eq!(adherence(&clinic), percent(100, 80));
}

#[test]
fn more_than_a_week_in_a_row_that_was_not_asked_about_leaves_it_unknown() {
    let mut clinic = Clinic::assigned();
    asked(&mut clinic, 14, 7);
    asked(&mut clinic, 14, 7);
    assert_eq!(adherence(&clinic), percent(100, 100));
    asked(&mut clinic, 15, 7);
    assert_eq!(adherence(&clinic), (Some("100".into()), None));
    asked(&mut clinic, 7, 7);
    assert_eq!(adherence(&clinic).1, None, "what was not asked stays so");
    let mut late = Clinic::assigned();
    asked(&mut late, 15, 7);
    assert_eq!(adherence(&late).1, None);
}

#[test]
fn hz_13_one_answer_that_was_not_given_leaves_it_unknown_from_then_on() {
    let mut clinic = Clinic::assigned();
    clinic.later(7);
    let report = clinic.report_but(6, "EX-04", "days", Answer::NotAsked);
    clinic.does(Act::CheckIn(report));
    assert_eq!(adherence(&clinic), (None, None));
    asked(&mut clinic, 7, 7);
    assert_eq!(adherence(&clinic), (Some("100".into()), None));
}

#[test]
fn each_check_in_counts_what_ran_then_at_the_dose_of_then() {
    let mut clinic = Clinic::assigned();
    asked(&mut clinic, 7, 3);
    assert_eq!(adherence(&clinic), percent(42, 42));
    // From now on three days a week, which changes nothing about the week before.
    for id in ["EX-01", "EX-04", "EX-03"] {
        let running = clinic.record.running_program().unwrap();
        let mut item = running.plan.course(&exercise(id)).unwrap().item.clone();
        item.dose.often = Often::DaysAWeek(Amount {
            range: Range::new(3, 3).unwrap(),
            basis: Basis::Clinic,
        });
        clinic.does(adjust(Change::Dose(item)));
    }
    asked(&mut clinic, 7, 3);
    // 3 of 7, and 3 of 3.
    assert_eq!(adherence(&clinic), percent(100, 60));
    clinic.does(adjust(Change::Remove(exercise("EX-03"))));
    assert_eq!(adherence(&clinic), percent(100, 60));
}

#[test]
fn ar_13_six_weeks_are_judged_by_what_was_done_in_them() {
    let after = |weeks: [i64; 6]| {
        let mut clinic = Clinic::assigned();
        for days_done in weeks {
            asked(&mut clinic, 7, days_done);
        }
        let advice = &clinic.record.check_ins.last().unwrap().advice.program;
        let rules = advice.fired.iter().map(|fired| fired.rule.to_string());
        (advice.effect, rules.collect::<Vec<_>>())
    };
    // The last week alone would say otherwise, both times.
    let (effect, rules) = after([6, 6, 6, 6, 6, 1]);
    assert_eq!(effect, Effect::Refer);
    assert_eq!(rules, ["ar-13"]);
    let (_, rules) = after([1, 1, 1, 1, 1, 7]);
    assert!(!rules.contains(&"ar-13".to_string()), "{rules:?}");
}

#[test]
fn ar_13_days_on_which_the_program_was_held_leave_it_unknown() {
    let mut clinic = Clinic::assigned();
    asked(&mut clinic, 7, 7);
    asked(&mut clinic, 7, 7);
    assert_eq!(adherence(&clinic), percent(100, 100));
    clinic.does(adjust(Change::Hold));
    for _ in 0..4 {
        clinic.later(7);
        let mut report = clinic.report(6);
        for about in report.items.values_mut() {
            *about = [(slot("days"), given(number_answer(0)))].into();
        }
        clinic.does(Act::CheckIn(report));
        assert_eq!(adherence(&clinic).1, None);
    }
    clinic.does(adjust(Change::Release { review_on: None }));
    asked(&mut clinic, 7, 7);
    asked(&mut clinic, 7, 7);
    assert_eq!(adherence(&clinic), (Some("100".into()), None));
    let advice = &clinic.record.check_ins.last().unwrap().advice.program;
    let fired = advice.fired.iter().find(|f| f.rule.as_str() == "ar-13");
    assert!(!fired.unwrap().known);
    assert_eq!(advice.effect, Effect::Refer);
}

#[test]
fn what_was_done_before_a_rest_that_nobody_asked_about_is_not_known() {
    let mut clinic = Clinic::assigned();
    clinic.later(7);
    clinic.does(Act::CheckIn(clinic.report(6)));
    assert_eq!(adherence(&clinic), percent(100, 100));
    let mut rested = Clinic::assigned();
    rested.later(7);
    rested.does(screen(clear()));
    for id in ["EX-01", "EX-04", "EX-03"] {
        rested.does(adjust(Change::Pause(exercise(id))));
    }
    for id in ["EX-01", "EX-04", "EX-03"] {
        rested.does(adjust(Change::Resume(exercise(id))));
    }
    asked(&mut rested, 1, 1);
    assert_eq!(adherence(&rested), (Some("100".into()), None));
}
