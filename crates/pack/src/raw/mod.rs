//! The files of a pack as they are written: TOML into plain types, with the places of what is checked later.

mod answer;
mod cases;
mod content;
mod place;
mod screening;
mod words;

pub(crate) use answer::*;
pub(crate) use cases::*;
pub(crate) use content::*;
pub(crate) use place::*;
pub(crate) use screening::*;

use schemars::JsonSchema;
use serde::de::{DeserializeOwned, IntoDeserializer};
use std::{collections::BTreeSet, ops::Range};
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, did_you_mean};

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
    let (mut table, faults) = DeTable::parse_recoverable(text);
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
    for (_, value) in table.get_mut().iter_mut() {
        dates_as_text(value.get_mut());
    }
    match T::deserialize(table.clone().into_deserializer()) {
        Ok(file) => Read {
            is: Some(file),
            unreadable: BTreeSet::new(),
        },
        Err(_) => read_entries(path, text, &table, diagnostics),
    }
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
    let try_with = |keep: &dyn Fn(&str, usize) -> bool| {
        let only = with_entries(table, T::ENTRIES, keep);
        T::deserialize(only.into_deserializer())
    };
    let mut unreadable = BTreeSet::new();
    let bare = try_with(&|_, _| false).err();
    diagnostics.extend(bare.iter().map(|fault| as_diagnostic(path, text, fault)));
    if bare.is_some() {
        return Read {
            is: None,
            unreadable,
        };
    }
    let mut wrong = BTreeSet::new();
    for key in T::ENTRIES {
        for (place, name) in entry_names(table, key).into_iter().enumerate() {
            if let Err(fault) = try_with(&|k, p| k == *key && p == place) {
                diagnostics.push(as_diagnostic(path, text, &fault));
                wrong.insert((*key, place));
                unreadable.extend(name);
            }
        }
    }
    let is = try_with(&|key, place| !wrong.iter().any(|(k, p)| *k == key && *p == place));
    Read {
        is: is.ok(),
        unreadable,
    }
}

/// The names of the entries under a key; nothing for those of an array.
fn entry_names(table: &toml::Spanned<DeTable<'_>>, key: &str) -> Vec<Option<String>> {
    match table.get_ref().get(key).map(toml::Spanned::get_ref) {
        Some(DeValue::Table(entries)) => entries
            .keys()
            .map(|name| Some(name.get_ref().to_string()))
            .collect(),
        Some(DeValue::Array(entries)) => entries.iter().map(|_| None).collect(),
        _ => Vec::new(),
    }
}

/// The same file with only those entries that are to be kept.
fn with_entries<'i>(
    table: &toml::Spanned<DeTable<'i>>,
    keys: &[&'static str],
    keep: &dyn Fn(&str, usize) -> bool,
) -> toml::Spanned<DeTable<'i>> {
    let mut only = DeTable::new();
    for (key, value) in table.get_ref() {
        let name = key.get_ref().as_ref();
        let value = if keys.contains(&name) {
            let kept = match value.get_ref() {
                DeValue::Table(entries) => DeValue::Table(
                    entries
                        .iter()
                        .enumerate()
                        .filter(|(place, _)| keep(name, *place))
                        .map(|(_, (id, entry))| (id.clone(), entry.clone()))
                        .collect(),
                ),
                DeValue::Array(entries) => DeValue::Array(
                    entries
                        .iter()
                        .enumerate()
                        .filter(|(place, _)| keep(name, *place))
                        .map(|(_, entry)| entry.clone())
                        .collect(),
                ),
                other => other.clone(),
            };
            toml::Spanned::new(value.span(), kept)
        } else {
            value.clone()
        };
        only.insert(key.clone(), value);
    }
    toml::Spanned::new(table.span(), only)
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
    let found = Diagnostic::error(code, path, span, message);
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
