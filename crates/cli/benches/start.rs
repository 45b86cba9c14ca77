//! How long it takes to start the program and print a patient. `cargo bench -p plinth --bench start`
#![allow(clippy::unwrap_used, reason = "a benchmark has nobody to tell")]

#[path = "../../../tests/benches/ratio.rs"]
mod ratio;

use std::process::{Command, ExitCode, Stdio};

use ratio::{At, Row, Table};

fn main() -> ExitCode {
    let place = tempfile::tempdir().unwrap();
    let plinth = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plinth"));
        command
            .current_dir(place.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    };
    run(plinth().args(["demo", "--out", "demo"]));
    let mut table = Table::default();
    let row = Row {
        what: "starting the program and printing a patient",
        against: "starting `true`",
        at: At::P50,
        bound: Some(10.0),
    };
    table.compare(
        row,
        200,
        1,
        || run(plinth().args(["--home", "demo/clinic", "patient", "show", "0001-B"])),
        || run(&mut Command::new("true")),
    );
    table.finish()
}

fn run(command: &mut Command) {
    assert!(command.status().unwrap().success(), "{command:?}");
}
