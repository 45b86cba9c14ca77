//! The chain: one BLAKE3 hash per event over its envelope, the hash of its stored body and the link before.
//!
//! A link needs the hash of a body and not the body, so that an erased body leaves a chain that still verifies, without
//! any key. All hashes are BLAKE3 in its key derivation mode, with these contexts:
//!
//! - stored body: `plinth 2026 history 1: stored body` over the bytes as they are stored (sealed);
//! - link before the first: `plinth 2026 history 1: chain start` over the framed clinic id;
//! - link: `plinth 2026 history 1: chain link` over the envelope's byte form ([`Envelope::framed`]), then the framed hash
//!   of the stored body (32 bytes), then the framed link before (32 bytes).

use std::fmt;

use crate::{
    ClinicId,
    envelope::{Envelope, frame},
};

const BODY: &str = "plinth 2026 history 1: stored body";
const START: &str = "plinth 2026 history 1: chain start";
const LINK: &str = "plinth 2026 history 1: chain link";

/// One link of a clinic's chain: 32 bytes that stand for everything up to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link(pub(crate) [u8; 32]);

impl Link {
    /// The link before a clinic's first event.
    pub(crate) fn start(clinic: ClinicId) -> Self {
        let mut bytes = Vec::new();
        frame(&mut bytes, clinic.as_bytes());
        Self(hash(START, &bytes))
    }

    /// The link of the event with this envelope and body, after this one.
    pub(crate) fn next(&self, envelope: &Envelope, body_hash: &[u8; 32]) -> Self {
        let mut bytes = envelope.framed();
        frame(&mut bytes, body_hash);
        frame(&mut bytes, &self.0);
        Self(hash(LINK, &bytes))
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&blake3::Hash::from_bytes(self.0).to_hex())
    }
}

/// The hash of a body as it is stored.
pub(crate) fn body_hash(stored: &[u8]) -> [u8; 32] {
    hash(BODY, stored)
}

fn hash(context: &str, bytes: &[u8]) -> [u8; 32] {
    *blake3::Hasher::new_derive_key(context)
        .update(bytes)
        .finalize()
        .as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{StreamId, envelope::CODEC};

    fn envelope() -> Envelope {
        Envelope {
            clinic: ClinicId::from_bytes([1; 16]),
            position: 1,
            stream: StreamId::from_bytes([2; 16]),
            seq: 1,
            micros: 1_700_000_000_000_000,
            codec: CODEC,
        }
    }

    /// Stored histories depend on these bytes: they may never change.
    #[test]
    fn the_first_link_is_pinned() {
        let link = Link::start(envelope().clinic).next(&envelope(), &body_hash(b"sealed"));
        assert_eq!(
            link.to_string(),
            "d978b9728af1970d70327916374e77d0fed24bdbec2c9100947e646095cbe794"
        );
    }

    #[test]
    fn every_field_changes_the_link() {
        let start = Link::start(envelope().clinic);
        let links = [
            start.next(&envelope(), &body_hash(b"sealed")),
            start.next(&envelope(), &body_hash(b"other")),
            start.next(
                &Envelope {
                    position: 2,
                    ..envelope()
                },
                &body_hash(b"sealed"),
            ),
            start.next(
                &Envelope {
                    seq: 2,
                    ..envelope()
                },
                &body_hash(b"sealed"),
            ),
            start.next(
                &Envelope {
                    micros: 0,
                    ..envelope()
                },
                &body_hash(b"sealed"),
            ),
            start.next(
                &Envelope {
                    codec: 2,
                    ..envelope()
                },
                &body_hash(b"sealed"),
            ),
            start.next(
                &Envelope {
                    stream: StreamId::from_bytes([3; 16]),
                    ..envelope()
                },
                &body_hash(b"sealed"),
            ),
            Link::start(ClinicId::from_bytes([9; 16])).next(&envelope(), &body_hash(b"sealed")),
        ];
        for (n, link) in links.iter().enumerate() {
            assert!(!links[..n].contains(link), "link {n} repeats another");
        }
    }
}
