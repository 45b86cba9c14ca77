use clap::Args;
use jiff::civil::Date;
use plinth_clinic::Clinic;
use plinth_core::{
    calendar,
    content::{Content, Disposition},
    finding::Cause,
    name::{ExerciseId, PhaseId, PrecautionId, ProgramId},
    number::{PatientNumber, SheetNumber},
    record::{Record, event::Sides, flag::FlagState},
    sheet::SheetKind,
};
use serde::Serialize;

use crate::{
    arguments::patient_number, clinic::ClinicArgs, form::in_words, outcome, output::FormatOption,
    problem::Problem, record_text, terminal::Page,
};

/// A patient's record as it stands today
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The patient's number: 0142-E
    #[arg(value_parser = patient_number())]
    patient: PatientNumber,
    #[command(flatten)]
    format: FormatOption,
}

#[derive(Debug, Serialize)]
struct RecordView {
    patient: PatientNumber,
    name: String,
    born: Date,
    age: Option<u16>,
    language: String,
    phone: Option<String>,
    consent: bool,
    episode: Option<EpisodeView>,
    standing: Disposition,
    missing: Vec<String>,
    /// Why the words of its pack cannot be shown.
    pack_problem: Option<String>,
    findings: Vec<FlagView>,
    precautions: Vec<PrecautionId>,
    /// Those of them that are not known to stand.
    #[serde(skip)]
    may_stand: Vec<PrecautionId>,
    program: Option<ProgramView>,
    tasks: Vec<TaskView>,
    referrals: Vec<ReferralView>,
    sheets: Vec<SheetView>,
}

#[derive(Debug, Serialize)]
struct EpisodeView {
    problem: String,
    since: Date,
    discharged: bool,
}

#[derive(Debug, Serialize)]
struct FlagView {
    finding: String,
    level: Disposition,
    since: Date,
    open: bool,
    /// Whether all that is to be done about it is to ask.
    #[serde(skip)]
    not_asked: bool,
    until: Option<Date>,
    because: Vec<String>,
    say: String,
    #[serde(rename = "do")]
    what_to_do: String,
}

#[derive(Debug, Serialize)]
struct ProgramView {
    program: ProgramId,
    phase: PhaseId,
    held: Option<String>,
    review_on: Date,
    items: Vec<ItemView>,
}

#[derive(Debug, Serialize)]
struct ItemView {
    exercise: ExerciseId,
    name: String,
    side: Option<Sides>,
    dose: String,
    paused: Option<String>,
}

#[derive(Debug, Serialize)]
struct TaskView {
    entry: u32,
    what: String,
    by: Date,
}

#[derive(Debug, Serialize)]
struct ReferralView {
    entry: u32,
    to: String,
    urgency: String,
    received: bool,
}

#[derive(Debug, Serialize)]
struct SheetView {
    number: SheetNumber,
    kind: String,
    on: Date,
    current: bool,
}

impl Show {
    pub(crate) fn run(&self, clinic: &ClinicArgs) -> Result<(), Problem> {
        let clinic = clinic.open()?;
        let record = clinic.patient(self.patient)?.record;
        let view = RecordView::new(&record, &clinic)?;
        self.format.show(&view, write)
    }
}

/// The pack in which a finding's rule stands: that of the screening that raised it. Packs are read from disk and checked,
/// so not where nothing of the record needs their words.
fn content<'a>(
    record: &Record,
    clinic: &'a Clinic,
) -> Result<Option<&'a Content>, plinth_clinic::Problem> {
    let needs_words = !record.findings.is_empty() || record.program.is_some();
    match record.screenings.last().filter(|_| needs_words) {
        Some(screening) => {
            let digest = &screening.pack.digests.whole;
            clinic.library().by_digest(digest).map(Some)
        }
        None => Ok(None),
    }
}

/// The rest of the record is shown all the same.
fn without_words(problem: &plinth_clinic::Problem) -> String {
    let hints = problem.hints().join(" ");
    format!("The words of the pack are left out: {problem}. {hints}")
}

impl RecordView {
    fn new(record: &Record, clinic: &Clinic) -> Result<Self, Problem> {
        let today = clinic.today()?;
        let Some(patient) = &record.patient else {
            return Err(Problem::refused("this record has no details yet"));
        };
        let (content, pack_problem) = match content(record, clinic) {
            Ok(content) => (content, None),
            Err(problem) => (None, Some(without_words(&problem))),
        };
        let standing = record.standing(today);
        Ok(Self {
            patient: patient.number,
            name: patient.details.name.clone(),
            born: patient.details.born,
            age: calendar::completed_years(patient.details.born, today),
            language: patient.details.language.clone(),
            phone: patient.details.phone.clone(),
            consent: record.consent.is_some(),
            episode: record.episodes.last().map(|episode| EpisodeView {
                problem: episode.problem.clone(),
                since: episode.since,
                discharged: episode.discharged.is_some(),
            }),
            standing: standing.worst,
            missing: standing.missing.iter().map(ToString::to_string).collect(),
            pack_problem,
            findings: flags(record, content, today),
            may_stand: record
                .precautions
                .iter()
                .filter(|p| !p.known)
                .map(|p| p.precaution.clone())
                .collect(),
            precautions: record
                .precautions
                .iter()
                .map(|p| p.precaution.clone())
                .collect(),
            program: program(record, content),
            tasks: record
                .open_tasks()
                .map(|task| TaskView {
                    entry: task.id.0,
                    what: record_text::duty(&task.duty),
                    by: task.by,
                })
                .collect(),
            referrals: record
                .open_referrals()
                .map(|referral| ReferralView {
                    entry: referral.id.0,
                    to: referral.made.to.clone(),
                    urgency: record_text::word(&referral.made.urgency),
                    received: referral.received.is_some(),
                })
                .collect(),
            sheets: sheets(record),
        })
    }
}

fn flags(record: &Record, content: Option<&Content>, today: Date) -> Vec<FlagView> {
    let mut flags: Vec<_> = record
        .findings
        .iter()
        .filter(|flag| flag.is_open(today) || matches!(flag.state, FlagState::Resolved { .. }))
        .collect();
    flags.sort_by_key(|flag| (!flag.is_open(today), std::cmp::Reverse(flag.finding.gives)));
    let words = |of: fn(&Content, &plinth_core::finding::Cause) -> String, cause| {
        content.map_or_else(String::new, |content| of(content, cause))
    };
    flags
        .into_iter()
        .map(|flag| FlagView {
            finding: flag.id.to_string(),
            level: flag.finding.gives,
            since: flag.since,
            open: flag.is_open(today),
            not_asked: matches!(flag.id.cause, Cause::NotAsked(_)),
            until: match flag.state {
                FlagState::Resolved { until, .. } => Some(until),
                _ => None,
            },
            because: flag
                .finding
                .because
                .iter()
                .map(ToString::to_string)
                .collect(),
            say: words(outcome::say, &flag.finding.cause),
            what_to_do: words(outcome::what_to_do, &flag.finding.cause),
        })
        .collect()
}

fn program(record: &Record, content: Option<&Content>) -> Option<ProgramView> {
    let plan = &record.program.as_ref()?.plan;
    let name = |id: &ExerciseId| {
        let known = content.and_then(|content| content.exercises.get(id));
        known.map_or_else(String::new, |known| known.name.clone())
    };
    Some(ProgramView {
        program: plan.program.clone(),
        phase: plan.phase.clone(),
        held: plan.held.as_ref().map(record_text::why),
        review_on: plan.review_on,
        items: plan
            .courses
            .iter()
            .map(|course| ItemView {
                exercise: course.item.exercise.clone(),
                name: name(&course.item.exercise),
                side: course.item.sides,
                dose: record_text::dose(&course.item.dose),
                paused: course.paused.as_ref().map(record_text::why),
            })
            .collect(),
    })
}

fn sheets(record: &Record) -> Vec<SheetView> {
    let program = record.program_sheet().map(|sheet| sheet.entry);
    let outdated = record.outdated_sheet().map(|sheet| sheet.entry);
    record
        .sheets
        .iter()
        .map(|sheet| SheetView {
            number: sheet.value.number,
            kind: record_text::word(&sheet.value.kind),
            on: sheet.on,
            current: sheet.value.kind != SheetKind::Program
                || (Some(sheet.entry) == program && Some(sheet.entry) != outdated),
        })
        .collect()
}

fn write(view: &RecordView, page: &mut Page) {
    let paint = page.paint();
    let age = view
        .age
        .map(|age| format!(", {age} years"))
        .unwrap_or_default();
    page.line(&paint.strong(&format!(
        "{}  {}",
        view.patient,
        crate::terminal::harmless(&view.name)
    )));
    page.pair(12, "born", &format!("{}{age}", in_words(view.born)));
    if let Some(phone) = &view.phone {
        page.pair(12, "phone", phone);
    }
    page.pair(
        12,
        "consent",
        if view.consent { "given" } else { "not given" },
    );
    if let Some(episode) = &view.episode {
        let end = if episode.discharged {
            ", discharged"
        } else {
            ""
        };
        page.pair(
            12,
            "problem",
            &format!(
                "{}, since {}{end}",
                episode.problem,
                in_words(episode.since)
            ),
        );
    }
    page.line(&format!(
        "  {:<12}{}",
        "standing",
        paint.level(view.standing, view.standing.as_str())
    ));
    if !view.missing.is_empty() {
        page.pair(12, "not known", &view.missing.join(", "));
    }
    if let Some(problem) = &view.pack_problem {
        page.pair(12, "PACK", problem);
    }
    let known = view.precautions.iter();
    let known: Vec<_> = known.filter(|p| !view.may_stand.contains(p)).collect();
    if !known.is_empty() {
        page.pair(12, "precautions", &record_text::list(&known));
    }
    if !view.may_stand.is_empty() {
        let list = record_text::list(&view.may_stand);
        page.pair(12, "precautions", &format!("not excluded yet: {list}"));
    }
    write_flags(view, page);
    write_program(view, page);
    if !view.tasks.is_empty() {
        page.heading("Tasks");
        for task in &view.tasks {
            page.hanging(
                2,
                &format!("entry {}  ", task.entry),
                &format!("{}, by {}", task.what, in_words(task.by)),
            );
        }
    }
    if !view.referrals.is_empty() {
        page.heading("Referrals");
        for referral in &view.referrals {
            let state = if referral.received {
                "received"
            } else {
                "receipt not confirmed"
            };
            page.hanging(
                2,
                &format!("entry {}  ", referral.entry),
                &format!("{} to {}, {state}", referral.urgency, referral.to),
            );
        }
    }
    if !view.sheets.is_empty() {
        page.heading("Sheets");
        for sheet in &view.sheets {
            let state = if sheet.current {
                ""
            } else {
                ", no longer holds"
            };
            page.paragraph(
                2,
                &format!(
                    "{} {}, {}{state}",
                    sheet.number,
                    sheet.kind,
                    in_words(sheet.on)
                ),
            );
        }
    }
}

/// Findings of questions that were not asked that are shown one by one at most.
const MOST_NOT_ASKED: usize = 3;

fn write_flags(view: &RecordView, page: &mut Page) {
    if view.findings.is_empty() {
        return;
    }
    page.heading("Findings");
    // Dozens of questions that were not asked would push what was found out of the window.
    let is_to_ask = |flag: &&FlagView| flag.open && flag.not_asked;
    let to_ask: Vec<&FlagView> = view.findings.iter().filter(is_to_ask).collect();
    let in_short = to_ask.len() > MOST_NOT_ASKED;
    for flag in &view.findings {
        if in_short && is_to_ask(&flag) {
            continue;
        }
        page.blank();
        let paint = page.paint();
        let (level, state) = if flag.open {
            (
                paint.level(flag.level, flag.level.as_str()),
                "open".to_string(),
            )
        } else {
            let until = flag.until.map(in_words).unwrap_or_default();
            (
                paint.faint(flag.level.as_str()),
                format!("resolved until {until}"),
            )
        };
        page.line(&format!(
            "  {}  {level}  {state}, since {}",
            flag.finding,
            in_words(flag.since)
        ));
        page.paragraph(4, &flag.say);
        if flag.open {
            page.hanging(4, "Do:       ", &flag.what_to_do);
        }
        page.hanging(4, "Because:  ", &flag.because.join(", "));
    }
    if in_short && let Some(worst) = to_ask.first() {
        page.blank();
        let level = page.paint().level(worst.level, worst.level.as_str());
        page.line(&format!("  {} questions  {level}  not asked", to_ask.len()));
        page.paragraph(4, "They stand above, at \"not known\".");
        page.hanging(4, "Do:       ", "Ask them, and screen again.");
    }
}

fn write_program(view: &RecordView, page: &mut Page) {
    let Some(program) = &view.program else { return };
    page.heading(&format!(
        "Program {}, phase {}",
        program.program, program.phase
    ));
    page.paragraph(2, &format!("Review on {}.", in_words(program.review_on)));
    if let Some(why) = &program.held {
        page.paragraph(2, &format!("HELD because of {why}."));
    }
    let rows: Vec<[String; 4]> = program
        .items
        .iter()
        .map(|item| {
            let paused = item
                .paused
                .as_ref()
                .map(|why| format!(" (paused: {why})"))
                .unwrap_or_default();
            [
                item.exercise.to_string(),
                item.name.clone(),
                item.side
                    .map(|side| record_text::word(&side))
                    .unwrap_or_default(),
                format!("{}{paused}", item.dose),
            ]
        })
        .collect();
    page.table(["exercise", "name", "side", "dose"], &rows);
}
