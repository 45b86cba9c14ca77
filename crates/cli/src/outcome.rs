//! What a screening says, as programs read it and as people do.

use std::{collections::BTreeSet, fmt::Write as _};

use plinth_core::{
    allowed::{Change, Offer, Situation},
    answer::Answer,
    content::{Content, Disposition, Evidence, Rule},
    evaluate::Judge,
    facts::Facts,
    finding::{ActivePrecaution, Bar, Cause, Finding, Found, Outcome},
    name::{EvidenceId, ExerciseId, PhaseId, PrecautionId, RuleId},
};
use serde::Serialize;

use crate::terminal::Page;

/// What a screening says. Its JSON form is documented, and does not change.
#[derive(Debug, Serialize)]
pub(crate) struct OutcomeView {
    /// The worst candidate.
    pub(crate) disposition: Disposition,
    /// The worst that what is missing keeps from being excluded.
    pub(crate) cannot_exclude: Option<Disposition>,
    findings: Vec<FindingView>,
    missing: Vec<String>,
    precautions: Vec<PrecautionId>,
    phase: Option<PhaseId>,
    offered: Vec<ExerciseId>,
    modified: Vec<Change>,
    withheld: Vec<WithheldView>,
}

#[derive(Debug, Serialize)]
struct FindingView {
    rule: String,
    because: Vec<String>,
    evidence: Vec<EvidenceId>,
    say: String,
}

#[derive(Debug, Serialize)]
struct WithheldView {
    exercise: ExerciseId,
    rule: String,
    instead: Vec<ExerciseId>,
}

/// What may be done by this outcome: nothing, unless a program is allowed.
pub(crate) fn offer(content: &Content, facts: &Facts<'_>, outcome: &Outcome) -> Offer {
    let (Some(program), Some(phase)) = (content.programs.first(), &outcome.phase) else {
        return Offer::default();
    };
    Situation {
        content,
        judge: Judge::new(content, facts),
        precautions: &outcome.precautions,
        standing: outcome.disposition,
        program,
        phase,
        running: &BTreeSet::new(),
        tolerated: &BTreeSet::new(),
    }
    .offer()
}

impl OutcomeView {
    pub(crate) fn new(content: &Content, outcome: &Outcome, offer: Offer) -> Self {
        Self {
            disposition: outcome.disposition,
            cannot_exclude: outcome.cannot_exclude,
            findings: outcome
                .findings
                .iter()
                // What is needed and not known stands in `missing` alone.
                .filter(|finding| matches!(finding.cause, Cause::Rule(_)))
                .map(|finding| FindingView::new(content, finding))
                .collect(),
            missing: outcome.missing.iter().map(|m| m.fact.to_string()).collect(),
            precautions: outcome
                .precautions
                .iter()
                .map(|active| active.precaution.clone())
                .collect(),
            phase: outcome.phase.clone(),
            offered: offer.offered,
            modified: offer.modified,
            withheld: offer
                .withheld
                .into_iter()
                .map(|withheld| WithheldView {
                    exercise: withheld.exercise,
                    rule: withheld
                        .bars
                        .first()
                        .map(ToString::to_string)
                        .unwrap_or_default(),
                    instead: withheld.instead,
                })
                .collect(),
        }
    }
}

impl FindingView {
    fn new(content: &Content, finding: &Finding) -> Self {
        Self {
            rule: finding.cause.to_string(),
            because: finding.because.iter().map(ToString::to_string).collect(),
            evidence: finding.evidence.clone(),
            say: say(content, &finding.cause),
        }
    }
}

/// What a finding means, in a sentence.
pub(crate) fn say(content: &Content, cause: &Cause) -> String {
    match cause {
        Cause::Rule(id) => rule(content, id).map_or_else(String::new, |rule| rule.say.clone()),
        Cause::Declined(slot) => format!("{slot} is needed, and the patient would rather not say."),
        Cause::NotAsked(slot) => format!("{slot} is needed, and was not asked."),
        Cause::Unsure(slot) => format!("{slot} is needed, and the patient is not sure."),
        Cause::Undecided(id) => format!("The rule {id} could not be decided."),
    }
}

/// What to do about a finding, in a sentence.
pub(crate) fn what_to_do(content: &Content, cause: &Cause) -> String {
    match cause {
        Cause::Rule(id) => rule(content, id).map_or_else(String::new, |rule| rule.instead.clone()),
        Cause::Declined(_) => {
            "Offer the private card, ask again, or a registered clinician resolves it with a reason.".into()
        }
        Cause::NotAsked(_) => "Ask it.".into(),
        Cause::Unsure(_) | Cause::Undecided(_) => "Find out, and screen again.".into(),
    }
}

fn rule<'a>(content: &'a Content, id: &RuleId) -> Option<&'a Rule> {
    content.rules.iter().find(|rule| rule.id == *id)
}

/// Lays an outcome out for people: what it is, why, from where, what to do, what may be done.
pub(crate) fn write(content: &Content, outcome: &Outcome, offer: &Offer, page: &mut Page) {
    let paint = page.paint();
    let level = outcome.disposition;
    page.line(&paint.level(level, &format!(" {} ", level.as_str().to_uppercase())));
    page.blank();
    page.paragraph(2, in_words(level));
    if let Some(worst) = outcome.cannot_exclude {
        page.paragraph(2, &format!("What is not known could still be: {worst}."));
    }
    findings(content, outcome, page);
    missing(outcome, page);
    precautions(content, outcome, page);
    exercises(content, outcome, offer, page);
}

/// What a level means for the clinician.
pub(crate) const fn in_words(level: Disposition) -> &'static str {
    match level {
        Disposition::Emergency => "To hospital now. No exercise, no program.",
        Disposition::SameDay => "To be seen by a doctor or examined today. No program.",
        Disposition::Incomplete => "Something that is needed is not known. No program until it is.",
        Disposition::Refer => "Somebody else should see this patient. No program from this pack.",
        Disposition::Caution => "A program may be assigned, with precautions and an early review.",
        Disposition::Proceed => {
            "No answer met a rule. That never means that a patient is safe: go on watching."
        }
    }
}

fn findings(content: &Content, outcome: &Outcome, page: &mut Page) {
    let found: Vec<_> = outcome
        .findings
        .iter()
        .filter(|finding| matches!(finding.cause, Cause::Rule(_)))
        .collect();
    if found.is_empty() {
        return;
    }
    page.heading("Found");
    for finding in found {
        page.blank();
        let paint = page.paint();
        let level = paint.level(finding.gives, finding.gives.as_str());
        page.hanging(2, &format!("{level}  "), &say(content, &finding.cause));
        page.hanging(4, "Do:       ", &what_to_do(content, &finding.cause));
        let because: Vec<String> = finding.because.iter().map(ToString::to_string).collect();
        page.hanging(4, "Because:  ", &because.join(", "));
        let mut named = finding.cause.to_string();
        if is_clinic_default(content, &finding.cause) {
            named.push_str("; a threshold or all of it is the clinic's own");
        }
        page.hanging(4, "Rule:     ", &named);
        sources(content, &finding.evidence, page);
    }
}

fn is_clinic_default(content: &Content, cause: &Cause) -> bool {
    matches!(cause, Cause::Rule(id) if rule(content, id).is_some_and(|rule| rule.clinic_default))
}

/// Where a rule comes from: statement, and place in its source.
fn sources(content: &Content, evidence: &[EvidenceId], page: &mut Page) {
    for id in evidence {
        let text = content.evidence.get(id).map_or_else(
            || id.to_string(),
            |Evidence { says, at, .. }| format!("{id} {says} ({})", at.join("; ")),
        );
        page.hanging(4, "Source:   ", &text);
    }
}

/// Facts that are named at most: what has to be done first should not scroll out of the window.
const MOST: usize = 12;

/// What is not known, by what it could hide. An answer that was given but says nothing is marked.
fn missing(outcome: &Outcome, page: &mut Page) {
    if outcome.missing.is_empty() {
        return;
    }
    page.heading("Not known");
    for hides in [
        Some(Disposition::Emergency),
        Some(Disposition::SameDay),
        None,
    ] {
        let facts: Vec<String> = outcome
            .missing
            .iter()
            .filter(|missing| missing.cannot_exclude == hides)
            .map(|missing| match &missing.found {
                Found::Answer(Answer::NotAsked) | Found::Unknown => missing.fact.to_string(),
                found => format!("{} ({found})", missing.fact),
            })
            .collect();
        if !facts.is_empty() {
            let mut text = facts
                .iter()
                .take(MOST)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ");
            if let Some(more) = facts.len().checked_sub(MOST + 1) {
                let _ = write!(text, " and {} more", more + 1);
            }
            let label = hides.map_or("needed".to_string(), |level| format!("could be {level}"));
            page.hanging(2, &format!("{label:<20}"), &text);
        }
    }
}

/// The precautions that are known to stand. Those that may stand follow from what is not known.
fn precautions(content: &Content, outcome: &Outcome, page: &mut Page) {
    let known = |active: &&ActivePrecaution| active.known;
    if !outcome.precautions.iter().any(|active| known(&active)) {
        return;
    }
    page.heading("Precautions");
    for active in outcome.precautions.iter().filter(known) {
        let mut all = content.precautions.iter();
        let Some(precaution) = all.find(|precaution| precaution.id == active.precaution) else {
            continue;
        };
        page.blank();
        page.paragraph(2, &precaution.title);
        for advice in &precaution.advice {
            page.hanging(4, "Do:       ", advice);
        }
        let because: Vec<String> = active.because.iter().map(ToString::to_string).collect();
        page.hanging(4, "Because:  ", &because.join(", "));
        page.hanging(4, "Rule:     ", precaution.id.as_str());
        sources(content, &precaution.evidence, page);
    }
}

fn exercises(content: &Content, outcome: &Outcome, offer: &Offer, page: &mut Page) {
    if !outcome.disposition.allows_program() {
        return;
    }
    let title = outcome.phase.as_ref().and_then(|id| {
        let mut phases = content.programs.iter().flat_map(|program| &program.phases);
        Some(&phases.find(|phase| phase.id == *id)?.title)
    });
    let heading = title.map_or("Exercises".to_string(), |title| {
        format!("Exercises: {title}")
    });
    page.heading(&heading);
    let name = |id: &ExerciseId| {
        content
            .exercises
            .get(id)
            .map_or(id.to_string(), |exercise| format!("{id} {}", exercise.name))
    };
    for exercise in &offer.offered {
        page.hanging(2, "may      ", &name(exercise));
    }
    for change in &offer.modified {
        let text = format!(
            "{}. {} ({})",
            name(&change.exercise),
            change.change,
            change.rule
        );
        page.hanging(2, "changed  ", &text);
    }
    for withheld in &offer.withheld {
        let mut text = format!("{}: {}.", name(&withheld.exercise), bars(&withheld.bars));
        if !withheld.instead.is_empty() {
            let _ = write!(text, " Instead {}.", list(&withheld.instead));
        }
        page.hanging(2, "not      ", &text);
    }
}

/// What bars an exercise, in words.
pub(crate) fn bars(bars: &[Bar]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut first = Vec::new();
    for bar in bars {
        match bar {
            Bar::Unknown => words.push("the pack does not know it".into()),
            Bar::NamedOnly => words.push("only named, nobody wrote how".into()),
            Bar::Precaution(precaution) => words.push(precaution.to_string()),
            Bar::Needs(phase) => words.push(format!("what it needs in {phase} does not hold")),
            Bar::Phase(phase) => words.push(format!("not in {phase}")),
            Bar::After(exercise) => first.push(exercise.clone()),
            Bar::Caution(caution) => words.push(format!("{caution}: to be avoided")),
            Bar::Standing(level) => words.push(format!("{level} stands")),
        }
    }
    if !first.is_empty() {
        words.push(format!("first comes {}", list(&first)));
    }
    words.join("; ")
}

fn list(exercises: &[ExerciseId]) -> String {
    let ids: Vec<&str> = exercises.iter().map(ExerciseId::as_str).collect();
    ids.join(", ")
}
