//! JSON Schemas of the files of a pack, for editors.

use plinth_figure::figure::FigureText;
use schemars::schema_for;
use serde_json::Value;
use std::collections::BTreeMap;

use crate::raw::{
    CasesFile, CautionsFile, CheckInFile, EvidenceFile, ExerciseFile, InformationFile, PackFile,
    ProgramFile, ScreeningFile, SheetFile,
};

/// The schema of each kind of file, by its name: `screening`, `exercise`.
pub fn all() -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("pack", schema_for!(PackFile).to_value()),
        ("evidence", schema_for!(EvidenceFile).to_value()),
        ("screening", schema_for!(ScreeningFile).to_value()),
        ("exercise", schema_for!(ExerciseFile).to_value()),
        ("program", schema_for!(ProgramFile).to_value()),
        ("sheet", schema_for!(SheetFile).to_value()),
        ("cases", schema_for!(CasesFile).to_value()),
        ("checkin", schema_for!(CheckInFile).to_value()),
        ("cautions", schema_for!(CautionsFile).to_value()),
        ("information", schema_for!(InformationFile).to_value()),
        ("figure", schema_for!(FigureText).to_value()),
    ])
}
