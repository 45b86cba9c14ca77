//! What a decision is made with besides the record: now, who, the clinic's policy, the packs. Plain data.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::entry::Author;
use crate::content::Content;

/// Everything outside the record that a decision may look at.
#[derive(Debug, Clone)]
pub struct Desk<'a> {
    /// The instant.
    pub now: Timestamp,
    /// The clinic's IANA time zone.
    pub zone: String,
    /// The clinic-local date at that instant.
    pub today: Date,
    /// When anything was last written in the whole clinic, if ever: what the clock is held against.
    pub last_write: Option<Timestamp>,
    /// Who decides.
    pub who: Author,
    /// Whether they gave their passphrase again for this command.
    pub proved: bool,
    /// What the clinic has settled.
    pub policy: Policy,
    /// Installed packs by the digest of all their files.
    pub packs: BTreeMap<String, &'a Content>,
    /// Those of them that a clinical lead of the clinic has adopted.
    pub adopted: BTreeSet<String>,
    /// Whether the clinic is a demonstration: every sheet is then a sample.
    pub demo: bool,
}

impl Desk<'_> {
    /// Whether a registered clinician decides.
    pub fn is_registered(&self) -> bool {
        self.who.role.is_registered() && self.who.registration.is_some()
    }
}

/// Numbers that a clinic's clinical lead settles. The defaults are design defaults for them to sign off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Calendar days for which a screening supports an assignment (INV-03).
    pub screening_days: u16,
    /// Most days for which a flag may be resolved.
    pub flag_resolution_days: u16,
    /// Most days for which another finding may be resolved.
    pub resolution_days: u16,
    /// Days to the next review while a precaution or a resolved finding stands.
    pub caution_review_days: u16,
    /// Most days to any review.
    pub review_days_at_most: u16,
    /// Most days between two entries of the clinic before the clock has to be confirmed (HZ-21).
    pub clock_jump_days: u16,
    /// Seconds by which the clock may fall behind the last entry, as when it is set by the network.
    pub clock_back_seconds: u16,
    /// Goals that a patient may have at once.
    pub goals_at_most: u8,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            screening_days: 7,
            flag_resolution_days: 28,
            resolution_days: 90,
            caution_review_days: 7,
            review_days_at_most: 42,
            clock_jump_days: 35,
            clock_back_seconds: 60,
            goals_at_most: 3,
        }
    }
}
