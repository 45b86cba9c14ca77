//! Measures of the sheet: paper, type and spacing, for standard and for large print.

use crate::draw::{Ink, Look};
use crate::fonts::Weight;
use plinth_core::sheet::{Paper, PrintOptions};

/// A size of type; points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Type {
    pub(crate) size: f32,
    pub(crate) leading: f32,
    pub(crate) weight: Weight,
}

impl Type {
    const fn new(size: f32, leading: f32, weight: Weight) -> Self {
        Self {
            size,
            leading,
            weight,
        }
    }

    /// The same size in another weight.
    pub(crate) const fn weight(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    /// How it looks in an ink.
    pub(crate) const fn look(self, ink: Ink) -> Look {
        Look {
            weight: self.weight,
            size: self.size,
            ink,
        }
    }
}

/// The paper and its margins; millimeters. Nothing but white lies outside the margins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct PageBox {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) side: f32,
    pub(crate) top: f32,
    /// From the foot of the footer to the edge.
    pub(crate) foot: f32,
}

impl PageBox {
    /// The width of the text.
    pub(crate) fn text_width(self) -> f32 {
        self.width - 2.0 * self.side
    }
}

/// How tight the lines and the blocks stand. Type size never changes to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rung {
    /// Leading of the body, in points.
    pub(crate) leading: f32,
    /// Least millimeters between blocks.
    pub(crate) gap: f32,
    /// Whether page and chart are as tight as on Letter, which is the lower paper.
    pub(crate) tight: bool,
    /// Whether cards are low, with steps in two columns, and the chart of a week stands beside the flare-up.
    pub(crate) compact: bool,
}

/// From roomy to tight; the first that meets the page count is taken.
pub(crate) const LADDER: [Rung; 4] = [
    Rung::new(18.0, 4.0),
    Rung::new(17.25, 3.6),
    Rung::new(16.5, 3.2),
    Rung {
        tight: true,
        ..Rung::new(16.0, 2.4)
    },
];

/// Tried where a program would take more than one sheet of paper, and taken where they save one.
pub(crate) const COMPACT: [Rung; 5] = [
    Rung::compact(16.5, 3.2),
    Rung::compact(16.0, 2.4),
    Rung::compact(16.0, 1.8),
    Rung::compact(15.5, 1.8),
    Rung::compact(15.0, 1.8),
];

/// An emergency sheet is on one side, where that can be.
pub(crate) const EMERGENCY: [Rung; 5] = [
    LADDER[0],
    LADDER[1],
    LADDER[2],
    LADDER[3],
    Rung::compact(16.0, 1.8),
];

/// The rung of sheets that need more pages anyway.
pub(crate) const ROOMY_ENOUGH: &[Rung] = &[LADDER[2]];

/// Large print is set one and a half lines apart; tighter only where a block would otherwise not fit its page, or where that
/// saves a sheet of paper.
pub(crate) const LARGE_PRINT: [Rung; 3] = [
    Rung::new(27.0, 6.0),
    Rung::new(25.5, 5.0),
    Rung::new(24.0, 4.0),
];

impl Rung {
    const fn new(leading: f32, gap: f32) -> Self {
        Self {
            leading,
            gap,
            tight: false,
            compact: false,
        }
    }

    const fn compact(leading: f32, gap: f32) -> Self {
        Self {
            leading,
            gap,
            tight: true,
            compact: true,
        }
    }
}

/// Every measure that a layout needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) rung: Rung,
    pub(crate) large: bool,
    pub(crate) black_and_white: bool,
    pub(crate) page: PageBox,
    pub(crate) gap: f32,
    pub(crate) compact: bool,
    /// The least height of a row of the chart in standard print; millimeters.
    pub(crate) chart_row: f32,
    pub(crate) title: Type,
    pub(crate) subtitle: Type,
    pub(crate) body: Type,
    pub(crate) heading: Type,
    pub(crate) exercise: Type,
    pub(crate) position: Type,
    pub(crate) number: Type,
    pub(crate) dose: Type,
    pub(crate) dose_words: Type,
    pub(crate) unit: Type,
    pub(crate) alarm_number: Type,
    /// The number in a bar.
    pub(crate) bar_number: Type,
    pub(crate) alarm_label: Type,
    pub(crate) alarm_lead: Type,
    pub(crate) alarm_when: Type,
    pub(crate) phone: Type,
    pub(crate) next_visit: Type,
    pub(crate) light: Type,
    pub(crate) field_label: Type,
    pub(crate) field: Type,
    pub(crate) weekday: Type,
    pub(crate) small: Type,
    pub(crate) footer: Type,
}

impl Style {
    pub(crate) fn new(options: PrintOptions, rung: Rung) -> Self {
        use Weight::{Bold, Regular};
        let large = options.large_print;
        let pick = |standard: (f32, f32), print: (f32, f32), weight| {
            let (size, leading) = if large { print } else { standard };
            Type::new(size, leading, weight)
        };
        let tight = rung.tight || options.paper == Paper::Letter;
        let (width, height) = match options.paper {
            Paper::A4 => (210.0, 297.0),
            Paper::Letter => (215.9, 279.4),
        };
        Self {
            rung,
            large,
            black_and_white: options.black_and_white,
            page: PageBox {
                width,
                height,
                side: 12.0,
                top: if tight { 8.0 } else { 10.0 },
                foot: if tight { 6.0 } else { 7.0 },
            },
            compact: rung.compact,
            chart_row: match (tight, rung.compact && rung.leading < 16.0) {
                (_, true) => 6.0,
                (true, false) => 6.6,
                (false, false) => 7.0,
            },
            gap: rung.gap,
            title: pick((24.0, 26.0), (32.0, 36.0), Bold),
            subtitle: pick((12.0, 14.5), (18.0, 25.0), Regular),
            body: Type::new(if large { 18.0 } else { 12.0 }, rung.leading, Regular),
            heading: pick((14.0, 17.0), (22.0, 28.0), Bold),
            exercise: pick((15.0, 16.0), (28.0, 32.0), Bold),
            position: pick((12.0, 14.0), (18.0, 25.0), Regular),
            number: pick((18.0, 18.0), (36.0, 36.0), Bold),
            // Figures have no descenders, so that their unit may stand close.
            dose: pick(
                (24.0, if rung.compact { 23.0 } else { 25.0 }),
                (38.0, 40.0),
                Bold,
            ),
            dose_words: pick((14.0, 17.0), (24.0, 28.0), Bold),
            unit: pick((12.0, 13.5), (18.0, 22.0), Regular),
            alarm_number: pick((40.0, 38.0), (54.0, 54.0), Bold),
            bar_number: pick((30.0, 30.0), (54.0, 54.0), Bold),
            alarm_label: pick((12.0, 15.0), (18.0, 24.0), Bold),
            alarm_lead: pick((14.0, 17.0), (22.0, 29.0), Bold),
            alarm_when: pick((12.0, 17.0), (22.0, 29.0), Bold),
            phone: pick((14.5, 19.0), (24.0, 30.0), Bold),
            next_visit: pick((17.0, 20.0), (26.0, 32.0), Bold),
            light: pick((14.0, 15.0), (24.0, 28.0), Bold),
            field_label: pick((10.0, 12.0), (16.0, 19.0), Regular),
            field: pick((12.0, 14.0), (18.0, 24.0), Bold),
            weekday: pick((10.0, 11.0), (18.0, 20.0), Regular),
            small: pick((9.0, 11.5), (14.0, 19.0), Regular),
            footer: pick((9.0, 11.0), (14.0, 17.0), Regular),
        }
    }

    /// The body in bold.
    pub(crate) const fn label(&self) -> Type {
        self.body.weight(Weight::Bold)
    }
}
