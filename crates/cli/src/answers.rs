//! Files of answers that commands take.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use jiff::civil::Date;
use plinth_core::question::Questions;
use plinth_pack::{
    answers::{self, AnswerFile, Format},
    folder::{Files, LARGEST_FILE},
};

use crate::{packs, problem::Problem};

/// What messages call the file: its own name may hold a patient's.
const NAME: &str = "answers";

/// Reads a file of answers, `-` for standard input. What is wrong with it is said with its place, never with its words.
pub(crate) fn read(path: &Path, questions: &Questions, today: Date) -> Result<AnswerFile, Problem> {
    let bytes = bytes(path).map_err(|why| {
        Problem::wrong_use("the file of answers could not be read")
            .cause(why)
            .hint("Give the name of a file, or - for standard input.")
    })?;
    let text = std::str::from_utf8(&bytes).map_err(|_| {
        Problem::wrong_use("the file of answers is not UTF-8 text").hint("Save it as UTF-8.")
    })?;
    let format = if text.trim_start().starts_with('{') {
        Format::Json
    } else {
        Format::Toml
    };
    answers::read(NAME, text, format, questions, today).map_err(|wrong| {
        let files = Files::from([(NAME.to_string(), bytes.clone())]);
        for diagnostic in &wrong {
            eprintln!(
                "{}\n",
                diagnostic.render_without_words(&files, packs::style())
            );
        }
        Problem::wrong_use("the file of answers cannot be used; nothing was decided")
            .hint("Mend what is said above.")
    })
}

/// The content, up to one byte more than is allowed.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path)?)
    };
    source
        .by_ref()
        .take(LARGEST_FILE + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
