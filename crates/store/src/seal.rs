//! Sealing: AES-256-GCM-SIV (RFC 8452) with a random nonce before each sealed text.
//!
//! Sealed bytes are the 12 bytes of the nonce, the ciphertext, and the 16 bytes of the tag. Associated data begins with
//! the framed name of the purpose, so that nothing sealed for one purpose opens for another:
//!
//! - `body`, then the envelope's byte form;
//! - `stream key`, then the framed clinic and stream;
//! - `index`, then the framed clinic, stream and version (8 bytes little endian);
//! - `clinic key`, then the framed clinic id (passphrase and recovery code).

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::{
    ClinicId, Error, StreamId,
    entropy::random,
    envelope::{Envelope, frame},
};

const NONCE: usize = 12;

/// What is sealed does not open: another key, or altered bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unopened;

/// A key that seals.
#[derive(ZeroizeOnDrop)]
pub(crate) struct SealingKey([u8; 32]);

impl SealingKey {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub(crate) fn generate() -> Result<Self, Error> {
        random().map(Self)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn seal(&self, associated: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
        let nonce: [u8; NONCE] = random()?;
        let payload = Payload {
            msg: plain,
            aad: associated,
        };
        let ciphertext = Aes256GcmSiv::new(&self.0.into())
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| Error::TooLarge)?;
        Ok([&nonce[..], &ciphertext].concat())
    }

    pub(crate) fn open(
        &self,
        associated: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Unopened> {
        let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE>().ok_or(Unopened)?;
        let payload = Payload {
            msg: ciphertext,
            aad: associated,
        };
        Aes256GcmSiv::new(&self.0.into())
            .decrypt(&Nonce::from(*nonce), payload)
            .map(Zeroizing::new)
            .map_err(|_| Unopened)
    }
}

pub(crate) fn for_body(envelope: &Envelope) -> Vec<u8> {
    let mut out = purpose("body");
    out.extend_from_slice(&envelope.framed());
    out
}

pub(crate) fn for_stream_key(clinic: ClinicId, stream: StreamId) -> Vec<u8> {
    let mut out = purpose("stream key");
    frame(&mut out, clinic.as_bytes());
    frame(&mut out, stream.as_bytes());
    out
}

pub(crate) fn for_index(clinic: ClinicId, stream: StreamId, version: u64) -> Vec<u8> {
    let mut out = purpose("index");
    frame(&mut out, clinic.as_bytes());
    frame(&mut out, stream.as_bytes());
    frame(&mut out, &version.to_le_bytes());
    out
}

pub(crate) fn for_clinic_key(clinic: ClinicId) -> Vec<u8> {
    let mut out = purpose("clinic key");
    frame(&mut out, clinic.as_bytes());
    out
}

fn purpose(name: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(160);
    frame(&mut out, name.as_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_with_the_same_key_and_purpose_only() {
        let (key, other) = (SealingKey::new([1; 32]), SealingKey::new([2; 32]));
        let sealed = key.seal(b"here", b"secret").unwrap();
        assert_eq!(*key.open(b"here", &sealed).unwrap(), b"secret");
        assert_eq!(key.open(b"there", &sealed), Err(Unopened));
        assert_eq!(other.open(b"here", &sealed), Err(Unopened));
        assert_eq!(key.open(b"here", &sealed[..11]), Err(Unopened));
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(key.open(b"here", &flipped), Err(Unopened), "bit {bit}");
        }
    }

    #[test]
    fn the_same_text_is_sealed_differently_each_time() {
        let key = SealingKey::new([1; 32]);
        assert_ne!(key.seal(b"", b"x").unwrap(), key.seal(b"", b"x").unwrap());
    }
}
