//! The figures of a pack: `figures/*.toml`, a posture for each panel, drawn to find what no body can do.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use plinth_core::{
    content::{Content, Standing},
    name::ExerciseId,
};
use plinth_figure::{
    body::Build,
    figure::{self, FigureError, FigureText},
};
use toml::{Spanned, de::DeValue};

use crate::{
    diagnostic::{Diagnostic, did_you_mean},
    folder::{self, Files},
};

/// The folder of figures in a pack.
pub const FOLDER: &str = "figures";

/// The figures of a pack, as written, by the exercise that they show.
pub type Figures = BTreeMap<ExerciseId, FigureText>;

/// The figures that can be read. What cannot is said by [`check`], and a pack that it refuses is never installed.
pub fn read(files: &Files) -> Figures {
    let mut wrong = Vec::new();
    let read = written(files, &mut wrong);
    read.into_iter()
        .map(|(id, figure)| (id, figure.text))
        .collect()
}

/// What is wrong with the figures of a pack: what cannot be read, shows no exercise of the pack, or no body can do.
pub fn check(files: &Files, content: &Content) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let figures = written(files, &mut wrong);
    for (id, figure) in &figures {
        if content
            .exercises
            .get(id)
            .is_none_or(|exercise| exercise.standing == Standing::NamedOnly)
        {
            let at = figure.at(&["exercise"]);
            wrong.push(
                Diagnostic::error(
                    "figure-of-none",
                    figure.path,
                    at,
                    format!("the pack has no described exercise `{id}`"),
                )
                .hint(
                    did_you_mean(
                        id.as_str(),
                        content.exercises.keys().map(ExerciseId::as_str),
                    )
                    .unwrap_or("a figure shows an exercise that can be assigned".into()),
                ),
            );
        }
        for build in [Build::STRAIGHT, Build::CURVED] {
            if let Err(fault) = figure::check(&figure.text, build) {
                wrong.push(figure.fault(&fault));
                break;
            }
        }
    }
    let drawn = !figures.is_empty() || !wrong.is_empty();
    for exercise in content.exercises.values().filter(|_| drawn) {
        if exercise.standing != Standing::NamedOnly && !figures.contains_key(&exercise.id) {
            wrong.push(
                Diagnostic::warning(
                    "no-figure",
                    FOLDER,
                    0..0,
                    format!("`{}` ({}) has no figure", exercise.id, exercise.name),
                )
                .hint("write one; until then its sheet has an empty frame to draw in"),
            );
        }
    }
    wrong
}

/// Of a message that names a wrong word and all right ones, each between two accents, the right one that is meant.
fn nearest(message: &str) -> Option<Cow<'_, str>> {
    let mut words = message.split('`').skip(1).step_by(2);
    let wrong = words.next().filter(|_| message.starts_with("unknown"))?;
    did_you_mean(wrong, words)
}

/// A figure and the file that it was read from.
struct Written<'a> {
    path: &'a str,
    source: &'a str,
    text: FigureText,
}

fn written<'a>(files: &'a Files, wrong: &mut Vec<Diagnostic>) -> BTreeMap<ExerciseId, Written<'a>> {
    let mut figures: BTreeMap<ExerciseId, Written<'a>> = BTreeMap::new();
    for (path, bytes) in files {
        if !folder::is_toml_in(path, FOLDER) {
            continue;
        }
        let Some(source) = folder::text(path, bytes, wrong) else {
            continue;
        };
        let text: FigureText =
            match toml::from_str(source) {
                Ok(text) => text,
                Err(fault) => {
                    let message = fault.message().trim().replace('\n', " ");
                    wrong.push(
                        Diagnostic::error(
                            "figure-unreadable",
                            path,
                            fault.span().unwrap_or(0..0),
                            &*message,
                        )
                        .hint(nearest(&message).unwrap_or(
                            "docs/figures.md lists what can be said of a posture".into(),
                        )),
                    );
                    continue;
                }
            };
        let figure = Written { path, source, text };
        let Ok(id) = figure.text.exercise.parse::<ExerciseId>() else {
            wrong.push(
                Diagnostic::error(
                    "figure-of-none",
                    path,
                    figure.at(&["exercise"]),
                    "the figure does not say which exercise it shows",
                )
                .hint("begin the file with `exercise = \"EX-01\"`"),
            );
            continue;
        };
        if let Some(other) = figures.get(&id) {
            wrong.push(
                Diagnostic::error(
                    "figure-twice",
                    path,
                    figure.at(&["exercise"]),
                    format!("there are two figures of `{id}`"),
                )
                .hint("remove one of them")
                .label(other.path, other.at(&["exercise"]), "the first"),
            );
            continue;
        }
        figures.insert(id, figure);
    }
    figures
}

impl Written<'_> {
    /// The fault of a posture, at what was written of it.
    fn fault(&self, fault: &FigureError) -> Diagnostic {
        let (at, message) = match fault {
            FigureError::Pose { panel, fault } => (
                self.of_posture(*panel, &fault.key),
                format!("`{}` of panel {panel}: {}", fault.key, fault.fault),
            ),
            FigureError::Arrow { panel, arrow, .. } => {
                let [panel, arrow] = [panel, arrow].map(|from_one| (from_one - 1).to_string());
                (
                    self.at(&["panel", &panel, "arrows", &arrow]),
                    fault.to_string(),
                )
            }
            FigureError::Empty => (0..0, fault.to_string()),
            FigureError::First { .. } => (self.at(&["panel", "0"]), fault.to_string()),
            FigureError::Nothing { panel } => (self.of_panel(*panel), fault.to_string()),
            FigureError::Twice { panel, list, word } => {
                let word = (word - 1).to_string();
                let at = match panel.checked_sub(1) {
                    None => self.at(&[list, &word]),
                    Some(panel) => self.at(&["panel", &panel.to_string(), list, &word]),
                };
                (at, fault.to_string())
            }
            FigureError::TooMany { panel: 0, most, .. } => {
                (self.of_panel(most + 1), fault.to_string())
            }
            FigureError::TooMany { panel, most, .. } => {
                let [panel, first] = [panel - 1, *most].map(|number| number.to_string());
                (
                    self.at(&["panel", &panel, "arrows", &first]),
                    fault.to_string(),
                )
            }
        };
        Diagnostic::error("figure-pose", self.path, at, message)
            .hint("`plinth pack figures` draws what can be drawn; docs/figures.md says what each word does")
    }

    /// Where a key of a posture was last written: in this panel for its side or for both, or in one before.
    fn of_posture(&self, panel: usize, key: &str) -> Range<usize> {
        let both = key.split_once('.').map(|(_, key)| format!("both.{key}"));
        for number in (0..panel).rev() {
            let number = number.to_string();
            for key in [Some(key), both.as_deref()].into_iter().flatten() {
                let mut path = vec!["panel", number.as_str(), "pose"];
                path.extend(key.split('.'));
                let at = self.at(&path);
                if !at.is_empty() {
                    return at;
                }
            }
        }
        self.of_panel(panel)
    }

    fn of_panel(&self, panel: usize) -> Range<usize> {
        self.at(&["panel", &(panel - 1).to_string()])
    }

    /// The place of a value; empty where there is none.
    fn at(&self, path: &[&str]) -> Range<usize> {
        let Ok(table) = toml::de::DeTable::parse(self.source) else {
            return 0..0;
        };
        let Some((first, rest)) = path.split_first() else {
            return 0..0;
        };
        let mut value: Option<&Spanned<DeValue<'_>>> = table.get_ref().get(*first);
        for key in rest {
            value = value.and_then(|value| match value.get_ref() {
                DeValue::Table(table) => table.get(*key),
                DeValue::Array(array) => key
                    .parse::<usize>()
                    .ok()
                    .and_then(|number| array.get(number)),
                _ => None,
            });
        }
        value.map_or(0..0, Spanned::span)
    }
}
