//! Everything in `screening.toml` together.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use plinth_core::{
    content::{Precaution, Rule},
    name::{DefineId, QuestionId},
    question::{Part, Question, Questions},
};

use super::{
    Source,
    define::{self, Defines, Scope},
    question, rule, safety,
};
use crate::{
    condition::{
        resolve::{MadeOf, Names, Resolved},
        syntax::RESERVED,
    },
    raw::{Entries, QuestionEntry, ScreeningFile},
};

/// The screening of a pack, and where its parts stand.
pub(super) struct Screening {
    pub(super) questions: Questions,
    pub(super) defines: Defines,
    pub(super) rules: Vec<Rule>,
    pub(super) precautions: Vec<Precaution>,
    define_ids: BTreeSet<DefineId>,
    made_of: MadeOf,
    unreadable: BTreeSet<String>,
    places: BTreeMap<String, Range<usize>>,
}

impl Screening {
    /// What conditions elsewhere in the pack may name.
    pub(super) fn scope(&self) -> Scope<'_> {
        Scope {
            of_items: false,
            names: Names {
                questions: &self.questions,
                defines: &self.define_ids,
                made_of: self.made_of,
                unreadable: &self.unreadable,
            },
            sizes: &self.defines.sizes,
        }
    }

    /// What conditions about one exercise may name.
    pub(super) fn scope_of_items(&self) -> Scope<'_> {
        Scope {
            of_items: true,
            ..self.scope()
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
    at_check_ins: Vec<Question>,
    made_of: MadeOf,
    unreadable: BTreeSet<String>,
) -> Screening {
    let mut screening = names(source, file, at_check_ins, made_of, unreadable);
    screening.defines = define::compile(source, &file.define, &screening.scope().names);
    let gates = screening.gates_of(source, &file.question, false);
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
    at_check_ins: Vec<Question>,
    made_of: MadeOf,
    mut unreadable: BTreeSet<String>,
) -> Screening {
    let mut in_order = Vec::new();
    for (id, entry) in &file.question.0 {
        let part = entry.part.as_ref().map(|part| part.is);
        if entry.each_item || part.is_none_or(|part| part == Part::SinceLastTime) {
            source.error(
                "part",
                &id.span,
                format!("`{}` does not say where in a screening it is asked", id.is),
                "add `part`: safety, pattern, examination or precautions; what is asked at check-ins only stands in checkin.toml",
            );
            unreadable.insert(id.is.clone());
            continue;
        }
        match question::question(source, id, entry, part.unwrap_or(Part::Pattern)) {
            Some(question) => in_order.push(question),
            None => {
                unreadable.insert(id.is.clone());
            }
        }
    }
    let affected = question::affected(source, file, &in_order);
    for (id, _) in &file.question.0 {
        if at_check_ins
            .iter()
            .any(|question| question.id.as_str() == id.is)
        {
            source.error(
                "duplicate-id",
                &id.span,
                format!("`{}` stands in checkin.toml too", id.is),
                "give one of them another id",
            );
        }
    }
    in_order.extend(at_check_ins);
    let questions = Questions::new(in_order, affected);
    let written = file.question.0.iter().map(|(id, _)| id);
    let places = written
        .chain(file.define.0.iter().map(|(id, _)| id))
        .map(|id| (id.is.clone(), id.span.clone()))
        .collect();
    Screening {
        define_ids: define_ids(source, file, &questions),
        made_of,
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
    fn gates_of(
        &self,
        source: &mut Source<'_>,
        questions: &Entries<QuestionEntry>,
        of_items: bool,
    ) -> Gates {
        let mut gates = Gates::new();
        for (id, entry) in &questions.0 {
            let scope = Scope {
                of_items: of_items && entry.each_item,
                ..self.scope()
            };
            if let (Some(written), Some(question)) = (&entry.ask_if, self.questions.get(&id.is))
                && let Some(gate) = scope.condition(source, written)
            {
                gates.insert(question.id.clone(), (gate, written.span.clone()));
            }
        }
        gates
    }

    /// What questions of check-ins are asked only if.
    pub(super) fn gates_at_check_ins(
        &mut self,
        source: &mut Source<'_>,
        questions: &Entries<QuestionEntry>,
    ) {
        let gates = self.gates_of(source, questions, true);
        self.set_gates(&gates);
        if self.defines.all_end {
            self.gates(source, &gates);
        }
    }

    fn set_gates(&mut self, gates: &Gates) {
        let with_gates = self.questions.iter().map(|question| Question {
            ask_if: gates
                .get(&question.id)
                .map(|(gate, _)| gate.condition.clone())
                .or_else(|| question.ask_if.clone()),
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
