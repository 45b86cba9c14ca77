//! `pack.toml`, `evidence.toml`, exercises, programs and `sheet.toml`, as they are written.

use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

use plinth_core::{
    content::{Override, Standing},
    dose::Extent,
    sheet::Symptom,
};

use super::{At, Entries, File, words};

/// `pack.toml`: what the pack is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "pack.toml", rename = "Pack")]
pub(crate) struct PackFile {
    /// The version of the pack format: 1.
    pub(crate) format: At<u32>,
    /// For ever.
    pub(crate) id: At<String>,
    /// `1.0.0`.
    pub(crate) version: At<String>,
    /// On the sheet.
    pub(crate) title: At<String>,
    /// BCP 47 tag of the language in which it is written.
    pub(crate) language: At<String>,
    /// Who publishes it.
    pub(crate) publisher: At<String>,
    /// The oldest Plinth that can use it.
    pub(crate) least_plinth: At<String>,
    /// Texts that nobody has reviewed yet: an exercise, a precaution, a phase, or a key of the sheet such as `sheet.flare-up`.
    #[serde(default)]
    pub(crate) not_reviewed: Vec<At<String>>,
}

impl File for PackFile {
    const ENTRIES: &'static [&'static str] = &[];
}

/// `evidence.toml`: where statements come from.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "evidence.toml", rename = "Evidence")]
pub(crate) struct EvidenceFile {
    /// Where statements stand, by id.
    #[serde(default)]
    pub(crate) source: Entries<SourceEntry>,
    /// Statements by id.
    #[serde(default)]
    pub(crate) statement: Entries<StatementEntry>,
}

impl File for EvidenceFile {
    const ENTRIES: &'static [&'static str] = &["source", "statement"];
}

/// Where statements stand.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Source")]
pub(crate) struct SourceEntry {
    /// Its title.
    pub(crate) title: At<String>,
    /// What kind of source it is.
    #[serde(rename = "kind")]
    pub(crate) _kind: SourceKind,
}

/// Kinds of source.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SourceKind {
    /// An article.
    Article,
    /// A guideline.
    Guideline,
    /// The clinic itself.
    Clinic,
}

/// A statement, or the reason why it is not carried.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Statement")]
pub(crate) struct StatementEntry {
    /// The statement in our own words.
    pub(crate) says: Option<At<String>>,
    /// Why it is not carried.
    pub(crate) left_out: Option<At<String>>,
    /// Where it stands.
    pub(crate) at: At<Vec<PlaceEntry>>,
}

/// A place in a source.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Place")]
pub(crate) struct PlaceEntry {
    /// Id of the source.
    pub(crate) source: At<String>,
    /// Where in it.
    pub(crate) place: At<String>,
}

/// `exercises/*.toml`: one exercise.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "exercises/*.toml", rename = "Exercise")]
pub(crate) struct ExerciseFile {
    /// For ever.
    pub(crate) id: At<String>,
    /// On the sheet.
    pub(crate) name: At<String>,
    /// In the chart; at most 14 characters.
    pub(crate) short_name: At<String>,
    /// What kind of exercise, for the clinician.
    pub(crate) category: At<String>,
    /// Who wrote the instructions.
    #[schemars(schema_with = "words::standing")]
    pub(crate) standing: At<Standing>,
    /// How exclusions of it can be set aside.
    #[schemars(schema_with = "words::may_override")]
    pub(crate) may_override: At<Override>,
    /// Position, in words for the patient.
    pub(crate) position: Option<At<String>>,
    /// What is needed.
    #[serde(default)]
    pub(crate) equipment: Vec<At<String>>,
    /// Whether it is done with one side at a time.
    #[serde(default)]
    pub(crate) one_sided: bool,
    /// Whether it is a nerve glide.
    #[serde(default)]
    pub(crate) nerve_glide: bool,
    /// How, one sentence each.
    #[serde(default)]
    pub(crate) steps: Vec<At<String>>,
    /// What the patient should feel.
    pub(crate) feel: Option<At<String>>,
    /// When to stop.
    pub(crate) stop_if: Option<At<String>>,
    /// An easier way.
    pub(crate) easier: Option<At<String>>,
    /// A harder way.
    pub(crate) harder: Option<At<String>>,
    /// Mistakes, for the clinician who teaches it.
    #[serde(default)]
    pub(crate) mistakes: Vec<At<String>>,
    /// Who should not do it, for the clinician.
    #[serde(default)]
    pub(crate) not_for: Vec<At<String>>,
    /// Exercises to do instead, best first.
    #[serde(default)]
    pub(crate) alternatives: Vec<At<String>>,
    /// Exercises that its texts for the patient name.
    #[serde(default)]
    pub(crate) mentions: Vec<At<String>>,
    /// The start position in words.
    pub(crate) start_words: Option<At<String>>,
    /// The end position in words.
    pub(crate) end_words: Option<At<String>>,
    /// Other names by which a note may mean it.
    #[serde(default)]
    pub(crate) aliases: Vec<At<String>>,
    /// Statements of `evidence.toml`.
    #[serde(default)]
    pub(crate) evidence: Vec<At<String>>,
    /// Where the sources disagree, for the clinician.
    #[serde(default)]
    pub(crate) disagreements: Vec<At<String>>,
    /// How much to begin with.
    pub(crate) dose: Option<At<DoseEntry>>,
    /// What it has in common with others, for filters and rules.
    #[serde(default)]
    pub(crate) tags: Vec<At<String>>,
    /// The most that a step of progress reaches by itself.
    #[serde(default)]
    pub(crate) up_to: CeilingEntry,
}

impl File for ExerciseFile {
    const ENTRIES: &'static [&'static str] = &[];
}

/// How much.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Dose")]
pub(crate) struct DoseEntry {
    /// Sets at one sitting.
    pub(crate) sets: Option<At<AmountEntry>>,
    /// Repetitions in a set.
    pub(crate) repetitions: Option<At<AmountEntry>>,
    /// Seconds for which each repetition is held.
    pub(crate) hold_seconds: Option<At<AmountEntry>>,
    /// Minutes at a time.
    pub(crate) minutes: Option<At<AmountEntry>>,
    /// How often.
    pub(crate) often: OftenEntry,
    /// Added resistance.
    pub(crate) load: Option<At<LoadEntry>>,
    /// How far the movement goes.
    #[schemars(schema_with = "words::extent")]
    pub(crate) extent: Option<Extent>,
}

/// The most of each part of a dose that progress reaches by itself; in a case, what a clinician sets a part to.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "UpTo")]
pub(crate) struct CeilingEntry {
    /// Times a day, or days a week, as the dose counts.
    pub(crate) often: Option<u16>,
    /// Sets at one sitting.
    pub(crate) sets: Option<u16>,
    /// Repetitions in a set.
    pub(crate) repetitions: Option<u16>,
    /// Seconds for which each repetition is held.
    pub(crate) hold_seconds: Option<u16>,
    /// Minutes at a time.
    pub(crate) minutes: Option<u16>,
    /// How far the movement goes.
    #[schemars(schema_with = "words::extent")]
    pub(crate) extent: Option<Extent>,
}

/// A number or a range, and who says so.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Amount")]
pub(crate) struct AmountEntry {
    /// The number, or the smaller end.
    pub(crate) from: u16,
    /// The larger end.
    pub(crate) to: Option<u16>,
    /// "clinic", or the id of a statement.
    pub(crate) source: At<String>,
}

/// How often.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Often")]
pub(crate) enum OftenEntry {
    /// So many times a day.
    TimesADay(At<AmountEntry>),
    /// Every so many hours while awake.
    HoursApart(At<AmountEntry>),
    /// On so many days a week.
    DaysAWeek(At<AmountEntry>),
}

/// Added resistance.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Load")]
pub(crate) enum LoadEntry {
    /// A weight in kilograms.
    Kilograms(String),
    /// A band.
    Band(String),
}

/// `programs/*.toml`: one program.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "programs/*.toml", rename = "Program")]
pub(crate) struct ProgramFile {
    /// For ever.
    pub(crate) id: At<String>,
    /// For the clinician and on the sheet.
    pub(crate) title: At<String>,
    /// Statements of `evidence.toml`.
    #[serde(default)]
    pub(crate) evidence: Vec<At<String>>,
    /// Phases in order.
    #[serde(default)]
    pub(crate) phase: Vec<PhaseEntry>,
}

impl File for ProgramFile {
    const ENTRIES: &'static [&'static str] = &["phase"];
}

/// One stage of a program.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Phase")]
pub(crate) struct PhaseEntry {
    /// For ever.
    pub(crate) id: At<String>,
    /// On the sheet.
    pub(crate) title: At<String>,
    /// What it is for, in words for the patient.
    pub(crate) focus: At<String>,
    /// When a patient begins here.
    pub(crate) entry: At<String>,
    /// When a patient has done with it.
    pub(crate) exit: At<String>,
    /// How many exercises are suggested at first.
    pub(crate) start_with: At<u8>,
    /// Most exercises that may run at once.
    pub(crate) most: At<u8>,
    /// Days until the next review.
    pub(crate) review_days: At<u16>,
    /// Most of its own exercises that are added at one visit; as many as may run where it is not said.
    pub(crate) new_at_most: Option<At<u8>>,
    /// Whether its own exercises are done under supervision before they are done at home.
    #[serde(default)]
    pub(crate) supervised_first: bool,
    /// Statements of `evidence.toml`.
    #[serde(default)]
    pub(crate) evidence: Vec<At<String>>,
    /// Exercises in the order in which they are suggested.
    #[serde(default)]
    pub(crate) item: Vec<ItemEntry>,
}

/// An exercise in a phase.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Item")]
pub(crate) struct ItemEntry {
    /// Which exercise.
    pub(crate) exercise: At<String>,
    /// What must hold for it to be offered.
    pub(crate) needs: Option<At<String>>,
    /// Why, in a sentence for the clinician.
    pub(crate) because: Option<At<String>>,
    /// Exercises that must be running and tolerated first.
    #[serde(default)]
    pub(crate) after: Vec<At<String>>,
    /// Whether it is among the first that are suggested.
    #[serde(default)]
    pub(crate) suggested: bool,
}

/// `sheet.toml`: words of the printed sheet.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "sheet.toml", rename = "Sheet")]
pub(crate) struct SheetFile {
    /// Over the exercises.
    pub(crate) title: At<String>,
    /// First line of the emergency box.
    pub(crate) emergency_lead: At<String>,
    /// First words of the urgent box.
    pub(crate) urgent_lead: At<String>,
    /// Over the traffic light.
    pub(crate) light_lead: At<String>,
    /// Added to the stop rule of nerve glides.
    pub(crate) glide_note: At<String>,
    /// What nobody with this condition should do for now.
    #[serde(default)]
    pub(crate) not_for_now: Vec<At<String>>,
    /// What to say at the hospital's desk.
    pub(crate) say_at_desk: At<String>,
    /// What hospital staff want to know at a glance.
    #[serde(default)]
    pub(crate) staff: Vec<StaffEntry>,
    /// What the body chart of a letter shows.
    #[serde(default)]
    pub(crate) chart: Vec<ChartEntry>,
    /// What not to do on the way to hospital.
    #[serde(default)]
    pub(crate) do_not: Vec<At<String>>,
    /// What to take along.
    #[serde(default)]
    pub(crate) take_with_you: Vec<At<String>>,
    /// The small print.
    #[serde(default)]
    pub(crate) small_print: Vec<At<String>>,
    /// Lines of the emergency box.
    #[serde(default)]
    pub(crate) emergency: Vec<LineEntry>,
    /// Lines of the urgent box.
    #[serde(default)]
    pub(crate) urgent: Vec<LineEntry>,
    /// The lights, worst first.
    #[serde(default)]
    pub(crate) light: Vec<LightEntry>,
    /// Steps of the flare-up plan.
    #[serde(default)]
    pub(crate) flare_up: Vec<FlareEntry>,
    /// What to do each day.
    #[serde(default)]
    pub(crate) each_day: Vec<AdviceEntry>,
    /// Fixed labels of the sheet by their id.
    #[serde(default)]
    pub(crate) labels: BTreeMap<String, At<String>>,
}

impl File for SheetFile {
    const ENTRIES: &'static [&'static str] = &[
        "staff",
        "chart",
        "emergency",
        "urgent",
        "light",
        "flare-up",
        "each-day",
    ];
}

/// A fact for hospital staff.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "StaffFact")]
pub(crate) struct StaffEntry {
    /// The clinical word.
    pub(crate) label: At<String>,
    /// Questions in order, each with what it is called there.
    pub(crate) of: Vec<StaffQuestion>,
}

/// A question of a fact for hospital staff.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "StaffQuestion")]
pub(crate) struct StaffQuestion {
    /// Which question.
    pub(crate) question: At<String>,
    /// What it is called there; left out where the label says it all.
    #[serde(default)]
    pub(crate) called: Option<At<String>>,
}

/// A question whose answer a body chart shows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "ChartQuestion")]
pub(crate) struct ChartEntry {
    /// Which question: of regions, or yes or no.
    pub(crate) question: At<String>,
    /// pain, numbness or tingling.
    #[schemars(schema_with = "words::symptom")]
    pub(crate) shows: Symptom,
    /// The choice question (left, right, both, neither) that tells on which side.
    pub(crate) side: Option<At<String>>,
    /// The region that a yes-no question is about.
    pub(crate) region: Option<At<String>>,
    /// What a reader calls that region.
    pub(crate) called: Option<At<String>>,
}

/// A line of an alarm box.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Line")]
pub(crate) struct LineEntry {
    /// What the patient reads.
    pub(crate) text: At<String>,
    /// Rules whose finding it warns of.
    #[serde(default)]
    pub(crate) rules: Vec<At<String>>,
}

/// One light of the traffic light.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Light")]
pub(crate) struct LightEntry {
    /// Its word.
    pub(crate) word: At<String>,
    /// When it is on.
    pub(crate) when: At<String>,
    /// What to do then.
    pub(crate) act: At<String>,
}

/// A step of the flare-up plan.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "FlareUp")]
pub(crate) struct FlareEntry {
    /// What the patient reads.
    pub(crate) text: At<String>,
    /// Exercises that it names.
    #[serde(default)]
    pub(crate) mentions: Vec<At<String>>,
}

/// Something to do each day.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "EachDay")]
pub(crate) struct AdviceEntry {
    /// Its heading.
    pub(crate) heading: At<String>,
    /// What the patient reads.
    pub(crate) text: At<String>,
    /// Precautions with which it is left out.
    #[serde(default)]
    pub(crate) not_with: Vec<At<String>>,
    /// The picture beside it: the `sign` of a file in `figures`.
    pub(crate) figure: Option<At<String>>,
}
