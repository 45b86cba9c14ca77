//! `screening.toml`, as it is written.

use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer,
    de::{SeqAccess, Visitor, value::StrDeserializer},
};
use std::{borrow::Cow, fmt};

use plinth_core::{
    content::Disposition,
    question::{Occasion, Part},
};

use super::{At, Entries, File, words};

/// `screening.toml`: what is asked, and what follows from it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "screening.toml", rename = "Screening")]
pub(crate) struct ScreeningFile {
    /// The choice question (left, right, both, neither) that tells the affected side.
    pub(crate) affected: Option<At<String>>,
    /// Questions by id, in the order of asking.
    #[serde(default)]
    pub(crate) question: Entries<QuestionEntry>,
    /// Parts of conditions by name.
    #[serde(default)]
    pub(crate) define: Entries<DefineEntry>,
    /// Rules by id; their order never matters.
    #[serde(default)]
    pub(crate) rule: Entries<RuleEntry>,
    /// Precautions by id.
    #[serde(default)]
    pub(crate) precaution: Entries<PrecautionEntry>,
}

impl File for ScreeningFile {
    const ENTRIES: &'static [&'static str] = &["question", "define", "rule", "precaution"];
}

/// A question.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Question")]
pub(crate) struct QuestionEntry {
    /// The words that are said to the patient, or the name of the examination.
    pub(crate) ask: At<String>,
    /// How to ask or examine, for the clinician.
    pub(crate) help: Option<At<String>>,
    /// What kind of answer it takes.
    pub(crate) kind: At<KindEntry>,
    /// Which answer is worse; `unsure` takes it.
    pub(crate) worse: Option<At<WorseEntry>>,
    /// Where in the visit it is asked; left out in `checkin.toml`.
    #[serde(default)]
    #[schemars(schema_with = "words::part")]
    pub(crate) part: Option<At<Part>>,
    /// Whether a screening is incomplete without an explicit answer.
    #[serde(default)]
    pub(crate) mandatory: bool,
    /// Whether it is asked for the left and the right side.
    #[serde(default)]
    pub(crate) each_side: bool,
    /// Whether it is asked for each exercise that runs; in `checkin.toml` only.
    #[serde(default)]
    pub(crate) each_item: bool,
    /// The instrument of which its answer is a reading.
    pub(crate) measure: Option<At<String>>,
    /// Asked only while this condition is not false.
    pub(crate) ask_if: Option<At<String>>,
    /// On which occasions it is asked; by default at a screening.
    #[schemars(schema_with = "words::occasions")]
    pub(crate) at: Option<Vec<Occasion>>,
    /// Whether the last answer may be carried forward.
    #[serde(default)]
    pub(crate) lasting: bool,
    /// Whether the date since when is asked too.
    #[serde(default)]
    pub(crate) since: bool,
    /// Whether the milder answer may be recorded by a registered clinician only.
    #[serde(default)]
    pub(crate) attested: bool,
    /// Statements of `evidence.toml`.
    #[serde(default)]
    pub(crate) evidence: Vec<At<String>>,
    /// Whether the clinic decided to ask it.
    #[serde(default)]
    pub(crate) clinic_default: bool,
}

/// Kinds of question.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Kind")]
pub(crate) enum KindEntry {
    /// Yes or no.
    YesNo,
    /// A number with its unit.
    Number(NumberEntry),
    /// One of these.
    Choice(Vec<NamedEntry>),
    /// A calendar date, not in the future.
    Date,
    /// Any of these parts of the body.
    Regions(Vec<NamedEntry>),
}

/// What numbers are accepted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Number")]
pub(crate) struct NumberEntry {
    /// Smallest value accepted.
    pub(crate) least: At<String>,
    /// Largest value accepted.
    pub(crate) most: At<String>,
    /// Places after the point, at most 6.
    pub(crate) places: u8,
    /// Unit as it is written after the value.
    pub(crate) unit: String,
}

/// A choice or a body region with its words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Named")]
pub(crate) struct NamedEntry {
    /// For ever.
    pub(crate) id: At<String>,
    /// What the clinician reads.
    pub(crate) label: At<String>,
}

/// Which answers are worse: a word, or the choices, mildest first.
#[derive(Debug)]
pub(crate) enum WorseEntry {
    Word(WorseWord),
    Order(Vec<At<String>>),
}

/// Directions in which an answer is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "WorseWord")]
pub(crate) enum WorseWord {
    Yes,
    No,
    Higher,
    Lower,
}

impl<'de> Deserialize<'de> for WorseEntry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct WordOrList;
        impl<'de> Visitor<'de> for WordOrList {
            type Value = WorseEntry;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("yes, no, higher, lower or a list of choices, mildest first")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Self::Value, E> {
                WorseWord::deserialize(StrDeserializer::new(word)).map(WorseEntry::Word)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut order = Vec::new();
                while let Some(choice) = list.next_element()? {
                    order.push(choice);
                }
                Ok(WorseEntry::Order(order))
            }
        }
        from.deserialize_any(WordOrList)
    }
}

impl JsonSchema for WorseEntry {
    fn schema_name() -> Cow<'static, str> {
        "Worse".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let word = generator.subschema_for::<WorseWord>();
        let order = generator.subschema_for::<Vec<String>>();
        schemars::json_schema!({ "anyOf": [word, order] })
    }
}

/// A part of conditions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Define")]
pub(crate) struct DefineEntry {
    /// What it stands for.
    pub(crate) when: At<String>,
}

/// A rule.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Rule")]
pub(crate) struct RuleEntry {
    /// When it holds.
    pub(crate) when: At<String>,
    /// emergency, same-day, refer or caution.
    #[schemars(schema_with = "words::gives")]
    pub(crate) gives: At<Disposition>,
    /// What it means, in a sentence for the clinician.
    pub(crate) say: At<String>,
    /// What to do now.
    #[serde(rename = "do")]
    pub(crate) instead: At<String>,
    /// Occasions on which it is applied; by default at a screening.
    #[schemars(schema_with = "words::occasions")]
    pub(crate) at: Option<Vec<Occasion>>,
    /// Days within which the patient is reviewed, for caution.
    pub(crate) review_days: Option<At<u16>>,
    /// Statements of `evidence.toml`.
    #[serde(default)]
    pub(crate) evidence: Vec<At<String>>,
    /// Whether a number in it, or the rule itself, is the clinic's.
    #[serde(default)]
    pub(crate) clinic_default: bool,
}

/// A precaution.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Precaution")]
pub(crate) struct PrecautionEntry {
    /// For the clinician.
    pub(crate) title: At<String>,
    /// When it stands.
    pub(crate) when: At<String>,
    /// caution, or proceed where it only steers the choice of exercises.
    #[schemars(schema_with = "words::gives")]
    pub(crate) gives: At<Disposition>,
    /// Exercises that are out.
    #[serde(default)]
    pub(crate) exclude: Vec<At<String>>,
    /// Exercises that are changed, and how.
    #[serde(default)]
    pub(crate) modify: Entries<At<String>>,
    /// Exercises that suit.
    #[serde(default)]
    pub(crate) prefer: Vec<At<String>>,
    /// What else to mind, for the clinician.
    #[serde(default)]
    pub(crate) advice: Vec<At<String>>,
    /// For the sheet: what not to do, never why.
    #[serde(default)]
    pub(crate) not_for_now: Vec<At<String>>,
    /// Days within which the patient is reviewed.
    pub(crate) review_days: Option<u16>,
    /// Statements of `evidence.toml`.
    #[serde(default)]
    pub(crate) evidence: Vec<At<String>>,
    /// Whether it is the clinic's own decision.
    #[serde(default)]
    pub(crate) clinic_default: bool,
}
