//! Opening a clinic's folder, and a patient's record in it.

use std::{cell::OnceCell, path::Path};

use plinth_core::{clinic::ClinicRecord, number::PatientNumber, record::Record};
use plinth_store::{
    ClinicId, ClinicKey, SqliteStore, Store, StreamId,
    keyfile::{self, KeyFile},
};

use crate::{Clinic, Clock, Library, Passphrase, Problem, history};

/// Gives the passphrase of the clinic's key, where the key file asks for one.
pub type Unlock<'a> = &'a dyn Fn() -> Option<Passphrase>;

/// A patient's record, opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Their number.
    pub number: PatientNumber,
    /// The stream that holds it.
    pub stream: StreamId,
    /// The record, folded from its history.
    pub record: Record,
}

impl Clinic {
    /// Opens the clinic in a folder.
    pub fn open(home: &Path, unlock: Unlock<'_>, clock: Clock) -> Result<Self, Problem> {
        if !home.join(plinth_store::DATABASE).exists() {
            return Err(Problem::NotFounded);
        }
        let (_, key) = key(home, unlock)?;
        let store = SqliteStore::open(home, &key)?;
        Self::with(home, store, clock)
    }

    pub(crate) fn with(home: &Path, store: SqliteStore, clock: Clock) -> Result<Self, Problem> {
        let mut clinic = Self {
            store,
            record: ClinicRecord::default(),
            library: Library::new(home),
            fonts: OnceCell::new(),
            clock,
        };
        clinic.reload()?;
        Ok(clinic)
    }

    /// Folds the clinic's own record anew.
    pub(crate) fn reload(&mut self) -> Result<(), Problem> {
        let mut record = ClinicRecord::default();
        for entry in history::read(&self.store.load(self.store.clinic().stream())?)? {
            record.apply(&entry);
        }
        self.record = record;
        Ok(())
    }

    /// Opens a patient's record.
    pub fn patient(&self, number: PatientNumber) -> Result<Opened, Problem> {
        let found = self
            .store
            .find_number(&number.to_string())?
            .ok_or(Problem::NoSuchPatient(number))?;
        Ok(Opened {
            number,
            stream: found.stream,
            record: self.fold(found.stream)?,
        })
    }

    pub(crate) fn fold(&self, stream: StreamId) -> Result<Record, Problem> {
        let mut record = Record::default();
        for entry in history::read(&self.store.load(stream)?)? {
            record.apply(&entry);
        }
        Ok(record)
    }
}

/// The clinic's key, from its file.
pub(crate) fn key(home: &Path, unlock: Unlock<'_>) -> Result<(ClinicId, ClinicKey), Problem> {
    Ok(match keyfile::read(home)? {
        KeyFile::Open(clinic, key) => (clinic, key),
        KeyFile::Locked(locked) => locked.unlock(&unlock().ok_or(Problem::Locked)?)?,
    })
}
