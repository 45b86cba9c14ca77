//! Signed heads: what is kept apart from the history, to find that its end has been cut off.

use std::{fmt, str::FromStr};

use jiff::Timestamp;

use crate::{ClinicId, Epoch, Link, base32, envelope::frame, keys::Keys};

const FORM: &str = "plinth-head-1";

/// Where a clinic's history stands, signed with a key derived from the clinic's.
///
/// As text it is one line of seven parts: `plinth-head-1`, the clinic's id, the epoch as a number, how many events, the
/// last one's instant in microseconds since 1970 (0 in an empty history), the last link and the signature in hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Whose history.
    pub clinic: ClinicId,
    /// How often it had been restored.
    pub epoch: Epoch,
    /// How many events it has.
    pub count: u64,
    /// The chain's last link.
    pub link: Link,
    /// When the last event was recorded; the start of 1970 in an empty history.
    pub at: Timestamp,
    signature: [u8; 32],
}

/// Why a text is not a signed head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a signed head: one line that begins with plinth-head-1 and has seven parts")]
pub struct NotAHead;

impl Head {
    pub(crate) fn sign(
        keys: &Keys,
        clinic: ClinicId,
        epoch: Epoch,
        (count, link, at): (u64, Link, Timestamp),
    ) -> Self {
        let mut head = Self {
            clinic,
            epoch,
            count,
            link,
            at,
            signature: [0; 32],
        };
        head.signature = head.signature_by(keys);
        head
    }

    /// Whether it was signed with this clinic's key.
    pub(crate) fn is_signed_by(&self, keys: &Keys) -> bool {
        blake3::Hash::from_bytes(self.signature_by(keys)) == self.signature
    }

    /// A short form for sheets and reports: 80 bits of the signature.
    pub fn short(&self) -> String {
        let (fives, _) = self.signature.as_chunks::<5>();
        let digits: Vec<char> = fives
            .iter()
            .take(2)
            .flat_map(|five| base32::split(*five))
            .map(base32::digit)
            .collect();
        let groups: Vec<String> = digits
            .chunks(4)
            .map(|group| group.iter().collect())
            .collect();
        groups.join("-")
    }

    fn signature_by(&self, keys: &Keys) -> [u8; 32] {
        let mut bytes = Vec::new();
        frame(&mut bytes, self.clinic.as_bytes());
        frame(&mut bytes, &u64::from(self.epoch.0).to_le_bytes());
        frame(&mut bytes, &self.count.to_le_bytes());
        frame(&mut bytes, &self.at.as_microsecond().to_le_bytes());
        frame(&mut bytes, &self.link.0);
        *blake3::keyed_hash(&keys.head, &bytes).as_bytes()
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signature = blake3::Hash::from_bytes(self.signature).to_hex();
        write!(
            f,
            "{FORM} {} {} {} {} {} {signature}",
            self.clinic,
            self.epoch.0,
            self.count,
            self.at.as_microsecond(),
            self.link,
        )
    }
}

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        fn read<T: FromStr>(part: &str) -> Result<T, NotAHead> {
            part.parse().map_err(|_| NotAHead)
        }
        let hash = |part| {
            blake3::Hash::from_hex(part)
                .map(Into::into)
                .map_err(|_| NotAHead)
        };
        let parts: Vec<&str> = text.split_whitespace().collect();
        let [FORM, clinic, epoch, count, micros, link, signature] = parts[..] else {
            return Err(NotAHead);
        };
        Ok(Self {
            clinic: read(clinic)?,
            epoch: Epoch(read(epoch)?),
            count: read(count)?,
            at: Timestamp::from_microsecond(read(micros)?).map_err(|_| NotAHead)?,
            link: Link(hash(link)?),
            signature: hash(signature)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ClinicKey;

    #[test]
    fn a_head_reads_back_and_only_its_key_signs_it() {
        let keys = Keys::derive(&ClinicKey::from_bytes([1; 32]));
        let clinic = ClinicId::from_bytes([2; 16]);
        let at = Timestamp::from_microsecond(1_763_717_400_000_001).unwrap();
        let head = Head::sign(&keys, clinic, Epoch(1), (7, Link([3; 32]), at));
        assert_eq!(head.to_string().parse::<Head>().unwrap(), head);
        assert!(head.is_signed_by(&keys));
        assert!(!head.is_signed_by(&Keys::derive(&ClinicKey::from_bytes([4; 32]))));
        for forged in [
            Head { count: 6, ..head },
            Head {
                epoch: Epoch(0),
                ..head
            },
            Head {
                link: Link([4; 32]),
                ..head
            },
            Head {
                at: Timestamp::UNIX_EPOCH,
                ..head
            },
        ] {
            assert!(!forged.is_signed_by(&keys), "{forged}");
        }
        assert_eq!(head.short().len(), 19);
        assert!("plinth-head-1 and so on".parse::<Head>().is_err());
    }
}
