//! Words of the printed sheet.

use plinth_core::{
    compose::{LABELS, LATER_LABELS},
    content::{Advice, BoxLine, Disposition, FlareStep, LightText, Rule, SheetText, StaffFact},
    name::QuestionId,
    question::Questions,
};

use super::{Source, What};
use crate::{
    diagnostic::did_you_mean,
    raw::{At, LineEntry, SheetFile, StaffEntry},
};

/// Stop, ease off, go.
const LIGHTS: usize = 3;

pub(super) fn compile(
    source: &mut Source<'_>,
    file: &SheetFile,
    rules: &[Rule],
    questions: Option<&Questions>,
) -> SheetText {
    if file.light.len() != LIGHTS {
        source.error(
            "lights",
            &file.light_lead.span,
            format!("the traffic light has {} lights", file.light.len()),
            "write three [[light]], worst first: stop, ease off, go",
        );
    }
    boxes(source, file, rules);
    let missing: Vec<&str> = LABELS
        .iter()
        .copied()
        .filter(|id| !file.labels.contains_key(*id))
        .collect();
    if !missing.is_empty() {
        source.error(
            "missing-labels",
            &file.title.span,
            format!("the sheet has no label for {}", missing.join(", ")),
            "add each to [labels], in the language of the pack",
        );
    }
    let later: Vec<&str> = LATER_LABELS
        .iter()
        .copied()
        .filter(|id| !file.labels.contains_key(*id))
        .collect();
    if !later.is_empty() {
        source.warning(
            "missing-labels",
            &file.title.span,
            format!("the sheet has no label for {}", later.join(", ")),
            "add each to [labels]: without left-empty no sheet is printed in a pile of a day, without the others letters say less",
        );
    }
    SheetText {
        title: source.sheet_words(&file.title),
        emergency_lead: source.sheet_words(&file.emergency_lead),
        emergency: lines(source, &file.emergency),
        urgent: lines(source, &file.urgent),
        urgent_lead: source.sheet_words(&file.urgent_lead),
        light_lead: source.sheet_words(&file.light_lead),
        lights: file
            .light
            .iter()
            .map(|light| LightText {
                word: source.sheet_words(&light.word),
                when: source.sheet_words(&light.when),
                act: source.sheet_words(&light.act),
            })
            .collect(),
        glide_note: source.sheet_words(&file.glide_note),
        flare_up: file
            .flare_up
            .iter()
            .map(|step| FlareStep {
                text: source.sheet_words(&step.text),
                mentions: source
                    .references(&step.mentions, What::Exercise)
                    .into_iter()
                    .collect(),
            })
            .collect(),
        each_day: file
            .each_day
            .iter()
            .map(|advice| Advice {
                heading: source.sheet_words(&advice.heading),
                text: source.sheet_words(&advice.text),
                not_with: source
                    .references(&advice.not_with, What::Precaution)
                    .into_iter()
                    .collect(),
                figure: advice.figure.as_ref().and_then(|id| source.id(id)),
            })
            .collect(),
        not_for_now: source.all_sheet_words(&file.not_for_now),
        say_at_desk: source.sheet_words(&file.say_at_desk),
        staff: staff(source, &file.staff, questions),
        chart: super::chart::chart(source, file, questions),
        do_not: source.all_sheet_words(&file.do_not),
        take_with_you: source.all_sheet_words(&file.take_with_you),
        small_print: source.all_sheet_words(&file.small_print),
        labels: file
            .labels
            .iter()
            .map(|(id, label)| (id.clone(), source.sheet_words(label)))
            .collect(),
    }
}

fn staff(
    source: &mut Source<'_>,
    list: &[StaffEntry],
    questions: Option<&Questions>,
) -> Vec<StaffFact> {
    list.iter()
        .map(|fact| StaffFact {
            label: source.sheet_words(&fact.label),
            of: fact
                .of
                .iter()
                .filter_map(|part| {
                    let id = question(source, &part.question, questions)?;
                    let called = part.called.as_ref();
                    Some((
                        id,
                        called.map_or_else(String::new, |words| source.sheet_words(words)),
                    ))
                })
                .collect(),
        })
        .collect()
}

/// A question that the pack asks; where the questions could not be read none is said to be wrong.
pub(super) fn question(
    source: &mut Source<'_>,
    written: &At<String>,
    questions: Option<&Questions>,
) -> Option<QuestionId> {
    let id: QuestionId = source.id(written)?;
    if let Some(questions) = questions.filter(|all| all.get(id.as_str()).is_none()) {
        let known = questions.iter().map(|question| question.id.as_str());
        let hint = did_you_mean(&written.is, known);
        source.error(
            "unknown-question",
            &written.span,
            format!("there is no question `{id}`"),
            hint.as_deref().unwrap_or("add it to screening.toml"),
        );
    }
    Some(id)
}

fn lines(source: &mut Source<'_>, list: &[LineEntry]) -> Vec<BoxLine> {
    list.iter()
        .map(|line| BoxLine {
            text: source.sheet_words(&line.text),
            rules: source
                .references(&line.rules, What::Rule)
                .into_iter()
                .collect(),
        })
        .collect()
}

/// What a screening can find, the boxes of the sheet say too: each stop owns a line of its box.
fn boxes(source: &mut Source<'_>, file: &SheetFile, rules: &[Rule]) {
    let owns = |lines: &[LineEntry], rule: &Rule| {
        let mut named = lines.iter().flat_map(|line| &line.rules);
        named.any(|name| name.is == rule.id.as_str())
    };
    for rule in rules {
        let (there, which, lead) = match rule.gives {
            Disposition::Emergency => (
                owns(&file.emergency, rule),
                "the emergency box",
                &file.emergency_lead,
            ),
            Disposition::SameDay => (
                owns(&file.emergency, rule) || owns(&file.urgent, rule),
                "either box",
                &file.urgent_lead,
            ),
            _ => continue,
        };
        if !there {
            source.error(
                "no-line",
                &lead.span,
                format!(
                    "`{}` gives {}, and has no line in {which}",
                    rule.id, rule.gives
                ),
                "name it in `rules` of a line; rules can share one",
            );
        }
    }
    let lines = file.emergency.iter().chain(&file.urgent);
    for name in lines.flat_map(|line| &line.rules) {
        let found = rules.iter().find(|rule| rule.id.as_str() == name.is);
        if found.is_some_and(|rule| !rule.gives.is_flag()) {
            source.error(
                "line-without-stop",
                &name.span,
                format!("`{}` gives neither emergency nor same-day", name.is),
                "leave it out; the boxes hold what is a stop",
            );
        }
    }
}
