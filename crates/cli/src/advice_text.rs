//! What a check-in advises, as people read it and as JSON.

use jiff::civil::Date;
use plinth_clinic::{Clinic, SignedIn};
use plinth_core::{
    check_in::{AdviceRule, Advised, Effect, Fired},
    content::Content,
    name::ExerciseId,
    proposal::Proposal,
    record::{Record, check_in::CheckIn, event::Item, in_line},
};
use serde::Serialize;

use crate::{fact_text, form, problem::Problem, record_text, terminal::Page};

/// A check-in's advice, with what following it would do.
#[derive(Debug, Serialize)]
pub(crate) struct AdviceView {
    check_in: u32,
    on: Date,
    light: Option<String>,
    /// By when the patient is seen again, where the advice says so.
    review_on: Option<Date>,
    program: PartView,
    exercises: Vec<PartView>,
    missing: Vec<String>,
    /// The same in the pack's words.
    #[serde(skip)]
    not_known: String,
}

#[derive(Debug, Serialize)]
struct PartView {
    #[serde(skip_serializing_if = "Option::is_none")]
    exercise: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    light: Option<String>,
    effect: Effect,
    /// Whether a clinician still has to decide.
    open: bool,
    /// What following it would do, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    following: Option<String>,
    rules: Vec<RuleView>,
}

#[derive(Debug, Serialize)]
struct RuleView {
    rule: String,
    title: String,
    effect: Effect,
    /// Whether it is known to hold. Where not, its advice stands until what is missing is known.
    known: bool,
    because: Vec<String>,
    /// The same in the pack's words.
    #[serde(skip)]
    because_in_words: String,
    evidence: Vec<String>,
    say: String,
    #[serde(rename = "do")]
    instead: String,
    clinic_default: bool,
}

impl AdviceView {
    /// The advice of the newest check-in.
    pub(crate) fn new(
        clinic: &Clinic,
        by: &SignedIn,
        content: &Content,
        record: &Record,
        check_in: &CheckIn,
    ) -> Result<Self, Problem> {
        let advice = &check_in.advice;
        let part = |about: Option<&ExerciseId>, light, advised: &Advised| {
            let undecided = !check_in.decided.contains_key(&about.cloned());
            let open = advised.asks() && undecided;
            let following = match in_line(advised, content).first().filter(|_| undecided) {
                Some(effect) => {
                    let proposal = clinic.proposed(by, record, about, *effect)?;
                    Some(in_words(&proposal))
                }
                None => None,
            };
            let rules = advised.fired.iter();
            Ok::<_, Problem>(PartView {
                exercise: about.map(ToString::to_string),
                light,
                effect: advised.effect,
                open,
                following,
                rules: rules.map(|fired| RuleView::new(content, fired)).collect(),
            })
        };
        let exercises = advice
            .items
            .iter()
            .map(|item| {
                let light = item.light.map(|light| light.to_string());
                part(Some(&item.exercise), light, &item.advised)
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            check_in: check_in.entry.0,
            on: check_in.on,
            light: advice.light.map(|light| light.to_string()),
            review_on: advice.review_on,
            program: part(None, None, &advice.program)?,
            exercises,
            missing: advice
                .missing
                .iter()
                .map(|missing| missing.fact.to_string())
                .collect(),
            not_known: fact_text::names(
                content,
                advice.missing.iter().map(|missing| &missing.fact),
            ),
        })
    }

    /// Whether something waits for a clinician's decision.
    pub(crate) fn is_open(&self) -> bool {
        self.program.open || self.exercises.iter().any(|part| part.open)
    }

    /// Lays it out: the program first, then each exercise with the rules that count.
    pub(crate) fn write(&self, page: &mut Page) {
        let light = self.light.as_deref().unwrap_or("not known");
        page.heading("Advice");
        page.pair(10, "Light", light);
        if let Some(day) = self.review_on {
            page.pair(10, "Review on", &form::in_words(day));
        }
        self.program.write("Program", page);
        for part in &self.exercises {
            let name = part.exercise.as_deref().unwrap_or_default();
            part.write(name, page);
        }
        if !self.missing.is_empty() {
            page.blank();
            page.hanging(2, "Not known: ", &self.not_known);
            page.paragraph(
                2,
                "What is not known counts as if it were so, until it is asked.",
            );
        }
    }
}

impl PartView {
    fn write(&self, name: &str, page: &mut Page) {
        page.blank();
        let light = match &self.light {
            Some(light) => format!(" ({light})"),
            None => String::new(),
        };
        let label = page.paint().strong(&format!("{name}{light}  "));
        page.hanging(2, &label, effect_in_words(self.effect));
        if let Some(following) = &self.following {
            page.hanging(4, "Following: ", following);
        }
        for rule in &self.rules {
            rule.write(page);
        }
    }
}

impl RuleView {
    fn new(content: &Content, fired: &Fired) -> Self {
        let rule: Option<&AdviceRule> = content
            .check_in
            .rules
            .iter()
            .find(|rule| rule.id == fired.rule);
        Self {
            rule: fired.rule.to_string(),
            title: rule.map(|rule| rule.title.clone()).unwrap_or_default(),
            effect: fired.effect,
            known: fired.known,
            because: fired.because.iter().map(ToString::to_string).collect(),
            because_in_words: fact_text::because(content, &fired.because),
            evidence: fired.evidence.iter().map(ToString::to_string).collect(),
            say: rule.map(|rule| rule.say.clone()).unwrap_or_default(),
            instead: rule.map(|rule| rule.instead.clone()).unwrap_or_default(),
            clinic_default: rule.is_some_and(|rule| rule.clinic_default),
        }
    }

    fn write(&self, page: &mut Page) {
        let may = if self.known {
            ""
        } else {
            " (not excluded: something is not known)"
        };
        page.hanging(
            4,
            &format!("{}  ", self.rule),
            &format!("{}{may}", self.title),
        );
        page.hanging(6, "", &self.say);
        page.hanging(6, "Do:      ", &self.instead);
        page.hanging(6, "Because: ", &self.because_in_words);
        let mut sources = self.evidence.join(", ");
        if self.clinic_default {
            sources = match sources.as_str() {
                "" => "clinic default".into(),
                named => format!("{named}; in part clinic default"),
            };
        }
        page.hanging(6, "Source:  ", &sources);
    }
}

/// What an effect means.
pub(crate) const fn effect_in_words(effect: Effect) -> &'static str {
    match effect {
        Effect::PauseAll => "everything rests now",
        Effect::Stop => "this rests now",
        Effect::Refer => "ask somebody else to see the patient; nothing moves up",
        Effect::Alert => "examine again; nothing moves up",
        Effect::Regress => "back to the phase before",
        Effect::OnlyThese => "only the calming exercises; the others rest",
        Effect::Swap => "something gentler in its place",
        Effect::Halve => "half the dose",
        Effect::StepBack => "back to the dose before",
        Effect::Hold => "as it is, nothing moves up",
        Effect::Continue => "go on as it is",
        Effect::ProgressOne => "one exercise may go up by one step",
        Effect::OfferPhase => "the next phase can be offered",
    }
}

/// What following would do.
pub(crate) fn in_words(proposal: &Proposal) -> String {
    let list = |exercises: &[ExerciseId]| {
        let names: Vec<&str> = exercises.iter().map(ExerciseId::as_str).collect();
        if names.is_empty() {
            "none that is allowed".to_owned()
        } else {
            names.join(", ")
        }
    };
    let dosed = |item: &Item| format!("{} {}", item.exercise, record_text::dose(&item.dose));
    match proposal {
        Proposal::Nothing => "nothing changes in the program".into(),
        Proposal::Dose(item) => dosed(item),
        Proposal::Swap(gentler) => format!("one of: {}", list(gentler)),
        Proposal::Pause(exercises) => format!("these rest: {}", list(exercises)),
        Proposal::Raise(items) if items.is_empty() => {
            "no exercise now: none was green often enough with its dose, or none has a next step"
                .into()
        }
        Proposal::Raise(items) => {
            let steps: Vec<String> = items.iter().map(dosed).collect();
            format!("one of: {}", steps.join("; "))
        }
        Proposal::Phase(phase) => format!("to {phase}"),
        Proposal::Refer => "say whom to ask with --to, and why".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Paint;

    #[test]
    fn an_advice_in_color_holds_no_character_that_was_taken_out() {
        let part = PartView {
            exercise: Some("EX-05".into()),
            light: Some("amber".into()),
            effect: Effect::Halve,
            open: true,
            following: Some("EX-05 5 repetitions".into()),
            rules: Vec::new(),
        };
        let mut page = Page::new(Paint::colored(80));
        part.write("EX-05", &mut page);
        let text = page.into_text();
        assert!(text.contains("\u{1b}[1m"), "it is in color: {text:?}");
        assert!(!text.contains('\u{fffd}'), "{text:?}");
        assert_eq!(
            console::strip_ansi_codes(&text),
            "\n  EX-05 (amber)  half the dose\n    Following: EX-05 5 repetitions\n"
        );
    }
}
