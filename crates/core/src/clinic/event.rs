//! What can happen in the clinic's own history. Kinds, versions and fields are for ever.

use alloc::string::String;
use serde::{Deserialize, Serialize};

use crate::{
    name::PersonId,
    number::{Epoch, PatientNumber},
    record::{
        desk::Policy,
        entry::{PackRef, Role, kinds},
    },
};

kinds! {
    /// An event of the clinic's own history.
    ClinicEvent {
        /// The clinic began.
        ClinicFounded(ClinicFounded) = 1,
        /// Its settings changed.
        SettingsChanged(SettingsChanged) = 1,
        /// A person looked at the settings and found them right.
        SettingsConfirmed(SettingsConfirmed) = 1,
        /// What the clinical lead settled.
        PolicySet(PolicySet) = 1,
        /// A person joined.
        PersonAdded(PersonAdded) = 1,
        /// A person's passphrase changed.
        PassphraseChanged(PassphraseChanged) = 1,
        /// A person may no longer sign in.
        PersonDisabled(PersonDisabled) = 1,
        /// A clinical lead takes responsibility for the content of a pack here.
        PackAdopted(PackAdopted) = 1,
        /// No longer.
        PackWithdrawn(PackWithdrawn) = 1,
        /// A patient's key was destroyed.
        PatientErased(PatientErased) = 1,
        /// The store was restored from a back-up.
        Restored(Restored) = 1,
    }
}

/// What the clinic is to its patients. Numbers and places to turn to are its own, never from a pack or a locale (HZ-35).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// As it is printed.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// Its telephone number.
    pub phone: String,
    /// When the telephone is answered: `Mon-Fri 8-6`.
    pub hours: String,
    /// What to do at other times.
    pub out_of_hours: String,
    /// ISO 3166 code of its country.
    pub country: String,
    /// The number to call in an emergency.
    pub emergency_number: String,
    /// Where to go in an emergency, in the words of the country: `A&E`.
    pub emergency_place: String,
    /// IANA time zone.
    pub zone: String,
    /// Whom its figures show.
    #[serde(default, skip_serializing_if = "Look::is_unsaid")]
    pub figures: Look,
}

/// The person whom the figures of a clinic's sheets show, each in a word of the drawing; nothing of a patient. What is not
/// said is as figures come.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// How the body is built.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build: Option<String>,
    /// How dark the skin is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skin: Option<String>,
    /// The hair, or what is over it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hair: Option<String>,
    /// The color of the hair.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hair_color: Option<String>,
    /// How much the clothing covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clothing: Option<String>,
}

impl Look {
    /// What was said, with what it is about.
    pub fn said(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("build", &self.build),
            ("skin", &self.skin),
            ("hair", &self.hair),
            ("hair color", &self.hair_color),
            ("clothing", &self.clothing),
        ]
        .into_iter()
        .filter_map(|(what, word)| Some((what, word.as_deref()?)))
    }

    /// Whether nothing was said.
    pub fn is_unsaid(&self) -> bool {
        self.said().next().is_none()
    }
}

/// See [`ClinicEvent::ClinicFounded`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicFounded {
    /// Its settings.
    pub settings: Settings,
    /// Whether it is a demonstration, for ever: all its sheets are samples.
    pub demo: bool,
    /// What holds until its clinical lead settles it otherwise; written down, so that no later version changes it.
    pub policy: Policy,
}

/// See [`ClinicEvent::SettingsChanged`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsChanged {
    /// The settings, whole.
    pub settings: Settings,
    /// Why.
    pub reason: String,
}

/// See [`ClinicEvent::SettingsConfirmed`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsConfirmed {}

/// See [`ClinicEvent::PolicySet`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicySet {
    /// The policy, whole.
    pub policy: Policy,
    /// Why.
    pub reason: String,
}

/// A person of the clinic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// By which they sign.
    pub id: PersonId,
    /// As it is printed.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Registration number; every registered clinician has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
    /// What their passphrase is checked against. Made and checked outside this crate.
    pub passphrase: String,
}

/// See [`ClinicEvent::PersonAdded`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAdded {
    /// Who.
    pub person: Person,
}

/// See [`ClinicEvent::PassphraseChanged`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassphraseChanged {
    /// Whose.
    pub person: PersonId,
    /// What it is checked against from now on.
    pub passphrase: String,
}

/// See [`ClinicEvent::PersonDisabled`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonDisabled {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: String,
}

/// See [`ClinicEvent::PackAdopted`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackAdopted {
    /// Which content.
    pub pack: PackRef,
}

/// See [`ClinicEvent::PackWithdrawn`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackWithdrawn {
    /// Digest over all files.
    pub digest: String,
    /// Why.
    pub reason: String,
}

kinds! {
    /// An event of the stream that gives patients their numbers: the place of an entry in it is the number given. It is a
    /// stream of its own, so that nothing that opens a clinic has to read how many patients it ever had.
    NumberEvent {
        /// A patient was given a number.
        NumberGiven(NumberGiven) = 1,
    }
}

/// See [`NumberEvent::NumberGiven`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberGiven {
    /// Which.
    pub number: PatientNumber,
}

/// See [`ClinicEvent::PatientErased`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientErased {
    /// Whose.
    pub number: PatientNumber,
    /// Why, without anything of the patient.
    pub reason: String,
}

/// See [`ClinicEvent::Restored`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restored {
    /// The epoch of sheet numbers from now on.
    pub epoch: Epoch,
}
