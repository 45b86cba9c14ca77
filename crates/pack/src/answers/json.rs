//! JSON with nothing lost: numbers as they are written, keys that stand twice, and where everything stands.

use std::{collections::BTreeSet, fmt, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::{
    diagnostic::Diagnostic,
    raw::{AnswerEntries, AnswerEntry, At, Entries},
};

/// Tables inside each other: the file, its answers, a side, a value.
const DEEPEST: usize = 4;

pub(super) fn entries(
    name: &str,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<AnswerEntries> {
    let reader = Reader { text };
    let read = serde_json::from_str::<&RawValue>(text)
        .map_err(|fault| reader.syntax(&fault))
        .and_then(|whole| reader.value(whole, 0));
    let fault = match read {
        Ok(At {
            is: AnswerEntry::Table(entries),
            ..
        }) => return Some(Entries(entries)),
        Ok(_) => Fault {
            span: 0..0,
            message: "a file of answers is a table: { \"answers\": { … } }",
        },
        Err(fault) => fault,
    };
    diagnostics.push(
        Diagnostic::error("not-readable", name, fault.span, fault.message)
            .hint("correct it here; see \"Answer\" in the stored formats"),
    );
    None
}

struct Fault {
    span: Range<usize>,
    message: &'static str,
}

struct Reader<'a> {
    text: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&self, raw: &'a RawValue, depth: usize) -> Result<At<AnswerEntry>, Fault> {
        let span = self.span(raw);
        let fault = |message| Fault {
            span: span.clone(),
            message,
        };
        if depth > DEEPEST {
            return Err(fault("tables stand too deep inside each other"));
        }
        let broken = |_| fault("this is not JSON");
        let is = match raw.get().as_bytes().first() {
            Some(b'"') => AnswerEntry::Text(serde_json::from_str(raw.get()).map_err(broken)?),
            Some(b'{') => {
                let Object(members) = serde_json::from_str(raw.get()).map_err(broken)?;
                let mut entries = Vec::new();
                let mut seen = BTreeSet::new();
                for (key, value) in members {
                    if !seen.insert(key.clone()) {
                        return Err(Fault {
                            span: self.span(value),
                            message: "a key stands here twice; which of them is meant?",
                        });
                    }
                    let value = self.value(value, depth + 1)?;
                    let span = value.span.clone();
                    entries.push((At { is: key, span }, value));
                }
                AnswerEntry::Table(entries)
            }
            Some(b'[') => {
                let List(items) = serde_json::from_str(raw.get()).map_err(broken)?;
                let items = items.into_iter().map(|item| {
                    let span = self.span(item);
                    let text = serde_json::from_str(item.get()).map_err(|_| Fault {
                        span: span.clone(),
                        message: "a list holds texts only",
                    })?;
                    Ok(At { is: text, span })
                });
                AnswerEntry::List(items.collect::<Result<_, Fault>>()?)
            }
            Some(b't' | b'f') => AnswerEntry::Other("true or false"),
            Some(b'n') => AnswerEntry::Other("null"),
            _ => AnswerEntry::Number,
        };
        Ok(At { is, span })
    }

    /// Where a value stands: it is borrowed from the text.
    fn span(&self, raw: &RawValue) -> Range<usize> {
        let start = raw.get().as_ptr().addr() - self.text.as_ptr().addr();
        start..start + raw.get().len()
    }

    fn syntax(&self, fault: &serde_json::Error) -> Fault {
        let line_start: usize = self
            .text
            .split_inclusive('\n')
            .take(fault.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let at = (line_start + fault.column().saturating_sub(1)).min(self.text.len());
        Fault {
            span: at..(at + 1).min(self.text.len()),
            message: if fault.is_eof() {
                "this file ends too early; it is not whole"
            } else {
                "this is not JSON from here on"
            },
        }
    }
}

/// The members of an object, each as often as it stands there.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Object<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Object(members))
            }
        }
        from.deserialize_map(Members)
    }
}

struct List<'a>(Vec<&'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for List<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Items;
        impl<'de> Visitor<'de> for Items {
            type Value = List<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(List(items))
            }
        }
        from.deserialize_seq(Items)
    }
}
