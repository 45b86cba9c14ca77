//! A pack that was installed by an earlier version, and has a figure that is refused now.

use std::{collections::BTreeMap, convert::Infallible, fs};

use plinth_clinic::{PileOptions, Printed, Problem, Reprint, embedded};
use plinth_core::{
    clinic::ClinicAct,
    name::ExerciseId,
    record::command::Act,
    sheet::{Paper, SheetKind, Subject},
};
use plinth_pack::folder::Files;

use crate::support::{Visit, clear, text};

const WALKING: &str = "figures/ex-01-short-walks.toml";
const BREAK: &str = "figures/sitting-break.toml";
const TILT: &str = "figures/ex-04-pelvic-tilt.toml";
const KNEE: &str = "figures/ex-03-one-knee-to-chest.toml";

/// The pack that comes with the program, with an arrow of an exercise and one of a sign that say the opposite of what their parts
/// do; and with an arrow that is only too long, and one that is only too far away.
fn earlier() -> Files {
    let mut files = embedded();
    for (file, right, wrong) in [
        (WALKING, "way = [0.22, 0.0]", "way = [-0.22, 0.0]"),
        (BREAK, "way = [0.0, 0.34]", "way = [0.0, -0.34]"),
        (TILT, "way = [0.01, -0.14]", "way = [0.03, -0.42]"),
        (KNEE, "off = [-0.12, 0.04]", "off = [-0.12, 0.8]"),
    ] {
        let figure = String::from_utf8(files[file].clone()).unwrap();
        assert!(figure.contains(right));
        files.insert(file.into(), figure.replace(right, wrong).into_bytes());
    }
    files
}

/// A patient whose program is pinned to that pack.
fn pinned() -> Visit {
    let mut visit = Visit::begin();
    let answers = clear(&visit.founded.clinic);
    let files = earlier();
    let digest = plinth_pack::content(&files).unwrap().digests.whole;
    for (path, bytes) in &files {
        let file = visit.home.path().join("packs").join(&digest).join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    // What is in the folder is listed anew when a pack is installed.
    visit.founded.clinic.install(&embedded()).unwrap();
    let lead = &visit.founded.lead;
    let adopt = ClinicAct::AdoptPack {
        digest: digest.clone(),
    };
    visit.founded.clinic.change_clinic(lead, adopt).unwrap();
    let screen = Act::Screen {
        pack: digest.clone(),
        answers,
        asked_on: BTreeMap::new(),
    };
    visit.act(screen).unwrap();
    let record = visit.assign().unwrap().record;
    assert_eq!(record.program.unwrap().pack.digests.whole, digest);
    visit
}

#[test]
fn a_pack_with_a_refused_figure_is_still_not_installed() {
    let mut visit = Visit::begin();
    let Err(Problem::Pack(diagnostics)) = visit.founded.clinic.install(&earlier()) else {
        panic!("it was installed");
    };
    let errors = diagnostics.iter().filter(|one| one.is_error());
    let errors: Vec<_> = errors.map(|one| (one.code, &*one.file)).collect();
    assert_eq!(
        errors,
        [WALKING, KNEE, TILT, BREAK].map(|file| ("figure-pose", file))
    );
}

fn has_the_words_alone(printed: &Printed) {
    let walking: ExerciseId = "EX-01".parse().unwrap();
    assert_eq!(
        printed.left_out,
        [
            Subject::Exercise(walking.clone()),
            Subject::Sign("sitting-break".parse().unwrap())
        ]
        .into()
    );
    let words = text(&printed.pdf.bytes);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let content = plinth_pack::content(&embedded()).unwrap();
    let name = &content.exercises[&walking].name;
    assert!(words.contains(&**name), "{words}");
    let frames = words.matches("Space for your physio to draw").count();
    assert_eq!(frames, 1, "{words}");
}

#[test]
fn hz_31_a_figure_that_is_refused_now_is_left_out_and_its_words_are_printed() {
    let mut visit = pinned();
    let turns = visit.founded.clinic.turns().unwrap().turns;
    let options = PileOptions {
        paper: Paper::A4,
        large_print: false,
        black_and_white: false,
    };
    let mut piled = Vec::new();
    let (clinic, lead) = (&mut visit.founded.clinic, &visit.founded.lead);
    let Ok(()) = clinic.print_pile::<Infallible>(lead, &turns, options, |_, printed| {
        piled.push(printed.unwrap());
        Ok(())
    });
    assert_eq!(piled.len(), 1);
    has_the_words_alone(&piled[0]);

    let again = clinic.reprint(visit.number, piled[0].number.count).unwrap();
    has_the_words_alone(&again);
    has_the_words_alone(&visit.print(SheetKind::Program).unwrap());
    let copy = visit
        .founded
        .clinic
        .reprint(visit.number, piled[0].number.count)
        .unwrap();
    assert_eq!(copy.reprint, Some(Reprint::Superseded));
    has_the_words_alone(&copy);
}
