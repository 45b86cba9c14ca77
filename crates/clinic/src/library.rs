//! Packs of a clinic: installed in folders named by digest, read-only, never removed.

use std::{
    cell::{OnceCell, RefCell},
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use include_dir::{Dir, DirEntry, include_dir};
use plinth_core::{
    content::Content,
    record::entry::PackRef,
    sheet::{self, FigureSide, Sheet, Subject},
};
use plinth_figure::{figure::draw_installed, person::Person, side::Side};
use plinth_pack::{diagnostic::Diagnostic, figure, folder, folder::Files, load};

use plinth_pdf::{Figure, Figures};

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

/// Which drawing: the digest of the pack, what it shows, the side that works, and the person who is drawn.
type Wanted = (String, Subject, Side, Person);

/// The figures of a sheet.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) figures: Figures,
    /// Those that cannot be drawn: the sheet has their words alone.
    pub(crate) left_out: BTreeSet<Subject>,
}

/// An installed pack that was read.
#[derive(Debug)]
struct Pack {
    content: Content,
    /// The files of its figures, which few commands need.
    written: Files,
    figures: OnceCell<plinth_pack::figure::Figures>,
}

impl Pack {
    fn read(mut files: Files) -> Option<Self> {
        let content = plinth_pack::content(&files)?;
        files.retain(|path, _| path.starts_with(figure::FOLDER));
        Some(Self {
            content,
            written: files,
            figures: OnceCell::new(),
        })
    }

    fn figures(&self) -> &plinth_pack::figure::Figures {
        self.figures.get_or_init(|| figure::read(&self.written))
    }
}

/// The side that works in a drawing. One that shows no side in particular is drawn as it was written, for the right.
fn working(side: FigureSide) -> Side {
    match side {
        FigureSide::Right | FigureSide::Both => Side::Right,
        FigureSide::Left => Side::Left,
    }
}

/// The packs of a clinic's folder.
#[derive(Debug)]
pub struct Library {
    folder: PathBuf,
    /// What is installed, by digest; each is read when it is first needed.
    installed: OnceCell<BTreeMap<String, OnceCell<Pack>>>,
    /// Figures that were drawn, for each side and person by itself; nothing where one cannot be drawn.
    drawn: RefCell<BTreeMap<Wanted, Option<Arc<Figure>>>>,
}

impl Library {
    pub(crate) fn new(home: &Path) -> Self {
        Self {
            folder: home.join("packs"),
            installed: OnceCell::new(),
            drawn: RefCell::default(),
        }
    }

    /// All installed packs by the digest of all their files. Each is read, and compared with its digest, when it is first
    /// asked for.
    pub fn packs(&self) -> Result<BTreeMap<String, &Content>, Problem> {
        let installed = self.installed()?.iter();
        installed
            .map(|(digest, read)| Ok((digest.clone(), &self.pack(digest, read)?.content)))
            .collect()
    }

    /// The installed pack with this digest, or the beginning of one. No other pack is read.
    pub fn by_digest(&self, digest: &str) -> Result<&Content, Problem> {
        Ok(&self.find(digest)?.content)
    }

    /// Of what an installed pack has a figure.
    pub(crate) fn illustrated(&self, digest: &str) -> Result<BTreeSet<Subject>, Problem> {
        Ok(self.find(digest)?.figures().keys().cloned().collect())
    }

    /// The figures that a sheet refers to, showing a person. Each is drawn when a sheet first needs it. A pack that was installed
    /// by an earlier version may have a figure that is refused now: the sheet keeps its words and leaves it out (HZ-31).
    pub(crate) fn figures(&self, sheet: &mut Sheet, person: Person) -> Result<Drawn, Problem> {
        let mut figures = Figures::none();
        let mut left_out = BTreeSet::new();
        for wanted in sheet.figures() {
            if let Some(figure) = self.drawn(wanted, person)? {
                figures.add(
                    &wanted.pack_digest,
                    wanted.subject.clone(),
                    wanted.side,
                    figure,
                );
            } else {
                left_out.insert(wanted.subject.clone());
            }
        }
        sheet.leave_out(&left_out);
        Ok(Drawn { figures, left_out })
    }

    /// A figure; nothing where it cannot be drawn.
    fn drawn(
        &self,
        wanted: &sheet::Figure,
        person: Person,
    ) -> Result<Option<Arc<Figure>>, Problem> {
        let side = working(wanted.side);
        let (pack, subject) = (&wanted.pack_digest, &wanted.subject);
        let key = (pack.clone(), subject.clone(), side, person);
        if let Some(figure) = self.drawn.borrow().get(&key) {
            return Ok(figure.clone());
        }
        let text = self.find(pack)?.figures().get(subject);
        let figure = text.and_then(|text| match draw_installed(text, person, side) {
            Ok(panels) => Some(Arc::new(Figure::new(&panels, person))),
            Err(fault) => {
                tracing::warn!(%subject, %pack, %fault, "figure left out");
                None
            }
        });
        self.drawn.borrow_mut().insert(key, figure.clone());
        Ok(figure)
    }

    fn find(&self, digest: &str) -> Result<&Pack, Problem> {
        let mut found = self
            .installed()?
            .iter()
            .filter(|(whole, _)| whole.starts_with(digest));
        match (found.next(), found.next()) {
            (Some((whole, read)), None) => self.pack(whole, read),
            _ => Err(Problem::NoSuchPack(digest.to_owned())),
        }
    }

    fn installed(&self) -> Result<&BTreeMap<String, OnceCell<Pack>>, Problem> {
        if let Some(installed) = self.installed.get() {
            return Ok(installed);
        }
        let listed = self.list().map_err(Problem::file("the folder of packs"))?;
        Ok(self.installed.get_or_init(|| listed))
    }

    fn list(&self) -> std::io::Result<BTreeMap<String, OnceCell<Pack>>> {
        let mut installed = BTreeMap::new();
        if !self.folder.exists() {
            return Ok(installed);
        }
        for entry in fs::read_dir(&self.folder)? {
            let name = entry?.file_name();
            if let Some(digest) = name.to_str().filter(|name| is_digest(name)) {
                installed.insert(digest.to_owned(), OnceCell::new());
            }
        }
        Ok(installed)
    }

    fn pack<'a>(&self, digest: &str, read: &'a OnceCell<Pack>) -> Result<&'a Pack, Problem> {
        if let Some(pack) = read.get() {
            return Ok(pack);
        }
        let files = folder::read(&self.folder.join(digest)).ok();
        // The warnings were shown when it was installed.
        let pack = files
            .and_then(Pack::read)
            .filter(|pack| pack.content.digests.whole == digest)
            .ok_or_else(|| Problem::PackAltered(digest.chars().take(12).collect()))?;
        Ok(read.get_or_init(|| pack))
    }

    /// Checks a pack and installs it: staged, synced, renamed to its digest, and read-only. Doing it again changes nothing.
    pub fn install(&mut self, files: &Files) -> Result<Installed, Problem> {
        let mut loaded = load(files);
        if let Some(content) = &loaded.content {
            loaded.diagnostics.extend(figure::check(files, content));
        }
        let broken = loaded.diagnostics.iter().any(Diagnostic::is_error);
        let Some(content) = loaded.content.filter(|_| !broken) else {
            return Err(Problem::Pack(loaded.diagnostics));
        };
        let pack = PackRef::of(&content);
        let place = self.folder.join(&content.digests.whole);
        if !place.exists() {
            self.write(files, &place)
                .map_err(Problem::file("the folder of packs"))?;
        }
        self.installed = OnceCell::new();
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
