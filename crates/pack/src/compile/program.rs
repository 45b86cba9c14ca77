//! Programs, their phases and items.

use std::collections::{BTreeMap, BTreeSet};

use plinth_core::{
    content::{Exercise, Phase, PhaseItem, Program, Standing},
    name::{ExerciseId, PhaseId},
};

use super::{Source, What, define::Scope};
use crate::raw::{ItemEntry, PhaseEntry, ProgramFile};

pub(super) fn compile(
    source: &mut Source<'_>,
    file: &ProgramFile,
    scope: &Scope<'_>,
    exercises: &BTreeMap<ExerciseId, Exercise>,
) -> Option<Program> {
    if file.phase.is_empty() {
        source.error(
            "no-phase",
            &file.id.span,
            format!("`{}` has no phase", file.id.is),
            "add [[phase]]",
        );
    }
    let mut ids = BTreeSet::new();
    let mut reached = BTreeSet::new();
    let mut phases = Vec::new();
    for entry in &file.phase {
        if !ids.insert(entry.id.is.as_str()) {
            source.error(
                "duplicate-id",
                &entry.id.span,
                format!("there are two phases `{}`", entry.id.is),
                "give one of them another id",
            );
        }
        phases.extend(phase(source, entry, scope));
        items(source, entry, exercises, &mut reached);
    }
    Some(Program {
        title: source.words(&file.title),
        phases,
        evidence: source.references(&file.evidence, What::Evidence),
        id: source.id(&file.id)?,
    })
}

fn phase(source: &mut Source<'_>, entry: &PhaseEntry, scope: &Scope<'_>) -> Option<Phase> {
    let entered = scope.condition(source, &entry.entry);
    let left = scope.condition(source, &entry.exit);
    if entry.start_with.is == 0 || entry.start_with.is > entry.most.is {
        source.error(
            "phase-size",
            &entry.start_with.span,
            format!(
                "`{}` starts with {} exercises, and has at most {}",
                entry.id.is, entry.start_with.is, entry.most.is
            ),
            "start with 1 at least and no more than `most`",
        );
    }
    if entry.review_days.is == 0 {
        source.error(
            "review-days",
            &entry.review_days.span,
            "a review is due in 1 day at the earliest".into(),
            "write the days until the next review",
        );
    }
    if let Some(most) = entry.new_at_most.as_ref().filter(|most| most.is == 0) {
        source.error(
            "phase-size",
            &most.span,
            format!("nothing new could ever be added in `{}`", entry.id.is),
            "write 1 or more, or leave `new-at-most` out",
        );
    }
    let mut seen = BTreeSet::new();
    let mut items = Vec::new();
    for item in &entry.item {
        if !seen.insert(item.exercise.is.as_str()) {
            source.error(
                "named-twice",
                &item.exercise.span,
                format!("`{}` stands in this phase twice", item.exercise.is),
                "remove one of them",
            );
        }
        items.extend(self::item(source, item, scope));
    }
    let title = source.words(&entry.title);
    let focus = source.patient_words(&entry.focus);
    let evidence = source.references(&entry.evidence, What::Evidence);
    Some(Phase {
        id: source.id::<PhaseId>(&entry.id)?,
        title,
        focus,
        entry: entered?.condition,
        exit: left?.condition,
        items,
        start_with: entry.start_with.is,
        most: entry.most.is,
        new_at_most: entry
            .new_at_most
            .as_ref()
            .map_or(entry.most.is, |most| most.is),
        supervised_first: entry.supervised_first,
        review_days: entry.review_days.is,
        evidence,
    })
}

/// Items can be assigned, and what comes before them can have come.
fn items<'a>(
    source: &mut Source<'_>,
    phase: &'a PhaseEntry,
    exercises: &BTreeMap<ExerciseId, Exercise>,
    reached: &mut BTreeSet<&'a str>,
) {
    reached.extend(phase.item.iter().map(|item| item.exercise.is.as_str()));
    for item in &phase.item {
        let named = exercises.get(item.exercise.is.as_str());
        if named.is_some_and(|exercise| exercise.standing == Standing::NamedOnly) {
            source.error(
                "named-only",
                &item.exercise.span,
                format!(
                    "`{}` is only named by a source; it is never assigned",
                    item.exercise.is
                ),
                "leave it out of the phase, or write the exercise as clinic-authored",
            );
        }
        for first in &item.after {
            if first.is == item.exercise.is || !reached.contains(first.is.as_str()) {
                source.error(
                    "after-never",
                    &first.span,
                    format!(
                        "`{}` waits for `{}`, which no phase has had by then",
                        item.exercise.is, first.is
                    ),
                    "name an exercise of this phase or an earlier one",
                );
            }
        }
    }
}

fn item(source: &mut Source<'_>, entry: &ItemEntry, scope: &Scope<'_>) -> Option<PhaseItem> {
    let exercise = source.reference::<ExerciseId>(&entry.exercise, What::Exercise);
    let because = entry.because.as_ref().map(|because| source.words(because));
    let needs = match &entry.needs {
        None => None,
        Some(needs) => {
            if because.is_none() {
                source.error(
                    "no-because",
                    &needs.span,
                    format!("`{}` is withheld without saying why", entry.exercise.is),
                    "add `because = \"…\"`, a sentence for the clinician",
                );
            }
            Some(scope.condition(source, needs)?.condition)
        }
    };
    let after = source.references(&entry.after, What::Exercise);
    Some(PhaseItem {
        exercise: exercise?,
        needs,
        because: because.unwrap_or_default(),
        after: after.into_iter().collect(),
        suggested: entry.suggested,
    })
}
