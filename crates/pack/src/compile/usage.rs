//! Questions, definitions and statements that nothing rests on.

use std::collections::BTreeSet;

use plinth_core::{
    condition::Condition, content::Content, evaluate::questions_in, facts::DATE_OF_BIRTH,
    name::DefineId, question::Part,
};

use super::{Source, screening::Screening};
use crate::{evidence::Count, raw::EvidenceFile};

pub(super) fn check(source: &mut Source<'_>, screening: &Screening, content: &Content) {
    let conditions = || {
        let rules = content.rules.iter().map(|rule| &rule.when);
        let precautions = content.precautions.iter().map(|p| &p.when);
        let asked_if = content.questions.iter().filter_map(|q| q.ask_if.as_ref());
        let phases = content.programs.iter().flat_map(|p| &p.phases);
        let of_phases = phases.flat_map(|phase| {
            let needs = phase.items.iter().filter_map(|item| item.needs.as_ref());
            [&phase.entry, &phase.exit].into_iter().chain(needs)
        });
        let advice = content.check_in.rules.iter().map(|rule| &rule.when);
        let lights = content.check_in.lights.iter();
        let lights = lights.flat_map(|lights| [&lights.red, &lights.amber]);
        rules
            .chain(precautions)
            .chain(asked_if)
            .chain(of_phases)
            .chain(advice)
            .chain(lights)
    };
    let mut used: BTreeSet<_> = conditions()
        .flat_map(|condition| questions_in(content, condition))
        .collect();
    used.extend(content.questions.affected().cloned());
    for question in &content.questions {
        // What is asked of the pattern or found by examining is also for the clinician to know.
        let for_rules = matches!(question.part, Part::Safety | Part::Precautions);
        if for_rules && !used.contains(&question.id) && question.id.as_str() != DATE_OF_BIRTH {
            source.warning(
                "unused-question",
                &screening.place(question.id.as_str()),
                format!("nothing rests on the answer to `{}`", question.id),
                "use it in a condition, or leave it out",
            );
        }
    }
    let mut used = BTreeSet::new();
    for condition in conditions().chain(content.defines.values()) {
        defines_in(condition, &mut used);
    }
    for id in content.defines.keys().filter(|id| !used.contains(id)) {
        source.warning(
            "unused-define",
            &screening.place(id.as_str()),
            format!("nothing uses the definition `{id}`"),
            "use it in a condition, or leave it out",
        );
    }
}

/// Statements that nothing comes from, and that nobody left out on purpose.
pub(super) fn statements(source: &mut Source<'_>, file: &EvidenceFile, content: &Content) {
    for lost in Count::of(content).neither {
        let written = file.statement.0.iter().map(|(id, _)| id);
        for id in written.filter(|id| id.is == lost.as_str()) {
            source.warning(
                "unused-statement",
                &id.span,
                format!("nothing comes from the statement `{lost}`"),
                "name it as evidence, or write `left-out` with the reason instead of `says`",
            );
        }
    }
}

fn defines_in<'a>(condition: &'a Condition, used: &mut BTreeSet<&'a DefineId>) {
    match condition {
        Condition::Atom(_) => {}
        Condition::Define(id) => {
            used.insert(id);
        }
        Condition::Not(part) => defines_in(part, used),
        Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
            for part in parts {
                defines_in(part, used);
            }
        }
    }
}
