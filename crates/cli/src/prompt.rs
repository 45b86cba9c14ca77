//! Questions to whoever sits at the terminal. Where nobody does, the command says which option to give instead.

use console::Term;

use plinth_clinic::Passphrase;

use crate::{
    problem::Problem,
    terminal::{self, Paint},
};

fn attended(question: &str, otherwise: &str) -> Result<Term, Problem> {
    if terminal::is_attended() {
        Ok(Term::stderr())
    } else {
        Err(Problem::wrong_use(format!("{question:?} cannot be asked"))
            .cause("this is not a terminal")
            .hint(otherwise))
    }
}

/// Asks for a line until `read` takes it. `otherwise` says what to give where nobody can be asked.
pub(crate) fn line<T>(
    question: &str,
    otherwise: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Problem> {
    let term = attended(question, otherwise)?;
    loop {
        let asked = terminal::wrap(&format!("{question}:"), Paint::stderr().width());
        term.write_str(&format!("{} ", asked.join("\n")))?;
        let typed = term.read_line()?;
        match read(typed.trim()) {
            Ok(value) => return Ok(value),
            Err(why) => terminal::status(&format!("  {why}")),
        }
    }
}

/// Asks for a line that must not be empty.
pub(crate) fn text(question: &str, otherwise: &str) -> Result<String, Problem> {
    line(question, otherwise, |typed| {
        if typed.is_empty() {
            Err("This is needed.".into())
        } else {
            Ok(typed.to_string())
        }
    })
}

/// Asks for a passphrase without showing it.
pub(crate) fn passphrase(question: &str, otherwise: &str) -> Result<Passphrase, Problem> {
    let term = attended(question, otherwise)?;
    term.write_str(&format!("{question}: "))?;
    Ok(Passphrase::new(term.read_secure_line()?))
}

/// Asks for yes or no with one key; anything but `y` is no.
pub(crate) fn yes(question: &str, otherwise: &str) -> Result<bool, Problem> {
    // The question may hold a patient's name.
    let term = attended("A yes or a no", otherwise)?;
    term.write_str(&format!("{question} [y/n] "))?;
    let key = term.read_char()?;
    term.write_line(&key.to_string())?;
    Ok(key == 'y')
}
