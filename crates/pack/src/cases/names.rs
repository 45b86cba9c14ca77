//! Holds the names in expectations to the pack.

use plinth_core::{content::Content, finding::Bar, name::ExerciseId};

use super::read::Reader;
use crate::{
    diagnostic::did_you_mean,
    raw::{At, ExpectEntry, NameList},
};

impl Reader<'_> {
    /// An expectation about something that the pack does not have could never fail, or never be met.
    pub(super) fn expectation(&mut self, expect: &ExpectEntry) {
        let content = self.content;
        let rules: Vec<_> = content.rules.iter().map(|rule| rule.id.as_str()).collect();
        let precautions: Vec<_> = content.precautions.iter().map(|p| p.id.as_str()).collect();
        let exercises: Vec<_> = content.exercises.keys().map(ExerciseId::as_str).collect();
        self.known(&[&expect.rules, &expect.not_rules], &rules, "rule");
        self.known(&[&expect.precautions], &precautions, "precaution");
        let lists = [
            &expect.offered,
            &expect.not_offered,
            &expect.modified,
            &expect.withheld,
            &expect.running,
            &expect.not_running,
            &expect.in_order,
            &expect.may_override,
        ];
        self.known(&lists, &exercises, "exercise");
        let mut phases = vec!["none"];
        phases.extend(
            content
                .programs
                .iter()
                .flat_map(|program| &program.phases)
                .map(|phase| phase.id.as_str()),
        );
        self.known_word(expect.phase.as_ref(), &phases, "phase");
        self.known_word(expect.phase_now.as_ref(), &phases, "phase");
        let advice = advice_rules(content);
        let lists = [&expect.advice_rules, &expect.not_advice_rules];
        self.known(&lists, &advice, "rule of the check-in");
        let cautions: Vec<_> = content.cautions.iter().map(|c| c.id.as_str()).collect();
        self.known(&[&expect.cautions], &cautions, "caution");
        self.about_exercises(expect, &exercises, &precautions);
        if let Some(day) = &expect.review_on {
            self.date(day);
        }
        let lights = ["green", "amber", "red", "unknown"];
        self.known_word(expect.light.as_ref(), &lights, "light");
        let levels = [
            "nothing",
            "proceed",
            "caution",
            "refer",
            "incomplete",
            "same-day",
            "emergency",
        ];
        self.known_word(expect.cannot_exclude.as_ref(), &levels, "level");
    }

    /// Names of exercises, and of what bars and changes them.
    fn about_exercises(&mut self, expect: &ExpectEntry, exercises: &[&str], precautions: &[&str]) {
        let content = self.content;
        let phases = content.programs.iter().flat_map(|program| &program.phases);
        let phases = phases.flat_map(|phase| {
            let id = phase.id.clone();
            [Bar::Needs(id.clone()), Bar::Phase(id)]
        });
        let after = content.exercises.keys().cloned().map(Bar::After);
        let precaution = content.precautions.iter();
        let cautions = content.cautions.iter();
        let advice = advice_rules(content);
        let bars: Vec<String> = phases
            .chain(after)
            .chain(precaution.map(|precaution| Bar::Precaution(precaution.id.clone())))
            .chain(cautions.map(|caution| Bar::Caution(caution.id.clone())))
            .chain([Bar::NamedOnly])
            .map(|bar| bar.to_string())
            .collect();
        let bars: Vec<&str> = bars.iter().map(String::as_str).collect();
        for (list, known, what) in [
            (&expect.bars, &bars[..], "bar"),
            (&expect.changes, precautions, "precaution"),
            (&expect.instead, exercises, "exercise"),
            (&expect.advised_by, &advice[..], "rule of the check-in"),
        ] {
            for (name, listed) in &list.0 {
                self.known_word(Some(name), known, what);
                for exercise in &listed.is {
                    self.known_word(Some(exercise), exercises, "exercise");
                }
            }
        }
        let items = expect.items.0.iter().map(|(exercise, _)| exercise);
        let doses = expect.doses.0.iter().chain(&expect.next_doses.0);
        let doses = doses.map(|(exercise, _)| exercise);
        for exercise in items.chain(doses) {
            self.known_word(Some(exercise), exercises, "exercise");
        }
    }

    fn known(&mut self, lists: &[&NameList], known: &[&str], what: &str) {
        for name in lists.iter().copied().flatten().flat_map(|list| &list.is) {
            self.known_word(Some(name), known, what);
        }
    }

    pub(super) fn known_word(&mut self, word: Option<&At<String>>, known: &[&str], what: &str) {
        let Some(word) = word.filter(|word| !known.contains(&word.is.as_str())) else {
            return;
        };
        let hint = did_you_mean(&word.is, known.iter().copied());
        self.wrong::<()>(
            "unknown-expectation",
            &word.span,
            format!("there is no {what} `{}`", word.is),
            hint.as_deref().unwrap_or("correct the name"),
        );
    }
}

fn advice_rules(content: &Content) -> Vec<&str> {
    let rules = content.check_in.rules.iter();
    rules.map(|rule| rule.id.as_str()).collect()
}
