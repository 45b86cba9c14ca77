//! Definitions: they name each other without a circle, and what they stand for has an end.

use std::collections::BTreeMap;

use plinth_core::{
    condition::Condition,
    evaluate::question_of,
    name::{DefineId, QuestionId},
};

use super::Source;
use crate::{
    condition::{
        DEEPEST,
        resolve::{Names, Resolved, resolve},
    },
    raw::{At, DefineEntry, Entries, Words},
};

/// Most facts that a condition may come to once its definitions are put in.
const MOST_FACTS: usize = 20_000;

/// What a condition may name, and how much it may come to.
pub(super) struct Scope<'a> {
    pub(super) names: Names<'a>,
    pub(super) sizes: &'a Sizes,
    /// Whether it is asked of one exercise, and may name what is asked for each of them.
    pub(super) of_items: bool,
}

impl Scope<'_> {
    /// A condition; nothing, and what is wrong with it, where it has mistakes.
    pub(super) fn condition(
        &self,
        source: &mut Source<'_>,
        written: &At<String>,
    ) -> Option<Resolved> {
        let resolved = source.condition(written, &self.names)?;
        if self.sizes.of(&resolved.condition).is_too_large() {
            source.error(
                "too-deep",
                &written.span,
                "this comes to more than can be evaluated".into(),
                "split it, or use fewer definitions inside definitions",
            );
            return None;
        }
        if !self.of_items {
            source.asks_no_item(&resolved, &self.names)?;
        }
        Some(resolved)
    }
}

impl Source<'_> {
    /// What is asked for each exercise has no one answer elsewhere.
    fn asks_no_item(&mut self, resolved: &Resolved, names: &Names<'_>) -> Option<()> {
        let mut atoms = Vec::new();
        leaves(&resolved.condition, &mut atoms);
        for (leaf, span) in atoms.into_iter().zip(&resolved.spans) {
            let question = leaf.and_then(|id| names.questions.get(id.as_str()));
            if let Some(question) = question.filter(|question| question.each_item) {
                self.error(
                    "each-item",
                    span,
                    format!("`{}` is asked for each exercise", question.id),
                    "use it in the lights and in rules for = \"each-exercise\" only",
                );
                return None;
            }
        }
        Some(())
    }

    fn condition(&mut self, written: &At<String>, names: &Names<'_>) -> Option<Resolved> {
        let words = Words::new(self.text, written);
        resolve(self.path, &words, names, self.diagnostics)
    }
}

/// The definitions of a pack.
#[derive(Default)]
pub(super) struct Defines {
    pub(super) by_id: BTreeMap<DefineId, Resolved>,
    pub(super) sizes: Sizes,
    /// Whether all come to an end, so that they can be followed.
    pub(super) all_end: bool,
}

/// Reads the definitions, and says which go in a circle or come to more than can be evaluated.
pub(super) fn compile(
    source: &mut Source<'_>,
    written: &Entries<DefineEntry>,
    names: &Names<'_>,
) -> Defines {
    let mut by_id = BTreeMap::new();
    for (id, entry) in &written.0 {
        if let (Ok(id), Some(condition)) = (id.is.parse(), source.condition(&entry.when, names))
            && source.asks_no_item(&condition, names).is_some()
        {
            by_id.insert(id, condition);
        }
    }
    let mut measuring = Measuring {
        defines: &by_id,
        known: BTreeMap::new(),
    };
    let mut all_end = true;
    for (id, entry) in &written.0 {
        let Some((id, _)) = by_id.get_key_value(id.is.as_str()) else {
            continue;
        };
        let (code, message, hint) = match measuring.define(id, 0) {
            Ok(size) if !size.is_too_large() => continue,
            Ok(_) => (
                "too-deep",
                format!("`{id}` comes to more than can be evaluated"),
                "split it, or use fewer definitions inside definitions",
            ),
            Err(Circle) => (
                "define-cycle",
                format!("`{id}` is defined by itself"),
                "say what it means without its own name",
            ),
        };
        all_end = false;
        source.error(code, &entry.when.span, message, hint);
    }
    let known = measuring.known.into_iter();
    let sizes = known
        .filter_map(|(id, size)| Some((id.clone(), size?)))
        .collect();
    Defines {
        sizes: Sizes(sizes),
        by_id,
        all_end,
    }
}

/// How much a condition comes to.
#[derive(Debug, Clone, Copy)]
struct Size {
    depth: usize,
    facts: usize,
}

impl Size {
    const ONE: Self = Self { depth: 1, facts: 1 };

    const fn is_too_large(self) -> bool {
        self.depth > DEEPEST || self.facts > MOST_FACTS
    }

    fn around(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    fn beside(self, other: Self) -> Self {
        Self {
            depth: self.depth.max(other.depth),
            facts: self.facts.saturating_add(other.facts),
        }
    }
}

/// How much each definition comes to.
#[derive(Default)]
pub(super) struct Sizes(BTreeMap<DefineId, Size>);

impl Sizes {
    fn of(&self, condition: &Condition) -> Size {
        let known = |id: &DefineId| Ok::<_, Circle>(self.0.get(id).copied().unwrap_or(Size::ONE));
        size(condition, &mut |id| known(id)).unwrap_or(Size::ONE)
    }
}

/// How much a condition comes to, where `define` tells it of definitions.
fn size<'a>(
    condition: &'a Condition,
    define: &mut dyn FnMut(&'a DefineId) -> Result<Size, Circle>,
) -> Result<Size, Circle> {
    match condition {
        Condition::Atom(_) => Ok(Size::ONE),
        Condition::Define(id) => Ok(define(id)?.around()),
        Condition::Not(part) => Ok(size(part, define)?.around()),
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            let nothing = Size { depth: 0, facts: 0 };
            let whole = parts
                .iter()
                .try_fold(nothing, |whole, part| Ok(whole.beside(size(part, define)?)))?;
            Ok(whole.around())
        }
    }
}

/// The question of each fact, and nothing for each definition, in the order in which a condition is walked.
fn leaves<'a>(condition: &'a Condition, into: &mut Vec<Option<&'a QuestionId>>) {
    match condition {
        Condition::Atom(atom) => into.push(question_of(&atom.fact)),
        Condition::Define(_) => into.push(None),
        Condition::Not(part) => leaves(part, into),
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            for part in parts {
                leaves(part, into);
            }
        }
    }
}

/// A definition leads back to itself.
struct Circle;

struct Measuring<'a> {
    defines: &'a BTreeMap<DefineId, Resolved>,
    /// Nothing for a definition that is being measured: met again, it is a circle.
    known: BTreeMap<&'a DefineId, Option<Size>>,
}

impl<'a> Measuring<'a> {
    fn define(&mut self, id: &'a DefineId, level: usize) -> Result<Size, Circle> {
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
                    return Ok(Size::ONE);
                };
                self.known.insert(id, None);
                let size = size(&define.condition, &mut |inner| {
                    self.define(inner, level + 1)
                })?;
                self.known.insert(id, Some(size));
                Ok(size)
            }
        }
    }
}
