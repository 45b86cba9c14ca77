//! Back-up while in use, and restoring into a new folder.

use std::{
    fs::{self, File},
    path::Path,
    time::Duration,
};

use rusqlite::{Connection, backup::Backup, params};

use super::{DATABASE, SqliteStore, open::remove_if_there};
use crate::{ClinicKey, Epoch, Erasure, Error, Head, Store, folder};

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
        if to.exists() {
            return Err(Error::Exists);
        }
        let unfinished = to.with_added_extension("part");
        remove_if_there(&unfinished)?;
        // An open read keeps the state, so that writers do not make the copy start again.
        let tx = self.conn.unchecked_transaction()?;
        let tail = self.scope(&tx).tail()?;
        let head = Head::sign(&self.keys, self.clinic, self.epoch, tail);
        let mut copy = Connection::open(&unfinished)?;
        let copying = Backup::new(&tx, &mut copy)?;
        loop {
            let step = copying.step(PAGES)?;
            let pages = copying.progress();
            let (all, left) = (
                pages.pagecount.unsigned_abs(),
                pages.remaining.unsigned_abs(),
            );
            progress(u64::from(all - left.min(all)), u64::from(all));
            match step {
                rusqlite::backup::StepResult::Done => break,
                rusqlite::backup::StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
        }
        drop(copying);
        // Without a log the copy is one file, and can be read from a medium that cannot be written.
        copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        copy.close().map_err(|(_, e)| e)?;
        settle(&unfinished, to)?;
        Ok(head)
    }

    /// Makes a history from a back-up in an existing folder that has none, in a new epoch and with erasures applied again.
    /// It counts only when [`Store::verify`] and [`Store::verify_against`] find nothing that is not expected.
    pub fn restore(backup: &Path, home: &Path, with: Restore<'_>) -> Result<Self, Error> {
        folder::refuse_network(home)?;
        let file = home.join(DATABASE);
        if file.exists() {
            return Err(Error::Exists);
        }
        if !backup.exists() {
            return Err(Error::Missing);
        }
        let unfinished = home.join(format!("{DATABASE}.new"));
        fs::copy(backup, &unfinished).map_err(|e| Error::File("the back-up", e))?;
        settle(&unfinished, &file)?;
        let mut store = Self::open(home, with.key)?;
        let epoch = store.epoch.max(with.epoch_used).next();
        store.write(|scope| {
            let sql = "UPDATE clinic SET epoch = ?2 WHERE clinic = ?1";
            scope
                .conn
                .execute(sql, params![scope.clinic.as_bytes(), epoch.0])?;
            Ok(())
        })?;
        store.epoch = epoch;
        for erasure in with.erasures {
            store.erase(erasure.stream, erasure.at)?;
        }
        Ok(store)
    }
}

/// Gives a finished file its name, lastingly.
fn settle(unfinished: &Path, file: &Path) -> Result<(), Error> {
    let failed = |e| Error::File("the copy", e);
    File::open(unfinished)
        .and_then(|f| f.sync_all())
        .map_err(failed)?;
    fs::rename(unfinished, file).map_err(failed)?;
    file.parent().map_or(Ok(()), folder::sync)
}
