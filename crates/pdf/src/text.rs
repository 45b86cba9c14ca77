//! Paragraphs: shaped words, broken into lines by Unicode's rules (UAX #14), nothing ever wider than its column.

use crate::{
    PrintRefusal, bidi,
    draw::{Item, Look, MM_PER_PT, Piece, Point, Role, Run},
    fonts::{ASCENT, DESCENT, Glyph, Shaped, Shaper, Unprintable},
};
use std::rc::Rc;
use unicode_linebreak::linebreaks;
use unicode_normalization::UnicodeNormalization;

const SOFT_HYPHEN: char = '\u{ad}';

/// A stretch of a paragraph in one look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span<'t> {
    pub(crate) text: &'t str,
    pub(crate) look: Look,
}

/// Where lines stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    Right,
}

/// A paragraph broken into lines.
pub(crate) struct Lines {
    all: Rc<[Line]>,
    /// Points from line to line.
    leading: f32,
    right_to_left: bool,
}

#[derive(Default)]
pub(crate) struct Line {
    runs: Vec<Stretch>,
    /// Millimeters with and without the spaces at the end.
    width: f32,
    visible: f32,
}

/// Shaped text with its look and the level of its direction (UAX #9).
#[derive(Clone)]
struct Stretch {
    look: Look,
    level: u8,
    shaped: Rc<Shaped>,
}

/// What may not be broken, or only where nothing else helps.
struct Word {
    runs: Vec<Stretch>,
    width: f32,
    visible: f32,
    /// Drawn only where the line ends here.
    hyphen: Option<Stretch>,
}

/// How far below the top of a line its baseline is, in millimeters; leading and size in points.
pub(crate) fn baseline(leading: f32, size: f32) -> f32 {
    let above_middle = (ASCENT - DESCENT) * size / 2.0;
    (leading / 2.0 + above_middle) * MM_PER_PT
}

fn mm(thousandths: f32, look: Look) -> f32 {
    thousandths / 1000.0 * look.size * MM_PER_PT
}

impl From<Unprintable> for PrintRefusal {
    fn from(unprintable: Unprintable) -> Self {
        Self::Character {
            place: "the layout".to_string(),
            character: unprintable.0,
        }
    }
}

impl Shaped {
    /// The width of the spaces where it ends, in thousandths of an em.
    fn end_spaces(&self) -> f32 {
        let is_space = |glyph: &&Glyph| glyph.text == " ";
        let advance = |glyph: &Glyph| glyph.advance;
        if self.right_to_left {
            self.glyphs.iter().take_while(is_space).map(advance).sum()
        } else {
            let glyphs = self.glyphs.iter().rev();
            glyphs.take_while(is_space).map(advance).sum()
        }
    }
}

impl Stretch {
    /// Shapes text: one stretch, or one for each family that it needs.
    fn shape(
        shaper: &Shaper<'_>,
        look: Look,
        level: u8,
        text: &str,
    ) -> Result<Vec<Self>, PrintRefusal> {
        let word = shaper.shape(text, look.weight, level % 2 == 1)?;
        let stretch = |shaped: &Rc<Shaped>| Self {
            look,
            level,
            shaped: Rc::clone(shaped),
        };
        Ok(word.iter().map(stretch).collect())
    }

    fn width(&self) -> f32 {
        mm(self.shaped.width, self.look)
    }

    /// Its glyphs without the spaces where it ends.
    fn without_end_spaces(&self) -> Vec<Glyph> {
        let is_space = |glyph: &&Glyph| glyph.text == " ";
        let glyphs = &self.shaped.glyphs;
        let count = if self.shaped.right_to_left {
            glyphs.iter().take_while(is_space).count()
        } else {
            glyphs.iter().rev().take_while(is_space).count()
        };
        let kept = if self.shaped.right_to_left {
            glyphs.get(count..)
        } else {
            glyphs.get(..glyphs.len() - count)
        };
        kept.unwrap_or_default().to_vec()
    }
}

impl Word {
    fn new(shaper: &Shaper<'_>, pieces: &[(Look, u8, &str)]) -> Result<Self, PrintRefusal> {
        let mut word = Self {
            runs: Vec::new(),
            width: 0.0,
            visible: 0.0,
            hyphen: None,
        };
        for &(look, level, text) in pieces {
            if text.ends_with(SOFT_HYPHEN) {
                word.hyphen = Stretch::shape(shaper, look, level, "-")?.pop();
            }
            let kept: String = text.chars().filter(|&c| c != SOFT_HYPHEN).collect();
            if !kept.is_empty() {
                for stretch in Stretch::shape(shaper, look, level, &kept)? {
                    word.push(stretch);
                }
            }
        }
        Ok(word)
    }

    fn push(&mut self, stretch: Stretch) {
        let spaces = mm(stretch.shaped.end_spaces(), stretch.look);
        self.visible = self.width + stretch.width() - spaces;
        self.width += stretch.width();
        self.runs.push(stretch);
    }

    /// The width that it takes where a line ends with it.
    fn at_end(&self) -> f32 {
        self.visible + self.hyphen.as_ref().map_or(0.0, Stretch::width)
    }

    /// Its characters as words of their own, for a word wider than its column.
    fn letters(&self) -> Vec<Self> {
        let mut letters: Vec<Self> = Vec::new();
        for Stretch {
            look,
            level,
            shaped,
        } in &self.runs
        {
            let clusters = shaped
                .glyphs
                .chunk_by(|_, following| following.text.is_empty());
            let mut clusters: Vec<&[Glyph]> = clusters.collect();
            if shaped.right_to_left {
                clusters.reverse();
            }
            for cluster in clusters {
                let width = cluster.iter().map(|glyph| glyph.advance).sum();
                let mut letter = Self {
                    runs: Vec::new(),
                    width: 0.0,
                    visible: 0.0,
                    hyphen: None,
                };
                letter.push(Stretch {
                    look: *look,
                    level: *level,
                    shaped: Rc::new(Shaped {
                        glyphs: cluster.to_vec(),
                        width,
                        ..**shaped
                    }),
                });
                letters.push(letter);
            }
        }
        if let Some(last) = letters.last_mut() {
            last.hyphen.clone_from(&self.hyphen);
        }
        letters
    }
}

impl Line {
    /// Draws the runs where they are seen, in the order in which they are read. A line from right to left begins at the left
    /// like any other: the whole page is mirrored in the end.
    fn draw(&self, piece: &mut Piece, at: Point, right_to_left: bool) {
        let base = u8::from(right_to_left);
        let levels: Vec<u8> = self.runs.iter().map(|run| run.level).collect();
        let mut order = bidi::visual_order(&levels);
        if right_to_left {
            order.reverse();
        }
        let last = self.runs.len().saturating_sub(1);
        let mut glyphs: Vec<Vec<Glyph>> = Vec::new();
        for (place, run) in self.runs.iter().enumerate() {
            // Spaces that end a line belong to the paragraph and not to the run (rule L1).
            glyphs.push(if place == last && run.level % 2 != base {
                run.without_end_spaces()
            } else {
                run.shaped.glyphs.clone()
            });
        }
        let mut lefts = vec![0.0; glyphs.len()];
        let mut left = at.0;
        for place in order {
            lefts[place] = left;
            let advance: f32 = glyphs[place].iter().map(|glyph| glyph.advance).sum();
            left += mm(advance, self.runs[place].look);
        }
        let same = |one: &Stretch, other: &Stretch| {
            one.look == other.look
                && one.level == other.level
                && one.shaped.family == other.shaped.family
                && one.level.is_multiple_of(2)
                && !right_to_left
        };
        let mut runs: Vec<(&Stretch, f32, Vec<Glyph>)> = Vec::new();
        for ((run, left), glyphs) in self.runs.iter().zip(lefts).zip(glyphs) {
            match runs.last_mut() {
                // Neighbors from left to right are one run, so that the file is short.
                Some((last, _, all)) if same(last, run) => all.extend(glyphs),
                _ => runs.push((run, left, glyphs)),
            }
        }
        for (run, left, glyphs) in runs {
            piece.items.push(Item::Text(Run {
                at: (left, at.1),
                look: run.look,
                family: run.shaped.family,
                glyphs,
                right_to_left: run.shaped.right_to_left,
                turn: (1.0, 0.0),
            }));
        }
    }

    fn push(&mut self, word: &Word) {
        self.visible = self.width + word.visible;
        self.width += word.width;
        self.runs.extend(word.runs.iter().cloned());
    }

    fn end_with(&mut self, hyphen: Stretch) {
        self.visible = self.width + hyphen.width();
        self.runs.push(hyphen);
    }
}

/// Whether a range such as `5–10` or a number such as `0142-K-01` would be torn apart by a break before `at`.
fn inside_number(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    matches!(before.next(), Some('-' | '–'))
        && (before.next().is_some_and(|c| c.is_ascii_digit())
            || text[at..].starts_with(|c: char| c.is_ascii_digit()))
}

fn words(
    shaper: &Shaper<'_>,
    spans: &[Span<'_>],
    right_to_left: bool,
) -> Result<Vec<Word>, PrintRefusal> {
    // Composed characters, so that each has its own glyph where the face has one.
    let mut text = String::new();
    let mut ends = Vec::new();
    for span in spans {
        text.extend(span.text.nfc());
        ends.push(text.len());
    }
    let levels = bidi::levels(&text, right_to_left);
    let base = u8::from(right_to_left);
    let level_at = |at: usize| levels.as_ref().map_or(base, |levels| levels[at]);
    let mut words = Vec::new();
    let mut start = 0;
    for (end, _) in linebreaks(&text) {
        if end < text.len() && inside_number(&text, end) {
            continue;
        }
        let mut pieces = Vec::new();
        let mut offset = 0;
        for (span, &span_end) in spans.iter().zip(&ends) {
            let (from, to) = (start.max(offset), end.min(span_end));
            let mut from = from;
            while from < to {
                let level = level_at(from);
                let same = (from..to).find(|&at| level_at(at) != level).unwrap_or(to);
                pieces.push((span.look, level, &text[from..same]));
                from = same;
            }
            offset = span_end;
        }
        words.push(Word::new(shaper, &pieces)?);
        start = end;
    }
    Ok(words)
}

/// What the lines of a paragraph follow from.
fn key(spans: &[Span<'_>], width: f32, right_to_left: bool) -> Box<[u8]> {
    let mut key = vec![u8::from(right_to_left)];
    key.extend(width.to_bits().to_le_bytes());
    for Span { text, look } in spans {
        key.extend(text.len().to_le_bytes());
        key.extend(text.as_bytes());
        key.extend([look.weight as u8, look.ink as u8]);
        key.extend(look.size.to_bits().to_le_bytes());
    }
    key.into()
}

/// Breaks a paragraph.
fn broken(
    shaper: &Shaper<'_>,
    spans: &[Span<'_>],
    width: f32,
    right_to_left: bool,
) -> Result<Rc<[Line]>, PrintRefusal> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut hyphen: Option<Stretch> = None;
    let mut place = |word: &Word| {
        if !line.runs.is_empty() && line.width + word.at_end() > width {
            let mut full = std::mem::take(&mut line);
            if let Some(hyphen) = hyphen.take() {
                full.end_with(hyphen);
            }
            lines.push(full);
        }
        line.push(word);
        hyphen.clone_from(&word.hyphen);
    };
    for word in words(shaper, spans, right_to_left)? {
        if word.at_end() > width {
            word.letters().iter().for_each(&mut place);
        } else {
            place(&word);
        }
    }
    if !line.runs.is_empty() {
        lines.push(line);
    }
    Ok(lines.into())
}

impl Lines {
    /// Sets a paragraph; `leading` in points, `width` in millimeters.
    pub(crate) fn set(
        shaper: &Shaper<'_>,
        spans: &[Span<'_>],
        leading: f32,
        width: f32,
        right_to_left: bool,
    ) -> Result<Self, PrintRefusal> {
        let key = key(spans, width, right_to_left);
        let all = shaper.paragraph(key, || broken(shaper, spans, width, right_to_left))?;
        Ok(Self {
            all,
            leading,
            right_to_left,
        })
    }

    /// The widest line, in millimeters.
    pub(crate) fn width(&self) -> f32 {
        self.all
            .iter()
            .fold(0.0, |width, line| width.max(line.visible))
    }

    /// Draws the lines in a column of this width, as a part of the document.
    pub(crate) fn draw(self, width: f32, align: Align, role: Option<Role>) -> Piece {
        let leading = self.leading * MM_PER_PT;
        let mut piece = Piece::default();
        for line in self.all.iter() {
            let sizes = line.runs.iter().map(|run| run.look.size);
            let size = sizes.fold(0.0_f32, f32::max);
            let baseline = piece.height + baseline(self.leading, size);
            let left = match align {
                Align::Left => 0.0,
                Align::Center => (width - line.visible) / 2.0,
                Align::Right => width - line.visible,
            };
            line.draw(&mut piece, (left, baseline), self.right_to_left);
            piece.height += leading;
        }
        match role {
            Some(role) => piece.within(role),
            None => piece,
        }
    }
}
