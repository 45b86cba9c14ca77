//! The files of a pack as they are written: TOML into plain types, with the places of what is checked later.

mod answer;
mod cases;
mod checkin;
mod content;
mod place;
mod screening;
mod words;

pub(crate) use answer::*;
pub(crate) use cases::*;
pub(crate) use checkin::*;
pub(crate) use content::*;
pub(crate) use place::*;
pub(crate) use screening::*;

use schemars::JsonSchema;
use serde::de::{DeserializeOwned, IntoDeserializer};
use std::{collections::BTreeSet, ops::Range};
use toml::de::{DeString, DeTable, DeValue};

use crate::diagnostic::{Diagnostic, MOST_SAID, did_you_mean};

/// One kind of file.
pub(crate) trait File: DeserializeOwned + JsonSchema {
    /// Keys under which stand entries that are read, and can be wrong, one by one.
    const ENTRIES: &'static [&'static str];
}

/// What a file says, and what could not be read.
pub(crate) struct Read<T> {
    pub(crate) is: Option<T>,
    /// Ids of entries that are there but have mistakes in them.
    pub(crate) unreadable: BTreeSet<String>,
}

/// Reads a file; where some entries have mistakes, those are said and the others read.
pub(crate) fn read<T: File>(path: &str, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Read<T> {
    let (table, faults) = parsed(text);
    for (place, fault) in faults.iter().enumerate() {
        if !follows_from_last(text, &faults[..place], fault) {
            diagnostics.push(as_diagnostic(path, text, fault));
        }
    }
    if !faults.is_empty() {
        return Read {
            is: None,
            unreadable: BTreeSet::new(),
        };
    }
    match T::deserialize(table.into_deserializer()) {
        Ok(file) => Read {
            is: Some(file),
            unreadable: BTreeSet::new(),
        },
        // Parsed again rather than copied before: most files have no mistake.
        Err(_) => read_entries(path, text, &parsed(text).0, diagnostics),
    }
}

fn parsed(text: &str) -> (toml::Spanned<DeTable<'_>>, Vec<toml::de::Error>) {
    let (mut table, faults) = DeTable::parse_recoverable(text);
    for (_, value) in table.get_mut().iter_mut() {
        dates_as_text(value.get_mut());
    }
    (table, faults)
}

/// A date may stand without quotes; it is read as if it had them.
fn dates_as_text(value: &mut DeValue<'_>) {
    match value {
        DeValue::Datetime(date) => *value = DeValue::String(date.to_string().into()),
        DeValue::Array(items) => {
            for item in items.iter_mut() {
                dates_as_text(item.get_mut());
            }
        }
        DeValue::Table(entries) => {
            for (_, entry) in entries.iter_mut() {
                dates_as_text(entry.get_mut());
            }
        }
        _ => {}
    }
}

/// Whether a key is there twice because the table around it is, which was said.
fn follows_from_last(text: &str, before: &[toml::de::Error], fault: &toml::de::Error) -> bool {
    let (Some(last), Some(span)) = (before.last().and_then(toml::de::Error::span), fault.span())
    else {
        return false;
    };
    fault.message() == "duplicate key"
        && text
            .get(last.end..span.start)
            .is_some_and(|between| !between.contains("\n["))
}

/// Reads each entry by itself to find all that are wrong, then those that are not wrong together.
fn read_entries<T: File>(
    path: &str,
    text: &str,
    table: &toml::Spanned<DeTable<'_>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Read<T> {
    let mut read = Read {
        is: None,
        unreadable: BTreeSet::new(),
    };
    let span = table.span();
    let of = |table: DeTable<'_>| {
        T::deserialize(toml::Spanned::new(span.clone(), table).into_deserializer())
    };
    let is_entries = |key: &str| T::ENTRIES.contains(&key);
    let bare: DeTable<'_> = table
        .get_ref()
        .iter()
        .filter(|(key, _)| !is_entries(key.get_ref()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if let Err(fault) = of(bare.clone()) {
        diagnostics.push(as_diagnostic(path, text, &fault));
        return read;
    }
    let mut right = bare.clone();
    let mut wrong = 0;
    for (key, value) in table.get_ref() {
        if !is_entries(key.get_ref()) {
            continue;
        }
        let mut kept = Vec::new();
        for (name, entry) in entries(value.get_ref()) {
            let mut alone = bare.clone();
            let only = [(name.clone(), entry.clone())];
            alone.insert(
                key.clone(),
                toml::Spanned::new(value.span(), gathered(value.get_ref(), only)),
            );
            match of(alone) {
                Ok(_) => kept.push((name, entry.clone())),
                Err(fault) => {
                    diagnostics.push(as_diagnostic(path, text, &fault));
                    read.unreadable
                        .extend(name.map(|name| name.get_ref().to_string()));
                    wrong += 1;
                }
            }
            if wrong == MOST_SAID {
                return read;
            }
        }
        right.insert(
            key.clone(),
            toml::Spanned::new(value.span(), gathered(value.get_ref(), kept)),
        );
    }
    match of(right) {
        Ok(file) => read.is = Some(file),
        Err(fault) => diagnostics.push(as_diagnostic(path, text, &fault)),
    }
    read
}

type Name<'i> = toml::Spanned<DeString<'i>>;
type Entry<'i> = toml::Spanned<DeValue<'i>>;

/// The entries of a table with their names, or of an array without.
fn entries<'t, 'i>(value: &'t DeValue<'i>) -> Vec<(Option<Name<'i>>, &'t Entry<'i>)> {
    match value {
        DeValue::Table(entries) => entries
            .iter()
            .map(|(name, entry)| (Some(name.clone()), entry))
            .collect(),
        DeValue::Array(entries) => entries.iter().map(|entry| (None, entry)).collect(),
        _ => Vec::new(),
    }
}

/// Some entries as a table or an array, whichever the whole is. Anything else stays as it is, wrong as it may be.
fn gathered<'i>(
    whole: &DeValue<'i>,
    entries: impl IntoIterator<Item = (Option<Name<'i>>, Entry<'i>)>,
) -> DeValue<'i> {
    let entries = entries.into_iter();
    match whole {
        DeValue::Table(_) => DeValue::Table(
            entries
                .filter_map(|(name, entry)| Some((name?, entry)))
                .collect(),
        ),
        DeValue::Array(_) => DeValue::Array(entries.map(|(_, entry)| entry).collect()),
        other => other.clone(),
    }
}

fn as_diagnostic(path: &str, text: &str, fault: &toml::de::Error) -> Diagnostic {
    let message = fault.message();
    let span = at_least_one(text, fault.span().unwrap_or(0..0));
    let code = [
        ("unknown field", "unknown-key"),
        ("missing field", "missing-key"),
        ("unknown variant", "unknown-word"),
        ("invalid type", "wrong-type"),
        ("duplicate", "duplicate-key"),
    ]
    .iter()
    .find(|(start, _)| message.starts_with(start))
    .map_or("not-readable", |(_, code)| code);
    // The names of this program's own types say nothing to who writes a pack.
    let said = match message.split_once(", expected struct ") {
        Some((found, _)) => format!("{found}, expected a table: {{ … }}"),
        None => message.to_string(),
    };
    let found = Diagnostic::error(code, path, span, said);
    // `unknown field `wen`, expected one of `when`, `gives``
    let mut quoted = message.split('`').skip(1).step_by(2);
    let near = quoted
        .next()
        .filter(|_| code.starts_with("unknown"))
        .and_then(|written| did_you_mean(written, quoted));
    match near {
        Some(hint) => found.hint(hint),
        None => found.hint(match code {
            "missing-key" => "add it; see the pack format",
            "unknown-key" => "remove it; see the pack format",
            "duplicate-key" => "remove one of them, or give it another id",
            _ => "correct it; see the pack format",
        }),
    }
}

/// An empty place cannot be underlined; the character after it can, or before it at the end.
fn at_least_one(text: &str, span: Range<usize>) -> Range<usize> {
    if !span.is_empty() || text.is_empty() {
        span
    } else if span.end < text.len() {
        span.start..span.end + 1
    } else {
        text.len() - 1..text.len()
    }
}
