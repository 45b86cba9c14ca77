//! Events of printed sheets.

use alloc::{string::String, vec::Vec};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    number::SheetNumber,
    record::entry::{PackRef, Seq},
    sheet::{PrintOptions, SheetKind},
};

/// See [`Event::SheetIssued`](super::Event::SheetIssued). With the history before it and the packs that it names, the bytes
/// follow from it alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetIssued {
    /// Which sheet.
    pub number: SheetNumber,
    /// What kind.
    pub kind: SheetKind,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Why it is not the patient's own, where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language_reason: Option<String>,
    /// Paper and print.
    pub options: PrintOptions,
    /// The packs that its content comes from.
    pub packs: Vec<PackRef>,
    /// The entry of the clinic's own history up to which its settings count.
    pub clinic: Seq,
    /// Version of the layout.
    pub layout: u16,
    /// Hexadecimal BLAKE3 of the bytes.
    pub hash: String,
    /// The sheet that it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<SheetNumber>,
    /// The last day on which it may be followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_until: Option<Date>,
    /// Whether it is a sample of a demonstration.
    #[serde(default)]
    pub sample: bool,
}
