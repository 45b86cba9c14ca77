//! Conditions: from the words of a pack to `plinth_core`'s compiled form, and back.
//!
//! Two steps, so that a condition can be wrong in several places and each of them is shown: [`syntax`] reads the words
//! into a tree and stops at the first mistake, [`resolve`] then holds the whole tree to the pack's questions.

mod fact;
mod print;
pub(crate) mod resolve;
pub(crate) mod syntax;

pub use print::Written;
pub use syntax::{DEEPEST, LARGEST};
