use clap::Args;
use plinth_core::clinic::ClinicAct;

use crate::{clinic::ClinicArgs, problem::Problem, terminal};

/// Take responsibility for an installed pack; for clinical leads
#[derive(Debug, Args)]
pub(crate) struct Adopt {
    /// Its digest, or the beginning of it, as `plinth pack list` shows it
    digest: String,
}

impl Adopt {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let acting = clinic.proved()?;
        let content = acting.clinic.library().by_digest(&self.digest)?;
        let said = format!("{} {} is adopted.", content.id, content.version);
        let digest = content.digests.whole.clone();
        acting.act_in_clinic(ClinicAct::AdoptPack { digest })?;
        terminal::status(&said);
        Ok(())
    }
}
