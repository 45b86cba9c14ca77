//! What is not printed.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{unmarked, variants};
use plinth_core::sheet::{Block, Mark, PrintOptions, Sheet};
use plinth_pdf::{Figures, Fonts, PrintRefusal, render};

fn refusal(change: impl FnOnce(&mut Sheet)) -> PrintRefusal {
    let mut sheet = unmarked().swap_remove(0);
    change(&mut sheet);
    let fonts = Fonts::load().unwrap();
    render(&sheet, &Figures::none(), &PrintOptions::default(), &fonts).unwrap_err()
}

#[test]
fn hz_35_a_sheet_without_an_emergency_number() {
    for number in ["", "  ", "\u{a0}", "SAMPLE", "-"] {
        let found = refusal(|sheet| sheet.identity.emergency.number = number.into());
        assert_eq!(found, PrintRefusal::NoEmergencyNumber);
    }
}

#[test]
fn hz_37_a_sample_with_a_number_to_call() {
    let found = refusal(|sheet| sheet.mark = Mark::Sample("SAMPLE".into()));
    assert_eq!(found, PrintRefusal::SampleNumber);
}

#[test]
fn each_text_that_a_sheet_needs_is_missed_by_its_place() {
    let fonts = Fonts::load().unwrap();
    for at in 0..3 {
        let whole = unmarked().swap_remove(at);
        let stored = serde_json::to_string(&whole).unwrap();
        for text in whole.texts().into_iter().filter(|text| text.needed) {
            // The same words in several places go missing in all of them.
            let written = serde_json::to_string(text.text).unwrap();
            let emptied = stored.replace(&format!(":{written}"), ":\"\"");
            let emptied = emptied.replace(&format!("[{written}"), "[\"\"");
            let emptied = emptied.replace(&format!(",{written}"), ",\"\"");
            let Ok(sheet) = serde_json::from_str::<Sheet>(&emptied) else {
                continue;
            };
            let found = render(&sheet, &Figures::none(), &PrintOptions::default(), &fonts);
            assert!(
                matches!(
                    found,
                    Err(PrintRefusal::Missing { .. } | PrintRefusal::NoEmergencyNumber)
                ),
                "{}: {found:?}",
                text.place
            );
        }
    }
}

#[test]
fn a_program_that_does_not_begin_with_the_emergency_box() {
    for change in [
        |sheet: &mut Sheet| sheet.blocks.swap(0, 1),
        |sheet: &mut Sheet| sheet.blocks.clear(),
        |sheet: &mut Sheet| {
            if let Block::Alarm(alarm) = &mut sheet.blocks[0] {
                alarm.items.clear();
            }
        },
    ] {
        assert!(matches!(refusal(change), PrintRefusal::FirstBlock { .. }));
    }
}

#[test]
fn hz_30_a_character_that_cannot_be_read_as_it_was_written() {
    for character in [
        '漢', 'א', 'ก', '😀', '\u{202e}', '\u{2066}', '\u{200b}', '\u{7}', '\n', '\u{feff}',
    ] {
        let found = refusal(|sheet| sheet.strip.name.value = format!("Rowan{character} Ashby"));
        assert_eq!(
            found,
            PrintRefusal::Character {
                place: "patient's name".into(),
                character
            }
        );
        let said = found.to_string();
        assert!(
            said.contains(&format!("U+{:04X}", u32::from(character))),
            "{said}"
        );
        assert!(!said.contains("Rowan"), "{said}");
    }
    let found = refusal(|sheet| {
        if let Block::Exercise(exercise) = &mut sheet.blocks[5] {
            exercise.stop_if = "It hurts 漢".into();
        }
    });
    assert_eq!(
        found,
        PrintRefusal::Character {
            place: "exercise 2, stop if".into(),
            character: '漢'
        }
    );
}

#[test]
fn an_exercise_without_a_dose_or_with_an_empty_text() {
    let found = refusal(|sheet| {
        if let Block::Exercise(exercise) = &mut sheet.blocks[4] {
            exercise.doses.clear();
        }
    });
    assert_eq!(found, PrintRefusal::NoDose { number: 1 });
    let found = refusal(|sheet| {
        if let Block::Exercise(exercise) = &mut sheet.blocks[4] {
            exercise.stop_if = " ".into();
        }
    });
    let place = "exercise 1, stop if".to_string();
    assert_eq!(found, PrintRefusal::Missing { place });
}

#[test]
fn a_chart_without_days() {
    let found = refusal(|sheet| {
        if let Block::Chart(chart) = &mut sheet.blocks[8] {
            chart.days.clear();
        }
    });
    assert!(matches!(found, PrintRefusal::Missing { .. }), "{found:?}");
}

#[test]
fn hz_29_a_block_higher_than_a_page() {
    let fonts = Fonts::load().unwrap();
    for options in variants() {
        let mut sheet = unmarked().swap_remove(0);
        if let Block::Exercise(exercise) = &mut sheet.blocks[6] {
            exercise.steps = vec!["Slowly point your toes down.".into(); 120];
        }
        let found = render(&sheet, &Figures::none(), &options, &fonts).unwrap_err();
        let block = "exercise 3".to_string();
        assert_eq!(found, PrintRefusal::TooLong { block });
    }
}

#[test]
fn page_words_without_their_numbers() {
    let found = refusal(|sheet| sheet.words.page = "Page {page}".into());
    assert_eq!(found, PrintRefusal::PageWords);
}
