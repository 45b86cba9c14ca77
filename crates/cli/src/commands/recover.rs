use std::path::PathBuf;

use clap::Args;
use plinth_clinic::Clinic;

use crate::{
    clinic::{ClinicArgs, NAME_KEY_PASSPHRASE_FILE, new_passphrase},
    problem::Problem,
    prompt, small_file, terminal,
};

/// Make the clinic's key file anew from the recovery code
#[derive(Debug, Args)]
pub(crate) struct Recover {
    /// File that holds the recovery code; asked for at the terminal where none is named
    #[arg(long, value_name = "FILE")]
    code_file: Option<PathBuf>,
    /// Keep the key behind a passphrase, in the first line of this file; - asks for it
    #[arg(long, value_name = "FILE")]
    key_passphrase_file: Option<PathBuf>,
}

impl Recover {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let home = clinic.home()?;
        let typed = match &self.code_file {
            Some(file) => small_file::read(file).map_err(|why| {
                Problem::wrong_use("the file with the code could not be read")
                    .cause(why)
                    .hint("Name a text file that holds the code with --code-file, or leave it away to be asked.")
            })?,
            None => prompt::text(
                "Recovery code",
                "Name a file that holds it with --code-file FILE.",
            )?,
        };
        let code = typed.trim().parse().map_err(|_| {
            Problem::wrong_use("this is not a recovery code")
                .hint("Type it as it was printed: groups of letters and digits.")
        })?;
        let passphrase = self
            .key_passphrase_file
            .as_deref()
            .map(|file| {
                new_passphrase(
                    "the clinic's key",
                    Some(file).filter(|file| *file != "-"),
                    NAME_KEY_PASSPHRASE_FILE,
                )
            })
            .transpose()?;
        Clinic::recover(&home, &code, passphrase.as_ref())?;
        terminal::status(
            "The key file is made anew. Put the recovery code back into its safe place.",
        );
        Ok(())
    }
}
