//! Making and opening the file, and the settings that its safety rests on.

use std::{fs, path::Path, time::Duration};

use rusqlite::{Connection, MAIN_DB, OpenFlags, params};

use super::{DATABASE, ReadOnlyReason, SqliteStore};
use crate::{
    ClinicId, ClinicKey, Epoch, Error, folder, keys::Keys, recovery::RecoveryCode, schema,
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
        schema::migrate(&mut conn, 0)?;
        conn.execute(
            "INSERT INTO clinic (clinic, epoch, key_check, recovery) VALUES (?1, 0, ?2, ?3)",
            params![
                clinic.as_bytes(),
                Keys::derive(key).check,
                code.wrap(clinic, key)?
            ],
        )?;
        conn.close().map_err(|(_, e)| e)?;
        fs::rename(&unfinished, &file).map_err(|e| Error::File("the history's file", e))?;
        folder::sync(home)?;
        Self::open(home, key)
    }

    /// Opens a folder's history for reading and writing. A file that was written by a newer version, or that cannot be
    /// written, is opened for reading: [`Self::read_only`] says so.
    pub fn open(home: &Path, key: &ClinicKey) -> Result<Self, Error> {
        folder::refuse_network(home)?;
        let mut conn = connect(home, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let version = schema::version(&conn)?;
        let newest = schema::NEWEST;
        if version > newest {
            let reason = ReadOnlyReason::Newer {
                found: version,
                newest,
            };
            return Self::reading(home, key, reason);
        }
        if conn.is_readonly(MAIN_DB)? {
            return Self::reading(home, key, ReadOnlyReason::File);
        }
        make_durable(&conn)?;
        schema::migrate(&mut conn, version)?;
        Self::with(conn, key, None)
    }

    /// Opens a folder's history for reading only.
    pub fn open_read_only(home: &Path, key: &ClinicKey) -> Result<Self, Error> {
        Self::reading(home, key, ReadOnlyReason::Asked)
    }

    /// Finds the clinic's key with the recovery code that was printed when the history was made.
    pub fn recover(home: &Path, code: &RecoveryCode) -> Result<(ClinicId, ClinicKey), Error> {
        let conn = connect(home, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        schema::version(&conn)?;
        let sql = "SELECT clinic, recovery FROM clinic";
        let (clinic, sealed): (_, Vec<u8>) = conn
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(no_clinic)?;
        let clinic = ClinicId::from_bytes(clinic);
        Ok((clinic, code.unwrap(clinic, &sealed)?))
    }

    /// Replaces the recovery code: the former one opens this file no more, though it still opens older back-ups.
    pub fn replace_recovery_code(
        &mut self,
        key: &ClinicKey,
        code: &RecoveryCode,
    ) -> Result<(), Error> {
        if Keys::derive(key).check != self.keys.check {
            return Err(Error::WrongKey);
        }
        let sealed = code.wrap(self.clinic, key)?;
        self.write(|scope| {
            let sql = "UPDATE clinic SET recovery = ?2 WHERE clinic = ?1";
            scope
                .conn
                .execute(sql, params![scope.clinic.as_bytes(), sealed])?;
            Ok(())
        })
    }

    fn reading(home: &Path, key: &ClinicKey, reason: ReadOnlyReason) -> Result<Self, Error> {
        let conn = connect(home, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        schema::version(&conn)?;
        Self::with(conn, key, Some(reason))
    }

    fn with(
        conn: Connection,
        key: &ClinicKey,
        read_only: Option<ReadOnlyReason>,
    ) -> Result<Self, Error> {
        conn.set_prepared_statement_cache_capacity(64);
        let sql = "SELECT clinic, epoch, key_check FROM clinic";
        let (clinic, epoch, check): (_, _, [u8; 32]) = conn
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .map_err(no_clinic)?;
        let keys = Keys::derive(key);
        if keys.check != check {
            return Err(Error::WrongKey);
        }
        Ok(Self {
            conn,
            clinic: ClinicId::from_bytes(clinic),
            epoch: Epoch(epoch),
            keys,
            read_only,
        })
    }
}

pub(super) fn remove_if_there(file: &Path) -> Result<(), Error> {
    match fs::remove_file(file) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::File("an unfinished file", e))
        }
        _ => Ok(()),
    }
}

fn connect(home: &Path, mode: OpenFlags) -> Result<Connection, Error> {
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
    Ok(conn.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?)
}

fn no_clinic(error: rusqlite::Error) -> Error {
    match error {
        rusqlite::Error::QueryReturnedNoRows => Error::Damaged {
            what: "the clinic's row is missing",
            source: None,
        },
        other => other.into(),
    }
}
