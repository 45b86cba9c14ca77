//! Answers as they are written in files.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use std::{borrow::Cow, fmt};

use super::{At, Entries};

/// A slot, or another key, with what is written for it.
pub(crate) type AnswerMember<'t> = (At<Cow<'t, str>>, At<AnswerEntry<'t>>);

/// Answers by slot, as they are written, in the order of the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct AnswerEntries<'t>(pub(crate) Vec<AnswerMember<'t>>);

impl<'de> Deserialize<'de> for AnswerEntries<'static> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let Entries(entries) = Entries::<At<AnswerEntry<'static>>>::deserialize(from)?;
        let owned = entries.into_iter().map(|(At { is, span }, entry)| {
            let is = Cow::Owned(is);
            (At { is, span }, entry)
        });
        Ok(Self(owned.collect()))
    }
}

impl JsonSchema for AnswerEntries<'static> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        Entries::<At<AnswerEntry<'static>>>::schema_name()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Entries::<At<AnswerEntry<'static>>>::json_schema(generator)
    }
}

/// An answer as it is written in a file. A number is read from the text of the file, where it is exact.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum AnswerEntry<'t> {
    Text(Cow<'t, str>),
    Number,
    List(Vec<At<Cow<'t, str>>>),
    /// `{ value, since, via }`, or `{ left, right }`.
    Table(Vec<AnswerMember<'t>>),
    /// Something that is never an answer, by its name.
    Other(&'static str),
}

impl<'de> Deserialize<'de> for AnswerEntry<'static> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Written)
    }
}

struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = AnswerEntry<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "an answer: text, a number, a list of regions, or a table with value, since and via",
        )
    }
    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(AnswerEntry::Text(Cow::Owned(text.into())))
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(AnswerEntry::Other("true or false"))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(AnswerEntry::Number)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(AnswerEntry::Number)
    }
    fn visit_i128<E>(self, _: i128) -> Result<Self::Value, E> {
        Ok(AnswerEntry::Number)
    }
    fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
        Ok(AnswerEntry::Number)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(AnswerEntry::Number)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(AnswerEntry::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = table.next_key::<At<Cow<'static, str>>>()? {
            entries.push((key, table.next_value()?));
        }
        Ok(AnswerEntry::Table(entries))
    }
}

impl JsonSchema for AnswerEntry<'static> {
    fn schema_name() -> Cow<'static, str> {
        "Answer".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "yes, no, unsure, declined, not asked, a number, a choice, a date or a list of regions",
            "type": ["string", "number", "array", "object"],
        })
    }
}
