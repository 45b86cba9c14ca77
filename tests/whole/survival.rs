//! What was acknowledged is there, whatever kills the program or fills the disk.

use std::{
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use serde_json::Value;

use crate::{
    commands::Clinic,
    plinth::{self, Run},
};

/// Writes that are acknowledged before the test is over.
const WRITES: usize = 200;
/// Every how many writes the program is left alone.
const UNDISTURBED: usize = 4;

impl Clinic {
    /// The note with this number, as a process of its own.
    fn note(&self, patient: &str, n: usize) -> Command {
        let mut command = self.command();
        let text = format!("note number {n}.");
        command.args(["adjust", patient, "note", &text]);
        command
    }

    /// Notes in the record of a patient.
    fn notes(&self, patient: &str) -> Vec<String> {
        let details = |line: &Value| line["details"].as_str().unwrap().to_string();
        let history = self.history(patient);
        let notes = history.iter().filter(|line| line["kind"] == "NoteAdded");
        notes.map(details).collect()
    }

    /// A patient with a program, to whose record notes can be added.
    pub(crate) fn with_program(&self) -> String {
        let born = "1988-01-01";
        let patient = self.patient("Ada Example", born);
        self.screen(&patient, &[("date-of-birth", born.into())])
            .ended(0);
        self.run(&format!("assign {patient} --side left"), &[])
            .ended(0);
        patient
    }
}

/// Numbers that differ from run to run as little as the moments at which a machine is switched off.
fn moments() -> impl Iterator<Item = Duration> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Duration::from_micros(state % 40_000)
    })
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let clinic = Clinic::new();
    let patient = clinic.with_program();
    let (mut acknowledged, mut killed) = (Vec::new(), 0);
    let mut moments = moments();
    for n in 0.. {
        if acknowledged.len() == WRITES {
            break;
        }
        let mut child = clinic
            .note(&patient, n)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        if n % UNDISTURBED != 0 {
            thread::sleep(moments.next().unwrap());
            let _ = child.kill();
        }
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        killed += usize::from(output.status.code().is_none());
        // The entry is named on standard output only once it is stored, killed afterward or not.
        if said.contains("entry ") {
            acknowledged.push(format!("note number {n}."));
        } else {
            assert!(!output.status.success());
        }
        assert!(n < 20 * WRITES, "writes get through");
    }
    assert!(killed > 0, "the program was killed at work");
    let notes = clinic.notes(&patient);
    for note in &acknowledged {
        let found = notes.iter().filter(|found| found.contains(note)).count();
        assert_eq!(found, 1, "{note}");
    }
    let report = clinic.run("verify --format json", &[]).ended(0).json();
    assert_eq!(report["problems"], serde_json::json!([]));
}

/// Runs a command that can make no file larger than so many KiB, as if the disk were full.
fn on_a_full_disk(command: &Command, largest: u64) -> Run {
    // SIGXFSZ is ignored, so that the write fails as it does on a full disk.
    let mut full = Command::new("bash");
    full.arg("-c")
        .arg(format!(
            "trap '' XFSZ; ulimit -f {largest}; exec \"$0\" \"$@\""
        ))
        .arg(plinth::binary())
        .args(command.get_args())
        .env_clear();
    for (name, value) in command.get_envs() {
        full.env(name, value.unwrap_or_default());
    }
    if let Some(folder) = command.get_current_dir() {
        full.current_dir(folder);
    }
    full.output().unwrap().into()
}

#[test]
fn a_record_is_read_while_the_disk_is_full() {
    let clinic = Clinic::new();
    let patient = clinic.with_program();
    let mut show = clinic.command();
    show.args(["patient", "show", &patient]);
    let now = clinic.run(&format!("patient show {patient}"), &[]).ended(0);
    assert_eq!(on_a_full_disk(&show, 0).ended(0).out, now.out);
    let write = on_a_full_disk(&clinic.note(&patient, 1), 0).ended(3);
    assert!(write.err.contains("the disk is full"), "{}", write.err);
    clinic.run("verify", &[]).ended(0);
}

#[test]
fn a_full_disk_is_said_and_no_success_without_its_entry() {
    let clinic = Clinic::new();
    let patient = clinic.with_program();
    let (mut failed, mut done) = (0, 0);
    for (n, largest) in (0..=64).step_by(2).enumerate() {
        let before = clinic.notes(&patient).len();
        let run = on_a_full_disk(&clinic.note(&patient, n), largest);
        let now = clinic.notes(&patient).len();
        if run.code == 0 {
            assert_eq!(now, before + 1, "{}", run.err);
            done += 1;
        } else {
            assert_eq!((run.code, run.out.as_str()), (3, ""), "{}", run.err);
            for part in ["error: ", "because", "do next"] {
                assert!(run.err.contains(part), "{part}: {}", run.err);
            }
            assert_eq!(now, before, "{}", run.err);
            failed += 1;
        }
    }
    assert!(failed > 0 && done > 0, "{failed} failed, {done} done");
    clinic.run("verify", &[]).ended(0);
    clinic
        .run(&format!("adjust {patient} note later."), &[])
        .ended(0);
}

/// The same command with one of its streams on a device that is full.
fn with_full(mut command: Command, stream: &str) -> Run {
    let full = || {
        let mut full = std::fs::OpenOptions::new();
        Stdio::from(full.write(true).open("/dev/full").unwrap())
    };
    command.stdin(Stdio::null());
    match stream {
        "stdout" => command.stdout(full()),
        _ => command.stderr(full()),
    };
    command.output().unwrap().into()
}

#[test]
fn hz_04_an_emergency_is_stored_although_nothing_can_be_said() {
    let clinic = Clinic::new();
    let patient = clinic.patient("Ada Example", "1988-01-01");
    let answers = clinic.answers(&[
        ("date-of-birth", "1988-01-01".into()),
        ("saddle-numbness", "yes".into()),
    ]);
    let mut screen = clinic.command();
    screen.args([
        "screen",
        &patient,
        "--pack",
        "sciatica",
        "--answers",
        &answers,
    ]);
    let run = with_full(screen, "stderr").ended(0);
    assert!(run.out.contains("EMERGENCY"), "{}", run.out);
    let history = clinic.history(&patient);
    assert!(history.iter().any(|line| line["kind"] == "ScreenRecorded"));
    // What is wrong with a command is told by its code alone.
    let mut assign = clinic.command();
    assign.args(["assign", &patient]);
    with_full(assign, "stderr").ended(1);
    let mut screen = clinic.command();
    clinic.0.file("wrong", "[answers]\ncancer = 3\n");
    screen.args([
        "screen",
        &patient,
        "--pack",
        "sciatica",
        "--answers",
        "wrong",
    ]);
    with_full(screen, "stderr").ended(2);
}

#[test]
fn what_is_stored_but_could_not_be_told_is_not_to_be_done_again() {
    let clinic = Clinic::new();
    let patient = clinic.with_program();
    let run = with_full(clinic.note(&patient, 1), "stdout").ended(3);
    for part in ["this is stored", "because", "do next", "patient history"] {
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
    assert_eq!(clinic.notes(&patient).len(), 1);
}

#[test]
fn half_an_export_does_not_stay_behind() {
    let clinic = Clinic::new();
    let patient = clinic.with_program();
    let mut export = clinic.command();
    export.args(["export", &patient, "--out", "hers.jsonl"]);
    on_a_full_disk(&export, 4).ended(3);
    assert!(!clinic.0.path().join("hers.jsonl").exists());
    clinic
        .run(&format!("export {patient} --out hers.jsonl"), &[])
        .ended(0);
}
