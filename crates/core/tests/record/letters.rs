//! What a colleague is told: letters and emergency sheets say what is known now, and what is not.

use plinth_core::{
    answer::{Answer, Answers, Given, Via},
    content::Disposition,
    record::{
        command::{Act, Change},
        event::Urgency,
    },
    sheet::{Block, FactValue, Sheet, SheetKind},
};

use crate::fixture::*;

fn saddle(sheet: &Sheet) -> FactValue {
    let mut blocks = sheet.blocks.iter();
    let table = blocks
        .find_map(|block| match block {
            Block::StaffFacts(table) | Block::Facts(table) => Some(table),
            _ => None,
        })
        .unwrap();
    let fact = table.facts.iter().find(|fact| fact.label == "Saddle");
    fact.unwrap().value.clone()
}

/// Paragraphs as `lead text`.
fn paragraphs(sheet: &Sheet) -> Vec<String> {
    let blocks = sheet.blocks.iter();
    blocks
        .filter_map(|block| match block {
            Block::Paragraph(told) => Some(format!("{} {}", told.lead, told.text)),
            _ => None,
        })
        .collect()
}

fn says(sheet: &Sheet, words: &str) -> bool {
    paragraphs(sheet).iter().any(|told| told.contains(words))
}

#[test]
fn hz_01_what_the_newest_check_in_found_or_did_not_ask_stands_on_every_letter_and_emergency_sheet()
{
    let told = |report: &dyn Fn(&mut plinth_core::record::event::Report)| {
        let mut clinic = Clinic::assigned();
        clinic.later(1);
        let mut news = clinic.report(3);
        report(&mut news);
        clinic.does(Act::CheckIn(news));
        [SheetKind::Emergency, SheetKind::Letter].map(|kind| clinic.compose(kind).unwrap())
    };
    let nothing = FactValue::Recorded("nothing-found".into());
    for sheet in told(&|_| {}) {
        assert_eq!(saddle(&sheet), nothing, "asked, and nothing found");
    }
    for sheet in told(&|news| {
        news.answers.insert(slot("saddle"), given(Answer::Yes));
    }) {
        assert_eq!(saddle(&sheet), FactValue::Recorded("yes".into()));
    }
    let not_asked = told(&|news| {
        news.answers.remove(&slot("saddle"));
    });
    for sheet in &not_asked {
        assert_eq!(saddle(sheet), FactValue::NotAsked);
    }
    assert!(
        says(&not_asked[1], "not-asked:"),
        "{:?}",
        paragraphs(&not_asked[1])
    );
}

#[test]
fn a_letter_says_to_whom_how_soon_why_since_when_and_on_which_days_was_asked() {
    let mut clinic = Clinic::registered();
    let mut answers = clear();
    let saddle = Given {
        answer: Answer::Yes,
        unit: None,
        since: Some(clinic.today()),
        via: Via::Patient,
    };
    answers.insert(slot("saddle"), saddle);
    answers.remove(&slot("sexual"));
    clinic.does(screen(answers));
    let screened = clinic
        .compose(SheetKind::Letter)
        .unwrap()
        .strip
        .given_on
        .value;
    clinic.does(Act::Refer {
        to: "Spinal team".into(),
        urgency: Urgency::Emergency,
        reason: "numb since this morning".into(),
        findings: vec![clinic.finding("saddle")],
    });
    clinic.later(2);
    let letter = clinic.compose(SheetKind::Letter).unwrap();
    assert_ne!(letter.strip.given_on.value, screened);
    for needed in [
        "letter-to: Spinal team",
        "letter-how-soon: at-once",
        "letter-why: numb since this morning",
        "letter-problem: ",
        "yes, since ",
        "not-asked: ",
    ] {
        assert!(says(&letter, needed), "{needed}: {:?}", paragraphs(&letter));
    }
    let table = letter.blocks.iter().find_map(|block| match block {
        Block::Facts(table) => Some(table),
        _ => None,
    });
    assert_eq!(
        table.unwrap().lead,
        screened,
        "the day of the answers, not of the letter"
    );
    // A pack of before has no words for how soon; its letter says the rest.
    clinic.packs[0].sheet.labels.remove("letter-how-soon");
    let letter = clinic.compose(SheetKind::Letter).unwrap();
    assert!(!says(&letter, "at-once") && says(&letter, "Spinal team"));
}

#[test]
fn a_letter_says_what_the_patient_does_and_how_to_reach_whom() {
    let mut clinic = Clinic::assigned();
    clinic.does(Act::SetPrecaution {
        precaution: precaution("pregnancy"),
        reason: "felt in the examination".into(),
    });
    let letter = clinic.compose(SheetKind::Letter).unwrap();
    assert_eq!(letter.title, "letter", "it goes with no referral");
    let phase = clinic.packs[0].programs[0].phases[0].title.clone();
    let since = letter.strip.given_on.value.clone();
    let address = settings().address;
    for needed in [
        format!("letter-exercises: {phase}. "),
        format!("; since {since}"),
        "letter-precautions: ".into(),
        address,
    ] {
        assert!(
            says(&letter, &needed),
            "{needed}: {:?}",
            paragraphs(&letter)
        );
    }
    // What a flag stops is not told as if it went on.
    clinic.does(Act::Refer {
        to: "Spinal team".into(),
        urgency: Urgency::Emergency,
        reason: "numb since this morning".into(),
        findings: Vec::new(),
    });
    let mut answers = clear();
    answers.insert(slot("saddle"), given(Answer::Yes));
    clinic.does(screen(answers));
    let letter = clinic.compose(SheetKind::Letter).unwrap();
    assert_eq!(letter.title, "letter-urgent");
    assert!(says(&letter, "letter-exercises: letter-stopped"));
    assert!(!says(&letter, &format!("{phase}. ")));
}

#[test]
fn hz_01_a_precaution_that_nobody_asked_about_is_not_told_as_known() {
    let told = |answers: Answers| {
        let mut clinic = Clinic::registered();
        clinic.does(screen(answers));
        let letter = clinic.compose(SheetKind::Letter).unwrap();
        let mut told = paragraphs(&letter);
        told.retain(|told| told.starts_with("letter-precautions"));
        told
    };
    let alone = |answer: Answer| Answers::from([(slot("saddle"), given(answer))]);
    assert_eq!(
        told(alone(Answer::Yes)),
        ["letter-precautions, not-asked: pregnancy; osteoporosis"]
    );
    let mut some = alone(Answer::Yes);
    some.insert(slot("pregnant"), given(Answer::Yes));
    some.insert(slot("brittle"), given(Answer::Declined));
    assert_eq!(
        told(some),
        [
            "letter-precautions: pregnancy",
            "letter-precautions, declined: osteoporosis"
        ]
    );
    assert_eq!(told(clear()), [""; 0]);
}

#[test]
fn a_precaution_that_the_pack_of_the_letter_does_not_have_is_told_by_its_id() {
    let mut clinic = Clinic::assigned();
    clinic.does(Act::SetPrecaution {
        precaution: precaution("pregnancy"),
        reason: "felt in the examination".into(),
    });
    clinic.packs[0].precautions.clear();
    let letter = clinic.compose(SheetKind::Letter).unwrap();
    assert!(says(&letter, "letter-precautions: pregnancy"));
}

#[test]
fn hz_43_a_letter_is_of_the_most_urgent_referral_that_is_open() {
    let mut clinic = Clinic::assigned();
    for (to, urgency) in [
        ("Spinal team", Urgency::Emergency),
        ("Family doctor", Urgency::Routine),
    ] {
        clinic.does(Act::Refer {
            to: to.into(),
            urgency,
            reason: "numb since this morning".into(),
            findings: Vec::new(),
        });
    }
    let letter = clinic.compose(SheetKind::Letter).unwrap();
    assert_eq!(letter.title, "letter-urgent");
    assert!(says(&letter, "letter-to: Spinal team"));
    assert!(says(&letter, "letter-how-soon: at-once"));
}

/// What a letter says of the exercises.
fn exercises_now(clinic: &Clinic) -> String {
    let mut told = paragraphs(&clinic.compose(SheetKind::Letter).unwrap());
    told.retain(|told| told.starts_with("letter-exercises: "));
    told.join("|")
}

#[test]
fn a_letter_tells_exercises_as_stopped_just_where_none_runs() {
    let stopped = "letter-exercises: letter-stopped";
    let mut clinic = Clinic::assigned();
    clinic.later(1);
    let mut report = clinic.report(3);
    report.answers.insert(slot("saddle"), given(Answer::No));
    clinic.does(Act::CheckIn(report));
    clinic.does(screen(clear_but("groin-only", Answer::Yes)));
    assert_eq!(clinic.standing(), Disposition::Refer);
    assert!(clinic.runs(), "only what cannot wait stops a program");
    assert!(exercises_now(&clinic).contains("Move EX-01"));

    let mut clinic = Clinic::assigned();
    clinic.does(Act::WithdrawConsent {
        reason: "would rather not go on".into(),
    });
    assert_eq!(exercises_now(&clinic), stopped);

    let mut clinic = Clinic::assigned();
    for resting in clinic.record.running_program().unwrap().running() {
        assert_ne!(exercises_now(&clinic), stopped);
        clinic.does(adjust(Change::Pause(resting)));
    }
    assert_eq!(exercises_now(&clinic), stopped);
}

#[test]
fn an_exercise_that_the_pack_of_the_letter_does_not_have_is_told_by_its_id() {
    let mut clinic = Clinic::assigned();
    clinic.packs[0].exercises.remove(&exercise("EX-04"));
    let told = exercises_now(&clinic);
    assert!(told.contains("Move EX-01, EX-04, "), "{told}");
}
