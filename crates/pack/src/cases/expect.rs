//! Holds what was found to what was expected.

use std::{collections::BTreeSet, ops::Range};

use plinth_core::{
    content::Disposition,
    record::{event::Plan, refusal::Refusal},
};

use super::{dose, timeline::Found};
use crate::{
    diagnostic::Diagnostic,
    raw::{At, ExpectEntry, NameList},
};

/// Each expectation that is not met.
pub(super) fn unmet(
    file: &str,
    step: &Range<usize>,
    expect: &ExpectEntry,
    found: &Found,
) -> Vec<Diagnostic> {
    let mut check = Check {
        file,
        step,
        found,
        unmet: Vec::new(),
    };
    let outcome = &found.outcome;
    check.level(
        "disposition",
        expect.disposition.as_ref(),
        outcome.disposition,
    );
    check.level("standing", expect.standing.as_ref(), found.standing);
    let cannot_exclude = outcome
        .cannot_exclude
        .map_or("nothing", Disposition::as_str);
    check.word(
        "cannot-exclude",
        expect.cannot_exclude.as_ref(),
        cannot_exclude,
    );
    check.word("phase", expect.phase.as_ref(), found.phase());

    let all = |names: &mut dyn Iterator<Item = String>| names.collect::<BTreeSet<_>>();
    let rules = all(&mut found.rules());
    check.there("rules", &expect.rules, &rules);
    check.not_there("not-rules", &expect.not_rules, &rules);
    let missing = all(&mut outcome
        .missing
        .iter()
        .map(|missing| missing.fact.to_string()));
    check.there("missing", &expect.missing, &missing);
    let precautions = all(&mut outcome
        .precautions
        .iter()
        .map(|active| active.precaution.to_string()));
    check.exactly("precautions", &expect.precautions, &precautions);
    let modified = all(&mut found
        .offer
        .modified
        .iter()
        .map(|change| change.exercise.to_string()));
    check.there("modified", &expect.modified, &modified);
    let offered = all(&mut found.offer.offered.iter().map(ToString::to_string));
    check.there("offered", &expect.offered, &offered);
    check.not_there("not-offered", &expect.not_offered, &offered);
    let withheld = all(&mut found
        .offer
        .withheld
        .iter()
        .map(|withheld| withheld.exercise.to_string()));
    check.there("withheld", &expect.withheld, &withheld);
    check.program(expect);
    check.exercises(expect);
    check.unmet
}

/// Holds a refusal, or that there was none, to what was expected.
pub(super) fn refused(
    file: &str,
    step: &Range<usize>,
    expect: Option<&ExpectEntry>,
    refusal: Option<&Refusal>,
) -> Vec<Diagnostic> {
    let wanted = expect.and_then(|expect| expect.refused.as_ref());
    let rules: BTreeSet<String> = refusal
        .iter()
        .flat_map(|refusal| &refusal.reasons)
        .map(|reason| reason.rule().to_owned())
        .collect();
    let span = wanted.map_or(step, |wanted| &wanted.span);
    match (wanted, refusal) {
        (Some(wanted), Some(_)) if rules.contains(&wanted.is) => Vec::new(),
        (Some(wanted), _) => vec![
            Diagnostic::error(
                "case-failed",
                file,
                span.clone(),
                format!("refused by {}, expected {}", listed(&rules), wanted.is),
            )
            .label(file, step.clone(), "at this step"),
        ],
        (None, Some(refusal)) => vec![
            Diagnostic::error(
                "case-failed",
                file,
                span.clone(),
                format!("refused: {refusal}"),
            )
            .hint("correct the step, or expect the refusal by its rule"),
        ],
        (None, None) => Vec::new(),
    }
}

impl Check<'_> {
    /// What holds of the program, and what the last check-in advises.
    fn program(&mut self, expect: &ExpectEntry) {
        let found = self.found;
        let advice = found.advice.as_ref();
        if let Some(wanted) = &expect.advice {
            let effect = advice.map_or("none", |advice| advice.program.effect.as_str());
            if effect != wanted.is.as_str() {
                self.fail(
                    &wanted.span,
                    format!("advice is {effect}, expected {}", wanted.is),
                );
            }
        }
        for (exercise, wanted) in &expect.items.0 {
            let effect = advice
                .and_then(|advice| {
                    let mut items = advice.items.iter();
                    items.find(|item| item.exercise.as_str() == exercise.is)
                })
                .map_or("none", |item| item.advised.effect.as_str());
            if effect != wanted.is.as_str() {
                self.fail(
                    &wanted.span,
                    format!(
                        "advice for {} is {effect}, expected {}",
                        exercise.is, wanted.is
                    ),
                );
            }
        }
        let fired: BTreeSet<String> = advice
            .into_iter()
            .flat_map(|advice| {
                let items = advice.items.iter().flat_map(|item| &item.advised.fired);
                items.chain(&advice.program.fired)
            })
            .map(|fired| fired.rule.to_string())
            .collect();
        for (rule, wanted) in &expect.advised_by.0 {
            let items = advice.into_iter().flat_map(|advice| &advice.items);
            let by_rule = items.filter(|item| {
                let mut fired = item.advised.fired.iter();
                fired.any(|fired| fired.rule.as_str() == rule.is)
            });
            let exercises = by_rule.map(|item| item.exercise.to_string()).collect();
            self.same(&format!("advised by {}", rule.is), wanted, &exercises);
        }
        self.there("advice-rules", &expect.advice_rules, &fired);
        self.not_there("not-advice-rules", &expect.not_advice_rules, &fired);
        let light = advice.and_then(|advice| advice.light);
        let light = light.map_or_else(|| "unknown".into(), |light| light.to_string());
        self.word("light", expect.light.as_ref(), &light);
        let plan = found.plan.as_ref();
        let phase = plan.map_or("none", |plan| plan.phase.as_str());
        self.word("phase-now", expect.phase_now.as_ref(), phase);
        let held = plan.is_some_and(|plan| plan.held.is_some());
        let running: BTreeSet<String> = plan
            .into_iter()
            .flat_map(Plan::running)
            .map(|item| item.exercise.to_string())
            .filter(|_| !held)
            .collect();
        self.there("running", &expect.running, &running);
        self.not_there("not-running", &expect.not_running, &running);
        if let Some(wanted) = &expect.in_order {
            let runs = plan.into_iter().flat_map(Plan::running);
            let runs: Vec<String> = runs
                .map(|item| item.exercise.to_string())
                .filter(|_| !held)
                .collect();
            self.in_order("in order", wanted, &runs);
        }
        if let Some(wanted) = expect.held.as_ref().filter(|wanted| wanted.is != held) {
            self.fail(
                &wanted.span,
                format!("held is {held}, expected {}", wanted.is),
            );
        }
    }
}

impl Check<'_> {
    /// What holds of single exercises, and of the plan around them.
    fn exercises(&mut self, expect: &ExpectEntry) {
        let found = self.found;
        for (list, what, wanted) in [
            (&found.bars, "bars", &expect.bars),
            (&found.changes, "changes", &expect.changes),
        ] {
            let none = BTreeSet::new();
            for (by, wanted) in &wanted.0 {
                let exercises = list.get(&by.is).unwrap_or(&none);
                self.same(&format!("what {} {what}", by.is), wanted, exercises);
            }
        }
        for (exercise, wanted) in &expect.instead.0 {
            let found = found.instead.get(&exercise.is).cloned().unwrap_or_default();
            self.in_order(&format!("instead of {}", exercise.is), wanted, &found);
        }
        self.exactly("cautions", &expect.cautions, &found.cautions);
        let plan = found.plan.as_ref();
        for (exercise, wanted) in &expect.doses.0 {
            let dose = plan
                .into_iter()
                .flat_map(|plan| &plan.courses)
                .find(|course| course.item.exercise.as_str() == exercise.is)
                .map_or_else(|| "none".into(), |course| dose::written(&course.item));
            self.word(&format!("dose of {}", exercise.is), Some(wanted), &dose);
        }
        for (exercise, wanted) in &expect.next_doses.0 {
            let mut raised = found.raised.iter();
            let raised = raised.find(|item| item.exercise.as_str() == exercise.is);
            let dose = raised.map_or_else(|| "none".into(), dose::written);
            self.word(
                &format!("next dose of {}", exercise.is),
                Some(wanted),
                &dose,
            );
        }
        self.exactly("may-override", &expect.may_override, &found.may_override);
        let review = plan.map_or_else(|| "none".into(), |plan| plan.review_on.to_string());
        self.word("review-on", expect.review_on.as_ref(), &review);
        if let Some(wanted) = expect.many.as_ref().filter(|many| many.is != found.many) {
            let message = format!("many is {}, expected {}", found.many, wanted.is);
            self.fail(&wanted.span, message);
        }
    }

    fn in_order(&mut self, what: &str, wanted: &At<Vec<At<String>>>, found: &[String]) {
        let names: Vec<_> = wanted.is.iter().map(|name| name.is.clone()).collect();
        if names != found {
            let message = format!(
                "{what} is {}, expected {}",
                or_nothing(found),
                or_nothing(&names)
            );
            self.fail(&wanted.span, message);
        }
    }

    fn same(&mut self, what: &str, wanted: &At<Vec<At<String>>>, found: &BTreeSet<String>) {
        let names: BTreeSet<_> = wanted.is.iter().map(|name| name.is.clone()).collect();
        if names != *found {
            let message = format!("{what} is {}, expected {}", listed(found), listed(&names));
            self.fail(&wanted.span, message);
        }
    }
}

fn or_nothing(names: &[String]) -> String {
    if names.is_empty() {
        "nothing".into()
    } else {
        names.join(", ")
    }
}

struct Check<'a> {
    file: &'a str,
    step: &'a Range<usize>,
    found: &'a Found,
    unmet: Vec<Diagnostic>,
}

impl Check<'_> {
    fn fail(&mut self, span: &Range<usize>, message: String) {
        let mut fault = Diagnostic::error("case-failed", self.file, span.clone(), message);
        let because: Vec<_> = self
            .found
            .outcome
            .findings
            .iter()
            .map(|finding| format!("{} ({})", finding.cause, finding.gives))
            .collect();
        if !because.is_empty() {
            fault = fault.hint(format!("found: {}", because.join(", ")));
        }
        self.unmet
            .push(fault.label(self.file, self.step.clone(), "at this step"));
    }

    fn level(&mut self, what: &str, wanted: Option<&At<Disposition>>, found: Disposition) {
        if let Some(wanted) = wanted.filter(|wanted| wanted.is != found) {
            self.fail(
                &wanted.span,
                format!("{what} is {found}, expected {}", wanted.is),
            );
        }
    }

    fn word(&mut self, what: &str, wanted: Option<&At<String>>, found: &str) {
        if let Some(wanted) = wanted.filter(|wanted| wanted.is != found) {
            self.fail(
                &wanted.span,
                format!("{what} is {found}, expected {}", wanted.is),
            );
        }
    }

    /// Each name is there; an empty list says that nothing is.
    fn there(&mut self, what: &str, wanted: &NameList, found: &BTreeSet<String>) {
        let Some(wanted) = wanted else { return };
        if wanted.is.is_empty() && !found.is_empty() {
            self.fail(
                &wanted.span,
                format!("{what} is {}, expected nothing", listed(found)),
            );
        }
        for name in wanted.is.iter().filter(|name| !found.contains(&name.is)) {
            self.fail(
                &name.span,
                format!("{what} lacks {}; there is {}", name.is, listed(found)),
            );
        }
    }

    fn not_there(&mut self, what: &str, unwanted: &NameList, found: &BTreeSet<String>) {
        let unwanted = unwanted.iter().flat_map(|list| &list.is);
        for name in unwanted.filter(|name| found.contains(&name.is)) {
            self.fail(&name.span, format!("{what}: {} is there", name.is));
        }
    }

    fn exactly(&mut self, what: &str, wanted: &NameList, found: &BTreeSet<String>) {
        if let Some(wanted) = wanted {
            self.same(what, wanted, found);
        }
    }
}

fn listed(names: &BTreeSet<String>) -> String {
    if names.is_empty() {
        return "nothing".into();
    }
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    names.join(", ")
}
