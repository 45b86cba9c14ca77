//! The clinic's own record: its settings, its people, the packs that it has adopted, the numbers that it has given.

mod decide;
mod event;

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
};
use serde::{Deserialize, Serialize};

use crate::{
    name::PersonId,
    number::PatientNumber,
    record::{
        desk::Policy,
        entry::{Entry, PackRef, Role, Seq},
    },
};

pub use decide::{Act, Founding, Reason, Refusal, decide};
pub use event::*;

/// What is printed and said about the clinic. None of it has a default: a wrong number to call is worse than none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Name of the clinic.
    pub name: String,
    /// Address, one line.
    pub address: String,
    /// The phone that patients call.
    pub phone: String,
    /// When it is answered.
    pub hours: String,
    /// What patients do when it is not.
    pub out_of_hours: String,
    /// The country, in words.
    pub country: String,
    /// The number to call in an emergency, of that country.
    pub emergency_number: String,
    /// Where to go in an emergency, in the words used there: "A&E".
    pub emergency_place: String,
    /// IANA time zone: `Europe/London`.
    pub zone: String,
}

impl Settings {
    /// The texts with their names, in order.
    pub fn texts(&self) -> [(&'static str, &str); 9] {
        [
            ("name", &self.name),
            ("address", &self.address),
            ("phone", &self.phone),
            ("hours", &self.hours),
            ("out-of-hours", &self.out_of_hours),
            ("country", &self.country),
            ("emergency-number", &self.emergency_number),
            ("emergency-place", &self.emergency_place),
            ("zone", &self.zone),
        ]
    }
}

/// Somebody who works at the clinic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// What commands name them by: `p-nair`.
    pub id: PersonId,
    /// Their name, as it is printed.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their number on the professional register. Clinicians and leads have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
}

/// A person as the record knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who they are.
    pub person: Person,
    /// Their passphrase, hashed; the core never sees the passphrase itself.
    pub passphrase: String,
    /// The entry that disabled them.
    pub disabled: Option<Seq>,
}

/// The clinic's own record, folded from its history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClinicRecord {
    /// The last entry.
    pub seq: Seq,
    /// The instant of the last entry.
    pub last_at: Option<jiff::Timestamp>,
    /// Kind and version of the first entry that this program cannot read. Such a record is read-only.
    pub unreadable: Option<(String, u16)>,
    /// What is printed about the clinic, once founded.
    pub settings: Option<Settings>,
    /// The entry that last set or confirmed the settings.
    pub confirmed: Seq,
    /// Whether it is a demonstration: every sheet is then a sample, for ever.
    pub demo: bool,
    /// What the clinical lead has settled.
    pub policy: Policy,
    /// Everybody who ever worked here.
    pub people: BTreeMap<PersonId, Member>,
    /// Packs that a clinical lead has adopted, by the digest of all files.
    pub adopted: BTreeMap<String, PackRef>,
    /// The highest patient number given.
    pub last_number: u32,
    /// Patients whose record was erased.
    pub erased: BTreeSet<PatientNumber>,
}

impl ClinicRecord {
    /// Folds an entry in. Total: needs no pack and no clock, and never fails on a stored entry.
    pub fn apply(&mut self, entry: &Entry<Event>) {
        self.seq = entry.seq;
        self.last_at = Some(entry.at);
        match &entry.event {
            Event::ClinicFounded(founded) => {
                self.settings = Some(founded.settings.clone());
                self.confirmed = entry.seq;
                self.demo = founded.demo;
                self.policy = founded.policy;
            }
            Event::SettingsChanged(changed) => {
                self.settings = Some(changed.settings.clone());
                self.confirmed = entry.seq;
            }
            Event::SettingsConfirmed(SettingsConfirmed {}) => self.confirmed = entry.seq,
            Event::PolicyChanged(changed) => self.policy = changed.policy,
            Event::PersonAdded(added) => {
                let member = Member {
                    person: added.person.clone(),
                    passphrase: added.passphrase.clone(),
                    disabled: None,
                };
                self.people.insert(added.person.id.clone(), member);
            }
            Event::PassphraseSet(set) => {
                if let Some(member) = self.people.get_mut(&set.person) {
                    member.passphrase.clone_from(&set.passphrase);
                }
            }
            Event::PersonDisabled(disabled) => {
                if let Some(member) = self.people.get_mut(&disabled.person) {
                    member.disabled = Some(entry.seq);
                }
            }
            Event::PackAdopted(adopted) => {
                self.adopted
                    .insert(adopted.pack.digests.whole.clone(), adopted.pack.clone());
            }
            Event::PackWithdrawn(withdrawn) => {
                self.adopted.remove(&withdrawn.digest);
            }
            Event::NumberGiven(given) => {
                self.last_number = self.last_number.max(given.number.count())
            }
            Event::RecordErased(erased) => {
                self.erased.insert(erased.number);
            }
            Event::Unknown { kind, version } => {
                self.unreadable
                    .get_or_insert_with(|| (kind.clone(), *version));
            }
        }
    }

    /// The person, if they work here now.
    pub fn member(&self, id: &PersonId) -> Option<&Member> {
        self.people
            .get(id)
            .filter(|member| member.disabled.is_none())
    }

    /// The number that the next patient gets.
    pub const fn next_number(&self) -> PatientNumber {
        PatientNumber::new(self.last_number + 1)
    }
}
