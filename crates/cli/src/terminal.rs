//! What a person sees: results on standard output, status on standard error, color on terminals only.

use std::{
    fmt::Write as _,
    io::{self, IsTerminal, Write as _},
};

use console::{Style, Term};
use plinth_core::content::Disposition;

/// Text on paper, in a file or in a pipe is as wide as this.
const USUAL_WIDTH: usize = 80;
/// Lines longer than this are hard to read, however wide the window.
const WIDEST: usize = 100;

/// How text may look on one stream.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    color: bool,
    width: usize,
}

impl Paint {
    /// For standard output.
    pub(crate) fn stdout() -> Self {
        Self::on(&Term::stdout(), io::stdout().is_terminal())
    }

    /// For standard error.
    pub(crate) fn stderr() -> Self {
        Self::on(&Term::stderr(), io::stderr().is_terminal())
    }

    fn on(term: &Term, is_terminal: bool) -> Self {
        let asked_not_to = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let width = if is_terminal {
            usize::from(term.size().1).clamp(40, WIDEST)
        } else {
            USUAL_WIDTH
        };
        Self {
            color: is_terminal && !asked_not_to && term.features().colors_supported(),
            width,
        }
    }

    /// Without color, as in a pipe.
    #[cfg(test)]
    pub(crate) const fn plain(width: usize) -> Self {
        Self {
            color: false,
            width,
        }
    }

    /// With color, as in a window.
    #[cfg(test)]
    pub(crate) const fn colored(width: usize) -> Self {
        Self { color: true, width }
    }

    /// Whether this stream shows color.
    pub(crate) const fn has_color(self) -> bool {
        self.color
    }

    /// Columns that may be used.
    pub(crate) const fn width(self) -> usize {
        self.width
    }

    fn with(self, style: Style, text: &str) -> String {
        style.force_styling(self.color).apply_to(text).to_string()
    }

    /// For headings.
    pub(crate) fn strong(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    /// For what matters less.
    pub(crate) fn faint(self, text: &str) -> String {
        self.with(Style::new().dim(), text)
    }

    /// In the color of its urgency. Red is for these levels alone, and the word always stands beside it.
    pub(crate) fn level(self, level: Disposition, text: &str) -> String {
        let style = match level {
            Disposition::Emergency => Style::new().white().on_red().bold(),
            Disposition::SameDay => Style::new().red().bold(),
            Disposition::Incomplete | Disposition::Refer => Style::new().yellow().bold(),
            Disposition::Caution => Style::new().yellow(),
            Disposition::Proceed => Style::new().bold(),
        };
        self.with(style, text)
    }

    /// White on red over the whole width, for the stop.
    pub(crate) fn alarm(self, line: &str) -> String {
        let filled = format!("{line}{}", pad(line, self.width));
        self.with(Style::new().white().on_red().bold(), &filled)
    }
}

/// The blanks that bring a text to a width.
fn pad(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(console::measure_text_width(text)))
}

/// The text in lines of at most `width` columns; a longer word stands alone.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(&harmless(text), options)
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}

/// Without characters that could move the cursor or turn the direction of the text around.
pub(crate) fn harmless(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\t' => ' ',
            c if c.is_control() => '\u{fffd}',
            '\u{200e}'
            | '\u{200f}'
            | '\u{061c}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// A text that is built up line by line.
#[derive(Debug)]
pub(crate) struct Page {
    paint: Paint,
    text: String,
}

impl Page {
    pub(crate) const fn new(paint: Paint) -> Self {
        Self {
            paint,
            text: String::new(),
        }
    }

    pub(crate) const fn paint(&self) -> Paint {
        self.paint
    }

    /// The text as it stands.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// A line as it is, styled by the caller.
    pub(crate) fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{}", line.trim_end());
    }

    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A heading with an empty line before it, unless it comes first.
    pub(crate) fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.blank();
        }
        let heading = self.paint.strong(&harmless(text));
        self.line(&heading);
    }

    /// Text over as many lines as it needs, moved in by `indent` columns.
    pub(crate) fn paragraph(&mut self, indent: usize, text: &str) {
        self.hanging(indent, "", text);
    }

    /// A label, and text that stays to the right of it over all its lines.
    pub(crate) fn hanging(&mut self, indent: usize, label: &str, text: &str) {
        let start = indent + console::measure_text_width(label);
        let room = self.paint.width().saturating_sub(start).max(20);
        for (n, line) in wrap(text, room).iter().enumerate() {
            let before = if n == 0 {
                format!("{}{label}", " ".repeat(indent))
            } else {
                " ".repeat(start)
            };
            self.line(&format!("{before}{line}"));
        }
    }

    /// A label of `width` columns and its value.
    pub(crate) fn pair(&mut self, width: usize, label: &str, value: &str) {
        let label = format!("{label}{}", pad(label, width));
        let label = self.paint.faint(&label);
        self.hanging(2, &label, value);
    }

    /// Rows in aligned columns under a heading for each; the last column takes the room that is left.
    pub(crate) fn table<const N: usize>(&mut self, headings: [&str; N], rows: &[[String; N]]) {
        let mut widths = headings.map(console::measure_text_width);
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(console::measure_text_width(cell));
            }
        }
        let line = |cells: [&str; N]| {
            let mut line = String::from("  ");
            for (cell, width) in cells.iter().zip(widths) {
                let _ = write!(line, "{cell}{}  ", pad(cell, width));
            }
            line
        };
        let headings = self.paint.faint(line(headings).trim_end());
        self.line(&headings);
        for row in rows {
            let cells = row.each_ref().map(|cell| harmless(cell));
            let first: String = line(cells.each_ref().map(String::as_str));
            if console::measure_text_width(first.trim_end()) <= self.paint.width() {
                self.line(&first);
                continue;
            }
            let (Some(last), before) = (cells.last(), &cells[..N - 1]) else {
                continue;
            };
            let mut label = String::new();
            for (cell, width) in before.iter().zip(widths) {
                let _ = write!(label, "{cell}{}  ", pad(cell, width));
            }
            self.hanging(2, &label, last);
        }
    }
}

/// Whether standard output was open when the program was started. The runtime opens nothing in its place before this is seen.
#[cfg(target_os = "linux")]
mod outset {
    use std::sync::atomic::{AtomicBool, Ordering};

    static CLOSED: AtomicBool = AtomicBool::new(false);

    extern "C" fn look() {
        let closed = rustix::io::fcntl_getfd(rustix::stdio::stdout()).is_err();
        CLOSED.store(closed, Ordering::Relaxed);
    }

    #[used]
    #[allow(
        unsafe_code,
        reason = "what is run before main is named by its section; it makes one system call and stores a bool"
    )]
    #[unsafe(link_section = ".init_array")]
    static LOOK: extern "C" fn() = look;

    pub(super) fn is_closed() -> bool {
        CLOSED.load(Ordering::Relaxed)
    }
}

/// Whether a result has nowhere to go. Rust's runtime would let it vanish. Known on Linux only.
pub(crate) fn is_stdout_closed() -> bool {
    #[cfg(target_os = "linux")]
    return outset::is_closed();
    #[cfg(not(target_os = "linux"))]
    false
}

/// Writes a result. A reader that has gone away, as `head` does, is no error.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes to standard error as it is. Nothing depends on whether anybody hears it: where it is full or gone, what is to be
/// stored is stored all the same.
pub(crate) fn tell(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Says what goes on, on standard error.
pub(crate) fn status(text: &str) {
    let mut page = Page::new(Paint::stderr());
    page.paragraph(0, text);
    tell(&page.into_text());
}

/// Says which command usually comes next. It stays in one line, so that it can be taken up as it stands.
pub(crate) fn next(command: &str) {
    let mut page = Page::new(Paint::stderr());
    page.line(&format!("Next: {}", harmless(command)));
    tell(&page.into_text());
}

/// Whether the locale says that characters beyond ASCII can be shown.
pub(crate) fn is_utf8() -> bool {
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(std::env::var_os)
        .find(|locale| !locale.is_empty())
        .is_some_and(|locale| {
            let locale = locale.to_string_lossy().to_lowercase();
            locale.ends_with("utf-8") || locale.ends_with("utf8")
        })
}

/// Whether somebody sits here to be asked.
pub(crate) fn is_attended() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_move_the_cursor_or_turn_around() {
        assert_eq!(
            harmless("a\u{1b}[2Jb\u{202e}c\u{85}d\ne"),
            "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d e"
        );
    }

    #[test]
    fn tables_align_and_the_last_column_wraps() {
        let mut page = Page::new(Paint::plain(40));
        let long = "one two three four five six seven eight".to_string();
        page.table(
            ["no", "what"],
            &[["0142-E".into(), "short".into()], ["7".into(), long]],
        );
        assert_eq!(
            page.into_text(),
            "  no      what\n  0142-E  short\n  7       one two three four five six\n          seven eight\n"
        );
    }
}
