//! How much of an exercise: sets, repetitions, hold, how often, load. What the sheet prints is what is recorded here.

use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize};

use crate::{decimal::Decimal, name::EvidenceId};

/// From `low` to `high`, both included; one number where they are equal. Never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u16, u16)", into = "(u16, u16)")]
pub struct Range {
    low: u16,
    high: u16,
}

impl Range {
    /// Checks that the range goes upward from 1 or more.
    pub fn new(low: u16, high: u16) -> Result<Self, DoseFault> {
        if low == 0 || high < low {
            Err(DoseFault::Range { low, high })
        } else {
            Ok(Self { low, high })
        }
    }

    /// The smaller end.
    pub const fn low(self) -> u16 {
        self.low
    }

    /// The larger end.
    pub const fn high(self) -> u16 {
        self.high
    }

    /// Half of both ends, rounded down, never below 1 and never up.
    #[must_use]
    pub fn halved(self) -> Self {
        Self {
            low: (self.low / 2).max(1),
            high: (self.high / 2).max(1),
        }
    }
}

impl TryFrom<(u16, u16)> for Range {
    type Error = DoseFault;
    fn try_from((low, high): (u16, u16)) -> Result<Self, DoseFault> {
        Self::new(low, high)
    }
}

impl From<Range> for (u16, u16) {
    fn from(range: Range) -> Self {
        (range.low, range.high)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.low == self.high {
            write!(f, "{}", self.low)
        } else {
            write!(f, "{}\u{2013}{}", self.low, self.high)
        }
    }
}

/// Where an amount comes from. Staff always see which it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A source states it.
    Source(EvidenceId),
    /// No source states it; the pack's clinic decided.
    Clinic,
    /// A clinician set it for this patient.
    Edited,
}

/// A range with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// How much.
    pub range: Range,
    /// Says who.
    pub basis: Basis,
}

/// The most that a dose may be, so that a slip of the hand is noticed. Clinic defaults, far above any exercise of a home
/// program.
const MOST_SETS: u16 = 10;
const MOST_REPETITIONS: u16 = 50;
const MOST_HOLD_SECONDS: u16 = 120;
const MOST_MINUTES: u16 = 60;
const MOST_KILOGRAMS: i64 = 100;

/// How often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Often {
    /// So many times a day.
    TimesADay(Amount),
    /// Every so many hours while awake.
    HoursApart(Amount),
    /// On so many days a week, once each.
    DaysAWeek(Amount),
}

impl Often {
    const fn most(&self) -> u16 {
        match self {
            Self::TimesADay(_) => 12,
            Self::HoursApart(_) => 24,
            Self::DaysAWeek(_) => 7,
        }
    }

    /// The amount, whichever way it is counted.
    pub const fn amount(&self) -> &Amount {
        match self {
            Self::TimesADay(amount) | Self::HoursApart(amount) | Self::DaysAWeek(amount) => amount,
        }
    }
}

/// Added resistance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Load {
    /// A weight in kilograms.
    Kilograms(Decimal),
    /// A resistance band, by the name that the clinic gives it.
    Band(String),
}

/// How far the movement goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Extent {
    /// As little as can be felt.
    Tiny,
    /// Well inside what is comfortable.
    Small,
    /// All that is comfortable.
    Comfortable,
}

/// A dose. It always says how much (repetitions, hold or minutes) and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dose {
    /// Sets at one sitting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<Amount>,
    /// Repetitions in a set, on each side where the exercise has sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repetitions: Option<Amount>,
    /// Seconds for which each repetition is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_seconds: Option<Amount>,
    /// Minutes at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<Amount>,
    /// How often.
    pub often: Often,
    /// Added resistance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<Load>,
    /// How far the movement goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<Extent>,
}

/// The most of each part of a dose that progress reaches by itself, one step at a time. A part without one is not raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ceiling {
    /// Times a day, or days a week, as the dose counts.
    pub often: Option<u16>,
    /// Sets at one sitting.
    pub sets: Option<u16>,
    /// Repetitions in a set.
    pub repetitions: Option<u16>,
    /// Seconds for which each repetition is held.
    pub hold_seconds: Option<u16>,
    /// Minutes at a time.
    pub minutes: Option<u16>,
    /// How far the movement goes.
    pub extent: Option<Extent>,
}

impl Dose {
    /// Refuses a dose that leaves open how much, or whose load is not above zero.
    pub fn check(&self) -> Result<(), DoseFault> {
        if self.repetitions.is_none() && self.hold_seconds.is_none() && self.minutes.is_none() {
            return Err(DoseFault::HowMuch);
        }
        for (what, amount, most) in [
            ("sets", self.sets.as_ref(), MOST_SETS),
            ("repetitions", self.repetitions.as_ref(), MOST_REPETITIONS),
            (
                "seconds of hold",
                self.hold_seconds.as_ref(),
                MOST_HOLD_SECONDS,
            ),
            ("minutes", self.minutes.as_ref(), MOST_MINUTES),
            ("how often", Some(self.often.amount()), self.often.most()),
        ] {
            if amount.is_some_and(|amount| amount.range.high() > most) {
                return Err(DoseFault::TooMuch { what, most });
            }
        }
        match &self.load {
            Some(Load::Kilograms(weight)) if *weight <= Decimal::ZERO => Err(DoseFault::Load),
            Some(Load::Kilograms(weight)) if *weight > Decimal::whole(MOST_KILOGRAMS) => {
                Err(DoseFault::TooHeavy)
            }
            _ => Ok(()),
        }
    }
}

/// Why a dose is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoseFault {
    /// Zero, or the ends the wrong way round.
    Range {
        /// As given.
        low: u16,
        /// As given.
        high: u16,
    },
    /// None of repetitions, hold and minutes is set.
    HowMuch,
    /// A load of nothing or less.
    Load,
    /// A load that nobody means: a slip of the hand.
    TooHeavy,
    /// More than anybody means: a slip of the hand.
    TooMuch {
        /// Which part.
        what: &'static str,
        /// The most that is accepted.
        most: u16,
    },
}

impl fmt::Display for DoseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { low, high } => {
                write!(
                    f,
                    "a range goes upward from 1 or more, like 5 or 5-10; this is {low}-{high}"
                )
            }
            Self::HowMuch => {
                f.write_str("a dose says how much: repetitions, a hold in seconds, or minutes")
            }
            Self::Load => f.write_str("a load is more than 0 kg"),
            Self::TooHeavy => write!(f, "kilograms: at most {MOST_KILOGRAMS} is accepted"),
            Self::TooMuch { what, most } => write!(f, "{what}: at most {most} is accepted"),
        }
    }
}

impl core::error::Error for DoseFault {}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(low: u16, high: u16) -> Amount {
        let range = Range::new(low, high).unwrap();
        Amount {
            range,
            basis: Basis::Edited,
        }
    }

    #[test]
    fn hz_18_a_slip_of_the_hand_is_no_dose() {
        let often = Often::TimesADay(amount(3, 3));
        let dose = Dose {
            sets: None,
            repetitions: Some(amount(10, 15)),
            hold_seconds: None,
            minutes: None,
            often,
            load: None,
            extent: None,
        };
        assert_eq!(dose.check(), Ok(()));
        let fault = |change: fn(&mut Dose)| {
            let mut wrong = dose.clone();
            change(&mut wrong);
            wrong.check().unwrap_err()
        };
        let too_much = |fault| matches!(fault, DoseFault::TooMuch { .. });
        assert!(too_much(fault(|dose| dose.minutes = Some(amount(5, 500)))));
        assert!(too_much(fault(
            |dose| dose.repetitions = Some(amount(10, 51))
        )));
        assert!(too_much(fault(
            |dose| dose.hold_seconds = Some(amount(9999, 9999))
        )));
        assert!(too_much(fault(|dose| dose.sets = Some(amount(11, 11)))));
        assert!(too_much(fault(
            |dose| dose.often = Often::TimesADay(amount(50, 50))
        )));
        assert_eq!(fault(|dose| dose.repetitions = None), DoseFault::HowMuch);
        let load = |dose: &mut Dose| dose.load = Some(Load::Kilograms(Decimal::ZERO));
        assert_eq!(fault(load), DoseFault::Load);
        let load = |dose: &mut Dose| dose.load = Some(Load::Kilograms(Decimal::whole(101)));
        assert_eq!(fault(load), DoseFault::TooHeavy);
        assert!(Range::new(0, 5).is_err() && Range::new(6, 5).is_err());
        assert_eq!(
            Range::new(1, 5).unwrap().halved(),
            Range::new(1, 2).unwrap()
        );
    }
}
