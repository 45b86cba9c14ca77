//! Packs of a clinic: installed in folders named by digest, read-only, never removed.

use std::{
    cell::OnceCell,
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use include_dir::{Dir, DirEntry, include_dir};
use plinth_core::{content::Content, record::entry::PackRef};
use plinth_pack::{diagnostic::Diagnostic, folder, folder::Files, load};

use crate::{Clinic, Problem};

/// The sciatica pack, as it comes with the program.
static SCIATICA: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../packs/sciatica");

/// The pack that comes with the program.
pub fn embedded() -> Files {
    fn collect(dir: &Dir<'_>, into: &mut Files) {
        for entry in dir.entries() {
            match entry {
                DirEntry::Dir(dir) => collect(dir, into),
                DirEntry::File(file) => {
                    let path = file.path().to_string_lossy().replace('\\', "/");
                    into.insert(path, file.contents().to_vec());
                }
            }
        }
    }
    let mut files = Files::new();
    collect(&SCIATICA, &mut files);
    files
}

/// A pack that was installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// Which content.
    pub pack: PackRef,
    /// What is to be minded about it; no errors.
    pub warnings: Vec<Diagnostic>,
}

/// The packs of a clinic's folder.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    content: OnceCell<BTreeMap<String, Content>>,
}

impl Library {
    pub(crate) fn new(home: &Path) -> Self {
        Self {
            folder: home.join("packs"),
            content: OnceCell::new(),
        }
    }

    /// All installed packs by the digest of all their files. Read and checked against their digest at the first call.
    pub fn packs(&self) -> Result<&BTreeMap<String, Content>, Problem> {
        if let Some(content) = self.content.get() {
            return Ok(content);
        }
        let read = self.read()?;
        Ok(self.content.get_or_init(|| read))
    }

    /// The same, as decisions look at them.
    pub(crate) fn on_the_desk(&self) -> Result<BTreeMap<String, &Content>, Problem> {
        let packs = self.packs()?.iter();
        Ok(packs
            .map(|(digest, content)| (digest.clone(), content))
            .collect())
    }

    fn read(&self) -> Result<BTreeMap<String, Content>, Problem> {
        let mut packs = BTreeMap::new();
        if !self.folder.exists() {
            return Ok(packs);
        }
        for entry in fs::read_dir(&self.folder).map_err(Problem::file("the folder of packs"))? {
            let path = entry.map_err(Problem::file("the folder of packs"))?.path();
            let Some(digest) = path
                .file_name()
                .and_then(|name| name.to_str())
                .filter(|name| is_digest(name))
            else {
                continue;
            };
            let content = folder::read(&path)
                .ok()
                .and_then(|files| load(&files).content);
            match content.filter(|content| content.digests.whole == digest) {
                Some(content) => packs.insert(digest.to_owned(), content),
                None => return Err(Problem::PackAltered(digest.chars().take(12).collect())),
            };
        }
        Ok(packs)
    }

    /// The installed pack with this digest, or the beginning of one.
    pub fn by_digest(&self, digest: &str) -> Result<&Content, Problem> {
        let mut found = self
            .packs()?
            .iter()
            .filter(|(whole, _)| whole.starts_with(digest));
        match (found.next(), found.next()) {
            (Some((_, content)), None) => Ok(content),
            _ => Err(Problem::NoSuchPack(digest.to_owned())),
        }
    }

    /// Checks a pack and installs it: staged, synced, renamed to its digest, and read-only. Doing it again changes nothing.
    pub fn install(&mut self, files: &Files) -> Result<Installed, Problem> {
        let loaded = load(files);
        let Some(content) = loaded.content else {
            return Err(Problem::Pack(loaded.diagnostics));
        };
        let pack = PackRef::of(&content);
        let place = self.folder.join(&content.digests.whole);
        if !place.exists() {
            self.write(files, &place)
                .map_err(Problem::file("the folder of packs"))?;
        }
        self.content = OnceCell::new();
        Ok(Installed {
            pack,
            warnings: loaded.diagnostics,
        })
    }

    fn write(&self, files: &Files, place: &Path) -> std::io::Result<()> {
        let staged = place.with_extension("new");
        if staged.exists() {
            fs::remove_dir_all(&staged)?;
        }
        for (path, bytes) in files {
            let path = staged.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            let mut file = fs::File::create(&path)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            let mut rights = file.metadata()?.permissions();
            rights.set_readonly(true);
            fs::set_permissions(&path, rights)?;
        }
        fs::rename(&staged, place)?;
        #[cfg(unix)]
        fs::File::open(&self.folder)?.sync_all()?;
        Ok(())
    }
}

impl Clinic {
    /// Installs a pack for this clinic. It can be used once a clinical lead has adopted it.
    pub fn install(&mut self, files: &Files) -> Result<Installed, Problem> {
        self.library.install(files)
    }
}

fn is_digest(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit())
}
