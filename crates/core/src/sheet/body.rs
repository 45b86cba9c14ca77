//! Where something is felt: a body chart, as regions and words. It knows no drawing; the layout has one of each region.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

use super::RunIn;
use crate::{answer::Side, name::Region};

/// What is felt. Each has a pattern of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Symptom {
    /// Pain.
    Pain,
    /// Numbness.
    Numbness,
    /// Tingling.
    Tingling,
}

/// Where something is felt, with the same in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyChart {
    /// "Where it is felt".
    pub heading: String,
    /// The words beside the body.
    pub words: BodyWords,
    /// What is drawn. Where there is nothing, no body is drawn either: an empty one would say that nothing is felt.
    pub marks: Vec<BodyMark>,
    /// What is drawn, in words, for who does not see it: "Pain: LEFT: buttock, calf".
    pub alternative: String,
    /// What is felt and what is not known of it, each beside its pattern where that is drawn.
    pub felt: Vec<Felt>,
}

/// The words beside the body. Left and right are the patient's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyWords {
    /// Over the view from the front.
    pub front: String,
    /// Over the view from the back.
    pub back: String,
    /// Beside the patient's left.
    pub left: String,
    /// Beside the patient's right.
    pub right: String,
}

/// A region that is marked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BodyMark {
    /// The region.
    pub region: Region,
    /// The patient's side; none where the region lies across the middle.
    pub side: Option<Side>,
    /// What is felt there.
    pub symptom: Symptom,
}

/// A line of what is felt, which is the legend too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Felt {
    /// What.
    pub symptom: Symptom,
    /// Whether its pattern is on the chart.
    pub drawn: bool,
    /// "Pain, 21 Nov 2026:", "low back; LEFT: buttock, calf".
    pub told: RunIn,
}

impl BodyChart {
    /// The words beside the body in the order in which they are read, view by view: what the view is called, then the side
    /// at the reader's left, then the other. None where no body is drawn.
    pub fn captions(&self) -> Option<[&str; 6]> {
        let words = &self.words;
        (!self.marks.is_empty()).then_some([
            &words.front,
            &words.right,
            &words.left,
            &words.back,
            &words.left,
            &words.right,
        ])
    }
}
