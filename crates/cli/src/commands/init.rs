use std::path::{Path, PathBuf};

use clap::Args;
use jiff::tz::TimeZone;
use plinth_clinic::{
    About, Clinic, Founded, Lead, Passphrase, Problem as ClinicProblem, Setup, system_clock,
};

use plinth_core::name::{NotAName, PersonId};
use plinth_figure::person::Chosen;

use crate::{
    clinic::{ClinicArgs, NAME_KEY_PASSPHRASE_FILE, NAME_PASSPHRASE_FILE, new_passphrase},
    problem::Problem,
    prompt, small_file,
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
        let (lead, founded) = match &self.from {
            Some(file) => {
                let text = small_file::read(file).map_err(|why| {
                    Problem::wrong_use("the file with the settings could not be read")
                        .cause(why)
                        .hint("Name the file with --from, or leave --from away to be asked.")
                })?;
                self.found(&home, Setup::parse(&text)?)?
            }
            None => self.found_by_asking(&home)?,
        };
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
        let page = page.into_text();
        // The clinic is made by now, and nothing else ever shows the code.
        terminal::print(&page).inspect_err(|_| terminal::tell(&page))?;
        terminal::status(&format!("Who acts is said first: export PLINTH_AS={lead}"));
        terminal::status("Next: plinth patient add");
        Ok(())
    }

    /// Asks until a clinic can be made of it. What was typed is offered again after an error.
    fn found_by_asking(&self, home: &Path) -> Result<(PersonId, Founded), Problem> {
        let mut setup = ask(None)?;
        loop {
            match self.found(home, setup.clone()) {
                Err(problem) if problem.is_of_use() && terminal::is_attended() => {
                    problem.report();
                    setup = ask(Some(&setup))?;
                }
                founded => return founded,
            }
        }
    }

    fn found(&self, home: &Path, setup: Setup) -> Result<(PersonId, Founded), Problem> {
        let lead = setup.lead.id.clone();
        let passphrase = new_passphrase(
            lead.as_str(),
            self.passphrase_file.as_deref(),
            NAME_PASSPHRASE_FILE,
        )?;
        let key_passphrase = self.key_passphrase()?;
        let founded = Clinic::found(
            home,
            setup,
            false,
            &passphrase,
            key_passphrase.as_ref(),
            system_clock(),
        )?;
        Ok((lead, founded))
    }

    fn key_passphrase(&self) -> Result<Option<Passphrase>, Problem> {
        let Some(file) = &self.key_passphrase_file else {
            return Ok(None);
        };
        let file = Some(file.as_path()).filter(|file| *file != "-");
        new_passphrase("the clinic's key", file, NAME_KEY_PASSPHRASE_FILE).map(Some)
    }
}

/// Asks for the settings, one by one. None has a default; what was `typed` before is offered again, but for the
/// emergency number, which is always typed twice.
fn ask(typed: Option<&Setup>) -> Result<Setup, Problem> {
    let clinic = typed.map(|setup| &setup.clinic);
    let lead = typed.map(|setup| &setup.lead);
    let about = |question, field: fn(&About) -> &String| {
        answer(question, clinic.map(|about| field(about).as_str()), any)
    };
    let emergency_number = emergency_number()?;
    let clinic = About {
        name: about("Name of the clinic", |about| &about.name)?,
        address: about("Address", |about| &about.address)?,
        phone: about("Telephone for patients", |about| &about.phone)?,
        hours: about("When it is answered (Mon-Fri 8-6)", |about| &about.hours)?,
        out_of_hours: about("What to do at other times", |about| &about.out_of_hours)?,
        country: answer(
            "Country (two letters, GB)",
            clinic.map(|about| about.country.as_str()),
            country,
        )?,
        emergency_number_again: emergency_number.clone(),
        emergency_number,
        emergency_place: about("Where to go in an emergency (A&E)", |about| {
            &about.emergency_place
        })?,
        zone: answer(
            "Time zone (Europe/London)",
            clinic.map(|about| about.zone.as_str()),
            zone,
        )?,
    };
    let lead = Lead {
        id: answer(
            "Your short name (p-nair)",
            lead.map(|lead| lead.id.as_str()),
            |typed| typed.parse().map_err(|why: NotAName| why.to_string()),
        )?,
        name: answer(
            "Your name as it is printed",
            lead.map(|lead| lead.name.as_str()),
            any,
        )?,
        registration: answer(
            "Your number on the professional register",
            lead.map(|lead| lead.registration.as_str()),
            any,
        )?,
    };
    Ok(Setup {
        clinic,
        lead,
        figures: Chosen::default(),
    })
}

/// Asks until `read` takes it; Enter keeps what was typed before.
fn answer<T>(
    question: &str,
    before: Option<&str>,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Problem> {
    let question = match before {
        Some(before) => format!("{question} [Enter: {}]", terminal::harmless(before)),
        None => question.to_string(),
    };
    prompt::line(&question, OTHERWISE, |typed| match (typed, before) {
        ("", Some(before)) => read(before),
        (typed, _) => read(typed),
    })
}

/// Any words.
fn any(typed: &str) -> Result<String, String> {
    if typed.is_empty() {
        Err("This is needed.".into())
    } else {
        Ok(typed.to_string())
    }
}

/// An ISO 3166 code, in capitals.
fn country(typed: &str) -> Result<String, String> {
    if typed.len() == 2 && typed.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        Ok(typed.to_ascii_uppercase())
    } else {
        Err("Two letters, as on a passport: GB, DE, US.".into())
    }
}

fn zone(typed: &str) -> Result<String, String> {
    match TimeZone::get(typed) {
        Ok(_) => Ok(typed.to_string()),
        Err(_) => Err("No time zone has this name. Continent/City: Europe/London.".into()),
    }
}

/// The emergency number, typed until it is the same twice: a wrong one could cost a life.
fn emergency_number() -> Result<String, Problem> {
    loop {
        let number = answer("Emergency number of the country", None, digits)?;
        if number == answer("The emergency number again", None, any)? {
            return Ok(number);
        }
        terminal::status("  The two are not the same. Type both again.");
    }
}

fn digits(typed: &str) -> Result<String, String> {
    if typed.bytes().any(|character| character.is_ascii_digit()) {
        Ok(typed.to_string())
    } else {
        Err("A telephone number has digits.".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn country_zone_and_number_are_checked_where_they_are_typed() {
        assert_eq!(country("gb"), Ok("GB".into()));
        for wrong in ["G", "GBR", "Great Britain", "1A", "é"] {
            assert!(country(wrong).is_err(), "{wrong}");
        }
        assert!(zone("Europe/London").is_ok());
        for wrong in ["London", "Europe/Lodnon", "GMT+25"] {
            assert!(zone(wrong).is_err(), "{wrong}");
        }
        assert!(digits("112").is_ok() && digits("the police").is_err());
    }
}
