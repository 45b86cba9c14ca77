//! Holds what was found to what was expected.

use std::{collections::BTreeSet, ops::Range};

use plinth_core::content::Disposition;

use super::timeline::Found;
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
    check.unmet
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
        let Some(wanted) = wanted else { return };
        let names: BTreeSet<_> = wanted.is.iter().map(|name| name.is.clone()).collect();
        if names != *found {
            self.fail(
                &wanted.span,
                format!("{what} is {}, expected {}", listed(found), listed(&names)),
            );
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
