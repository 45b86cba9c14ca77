//! The pictures in a folder: what was drawn there before is taken away first, so that nobody takes it for what the pack says now.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

/// Lists what is drawn in a folder, a name a line.
const LIST: &str = "pictures.txt";

/// A folder that is drawn in.
pub(super) struct Pictures {
    folder: PathBuf,
    list: File,
}

impl Pictures {
    /// Makes the folder where it is not there, and takes away what was drawn in it before. Other files stay.
    pub(super) fn begin(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let list = folder.join(LIST);
        let before = match fs::read_to_string(&list) {
            Err(fault) if fault.kind() == ErrorKind::NotFound => String::new(),
            read => read?,
        };
        for name in before.lines().filter(|name| is_picture(name)) {
            match fs::remove_file(folder.join(name)) {
                Err(fault) if fault.kind() != ErrorKind::NotFound => return Err(fault),
                _ => {}
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            list: File::create(list)?,
        })
    }

    /// Writes a picture, which is listed first.
    pub(super) fn write(&mut self, name: &str, picture: impl AsRef<[u8]>) -> io::Result<()> {
        writeln!(self.list, "{name}")?;
        fs::write(self.folder.join(name), picture)
    }
}

/// Whether it is a name that is written here: in the folder itself, and of a picture.
fn is_picture(name: &str) -> bool {
    let path = Path::new(name);
    let plain = path.file_name().is_some_and(|own| own == path.as_os_str());
    let kind = path.extension().and_then(|ending| ending.to_str());
    plain && matches!(kind, Some("svg" | "png"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_of_the_folder_itself_are_taken_away() {
        for (name, is) in [
            ("ex-03-left.svg", true),
            ("contact.png", true),
            ("../ex-03.svg", false),
            ("/ex-03.svg", false),
            ("inside/ex-03.svg", false),
            ("notes.txt", false),
            ("..", false),
            ("", false),
        ] {
            assert_eq!(is_picture(name), is, "{name}");
        }
    }
}
