//! A visit through the use cases, from an empty folder to a printed sheet.

use jiff::civil::date;
use plinth_clinic::{Clinic, Founded, Passphrase, Problem, Reprint};
use plinth_core::{
    record::{
        command::{Act, Adjust, Change},
        event::{EvidenceKind, Item},
        refusal::{Reason, Warning},
    },
    sheet::SheetKind,
};

use crate::support::{NOW, Visit, clock, details, found, passphrase, reasons, setup, text};

#[test]
fn from_an_empty_folder_to_a_printed_sheet() {
    let mut visit = Visit::begin();
    visit.screen(&[]);
    let assigned = visit.assign().unwrap();
    assert!(assigned.record.running_program().is_some());
    let printed = visit.print(SheetKind::Program).unwrap();
    assert!(printed.pdf.bytes.starts_with(b"%PDF"));
    assert_eq!(printed.number.count, 1);

    let again = visit.founded.clinic.reprint(visit.number, 1).unwrap();
    assert_eq!(again.reprint, Some(Reprint::Same));
    assert_eq!(again.pdf.bytes, printed.pdf.bytes);

    visit.print(SheetKind::Program).unwrap();
    let copy = visit.founded.clinic.reprint(visit.number, 1).unwrap();
    assert_eq!(copy.reprint, Some(Reprint::Superseded));
    assert_ne!(copy.pdf.bytes, printed.pdf.bytes);
    let report = visit.founded.clinic.verify().unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
}

#[test]
fn an_emergency_stops_the_program_and_prints_its_own_sheet() {
    let mut visit = Visit::begin();
    visit.screen(&["saddle-numbness"]);
    let refused = reasons(visit.assign().unwrap_err());
    assert!(
        refused
            .iter()
            .any(|reason| matches!(reason, Reason::Standing { .. })),
        "{refused:?}"
    );
    assert!(visit.print(SheetKind::Program).is_err());
    let sheet = visit.print(SheetKind::Emergency).unwrap();
    assert_eq!(sheet.pdf.pages, 1);
    visit.print(SheetKind::Letter).unwrap();
}

#[test]
fn hz_15_a_namesake_is_shown_before_a_second_record_is_made() {
    let home = tempfile::tempdir().unwrap();
    let Founded {
        mut clinic, lead, ..
    } = found(home.path());
    let (first, _) = clinic.register(&lead, &details("Jo Müller"), &[]).unwrap();
    for name in ["Jo Mueller", "JO MULLER", "Müller, Jo"] {
        match clinic.register(&lead, &details(name), &[]) {
            Err(Problem::PerhapsKnown(alike)) => {
                assert_eq!(alike[0].number, first.to_string(), "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
    let (second, _) = clinic
        .register(&lead, &details("Jo Mueller"), &[first])
        .unwrap();
    let hits = clinic.find("mull").unwrap();
    assert_eq!(hits.patients.len(), 2);
    assert!(
        hits.patients
            .iter()
            .all(|hit| hit.namesake && hit.born == date(1988, 1, 1))
    );
    assert_ne!(first, second);
}

#[test]
fn what_two_people_saw_is_never_merged_silently() {
    let mut visit = Visit::begin();
    let seen = visit
        .founded
        .clinic
        .patient(visit.number)
        .unwrap()
        .record
        .seq;
    visit.screen(&[]);
    let withdraw = Act::WithdrawConsent {
        reason: "Changed their mind about it".into(),
    };
    let stale =
        visit
            .founded
            .clinic
            .change(&visit.founded.lead, visit.number, Some(seen), withdraw);
    match stale {
        Err(Problem::Conflict { between, .. }) => assert!(!between.is_empty()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn hz_35_a_clinic_without_its_emergency_number_is_not_made() {
    let home = tempfile::tempdir().unwrap();
    let place = home.path().join("clinic");
    let mut typed_wrong = setup();
    typed_wrong.clinic.emergency_number_again = "99".into();
    let refused =
        Clinic::found(&place, typed_wrong, false, &passphrase(), None, clock(NOW)).unwrap_err();
    assert_eq!(reasons(refused), [Reason::EmergencyNumber]);
    assert!(!place.exists());
}

#[test]
fn hz_42_resolving_asks_for_the_passphrase_again() {
    let mut visit = Visit::begin();
    let changed = visit.screen(&["cancer"]);
    let flag = changed
        .record
        .findings
        .iter()
        .find(|flag| flag.finding.gives.is_flag())
        .unwrap();
    let resolve = Act::Resolve {
        finding: flag.id.clone(),
        reason: "Seen by the oncologist, unrelated".into(),
        evidence: EvidenceKind::Letter,
        until: date(2026, 3, 9),
        precaution: None,
    };
    let person = "p-nair".parse().unwrap();
    let unproved = visit.founded.clinic.sign_in(&person, None).unwrap();
    let refused = visit
        .founded
        .clinic
        .change(&unproved, visit.number, None, resolve.clone())
        .unwrap_err();
    assert_eq!(reasons(refused), [Reason::NotProved]);
    let wrong = Passphrase::new("something else".to_owned());
    let wrong = visit.founded.clinic.sign_in(&person, Some(&wrong));
    assert!(matches!(wrong, Err(Problem::WrongPassphrase(_))));
    visit.act(resolve).unwrap();
    visit.assign().unwrap();
}

#[test]
fn hz_40_a_restored_history_has_another_letter_in_its_sheet_numbers() {
    let home = tempfile::tempdir().unwrap();
    let [old, new, copy] = ["old", "new", "copy"].map(|name| home.path().join(name));
    let Founded {
        mut clinic, lead, ..
    } = found(&old);
    clinic
        .register(&lead, &details("Rowan Ashby"), &[])
        .unwrap();
    clinic.back_up(&copy, |_, _| {}).unwrap();
    let restored = Clinic::restore(
        &copy,
        &old,
        &new,
        &|| None,
        |clinic| clinic.sign_in(&"p-nair".parse().unwrap(), Some(&passphrase())),
        clock(NOW),
        |_, _| {},
    )
    .unwrap();
    assert!(restored.report.problems.is_empty());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&new).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
    assert_eq!(restored.clinic.record().epoch.to_string(), "B");
    assert_eq!(restored.clinic.find("ashby").unwrap().patients.len(), 1);
}

#[test]
fn hz_12_what_has_to_be_changed_is_not_assigned_by_default_and_is_printed_changed() {
    let mut visit = Visit::begin();
    visit.screen(&["pregnant"]);
    let assigned = visit.assign().unwrap();
    let program = assigned.record.running_program().unwrap();
    let ids: Vec<&str> = program
        .plan
        .running()
        .map(|item| item.exercise.as_str())
        .collect();
    assert!(ids.contains(&"EX-01") && ids.contains(&"EX-05"), "{ids:?}");
    assert!(
        !ids.contains(&"EX-03") && !ids.contains(&"EX-04"),
        "{ids:?}"
    );

    let content = visit
        .founded
        .clinic
        .library()
        .packs()
        .unwrap()
        .pop_first()
        .unwrap()
        .1;
    let tilt = "EX-04".parse().unwrap();
    let dose = content.exercises.get(&tilt).unwrap().dose.clone().unwrap();
    let add = Act::Adjust(Adjust {
        change: Change::Add(Item {
            exercise: tilt,
            sides: None,
            dose,
        }),
        reason: "Tolerated on a wedge here today".into(),
    });
    let added = visit.act(add).unwrap();
    assert!(
        added
            .warnings
            .iter()
            .any(|warning| matches!(warning, Warning::Modified { .. }))
    );
    let sheet = visit.print(SheetKind::Program).unwrap();
    assert!(text(&sheet.pdf.bytes).contains("Short spells, tilted to one side on a pillow."));
}

#[test]
fn hz_27_a_sheet_that_is_printed_again_after_its_last_day_is_marked() {
    let mut visit = Visit::begin();
    visit.screen(&[]);
    visit.assign().unwrap();
    visit.print(SheetKind::Program).unwrap();
    let at = |now| Clinic::open(visit.home.path(), &|| None, clock(now)).unwrap();
    for (now, reprint) in [
        ("2026-03-03T10:00:00Z", Reprint::Same),
        ("2026-05-02T10:00:00Z", Reprint::Superseded),
    ] {
        let again = at(now).reprint(visit.number, 1).unwrap();
        assert_eq!(again.reprint, Some(reprint), "{now}");
    }
}

#[test]
fn two_who_register_at_once_both_get_a_number() {
    let home = tempfile::tempdir().unwrap();
    let Founded {
        mut clinic, lead, ..
    } = found(home.path());
    let mut other = Clinic::open(home.path(), &|| None, clock(NOW)).unwrap();
    let (first, _) = clinic
        .register(&lead, &details("Rowan Ashby"), &[])
        .unwrap();
    let (second, _) = other
        .register(&lead, &details("Kit Marlow"), &[first])
        .unwrap();
    assert_ne!(first, second);
}
