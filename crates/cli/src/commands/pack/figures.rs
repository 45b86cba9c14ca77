use std::{collections::BTreeSet, path::PathBuf};

use clap::Args;
use plinth_core::{content::Content, sheet::Subject};
use plinth_figure::{
    drawing::{Drawing, Ink},
    figure, panels,
    person::{Chosen, Person},
    png,
    side::Side,
    svg,
};
use plinth_pack::figure::Figures;
use serde::Serialize;

use super::{
    body_chart,
    contact::{self, Entry},
    pictures::Pictures,
};
use crate::{look::LookArgs, output::FormatOption, packs, problem::Problem};

/// Dots an inch of the pictures.
const DOTS: f64 = 200.0;

/// Draw every figure of a pack's folder, as SVG and PNG, in color and in black and white
///
/// What cannot be drawn is said, and the rest is drawn. A contact sheet shows all of them at one scale. Exercises of one side are
/// drawn for the right and for the left, with a contact sheet of their own for the left. Where letters of the pack show a body
/// chart, it is written too: empty, to be marked by hand, and with all that the pack can mark.
#[derive(Debug, Args)]
pub(crate) struct DrawFigures {
    /// The pack's folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The folder to write to; it is made where it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    person: LookArgs,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct Drawn {
    subject: String,
    /// The side that works, where one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    side: Option<&'static str>,
    panels: usize,
    /// Of the SVG in color.
    bytes: usize,
}

impl DrawFigures {
    pub(crate) fn run(&self) -> Result<(), Problem> {
        let read = packs::Folder::read(&self.folder);
        packs::say(&read.diagnostics, &read.files);
        let figures = plinth_pack::figure::read(&read.files);
        let mut pictures = Pictures::begin(&self.out)?;
        let content = read.pack.as_ref().map(|(content, _)| content);
        let person = Chosen::from(self.person).person();
        let drawn = draw(&figures, content, person, &mut pictures)?;
        let chart = match content {
            Some(content) => body_chart::write(content, &mut pictures)?,
            None => false,
        };
        let subjects: BTreeSet<&str> = drawn.iter().map(|one| one.subject.as_str()).collect();
        let sided = drawn.iter().any(|one| one.side.is_some());
        self.format.show(&drawn, |_, page| {
            page.line(&format!(
                "{} figures in {}; contact.svg shows all of them.",
                subjects.len(),
                self.out.display()
            ));
            if sided {
                page.line("contact-left.svg shows those of one side for the left.");
            }
            if chart {
                page.line("body-chart.svg is the body chart of its letters.");
            }
        })?;
        let wrong = read
            .diagnostics
            .iter()
            .filter(|wrong| wrong.code.starts_with("figure-"))
            .count();
        if wrong == 0 && !drawn.is_empty() {
            return Ok(());
        }
        let problem = if drawn.is_empty() && wrong == 0 {
            Problem::refused("the pack has no figures")
                .hint("Write one in its folder `figures`; docs/figures.md shows how.")
        } else {
            Problem::refused(format!("figures that cannot be drawn: {wrong}"))
                .hint("Mend them, and draw again.")
        };
        Err(problem)
    }
}

fn draw(
    figures: &Figures,
    content: Option<&Content>,
    person: Person,
    pictures: &mut Pictures,
) -> Result<Vec<Drawn>, Problem> {
    let mut made = Vec::new();
    for side in Side::BOTH {
        let mut entries = Vec::new();
        for (subject, text) in figures {
            let sided = is_one_sided(content, subject);
            if !sided && side == Side::Left {
                continue;
            }
            let Ok(panels) = figure::draw(text, person, side) else {
                continue;
            };
            let mut whole = panels::arranged(&panels, panels.len());
            whole.alternative = alternative(content, subject);
            made.push(Drawn {
                subject: subject.to_string(),
                side: sided.then_some(word(side)),
                panels: panels.len(),
                bytes: write(&whole, person, &file_name(subject, side), pictures)?,
            });
            entries.push(Entry {
                figure: whole,
                subject: subject.to_string(),
                name: content.and_then(|content| named(content, subject)),
            });
        }
        if entries.is_empty() {
            continue;
        }
        for (ink, mark) in [(person.ink(), ""), (Ink::Black, "-black")] {
            let sheet = contact::sheet(&entries, ink).map_err(|fault| refused(&fault))?;
            let name = format!("contact{}{mark}.svg", suffix(side));
            pictures.write(&name, sheet)?;
        }
    }
    Ok(made)
}

/// Writes a figure in color and in black and white; gives the bytes of the SVG in color.
fn write(
    whole: &Drawing,
    person: Person,
    name: &str,
    pictures: &mut Pictures,
) -> Result<usize, Problem> {
    let mut bytes = 0;
    for (ink, mark) in [(Ink::Black, "-black"), (person.ink(), "")] {
        let drawing = svg::write(whole, ink).map_err(|fault| refused(&fault))?;
        bytes = drawing.len();
        pictures.write(&format!("{name}{mark}.svg"), drawing)?;
        let dots = png::write(whole, ink, DOTS).map_err(|fault| refused(&fault))?;
        pictures.write(&format!("{name}{mark}.png"), dots)?;
    }
    Ok(bytes)
}

fn refused(fault: &dyn std::fmt::Display) -> Problem {
    Problem::refused(fault.to_string())
}

const fn word(side: Side) -> &'static str {
    match side {
        Side::Right => "right",
        Side::Left => "left",
    }
}

/// Pictures for the left have it in their names.
const fn suffix(side: Side) -> &'static str {
    match side {
        Side::Right => "",
        Side::Left => "-left",
    }
}

fn file_name(subject: &Subject, side: Side) -> String {
    format!("{}{}", subject.to_string().to_lowercase(), suffix(side))
}

/// Whether one side works, so that sheets show it for the right or for the left. It is not known of a pack that cannot be read.
fn is_one_sided(content: Option<&Content>, subject: &Subject) -> bool {
    let Subject::Exercise(id) = subject else {
        return false;
    };
    let exercise = content.and_then(|content| content.exercises.get(id));
    exercise.is_some_and(|exercise| exercise.one_sided)
}

/// The words that stand for a figure.
fn alternative(content: Option<&Content>, subject: &Subject) -> String {
    let name = content.and_then(|content| named(content, subject));
    let words = match subject {
        Subject::Exercise(id) => content
            .and_then(|content| content.exercises.get(id))
            .map(|exercise| format!("{} {}", exercise.start_words, exercise.end_words)),
        Subject::Caution(_) | Subject::Sign(_) => None,
    };
    let parts = [name.map(|name| format!("{name}.")), words];
    let parts = parts.into_iter().flatten();
    parts.fold(subject.to_string(), |all, part| format!("{all} {part}"))
}

/// What the pack calls the subject of a figure.
fn named(content: &Content, subject: &Subject) -> Option<String> {
    match subject {
        Subject::Exercise(id) => Some(content.exercises.get(id)?.name.clone()),
        Subject::Caution(id) => {
            let mut cautions = content.cautions.iter();
            Some(cautions.find(|caution| caution.id == *id)?.title.clone())
        }
        Subject::Sign(_) => None,
    }
}
