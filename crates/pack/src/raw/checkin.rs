//! `checkin.toml`, `cautions.toml` and `information.toml`, as they are written.

use schemars::JsonSchema;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::{borrow::Cow, fmt};

use plinth_core::{check_in::Effect, information::TopicKind};

use super::{At, Entries, File, QuestionEntry, words};

/// `checkin.toml`: what is asked at a check-in, and what is advised.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "checkin.toml", rename = "CheckIn")]
pub(crate) struct CheckInFile {
    /// Which answers the derived facts are made of.
    #[serde(default)]
    pub(crate) readings: ReadingsEntry,
    /// When an exercise is red or amber.
    pub(crate) light: At<LightEntry>,
    /// Questions that are asked at check-ins only, in the order of asking.
    #[serde(default)]
    pub(crate) question: Entries<QuestionEntry>,
    /// What is advised, by id; the order never matters.
    #[serde(default)]
    pub(crate) rule: Entries<AdviceRuleEntry>,
}

impl File for CheckInFile {
    const ENTRIES: &'static [&'static str] = &["question", "rule"];
}

/// Which answers the derived facts are made of.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Readings")]
pub(crate) struct ReadingsEntry {
    /// Asked for each exercise: on how many of the last seven days it was done.
    pub(crate) days_done: Option<At<String>>,
    /// Asked for each exercise: hours until its reaction had settled.
    pub(crate) settled_within: Option<At<String>>,
    /// Yes-no: whether the target dose was done with clean form today.
    pub(crate) clean_form: Option<At<String>>,
}

/// When an exercise is red or amber.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Light")]
pub(crate) struct LightEntry {
    /// A stop sign.
    pub(crate) red: At<String>,
    /// More than mild.
    pub(crate) amber: At<String>,
}

/// What is advised, and when.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "AdviceRule")]
pub(crate) struct AdviceRuleEntry {
    /// For the clinician.
    pub(crate) title: At<String>,
    /// What it is about.
    #[serde(rename = "for")]
    pub(crate) scope: At<ScopeEntry>,
    /// When it holds.
    pub(crate) when: At<String>,
    /// What is advised first, and then what is as much in line with the rule.
    #[schemars(schema_with = "words::effects")]
    pub(crate) then: At<Vec<At<Effect>>>,
    /// Exercises that go on, with only-these.
    #[serde(default)]
    pub(crate) only: Vec<At<String>>,
    /// Days within which the patient is asked again.
    pub(crate) review_days: Option<At<u16>>,
    /// What it means, in a sentence for the clinician.
    pub(crate) say: At<String>,
    /// What to do now.
    pub(crate) instead: At<String>,
    /// Statements of `evidence.toml`.
    #[serde(default)]
    pub(crate) evidence: Vec<At<String>>,
    /// Whether a number in it, or the rule itself, is the clinic's.
    #[serde(default)]
    pub(crate) clinic_default: bool,
}

/// What a rule of a check-in is about: a word, or exercises with one of these tags.
#[derive(Debug)]
pub(crate) enum ScopeEntry {
    Program,
    EachExercise,
    Tagged(Vec<At<String>>),
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Tagged")]
struct TaggedEntry {
    /// One of these tags.
    tagged: Vec<At<String>>,
}

impl<'de> Deserialize<'de> for ScopeEntry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct WordOrTags;
        impl<'de> Visitor<'de> for WordOrTags {
            type Value = ScopeEntry;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"program\", \"each-exercise\" or { tagged = [\"…\"] }")
            }
            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Self::Value, E> {
                match word {
                    "program" => Ok(ScopeEntry::Program),
                    "each-exercise" => Ok(ScopeEntry::EachExercise),
                    _ => Err(E::unknown_variant(word, &["program", "each-exercise"])),
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                TaggedEntry::deserialize(MapAccessDeserializer::new(map))
                    .map(|entry| ScopeEntry::Tagged(entry.tagged))
            }
        }
        from.deserialize_any(WordOrTags)
    }
}

impl JsonSchema for ScopeEntry {
    fn schema_name() -> Cow<'static, str> {
        "Scope".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let tagged = generator.subschema_for::<TaggedEntry>();
        schemars::json_schema!({ "anyOf": [{ "enum": ["program", "each-exercise"] }, tagged] })
    }
}

/// `cautions.toml`: what to approach with caution, or to avoid.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "cautions.toml", rename = "Cautions")]
pub(crate) struct CautionsFile {
    /// Cautions by id.
    #[serde(default)]
    pub(crate) caution: Entries<CautionEntry>,
}

impl File for CautionsFile {
    const ENTRIES: &'static [&'static str] = &["caution"];
}

/// Something to approach with caution, or to avoid.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Caution")]
pub(crate) struct CautionEntry {
    /// For the clinician.
    pub(crate) title: At<String>,
    /// Why, in a sentence for the clinician.
    pub(crate) why: At<String>,
    /// The phase from which on it no longer stands; without one it stands in all phases.
    pub(crate) until: Option<At<String>>,
    /// Exercises of the pack that it bars meanwhile.
    #[serde(default)]
    pub(crate) exercises: Vec<At<String>>,
    /// Safer exercises, best first.
    #[serde(default)]
    pub(crate) instead: Vec<At<String>>,
    /// What is safer, where no exercise says it.
    pub(crate) instead_words: Option<At<String>>,
    /// Words for the patient's sheet.
    pub(crate) for_sheet: Option<At<String>>,
    /// Statements of `evidence.toml`.
    #[serde(default)]
    pub(crate) evidence: Vec<At<String>>,
    /// Whether the safer way, or the row itself, is the clinic's own.
    #[serde(default)]
    pub(crate) clinic_default: bool,
}

/// `information.toml`: what is worth knowing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "information.toml", rename = "Information")]
pub(crate) struct InformationFile {
    /// Topics by id, in the order of reading.
    #[serde(default)]
    pub(crate) topic: Entries<TopicEntry>,
}

impl File for InformationFile {
    const ENTRIES: &'static [&'static str] = &["topic"];
}

/// Something worth knowing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Topic")]
pub(crate) struct TopicEntry {
    /// What kind of knowledge it is.
    #[schemars(schema_with = "words::topic_kind")]
    pub(crate) kind: TopicKind,
    /// Its heading, or the question.
    pub(crate) title: At<String>,
    /// What there is to know, in sentences for the clinician.
    pub(crate) text: At<Vec<At<String>>>,
    /// Where the sources disagree, or a guideline says otherwise.
    #[serde(default)]
    pub(crate) disagreements: Vec<At<String>>,
    /// Statements of `evidence.toml`.
    #[serde(default)]
    pub(crate) evidence: Vec<At<String>>,
    /// Whether it is the clinic's own.
    #[serde(default)]
    pub(crate) clinic_default: bool,
}
