//! What becomes of the terminal where the form is ended from outside: by a signal, or with its window.

use std::{
    io::{self, Write as _},
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use rustix::{
    stdio::stdin,
    termios::{OptionalActions, Termios, tcgetattr, tcsetattr},
};
use signal_hook::{
    consts::{SIGHUP, SIGTERM},
    flag,
    iterator::{Handle, Signals},
    low_level::emulate_default_handler,
};

const SIGNALS: [i32; 2] = [SIGHUP, SIGTERM];

/// Whether a signal has come that ends the form.
static ENDING: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// Whether no form is there. A handler that was put in place once stays, so that it has to do then what would have been done
/// without it.
static NO_FORM: LazyLock<Result<Arc<AtomicBool>, io::Error>> = LazyLock::new(|| {
    let no_form = Arc::new(AtomicBool::new(true));
    for signal in SIGNALS {
        flag::register_conditional_default(signal, Arc::clone(&no_form))?;
        flag::register(signal, Arc::clone(&ENDING))?;
    }
    Ok(no_form)
});

/// Waits for the signals that end a program, until it is dropped. One that comes gives the terminal back as it was, says what is
/// lost, and then ends the program as it would have without this.
#[derive(Debug)]
pub(super) struct Watch {
    words: Arc<Mutex<String>>,
    handle: Handle,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Begins before the form changes the terminal. `leave` is what takes its changes back.
    pub(super) fn begin(leave: &'static str) -> io::Result<Self> {
        let before = tcgetattr(stdin())?;
        let no_form = NO_FORM
            .as_ref()
            .map_err(|why| io::Error::new(why.kind(), "signals cannot be waited for"))?;
        let mut signals = Signals::new(SIGNALS)?;
        no_form.store(false, Ordering::SeqCst);
        let handle = signals.handle();
        let words = Arc::new(Mutex::new(String::new()));
        let last = Arc::clone(&words);
        let thread = thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                // Kept to the end, so that nothing is drawn any more.
                let last = last.lock().unwrap_or_else(PoisonError::into_inner);
                give_back(&before, leave, &last);
                let _ = emulate_default_handler(signal);
            }
        });
        Ok(Self {
            words,
            handle,
            thread: Some(thread),
        })
    }

    /// What to say from now on.
    pub(super) fn would_say(&self, words: String) {
        *self.words.lock().unwrap_or_else(PoisonError::into_inner) = words;
    }
}

/// Goes no further where a signal has come that ends the form: the terminal is given back meanwhile.
pub(super) fn stay_if_ending() {
    while ENDING.load(Ordering::SeqCst) {
        thread::park();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Ok(no_form) = NO_FORM.as_ref() {
            no_form.store(true, Ordering::SeqCst);
        }
        self.handle.close();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The window may be gone; there is nobody left to tell then.
fn give_back(before: &Termios, leave: &str, words: &str) {
    const SHOW_CURSOR: &str = "\x1b[?25h";
    let _ = tcsetattr(stdin(), OptionalActions::Now, before);
    let _ = writeln!(io::stderr(), "{SHOW_CURSOR}{leave}{words}");
}
