//! Making a clinic.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use plinth_core::{
    clinic::{ClinicAct, ClinicCommand, ClinicRecord, Founding, Look, Settings, rule},
    name::PersonId,
    record::{
        desk::{Desk, Policy},
        entry::Role,
    },
};
use plinth_figure::person::Chosen;
use plinth_store::{ClinicId, ClinicKey, SqliteStore, Store, keyfile, recovery::RecoveryCode};
use serde::Deserialize;

use crate::{
    Clinic, Clock, Library, NewPerson, Passphrase, Problem, SignedIn, library, look, people,
};

/// What a clinic is made from: typed in, or a TOML file. Nothing in it has a default but whom figures show.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Setup {
    /// What is printed about the clinic.
    pub clinic: About,
    /// The first person, a clinical lead.
    pub lead: Lead,
    /// Whom figures show, where that is chosen.
    #[serde(default)]
    pub figures: Chosen,
}

/// What is printed about a clinic. The emergency number is typed twice: a wrong one could cost a life.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct About {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// The phone that patients call.
    pub phone: String,
    /// When it is answered.
    pub hours: String,
    /// What to do at other times.
    pub out_of_hours: String,
    /// ISO 3166 code of its country.
    pub country: String,
    /// The number to call in an emergency.
    pub emergency_number: String,
    /// The same, typed again.
    pub emergency_number_again: String,
    /// Where to go in an emergency, in the words of the country.
    pub emergency_place: String,
    /// IANA time zone.
    pub zone: String,
}

/// The first person of a clinic.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Lead {
    /// What commands name them by.
    pub id: PersonId,
    /// As it is printed.
    pub name: String,
    /// Number on the professional register.
    pub registration: String,
}

/// Most characters of what is wrong with a setup file.
const LONGEST_REASON: usize = 300;

impl Setup {
    /// Reads a setup file. A wrong one gets an error that says what and where.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        toml::from_str(text).map_err(|error| {
            // Not the line itself: a file that was named by mistake may be the passphrase.
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map_or(1, |before| before.matches('\n').count() + 1);
            let why: String = error.message().chars().take(LONGEST_REASON).collect();
            Problem::Setup(format!("line {line}: {}", why.replace('\n', " ")))
        })
    }
}

impl About {
    fn settings(self, figures: Chosen) -> (Settings, String) {
        let settings = Settings {
            name: self.name,
            address: self.address,
            phone: self.phone,
            hours: self.hours,
            out_of_hours: self.out_of_hours,
            country: self.country,
            emergency_number: self.emergency_number,
            emergency_place: self.emergency_place,
            zone: self.zone,
            figures: look(figures, &Look::default()),
        };
        (settings, self.emergency_number_again)
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
        let (settings, emergency_number_again) = setup.clinic.settings(setup.figures);
        let Lead {
            id,
            name,
            registration,
        } = setup.lead;
        let lead = NewPerson {
            id,
            name,
            role: Role::Lead,
            registration: Some(registration),
        };
        let lead = lead.with(people::hash(passphrase)?);
        let founder = SignedIn::founder(&lead);
        let now = clock();
        let desk = Desk {
            now,
            today: now.to_zoned(crate::time_zone(&settings.zone)?).date(),
            zone: settings.zone.clone(),
            last_write: None,
            who: founder.author.clone(),
            proved: founder.proved,
            policy: Policy::default(),
            packs: BTreeMap::new(),
            adopted: BTreeSet::new(),
            demo,
        };
        let mut founding = Founding {
            settings,
            emergency_number_again,
            demo,
            lead,
            adopts: Vec::new(),
        };
        let mut decide = |adopts| {
            founding.adopts = adopts;
            let command = ClinicCommand {
                seen: ClinicRecord::default().seq,
                act: ClinicAct::Found(founding.clone()),
            };
            rule(&ClinicRecord::default(), &command, &desk)
        };
        // Everything that can be refused is refused before anything is written.
        decide(Vec::new())?;
        make_private(home).map_err(Problem::file("the clinic's folder"))?;
        let pack = Library::new(home).install(&library::embedded())?.pack;
        let ruling = decide(vec![pack])?;

        let (id, key, recovery) = (
            ClinicId::generate(now)?,
            ClinicKey::generate()?,
            RecoveryCode::generate()?,
        );
        match key_passphrase {
            Some(passphrase) => keyfile::write_locked(home, id, &key, passphrase)?,
            None => keyfile::write_open(home, id, &key)?,
        }
        let store = SqliteStore::create(home, id, &key, &recovery)?;
        let mut clinic = Self::with(home, store, clock)?;
        let append = clinic.append_clinic(ruling.events, &desk)?;
        clinic.store.append(&[append])?;
        clinic.reload()?;
        Ok(Founded {
            clinic,
            lead: founder,
            recovery,
        })
    }
}

/// Makes a folder that only its owner can enter.
pub(crate) fn make_private(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}
