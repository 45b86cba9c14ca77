//! A fictional clinic and a visit in it.

use std::{collections::BTreeMap, path::Path};

use jiff::{Timestamp, civil::date};
use plinth_clinic::{
    About, Changed, Clinic, Founded, Lead, Passphrase, Printed, Problem, Request, Setup, embedded,
};
use plinth_core::{
    answer::{Answer, Answers, Given, Via},
    number::PatientNumber,
    record::{
        command::{Act, Assign},
        event::{ConsentForm, Details, PrintNeeds, Sides},
        refusal::Reason,
    },
    sheet::{Paper, SheetKind},
};
use plinth_figure::person::Chosen;
use plinth_pack::answers::{self, Format};

pub(crate) const NOW: &str = "2026-03-02T10:00:00Z";

pub(crate) fn passphrase() -> Passphrase {
    Passphrase::new("correct horse 7".to_owned())
}

pub(crate) fn clock(at: &str) -> plinth_clinic::Clock {
    let now: Timestamp = at.parse().unwrap();
    Box::new(move || now)
}

pub(crate) fn setup() -> Setup {
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
        figures: Chosen::default(),
    }
}

pub(crate) fn found(home: &Path) -> Founded {
    Clinic::found(home, setup(), false, &passphrase(), None, clock(NOW)).unwrap()
}

pub(crate) fn details(name: &str) -> Details {
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
pub(crate) fn clear(clinic: &Clinic) -> Answers {
    let base = String::from_utf8(embedded()["cases/base.toml"].clone()).unwrap();
    let text = base.replace("[base.clear]", "[answers]");
    let content = clinic.library().packs().unwrap().pop_first().unwrap().1;
    let today = date(2026, 3, 2);
    answers::read("base.toml", &text, Format::Toml, &content.questions, today)
        .unwrap()
        .answers
}

pub(crate) fn yes() -> Given {
    Given {
        answer: Answer::Yes,
        unit: None,
        since: None,
        via: Via::Patient,
    }
}

pub(crate) struct Visit {
    pub(crate) home: tempfile::TempDir,
    pub(crate) founded: Founded,
    pub(crate) number: PatientNumber,
}

impl Visit {
    /// A registered patient who consented.
    pub(crate) fn begin() -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut founded = found(home.path());
        let (number, _) = founded
            .clinic
            .register(&founded.lead, &details("Rowan Ashby"), &[])
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

    pub(crate) fn act(&mut self, act: Act) -> Result<Changed, Problem> {
        self.founded
            .clinic
            .change(&self.founded.lead, self.number, None, act)
    }

    pub(crate) fn screen(&mut self, yes_to: &[&str]) -> Changed {
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

    pub(crate) fn assign(&mut self) -> Result<Changed, Problem> {
        self.assign_to(Sides::Left)
    }

    pub(crate) fn assign_to(&mut self, sides: Sides) -> Result<Changed, Problem> {
        self.act(Act::Assign(Assign {
            program: None,
            phase: None,
            items: None,
            sides: Some(sides),
            review_on: None,
            reason: None,
        }))
    }

    pub(crate) fn print(&mut self, kind: SheetKind) -> Result<Printed, Problem> {
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

pub(crate) fn reasons(problem: Problem) -> Vec<Reason> {
    match problem {
        Problem::Refused(refusal) => refusal.reasons,
        other => panic!("{other}"),
    }
}

/// The words of a PDF, by poppler's `pdftotext`.
pub(crate) fn text(pdf: &[u8]) -> String {
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
