//! Folding a history into a record. Total: it needs no pack and no clock, and never fails; what an event names and the
//! record does not have is passed over.

use alloc::{collections::BTreeMap, vec::Vec};
use jiff::civil::Date;

use super::{
    Dated, Episode, Line, Override, Patient, Precaution, Record, Referral, Screening, Task,
    check_in::CheckIn,
    entry::{Entry, Kinded, Seq},
    event::{
        AdviceDecided, CheckInRecorded, Correction, EntryAmended, Event, ExamRecorded, MergePart,
        Report, ScreenRecorded,
    },
    flag::{Flag, FlagState},
    program::Program,
};
use crate::{
    answer::Answers,
    check_in::{Advice, Effect},
    content::Disposition,
    finding::{Because, Finding, Found, Outcome},
};

impl Record {
    /// The record of a whole history.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry<Event>>) -> Self {
        let mut record = Self::default();
        for entry in entries {
            record.apply(entry);
        }
        record
    }

    /// Folds one entry in. Entries come in the order of their history.
    pub fn apply(&mut self, entry: &Entry<Event>) {
        let Entry { seq, on, .. } = *entry;
        self.seq = seq;
        self.last_at = Some(entry.at);
        self.history.push(Line {
            seq,
            at: entry.at,
            on,
            who: entry.who.clone(),
            event: entry.event.clone(),
            corrected_by: Vec::new(),
        });
        self.fold_person(seq, on, &entry.event);
        self.fold_safety(seq, on, &entry.event);
        self.fold_care(seq, on, &entry.event);
        self.fold_plan(seq, on, &entry.event);
        self.fold_history(seq, on, &entry.event);
    }

    fn fold_person(&mut self, seq: Seq, on: Date, event: &Event) {
        match event {
            Event::PatientRegistered(e) => {
                self.patient = Some(Patient {
                    number: e.number,
                    details: e.details.clone(),
                });
            }
            Event::PatientCorrected(e) => {
                if let Some(patient) = &mut self.patient {
                    if patient.details.born != e.details.born {
                        self.born_since = seq;
                        self.sheet_changed = seq;
                    }
                    patient.details = e.details.clone();
                }
            }
            Event::PatientMerged(e) => match &e.part {
                MergePart::Closes => self.merged_into = Some(e.other),
                MergePart::GoesOn {
                    findings,
                    precautions,
                } => {
                    for taken in findings {
                        self.open_since(seq, on, taken.since, &taken.finding);
                    }
                    for active in precautions {
                        self.precautions.push(Precaution {
                            precaution: active.precaution.clone(),
                            known: active.known,
                            because: active.because.clone(),
                            entry: seq,
                            by_hand: true,
                        });
                    }
                }
            },
            Event::ConsentRecorded(_) => self.consent = Some(seq),
            Event::ConsentWithdrawn(_) => self.consent = None,
            Event::EpisodeOpened(e) => self.episodes.push(Episode {
                id: seq,
                problem: e.problem.clone(),
                pack: e.pack.clone(),
                since: on,
                opened: seq,
                discharged: None,
            }),
            Event::EpisodeDischarged(e) => self.with_episode(e.episode, |episode| {
                episode.discharged = Some(seq);
            }),
            Event::EpisodeReopened(e) => self.with_episode(e.episode, |episode| {
                episode.discharged = None;
                episode.opened = seq;
            }),
            _ => {}
        }
    }

    fn with_episode(&mut self, id: Seq, change: impl FnOnce(&mut Episode)) {
        if let Some(episode) = self.episodes.iter_mut().find(|episode| episode.id == id) {
            change(episode);
        }
    }

    fn fold_safety(&mut self, seq: Seq, on: Date, event: &Event) {
        match event {
            Event::ScreenRecorded(e) => self.screened(seq, on, e),
            Event::ExamRecorded(e) => self.examined(seq, on, e),
            Event::CheckInRecorded(e) => self.checked_in(seq, on, e),
            Event::AdviceDecided(e) => self.advice_decided(seq, on, e),
            Event::FindingResolved(e) => {
                if let Some(flag) = self.findings.iter_mut().find(|flag| flag.id == e.finding) {
                    flag.state = FlagState::Resolved {
                        by: seq,
                        evidence: e.evidence,
                        until: e.until,
                    };
                }
            }
            Event::PrecautionSet(e) => {
                self.precautions.push(Precaution {
                    precaution: e.precaution.clone(),
                    known: true,
                    because: Vec::new(),
                    entry: seq,
                    by_hand: true,
                });
                self.sheet_changed = seq;
            }
            Event::PrecautionEnded(e) => {
                self.precautions
                    .retain(|stands| !(stands.by_hand && stands.precaution == e.precaution));
                self.sheet_changed = seq;
            }
            Event::OverrideGiven(e) => {
                self.overrides.insert(
                    e.exercise.clone(),
                    Override {
                        entry: seq,
                        bars: e.bars.clone(),
                    },
                );
            }
            Event::OverrideEnded(e) => {
                self.overrides.remove(&e.exercise);
            }
            _ => {}
        }
    }

    fn screened(&mut self, seq: Seq, on: Date, e: &ScreenRecorded) {
        self.given.push(Dated {
            entry: seq,
            on,
            value: e.answers.clone(),
        });
        self.asked_again(seq, on, &e.outcome);
        for finding in &e.outcome.findings {
            self.open(seq, on, finding);
        }
        self.take_precautions(seq, &e.outcome);
        self.screenings.push(Screening {
            entry: seq,
            changed: seq,
            episode: e.episode,
            on,
            pack: e.pack.clone(),
            answers: e.answers.clone(),
            asked_on: e.asked_on.clone(),
            outcome: e.outcome.clone(),
        });
    }

    /// A full screening asked everything again. What it did not find any more is settled where a resolution holds, and is
    /// superseded where it is not a flag. A flag that is open stays open.
    fn asked_again(&mut self, seq: Seq, on: Date, outcome: &Outcome) {
        for flag in &mut self.findings {
            let found_again = outcome
                .findings
                .iter()
                .any(|finding| finding.cause == flag.id.cause);
            if found_again {
                continue;
            }
            let asked = flag.finding.because.iter().all(|because| {
                outcome
                    .missing
                    .iter()
                    .all(|missing| missing.fact != because.fact)
            });
            match flag.state {
                FlagState::Resolved { until, .. } if on <= until && asked => {
                    flag.state = FlagState::Settled(seq);
                }
                FlagState::Open | FlagState::Resolved { .. } if !flag.finding.gives.is_flag() => {
                    flag.state = FlagState::Superseded(seq);
                }
                _ => {}
            }
        }
    }

    /// Opens a finding. One of the same cause that is open and no worse goes on in it.
    fn open(&mut self, seq: Seq, on: Date, finding: &Finding) {
        self.open_since(seq, on, on, finding);
    }

    fn open_since(&mut self, seq: Seq, on: Date, since: Date, finding: &Finding) {
        let episode = self.episode().map(|episode| episode.id);
        for former in &mut self.findings {
            if former.is_open(on)
                && former.id.cause == finding.cause
                && former.finding.gives <= finding.gives
            {
                former.state = FlagState::Superseded(seq);
            }
        }
        self.findings.push(Flag {
            id: super::flag::FindingId {
                entry: seq,
                cause: finding.cause.clone(),
            },
            finding: finding.clone(),
            episode,
            since,
            state: FlagState::Open,
        });
    }

    /// The precautions of an outcome take the place of those of the one before; those set by hand stay.
    fn take_precautions(&mut self, seq: Seq, outcome: &Outcome) {
        self.precautions.retain(|stands| stands.by_hand);
        self.precautions
            .extend(outcome.precautions.iter().map(|active| Precaution {
                precaution: active.precaution.clone(),
                known: active.known,
                because: active.because.clone(),
                entry: seq,
                by_hand: false,
            }));
        self.sheet_changed = seq;
    }

    fn examined(&mut self, seq: Seq, on: Date, e: &ExamRecorded) {
        self.given.push(Dated {
            entry: seq,
            on,
            value: e.answers.clone(),
        });
        if let Some(outcome) = &e.outcome {
            let screening = self
                .screenings
                .iter()
                .rposition(|screening| screening.episode == e.episode);
            if let Some(place) = screening {
                self.re_evaluated(place, seq, on, &e.answers, outcome);
                for slot in e.answers.keys() {
                    self.screenings[place].asked_on.insert(slot.clone(), on);
                }
            }
        }
    }

    fn checked_in(&mut self, seq: Seq, on: Date, e: &CheckInRecorded) {
        self.given.push(Dated {
            entry: seq,
            on,
            value: e.report.answers.clone(),
        });
        let plan = self.running_program().map(|program| program.plan.clone());
        self.reported_again(seq, &e.outcome);
        for finding in &e.outcome.findings {
            self.open(seq, on, finding);
        }
        self.take_precautions_if_other(seq, &e.outcome);
        self.review_on(seq, &e.advice);
        self.check_ins.push(CheckIn {
            entry: seq,
            episode: e.episode,
            on,
            pack: e.pack.clone(),
            plan,
            report: e.report.clone(),
            outcome: e.outcome.clone(),
            advice: e.advice.clone(),
            decided: BTreeMap::new(),
        });
    }

    /// Takes another day for the next review. The sheet at home names the former one; where that was later it no longer
    /// holds.
    fn review_on(&mut self, seq: Seq, advice: &Advice) {
        if let (Some(program), Some(day)) = (&mut self.program, advice.review_on) {
            if day < program.plan.review_on {
                self.sheet_changed = seq;
            }
            program.review_on(day);
        }
    }

    /// What an earlier check-in found and this one does not find any more is over where it is not a flag. What was not
    /// learned this time is not over.
    fn reported_again(&mut self, seq: Seq, outcome: &Outcome) {
        let check_ins: Vec<Seq> = self.check_ins.iter().map(|known| known.entry).collect();
        for flag in &mut self.findings {
            let found_again = outcome
                .findings
                .iter()
                .any(|finding| finding.cause == flag.id.cause);
            let asked = flag.finding.gives == Disposition::Incomplete
                || flag.finding.because.iter().all(|because| {
                    outcome
                        .missing
                        .iter()
                        .all(|missing| missing.fact != because.fact)
                });
            if !found_again
                && asked
                && check_ins.contains(&flag.id.entry)
                && !flag.finding.gives.is_flag()
                && !is_over(&flag.state)
            {
                flag.state = FlagState::Superseded(seq);
            }
        }
    }

    fn take_precautions_if_other(&mut self, seq: Seq, outcome: &Outcome) {
        let now: Vec<_> = self
            .precautions
            .iter()
            .filter(|stands| !stands.by_hand)
            .map(|stands| (&stands.precaution, stands.known))
            .collect();
        let then: Vec<_> = outcome
            .precautions
            .iter()
            .map(|active| (&active.precaution, active.known))
            .collect();
        if now != then {
            self.take_precautions(seq, outcome);
        }
    }

    fn advice_decided(&mut self, seq: Seq, on: Date, e: &AdviceDecided) {
        if let Some(check_in) = self.check_ins.iter_mut().find(|c| c.entry == e.check_in) {
            check_in.decided.insert(e.about.clone(), seq);
        }
        if e.done == Some(Effect::ProgressOne)
            && let Some(program) = &mut self.program
        {
            program.raised_on = Some(on);
        }
    }

    /// A screening says something else now. Findings that were not there, or that rest on other answers now, are opened;
    /// those that are no longer there stand, but for what was only missing or not a flag.
    fn re_evaluated(
        &mut self,
        place: usize,
        seq: Seq,
        on: Date,
        answers: &Answers,
        outcome: &Outcome,
    ) {
        let newest = place + 1 == self.screenings.len();
        // What a later screening found is that one's own: it goes on, whatever this one says now.
        let later = self.screenings.get(place + 1).map(|later| later.entry);
        let screening = &mut self.screenings[place];
        let former = core::mem::replace(&mut screening.outcome, outcome.clone());
        screening.changed = seq;
        screening.answers.extend(answers.clone());
        for flag in &mut self.findings {
            let gone = former
                .findings
                .iter()
                .any(|finding| finding.cause == flag.id.cause)
                && !outcome
                    .findings
                    .iter()
                    .any(|finding| finding.cause == flag.id.cause);
            let own = later.is_none_or(|later| flag.id.entry < later);
            if own && gone && !flag.finding.gives.is_flag() && !is_over(&flag.state) {
                flag.state = FlagState::Superseded(seq);
            }
        }
        for finding in &outcome.findings {
            let known = former.findings.iter().any(|before| {
                before.cause == finding.cause
                    && before.gives >= finding.gives
                    && same_answers(before, finding)
            });
            if !known {
                self.open(seq, on, finding);
            }
        }
        if newest {
            self.take_precautions(seq, outcome);
        }
    }

    fn fold_care(&mut self, seq: Seq, on: Date, event: &Event) {
        match event {
            Event::MeasureRecorded(e) => self.measures.push(Dated {
                entry: seq,
                on,
                value: e.measure.clone(),
            }),
            Event::GoalSet(e) => self.goals.push(Dated {
                entry: seq,
                on,
                value: e.clone(),
            }),
            Event::NoteAdded(e) => {
                self.notes.push(Dated {
                    entry: seq,
                    on,
                    value: e.clone(),
                });
                if e.reader == super::event::NoteFor::Sheet {
                    self.sheet_changed = seq;
                }
            }
            Event::ContactMade(e) => self.contacts.push(Dated {
                entry: seq,
                on,
                value: e.conversation.clone(),
            }),
            Event::TaughtFirst(e) => {
                for exercise in &e.exercises {
                    self.taught.insert(exercise.clone(), on);
                }
            }
            Event::TaskOpened(e) => self.tasks.push(Task {
                id: seq,
                since: on,
                duty: e.duty.clone(),
                by: e.by,
                closed: None,
            }),
            Event::TaskClosed(e) => {
                if let Some(task) = self.tasks.iter_mut().find(|task| task.id == e.task) {
                    task.closed = Some(seq);
                }
            }
            Event::ReferralMade(e) => self.referrals.push(Referral {
                id: seq,
                since: on,
                made: e.clone(),
                received: None,
                closed: None,
            }),
            Event::ReferralReceived(e) => self.with_referral(e.referral, |referral| {
                referral.received = Some(seq);
            }),
            Event::ReferralClosed(e) => self.with_referral(e.referral, |referral| {
                referral.closed = Some(seq);
            }),
            Event::SheetIssued(e) => self.sheets.push(Dated {
                entry: seq,
                on,
                value: e.clone(),
            }),
            _ => {}
        }
    }

    fn with_referral(&mut self, id: Seq, change: impl FnOnce(&mut Referral)) {
        if let Some(referral) = self.referrals.iter_mut().find(|referral| referral.id == id) {
            change(referral);
        }
    }

    fn fold_plan(&mut self, seq: Seq, on: Date, event: &Event) {
        if let Event::ProgramAssigned(e) = event {
            self.program = Some(Program::new(e, seq, on));
            self.sheet_changed = seq;
        } else if let Some(program) = &mut self.program
            && program.fold(seq, on, event)
        {
            self.sheet_changed = seq;
        }
    }

    fn fold_history(&mut self, seq: Seq, on: Date, event: &Event) {
        match event {
            Event::EntryAmended(e) => {
                self.corrected(e.entry, seq);
                self.amended(seq, on, e);
            }
            Event::EntryStruck(e) => {
                self.corrected(e.entry, seq);
                self.measures.retain(|dated| dated.entry != e.entry);
                self.goals.retain(|dated| dated.entry != e.entry);
                self.notes.retain(|dated| dated.entry != e.entry);
                self.contacts.retain(|dated| dated.entry != e.entry);
                self.never_referred(e.entry);
                self.sheet_changed = seq;
            }
            Event::EntryUndone(e) => {
                self.corrected(e.entry, seq);
                match (&mut self.program, &e.plan) {
                    (Some(program), Some(plan)) => program.restore(plan, on),
                    (program, None) => *program = None,
                    (None, Some(_)) => {}
                }
                self.sheet_changed = seq;
            }
            Event::Unknown { .. } => {
                self.unreadable
                    .get_or_insert_with(|| (event.kind().into(), event.version()));
            }
            _ => {}
        }
    }

    /// A referral that was made in error is gone, and the advice that was followed by it waits for its decision again.
    fn never_referred(&mut self, referral: Seq) {
        let made = self.referrals.len();
        self.referrals.retain(|known| known.id != referral);
        if self.referrals.len() == made {
            return;
        }
        let followed = self.history.iter().find(|line| {
            line.seq.after(1) == referral
                && matches!(&line.event, Event::AdviceDecided(e) if e.done == Some(Effect::Refer))
        });
        if let Some(decision) = followed.map(|line| line.seq) {
            for check_in in &mut self.check_ins {
                check_in.decided.retain(|_, by| *by != decision);
            }
        }
    }

    fn corrected(&mut self, entry: Seq, by: Seq) {
        if let Some(line) = self.history.iter_mut().find(|line| line.seq == entry) {
            line.corrected_by.push(by);
        }
    }

    fn amended(&mut self, seq: Seq, on: Date, e: &EntryAmended) {
        match &e.correction {
            Correction::Answers(answers) => {
                let place = self.screenings.iter().position(|s| s.entry == e.entry);
                for given in self.given.iter_mut().filter(|d| d.entry == e.entry) {
                    given.value.extend(answers.clone());
                }
                if let Some((place, outcome)) = place.zip(e.outcome.as_ref()) {
                    self.re_evaluated(place, seq, on, answers, outcome);
                }
            }
            Correction::Report(report) => self.report_amended(seq, on, e, report),
            Correction::Measure(measure) => {
                for dated in self.measures.iter_mut().filter(|d| d.entry == e.entry) {
                    dated.value = measure.clone();
                }
            }
            Correction::Words(words) => {
                for dated in self.goals.iter_mut().filter(|d| d.entry == e.entry) {
                    dated.value.words.clone_from(words);
                }
                for dated in self.notes.iter_mut().filter(|d| d.entry == e.entry) {
                    dated.value.text.clone_from(words);
                }
                self.sheet_changed = seq;
            }
        }
    }
}

impl Record {
    /// The report of a check-in says something else now. What it raises is opened; flags that it no longer raises stand.
    fn report_amended(&mut self, seq: Seq, on: Date, e: &EntryAmended, report: &Report) {
        for given in self.given.iter_mut().filter(|d| d.entry == e.entry) {
            given.value.extend(report.answers.clone());
        }
        let Some(check_in) = self.check_ins.iter_mut().find(|c| c.entry == e.entry) else {
            return;
        };
        check_in.report.answers.extend(report.answers.clone());
        for (exercise, answers) in &report.items {
            let item = check_in.report.items.entry(exercise.clone());
            item.or_default().extend(answers.clone());
        }
        check_in.report.goals.extend(report.goals.clone());
        if let Some(advice) = &e.advice {
            check_in.advice = advice.clone();
            check_in.decided.clear();
        }
        let Some(outcome) = &e.outcome else { return };
        let former = core::mem::replace(&mut check_in.outcome, outcome.clone());
        self.reported_again(seq, outcome);
        if let Some(advice) = &e.advice {
            self.review_on(seq, advice);
        }
        for finding in &outcome.findings {
            let known = former.findings.iter().any(|before| {
                before.cause == finding.cause
                    && before.gives >= finding.gives
                    && same_answers(before, finding)
            });
            if !known {
                self.open(seq, on, finding);
            }
        }
        self.take_precautions_if_other(seq, outcome);
    }
}

const fn is_over(state: &FlagState) -> bool {
    matches!(state, FlagState::Settled(_) | FlagState::Superseded(_))
}

/// Whether a finding rests on the same answers as before. What is only counted in days goes on by itself.
fn same_answers(before: &Finding, now: &Finding) -> bool {
    let answers = |finding: &Finding| -> Vec<Because> {
        finding
            .because
            .iter()
            .filter(|because| matches!(because.found, Found::Answer(_)))
            .cloned()
            .collect()
    };
    answers(before) == answers(now)
}
