//! Packs from their files: what is read, what is said of mistakes, what cases and mutants show.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests fail as tests do"
)]

mod answers;
mod cases;
mod check_in_answers;
mod common;
mod conditions;
mod errors;
mod figures;
mod folders;
mod schemas;
mod tiny;
