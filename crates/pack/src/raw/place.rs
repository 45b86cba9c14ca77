//! Values with where they stand, and tables that keep the order of the file.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData, ops::Range};

/// A value with its place in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct At<T> {
    pub(crate) is: T,
    pub(crate) span: Range<usize>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(from)?;
        let span = spanned.span();
        Ok(Self {
            is: spanned.into_inner(),
            span,
        })
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

/// A table of entries by their id, in the order of the file.
#[derive(Debug, Clone)]
pub(crate) struct Entries<T>(pub(crate) Vec<(At<String>, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct InOrder<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Entries<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of entries by their id")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        from.deserialize_map(InOrder(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Entries_of_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<BTreeMap<String, T>>()
    }
}

/// The text of a condition and where it stands in its file.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) text: String,
    span: Range<usize>,
    /// Where the text begins, where it stands in the file as it is (without escapes).
    start: Option<usize>,
}

impl Words {
    /// Of a TOML string in `file`.
    pub(crate) fn new(file: &str, written: &At<String>) -> Self {
        let literal = file.get(written.span.clone()).unwrap_or_default();
        let start = [
            "\"\"\"\r\n",
            "\"\"\"\n",
            "'''\r\n",
            "'''\n",
            "\"\"\"",
            "'''",
            "\"",
            "'",
        ]
        .into_iter()
        .find(|quote| literal.starts_with(quote))
        .filter(|quote| literal[quote.len()..].starts_with(&written.is))
        .map(|quote| written.span.start + quote.len());
        Self {
            text: written.is.clone(),
            span: written.span.clone(),
            start,
        }
    }

    /// The place in the file of a part of the text; the whole string where the text has escapes.
    pub(crate) fn place(&self, part: &Range<usize>) -> Range<usize> {
        match self.start {
            Some(start) => {
                let from = (start + part.start).min(self.span.end);
                from..(start + part.end).clamp(from, self.span.end).max(from + 1)
            }
            None => self.span.clone(),
        }
    }
}
