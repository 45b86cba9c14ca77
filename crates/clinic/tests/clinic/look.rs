//! Whom the figures of printed sheets show.

use plinth_clinic::{Fault, Problem, Reprint, Setup, look};
use plinth_core::{
    clinic::{ClinicAct, Look},
    sheet::SheetKind,
};
use plinth_figure::{
    drawing::Fill,
    person::{Chosen, Clothing, Hair, Person, Skin},
};

use crate::support::Visit;

/// The figures of a PDF, as they are written.
fn figures(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).unwrap();
    let streams = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let forms = streams.filter(|stream| {
        let kind = stream.dict.get(b"Subtype").and_then(lopdf::Object::as_name);
        kind.is_ok_and(|name| name == b"Form")
    });
    forms
        .map(|form| String::from_utf8(form.decompressed_content().unwrap()).unwrap())
        .collect()
}

/// How many figures have an area of this color.
fn with(figures: &[String], fill: Fill, person: Person) -> usize {
    let parts = fill.color(person.ink()).unwrap().map(|part| {
        let part = f64::from(part) / 255.0;
        ((part * 1000.0).round() / 1000.0).to_string()
    });
    let color = format!("{} rg\n", parts.join(" "));
    figures.iter().filter(|one| one.contains(&color)).count()
}

fn change(visit: &mut Visit, figures: Look) -> Result<(), Problem> {
    let mut settings = visit.founded.clinic.settings().unwrap().clone();
    settings.figures = figures;
    let act = ClinicAct::ChangeSettings {
        emergency_number_again: settings.emergency_number.clone(),
        settings,
        reason: "Our patients asked for it".into(),
    };
    visit.founded.clinic.change_clinic(&visit.founded.lead, act)
}

fn assigned() -> Visit {
    let mut visit = Visit::begin();
    visit.screen(&[]);
    visit.assign().unwrap();
    visit
}

#[test]
fn a_sheet_shows_whom_the_clinic_chose_and_an_earlier_one_stays_as_it_was_given() {
    let chosen = Chosen {
        skin: Some(Skin::Tone6),
        hair: Some(Hair::Scarf),
        clothing: Some(Clothing::Long),
        ..Chosen::default()
    };
    let mut visit = assigned();
    let first = visit.print(SheetKind::Program).unwrap();
    let before = figures(&first.pdf.bytes);
    assert!(before.len() >= 4, "{} figures", before.len());
    let usual = Person::default();
    assert_eq!(with(&before, Fill::Skin, usual), before.len());
    assert_eq!(with(&before, Fill::Scarf, usual), 0);

    change(&mut visit, look(chosen, &Look::default())).unwrap();
    assert_eq!(visit.founded.clinic.drawn().unwrap(), chosen.person());
    let second = visit.print(SheetKind::Program).unwrap();
    let after = figures(&second.pdf.bytes);
    assert_eq!(after.len(), before.len());
    assert_eq!(with(&after, Fill::Skin, usual), 0);
    assert_eq!(with(&after, Fill::Skin, chosen.person()), after.len());
    assert_eq!(with(&after, Fill::Scarf, chosen.person()), after.len());

    // Printed again, each shows whom it showed; the first is marked by now, as it was replaced.
    let again = visit.founded.clinic.reprint(visit.number, 2).unwrap();
    assert_eq!(again.reprint, Some(Reprint::Same));
    let copy = visit.founded.clinic.reprint(visit.number, 1).unwrap();
    assert_eq!(copy.reprint, Some(Reprint::Superseded));
    let copied = figures(&copy.pdf.bytes);
    assert_eq!(with(&copied, Fill::Skin, usual), copied.len());
    change(&mut visit, Look::default()).unwrap();
    let again = visit.founded.clinic.reprint(visit.number, 2).unwrap();
    assert_eq!(again.reprint, Some(Reprint::Same));
}

#[test]
fn a_choice_adds_to_what_was_chosen_before() {
    let skin = Chosen {
        skin: Some(Skin::Tone3),
        ..Chosen::default()
    };
    let hair = Chosen {
        hair: Some(Hair::Bob),
        ..Chosen::default()
    };
    let both = look(hair, &look(skin, &Look::default()));
    assert_eq!(both.skin.as_deref(), Some("tone-3"));
    assert_eq!(both.hair.as_deref(), Some("bob"));
    assert_eq!(both.build, None);
}

#[test]
fn a_word_that_means_nobody_is_refused_and_nothing_is_stored() {
    let mut visit = assigned();
    let seen = visit.founded.clinic.record().seq;
    let wrong = Look {
        hair: Some("mohawk".into()),
        ..Look::default()
    };
    let problem = change(&mut visit, wrong).unwrap_err();
    assert_eq!(problem.fault(), Fault::Use);
    assert_eq!(
        problem.to_string(),
        "`mohawk` is no hair; choose short, bob, bun, bald or scarf"
    );
    assert_eq!(visit.founded.clinic.record().seq, seen);
}

#[test]
fn a_clinic_is_set_up_with_the_person_in_its_file() {
    let text = include_str!("../../../../docs/example/clinic.toml");
    let usual = Setup::parse(text).unwrap();
    assert_eq!(usual.figures, Chosen::default());
    let chosen = format!("{text}\n[figures]\nbuild = \"curved\"\nhair-color = \"gray\"\n");
    let setup = Setup::parse(&chosen).unwrap();
    let home = tempfile::tempdir().unwrap();
    let founded = plinth_clinic::Clinic::found(
        home.path(),
        setup.clone(),
        false,
        &crate::support::passphrase(),
        None,
        crate::support::clock(crate::support::NOW),
    )
    .unwrap();
    assert_eq!(founded.clinic.drawn().unwrap(), setup.figures.person());
    assert_ne!(setup.figures.person(), Person::default());
    let wrong = Setup::parse(&format!("{text}\n[figures]\nskin = \"green\"\n")).unwrap_err();
    let said = wrong.to_string();
    assert!(
        said.contains("line 21") && said.contains("tone-1, tone-2"),
        "{said}"
    );
}
