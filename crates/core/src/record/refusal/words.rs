//! What a refusal says: the rule, the message, the way out.

use alloc::vec::Vec;
use core::fmt;

use super::{Reason, Warning};
use crate::{finding::Cause, record::flag::FindingId};

/// Facts and findings that a refusal names at most.
const MOST_NAMED: usize = 12;

/// The parts of a list, with commas.
struct List<'a, T>(&'a [T]);

impl<T: fmt::Display> fmt::Display for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, part) in self.0.iter().enumerate() {
            write!(f, "{}{part}", if n == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// The same, where there may be dozens, worst first: what comes first should not scroll out of the window.
struct Foremost<'a, T>(&'a [T]);

impl<T: fmt::Display> fmt::Display for Foremost<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (named, more) = self.0.split_at(self.0.len().min(MOST_NAMED));
        List(named).fmt(f)?;
        if more.is_empty() {
            return Ok(());
        }
        write!(f, " and {} more", more.len())
    }
}

impl Reason {
    /// The invariant or hazard that it holds to.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::ReadOnly { .. } => "HZ-44",
            Self::MovedOn { .. } => "INV-19",
            Self::Merged(_) | Self::CannotMerge(_) | Self::Registered(_) | Self::NotRegistered => {
                "HZ-15"
            }
            Self::Clock { .. } | Self::ClockIsRight | Self::Date { .. } => "HZ-21",
            Self::ForRegistered
            | Self::ForLead
            | Self::PersonKnown(_)
            | Self::NoSuchPerson(_)
            | Self::LastLead(_)
            | Self::NotProved
            | Self::Attested(_) => "HZ-42",
            Self::Text { .. } => "HZ-10",
            Self::Character { .. } => "HZ-30",
            Self::Number { .. }
            | Self::WrongAnswer(_)
            | Self::NoSuchInstrument
            | Self::Unit { .. }
            | Self::Places { .. }
            | Self::Above(..) => "HZ-19",
            Self::NoConsent | Self::ConsentStands | Self::NoEpisode | Self::EpisodeOpen(_) => {
                "INV-13"
            }
            Self::Discharged(_) | Self::NotScreened => "INV-14",
            Self::NoPack(_) | Self::NotAdopted { .. } | Self::OtherPack { .. } => "HZ-06",
            Self::NoSuchProgram(_)
            | Self::NoSuchPhase(_)
            | Self::NoSuchPrecaution(_)
            | Self::NoSuchQuestion(_)
            | Self::NoSuchPatient(_)
            | Self::Nothing
            | Self::NoChange => "HZ-16",
            Self::Contradiction(_) => "INV-02",
            Self::NoSuchFinding(_)
            | Self::FindingClosed(_)
            | Self::OnlyResolve(_)
            | Self::NeedsMedicalOutcome(_) => "HZ-07",
            Self::OnlyAsked(_) => "HZ-01",
            Self::EmergencyNotExcluded { .. } => "HZ-03",
            Self::NotThisVisit(_) => "HZ-08",
            Self::NeedsPrecaution(_) => "HZ-11",
            Self::Standing { .. } | Self::Held | Self::NotHeld | Self::OpenFlag(_) => "INV-01",
            Self::ScreeningTooOld { .. } | Self::NotAskedToday(_) => "INV-03",
            Self::OutsidePack(_) => "INV-20",
            Self::OtherContent { .. } => "INV-07",
            Self::NoProgram
            | Self::ProgramAssigned(_)
            | Self::NoExercises
            | Self::Twice(_)
            | Self::NotInProgram(_)
            | Self::InProgram(_)
            | Self::Paused(_)
            | Self::NotPaused(_)
            | Self::OnlyResume(_) => "INV-09",
            Self::Barred { .. }
            | Self::NoOverride { .. }
            | Self::OverrideInLastPhase(_)
            | Self::NotBarred(_)
            | Self::PrecautionStands(_)
            | Self::PrecautionNotSet(_) => "INV-04",
            Self::MeansBarred { .. }
            | Self::Mentions { .. }
            | Self::NotTaught(_)
            | Self::TooManyNew { .. } => "HZ-12",
            Self::NoSide(_)
            | Self::NoSuchSide(_)
            | Self::MeasuredOnASide(_)
            | Self::MeasuredWithoutSide(_) => "HZ-17",
            Self::Dose(_) => "INV-08",
            Self::NoSuchDose { .. } => "HZ-18",
            Self::PhaseTooFar(_)
            | Self::PhaseUpToday
            | Self::UndoTooLate(_)
            | Self::CriteriaNotMet { .. } => "INV-10",
            Self::NoSuchAdvice(_)
            | Self::AdviceDecided(_)
            | Self::AdviceOutdated(_)
            | Self::NotAdvised(_)
            | Self::ChooseOne(_)
            | Self::NoStep(_)
            | Self::NotGreenYet(_)
            | Self::NotGentler(_)
            | Self::ToWhom
            | Self::NotDone { .. } => "HZ-13",
            Self::TooManyGoals(_) => "HZ-33",
            Self::NoSuchEntry(_) | Self::EntryGone(_) | Self::NotTheLast(_) => "INV-05",
            Self::NoSuchTask(_) | Self::ReviewOver(_) => "HZ-26",
            Self::NoSuchReferral(_)
            | Self::UrgentReferral(_)
            | Self::ReferralTaken(_)
            | Self::ReferralSent(_) => "INV-16",
            Self::NotRoutine(_) => "HZ-43",
            Self::SheetNumber { .. } => "INV-06",
            Self::OtherLanguage { .. } | Self::NotReviewed { .. } => "HZ-32",
            Self::NoSheetText { .. } => "INV-18",
            Self::NoSettings { .. } | Self::EmergencyNumber => "HZ-35",
        }
    }

    /// What to do instead.
    pub const fn way_out(&self) -> &'static str {
        match self {
            Self::ReadOnly { .. } => "open it with the newer version of the program that wrote it",
            Self::MovedOn { .. } => "look at what came between, and decide again",
            Self::Merged(_) => "use the record that goes on",
            Self::NotRegistered => "register the patient first",
            Self::Registered(_) => "correct the details, or use another number",
            Self::CannotMerge(_) => {
                "merge two records that are both registered, open and different"
            }
            Self::Clock { .. } => "set the clock right, or confirm it with a reason",
            Self::ClockIsRight => "go on; nothing has to be confirmed",
            Self::ForRegistered | Self::Attested(_) => "ask a registered clinician",
            Self::NotProved => "give the passphrase again",
            Self::Text { .. } => "say it in words of your own",
            Self::Character { .. } => "type the text again without it",
            Self::Date { .. } => "give the date as year-month-day, like 2026-11-21",
            Self::Number { .. } | Self::WrongAnswer(_) => {
                "look at the form, and give a value that it takes"
            }
            Self::NoSuchInstrument => "look at the list: plinth measure --help",
            Self::Unit { .. } => "give the value in that unit",
            Self::Places { .. } => "give the value as it is read",
            Self::MeasuredOnASide(_) => "say left or right",
            Self::NoConsent => {
                "record the patient's consent; the emergency sheet and the letter print without it"
            }
            Self::ConsentStands => "withdraw it first, or leave it as it is",
            Self::NoEpisode => "screen the patient, which opens an episode",
            Self::EpisodeOpen(_) => "go on with the open episode, or discharge it",
            Self::Discharged(_) => {
                "reopen the episode or open another, then screen the patient in full"
            }
            Self::NotScreened => "screen the patient in full",
            Self::NoPack(_) => "install the pack",
            Self::NotAdopted { .. } => {
                "a clinical lead adopts this pack, after its checks, tests and proof pass"
            }
            Self::OtherPack { .. } => {
                "use the pack of the episode, or discharge the episode and open another"
            }
            Self::NoSuchProgram(_) | Self::NoSuchPhase(_) | Self::NoSuchPrecaution(_) => {
                "look at what the pack has"
            }
            Self::NoSuchQuestion(_) => "look at the pack's questions",
            Self::Contradiction(_) | Self::Above(..) => "ask both questions again",
            Self::NotDone { .. } => {
                "ask again on how many days it was done; where it was none, leave the other answers about it out"
            }
            Self::Nothing | Self::NoChange => "give what is to be recorded",
            Self::NoSuchFinding(_) | Self::FindingClosed(_) => {
                "look at the open findings of the record"
            }
            Self::OnlyAsked(_) => {
                "ask the question and screen again; the private card or another person may help"
            }
            Self::NeedsMedicalOutcome(_) => {
                "send the patient now; close it with the written outcome of that assessment"
            }
            Self::EmergencyNotExcluded { .. } => "ask what is missing and screen again",
            Self::NotThisVisit(_) => "examine or ask today and record it, or use a letter",
            Self::NeedsPrecaution(_) => {
                "ask again, offer the private card, or set a precaution and then resolve it with a reason"
            }
            Self::Standing { .. } => {
                "resolve what stands, ask what is missing, or refer the patient"
            }
            Self::Held => "release the program first",
            Self::NotHeld => "nothing has to be released",
            Self::OpenFlag(_) => "resolve the finding first",
            Self::ScreeningTooOld { .. } | Self::NotAskedToday(_) => {
                "screen the patient again today"
            }
            Self::OutsidePack(_) => {
                "refer to somebody who treats this age; check the date of birth"
            }
            Self::OtherContent { .. } => {
                "accept the new version for this program, or screen with the pack that it is pinned to"
            }
            Self::NoProgram => "assign a program first",
            Self::ProgramAssigned(_) => "adjust the program that runs",
            Self::NoExercises => "give at least one exercise",
            Self::Twice(_) => "name each exercise once; its side may be each in turn",
            Self::NotInProgram(_) => "look at the exercises of the program",
            Self::InProgram(_) => "change its dose, or resume it",
            Self::Paused(_) => "resume it first",
            Self::NotPaused(_) => "nothing has to be resumed",
            Self::Barred { .. } => {
                "take what may be done in its place, or override with a reason where that is permitted"
            }
            Self::MeansBarred { .. } => {
                "leave it out of the text, or override with a reason where that is permitted"
            }
            Self::Mentions { .. } => "swap or remove the exercise whose words mention it",
            Self::NoOverride { .. } => "take another exercise",
            Self::OverrideInLastPhase(_) => "wait for the last phase, or take another exercise",
            Self::NotBarred(_) => "add it; nothing has to be overridden",
            Self::PrecautionStands(_) => "nothing has to be set",
            Self::PrecautionNotSet(_) => "screen again, or amend the answer that it comes from",
            Self::NoSide(_) => "say left, right or each in turn",
            Self::NoSuchSide(_) | Self::MeasuredWithoutSide(_) => "leave the side out",
            Self::NoSuchDose { .. } => "give a dose that can be meant",
            Self::Dose(_) => "give repetitions, a hold or minutes, and how often",
            Self::PhaseTooFar(_) => "go up one phase at a time",
            Self::PhaseUpToday => "see how this step goes until the next visit",
            Self::CriteriaNotMet { .. } => "record what is missing, or stay in this phase",
            Self::UndoTooLate(_) => "adjust the program as it should be now",
            Self::OnlyResume(_) => "resume the exercise, with a reason",
            Self::NoSuchAdvice(_) => "look at what the newest check-in advises",
            Self::AdviceDecided(_) | Self::AdviceOutdated(_) => {
                "adjust the program, or check in again"
            }
            Self::NotAdvised(_) => "follow what is advised, or decide otherwise with a reason",
            Self::ChooseOne(_) => "say which exercise",
            Self::NoStep(_) => "choose another exercise, or adjust the dose by hand",
            Self::NotGreenYet(_) => "choose another exercise, or wait for its next green check-in",
            Self::NotGentler(_) => "choose one of those that are offered, or swap by hand",
            Self::ToWhom => "say to whom, and why",
            Self::NotRoutine(_) => {
                "refer the patient, and say how soon: of the same day, or as an emergency"
            }
            Self::NotTaught(_) => "teach it first, and record that it was shown",
            Self::TooManyNew { .. } => "add the others at a later visit",
            Self::TooManyGoals(_) => "strike one that no longer counts",
            Self::NoSuchEntry(_) => {
                "look at the history: a measure, a goal, a note, a conversation or a referral of today that nobody has received is struck, the last change of the program is undone"
            }
            Self::EntryGone(_) => "look at the history of the record",
            Self::OnlyResolve(_) => "resolve the finding, with evidence",
            Self::NotTheLast(_) => "undo the later change first, or adjust the program",
            Self::NoSuchTask(_) => "look at the open tasks of the record",
            Self::ReviewOver(_) => {
                "see the patient, and adjust or release the program with a new review date"
            }
            Self::NoSuchReferral(_) => "look at the open referrals of the record",
            Self::UrgentReferral(_) => "record its receipt and its outcome first",
            Self::ReferralTaken(_) => "tell them, and close it with what came of that",
            Self::ReferralSent(_) => {
                "tell them, record that they have received it, and close it with what came of that"
            }
            Self::SheetNumber { .. } => "lay the sheet out again with the next number",
            Self::OtherLanguage { .. } => "print in the patient's language, or say why not",
            Self::NoSheetText { .. } => "the pack's author adds the text",
            Self::NotReviewed { .. } => {
                "somebody who may review it reads it and takes it off `not-reviewed` in pack.toml; or leave it out of this program"
            }
            Self::ForLead => "ask a clinical lead",
            Self::PersonKnown(_) => "choose another id",
            Self::NoSuchPerson(_) => "look at the list of people",
            Self::LastLead(_) => "add another clinical lead first",
            Self::NoSuchPatient(_) => "look the number up",
            Self::EmergencyNumber => "type the number that people call here, twice",
            Self::NoSettings { .. } => "a clinical lead enters the clinic's settings",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadOnly { kind, version } => write!(
                f,
                "the record holds an entry of kind {kind}, version {version}, which this program cannot read"
            ),
            Self::MovedOn { seen, now } => {
                write!(f, "the record is at entry {now}; you had seen it at {seen}")
            }
            Self::Merged(into) => write!(f, "this record was joined to {into}"),
            Self::NotRegistered => f.write_str("nobody is registered in this record"),
            Self::Registered(number) => write!(f, "this record is that of {number}"),
            Self::CannotMerge(other) => write!(f, "this record cannot be joined to {other}"),
            Self::Clock { last, now } => write!(
                f,
                "the clock says {now}, and the last entry was made at {last}"
            ),
            Self::ClockIsRight => f.write_str("the clock is not in doubt"),
            Self::ForRegistered => f.write_str("only a registered clinician may do this"),
            Self::NotProved => f.write_str("this is done with the passphrase given again"),
            Self::Text { what } => write!(f, "{what} is empty, says too little or is too long"),
            Self::Character { what, code } => {
                write!(f, "{what} holds U+{code:04X}, which cannot be printed")
            }
            Self::Date { what } => write!(f, "{what}"),
            Self::Number { what, least, most } => {
                write!(f, "{what} is a number from {least} to {most}")
            }
            Self::NoSuchInstrument => f.write_str("there is no such instrument of measurement"),
            Self::Unit { instrument, unit } => {
                write!(f, "{instrument} is counted in this unit: {unit}")
            }
            Self::Places {
                instrument,
                places: 0,
            } => write!(f, "{instrument} is a whole number"),
            Self::Places { instrument, places } => {
                write!(
                    f,
                    "{instrument} has at most {places} places after the point"
                )
            }
            Self::MeasuredOnASide(id) => write!(f, "{id} is of one side"),
            Self::MeasuredWithoutSide(id) => write!(f, "{id} has no sides"),
            Self::NoConsent => {
                f.write_str("the patient's consent is not recorded, or was withdrawn")
            }
            Self::ConsentStands => f.write_str("the patient's consent is recorded"),
            Self::NoEpisode => f.write_str("no episode is open"),
            Self::EpisodeOpen(id) => write!(f, "episode {id} is open"),
            Self::Discharged(id) => write!(f, "episode {id} was discharged"),
            Self::NoPack(pack) => write!(f, "the clinic does not have the pack {pack}"),
            Self::NotAdopted { pack, digest } => write!(
                f,
                "the pack {pack} with the digest {digest:.12} is installed, but no clinical lead has adopted it"
            ),
            Self::OtherPack { episode, given } => {
                write!(f, "the episode is about {episode}, not {given}")
            }
            Self::NoSuchProgram(id) => write!(f, "the pack has no program {id}"),
            Self::NoSuchPhase(id) => write!(f, "the program has no phase {id}"),
            Self::NoSuchPrecaution(id) => write!(f, "the pack has no precaution {id}"),
            Self::NoSuchQuestion(slot) => write!(f, "the pack does not ask {slot}"),
            Self::WrongAnswer(slot) => write!(f, "{slot} does not take such an answer"),
            Self::Contradiction(slot) => write!(
                f,
                "{slot} is answered, although the answer before it says that it does not arise"
            ),
            Self::Above(lesser, greater) => write!(
                f,
                "{lesser} is higher than {greater}, and for the same time it cannot be"
            ),
            Self::NotDone { exercise, answered } => write!(
                f,
                "{exercise} was done on no day, and yet it is answered how it went: {}",
                List(answered)
            ),
            Self::Attested(slot) => write!(
                f,
                "for {slot} an answer milder than the worst is a registered clinician's to record"
            ),
            Self::Nothing => f.write_str("nothing was given to record"),
            Self::NoSuchFinding(id) => write!(f, "the record has no finding {id}"),
            Self::FindingClosed(id) => write!(f, "the finding {id} is not open"),
            Self::OnlyAsked(id) => write!(f, "{id} is an open question, which cannot be resolved"),
            Self::NeedsMedicalOutcome(id) => write!(
                f,
                "{id} is an emergency, which nothing but a written medical outcome closes"
            ),
            Self::EmergencyNotExcluded { missing } => write!(
                f,
                "an emergency is not excluded while this is not known: {}",
                Foremost(missing)
            ),
            Self::NotThisVisit(id) => write!(
                f,
                "nothing was examined or asked today on which a resolution of {id} could rest"
            ),
            Self::NeedsPrecaution(id) => write!(
                f,
                "{id} was declined; without the answer a precaution has to stand in its place"
            ),
            Self::Standing {
                standing,
                findings,
                missing,
            } => {
                write!(f, "the record stands at {standing}")?;
                // What was not asked is a finding too, and stands among what is not known already.
                let found: Vec<&FindingId> = findings
                    .iter()
                    .filter(|id| {
                        !matches!(&id.cause, Cause::NotAsked(slot)
                        if missing.iter().any(|fact| fact.slot().as_ref() == Some(slot)))
                    })
                    .collect();
                if !found.is_empty() {
                    write!(f, " because of {}", Foremost(&found))?;
                }
                if !missing.is_empty() {
                    write!(f, "; not known: {}", Foremost(missing))?;
                }
                Ok(())
            }
            Self::NotScreened => {
                f.write_str("there is no full screening since the episode was opened")
            }
            Self::ScreeningTooOld { screened_on, days } => write!(
                f,
                "the screening of {screened_on} is more than {days} days old"
            ),
            Self::NotAskedToday(slots) => write!(
                f,
                "questions that can reach emergency were not asked today: {}",
                Foremost(slots)
            ),
            Self::OutsidePack(id) => write!(
                f,
                "{id} rests on the patient's age alone: the pack is not for it"
            ),
            Self::OtherContent { program, screening } => write!(
                f,
                "the program is pinned to the pack {program:.12}, and the screening was made with {screening:.12}"
            ),
            Self::NoProgram => f.write_str("no program is assigned"),
            Self::ProgramAssigned(entry) => write!(f, "entry {entry} assigned a program"),
            Self::Held => f.write_str("the program is held"),
            Self::NotHeld => f.write_str("the program is not held"),
            Self::NoExercises => f.write_str("the program would have no exercises"),
            Self::Twice(id) => write!(f, "{id} stands there twice"),
            Self::NotInProgram(id) => write!(f, "{id} is not in the program"),
            Self::InProgram(id) => write!(f, "{id} is in the program"),
            Self::Paused(id) => write!(f, "{id} is paused"),
            Self::NotPaused(id) => write!(f, "{id} is not paused"),
            Self::Barred {
                exercise,
                bars,
                instead,
            } => {
                write!(f, "{exercise} may not be done now: {}", List(bars))?;
                if !instead.is_empty() {
                    write!(f, "; in its place: {}", List(instead))?;
                }
                Ok(())
            }
            Self::MeansBarred { exercise, bars } => write!(
                f,
                "the text means {exercise}, which may not be done now: {}",
                List(bars)
            ),
            Self::Mentions {
                exercise,
                mentioned,
            } => write!(
                f,
                "the words of {exercise} mention {mentioned}, which may not be done now"
            ),
            Self::NoOverride { exercise, bar } => {
                write!(f, "nobody can set aside what bars {exercise}: {bar}")
            }
            Self::OverrideInLastPhase(id) => {
                write!(f, "what bars {id} can be set aside in the last phase only")
            }
            Self::NotBarred(id) => write!(f, "nothing bars {id}"),
            Self::NoSide(id) => write!(f, "{id} is done with one side, and none is given"),
            Self::NoSuchSide(id) => write!(f, "{id} has no sides"),
            Self::NoSuchDose { exercise, why } => {
                write!(f, "this is no dose of {exercise}: {why}")
            }
            Self::Dose(id) => write!(f, "the dose of {id} leaves open how much"),
            Self::NoChange => f.write_str("nothing would change"),
            Self::PhaseTooFar(id) => write!(f, "{id} is more than one phase up"),
            Self::PhaseUpToday => f.write_str("the program went up on this visit already"),
            Self::CriteriaNotMet { facts } => write!(
                f,
                "what this step asks for does not hold, or is not known: {}",
                List(facts)
            ),
            Self::PrecautionStands(id) => write!(f, "the precaution {id} stands already"),
            Self::PrecautionNotSet(id) => write!(f, "the precaution {id} was not set by hand"),
            Self::TooManyGoals(most) => write!(f, "there are {most} goals already"),
            Self::NoSuchEntry(entry) => {
                write!(f, "entry {entry} is not one to which this can be done")
            }
            Self::EntryGone(entry) => write!(f, "entry {entry} was corrected since"),
            Self::OnlyResolve(entry) => write!(
                f,
                "entry {entry} raised or resolved a finding; nothing but a resolution lowers one"
            ),
            Self::NotTheLast(entry) => {
                write!(f, "entry {entry} is not the last change of the program")
            }
            Self::NoSuchTask(entry) => write!(f, "entry {entry} is not an open task"),
            Self::NoSuchReferral(entry) => write!(f, "entry {entry} is not an open referral"),
            Self::NotRoutine(entry) => write!(
                f,
                "what check-in {entry} advises would be a routine referral, and something stands that cannot wait for one"
            ),
            Self::UrgentReferral(entry) => write!(f, "the urgent referral {entry} is open"),
            Self::ReferralTaken(entry) => {
                write!(
                    f,
                    "somebody has received the referral {entry}, so it is not struck"
                )
            }
            Self::ReferralSent(entry) => write!(
                f,
                "the referral {entry} is of an earlier day, or it is urgent and a letter was issued since, so it is not struck"
            ),
            Self::OpenFlag(id) => write!(f, "the finding {id} is open"),
            Self::SheetNumber { given, next } => {
                write!(f, "the sheet bears {given}; the next count is {next}")
            }
            Self::OtherLanguage { sheet, patient } => {
                write!(
                    f,
                    "the sheet is in {sheet}, and the patient reads {patient}"
                )
            }
            Self::NoSheetText { what } => write!(f, "the pack has no text for {what}"),
            Self::NotReviewed { text } => {
                write!(
                    f,
                    "the text {text} of the pack is not reviewed, so it is not printed"
                )
            }
            Self::NoSettings { what } => write!(f, "the clinic's settings lack {what}"),
            Self::ForLead => f.write_str("only a clinical lead may do this"),
            Self::PersonKnown(id) => write!(f, "the clinic has a person {id} already"),
            Self::NoSuchPerson(id) => write!(f, "the clinic has no person {id} who can sign in"),
            Self::LastLead(id) => write!(f, "{id} is the only clinical lead"),
            Self::NoSuchPatient(number) => write!(f, "the clinic has no patient {number}"),
            Self::EmergencyNumber => f.write_str(
                "the emergency number was not given the same way twice, or has no digits",
            ),
            Self::ReviewOver(day) => write!(f, "the review was due on {day}"),
            Self::NoSuchAdvice(entry) => {
                write!(
                    f,
                    "entry {entry} is not the newest check-in, or advises nothing to decide there"
                )
            }
            Self::AdviceDecided(entry) => {
                write!(
                    f,
                    "that part of the advice of check-in {entry} was decided already"
                )
            }
            Self::UndoTooLate(entry) => write!(
                f,
                "entry {entry} is of another day, and undoing it would have something run that does not run so now"
            ),
            Self::OnlyResume(exercise) => {
                write!(
                    f,
                    "a check-in paused {exercise}; undo does not bring it back"
                )
            }
            Self::AdviceOutdated(entry) => write!(
                f,
                "what the check-in in entry {entry} advises rests on what has changed since"
            ),
            Self::NotAdvised(effect) => write!(f, "`{effect}` is not what is advised"),
            Self::ChooseOne(exercises) if exercises.is_empty() => {
                f.write_str("no exercise can be chosen for this")
            }
            Self::ChooseOne(exercises) => write!(f, "one of {} is to be chosen", List(exercises)),
            Self::NoStep(exercise) => write!(f, "the dose of {exercise} has no next step"),
            Self::NotGreenYet(exercise) => write!(
                f,
                "since {exercise} has its dose, there are too few green check-ins in a row"
            ),
            Self::NotGentler(exercise) => {
                write!(f, "{exercise} is not among what may take its place now")
            }
            Self::ToWhom => f.write_str("it is not said who is asked to see the patient"),
            Self::NotTaught(exercise) => {
                write!(f, "{exercise} was not done under supervision yet")
            }
            Self::TooManyNew { new, most } => {
                write!(
                    f,
                    "{new} new exercises of this phase at one visit; {most} are the most"
                )
            }
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ManyItems { items, most } => {
                write!(
                    f,
                    "{items} exercises run; {most} are the most for this phase"
                )
            }
            Self::Modified {
                exercise,
                change,
                precaution,
            } => write!(f, "{exercise} is changed because of {precaution}: {change}"),
            Self::FindingStands(id) => {
                write!(f, "the finding {id} stands until it is resolved")
            }
            Self::ProgramHeld(id) => write!(f, "the program is held because of {id}"),
            Self::HeldByAdvice(rule) => write!(f, "the program is held because of {rule}"),
            Self::ExercisePaused(id) => write!(f, "{id} is paused"),
            Self::OverrideEnded(id) => write!(f, "the override for {id} ended"),
            Self::SheetOutOfDate(number) => write!(
                f,
                "sheet {number} no longer holds; a task to tell the patient is open"
            ),
            Self::OtherPhase(id) => write!(f, "by the screening the program begins in {id}"),
            Self::OtherSide(slot) => {
                write!(f, "{slot} is weak, and that is not the side that hurts")
            }
            Self::GoalWithoutScore => f.write_str(
                "the goal has no score from 0 to 10 now: until it is struck and set again with one, no change of the goals can be told",
            ),
        }
    }
}
