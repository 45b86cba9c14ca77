//! Findings over time: open, resolved until a day, settled.

use core::fmt;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{entry::Seq, event::EvidenceKind};
use crate::finding::{Cause, Finding};

/// What names a finding: the entry that opened it, and what raised it. Firing again is another finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FindingId {
    /// The entry that opened it.
    pub entry: Seq,
    /// What raised it.
    pub cause: Cause,
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.entry, self.cause)
    }
}

/// A finding as it stands in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// What names it.
    pub id: FindingId,
    /// What was found.
    pub finding: Finding,
    /// In which episode.
    pub episode: Option<Seq>,
    /// Since which clinic-local day.
    pub since: Date,
    /// How it stands.
    pub state: FlagState,
}

/// How a finding stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlagState {
    /// It counts.
    Open,
    /// A registered clinician resolved it. After `until` it counts again.
    Resolved {
        /// The entry that says so.
        by: Seq,
        /// What it rests on.
        evidence: EvidenceKind,
        /// The last day on which that holds.
        until: Date,
    },
    /// It was resolved, and a later full screening asked again and did not find it.
    Settled(Seq),
    /// A later entry raised the same at the same level or a worse one, or asked again and found it no more where it is
    /// not a flag.
    Superseded(Seq),
}

impl Flag {
    /// Whether it counts on a day: open, or resolved until an earlier day.
    pub fn is_open(&self, on: Date) -> bool {
        match &self.state {
            FlagState::Open => true,
            FlagState::Resolved { until, .. } => on > *until,
            FlagState::Settled(_) | FlagState::Superseded(_) => false,
        }
    }
}
