//! The trait: what the program asks of a history, whatever keeps it.

use std::{fmt, io::Write};

use jiff::{Timestamp, civil::Date};
use plinth_core::index::{self, Index};

use crate::{ClinicId, Epoch, Error, Event, Head, StreamId};

/// Makes the derived row of a stream from its events; `None` for a stream without one, such as the clinic's own. Called
/// once for each stream that can be read, so that it can also report progress.
pub type Derive<'a> = &'a dyn Fn(StreamId, &[Event]) -> Option<Index>;

/// One event to be stored.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// When it was recorded; stored in whole microseconds.
    pub at: Timestamp,
    /// The body: canonical JSON, from [`crate::codec::canonical`].
    pub body: Vec<u8>,
}

/// Without the body, which must not reach a log.
impl fmt::Debug for NewEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewEvent {}, {} bytes", self.at, self.body.len())
    }
}

/// New events of one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Append {
    /// Which stream.
    pub stream: StreamId,
    /// The version that the author had seen: the `seq` of the last event read, 0 for a new stream.
    pub expected: u64,
    /// The events, in order.
    pub events: Vec<NewEvent>,
    /// The derived row after them; `None` leaves the stream without one.
    pub index: Option<Index>,
}

/// The derived row of a stream, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Which stream.
    pub stream: StreamId,
    /// The version that the row was derived at.
    pub version: u64,
    /// The row.
    pub index: Index,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matches {
    /// By folded name, then by number.
    pub found: Vec<Found>,
    /// There are more; ask for another word, or a longer beginning.
    pub more: bool,
    /// Streams that may match but whose row does not open; [`Store::verify`] says more.
    pub unreadable: Vec<StreamId>,
}

/// What is due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueList {
    /// The most urgent kind first, then the earliest day, then by number.
    pub lines: Vec<DueLine>,
    /// Streams with something due whose row does not open; they must not be forgotten. [`Store::verify`] says more.
    pub unreadable: Vec<StreamId>,
}

/// One line of a day's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueLine {
    /// What is due, and since when.
    pub due: index::Due,
    /// Whom it concerns.
    pub found: Found,
}

/// A stream whose key was destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// Which stream.
    pub stream: StreamId,
    /// When, in whole microseconds.
    pub at: Timestamp,
}

/// What a verification went through, and everything that it found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many events were checked.
    pub events: u64,
    /// How many streams were opened and compared with their derived rows.
    pub streams: u64,
    /// Everything found; empty if all is well.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong with a history.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Events are missing, or one has a position that is not its own.
    #[error("entry {expected} is missing; the next one says that it is entry {found}")]
    Gap {
        /// The position that should have come.
        expected: u64,
        /// The one that came.
        found: u64,
    },
    /// An event's envelope, or an event before it, was altered.
    #[error("the chain is broken at entry {position}")]
    Link {
        /// Which event.
        position: u64,
    },
    /// A body's bytes are not those that were stored.
    #[error("entry {position} was altered")]
    Body {
        /// Which event.
        position: u64,
    },
    /// A body is gone, and its stream was not erased.
    #[error("entry {position} has lost its content")]
    BodyGone {
        /// Which event.
        position: u64,
    },
    /// An event of a stream is missing, or stands twice.
    #[error("record {stream}: entry {expected} of the record is missing; the next one is {found}")]
    StreamGap {
        /// Which stream.
        stream: StreamId,
        /// The place in the stream that should have come.
        expected: u64,
        /// The one that came.
        found: u64,
    },
    /// A body, or the key of its stream, does not open.
    #[error("record {stream} does not open")]
    Unopened {
        /// Which stream.
        stream: StreamId,
    },
    /// A derived row differs from one made anew.
    #[error("record {stream}: its {what} differs from its history; rebuild what is derived")]
    Derived {
        /// Which stream.
        stream: StreamId,
        /// Which row.
        what: Derived,
    },
    /// Derived rows that belong to no stream.
    #[error("there are {surplus} too many rows for the {what}; rebuild what is derived")]
    Surplus {
        /// Which kind of row.
        what: Derived,
        /// How many more than there should be.
        surplus: u64,
    },
    /// Two listings of the events disagree.
    #[error("the list by record has {by_stream} entries, the list by time {by_position}")]
    Count {
        /// Found going through streams.
        by_stream: u64,
        /// Found going through positions.
        by_position: u64,
    },
    /// The file's structure is broken.
    #[error("the file's structure is broken while reading the {part}")]
    Structure {
        /// What was being read.
        part: &'static str,
    },
    /// A head that this clinic's key did not sign.
    #[error("the signed head is not one of this history")]
    HeadForeign,
    /// The end of the history was cut off, or an older copy was put in its place.
    #[error(
        "{lost} entries after entry {count} are gone; the last of them was recorded at {until}"
    )]
    TailGone {
        /// How many events there still are.
        count: u64,
        /// How many the head says there were more.
        lost: u64,
        /// The head's instant.
        until: Timestamp,
    },
    /// The history up to a head's position is another.
    #[error("entry {position} is not the one that the signed head was made at")]
    HeadDiffers {
        /// The head's position.
        position: u64,
    },
}

/// Kinds of derived row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derived {
    /// The row itself.
    Index,
    /// The tokens that names are found by.
    Names,
    /// The token that the number is found by.
    Number,
    /// The days on which something is due.
    Due,
}

impl fmt::Display for Derived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Index => "summary",
            Self::Names => "name search",
            Self::Number => "number search",
            Self::Due => "due list",
        })
    }
}

/// A clinic's history.
///
/// Reads see one state of the history each. Every backend passes the conformance suite in `tests/conformance.rs`.
pub trait Store {
    /// Whose history it is.
    fn clinic(&self) -> ClinicId;

    /// How often it has been restored.
    fn epoch(&self) -> Epoch;

    /// Where it stands.
    fn head(&self) -> Result<Head, Error>;

    /// Stores events of one or more streams with their derived rows: all of them or none, and lasting when it returns.
    ///
    /// Fails with [`Error::Conflict`] if a stream has events after its `expected` version.
    fn append(&mut self, batch: &[Append]) -> Result<Head, Error>;

    /// All events of a stream, in order; none for a stream that does not exist.
    fn load(&self, stream: StreamId) -> Result<Vec<Event>, Error>;

    /// The `seq` of a stream's last event; 0 if it has none.
    fn version(&self, stream: StreamId) -> Result<u64, Error>;

    /// All streams that can be read, by id: the clinic's own, and the patients'. Erased ones are in [`Self::erasures`].
    fn streams(&self) -> Result<Vec<StreamId>, Error>;

    /// The derived row of a stream.
    fn find(&self, stream: StreamId) -> Result<Option<Found>, Error>;

    /// The stream with this patient number, written as in its [`Index`].
    fn find_number(&self, number: &str) -> Result<Option<Found>, Error>;

    /// The patients whose names have words that begin with each of the typed words, in any order; see [`crate::fold`].
    fn search(&self, typed: &str, limit: usize) -> Result<Matches, Error>;

    /// What is due on this day or before.
    fn due(&self, until: Date) -> Result<DueList, Error>;

    /// Writes events as lines of JSON with their envelope and their opened body, in the order of the chain: of one stream,
    /// or of all. Erased bodies are `null`. Returns how many lines.
    fn export(&self, stream: Option<StreamId>, out: &mut dyn Write) -> Result<u64, Error>;

    /// Checks everything that can be checked: chain, bodies, streams, derived rows against `derive`. Damage is in the
    /// report, and all of it; an error means that the check itself could not be made.
    fn verify(&self, derive: Derive<'_>) -> Result<Report, Error>;

    /// Compares with a head that was kept apart: finds an end that was cut off, or another history.
    fn verify_against(&self, head: &Head) -> Result<Option<Problem>, Error>;

    /// Throws all derived rows away and makes them again from the history.
    fn rebuild(&mut self, derive: Derive<'_>) -> Result<(), Error>;

    /// Destroys a stream's key, its bodies and its derived rows; envelopes and chain stay. Cannot be undone; doing it
    /// again changes nothing.
    fn erase(&mut self, stream: StreamId, at: Timestamp) -> Result<(), Error>;

    /// All erasures, by stream: to be applied again after restoring an older back-up.
    fn erasures(&self) -> Result<Vec<Erasure>, Error>;
}
