//! A visit through the use cases, from an empty folder to a printed sheet.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{collections::BTreeMap, path::Path};

use jiff::{Timestamp, civil::date};
use plinth_clinic::{
    About, Changed, Clinic, Founded, Lead, Passphrase, Printed, Problem, Reprint, Request, Setup,
    embedded,
};
use plinth_core::{
    answer::{Answer, Answers, Given, Via},
    number::PatientNumber,
    record::{
        command::{Act, Adjust, Assign, Change},
        event::{ConsentForm, Details, EvidenceKind, Item, PrintNeeds, Sides},
        refusal::{Reason, Warning},
    },
    sheet::{Paper, SheetKind},
};
use plinth_pack::answers::{self, Format};

const NOW: &str = "2026-03-02T10:00:00Z";

fn passphrase() -> Passphrase {
    Passphrase::new("correct horse 7".to_owned())
}

fn clock(at: &str) -> plinth_clinic::Clock {
    let now: Timestamp = at.parse().unwrap();
    Box::new(move || now)
}

fn setup() -> Setup {
    Setup {
        clinic: About {
            name: "Harbor Lane Physiotherapy".into(),
            address: "1 Harbor Lane".into(),
            phone: "01632 960114".into(),
            hours: "Mon-Fri 8-6".into(),
            out_of_hours: "Call your doctor".into(),
            country: "GB".into(),
            emergency_number: "999".into(),
            emergency_number_again: "999".into(),
            emergency_place: "A&E".into(),
            zone: "Europe/London".into(),
        },
        lead: Lead {
            id: "p-nair".parse().unwrap(),
            name: "Priya Nair".into(),
            registration: "PH00000".into(),
        },
    }
}

fn found(home: &Path) -> Founded {
    Clinic::found(home, setup(), false, &passphrase(), None, clock(NOW)).unwrap()
}

fn details(name: &str) -> Details {
    Details {
        name: name.into(),
        other_names: Vec::new(),
        born: date(1988, 1, 1),
        phone: None,
        language: "en".into(),
        print: PrintNeeds::default(),
    }
}

/// The answers of the pack's own plain patient.
fn clear(clinic: &Clinic) -> Answers {
    let base = String::from_utf8(embedded()["cases/base.toml"].clone()).unwrap();
    let text = base.replace("[base.clear]", "[answers]");
    let content = clinic.library().packs().unwrap().values().next().unwrap();
    let today = date(2026, 3, 2);
    answers::read("base.toml", &text, Format::Toml, &content.questions, today)
        .unwrap()
        .answers
}

fn yes() -> Given {
    Given {
        answer: Answer::Yes,
        unit: None,
        since: None,
        via: Via::Patient,
    }
}

struct Visit {
    home: tempfile::TempDir,
    founded: Founded,
    number: PatientNumber,
}

impl Visit {
    /// A registered patient who consented.
    fn begin() -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut founded = found(home.path());
        let (number, _) = founded
            .clinic
            .register(&founded.lead, details("Rowan Ashby"), Vec::new())
            .unwrap();
        let mut visit = Self {
            home,
            founded,
            number,
        };
        let consent = Act::Consent {
            form: ConsentForm::Spoken,
            to: "Assessment and exercises".into(),
        };
        visit.act(consent).unwrap();
        visit
    }

    fn act(&mut self, act: Act) -> Result<Changed, Problem> {
        self.founded
            .clinic
            .change(&self.founded.lead, self.number, None, act)
    }

    fn screen(&mut self, yes_to: &[&str]) -> Changed {
        let mut answers = clear(&self.founded.clinic);
        for question in yes_to {
            answers.insert(question.parse().unwrap(), yes());
        }
        let pack = self
            .founded
            .clinic
            .library()
            .packs()
            .unwrap()
            .keys()
            .next()
            .unwrap()
            .clone();
        self.act(Act::Screen {
            pack,
            answers,
            asked_on: BTreeMap::new(),
        })
        .unwrap()
    }

    fn assign(&mut self) -> Result<Changed, Problem> {
        self.act(Act::Assign(Assign {
            program: None,
            phase: None,
            items: None,
            sides: Some(Sides::Left),
            review_on: None,
            reason: None,
        }))
    }

    fn print(&mut self, kind: SheetKind) -> Result<Printed, Problem> {
        let request = Request {
            kind,
            paper: Paper::A4,
            large_print: false,
            black_and_white: false,
            seen: None,
            language_reason: None,
        };
        self.founded
            .clinic
            .print(&self.founded.lead, self.number, &request)
    }
}

fn reasons(problem: Problem) -> Vec<Reason> {
    match problem {
        Problem::Refused(refusal) => refusal.reasons,
        other => panic!("{other}"),
    }
}

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
    let (first, _) = clinic
        .register(&lead, details("Jo Müller"), Vec::new())
        .unwrap();
    for name in ["Jo Mueller", "JO MULLER", "Müller, Jo"] {
        match clinic.register(&lead, details(name), Vec::new()) {
            Err(Problem::PerhapsKnown(alike)) => {
                assert_eq!(alike[0].number, first.to_string(), "{name}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
    let (second, _) = clinic
        .register(&lead, details("Jo Mueller"), vec![first])
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
        .register(&lead, details("Rowan Ashby"), Vec::new())
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
    assert_eq!(restored.clinic.record().epoch(), 'B');
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
        .values()
        .next()
        .unwrap();
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
    assert!(text(&sheet.pdf.bytes).contains("Short spells, tilted or on the side."));
}

/// The words of a PDF, by poppler's `pdftotext`.
fn text(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = std::process::Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output();
    let output = output.expect("pdftotext is there: tests/run installs poppler-utils");
    String::from_utf8(output.stdout).unwrap()
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
        .register(&lead, details("Rowan Ashby"), Vec::new())
        .unwrap();
    let (second, _) = other
        .register(&lead, details("Kit Marlow"), vec![first])
        .unwrap();
    assert_ne!(first, second);
}
