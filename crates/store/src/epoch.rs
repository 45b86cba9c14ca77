//! Epochs: a letter that changes on each restore, so that no sheet number is issued twice.

use std::fmt;

/// How often this history has been restored, written as a letter: A at first, then B … Z, AA, AB …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_count_on() {
        let letters: Vec<String> = [0, 1, 25, 26, 27, 701, 702]
            .map(|n| Epoch(n).to_string())
            .into();
        assert_eq!(letters, ["A", "B", "Z", "AA", "AB", "ZZ", "AAA"]);
        assert_eq!(Epoch::default().next(), Epoch(1));
    }
}
