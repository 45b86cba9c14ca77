//! What the clinic's own record says to changes of itself.

use alloc::{string::String, vec, vec::Vec};
use core::fmt;

use super::{
    ClinicFounded, ClinicRecord, Event, NumberGiven, PackAdopted, PackWithdrawn, PassphraseSet,
    Person, PersonAdded, PersonDisabled, PolicyChanged, RecordErased, Settings, SettingsChanged,
    SettingsConfirmed,
};
use crate::{
    name::PersonId,
    number::PatientNumber,
    record::{
        desk::Policy,
        entry::{Author, PackRef, Role},
    },
};

/// What a clinic begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// What is printed about it.
    pub settings: Settings,
    /// The emergency number, typed a second time.
    pub emergency_number_again: String,
    /// The clinic's phone, typed a second time.
    pub phone_again: String,
    /// Whether it is a demonstration. It then has no numbers that anybody could call, and never will.
    pub demo: bool,
    /// The first person, a clinical lead.
    pub lead: Person,
    /// Their passphrase, hashed.
    pub passphrase: String,
    /// The pack that they vouch for.
    pub pack: PackRef,
}

/// Something asked of the clinic's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Begin the clinic.
    Found(alloc::boxed::Box<Founding>),
    /// Change what is printed about the clinic.
    ChangeSettings {
        /// All of them.
        settings: Settings,
        /// The emergency number, typed a second time.
        emergency_number_again: String,
        /// Why.
        reason: String,
    },
    /// Say that the numbers to call were looked at and are right.
    ConfirmSettings,
    /// Settle the clinic's own numbers.
    ChangePolicy {
        /// All of them.
        policy: Policy,
        /// Why.
        reason: String,
    },
    /// Somebody works here from now on.
    AddPerson {
        /// Who.
        person: Person,
        /// Their passphrase, hashed.
        passphrase: String,
    },
    /// Another passphrase for oneself.
    SetPassphrase {
        /// Hashed.
        passphrase: String,
    },
    /// Somebody works here no more.
    DisablePerson {
        /// Who.
        person: PersonId,
        /// Why.
        reason: String,
    },
    /// Vouch for a pack.
    AdoptPack {
        /// Which content.
        pack: PackRef,
        /// What the clinical lead says about it.
        reason: String,
    },
    /// No longer vouch for a pack.
    WithdrawPack {
        /// Digest of all files.
        digest: String,
        /// Why.
        reason: String,
    },
    /// Give the next patient number.
    GiveNumber(PatientNumber),
    /// Erase a patient's record.
    EraseRecord {
        /// Whose.
        number: PatientNumber,
        /// On what ground.
        reason: String,
    },
}

/// A no, with every reason that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// At least one.
    pub reasons: Vec<Reason>,
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The record holds a kind of entry that this program cannot read.
    ReadOnly {
        /// The kind.
        kind: String,
        /// Its version.
        version: u16,
    },
    /// The clinic was founded already.
    Founded,
    /// The clinic was not founded yet.
    NotFounded,
    /// Only a clinical lead may.
    ForLead,
    /// The passphrase is asked again for this.
    NotProved,
    /// A text is empty, too long, or holds a character that is not printed.
    Text(&'static str),
    /// Two entries of one number differ.
    NotTheSame(&'static str),
    /// A number to call has no digits.
    NoDigits(&'static str),
    /// A demonstration has a number that somebody could call.
    DemoNumber(&'static str),
    /// A registered person has no registration number, or one who is not registered has.
    Registration,
    /// Somebody has this name already.
    PersonKnown(PersonId),
    /// Nobody who works here has this name.
    NoSuchPerson(PersonId),
    /// A clinic keeps at least one clinical lead.
    LastLead,
    /// The pack is adopted.
    Adopted(String),
    /// The pack is not adopted.
    NotAdopted(String),
    /// Another number comes next.
    NotNext(PatientNumber),
    /// The record is erased.
    Erased(PatientNumber),
}

impl Reason {
    /// What to do instead.
    pub const fn way_out(&self) -> &'static str {
        match self {
            Self::ReadOnly { .. } => "Use the newer version of the program that wrote it.",
            Self::Founded => "Choose an empty folder for another clinic.",
            Self::NotFounded => "Make the clinic first with `plinth init`.",
            Self::ForLead => "Ask a clinical lead of the clinic to do it.",
            Self::NotProved => "Give your passphrase.",
            Self::Text(_) => {
                "Write 1 to 200 characters without control characters or changes of direction."
            }
            Self::NotTheSame(_) => "Look the number up, and type it twice.",
            Self::NoDigits(_) => "Give the number that people dial.",
            Self::DemoNumber(_) => {
                "Make a clinic of your own with `plinth init`; a demonstration cannot become one."
            }
            Self::Registration => {
                "Give clinicians and leads their number on the register, and nobody else."
            }
            Self::PersonKnown(_) => "Choose another short name.",
            Self::NoSuchPerson(_) => "See `plinth person list`.",
            Self::LastLead => "Add another clinical lead first.",
            Self::Adopted(_) | Self::NotAdopted(_) => "See `plinth pack list`.",
            Self::NotNext(_) => "Try again: another patient was registered just now.",
            Self::Erased(_) => "Nothing is left to be done.",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadOnly { kind, version } => {
                write!(
                    f,
                    "the clinic's record holds an entry that this version cannot read ({kind} {version})"
                )
            }
            Self::Founded => f.write_str("there is a clinic here already"),
            Self::NotFounded => f.write_str("there is no clinic here yet"),
            Self::ForLead => f.write_str("only a clinical lead may do this"),
            Self::NotProved => f.write_str("this needs your passphrase"),
            Self::Text(what) => write!(
                f,
                "{what} is empty, too long, or holds a character that is not printed"
            ),
            Self::NotTheSame(what) => write!(f, "the two entries of {what} differ"),
            Self::NoDigits(what) => write!(f, "{what} has no digits"),
            Self::DemoNumber(what) => write!(f, "{what} has digits, and this is a demonstration"),
            Self::Registration => f.write_str("registration and role do not fit together"),
            Self::PersonKnown(person) => {
                write!(f, "{person} is the short name of somebody already")
            }
            Self::NoSuchPerson(person) => write!(f, "nobody here has the short name {person}"),
            Self::LastLead => f.write_str("a clinic keeps at least one clinical lead"),
            Self::Adopted(digest) => write!(f, "the pack {digest} is adopted already"),
            Self::NotAdopted(digest) => write!(f, "the pack {digest} is not adopted"),
            Self::NotNext(number) => write!(f, "the next patient number is {number}"),
            Self::Erased(number) => write!(f, "the record {number} is erased already"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, reason) in self.reasons.iter().enumerate() {
            write!(f, "{}{reason}", if n == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

impl core::error::Error for Refusal {}

/// Decides a change of the clinic's record. `proved` says whether `who` gave their passphrase for it.
pub fn decide(
    record: &ClinicRecord,
    act: Act,
    who: &Author,
    proved: bool,
) -> Result<Vec<Event>, Refusal> {
    let mut reasons = Vec::new();
    if let Some((kind, version)) = &record.unreadable {
        reasons.push(Reason::ReadOnly {
            kind: kind.clone(),
            version: *version,
        });
    }
    let founding = matches!(act, Act::Found(_));
    if founding && record.settings.is_some() {
        reasons.push(Reason::Founded);
    }
    if !founding {
        if record.settings.is_none() {
            reasons.push(Reason::NotFounded);
        }
        if needs_lead(&act) && who.role != Role::Lead {
            reasons.push(Reason::ForLead);
        }
        if needs_proof(&act) && !proved {
            reasons.push(Reason::NotProved);
        }
    }
    let events = events(record, act, who, &mut reasons);
    if reasons.is_empty() {
        Ok(events)
    } else {
        Err(Refusal { reasons })
    }
}

const fn needs_lead(act: &Act) -> bool {
    !matches!(
        act,
        Act::GiveNumber(_) | Act::SetPassphrase { .. } | Act::ConfirmSettings
    )
}

const fn needs_proof(act: &Act) -> bool {
    !matches!(act, Act::GiveNumber(_))
}

fn events(record: &ClinicRecord, act: Act, who: &Author, no: &mut Vec<Reason>) -> Vec<Event> {
    match act {
        Act::Found(founding) => {
            let Founding {
                settings,
                emergency_number_again,
                phone_again,
                demo,
                lead,
                passphrase,
                pack,
            } = *founding;
            check_settings(&settings, &emergency_number_again, demo, no);
            same("the clinic's phone", &settings.phone, &phone_again, no);
            check_person(record, &lead, no);
            if lead.role != Role::Lead {
                no.push(Reason::ForLead);
            }
            let reason = String::from(
                "The pack that comes with the program, adopted when the clinic was made.",
            );
            vec![
                Event::ClinicFounded(ClinicFounded {
                    settings,
                    demo,
                    policy: Policy::default(),
                }),
                Event::PersonAdded(PersonAdded {
                    person: lead,
                    passphrase,
                }),
                Event::PackAdopted(PackAdopted { pack, reason }),
            ]
        }
        Act::ChangeSettings {
            settings,
            emergency_number_again,
            reason,
        } => {
            check_settings(&settings, &emergency_number_again, record.demo, no);
            check_text("the reason", &reason, no);
            vec![Event::SettingsChanged(SettingsChanged { settings, reason })]
        }
        Act::ConfirmSettings => vec![Event::SettingsConfirmed(SettingsConfirmed {})],
        Act::ChangePolicy { policy, reason } => {
            check_text("the reason", &reason, no);
            vec![Event::PolicyChanged(PolicyChanged { policy, reason })]
        }
        Act::AddPerson { person, passphrase } => {
            check_person(record, &person, no);
            vec![Event::PersonAdded(PersonAdded { person, passphrase })]
        }
        Act::SetPassphrase { passphrase } => {
            vec![Event::PassphraseSet(PassphraseSet {
                person: who.person.clone(),
                passphrase,
            })]
        }
        Act::DisablePerson { person, reason } => {
            check_text("the reason", &reason, no);
            match record.member(&person) {
                None => no.push(Reason::NoSuchPerson(person.clone())),
                Some(member) => {
                    let leads = record
                        .people
                        .values()
                        .filter(|m| m.disabled.is_none() && m.person.role == Role::Lead);
                    if member.person.role == Role::Lead && leads.count() == 1 {
                        no.push(Reason::LastLead);
                    }
                }
            }
            vec![Event::PersonDisabled(PersonDisabled { person, reason })]
        }
        Act::AdoptPack { pack, reason } => {
            check_text("the reason", &reason, no);
            if record.adopted.contains_key(&pack.digests.whole) {
                no.push(Reason::Adopted(pack.digests.whole.clone()));
            }
            vec![Event::PackAdopted(PackAdopted { pack, reason })]
        }
        Act::WithdrawPack { digest, reason } => {
            check_text("the reason", &reason, no);
            if !record.adopted.contains_key(&digest) {
                no.push(Reason::NotAdopted(digest.clone()));
            }
            vec![Event::PackWithdrawn(PackWithdrawn { digest, reason })]
        }
        Act::GiveNumber(number) => {
            if number != record.next_number() {
                no.push(Reason::NotNext(record.next_number()));
            }
            vec![Event::NumberGiven(NumberGiven { number })]
        }
        Act::EraseRecord { number, reason } => {
            check_text("the reason", &reason, no);
            if record.erased.contains(&number) {
                no.push(Reason::Erased(number));
            }
            vec![Event::RecordErased(RecordErased { number, reason })]
        }
    }
}

fn check_settings(
    settings: &Settings,
    emergency_number_again: &str,
    demo: bool,
    no: &mut Vec<Reason>,
) {
    for (what, text) in settings.texts() {
        check_text(what, text, no);
    }
    same(
        "the emergency number",
        &settings.emergency_number,
        emergency_number_again,
        no,
    );
    for (what, number) in [
        ("emergency-number", &settings.emergency_number),
        ("phone", &settings.phone),
    ] {
        match (demo, number.chars().any(|c| c.is_ascii_digit())) {
            (false, false) => no.push(Reason::NoDigits(what)),
            (true, true) => no.push(Reason::DemoNumber(what)),
            _ => {}
        }
    }
}

fn check_person(record: &ClinicRecord, person: &Person, no: &mut Vec<Reason>) {
    check_text("the person's name", &person.name, no);
    if record.people.contains_key(&person.id) {
        no.push(Reason::PersonKnown(person.id.clone()));
    }
    match &person.registration {
        Some(registration) => {
            check_text("the registration number", registration, no);
            if !person.role.is_registered() {
                no.push(Reason::Registration);
            }
        }
        None if person.role.is_registered() => no.push(Reason::Registration),
        None => {}
    }
}

fn same(what: &'static str, first: &str, second: &str, no: &mut Vec<Reason>) {
    if first != second {
        no.push(Reason::NotTheSame(what));
    }
}

/// Texts of a line: 1 to 200 characters, none of them a control or a change of direction.
fn check_text(what: &'static str, text: &str, no: &mut Vec<Reason>) {
    let unprintable = |c: char| {
        c.is_control()
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if text.trim().is_empty() || text.chars().count() > 200 || text.chars().any(unprintable) {
        no.push(Reason::Text(what));
    }
}
