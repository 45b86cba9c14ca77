//! All files of a pack together.

use std::collections::{BTreeMap, BTreeSet};

use plinth_core::{
    content::{Content, Evidence, Exercise, Program},
    name::{EvidenceId, ExerciseId, PackId},
};

use super::{
    Advises, Ids, References, Source, check_in, exercise, information, program, read_file, reading,
    review,
    screening::{self, Screening},
    sheet, usage,
};
use crate::{
    diagnostic::Diagnostic,
    digest,
    folder::{self, Files},
    raw::{
        At, CautionsFile, CheckInFile, Entries, EvidenceFile, ExerciseFile, InformationFile,
        PackFile, ProgramFile, Read, ScreeningFile, SheetFile,
    },
};

/// The format that this reader knows.
const FORMAT: u32 = 1;
/// The file about check-ins.
const CHECK_IN: &str = "checkin.toml";

pub(super) fn compile(
    files: &Files,
    advises: Advises,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Content> {
    expected_files(files, diagnostics);
    let pack = read_file::<PackFile>(files, "pack.toml", diagnostics);
    let evidence = read_file::<EvidenceFile>(files, "evidence.toml", diagnostics);
    let screening = read_file::<ScreeningFile>(files, "screening.toml", diagnostics);
    let sheet = read_file::<SheetFile>(files, "sheet.toml", diagnostics);
    let check_in = read_file::<CheckInFile>(files, "checkin.toml", diagnostics);
    let cautions = read_file::<CautionsFile>(files, "cautions.toml", diagnostics);
    let topics = read_file::<InformationFile>(files, "information.toml", diagnostics);
    let exercises = in_folder::<ExerciseFile>(files, "exercises", diagnostics);
    let programs = in_folder::<ProgramFile>(files, "programs", diagnostics);

    let references = references(&evidence, &screening, &exercises, &programs);
    let mut all = Pack {
        files,
        references: &references,
        advises,
        diagnostics,
    };
    let listed: Vec<At<String>> = pack
        .is
        .as_ref()
        .map(|file| file.not_reviewed.clone())
        .unwrap_or_default();
    let pack = pack
        .is
        .and_then(|file| head(&mut all.source("pack.toml"), &file));
    let is_english = pack
        .as_ref()
        .is_some_and(|head| head.language.split('-').next() == Some("en"));
    let evidence = evidence
        .is
        .map(|file| (statements(&mut all.source("evidence.toml"), &file), file));
    let mut unreadable = screening.unreadable;
    unreadable.extend(check_in.unreadable);
    let at_check_ins = check_in
        .is
        .as_ref()
        .map(|file| check_in::questions(&mut all.source(CHECK_IN), file, &mut unreadable));
    let made_of = match &check_in.is {
        Some(file) => check_in::made_of(file),
        // What could not be read may hold all of it.
        None => check_in::all_made(files.contains_key(CHECK_IN)),
    };
    let mut screening = screening.is.map(|file| {
        screening::compile(
            &mut all.source("screening.toml"),
            &file,
            at_check_ins.unwrap_or_default(),
            made_of,
            unreadable,
        )
    });
    if let (Some(screening), Some(file)) = (&mut screening, &check_in.is) {
        screening.gates_at_check_ins(&mut all.source(CHECK_IN), &file.question);
    }
    let exercises = all.exercises(&exercises, is_english);
    let rules = screening.as_ref().map(|s| s.rules.as_slice());
    let sheet = sheet.is.map(|file| {
        sheet::compile(
            &mut all.source("sheet.toml"),
            &file,
            rules.unwrap_or_default(),
            screening.as_ref().map(|s| &s.questions),
        )
    });
    let screening = screening?;
    let programs = all.programs(&programs, &screening, &exercises);
    let cautions = cautions
        .is
        .map(|file| information::cautions(&mut all.source("cautions.toml"), &file, &exercises));
    let topics = topics
        .is
        .map(|file| information::topics(&mut all.source("information.toml"), &file));
    let check_in = check_in
        .is
        .map(|file| check_in::compile(&mut all.source(CHECK_IN), &file, &screening));
    let pack = pack?;
    let (evidence, written) = evidence?;
    let mut content = Content {
        id: pack.id,
        version: pack.version,
        title: pack.title,
        language: pack.language,
        digests: digest::of(files),
        questions: screening.questions.clone(),
        defines: screening
            .defines
            .by_id
            .iter()
            .map(|(id, define)| (id.clone(), define.condition.clone()))
            .collect(),
        rules: screening.rules.clone(),
        precautions: screening.precautions.clone(),
        exercises,
        programs,
        check_in: check_in.unwrap_or_default(),
        cautions: cautions.unwrap_or_default(),
        topics: topics.unwrap_or_default(),
        evidence,
        sheet: sheet?,
        not_reviewed: BTreeMap::new(),
    };
    content.not_reviewed = review::texts(&mut all.source("pack.toml"), &listed, &content);
    // What is wrong elsewhere may be why something is not used.
    if advises == Advises::Yes && !all.diagnostics.iter().any(Diagnostic::is_error) {
        usage::check(&mut all.source("screening.toml"), &screening, &content);
        usage::statements(&mut all.source("evidence.toml"), &written, &content);
    }
    Some(content)
}

/// The files while they are compiled.
struct Pack<'a> {
    files: &'a Files,
    references: &'a References,
    advises: Advises,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Pack<'_> {
    fn source<'s>(&'s mut self, path: &'s str) -> Source<'s> {
        let bytes = self.files.get(path);
        Source {
            path,
            // A file that is not text was said to be so when it was read.
            text: bytes
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
                .unwrap_or_default(),
            references: self.references,
            diagnostics: self.diagnostics,
        }
    }

    fn exercises(
        &mut self,
        files: &BTreeMap<String, Read<ExerciseFile>>,
        is_english: bool,
    ) -> BTreeMap<ExerciseId, Exercise> {
        let mut exercises = BTreeMap::new();
        let mut first: BTreeMap<ExerciseId, (&str, &At<String>)> = BTreeMap::new();
        for (path, read) in files {
            let Some(file) = &read.is else { continue };
            let measures_reading = is_english && self.advises == Advises::Yes;
            let mut source = self.source(path);
            if measures_reading {
                reading::check(&mut source, file);
            }
            let Some(exercise) = exercise::compile(&mut source, file) else {
                continue;
            };
            if let Some((other, id)) = first.get(&exercise.id) {
                self.diagnostics
                    .push(twice(path, &file.id, other, id, "exercise"));
            } else {
                first.insert(exercise.id.clone(), (path, &file.id));
                exercises.insert(exercise.id.clone(), exercise);
            }
        }
        exercises
    }

    fn programs(
        &mut self,
        files: &BTreeMap<String, Read<ProgramFile>>,
        screening: &Screening,
        exercises: &BTreeMap<ExerciseId, Exercise>,
    ) -> Vec<Program> {
        let mut programs: Vec<Program> = Vec::new();
        let mut first: BTreeMap<&str, (&str, &At<String>)> = BTreeMap::new();
        for (path, read) in files {
            let Some(file) = &read.is else { continue };
            if let Some((other, id)) = first.get(file.id.is.as_str()) {
                self.diagnostics
                    .push(twice(path, &file.id, other, id, "program"));
                continue;
            }
            first.insert(&file.id.is, (path, &file.id));
            let scope = screening.scope();
            programs.extend(program::compile(
                &mut self.source(path),
                file,
                &scope,
                exercises,
            ));
        }
        programs
    }
}

fn twice(path: &str, id: &At<String>, other: &str, first: &At<String>, what: &str) -> Diagnostic {
    Diagnostic::error(
        "duplicate-id",
        path,
        id.span.clone(),
        format!("there are two {what}s `{}`", id.is),
    )
    .hint("give one of them another id")
    .label(other, first.span.clone(), "the first")
}

/// Files that must be there, and those that mean nothing to this reader.
fn expected_files(files: &Files, diagnostics: &mut Vec<Diagnostic>) {
    for needed in ["pack.toml", "evidence.toml", "screening.toml", "sheet.toml"] {
        if !files.contains_key(needed) {
            diagnostics.push(
                Diagnostic::error(
                    "file-missing",
                    needed,
                    0..0,
                    format!("the pack has no {needed}"),
                )
                .hint("see \"Pack format\" for what stands in it"),
            );
        }
    }
    for path in files.keys() {
        let known = match path.split_once('/') {
            None => [
                "pack.toml",
                "evidence.toml",
                "screening.toml",
                "sheet.toml",
                CHECK_IN,
                "cautions.toml",
                "information.toml",
                "readme.md",
                "license",
            ]
            .contains(&path.as_str()),
            Some((folder, _)) => {
                ["exercises", "programs", "cases", crate::figure::FOLDER].contains(&folder)
                    && folder::is_toml_in(path, folder)
            }
        };
        if !known {
            diagnostics.push(
                Diagnostic::warning("file-unknown", path, 0..0, "nothing reads this file")
                    .hint("rename it, or move it out of the pack"),
            );
        }
    }
}

fn in_folder<T: crate::raw::File>(
    files: &Files,
    folder: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Read<T>> {
    files
        .keys()
        .filter(|path| folder::is_toml_in(path, folder))
        .map(|path| (path.clone(), read_file(files, path, diagnostics)))
        .collect()
}

fn references(
    evidence: &Read<EvidenceFile>,
    screening: &Read<ScreeningFile>,
    exercises: &BTreeMap<String, Read<ExerciseFile>>,
    programs: &BTreeMap<String, Read<ProgramFile>>,
) -> References {
    fn ids<'a, F, T: 'a>(file: &'a Read<F>, entries: fn(&F) -> &Entries<T>) -> Ids {
        let names = file.is.iter().flat_map(|file| &entries(file).0);
        Ids {
            known: names
                .map(|(id, _)| id.is.clone())
                .chain(file.unreadable.iter().cloned())
                .collect(),
            all: file.is.is_none(),
        }
    }
    let readable = exercises.values().filter_map(|file| file.is.as_ref());
    References {
        evidence: ids(evidence, |file| &file.statement),
        rules: ids(screening, |file| &file.rule),
        precautions: ids(screening, |file| &file.precaution),
        tags: Ids {
            known: exercises
                .values()
                .filter_map(|file| file.is.as_ref())
                .flat_map(|file| file.tags.iter().map(|tag| tag.is.clone()))
                .collect(),
            all: exercises.values().any(|file| file.is.is_none()),
        },
        phases: Ids {
            known: programs
                .values()
                .filter_map(|file| file.is.as_ref())
                .flat_map(|file| file.phase.iter().map(|phase| phase.id.is.clone()))
                .collect(),
            all: programs.values().any(|file| file.is.is_none()),
        },
        exercises: Ids {
            known: readable
                .map(|file| file.id.is.clone())
                .collect::<BTreeSet<_>>(),
            all: exercises.values().any(|file| file.is.is_none()),
        },
    }
}

struct Head {
    id: PackId,
    version: String,
    title: String,
    language: String,
}

fn head(source: &mut Source<'_>, file: &PackFile) -> Option<Head> {
    if file.format.is != FORMAT {
        source.error(
            "unknown-format",
            &file.format.span,
            format!(
                "this pack is in format {}; this Plinth reads format {FORMAT}",
                file.format.is
            ),
            "use a newer Plinth, or an older version of the pack",
        );
        return None;
    }
    let here = env!("CARGO_PKG_VERSION");
    match (version(&file.least_plinth.is), version(here)) {
        (None, _) => source.error(
            "not-a-version",
            &file.least_plinth.span,
            format!("`{}` is not a version", file.least_plinth.is),
            "write three numbers: 0.1.0",
        ),
        (Some(least), Some(present)) if least > present => source.error(
            "newer-plinth",
            &file.least_plinth.span,
            format!(
                "this pack needs Plinth {} or newer; this is {here}",
                file.least_plinth.is
            ),
            "update Plinth",
        ),
        _ => {}
    }
    if version(&file.version.is).is_none() {
        source.error(
            "not-a-version",
            &file.version.span,
            format!("`{}` is not a version", file.version.is),
            "write three numbers: 1.0.0",
        );
    }
    let language = &file.language;
    let tag_parts = language.is.split('-');
    if !language.is.bytes().take(2).all(|b| b.is_ascii_lowercase())
        || tag_parts.clone().any(|part| {
            part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
        || language.is.len() < 2
    {
        source.error(
            "not-a-language",
            &language.span,
            format!("`{}` is not a language tag", language.is.escape_default()),
            "write a tag such as en, de or pt-BR",
        );
    }
    source.words(&file.publisher);
    Some(Head {
        id: source.id(&file.id)?,
        version: file.version.is.clone(),
        title: source.words(&file.title),
        language: language.is.clone(),
    })
}

fn version(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.split('.').map(|part| part.parse().ok());
    let three = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(three)
}

fn statements(source: &mut Source<'_>, file: &EvidenceFile) -> BTreeMap<EvidenceId, Evidence> {
    let titles: BTreeMap<_, _> = file
        .source
        .0
        .iter()
        .map(|(id, entry)| (id.is.as_str(), source.words(&entry.title)))
        .collect();
    let mut statements = BTreeMap::new();
    for (written, entry) in &file.statement.0 {
        let Some(id) = source.id::<EvidenceId>(written) else {
            continue;
        };
        if entry.says.is_some() == entry.left_out.is_some() {
            source.error(
                "says-or-left-out",
                &written.span,
                format!("`{id}` has both or neither of `says` and `left-out`"),
                "write what it says, or why it is left out",
            );
        }
        if entry.at.is.is_empty() {
            source.error(
                "no-place",
                &entry.at.span,
                format!("`{id}` does not say where it stands"),
                "name a source and a place in it",
            );
        }
        let mut at = Vec::new();
        for place in &entry.at.is {
            match titles.get(place.source.is.as_str()) {
                Some(title) => at.push(format!("{title}, {}", source.words(&place.place))),
                None => source.error(
                    "unknown-source",
                    &place.source.span,
                    format!("there is no source `{}`", place.source.is),
                    "add it as [source.…], or correct the id",
                ),
            }
        }
        let says = entry.says.as_ref().map(|text| source.words(text));
        let left_out = entry.left_out.as_ref().map(|text| source.words(text));
        statements.insert(
            id.clone(),
            Evidence {
                id,
                says: says.unwrap_or_default(),
                at,
                left_out,
            },
        );
    }
    statements
}
