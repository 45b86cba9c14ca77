//! The numbers that people write, type and read out: of a patient, and of a sheet.

use alloc::{string::String, vec::Vec};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Serialize};

/// The letters that check a number: 23, a prime, so that the remainder tells every single wrong digit and every swap of
/// neighbors. Without I, O and U, which are taken for 1, 0 and V.
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPQRSTVWXYZ";

/// A patient's number at their clinic: `0142-E`. Commands that write or print take nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PatientNumber(u32);

impl PatientNumber {
    /// The number that the clinic's counter gives.
    pub const fn new(count: u32) -> Self {
        Self(count)
    }

    /// The count behind it.
    pub const fn count(self) -> u32 {
        self.0
    }

    fn letter(self) -> char {
        // A remainder of 23 is always a place of the table.
        char::from(LETTERS[(self.0 % 23) as usize])
    }
}

impl fmt::Display for PatientNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{}", self.0, self.letter())
    }
}

/// Why a text is not a patient number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotANumber {
    /// Not digits, a dash and a letter.
    Form,
    /// The letter does not belong to the digits: one of them is mistyped.
    Letter,
}

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => {
                "a patient number is digits, a dash and a letter, like 0142-E; look it up by name with `patient find`"
            }
            Self::Letter => {
                "the letter does not belong to the digits: one of them is mistyped; look it up by name with `patient find`"
            }
        })
    }
}

impl core::error::Error for NotANumber {}

impl FromStr for PatientNumber {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let (digits, letter) = text.split_once('-').ok_or(NotANumber::Form)?;
        let written_alike = digits.len() == 4 || (digits.len() > 4 && !digits.starts_with('0'));
        if !written_alike || !digits.bytes().all(|b| b.is_ascii_digit()) || letter.len() != 1 {
            return Err(NotANumber::Form);
        }
        let number = Self(digits.parse().map_err(|_| NotANumber::Form)?);
        if letter
            .chars()
            .all(|c| c.to_ascii_uppercase() == number.letter())
        {
            Ok(number)
        } else {
            Err(NotANumber::Letter)
        }
    }
}

impl TryFrom<String> for PatientNumber {
    type Error = NotANumber;
    fn try_from(text: String) -> Result<Self, NotANumber> {
        text.parse()
    }
}

impl From<PatientNumber> for String {
    fn from(number: PatientNumber) -> String {
        alloc::format!("{number}")
    }
}

/// How often the clinic's history has been restored from a back-up, written in letters: A at first, then B … Z, AA, AB …
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Epoch(pub u32);

impl Epoch {
    /// The one after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = u64::from(self.0) + 1;
        while rest > 0 {
            rest -= 1;
            letters.push((b'A'..=b'Z').nth((rest % 26) as usize).unwrap_or(b'A'));
            rest /= 26;
        }
        letters
            .into_iter()
            .rev()
            .try_for_each(|letter| write!(f, "{}", char::from(letter)))
    }
}

/// A text that is not the letters of an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnEpoch;

impl fmt::Display for NotAnEpoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the epoch of a sheet number is capital letters, like A or AB")
    }
}

impl core::error::Error for NotAnEpoch {}

impl FromStr for Epoch {
    type Err = NotAnEpoch;

    fn from_str(text: &str) -> Result<Self, NotAnEpoch> {
        let count = text.bytes().try_fold(0_u32, |count, letter| {
            let place = letter.is_ascii_uppercase().then(|| letter - b'A' + 1)?;
            count.checked_mul(26)?.checked_add(place.into())
        });
        let count = count.ok_or(NotAnEpoch)?;
        count.checked_sub(1).map(Self).ok_or(NotAnEpoch)
    }
}

impl TryFrom<String> for Epoch {
    type Error = NotAnEpoch;
    fn try_from(text: String) -> Result<Self, NotAnEpoch> {
        text.parse()
    }
}

impl From<Epoch> for String {
    fn from(epoch: Epoch) -> String {
        alloc::format!("{epoch}")
    }
}

/// Which of a patient's sheets: their count, and the clinic's epoch, which changes with every restore from a back-up, so
/// that no two sheets ever bear one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SheetNumber {
    /// Whose.
    pub patient: PatientNumber,
    /// The how-manieth of them, from 1.
    pub count: u32,
    /// `A` until the first restore.
    pub epoch: Epoch,
}

impl SheetNumber {
    /// Fit for a file name: `0142-E-3A`.
    pub fn file_name(&self) -> String {
        alloc::format!("{}-{}{}", self.patient, self.count, self.epoch)
    }
}

impl fmt::Display for SheetNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}{}", self.patient, self.count, self.epoch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<PatientNumber, NotANumber> {
        text.parse()
    }

    #[test]
    fn is_written_one_way() {
        assert_eq!(PatientNumber::new(142).to_string(), "0142-E");
        assert_eq!(read("0142-e"), Ok(PatientNumber::new(142)));
        for bad in [
            "142-E", "00142-E", "0142E", "0142-", "0142-EE", "-E", "+142-E", "0142-é", "01a2-E", "",
        ] {
            assert_eq!(read(bad), Err(NotANumber::Form), "{bad}");
        }
        let sheet = SheetNumber {
            patient: PatientNumber::new(142),
            count: 3,
            epoch: Epoch::default(),
        };
        assert_eq!(sheet.to_string(), "0142-E/3A");
        assert_eq!(sheet.file_name(), "0142-E-3A");
    }

    #[test]
    fn letters_of_epochs_count_on_and_never_come_again() {
        for (n, letters) in [
            (0, "A"),
            (1, "B"),
            (25, "Z"),
            (26, "AA"),
            (27, "AB"),
            (701, "ZZ"),
            (702, "AAA"),
        ] {
            assert_eq!(Epoch(n).to_string(), letters);
            assert_eq!(letters.parse(), Ok(Epoch(n)));
        }
        assert_eq!(Epoch::default().next(), Epoch(1));
        for bad in ["", "a", "A1", "É", "ZZZZZZZZ"] {
            assert_eq!(bad.parse::<Epoch>(), Err(NotAnEpoch), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_wrong_digit_letter_and_swap_of_neighbors_is_noticed(count in 0_u32..10_000_000) {
            let text = PatientNumber::new(count).to_string();
            prop_assert_eq!(read(&text), Ok(PatientNumber::new(count)));
            let (digits, letter) = text.split_once('-').unwrap();
            for place in 0..digits.len() {
                for digit in b'0'..=b'9' {
                    let mut wrong = digits.as_bytes().to_vec();
                    wrong[place] = digit;
                    let wrong = String::from_utf8(wrong).unwrap();
                    let wrong_text = alloc::format!("{wrong}-{letter}");
                    prop_assert!(wrong == digits || read(&wrong_text).is_err(), "{}", wrong_text);
                }
                if place > 0 {
                    let mut swapped = digits.as_bytes().to_vec();
                    swapped.swap(place - 1, place);
                    let swapped = String::from_utf8(swapped).unwrap();
                    let swapped_text = alloc::format!("{swapped}-{letter}");
                    prop_assert!(swapped == digits || read(&swapped_text).is_err(), "{}", swapped_text);
                }
            }
            for other in LETTERS {
                let other = char::from(*other).to_string();
                let wrong_text = alloc::format!("{digits}-{other}");
                prop_assert!(other == letter || read(&wrong_text) == Err(NotANumber::Letter));
            }
        }
    }
}
