//! Making a clinic.

use std::{fs, path::Path};

use plinth_core::{
    clinic::{Act, Founding, Person, Settings},
    record::entry::Role,
};
use plinth_store::{ClinicId, ClinicKey, SqliteStore, Store, keyfile, recovery::RecoveryCode};
use serde::Deserialize;

use crate::{Clinic, Clock, Passphrase, Problem, SignedIn, library, people};

/// What a clinic is made from: typed in, or a TOML file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Setup {
    /// What is printed about the clinic.
    pub clinic: Settings,
    /// Numbers that are typed twice.
    pub again: Again,
    /// The first person, a clinical lead.
    pub lead: Lead,
}

/// Numbers that are typed twice: a wrong one could cost a life.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Again {
    /// The emergency number.
    pub emergency_number: String,
    /// The clinic's phone.
    pub phone: String,
}

/// The first person of a clinic.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Lead {
    /// What commands name them by.
    pub id: plinth_core::name::PersonId,
    /// As it is printed.
    pub name: String,
    /// Number on the professional register.
    pub registration: String,
}

impl Setup {
    /// Reads a setup file. A wrong one gets an error that says what and where.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        toml::from_str(text).map_err(|error| Problem::Setup(error.to_string()))
    }
}

/// A clinic that was made.
#[derive(Debug)]
pub struct Founded {
    /// Open.
    pub clinic: Clinic,
    /// Its first person, signed in.
    pub lead: SignedIn,
    /// To be printed once and kept on paper: it opens the history when the key is lost.
    pub recovery: RecoveryCode,
}

impl Clinic {
    /// Makes a clinic in a folder: key, history, the embedded pack installed and adopted in the first person's name. With
    /// `key_passphrase` the clinic's key lies behind it, else in a file that only its owner can read.
    pub fn found(
        home: &Path,
        setup: Setup,
        demo: bool,
        passphrase: &Passphrase,
        key_passphrase: Option<&Passphrase>,
        clock: Clock,
    ) -> Result<Founded, Problem> {
        if home.join(plinth_store::DATABASE).exists() {
            return Err(Problem::Store(plinth_store::Error::Exists));
        }
        let hash = people::hash(passphrase)?;
        fs::create_dir_all(home).map_err(Problem::file("the clinic's folder"))?;
        let mut library = crate::Library::new(home);
        let pack = library.install(&library::embedded())?.pack;
        let lead = Person {
            id: setup.lead.id,
            name: setup.lead.name,
            role: Role::Lead,
            registration: Some(setup.lead.registration),
        };
        let founder = SignedIn::founder(&lead);
        let act = Act::Found(Box::new(Founding {
            settings: setup.clinic,
            emergency_number_again: setup.again.emergency_number,
            phone_again: setup.again.phone,
            demo,
            lead,
            passphrase: hash,
            pack,
        }));
        // Everything that can be refused is refused before anything is written beside the pack.
        plinth_core::clinic::decide(
            &plinth_core::clinic::ClinicRecord::default(),
            act.clone(),
            &founder.author,
            true,
        )?;

        let (id, key, recovery) = (
            ClinicId::generate(clock())?,
            ClinicKey::generate()?,
            RecoveryCode::generate()?,
        );
        match key_passphrase {
            Some(passphrase) => keyfile::write_locked(home, id, &key, passphrase)?,
            None => keyfile::write_open(home, id, &key)?,
        }
        let store = SqliteStore::create(home, id, &key, &recovery)?;
        let mut clinic = Self::with(home, store, clock)?;
        let append = clinic.decide_clinic(&founder, act)?;
        clinic.store.append(&[append])?;
        clinic.reload()?;
        Ok(Founded {
            clinic,
            lead: founder,
            recovery,
        })
    }
}
