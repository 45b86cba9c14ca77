//! The use cases of a clinic. Each is one function that reads the record, lets the core decide, and stores what came of it;
//! faces (commands, pages) only ask and render.

mod change;
pub mod demo;
mod history;
mod keeping;
mod library;
mod look;
mod merging;
mod open;
mod patients;
mod people;
mod pile;
mod printing;
mod problem;
mod setup;

use std::cell::OnceCell;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use plinth_core::clinic::{ClinicRecord, Settings};
use plinth_pdf::Fonts;
use plinth_store::SqliteStore;

pub use plinth_store::Exposed;

pub use change::Changed;
pub use keeping::Restored;
pub use library::{Installed, Library, embedded};
pub use look::look;
pub use open::{Opened, Unlock};
pub use patients::{Hit, Hits, Line};
pub use people::{NewPerson, Passphrase, SignedIn};
pub use pile::{PileOptions, Turn, Turns, Why};
pub use printing::{Printed, Reprint, Request};
pub use problem::{Fault, Problem};
pub use setup::{About, Founded, Lead, Setup};

/// Tells the time. The system's clock in use, a fixed one in tests and demonstrations.
pub type Clock = Box<dyn Fn() -> Timestamp + Send>;

/// The system's clock.
pub fn system_clock() -> Clock {
    Box::new(Timestamp::now)
}

/// A clinic's folder, opened.
pub struct Clinic {
    store: SqliteStore,
    record: ClinicRecord,
    library: Library,
    fonts: OnceCell<Fonts>,
    clock: Clock,
}

impl std::fmt::Debug for Clinic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clinic")
            .field("store", &self.store)
            .finish_non_exhaustive()
    }
}

impl Clinic {
    /// The clinic's own record.
    pub fn record(&self) -> &ClinicRecord {
        &self.record
    }

    /// What is printed about the clinic.
    pub fn settings(&self) -> Result<&Settings, Problem> {
        self.record.settings.as_ref().ok_or(Problem::NotFounded)
    }

    /// The clinic's packs.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The instant, in whole microseconds as it is stored.
    pub fn now(&self) -> Timestamp {
        let now = (self.clock)();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    /// The clinic-local date.
    pub fn today(&self) -> Result<Date, Problem> {
        Ok(self.now().to_zoned(self.zone()?).date())
    }

    fn zone(&self) -> Result<TimeZone, Problem> {
        time_zone(&self.settings()?.zone)
    }
}

fn time_zone(name: &str) -> Result<TimeZone, Problem> {
    TimeZone::get(name).map_err(|_| Problem::Zone(name.to_owned()))
}
