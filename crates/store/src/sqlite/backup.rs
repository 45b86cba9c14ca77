//! Back-up while in use, and restoring into a new folder.

use std::{
    fs::{self, File},
    path::Path,
    thread,
    time::Duration,
};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use super::{DATABASE, SqliteStore, clinic::Clinic, open::remove_if_there};
use crate::{ClinicKey, Epoch, Erasure, Error, Head, Store, folder, schema};

/// Pages copied between two reports of progress.
const PAGES: i32 = 1_024;

/// What a restore needs beside the back-up.
#[derive(Debug, Clone, Copy)]
pub struct Restore<'a> {
    /// The clinic's key.
    pub key: &'a ClinicKey,
    /// The highest epoch that sheets have been printed in, as far as it is known: from the history that is replaced, or
    /// from a head that was kept apart.
    pub epoch_used: Epoch,
    /// Erasures to apply again, from the history that is replaced.
    pub erasures: &'a [Erasure],
}

impl SqliteStore {
    /// Copies one state of the history into a new file, while others go on writing. `progress` is told how many of how
    /// many pages are done. The copy holds no key; it opens with the clinic's, or with its recovery code.
    pub fn backup(&self, to: &Path, mut progress: impl FnMut(u64, u64)) -> Result<Head, Error> {
        if to.symlink_metadata().is_ok() {
            return Err(Error::FileExists);
        }
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            return Err(Error::NoFolder);
        }
        // An open read keeps the state, so that writers do not make the copy start again.
        let tx = self.conn.unchecked_transaction()?;
        let tail = self.scope(&tx).tail()?;
        let head = Head::sign(&self.keys, self.clinic, self.epoch, tail);
        copy(&tx, to, &mut progress)?;
        Ok(head)
    }

    /// Makes a history from a back-up in an existing folder that has none, in a new epoch and with erasures applied again.
    /// It counts only when [`Store::verify`] and [`Store::verify_against`] find nothing that is not expected.
    pub fn restore(
        backup: &Path,
        home: &Path,
        with: Restore<'_>,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Self, Error> {
        folder::refuse_network(home)?;
        let file = home.join(DATABASE);
        if file.exists() {
            return Err(Error::Exists);
        }
        if !backup.is_file() {
            return Err(Error::NoBackup);
        }
        // Prepared in a folder inside, so that a restore that was interrupted leaves no history with its old epoch.
        let inside = home.join("restoring");
        let failed = |e| Error::File("the folder of the restore", e);
        fs::create_dir_all(&inside).map_err(failed)?;
        let prepared = prepare(backup, &inside, with, &mut progress)
            .and_then(|()| settle(&inside.join(DATABASE), &file));
        fs::remove_dir_all(&inside).map_err(failed)?;
        prepared?;
        Self::open(home, with.key)
    }
}

/// Makes the restored history in a folder of its own.
fn prepare(
    backup: &Path,
    inside: &Path,
    with: Restore<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<(), Error> {
    let from = Connection::open_with_flags(backup, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    schema::version(&from)?;
    copy(&from, &inside.join(DATABASE), progress)?;
    from.close().map_err(|(_, e)| e)?;
    let mut store = SqliteStore::open(inside, with.key)?;
    let epoch = store.epoch.max(with.epoch_used).next();
    store.write(|scope| {
        let clinic = Clinic::read(scope.conn, scope.keys)?;
        Clinic { epoch, ..clinic }.write(scope.conn, scope.keys)
    })?;
    for erasure in with.erasures {
        store.erase(erasure.stream, erasure.at)?;
    }
    Ok(store.conn.close().map_err(|(_, e)| e)?)
}

/// Copies a history into a new file, which appears under its name only when it is whole.
fn copy(from: &Connection, file: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<(), Error> {
    let unfinished = file.with_added_extension("part");
    let unfinished = unfinished.as_path();
    remove_if_there(unfinished)?;
    let mut to = Connection::open(unfinished)?;
    let copying = Backup::new(from, &mut to)?;
    loop {
        let step = copying.step(PAGES)?;
        let pages = copying.progress();
        let all = pages.pagecount.unsigned_abs();
        let done = all.saturating_sub(pages.remaining.unsigned_abs());
        progress(u64::from(done), u64::from(all));
        match step {
            StepResult::Done => break,
            StepResult::More => {}
            _ => thread::sleep(Duration::from_millis(5)),
        }
    }
    drop(copying);
    // Without a log the copy is one file, and can be read from a medium that cannot be written.
    to.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    to.close().map_err(|(_, e)| e)?;
    settle(unfinished, file)
}

/// Gives a finished file its name, lastingly.
fn settle(finished: &Path, file: &Path) -> Result<(), Error> {
    let failed = |e| Error::File("the copy", e);
    File::open(finished)
        .and_then(|copy| copy.sync_all())
        .map_err(failed)?;
    fs::rename(finished, file).map_err(failed)?;
    file.parent().map_or(Ok(()), folder::sync)
}
