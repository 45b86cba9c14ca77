//! The figures of a pack: `figures/*.toml`, a posture for each panel, drawn to find what no body can do.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use plinth_core::{
    content::{Advice, Content, Standing},
    name::ExerciseId,
    sheet::Subject,
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

/// The figures of a pack, as written, by what they show.
pub type Figures = BTreeMap<Subject, FigureText>;

/// The figures that can be read. What cannot is said by [`check`], and a pack that it refuses is never installed.
pub fn read(files: &Files) -> Figures {
    let mut wrong = Vec::new();
    let read = written(files, &mut wrong);
    read.into_iter()
        .map(|(subject, figure)| (subject, figure.text))
        .collect()
}

/// What is wrong with the figures of a pack: what cannot be read, shows nothing of the pack, or no body can do.
pub fn check(files: &Files, content: &Content) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    let figures = written(files, &mut wrong);
    for (subject, figure) in &figures {
        wrong.extend(figure.shows(subject, content));
        for build in [Build::STRAIGHT, Build::CURVED] {
            if let Err(fault) = figure::check(&figure.text, build) {
                wrong.push(figure.fault(&fault));
                break;
            }
        }
    }
    let is_of_exercise = |subject: &Subject| matches!(subject, Subject::Exercise(_));
    let drawn = figures.keys().any(is_of_exercise) || !wrong.is_empty();
    for exercise in content.exercises.values().filter(|_| drawn) {
        let subject = Subject::Exercise(exercise.id.clone());
        if exercise.standing != Standing::NamedOnly && !figures.contains_key(&subject) {
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
    wrong.extend(unknown_signs(files, content, &figures));
    wrong
}

/// Signs that the words of the sheet name, and no file shows.
fn unknown_signs<'a>(
    files: &'a Files,
    content: &'a Content,
    figures: &'a BTreeMap<Subject, Written<'a>>,
) -> impl Iterator<Item = Diagnostic> + 'a {
    let source = files
        .get(SHEET)
        .and_then(|bytes| str::from_utf8(bytes).ok());
    let named = content.sheet.each_day.iter().enumerate();
    let named = named.filter_map(|(at, advice)| Some((at, advice.figure.clone()?)));
    named
        .filter(|(_, sign)| !figures.contains_key(&Subject::Sign(sign.clone())))
        .map(move |(at, sign)| {
            let path = ["each-day", &at.to_string(), "figure"];
            let span = source.map_or(0..0, |source| place(source, &path));
            let known: Vec<String> = figures
                .keys()
                .filter(|subject| matches!(subject, Subject::Sign(_)))
                .map(ToString::to_string)
                .collect();
            let hint = did_you_mean(sign.as_str(), known.iter().map(String::as_str));
            Diagnostic::error(
                "unknown-sign",
                SHEET,
                span,
                format!("no file in `{FOLDER}` shows `{sign}`"),
            )
            .hint(hint.map_or_else(
                || format!("write one that begins with `sign = \"{sign}\"`, or take `figure` out"),
                Cow::into_owned,
            ))
        })
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

fn written<'a>(files: &'a Files, wrong: &mut Vec<Diagnostic>) -> BTreeMap<Subject, Written<'a>> {
    let mut figures: BTreeMap<Subject, Written<'a>> = BTreeMap::new();
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
        let (key, subject) = match figure.subject() {
            Ok(found) => found,
            Err(fault) => {
                wrong.push(*fault);
                continue;
            }
        };
        if let Some(other) = figures.get(&subject) {
            wrong.push(
                Diagnostic::error(
                    "figure-twice",
                    path,
                    figure.at(&[key]),
                    format!("there are two figures of `{subject}`"),
                )
                .hint("remove one of them")
                .label(other.path, other.at(&[key]), "the first"),
            );
            continue;
        }
        figures.insert(subject, figure);
    }
    figures
}

/// The file with the words of the sheet.
const SHEET: &str = "sheet.toml";

impl Written<'_> {
    /// What it shows, with the key that says so.
    fn subject(&self) -> Result<(&'static str, Subject), Box<Diagnostic>> {
        let text = &self.text;
        let keys = [
            ("exercise", &text.exercise),
            ("caution", &text.caution),
            ("sign", &text.sign),
        ];
        let mut named = keys.into_iter().filter(|(_, name)| !name.is_empty());
        let Some((key, name)) = named.next() else {
            let fault = Diagnostic::error(
                "figure-of-none",
                self.path,
                0..0,
                "the figure does not say what it shows",
            )
            .hint("begin the file with `exercise = \"EX-01\"`, `caution = \"CX-01\"` or `sign = \"posture\"`");
            return Err(Box::new(fault));
        };
        if let Some((other, _)) = named.next() {
            let fault = Diagnostic::error(
                "figure-of-two",
                self.path,
                self.at(&[other]),
                format!("the figure shows two things: `{key}` and `{other}`"),
            )
            .hint("a figure shows one thing: take one of them out, or write a file for each")
            .label(self.path, self.at(&[key]), "the first");
            return Err(Box::new(fault));
        }
        let subject = match key {
            "exercise" => name.parse().map(Subject::Exercise),
            "caution" => name.parse().map(Subject::Caution),
            _ => name.parse().map(Subject::Sign),
        };
        subject.map(|subject| (key, subject)).map_err(|fault| {
            let fault = Diagnostic::error(
                "figure-of-none",
                self.path,
                self.at(&[key]),
                fault.to_string(),
            )
            .hint("write an id as elsewhere in the pack: `EX-01`, `CX-01`, `posture`");
            Box::new(fault)
        })
    }

    /// What is wrong with what it shows.
    fn shows(&self, subject: &Subject, content: &Content) -> Option<Diagnostic> {
        let error = |key: &str, message: String, hint: Cow<'_, str>| {
            let at = self.at(&[key]);
            Diagnostic::error("figure-of-none", self.path, at, message).hint(hint)
        };
        let warning = |key: &str, message: String, hint: &str| {
            let at = self.at(&[key]);
            Diagnostic::warning("figure-unused", self.path, at, message).hint(hint)
        };
        match subject {
            Subject::Exercise(id) => content
                .exercises
                .get(id)
                .is_none_or(|exercise| exercise.standing == Standing::NamedOnly)
                .then(|| {
                    let known = content.exercises.keys().map(ExerciseId::as_str);
                    let meant = did_you_mean(id.as_str(), known);
                    error(
                        "exercise",
                        format!("the pack has no described exercise `{id}`"),
                        meant.unwrap_or("a figure shows an exercise that can be assigned".into()),
                    )
                }),
            Subject::Caution(id) => {
                match content.cautions.iter().find(|caution| caution.id == *id) {
                    None => {
                        let known = content.cautions.iter().map(|caution| caution.id.as_str());
                        let meant = did_you_mean(id.as_str(), known);
                        Some(error(
                            "caution",
                            format!("the pack has no caution `{id}`"),
                            meant.unwrap_or("cautions stand in cautions.toml".into()),
                        ))
                    }
                    Some(caution) => caution.for_sheet.is_none().then(|| {
                        warning(
                            "caution",
                            format!("`{id}` is on no sheet, and so is its figure"),
                            "give the caution `for-sheet`, or remove the figure",
                        )
                    }),
                }
            }
            Subject::Sign(id) => {
                let named = |advice: &Advice| advice.figure.as_ref() == Some(id);
                (!content.sheet.each_day.iter().any(named)).then(|| {
                    warning(
                        "sign",
                        format!("no text names `{id}`"),
                        "name it in `figure` of an [[each-day]] in sheet.toml, or remove it",
                    )
                })
            }
        }
    }

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
            FigureError::Several => (self.at(&["panel", "1"]), fault.to_string()),
            FigureError::Kind { key, .. } => (self.anywhere(key), fault.to_string()),
            FigureError::Beside | FigureError::Timer { .. } => {
                (self.at(&["beside"]), fault.to_string())
            }
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

    /// The place of a key of the figure, or of the first panel that has it.
    fn anywhere(&self, key: &str) -> Range<usize> {
        let panels = 0..self.text.panels.len();
        let of_panels = panels.map(|panel| self.at(&["panel", &panel.to_string(), key]));
        [self.at(&[key])]
            .into_iter()
            .chain(of_panels)
            .find(|place| !place.is_empty())
            .unwrap_or(0..0)
    }

    /// The place of a value; empty where there is none.
    fn at(&self, path: &[&str]) -> Range<usize> {
        place(self.source, path)
    }
}

/// The place of a value in a file; empty where there is none.
fn place(source: &str, path: &[&str]) -> Range<usize> {
    let Ok(table) = toml::de::DeTable::parse(source) else {
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
