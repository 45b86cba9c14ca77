//! How a patient does over time: readings of one instrument, from measures and from answers, and the change since the
//! program was assigned. A reading that was asked for and is not known stays in the line as not known.

use alloc::{collections::BTreeMap, string::String, vec::Vec};
use core::cmp::Ordering;
use jiff::civil::Date;

use crate::{
    answer::{Answers, Side, Slot},
    content::Content,
    decimal::Decimal,
    measure::{Better, INSTRUMENTS, Instrument, RealChange, Threshold, whole},
    question::Occasion,
    record::{
        Record,
        check_in::mean,
        entry::{PackRef, Seq},
        event::Event,
        size,
    },
};

/// The instrument whose score is the mean of goals.
const PSFS: &str = "psfs";

/// All readings of one instrument, on one side where it has sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// Which instrument.
    pub instrument: &'static Instrument,
    /// On which side.
    pub side: Option<Side>,
    /// Oldest first.
    pub readings: Vec<Reading>,
    /// The change since the program was assigned, or why none can be told.
    pub change: Result<Change, NoChange>,
}

/// One reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// On which day it was taken.
    pub on: Date,
    /// The entry that holds it.
    pub entry: Seq,
    /// The value; none where it was asked for and is not known.
    pub value: Option<Decimal>,
    /// The version of the instrument, where it has versions.
    pub version: Option<String>,
}

/// A change since the program was assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The last reading before the program was assigned; none where each reading tells the change by itself.
    pub from: Option<Reading>,
    /// The newest reading.
    pub to: Reading,
    /// How much larger it is, in the unit of the instrument.
    pub by: Option<Decimal>,
    /// Which way.
    pub direction: Direction,
    /// Whether it counts as real.
    pub verdict: Verdict,
}

/// Which way a change goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// For the better.
    Better,
    /// For the worse.
    Worse,
    /// Neither.
    Same,
}

/// What the usual threshold says of a change. It says nothing of a cure or a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It meets the usual threshold for real change.
    Meets,
    /// It is smaller.
    Below,
    /// It began so near the floor that the threshold is not applied.
    AtFloor,
    /// There is no threshold; the trend is read.
    NoThreshold,
}

/// Why no change can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoChange {
    /// No program was assigned.
    NotAssigned,
    /// There is no reading of before it was assigned.
    NoneBefore,
    /// There is no reading of since.
    NoneSince,
    /// The last reading before it was assigned is not known.
    NotKnownBefore,
    /// The newest reading is not known.
    NotKnownNow,
    /// The two readings are of different versions of the instrument.
    OtherVersion,
}

impl Record {
    /// Every trend that has a reading, in the order of the instruments. `pack` gives the pack with a digest over all files;
    /// answers of a pack that it does not give are left out.
    pub fn trends<'a>(&self, pack: impl Fn(&str) -> Option<&'a Content>) -> Vec<Trend> {
        let mut lines: BTreeMap<(usize, Option<Side>), Vec<Reading>> = BTreeMap::new();
        let mut add = |id: &str, side, reading| {
            if let Some(place) = INSTRUMENTS.iter().position(|known| known.id == id) {
                lines.entry((place, side)).or_default().push(reading);
            }
        };
        for dated in &self.measures {
            let measure = &dated.value;
            let reading = Reading {
                on: measure.taken_on,
                entry: dated.entry,
                value: Some(measure.value),
                version: measure.version.clone(),
            };
            add(measure.instrument.as_str(), measure.side, reading);
        }
        for dated in &self.given {
            let Some((digests, occasion)) = self.asked_with(dated.entry) else {
                continue;
            };
            let Some(content) = pack(&digests.digests.whole) else {
                continue;
            };
            for (id, slot, value) in readings(content, occasion, &dated.value) {
                let reading = Reading {
                    on: dated.on,
                    entry: dated.entry,
                    value,
                    version: None,
                };
                add(id, slot.side, reading);
            }
        }
        // The mean of goals is that of the PSFS. Where it was measured by itself, that is the line.
        if !self
            .measures
            .iter()
            .any(|dated| dated.value.instrument.as_str() == PSFS)
        {
            for reading in self.goal_readings() {
                add(PSFS, None, reading);
            }
        }
        lines
            .into_iter()
            .filter_map(|((place, side), mut readings)| {
                readings.sort_by_key(|reading| (reading.on, reading.entry));
                let instrument = INSTRUMENTS.get(place)?;
                readings
                    .iter()
                    .any(|reading| reading.value.is_some())
                    .then(|| Trend {
                        instrument,
                        side,
                        change: self.change(instrument, &readings),
                        readings,
                    })
            })
            .collect()
    }

    /// The mean of the goals that stood when the program was assigned: as they were set, and at each check-in since. Unknown
    /// where one of them has no score, as in the fact `psfs`.
    fn goal_readings(&self) -> Vec<Reading> {
        let program = self.program.as_ref();
        let goals: Vec<_> = self
            .goals
            .iter()
            .filter(|goal| program.is_none_or(|program| goal.on <= program.assigned_on))
            .collect();
        let Some(first) = goals.first() else {
            return Vec::new();
        };
        let reading = |on, entry, value| Reading {
            on,
            entry,
            value,
            version: None,
        };
        let set = mean(goals.iter().map(|goal| goal.value.now));
        let since = self
            .check_ins
            .iter()
            .filter(|check_in| program.is_some_and(|program| check_in.entry > program.assigned))
            .map(|check_in| {
                let scores = goals.iter();
                let now = mean(scores.map(|goal| check_in.report.goals.get(&goal.entry).copied()));
                reading(check_in.on, check_in.entry, now)
            });
        core::iter::once(reading(first.on, first.entry, set))
            .chain(since)
            .collect()
    }

    /// The pack with which the answers of an entry were asked, and on which occasion; an examination asks what it will.
    fn asked_with(&self, entry: Seq) -> Option<(&PackRef, Option<Occasion>)> {
        match &self.line(entry)?.event {
            Event::ScreenRecorded(e) => Some((&e.pack, Some(Occasion::Screening))),
            Event::CheckInRecorded(e) => Some((&e.pack, Some(Occasion::CheckIn))),
            Event::ExamRecorded(e) => Some((&e.pack, None)),
            _ => None,
        }
    }

    fn change(&self, instrument: &Instrument, readings: &[Reading]) -> Result<Change, NoChange> {
        let program = self.program.as_ref().ok_or(NoChange::NotAssigned)?;
        let assigned = (program.assigned_on, program.assigned);
        let is_before = |reading: &&Reading| (reading.on, reading.entry) < assigned;
        let to = readings.last().filter(|reading| !is_before(reading));
        let to = to.ok_or(NoChange::NoneSince)?;
        let now = to.value.ok_or(NoChange::NotKnownNow)?;
        if let Some(RealChange {
            threshold: Threshold::Reading { better, worse },
            ..
        }) = instrument.real
        {
            return Ok(told_by_itself(to, now, better, worse));
        }
        let from = readings.iter().rev().find(is_before);
        let from = from.ok_or(NoChange::NoneBefore)?;
        let then = from.value.ok_or(NoChange::NotKnownBefore)?;
        if from.version != to.version {
            return Err(NoChange::OtherVersion);
        }
        Ok(Change {
            from: Some(from.clone()),
            to: to.clone(),
            by: now.minus(then),
            direction: direction(instrument.better, then, now),
            verdict: verdict(instrument, then, now),
        })
    }
}

/// What one report has of instruments. What it asked for and did not learn is there without a value.
fn readings<'a>(
    content: &'a Content,
    occasion: Option<Occasion>,
    answers: &Answers,
) -> Vec<(&'a str, Slot, Option<Decimal>)> {
    let mut found = Vec::new();
    for question in &content.questions {
        let Some(instrument) = question.measure.as_ref().filter(|_| !question.each_item) else {
            continue;
        };
        for slot in question.slots() {
            let given = answers.get(&slot);
            let asked = occasion.is_some_and(|occasion| question.at.contains(&occasion));
            if given.is_some() || asked {
                let value = given.and_then(|given| size(question, &given.answer));
                found.push((instrument.as_str(), slot, value));
            }
        }
    }
    found
}

/// A reading that says itself how much changed. Half way between the thresholds is no change.
fn told_by_itself(to: &Reading, now: Decimal, better: i32, worse: i32) -> Change {
    let meets = now <= whole(better) || now >= whole(worse);
    Change {
        from: None,
        to: to.clone(),
        by: None,
        direction: direction(Better::Lower, whole(i32::midpoint(better, worse)), now),
        verdict: if meets {
            Verdict::Meets
        } else {
            Verdict::Below
        },
    }
}

fn direction(better: Better, then: Decimal, now: Decimal) -> Direction {
    match (now.cmp(&then), better) {
        (Ordering::Equal, _) => Direction::Same,
        (Ordering::Less, Better::Lower) | (Ordering::Greater, Better::Higher) => Direction::Better,
        (Ordering::Less, Better::Higher) | (Ordering::Greater, Better::Lower) => Direction::Worse,
    }
}

fn verdict(instrument: &Instrument, then: Decimal, now: Decimal) -> Verdict {
    let Some(RealChange {
        threshold: Threshold::Change(by),
        floor,
        ..
    }) = instrument.real
    else {
        return Verdict::NoThreshold;
    };
    if floor.is_some_and(|floor| then <= whole(floor)) {
        return Verdict::AtFloor;
    }
    let (less, more) = (then.min(now), then.max(now));
    // A difference that does not fit is larger than any threshold.
    if more.minus(less).is_none_or(|size| size >= whole(by)) {
        Verdict::Meets
    } else {
        Verdict::Below
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(id: &str, then: &str, now: &str) -> (Direction, Verdict) {
        let instrument = Instrument::find(id).unwrap();
        let (then, now) = (then.parse().unwrap(), now.parse().unwrap());
        (
            direction(instrument.better, then, now),
            verdict(instrument, then, now),
        )
    }

    #[test]
    fn a_change_is_real_both_ways_by_the_same_threshold() {
        use Direction::{Better, Same, Worse};
        use Verdict::{AtFloor, Below, Meets, NoThreshold};
        for (id, then, now, expected) in [
            ("nprs-leg-worst", "6", "4", (Better, Meets)),
            ("nprs-leg-worst", "6", "5", (Better, Below)),
            ("nprs-leg-worst", "6", "6", (Same, Below)),
            ("nprs-leg-worst", "6", "7", (Worse, Below)),
            ("nprs-leg-worst", "6", "8", (Worse, Meets)),
            ("nprs-leg-average", "6.5", "4.6", (Better, Below)),
            ("nprs-leg-worst", "2", "4", (Worse, Meets)),
            ("nprs-leg-worst", "1", "4", (Worse, AtFloor)),
            ("nprs-leg-worst", "0", "0", (Same, AtFloor)),
            ("psfs", "4", "6", (Better, Meets)),
            ("psfs", "4.33", "6.32", (Better, Below)),
            ("psfs", "6", "4", (Worse, Meets)),
            ("psfs", "1", "3", (Better, Meets)),
            ("distal-most", "6", "3", (Better, NoThreshold)),
            ("sit-minutes", "30", "10", (Worse, NoThreshold)),
            ("odi", "40", "30", (Better, Meets)),
            ("roland-morris", "10", "14", (Worse, Below)),
        ] {
            assert_eq!(judged(id, then, now), expected, "{id} {then} {now}");
        }
    }

    #[test]
    fn a_global_change_is_told_by_the_reading_itself() {
        let reading = Reading {
            on: jiff::civil::date(2026, 3, 2),
            entry: Seq(9),
            value: None,
            version: None,
        };
        let told = |now| {
            let change = told_by_itself(&reading, whole(now), 1, 5);
            (change.direction, change.verdict)
        };
        assert_eq!(told(0), (Direction::Better, Verdict::Meets));
        assert_eq!(told(1), (Direction::Better, Verdict::Meets));
        assert_eq!(told(2), (Direction::Better, Verdict::Below));
        assert_eq!(told(3), (Direction::Same, Verdict::Below));
        assert_eq!(told(4), (Direction::Worse, Verdict::Below));
        assert_eq!(told(5), (Direction::Worse, Verdict::Meets));
    }
}
