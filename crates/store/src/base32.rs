//! Crockford's base 32: what people copy by hand. No I, L, O or U; either case; I and L read as 1, O as 0.

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The digit of the lowest five bits.
pub(crate) fn digit(value: u8) -> char {
    char::from(DIGITS[usize::from(value & 31)])
}

/// The value of a digit, if it is one.
pub(crate) fn value(digit: char) -> Option<u8> {
    let digit = match digit.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let place = DIGITS.iter().position(|d| char::from(*d) == digit)?;
    u8::try_from(place).ok()
}

/// Five bytes as eight values of five bits, the highest first.
#[expect(
    clippy::cast_possible_truncation,
    reason = "only the lowest five bits are wanted"
)]
pub(crate) fn split(bytes: [u8; 5]) -> [u8; 8] {
    let number = bytes.iter().fold(0_u64, |n, b| n << 8 | u64::from(*b));
    std::array::from_fn(|n| (number >> (35 - 5 * n)) as u8 & 31)
}

/// Eight values of five bits as five bytes.
pub(crate) fn join(values: [u8; 8]) -> [u8; 5] {
    let number = values.iter().fold(0_u64, |n, v| n << 5 | u64::from(*v));
    let [_, _, _, bytes @ ..] = number.to_be_bytes();
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_read_back_and_look_alikes_are_forgiven() {
        for n in 0..32 {
            assert_eq!(value(digit(n)), Some(n));
            assert_eq!(value(digit(n).to_ascii_lowercase()), Some(n));
        }
        assert_eq!(
            [value('o'), value('I'), value('l')],
            [Some(0), Some(1), Some(1)]
        );
        assert_eq!([value('u'), value('-'), value('é')], [None; 3]);
    }

    proptest::proptest! {
        #[test]
        fn splitting_loses_nothing(bytes: [u8; 5]) {
            assert_eq!(join(split(bytes)), bytes);
        }
    }
}
