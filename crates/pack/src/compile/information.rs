//! Cautions and topics.

use std::collections::BTreeMap;

use plinth_core::{
    content::{Exercise, Standing},
    information::{Caution, Topic},
    name::{ExerciseId, PhaseId},
};

use super::{Source, What};
use crate::raw::{At, CautionEntry, CautionsFile, InformationFile, TopicEntry};

pub(super) fn cautions(
    source: &mut Source<'_>,
    file: &CautionsFile,
    exercises: &BTreeMap<ExerciseId, Exercise>,
) -> Vec<Caution> {
    let written = file.caution.0.iter();
    written
        .filter_map(|(id, entry)| caution(source, id, entry, exercises))
        .collect()
}

fn caution(
    source: &mut Source<'_>,
    id: &At<String>,
    entry: &CautionEntry,
    exercises: &BTreeMap<ExerciseId, Exercise>,
) -> Option<Caution> {
    let until = match &entry.until {
        None => None,
        Some(written) => Some(phase(source, written)?),
    };
    let named_only = |id: &&At<String>| {
        exercises
            .get(id.is.as_str())
            .is_some_and(|exercise| exercise.standing == Standing::NamedOnly)
    };
    if let Some(not_safer) = entry.instead.iter().find(named_only) {
        source.error(
            "named-only",
            &not_safer.span,
            format!(
                "`{}` is only named by a source; nobody wrote how to do it",
                not_safer.is
            ),
            "name an exercise with steps, or say it in `instead-words`",
        );
    }
    if entry.instead.is_empty() && entry.instead_words.is_none() {
        source.error(
            "no-instead",
            &id.span,
            format!("`{}` does not say what is safer", id.is),
            "add `instead` or `instead-words`",
        );
    }
    let barred = source.references(&entry.exercises, What::Exercise);
    let instead = source.references(&entry.instead, What::Exercise);
    let evidence = source.evidence(id, &entry.evidence, entry.clinic_default);
    let title = source.words(&entry.title);
    let why = source.words(&entry.why);
    let in_words = entry
        .instead_words
        .as_ref()
        .map(|words| source.words(words));
    let for_sheet = entry
        .for_sheet
        .as_ref()
        .map(|words| source.sheet_words(words));
    Some(Caution {
        id: source.id(id)?,
        title,
        why,
        until,
        exercises: barred.into_iter().collect(),
        instead,
        instead_words: in_words.unwrap_or_default(),
        for_sheet,
        evidence,
        clinic_default: entry.clinic_default,
    })
}

fn phase(source: &mut Source<'_>, written: &At<String>) -> Option<PhaseId> {
    if !source.references.phases.have(&written.is) {
        source.error(
            "unknown-phase",
            &written.span,
            format!("no program has a phase `{}`", written.is),
            "name a phase, or leave `until` out where it stands in all of them",
        );
        return None;
    }
    source.id(written)
}

pub(super) fn topics(source: &mut Source<'_>, file: &InformationFile) -> Vec<Topic> {
    let written = file.topic.0.iter();
    written
        .filter_map(|(id, entry)| topic(source, id, entry))
        .collect()
}

fn topic(source: &mut Source<'_>, id: &At<String>, entry: &TopicEntry) -> Option<Topic> {
    if entry.text.is.is_empty() {
        source.error(
            "empty-text",
            &entry.text.span,
            format!("`{}` says nothing", id.is),
            "write what there is to know",
        );
    }
    let evidence = source.evidence(id, &entry.evidence, entry.clinic_default);
    let title = source.words(&entry.title);
    let text = source.all_words(&entry.text.is);
    let disagreements = source.all_words(&entry.disagreements);
    Some(Topic {
        id: source.id(id)?,
        kind: entry.kind,
        title,
        text,
        disagreements,
        evidence,
    })
}
