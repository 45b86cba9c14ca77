//! A decision in the making: the record as it would be, and what follows by itself.

use alloc::{collections::BTreeSet, string::ToString, vec::Vec};

use crate::{
    allowed::Situation,
    content::{Content, Disposition},
    finding::Bar,
    name::ExerciseId,
    record::{
        At, Record, Screening,
        desk::Desk,
        entry::{Entry, Kinded},
        event::{
            Duty, Event, ExercisePaused, OverrideEnd, OverrideEnded, Plan, ProgramHeld, TaskOpened,
            Why,
        },
        program::Program as Assigned,
        refusal::{Decision, Reason, Refusal, Warning},
    },
};

/// Events so far, and the record with them folded in.
pub(super) struct Draft<'a> {
    /// The record as it would be.
    pub(super) record: Record,
    pub(super) desk: &'a Desk<'a>,
    before: &'a Record,
    events: Vec<Event>,
    warnings: Vec<Warning>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(record: &'a Record, desk: &'a Desk<'a>) -> Self {
        Self {
            record: record.clone(),
            desk,
            before: record,
            events: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Adds an event and folds it in.
    pub(super) fn push(&mut self, event: impl Into<Event>) {
        let event = event.into();
        self.record.apply(&Entry {
            seq: self.record.seq.after(1),
            at: self.desk.now,
            zone: self.desk.zone.clone(),
            on: self.desk.today,
            who: self.desk.who.clone(),
            version: event.version(),
            event: event.clone(),
        });
        self.events.push(event);
    }

    pub(super) fn warn(&mut self, warning: Warning) {
        self.warnings.push(warning);
    }

    pub(super) fn into_decision(self) -> Decision {
        Decision {
            events: self.events,
            warnings: self.warnings,
        }
    }

    /// Refuses everybody but registered clinicians.
    pub(super) fn for_registered(&self) -> Result<(), Refusal> {
        if self.desk.is_registered() {
            Ok(())
        } else {
            Err(Reason::ForRegistered.into())
        }
    }

    /// Refuses everybody but registered clinicians who gave their passphrase again for this.
    pub(super) fn for_proved(&self) -> Result<(), Refusal> {
        self.for_registered()?;
        if self.desk.proved {
            Ok(())
        } else {
            Err(Reason::NotProved.into())
        }
    }

    /// The installed pack with this digest over all files.
    pub(super) fn content(&self, digest: &str) -> Result<&'a Content, Reason> {
        self.desk
            .packs
            .get(digest)
            .copied()
            .ok_or_else(|| Reason::NoPack(digest.to_string()))
    }

    /// The same, if a clinical lead adopted it.
    pub(super) fn adopted(&self, digest: &str) -> Result<&'a Content, Reason> {
        let content = self.content(digest)?;
        if self.desk.adopted.contains(digest) {
            Ok(content)
        } else {
            Err(Reason::NotAdopted {
                pack: content.id.clone(),
                digest: digest.to_string(),
            })
        }
    }

    /// The program of the open episode.
    pub(super) fn program(&self) -> Result<&Assigned, Reason> {
        self.record.running_program().ok_or(Reason::NoProgram)
    }

    /// The pack that is in force: that of the program, else that of the last screening.
    pub(super) fn pack_in_force(&self) -> Result<&'a Content, Reason> {
        let digest = match (self.record.running_program(), self.record.screening()) {
            (Some(program), _) => &program.pack.digests.whole,
            (None, Some(screening)) => &screening.pack.digests.whole,
            (None, None) => return Err(Reason::NotScreened),
        };
        self.content(digest)
    }

    /// Where the plan stands in its pack, by the answers of a screening.
    pub(super) fn at<'s>(
        &self,
        content: &'s Content,
        plan: &'s Plan,
        screening: &'s Screening,
    ) -> Result<At<'s>, Reason> {
        let program = content
            .programs
            .iter()
            .find(|program| program.id == plan.program)
            .ok_or_else(|| Reason::NoSuchProgram(plan.program.clone()))?;
        Ok(At {
            content,
            program,
            phase: &plan.phase,
            screening,
            standing: self.record.standing(self.desk.today).worst,
            on: self.desk.today,
        })
    }

    /// Everything that keeps an exercise out now and is not set aside, with what may be done instead.
    pub(super) fn bars(
        &self,
        at: &At<'_>,
        running: &BTreeSet<ExerciseId>,
        exercise: &ExerciseId,
    ) -> (Vec<Bar>, Vec<ExerciseId>) {
        self.record.situation(at, running, |situation| {
            let bars = self.not_set_aside(&situation, exercise);
            let instead = if bars.is_empty() {
                Vec::new()
            } else {
                situation.instead(exercise)
            };
            (bars, instead)
        })
    }

    fn not_set_aside(&self, situation: &Situation<'_>, exercise: &ExerciseId) -> Vec<Bar> {
        let mut bars = situation.bars(exercise);
        if let Some(given) = self.record.overrides.get(exercise) {
            bars.retain(|bar| !given.bars.contains(bar));
        }
        bars
    }

    /// Refuses an exercise that is barred now.
    pub(super) fn allow(
        &self,
        at: &At<'_>,
        running: &BTreeSet<ExerciseId>,
        exercise: &ExerciseId,
    ) -> Result<(), Reason> {
        let (bars, instead) = self.bars(at, running, exercise);
        if bars.is_empty() {
            Ok(())
        } else {
            Err(Reason::Barred {
                exercise: exercise.clone(),
                bars,
                instead,
            })
        }
    }

    /// What follows by itself, in the same append: a flag holds the program, a precaution pauses what it excludes, a change
    /// puts the sheet at home out of date, and somebody has to act on a new flag.
    pub(super) fn settle(&mut self) {
        self.end_overrides();
        self.hold();
        self.pause_barred();
        self.call_back();
        self.tell_patient();
    }

    fn end_overrides(&mut self) {
        let screened = self
            .events
            .iter()
            .any(|event| matches!(event, Event::ScreenRecorded(_)));
        let ended: Vec<(ExerciseId, OverrideEnd)> = self
            .before
            .overrides
            .keys()
            .filter(|exercise| self.record.overrides.contains_key(*exercise))
            .filter_map(|exercise| {
                if screened {
                    return Some((exercise.clone(), OverrideEnd::Screening));
                }
                let left = self.events.iter().any(|event| match event {
                    Event::ExerciseRemoved(e) => e.exercise == *exercise,
                    Event::ExerciseSwapped(e) => e.out == *exercise,
                    _ => false,
                });
                left.then(|| (exercise.clone(), OverrideEnd::Removed))
                    .or_else(|| {
                        let changed = self.events.iter().find_map(|event| match event {
                            Event::PrecautionSet(e) => Some(&e.precaution),
                            Event::PrecautionEnded(e) => Some(&e.precaution),
                            _ => None,
                        })?;
                        let excludes = self
                            .pack_in_force()
                            .ok()?
                            .precautions
                            .iter()
                            .any(|p| p.id == *changed && p.exclude.contains(exercise));
                        excludes.then(|| {
                            (
                                exercise.clone(),
                                OverrideEnd::PrecautionChanged(changed.clone()),
                            )
                        })
                    })
            })
            .collect();
        for (exercise, because) in ended {
            self.push(OverrideEnded {
                exercise: exercise.clone(),
                because,
            });
            self.warn(Warning::OverrideEnded(exercise));
        }
    }

    fn hold(&mut self) {
        let held = self
            .record
            .running_program()
            .is_none_or(|program| program.plan.held.is_some());
        if held {
            return;
        }
        let standing = self.record.standing(self.desk.today);
        let Some(flag) = standing
            .open
            .first()
            .filter(|flag| flag.finding.gives.is_flag())
        else {
            return;
        };
        let id = flag.id.clone();
        self.push(ProgramHeld {
            why: Why::Finding(id.clone()),
        });
        self.warn(Warning::ProgramHeld(id));
    }

    /// Pauses what runs and may no longer be done: a precaution excludes it, what it needs is no longer so, the phase does
    /// not have it, or it ran by an override that is over.
    fn pause_barred(&mut self) {
        let Some(program) = self.record.running_program() else {
            return;
        };
        let (Ok(content), Some(screening)) = (
            self.content(&program.pack.digests.whole),
            self.record.screenings.last(),
        ) else {
            return;
        };
        let Ok(at) = self.at(content, &program.plan, screening) else {
            return;
        };
        // Whether anything runs at all is for the standing; here each exercise is looked at by itself.
        let at = At {
            standing: Disposition::Proceed,
            ..at
        };
        let running = program.running();
        let why_not = |situation: &Situation<'_>, exercise: &ExerciseId| {
            let mut bars = self.not_set_aside(situation, exercise).into_iter();
            let why = bars.find_map(|bar| match bar {
                Bar::Precaution(precaution) => Some(Why::Precaution(precaution)),
                Bar::Caution(caution) => Some(Why::Caution(caution)),
                Bar::Needs(phase) => Some(Why::Needs(phase)),
                Bar::Phase(phase) => Some(Why::Phase(phase)),
                // What came first may rest without stopping what was built on it.
                Bar::After(_) | Bar::Standing(_) | Bar::Unknown | Bar::NamedOnly => None,
            })?;
            let by_override = self.before.overrides.contains_key(exercise)
                && !self.record.overrides.contains_key(exercise);
            Some(if by_override { Why::OverrideEnded } else { why })
        };
        let barred: Vec<(ExerciseId, Why)> = self.record.situation(&at, &running, |situation| {
            let exercises = running.iter();
            exercises
                .filter_map(|exercise| Some((exercise.clone(), why_not(&situation, exercise)?)))
                .collect()
        });
        for (exercise, why) in barred {
            self.push(ExercisePaused {
                exercise: exercise.clone(),
                why,
            });
            self.warn(Warning::ExercisePaused(exercise));
        }
    }

    fn call_back(&mut self) {
        let raised = self
            .record
            .findings
            .iter()
            .filter(|flag| flag.id.entry > self.before.seq && flag.finding.gives.is_flag())
            .max_by_key(|flag| flag.finding.gives)
            .map(|flag| flag.id.clone());
        if let Some(finding) = raised {
            self.push(TaskOpened {
                duty: Duty::CallBack { finding },
                by: self.desk.today,
            });
        }
    }

    fn tell_patient(&mut self) {
        if self.before.outdated_sheet().is_some() {
            return;
        }
        if let Some(sheet) = self.record.outdated_sheet().map(|sheet| sheet.value.number) {
            self.push(TaskOpened {
                duty: Duty::TellPatient { sheet },
                by: self.desk.today,
            });
            self.warn(Warning::SheetOutOfDate(sheet));
        }
    }
}
