//! Whatever the texts and their number: all of them are on the paper, whole, in order, and nothing stands on anything else.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail as tests do"
)]

mod common;

use common::{
    assert_accepted, assert_whole, letters,
    random::{self, LANGUAGES, Plan},
    read_out, text, variants, words,
};
use plinth_core::sheet::{Block, PrintOptions, Sheet, SheetKind, Text};
use plinth_pdf::{Figures, Fonts, Pdf, PrintRefusal, render};
use proptest::prelude::*;

fn plans() -> impl Strategy<Value = Plan> {
    let kinds = prop_oneof![
        4 => Just(SheetKind::Program),
        1 => Just(SheetKind::Emergency),
        1 => Just(SheetKind::Letter),
    ];
    (
        kinds,
        0..LANGUAGES.len(),
        any::<u64>(),
        1_u8..9,
        1_usize..19,
        1_usize..29,
        1_u64..30,
    )
        .prop_map(
            |(kind, language, seed, exercises, signs, days, length)| Plan {
                kind,
                language: LANGUAGES[language],
                seed,
                exercises,
                signs,
                days,
                length,
            },
        )
}

/// Asserts that every text of the body is printed, in the order of the sheet.
fn assert_in_order(sheet: &Sheet, pdf: &Pdf, options: PrintOptions) {
    // What is written from right to left is read from the tree: poppler turns some Arabic letters of a page round.
    let all = if sheet.language == "ar" {
        read_out(pdf)
    } else {
        letters(&text(pdf).join(" "))
    };
    let mut texts = sheet.texts();
    // Where page 1 cannot hold both, the emergency box stands above the head.
    let in_box = |text: &Text<'_>| text.place.starts_with("emergency box");
    let place_of = |text: Option<&Text<'_>>| all.find(&letters(text.map_or("", |it| it.text)));
    let lead = texts
        .iter()
        .find(|text| text.place == "emergency box, what to do");
    if lead.is_some() && place_of(lead) < place_of(texts.first()) {
        texts.sort_by_key(|text| !in_box(text));
    }
    let mut from = 0;
    for piece in texts {
        let wanted = letters(piece.text);
        // A chart that is turned or divided repeats its headings, so that only their presence is certain.
        if piece.place.starts_with("chart") {
            assert!(all.contains(&wanted), "{options:?}: {}", piece.place);
            continue;
        }
        let found = all[from..].find(&wanted);
        assert!(found.is_some(), "{options:?}: {}: {wanted}", piece.place);
        from += found.unwrap_or_default() + wanted.len();
    }
}

/// What poppler reads in any direction: Latin letters and numbers, which every text has.
fn marks(text: &str) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || *c == '.';
    text.chars().filter(kept).collect()
}

/// The pages on which texts stand.
fn pages_of(pdf: &Pdf, texts: &[&str]) -> Vec<usize> {
    let pages: Vec<String> = text(pdf).iter().map(|page| marks(page)).collect();
    let page_of = |wanted: &&str| {
        let wanted = marks(wanted);
        pages.iter().position(|page| page.contains(&wanted))
    };
    texts.iter().filter_map(page_of).collect()
}

fn assert_undivided(sheet: &Sheet, pdf: &Pdf) {
    for block in &sheet.blocks {
        let texts: Vec<&str> = match block {
            Block::Alarm(alarm) => {
                let lead = [&alarm.lead, &alarm.when];
                lead.into_iter()
                    .chain(&alarm.items)
                    .map(String::as_str)
                    .collect()
            }
            Block::Exercise(exercise) => {
                let rest = [&exercise.name, &exercise.position, &exercise.feel];
                let end = [&exercise.stop_if, &exercise.easier];
                let all = rest.into_iter().chain(&exercise.steps).chain(end);
                all.map(String::as_str).collect()
            }
            _ => continue,
        };
        let pages = pages_of(pdf, &texts);
        assert_eq!(pages.len(), texts.len(), "each text is on a page");
        assert!(pages.iter().all(|page| *page == pages[0]), "{pages:?}");
        if matches!(block, Block::Alarm(_)) {
            assert_eq!(pages[0], 0, "the emergency box is on page 1");
        }
    }
}

fn assert_footers(sheet: &Sheet, pdf: &Pdf) {
    let pages = text(pdf);
    for (at, page) in pages.iter().enumerate() {
        let page = marks(page);
        let call = &sheet.identity.emergency;
        let (born, number) = (&sheet.strip.born, &sheet.issue.number);
        for wanted in [
            sheet.strip.name.value.clone(),
            format!("{}{}", born.label, born.value),
            format!("{}{}", number.label, number.value),
            format!("{}:{}", call.label, call.number),
            format!("{}{}", at + 1, pages.len()),
        ] {
            assert!(page.contains(&marks(&wanted)), "page {at}: {wanted}");
        }
    }
}

fn assert_printed(sheet: &Sheet, pdf: &Pdf, options: PrintOptions) {
    assert_accepted(pdf);
    assert_eq!(text(pdf).len(), pdf.pages);
    assert_whole(pdf);
    assert_in_order(sheet, pdf, options);
    assert_undivided(sheet, pdf);
    assert_footers(sheet, pdf);
}

#[test]
fn hz_30_every_language_is_printed_as_it_was_written_in_every_variant() {
    let fonts = Fonts::load().unwrap();
    for language in LANGUAGES {
        let mut plan = Plan {
            kind: SheetKind::Program,
            language: *language,
            seed: 20_261_123,
            exercises: 4,
            signs: 8,
            days: 14,
            // The German words are so long that their texts are twice those of English.
            length: if language.tag == "de-DE" { 3 } else { 4 },
        };
        for kind in [SheetKind::Program, SheetKind::Emergency] {
            plan.kind = kind;
            let sheet = random::sheet(plan);
            for options in variants() {
                let pdf = render(&sheet, &Figures::none(), &options, &fonts)
                    .unwrap_or_else(|refusal| panic!("{}, {options:?}: {refusal}", language.tag));
                assert_printed(&sheet, &pdf, options);
            }
        }
    }
}

#[test]
fn hz_30_numbers_and_ranges_are_seen_in_their_order_in_arabic() {
    let arabic = LANGUAGES.iter().find(|language| language.tag == "ar");
    let plan = Plan {
        kind: SheetKind::Program,
        language: *arabic.unwrap(),
        seed: 7,
        exercises: 4,
        signs: 6,
        days: 14,
        length: 6,
    };
    let mut sheet = random::sheet(plan);
    sheet.strip.number.value = "0142-K-02".into();
    for options in variants() {
        let pdf = render(&sheet, &Figures::none(), &options, &Fonts::load().unwrap()).unwrap();
        // Boxes hold what is seen from left to right.
        let (words, sizes) = words(&pdf);
        let seen = |wanted: &str| words.iter().filter(|word| word.text == wanted).count();
        for number in ["20–30", "5–10", "0142-K-02"] {
            assert!(seen(number) > 0, "{options:?}: {number}");
        }
        for turned in ["30–20", "10–5", "K-02-0142", "02-K-0142"] {
            assert_eq!(seen(turned), 0, "{options:?}: {turned}");
        }
        let phone: Vec<f64> = ["01632", "960", "114"]
            .iter()
            .map(|part| words.iter().find(|word| word.text == *part).unwrap().left)
            .collect();
        assert!(phone.is_sorted(), "{options:?}: {phone:?}");
        // The page is mirrored: whom to call stands where reading begins.
        let call = words.iter().find(|word| word.text == "112").unwrap();
        assert!(call.left > sizes[0].0 / 2.0, "{options:?}: {call:?}");
    }
}

/// What random texts found: whose sheet it is in two lines beside the number to call, which had the height of one; and a dose in
/// words with a word longer than its row, which went over the margin.
#[test]
fn hz_29_a_footer_of_two_lines_and_a_dose_of_a_long_word_are_inside_the_margins() {
    let footer = Plan {
        kind: SheetKind::Letter,
        language: LANGUAGES[1],
        seed: 14_235_656_786_103_453_507,
        exercises: 8,
        signs: 12,
        days: 9,
        length: 8,
    };
    let dose = Plan {
        kind: SheetKind::Program,
        seed: 3_712_960_337_393_586_953,
        exercises: 6,
        signs: 7,
        days: 1,
        length: 25,
        ..footer
    };
    for plan in [footer, dose] {
        assert_eq!(plan.language.tag, "de-DE");
        let sheet = random::sheet(plan);
        let options = PrintOptions::default();
        let pdf = render(&sheet, &Figures::none(), &options, &Fonts::load().unwrap()).unwrap();
        assert_printed(&sheet, &pdf, options);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hz_29_texts_of_any_length_and_number_are_whole_and_in_order(plan in plans(), variant in 0_usize..8) {
        let options = variants()[variant];
        let sheet = random::sheet(plan);
        let pdf = match render(&sheet, &Figures::none(), &options, &Fonts::load().unwrap()) {
            // The only other answer: a block that is higher than a page is named.
            Err(PrintRefusal::TooLong { block }) => {
                let names: Vec<String> = sheet.blocks.iter().map(Block::name).collect();
                prop_assert!(names.contains(&block), "{}", block);
                return Ok(());
            }
            printed => printed.unwrap(),
        };
        assert_printed(&sheet, &pdf, options);
    }
}
