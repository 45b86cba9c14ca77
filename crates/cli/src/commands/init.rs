use std::path::PathBuf;

use clap::Args;
use plinth_clinic::{
    About, Clinic, Lead, Passphrase, Problem as ClinicProblem, Setup, system_clock,
};

use crate::{
    clinic::{ClinicArgs, NAME_KEY_PASSPHRASE_FILE, NAME_PASSPHRASE_FILE, new_passphrase},
    problem::Problem,
    prompt,
    terminal::{self, Page, Paint},
};

/// Make this clinic's folder: settings, first person, key; adopts the pack that comes with the program
#[derive(Debug, Args)]
pub(crate) struct Init {
    /// File with the settings, TOML; asked for at the terminal where none is named
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// File whose first line is the first person's passphrase
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Keep the clinic's key behind a passphrase too, in the first line of this file; - asks for it
    #[arg(long, value_name = "FILE")]
    key_passphrase_file: Option<PathBuf>,
}

const OTHERWISE: &str = "Name a TOML file with all settings, with --from FILE.";

impl Init {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let home = clinic.home()?;
        // Before anybody types in a dozen answers.
        let there = Clinic::open(&home, &|| None, system_clock());
        if !matches!(there, Err(ClinicProblem::NotFounded)) {
            return Err(
                Problem::wrong_use("there is a clinic in this folder already")
                    .hint("Name another folder with --home."),
            );
        }
        let setup = match &self.from {
            Some(file) => {
                let text = std::fs::read_to_string(file).map_err(|why| {
                    Problem::wrong_use("the file with the settings could not be read")
                        .cause(why)
                        .hint("Name the file with --from, or leave --from away to be asked.")
                })?;
                Setup::parse(&text)?
            }
            None => ask()?,
        };
        let lead = setup.lead.id.clone();
        let passphrase = new_passphrase(
            lead.as_str(),
            self.passphrase_file.as_deref(),
            NAME_PASSPHRASE_FILE,
        )?;
        let key_passphrase = self.key_passphrase()?;
        let founded = Clinic::found(
            &home,
            setup,
            false,
            &passphrase,
            key_passphrase.as_ref(),
            system_clock(),
        )?;
        terminal::status("The clinic is made, and the sciatica pack is adopted in your name.");
        let mut page = Page::new(Paint::stdout());
        page.line("Recovery code. Print it, keep it on paper in a safe place, and nowhere else:");
        page.blank();
        page.line(&format!("    {}", founded.recovery));
        page.blank();
        page.paragraph(
            0,
            "It opens the history when the key or its passphrase is lost. It is not shown again.",
        );
        terminal::print(&page.into_text())?;
        terminal::status(&format!("Next: plinth patient add --as {lead}"));
        Ok(())
    }

    fn key_passphrase(&self) -> Result<Option<Passphrase>, Problem> {
        let Some(file) = &self.key_passphrase_file else {
            return Ok(None);
        };
        let file = Some(file.as_path()).filter(|file| *file != "-");
        new_passphrase("the clinic's key", file, NAME_KEY_PASSPHRASE_FILE).map(Some)
    }
}

/// Asks for the settings, one by one. None has a default; the emergency number is typed twice.
fn ask() -> Result<Setup, Problem> {
    let text = |question| prompt::text(question, OTHERWISE);
    let emergency_number = text("Emergency number of the country")?;
    let clinic = About {
        name: text("Name of the clinic")?,
        address: text("Address")?,
        phone: text("Telephone for patients")?,
        hours: text("When it is answered (Mon-Fri 8-6)")?,
        out_of_hours: text("What to do at other times")?,
        country: text("Country (two letters, GB)")?,
        emergency_number_again: again(&emergency_number)?,
        emergency_number,
        emergency_place: text("Where to go in an emergency (A&E)")?,
        zone: text("Time zone (Europe/London)")?,
    };
    let lead = Lead {
        id: prompt::line("Your short name (p-nair)", OTHERWISE, |typed| {
            typed
                .parse()
                .map_err(|why: plinth_core::name::NotAName| why.to_string())
        })?,
        name: text("Your name as it is printed")?,
        registration: text("Your number on the professional register")?,
    };
    Ok(Setup { clinic, lead })
}

/// The emergency number once more: a wrong one could cost a life.
fn again(number: &str) -> Result<String, Problem> {
    prompt::line("The emergency number again", OTHERWISE, |typed| {
        if typed == number {
            Ok(typed.to_string())
        } else {
            Err("This is another number. Leave with control and C if the first was wrong.".into())
        }
    })
}
