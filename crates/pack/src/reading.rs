//! Reading level of English: the Flesch-Kincaid grade, and words that not every patient knows.
//!
//! The grade is 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid and others, 1975). Syllables are
//! counted by a rule, not by a dictionary; see [`syllables`].

use std::ops::Range;

/// The hardest grade that is read well.
pub(crate) const HARDEST: usize = 6;

/// A sentence, and what its measure is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Bytes of its text, without the mark at its end.
    pub(crate) span: Range<usize>,
    words: usize,
    syllables: usize,
}

/// The sentences of a text. What ends without a mark is a sentence too; a point inside a number ends none.
pub(crate) fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut start = 0;
    let ends = text.char_indices().filter(|(place, mark)| {
        let after = text.get(place + mark.len_utf8()..).unwrap_or_default();
        match mark {
            '.' => after.chars().next().is_none_or(char::is_whitespace),
            '!' | '?' | ':' | ';' | '\n' => true,
            _ => false,
        }
    });
    for end in ends
        .map(|(place, _)| place)
        .chain(std::iter::once(text.len()))
    {
        let Some(piece) = text.get(start..end) else {
            continue;
        };
        let said = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = said
            .split_whitespace()
            .filter(|word| word.contains(char::is_alphanumeric))
            .collect();
        if !words.is_empty() {
            found.push(Sentence {
                span: end - said.len()..end,
                words: words.len(),
                syllables: words.iter().map(|word| syllables(word)).sum(),
            });
        }
        start = end;
    }
    found
}

/// The syllables of a word: its groups of vowels (a, e, i, o, u, y), in each part of a word with a hyphen.
///
/// An `e` at the end is silent unless the word ends in a consonant and `le`; so is that of `ed` unless after `d` or `t`,
/// and that of `es` unless after `s`, `x`, `z`, `c`, `g`, `ch` or `sh`, or in `les` after a consonant. Each part has one at
/// least, and so has a number.
pub(crate) fn syllables(word: &str) -> usize {
    let word = word.to_lowercase().replace(['\'', '’'], "");
    let parts = word.split(|c: char| !c.is_alphabetic());
    let count: usize = parts.filter(|part| !part.is_empty()).map(of_part).sum();
    count.max(1)
}

fn of_part(part: &str) -> usize {
    let vowel = |c: char| "aeiouy".contains(c);
    let groups = part
        .split(|c| !vowel(c))
        .filter(|group| !group.is_empty())
        .count();
    let after_consonant = |stem: &str| stem.chars().next_back().is_some_and(|c| !vowel(c));
    let ends_in_l_after_consonant =
        |stem: &str| stem.strip_suffix('l').is_some_and(after_consonant);
    let is_silent = if let Some(stem) = part.strip_suffix('e') {
        after_consonant(stem) && !ends_in_l_after_consonant(stem)
    } else if let Some(stem) = part.strip_suffix("ed") {
        after_consonant(stem) && !stem.ends_with(['d', 't'])
    } else if let Some(stem) = part.strip_suffix("es") {
        let hisses = stem.ends_with(['s', 'x', 'z', 'c', 'g'])
            || stem.ends_with("ch")
            || stem.ends_with("sh");
        after_consonant(stem) && !hisses && !ends_in_l_after_consonant(stem)
    } else {
        false
    };
    groups.saturating_sub(usize::from(is_silent)).max(1)
}

/// Words, sentences and syllables together.
fn sums(all: &[&Sentence]) -> (usize, usize, usize) {
    let words = all.iter().map(|sentence| sentence.words).sum();
    let syllables = all.iter().map(|sentence| sentence.syllables).sum();
    (words, all.len(), syllables)
}

/// The two sides of "the grade is more than `grade`", in whole numbers: a hundredth of a grade, times words, times sentences.
fn sides(grade: usize, all: &[&Sentence]) -> (usize, usize) {
    let (words, sentences, syllables) = sums(all);
    let measured = 39 * words * words + 1180 * syllables * sentences;
    (measured, (1559 + 100 * grade) * words * sentences)
}

/// Whether the sentences together read harder than this grade. Nothing at all is not hard.
pub(crate) fn is_harder_than(grade: usize, all: &[&Sentence]) -> bool {
    let (measured, allowed) = sides(grade, all);
    measured > allowed
}

/// Their grade in tenths, rounded up, so that what is above a whole grade is seen to be; 0 where it is under 0.
pub(crate) fn grade_in_tenths(all: &[&Sentence]) -> usize {
    let (words, sentences, _) = sums(all);
    let (measured, nothing) = sides(0, all);
    let tenth = 10 * words * sentences;
    match tenth {
        0 => 0,
        _ => measured.saturating_sub(nothing).div_ceil(tenth),
    }
}

/// The place of the sentence without which the others read the easiest; the first of several.
pub(crate) fn hardest(all: &[&Sentence]) -> Option<usize> {
    (0..all.len()).min_by_key(|place| {
        let others: Vec<&Sentence> = all
            .iter()
            .enumerate()
            .filter(|(other, _)| other != place)
            .map(|(_, sentence)| *sentence)
            .collect();
        grade_in_tenths(&others)
    })
}

/// Words of clinicians and of the gym, and phrases that mean something else than they say, with what to write.
const HARD: [(&str, &str); 36] = [
    ("abdominals", "belly muscles"),
    ("abduction", "out to the side"),
    ("adduction", "in toward the other leg"),
    ("anterior", "front"),
    ("bear in mind", "think of"),
    ("bilateral", "both sides"),
    ("by the book", "as shown"),
    ("distal", "further down"),
    ("dorsiflexion", "toes up"),
    ("exacerbate", "make worse"),
    ("extension", "straightening, or bending back"),
    ("flexion", "bending"),
    ("gluteal", "buttock"),
    ("glutes", "buttock muscles"),
    ("go the extra mile", "do more"),
    ("hit the wall", "tire"),
    ("irritability", "how easily it hurts"),
    ("isometric", "without moving"),
    ("lateral", "to the side"),
    (
        "listen to your body",
        "what to feel for, and what to do then",
    ),
    ("lumbar", "low back"),
    ("neural", "nerve"),
    ("neutral spine", "back neither arched nor rounded"),
    ("no pain no gain", "what is allowed to hurt, and how much"),
    ("on the mend", "getting better"),
    ("posterior", "back"),
    ("prone", "on your belly"),
    ("proximal", "further up"),
    ("push through", "go on"),
    ("quads", "front of the thigh"),
    ("radicular", "from the nerve"),
    ("range of motion", "how far it moves"),
    ("reps", "times"),
    ("rule of thumb", "the rule itself"),
    ("supine", "on your back"),
    ("unilateral", "one side"),
];

/// Where such words stand in a text, each with what to write instead.
pub(crate) fn hard_words(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let lower = text.to_ascii_lowercase();
    let is_whole = |found: &Range<usize>| {
        let before = lower.get(..found.start).unwrap_or_default();
        let after = lower.get(found.end..).unwrap_or_default();
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    };
    let mut found: Vec<_> = HARD
        .iter()
        .flat_map(|(words, instead)| {
            let places = lower.match_indices(words);
            places.map(move |(start, _)| (start..start + words.len(), *instead))
        })
        .filter(|(span, _)| is_whole(span))
        .collect();
    found.sort_by_key(|(span, _)| span.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_follow_the_rule() {
        for (word, count) in [
            ("knee", 1),
            ("slide", 1),
            ("little", 2),
            ("Straighten", 2),
            ("muscles", 2),
            ("moved", 1),
            ("lifted", 2),
            ("raises", 2),
            ("slides", 1),
            ("edges", 2),
            ("half-way", 2),
            ("don't", 1),
            ("the", 1),
            ("easy", 2),
            ("tingling", 2),
            ("irritability", 6),
            ("20", 1),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn sentences_end_where_they_are_read_to_end() {
        let text = "Wait 1.5 hours. Go on: slowly! – And again";
        let said: Vec<&str> = sentences(text)
            .iter()
            .map(|sentence| &text[sentence.span.clone()])
            .collect();
        assert_eq!(said, ["Wait 1.5 hours", "Go on", "slowly", "And again"]);
        assert_eq!(sentences(" … "), []);
    }

    #[test]
    fn the_grade_is_that_of_flesch_and_kincaid() {
        let easy = sentences("Lie on your back and bend the left knee up slowly.");
        let easy: Vec<&Sentence> = easy.iter().collect();
        assert_eq!(sums(&easy), (11, 1, 12));
        // 39 * 11 + 1180 * 12 / 11 - 1559 = 429 + 1287.3 - 1559 = 157.3 hundredths.
        assert_eq!(grade_in_tenths(&easy), 16);
        assert!(!is_harder_than(2, &easy) && is_harder_than(1, &easy));
        assert_eq!(grade_in_tenths(&[]), 0);
        assert!(!is_harder_than(0, &[]));
    }

    #[test]
    fn the_hardest_sentence_is_the_one_that_the_others_are_easier_without() {
        let text = "Sit. Lift one heel. Anticipate considerable irritability afterward. Rest.";
        let all = sentences(text);
        let all: Vec<&Sentence> = all.iter().collect();
        assert!(is_harder_than(HARDEST, &all));
        assert_eq!(hardest(&all), Some(2));
    }

    #[test]
    fn hard_words_are_found_whole_and_in_any_case() {
        let found = |text: &str| -> Vec<String> {
            hard_words(text)
                .iter()
                .map(|(span, _)| text[span.clone()].to_owned())
                .collect()
        };
        assert_eq!(
            found("Lumbar flexion, 10 reps. Listen to your body."),
            ["Lumbar", "flexion", "reps", "Listen to your body"]
        );
        assert!(found("Prepare a collateral; he repsents it.").is_empty());
    }
}
