//! The numbers that people write, type and read out: of a patient, and of a sheet.

use alloc::string::String;
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

/// Which of a patient's sheets: their count, and the letter of the clinic's epoch, which changes with every restore from
/// a back-up, so that no two sheets ever bear one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SheetNumber {
    /// Whose.
    pub patient: PatientNumber,
    /// The how-manieth of them, from 1.
    pub count: u32,
    /// `A` until the first restore.
    pub epoch: char,
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
            epoch: 'A',
        };
        assert_eq!(sheet.to_string(), "0142-E/3A");
        assert_eq!(sheet.file_name(), "0142-E-3A");
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
