use clap::Args;
use plinth_core::clinic::ClinicAct;

use crate::{clinic::ClinicArgs, problem::Problem, terminal};

/// Stop screening and assigning with an adopted pack; for clinical leads
#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// Its digest, or the beginning of it, as `plinth pack list` shows it
    digest: String,
    /// Why
    #[arg(long)]
    reason: String,
}

impl Withdraw {
    pub(crate) fn run(self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let acting = clinic.proved()?;
        let content = acting.clinic.library().by_digest(&self.digest)?;
        let said = format!(
            "{} {} is withdrawn; programs made from it stay as they are.",
            content.id, content.version
        );
        let digest = content.digests.whole.clone();
        let reason = self.reason;
        acting.act_in_clinic(ClinicAct::WithdrawPack { digest, reason })?;
        terminal::status(&said);
        Ok(())
    }
}
