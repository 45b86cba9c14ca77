use std::path::PathBuf;

use clap::Args;
use plinth_pack::schema;

use crate::{problem::Problem, terminal};

/// Write the JSON Schema of each kind of file in a pack, for editors
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Folder to write them to; all of them on standard output where none is named
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Schema {
    pub(crate) fn run(&self) -> Result<(), Problem> {
        let all = schema::all();
        let Some(folder) = &self.folder else {
            let json = serde_json::to_string_pretty(&all).map_err(std::io::Error::from)?;
            return Ok(terminal::print(&format!("{json}\n"))?);
        };
        std::fs::create_dir_all(folder)?;
        for (name, schema) in &all {
            let json = serde_json::to_string_pretty(schema).map_err(std::io::Error::from)?;
            std::fs::write(folder.join(format!("{name}.schema.json")), json)?;
        }
        terminal::status(&format!("{} schemas are written.", all.len()));
        Ok(())
    }
}
