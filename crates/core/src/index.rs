//! What is derived from a record so that it can be found and listed without opening it.
//!
//! Everything here can be thrown away and made again from the history: the store writes it in the same transaction as
//! the events, a rebuild must give the same rows, and no decision ever reads it.

use alloc::{string::String, vec::Vec};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The derived row of one stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The patient number with its check character, as printed.
    pub number: String,
    /// The name as it is shown.
    pub name: String,
    /// Date of birth.
    pub born: Date,
    /// Clinic-local date of the last visit.
    pub last_visit: Option<Date>,
    /// What the patient can be found by: the folded words of every name they have, without repeats, sorted.
    pub words: Vec<String>,
    /// What somebody in the clinic has to do or know, and from when.
    pub due: Vec<Due>,
}

/// One line of a day's list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    /// From this day on it is listed.
    pub on: Date,
    /// What kind of line it is; urgent ones come first whatever their date.
    pub kind: DueKind,
    /// What it is about, in words for the clinic's staff.
    pub about: String,
}

/// Kinds of line of a day's list, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DueKind {
    /// An emergency finding that is open.
    Emergency,
    /// A same-day finding that is open.
    SameDay,
    /// Questions that are needed and open: no program until they are asked.
    Incomplete,
    /// A referral whose receipt or outcome is not recorded.
    Referral,
    /// A task, such as "tell the patient".
    Task,
    /// Advice of the newest check-in that waits for a decision.
    Advice,
    /// A check-in for which the one before asked.
    CheckIn,
    /// A review of the program.
    Review,
}
