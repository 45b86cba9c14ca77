use std::{fs, path::PathBuf};

use clap::Args;
use plinth_core::{content::Content, sheet::Subject};
use plinth_figure::{
    drawing::Ink,
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
};
use crate::{look::LookArgs, output::FormatOption, packs, problem::Problem};

/// Dots an inch of the pictures.
const DOTS: f64 = 200.0;

/// Draw every figure of a pack's folder, as SVG and PNG, in color and in black and white
///
/// What cannot be drawn is said, and the rest is drawn. A contact sheet shows all of them at one scale. Where letters of the pack
/// show a body chart, it is written too: empty, to be marked by hand, and with all that the pack can mark.
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
    panels: usize,
    /// Of the SVG in color.
    bytes: usize,
}

impl DrawFigures {
    pub(crate) fn run(&self) -> Result<(), Problem> {
        let read = packs::Folder::read(&self.folder);
        packs::say(&read.diagnostics, &read.files);
        let figures = plinth_pack::figure::read(&read.files);
        fs::create_dir_all(&self.out)?;
        let content = read.pack.as_ref().map(|(content, _)| content);
        let drawn = self.draw(&figures, content, Chosen::from(self.person).person())?;
        let chart = match content {
            Some(content) => body_chart::write(content, &self.out)?,
            None => false,
        };
        self.format.show(&drawn, |drawn, page| {
            page.line(&format!(
                "{} figures in {}; contact.svg shows all of them.",
                drawn.len(),
                self.out.display()
            ));
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

    fn draw(
        &self,
        figures: &Figures,
        content: Option<&Content>,
        person: Person,
    ) -> Result<Vec<Drawn>, Problem> {
        let mut made = Vec::new();
        let mut entries = Vec::new();
        for (subject, text) in figures {
            let Ok(panels) = figure::draw(text, person, Side::Right) else {
                continue;
            };
            let mut whole = panels::arranged(&panels, panels.len());
            whole.alternative = subject.to_string();
            let mut bytes = 0;
            for (ink, mark) in [(person.ink(), ""), (Ink::Black, "-black")] {
                let name = format!("{}{mark}", subject.to_string().to_lowercase());
                let drawing =
                    svg::write(&whole, ink).map_err(|fault| Problem::refused(fault.to_string()))?;
                if ink != Ink::Black {
                    bytes = drawing.len();
                }
                fs::write(self.out.join(format!("{name}.svg")), drawing.as_bytes())?;
                let dots = png::write(&whole, ink, DOTS)
                    .map_err(|fault| Problem::refused(fault.to_string()))?;
                fs::write(self.out.join(format!("{name}.png")), &dots)?;
            }
            made.push(Drawn {
                subject: subject.to_string(),
                panels: panels.len(),
                bytes,
            });
            entries.push(Entry {
                figure: whole,
                subject: subject.to_string(),
                name: content.and_then(|content| named(content, subject)),
            });
        }
        for (ink, mark) in [(person.ink(), ""), (Ink::Black, "-black")] {
            let sheet = contact::sheet(&entries, ink)
                .map_err(|fault| Problem::refused(fault.to_string()))?;
            fs::write(
                self.out.join(format!("contact{mark}.svg")),
                sheet.as_bytes(),
            )?;
        }
        Ok(made)
    }
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
