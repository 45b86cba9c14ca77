//! How much was done of what was planned: in the last week, and over a longer time.

use alloc::vec::Vec;
use jiff::civil::Date;

use super::{
    Record,
    check_in::{CheckIn, Reported, number_of},
    entry::Seq,
    event::{Event, Plan, Report},
};
use crate::{
    calendar::days_between,
    condition::{Milestone, Span},
    content::Content,
    decimal::Decimal,
    dose::Often,
};

/// Days over which adherence is asked.
const WEEK: i64 = 7;
/// Days between check-ins over which the adherence of a longer time is known: at most a week in a row was not asked about.
/// Clinic default.
const ASKED_WITHIN_DAYS: i64 = 14;
/// The least that every number of days in a week divides.
const PARTS: i64 = 420;

impl Reported<'_> {
    /// What was done of what was planned in the last seven days, or since each exercise began.
    pub(super) fn adherence(&self) -> Option<Decimal> {
        self.week().done(WEEK)?.percent()
    }

    /// What was done of what was planned since then. Each check-in tells of the days since the one before, and a week back at
    /// most; what is not known of one of them, or of more than a week in a row, or of more than half of the time, leaves the
    /// whole unknown. So does a hold: what was not done then was not to be done.
    pub(super) fn adherence_since(&self, since: Milestone) -> Option<Decimal> {
        let assigned_on = self.record.running_program()?.assigned_on;
        let begin = self.record.begin_of(Span::Since(since), self.on)?;
        let from = begin.max(assigned_on);
        if self.was_held_since(from) {
            return None;
        }
        let mut asked_on = from;
        let mut whole = Done::default();
        let mut earlier: Vec<&CheckIn> = self.of_this_program().collect();
        earlier.reverse();
        let earlier = earlier
            .into_iter()
            .filter(|before| before.on > begin)
            .map(|before| self.week_of(before));
        for week in earlier.chain([Some(self.week())]) {
            let week = week?;
            let days = days_between(asked_on, week.on);
            if days > ASKED_WITHIN_DAYS {
                return None;
            }
            let done = week.done(days)?;
            whole.days += done.days;
            whole.planned += done.planned;
            whole.covered += done.covered;
            asked_on = week.on;
        }
        if whole.covered * 2 < days_between(from, self.on) {
            return None;
        }
        whole.percent()
    }

    /// Whether the program as a whole was held on a day since then.
    fn was_held_since(&self, from: Date) -> bool {
        let Some(program) = self.record.running_program() else {
            return false;
        };
        let lines = self.record.since(program.assigned);
        let mut held: Option<Date> = None;
        for line in lines.take_while(|line| line.seq < self.entry) {
            let ends = match &line.event {
                Event::ProgramHeld(_) => {
                    held = held.or(Some(line.on));
                    false
                }
                Event::ProgramReleased(_) => true,
                Event::EntryUndone(undone) => {
                    undone.plan.as_ref().is_some_and(|plan| plan.held.is_none())
                }
                _ => false,
            };
            if ends && held.take().is_some_and(|held| line.on > from.max(held)) {
                return true;
            }
        }
        held.is_some_and(|held| self.on > from.max(held))
    }

    fn week(&self) -> Week<'_> {
        Week {
            record: self.record,
            content: self.content,
            report: self.report,
            plan: self.plan,
            on: self.on,
            entry: self.entry,
        }
    }

    fn week_of<'w>(&'w self, check_in: &'w CheckIn) -> Option<Week<'w>> {
        Some(Week {
            report: &check_in.report,
            plan: check_in.plan.as_ref()?,
            on: check_in.on,
            entry: check_in.entry,
            ..self.week()
        })
    }
}

/// The last seven days of a report.
struct Week<'a> {
    record: &'a Record,
    content: &'a Content,
    report: &'a Report,
    plan: &'a Plan,
    on: Date,
    entry: Seq,
}

/// Days on which exercises were done, and on which they were planned, all of them together; in parts of a day.
#[derive(Default)]
struct Done {
    days: i64,
    planned: i64,
    /// Days that were asked about.
    covered: i64,
}

impl Done {
    /// In whole percent; nothing where nothing was planned.
    fn percent(&self) -> Option<Decimal> {
        (self.planned > 0).then(|| Decimal::whole(self.days * 100 / self.planned))
    }
}

impl Week<'_> {
    /// What was done of what was planned in the last so many days, seven at most, as often as in the whole week or since an
    /// exercise began.
    fn done(&self, last: i64) -> Option<Done> {
        let question = self.content.check_in.readings.days_done.as_ref()?;
        let mut all = Done::default();
        for item in self.plan.running() {
            let (_, since) = self.record.running_since(&item.exercise, self.entry)?;
            let asked = days_between(since, self.on).clamp(0, WEEK);
            let a_week = match &item.dose.often {
                Often::DaysAWeek(days) => i64::from(days.range.low()).min(WEEK),
                Often::TimesADay(_) | Often::HoursApart(_) => WEEK,
            };
            let reported = number_of(self.report, &item.exercise, question)?.floor();
            all.covered = all.covered.max(last.clamp(0, asked));
            if asked > 0 {
                let planned = a_week * asked;
                let share = PARTS / asked * last.clamp(0, asked);
                all.planned += planned * share;
                all.days += (reported * WEEK).clamp(0, planned) * share;
            }
        }
        Some(all)
    }
}
