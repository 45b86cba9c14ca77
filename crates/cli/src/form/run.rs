//! The thin shell between the form and a terminal.

use std::io;

use console::Term;

use super::{
    draw::{Heading, draw},
    session::{End, FormSession, Key, Stage},
};
use crate::terminal::Paint;

/// What is said where the form is ended from outside.
const ENDED: &str = "Ended from outside. NOT SAVED: nothing of it is in the record.";

const ENTER_OTHER_SCREEN: &str = "\x1b[?1049h";
const LEAVE_OTHER_SCREEN: &str = "\x1b[?1049l";

/// The terminal's other screen: what was answered does not stay behind in the window's history.
struct OtherScreen<'a>(&'a Term);

impl<'a> OtherScreen<'a> {
    fn enter(term: &'a Term) -> io::Result<Self> {
        term.write_str(ENTER_OTHER_SCREEN)?;
        term.hide_cursor()?;
        Ok(Self(term))
    }
}

impl Drop for OtherScreen<'_> {
    fn drop(&mut self) {
        // The window may be gone; there is nobody left to tell.
        let _ = self.0.show_cursor();
        let _ = self.0.write_str(LEAVE_OTHER_SCREEN);
    }
}

/// What is lost, and an emergency that stands: the answers that it rests on are lost with it.
fn last_words(session: &FormSession<'_>, heading: &Heading) -> String {
    let lost = match session.answers().len() {
        1 => "1 answer is lost.".to_owned(),
        answers => format!("{answers} answers are lost."),
    };
    if session.is_emergency() {
        let number = &heading.emergency_number;
        return format!("EMERGENCY: STOP. Call {number}.\n{ENDED} {lost}");
    }
    format!("{ENDED} {lost}")
}

/// Asks until the form is over. Gives the form as it was left, and how.
pub(crate) fn run<'a>(
    mut session: FormSession<'a>,
    heading: &Heading,
) -> io::Result<(FormSession<'a>, End)> {
    let term = Term::buffered_stderr();
    #[cfg(unix)]
    let watch = super::watch::Watch::begin(LEAVE_OTHER_SCREEN)?;
    let screen = OtherScreen::enter(&term)?;
    loop {
        #[cfg(unix)]
        watch.would_say(last_words(&session, heading));
        if let Stage::Over(end) = session.stage() {
            drop(screen);
            term.flush()?;
            return Ok((session, end));
        }
        let height = usize::from(term.size().0);
        term.clear_screen()?;
        term.write_str(&draw(&session, heading, Paint::stderr(), height).join("\r\n"))?;
        term.flush()?;
        let pressed = term.read_key_raw();
        #[cfg(unix)]
        super::watch::stay_if_ending();
        let pressed = match pressed {
            Err(why) if why.kind() == io::ErrorKind::Interrupted => continue,
            pressed => pressed?,
        };
        let key = match pressed {
            console::Key::Char(character) => Key::Char(character),
            console::Key::Enter => Key::Enter,
            console::Key::Backspace | console::Key::Del => Key::Backspace,
            console::Key::CtrlC => Key::Interrupt,
            _ => continue,
        };
        session = session.press(key);
    }
}
