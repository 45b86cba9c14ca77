//! Who acts: people of the clinic with their own passphrase.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use plinth_core::{
    clinic::{ClinicAct, Person},
    name::PersonId,
    record::entry::{Author, Role},
};
use zeroize::Zeroizing;

use crate::{Clinic, Problem};

/// A passphrase as it was typed.
pub type Passphrase = Zeroizing<String>;

/// Characters that a passphrase has at least.
const SHORTEST: usize = 8;

/// Somebody who acts now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who, as they are written into entries.
    pub author: Author,
    /// Their name, as it is printed.
    pub name: String,
    /// Whether they gave their passphrase for this command.
    pub proved: bool,
}

impl Clinic {
    /// Signs somebody in. Without a passphrase they may do what needs none; resolving, overriding, adopting and changing
    /// people or settings need it.
    pub fn sign_in(
        &self,
        person: &PersonId,
        passphrase: Option<&Passphrase>,
    ) -> Result<SignedIn, Problem> {
        let person = self
            .record
            .person(person)
            .ok_or_else(|| Problem::NoSuchPerson(person.clone()))?;
        if let Some(passphrase) = passphrase {
            verify(passphrase, &person.passphrase)
                .map_err(|Wrong| Problem::WrongPassphrase(person.id.clone()))?;
        }
        Ok(SignedIn {
            author: person.author(),
            name: person.name.clone(),
            proved: passphrase.is_some(),
        })
    }

    /// Lets somebody work here.
    pub fn add_person(
        &mut self,
        by: &SignedIn,
        new: NewPerson,
        passphrase: &Passphrase,
    ) -> Result<(), Problem> {
        let person = new.with(hash(passphrase)?);
        self.change_clinic(by, ClinicAct::AddPerson(person))
    }

    /// Gives somebody another passphrase: oneself, or by a clinical lead anybody.
    pub fn set_passphrase(
        &mut self,
        by: &SignedIn,
        person: PersonId,
        passphrase: &Passphrase,
    ) -> Result<(), Problem> {
        let passphrase = hash(passphrase)?;
        self.change_clinic(by, ClinicAct::ChangePassphrase { person, passphrase })
    }
}

/// Somebody who is to work here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// What commands name them by.
    pub id: PersonId,
    /// As it is printed.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Number on the professional register.
    pub registration: Option<String>,
}

impl NewPerson {
    pub(crate) fn with(self, passphrase: String) -> Person {
        let Self {
            id,
            name,
            role,
            registration,
        } = self;
        Person {
            id,
            name,
            role,
            registration,
            passphrase,
        }
    }
}

impl SignedIn {
    /// The first person of a clinic that is being made.
    pub(crate) fn founder(person: &Person) -> Self {
        Self {
            author: person.author(),
            name: person.name.clone(),
            proved: true,
        }
    }
}

/// Hashes a passphrase with Argon2id and a random salt, in PHC form.
pub(crate) fn hash(passphrase: &Passphrase) -> Result<String, Problem> {
    if passphrase.chars().count() < SHORTEST {
        return Err(Problem::ShortPassphrase(SHORTEST));
    }
    Argon2::default()
        .hash_password(passphrase.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| Problem::Store(plinth_store::Error::Entropy))
}

struct Wrong;

fn verify(passphrase: &Passphrase, hash: &str) -> Result<(), Wrong> {
    let hash = PasswordHash::new(hash).map_err(|_| Wrong)?;
    Argon2::default()
        .verify_password(passphrase.as_bytes(), &hash)
        .map_err(|_| Wrong)
}
