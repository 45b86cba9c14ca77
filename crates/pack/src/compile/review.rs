//! Texts that nobody has reviewed yet. What a pack does not name here is reviewed by whoever adopts it.

use std::collections::BTreeMap;

use plinth_core::content::{Content, Exercise, Precaution, SheetText};

use super::Source;
use crate::{diagnostic::did_you_mean, raw::At};

/// Keys of the sheet whose texts no emergency sheet has.
const OF_PROGRAMS: [&str; 7] = [
    "sheet.title",
    "sheet.light-lead",
    "sheet.light",
    "sheet.glide-note",
    "sheet.flare-up",
    "sheet.each-day",
    "sheet.not-for-now",
];

/// The texts that are listed, by what names them.
pub(super) fn texts(
    source: &mut Source<'_>,
    listed: &[At<String>],
    content: &Content,
) -> BTreeMap<String, Vec<String>> {
    let mut known = known(content);
    let mut found = BTreeMap::new();
    for id in listed {
        if let Some(texts) = known.remove(&id.is) {
            found.insert(id.is.clone(), texts);
        } else if found.contains_key(&id.is) {
            source.error(
                "named-twice",
                &id.span,
                format!("`{}` stands here twice", id.is),
                "remove one of them",
            );
        } else if id.is.starts_with("sheet.") || id.is.starts_with("labels.") {
            source.error(
                "not-reviewed",
                &id.span,
                format!("`{}` has to be reviewed before the pack is used", id.is),
                &format!(
                    "emergency sheets print in every state, so only these keys of the sheet can wait: {}",
                    OF_PROGRAMS.join(", ")
                ),
            );
        } else {
            let hint = did_you_mean(&id.is, known.keys().map(String::as_str)).map_or_else(
                || "name an exercise, a precaution, a phase or a key of the sheet".to_owned(),
                std::borrow::Cow::into_owned,
            );
            source.error(
                "unknown-text",
                &id.span,
                format!("the pack has no text `{}`", id.is),
                &hint,
            );
        }
    }
    found
}

/// Every text that can wait for its review, by what names it.
fn known(content: &Content) -> BTreeMap<String, Vec<String>> {
    let exercises = content
        .exercises
        .values()
        .map(|exercise| (exercise.id.to_string(), of_exercise(exercise)));
    let precautions = content
        .precautions
        .iter()
        .map(|precaution| (precaution.id.to_string(), of_precaution(precaution)));
    let phases = content.programs.iter().flat_map(|program| &program.phases);
    let phases = phases.map(|phase| {
        (
            phase.id.to_string(),
            vec![phase.title.clone(), phase.focus.clone()],
        )
    });
    let keys = OF_PROGRAMS.map(|key| (key.to_owned(), of_sheet(key, &content.sheet)));
    exercises
        .chain(precautions)
        .chain(phases)
        .chain(keys)
        .collect()
}

/// What a sheet can print of an exercise.
fn of_exercise(exercise: &Exercise) -> Vec<String> {
    let one = [
        &exercise.name,
        &exercise.short_name,
        &exercise.position,
        &exercise.feel,
        &exercise.stop_if,
        &exercise.easier,
    ];
    one.into_iter().chain(&exercise.steps).cloned().collect()
}

fn of_precaution(precaution: &Precaution) -> Vec<String> {
    precaution
        .modify
        .values()
        .chain(&precaution.not_for_now)
        .cloned()
        .collect()
}

fn of_sheet(key: &str, sheet: &SheetText) -> Vec<String> {
    match key {
        "sheet.title" => vec![sheet.title.clone()],
        "sheet.light-lead" => vec![sheet.light_lead.clone()],
        "sheet.light" => sheet
            .lights
            .iter()
            .flat_map(|light| [light.word.clone(), light.when.clone(), light.act.clone()])
            .collect(),
        "sheet.glide-note" => vec![sheet.glide_note.clone()],
        "sheet.flare-up" => sheet
            .flare_up
            .iter()
            .map(|step| step.text.clone())
            .collect(),
        "sheet.each-day" => sheet
            .each_day
            .iter()
            .flat_map(|advice| [advice.heading.clone(), advice.text.clone()])
            .collect(),
        _ => sheet.not_for_now.clone(),
    }
}
