//! Reads `cases/*.toml` and holds them to the pack.

use jiff::civil::Date;
use plinth_core::{
    answer::{Answer, Answers, Slot},
    answer_parse::Dates,
    content::Content,
    finding::Cause,
    name::{ExerciseId, PhaseId, RuleId},
};
use std::{collections::BTreeMap, ops::Range, str::FromStr};

use super::{Case, Cases, Deed, Step, What};
use crate::{
    answers::Reading,
    compile::exercise::ceiling,
    diagnostic::{Diagnostic, did_you_mean},
    folder::{self, Files},
    raw::{self, AnswerEntries, At, CaseEntry, CasesFile, ChangeKind, StepEntry, StepKind},
};

/// A file of cases with its text.
pub(super) struct Source<'a> {
    path: &'a str,
    text: &'a str,
    file: CasesFile,
}

/// Reads all cases of a pack. Those with mistakes are left out, and the mistakes said.
pub fn read(files: &Files, content: &Content) -> (Cases, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut sources = Vec::new();
    for (path, bytes) in files {
        if !folder::is_toml_in(path, "cases") {
            continue;
        }
        if let Some(text) = folder::text(path, bytes, &mut diagnostics) {
            let file = raw::read::<CasesFile>(path, text, &mut diagnostics).is;
            sources.extend(file.map(|file| Source { path, text, file }));
        }
    }
    let bases = bases(&sources, &mut diagnostics);
    let mut ids = BTreeMap::new();
    let mut cases = Vec::new();
    for source in &sources {
        for entry in &source.file.case {
            let mut reader = Reader {
                source,
                content,
                bases: &bases,
                born: None,
                diagnostics: &mut diagnostics,
            };
            if let Some((path, span)) =
                ids.insert(entry.id.is.as_str(), (source.path, entry.id.span.clone()))
            {
                let fault = reader.fault(
                    "duplicate-id",
                    &entry.id.span,
                    format!("there are two cases `{}`", entry.id.is),
                    "give one of them another id",
                );
                diagnostics.push(fault.label(path, span, "the first"));
                continue;
            }
            cases.extend(reader.case(entry));
        }
    }
    diagnostics.sort_by(|a, b| {
        (&a.file, a.span.start, &a.message).cmp(&(&b.file, b.span.start, &b.message))
    });
    diagnostics.dedup();
    (Cases(cases), diagnostics)
}

/// A shared set of answers, and the file in which it stands.
type Base<'a> = (&'a Source<'a>, &'a AnswerEntries<'static>);

fn bases<'a>(
    sources: &'a [Source<'a>],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<&'a str, Base<'a>> {
    let mut bases = BTreeMap::new();
    for source in sources {
        for (name, answers) in &source.file.base.0 {
            if bases.insert(name.is.as_str(), (source, answers)).is_some() {
                diagnostics.push(
                    Diagnostic::error(
                        "duplicate-id",
                        source.path,
                        name.span.clone(),
                        format!("there are two bases `{}`", name.is),
                    )
                    .hint("give one of them another name"),
                );
            }
        }
    }
    bases
}

pub(super) struct Reader<'a> {
    source: &'a Source<'a>,
    pub(super) content: &'a Content,
    bases: &'a BTreeMap<&'a str, Base<'a>>,
    born: Option<Date>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn fault(
        &self,
        code: &'static str,
        span: &Range<usize>,
        message: String,
        hint: &str,
    ) -> Diagnostic {
        Diagnostic::error(code, self.source.path, span.clone(), message).hint(hint)
    }

    pub(super) fn wrong<T>(
        &mut self,
        code: &'static str,
        span: &Range<usize>,
        message: String,
        hint: &str,
    ) -> Option<T> {
        let fault = self.fault(code, span, message, hint);
        self.diagnostics.push(fault);
        None
    }

    fn case(&mut self, entry: &CaseEntry) -> Option<Case> {
        if entry.step.last().is_none_or(|step| step.expect.is_none()) {
            self.wrong::<()>(
                "no-expect",
                &entry.id.span,
                format!("`{}` expects nothing of its last step", entry.id.is),
                "add `expect = { … }`; a case that can never fail proves nothing",
            );
        }
        let steps: Vec<_> = entry.step.iter().map(|step| self.step(step)).collect();
        let steps: Vec<Step> = steps.into_iter().collect::<Option<_>>()?;
        for (before, after) in steps.iter().zip(steps.iter().skip(1)) {
            if after.on < before.on {
                return self.wrong(
                    "case-order",
                    &after.span,
                    "this step is earlier than the one before it".into(),
                    "put the steps in the order of their days",
                );
            }
        }
        Some(Case {
            file: self.source.path.into(),
            id: entry.id.clone(),
            steps,
        })
    }

    fn step(&mut self, entry: &StepEntry) -> Option<Step> {
        let on = self.date(&entry.on)?;
        if let Some(born) = &entry.born {
            self.born = Some(self.date(born)?);
        }
        if let Some(expect) = &entry.expect {
            self.expectation(expect);
        }
        let what = match entry.what.is {
            StepKind::Screened => What::Screened(self.screened(entry, on)?),
            StepKind::Resolved => self.resolved(entry)?,
            _ => What::Decided(self.deed(entry, on)?),
        };
        Some(Step {
            on,
            born: self.born,
            span: entry.on.span.clone(),
            what,
            expect: entry.expect.clone(),
        })
    }

    pub(super) fn date(&mut self, written: &At<String>) -> Option<Date> {
        let date = written.is.parse().ok();
        if date.is_none() {
            self.wrong::<()>(
                "wrong-date",
                &written.span,
                "this is not a date".into(),
                "write year-month-day: 2026-03-01",
            );
        }
        date
    }

    fn screened(&mut self, entry: &StepEntry, on: Date) -> Option<Answers> {
        if let Some(extra) = entry.finding.as_ref().or(entry.until.as_ref()) {
            return self.wrong(
                "case-step",
                &extra.span,
                "a screening resolves nothing".into(),
                "use do = \"resolved\", or leave finding, evidence and until out",
            );
        }
        let before = self.diagnostics.len();
        let mut answers = Answers::new();
        if let Some(name) = &entry.base {
            answers = self.base(name, on)?;
        }
        let source = self.source;
        answers.extend(self.reading(source, on).answers(&entry.answers.0));
        for written in &entry.without {
            for slot in self.slots(written) {
                answers.remove(&slot);
            }
        }
        for (written, since) in &entry.since.0 {
            for slot in self.slots(written) {
                self.since(&slot, since, on, &mut answers);
            }
        }
        (self.diagnostics.len() == before).then_some(answers)
    }

    fn reading<'s>(&'s mut self, source: &'s Source<'_>, on: Date) -> Reading<'s> {
        Reading {
            file: source.path,
            text: source.text,
            questions: &self.content.questions,
            dates: Dates {
                today: on,
                born: self.born,
            },
            diagnostics: self.diagnostics,
        }
    }

    /// The slots that a key names: one, or both of a question that is asked for each side.
    fn slots(&mut self, written: &At<String>) -> Vec<Slot> {
        let source = self.source;
        let found = self.reading(source, Date::MAX).question(written);
        match found {
            None => Vec::new(),
            Some((question, None)) => question.slots().collect(),
            Some((question, side)) => vec![Slot {
                question: question.id.clone(),
                side,
            }],
        }
    }

    fn since(&mut self, slot: &Slot, written: &At<String>, on: Date, answers: &mut Answers) {
        let Some(question) = self.content.questions.get(slot.question.as_str()) else {
            return;
        };
        let Some(given) = answers
            .get_mut(slot)
            .filter(|given| given.answer != Answer::NotAsked)
        else {
            self.wrong::<()>(
                "since-superfluous",
                &written.span,
                format!("`{slot}` has no answer here"),
                "answer it, or leave its `since` out",
            );
            return;
        };
        let entry = At {
            is: raw::AnswerEntry::Text(written.is.as_str().into()),
            span: written.span.clone(),
        };
        let source = self.source;
        given.since = self.reading(source, on).since(slot, question, &entry);
    }

    /// A step that goes through the decisions of the record.
    fn deed(&mut self, entry: &StepEntry, on: Date) -> Option<Deed> {
        let exercises = self.references(&entry.exercises)?;
        let about = match &entry.exercise {
            None => None,
            Some(written) => Some(self.reference(written)?),
        };
        let into = match &entry.into {
            None => None,
            Some(written) => Some(self.reference(written)?),
        };
        let phase = match &entry.phase {
            None => None,
            Some(written) => Some(self.phase(written)?),
        };
        Some(match entry.what.is {
            StepKind::Screened | StepKind::Resolved => return None,
            StepKind::Examined => Deed::Examined(self.screened(entry, on)?),
            StepKind::Goal => Deed::Goal(entry.now),
            StepKind::Assigned => Deed::Assigned { phase, exercises },
            StepKind::Taught => Deed::Taught(exercises),
            StepKind::Adjusted => {
                let change = self.needed(entry, entry.change.as_ref(), "change")?.is;
                match change {
                    ChangeKind::Hold => Deed::Held,
                    ChangeKind::Release => Deed::Released,
                    ChangeKind::Phase => Deed::Moved(self.needed(entry, phase, "phase")?),
                    _ => {
                        let exercise = self.needed(entry, about, "exercise")?;
                        match change {
                            ChangeKind::Add => Deed::Added(exercise),
                            ChangeKind::Remove => Deed::Removed(exercise),
                            ChangeKind::Pause => Deed::Paused(exercise),
                            ChangeKind::Dose => {
                                let parts = self.needed(entry, entry.dose.as_ref(), "dose")?;
                                let parts = ceiling(parts);
                                Deed::Dosed { exercise, parts }
                            }
                            _ => Deed::Resumed(exercise),
                        }
                    }
                }
            }
            StepKind::CheckedIn => self.checked_in(entry, on)?,
            StepKind::AdviceFollowed => Deed::Followed {
                about,
                into,
                to: entry.to.as_ref().map(|to| to.is.clone()),
            },
            StepKind::AdviceOtherwise => Deed::Otherwise(about),
            StepKind::Discharged => Deed::Discharged,
            StepKind::Overridden => Deed::Overridden(self.needed(entry, about, "exercise")?),
            StepKind::Precaution => {
                let written = self.needed(entry, entry.precaution.as_ref(), "precaution")?;
                let known: Vec<_> = self
                    .content
                    .precautions
                    .iter()
                    .map(|p| p.id.as_str())
                    .collect();
                self.known_word(Some(written), &known, "precaution");
                Deed::Precaution(written.is.parse().ok()?)
            }
        })
    }

    fn checked_in(&mut self, entry: &StepEntry, on: Date) -> Option<Deed> {
        let answers = self.screened(entry, on)?;
        let before = self.diagnostics.len();
        let each = match &entry.each {
            None => Answers::new(),
            Some(name) => self.base(name, on)?,
        };
        let source = self.source;
        let mut items = BTreeMap::new();
        for (written, about) in &entry.items.0 {
            let exercise = self.reference(written)?;
            let answers = self.reading(source, on).answers(&about.0);
            items.insert(exercise, answers);
        }
        (self.diagnostics.len() == before).then(|| Deed::CheckedIn {
            answers,
            each,
            items,
            goals: entry.goals.clone(),
        })
    }

    fn needed<T>(&mut self, entry: &StepEntry, value: Option<T>, key: &str) -> Option<T> {
        if value.is_none() {
            self.wrong::<()>(
                "case-step",
                &entry.what.span,
                format!("this step does not say which `{key}`"),
                "add it",
            );
        }
        value
    }

    fn reference(&mut self, written: &At<String>) -> Option<ExerciseId> {
        let known: Vec<_> = self
            .content
            .exercises
            .keys()
            .map(ExerciseId::as_str)
            .collect();
        self.known_word(Some(written), &known, "exercise");
        written.is.parse().ok()
    }

    fn references(&mut self, list: &[At<String>]) -> Option<Vec<ExerciseId>> {
        list.iter().map(|written| self.reference(written)).collect()
    }

    fn phase(&mut self, written: &At<String>) -> Option<PhaseId> {
        let phases = self
            .content
            .programs
            .iter()
            .flat_map(|program| &program.phases);
        let known: Vec<_> = phases.map(|phase| phase.id.as_str()).collect();
        self.known_word(Some(written), &known, "phase");
        written.is.parse().ok()
    }

    fn base(&mut self, name: &At<String>, on: Date) -> Option<Answers> {
        let Some((source, base)) = self.bases.get(name.is.as_str()) else {
            let hint = did_you_mean(&name.is, self.bases.keys().copied());
            return self.wrong(
                "unknown-base",
                &name.span,
                format!("there is no base `{}`", name.is),
                hint.as_deref().unwrap_or("add [base.…] to a file of cases"),
            );
        };
        Some(self.reading(source, on).answers(&base.0))
    }

    fn resolved(&mut self, entry: &StepEntry) -> Option<What> {
        let (Some(finding), Some(evidence), Some(until)) =
            (&entry.finding, &entry.evidence, &entry.until)
        else {
            return self.wrong(
                "case-step",
                &entry.what.span,
                "to resolve needs a finding, evidence and a day until which it holds".into(),
                "add finding, evidence and until",
            );
        };
        let until = self.date(until)?;
        let Some(cause) = self.cause(&finding.is) else {
            return self.wrong(
                "unknown-rule",
                &finding.span,
                format!("there is no finding `{}`", finding.is),
                "name a rule, or declined.SLOT, not-asked.SLOT, unsure.SLOT or undecided.RULE",
            );
        };
        Some(What::Resolved {
            cause,
            evidence: evidence.is,
            until,
        })
    }

    fn cause(&self, written: &str) -> Option<Cause> {
        let rule = |id: &str| {
            let known = self.content.rules.iter().any(|rule| rule.id.as_str() == id);
            RuleId::from_str(id).ok().filter(|_| known)
        };
        let slot = |text: &str| {
            let slot: Slot = text.parse().ok()?;
            let question = self.content.questions.get(slot.question.as_str())?;
            (question.each_side == slot.side.is_some()).then_some(slot)
        };
        match written.split_once('.') {
            None => rule(written).map(Cause::Rule),
            Some(("declined", rest)) => slot(rest).map(Cause::Declined),
            Some(("not-asked", rest)) => slot(rest).map(Cause::NotAsked),
            Some(("unsure", rest)) => slot(rest).map(Cause::Unsure),
            Some(("undecided", rest)) => rule(rest).map(Cause::Undecided),
            Some(_) => None,
        }
    }
}
