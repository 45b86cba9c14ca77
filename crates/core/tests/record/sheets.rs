//! Composed sheets: what must be on them, and what never may.

use plinth_core::{
    answer::Answer,
    compose::LABELS,
    content::Disposition,
    record::{
        command::{Act, Change},
        event::{Item, NoteFor, Sides},
        refusal::Reason,
    },
    sheet::{Block, FigureSide, Sheet, SheetKind, Subject},
};

use crate::fixture::*;

fn texts(sheet: &Sheet) -> String {
    serde_json::to_string(sheet).unwrap()
}

#[test]
fn inv_18_the_emergency_box_is_the_first_block_and_has_a_line_for_every_emergency() {
    let clinic = Clinic::assigned();
    let sheet = clinic.compose(SheetKind::Program).unwrap();
    let Some(Block::Alarm(alarm)) = sheet.blocks.first() else {
        panic!("{:?}", sheet.blocks.first());
    };
    assert_eq!(alarm.items.len(), 2);
    assert_eq!(sheet.identity.emergency.number, "999");
    // A rule without a line would make the box say less than the screening.
    let mut clinic = Clinic::assigned();
    clinic.packs[0].sheet.emergency.pop();
    assert!(matches!(
        clinic.compose(SheetKind::Program).unwrap_err().reasons[..],
        [Reason::NoSheetText { .. }]
    ));
}

#[test]
fn hz_26_a_sheet_prints_the_recorded_dose_and_what_it_replaces() {
    let mut clinic = Clinic::printed();
    clinic.does(adjust(Change::Dose(item_of("EX-01", None, 7))));
    let sheet = clinic.compose(SheetKind::Program).unwrap();
    let first = sheet
        .blocks
        .iter()
        .find_map(|block| match block {
            Block::Exercise(exercise) => Some(exercise),
            _ => None,
        })
        .unwrap();
    assert_eq!(first.doses[0].value, "7");
    assert_eq!(sheet.issue.number.value, "0142-E-2A");
    assert_eq!(sheet.issue.replaces.unwrap().value, "0142-E-1A");
    assert_eq!(sheet.issue.use_until.unwrap().value, "mon 16 mar 2026");
}

#[test]
fn hz_12_every_exercise_on_the_paper_may_be_done_now() {
    let mut clinic = Clinic::assigned();
    let steps = |clinic: &Clinic| {
        let sheet = clinic.compose(SheetKind::Program).unwrap();
        sheet
            .blocks
            .iter()
            .find_map(|block| match block {
                Block::FlareUp(flare_up) => Some(flare_up.steps.clone()),
                _ => None,
            })
            .unwrap()
    };
    assert_eq!(steps(&clinic).len(), 2);
    clinic.does(Act::SetPrecaution {
        precaution: precaution("pregnancy"),
        reason: "the patient says so".into(),
    });
    // The step that lies flat is gone with the exercise, and nothing says why.
    assert_eq!(steps(&clinic), ["Walk a little."]);
    let sheet = clinic.compose(SheetKind::Program).unwrap();
    assert!(!texts(&sheet).contains("Move EX-04"));
    assert!(!texts(&sheet).contains("pregnan"));
    assert!(texts(&sheet).contains("Do not do what EX-04 would"));
    // Words of an exercise that send to a barred one.
    clinic.packs[0]
        .exercises
        .get_mut(&exercise("EX-01"))
        .unwrap()
        .mentions
        .insert(exercise("EX-04"));
    assert!(matches!(
        clinic.compose(SheetKind::Program).unwrap_err().reasons[..],
        [Reason::Mentions { .. }]
    ));
}

#[test]
fn hz_12_words_for_the_sheet_name_no_barred_exercise() {
    let mut clinic = Clinic::assigned();
    let note = |text: &str| {
        adjust(Change::Note {
            reader: NoteFor::Sheet,
            exercise: None,
            text: text.into(),
        })
    };
    assert!(matches!(
        clinic.refuses(note("Also do Toe-Touches at night"))[..],
        [Reason::MeansBarred { .. }]
    ));
    clinic.does(note("Walk to the park and back"));
    assert!(texts(&clinic.compose(SheetKind::Program).unwrap()).contains("to the park"));
}

#[test]
fn hz_17_the_word_comes_from_the_recorded_side() {
    for (sides, word, side) in [
        (Sides::Left, "left", FigureSide::Left),
        (Sides::Right, "right", FigureSide::Right),
        (Sides::EachInTurn, "both", FigureSide::Both),
    ] {
        let mut clinic = Clinic::assigned();
        if sides != Sides::Left {
            clinic.does(adjust(Change::Dose(Item {
                sides: Some(sides),
                ..item_of("EX-03", None, 5)
            })));
        }
        let pictured = [Subject::Exercise(exercise("EX-03"))].into();
        let sheet = clinic.compose_with(SheetKind::Program, &pictured).unwrap();
        let figures = sheet.blocks.iter().filter_map(|block| match block {
            Block::Exercise(exercise) => exercise.figure.as_ref().map(|figure| (exercise, figure)),
            _ => None,
        });
        let [(card, figure)] = figures.collect::<Vec<_>>()[..] else {
            panic!("one exercise has a figure");
        };
        assert_eq!(card.name, format!("Move EX-03: {word}"));
        assert_eq!(figure.side, side);
        assert!(figure.alternative.starts_with(&format!("{}. ", card.name)));
    }
}

#[test]
fn hz_26_the_chart_ends_the_day_before_the_next_visit() {
    let mut clinic = Clinic::assigned();
    clinic.later(10);
    clinic.does(screen(clear()));
    let sheet = clinic.compose(SheetKind::Program).unwrap();
    let review_on = clinic.record.program.as_ref().unwrap().plan.review_on;
    let days = sheet
        .blocks
        .iter()
        .find_map(|block| match block {
            Block::Chart(chart) => Some(&chart.days),
            _ => None,
        })
        .unwrap();
    assert_eq!(days.first().unwrap().date, clinic.today());
    assert_eq!(days.last().unwrap().date.tomorrow().unwrap(), review_on);
    // Past the review nothing is printed.
    clinic.later(10);
    clinic.does(screen(clear()));
    assert!(matches!(
        clinic.compose(SheetKind::Program).unwrap_err().reasons[..],
        [Reason::ReviewOver(_)]
    ));
}

#[test]
fn hz_27_a_program_prints_in_no_state_but_a_running_one_and_the_emergency_sheet_in_all() {
    let held = {
        let mut clinic = Clinic::assigned();
        clinic.does(adjust(Change::Hold));
        clinic
    };
    let flagged = {
        let mut clinic = Clinic::assigned();
        clinic.does(screen(clear_but("saddle", Answer::Unsure)));
        clinic
    };
    let stale = {
        let mut clinic = Clinic::assigned();
        clinic.later(1);
        clinic
    };
    for clinic in [
        held,
        flagged,
        stale,
        Clinic::registered(),
        Clinic::screened(),
    ] {
        assert!(clinic.compose(SheetKind::Program).is_err());
        assert!(clinic.decide(clinic.sheet(SheetKind::Program)).is_err());
        for kind in [SheetKind::Emergency, SheetKind::Letter] {
            let sheet = clinic.compose(kind).unwrap();
            assert!(!sheet.blocks.iter().any(|b| matches!(b, Block::Exercise(_))));
            assert!(clinic.decide(clinic.sheet(kind)).is_ok());
        }
    }
}

#[test]
fn an_emergency_sheet_says_the_signs_and_keeps_unknown_apart_from_no() {
    let mut clinic = Clinic::registered();
    let mut answers = clear_but("saddle", Answer::Yes);
    answers.remove(&slot("sexual"));
    answers.remove(&slot("power.left"));
    clinic.does(screen(answers));
    assert_eq!(clinic.standing(), Disposition::Emergency);
    let sheet = clinic.compose(SheetKind::Emergency).unwrap();
    let json = texts(&sheet);
    assert!(json.contains("Numb between the legs"));
    assert!(json.contains("not-asked") && json.contains("not-examined"));
}

#[test]
fn every_label_is_needed_and_its_lack_is_named() {
    let mut clinic = Clinic::assigned();
    clinic.packs[0].sheet.labels.remove("stop-if");
    assert_eq!(
        clinic.compose(SheetKind::Program).unwrap_err().to_string(),
        "the pack has no text for the label stop-if"
    );
    assert!(LABELS.is_sorted());
}

#[test]
fn hz_32_a_text_that_is_not_reviewed_is_on_no_program_and_the_refusal_names_it() {
    let mut clinic = Clinic::assigned();
    let printed = clinic.compose(SheetKind::Program).unwrap();
    let exercise = &clinic.packs[0].exercises[&exercise("EX-01")];
    let texts = vec![exercise.steps[0].clone()];
    let id = "EX-01".to_string();
    clinic.packs[0].not_reviewed.insert(id.clone(), texts);
    let refusal = clinic.compose(SheetKind::Program).unwrap_err();
    assert_eq!(refusal.reasons, [Reason::NotReviewed { text: id.clone() }]);
    assert_eq!(refusal.reasons[0].rule(), "HZ-32");
    assert!(refusal.to_string().contains("EX-01"));
    assert!(refusal.reasons[0].way_out().contains("not-reviewed"));
    // Emergency sheets and letters print in every state.
    for kind in [SheetKind::Emergency, SheetKind::Letter] {
        clinic.compose(kind).unwrap();
    }
    // What is not on this sheet may wait, however its words are broken.
    clinic.packs[0]
        .not_reviewed
        .insert(id.clone(), vec!["Words of another\n exercise.".into()]);
    assert_eq!(clinic.compose(SheetKind::Program).unwrap(), printed);
    let first = printed.title.split(' ').collect::<Vec<_>>().join("\n  ");
    clinic.packs[0]
        .not_reviewed
        .insert("sheet.title".into(), vec![first]);
    assert!(clinic.compose(SheetKind::Program).is_err());
}
