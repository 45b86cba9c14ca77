//! The byte form of an event's body: canonical JSON, readable in thirty years.

use std::io::Write;

use serde::Serialize;
use serde_json::Value;

/// Why a value has no canonical form.
#[derive(Debug, thiserror::Error)]
pub enum NotCanonical {
    /// A floating-point number, which two programs may print differently.
    #[error("an event holds a floating-point number; store decimals as scaled integers")]
    Float,
    /// The value cannot be written as JSON.
    #[error("an event cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// Writes a value as canonical JSON: no white space, keys sorted by their UTF-8 bytes, integers only, strings escaped as
/// little as JSON allows.
///
/// A float that is not a number (NaN) reaches this function as `null`, so types with floats must not be stored at all.
pub fn canonical(value: &impl Serialize) -> Result<Vec<u8>, NotCanonical> {
    let mut out = Vec::new();
    write(&serde_json::to_value(value)?, &mut out)?;
    Ok(out)
}

/// Sorts by itself, because the order of `serde_json`'s map depends on what other crates switch on.
fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
    match value {
        Value::Number(number) if number.is_f64() => return Err(NotCanonical::Float),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            serde_json::to_writer(out, value)?;
        }
        Value::Array(items) => {
            out.push(b'[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(b',');
                }
                write(item, out)?;
            }
            out.push(b']');
        }
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_unstable_by(|a, b| a.0.cmp(b.0));
            out.push(b'{');
            for (n, (key, item)) in entries.into_iter().enumerate() {
                if n > 0 {
                    out.push(b',');
                }
                serde_json::to_writer(out.by_ref(), key)?;
                out.push(b':');
                write(item, out)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[derive(Serialize)]
    struct Example<T> {
        zebra: T,
        apple: HashMap<&'static str, i64>,
    }

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let apple = HashMap::from([("z", -1), ("a", 2), ("é", 3)]);
        let bytes = canonical(&Example {
            zebra: "ü \n",
            apple,
        })
        .unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, r#"{"apple":{"a":2,"z":-1,"é":3},"zebra":"ü \n"}"#);
    }

    #[test]
    fn floats_are_refused_wherever_they_stand() {
        let apple = HashMap::new();
        let nested = Example {
            zebra: vec![Some(0.5)],
            apple,
        };
        assert!(matches!(canonical(&nested), Err(NotCanonical::Float)));
        assert!(matches!(canonical(&2.0_f32), Err(NotCanonical::Float)));
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_back_is_canonical_already(text in ".*", number: i64, flag: bool) {
            let bytes = canonical(&serde_json::json!({ "b": [text, number], "a": flag })).unwrap();
            let value: Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(canonical(&value).unwrap(), bytes);
        }
    }
}
