//! Instruments of measurement: a closed list, so that one thing that is measured is one trend.

mod list;

use crate::{answer::Side, decimal::Decimal};

pub use list::{INSTRUMENTS, NEVER_ABOVE};

/// Something that is measured again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instrument {
    /// For ever.
    pub id: &'static str,
    /// For the clinician: "Leg pain at its worst".
    pub title: &'static str,
    /// In what it is counted, as it is written after the value.
    pub unit: &'static str,
    /// The least value.
    pub least: i32,
    /// The largest value.
    pub most: i32,
    /// Places after the point.
    pub places: u8,
    /// Which way is better.
    pub better: Better,
    /// Whether each side has readings of its own.
    pub each_side: bool,
    /// The names of the steps from 0 up, where they have names.
    pub steps: &'static [&'static str],
    /// What counts as a real change; none where only the trend is read.
    pub real: Option<RealChange>,
    /// Whether its items are somebody's property, so that only the total and the version are kept.
    pub total_only: bool,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// A larger value.
    Higher,
    /// A smaller value.
    Lower,
}

/// What counts as a real change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RealChange {
    /// The threshold.
    pub threshold: Threshold,
    /// Where the first reading is this or less, the threshold is not applied.
    pub floor: Option<i32>,
    /// Where the threshold comes from.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// A threshold, both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// Two readings that differ by so much.
    Change(i32),
    /// A reading that says itself how much changed: this value and those better, or that value and those worse.
    Reading {
        /// The mildest value that is a real change for the better.
        better: i32,
        /// The mildest value that is a real change for the worse.
        worse: i32,
    },
}

/// How sure a threshold is, by the design's reading of the literature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Several studies agree.
    High,
    /// Studies differ, or the wording is the clinic's own.
    Medium,
}

impl Confidence {
    /// `high` or `medium`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
        }
    }
}

/// Why a value is not a reading of an instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// It is outside the range.
    Range,
    /// It has more places than are read.
    Places,
    /// The instrument is read on each side, and none is named.
    NoSide,
    /// The instrument has no sides, and one is named.
    Side,
    /// It is counted in something else.
    Unit,
    /// Of a total the version is kept too, and none is named.
    Version,
}

impl Instrument {
    /// The instrument with this id.
    pub fn find(id: &str) -> Option<&'static Self> {
        INSTRUMENTS.iter().find(|known| known.id == id)
    }

    /// Checks a reading.
    ///
    /// # Errors
    /// What does not fit; the range comes first.
    pub fn check(
        &self,
        value: Decimal,
        unit: &str,
        side: Option<Side>,
        version: Option<&str>,
    ) -> Result<(), Misfit> {
        if unit != self.unit {
            Err(Misfit::Unit)
        } else if value < whole(self.least) || value > whole(self.most) {
            Err(Misfit::Range)
        } else if value.scale() > self.places {
            Err(Misfit::Places)
        } else if self.each_side && side.is_none() {
            Err(Misfit::NoSide)
        } else if !self.each_side && side.is_some() {
            Err(Misfit::Side)
        } else if self.total_only && version.is_none() {
            Err(Misfit::Version)
        } else {
            Ok(())
        }
    }

    /// The name of a step, where steps have names.
    pub fn step(&self, value: Decimal) -> Option<&'static str> {
        let place = usize::try_from(value.as_whole()?).ok()?;
        self.steps.get(place).copied()
    }
}

/// A whole number as a decimal.
pub(crate) const fn whole(number: i32) -> Decimal {
    Decimal::whole(number as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::InstrumentId;
    use alloc::collections::BTreeSet;

    #[test]
    fn each_instrument_has_a_name_of_its_own_and_says_what_fits() {
        let ids: BTreeSet<&str> = INSTRUMENTS.iter().map(|known| known.id).collect();
        assert_eq!(ids.len(), INSTRUMENTS.len());
        for known in INSTRUMENTS {
            assert!(InstrumentId::new(known.id).is_ok(), "{}", known.id);
            assert!(known.least < known.most, "{}", known.id);
            assert!(!known.title.is_empty() && !known.unit.is_empty());
            let steps = known.most - known.least + 1;
            assert!(
                known.steps.is_empty()
                    || (known.least == 0 && i32::try_from(known.steps.len()) == Ok(steps)),
                "{}",
                known.id
            );
            if let Some(real) = known.real {
                assert!(!real.source.is_empty(), "{}", known.id);
            }
        }
    }

    #[test]
    fn hz_19_a_reading_fits_by_unit_range_places_side_and_version() {
        let check = |id: &str, value: &str, unit: &str, side, version| {
            let known = Instrument::find(id).unwrap();
            known.check(value.parse().unwrap(), unit, side, version)
        };
        let left = Some(Side::Left);
        for (found, expected) in [
            (check("nprs-leg-worst", "10", "of 10", None, None), Ok(())),
            (
                check("nprs-leg-worst", "11", "of 10", None, None),
                Err(Misfit::Range),
            ),
            (
                check("nprs-leg-worst", "-1", "of 10", None, None),
                Err(Misfit::Range),
            ),
            (
                check("nprs-leg-worst", "6.5", "of 10", None, None),
                Err(Misfit::Places),
            ),
            (
                check("nprs-leg-worst", "60", "of 100", None, None),
                Err(Misfit::Unit),
            ),
            (
                check("nprs-leg-worst", "6", "of 10", left, None),
                Err(Misfit::Side),
            ),
            (
                check("slr-angle", "60", "degrees", None, None),
                Err(Misfit::NoSide),
            ),
            (check("slr-angle", "60", "degrees", left, None), Ok(())),
            (check("tug", "10.5", "s", None, None), Ok(())),
            (check("odi", "32", "%", None, None), Err(Misfit::Version)),
            (check("odi", "32", "%", None, Some("2.1a")), Ok(())),
        ] {
            assert_eq!(found, expected);
        }
        assert_eq!(Instrument::find("TUG"), None);
    }
}
