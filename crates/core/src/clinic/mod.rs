//! The clinic's own record: its settings and people, the packs that it adopted, the numbers that it gave.

mod decide;
mod event;

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    name::PersonId,
    number::Epoch,
    record::{
        desk::Policy,
        entry::{Author, Entry, Kinded, PackRef, Seq},
    },
};

pub use decide::{ClinicAct, ClinicCommand, Founding, Ruling, rule};
pub use event::*;

/// The clinic's own record, folded from its history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClinicRecord {
    /// The last entry.
    pub seq: Seq,
    /// The instant of the last entry.
    pub last_at: Option<Timestamp>,
    /// Kind and version of the first entry that this program cannot read. Such a clinic is read-only.
    pub unreadable: Option<(String, u16)>,
    /// Settings as they are, once founded.
    pub settings: Option<Settings>,
    /// The entry that last set them.
    pub settings_set: Seq,
    /// The day on which they were last set or confirmed.
    pub settings_confirmed_on: Option<Date>,
    /// Whether the clinic is a demonstration.
    pub demo: bool,
    /// What its clinical lead settled.
    pub policy: Policy,
    /// Everybody who ever signed here.
    pub people: BTreeMap<PersonId, Member>,
    /// Adopted packs by the digest of all their files.
    pub adopted: BTreeMap<String, Adoption>,
    /// Patients whose keys were destroyed.
    pub erased: BTreeSet<u32>,
    /// The epoch of sheet numbers, one further on with each restore.
    pub epoch: Epoch,
    /// All entries, oldest first.
    pub history: Vec<Entry<ClinicEvent>>,
}

/// A person of the clinic as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// The entry that disabled them.
    pub disabled: Option<Seq>,
}

/// A pack that a clinical lead answers for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Which.
    pub pack: PackRef,
    /// By whom.
    pub by: Author,
    /// Since when.
    pub on: Date,
}

impl ClinicRecord {
    /// The record of a whole history.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry<ClinicEvent>>) -> Self {
        let mut record = Self::default();
        for entry in entries {
            record.apply(entry);
        }
        record
    }

    /// Folds one entry in. Total: what an event names and the record does not have is passed over.
    pub fn apply(&mut self, entry: &Entry<ClinicEvent>) {
        self.seq = entry.seq;
        self.last_at = Some(entry.at);
        self.history.push(entry.clone());
        match &entry.event {
            ClinicEvent::ClinicFounded(e) => {
                self.demo = e.demo;
                self.policy = e.policy;
                self.set(&e.settings, entry);
            }
            ClinicEvent::SettingsChanged(e) => self.set(&e.settings, entry),
            ClinicEvent::SettingsConfirmed(_) => self.settings_confirmed_on = Some(entry.on),
            ClinicEvent::PolicySet(e) => self.policy = e.policy,
            ClinicEvent::PersonAdded(e) => {
                self.people.insert(
                    e.person.id.clone(),
                    Member {
                        person: e.person.clone(),
                        disabled: None,
                    },
                );
            }
            ClinicEvent::PassphraseChanged(e) => {
                if let Some(member) = self.people.get_mut(&e.person) {
                    member.person.passphrase.clone_from(&e.passphrase);
                }
            }
            ClinicEvent::PersonDisabled(e) => {
                if let Some(member) = self.people.get_mut(&e.person) {
                    member.disabled = Some(entry.seq);
                }
            }
            ClinicEvent::PackAdopted(e) => {
                self.adopted.insert(
                    e.pack.digests.whole.clone(),
                    Adoption {
                        pack: e.pack.clone(),
                        by: entry.who.clone(),
                        on: entry.on,
                    },
                );
            }
            ClinicEvent::PackWithdrawn(e) => {
                self.adopted.remove(&e.digest);
            }
            ClinicEvent::PatientErased(e) => {
                self.erased.insert(e.number.count());
            }
            ClinicEvent::Restored(e) => self.epoch = e.epoch,
            ClinicEvent::Unknown { .. } => {
                self.unreadable
                    .get_or_insert_with(|| (entry.event.kind().into(), entry.event.version()));
            }
        }
    }

    fn set(&mut self, settings: &Settings, entry: &Entry<ClinicEvent>) {
        self.settings = Some(settings.clone());
        self.settings_set = entry.seq;
        self.settings_confirmed_on = Some(entry.on);
    }

    /// The person, if they may sign in.
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people
            .get(id)
            .filter(|member| member.disabled.is_none())
            .map(|member| &member.person)
    }
}

impl Person {
    /// The person as the author of an entry.
    pub fn author(&self) -> Author {
        Author {
            person: self.id.clone(),
            role: self.role,
            registration: self.registration.clone(),
        }
    }
}
