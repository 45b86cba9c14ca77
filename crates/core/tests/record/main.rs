//! The record over a small pack that is built in code: its invariants, its hazards, its stored form.

#![allow(clippy::unwrap_used, clippy::panic)]

mod adherence;
mod amendments;
mod body_charts;
mod check_in_hazards;
mod check_ins;
mod clinic;
mod contradictions;
mod derived;
mod fixture;
mod following;
mod format;
mod goals;
mod hazards;
mod invariants;
mod letters;
mod sheets;
mod stories;
