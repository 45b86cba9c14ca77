use clap::Args;
use serde::Serialize;

use crate::{clinic::ClinicArgs, output::FormatOption, problem::Problem};

/// Installed packs, and who adopted them
#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct PackView {
    id: String,
    version: String,
    title: String,
    digest: String,
    adopted_by: Option<String>,
}

impl List {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let clinic = clinic.open()?;
        let adopted = &clinic.record().adopted;
        let packs: Vec<PackView> = clinic
            .library()
            .packs()?
            .iter()
            .map(|(digest, content)| PackView {
                id: content.id.to_string(),
                version: content.version.clone(),
                title: content.title.clone(),
                digest: digest.clone(),
                adopted_by: adopted
                    .get(digest)
                    .map(|adoption| adoption.by.person.to_string()),
            })
            .collect();
        self.format.show(&packs, |packs, page| {
            let rows: Vec<[String; 5]> = packs
                .iter()
                .map(|pack| {
                    [
                        pack.id.clone(),
                        pack.version.clone(),
                        pack.digest.chars().take(12).collect(),
                        pack.adopted_by.clone().unwrap_or("not adopted".into()),
                        pack.title.clone(),
                    ]
                })
                .collect();
            page.table(["pack", "version", "digest", "adopted by", "title"], &rows);
        })
    }
}
