//! The recovery code: printed once, kept on paper, opens the history when the key file or the passphrase is lost.
//!
//! A code is 160 random bits in eight groups of five digits of Crockford's base 32. The fifth digit of a group checks the
//! other four and the group's place: any one wrong digit, any two neighbors swapped and any two groups swapped are found,
//! and the group is named.

use std::{fmt, str::FromStr};

use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{
    ClinicId, ClinicKey, Error, base32,
    entropy::random,
    seal::{self, SealingKey},
};

const GROUPS: usize = 8;
/// Digits of a group that carry the secret; one more checks them.
const CARRIED: usize = 4;

/// A code that opens the history of the clinic that it was made for.
#[derive(PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryCode([u8; 20]);

/// Why a typed text is not a recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    /// Too few or too many digits.
    #[error(
        "a recovery code has 8 groups of 5 letters and digits; this has {digits} letters and digits in all"
    )]
    Length {
        /// How many were typed.
        digits: usize,
    },
    /// A group whose check digit does not fit.
    #[error("group {number} of the recovery code is mistyped; compare it with the printed code")]
    Group {
        /// Which group, from 1.
        number: usize,
    },
}

impl RecoveryCode {
    /// A new random code.
    pub fn generate() -> Result<Self, Error> {
        random().map(Self)
    }

    /// Seals the clinic's key so that this code opens it.
    pub(crate) fn wrap(&self, clinic: ClinicId, key: &ClinicKey) -> Result<Vec<u8>, Error> {
        self.sealing_key()
            .seal(&seal::for_clinic_key(clinic), key.as_bytes())
    }

    /// Opens what [`Self::wrap`] sealed.
    pub(crate) fn unwrap(&self, clinic: ClinicId, sealed: &[u8]) -> Result<ClinicKey, Error> {
        let bytes = self
            .sealing_key()
            .open(&seal::for_clinic_key(clinic), sealed)
            .map_err(|_| Error::WrongCode)?;
        let bytes = bytes.as_slice().try_into().map_err(|_| Error::WrongCode)?;
        Ok(ClinicKey::from_bytes(bytes))
    }

    /// The secret is random and long enough that a slow derivation would add nothing.
    fn sealing_key(&self) -> SealingKey {
        SealingKey::new(blake3::derive_key(
            "plinth 2026 history 1: recovery code",
            &self.0,
        ))
    }

    /// The secret's 32 values of five bits.
    fn values(&self) -> [u8; GROUPS * CARRIED] {
        let mut values = [0; GROUPS * CARRIED];
        let (fives, _) = self.0.as_chunks::<5>();
        for (five, out) in fives.iter().zip(values.chunks_mut(8)) {
            out.copy_from_slice(&base32::split(*five));
        }
        values
    }
}

impl fmt::Display for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, group) in self.values().chunks(CARRIED).enumerate() {
            if place > 0 {
                f.write_str("-")?;
            }
            for value in group.iter().copied().chain([check(place, group)]) {
                write!(f, "{}", base32::digit(value))?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

impl FromStr for RecoveryCode {
    type Err = Mistyped;

    fn from_str(text: &str) -> Result<Self, Mistyped> {
        let typed: Vec<Option<u8>> = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(base32::value)
            .collect();
        if typed.len() != GROUPS * (CARRIED + 1) {
            return Err(Mistyped::Length {
                digits: typed.len(),
            });
        }
        let mut values = Vec::with_capacity(GROUPS * CARRIED);
        for (place, group) in typed.chunks(CARRIED + 1).enumerate() {
            let mistyped = Mistyped::Group { number: place + 1 };
            let group: Vec<u8> = group
                .iter()
                .copied()
                .collect::<Option<_>>()
                .ok_or(mistyped)?;
            let (carried, last) = group.split_at(CARRIED);
            if last != [check(place, carried)] {
                return Err(mistyped);
            }
            values.extend_from_slice(carried);
        }
        let mut secret = [0; 20];
        let (eights, _) = values.as_chunks::<8>();
        for (eight, out) in eights.iter().zip(secret.chunks_mut(5)) {
            out.copy_from_slice(&base32::join(*eight));
        }
        Ok(Self(secret))
    }
}

/// The check digit of a group: its digits weighted with successive powers of two in GF(32), plus its place.
fn check(place: usize, group: &[u8]) -> u8 {
    let weighted = group.iter().rev().fold(0, |sum, value| double(sum ^ value));
    weighted ^ u8::try_from(place + 1).unwrap_or(0)
}

/// Multiplies by two in GF(32) with the polynomial x^5 + x^2 + 1.
fn double(value: u8) -> u8 {
    if value & 16 == 0 {
        value << 1
    } else {
        (value << 1) ^ 0b10_0101
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> RecoveryCode {
        RecoveryCode([
            0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE,
            0xFF, 0x01, 0x23, 0x45, 0x67, 0x89,
        ])
    }

    #[test]
    fn the_printed_form_is_pinned() {
        assert_eq!(
            code().to_string(),
            "24H3W-6H2N7-CSVRF-H6DAD-QF6DC-VVQZS-04HMC-ASW98"
        );
    }

    #[test]
    fn reads_back_in_any_case_and_spacing() {
        let text = code().to_string();
        assert_eq!(text.len(), 8 * 5 + 7);
        assert_eq!(text.parse::<RecoveryCode>().unwrap(), code());
        let sloppy = text.to_lowercase().replace('-', " ").replace('0', "O");
        assert_eq!(sloppy.parse::<RecoveryCode>().unwrap(), code());
        assert_eq!(format!("{:?}", code()), "RecoveryCode");
    }

    #[test]
    fn every_wrong_digit_and_every_swap_names_its_group() {
        let digits: Vec<char> = code().to_string().chars().filter(|c| *c != '-').collect();
        let parse = |digits: &[char]| digits.iter().collect::<String>().parse::<RecoveryCode>();
        for place in 0..digits.len() {
            let named = Err(Mistyped::Group {
                number: place / 5 + 1,
            });
            for wrong in (0..32).map(base32::digit).filter(|d| *d != digits[place]) {
                let mut typed = digits.clone();
                typed[place] = wrong;
                assert_eq!(parse(&typed), named, "{wrong} at {place}");
            }
            if place % 5 < 4 && digits[place] != digits[place + 1] {
                let mut typed = digits.clone();
                typed.swap(place, place + 1);
                assert_eq!(parse(&typed), named, "swap at {place}");
            }
        }
    }

    #[test]
    fn swapped_groups_and_missing_digits_are_named() {
        let text = code().to_string();
        let mut groups: Vec<&str> = text.split('-').collect();
        groups.swap(2, 5);
        let swapped = groups.join("-").parse::<RecoveryCode>();
        assert_eq!(swapped, Err(Mistyped::Group { number: 3 }));
        assert_eq!(
            text[1..].parse::<RecoveryCode>(),
            Err(Mistyped::Length { digits: 39 })
        );
        assert_eq!(
            "".parse::<RecoveryCode>(),
            Err(Mistyped::Length { digits: 0 })
        );
    }

    #[test]
    fn opens_what_it_sealed_and_nothing_else() {
        let clinic = ClinicId::from_bytes([1; 16]);
        let key = ClinicKey::from_bytes([9; 32]);
        let sealed = code().wrap(clinic, &key).unwrap();
        assert_eq!(code().unwrap(clinic, &sealed).unwrap(), key);
        let other = RecoveryCode([0; 20]);
        assert!(matches!(
            other.unwrap(clinic, &sealed),
            Err(Error::WrongCode)
        ));
    }
}
