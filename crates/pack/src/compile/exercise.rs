//! Exercises and their doses.

use std::collections::BTreeSet;

use plinth_core::{
    content::{Exercise, Standing},
    dose::{Amount, Basis, Ceiling, Dose, Load, Often, Range},
    name::{EvidenceId, Tag},
};

use super::{Source, What};
use crate::raw::{AmountEntry, At, CeilingEntry, DoseEntry, ExerciseFile, LoadEntry, OftenEntry};

/// Most characters of a name in the chart of the sheet.
const SHORT_NAME: usize = 14;

pub(super) fn compile(source: &mut Source<'_>, file: &ExerciseFile) -> Option<Exercise> {
    if file.short_name.is.chars().count() > SHORT_NAME {
        source.error(
            "short-name",
            &file.short_name.span,
            format!(
                "`{}` is longer than {SHORT_NAME} characters",
                file.short_name.is
            ),
            "shorten it; it stands in the narrow column of the chart",
        );
    }
    let named_only = file.standing.is == Standing::NamedOnly;
    if named_only {
        nothing_to_do(source, file);
    } else {
        all_to_do(source, file);
    }
    let text = |source: &mut Source<'_>, text: &Option<At<String>>| {
        text.as_ref()
            .map(|text| source.patient_words(text))
            .unwrap_or_default()
    };
    not_itself(source, file);
    Some(Exercise {
        name: source.words(&file.name),
        short_name: source.words(&file.short_name),
        category: source.words(&file.category),
        standing: file.standing.is,
        may_override: file.may_override.is,
        position: text(source, &file.position),
        equipment: source.all_words(&file.equipment),
        one_sided: file.one_sided,
        nerve_glide: file.nerve_glide,
        steps: source.all_patient_words(&file.steps),
        dose: file.dose.as_ref().and_then(|entry| dose(source, entry)),
        up_to: ceiling(&file.up_to),
        tags: tags(source, &file.tags),
        feel: text(source, &file.feel),
        stop_if: text(source, &file.stop_if),
        easier: text(source, &file.easier),
        harder: text(source, &file.harder),
        mistakes: source.all_words(&file.mistakes),
        not_for: source.all_words(&file.not_for),
        alternatives: source.references(&file.alternatives, What::Exercise),
        mentions: source
            .references(&file.mentions, What::Exercise)
            .into_iter()
            .collect(),
        start_words: text(source, &file.start_words),
        end_words: text(source, &file.end_words),
        aliases: source.all_words(&file.aliases),
        evidence: source.evidence(
            &file.id,
            &file.evidence,
            file.standing.is == Standing::ClinicAuthored,
        ),
        disagreements: source.all_words(&file.disagreements),
        id: source.id(&file.id)?,
    })
}

/// Nothing takes its own place.
fn not_itself(source: &mut Source<'_>, file: &ExerciseFile) {
    for own in file
        .alternatives
        .iter()
        .filter(|other| other.is == file.id.is)
    {
        source.error(
            "own-alternative",
            &own.span,
            format!("`{}` stands here as its own alternative", own.is),
            "name another exercise, or leave it out",
        );
    }
}

pub(crate) fn ceiling(entry: &CeilingEntry) -> Ceiling {
    Ceiling {
        often: entry.often,
        sets: entry.sets,
        repetitions: entry.repetitions,
        hold_seconds: entry.hold_seconds,
        minutes: entry.minutes,
        extent: entry.extent,
    }
}

fn tags(source: &mut Source<'_>, written: &[At<String>]) -> BTreeSet<Tag> {
    let mut tags = BTreeSet::new();
    for tag in written {
        if let Some(is) = source.id::<Tag>(tag)
            && !tags.insert(is)
        {
            source.error(
                "named-twice",
                &tag.span,
                format!("`{}` stands here twice", tag.is),
                "remove one of them",
            );
        }
    }
    tags
}

/// An exercise that a source only names tells the patient nothing.
fn nothing_to_do(source: &mut Source<'_>, file: &ExerciseFile) {
    if let Some(step) = file.steps.first() {
        source.error(
            "named-only",
            &step.span,
            "an exercise that a source only names has no steps".into(),
            "remove the steps, or write the exercise as clinic-authored",
        );
    }
    if let Some(dose) = &file.dose {
        source.error(
            "named-only",
            &dose.span,
            "an exercise that a source only names has no dose".into(),
            "remove the dose, or write the exercise as clinic-authored",
        );
    }
    if file.may_override.is != plinth_core::content::Override::Never {
        source.error(
            "named-only",
            &file.may_override.span,
            "an exercise that a source only names is never assigned".into(),
            "write may-override = \"never\"",
        );
    }
}

/// What the patient cannot do without.
fn all_to_do(source: &mut Source<'_>, file: &ExerciseFile) {
    let needed = [
        ("position", file.position.is_some()),
        ("steps", !file.steps.is_empty()),
        ("dose", file.dose.is_some()),
        ("feel", file.feel.is_some()),
        ("stop-if", file.stop_if.is_some()),
        ("easier", file.easier.is_some()),
    ];
    for (key, _) in needed.iter().filter(|(_, there)| !there) {
        source.error(
            "exercise-incomplete",
            &file.id.span,
            format!("`{}` has no `{key}`", file.id.is),
            "write it, or set standing = \"named-only\"",
        );
    }
}

fn dose(source: &mut Source<'_>, entry: &At<DoseEntry>) -> Option<Dose> {
    let mut some = |amount: &Option<At<AmountEntry>>| match amount {
        None => Some(None),
        Some(entry) => amount_of(source, entry).map(Some),
    };
    let sets = some(&entry.is.sets);
    let repetitions = some(&entry.is.repetitions);
    let hold_seconds = some(&entry.is.hold_seconds);
    let minutes = some(&entry.is.minutes);
    let often = match &entry.is.often {
        OftenEntry::TimesADay(times) => amount_of(source, times).map(Often::TimesADay),
        OftenEntry::HoursApart(hours) => amount_of(source, hours).map(Often::HoursApart),
        OftenEntry::DaysAWeek(days) => amount_of(source, days).map(Often::DaysAWeek),
    };
    let load = match &entry.is.load {
        None => None,
        Some(written) => Some(load(source, written)?),
    };
    let dose = Dose {
        sets: sets?,
        repetitions: repetitions?,
        hold_seconds: hold_seconds?,
        minutes: minutes?,
        often: often?,
        load,
        extent: entry.is.extent,
    };
    if let Err(fault) = dose.check() {
        source.error(
            "dose",
            &entry.span,
            fault.to_string(),
            "say how much and how often",
        );
    }
    Some(dose)
}

fn amount_of(source: &mut Source<'_>, entry: &At<AmountEntry>) -> Option<Amount> {
    let basis = if entry.is.source.is == "clinic" {
        Basis::Clinic
    } else {
        Basis::Source(source.reference::<EvidenceId>(&entry.is.source, What::Evidence)?)
    };
    match Range::new(entry.is.from, entry.is.to.unwrap_or(entry.is.from)) {
        Ok(range) => Some(Amount { range, basis }),
        Err(fault) => {
            source.error(
                "dose",
                &entry.span,
                fault.to_string(),
                "write from and, for a range, a larger to",
            );
            None
        }
    }
}

fn load(source: &mut Source<'_>, written: &At<LoadEntry>) -> Option<Load> {
    match &written.is {
        LoadEntry::Band(band) => Some(Load::Band(band.clone())),
        LoadEntry::Kilograms(weight) => {
            let kilograms = weight.parse().ok();
            if kilograms.is_none() {
                source.error(
                    "not-a-number",
                    &written.span,
                    format!("`{}` is not a weight", weight.escape_default()),
                    "write the number as text: kilograms = \"0.5\"",
                );
            }
            kilograms.map(Load::Kilograms)
        }
    }
}
