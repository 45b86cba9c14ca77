//! Keeping the history: export, back-up, restore, verify, recover, erase.

use std::{
    cell::{Cell, RefCell},
    fs,
    io::Write,
    path::Path,
};

use plinth_core::{clinic::ClinicAct, index::Index, number::PatientNumber, record::Record};
use plinth_store::{
    Epoch, Event, Head, Problem as Finding, Report, Restore, SqliteStore, Store, StreamId, keyfile,
    recovery::RecoveryCode,
};

use crate::{
    Clinic, Clock, Passphrase, Problem, SignedIn, Unlock, history, open, setup::make_private,
};

/// A history that was restored.
#[derive(Debug)]
pub struct Restored {
    /// Open, in a new epoch.
    pub clinic: Clinic,
    /// What a verification says.
    pub report: Report,
}

/// Counts records, for whoever waits.
struct Told<P> {
    whole: u64,
    done: Cell<u64>,
    progress: RefCell<P>,
}

impl<P: FnMut(u64, u64)> Told<P> {
    fn new(whole: usize, progress: P) -> Self {
        Self {
            whole: whole as u64,
            done: Cell::new(0),
            progress: RefCell::new(progress),
        }
    }

    fn one_more(&self) {
        let done = self.done.get() + 1;
        self.done.set(done);
        self.progress.borrow_mut()(done.min(self.whole), self.whole);
    }
}

impl Clinic {
    /// Writes everything that is known of one patient, or of the whole clinic, as lines of JSON. Returns how many.
    pub fn export(
        &self,
        number: Option<PatientNumber>,
        out: &mut dyn Write,
    ) -> Result<u64, Problem> {
        let stream = number
            .map(|number| self.patient(number))
            .transpose()?
            .map(|opened| opened.stream);
        Ok(self.store.export(stream, out)?)
    }

    /// Copies the history into a new file while others go on writing.
    pub fn back_up(&self, to: &Path, progress: impl FnMut(u64, u64)) -> Result<Head, Problem> {
        Ok(self.store.backup(to, progress)?)
    }

    /// Makes a clinic's folder from a back-up, in a new epoch, with its key and packs from the folder that it replaces.
    /// `sign_in` says which clinical lead restores it.
    pub fn restore(
        from: &Path,
        replaced: &Path,
        home: &Path,
        unlock: Unlock<'_>,
        sign_in: impl FnOnce(&Self) -> Result<SignedIn, Problem>,
        clock: Clock,
        progress: impl FnMut(u64, u64),
    ) -> Result<Restored, Problem> {
        let (_, key) = open::key(replaced, unlock)?;
        // The replaced history says how far numbers have been used and what has been erased, as far as it still opens.
        let old = SqliteStore::open_read_only(replaced, &key).ok();
        let epoch_used = old.as_ref().map_or(Epoch::default(), Store::epoch);
        let erasures = old
            .as_ref()
            .map(Store::erasures)
            .transpose()?
            .unwrap_or_default();
        make_private(home).map_err(Problem::file("the new folder"))?;
        let with = Restore {
            key: &key,
            epoch_used,
            erasures: &erasures,
        };
        let store = SqliteStore::restore(from, home, with, progress)?;
        fs::copy(replaced.join(keyfile::FILE), home.join(keyfile::FILE))
            .map_err(Problem::file("the key file"))?;
        let packs = replaced.join("packs");
        // A folder that was made anew from a back-up and the recovery code has none.
        if packs.is_dir() {
            copy_folder(&packs, &home.join("packs"))
                .map_err(Problem::file("the folder of packs"))?;
        }
        let mut clinic = Self::with(home, store, clock)?;
        let by = sign_in(&clinic)?;
        let epoch = clinic.store.epoch();
        clinic.change_clinic(&by, ClinicAct::Restore { epoch })?;
        let report = clinic.verify()?;
        Ok(Restored { clinic, report })
    }

    /// Writes the key file anew from the recovery code, behind a passphrase where one is given.
    pub fn recover(
        home: &Path,
        code: &RecoveryCode,
        passphrase: Option<&Passphrase>,
    ) -> Result<(), Problem> {
        let (clinic, key) = SqliteStore::recover(home, code)?;
        match passphrase {
            Some(passphrase) => keyfile::write_locked(home, clinic, &key, passphrase)?,
            None => keyfile::write_open(home, clinic, &key)?,
        }
        Ok(())
    }

    /// Checks everything that can be checked.
    pub fn verify(&self) -> Result<Report, Problem> {
        self.verify_with(|_, _| {})
    }

    /// The same. `progress` is told how many records are done, and of how many.
    pub fn verify_with(&self, progress: impl FnMut(u64, u64)) -> Result<Report, Problem> {
        let own = self.store.clinic().stream();
        let told = Told::new(self.store.streams()?.len(), progress);
        Ok(self.store.verify(&|stream, events| {
            told.one_more();
            derive(own, stream, events)
        })?)
    }

    /// Compares with a signed head that was kept apart.
    pub fn verify_against(&self, head: &Head) -> Result<Option<Finding>, Problem> {
        Ok(self.store.verify_against(head)?)
    }

    /// Where the history stands, signed: to be kept off the machine.
    pub fn head(&self) -> Result<Head, Problem> {
        Ok(self.store.head()?)
    }

    /// Makes everything that is derived again from the history.
    pub fn rebuild(&mut self, progress: impl FnMut(u64, u64)) -> Result<(), Problem> {
        let own = self.store.clinic().stream();
        let told = Told::new(self.store.streams()?.len(), progress);
        Ok(self.store.rebuild(&|stream, events| {
            told.one_more();
            derive(own, stream, events)
        })?)
    }

    /// Erases a patient's record for good: its key, its content, what is derived from it. That it was there stays.
    pub fn erase(
        &mut self,
        by: &SignedIn,
        number: PatientNumber,
        reason: String,
    ) -> Result<(), Problem> {
        let opened = self.patient(number)?;
        self.change_clinic(by, ClinicAct::ErasePatient { number, reason })?;
        Ok(self.store.erase(opened.stream, self.now())?)
    }
}

fn derive(own: StreamId, stream: StreamId, events: &[Event]) -> Option<Index> {
    if stream == own {
        return None;
    }
    let mut record = Record::default();
    for entry in history::read(events).ok()? {
        record.apply(&entry);
    }
    history::index(&record)
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), &place)?;
        }
    }
    Ok(())
}
