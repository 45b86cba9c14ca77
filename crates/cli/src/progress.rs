//! How far a long copy has come, on terminals only.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on standard error, told how much is done and of how much. It goes away with its owner.
pub(crate) fn bar(what: &'static str) -> impl FnMut(u64, u64) {
    let begun = Instant::now();
    let bar = Shown(ProgressBar::new(0).with_message(what));
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent}%") {
        bar.0.set_style(style);
    }
    move |done, whole| {
        if begun.elapsed() > PATIENCE {
            bar.0.set_length(whole);
            bar.0.set_position(done);
        }
    }
}

/// Clears the bar at the end, so that what is said next stands alone.
struct Shown(ProgressBar);

impl Drop for Shown {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
