//! All figures of a pack on one sheet of A4's proportions, in the order of their exercises and at one scale.

use std::fmt::Write as _;

use plinth_figure::{
    drawing::{Drawing, Ink},
    svg::{self, NotFinite, UNITS},
};

/// Height and width of a sheet of A4, as a ratio.
const TALL: f64 = std::f64::consts::SQRT_2;
/// Air round the sheet and between figures, mm.
const MARGIN: f64 = 8.0;
const GAP: f64 = 8.0;
/// The line under a figure, and how large its letters are, mm.
const LINE: f64 = 7.0;
const LETTERS: f64 = 3.6;
/// How wide a letter is at most on average, as a part of its size.
const WIDE: f64 = 0.62;
/// How much wider a sheet that is too tall is tried next, mm.
const WIDER: f64 = 2.0;

/// A figure with what stands under it.
pub(super) struct Entry {
    pub(super) figure: Drawing,
    pub(super) subject: String,
    /// Where the pack could be read.
    pub(super) name: Option<String>,
}

impl Entry {
    fn text(&self) -> String {
        match &self.name {
            Some(name) => format!("{} {name}", self.subject),
            None => self.subject.clone(),
        }
    }

    /// The place that it needs with its text, mm.
    fn size(&self) -> [f64; 2] {
        let letters = u32::try_from(self.text().chars().count()).map_or(0.0, f64::from);
        let wide = self.figure.width.max(letters * LETTERS * WIDE);
        [wide, self.figure.height + LINE]
    }
}

/// The sheet as SVG.
pub(super) fn sheet(entries: &[Entry], ink: Ink) -> Result<String, NotFinite> {
    let sizes: Vec<[f64; 2]> = entries.iter().map(Entry::size).collect();
    let (width, places) = placed(&sizes);
    let height = width * TALL;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.2}mm\" height=\"{height:.2}mm\" viewBox=\"0 0 {width:.2} {height:.2}\">\
         <rect width=\"{width:.2}\" height=\"{height:.2}\" fill=\"#fff\"/>\n"
    );
    for (entry, [x, y]) in entries.iter().zip(places) {
        let _ = write!(
            out,
            "<text x=\"{x:.2}\" y=\"{:.2}\" font-family=\"sans-serif\" font-size=\"{LETTERS}\">{}</text>\
             <g transform=\"translate({x:.2} {y:.2}) scale({})\">",
            y + entry.figure.height + LETTERS + 1.0,
            svg::escaped(&entry.text()),
            1.0 / UNITS
        );
        out.push_str(&svg::paths(&entry.figure, ink)?);
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    Ok(out)
}

/// The width of the sheet and the upper left corner of each figure, mm: the narrowest sheet that is not too tall.
fn placed(sizes: &[[f64; 2]]) -> (f64, Vec<[f64; 2]>) {
    let widest = sizes.iter().map(|size| size[0]).fold(0.0, f64::max);
    let mut width = widest + 2.0 * MARGIN;
    loop {
        let (height, places) = rows(sizes, width);
        if height <= width * TALL {
            return (width, places);
        }
        width += WIDER;
    }
}

/// The height of a sheet of this width, and the figures in rows: each row on a common ground and from edge to edge.
fn rows(sizes: &[[f64; 2]], width: f64) -> (f64, Vec<[f64; 2]>) {
    let room = width - 2.0 * MARGIN;
    let (mut places, mut top, mut rest) = (Vec::with_capacity(sizes.len()), MARGIN, sizes);
    while !rest.is_empty() {
        let (mut count, mut used) = (0, 0.0);
        while let Some([wide, _]) = rest.get(count) {
            let longer = if count == 0 { *wide } else { used + GAP + wide };
            if count > 0 && longer > room {
                break;
            }
            (count, used) = (count + 1, longer);
        }
        let (row, after) = rest.split_at(count);
        let between = u32::try_from(count - 1).map_or(0.0, f64::from);
        let spare = if after.is_empty() || between == 0.0 {
            0.0
        } else {
            (room - used) / between
        };
        let high = row.iter().map(|size| size[1]).fold(0.0, f64::max);
        let mut left = MARGIN;
        for [wide, own] in row {
            places.push([left, top + high - own]);
            left += wide + GAP + spare;
        }
        top += high + GAP;
        rest = after;
    }
    (top - GAP + MARGIN, places)
}
