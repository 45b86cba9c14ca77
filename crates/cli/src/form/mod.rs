//! A screening on a terminal: one question at a time, one key an answer, the disposition live.

mod draw;
mod run;
mod session;
mod typed;
#[cfg(unix)]
mod watch;

pub(crate) use draw::Heading;
pub(crate) use run::run;
pub(crate) use session::{End, FormSession};
pub(crate) use typed::in_words;

#[cfg(test)]
pub(crate) use session::content as tests_content;
