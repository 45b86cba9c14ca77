//! From a command on the clinic to what happens, or a refusal.

use alloc::{string::String, vec::Vec};

use super::{
    ClinicEvent, ClinicFounded, ClinicRecord, PackAdopted, PackWithdrawn, PassphraseChanged,
    PatientErased, Person, PersonAdded, PersonDisabled, PolicySet, Restored, Settings,
    SettingsChanged, SettingsConfirmed,
};
use crate::{
    name::PersonId,
    number::{Epoch, PatientNumber},
    record::{
        check::{clock_agrees, name, reason as check_reason},
        desk::{Desk, Policy},
        entry::{PackRef, Role, Seq},
        refusal::{Reason, Refusal},
    },
};

/// Something asked of the clinic, and the state that its author had before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClinicCommand {
    /// The last entry of the clinic's history that they had seen.
    pub seen: Seq,
    /// What they ask.
    pub act: ClinicAct,
}

/// What a clinic begins with. The settings are given twice, so that a slip of the hand in the emergency number is
/// noticed; none has a default (HZ-35).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// The settings.
    pub settings: Settings,
    /// The emergency number, given again.
    pub emergency_number_again: String,
    /// Whether the clinic is a demonstration.
    pub demo: bool,
    /// The first person, a clinical lead.
    pub lead: Person,
    /// The pack that comes with the program, adopted in that person's name.
    pub adopts: Vec<PackRef>,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClinicAct {
    /// Begin a clinic.
    Found(Founding),
    /// Change the settings.
    ChangeSettings {
        /// The settings, whole.
        settings: Settings,
        /// The emergency number, given again.
        emergency_number_again: String,
        /// Why.
        reason: String,
    },
    /// Say that the settings are right.
    ConfirmSettings,
    /// Settle the clinic's numbers.
    SetPolicy {
        /// The policy, whole.
        policy: Policy,
        /// Why.
        reason: String,
    },
    /// Add a person.
    AddPerson(Person),
    /// Change a passphrase: one's own, or anybody's by a clinical lead.
    ChangePassphrase {
        /// Whose.
        person: PersonId,
        /// What it is checked against.
        passphrase: String,
    },
    /// Stop a person from signing in.
    DisablePerson {
        /// Who.
        person: PersonId,
        /// Why.
        reason: String,
    },
    /// Take responsibility for a pack.
    AdoptPack {
        /// Digest over all files of an installed pack.
        digest: String,
    },
    /// Withdraw a pack.
    WithdrawPack {
        /// Digest over all files.
        digest: String,
        /// Why.
        reason: String,
    },
    /// Destroy a patient's key.
    ErasePatient {
        /// Whose.
        number: PatientNumber,
        /// Why.
        reason: String,
    },
    /// Record that the store was restored.
    Restore {
        /// The epoch of sheet numbers from now on; later than the one in use.
        epoch: Epoch,
    },
}

/// What was decided, to be appended to the clinic's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// What happened, in order.
    pub events: Vec<ClinicEvent>,
}

/// What comes of a command on the clinic.
pub fn rule(
    clinic: &ClinicRecord,
    command: &ClinicCommand,
    desk: &Desk<'_>,
) -> Result<Ruling, Refusal> {
    if let Some((kind, version)) = clinic.unreadable.clone() {
        return Err(Reason::ReadOnly { kind, version }.into());
    }
    if command.seen != clinic.seq {
        return Err(Reason::MovedOn {
            seen: command.seen,
            now: clinic.seq,
        }
        .into());
    }
    clock_agrees(clinic.last_at, desk)?;
    match (&command.act, &clinic.settings) {
        (ClinicAct::Found(_), Some(_)) => return Err(Reason::NoChange.into()),
        (ClinicAct::Found(_), None) | (_, Some(_)) => {}
        (_, None) => {
            return Err(Reason::NoSettings {
                what: "everything: no clinic was begun here".into(),
            }
            .into());
        }
    }
    Ok(Ruling {
        events: act(clinic, &command.act, desk)?,
    })
}

fn act(
    clinic: &ClinicRecord,
    act: &ClinicAct,
    desk: &Desk<'_>,
) -> Result<Vec<ClinicEvent>, Refusal> {
    Ok(match act {
        ClinicAct::Found(founding) => found(founding, desk)?,
        ClinicAct::ChangeSettings {
            settings,
            emergency_number_again,
            reason,
        } => {
            for_lead(desk)?;
            check_reason(reason)?;
            check_settings(settings, emergency_number_again)?;
            one(SettingsChanged {
                settings: settings.clone(),
                reason: reason.clone(),
            })
        }
        ClinicAct::ConfirmSettings => {
            for_lead(desk)?;
            one(SettingsConfirmed {})
        }
        ClinicAct::SetPolicy { policy, reason } => {
            for_lead(desk)?;
            check_reason(reason)?;
            one(PolicySet {
                policy: *policy,
                reason: reason.clone(),
            })
        }
        ClinicAct::AddPerson(person) => {
            for_lead(desk)?;
            check_person(person)?;
            if clinic.people.contains_key(&person.id) {
                return Err(Reason::PersonKnown(person.id.clone()).into());
            }
            one(PersonAdded {
                person: person.clone(),
            })
        }
        ClinicAct::ChangePassphrase { person, passphrase } => {
            known(clinic, person)?;
            if desk.who.person == *person {
                if !desk.proved {
                    return Err(Reason::NotProved.into());
                }
            } else {
                for_lead(desk)?;
            }
            name("what the passphrase is checked against", passphrase)?;
            one(PassphraseChanged {
                person: person.clone(),
                passphrase: passphrase.clone(),
            })
        }
        ClinicAct::DisablePerson { person, reason } => {
            for_lead(desk)?;
            check_reason(reason)?;
            known(clinic, person)?;
            let other_lead = clinic.people.values().any(|member| {
                member.disabled.is_none()
                    && member.person.id != *person
                    && member.person.role == Role::Lead
            });
            if !other_lead {
                return Err(Reason::LastLead(person.clone()).into());
            }
            one(PersonDisabled {
                person: person.clone(),
                reason: reason.clone(),
            })
        }
        ClinicAct::AdoptPack { digest } => {
            for_lead(desk)?;
            if clinic.adopted.contains_key(digest) {
                return Err(Reason::NoChange.into());
            }
            let content = desk
                .packs
                .get(digest)
                .ok_or_else(|| Reason::NoPack(digest.clone()))?;
            one(PackAdopted {
                pack: PackRef::of(content),
            })
        }
        ClinicAct::WithdrawPack { digest, reason } => {
            for_lead(desk)?;
            check_reason(reason)?;
            if !clinic.adopted.contains_key(digest) {
                return Err(Reason::NoPack(digest.clone()).into());
            }
            one(PackWithdrawn {
                digest: digest.clone(),
                reason: reason.clone(),
            })
        }
        ClinicAct::ErasePatient { number, reason } => {
            for_lead(desk)?;
            check_reason(reason)?;
            if clinic.erased.contains(&number.count()) {
                return Err(Reason::NoSuchPatient(*number).into());
            }
            one(PatientErased {
                number: *number,
                reason: reason.clone(),
            })
        }
        ClinicAct::Restore { epoch } => {
            for_lead(desk)?;
            if *epoch <= clinic.epoch {
                return Err(Reason::NoChange.into());
            }
            one(Restored { epoch: *epoch })
        }
    })
}

fn one(event: impl Into<ClinicEvent>) -> Vec<ClinicEvent> {
    alloc::vec![event.into()]
}

fn for_lead(desk: &Desk<'_>) -> Result<(), Reason> {
    if desk.who.role != Role::Lead || !desk.is_registered() {
        return Err(Reason::ForLead);
    }
    if desk.proved {
        Ok(())
    } else {
        Err(Reason::NotProved)
    }
}

fn known(clinic: &ClinicRecord, person: &PersonId) -> Result<(), Reason> {
    match clinic.person(person) {
        Some(_) => Ok(()),
        None => Err(Reason::NoSuchPerson(person.clone())),
    }
}

fn found(founding: &Founding, desk: &Desk<'_>) -> Result<Vec<ClinicEvent>, Refusal> {
    check_settings(&founding.settings, &founding.emergency_number_again)?;
    check_person(&founding.lead)?;
    if founding.lead.role != Role::Lead || desk.who != founding.lead.author() {
        return Err(Reason::ForLead.into());
    }
    let mut events = one(ClinicFounded {
        settings: founding.settings.clone(),
        demo: founding.demo,
        policy: desk.policy,
    });
    events.extend(one(PersonAdded {
        person: founding.lead.clone(),
    }));
    for pack in &founding.adopts {
        events.extend(one(PackAdopted { pack: pack.clone() }));
    }
    Ok(events)
}

fn check_person(person: &Person) -> Result<(), Reason> {
    name("the person's name", &person.name)?;
    name("what the passphrase is checked against", &person.passphrase)?;
    match (&person.registration, person.role.is_registered()) {
        (Some(number), _) => name("the registration number", number),
        (None, true) => Err(Reason::Text {
            what: "the registration number of a registered clinician".into(),
        }),
        (None, false) => Ok(()),
    }
}

fn check_settings(settings: &Settings, emergency_number_again: &str) -> Result<(), Reason> {
    for (what, given) in [
        ("the clinic's name", &settings.name),
        ("the clinic's address", &settings.address),
        ("the clinic's telephone number", &settings.phone),
        ("the clinic's hours", &settings.hours),
        ("what to do out of hours", &settings.out_of_hours),
        ("the country", &settings.country),
        ("the emergency number", &settings.emergency_number),
        ("the place to go in an emergency", &settings.emergency_place),
        ("the time zone", &settings.zone),
    ] {
        name(what, given)?;
    }
    for (what, word) in settings.figures.said() {
        name(what, word)?;
    }
    if !settings
        .emergency_number
        .chars()
        .any(|c| c.is_ascii_digit())
        || settings.emergency_number.trim() != emergency_number_again.trim()
    {
        return Err(Reason::EmergencyNumber);
    }
    Ok(())
}
