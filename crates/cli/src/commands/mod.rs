//! One file a command.

pub(crate) mod completions;
pub(crate) mod man;
pub(crate) mod pack;
pub(crate) mod triage;
