//! Handing out a sheet. A program sheet passes the same gate as an assignment, at the moment of printing (HZ-27); the
//! emergency sheet and the letter print in every state.

use alloc::{collections::BTreeSet, vec::Vec};

use super::draft::Draft;
use crate::{
    allowed::Change,
    content::Content,
    name::ExerciseId,
    number::SheetNumber,
    record::{
        Record,
        command::IssueSheet,
        desk::Desk,
        entry::PackRef,
        event::{Plan, SheetIssued},
        refusal::{Reason, Refusal},
    },
    sheet::SheetKind,
};

pub(super) fn issue(draft: &mut Draft<'_>, issue: &IssueSheet) -> Result<(), Refusal> {
    let Some(patient) = &draft.record.patient else {
        return Err(Reason::NotRegistered.into());
    };
    let next = draft.record.next_sheet();
    if issue.number.patient != patient.number || issue.number.count != next {
        return Err(Reason::SheetNumber {
            given: issue.number,
            next,
        }
        .into());
    }
    crate::record::check::name("the hash of the sheet", &issue.hash)?;
    let primary = |tag: &str| tag.split('-').next().map(str::to_ascii_lowercase);
    if primary(&issue.language) != primary(&patient.details.language) {
        let Some(reason) = &issue.language_reason else {
            return Err(Reason::OtherLanguage {
                sheet: issue.language.clone(),
                patient: patient.details.language.clone(),
            }
            .into());
        };
        crate::record::check::reason(reason)?;
    }
    let (content, use_until) = match issue.kind {
        SheetKind::Program => {
            let content = draft.may_print_program()?;
            (Some(content), Some(draft.program()?.plan.review_on))
        }
        SheetKind::Emergency | SheetKind::Letter => (draft.pack_in_force().ok(), None),
    };
    let replaces: Option<SheetNumber> = draft
        .record
        .program_sheet()
        .filter(|_| issue.kind == SheetKind::Program)
        .map(|sheet| sheet.value.number);
    draft.push(SheetIssued {
        number: issue.number,
        kind: issue.kind,
        language: issue.language.clone(),
        language_reason: issue.language_reason.clone(),
        options: issue.options,
        packs: content.map(PackRef::of).into_iter().collect(),
        clinic: issue.clinic,
        layout: issue.layout,
        hash: issue.hash.clone(),
        replaces,
        use_until,
        sample: draft.desk.demo,
    });
    Ok(())
}

/// Whether the program may be put on paper now: the gate of a program sheet, for whoever lays it out.
pub fn may_print(record: &Record, desk: &Desk<'_>) -> Result<(), Refusal> {
    Draft::new(record, desk).may_print_program().map(|_| ())
}

/// Every exercise of the pack that may be done now, in this plan: what each exercise that a sheet mentions has to be among.
/// One that was built on others goes on while they rest.
pub fn allowed_now(
    record: &Record,
    desk: &Desk<'_>,
    content: &Content,
    plan: &Plan,
) -> Result<BTreeSet<ExerciseId>, Refusal> {
    let draft = Draft::new(record, desk);
    let Some(screening) = record.screenings.last() else {
        return Err(Reason::NotScreened.into());
    };
    let at = draft.at(content, plan, screening)?;
    let running = plan.running().map(|item| item.exercise.clone()).collect();
    Ok(content
        .exercises
        .keys()
        .filter(|exercise| draft.still_allowed(&at, &running, exercise).is_ok())
        .cloned()
        .collect())
}

/// How exercises of this plan are to be changed for this patient.
pub fn changes_now(
    record: &Record,
    desk: &Desk<'_>,
    content: &Content,
    plan: &Plan,
) -> Result<Vec<Change>, Refusal> {
    let draft = Draft::new(record, desk);
    let Some(screening) = record.screenings.last() else {
        return Err(Reason::NotScreened.into());
    };
    let at = draft.at(content, plan, screening)?;
    let running = plan.running().map(|item| item.exercise.clone()).collect();
    Ok(record.situation(&at, &running, |situation| {
        plan.running()
            .flat_map(|item| situation.changes(&item.exercise))
            .collect()
    }))
}

impl<'a> Draft<'a> {
    /// Whether the program may be put on paper now; gives its pack.
    pub(super) fn may_print_program(&self) -> Result<&'a Content, Refusal> {
        let passed = self.gate()?;
        let plan = &self.program()?.plan;
        if plan.held.is_some() {
            return Err(Reason::Held.into());
        }
        if plan.review_on < self.desk.today {
            return Err(Reason::ReviewOver(plan.review_on).into());
        }
        let running: BTreeSet<ExerciseId> =
            plan.running().map(|item| item.exercise.clone()).collect();
        if running.is_empty() {
            return Err(Reason::NoExercises.into());
        }
        let at = self.at(passed.content, plan, &passed.screening)?;
        let reasons: Vec<Reason> = running
            .iter()
            .filter_map(|exercise| self.still_allowed(&at, &running, exercise).err())
            .collect();
        for note in self.record.sheet_notes() {
            self.means_nothing_barred(&note.value.text)?;
        }
        if reasons.is_empty() {
            Ok(passed.content)
        } else {
            Err(Refusal { reasons })
        }
    }
}
