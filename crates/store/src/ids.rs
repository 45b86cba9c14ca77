//! Identifiers: UUIDv7, 16 bytes, given from outside.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use uuid::Uuid;

use crate::{Error, entropy::random};

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id is a UUID of 32 hexadecimal digits, as in 0198a3f4-5c00-7d2e-9b1a-6f0c2d4e8a13")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id([u8; 16]);

        impl $id {
            /// Takes the 16 bytes of a UUID.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes of the UUID.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// A new UUIDv7: 48 bits of milliseconds since 1970 (times before are taken as 1970), the rest random.
            pub fn generate(at: Timestamp) -> Result<Self, Error> {
                let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
                let id = uuid::Builder::from_unix_timestamp_millis(millis, &random()?);
                Ok(Self(id.into_uuid().into_bytes()))
            }
        }

        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                Uuid::from_bytes(self.0).hyphenated().fmt(f)
            }
        }

        impl FromStr for $id {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let id = Uuid::try_parse(text).map_err(|_| NotAnId)?;
                Ok(Self(id.into_bytes()))
            }
        }
    )*};
}

ids! {
    /// One clinic. It leads every key, so that many clinics can share a database.
    ClinicId;
    /// One stream: a patient, or the clinic itself.
    StreamId;
}

impl ClinicId {
    /// The clinic's own stream (people, trust, settings, erasures): its id is the clinic's.
    pub const fn stream(self) -> StreamId {
        StreamId(self.0)
    }

    /// The stream that gives patients their numbers. Its id is the first 16 bytes of a BLAKE3 derivation of the clinic's.
    pub fn numbers(self) -> StreamId {
        let derived = blake3::derive_key("plinth 2026 history 1: numbers stream", &self.0);
        let mut id = [0; 16];
        id.copy_from_slice(&derived[..16]);
        StreamId(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_of_version_7_and_reads_back() {
        let at: Timestamp = "2026-11-21T09:30:00Z".parse().unwrap();
        let id = StreamId::generate(at).unwrap();
        assert_eq!(id.to_string().parse::<StreamId>().unwrap(), id);
        assert_eq!(Uuid::from_bytes(*id.as_bytes()).get_version_num(), 7);
        assert_ne!(id, StreamId::generate(at).unwrap());
        assert!("not an id".parse::<StreamId>().is_err());
    }
}
