//! The clinic's key, and what is derived from it.
//!
//! Derivation is BLAKE3's key derivation mode with one context a purpose; see [`Keys::derive`].

use std::fmt;

use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{
    ClinicId, Epoch, Error, StreamId,
    entropy::random,
    envelope::frame,
    seal::{self, SealingKey, Unopened},
};

/// The key that opens a clinic's history. Kept apart from the history: in a file of its own, behind a passphrase, or
/// found again with the recovery code.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct ClinicKey([u8; 32]);

impl ClinicKey {
    /// A new random key.
    pub fn generate() -> Result<Self, Error> {
        random().map(Self)
    }

    /// Takes the 32 bytes of a key.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes of the key, for writing it where it is kept.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for ClinicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClinicKey")
    }
}

/// What the store needs of the clinic's key.
pub(crate) struct Keys {
    wrap: SealingKey,
    pub(crate) names: Zeroizing<[u8; 32]>,
    pub(crate) numbers: Zeroizing<[u8; 32]>,
    pub(crate) head: Zeroizing<[u8; 32]>,
    clinic: Zeroizing<[u8; 32]>,
    /// Tells the right key from a wrong one without opening anything; not secret.
    pub(crate) check: [u8; 32],
}

impl Keys {
    pub(crate) fn derive(key: &ClinicKey) -> Self {
        let derive = |context| blake3::derive_key(context, &key.0);
        Self {
            wrap: SealingKey::new(derive("plinth 2026 history 1: wrap stream keys")),
            names: Zeroizing::new(derive("plinth 2026 history 1: name tokens")),
            numbers: Zeroizing::new(derive("plinth 2026 history 1: number tokens")),
            head: Zeroizing::new(derive("plinth 2026 history 1: sign heads")),
            clinic: Zeroizing::new(derive("plinth 2026 history 1: sign clinic")),
            check: derive("plinth 2026 history 1: key check"),
        }
    }

    /// Signs the clinic's row: BLAKE3 keyed hash over its framed id, epoch (8 bytes little endian) and sealed recovery key.
    /// Without it one altered byte of the id would make the history look empty.
    pub(crate) fn sign_clinic(&self, clinic: ClinicId, epoch: Epoch, recovery: &[u8]) -> [u8; 32] {
        let mut bytes = Vec::new();
        frame(&mut bytes, clinic.as_bytes());
        frame(&mut bytes, &u64::from(epoch.0).to_le_bytes());
        frame(&mut bytes, recovery);
        *blake3::keyed_hash(&self.clinic, &bytes).as_bytes()
    }

    pub(crate) fn wrap(
        &self,
        clinic: ClinicId,
        stream: StreamId,
        key: &SealingKey,
    ) -> Result<Vec<u8>, Error> {
        let associated = seal::for_stream_key(clinic, stream);
        self.wrap.seal(&associated, key.bytes())
    }

    pub(crate) fn unwrap(
        &self,
        clinic: ClinicId,
        stream: StreamId,
        wrapped: &[u8],
    ) -> Result<SealingKey, Unopened> {
        let associated = seal::for_stream_key(clinic, stream);
        let bytes = self.wrap.open(&associated, wrapped)?;
        let bytes = bytes.as_slice().try_into().map_err(|_| Unopened)?;
        Ok(SealingKey::new(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_prints_nothing() {
        assert_eq!(format!("{:?}", ClinicKey::from_bytes([7; 32])), "ClinicKey");
    }

    #[test]
    fn a_wrapped_key_opens_for_its_own_stream_only() {
        let keys = Keys::derive(&ClinicKey::from_bytes([7; 32]));
        let clinic = ClinicId::from_bytes([1; 16]);
        let (ann, ben) = (StreamId::from_bytes([2; 16]), StreamId::from_bytes([3; 16]));
        let key = SealingKey::generate().unwrap();
        let wrapped = keys.wrap(clinic, ann, &key).unwrap();
        assert_eq!(
            keys.unwrap(clinic, ann, &wrapped).unwrap().bytes(),
            key.bytes()
        );
        assert!(keys.unwrap(clinic, ben, &wrapped).is_err());
        let other = Keys::derive(&ClinicKey::from_bytes([8; 32]));
        assert!(other.unwrap(clinic, ann, &wrapped).is_err());
    }
}
