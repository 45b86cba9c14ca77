//! Files of answers that commands take.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use jiff::civil::Date;
use plinth_core::{
    answer::Answers, content::Content, facts::Facts, number::PatientNumber, question::Questions,
};
use plinth_pack::{
    answers::{self, AnswerFile, CheckInAnswers, Format},
    diagnostic::Diagnostic,
    folder::{Files, LARGEST_FILE},
};

use crate::{clinic::Acting, form::in_words, packs, problem::Problem, prompt, terminal};

/// What messages call the file: its own name may hold a patient's.
const NAME: &str = "answers";

/// Reads a file of answers, `-` for standard input. What is wrong with it is said with its place, never with its words.
pub(crate) fn read(path: &Path, questions: &Questions, today: Date) -> Result<AnswerFile, Problem> {
    read_as(path, |text, format| {
        answers::read(NAME, text, format, questions, today)
    })
}

/// Reads a file with `read`.
fn read_as<T>(
    path: &Path,
    read: impl FnOnce(&str, Format) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Problem> {
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
    read(text, format).map_err(|wrong| {
        let files = Files::from([(NAME.to_string(), bytes.clone())]);
        for diagnostic in &wrong {
            let said = diagnostic.render_without_words(&files, packs::style());
            terminal::tell(&format!("{said}\n\n"));
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

/// The answers of a patient, from a file of theirs. Where the file names its patient, day or birth date, they must match;
/// where it does not say whose it is, somebody at a terminal confirms it.
pub(crate) fn of_patient(
    path: &Path,
    content: &Content,
    acting: &Acting,
    number: PatientNumber,
) -> Result<Answers, Problem> {
    let file = read(path, &content.questions, acting.today()?)?;
    is_of_patient(&file, content, acting, number)?;
    Ok(file.answers)
}

/// What a patient reports at a check-in, from a file of theirs, which is held to its patient in the same way.
pub(crate) fn check_in_of_patient(
    path: &Path,
    content: &Content,
    acting: &Acting,
    number: PatientNumber,
) -> Result<CheckInAnswers, Problem> {
    let today = acting.today()?;
    let read = read_as(path, |text, format| {
        answers::read_check_in(NAME, text, format, content, today)
    })?;
    is_of_patient(&read.file, content, acting, number)?;
    Ok(read)
}

fn is_of_patient(
    file: &AnswerFile,
    content: &Content,
    acting: &Acting,
    number: PatientNumber,
) -> Result<(), Problem> {
    let today = acting.today()?;
    let record = acting.clinic.patient(number)?.record;
    let details = record.patient.as_ref().map(|patient| &patient.details);
    let born = details.map(|details| details.born);
    let mismatch = |what: &str| {
        Problem::refused(format!("the file of answers is of another {what}"))
            .hint("Look whose answers these are; nothing was recorded.")
    };
    if let Some(patient) = &file.patient {
        if patient.parse() != Ok(number) {
            return Err(mismatch("patient"));
        }
    } else if terminal::is_attended()
        && let Some(details) = details
    {
        let question = format!(
            "Are these the answers of {}, born {}?",
            terminal::harmless(&details.name),
            in_words(details.born)
        );
        if !prompt::yes(&question, "")? {
            return Err(
                Problem::refused("the answers are somebody else's").hint("Nothing was recorded.")
            );
        }
    }
    if file.on.is_some_and(|on| on != today) {
        return Err(mismatch("day"));
    }
    let answered = Facts::new(&content.questions, &file.answers, None, today).answered_birth();
    if [file.born, answered]
        .into_iter()
        .flatten()
        .any(|said| Some(said) != born)
    {
        return Err(mismatch("birth date"));
    }
    Ok(())
}
