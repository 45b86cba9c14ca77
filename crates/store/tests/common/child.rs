//! A process of its own that writes to a history until it is killed: the test's program, started again.

use std::{
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use plinth_store::{Error, Store};

use super::{open, patient, said, say};

/// Where the child finds its history.
pub(crate) const HOME: &str = "PLINTH_TEST_HOME";

/// Body of an ignored test of this name in each program that starts children: see [`start`].
pub(crate) const ENTRY: &str = "child_that_writes";

/// Starts this program's [`ENTRY`] on a history.
pub(crate) fn start(home: &Path, prepare: impl FnOnce(&mut Command)) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", ENTRY, "--ignored", "--nocapture"])
        .env(HOME, home)
        .stdout(Stdio::piped());
    prepare(&mut command);
    command.spawn().unwrap()
}

/// The history that this child was started on.
pub(crate) fn home() -> PathBuf {
    std::env::var_os(HOME).unwrap().into()
}

/// Writes events one by one, and acknowledges each on standard output after it was stored.
pub(crate) fn write_until_it_fails() -> Error {
    let mut store = open(&home());
    for n in store.head().unwrap().count + 1.. {
        let id = u16::try_from(n % 3).unwrap();
        let append = super::next(
            &store,
            patient(id),
            &said(&id.to_string(), &format!("Ann Lee{n}"), None),
        );
        match store.append(&[append]) {
            Ok(head) => acknowledge(head.count),
            Err(error) => return error,
        }
        if n % 7 == 0
            && let Err(error) = store.idle()
        {
            return error;
        }
    }
    unreachable!("it writes for ever")
}

pub(crate) fn acknowledge(count: u64) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "stored {count}").unwrap();
    out.flush().unwrap();
}

/// What a child has acknowledged.
pub(crate) fn acknowledged(child: &mut Child) -> impl Iterator<Item = u64> + use<> {
    BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("stored ")?.parse().ok())
}

/// Waits for some acknowledgements and a little longer, kills the child, and returns the last acknowledged.
pub(crate) fn kill_at_random(mut child: Child) -> u64 {
    let [wait, micros @ ..]: [u8; 3] = plinth_store::random().unwrap();
    let mut stored = acknowledged(&mut child);
    let mut last = 0;
    for count in stored.by_ref().take(1 + usize::from(wait % 16)) {
        last = count;
    }
    let pause = u64::from(u16::from_le_bytes(micros)) % 8_000;
    std::thread::sleep(std::time::Duration::from_micros(pause));
    child.kill().unwrap();
    child.wait().unwrap();
    stored.last().unwrap_or(last)
}

/// A first event for children to go on from.
pub(crate) fn prepare(home: &Path) {
    say(
        &mut super::create(home),
        patient(1),
        &said("1", "Ann Lee", None),
    );
}
