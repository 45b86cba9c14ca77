//! Names that packs and histories refer to. They are for ever, and never used again with another meaning.

use alloc::string::{String, ToString};
use core::fmt;

/// Why a text is not a name. The text is not in it: it may be a patient's (HZ-38).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAName;

impl fmt::Display for NotAName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name has letters, digits and single dashes, starts with a letter or digit, and is at most 64 long")
    }
}

impl core::error::Error for NotAName {}

/// Letters and digits in words joined by single dashes: `saddle-numbness`, `EX-01`.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && text
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Declares newtypes over a checked name.
macro_rules! names {
    ($($(#[$doc:meta])* $id:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $id(String);

        impl $id {
            /// Checks the text; see [`NotAName`] for what a name is.
            pub fn new(text: impl Into<String>) -> Result<Self, NotAName> {
                let text = text.into();
                if is_name(&text) { Ok(Self(text)) } else { Err(NotAName) }
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl TryFrom<String> for $id {
            type Error = NotAName;
            fn try_from(text: String) -> Result<Self, NotAName> {
                Self::new(text)
            }
        }

        impl core::str::FromStr for $id {
            type Err = NotAName;
            fn from_str(text: &str) -> Result<Self, NotAName> {
                Self::new(text.to_string())
            }
        }

        impl From<$id> for String {
            fn from(id: $id) -> String {
                id.0
            }
        }

        impl AsRef<str> for $id {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl core::borrow::Borrow<str> for $id {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

names! {
    /// A question of a pack: `saddle-numbness`.
    QuestionId;
    /// One of the answers that a choice question offers: `high`.
    ChoiceId;
    /// A part of the body on the body chart: `calf`.
    Region;
    /// A rule of a pack.
    RuleId;
    /// A precaution that a pack knows: `pregnancy`.
    PrecautionId;
    /// An exercise of a pack: `EX-01`.
    ExerciseId;
    /// A program of a pack.
    ProgramId;
    /// A phase of a program.
    PhaseId;
    /// A statement with a source: `RF-04`.
    EvidenceId;
    /// A content pack: `sciatica`.
    PackId;
    /// A person of the clinic (not a patient): `p-nair`.
    PersonId;
    /// A reusable part of a condition: `any-weakness`.
    DefineId;
    /// What exercises have in common for filters and rules: `flexion`.
    Tag;
    /// Something to avoid: `CX-01`.
    CautionId;
    /// A topic of knowledge.
    TopicId;
    /// A picture that is of no exercise and no caution: `posture`.
    SignId;
    /// An instrument of measurement: `nprs-leg-worst`.
    InstrumentId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_words_joined_by_dashes() {
        for good in ["a", "EX-01", "saddle-numbness", "7"] {
            assert_eq!(QuestionId::new(good).unwrap().as_str(), good);
        }
        for bad in ["", "-a", "a-", "a--b", "a_b", "a b", "ä", "a.left"] {
            assert!(QuestionId::new(bad).is_err(), "{bad}");
        }
        assert!(QuestionId::new("a".repeat(65)).is_err());
    }
}
