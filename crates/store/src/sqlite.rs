//! The history in one SQLite file: write-ahead log, every commit synced, several processes at once.

mod append;
mod backup;
mod clinic;
mod derived;
mod erase;
mod export;
mod find;
mod load;
mod open;
mod verify;

use std::{fmt, io::Write};

use jiff::{Timestamp, civil::Date};
use rusqlite::{Connection, TransactionBehavior};

pub use backup::Restore;

use crate::{
    Append, ClinicId, Derive, DueList, Epoch, Erasure, Error, Event, Found, Head, Matches, Problem,
    Report, SqliteCode, Store, StreamId, keys::Keys,
};

/// The file's name in the clinic's folder.
pub const DATABASE: &str = "clinic.db";

/// A clinic's history in an SQLite file.
pub struct SqliteStore {
    conn: Connection,
    clinic: ClinicId,
    epoch: Epoch,
    keys: Keys,
    read_only: Option<ReadOnlyReason>,
}

/// Why a history can only be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnlyReason {
    /// A newer version of the program wrote it; both versions of its form are named.
    Newer {
        /// The form that the file has.
        found: i32,
        /// The newest form that this program writes.
        newest: i32,
    },
    /// It was opened for reading.
    Asked,
    /// The file or its folder cannot be written.
    File,
    /// The disk has no room for what writers share beside the file.
    NoRoom(SqliteCode),
}

impl fmt::Display for ReadOnlyReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { found, newest } => write!(
                f,
                "a newer version of the program wrote it (form {found}, this program writes {newest})"
            ),
            Self::Asked => f.write_str("it was opened for reading only"),
            Self::File => f.write_str("its file or folder is write-protected"),
            Self::NoRoom(_) => f.write_str("the disk is full"),
        }
    }
}

/// One state of the history, as a transaction sees it.
struct Scope<'a> {
    conn: &'a Connection,
    clinic: ClinicId,
    keys: &'a Keys,
}

impl SqliteStore {
    /// Why it can only be read, if so.
    pub const fn read_only(&self) -> Option<ReadOnlyReason> {
        self.read_only
    }

    /// Moves what was committed from the log into the file, so that no later commit has to wait for it. To be called when
    /// nobody is waiting; does what it can beside other readers and writers.
    pub fn idle(&self) -> Result<(), Error> {
        if self.read_only.is_none() {
            self.conn
                .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        }
        Ok(())
    }

    /// Stores many events in one transaction, for importing and for generating test data; as [`Store::append`] otherwise.
    /// `progress` is told how many batches are done, after each.
    pub fn bulk_import(
        &mut self,
        batches: impl IntoIterator<Item = Append>,
        mut progress: impl FnMut(u64),
    ) -> Result<Head, Error> {
        self.write(|scope| {
            let mut writer = append::Writer::new(scope)?;
            for (batch, done) in batches.into_iter().zip(1..) {
                writer.append(&batch)?;
                progress(done);
            }
            Ok(())
        })?;
        self.head()
    }

    const fn scope<'a>(&'a self, conn: &'a Connection) -> Scope<'a> {
        Scope {
            conn,
            clinic: self.clinic,
            keys: &self.keys,
        }
    }

    /// Reads one state of the history.
    fn read<T>(&self, work: impl FnOnce(&Scope<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let tx = self.conn.unchecked_transaction()?;
        work(&self.scope(&tx))
    }

    /// Writes all of the work or none of it. Takes the write lock at once, so that what the work reads stays true.
    fn write<T>(&mut self, work: impl FnOnce(&Scope<'_>) -> Result<T, Error>) -> Result<T, Error> {
        match self.read_only {
            Some(ReadOnlyReason::NoRoom(code)) => return Err(Error::Full(code)),
            Some(reason) => return Err(Error::ReadOnly(reason)),
            None => {}
        }
        let tx = self
            .conn
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&Scope {
            conn: &tx,
            clinic: self.clinic,
            keys: &self.keys,
        })?;
        tx.commit()?;
        Ok(done)
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore")
            .field("clinic", &self.clinic)
            .finish_non_exhaustive()
    }
}

#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method's path would fix the lifetime of the scope"
)]
impl Store for SqliteStore {
    fn clinic(&self) -> ClinicId {
        self.clinic
    }

    fn epoch(&self) -> Epoch {
        self.epoch
    }

    fn head(&self) -> Result<Head, Error> {
        let tail = self.read(|scope| scope.tail())?;
        Ok(Head::sign(&self.keys, self.clinic, self.epoch, tail))
    }

    fn append(&mut self, batch: &[Append]) -> Result<Head, Error> {
        let tail = self.write(|scope| {
            let mut writer = append::Writer::new(scope)?;
            batch.iter().try_for_each(|append| writer.append(append))?;
            Ok(writer.tail())
        })?;
        Ok(Head::sign(&self.keys, self.clinic, self.epoch, tail))
    }

    fn load(&self, stream: StreamId) -> Result<Vec<Event>, Error> {
        self.read(|scope| scope.load(stream, 0))
    }

    fn version(&self, stream: StreamId) -> Result<u64, Error> {
        self.read(|scope| scope.version(stream))
    }

    fn streams(&self) -> Result<Vec<StreamId>, Error> {
        self.read(|scope| scope.streams())
    }

    fn find(&self, stream: StreamId) -> Result<Option<Found>, Error> {
        self.read(|scope| scope.find(stream))
    }

    fn find_number(&self, number: &str) -> Result<Option<Found>, Error> {
        self.read(|scope| scope.find_number(number))
    }

    fn search(&self, typed: &str, limit: usize) -> Result<Matches, Error> {
        self.read(|scope| scope.search(typed, limit))
    }

    fn due(&self, until: Date) -> Result<DueList, Error> {
        self.read(|scope| scope.due(until))
    }

    fn export(&self, stream: Option<StreamId>, out: &mut dyn Write) -> Result<u64, Error> {
        self.read(|scope| scope.export(stream, out))
    }

    fn verify(&self, derive: Derive<'_>) -> Result<Report, Error> {
        self.read(|scope| scope.verify(derive))
    }

    fn verify_against(&self, head: &Head) -> Result<Option<Problem>, Error> {
        self.read(|scope| scope.verify_against(head))
    }

    fn rebuild(&mut self, derive: Derive<'_>) -> Result<(), Error> {
        self.write(|scope| scope.rebuild(derive))
    }

    fn erase(&mut self, stream: StreamId, at: Timestamp) -> Result<(), Error> {
        self.erase_stream(stream, at)
    }

    fn erasures(&self) -> Result<Vec<Erasure>, Error> {
        self.read(|scope| scope.erasures())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pages' server gives it a thread of its own.
    #[test]
    fn a_store_can_move_to_another_thread() {
        fn movable<T: Send>() {}
        movable::<SqliteStore>();
    }
}
