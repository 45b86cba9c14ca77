//! Small pictures beside their words: they cost no side of paper, and say no more than the words.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail as tests do"
)]

mod common;

use common::{
    DRAWN, assert_whole, composed, letters, longest_four,
    random::{self, LANGUAGES, Plan},
    read_out, variants, words,
};
use lopdf::{Dictionary, Document, Object, decode_text_string};
use plinth_core::{
    name::{CautionId, SignId},
    sheet::{Block, Figure, FigureSide, PrintOptions, Sheet, SheetKind, Subject},
};
use plinth_figure::{
    figure::{FigureText, draw},
    person::Person,
    side::Side,
};
use plinth_pdf::{Figures, Fonts, Pdf, render};
use proptest::prelude::*;
use std::{collections::BTreeSet, fs, sync::Arc};

/// The small pictures of the sciatica pack: what not to do, and signs.
fn icons() -> (Figures, Vec<Subject>, Vec<Subject>) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/sciatica/figures");
    let (mut figures, mut cautions, mut signs) = (Figures::none(), Vec::new(), Vec::new());
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        let text: FigureText = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let (subject, group) = if !text.caution.is_empty() {
            let id = CautionId::new(&text.caution).unwrap();
            (Subject::Caution(id), &mut cautions)
        } else if !text.sign.is_empty() {
            let id = SignId::new(&text.sign).unwrap();
            (Subject::Sign(id), &mut signs)
        } else {
            continue;
        };
        let drawn = draw(&text, Person::default(), Side::Right).unwrap();
        let figure = Arc::new(plinth_pdf::Figure::new(&drawn, Person::default()));
        figures.add(DRAWN, subject.clone(), FigureSide::Both, figure);
        group.push(subject);
    }
    (figures, cautions, signs)
}

/// The sheet with a picture beside the first things to leave alone, and the first advice, as far as there are any.
fn pictured(sheet: &Sheet, cautions: &[Subject], signs: &[Subject]) -> Sheet {
    let figure = |subject: &Subject, alternative: String| Figure {
        pack_digest: DRAWN.into(),
        subject: subject.clone(),
        side: FigureSide::Both,
        alternative,
    };
    let mut sheet = sheet.clone();
    for block in &mut sheet.blocks {
        match block {
            Block::NotForNow(not) => {
                for (item, subject) in not.items.iter_mut().zip(cautions) {
                    item.figure = Some(figure(subject, item.words.clone()));
                }
            }
            Block::EachDay(day) => {
                for (advice, subject) in day.advice.iter_mut().zip(signs) {
                    let words = format!("{} {}", advice.words.lead, advice.words.text);
                    advice.figure = Some(figure(subject, words));
                }
            }
            _ => {}
        }
    }
    sheet
}

/// Leaves only what must be there and what has small pictures.
fn shortened(sheet: &mut Sheet) {
    sheet.blocks.retain(|block| {
        matches!(
            block,
            Block::Alarm(_) | Block::EachDay(_) | Block::NotForNow(_) | Block::SmallPrint(_)
        )
    });
}

/// How many pictures the sheet names, of each of the two groups.
fn named(sheet: &Sheet) -> [usize; 2] {
    let of =
        |is: fn(&Subject) -> bool| sheet.figures().filter(|figure| is(&figure.subject)).count();
    [
        of(|subject| matches!(subject, Subject::Caution(_))),
        of(|subject| matches!(subject, Subject::Sign(_))),
    ]
}

fn shown(document: &Document) -> usize {
    let on = |page| {
        let content = document.get_and_decode_page_content(page).unwrap();
        let of = content.operations.iter();
        of.filter(|operation| operation.operator == "Do").count()
    };
    document.page_iter().map(on).sum()
}

fn name(part: &Dictionary) -> &str {
    str::from_utf8(part.get(b"S").and_then(Object::as_name).unwrap_or(b"")).unwrap()
}

/// What each figure of the tree says, with the parts in which it stands, from the inside.
fn spoken(document: &Document) -> Vec<(String, Vec<String>)> {
    let parts = document.objects.values().filter_map(|it| it.as_dict().ok());
    let figures = parts.filter(|part| name(part) == "Figure");
    figures
        .map(|figure| {
            let says = decode_text_string(figure.get(b"Alt").unwrap()).unwrap();
            let mut within = Vec::new();
            let mut part = figure;
            while let Ok(parent) = part.get(b"P").and_then(Object::as_reference) {
                part = document.get_dictionary(parent).unwrap();
                within.push(name(part).to_owned());
            }
            (says, within)
        })
        .collect()
}

/// Asserts what holds of a sheet with pictures, against the same without; gives how many pictures it shows.
fn assert_free(plain: &Pdf, with: &Pdf, sheet: &Sheet, options: PrintOptions) -> usize {
    assert_eq!(plain.pages, with.pages, "{options:?}");
    assert_whole(with);
    // What has a picture needs no dot after it.
    let read = |pdf| letters(&read_out(pdf)).replace('·', "");
    assert!(read(plain) == read(with), "{options:?}");
    let document = Document::load_mem(&with.bytes).unwrap();
    let shown = shown(&document);
    let [cautions, signs] = named(sheet);
    let groups = [0, cautions, signs, cautions + signs];
    assert!(
        groups.contains(&shown),
        "{options:?}: {shown} of {groups:?}"
    );
    shown
}

#[test]
fn a_sheet_with_small_pictures_has_as_many_sides_as_without() {
    let (figures, cautions, signs) = icons();
    let fonts = Fonts::load().unwrap();
    let mut found = BTreeSet::new();
    let all_of = |sheet: &Sheet, count: u8| {
        let mut sheet = sheet.clone();
        sheet
            .blocks
            .retain(|block| !matches!(block, Block::Exercise(exercise) if exercise.number > count));
        sheet
    };
    for plain in [
        composed(),
        longest_four(),
        all_of(&composed(), 3),
        all_of(&composed(), 2),
    ] {
        let sheet = pictured(&plain, &cautions, &signs);
        assert_eq!(named(&sheet), [6, 3]);
        for options in variants() {
            let print = |sheet: &Sheet| render(sheet, &figures, &options, &fonts).unwrap();
            let with = print(&sheet);
            found.insert(assert_free(&print(&plain), &with, &sheet, options));
            assert!(with == print(&sheet), "{options:?}: the same each time");
        }
    }
    // Some have room for all, and some for none or one of the groups.
    assert!(found.contains(&9) && found.len() > 1, "{found:?}");
}

#[test]
fn the_four_exercises_of_a_first_visit_keep_their_two_sides() {
    let (figures, cautions, signs) = icons();
    let fonts = Fonts::load().unwrap();
    let sheet = pictured(&composed(), &cautions, &signs);
    for options in variants() {
        let pdf = render(&sheet, &figures, &options, &fonts).unwrap();
        let sides = if options.large_print { 8 } else { 2 };
        assert_eq!(pdf.pages, sides, "{options:?}");
    }
}

#[test]
fn exercises_stay_on_their_sides() {
    let (figures, cautions, signs) = icons();
    let fonts = Fonts::load().unwrap();
    let plain = composed();
    let sheet = pictured(&plain, &cautions, &signs);
    for options in variants() {
        let sides = |sheet: &Sheet| {
            let (words, _) = words(&render(sheet, &figures, &options, &fonts).unwrap());
            let of = |word: &&common::Word| word.text == "easier";
            words
                .iter()
                .filter(of)
                .map(|word| word.page)
                .collect::<Vec<_>>()
        };
        let found = sides(&plain);
        assert_eq!(found.len(), 4);
        assert_eq!(found, sides(&sheet), "{options:?}");
    }
}

#[test]
fn a_small_picture_says_the_words_beside_it_and_belongs_to_them() {
    let (figures, cautions, signs) = icons();
    let fonts = Fonts::load().unwrap();
    let mut sheet = pictured(&composed(), &cautions, &signs);
    shortened(&mut sheet);
    let wanted: BTreeSet<&str> = sheet.figures().map(|it| it.alternative.as_str()).collect();
    for options in variants() {
        let pdf = render(&sheet, &figures, &options, &fonts).unwrap();
        let document = Document::load_mem(&pdf.bytes).unwrap();
        let spoken = spoken(&document);
        let says: BTreeSet<&str> = spoken.iter().map(|(says, _)| says.as_str()).collect();
        assert_eq!(says, wanted, "{options:?}");
        for (says, within) in &spoken {
            assert_eq!(
                within[..4],
                ["LBody", "LI", "L", "Sect"],
                "{options:?}: {says}"
            );
        }
        let read = read_out(&pdf);
        for words in &wanted {
            assert!(read.contains(&letters(words)), "{options:?}: {words}");
        }
    }
}

#[test]
fn a_small_picture_is_small_in_the_file_and_there_once() {
    let (figures, cautions, signs) = icons();
    let fonts = Fonts::load().unwrap();
    let mut sheet = pictured(&composed(), &cautions, &signs);
    shortened(&mut sheet);
    // The same picture beside two things.
    if let Some(Block::NotForNow(not)) = sheet
        .blocks
        .iter_mut()
        .find(|block| matches!(block, Block::NotForNow(_)))
    {
        let first = not.items[0].figure.clone().unwrap();
        not.items[1].figure = Some(first);
    }
    for options in variants() {
        let pdf = render(&sheet, &figures, &options, &fonts).unwrap();
        let document = Document::load_mem(&pdf.bytes).unwrap();
        let forms = document
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok())
            .filter(|stream| {
                let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
                kind.is_ok_and(|kind| kind == b"Form")
            });
        let sizes: Vec<usize> = forms.map(|form| form.content.len()).collect();
        assert_eq!((shown(&document), sizes.len()), (9, 8), "{options:?}");
        assert!(
            sizes.iter().all(|size| *size <= 3_000),
            "{options:?}: {sizes:?}"
        );
    }
}

#[test]
fn a_group_of_which_a_picture_is_not_there_is_left_out() {
    let (figures, mut cautions, signs) = icons();
    let fonts = Fonts::load().unwrap();
    cautions[1] = Subject::Caution(CautionId::new("CX-77").unwrap());
    let mut sheet = pictured(&composed(), &cautions, &signs);
    shortened(&mut sheet);
    let pdf = render(&sheet, &figures, &PrintOptions::default(), &fonts).unwrap();
    assert_eq!(shown(&Document::load_mem(&pdf.bytes).unwrap()), signs.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_texts_small_pictures_cost_nothing(
        language in 0..LANGUAGES.len(),
        seed in any::<u64>(),
        exercises in 1_u8..7,
        days in 1_usize..15,
        length in 1_u64..20,
        variant in 0_usize..8,
    ) {
        let (figures, cautions, signs) = icons();
        let fonts = Fonts::load().unwrap();
        let plain = random::sheet(Plan {
            kind: SheetKind::Program,
            language: LANGUAGES[language],
            seed,
            exercises,
            signs: 12,
            days,
            length,
        });
        let sheet = pictured(&plain, &cautions, &signs);
        let options = variants()[variant];
        if let Ok(without) = render(&plain, &figures, &options, &fonts) {
            let with = render(&sheet, &figures, &options, &fonts).unwrap();
            assert_free(&without, &with, &sheet, options);
        }
    }
}
