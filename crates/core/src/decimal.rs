//! Exact decimals: scaled integers, never floating point.

use alloc::string::String;
use core::{cmp::Ordering, fmt, str::FromStr};

/// A decimal with at most [`Decimal::MAX_SCALE`] places, always held in its shortest form.
///
/// Written in stored bodies as text (`"6.5"`), so that no reader rounds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal {
    units: i64,
    scale: u8,
}

/// Why a text is not a decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADecimal;

impl fmt::Display for NotADecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number has digits, at most one point, and up to 6 places: 6 or 6.5 (not 6,5 and not 6/10)")
    }
}

impl core::error::Error for NotADecimal {}

impl Decimal {
    /// Most places after the point.
    pub const MAX_SCALE: u8 = 6;
    /// Nought.
    pub const ZERO: Self = Self { units: 0, scale: 0 };

    /// A whole number.
    pub const fn whole(units: i64) -> Self {
        Self { units, scale: 0 }
    }

    /// So many hundredths.
    pub fn hundredths(units: i64) -> Self {
        Self::shortest(units, 2)
    }

    fn shortest(mut units: i64, mut scale: u8) -> Self {
        while scale > 0 && units % 10 == 0 {
            units /= 10;
            scale -= 1;
        }
        Self { units, scale }
    }

    /// How many places follow the point.
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// The value in millionths, wide enough for every decimal.
    pub fn millionths(self) -> i128 {
        i128::from(self.units) * 10_i128.pow(u32::from(Self::MAX_SCALE - self.scale))
    }

    /// `self - other`, or nothing where the result does not fit.
    pub fn minus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let raised = |d: Self| {
            d.units
                .checked_mul(10_i64.checked_pow(u32::from(scale - d.scale))?)
        };
        Some(Self::shortest(
            raised(self)?.checked_sub(raised(other)?)?,
            scale,
        ))
    }

    /// The whole part, toward zero.
    pub fn floor(self) -> i64 {
        self.units / 10_i64.pow(u32::from(self.scale))
    }

    /// The whole number that this is, if it is one.
    pub fn as_whole(self) -> Option<i64> {
        (self.scale == 0).then_some(self.units)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.millionths().cmp(&other.millionths())
    }
}

impl From<i64> for Decimal {
    fn from(units: i64) -> Self {
        Self::whole(units)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.units);
        }
        let power = 10_u64.pow(u32::from(self.scale));
        let size = self.units.unsigned_abs();
        let sign = if self.units < 0 { "-" } else { "" };
        write!(
            f,
            "{sign}{}.{:0width$}",
            size / power,
            size % power,
            width = usize::from(self.scale)
        )
    }
}

impl FromStr for Decimal {
    type Err = NotADecimal;

    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (negative, digits) = text
            .strip_prefix('-')
            .map_or((false, text), |rest| (true, rest));
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let has_point = digits.contains('.');
        if whole.is_empty()
            || (has_point && places.is_empty())
            || places.len() > usize::from(Self::MAX_SCALE)
        {
            return Err(NotADecimal);
        }
        let mut units: i64 = 0;
        for digit in whole.bytes().chain(places.bytes()) {
            if !digit.is_ascii_digit() {
                return Err(NotADecimal);
            }
            units = units
                .checked_mul(10)
                .and_then(|u| u.checked_add(i64::from(digit - b'0')))
                .ok_or(NotADecimal)?;
        }
        let scale = u8::try_from(places.len()).map_err(|_| NotADecimal)?;
        Ok(Self::shortest(if negative { -units } else { units }, scale))
    }
}

impl TryFrom<String> for Decimal {
    type Error = NotADecimal;
    fn try_from(text: String) -> Result<Self, NotADecimal> {
        text.parse()
    }
}

impl From<Decimal> for String {
    fn from(d: Decimal) -> String {
        alloc::format!("{d}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_writes_the_shortest_form() {
        for (given, written) in [
            ("6", "6"),
            ("6.50", "6.5"),
            ("-0.5", "-0.5"),
            ("007", "7"),
            ("-0", "0"),
            ("0.000001", "0.000001"),
        ] {
            assert_eq!(d(given).to_string(), written);
        }
        for bad in [
            "",
            ".",
            "6.",
            ".5",
            "6,5",
            "6/10",
            "1e3",
            "+1",
            "--1",
            "6.0000001",
            "99999999999999999999",
            "٣",
        ] {
            assert!(bad.parse::<Decimal>().is_err(), "{bad}");
        }
    }

    #[test]
    fn compares_across_scales() {
        assert!(d("4.5") < d("5"));
        assert!(d("-4.5") < d("-4"));
        assert_eq!(d("5.0"), d("5"));
        assert_eq!(d("4.2").minus(d("6")).unwrap(), d("-1.8"));
        assert_eq!(d("9223372036854775807").minus(d("-1")), None);
    }
}
