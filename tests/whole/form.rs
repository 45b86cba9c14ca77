//! The form on a terminal of its own: what is left of it where it is ended from outside.
#![cfg(target_os = "linux")]

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    os::unix::process::{CommandExt, ExitStatusExt},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    process::{Pid, Signal, kill_process},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{LocalModes, tcgetattr},
};

use crate::commands::Clinic;

const ENTER_OTHER_SCREEN: &str = "\x1b[?1049h";
const LEAVE_OTHER_SCREEN: &str = "\x1b[?1049l";
const SHOW_CURSOR: &str = "\x1b[?25h";

/// A program on a terminal, with everything that it wrote there.
struct OnTerminal {
    child: Child,
    keyboard: File,
    window: File,
    seen: Arc<Mutex<Vec<u8>>>,
}

impl OnTerminal {
    fn start(mut command: Command) -> Self {
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&keyboard).unwrap();
        unlockpt(&keyboard).unwrap();
        let name = ptsname(&keyboard, Vec::new()).unwrap();
        let window = OpenOptions::new()
            .read(true)
            .write(true)
            .open(name.to_str().unwrap())
            .unwrap();
        let child = command
            .env("TERM", "xterm")
            .stdin(window.try_clone().unwrap())
            .stderr(window.try_clone().unwrap())
            .stdout(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let keyboard = File::from(keyboard);
        let mut output = keyboard.try_clone().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&seen);
        thread::spawn(move || {
            let mut some = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut some) {
                told.lock().unwrap().extend_from_slice(&some[..count]);
            }
        });
        Self {
            child,
            keyboard,
            window,
            seen,
        }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap()).into_owned()
    }

    fn waits_for(&self, words: &str) {
        let begun = Instant::now();
        while !self.text().contains(words) {
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "{words:?} was not seen: {:?}",
                self.text()
            );
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Whether lines are edited and shown as they are typed, as a shell needs it.
    fn is_usable(&self) -> bool {
        let modes = tcgetattr(&self.window).unwrap().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO)
    }

    fn signal(&self, signal: Signal) {
        let id = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(id, signal).unwrap();
    }
}

#[test]
fn a_form_that_is_ended_from_outside_gives_the_terminal_back_and_says_what_is_lost() {
    for signal in [Signal::TERM, Signal::HUP] {
        let clinic = Clinic::new();
        let number = clinic.patient("Ada Example", "1988-01-01");
        let entries = clinic.history(&number).len();
        let mut command = clinic.command();
        command.args(["screen", &number, "--pack", "sciatica"]);
        let mut form = OnTerminal::start(command);
        assert!(form.is_usable());
        form.waits_for(ENTER_OTHER_SCREEN);
        form.waits_for("Ada Example");
        let begun = Instant::now();
        while form.is_usable() {
            assert!(begun.elapsed() < Duration::from_secs(30));
            thread::sleep(Duration::from_millis(5));
        }
        form.types("n");
        thread::sleep(Duration::from_millis(300));
        form.signal(signal);
        let ended = form.child.wait().unwrap();
        assert_eq!(
            ended.signal(),
            Some(signal.as_raw()),
            "it ends by it: {ended} {:?}",
            form.text()
        );
        form.waits_for("NOT SAVED");
        assert!(form.is_usable(), "lines are edited again");
        let text = form.text();
        let (_, after) = text.rsplit_once(LEAVE_OTHER_SCREEN).unwrap();
        assert!(after.contains("1 answer is lost."), "{after:?}");
        assert!(text.contains(SHOW_CURSOR));
        assert!(
            !after.contains("Ada"),
            "nothing of the patient stays in the window: {after:?}"
        );
        assert_eq!(clinic.history(&number).len(), entries);
    }
}
