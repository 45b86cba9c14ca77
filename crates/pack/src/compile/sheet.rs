//! Words of the printed sheet.

use plinth_core::content::{Advice, BoxLine, FlareStep, LightText, SheetText};

use super::{Source, What, screening::Screening};
use crate::raw::{LineEntry, SheetFile};

pub(super) fn compile(
    source: &mut Source<'_>,
    file: &SheetFile,
    screening: Option<&Screening>,
) -> SheetText {
    let _ = screening;
    SheetText {
        title: source.words(&file.title),
        emergency_lead: source.words(&file.emergency_lead),
        emergency: lines(source, &file.emergency),
        urgent: lines(source, &file.urgent),
        urgent_lead: source.words(&file.urgent_lead),
        light_lead: source.words(&file.light_lead),
        lights: file
            .light
            .iter()
            .map(|light| LightText {
                word: source.words(&light.word),
                when: source.words(&light.when),
                act: source.words(&light.act),
            })
            .collect(),
        glide_note: source.words(&file.glide_note),
        flare_up: file
            .flare_up
            .iter()
            .map(|step| FlareStep {
                text: source.words(&step.text),
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
                heading: source.words(&advice.heading),
                text: source.words(&advice.text),
                not_with: source
                    .references(&advice.not_with, What::Precaution)
                    .into_iter()
                    .collect(),
            })
            .collect(),
        not_for_now: source.all_words(&file.not_for_now),
        say_at_desk: source.words(&file.say_at_desk),
        do_not: source.all_words(&file.do_not),
        take_with_you: source.all_words(&file.take_with_you),
        small_print: source.all_words(&file.small_print),
        labels: file
            .labels
            .iter()
            .map(|(id, label)| (id.clone(), source.words(label)))
            .collect(),
    }
}

fn lines(source: &mut Source<'_>, list: &[LineEntry]) -> Vec<BoxLine> {
    list.iter()
        .map(|line| BoxLine {
            text: source.words(&line.text),
            rules: source
                .references(&line.rules, What::Rule)
                .into_iter()
                .collect(),
        })
        .collect()
}
