//! The use cases of a clinic, on a real history in a temporary folder.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod derived;
mod earlier_pack;
mod look;
mod packs;
mod pile;
mod sides;
mod support;
mod visit;
