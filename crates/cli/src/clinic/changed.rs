//! What is said of every change of a patient's record: what was stored, what to mind, and an alarm where it became urgent.

use std::fmt::Write as _;

use plinth_clinic::{Changed, Clinic};
use plinth_core::{
    content::Disposition,
    number::PatientNumber,
    record::{Record, event::Event, refusal::Warning},
};

use super::next;
use crate::{
    outcome,
    problem::Problem,
    record_text,
    terminal::{self, Page, Paint},
};

/// What a record allowed when its last entry was made: a resolution that ran out since then is news too.
pub(crate) fn level_before(record: &Record) -> Disposition {
    record
        .line(record.seq)
        .map_or(Disposition::Proceed, |line| record.standing(line.on).worst)
}

/// Says what was stored, what to mind and what comes next; in red, where the record was not as urgent before.
pub(crate) fn say(
    clinic: &Clinic,
    patient: PatientNumber,
    before: Disposition,
    changed: &Changed,
    next: Option<String>,
) -> Result<(), Problem> {
    warn(&changed.warnings);
    let mut text = String::new();
    for entry in &changed.entries {
        let _ = writeln!(
            text,
            "{patient}  entry {}  {}",
            entry.seq,
            record_text::kind(&entry.event)
        );
    }
    let told = terminal::print(&text);
    for entry in &changed.entries {
        if let Event::ProgramAssigned(_) = entry.event {
            terminal::status(&format!("Assigned: {}", record_text::details(&entry.event)));
        }
    }
    let now = changed.record.standing(clinic.today()?);
    let is_urgent = now.worst >= Disposition::SameDay && now.worst > before;
    let next = if is_urgent {
        let content = changed
            .record
            .screenings
            .last()
            .and_then(|last| clinic.library().by_digest(&last.pack.digests.whole).ok());
        let worst = now.open.iter().filter(|f| f.finding.gives == now.worst);
        let what_to_do: Vec<String> = worst
            .filter_map(|flag| Some(outcome::what_to_do(content?, &flag.id.cause)))
            .collect();
        alarm(clinic, patient, now.worst, &what_to_do)?;
        Some(next::by_standing(
            clinic,
            &changed.record,
            patient,
            now.worst,
        ))
    } else {
        next
    };
    if let Some(next) = next {
        terminal::next(&next);
    }
    told.map_err(|why| {
        Problem::broken("this is stored, but what was stored could not be told")
            .cause(why)
            .hint(format!(
                "Do not do it again: `plinth patient history {patient}` shows it."
            ))
    })
}

/// Says on standard error, in red and in words, that the patient needs somebody now or today.
pub(crate) fn alarm(
    clinic: &Clinic,
    patient: PatientNumber,
    level: Disposition,
    what_to_do: &[String],
) -> Result<(), Problem> {
    let call = &clinic.settings()?.emergency_number;
    alarm_with(call, patient, level, what_to_do);
    Ok(())
}

/// The same, where the clinic cannot be asked for its number.
pub(crate) fn alarm_with(
    call: &str,
    patient: PatientNumber,
    level: Disposition,
    what_to_do: &[String],
) {
    let paint = Paint::stderr();
    let mut page = Page::new(paint);
    let heading = if level == Disposition::Emergency {
        "EMERGENCY"
    } else {
        "SAME DAY"
    };
    page.line(&paint.alarm(&format!("  {heading}: STOP HERE. Patient {patient}")));
    page.line(&paint.alarm(&format!("  Emergency number: {}", terminal::harmless(call))));
    for what in what_to_do {
        page.paragraph(2, what);
    }
    terminal::tell(&page.into_text());
}

/// Says what to mind.
pub(crate) fn warn(warnings: &[Warning]) {
    for warning in warnings {
        terminal::status(&format!("mind: {warning}"));
    }
}
