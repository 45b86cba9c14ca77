//! Figures of exercises, of what not to do and of the day, drawn from poses.
//!
//! A posture says where a clinician would put the body ([`posture`]); the skeleton follows ([`skeleton`]); solids round it
//! ([`body`]) are seen from somewhere ([`scene`]) and traced as areas and lines ([`trace`]), which with numbers and arrows
//! make a [`drawing::Drawing`]: paths with roles, that a writer turns into SVG or PDF. No I/O; the same input gives the same
//! bytes on every machine.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "places are finite and a few meters, grids a few thousand places: they fit"
)]
#![allow(
    clippy::many_single_char_names,
    clippy::similar_names,
    reason = "geometry has its letters"
)]

pub mod arrow;
pub mod body;
pub mod chart;
pub mod drawing;
pub mod figure;
pub mod icon;
pub mod inset;
pub mod limb;

pub mod panels;
pub mod person;
pub mod png;
pub mod pose;
pub mod posture;
pub mod props;
pub mod scene;
pub mod side;
pub mod skeleton;
mod space;
pub mod surface;
pub mod svg;
pub mod things;
pub mod trace;
pub mod works;
