//! The sheets that the tests of the printing read: composed of the present pack, and stored where they are printed.

use std::{collections::BTreeSet, env, fs, path::Path};

use jiff::civil::date;
use plinth_core::{
    clinic::{Look, Settings},
    compose::{Printing, compose},
    content::Content,
    information::Caution,
    number::{Epoch, PatientNumber, SheetNumber},
    record::{
        command::{Act, Assign},
        desk::Desk,
        event::{
            ConsentForm, ConsentRecorded, Details, EpisodeOpened, PatientRegistered, PrintNeeds,
            Sides, Urgency,
        },
    },
    sheet::{Avoided, Block, Sheet, SheetKind, Subject},
};

use super::{FILES, done, item};
use crate::{
    cases::{Case, read, timeline::Timeline},
    load,
};

/// What is printed, for whom, and what is done before.
struct Story {
    file: &'static str,
    case: &'static str,
    kind: SheetKind,
    problem: &'static str,
    acts: fn(&Content) -> Vec<Act>,
}

fn goal(words: &str) -> Act {
    Act::Goal {
        words: words.into(),
        now: Some(3),
    }
}

fn assigned(content: &Content, exercises: &[&str], days: i8) -> Act {
    Act::Assign(Assign {
        program: None,
        phase: None,
        items: Some(exercises.iter().map(|id| item(content, id)).collect()),
        sides: Some(Sides::Left),
        review_on: Some(date(2026, 3, 2 + days)),
        reason: Some("to see it printed".into()),
    })
}

fn refers(to: &str, urgency: Urgency, reason: &str) -> Act {
    Act::Refer {
        to: to.into(),
        urgency,
        reason: reason.into(),
        findings: Vec::new(),
    }
}

/// To the hospital, of who is numb between the legs.
fn handed_over() -> Act {
    refers(
        "Emergency department, Harbour General Hospital",
        Urgency::Emergency,
        "New numbness in the saddle region. Please assess for cauda equina syndrome.",
    )
}

const NUMB_BETWEEN_THE_LEGS: &str =
    "Pain from the left buttock to the foot. Numb between the legs since yesterday.";

const STORIES: [Story; 5] = [
    Story {
        file: "four-exercises",
        case: "V01",
        kind: SheetKind::Program,
        problem: "Pain from the left buttock to the foot. Sitting makes it worse.",
        acts: |content| {
            vec![
                goal("Sit through a meal."),
                goal("Walk the dog to the park."),
                assigned(content, &["EX-01", "EX-04", "EX-05", "EX-03"], 7),
            ]
        },
    },
    Story {
        file: "longest-four",
        case: "V01",
        kind: SheetKind::Program,
        problem: "Pain from the left buttock to the foot. Sitting makes it worse.",
        acts: |content| {
            vec![
                goal("Sit through a meal."),
                goal("Walk the dog to the park."),
                assigned(content, &["EX-01", "EX-05", "EX-02", "EX-03"], 7),
            ]
        },
    },
    Story {
        file: "emergency",
        case: "V03",
        kind: SheetKind::Emergency,
        problem: NUMB_BETWEEN_THE_LEGS,
        acts: |_| vec![handed_over()],
    },
    Story {
        file: "hand-over",
        case: "V03",
        kind: SheetKind::Letter,
        problem: NUMB_BETWEEN_THE_LEGS,
        acts: |_| vec![handed_over()],
    },
    Story {
        file: "referral",
        case: "V01",
        kind: SheetKind::Letter,
        problem: "Pain from the left buttock to the foot. Sitting makes it worse.",
        acts: |content| {
            vec![
                goal("Sit through a meal."),
                assigned(content, &["EX-01", "EX-04", "EX-05"], 7),
                refers(
                    "Dr Jo Fern, Quay Street Surgery",
                    Urgency::Routine,
                    "Please review the pain relief. Night sleep is poor.",
                ),
            ]
        },
    },
];

fn composed(content: &Content, case: &Case, story: &Story, figures: &BTreeSet<Subject>) -> Sheet {
    // Only the screening with which the case begins.
    let on = case.steps[0].on;
    let mut timeline = Timeline::new(content);
    let registered = PatientRegistered {
        number: PatientNumber::new(142),
        details: Details {
            name: "Rowan Ashby".into(),
            other_names: Vec::new(),
            born: date(1988, 1, 1),
            phone: None,
            language: content.language.clone(),
            print: PrintNeeds::default(),
        },
        not_the_same_as: Vec::new(),
    };
    let consented = ConsentRecorded {
        form: ConsentForm::Spoken,
        to: "examination and an exercise program".into(),
    };
    let opened = EpisodeOpened {
        problem: story.problem.into(),
        pack: content.id.clone(),
    };
    for event in [registered.into(), consented.into(), opened.into()] {
        timeline.append(on, event).unwrap();
    }
    done(timeline.take(&case.steps[0]).map(|_| ()), story.file);
    for act in (story.acts)(content) {
        done(timeline.does(on, act).map(drop), story.file);
    }
    let settings = Settings {
        name: "Harbour Lane Physiotherapy".into(),
        address: "1 Harbour Lane".into(),
        phone: "01632 960 114".into(),
        hours: "Mon–Fri 8–6, Sat 9–12".into(),
        out_of_hours: "Call your doctor, day or night.".into(),
        country: "GB".into(),
        emergency_number: "999".into(),
        emergency_place: "A&E".into(),
        zone: "UTC".into(),
        figures: Look::default(),
    };
    let desk = Desk {
        demo: false,
        ..timeline.desk(on).unwrap()
    };
    let sheet = compose(&Printing {
        record: &timeline.record,
        content,
        settings: &settings,
        desk: &desk,
        clinician: "Priya Nair",
        kind: story.kind,
        number: SheetNumber {
            patient: PatientNumber::new(142),
            count: 1,
            epoch: Epoch::default(),
        },
        figures,
        copy: false,
    });
    sheet.unwrap_or_else(|refusal| panic!("{}: {refusal}", story.file))
}

#[test]
fn sheets_that_the_printing_is_tested_with_are_of_the_present_pack() {
    let content = load(&FILES).content.unwrap();
    let (cases, _) = read(&FILES, &content);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pdf/tests/sheets");
    for story in &STORIES {
        let case = cases.0.iter().find(|case| case.id.is == story.case);
        let mut sheet = composed(&content, case.unwrap(), story, &BTreeSet::new());
        // Cases are part of the digest and are never printed.
        sheet.pack.digest = "5f0c 2ad1".into();
        let written = serde_json::to_string_pretty(&sheet).unwrap() + "\n";
        let file = folder.join(format!("{}.json", story.file));
        if env::var_os("UPDATE").is_some() {
            fs::write(&file, &written).unwrap();
        }
        let stored = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            stored == written,
            "{} is of another state of the pack: run this test with UPDATE=1",
            story.file
        );
    }
}

#[test]
fn what_always_stands_has_a_small_picture_that_says_the_words_of_the_sheet() {
    let content = load(&FILES).content.unwrap();
    let figures: BTreeSet<Subject> = crate::figure::read(&FILES).into_keys().collect();
    let always = content.cautions.iter().filter(|caution| {
        let stands_always = caution.evidence.iter().any(|id| id.as_str() == "CF-30");
        stands_always && caution.until.is_none()
    });
    let always: Vec<&Caution> = always.collect();
    assert_eq!(always.len(), 4);
    let (cases, _) = read(&FILES, &content);
    let story = &STORIES[0];
    let case = cases.0.iter().find(|case| case.id.is == story.case);
    let sheet = composed(&content, case.unwrap(), story, &figures);
    let mut small = 0;
    for block in &sheet.blocks {
        match block {
            Block::NotForNow(not) => {
                for caution in &always {
                    let words = caution.for_sheet.as_ref().unwrap();
                    let item = not.items.iter().find(|item| item.words == *words);
                    let figure = item.unwrap().figure.as_ref().unwrap();
                    assert_eq!(figure.subject, Subject::Caution(caution.id.clone()));
                }
                for item in &not.items {
                    if let Some(figure) = &item.figure {
                        assert_eq!(figure.alternative, item.words);
                        small += 1;
                    }
                }
                let with_picture = |item: &Avoided| item.figure.is_some();
                assert!(
                    not.items
                        .iter()
                        .map(with_picture)
                        .is_sorted_by(|a, b| a >= b)
                );
            }
            Block::EachDay(day) => {
                for advice in &day.advice {
                    let words = format!("{} {}", advice.words.lead, advice.words.text);
                    if let Some(figure) = &advice.figure {
                        assert_eq!(figure.alternative, words);
                        small += 1;
                    }
                }
            }
            _ => {}
        }
    }
    assert!(small >= 7, "{small}");
    let wrong = crate::figure::check(&FILES, &content);
    assert!(wrong.is_empty(), "{wrong:?}");
}
