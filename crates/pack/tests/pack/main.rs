//! Packs from their files: what is read, what is said of mistakes, what cases and mutants show.

mod answers;
mod cases;
mod common;
mod conditions;
mod errors;
mod folders;
mod tiny;
