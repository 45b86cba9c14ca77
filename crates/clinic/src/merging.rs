//! Two records of one person become one.

use plinth_core::{number::PatientNumber, record::merge};
use plinth_store::Store;

use crate::{Changed, Clinic, Problem, SignedIn, change::Prepared};

impl Clinic {
    /// Joins two records. The first goes on and takes over what keeps the patient safe; the second closes. Both or neither.
    pub fn merge(
        &mut self,
        by: &SignedIn,
        goes_on: PatientNumber,
        closes: PatientNumber,
        reason: &str,
    ) -> Result<Changed, Problem> {
        let (first, second) = (self.patient(goes_on)?, self.patient(closes)?);
        let desk = self.desk(by)?;
        let (on, end) = merge(&first.record, &second.record, reason, &desk)?;
        let lasting = Prepared::new(first.stream, first.record, on, &desk)?;
        let ending = Prepared::new(second.stream, second.record, end, &desk)?;
        self.store.append(&[lasting.append, ending.append])?;
        Ok(lasting.changed)
    }
}
