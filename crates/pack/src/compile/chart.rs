//! What the body chart of a letter shows: its regions are those of the drawing, and its sides are asked for.

use plinth_core::{
    compose::CHART_LABELS,
    content::{ChartPlace, ChartQuestion},
    name::{QuestionId, Region},
    question::{Kind, Question, Questions},
};
use plinth_figure::chart;

use super::{Source, question::tells_sides, sheet};
use crate::{
    diagnostic::did_you_mean,
    raw::{At, ChartEntry, SheetFile},
};

pub(super) fn chart(
    source: &mut Source<'_>,
    file: &SheetFile,
    questions: Option<&Questions>,
) -> Vec<ChartQuestion> {
    let missing: Vec<&str> = CHART_LABELS
        .iter()
        .copied()
        .filter(|id| !file.chart.is_empty() && !file.labels.contains_key(*id))
        .collect();
    if !missing.is_empty() {
        source.error(
            "missing-labels",
            &file.title.span,
            format!("the body chart has no label for {}", missing.join(", ")),
            "add each to [labels], in the language of the pack",
        );
    }
    let shown = file.chart.iter();
    shown
        .filter_map(|entry| shown_question(source, entry, questions))
        .collect()
}

fn shown_question(
    source: &mut Source<'_>,
    entry: &ChartEntry,
    questions: Option<&Questions>,
) -> Option<ChartQuestion> {
    let id = sheet::question(source, &entry.question, questions)?;
    // Where the questions could not be read, nothing is said of what they mark.
    let question = questions?.get(id.as_str())?;
    let places = places(source, entry, question)?;
    let side = side(source, entry, question, &places, questions?);
    Some(ChartQuestion {
        question: id,
        shows: entry.shows,
        side,
        places,
    })
}

/// The places that an answer can mark, each a region of the drawing.
fn places(
    source: &mut Source<'_>,
    entry: &ChartEntry,
    question: &Question,
) -> Option<Vec<ChartPlace>> {
    let fault = match (&question.kind, &entry.region, &entry.called) {
        (Kind::Regions(regions), None, None) if !question.each_item => {
            let asked = &entry.question;
            let known = regions.iter().map(|region| {
                let is = At {
                    is: region.id.to_string(),
                    span: asked.span.clone(),
                };
                place(source, &is, region.label.clone())
            });
            // All that are wrong are said.
            return known.collect::<Vec<_>>().into_iter().collect();
        }
        (Kind::YesNo, Some(region), Some(called)) if !question.each_item => {
            let called = source.sheet_words(called);
            return place(source, region, called).map(|place| vec![place]);
        }
        (Kind::Regions(_), ..) => "asks for regions itself",
        (Kind::YesNo, ..) => "is a yes-no question and does not say where",
        _ => "tells no place",
    };
    source.error(
        "chart-question",
        &entry.question.span,
        format!("`{}` {fault}, so the body chart cannot show it", question.id),
        "name a question of regions, or a yes-no question together with its `region` and what that is `called`; neither with each-item",
    );
    None
}

fn place(source: &mut Source<'_>, region: &At<String>, called: String) -> Option<ChartPlace> {
    match region.is.parse::<chart::Region>() {
        Ok(known) => Some(ChartPlace {
            region: Region::new(known.id()).ok()?,
            has_sides: known.has_sides(),
            called,
        }),
        Err(fault) => {
            let near = did_you_mean(&region.is, chart::Region::ALL.map(chart::Region::id));
            source.error(
                "chart-region",
                &region.span,
                fault.to_string(),
                near.as_deref()
                    .unwrap_or("use one of these, or leave the question out of the chart"),
            );
            None
        }
    }
}

/// The question that tells on which side. It is there where, and only where, a place has sides that the question itself does
/// not ask for. What is wrong keeps the pack from being used.
fn side(
    source: &mut Source<'_>,
    entry: &ChartEntry,
    question: &Question,
    places: &[ChartPlace],
    questions: &Questions,
) -> Option<QuestionId> {
    let sided = places.iter().find(|place| place.has_sides);
    match (&entry.side, sided.filter(|_| !question.each_side)) {
        (None, None) => None,
        (Some(written), None) => {
            source.error(
                "chart-side",
                &written.span,
                format!("no place of `{}` needs a side from elsewhere", question.id),
                "leave `side` out",
            );
            None
        }
        (None, Some(place)) => {
            source.error(
                "chart-side",
                &entry.question.span,
                format!("nothing tells on which side `{}` is marked", place.region),
                "add `side`: a choice question of left, right, both and neither",
            );
            None
        }
        (Some(written), Some(_)) => {
            let id = sheet::question(source, written, Some(questions))?;
            let told = questions.get(id.as_str())?;
            if !tells_sides(told) || !told.at.is_superset(&question.at) {
                source.error(
                    "chart-side",
                    &written.span,
                    format!("`{id}` does not tell the side of `{}`", question.id),
                    "name a choice question of left, right, both and neither that is asked wherever the places are",
                );
                return None;
            }
            Some(id)
        }
    }
}
