//! What is derived (search, numbers, what is due) always equals what a rebuild makes of the history.

use jiff::civil::date;
use plinth_clinic::Problem;
use plinth_core::{
    name::ExerciseId,
    record::{
        command::{Act, Adjust, Change},
        event::{EvidenceKind, Measure, NoteFor},
    },
    sheet::SheetKind,
};

use crate::support::Visit;

/// A small generator of numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn of<T: Copy>(&mut self, some: &[T]) -> T {
        some[self.below(some.len())]
    }
}

const REASON: &str = "As the story goes on";

fn exercise(dice: &mut Dice) -> ExerciseId {
    dice.of(&["EX-01", "EX-03", "EX-04", "EX-05", "EX-36"])
        .parse()
        .unwrap()
}

fn change(dice: &mut Dice) -> Change {
    match dice.below(5) {
        0 => Change::Pause(exercise(dice)),
        1 => Change::Resume(exercise(dice)),
        2 => Change::Remove(exercise(dice)),
        3 => Change::Hold,
        _ => Change::Note {
            reader: NoteFor::Staff,
            exercise: None,
            text: "Slept well".into(),
        },
    }
}

/// One step; refusals are as much part of the story as what is done.
fn step(visit: &mut Visit, dice: &mut Dice) -> Result<(), Problem> {
    match dice.below(9) {
        0 => drop(visit.screen(&[])),
        1 => drop(visit.screen(&[dice.of(&["cancer", "saddle-numbness", "pregnant", "fever"])])),
        2 => {
            let record = visit.founded.clinic.patient(visit.number)?.record;
            let open = record
                .findings
                .iter()
                .find(|flag| flag.is_open(date(2026, 3, 2)));
            let Some(finding) = open.map(|flag| flag.id.clone()) else {
                return Ok(());
            };
            visit.act(Act::Resolve {
                finding,
                reason: REASON.into(),
                evidence: EvidenceKind::MedicalOutcome,
                until: date(2026, 3, 9),
                precaution: Some("Ask again at every visit".into()),
            })?;
        }
        3 => drop(visit.assign()?),
        4 | 5 => drop(visit.act(Act::Adjust(Adjust {
            change: change(dice),
            reason: REASON.into(),
        }))?),
        6 => drop(visit.print(dice.of(&[
            SheetKind::Program,
            SheetKind::Emergency,
            SheetKind::Letter,
        ]))?),
        7 => drop(visit.act(Act::Goal {
            words: "Sit through a meal".into(),
            now: Some(3),
        })?),
        _ => drop(visit.act(Act::Measure(Measure {
            instrument: "nprs-leg-worst".parse().unwrap(),
            version: None,
            value: 6.into(),
            unit: "of 10".into(),
            side: None,
            taken_on: date(2026, 3, 2),
        }))?),
    }
    Ok(())
}

#[test]
fn hz_41_after_each_step_of_a_random_story_what_is_derived_equals_a_rebuild() {
    let mut visit = Visit::begin();
    let mut dice = Dice(20_261_121);
    let (mut done, mut refused) = (0, 0);
    for number in 0..150 {
        match step(&mut visit, &mut dice) {
            Ok(()) => done += 1,
            Err(Problem::Refused(_)) => refused += 1,
            Err(other) => panic!("step {number}: {other}"),
        }
        let report = visit.founded.clinic.verify().unwrap();
        assert!(
            report.problems.is_empty(),
            "step {number}: {:?}",
            report.problems
        );
    }
    assert!(done > 40 && refused > 10, "{done} done, {refused} refused");
    let before = visit.founded.clinic.due(date(2027, 1, 1)).unwrap();
    // Both tell whoever waits how many records are done, and of how many.
    let mut told = Vec::new();
    let rebuilding = |done, whole| told.push((done, whole));
    visit.founded.clinic.rebuild(rebuilding).unwrap();
    let rebuilt = told.last().copied().unwrap();
    assert_eq!(rebuilt.0, rebuilt.1);
    told.clear();
    let checking = |done, whole| told.push((done, whole));
    visit.founded.clinic.verify_with(checking).unwrap();
    assert_eq!(told.last(), Some(&rebuilt));
    assert_eq!(visit.founded.clinic.due(date(2027, 1, 1)).unwrap(), before);
}
