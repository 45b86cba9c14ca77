use clap::Args;
use jiff::civil::Date;
use plinth_core::{
    answer::Side,
    measure::{Better, Confidence, Instrument, Threshold},
    number::PatientNumber,
    trend::{Change, Direction, NoChange, Reading, Trend as Line, Verdict},
};
use serde::Serialize;

use crate::{
    arguments::{instrument, patient_number},
    clinic::ClinicArgs,
    output::FormatOption,
    plot::{self, Point},
    problem::Problem,
    terminal::{self, Page},
};

/// Show how a patient does over time, and the change since the program was assigned
///
/// Readings come from measures and from the answers of screenings, examinations and check-ins. A reading that was asked
/// for and is not known stays in the line as not known.
#[derive(Debug, Args)]
pub(crate) struct Trend {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    /// What was measured with; all that there is where nothing is said
    #[arg(value_parser = instrument(), hide_possible_values = true)]
    instrument: Option<&'static Instrument>,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct TrendView {
    instrument: &'static str,
    title: &'static str,
    unit: &'static str,
    better: Better,
    side: Option<Side>,
    readings: Vec<ReadingView>,
    /// The change since the program was assigned.
    change: Option<ChangeView>,
    /// Why there is none.
    no_change: Option<NoChange>,
    threshold: Option<ThresholdView>,
    #[serde(skip)]
    range: (i32, i32),
}

#[derive(Debug, Serialize)]
struct ReadingView {
    on: Date,
    entry: u32,
    /// As text, so that nothing rounds it; null where it is not known.
    value: Option<String>,
    /// The name of the value, where it has one.
    step: Option<&'static str>,
    version: Option<String>,
    #[serde(skip)]
    point: Point,
}

#[derive(Debug, Serialize)]
struct ChangeView {
    from: Option<ReadingView>,
    to: ReadingView,
    by: Option<String>,
    direction: Direction,
    verdict: Verdict,
    words: String,
}

#[derive(Debug, Serialize)]
struct ThresholdView {
    words: String,
    source: &'static str,
    confidence: Confidence,
}

impl Trend {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let clinic = clinic.open()?;
        let record = clinic.patient(self.patient)?.record;
        let packs = clinic.library().packs()?;
        let lines: Vec<TrendView> = record
            .trends(|digest| packs.get(digest).copied())
            .iter()
            .filter(|line| {
                self.instrument
                    .is_none_or(|only| only.id == line.instrument.id)
            })
            .map(TrendView::new)
            .collect();
        self.format.show(&lines, |lines, page| {
            if lines.is_empty() {
                page.line("There is no reading yet.");
            } else if self.instrument.is_some() {
                for line in lines {
                    line.write(page);
                }
            } else {
                overview(lines, page);
            }
        })?;
        if self.format.is_text() && self.instrument.is_none() && !lines.is_empty() {
            let number = self.patient;
            terminal::status(&format!("One by itself: plinth trend {number} INSTRUMENT"));
        }
        Ok(())
    }
}

/// A line for each instrument.
fn overview(lines: &[TrendView], page: &mut Page) {
    /// Readings of a line that are shown, at most.
    const SHOWN: usize = 4;
    let rows: Vec<[String; 3]> = lines
        .iter()
        .map(|line| {
            let readings: Vec<String> = line.readings.iter().map(ReadingView::shortly).collect();
            let left = readings.len().saturating_sub(SHOWN);
            let newest = readings.get(left..).unwrap_or_default().join(", ");
            let before = if left > 0 { ".. " } else { "" };
            [line.name(), format!("{before}{newest}"), line.words()]
        })
        .collect();
    page.table(["instrument", "readings", "since the program"], &rows);
}

impl TrendView {
    fn new(line: &Line) -> Self {
        let of = line.instrument;
        Self {
            instrument: of.id,
            title: of.title,
            unit: of.unit,
            better: of.better,
            side: line.side,
            readings: line
                .readings
                .iter()
                .map(|reading| ReadingView::new(of, reading))
                .collect(),
            change: line
                .change
                .as_ref()
                .ok()
                .map(|change| ChangeView::new(of, change)),
            no_change: line.change.as_ref().err().copied(),
            threshold: of.real.map(|real| ThresholdView {
                words: match real.threshold {
                    Threshold::Change(by) => format!("a change of {by}, either way"),
                    Threshold::Reading { better, worse } => {
                        let step = |value: i32| {
                            let value = i64::from(value).into();
                            of.step(value).unwrap_or_default()
                        };
                        format!("{} or {}, and beyond", step(better), step(worse))
                    }
                },
                source: real.source,
                confidence: real.confidence,
            }),
            range: (of.least, of.most),
        }
    }

    /// The instrument, with its side.
    fn name(&self) -> String {
        match self.side {
            Some(side) => format!("{} {side}", self.instrument),
            None => self.instrument.to_string(),
        }
    }

    /// The change, or why there is none.
    fn words(&self) -> String {
        match (&self.change, self.no_change) {
            (Some(change), _) => change.words.clone(),
            (None, Some(why)) => why_not(why).to_string(),
            (None, None) => String::new(),
        }
    }

    fn write(&self, page: &mut Page) {
        let side = self
            .side
            .map_or_else(String::new, |side| format!(", {side}"));
        page.heading(&format!("{}{side} ({})", self.title, self.unit));
        page.blank();
        let points: Vec<Point> = self.readings.iter().map(|reading| reading.point).collect();
        let width = page.paint().width().min(64);
        for line in plot::plot(&points, self.range, width, terminal::is_utf8()) {
            page.line(&line);
        }
        page.blank();
        let rows: Vec<[String; 3]> = self
            .readings
            .iter()
            .map(|reading| {
                let version = reading.version.as_ref();
                let version = version.map_or_else(String::new, |v| format!(", version {v}"));
                let value = format!("{}{version}", reading.shortly());
                [reading.on.to_string(), reading.entry.to_string(), value]
            })
            .collect();
        page.table(["day", "entry", "reading"], &rows);
        page.blank();
        page.hanging(2, "Since the program was assigned: ", &self.words());
        page.hanging(
            2,
            "Better is: ",
            match self.better {
                Better::Higher => "higher",
                Better::Lower => "lower",
            },
        );
        if let Some(threshold) = &self.threshold {
            let confidence = threshold.confidence.as_str();
            page.hanging(2, "Usual threshold: ", &threshold.words);
            let source = format!("{} (confidence: {confidence})", threshold.source);
            page.hanging(2, "Source: ", &source);
        }
    }
}

impl ReadingView {
    fn new(of: &Instrument, reading: &Reading) -> Self {
        Self {
            on: reading.on,
            entry: reading.entry.0,
            value: reading.value.map(|value| value.to_string()),
            step: reading.value.and_then(|value| of.step(value)),
            version: reading.version.clone(),
            point: (reading.on, reading.value),
        }
    }

    /// The name of the value, or the value.
    fn shortly(&self) -> String {
        match (self.step, &self.value) {
            (Some(step), _) => step.to_string(),
            (None, Some(value)) => value.clone(),
            (None, None) => "not known".into(),
        }
    }
}

impl ChangeView {
    fn new(of: &Instrument, change: &Change) -> Self {
        let from = change
            .from
            .as_ref()
            .map(|reading| ReadingView::new(of, reading));
        let to = ReadingView::new(of, &change.to);
        Self {
            words: in_words(from.as_ref(), &to, change.direction, change.verdict),
            from,
            to,
            by: change.by.map(|by| by.to_string()),
            direction: change.direction,
            verdict: change.verdict,
        }
    }
}

/// A change in words. It is real or not, never a cure or a failure.
fn in_words(
    from: Option<&ReadingView>,
    to: &ReadingView,
    direction: Direction,
    verdict: Verdict,
) -> String {
    let way = match direction {
        Direction::Better => "better",
        Direction::Worse => "worse",
        Direction::Same => "the same",
    };
    let now = to.shortly();
    let which = match from {
        Some(from) => format!("{way}, from {} to {now}", from.shortly()),
        None => format!("{way} ({now})"),
    };
    let verdict = match verdict {
        Verdict::Meets => "meets the usual threshold for real change",
        Verdict::Below => "does not meet the usual threshold for real change",
        Verdict::AtFloor => "it began so near the floor that the usual threshold is not applied",
        Verdict::NoThreshold => "there is no usual threshold, so read the trend",
    };
    format!("{which}: {verdict}")
}

const fn why_not(why: NoChange) -> &'static str {
    match why {
        NoChange::NotAssigned => "no program is assigned",
        NoChange::NoneBefore => "there is no reading of before",
        NoChange::NoneSince => "there is no reading of since",
        NoChange::NotKnownBefore => "the last reading of before is not known",
        NoChange::NotKnownNow => "the newest reading is not known",
        NoChange::OtherVersion => "the two readings are of different versions",
    }
}
