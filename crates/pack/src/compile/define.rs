//! Definitions: they name each other without a circle, and what they stand for has an end.

use std::collections::BTreeMap;

use plinth_core::{condition::Condition, name::DefineId};

use super::Source;
use crate::{
    condition::{DEEPEST, resolve::Resolved},
    raw::DefineEntry,
    raw::Entries,
};

/// Most facts that a condition may come to once its definitions are put in.
const MOST_FACTS: usize = 20_000;

/// How much a condition comes to.
#[derive(Debug, Clone, Copy)]
struct Size {
    depth: usize,
    facts: usize,
}

/// Says which definitions go in a circle, or come to more than can be evaluated. Whether all come to an end.
pub(super) fn check(
    source: &mut Source<'_>,
    written: &Entries<DefineEntry>,
    defines: &BTreeMap<DefineId, Resolved>,
) -> bool {
    let mut sizes = Sizes {
        defines,
        known: BTreeMap::new(),
    };
    let mut fits = true;
    for (id, entry) in &written.0 {
        let Some((id, _)) = defines.get_key_value(id.is.as_str()) else {
            continue;
        };
        let wrong = match sizes.of_define(id, 0) {
            Err(Circle) => Some((
                "define-cycle",
                format!("`{id}` is defined by itself"),
                "say what it means without its own name",
            )),
            Ok(size) => too_large(size).then(|| {
                (
                    "too-deep",
                    format!("`{id}` comes to more than can be evaluated"),
                    "split it, or use fewer definitions inside definitions",
                )
            }),
        };
        if let Some((code, message, hint)) = wrong {
            fits = false;
            source.error(code, &entry.when.span, message, hint);
        }
    }
    fits
}

/// Whether a condition comes to more than can be evaluated, with its definitions put in. Nothing of it goes in a circle.
pub(super) fn is_too_large(condition: &Condition, defines: &BTreeMap<DefineId, Resolved>) -> bool {
    let mut sizes = Sizes {
        defines,
        known: BTreeMap::new(),
    };
    sizes.of(condition, 0).is_ok_and(too_large)
}

const fn too_large(size: Size) -> bool {
    size.depth > DEEPEST || size.facts > MOST_FACTS
}

/// A definition leads back to itself.
struct Circle;

struct Sizes<'a> {
    defines: &'a BTreeMap<DefineId, Resolved>,
    /// Nothing for a definition that is being measured: met again, it is a circle.
    known: BTreeMap<&'a DefineId, Option<Size>>,
}

impl<'a> Sizes<'a> {
    fn of_define(&mut self, id: &'a DefineId, level: usize) -> Result<Size, Circle> {
        // A long chain is refused before it is followed to its end.
        if level > DEEPEST {
            return Ok(Size {
                depth: level,
                facts: 1,
            });
        }
        match self.known.get(id) {
            Some(None) => Err(Circle),
            Some(Some(size)) => Ok(*size),
            None => {
                let Some(define) = self.defines.get(id) else {
                    return Ok(Size { depth: 1, facts: 1 });
                };
                self.known.insert(id, None);
                let size = self.of(&define.condition, level + 1)?;
                self.known.insert(id, Some(size));
                Ok(size)
            }
        }
    }

    fn of(&mut self, condition: &'a Condition, level: usize) -> Result<Size, Circle> {
        let inner = match condition {
            Condition::Atom(_) => return Ok(Size { depth: 1, facts: 1 }),
            Condition::Define(id) => return self.of_define(id, level),
            Condition::Not(part) => self.of(part, level)?,
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                let mut whole = Size { depth: 0, facts: 0 };
                for part in parts {
                    let part = self.of(part, level)?;
                    whole.depth = whole.depth.max(part.depth);
                    whole.facts = whole.facts.saturating_add(part.facts);
                }
                whole
            }
        };
        Ok(Size {
            depth: inner.depth + 1,
            facts: inner.facts,
        })
    }
}
