//! Events of check-ins: what the patient reports, what is advised, and what was decided about it.

use alloc::{collections::BTreeMap, string::String};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::{
    answer::Answers,
    check_in::{Advice, Effect},
    finding::Outcome,
    name::ExerciseId,
    record::entry::{PackRef, Seq},
};

/// What a patient reports at a check-in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Report {
    /// The answers, raw.
    pub answers: Answers,
    /// The answers about each exercise, raw.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<ExerciseId, Answers>,
    /// How well each goal goes, from 0 (cannot) to 10 (as before), by the entry that set it.
    #[serde(
        default,
        deserialize_with = "by_entry",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub goals: BTreeMap<Seq, u8>,
}

/// Names of JSON are texts, also where a whole entry is read at once and they are not turned into numbers.
fn by_entry<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Seq, u8>, D::Error> {
    let named: BTreeMap<String, u8> = Deserialize::deserialize(deserializer)?;
    let by_entry = named.into_iter().map(|(entry, score)| {
        let entry = entry.parse().map_err(D::Error::custom)?;
        Ok((Seq(entry), score))
    });
    by_entry.collect()
}

/// See [`Event::CheckInRecorded`](super::Event::CheckInRecorded).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckInRecorded {
    /// In which episode.
    pub episode: Seq,
    /// The pack whose questions were asked.
    pub pack: PackRef,
    /// What was reported.
    pub report: Report,
    /// What the pack's screening rules make of it.
    pub outcome: Outcome,
    /// What its check-in rules advise.
    pub advice: Advice,
}

/// See [`Event::AdviceDecided`](super::Event::AdviceDecided).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceDecided {
    /// The entry of the check-in.
    pub check_in: Seq,
    /// The exercise that it is about; the program as a whole where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<ExerciseId>,
    /// What was advised.
    pub advised: Effect,
    /// What was done in line with it; none where it was decided otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Effect>,
    /// Why it was decided otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
