//! How hard the patient's text of an exercise is to read. English only: syllables and phrases are those of English.

use std::ops::Range;

use super::Source;
use crate::{
    raw::{At, ExerciseFile, Words},
    reading::{HARDEST, Sentence, grade_in_tenths, hard_words, hardest, is_harder_than, sentences},
};

/// The text that a patient reads of one exercise, measured as one: alone, its sentences are too short for a measure.
pub(super) fn check(source: &mut Source<'_>, file: &ExerciseFile) {
    let ways = [&file.feel, &file.stop_if, &file.easier, &file.harder];
    let texts = file
        .position
        .iter()
        .chain(&file.steps)
        .chain(ways.into_iter().flatten());
    let mut all: Vec<(Sentence, Range<usize>)> = Vec::new();
    for written in texts {
        let words = Words::new(source.text, written);
        for sentence in sentences(&written.is) {
            let place = words.place(&sentence.span);
            all.push((sentence, place));
        }
        plain(source, written, &words);
    }
    let measured: Vec<&Sentence> = all.iter().map(|(sentence, _)| sentence).collect();
    if !is_harder_than(HARDEST, &measured) {
        return;
    }
    let Some((_, place)) = hardest(&measured).and_then(|place| all.get(place)) else {
        return;
    };
    let tenths = grade_in_tenths(&measured);
    source.warning(
        "reading-level",
        place,
        format!(
            "the text of `{}` reads at grade {}.{}; this sentence does most to it",
            file.id.is,
            tenths / 10,
            tenths % 10
        ),
        "use shorter words and shorter sentences; up to grade 6 is read well",
    );
}

/// Words that mean something to clinicians only, or mean something else than they say.
fn plain(source: &mut Source<'_>, written: &At<String>, words: &Words) {
    for (found, instead) in hard_words(&written.is) {
        let phrase = written.is.get(found.clone()).unwrap_or_default();
        source.warning(
            "plain-words",
            &words.place(&found),
            format!("`{phrase}` is not a word that every patient knows"),
            &format!("write {instead}"),
        );
    }
}
