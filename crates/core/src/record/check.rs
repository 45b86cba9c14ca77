//! What a typed text, and the clock, must be before anything is kept for ever.

use alloc::collections::BTreeSet;
use jiff::{SignedDuration, Timestamp};

use super::{desk::Desk, refusal::Reason};

/// Most characters of a text.
const LONGEST: usize = 2000;
/// Most characters of a name.
const LONGEST_NAME: usize = 200;

/// Checks that a text says anything, and can be printed.
pub(crate) fn text(what: &str, given: &str) -> Result<(), Reason> {
    within(what, given, LONGEST)
}

/// The same for a name.
pub(crate) fn name(what: &str, given: &str) -> Result<(), Reason> {
    within(what, given, LONGEST_NAME)
}

fn within(what: &str, given: &str, longest: usize) -> Result<(), Reason> {
    if let Some(character) = given.chars().find(|c| is_unprintable(*c)) {
        return Err(Reason::Character {
            what: what.into(),
            code: character.into(),
        });
    }
    if given.trim().is_empty() || given.chars().count() > longest {
        return Err(Reason::Text { what: what.into() });
    }
    Ok(())
}

/// Checks that a reason was thought of: more than one character over and over.
pub(crate) fn reason(given: &str) -> Result<(), Reason> {
    text("the reason", given)?;
    let different: BTreeSet<char> = given
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    if different.len() < 3 {
        return Err(Reason::Text {
            what: "the reason".into(),
        });
    }
    Ok(())
}

/// Controls, and characters that change the direction of what follows or have no width (HZ-30).
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        )
}

/// Refuses while the clock is before the last entry of the history, or far after the last of the whole clinic (HZ-21).
pub(crate) fn clock_agrees(last_at: Option<Timestamp>, desk: &Desk<'_>) -> Result<(), Reason> {
    let back = SignedDuration::from_secs(i64::from(desk.policy.clock_back_seconds));
    let jump = SignedDuration::from_hours(24 * i64::from(desk.policy.clock_jump_days));
    let behind = last_at
        .into_iter()
        .chain(desk.last_write)
        .max()
        .filter(|last| last.duration_since(desk.now) > back);
    let ahead = desk
        .last_write
        .filter(|last| desk.now.duration_since(*last) > jump);
    behind.or(ahead).map_or(Ok(()), |last| {
        Err(Reason::Clock {
            last,
            now: desk.now,
        })
    })
}
