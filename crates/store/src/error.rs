//! What can go wrong, in words that a clinic's staff can act on. No message holds a path, a statement or patients' data.

use std::{fmt, io};

use crate::{Event, StreamId};

/// Why the store did not do what it was asked. Nothing was written, unless the variant says so.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The record has moved on since its author read it.
    #[error(
        "the record has {} new entries since it was read (it was at {}, now {}); look at them, then decide again",
        .0.between.len(), .0.expected, .0.actual
    )]
    Conflict(Box<Conflict>),
    /// The author has seen more than is stored: the history was restored or exchanged in between.
    #[error(
        "entries that were seen before are gone (seen {expected}, stored {actual}); the history was restored or exchanged: verify it, then read the record again"
    )]
    Ahead {
        /// The version that the author had seen.
        expected: u64,
        /// The version stored.
        actual: u64,
    },
    /// The stream's key was erased; its entries cannot be read any more.
    #[error("this record was erased on request; it can be neither read nor continued")]
    Erased(StreamId),
    /// The clinic's own stream cannot be erased.
    #[error("the clinic's own history cannot be erased")]
    NotErasable,
    /// Another stream has this patient number.
    #[error("this patient number belongs to another record already; take a new one")]
    NumberTaken,
    /// The history may only be read.
    #[error("the history can only be read: {0}")]
    ReadOnly(crate::ReadOnlyReason),
    /// No history in this folder.
    #[error("there is no history in this folder")]
    Missing,
    /// There is one already.
    #[error("there is a history in this folder already")]
    Exists,
    /// A back-up would be written over a file.
    #[error("there is a file of this name already")]
    FileExists,
    /// A file is to be made in a folder that is not there.
    #[error("there is no such folder for the new file")]
    NoFolder,
    /// There is no back-up of this name.
    #[error("there is no such back-up file")]
    NoBackup,
    /// Some other file.
    #[error("the file is not a history of this program; nothing was changed")]
    NotAStore(#[source] Option<SqliteCode>),
    /// The folder is on another machine.
    #[error("the folder lies on a network file system ({0}), where a history can be damaged")]
    Network(String),
    /// Commits would not survive a power cut.
    #[error("the file cannot be written safely here (it refuses {0})")]
    NotDurable(&'static str),
    /// The key opens nothing here.
    #[error("the key does not belong to this history")]
    WrongKey,
    /// No key file.
    #[error("the key file is missing")]
    KeyMissing,
    /// The key file is not one.
    #[error("the key file is damaged, or not a key file")]
    KeyUnreadable,
    /// A key file of a later version.
    #[error("the key file was written by a newer version (form {0})")]
    KeyNewer(u32),
    /// The passphrase does not open the key file.
    #[error("the passphrase of the clinic's key is wrong")]
    WrongPassphrase,
    /// The recovery code is whole, but of another clinic or an older printing.
    #[error("the recovery code is well formed, but does not open this history")]
    WrongCode,
    /// Stored bytes do not fit together.
    #[error("the history is damaged: {what}")]
    Damaged {
        /// Which part.
        what: &'static str,
        /// What SQLite said, where it was SQLite who noticed.
        #[source]
        source: Option<SqliteCode>,
    },
    /// Another process holds the write lock.
    #[error("another program has kept the history locked")]
    Busy(#[source] SqliteCode),
    /// No room.
    #[error("the disk is full; nothing was stored")]
    Full(#[source] SqliteCode),
    /// The operating system refused.
    #[error("the history's file could not be read or written")]
    Disk(#[source] SqliteCode),
    /// A file beside the history.
    #[error("{0} could not be read or written")]
    File(&'static str, #[source] io::Error),
    /// More bytes than can be sealed.
    #[error("an entry is too large to be stored")]
    TooLarge,
    /// The operating system gave no random numbers.
    #[error("the operating system gave no random numbers")]
    Entropy,
    /// A mistake of this program.
    #[error("the history could not be used because of a mistake in this program")]
    Internal(#[source] SqliteCode),
}

impl Error {
    /// What to do next, where the message does not say it.
    pub fn way_out(&self) -> Option<&'static str> {
        Some(match self {
            Self::ReadOnly(crate::ReadOnlyReason::File) => {
                "Ask for the right to write in the clinic's folder; nothing was stored."
            }
            Self::ReadOnly(crate::ReadOnlyReason::Newer { .. }) => {
                "Write with the newer version of the program; reading goes on with this one."
            }
            Self::Missing => {
                "Make a clinic with `plinth init`, or name the clinic's folder with --home."
            }
            Self::Exists => "Name an empty folder.",
            Self::FileExists => "Name a new file.",
            Self::NoFolder => "Make the folder first, or name another file.",
            Self::NoBackup => "Name the file that `plinth backup` made.",
            Self::NotAStore(_) => {
                "Put the right file back, or restore a back-up into a new folder with `plinth restore`."
            }
            Self::Network(_) | Self::NotDurable(_) => "Choose a folder on a disk of this machine.",
            Self::WrongKey | Self::KeyMissing | Self::KeyUnreadable => {
                "Put this clinic's own key file back, or make a new one with `plinth recover` and the recovery code."
            }
            Self::KeyNewer(_) => "Use the version of the program that wrote it, or a later one.",
            Self::WrongPassphrase => {
                "Type it again, or make a new key file with `plinth recover` and the recovery code."
            }
            Self::WrongCode => "Use the recovery code that was printed for this clinic.",
            Self::Damaged { .. } => {
                "Do not write to it. Run `plinth verify`, and restore a back-up into a new folder with `plinth restore`."
            }
            Self::Busy(_) => "Try again in a moment.",
            Self::Full(_) => "Make room on the disk, then do it again.",
            Self::Disk(_) | Self::File(..) => {
                "Look whether the disk is full, and whether you may write in the folder; then do it again."
            }
            Self::Entropy => "Restart the machine.",
            Self::Internal(_) => "Report it, with the code above; nothing was stored.",
            Self::Conflict(_)
            | Self::Ahead { .. }
            | Self::Erased(_)
            | Self::NotErasable
            | Self::NumberTaken
            | Self::ReadOnly(_)
            | Self::TooLarge => return None,
        })
    }
}

/// Two authors changed one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Which record.
    pub stream: StreamId,
    /// The version that the author had seen.
    pub expected: u64,
    /// The version stored.
    pub actual: u64,
    /// What came between, in order.
    pub between: Vec<Event>,
}

/// SQLite's result code, without any of its words: those may hold statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SqliteCode(pub i32);

impl fmt::Display for SqliteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SQLite result code {}", self.0)
    }
}

impl std::error::Error for SqliteCode {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let (kind, code) = match &error {
            rusqlite::Error::SqliteFailure(e, _) => (e.code, SqliteCode(e.extended_code)),
            rusqlite::Error::SqlInputError { error: e, .. } => {
                (e.code, SqliteCode(e.extended_code))
            }
            rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => {
                return Self::Damaged {
                    what: "a stored row has fields of the wrong kind",
                    source: None,
                };
            }
            _ => return Self::Internal(SqliteCode(rusqlite::ffi::SQLITE_MISUSE)),
        };
        match kind {
            // The statements are right for the tables that this program makes.
            _ if code.0 == rusqlite::ffi::SQLITE_ERROR => Self::Damaged {
                what: "its tables are not as they should be",
                source: Some(code),
            },
            Code::DatabaseBusy | Code::DatabaseLocked => Self::Busy(code),
            Code::DiskFull => Self::Full(code),
            Code::DatabaseCorrupt => Self::Damaged {
                what: "the file's structure is broken",
                source: Some(code),
            },
            Code::NotADatabase => Self::NotAStore(Some(code)),
            Code::ReadOnly => Self::ReadOnly(crate::ReadOnlyReason::File),
            Code::CannotOpen | Code::PermissionDenied | Code::SystemIoFailure => Self::Disk(code),
            _ => Self::Internal(code),
        }
    }
}
