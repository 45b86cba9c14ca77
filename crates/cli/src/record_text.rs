//! Entries of a record in words for the clinic's staff.

use plinth_core::{
    answer::Answers,
    dose::{Dose, Load, Often},
    record::{
        entry::Kinded,
        event::{Correction, Duty, Event, MergePart, NoteFor, OverrideEnd, Why},
    },
};

/// The kind of an event in plain words: `ProgramAssigned` is "program assigned".
pub(crate) fn kind(event: &Event) -> String {
    let mut words = String::new();
    for (n, character) in event.kind().char_indices() {
        if character.is_ascii_uppercase() && n > 0 {
            words.push(' ');
        }
        words.push(character.to_ascii_lowercase());
    }
    words
}

/// What an event says, in a line.
pub(crate) fn details(event: &Event) -> String {
    match event {
        Event::PatientRegistered(e) => e.number.to_string(),
        Event::PatientCorrected(e) => e.reason.clone(),
        Event::PatientMerged(e) => match e.part {
            MergePart::GoesOn { .. } => format!("takes in {}: {}", e.other, e.reason),
            MergePart::Closes => format!("goes on as {}: {}", e.other, e.reason),
        },
        Event::ConsentRecorded(e) => format!("{}: {}", word(&e.form), e.to),
        Event::ConsentWithdrawn(e) => e.reason.clone(),
        Event::EpisodeOpened(e) => format!("{} ({})", e.problem, e.pack),
        Event::EpisodeDischarged(e) => format!("{}; {}", word(&e.outcome), e.relapse_plan),
        Event::EpisodeReopened(e) => e.reason.clone(),
        Event::ScreenRecorded(e) => format!(
            "{} by {} {}",
            e.outcome.disposition, e.pack.id, e.pack.version
        ),
        Event::FindingResolved(e) => format!(
            "{} until {}, by {}: {}",
            e.finding,
            e.until,
            word(&e.evidence),
            e.reason
        ),
        Event::ExamRecorded(e) => {
            let slots: Vec<String> = e
                .answers
                .iter()
                .map(|(slot, given)| format!("{slot} = {}", given.answer))
                .collect();
            slots.join(", ")
        }
        Event::MeasureRecorded(e) => measure(&e.measure),
        Event::GoalSet(e) => e.words.clone(),
        Event::PrecautionSet(e) => format!("{}: {}", e.precaution, e.reason),
        Event::PrecautionEnded(e) => format!("{}: {}", e.precaution, e.reason),
        Event::ContactMade(e) => conversation(&e.conversation),
        Event::CheckInRecorded(e) => format!(
            "{}; advice: {}",
            e.outcome.disposition, e.advice.program.effect
        ),
        Event::AdviceDecided(e) => {
            let about = e
                .about
                .as_ref()
                .map_or("program", |exercise| exercise.as_str());
            match (&e.done, &e.reason) {
                (Some(done), _) => format!("check-in {}, {about}: {done}", e.check_in),
                (None, reason) => format!(
                    "check-in {}, {about}: not {}: {}",
                    e.check_in,
                    e.advised,
                    reason.as_deref().unwrap_or_default()
                ),
            }
        }
        Event::TaughtFirst(e) => list(&e.exercises),
        Event::ProgramAssigned(e) => {
            let items: Vec<_> = e.items.iter().map(|item| &item.exercise).collect();
            format!(
                "{}, {}: {}; review {}",
                e.program,
                e.phase,
                list(&items),
                e.review_on
            )
        }
        Event::ExerciseSwapped(e) => format!("{} for {}: {}", e.into.exercise, e.out, e.reason),
        Event::DoseChanged(e) => format!("{}: {}", e.item.exercise, e.reason),
        Event::ExerciseAdded(e) => format!("{}: {}", e.item.exercise, e.reason),
        Event::ExerciseRemoved(e) => format!("{}: {}", e.exercise, e.reason),
        Event::ExercisePaused(e) => format!("{}: {}", e.exercise, why(&e.why)),
        Event::ExerciseResumed(e) => format!("{}: {}", e.exercise, e.reason),
        Event::NoteAdded(e) => match e.reader {
            NoteFor::Staff => e.text.clone(),
            NoteFor::Sheet => format!("on the sheet: {}", e.text),
        },
        Event::PhaseChanged(e) => {
            format!(
                "{} to {}, review {}: {}",
                e.from, e.to, e.review_on, e.reason
            )
        }
        Event::ProgramHeld(e) => why(&e.why),
        Event::ProgramReleased(e) => format!("review {}: {}", e.review_on, e.reason),
        Event::ContentAccepted(e) => {
            format!(
                "{} {} to {}: {}",
                e.to.id, e.from.version, e.to.version, e.reason
            )
        }
        Event::OverrideGiven(e) => format!("{}: {}", e.exercise, e.reason),
        Event::OverrideEnded(e) => {
            let because = match &e.because {
                OverrideEnd::Screening => "a full screening".to_string(),
                OverrideEnd::PrecautionChanged(id) => format!("{id} changed"),
                OverrideEnd::Removed => "it was removed".to_string(),
            };
            format!("{}: {because}", e.exercise)
        }
        Event::TaskOpened(e) => format!("{}, by {}", duty(&e.duty), e.by),
        Event::TaskClosed(e) => format!("task {}: {}", e.task, conversation(&e.done)),
        Event::SheetIssued(e) => format!("{} {}", word(&e.kind), e.number),
        Event::ReferralMade(e) => format!("{} to {}: {}", word(&e.urgency), e.to, e.reason),
        Event::ReferralReceived(e) => {
            format!("referral {}: {}", e.referral, conversation(&e.receipt))
        }
        Event::ReferralClosed(e) => format!("referral {}: {}", e.referral, e.outcome),
        Event::EntryAmended(e) => {
            let what = match &e.correction {
                Correction::Answers(answers) => answered(answers),
                Correction::Report(report) => answered(&report.answers),
                Correction::Measure(corrected) => measure(corrected),
                Correction::Words(words) => words.clone(),
            };
            format!("entry {}: {what} ({})", e.entry, e.reason)
        }
        Event::EntryStruck(e) => format!("entry {}: {}", e.entry, e.reason),
        Event::EntryUndone(e) => format!("entry {}: {}", e.entry, e.reason),
        Event::ClockConfirmed(e) => e.reason.clone(),
        Event::Unknown { kind, version } => {
            format!("{kind} of version {version}, which this program cannot read")
        }
    }
}

fn answered(answers: &Answers) -> String {
    let slots: Vec<String> = answers
        .iter()
        .map(|(slot, given)| format!("{slot} = {}", given.answer))
        .collect();
    slots.join(", ")
}

/// What is to be done, in words.
pub(crate) fn duty(duty: &Duty) -> String {
    match duty {
        Duty::TellPatient { sheet } => format!("tell the patient: sheet {sheet} no longer holds"),
        Duty::CallBack { finding } => format!("call back about {finding}"),
        Duty::Other(words) => words.clone(),
    }
}

/// Why something rests, in words.
pub(crate) fn why(why: &Why) -> String {
    match why {
        Why::Said(reason) => reason.clone(),
        Why::Precaution(id) => format!("the precaution {id}"),
        Why::Finding(id) => format!("the finding {id}"),
        Why::Advice { check_in, rule } => format!("{rule} in check-in {check_in}"),
        Why::Caution(id) => format!("{id}: to be avoided"),
        Why::OverrideEnded => "the override ended".into(),
        Why::Needs(id) => format!("what it needs in {id} is not known to hold"),
        Why::Phase(id) => format!("not part of {id}"),
        Why::Reopened => "opened again; a full screening comes first".into(),
    }
}

fn measure(measure: &plinth_core::record::event::Measure) -> String {
    let side = measure
        .side
        .map(|side| format!(" {side}"))
        .unwrap_or_default();
    format!(
        "{}{side} {} {} on {}",
        measure.instrument, measure.value, measure.unit, measure.taken_on
    )
}

fn conversation(spoken: &plinth_core::record::event::Conversation) -> String {
    format!("{}, {}: {}", spoken.with, word(&spoken.how), spoken.said)
}

/// Names with commas between them.
pub(crate) fn list<T: ToString>(names: &[T]) -> String {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    names.join(", ")
}

/// A word of the core as it is written in files.
pub(crate) fn word<T: serde::Serialize>(word: &T) -> String {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A dose in a line.
pub(crate) fn dose(dose: &Dose) -> String {
    let mut parts = Vec::new();
    let amounts = [
        (&dose.sets, "sets"),
        (&dose.repetitions, "repetitions"),
        (&dose.hold_seconds, "seconds hold"),
        (&dose.minutes, "minutes"),
    ];
    for (amount, unit) in amounts {
        parts.extend(
            amount
                .as_ref()
                .map(|amount| format!("{} {unit}", amount.range)),
        );
    }
    let often = dose.often.amount().range;
    parts.push(match &dose.often {
        Often::TimesADay(_) => format!("{often} times a day"),
        Often::HoursApart(_) => format!("every {often} hours"),
        Often::DaysAWeek(_) => format!("{often} days a week"),
    });
    match &dose.load {
        Some(Load::Kilograms(weight)) => parts.push(format!("{weight} kg")),
        Some(Load::Band(band)) => parts.push(format!("{band} band")),
        None => {}
    }
    parts.extend(dose.extent.map(|extent| format!("{} range", word(&extent))));
    parts.join(", ")
}
