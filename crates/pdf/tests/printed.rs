//! What stands on the paper.
#![allow(clippy::panic, reason = "helpers of tests fail as tests do")]

mod common;

use common::{
    DRAWN, assert_whole, composed, letters, longest_four, print, read_out, sheets, squeezed,
    structure, text, unmarked, variants, words,
};
use plinth_core::{
    name::ExerciseId,
    sheet::{Block, Figure, FigureSide, Mark, Paper, PrintOptions, Sheet, Subject},
};
use plinth_pdf::{Figures, Fonts, PrintRefusal, render, sample};
use proptest::prelude::*;

/// Asserts that the texts of the sheet are printed, in this order or in any.
fn assert_texts(sheet: &Sheet, options: PrintOptions, in_order: bool) {
    let all = text(&print(sheet, options)).join(" ");
    let mut from = 0;
    for piece in sheet.texts() {
        let wanted = squeezed(piece.text);
        let found = all[from..].find(&wanted);
        let at = found.unwrap_or_else(|| {
            panic!(
                "{options:?}: {} is not printed: {wanted:?}\n{}",
                piece.place,
                &all[from..]
            )
        });
        if in_order {
            from += at + wanted.len();
        }
    }
}

#[test]
fn every_text_is_printed_in_order() {
    for sheet in sheets() {
        for options in variants() {
            // In large print the chart is turned: its days follow its exercises.
            assert_texts(&sheet, options, !options.large_print);
        }
    }
}

#[test]
fn nothing_overlaps_or_leaves_the_margins() {
    for sheet in sheets() {
        for options in variants() {
            assert_whole(&print(&sheet, options));
        }
    }
}

#[test]
fn four_exercises_take_two_sides_and_an_emergency_takes_one() {
    let sheets = unmarked();
    for options in variants()
        .into_iter()
        .filter(|options| !options.large_print)
    {
        assert_eq!(print(&sheets[0], options).pages, 2, "{options:?}");
        assert_eq!(print(&sheets[1], options).pages, 1, "{options:?}");
    }
}

#[test]
fn a_composed_sheet_takes_as_few_sides_as_its_texts_allow() {
    // Eighteen emergency and twelve urgent signs, lights, four exercises, told us; nothing is left out for two sides.
    for (sheet, on_letter, least_leading) in [(composed(), 2, 16.0), (longest_four(), 3, 15.5)] {
        for options in variants() {
            let sides = match (options.large_print, options.paper) {
                (false, Paper::A4) => 2,
                (false, Paper::Letter) => on_letter,
                (true, _) => 8,
            };
            let pdf = print(&sheet, options);
            assert_eq!(pdf.pages, sides, "{options:?}");
            let pages = text(&pdf);
            if !options.large_print {
                // An exercise or two under the lights, and the chart with what follows it on the last side.
                let on = |wanted: &str| pages.iter().position(|page| page.contains(wanted));
                assert_eq!(on("1 Short walks"), Some(0), "{options:?}");
                assert_eq!(on("4 One knee to chest"), Some(1), "{options:?}");
                assert_eq!(on("If it flares up"), Some(sides - 1), "{options:?}");
            }
            if !options.large_print && options.paper == Paper::A4 {
                let (words, _) = words(&pdf);
                let top = |first: &str| words.iter().find(|word| word.text == first).unwrap().top;
                // "A leg too weak to stand on", and the line below it.
                let leading = top("drop,") - top("weak");
                assert!(leading > least_leading - 0.05, "{options:?}: {leading}");
            }
            // No page holds only the head.
            let head = pages.iter().find(|page| page.contains("Your exercises"));
            assert!(head.unwrap().contains("Today: call us"), "{options:?}");
        }
    }
}

/// The composed sheet with its first exercises only.
fn with_exercises(count: u8) -> Sheet {
    let mut sheet = composed();
    sheet
        .blocks
        .retain(|block| !matches!(block, Block::Exercise(exercise) if exercise.number > count));
    for block in &mut sheet.blocks {
        if let Block::Chart(chart) = block {
            chart.exercises.retain(|row| row.number <= count);
        }
    }
    sheet
}

/// The sheet with a figure at each exercise, of the left and of the right side in turn.
#[allow(clippy::unwrap_used)]
fn illustrated(sheet: &Sheet) -> Sheet {
    let mut sheet = sheet.clone();
    for (at, block) in sheet.blocks.iter_mut().enumerate() {
        if let Block::Exercise(exercise) = block {
            let (of, side) = if at % 2 == 0 {
                ("EX-01", FigureSide::Left)
            } else {
                ("EX-02", FigureSide::Right)
            };
            exercise.figure = Some(Figure {
                pack_digest: DRAWN.into(),
                subject: Subject::Exercise(ExerciseId::new(of).unwrap()),
                side,
                alternative: format!("{}. Start. End.", exercise.name),
            });
        }
    }
    sheet
}

#[test]
fn a_card_has_the_same_place_for_a_figure_whether_one_is_named_or_not() {
    for sheet in [composed(), longest_four()] {
        let with_figures = illustrated(&sheet);
        for options in variants() {
            let (plain, named) = (print(&sheet, options), print(&with_figures, options));
            assert_eq!(plain.pages, named.pages, "{options:?}");
            let places = |pdf| {
                let (words, _) = words(pdf);
                let place = |word: &common::Word| (word.page, word.left, word.top);
                words.iter().map(place).collect::<Vec<_>>()
            };
            // Only the words of the empty frames are gone.
            let (plain, named) = (places(&plain), places(&named));
            assert!(named.iter().all(|word| plain.contains(word)), "{options:?}");
            let gone = sheet.words.draw_here.split_whitespace().count() * 4;
            assert_eq!(plain.len() - named.len(), gone, "{options:?}");
        }
    }
}

#[test]
fn figures_are_on_the_pages_in_their_frames_and_once_in_the_file() {
    let sheet = illustrated(&composed());
    for options in variants() {
        let pdf = print(&sheet, options);
        assert_whole(&pdf);
        let document = lopdf::Document::load_mem(&pdf.bytes).unwrap();
        let forms: Vec<&lopdf::Stream> = document
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok())
            .filter(|stream| {
                stream
                    .dict
                    .get(b"Subtype")
                    .and_then(lopdf::Object::as_name)
                    .is_ok_and(|name| name == b"Form")
            })
            .collect();
        // Two figures; one may stand in both arrangements.
        assert!(
            (2..4).contains(&forms.len()),
            "{options:?}: {}",
            forms.len()
        );
        assert!(
            forms.iter().all(|form| form.content.len() < 12_000),
            "{options:?}"
        );
        let shown: usize = document
            .page_iter()
            .map(|page| {
                let content = document.get_and_decode_page_content(page).unwrap();
                content
                    .operations
                    .iter()
                    .filter(|operation| operation.operator == "Do")
                    .count()
            })
            .sum();
        assert_eq!(shown, 4, "{options:?}");
    }
}

#[test]
fn a_figure_that_is_not_there_is_a_refusal() {
    let sheet = illustrated(&composed());
    let fonts = Fonts::load().unwrap();
    let found = render(&sheet, &Figures::none(), &PrintOptions::default(), &fonts);
    assert_eq!(found.unwrap_err(), PrintRefusal::NoFigure { number: 1 });
}

#[test]
fn three_exercises_of_the_pack_take_two_sides() {
    for options in variants() {
        if !options.large_print {
            assert_eq!(print(&with_exercises(3), options).pages, 2, "{options:?}");
        }
    }
}

#[test]
fn hz_30_a_name_in_other_letters_is_printed_as_it_is_written() {
    for name in [
        "Nguyễn Thị Bích",
        "Παπαδόπουλος Γιώργος",
        "Łucja Źdźbło",
        "Юлия Щукина",
        "ليلى حداد",
    ] {
        for mut sheet in unmarked() {
            sheet.strip.name.value = name.into();
            let pdf = print(&sheet, PrintOptions::default());
            assert_whole(&pdf);
            assert!(read_out(&pdf).contains(&letters(name)), "{name}");
        }
    }
    // Composed and decomposed letters are the same name.
    let mut sheet = unmarked().swap_remove(0);
    sheet.strip.name.value = "Zoe\u{308} Nguye\u{302}\u{303}n".into();
    let pdf = print(&sheet, PrintOptions::default());
    assert!(read_out(&pdf).contains("ZoëNguyễn"));
}

#[test]
fn the_amounts_of_a_dose_stand_in_one_row() {
    for options in variants() {
        let (words, _) = words(&print(&composed(), options));
        let name = words.iter().position(|word| word.text == "chest:").unwrap();
        let top = |wanted: &str| {
            let word = words[name..].iter().find(|word| word.text == wanted);
            word.unwrap().top
        };
        let amounts = ["3", "20–30", "2", "small"].map(top);
        for amount in amounts {
            assert!(
                (amount - amounts[0]).abs() < 9.0,
                "{options:?}: {amounts:?}"
            );
        }
    }
}

#[test]
fn hz_33_what_a_patient_acts_on_is_in_large_enough_type() {
    /// From the size of Atkinson Hyperlegible Next to the height of a word's box.
    const HEIGHT: f64 = 0.984 + 0.316;
    for options in variants() {
        let sheet = composed();
        let (words, _) = words(&print(&sheet, options));
        let least = if options.large_print { 18.0 } else { 12.0 };
        let mut wanted = Vec::new();
        for block in &sheet.blocks {
            match block {
                Block::Alarm(alarm) => wanted.extend(alarm.items.clone()),
                Block::Urgent(urgent) => wanted.extend(urgent.items.clone()),
                Block::Exercise(exercise) => {
                    wanted.extend(exercise.steps.clone());
                    wanted.push(exercise.stop_if.clone());
                    wanted.extend(exercise.doses.iter().map(|dose| dose.label.clone()));
                }
                Block::FlareUp(flare_up) => wanted.extend(flare_up.steps.clone()),
                _ => {}
            }
        }
        for text in wanted.iter().filter(|text| !text.is_empty()) {
            // The first two words: later ones may stand on another line.
            let parts: Vec<&str> = text.split(' ').take(2).collect();
            let found = words.windows(parts.len()).find(|found| {
                let mut pairs = found.iter().zip(&parts);
                pairs.all(|(word, part)| {
                    word.text.trim_end_matches([',', '*', '†']) == part.trim_end_matches(',')
                })
            });
            for word in found.unwrap_or_else(|| panic!("{options:?}: {text}")) {
                let size = (word.bottom - word.top) / HEIGHT;
                assert!(
                    size > least - 0.05,
                    "{options:?}: {word:?} in {size} points"
                );
            }
        }
    }
}

#[test]
fn the_parts_of_a_footer_stand_apart() {
    for sheet in sheets() {
        for options in variants() {
            let (words, _) = words(&print(&sheet, options));
            for (at, call) in words.iter().enumerate() {
                let followed = words.get(at + 1).is_some_and(|next| next.text == "999");
                if call.text != "Emergency:" || !followed {
                    continue;
                }
                let beside = words
                    .iter()
                    .filter(|word| word.page == call.page && (word.top - call.top).abs() < 1.0);
                for word in beside.filter(|word| word.left < call.left) {
                    assert!(word.right + 14.0 < call.left, "{options:?}: {word:?}");
                }
            }
        }
    }
}

/// The page of the first word of a text, and its distance from the top.
fn place(words: &[common::Word], wanted: &str) -> (usize, f64) {
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    let found = words.windows(wanted.len()).find(|found| {
        found
            .iter()
            .zip(&wanted)
            .all(|(word, wanted)| word.text == *wanted)
    });
    let found = found.unwrap_or_else(|| panic!("{wanted:?} is not on one line"));
    (found[0].page, found[0].top)
}

#[test]
fn hz_28_the_emergency_box_is_whole_on_page_1_above_the_first_exercise() {
    let programs = [unmarked().swap_remove(0), composed(), longest_four()];
    let named = |long: bool| {
        programs.iter().cloned().map(move |mut sheet| {
            if long {
                sheet.strip.name.value = "Wilhelmina ".repeat(19).trim().into();
            }
            sheet
        })
    };
    for sheet in named(false).chain(named(true)) {
        let Some(Block::Alarm(alarm)) = sheet.blocks.first() else {
            panic!("a program begins with the emergency box");
        };
        for options in variants() {
            let pdf = print(&sheet, options);
            let first = letters(&text(&pdf)[0]);
            let exercise = first.find("Shortwalks").unwrap_or(first.len());
            for sign in alarm.items.iter().chain([&alarm.lead, &alarm.when]) {
                let at = first.find(&letters(sign));
                assert!(
                    at.is_some_and(|at| at < exercise),
                    "{options:?}: {sign} is not above the first exercise of page 1"
                );
            }
            let (words, _) = words(&pdf);
            let number = place(&words, "999");
            let exercise = place(&words, "Short walks");
            assert!(number.0 == 0 && number < exercise, "{options:?}");
        }
    }
}

#[test]
fn hz_36_every_page_says_whose_it_is_and_whom_to_call() {
    for sheet in sheets() {
        for options in variants() {
            let pages = text(&print(&sheet, options));
            for (at, page) in pages.iter().enumerate() {
                for wanted in [
                    sheet.strip.name.value.clone(),
                    format!("Born {}", sheet.strip.born.value),
                    format!("Sheet {}", sheet.issue.number.value),
                    "Emergency: 999".to_string(),
                    format!("Page {} of {}", at + 1, pages.len()),
                ] {
                    assert!(page.contains(&wanted), "{options:?}: page {at}: {wanted}");
                }
            }
        }
    }
}

#[test]
fn hz_37_a_mark_is_on_every_page() {
    for mark in ["SAMPLE", "COPY, NOT CURRENT"] {
        for mut sheet in unmarked() {
            sheet.mark = Mark::Copy(mark.into());
            if mark == "SAMPLE" {
                sheet.mark = Mark::Sample(mark.into());
                sheet.identity.emergency.number = mark.into();
            }
            for options in variants() {
                for page in text(&print(&sheet, options)) {
                    assert!(page.contains(mark), "in the footer");
                    // Slanted text is extracted letter by letter.
                    let found = letters(&page).matches(&letters(mark)).count();
                    assert!(found >= 2, "through the page and in the footer");
                }
            }
        }
    }
    assert_eq!(sample::program().mark, Mark::Sample("SAMPLE".into()));
}

#[test]
fn each_exercise_is_on_one_page() {
    let mut sheet = unmarked().swap_remove(0);
    let more: Vec<Block> = sheet
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Exercise(_)))
        .cloned()
        .collect();
    sheet.blocks.splice(4..8, [more.clone(), more].concat());
    for (number, block) in (1..).zip(&mut sheet.blocks[4..12]) {
        if let Block::Exercise(exercise) = block {
            exercise.number = number;
            exercise.name = format!("Name{number}");
            exercise.steps[0] = format!("Step{number}");
            exercise.easier = format!("Easier{number}");
        }
    }
    for options in variants() {
        let pdf = print(&sheet, options);
        assert_whole(&pdf);
        for page in text(&pdf) {
            for number in 1..=8 {
                let parts = ["Name", "Step", "Easier"]
                    .map(|part| page.contains(&format!("{part}{number}")));
                assert!(
                    parts.iter().all(|on| *on == parts[0]),
                    "{options:?}: {number}"
                );
            }
        }
    }
}

#[test]
fn the_parts_of_a_program_are_tagged_in_order() {
    let sheet = unmarked().swap_remove(0);
    let tree = structure(&print(&sheet, PrintOptions::default()));
    let mut from = 0;
    for wanted in [
        "H1",
        "Your exercises",
        "999",
        "H2",
        "Call or go now",
        "LI",
        "Cannot control pee or poo",
        "Stop",
        "H2",
        "Short walks",
        "H3",
        "How many",
        "Table",
        "TH",
        "Mon",
        "If it flares up",
        "Next visit",
    ] {
        let at = tree[from..].find(wanted);
        from += at.unwrap_or_else(|| panic!("{wanted} is missing or out of order:\n{tree}"));
    }
    assert!(!tree.contains("Emergency: 999"), "footers are not read out");
}

fn prose(least: usize, most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec("[a-zäöüßąéł]{1,14}", least..most).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_of_any_length_are_printed_whole(
        name in "[A-ZÄÖÜ][a-zäöü]{0,30}( [A-Z][a-zé]{1,40}){0,4}",
        title in prose(1, 8),
        sign in prose(1, 16),
        step in prose(1, 20),
        words in prose(1, 6),
        visit in prose(1, 12),
        variant in 0_usize..8,
    ) {
        let options = variants()[variant];
        for mut sheet in unmarked() {
            sheet.strip.name.value.clone_from(&name);
            sheet.title.clone_from(&title);
            sheet.identity.out_of_hours.clone_from(&step);
            sheet.identity.emergency.place.clone_from(&words);
            for block in &mut sheet.blocks {
                match block {
                    Block::Alarm(alarm) => alarm.items[1].clone_from(&sign),
                    Block::Urgent(urgent) => urgent.lead.clone_from(&words),
                    Block::Traffic(traffic) => traffic.ease_off.word.clone_from(&words),
                    Block::Exercise(exercise) => {
                        exercise.name.clone_from(&words);
                        exercise.doses[0].label.clone_from(&words);
                        exercise.doses[1].value.clone_from(&words);
                        exercise.steps[1].clone_from(&step);
                        exercise.stop_if.clone_from(&sign);
                    }
                    Block::Chart(chart) => {
                        chart.exercises[0].name.clone_from(&words);
                        chart.tick.text.clone_from(&sign);
                    }
                    Block::NextVisit(next) => next.when.clone_from(&visit),
                    Block::SayThis(say) => say.text.clone_from(&step),
                    Block::StaffFacts(table) | Block::Facts(table) => table.facts[0].label.clone_from(&words),
                    _ => {}
                }
            }
            let pdf = match render(&sheet, &Figures::none(), &options, &Fonts::load().unwrap()) {
                // The only other answer: what is longer than a page is named.
                Err(PrintRefusal::TooLong { .. }) => continue,
                printed => printed.unwrap(),
            };
            assert_whole(&pdf);
            prop_assert_eq!(text(&pdf).len(), pdf.pages);
        }
    }
}

#[test]
fn a_name_of_200_characters_without_a_space_is_printed_whole() {
    for mut sheet in unmarked() {
        sheet.strip.name.value = "W".repeat(200);
        for options in variants() {
            let pdf = print(&sheet, options);
            assert_whole(&pdf);
            for page in text(&pdf) {
                let letters = page.chars().filter(|&c| c == 'W').count();
                assert!(letters >= 200, "{options:?}: {letters}");
            }
        }
    }
}
