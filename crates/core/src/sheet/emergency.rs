//! The parts of an emergency sheet, and the facts that letters carry too.

use alloc::{string::String, vec::Vec};
use serde::{Deserialize, Serialize};

/// The band at the top. The number beside it is the clinic's emergency number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoNow {
    /// "Go to hospital now".
    pub heading: String,
    /// Why, in plain words.
    pub text: String,
    /// Above the number: "or call".
    pub or_call: String,
}

/// A labelled line; without a value it is a rule to write on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    /// What belongs there: "Spoken to".
    pub label: String,
    /// What was recorded.
    pub value: Option<String>,
}

/// Where to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhereToGo {
    /// "Where to go".
    pub heading: String,
    /// The clinic's words for the place, when no hospital is named: "A&E of the nearest hospital".
    pub place: String,
    /// Hospital, address, who was called and when.
    pub lines: Vec<Writing>,
}

/// What not to do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoNots {
    /// "Do not".
    pub heading: String,
    /// Whole sentences, each with its own "do not".
    pub items: Vec<String>,
}

/// What to read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SayThis {
    /// "Say this at the desk".
    pub heading: String,
    /// The words, with their quotation marks.
    pub text: String,
}

/// The signs that brought this about, in the patient's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signs {
    /// "What you told us".
    pub heading: String,
    /// The signs, each with a ticked box.
    pub items: Vec<Sign>,
}

/// One sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sign {
    /// "I cannot pee."
    pub words: String,
    /// "Since 6 am today." Without it there is a rule to write on.
    pub since: Option<String>,
}

/// What to bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeWithYou {
    /// "Take with you".
    pub heading: String,
    /// This sheet, medicines, phone, company.
    pub items: Vec<String>,
}

/// Facts in clinical words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactTable {
    /// "For hospital staff".
    pub heading: String,
    /// What is suspected and asked for. May be empty.
    pub lead: String,
    /// The facts, in order.
    pub facts: Vec<Fact>,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// "Ankle jerk".
    pub label: String,
    /// What is known of it.
    pub value: FactValue,
}

/// What is known of a fact. Unknown is never printed as negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactValue {
    /// Recorded, in words.
    Recorded(String),
    /// Nobody asked.
    NotAsked,
    /// Nobody examined it.
    NotExamined,
    /// A rule to write on.
    ToWrite,
}
