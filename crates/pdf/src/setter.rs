//! What every block needs to set its texts.

use crate::{
    PrintRefusal,
    blocks::Icons,
    draw::{Ink, MM_PER_PT, Path, Piece, Role},
    figure::Figures,
    fonts::{CAP_HEIGHT, Shaper, Weight},
    style::{Style, Type},
    text::{Align, Lines, Span, baseline},
};
use plinth_core::sheet::{RunIn, Sheet};

/// What laying out can give.
pub(crate) type Set<T = Piece> = Result<T, PrintRefusal>;

/// Sets texts of one sheet in one style.
pub(crate) struct Setter<'s, 'f> {
    pub(crate) shaper: &'s Shaper<'f>,
    pub(crate) style: Style,
    pub(crate) sheet: &'s Sheet,
    /// The figures that it may refer to.
    pub(crate) figures: &'s Figures,
    /// Which small pictures it has.
    pub(crate) icons: Icons,
    /// Whether its language is written so: the page is laid out from left to right, and mirrored in the end.
    pub(crate) right_to_left: bool,
    /// What a page has room for between its top margin and its footer, in millimeters.
    pub(crate) page_height: f32,
}

impl Setter<'_, '_> {
    /// The width of the text, in millimeters.
    pub(crate) fn width(&self) -> f32 {
        self.style.page.text_width()
    }

    /// Breaks stretches of text into lines with the leading of the first.
    pub(crate) fn lines(&self, stretches: &[(&str, Type, Ink)], width: f32) -> Set<Lines> {
        let spans: Vec<Span<'_>> = stretches
            .iter()
            .map(|&(text, face, ink)| Span {
                text,
                look: face.look(ink),
            })
            .collect();
        let leading = stretches.first().map_or(0.0, |(_, face, _)| face.leading);
        Lines::set(self.shaper, &spans, leading, width, self.right_to_left)
    }

    /// A paragraph, or another part, in one look.
    pub(crate) fn text(&self, text: &str, face: Type, ink: Ink, width: f32, role: Role) -> Set {
        Ok(self
            .lines(&[(text, face, ink)], width)?
            .draw(width, Align::Left, Some(role)))
    }

    /// The heading of a section.
    pub(crate) fn heading(&self, text: &str, width: f32) -> Set {
        let face = self.style.heading;
        self.text(text, face, Ink::Text, width, Role::Heading2)
    }

    /// The width of a text on one line.
    pub(crate) fn natural(&self, text: &str, face: Type) -> Set<f32> {
        Ok(self
            .lines(&[(text, face, Ink::Text)], f32::INFINITY)?
            .width())
    }

    /// The first of these faces in which a text stays on one line.
    pub(crate) fn first_that_fits(
        &self,
        text: &str,
        faces: impl IntoIterator<Item = Type>,
        width: f32,
    ) -> Set<Option<Type>> {
        for face in faces {
            if self.natural(text, face)? <= width {
                return Ok(Some(face));
            }
        }
        Ok(None)
    }

    /// The width of the widest word of a text.
    pub(crate) fn longest_word(&self, text: &str, face: Type) -> Set<f32> {
        text.split_whitespace().try_fold(0.0_f32, |widest, word| {
            Ok(widest.max(self.natural(word, face)?))
        })
    }

    /// A body paragraph that may begin with bold words.
    pub(crate) fn run_in(&self, run: &RunIn, width: f32) -> Set {
        let body = self.style.body;
        let lead = format!("{} ", run.lead);
        let mut stretches = vec![(run.text.as_str(), body, Ink::Text)];
        if !run.lead.is_empty() {
            stretches.insert(0, (&lead, body.weight(Weight::Bold), Ink::Text));
        }
        Ok(self
            .lines(&stretches, width)?
            .draw(width, Align::Left, Some(Role::Paragraph)))
    }

    /// A sign that is the same in every direction: drawn so that it is itself again when the page is mirrored.
    pub(crate) fn sign(&self, paths: Vec<Path>, left: f32, size: f32) -> Vec<Path> {
        let mut paths = paths;
        if self.right_to_left {
            let around = 2.0 * left + size;
            for path in &mut paths {
                path.change(|(x, y)| (around - x, y));
            }
        }
        paths
    }

    /// How far below the top of a line of this type its capitals have their middle; millimeters.
    pub(crate) fn middle(face: Type) -> f32 {
        baseline(face.leading, face.size) - CAP_HEIGHT * face.size * MM_PER_PT / 2.0
    }

    /// Numbered steps.
    pub(crate) fn steps(&self, steps: &[String], width: f32) -> Set {
        Ok(self.numbered(1, steps, width)?.within(Role::List))
    }

    /// What is kept free for the number of a step.
    pub(crate) const fn step_hang(&self) -> f32 {
        match (self.style.large, self.style.compact) {
            (true, _) => 9.0,
            (false, true) => 4.6,
            (false, false) => 5.4,
        }
    }

    /// Steps with numbers from the first, as items of a list.
    pub(crate) fn numbered(&self, from: usize, steps: &[String], width: f32) -> Set {
        let (body, label) = (self.style.body, self.style.label());
        let hang = self.step_hang();
        let mut items = Piece::default();
        for (number, step) in (from..).zip(steps) {
            let number = number.to_string();
            let mut item = Piece::default();
            item.put(
                self.text(&number, label, Ink::Text, hang, Role::Label)?,
                (0.0, 0.0),
            );
            item.stack(
                self.text(step, body, Ink::Text, width - hang, Role::Body)?,
                hang,
                0.0,
            );
            items.stack(item.within(Role::Item), 0.0, 0.0);
        }
        Ok(items)
    }

    /// Items behind a sign that `draw` puts beside the middle of each first line.
    pub(crate) fn signed_items(
        &self,
        items: &[&str],
        face: Type,
        (width, hang): (f32, f32),
        draw: impl Fn(&mut Piece, f32),
    ) -> Set<Vec<Piece>> {
        items
            .iter()
            .map(|item| {
                let mut piece = Piece::default();
                draw(&mut piece, Self::middle(face));
                let text = self.text(item, face, Ink::Text, width - hang, Role::Body)?;
                piece.stack(text, hang, 0.0);
                Ok(piece.within(Role::Item))
            })
            .collect()
    }
}

/// Pieces below each other.
pub(crate) fn stacked(pieces: Vec<Piece>) -> Piece {
    let mut column = Piece::default();
    for piece in pieces {
        column.stack(piece, 0.0, 0.0);
    }
    column
}

/// How many items go into the first of two columns, so that the higher one is as low as the order allows: the first, where that
/// is the same.
pub(crate) fn even_split(items: &[Piece]) -> usize {
    let whole: f32 = items.iter().map(|item| item.height).sum();
    let (mut best, mut lowest, mut first) = (items.len(), whole, 0.0);
    for (at, item) in items.iter().enumerate() {
        first += item.height;
        let higher = first.max(whole - first);
        // A hair, so that equal columns count as equal.
        if higher <= lowest + 0.01 {
            (best, lowest) = (at + 1, higher);
        }
    }
    best
}

/// Items below each other.
pub(crate) fn list(items: Vec<Piece>) -> Piece {
    stacked(items).within(Role::List)
}

/// Counts of columns and gaps are small, so that a float holds them.
pub(crate) fn small_count(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
