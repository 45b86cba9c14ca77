//! Goals and their scores: a warning where one has none, and the line that they make.

use plinth_core::{
    record::{command::Act, refusal::Warning},
    trend::{Direction, NoChange, Trend, Verdict},
};

use crate::fixture::*;

fn goal(clinic: &mut Clinic, words: &str, now: Option<u8>) -> Vec<Warning> {
    let words = words.into();
    clinic.does(Act::Goal { words, now }).warnings
}

fn psfs(clinic: &Clinic) -> Option<Trend> {
    let pack = &clinic.packs[0];
    let lines = clinic.record.trends(|_| Some(pack));
    lines.into_iter().find(|line| line.instrument.id == "psfs")
}

fn check_in(clinic: &mut Clinic, scores: &[u8]) {
    clinic.later(1);
    let mut report = clinic.report(3);
    let goals = clinic.record.goals.iter().map(|goal| goal.entry);
    report.goals = goals.zip(scores.iter().copied()).collect();
    clinic.does(Act::CheckIn(report));
}

#[test]
fn a_goal_without_a_score_is_set_and_warned_of() {
    let mut clinic = Clinic::screened();
    assert_eq!(goal(&mut clinic, "walk to the shop", Some(3)), []);
    let warned = goal(&mut clinic, "sit through a film", None);
    assert_eq!(warned, [Warning::GoalWithoutScore]);
    assert_eq!(clinic.record.goals.len(), 2);
}

#[test]
fn goals_make_the_line_of_the_psfs_where_it_was_not_measured_by_itself() {
    let mut clinic = Clinic::screened();
    goal(&mut clinic, "walk to the shop", Some(3));
    goal(&mut clinic, "sit through a film", Some(4));
    clinic.does(assign());
    assert_eq!(psfs(&clinic).unwrap().change, Err(NoChange::NoneSince));
    check_in(&mut clinic, &[5, 6]);
    let line = psfs(&clinic).unwrap();
    let values: Vec<String> = line
        .readings
        .iter()
        .map(|reading| reading.value.unwrap().to_string())
        .collect();
    assert_eq!(values, ["3.5", "5.5"]);
    let change = line.change.unwrap();
    assert_eq!(
        (change.direction, change.verdict),
        (Direction::Better, Verdict::Meets)
    );
    // A goal that was not asked about leaves the newest reading unknown; leaving it out would make much of the other.
    check_in(&mut clinic, &[9]);
    let line = psfs(&clinic).unwrap();
    assert_eq!(line.readings.len(), 3);
    assert_eq!(line.readings[2].value, None);
    assert_eq!(line.change, Err(NoChange::NotKnownNow));
}

#[test]
fn hz_13_a_goal_that_was_set_without_a_score_leaves_the_change_unknown() {
    let mut clinic = Clinic::screened();
    goal(&mut clinic, "walk to the shop", Some(3));
    goal(&mut clinic, "sit through a film", None);
    clinic.does(assign());
    check_in(&mut clinic, &[9, 9]);
    assert_eq!(psfs(&clinic).unwrap().change, Err(NoChange::NotKnownBefore));
}
