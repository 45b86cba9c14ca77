//! Paragraphs: shaped words, broken into lines by Unicode's rules (UAX #14), nothing ever wider than its column.

use crate::{
    PrintRefusal,
    draw::{Item, Look, MM_PER_PT, Piece, Role, Run},
    fonts::{ASCENT, DESCENT, Glyph, Shaped, Shaper, Unprintable},
};
use std::rc::Rc;
use unicode_linebreak::linebreaks;

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
    lines: Vec<Line>,
    /// Points from line to line.
    leading: f32,
}

#[derive(Default)]
struct Line {
    runs: Vec<(Look, Vec<Glyph>)>,
    /// Millimeters with and without the spaces at the end.
    width: f32,
    visible: f32,
}

/// What may not be broken, or only where nothing else helps.
struct Word {
    runs: Vec<(Look, Rc<Shaped>)>,
    width: f32,
    visible: f32,
    /// Drawn only where the line ends here.
    hyphen: Option<(Look, Rc<Shaped>)>,
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

impl Word {
    fn new(shaper: &Shaper<'_>, pieces: &[(Look, &str)]) -> Result<Self, PrintRefusal> {
        let mut word = Self {
            runs: Vec::new(),
            width: 0.0,
            visible: 0.0,
            hyphen: None,
        };
        for &(look, text) in pieces {
            if text.ends_with(SOFT_HYPHEN) {
                word.hyphen = Some((look, shaper.shape("-", look.weight)?));
            }
            let kept: String = text.chars().filter(|&c| c != SOFT_HYPHEN).collect();
            if !kept.is_empty() {
                word.push(look, shaper.shape(&kept, look.weight)?);
            }
        }
        Ok(word)
    }

    fn push(&mut self, look: Look, shaped: Rc<Shaped>) {
        let spaces: f32 = shaped
            .glyphs
            .iter()
            .rev()
            .take_while(|glyph| glyph.text == " ")
            .map(|glyph| glyph.advance)
            .sum();
        self.visible = self.width + mm(shaped.width - spaces, look);
        self.width += mm(shaped.width, look);
        self.runs.push((look, shaped));
    }

    /// The width that it takes where a line ends with it.
    fn at_end(&self) -> f32 {
        let hyphen = self
            .hyphen
            .as_ref()
            .map_or(0.0, |(look, shaped)| mm(shaped.width, *look));
        self.visible + hyphen
    }

    /// Its characters as words of their own, for a word wider than its column.
    fn letters(&self) -> Vec<Self> {
        let mut letters: Vec<Self> = Vec::new();
        for (look, shaped) in &self.runs {
            for cluster in shaped
                .glyphs
                .chunk_by(|_, following| following.text.is_empty())
            {
                let width = cluster.iter().map(|glyph| glyph.advance).sum();
                let mut letter = Self {
                    runs: Vec::new(),
                    width: 0.0,
                    visible: 0.0,
                    hyphen: None,
                };
                letter.push(
                    *look,
                    Rc::new(Shaped {
                        glyphs: cluster.to_vec(),
                        width,
                    }),
                );
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
    fn add(&mut self, look: Look, shaped: &Shaped) {
        match self.runs.last_mut() {
            Some((last, glyphs)) if *last == look => glyphs.extend_from_slice(&shaped.glyphs),
            _ => self.runs.push((look, shaped.glyphs.clone())),
        }
    }

    fn push(&mut self, word: &Word) {
        self.visible = self.width + word.visible;
        self.width += word.width;
        for (look, shaped) in &word.runs {
            self.add(*look, shaped);
        }
    }
}

/// Whether a range such as `5–10` or a number such as `0142-K-01` would be torn apart by a break before `at`.
fn inside_number(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    matches!(before.next(), Some('-' | '–'))
        && (before.next().is_some_and(|c| c.is_ascii_digit())
            || text[at..].starts_with(|c: char| c.is_ascii_digit()))
}

fn words(shaper: &Shaper<'_>, spans: &[Span<'_>]) -> Result<Vec<Word>, PrintRefusal> {
    let text: String = spans.iter().map(|span| span.text).collect();
    let mut words = Vec::new();
    let mut start = 0;
    for (end, _) in linebreaks(&text) {
        if end < text.len() && inside_number(&text, end) {
            continue;
        }
        let mut pieces = Vec::new();
        let mut offset = 0;
        for span in spans {
            let (from, to) = (start.max(offset), end.min(offset + span.text.len()));
            if from < to {
                pieces.push((span.look, &text[from..to]));
            }
            offset += span.text.len();
        }
        words.push(Word::new(shaper, &pieces)?);
        start = end;
    }
    Ok(words)
}

impl Lines {
    /// Sets a paragraph; `leading` in points, `width` in millimeters.
    pub(crate) fn set(
        shaper: &Shaper<'_>,
        spans: &[Span<'_>],
        leading: f32,
        width: f32,
    ) -> Result<Self, PrintRefusal> {
        let mut lines = Vec::new();
        let mut line = Line::default();
        let mut hyphen: Option<(Look, Rc<Shaped>)> = None;
        let mut place = |word: &Word| {
            if !line.runs.is_empty() && line.width + word.at_end() > width {
                let mut full = std::mem::take(&mut line);
                if let Some((look, shaped)) = hyphen.take() {
                    full.visible = full.width + mm(shaped.width, look);
                    full.add(look, &shaped);
                }
                lines.push(full);
            }
            line.push(word);
            hyphen.clone_from(&word.hyphen);
        };
        for word in words(shaper, spans)? {
            if word.at_end() > width {
                word.letters().iter().for_each(&mut place);
            } else {
                place(&word);
            }
        }
        if !line.runs.is_empty() {
            lines.push(line);
        }
        Ok(Self { lines, leading })
    }

    /// The widest line, in millimeters.
    pub(crate) fn width(&self) -> f32 {
        self.lines
            .iter()
            .fold(0.0, |width, line| width.max(line.visible))
    }

    /// Draws the lines in a column of this width, as a part of the document.
    pub(crate) fn draw(self, width: f32, align: Align, role: Option<Role>) -> Piece {
        let leading = self.leading * MM_PER_PT;
        let mut piece = Piece::default();
        for line in self.lines {
            let size = line
                .runs
                .iter()
                .fold(0.0_f32, |size, (look, _)| size.max(look.size));
            let baseline = piece.height + baseline(self.leading, size);
            let mut left = match align {
                Align::Left => 0.0,
                Align::Center => (width - line.visible) / 2.0,
                Align::Right => width - line.visible,
            };
            for (look, glyphs) in line.runs {
                let advance: f32 = glyphs.iter().map(|glyph| glyph.advance).sum();
                piece.items.push(Item::Text(Run {
                    at: (left, baseline),
                    look,
                    glyphs,
                    turn: (1.0, 0.0),
                }));
                left += mm(advance, look);
            }
            piece.height += leading;
        }
        match role {
            Some(role) => piece.within(role),
            None => piece,
        }
    }
}
