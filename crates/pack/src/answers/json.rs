//! JSON with nothing lost: numbers as they are written, keys that stand twice, and where everything stands.
//!
//! The text is gone through once. What is read is what a file of answers can hold; the grammar is that of RFC 8259.

use std::{borrow::Cow, ops::Range};

use crate::{
    diagnostic::Diagnostic,
    raw::{AnswerEntries, AnswerEntry, AnswerMember, At},
};

/// Tables inside each other: the file, its answers, a side, a value.
const DEEPEST: usize = 4;

pub(super) fn entries<'t>(
    name: &str,
    text: &'t str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<AnswerEntries<'t>> {
    let fault = match (Reader { text, at: 0 }).whole() {
        Ok(AnswerEntry::Table(entries)) => return Some(AnswerEntries(entries)),
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

#[derive(Debug)]
struct Fault {
    span: Range<usize>,
    message: &'static str,
}

struct Reader<'t> {
    text: &'t str,
    /// The byte that is read next. Never inside a character.
    at: usize,
}

impl<'t> Reader<'t> {
    fn whole(mut self) -> Result<AnswerEntry<'t>, Fault> {
        let value = self.value(0)?;
        match self.next() {
            None => Ok(value.is),
            Some(_) => Err(self.not_json()),
        }
    }

    fn value(&mut self, depth: usize) -> Result<At<AnswerEntry<'t>>, Fault> {
        let next = self.next();
        let start = self.at;
        let is = match next {
            Some(b'"') => AnswerEntry::Text(self.string()?),
            Some(b'{') => AnswerEntry::Table(self.table(depth)?),
            Some(b'[') => AnswerEntry::List(self.list()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        let span = start..self.at;
        Ok(At { is, span })
    }

    /// The members of an object, at its brace.
    fn table(&mut self, depth: usize) -> Result<Vec<AnswerMember<'t>>, Fault> {
        if depth > DEEPEST {
            return Err(self.fault("tables stand too deep inside each other"));
        }
        let mut members = Vec::new();
        self.at += 1;
        if self.next() == Some(b'}') {
            self.at += 1;
            return Ok(members);
        }
        loop {
            if self.next() != Some(b'"') {
                return Err(self.not_json());
            }
            let key = self.text()?;
            self.expect(b':')?;
            members.push((key, self.value(depth + 1)?));
            if self.ends(b'}')? {
                break;
            }
        }
        match standing_twice(&members) {
            None => Ok(members),
            Some(span) => Err(Fault {
                span,
                message: "a key stands here twice; which of them is meant?",
            }),
        }
    }

    /// The texts of a list, at its bracket.
    fn list(&mut self) -> Result<Vec<At<Cow<'t, str>>>, Fault> {
        let mut items = Vec::new();
        self.at += 1;
        if self.next() == Some(b']') {
            self.at += 1;
            return Ok(items);
        }
        loop {
            match self.next() {
                Some(b'"') => items.push(self.text()?),
                None => return Err(self.not_json()),
                Some(_) => return Err(self.fault("a list holds texts only")),
            }
            if self.ends(b']')? {
                return Ok(items);
            }
        }
    }

    fn text(&mut self) -> Result<At<Cow<'t, str>>, Fault> {
        let start = self.at;
        let is = self.string()?;
        let span = start..self.at;
        Ok(At { is, span })
    }

    /// A string, at its first quote.
    fn string(&mut self) -> Result<Cow<'t, str>, Fault> {
        let start = self.at;
        let mut escaped = false;
        self.at += 1;
        loop {
            let rest = self.rest();
            self.at += rest
                .iter()
                .position(|byte| matches!(byte, b'"' | b'\\' | ..0x20))
                .unwrap_or(rest.len());
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 1;
                    // An escaped quote does not end the string; whether the escape is one is looked at below.
                    match self.peek() {
                        Some(byte) if byte.is_ascii_graphic() => self.at += 1,
                        _ => return Err(self.not_json()),
                    }
                }
                _ => return Err(self.not_json()),
            }
        }
        let inside = self.since(start + 1);
        self.at += 1;
        if !escaped {
            return Ok(Cow::Borrowed(inside));
        }
        serde_json::from_str(self.since(start))
            .map(Cow::Owned)
            .map_err(|_| Fault {
                span: start..self.at,
                message: "this is not JSON",
            })
    }

    /// A number. It stays in the text, digit by digit.
    fn number(&mut self) -> Result<AnswerEntry<'t>, Fault> {
        self.skip(b'-');
        if !self.skip(b'0') {
            self.digits()?;
        }
        if self.skip(b'.') {
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            let _ = self.skip(b'+') || self.skip(b'-');
            self.digits()?;
        }
        Ok(AnswerEntry::Number)
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let digits = self.rest().iter().take_while(|b| b.is_ascii_digit());
        match digits.count() {
            0 => Err(self.not_json()),
            count => {
                self.at += count;
                Ok(())
            }
        }
    }

    fn word(&mut self) -> Result<AnswerEntry<'t>, Fault> {
        for (word, name) in [
            ("true", "true or false"),
            ("false", "true or false"),
            ("null", "null"),
        ] {
            if self.rest().starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(AnswerEntry::Other(name));
            }
        }
        Err(self.not_json())
    }

    /// The next byte that is no white space, and nothing at the end.
    fn next(&mut self) -> Option<u8> {
        while let Some(byte) = self.peek() {
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        self.next();
        if self.skip(byte) {
            Ok(())
        } else {
            Err(self.not_json())
        }
    }

    /// Whether the list or table ends here; else there is a comma.
    fn ends(&mut self, with: u8) -> Result<bool, Fault> {
        if self.next() == Some(with) {
            self.at += 1;
            return Ok(true);
        }
        self.expect(b',').map(|()| false)
    }

    fn not_json(&self) -> Fault {
        self.fault(if self.rest().is_empty() {
            "this file ends too early; it is not whole"
        } else {
            "this is not JSON from here on"
        })
    }

    fn fault(&self, message: &'static str) -> Fault {
        let character = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next());
        Fault {
            span: self.at..self.at + character.map_or(0, char::len_utf8),
            message,
        }
    }
}

/// Where a key stands for the second time.
fn standing_twice(members: &[AnswerMember<'_>]) -> Option<Range<usize>> {
    if members.is_sorted_by(|(a, _), (b, _)| a.is < b.is) {
        return None;
    }
    let mut keys: Vec<_> = members.iter().map(|(key, _)| key).collect();
    keys.sort_by(|a, b| a.is.cmp(&b.is));
    let twice = keys.windows(2).find_map(|pair| match pair {
        [first, second] if first.is == second.is => Some(second),
        _ => None,
    });
    twice.map(|key| key.span.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn read(text: &str) -> Result<AnswerEntry<'_>, Fault> {
        Reader { text, at: 0 }.whole()
    }

    /// Whether a file of answers could hold it: lists of texts, tables not too deep, no key twice.
    fn fits(value: &Value, depth: usize) -> bool {
        match value {
            Value::Array(items) => items.iter().all(Value::is_string),
            Value::Object(members) => {
                depth <= DEEPEST && members.values().all(|value| fits(value, depth + 1))
            }
            _ => true,
        }
    }

    fn same(value: &Value, entry: &At<AnswerEntry<'_>>, text: &str) -> bool {
        match (value, &entry.is) {
            (Value::String(a), AnswerEntry::Text(b)) => a == b,
            (Value::Number(a), AnswerEntry::Number) => {
                serde_json::from_str::<Value>(&text[entry.span.clone()]).unwrap()
                    == Value::Number(a.clone())
            }
            (Value::Bool(_), AnswerEntry::Other("true or false"))
            | (Value::Null, AnswerEntry::Other("null")) => true,
            (Value::Array(a), AnswerEntry::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.as_str() == Some(&b.is))
            }
            (Value::Object(a), AnswerEntry::Table(b)) => {
                a.len() == b.len()
                    && b.iter().all(|(key, entry)| {
                        a.get(&*key.is)
                            .is_some_and(|value| same(value, entry, text))
                    })
            }
            _ => false,
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(5_000))]

        #[test]
        fn reads_what_json_is_and_nothing_else(text in r#"([\[\]{}:, \n]|"a"|"b"|"c\\n"|"é\\u00e9"|"\\ud800"|"|\\|-|0|7|1\.5|01|2\.|1e9|1E\+|true|false|null|tru|é){0,12}"#) {
            let known = serde_json::from_str::<Value>(&text);
            let read = read(&text);
            match &known {
                Ok(value) if fits(value, 0) => match read {
                    Ok(is) => assert!(same(value, &At { is, span: trimmed(&text) }, &text), "{text}"),
                    Err(fault) => assert!(fault.message.contains("twice"), "{text} {fault:?}"),
                },
                // Numbers are read by their question, which says what is out of its range.
                Err(fault) if fault.to_string().contains("out of range") => {}
                _ => assert!(read.is_err(), "{text}"),
            }
        }

        #[test]
        fn reads_every_table_of_texts_and_numbers(
            members in proptest::collection::btree_map(".{0,4}", proptest::prelude::any::<(String, i32)>(), 0..6),
            pretty: bool,
        ) {
            let members = members.into_iter().map(|(key, (text, number))| (key, serde_json::json!({ "v": text, "n": number, "l": [text] })));
            let value = Value::Object(members.collect());
            let text = if pretty { format!("{value:#}") } else { value.to_string() };
            let is = read(&text).unwrap();
            assert!(same(&value, &At { is, span: trimmed(&text) }, &text), "{text}");
        }
    }

    fn trimmed(text: &str) -> Range<usize> {
        let start = text.len() - text.trim_start().len();
        start..text.trim_end().len()
    }

    #[test]
    fn a_mistake_is_where_it_stands() {
        for (text, at) in [
            ("", 0),
            (r#"{"a":"x"#, 7),
            (r#"{"a":1,}"#, 7),
            (r#"{"a" 1}"#, 5),
            (r#"{"a":1} x"#, 8),
            ("{\"a\":\"\t\"}", 6),
            (r#"{"a":"x\"#, 8),
            (r#"{"a":"x\é"}"#, 8),
            (r#"{"a":["b", 1]}"#, 11),
            (r#"{"a":1, "b":2, "a":3}"#, 15),
            (r#"{"a":{"b":{"c":{"d":{"e":{}}}}}}"#, 25),
        ] {
            assert_eq!(read(text).unwrap_err().span.start, at, "{text}");
        }
    }
}
