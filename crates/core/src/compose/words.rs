//! Fixed words, days and doses in the language of the pack. A word that is missing is a refusal: no sheet mixes languages.

use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};
use jiff::civil::{Date, Weekday};

use crate::{
    dose::{Amount, Basis, Dose, Extent, Load, Often},
    record::refusal::Reason,
    sheet::{self, Provenance, RunIn},
};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Every label that a sheet of some kind prints. A pack without one of them cannot print all its sheets.
pub const LABELS: &[&str] = &[
    "apr",
    "aug",
    "band",
    "born",
    "both",
    "bring-this-sheet",
    "called-at",
    "cannot-come",
    "checked-right-away",
    "clinic-dose",
    "closed",
    "comfortable",
    "copy",
    "days-a-week",
    "dec",
    "declined",
    "do-not",
    "draw-here",
    "each-day",
    "edited-dose",
    "emergency",
    "emergency-sheet",
    "feb",
    "feel",
    "flare-up-lead",
    "for-hospital-staff",
    "fri",
    "given-on",
    "go-to-hospital-now",
    "hold",
    "hospital",
    "hours-apart",
    "how",
    "how-many",
    "if-it-flares-up",
    "jan",
    "jul",
    "jun",
    "kilograms",
    "left",
    "leg-pain-scale",
    "letter",
    "letter-answers",
    "letter-findings",
    "letter-from",
    "letter-note",
    "letter-to",
    "letter-why",
    "make-it-easier",
    "mar",
    "may",
    "minutes",
    "mon",
    "name",
    "next-visit",
    "no",
    "not-asked",
    "not-examined",
    "not-for-now",
    "nothing-found",
    "nov",
    "number",
    "oct",
    "often",
    "or-call",
    "or-go-to",
    "page",
    "pain-2-hours-after",
    "pain-before",
    "pain-next-morning",
    "please-assess",
    "replaces",
    "right",
    "sample",
    "sat",
    "say-this-at-the-desk",
    "seconds",
    "sep",
    "sets",
    "sheet",
    "since",
    "small",
    "small-wins",
    "stop-if",
    "sun",
    "take-with-you",
    "thu",
    "tick",
    "times",
    "times-a-day",
    "tiny",
    "tue",
    "unsure",
    "use-until",
    "we-spoke-to",
    "wed",
    "what-you-told-us",
    "where-to-go",
    "with",
    "yes",
    "you-told-us",
    "your-days",
    "your-goals",
    "your-physio",
];

/// The label of a side that is left empty.
pub(super) const LEFT_EMPTY: &str = "left-empty";

/// Labels that packs of before do not have. Their sheets are not printed in whole leaves, and their letters say less.
pub const LATER_LABELS: &[&str] = &[
    "at-once",
    LEFT_EMPTY,
    "letter-exercises",
    "letter-how-soon",
    "letter-phone",
    "letter-precautions",
    "letter-problem",
    "letter-referral",
    "letter-stopped",
    "letter-urgent",
    "routine",
    "same-day",
];

/// Labels of a body chart, which a pack has that shows one.
pub const CHART_LABELS: &[&str] = &[
    "chart",
    "chart-back",
    "chart-both",
    "chart-front",
    "chart-neither",
    "chart-no-side",
    "chart-not-drawn",
    "chart-numbness",
    "chart-other-side",
    "chart-pain",
    "chart-side-from",
    "chart-side-unknown",
    "chart-tingling",
];

/// The fixed words of a pack by their ids.
pub(super) struct Lexicon<'a>(&'a BTreeMap<String, String>);

impl<'a> Lexicon<'a> {
    pub(super) const fn new(labels: &'a BTreeMap<String, String>) -> Self {
        Self(labels)
    }

    pub(super) fn say(&self, id: &str) -> Result<String, Reason> {
        self.0.get(id).cloned().ok_or_else(|| Reason::NoSheetText {
            what: format!("the label {id}"),
        })
    }

    /// A label that a pack may lack.
    pub(super) fn may_say(&self, id: &str) -> String {
        self.0.get(id).cloned().unwrap_or_default()
    }

    pub(super) fn weekday(&self, day: Date) -> Result<String, Reason> {
        self.say(match day.weekday() {
            Weekday::Monday => "mon",
            Weekday::Tuesday => "tue",
            Weekday::Wednesday => "wed",
            Weekday::Thursday => "thu",
            Weekday::Friday => "fri",
            Weekday::Saturday => "sat",
            Weekday::Sunday => "sun",
        })
    }

    /// Weekday and month as words, so that no order of day and month can be mistaken (HZ-21): `Sat 21 Nov 2026`.
    pub(super) fn day(&self, day: Date) -> Result<String, Reason> {
        Ok(format!("{} {}", self.weekday(day)?, self.date(day)?))
    }

    /// The same without the weekday, for dates that nobody plans by: `14 Mar 1985`.
    pub(super) fn date(&self, day: Date) -> Result<String, Reason> {
        let month = usize::try_from(day.month() - 1)
            .ok()
            .and_then(|place| MONTHS.get(place))
            .copied()
            .unwrap_or_default();
        Ok(format!("{} {} {}", day.day(), self.say(month)?, day.year()))
    }

    /// A dose, part by part, from the recorded value alone (INV-08).
    pub(super) fn dose(&self, dose: &Dose) -> Result<Vec<sheet::Dose>, Reason> {
        let amounts = [
            (&dose.sets, "sets", None),
            (&dose.repetitions, "times", None),
            (&dose.hold_seconds, "hold", Some("seconds")),
            (&dose.minutes, "minutes", None),
        ];
        let mut parts = Vec::new();
        for (amount, label, unit) in amounts {
            if let Some(amount) = amount {
                parts.push(self.part(amount, label, unit)?);
            }
        }
        let often = match &dose.often {
            Often::TimesADay(_) => "times-a-day",
            Often::HoursApart(_) => "hours-apart",
            Often::DaysAWeek(_) => "days-a-week",
        };
        parts.push(self.part(dose.often.amount(), often, None)?);
        let (value, label) = match &dose.load {
            None => (None, ""),
            Some(Load::Kilograms(weight)) => (Some(weight.to_string()), "kilograms"),
            Some(Load::Band(name)) => (Some(name.clone()), "band"),
        };
        if let Some(value) = value {
            parts.push(sheet::Dose {
                value,
                label: self.say(label)?,
                unit: String::new(),
                provenance: Provenance::Edited,
            });
        }
        if let Some(extent) = dose.extent {
            parts.push(sheet::Dose {
                value: self.say(match extent {
                    Extent::Tiny => "tiny",
                    Extent::Small => "small",
                    Extent::Comfortable => "comfortable",
                })?,
                label: String::new(),
                unit: String::new(),
                provenance: Provenance::Source,
            });
        }
        Ok(parts)
    }

    fn part(
        &self,
        amount: &Amount,
        label: &str,
        unit: Option<&str>,
    ) -> Result<sheet::Dose, Reason> {
        Ok(sheet::Dose {
            value: amount.range.to_string(),
            label: self.say(label)?,
            unit: unit.map_or_else(|| Ok(String::new()), |unit| self.say(unit))?,
            provenance: match amount.basis {
                Basis::Source(_) => Provenance::Source,
                Basis::Clinic => Provenance::Clinic,
                Basis::Edited => Provenance::Edited,
            },
        })
    }

    /// How often, for the narrow cell of a chart.
    pub(super) fn target(&self, often: &Often) -> Result<String, Reason> {
        Ok(match often {
            Often::TimesADay(amount) => format!("{}\u{d7}", amount.range),
            Often::HoursApart(_) => self.say("often")?,
            Often::DaysAWeek(amount) => format!("{} {}", amount.range, self.say("days-a-week")?),
        })
    }
}

/// The first sentence, and the rest.
pub(super) fn first_sentence(text: &str) -> RunIn {
    match text.split_once(". ") {
        Some((lead, rest)) => RunIn {
            lead: format!("{lead}."),
            text: rest.into(),
        },
        None => RunIn {
            lead: String::new(),
            text: text.into(),
        },
    }
}
