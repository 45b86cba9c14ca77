//! One exercise on a sheet.

use crate::name::{CautionId, ExerciseId, SignId};
use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// One exercise, whole on one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exercise {
    /// Its number on this sheet, which also names its row of the chart.
    pub number: u8,
    /// "Pelvic tilt".
    pub name: String,
    /// "Lie on your back".
    pub position: String,
    /// How many, how long, how often. Never empty.
    pub doses: Vec<Dose>,
    /// How, step by step, numbered by the layout.
    pub steps: Vec<String>,
    /// What it should feel like.
    pub feel: String,
    /// What ends it.
    pub stop_if: String,
    /// How to make it easier.
    pub easier: String,
    /// Its picture, where one exists.
    pub figure: Option<Figure>,
}

/// One part of a dose: "20–30", "hold", "seconds".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dose {
    /// The number or range as it was recorded, or the words "as shown today".
    pub value: String,
    /// What it counts: "times", "hold", "times a day".
    pub label: String,
    /// Its unit, where the label does not say it: "seconds". May be empty.
    pub unit: String,
    /// Where the amount comes from.
    pub provenance: Provenance,
}

/// Where an amount comes from. What is not from the source is marked on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// The source that the pack cites.
    Source,
    /// The clinic's default, where the source gives none.
    Clinic,
    /// Set by the clinician for this patient.
    Edited,
}

impl Provenance {
    /// The mark printed after the amount.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Source => "",
            Self::Clinic => "*",
            Self::Edited => "†",
        }
    }
}

/// What a figure shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// An exercise, in panels.
    Exercise(ExerciseId),
    /// What not to do, crossed out.
    Caution(CautionId),
    /// Something of the day.
    Sign(SignId),
}

impl core::fmt::Display for Subject {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Exercise(id) => id.fmt(f),
            Self::Caution(id) => id.fmt(f),
            Self::Sign(id) => id.fmt(f),
        }
    }
}

/// A picture by reference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The pack that it belongs to, by digest.
    pub pack_digest: String,
    /// What it shows.
    #[serde(flatten)]
    pub subject: Subject,
    /// The side that works in it.
    pub side: FigureSide,
    /// What it shows, in words: name, position, start and end of an exercise; of what is small, the words beside it.
    pub alternative: String,
}

/// The side that works in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureSide {
    /// The patient's left.
    Left,
    /// The patient's right.
    Right,
    /// Both, or none in particular.
    Both,
}
