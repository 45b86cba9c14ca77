//! Benchmarks as ratios: what is measured and a reference take turns in one run, so that a slow or busy machine slows both.
//! A bound is on the ratio; times are shown, and never tested.

#![allow(dead_code, reason = "each benchmark uses a part of it")]

use std::{
    hint::black_box,
    process::ExitCode,
    time::{Duration, Instant},
};

/// Which of the sorted times is compared.
#[derive(Debug, Clone, Copy)]
pub(crate) enum At {
    /// The middle one.
    P50,
    /// The one that 99 of 100 stay below.
    P99,
}

impl At {
    fn of(self, mut times: Vec<Duration>) -> Duration {
        times.sort_unstable();
        let place = match self {
            Self::P50 => times.len() / 2,
            Self::P99 => times.len() * 99 / 100,
        };
        times.get(place).copied().unwrap_or_default()
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::P50 => "p50",
            Self::P99 => "p99",
        }
    }
}

/// One row of the table: what is compared, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// What is measured.
    pub(crate) what: &'static str,
    /// What it is measured against.
    pub(crate) against: &'static str,
    /// Which of the times.
    pub(crate) at: At,
    /// How many times the reference it may take; nothing where there is no bound.
    pub(crate) bound: Option<f64>,
}

/// The table of one run.
#[derive(Debug, Default)]
pub(crate) struct Table {
    missed: bool,
}

impl Table {
    /// Measures both in turns, `samples` times each, and prints the row. Each measurement does the work `repeat` times:
    /// more than once where the clock would be too coarse.
    pub(crate) fn compare<A, B>(
        &mut self,
        row: Row,
        samples: u32,
        repeat: u32,
        mut subject: impl FnMut() -> A,
        mut reference: impl FnMut() -> B,
    ) {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..samples {
            ours.push(timed(repeat, &mut subject));
            theirs.push(timed(repeat, &mut reference));
        }
        self.row(row, ours, theirs);
    }

    /// Prints a row of times that were measured in turns.
    pub(crate) fn row(&mut self, row: Row, ours: Vec<Duration>, theirs: Vec<Duration>) {
        let (ours, theirs) = (row.at.of(ours), row.at.of(theirs));
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        let missed = row.bound.is_some_and(|bound| ratio > bound);
        self.missed |= missed;
        let verdict = match (row.bound, missed) {
            (None, _) => "no bound".to_owned(),
            (Some(bound), false) => format!("within {bound}x"),
            (Some(bound), true) => format!("MISSED {bound}x"),
        };
        println!(
            "{ratio:8.2}x  {verdict:14} {at} {what}: {ours:.1?}; {against}: {theirs:.1?}",
            at = row.at.as_str(),
            what = row.what,
            against = row.against,
        );
    }

    /// Fails where a bound was missed, if that was asked for with `--strict`.
    pub(crate) fn finish(self) -> ExitCode {
        if self.missed && std::env::args().any(|argument| argument == "--strict") {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

fn timed<T>(repeat: u32, work: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..repeat {
        black_box(work());
    }
    start.elapsed() / repeat
}
