//! Directions of text by Unicode's rules (UAX #9). Numbers, ranges, dates and sheet numbers are isolated, so that `10–15` is
//! never read as `15–10`.

use std::ops::Range;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Begins an isolate from left to right; exists only while directions are worked out.
const ISOLATE: char = '\u{2066}';
const END: char = '\u{2069}';

fn is_right_to_left(character: char) -> bool {
    matches!(
        bidi_class(character),
        BidiClass::R | BidiClass::AL | BidiClass::AN
    )
}

/// The level of every byte of a paragraph: odd from right to left. Nothing where all of it runs as the paragraph does.
pub(crate) fn levels(text: &str, right_to_left: bool) -> Option<Vec<u8>> {
    if !right_to_left && !text.chars().any(is_right_to_left) {
        return None;
    }
    let base = if right_to_left {
        Level::rtl()
    } else {
        Level::ltr()
    };
    let mut isolated = String::with_capacity(text.len() + 16);
    // For every byte of the text, where it stands in the isolated text.
    let mut places = Vec::with_capacity(text.len());
    let numbers = numbers(text);
    for (at, character) in text.char_indices() {
        if numbers.iter().any(|range| range.start == at) {
            isolated.push(ISOLATE);
        }
        let place = isolated.len();
        places.extend(place..place + character.len_utf8());
        isolated.push(character);
        let next = at + character.len_utf8();
        if numbers.iter().any(|range| range.end == next) {
            isolated.push(END);
        }
    }
    let found = BidiInfo::new(&isolated, Some(base)).levels;
    let level = |place: usize| found.get(place).map_or(base.number(), Level::number);
    Some(places.into_iter().map(level).collect())
}

/// Words without a letter from right to left that stand together and have a digit: each group is isolated.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut open = false;
    for word in text.split_inclusive([' ', '\u{a0}']) {
        let range = start..start + word.len();
        start = range.end;
        let foreign = !word.chars().any(is_right_to_left);
        match groups.last_mut() {
            Some(last) if foreign && open => last.end = range.end,
            _ if foreign => groups.push(range),
            _ => {}
        }
        open = foreign;
    }
    let trimmed = groups.into_iter().filter_map(|range| {
        let group = text.get(range.clone())?;
        let kept = |c: char| c.is_alphanumeric() || "%°×+".contains(c);
        let from = range.start + group.find(kept)?;
        let last = group.char_indices().rev().find(|(_, c)| kept(*c))?;
        let to = range.start + last.0 + last.1.len_utf8();
        let has_digit = text[from..to].chars().any(|c| c.is_ascii_digit());
        has_digit.then_some(from..to)
    });
    trimmed.collect()
}

/// The order from left to right of runs with these levels (rule L2).
pub(crate) fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    for level in (1..=highest).rev() {
        let mut from = 0;
        while from < order.len() {
            let length = order[from..]
                .iter()
                .take_while(|&&at| levels[at] >= level)
                .count();
            order[from..from + length].reverse();
            from += length.max(1);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as it stands on paper, from left to right.
    fn seen(text: &str, right_to_left: bool) -> String {
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let Some(levels) = levels(text, right_to_left) else {
            return text.to_string();
        };
        let own: Vec<u8> = characters.iter().map(|(at, _)| levels[*at]).collect();
        let order = visual_order(&own);
        order.into_iter().map(|at| characters[at].1).collect()
    }

    #[test]
    fn hz_30_numbers_and_ranges_keep_their_order_among_arabic() {
        for number in [
            "10–15",
            "0142-K-02",
            "01632 960 114",
            "14 Mar 1985",
            "1/2",
            "3×",
        ] {
            for text in [
                format!("ألم {number} ساق"),
                format!("ألم {number}"),
                format!("{number}، ألم"),
            ] {
                assert!(seen(&text, true).contains(number), "{}", seen(&text, true));
                assert!(
                    seen(&text, false).contains(number),
                    "{}",
                    seen(&text, false)
                );
            }
        }
    }

    #[test]
    fn words_from_right_to_left_are_reversed_and_others_are_not() {
        assert_eq!(seen("ab cd", false), "ab cd");
        assert_eq!(seen("بت ab", true), "ab تب");
        assert_eq!(seen("ab بت", false), "ab تب");
    }
}
