//! Everything in `screening.toml` together.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use plinth_core::{
    content::{Precaution, Rule},
    name::{DefineId, QuestionId},
    question::{Question, Questions},
};

use super::{
    Source,
    define::{self, Defines, Scope},
    question, rule, safety,
};
use crate::{
    condition::{
        resolve::{Names, Resolved},
        syntax::RESERVED,
    },
    raw::ScreeningFile,
};

/// The screening of a pack, and where its parts stand.
pub(super) struct Screening {
    pub(super) questions: Questions,
    pub(super) defines: Defines,
    pub(super) rules: Vec<Rule>,
    pub(super) precautions: Vec<Precaution>,
    define_ids: BTreeSet<DefineId>,
    unreadable: BTreeSet<String>,
    places: BTreeMap<String, Range<usize>>,
}

impl Screening {
    /// What conditions elsewhere in the pack may name.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope {
            names: Names {
                questions: &self.questions,
                defines: &self.define_ids,
                unreadable: &self.unreadable,
            },
            sizes: &self.defines.sizes,
        }
    }

    /// Where a question or a definition stands.
    pub(super) fn place(&self, id: &str) -> Range<usize> {
        self.places.get(id).cloned().unwrap_or_default()
    }
}

pub(super) fn compile(
    source: &mut Source<'_>,
    file: &ScreeningFile,
    unreadable: BTreeSet<String>,
) -> Screening {
    let mut screening = names(source, file, unreadable);
    screening.defines = define::compile(source, &file.define, &screening.scope().names);
    let gates = screening.gates_of(source, file);
    let scope = screening.scope();
    let written = file.rule.0.iter();
    let rules: Vec<_> = written
        .filter_map(|(id, entry)| rule::rule(source, id, entry, &scope))
        .collect();
    let written = file.precaution.0.iter();
    let precautions = written
        .filter_map(|(id, entry)| rule::precaution(source, id, entry, &scope))
        .collect();
    screening.precautions = precautions;
    screening.set_gates(&gates);
    // Where definitions go in a circle nothing can be followed through them.
    if screening.defines.all_end {
        screening.gates(source, &gates);
        safety::check(source, &screening, &stops(file, &rules));
    }
    screening.rules = rules.into_iter().map(|(rule, _)| rule).collect();
    screening
}

/// The questions and the names of definitions, which conditions name; no condition is read yet.
fn names(
    source: &mut Source<'_>,
    file: &ScreeningFile,
    mut unreadable: BTreeSet<String>,
) -> Screening {
    let mut in_order = Vec::new();
    for (id, entry) in &file.question.0 {
        match question::question(source, id, entry) {
            Some(question) => in_order.push(question),
            None => {
                unreadable.insert(id.is.clone());
            }
        }
    }
    let affected = question::affected(source, file, &in_order);
    let questions = Questions::new(in_order, affected);
    let written = file.question.0.iter().map(|(id, _)| id);
    let places = written
        .chain(file.define.0.iter().map(|(id, _)| id))
        .map(|id| (id.is.clone(), id.span.clone()))
        .collect();
    Screening {
        define_ids: define_ids(source, file, &questions),
        questions,
        defines: Defines::default(),
        rules: Vec::new(),
        precautions: Vec::new(),
        unreadable,
        places,
    }
}

/// What questions are asked only if, and where that stands in the file.
pub(super) type Gates = BTreeMap<QuestionId, (Resolved, Range<usize>)>;

impl Screening {
    fn gates_of(&self, source: &mut Source<'_>, file: &ScreeningFile) -> Gates {
        let scope = self.scope();
        let mut gates = Gates::new();
        for (id, entry) in &file.question.0 {
            if let (Some(written), Some(question)) = (&entry.ask_if, self.questions.get(&id.is))
                && let Some(gate) = scope.condition(source, written)
            {
                gates.insert(question.id.clone(), (gate, written.span.clone()));
            }
        }
        gates
    }

    fn set_gates(&mut self, gates: &Gates) {
        let with_gates = self.questions.iter().map(|question| Question {
            ask_if: gates
                .get(&question.id)
                .map(|(gate, _)| gate.condition.clone()),
            ..question.clone()
        });
        let affected = self.questions.affected().cloned();
        self.questions = Questions::new(with_gates.collect(), affected);
    }
}

/// The rules that lead to a stop, with where they say so.
fn stops<'a>(file: &'a ScreeningFile, rules: &'a [(Rule, Resolved)]) -> Vec<safety::StopRule<'a>> {
    let flags = rules.iter().filter(|(rule, _)| rule.gives.is_flag());
    flags
        .filter_map(|(rule, when)| {
            let mut entries = file.rule.0.iter();
            let (_, entry) = entries.find(|(id, _)| id.is == rule.id.as_str())?;
            Some(safety::StopRule {
                rule,
                gives: entry.gives.span.clone(),
                when,
            })
        })
        .collect()
}

fn define_ids(
    source: &mut Source<'_>,
    file: &ScreeningFile,
    questions: &Questions,
) -> BTreeSet<DefineId> {
    let mut ids = BTreeSet::new();
    for (written, _) in &file.define.0 {
        if questions.get(&written.is).is_some() {
            source.error(
                "duplicate-id",
                &written.span,
                format!("`{}` is a question too", written.is),
                "give the definition another name",
            );
        }
        if RESERVED.contains(&written.is.as_str()) {
            source.error(
                "reserved-name",
                &written.span,
                format!("`{}` has a meaning of its own in conditions", written.is),
                "choose another name",
            );
        }
        ids.extend(source.id::<DefineId>(written));
    }
    ids
}
