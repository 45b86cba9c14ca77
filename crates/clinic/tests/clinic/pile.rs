//! The pile of a day through the use cases, on days of its own.

use std::convert::Infallible;

use jiff::civil::date;
use plinth_clinic::{Clinic, PileOptions, Printed, Problem, Turn, Why};
use plinth_core::{
    number::PatientNumber,
    record::{
        command::{Act, Adjust, Change},
        event::{ConsentForm, PrintNeeds},
        refusal::Reason,
    },
    sheet::{Paper, SheetKind},
};

use crate::support::{Visit, clock, details, reasons};

const OPTIONS: PileOptions = PileOptions {
    paper: Paper::A4,
    large_print: false,
    black_and_white: false,
};

/// The clinic on another day.
fn on(visit: &Visit, day: &str) -> Clinic {
    let now = format!("{day}T10:00:00Z");
    Clinic::open(visit.home.path(), &|| None, clock(&now)).unwrap()
}

fn pile(clinic: &mut Clinic, visit: &Visit) -> Vec<(Turn, Result<Printed, Problem>)> {
    let turns = clinic.turns().unwrap();
    assert_eq!(turns.unreadable, 0);
    let mut pile = Vec::new();
    let Ok(()) = clinic.print_pile::<Infallible>(
        &visit.founded.lead,
        &turns.turns,
        OPTIONS,
        |turn, done| {
            pile.push((turn, done));
            Ok(())
        },
    );
    pile
}

#[test]
fn a_review_is_due_on_its_day_and_a_program_whose_review_is_over_is_left_out() {
    let mut visit = Visit::begin();
    visit.screen(&[]);
    let assigned = visit.assign().unwrap();
    let review = assigned.record.running_program().unwrap().plan.review_on;
    visit.print(SheetKind::Program).unwrap();
    let why = |day: &str| {
        let turns = on(&visit, day).turns().unwrap().turns;
        turns.first().map(|turn| turn.why)
    };
    assert_eq!(why("2026-03-02"), None, "given today by itself");
    assert_eq!(why(&review.yesterday().unwrap().to_string()), None);
    assert_eq!(why(&review.to_string()), Some(Why::ReviewDue));

    // Nobody was asked today: the gate of a single sheet is that of the pile.
    visit.founded.clinic = on(&visit, &review.to_string());
    let refused = |visit: &mut Visit| {
        let mut clinic = on(visit, &review.to_string());
        let (turn, refused) = pile(&mut clinic, visit).remove(0);
        assert_eq!(turn.patient, visit.number);
        let of_the_pile = reasons(refused.unwrap_err());
        let alone = reasons(visit.print(SheetKind::Program).unwrap_err());
        assert_eq!(of_the_pile, alone);
        of_the_pile
    };
    let not_asked = refused(&mut visit);
    assert!(
        not_asked
            .iter()
            .any(|reason| matches!(reason, Reason::NotAskedToday(_))),
        "{not_asked:?}"
    );
    // Asked again, the same patient has a sheet.
    visit.screen(&[]);
    let mut clinic = on(&visit, &review.to_string());
    let (turn, printed) = pile(&mut clinic, &visit).remove(0);
    assert_eq!(turn.why, Why::OutOfDate);
    assert_eq!(printed.unwrap().number.count, 2);
}

#[test]
fn hz_36_a_pile_laid_out_by_two_threads_has_the_bytes_of_sheets_printed_alone() {
    let mut visit = Visit::begin();
    let mut patients = vec![visit.number];
    for (n, name) in ["Kit Marlow", "Ines Vale", "Bo Tarn", "Uma Fell", "Oz Pike"]
        .into_iter()
        .enumerate()
    {
        let mut details = details(name);
        details.born = date(1950 + i16::try_from(n).unwrap(), 3, 4);
        details.print = PrintNeeds {
            large_print: n % 2 == 0,
            black_and_white: n % 3 == 0,
        };
        let lead = &visit.founded.lead;
        let (number, _) = visit
            .founded
            .clinic
            .register(lead, &details, &patients)
            .unwrap();
        patients.push(number);
    }
    let act = |visit: &mut Visit, number: PatientNumber, act: Act| {
        visit.number = number;
        visit.act(act).unwrap()
    };
    for (n, number) in patients.iter().copied().enumerate() {
        let consent = Act::Consent {
            form: ConsentForm::Spoken,
            to: "Assessment and exercises".into(),
        };
        if n > 0 {
            act(&mut visit, number, consent);
        }
        visit.number = number;
        visit.screen(&[]);
        visit.assign().unwrap();
        for exercise in ["EX-04", "EX-05", "EX-03"].into_iter().take(n % 4) {
            let remove = Act::Adjust(Adjust {
                change: Change::Remove(exercise.parse().unwrap()),
                reason: "Too much for now".into(),
            });
            let _ = visit.act(remove);
        }
    }
    let mut clinic = on(&visit, "2026-03-02");
    let pile = pile(&mut clinic, &visit);
    assert_eq!(pile.len(), patients.len());
    let mut counts = std::collections::BTreeSet::new();
    for ((turn, printed), number) in pile.into_iter().zip(&patients) {
        assert_eq!((turn.patient, turn.why), (*number, Why::NoSheet));
        let printed = printed.unwrap();
        assert_eq!(printed.pdf.pages % 2, 0);
        counts.insert(printed.pdf.pages);
        let alone = on(&visit, "2026-03-02")
            .reprint(*number, printed.number.count)
            .unwrap();
        assert_eq!(alone.reprint, Some(plinth_clinic::Reprint::Same));
        assert!(alone.pdf.bytes == printed.pdf.bytes, "{number}");
    }
    assert!(counts.len() > 1, "sheets of several lengths: {counts:?}");
    assert!(clinic.verify().unwrap().problems.is_empty());
}
