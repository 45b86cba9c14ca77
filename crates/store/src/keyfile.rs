//! The file that the clinic's key lies in, as it is or behind a passphrase.
//!
//! The file `key` is JSON, readable by its owner only. Both forms have `format` (1), `clinic` (its id), and then either
//! `key` (64 hexadecimal digits), or `argon2id` (`memory_kib`, `passes`, `lanes`, `salt` in hexadecimal) with `sealed` (the
//! key sealed with AES-256-GCM-SIV, in hexadecimal). Losing it is not losing the history: see [`crate::recovery`].

use std::{fs, io, path::Path};

use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::{
    ClinicId, ClinicKey, Error,
    entropy::random,
    folder, hex,
    seal::{self, SealingKey},
};

/// The file's name in the clinic's folder.
pub const FILE: &str = "key";

const FORMAT: u32 = 1;

/// A key file that was read.
#[derive(Debug)]
pub enum KeyFile {
    /// The key as it is.
    Open(ClinicId, ClinicKey),
    /// The key behind a passphrase.
    Locked(Locked),
}

/// A key behind a passphrase.
#[derive(Debug)]
pub struct Locked {
    clinic: ClinicId,
    stretch: Stretch,
    sealed: Vec<u8>,
}

/// How a passphrase becomes a key: Argon2id (RFC 9106), version 1.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Stretch {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    #[serde(with = "hex::array")]
    salt: [u8; 16],
}

#[derive(Serialize, Deserialize)]
struct Written {
    format: u32,
    clinic: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<Zeroizing<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    argon2id: Option<Stretch>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed: Option<String>,
}

/// Writes the key as it is. Whoever can read the file can read the history.
pub fn write_open(folder: &Path, clinic: ClinicId, key: &ClinicKey) -> Result<(), Error> {
    write(folder, clinic, |written| {
        written.key = Some(Zeroizing::new(hex::encode(key.as_bytes())));
        Ok(())
    })
}

/// Writes the key behind a passphrase, in place of what was there: the history itself does not change.
pub fn write_locked(
    folder: &Path,
    clinic: ClinicId,
    key: &ClinicKey,
    passphrase: &str,
) -> Result<(), Error> {
    write(folder, clinic, |written| {
        // The second recommendation of RFC 9106: 64 MiB, three passes; one lane, for small machines.
        let stretch = Stretch {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
            salt: random()?,
        };
        let sealed = stretch
            .sealing_key(passphrase)?
            .seal(&seal::for_clinic_key(clinic), key.as_bytes())?;
        written.argon2id = Some(stretch);
        written.sealed = Some(hex::encode(&sealed));
        Ok(())
    })
}

/// Reads the key file of a clinic's folder.
pub fn read(folder: &Path) -> Result<KeyFile, Error> {
    let text = Zeroizing::new(fs::read(folder.join(FILE)).map_err(|e| match e.kind() {
        io::ErrorKind::NotFound => Error::KeyMissing,
        _ => Error::File("the key file", e),
    })?);
    parse(&text)
}

fn parse(text: &[u8]) -> Result<KeyFile, Error> {
    #[derive(Deserialize)]
    struct Form {
        format: u32,
    }
    let form: Form = serde_json::from_slice(text).map_err(|_| Error::KeyUnreadable)?;
    if form.format > FORMAT {
        return Err(Error::KeyNewer(form.format));
    }
    let written: Written = serde_json::from_slice(text).map_err(|_| Error::KeyUnreadable)?;
    let clinic = written.clinic.parse().map_err(|_| Error::KeyUnreadable)?;
    match (written.key, written.argon2id, written.sealed) {
        (Some(key), None, None) => {
            let bytes = hex::decode(&key).and_then(|bytes| bytes.as_slice().try_into().ok());
            let key = ClinicKey::from_bytes(bytes.ok_or(Error::KeyUnreadable)?);
            Ok(KeyFile::Open(clinic, key))
        }
        (None, Some(stretch), Some(sealed)) => Ok(KeyFile::Locked(Locked {
            clinic,
            stretch,
            sealed: hex::decode(&sealed).ok_or(Error::KeyUnreadable)?,
        })),
        _ => Err(Error::KeyUnreadable),
    }
}

impl Locked {
    /// Opens it. Takes about as long as a blink, on purpose.
    pub fn unlock(&self, passphrase: &str) -> Result<(ClinicId, ClinicKey), Error> {
        let bytes = self
            .stretch
            .sealing_key(passphrase)?
            .open(&seal::for_clinic_key(self.clinic), &self.sealed)
            .map_err(|_| Error::WrongPassphrase)?;
        let bytes = bytes
            .as_slice()
            .try_into()
            .map_err(|_| Error::KeyUnreadable)?;
        Ok((self.clinic, ClinicKey::from_bytes(bytes)))
    }
}

impl Stretch {
    /// The passphrase is brought to one Unicode form first (NFKC), so that every keyboard types the same.
    fn sealing_key(&self, passphrase: &str) -> Result<SealingKey, Error> {
        /// A damaged file must not ask for all the memory there is.
        const MOST_MEMORY_KIB: u32 = 1024 * 1024;
        if self.memory_kib > MOST_MEMORY_KIB || self.passes > 64 {
            return Err(Error::KeyUnreadable);
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32))
            .map_err(|_| Error::KeyUnreadable)?;
        let passphrase = Zeroizing::new(passphrase.nfkc().collect::<String>());
        let mut bytes = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.as_bytes(), &self.salt, bytes.as_mut_slice())
            .map_err(|_| Error::KeyUnreadable)?;
        Ok(SealingKey::new(*bytes))
    }
}

fn write(
    folder: &Path,
    clinic: ClinicId,
    fill: impl FnOnce(&mut Written) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut written = Written {
        format: FORMAT,
        clinic: clinic.to_string(),
        key: None,
        argon2id: None,
        sealed: None,
    };
    fill(&mut written)?;
    let mut text = Zeroizing::new(serde_json::to_vec(&written).map_err(|_| Error::KeyUnreadable)?);
    text.push(b'\n');
    folder::write_private(folder, FILE, "the key file", &text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLINIC: ClinicId = ClinicId::from_bytes([1; 16]);

    fn key() -> ClinicKey {
        ClinicKey::from_bytes([7; 32])
    }

    #[test]
    fn an_open_key_reads_back() {
        let home = tempfile::tempdir().unwrap();
        assert!(matches!(read(home.path()), Err(Error::KeyMissing)));
        write_open(home.path(), CLINIC, &key()).unwrap();
        let KeyFile::Open(clinic, read) = read(home.path()).unwrap() else {
            panic!("it is locked");
        };
        assert_eq!((clinic, read), (CLINIC, key()));
    }

    #[test]
    fn a_passphrase_opens_its_key_in_any_unicode_form_and_no_other_does() {
        let home = tempfile::tempdir().unwrap();
        write_locked(home.path(), CLINIC, &key(), "grüne Bank 7").unwrap();
        let KeyFile::Locked(locked) = read(home.path()).unwrap() else {
            panic!("it is open");
        };
        assert_eq!(
            locked.unlock("gru\u{308}ne Bank 7").unwrap(),
            (CLINIC, key())
        );
        assert!(matches!(
            locked.unlock("grune Bank 7"),
            Err(Error::WrongPassphrase)
        ));
        let text = fs::read_to_string(home.path().join(FILE)).unwrap();
        assert!(!text.contains(&hex::encode(key().as_bytes())));
    }

    #[test]
    fn damaged_and_newer_files_are_told_apart() {
        let damaged = [
            "",
            "key",
            "{}",
            r#"{"format":1,"clinic":"x","key":"00"}"#,
            r#"{"format":1,"clinic":"01010101-0101-0101-0101-010101010101","key":"00"}"#,
            r#"{"format":1,"clinic":"01010101-0101-0101-0101-010101010101"}"#,
        ];
        for text in damaged {
            assert!(
                matches!(parse(text.as_bytes()), Err(Error::KeyUnreadable)),
                "{text}"
            );
        }
        assert!(matches!(
            parse(br#"{"format":2,"new":[]}"#),
            Err(Error::KeyNewer(2))
        ));
    }

    #[test]
    fn a_damaged_file_cannot_ask_for_all_memory() {
        let stretch = Stretch {
            memory_kib: u32::MAX,
            passes: 3,
            lanes: 1,
            salt: [0; 16],
        };
        assert!(matches!(
            stretch.sealing_key("x"),
            Err(Error::KeyUnreadable)
        ));
    }
}
