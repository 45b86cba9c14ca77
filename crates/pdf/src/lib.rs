//! A sheet as PDF: layout, shaping, writing.
//!
//! The same sheet and options give the same bytes on any machine: no clock, no random number, no font of the system.
//! What cannot be printed whole and as it was written is refused.

mod bidi;
mod blocks;
mod bookmarks;
mod check;
mod draw;
mod figure;
mod finish;
mod fonts;
mod frame;
mod pages;
mod palette;
mod refusal;
pub mod sample;
mod setter;
mod shapes;
mod structure;
mod style;
mod table;
mod text;
mod to_unicode;
mod usual;
mod writer;

pub use figure::{Figure, Figures, UNITS};
pub use fonts::Fonts;
pub use refusal::PrintRefusal;

use fonts::Shaper;
use plinth_core::sheet::{PrintOptions, Sheet};
use std::collections::BTreeMap;

/// Version of the layout. It is raised whenever the same sheet and options would give other bytes, so that a record can
/// tell a sheet that it printed from what it would print today.
pub const LAYOUT: u32 = 12;

/// A printed sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// Prints sheets one after another. It keeps what they have in common, such as shaped words, and a sheet has the same bytes
/// whichever came before it. One press works on one thread; several share the fonts.
pub struct Press<'f> {
    fonts: &'f Fonts,
    shapers: BTreeMap<String, Shaper<'f>>,
}

impl<'f> Press<'f> {
    /// A press that has printed nothing yet.
    pub fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            shapers: BTreeMap::new(),
        }
    }

    /// Prints a sheet, or says why it must not be printed.
    pub fn print(
        &mut self,
        sheet: &Sheet,
        figures: &Figures,
        options: &PrintOptions,
    ) -> Result<Pdf, PrintRefusal> {
        let new = || Shaper::new(self.fonts, &sheet.language);
        let shaper = self
            .shapers
            .entry(sheet.language.clone())
            .or_insert_with(new);
        shaper.forget_where_many();
        check::check(sheet, *options, shaper)?;
        let pages = pages::pages(sheet, figures, *options, shaper)?;
        let written = writer::write(&pages, options.black_and_white, &sheet.language, self.fonts)?;
        let bytes = finish::finish(
            written,
            &bookmarks::bookmarks(&pages),
            &sheet.issue.number.value,
            &sheet.language,
        )?;
        Ok(Pdf {
            bytes,
            pages: pages.len(),
        })
    }
}

/// Prints one sheet, or says why it must not be printed.
pub fn render(
    sheet: &Sheet,
    figures: &Figures,
    options: &PrintOptions,
    fonts: &Fonts,
) -> Result<Pdf, PrintRefusal> {
    Press::new(fonts).print(sheet, figures, options)
}
