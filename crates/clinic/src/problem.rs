//! What can go wrong in a use case. One place says whose fault it is and what to do next; no message holds patients' data.

use plinth_core::{
    name::PersonId,
    number::PatientNumber,
    record::{Line, refusal::Refusal},
};
use plinth_pack::diagnostic::Diagnostic;

/// Whose fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A rule says no.
    Rule,
    /// It was used in a wrong way.
    Use,
    /// Something broke.
    Machine,
}

/// Why a use case did not do what it was asked. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A record says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The record has moved on since its author looked.
    #[error("the record {number} has moved on since you looked: {} entries came between", .between.len())]
    Conflict {
        /// Whose record.
        number: PatientNumber,
        /// What came between, oldest first.
        between: Vec<Line>,
    },
    /// There is no clinic in the folder.
    #[error("there is no clinic here yet")]
    NotFounded,
    /// The time zone of the settings is not known.
    #[error("the time zone {0:?} is not known")]
    Zone(String),
    /// A word for whom figures show means nobody.
    #[error(transparent)]
    Look(#[from] plinth_figure::person::NotAChoice),
    /// No patient has this number.
    #[error("no patient of this clinic has the number {0}")]
    NoSuchPatient(PatientNumber),
    /// Somebody much like the new patient is registered.
    #[error("{} patients with a like name and birth date are registered", .0.len())]
    PerhapsKnown(Vec<crate::Hit>),
    /// The patient was never given this sheet.
    #[error("the patient {number} was given no sheet {count}")]
    NoSuchSheet {
        /// Whose.
        number: PatientNumber,
        /// Which of theirs.
        count: u32,
    },
    /// Nobody who works here has this name.
    #[error("nobody who works here has the short name {0}")]
    NoSuchPerson(PersonId),
    /// The passphrase of a person is wrong.
    #[error("the passphrase of {0} is wrong")]
    WrongPassphrase(PersonId),
    /// A passphrase is too short.
    #[error("a passphrase has at least {0} characters")]
    ShortPassphrase(usize),
    /// The key lies behind a passphrase, and none was given.
    #[error("the clinic's key lies behind a passphrase")]
    Locked,
    /// A pack has errors.
    #[error("the pack has {} errors", .0.iter().filter(|d| d.is_error()).count())]
    Pack(Vec<Diagnostic>),
    /// A pack is not installed.
    #[error("no installed pack is {0}")]
    NoSuchPack(String),
    /// Files of an installed pack are not those that its digest names.
    #[error("the installed pack {0} was altered")]
    PackAltered(String),
    /// A setup file cannot be read.
    #[error("the setup is not complete: {0}")]
    Setup(String),
    /// The sheet cannot be printed.
    #[error(transparent)]
    Print(#[from] plinth_pdf::PrintRefusal),
    /// The store.
    #[error(transparent)]
    Store(#[from] plinth_store::Error),
    /// A stored entry does not read.
    #[error("entry {0} of a record cannot be read")]
    Unreadable(u64),
    /// A value that cannot be stored.
    #[error("an entry cannot be stored")]
    NotCanonical(#[from] plinth_store::codec::NotCanonical),
    /// A file or folder.
    #[error("{what} could not be used")]
    File {
        /// What it is, never where.
        what: &'static str,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}

impl Problem {
    pub(crate) fn file(what: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::File { what, source }
    }

    /// Whose fault it is.
    pub fn fault(&self) -> Fault {
        use plinth_store::Error as Store;
        match self {
            Self::Refused(_) | Self::Conflict { .. } | Self::PerhapsKnown(_) | Self::Print(_) => {
                Fault::Rule
            }
            Self::NotFounded
            | Self::Zone(_)
            | Self::Look(_)
            | Self::NoSuchPatient(_)
            | Self::NoSuchPerson(_)
            | Self::NoSuchSheet { .. }
            | Self::WrongPassphrase(_)
            | Self::ShortPassphrase(_)
            | Self::Locked
            | Self::Pack(_)
            | Self::NoSuchPack(_)
            | Self::Setup(_)
            | Self::Store(
                Store::Missing
                | Store::Exists
                | Store::FileExists
                | Store::NoFolder
                | Store::NoBackup
                | Store::WrongPassphrase
                | Store::WrongCode,
            ) => Fault::Use,
            Self::PackAltered(_)
            | Self::Store(_)
            | Self::Unreadable(_)
            | Self::NotCanonical(_)
            | Self::File { .. } => Fault::Machine,
        }
    }

    /// What to do next, where the message does not say it already.
    pub fn hints(&self) -> Vec<String> {
        match self {
            Self::Refused(refusal) => refusal
                .reasons
                .iter()
                .map(|reason| reason.way_out().to_string())
                .collect(),
            other => other.hint().map(str::to_owned).into_iter().collect(),
        }
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::Conflict { .. } => "Look at what came between, then decide again.",
            Self::NotFounded => {
                "Make one with `plinth init`, or name the clinic's folder with --home."
            }
            Self::Zone(_) => "Use a name of the time zone database, such as Europe/London.",
            Self::NoSuchPatient(_) => "Look the number up with `plinth patient find`.",
            Self::PerhapsKnown(_) => {
                "Use the record that is there, or say with --not that the new patient is somebody else."
            }
            Self::NoSuchSheet { .. } => "See `plinth patient show` for the sheets that there are.",
            Self::NoSuchPerson(_) => "See `plinth person list`.",
            Self::WrongPassphrase(_) => "Type it again; a clinical lead can give a new one.",
            Self::Locked => {
                "Name a file that holds its passphrase in PLINTH_KEY_PASSPHRASE_FILE, or make a new key file with `plinth recover`."
            }
            Self::NoSuchPack(_) => {
                "See `plinth pack list`, or install it with `plinth pack install`."
            }
            Self::PackAltered(_) => "Install it again; what was decided with it stays as it is.",
            Self::Unreadable(_) => {
                "Run `plinth verify`, and restore a back-up if that confirms it."
            }
            Self::File { .. } => {
                "Look whether the disk is full, and whether you may write in the folder; then do it again."
            }
            Self::ShortPassphrase(_) => "Choose a longer one; a few words are easy to remember.",
            Self::Setup(_) => "Correct the file; `plinth init` without --from asks for everything.",
            Self::Store(error) => return error.way_out(),
            _ => return None,
        })
    }
}
