//! The text form of a fact, as packs write it and as records keep it: `power-l5.left`, `change(leg-pain-worst, weeks: 6)`.

use alloc::{string::String, string::ToString};
use core::{fmt, str::FromStr};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Fact, Light, Milestone, Of, Span};
use crate::answer::{Side, Slot};

/// This text does not name a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAFact(String);

impl fmt::Display for NotAFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a fact that this program knows", self.0)
    }
}

impl core::error::Error for NotAFact {}

impl Fact<Option<Side>> {
    /// The answer that it is, if it is one.
    pub fn slot(&self) -> Option<Slot> {
        match self {
            Self::Answer(of) => Some(of.clone().into()),
            _ => None,
        }
    }
}

impl From<Of<Option<Side>>> for Slot {
    fn from(of: Of<Option<Side>>) -> Self {
        Self {
            question: of.question,
            side: of.side,
        }
    }
}

impl From<Slot> for Of<Option<Side>> {
    fn from(slot: Slot) -> Self {
        Self {
            question: slot.question,
            side: slot.side,
        }
    }
}

impl fmt::Display for Fact<Option<Side>> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slot = |of: &Of<Option<Side>>| Slot::from(of.clone());
        match self {
            Self::Answer(of) => slot(of).fmt(f),
            Self::OnsetDays(of) => write!(f, "onset-days({})", slot(of)),
            Self::SteadyDays(of) => write!(f, "steady-days({})", slot(of)),
            Self::Change(of, span) => write!(f, "change({}, {span})", slot(of)),
            Self::Worsenings(of) => write!(f, "worsenings({})", slot(of)),
            Self::Age => f.write_str("age"),
            Self::WeeksSince(milestone) => write!(f, "weeks-since({milestone})"),
            Self::DaysInPhase => f.write_str("days-in-phase"),
            Self::Streak(light) => write!(f, "streak({light})"),
            Self::Adherence => f.write_str("adherence"),
            Self::AdherenceSince(milestone) => write!(f, "adherence-since({milestone})"),
            Self::Items(light) => write!(f, "items({light})"),
            Self::SettledWithin => f.write_str("settled-within"),
            Self::CleanVisits => f.write_str("clean-visits"),
            Self::Psfs => f.write_str("psfs"),
            Self::PsfsChange => f.write_str("psfs-change"),
        }
    }
}

impl FromStr for Fact<Option<Side>> {
    type Err = NotAFact;

    fn from_str(text: &str) -> Result<Self, NotAFact> {
        read(text).ok_or_else(|| NotAFact(text.to_string()))
    }
}

fn read(text: &str) -> Option<Fact<Option<Side>>> {
    let of = |text: &str| Some(text.parse::<Slot>().ok()?.into());
    let Some((name, rest)) = text.split_once('(') else {
        return Some(match text {
            "age" => Fact::Age,
            "days-in-phase" => Fact::DaysInPhase,
            "adherence" => Fact::Adherence,
            "settled-within" => Fact::SettledWithin,
            "clean-visits" => Fact::CleanVisits,
            "psfs" => Fact::Psfs,
            "psfs-change" => Fact::PsfsChange,
            _ => Fact::Answer(of(text)?),
        });
    };
    let inside = rest.strip_suffix(')')?;
    Some(match name {
        "onset-days" => Fact::OnsetDays(of(inside)?),
        "steady-days" => Fact::SteadyDays(of(inside)?),
        "worsenings" => Fact::Worsenings(of(inside)?),
        "change" => {
            let (slot, span) = inside.split_once(", ")?;
            Fact::Change(of(slot)?, span_of(span)?)
        }
        "weeks-since" => Fact::WeeksSince(milestone(inside)?),
        "adherence-since" => Fact::AdherenceSince(milestone(inside)?),
        "streak" => Fact::Streak(light(inside)?),
        "items" => Fact::Items(light(inside)?),
        _ => return None,
    })
}

fn span_of(text: &str) -> Option<Span> {
    let (unit, count) = text.split_once(": ")?;
    match unit {
        "weeks" => Some(Span::Days(count.parse::<u16>().ok()?.checked_mul(7)?)),
        "days" => Some(Span::Days(count.parse().ok()?)),
        "since" => Some(Span::Since(milestone(count)?)),
        _ => None,
    }
}

fn milestone(text: &str) -> Option<Milestone> {
    match text {
        "assigned" => Some(Milestone::Assigned),
        "screened" => Some(Milestone::Screened),
        _ => None,
    }
}

fn light(text: &str) -> Option<Light> {
    match text {
        "green" => Some(Light::Green),
        "amber" => Some(Light::Amber),
        "red" => Some(Light::Red),
        _ => None,
    }
}

impl Serialize for Fact<Option<Side>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fact<Option<Side>> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_reads_back_from_its_text() {
        for text in [
            "saddle-numbness",
            "power-l5.left",
            "onset-days(foot-drop)",
            "steady-days(power-l5.right)",
            "change(leg-pain-worst, weeks: 6)",
            "change(leg-pain-worst, days: 10)",
            "change(power-l5.left, since: assigned)",
            "worsenings(distal-most)",
            "age",
            "weeks-since(assigned)",
            "weeks-since(screened)",
            "days-in-phase",
            "streak(green)",
            "adherence",
            "adherence-since(assigned)",
            "adherence-since(screened)",
            "items(red)",
            "settled-within",
            "clean-visits",
            "psfs",
            "psfs-change",
        ] {
            let fact: Fact<Option<Side>> = text.parse().unwrap();
            assert_eq!(fact.to_string(), text);
            assert_eq!(
                fact.slot().is_some(),
                !text.contains('(') && {
                    let bare = ["age", "days-in-phase", "adherence", "settled-within"];
                    let more = ["clean-visits", "psfs", "psfs-change"];
                    !bare.contains(&text) && !more.contains(&text)
                }
            );
        }
    }

    #[test]
    fn what_is_no_fact_is_refused() {
        for text in [
            "",
            "change(x)",
            "change(x, years: 1)",
            "streak(blue)",
            "f(x",
            "a b",
            "g(x)",
        ] {
            assert!(text.parse::<Fact<Option<Side>>>().is_err(), "{text}");
        }
    }
}
