//! What a sheet is made of, block by block.

use super::{
    BodyChart, DoNots, Exercise, FactTable, Figure, GoNow, SayThis, Signs, TakeWithYou, WhereToGo,
    exercise::Provenance,
};
use alloc::{string::String, vec::Vec};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One part of a sheet. A layout never splits or drops one, and never changes their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// The red box: when to call or go at once.
    Alarm(Alarm),
    /// The amber box: when to call the clinic today.
    Urgent(Urgent),
    /// The problem and the goals in the patient's own words.
    ToldUs(ToldUs),
    /// When to stop, ease off and go on.
    Traffic(Traffic),
    /// One exercise.
    Exercise(Exercise),
    /// Days to tick.
    Chart(Chart),
    /// What to do when it flares up.
    FlareUp(FlareUp),
    /// Sitting, walking, heat and cold.
    EachDay(EachDay),
    /// What this patient should leave alone.
    NotForNow(NotForNow),
    /// When and with whom the next visit is.
    NextVisit(NextVisit),
    /// The band at the top of an emergency sheet.
    GoNow(GoNow),
    /// The place to go to.
    WhereToGo(WhereToGo),
    /// What not to do in an emergency.
    DoNots(DoNots),
    /// What to read out at the desk.
    SayThis(SayThis),
    /// The signs that the patient reported.
    Signs(Signs),
    /// What to bring.
    TakeWithYou(TakeWithYou),
    /// Facts for hospital staff, in clinical words.
    StaffFacts(FactTable),
    /// A heading of a letter.
    Heading(String),
    /// A paragraph.
    Paragraph(RunIn),
    /// Facts of a letter.
    Facts(FactTable),
    /// Where something is felt, in a letter.
    BodyChart(BodyChart),
    /// Where amounts and statements come from, and what the sheet is not.
    SmallPrint(SmallPrint),
}

/// Text that may begin with words in bold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunIn {
    /// The words in bold: "Sitting:". May be empty.
    pub lead: String,
    /// The rest.
    pub text: String,
}

/// When to call the emergency number or go at once. The number and the place are those of the clinic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// What to do, the largest words: "Call or go now".
    pub lead: String,
    /// When, and what not to do: "if any of these is new. Do not drive yourself."
    pub when: String,
    /// The signs. Each finding that can be an emergency has a line here.
    pub items: Vec<String>,
}

/// When to call the clinic today. The phone is that of the clinic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Urgent {
    /// What to do: "Today: call us, or see a doctor".
    pub lead: String,
    /// The signs.
    pub items: Vec<String>,
}

/// The problem and the goals in the patient's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldUs {
    /// "You told us:".
    pub problem: RunIn,
    /// "Your goals:".
    pub goals: RunIn,
}

/// When to stop, ease off and go on, after a lead line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traffic {
    /// "Go slow.", "Check again after 2 hours and the next morning."
    pub lead: RunIn,
    /// Red.
    pub stop: Light,
    /// Amber.
    pub ease_off: Light,
    /// Green.
    pub go: Light,
}

impl Traffic {
    /// The lights from the top, as on a real one.
    pub fn lights(&self) -> [(LightState, &Light); 3] {
        [
            (LightState::Stop, &self.stop),
            (LightState::EaseOff, &self.ease_off),
            (LightState::Go, &self.go),
        ]
    }
}

/// Which light: it decides shape and color, never the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LightState {
    /// Red, an octagon.
    Stop,
    /// Amber, a triangle.
    EaseOff,
    /// Green, a disc.
    Go,
}

/// One light.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Light {
    /// Its word: "Stop".
    pub word: String,
    /// How it feels: "Sharp pain shoots down your leg."
    pub text: String,
    /// What to do then, in bold: "Call us today."
    pub action: String,
}

/// Days to tick, from the day on which the sheet is given to the day before the next visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// "Your 14 days".
    pub heading: String,
    /// How to tick: "Tick", "each time you do one."
    pub tick: RunIn,
    /// How to write pain: "Leg pain:", "write 0 (none) to 10 (worst)."
    pub pain: RunIn,
    /// The days, in order.
    pub days: Vec<ChartDay>,
    /// A row for each exercise.
    pub exercises: Vec<ChartRow>,
    /// Rows for pain: "Pain before", "Pain 2 hours after", "Pain next morning".
    pub pain_rows: Vec<String>,
    /// The open row at the end: "Small wins".
    pub wins: Option<String>,
}

/// One day of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartDay {
    /// The day.
    pub date: Date,
    /// Its weekday, short: "Mon".
    pub weekday: String,
    /// Its day of the month: "23".
    pub day: String,
    /// Whether it is tinted as part of a weekend.
    pub weekend: bool,
}

/// The row of one exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartRow {
    /// The number of its card.
    pub number: u8,
    /// Its short name.
    pub name: String,
    /// How often a day: "3×".
    pub target: String,
}

/// What to do when it flares up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlareUp {
    /// "If it flares up".
    pub heading: String,
    /// What counts as a flare-up.
    pub lead: String,
    /// The steps, numbered by the layout; the first sends to the emergency box.
    pub steps: Vec<String>,
}

/// The day between the exercises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EachDay {
    /// "Each day".
    pub heading: String,
    /// "Sitting:", "Walking:", "Sore?".
    pub advice: Vec<Advice>,
}

/// One advice for the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// What it says.
    #[serde(flatten)]
    pub words: RunIn,
    /// Its picture, where one exists. A layout leaves it out where it would cost a side of paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
}

/// What this patient should leave alone, without the diagnosis behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotForNow {
    /// "Not for now:".
    pub heading: String,
    /// Movements and activities, those with a picture first.
    pub items: Vec<Avoided>,
}

/// A movement or an activity to leave alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avoided {
    /// What it is called.
    pub words: String,
    /// Its picture, where one exists. A layout leaves it out where it would cost a side of paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
}

/// When and with whom the next visit is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextVisit {
    /// "Next visit".
    pub label: String,
    /// Day and time.
    pub when: String,
    /// "With Priya Nair."
    pub who: String,
    /// "Bring this sheet."
    pub bring: String,
    /// "Cannot come? Call 01632 960 114."
    pub contact: String,
}

/// Where amounts and statements come from, and what the sheet is not. The pack line follows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmallPrint {
    /// What the mark of [`Provenance::Clinic`] means.
    pub clinic_dose: Option<String>,
    /// What the mark of [`Provenance::Edited`] means.
    pub edited_dose: Option<String>,
    /// The rest, sentence by sentence.
    pub notes: Vec<String>,
}

impl SmallPrint {
    /// The words for a mark; nothing for amounts of the source, which have none.
    pub fn meaning(&self, of: Provenance) -> Option<&str> {
        match of {
            Provenance::Source => None,
            Provenance::Clinic => self.clinic_dose.as_deref(),
            Provenance::Edited => self.edited_dose.as_deref(),
        }
    }
}
