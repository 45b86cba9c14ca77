//! Making and opening the file, and the settings that its safety rests on.

use std::{fs, path::Path, time::Duration};

use rusqlite::{Connection, MAIN_DB, OpenFlags, config::DbConfig, ffi};

use super::{DATABASE, ReadOnlyReason, SqliteStore, clinic::Clinic};
use crate::{
    ClinicId, ClinicKey, Epoch, Error, SqliteCode, folder, keys::Keys, recovery::RecoveryCode,
    schema,
};

/// How long a writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// Pages of the log after which a commit moves them into the file by itself; [`SqliteStore::idle`] should come first.
const LOG_PAGES: i64 = 8_000;

impl SqliteStore {
    /// Makes a new history in an existing folder that has none.
    pub fn create(
        home: &Path,
        clinic: ClinicId,
        key: &ClinicKey,
        code: &RecoveryCode,
    ) -> Result<Self, Error> {
        folder::refuse_network(home)?;
        let file = home.join(DATABASE);
        if file.exists() {
            return Err(Error::Exists);
        }
        // Under another name until it is whole, so that a crash leaves no half-made history.
        let unfinished = home.join(format!("{DATABASE}.new"));
        remove_if_there(&unfinished)?;
        let mut conn =
            Connection::open_with_flags(&unfinished, flags(OpenFlags::SQLITE_OPEN_CREATE))?;
        schema::migrate(&mut conn)?;
        let row = Clinic {
            id: clinic,
            epoch: Epoch::default(),
            recovery: code.wrap(clinic, key)?,
        };
        row.write(&conn, &Keys::derive(key))?;
        conn.close().map_err(|(_, e)| e)?;
        fs::rename(&unfinished, &file).map_err(|e| Error::File("the history's file", e))?;
        folder::sync(home)?;
        Self::open(home, key)
    }

    /// Opens a folder's history for reading and writing. A file that was written by a newer version, or that cannot be
    /// written, or whose disk is full, is opened for reading: [`Self::read_only`] says so.
    pub fn open(home: &Path, key: &ClinicKey) -> Result<Self, Error> {
        folder::refuse_network(home)?;
        match Self::writing(home, key) {
            Err(Error::Full(code) | Error::Disk(code)) if is_no_room(code) => {
                Self::reading_alone(home, key, code)
            }
            opened => opened,
        }
    }

    fn writing(home: &Path, key: &ClinicKey) -> Result<Self, Error> {
        let mut conn = connect(home, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let version = schema::version(&conn)?;
        let newest = schema::NEWEST;
        if version > newest {
            let reason = ReadOnlyReason::Newer {
                found: version,
                newest,
            };
            // Its tables may have changed so that they cannot even be read.
            return Self::reading(home, key, reason).map_err(|error| match error {
                Error::Damaged { .. } => Error::ReadOnly(reason),
                other => other,
            });
        }
        if conn.is_readonly(MAIN_DB)? {
            return Self::reading(home, key, ReadOnlyReason::File);
        }
        make_durable(&conn)?;
        if version < newest {
            schema::migrate(&mut conn)?;
        }
        Self::with(conn, key, None)
    }

    /// Opens a folder's history for reading only.
    pub fn open_read_only(home: &Path, key: &ClinicKey) -> Result<Self, Error> {
        Self::reading(home, key, ReadOnlyReason::Asked)
    }

    fn reading(home: &Path, key: &ClinicKey, reason: ReadOnlyReason) -> Result<Self, Error> {
        let conn = connect(home, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        schema::version(&conn)?;
        Self::with(conn, key, Some(reason))
    }

    /// Opens for reading where there is no room for the memory that processes share: as the only process, whose memory is
    /// its own. Nothing is written, not even what the log holds into the file.
    fn reading_alone(home: &Path, key: &ClinicKey, code: SqliteCode) -> Result<Self, Error> {
        let conn = Connection::open_with_flags(home.join(DATABASE), flags(OpenFlags::empty()))?;
        conn.busy_timeout(PATIENCE)?;
        // First of all: whatever reads the file would else ask for shared memory.
        conn.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        conn.pragma_update(None, "query_only", true)?;
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        schema::version(&conn)?;
        Self::with(conn, key, Some(ReadOnlyReason::NoRoom(code)))
    }

    fn with(
        conn: Connection,
        key: &ClinicKey,
        read_only: Option<ReadOnlyReason>,
    ) -> Result<Self, Error> {
        conn.set_prepared_statement_cache_capacity(64);
        let keys = Keys::derive(key);
        let clinic = Clinic::read(&conn, &keys)?;
        Ok(Self {
            conn,
            clinic: clinic.id,
            epoch: clinic.epoch,
            keys,
            read_only,
        })
    }
}

/// Whether a file could not grow: the log's, or that of the memory that processes share.
const fn is_no_room(code: SqliteCode) -> bool {
    matches!(
        code.0,
        ffi::SQLITE_FULL | ffi::SQLITE_IOERR_SHMOPEN | ffi::SQLITE_IOERR_SHMSIZE
    )
}

pub(super) fn remove_if_there(file: &Path) -> Result<(), Error> {
    match fs::remove_file(file) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::File("an unfinished file", e))
        }
        _ => Ok(()),
    }
}

pub(super) fn connect(home: &Path, mode: OpenFlags) -> Result<Connection, Error> {
    let file = home.join(DATABASE);
    if !file.exists() {
        return Err(Error::Missing);
    }
    let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_NO_MUTEX | mode)?;
    conn.busy_timeout(PATIENCE)?;
    conn.pragma_update(None, "cache_size", -64 * 1024)?;
    Ok(conn)
}

fn flags(more: OpenFlags) -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | more
}

/// A commit must survive a power cut: with `synchronous` at NORMAL most simulated cuts lost acknowledged commits, at FULL
/// none did. SQLite ignores settings that it cannot apply, so they are read back.
fn make_durable(conn: &Connection) -> Result<(), Error> {
    const FULL: i64 = 2;
    let mode: String =
        conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::NotDurable("a write-ahead log"));
    }
    conn.pragma_update(None, "synchronous", "FULL")?;
    let level: i64 = conn.pragma_query_value(None, "synchronous", |row| row.get(0))?;
    if level != FULL {
        return Err(Error::NotDurable("full synchronization"));
    }
    conn.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    // From the beginning, because moving a key from page to page leaves copies too.
    Ok(conn.pragma_update(None, "secure_delete", "ON")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_cannot_have_a_log_is_refused() {
        let conn = Connection::open_in_memory().unwrap();
        let refused = make_durable(&conn);
        assert!(matches!(
            refused,
            Err(Error::NotDurable("a write-ahead log"))
        ));
    }

    #[test]
    fn every_commit_is_synced() {
        let home = tempfile::tempdir().unwrap();
        let conn = Connection::open(home.path().join("x.db")).unwrap();
        make_durable(&conn).unwrap();
        let setting = |name| -> i64 {
            conn.pragma_query_value(None, name, |row| row.get(0))
                .unwrap()
        };
        assert_eq!(setting("synchronous"), 2);
        assert_eq!(setting("secure_delete"), 1);
    }
}
