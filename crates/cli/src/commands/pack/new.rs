use std::{fs, path::PathBuf};

use clap::Args;
use include_dir::{Dir, include_dir};
use plinth_core::name::PackId;

use crate::{problem::Problem, terminal};

/// A small pack that can be used as it is, with a case for every rule.
static TEMPLATE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates/pack");
/// What the template calls itself.
const PLACEHOLDER: &str = "id = \"new-pack\"";

/// Begin a pack: a small one that passes its check and its cases, to be changed step by step
#[derive(Debug, Args)]
pub(crate) struct New {
    /// A new folder; its name becomes the pack's id
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl New {
    pub(crate) fn run(&self) -> Result<(), Problem> {
        let name = self.folder.file_name().and_then(|name| name.to_str());
        let id: PackId = name.unwrap_or_default().parse().map_err(|why| {
            Problem::wrong_use("the folder's name cannot be a pack's id")
                .cause(why)
                .hint("Choose a name like knee-pain: small letters, digits and hyphens.")
        })?;
        if self.folder.exists() {
            return Err(Problem::wrong_use("there is such a folder already")
                .hint("Choose the name of a new folder."));
        }
        fs::create_dir_all(&self.folder)?;
        TEMPLATE.extract(&self.folder)?;
        let about = self.folder.join("pack.toml");
        let text = fs::read_to_string(&about)?;
        fs::write(&about, text.replace(PLACEHOLDER, &format!("id = \"{id}\"")))?;
        let folder = self.folder.display();
        terminal::status(&format!(
            "Next: change it, then `plinth pack check {folder}` and `plinth pack test {folder}`."
        ));
        Ok(terminal::print(&format!("{folder}\n"))?)
    }
}
