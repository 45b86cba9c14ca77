//! The blocks of a letter to another clinician. It prints in every state of the record.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use super::{
    Printing, chart,
    emergency::{answer_in_words, facts, inside},
    program,
    words::Lexicon,
};
use crate::{
    answer::Answer,
    content::{Content, Disposition},
    finding::{Because, Cause, Found},
    question::{Part, Question},
    record::{
        Record, Referral,
        event::Urgency,
        refusal::{Reason, Refusal},
    },
    sheet::{Block, FactTable, RunIn, SmallPrint},
};

pub(super) fn blocks(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
) -> Result<(Vec<Block>, String, String), Refusal> {
    let record = printing.record;
    let paragraph = |lead: String, text: &str| {
        Block::Paragraph(RunIn {
            lead,
            text: text.into(),
        })
    };
    let mut blocks = Vec::new();
    if let Some(referral) = most_urgent(record) {
        blocks.push(paragraph(
            format!("{}:", lexicon.say("letter-to")?),
            &referral.made.to,
        ));
        let how_soon = lexicon.may_say("letter-how-soon");
        let urgency = lexicon.may_say(match referral.made.urgency {
            Urgency::Routine => "routine",
            Urgency::SameDay => "same-day",
            Urgency::Emergency => "at-once",
        });
        if !how_soon.is_empty() && !urgency.is_empty() {
            blocks.push(paragraph(format!("{how_soon}:"), &urgency));
        }
        blocks.push(paragraph(
            format!("{}:", lexicon.say("letter-why")?),
            &referral.made.reason,
        ));
    }
    let problem = lexicon.may_say("letter-problem");
    if let Some(episode) = record.episodes.last().filter(|_| !problem.is_empty()) {
        blocks.push(paragraph(format!("{problem}:"), &episode.problem));
    }
    for (lead, titles) in precautions(printing, lexicon)? {
        blocks.push(paragraph(format!("{lead}:"), &titles));
    }
    for (label, words) in [
        ("letter-exercises", exercises(printing, lexicon)?),
        ("letter-phone", patients_phone(printing)),
    ] {
        let lead = lexicon.may_say(label);
        if !lead.is_empty() && !words.is_empty() {
            blocks.push(paragraph(format!("{lead}:"), &words));
        }
    }
    let standing = record.standing(printing.desk.today);
    let found = standing.open.iter().filter_map(|flag| {
        let Cause::Rule(id) = &flag.id.cause else {
            return None;
        };
        let rule = printing.content.rules.iter().find(|rule| rule.id == *id);
        Some((flag, rule.map_or_else(String::new, |rule| rule.say.clone())))
    });
    for (place, (flag, lead)) in found.enumerate() {
        if place == 0 {
            blocks.push(Block::Heading(lexicon.say("letter-findings")?));
        }
        let because = flag.finding.because.iter();
        let because = because.map(|because| in_words(printing, lexicon, because));
        let because: Vec<String> = because.collect::<Result<_, Reason>>()?;
        blocks.push(paragraph(lead, &because.join("; ")));
    }
    for (lead, questions) in not_known(printing, lexicon)? {
        blocks.push(paragraph(format!("{lead}:"), &questions));
    }
    blocks.push(Block::Facts(FactTable {
        heading: lexicon.say("letter-answers")?,
        lead: days(printing, lexicon)?,
        facts: facts(printing, lexicon)?,
    }));
    blocks.extend(chart::chart(printing, lexicon)?.map(Block::BodyChart));
    blocks.push(paragraph(
        format!("{}:", lexicon.say("letter-from")?),
        &sender(printing, lexicon)?,
    ));
    blocks.push(Block::SmallPrint(SmallPrint {
        clinic_dose: None,
        edited_dose: None,
        notes: alloc::vec![lexicon.say("letter-note")?],
    }));
    Ok((blocks, title(printing, lexicon)?, String::new()))
}

/// The referral that the letter goes with: of those that are open the most urgent, and of those the newest (HZ-43).
fn most_urgent(record: &Record) -> Option<&Referral> {
    record
        .open_referrals()
        .max_by_key(|referral| referral.made.urgency)
}

/// What kind of letter it is, by the referral that it goes with.
fn title(printing: &Printing<'_>, lexicon: &Lexicon<'_>) -> Result<String, Reason> {
    let referral = most_urgent(printing.record);
    let title = match referral.map(|referral| referral.made.urgency) {
        Some(Urgency::Emergency) => lexicon.may_say("letter-urgent"),
        Some(_) => lexicon.may_say("letter-referral"),
        None => String::new(),
    };
    if title.is_empty() {
        lexicon.say("letter")
    } else {
        Ok(title)
    }
}

/// Who wrote it, with what a reply needs: registration, clinic, address and telephone number (in a demonstration none, HZ-37).
fn sender(printing: &Printing<'_>, lexicon: &Lexicon<'_>) -> Result<String, Reason> {
    let settings = printing.settings;
    let phone = if printing.desk.demo {
        lexicon.say("sample")?
    } else {
        settings.phone.clone()
    };
    let registration = printing.desk.who.registration.clone().unwrap_or_default();
    let parts = [
        printing.clinician,
        &registration,
        &settings.name,
        &settings.address,
        &phone,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(parts.join(", "))
}

/// Precautions that are known to stand, then those that are only not excluded, by why (HZ-01). One that the pack of the letter
/// does not have is named by its id.
fn precautions(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
) -> Result<Vec<(String, String)>, Reason> {
    let lead = lexicon.may_say("letter-precautions");
    if lead.is_empty() {
        return Ok(Vec::new());
    }
    let standing = &printing.record.precautions;
    let mut known: Vec<&str> = Vec::new();
    let mut not_excluded: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for stands in standing {
        let id = &stands.precaution;
        let mut in_pack = printing.content.precautions.iter();
        let title = in_pack
            .find(|precaution| precaution.id == *id)
            .map_or(id.as_str(), |precaution| precaution.title.as_str());
        let mut same = standing.iter().filter(|other| other.precaution == *id);
        let titles = if same.any(|other| other.known) {
            &mut known
        } else {
            let why = why_not_excluded(printing.content, &stands.because);
            not_excluded.entry(why).or_default()
        };
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    let mut told = Vec::new();
    if !known.is_empty() {
        told.push((lead.clone(), known.join("; ")));
    }
    for (why, titles) in not_excluded {
        let why = inside(&lexicon.say(why)?);
        told.push((format!("{lead}, {why}"), titles.join("; ")));
    }
    Ok(told)
}

/// The label of what keeps a precaution from being excluded. What the patient would not or could not say comes first.
fn why_not_excluded(content: &Content, because: &[Because]) -> &'static str {
    let why = |because: &Because| {
        let slot = because.fact.slot()?;
        let question = content.questions.get(slot.question.as_str())?;
        Some(why_not_known(question, &because.found))
    };
    let labels: Vec<&str> = because.iter().filter_map(why).collect();
    ["declined", "unsure", "not-examined"]
        .into_iter()
        .find(|label| labels.contains(label))
        .unwrap_or("not-asked")
}

/// The label of why there is no answer to a question.
fn why_not_known(question: &Question, found: &Found) -> &'static str {
    match found {
        Found::Answer(Answer::Declined) => "declined",
        Found::Answer(Answer::Unsure) => "unsure",
        _ if question.part == Part::Examination => "not-examined",
        _ => "not-asked",
    }
}

/// What the patient does at present, by the phase and since when it is this one; or that all of it rests, or is stopped. An
/// exercise that the pack of the letter does not have is named by its id.
fn exercises(printing: &Printing<'_>, lexicon: &Lexicon<'_>) -> Result<String, Reason> {
    let (record, content) = (printing.record, printing.content);
    let Some(program) = record.running_program() else {
        return Ok(String::new());
    };
    if !record.program_runs(printing.desk.today) || program.running().is_empty() {
        return Ok(lexicon.may_say("letter-stopped"));
    }
    let names: Vec<&str> = program
        .plan
        .running()
        .map(|item| {
            let known = content.exercises.get(&item.exercise);
            known.map_or(item.exercise.as_str(), |known| known.name.as_str())
        })
        .collect();
    let phase = program::phase_of(content, &program.plan);
    let phase = phase.map_or_else(String::new, |phase| format!("{}. ", phase.title));
    let since = inside(&lexicon.say("since")?);
    let day = lexicon.day(program.phase_since)?;
    Ok(format!("{phase}{}; {since} {day}", names.join(", ")))
}

fn patients_phone(printing: &Printing<'_>) -> String {
    let patient = printing.record.patient.as_ref();
    let phone = patient.and_then(|patient| patient.details.phone.clone());
    phone.unwrap_or_default()
}

/// The days on which was asked and examined what stands below: never the day of the letter itself.
fn days(printing: &Printing<'_>, lexicon: &Lexicon<'_>) -> Result<String, Reason> {
    let Some((_, screened, checked_in)) = printing.record.answers_to_tell(printing.content) else {
        return Ok(String::new());
    };
    let days: Vec<String> = core::iter::once(screened)
        .chain(checked_in.filter(|day| *day != screened))
        .map(|day| lexicon.day(day))
        .collect::<Result<_, _>>()?;
    Ok(days.join("; "))
}

/// Everything that is not known and could hide a finding that cannot wait, by why it is not known (HZ-01).
fn not_known(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
) -> Result<Vec<(String, String)>, Reason> {
    let record = printing.record;
    let newest = record.screenings.last().map(|screening| {
        let checked_in = record
            .check_ins
            .last()
            .filter(|last| last.entry > screening.entry && last.episode == screening.episode);
        checked_in.map_or(&screening.outcome, |last| &last.outcome)
    });
    let missing = newest.into_iter().flat_map(|outcome| &outcome.missing);
    let mut by_label: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for missing in
        missing.filter(|missing| missing.cannot_exclude.is_some_and(Disposition::is_flag))
    {
        let Some((slot, question)) = missing.fact.slot().and_then(|slot| {
            let question = printing.content.questions.get(slot.question.as_str())?;
            Some((slot, question))
        }) else {
            continue;
        };
        let label = why_not_known(question, &missing.found);
        let side = match slot.side {
            Some(side) => format!(" ({})", lexicon.say(side.as_str())?),
            None => String::new(),
        };
        by_label
            .entry(label)
            .or_default()
            .push(format!("{}{side}", question.ask));
    }
    by_label
        .into_iter()
        .map(|(label, questions)| Ok((lexicon.say(label)?, questions.join("; "))))
        .collect()
}

/// A fact as a colleague reads it: the question and its answer, with its onset.
fn in_words(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
    because: &Because,
) -> Result<String, Reason> {
    let slot = because.fact.slot();
    let question = slot.as_ref().and_then(|slot| {
        let id = slot.question.as_str();
        printing.content.questions.get(id)
    });
    let (Some(slot), Some(question), Found::Answer(answer)) = (slot, question, &because.found)
    else {
        return Ok(format!("{because}"));
    };
    let side = match slot.side {
        Some(side) => format!(" ({})", lexicon.say(side.as_str())?),
        None => String::new(),
    };
    let answer = answer_in_words(question, answer, lexicon)?;
    let since = match printing.record.newest(&slot).and_then(|given| given.since) {
        Some(day) => format!(
            ", {} {}",
            inside(&lexicon.say("since")?),
            lexicon.date(day)?
        ),
        None => String::new(),
    };
    Ok(format!("{}{side} {answer}{since}", question.ask))
}
