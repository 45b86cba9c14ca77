//! What one entry of a history holds besides what happened: when, where, who.

use alloc::{string::String, vec::Vec};
use core::fmt;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    content::{Content, Digests},
    name::{PackId, PersonId},
};

/// The place of an entry in its history, from 1. [`Seq::START`] is before the first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Seq(pub u32);

impl Seq {
    /// Before the first entry.
    pub const START: Self = Self(0);

    /// The place so many entries further on.
    #[must_use]
    pub const fn after(self, entries: u32) -> Self {
        Self(self.0.saturating_add(entries))
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a person may do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Registers, takes answers, prints what a clinician has assigned.
    Assistant,
    /// A registered clinician: screens, resolves, assigns, overrides.
    Clinician,
    /// A registered clinician who also adopts packs and manages people.
    Lead,
}

impl Role {
    /// Whether people of this role are on a professional register.
    pub const fn is_registered(self) -> bool {
        matches!(self, Self::Clinician | Self::Lead)
    }

    /// As it is written in commands and files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assistant => "assistant",
            Self::Clinician => "clinician",
            Self::Lead => "lead",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Who made an entry, as they were then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// The person of the clinic.
    pub person: PersonId,
    /// Their role.
    pub role: Role,
    /// Their registration number, where they are registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
}

/// The pack that something was decided with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackRef {
    /// Which pack.
    pub id: PackId,
    /// Its version, for people.
    pub version: String,
    /// What names its content.
    pub digests: Digests,
}

impl PackRef {
    /// What names this content.
    pub fn of(content: &Content) -> Self {
        Self {
            id: content.id.clone(),
            version: content.version.clone(),
            digests: content.digests.clone(),
        }
    }
}

/// One entry of a history: an event with when, where and by whom. `E` is the event of a patient's record or of the clinic.
///
/// Its stored form has `kind` and `version` beside the rest. A reader looks at those two first; where
/// [`Kinded::is_known`] says no, it makes an entry with [`Kinded::unknown`], and the record opens read-only; else
/// [`Kinded::of_kind`] reads `data`, which is quicker than reading the whole entry by its `Deserialize`, and the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<E> {
    /// Its place.
    pub seq: Seq,
    /// The instant.
    pub at: Timestamp,
    /// The IANA time zone of the clinic.
    pub zone: String,
    /// The clinic-local date at that instant.
    pub on: Date,
    /// By whom.
    pub who: Author,
    /// Version of the kind.
    pub version: u16,
    /// What happened.
    #[serde(flatten)]
    pub event: E,
}

/// Events with an explicit kind and version.
pub trait Kinded: Sized {
    /// The name of the kind, for ever.
    fn kind(&self) -> &str;
    /// The version of the kind in which events are written now.
    fn version(&self) -> u16;
    /// Whether this program can read the kind in this version.
    fn is_known(kind: &str, version: u16) -> bool;
    /// Reads what an event of this kind holds, without anything of its entry around it.
    fn of_kind<'de, D: Deserializer<'de>>(kind: &str, data: D) -> Result<Self, D::Error>;
    /// Stands for an event that this program cannot read.
    fn unknown(kind: String, version: u16) -> Self;
}

/// Declares the events of a history, with their kinds and versions beside them.
macro_rules! kinds {
    ($(#[$about:meta])* $events:ident { $($(#[$doc:meta])* $kind:ident($body:ty) = $version:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(tag = "kind", content = "data")]
        pub enum $events {
            $($(#[$doc])* $kind($body),)*
            /// An event of a newer version of this program. The record that holds it is read-only.
            #[serde(skip)]
            Unknown {
                /// As it is stored.
                kind: alloc::string::String,
                /// As it is stored.
                version: u16,
            },
        }

        impl $events {
            /// Every kind with the version in which it is written now.
            pub const KINDS: &[(&str, u16)] = &[$((stringify!($kind), $version)),*];
        }

        impl $crate::record::entry::Kinded for $events {
            fn kind(&self) -> &str {
                match self {
                    $(Self::$kind(_) => stringify!($kind),)*
                    Self::Unknown { kind, .. } => kind,
                }
            }

            fn version(&self) -> u16 {
                match self {
                    $(Self::$kind(_) => $version,)*
                    Self::Unknown { version, .. } => *version,
                }
            }

            fn is_known(kind: &str, version: u16) -> bool {
                Self::KINDS.contains(&(kind, version))
            }

            fn of_kind<'de, D: serde::Deserializer<'de>>(
                kind: &str,
                data: D,
            ) -> Result<Self, D::Error> {
                match kind {
                    $(stringify!($kind) => {
                        <$body as serde::Deserialize>::deserialize(data).map(Self::$kind)
                    })*
                    _ => Err(serde::de::Error::custom("an event of an unknown kind")),
                }
            }

            fn unknown(kind: alloc::string::String, version: u16) -> Self {
                Self::Unknown { kind, version }
            }
        }

        $(impl From<$body> for $events {
            fn from(body: $body) -> Self {
                Self::$kind(body)
            }
        })*
    };
}
pub(crate) use kinds;

/// The entries that a decision's events become, in order, when they are appended after `last`.
pub fn entries<E: Kinded>(
    last: Seq,
    at: Timestamp,
    zone: &str,
    on: Date,
    who: &Author,
    events: Vec<E>,
) -> Vec<Entry<E>> {
    let mut seq = last;
    events
        .into_iter()
        .map(|event| {
            seq = seq.after(1);
            Entry {
                seq,
                at,
                zone: zone.into(),
                on,
                who: who.clone(),
                version: event.version(),
                event,
            }
        })
        .collect()
}
