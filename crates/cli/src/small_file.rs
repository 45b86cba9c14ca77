//! Small files of text that commands are given: settings, a passphrase, a recovery code.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

/// Most bytes of such a file: many times what it can need, and little enough for a device that never ends.
const LARGEST: u64 = 64 * 1024;

/// The text of a small file.
pub(crate) fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?
        .take(LARGEST + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST {
        let why = format!("it has more than {LARGEST} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
    }
    Ok(text)
}
