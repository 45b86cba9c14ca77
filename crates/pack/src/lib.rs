//! Content packs: read from a folder, checked, tested and named by digest.
//!
//! Reading gives the content and everything that is wrong with it, each with its place in a file and what to do. See
//! `docs/pack-format.md` for what a pack is.

pub mod answers;
pub mod cases;
mod compile;
pub mod condition;
pub mod diagnostic;
pub mod digest;
pub mod evidence;
pub mod figure;
pub mod folder;
pub mod mutate;
mod raw;
mod reading;
pub mod schema;

pub use compile::{Loaded, content, load};
