use std::path::PathBuf;

use clap::{Args, Subcommand};
use plinth_clinic::NewPerson;
use plinth_core::{clinic::ClinicAct, name::PersonId, record::entry::Role};
use serde::Serialize;

use crate::{
    arguments::one_of,
    clinic::{ClinicArgs, NAME_PASSPHRASE_FILE, new_passphrase},
    output::FormatOption,
    problem::Problem,
    record_text, terminal,
};

/// People who work here, with role, registration and passphrase
#[derive(Debug, Args)]
pub(crate) struct Person {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Let somebody work here
    Add {
        /// Short name that commands name them by: p-nair
        id: PersonId,
        /// Name as it is printed
        #[arg(long)]
        name: String,
        /// What they may do
        #[arg(long, value_parser = one_of::<Role>(&["assistant", "clinician", "lead"]))]
        role: Role,
        /// Number on the professional register, for clinicians and leads
        #[arg(long)]
        registration: Option<String>,
        /// File whose first line is their passphrase; asked for where none is named
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    /// Everybody who works or worked here
    List {
        #[command(flatten)]
        format: FormatOption,
    },
    /// Give somebody another passphrase: oneself, or by a clinical lead anybody
    Passphrase {
        /// Their short name
        id: PersonId,
        /// File whose first line is the new passphrase; asked for where none is named
        #[arg(long, value_name = "FILE")]
        passphrase_file: Option<PathBuf>,
    },
    /// Stop somebody from signing in
    Disable {
        /// Their short name
        id: PersonId,
        /// Why
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Serialize)]
struct PersonView {
    id: PersonId,
    name: String,
    role: Role,
    registration: Option<String>,
    disabled: bool,
}

impl Person {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        match self.what {
            What::Add {
                id,
                name,
                role,
                registration,
                passphrase_file,
            } => {
                let mut acting = clinic.proved()?;
                let passphrase = new_passphrase(
                    id.as_str(),
                    passphrase_file.as_deref(),
                    NAME_PASSPHRASE_FILE,
                )?;
                let new = NewPerson {
                    id: id.clone(),
                    name,
                    role,
                    registration,
                };
                acting.clinic.add_person(&acting.by, new, &passphrase)?;
                terminal::status(&format!("{id} may work here."));
                Ok(())
            }
            What::Passphrase {
                id,
                passphrase_file,
            } => {
                let mut acting = clinic.proved()?;
                let passphrase = new_passphrase(
                    id.as_str(),
                    passphrase_file.as_deref(),
                    NAME_PASSPHRASE_FILE,
                )?;
                acting
                    .clinic
                    .set_passphrase(&acting.by, id.clone(), &passphrase)?;
                terminal::status(&format!("{id} has another passphrase."));
                Ok(())
            }
            What::List { format } => list(clinic, format),
            What::Disable { id, reason } => {
                let act = ClinicAct::DisablePerson {
                    person: id.clone(),
                    reason,
                };
                clinic.proved()?.act_in_clinic(act)?;
                terminal::status(&format!("{id} can sign in no more; what they did stays."));
                Ok(())
            }
        }
    }
}

fn list(clinic: &ClinicArgs, format: FormatOption) -> Result<(), Problem> {
    let clinic = clinic.open()?;
    let people: Vec<PersonView> = clinic
        .record()
        .people
        .values()
        .map(|member| PersonView {
            id: member.person.id.clone(),
            name: member.person.name.clone(),
            role: member.person.role,
            registration: member.person.registration.clone(),
            disabled: member.disabled.is_some(),
        })
        .collect();
    format.show(&people, |people, page| {
        let rows: Vec<[String; 5]> = people
            .iter()
            .map(|person| {
                [
                    person.id.to_string(),
                    record_text::word(&person.role),
                    person.registration.clone().unwrap_or_default(),
                    if person.disabled { "disabled" } else { "" }.to_string(),
                    person.name.clone(),
                ]
            })
            .collect();
        page.table(["short name", "role", "registration", "", "name"], &rows);
    })
}
