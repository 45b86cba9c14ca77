//! What the glyphs of a font mean, for whoever copies, searches or reads aloud (ISO 32000-1, 9.10.3).

use crate::usual::Glyphs;
use std::fmt::Write as _;

/// Entries that one section of a map may have (Adobe technical note 5411, 1.4.1).
const MOST: usize = 100;

/// Glyphs that follow each other, and the characters of the first.
struct Range {
    first: u16,
    last: u16,
    means: Vec<u16>,
}

impl Range {
    /// Whether this glyph goes on where the range ends. Only the last byte counts up within a range.
    fn goes_on(&self, glyph: u16, means: &[u16]) -> bool {
        let ([first], [next]) = (self.means.as_slice(), means) else {
            return false;
        };
        let by = glyph - self.first;
        glyph == self.last + 1
            && glyph >> 8 == self.first >> 8
            && next >> 8 == first >> 8
            && first.checked_add(by) == Some(*next)
    }
}

/// The map from the numbers of glyphs to their characters.
pub(crate) fn map(glyphs: &Glyphs) -> Vec<u8> {
    let mut ranges: Vec<Range> = Vec::new();
    for (&glyph, text) in glyphs {
        let means: Vec<u16> = text.encode_utf16().collect();
        // Its neighbour has its characters.
        if means.is_empty() {
            continue;
        }
        match ranges.last_mut() {
            Some(range) if range.goes_on(glyph, &means) => range.last = glyph,
            _ => ranges.push(Range {
                first: glyph,
                last: glyph,
                means,
            }),
        }
    }
    let mut out = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    for section in ranges.chunks(MOST) {
        // Into memory: nothing can go wrong.
        let _ = writeln!(out, "{} beginbfrange", section.len());
        for Range { first, last, means } in section {
            let means = means.iter().fold(String::new(), |mut text, unit| {
                let _ = write!(text, "{unit:04X}");
                text
            });
            let _ = writeln!(out, "<{first:04X}> <{last:04X}> <{means}>");
        }
        out.push_str("endbfrange\n");
    }
    out.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(glyphs: &[(u16, &str)]) -> Vec<String> {
        let glyphs = glyphs.iter().map(|(id, text)| (*id, (*text).into()));
        let map = String::from_utf8(map(&glyphs.collect())).unwrap_or_default();
        let lines = map.lines().filter(|line| line.matches('<').count() == 3);
        lines.map(str::to_owned).collect()
    }

    #[test]
    fn glyphs_in_a_row_are_one_range() {
        assert_eq!(
            lines(&[(1, "A"), (2, "B"), (3, "C"), (4, "a"), (6, "b")]),
            [
                "<0001> <0003> <0041>",
                "<0004> <0004> <0061>",
                "<0006> <0006> <0062>"
            ]
        );
    }

    #[test]
    fn a_range_never_crosses_a_byte() {
        assert_eq!(
            lines(&[(1, "ÿ"), (2, "Ā"), (255, "a"), (256, "b")]),
            [
                "<0001> <0001> <00FF>",
                "<0002> <0002> <0100>",
                "<00FF> <00FF> <0061>",
                "<0100> <0100> <0062>"
            ]
        );
    }

    #[test]
    fn a_part_of_a_letter_without_characters_of_its_own_is_left_out() {
        assert_eq!(
            lines(&[(1, "į́"), (2, ""), (3, "c")]),
            ["<0001> <0001> <012F0301>", "<0003> <0003> <0063>"]
        );
    }

    #[test]
    fn joined_letters_and_letters_beyond_the_first_plane_are_whole() {
        assert_eq!(
            lines(&[(1, "fi"), (2, "\u{1D456}")]),
            ["<0001> <0001> <00660069>", "<0002> <0002> <D835DC56>"]
        );
    }
}
