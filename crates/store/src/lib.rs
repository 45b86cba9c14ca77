//! The history: sealed, chained, append-only streams of events, on SQLite.
//!
//! The store knows bytes and envelopes. What an event says is known to the crates above: its body comes in as canonical
//! JSON ([`codec::canonical`]) and is sealed before it is written. A stream is one patient, or the clinic itself; the
//! clinic's own stream is the one whose id equals the clinic's id ([`ClinicId::stream`]).
//!
//! What a copied file reveals to somebody without the key: how many streams and events there are, when each event was
//! written and how long it is, on which days something is due for which stream, which streams have words of their names
//! in common (but not which words), and which have been erased. No name, number, birth date, answer or author.

mod base32;
mod chain;
pub mod codec;
mod entropy;
mod envelope;
mod error;
pub mod fold;
mod folder;
mod head;
mod hex;
mod ids;
pub mod keyfile;
mod keys;
pub mod recovery;
mod schema;
mod seal;
mod sqlite;
mod store;
mod tokens;

pub use chain::Link;
pub use entropy::random;
pub use envelope::Event;
pub use error::{Conflict, Error, SqliteCode};
pub use folder::Exposed;
pub use head::{Head, NotAHead};
pub use ids::{ClinicId, NotAnId, StreamId};
pub use keys::ClinicKey;
pub use plinth_core::number::Epoch;
pub use sqlite::{DATABASE, ReadOnlyReason, Restore, SqliteStore};
pub use store::{
    Append, Derive, Derived, DueLine, DueList, Erasure, Found, Matches, NewEvent, Problem, Report,
    Store,
};
