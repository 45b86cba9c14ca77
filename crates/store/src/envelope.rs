//! What is known of an event without opening it, and the one byte form that is hashed and authenticated.

use std::fmt;

use jiff::Timestamp;

use crate::{ClinicId, StreamId};

/// The way bodies are stored by this version: canonical JSON sealed with AES-256-GCM-SIV ([`crate::seal`]).
pub(crate) const CODEC: u16 = 1;

/// One stored event, opened.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// Place in the clinic's history, from 1, without gaps: the order of the chain.
    pub position: u64,
    /// The stream that it belongs to.
    pub stream: StreamId,
    /// Place in its stream, from 1, without gaps. A stream's version is the last of these.
    pub seq: u64,
    /// When it was recorded, in whole microseconds.
    pub at: Timestamp,
    /// The body: canonical JSON.
    pub body: Vec<u8>,
}

/// Without the body, which must not reach a log.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            position,
            stream,
            seq,
            at,
            body,
        } = self;
        write!(
            f,
            "Event {position}: {stream} {seq}, {at}, {} bytes",
            body.len()
        )
    }
}

/// What stands in clear beside a sealed body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Envelope {
    pub(crate) clinic: ClinicId,
    pub(crate) position: u64,
    pub(crate) stream: StreamId,
    pub(crate) seq: u64,
    /// Microseconds since 1970-01-01T00:00:00Z.
    pub(crate) micros: i64,
    pub(crate) codec: u16,
}

impl Envelope {
    /// The byte form: six fields in this order, each framed (see [`frame`]).
    ///
    /// | field | bytes |
    /// |---|---|
    /// | clinic | the 16 bytes of its UUID |
    /// | position | 8, little endian, unsigned |
    /// | stream | the 16 bytes of its UUID |
    /// | seq | 8, little endian, unsigned |
    /// | instant | 8, little endian, two's complement: microseconds since 1970 |
    /// | codec | 8, little endian, unsigned |
    pub(crate) fn framed(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(6 * 8 + 2 * 16 + 4 * 8);
        frame(&mut out, self.clinic.as_bytes());
        frame(&mut out, &self.position.to_le_bytes());
        frame(&mut out, self.stream.as_bytes());
        frame(&mut out, &self.seq.to_le_bytes());
        frame(&mut out, &self.micros.to_le_bytes());
        frame(&mut out, &u64::from(self.codec).to_le_bytes());
        out
    }
}

/// Appends a field behind its length, 8 bytes little endian, so that no two lists of fields have the same bytes.
pub(crate) fn frame(out: &mut Vec<u8>, field: &[u8]) {
    out.extend_from_slice(&(field.len() as u64).to_le_bytes());
    out.extend_from_slice(field);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_form_is_as_written() {
        let envelope = Envelope {
            clinic: ClinicId::from_bytes([0xC1; 16]),
            position: 258,
            stream: StreamId::from_bytes([0x5E; 16]),
            seq: 3,
            micros: -1,
            codec: CODEC,
        };
        let eight = |first: u8| [first, 0, 0, 0, 0, 0, 0, 0];
        let expected = [
            &eight(16)[..],
            &[0xC1; 16],
            &eight(8),
            &[2, 1, 0, 0, 0, 0, 0, 0],
            &eight(16),
            &[0x5E; 16],
            &eight(8),
            &eight(3),
            &eight(8),
            &[0xFF; 8],
            &eight(8),
            &eight(1),
        ]
        .concat();
        assert_eq!(envelope.framed(), expected);
    }
}
