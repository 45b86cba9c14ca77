use std::path::PathBuf;

use clap::Args;
use jiff::{Zoned, civil::Date};
use plinth_core::{content::Content, facts::Facts, form, question::Occasion, screening};

use crate::{
    answers,
    arguments::date,
    clinic::ClinicArgs,
    outcome::{self, OutcomeView},
    output::FormatOption,
    packs,
    problem::Problem,
    terminal,
};

/// Screen a set of answers without a patient or a store; nothing is recorded
#[derive(Debug, Args)]
pub(crate) struct Triage {
    /// The pack: an installed pack's id, or a folder
    #[arg(long)]
    pack: String,
    /// File of answers, TOML or JSON
    #[arg(long, value_name = "FILE")]
    answers: PathBuf,
    /// The day on which they were given; today where nothing is said
    #[arg(long, value_name = "DATE", value_parser = date())]
    today: Option<Date>,
    #[command(flatten)]
    format: FormatOption,
}

impl Triage {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        packs::with(&self.pack, clinic, |content| self.triage(content))
    }

    fn triage(&self, content: &Content) -> Result<(), Problem> {
        let today = self.today.unwrap_or_else(|| Zoned::now().date());
        let file = answers::read(&self.answers, &content.questions, today)?;
        let on = self.today.or(file.on).unwrap_or(today);
        let facts = Facts::new(&content.questions, &file.answers, file.born, on);
        let closed = form::contradictions(content, &facts);
        if !closed.is_empty() {
            let slots: Vec<String> = closed.iter().map(ToString::to_string).collect();
            return Err(
                Problem::wrong_use(format!("{} cannot have an answer", slots.join(", ")))
                    .cause("it follows up an answer that says there is nothing to follow up")
                    .hint("Correct one of the two."),
            );
        }
        if let Some((lesser, greater)) = form::above(content, &file.answers).first() {
            return Err(Problem::wrong_use(format!(
                "{lesser} is higher than {greater}, and for the same time it cannot be"
            ))
            .hint("Correct one of the two."));
        }
        let outcome = screening::screen(content, &facts, Occasion::Screening);
        let offer = outcome::offer(content, &facts, &outcome);
        terminal::status("Not recorded: these answers belong to no patient.");
        let view = OutcomeView::new(content, &outcome, offer.clone());
        self.format.show(&view, |_, page| {
            outcome::write(content, &outcome, &offer, page);
        })
    }
}
