//! What the program notes about its own work. Ids and counts only: never a patient's name, birth date or answer.

use std::{env, fs::OpenOptions, sync::Mutex};

use tracing::Level;

use crate::problem::Problem;

/// Names the file to which notes are added; without it, warnings go to standard error.
const FILE: &str = "PLINTH_LOG";

/// Begins to take notes.
pub(crate) fn start() -> Result<(), Problem> {
    let notes = tracing_subscriber::fmt().with_ansi(false).with_target(true);
    match env::var_os(FILE) {
        None => notes
            .with_max_level(Level::WARN)
            .with_writer(std::io::stderr)
            .init(),
        Some(path) => {
            let file = OpenOptions::new()
                .create(true)
                .append(true)
                .open(path)
                .map_err(|error| {
                    Problem::from(error).hint(format!("{FILE} names a file that can be written."))
                })?;
            notes
                .with_max_level(Level::DEBUG)
                .with_writer(Mutex::new(file))
                .init();
        }
    }
    Ok(())
}
