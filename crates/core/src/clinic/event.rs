//! What can happen in the clinic's own record. Kinds, versions and fields are for ever.

use alloc::string::String;
use serde::{Deserialize, Serialize};

use super::{Person, Settings};
use crate::{
    name::PersonId,
    number::PatientNumber,
    record::{
        desk::Policy,
        entry::{Kinded, PackRef},
    },
};

/// See [`Event::ClinicFounded`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicFounded {
    /// What is printed about it.
    pub settings: Settings,
    /// Whether it is a demonstration.
    pub demo: bool,
    /// What holds until the clinical lead settles otherwise.
    pub policy: Policy,
}

/// See [`Event::SettingsChanged`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsChanged {
    /// All of them.
    pub settings: Settings,
    /// Why.
    pub reason: String,
}

/// See [`Event::SettingsConfirmed`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsConfirmed {}

/// See [`Event::PolicyChanged`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyChanged {
    /// All of it.
    pub policy: Policy,
    /// Why.
    pub reason: String,
}

/// See [`Event::PersonAdded`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAdded {
    /// Who.
    pub person: Person,
    /// Their passphrase, hashed.
    pub passphrase: String,
}

/// See [`Event::PassphraseSet`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassphraseSet {
    /// Whose.
    pub person: PersonId,
    /// Hashed.
    pub passphrase: String,
}

/// See [`Event::PersonDisabled`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDisabled {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
}

/// See [`Event::PackAdopted`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackAdopted {
    /// Which content.
    pub pack: PackRef,
    /// What the clinical lead says about it.
    pub reason: String,
}

/// See [`Event::PackWithdrawn`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackWithdrawn {
    /// Digest of all files.
    pub digest: String,
    /// Why.
    pub reason: String,
}

/// See [`Event::NumberGiven`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberGiven {
    /// The patient number.
    pub number: PatientNumber,
}

/// See [`Event::RecordErased`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordErased {
    /// Whose record.
    pub number: PatientNumber,
    /// On what ground.
    pub reason: String,
}

/// An event of the clinic's own record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data")]
pub enum Event {
    /// The clinic began.
    ClinicFounded(ClinicFounded),
    /// What is printed about it changed.
    SettingsChanged(SettingsChanged),
    /// Somebody looked at the numbers to call, and they are right.
    SettingsConfirmed(SettingsConfirmed),
    /// The clinical lead settled a number otherwise.
    PolicyChanged(PolicyChanged),
    /// Somebody works here from now on.
    PersonAdded(PersonAdded),
    /// Somebody has another passphrase.
    PassphraseSet(PassphraseSet),
    /// Somebody works here no more.
    PersonDisabled(PersonDisabled),
    /// A clinical lead vouches for a pack.
    PackAdopted(PackAdopted),
    /// A clinical lead no longer vouches for it.
    PackWithdrawn(PackWithdrawn),
    /// A patient got a number.
    NumberGiven(NumberGiven),
    /// A patient's record was erased.
    RecordErased(RecordErased),
    /// An event of a newer version of this program. The clinic's record is then read-only.
    #[serde(skip)]
    Unknown {
        /// As it is stored.
        kind: String,
        /// As it is stored.
        version: u16,
    },
}

impl Event {
    /// Every kind with the version in which it is written now.
    pub const KINDS: &[(&str, u16)] = &[
        ("ClinicFounded", 1),
        ("SettingsChanged", 1),
        ("SettingsConfirmed", 1),
        ("PolicyChanged", 1),
        ("PersonAdded", 1),
        ("PassphraseSet", 1),
        ("PersonDisabled", 1),
        ("PackAdopted", 1),
        ("PackWithdrawn", 1),
        ("NumberGiven", 1),
        ("RecordErased", 1),
    ];
}

impl Kinded for Event {
    fn kind(&self) -> &str {
        match self {
            Self::ClinicFounded(_) => "ClinicFounded",
            Self::SettingsChanged(_) => "SettingsChanged",
            Self::SettingsConfirmed(_) => "SettingsConfirmed",
            Self::PolicyChanged(_) => "PolicyChanged",
            Self::PersonAdded(_) => "PersonAdded",
            Self::PassphraseSet(_) => "PassphraseSet",
            Self::PersonDisabled(_) => "PersonDisabled",
            Self::PackAdopted(_) => "PackAdopted",
            Self::PackWithdrawn(_) => "PackWithdrawn",
            Self::NumberGiven(_) => "NumberGiven",
            Self::RecordErased(_) => "RecordErased",
            Self::Unknown { kind, .. } => kind,
        }
    }

    fn version(&self) -> u16 {
        match self {
            Self::Unknown { version, .. } => *version,
            _ => 1,
        }
    }

    fn is_known(kind: &str, version: u16) -> bool {
        Self::KINDS.contains(&(kind, version))
    }

    fn unknown(kind: String, version: u16) -> Self {
        Self::Unknown { kind, version }
    }
}
