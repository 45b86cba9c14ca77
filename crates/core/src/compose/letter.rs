//! The blocks of a letter to another clinician. It prints in every state of the record.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use super::{
    Printing,
    emergency::{answer_in_words, facts},
    words::Lexicon,
};
use crate::{
    answer::Answer,
    content::Disposition,
    finding::{Because, Cause, Found},
    question::Part,
    record::{
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
    if let Some(referral) = record.open_referrals().last() {
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
    let who = &printing.desk.who;
    let registration = who.registration.as_deref().unwrap_or_default();
    blocks.push(paragraph(
        format!("{}:", lexicon.say("letter-from")?),
        format!("{} {registration}", printing.clinician).trim(),
    ));
    blocks.push(Block::SmallPrint(SmallPrint {
        clinic_dose: None,
        edited_dose: None,
        notes: alloc::vec![lexicon.say("letter-note")?],
    }));
    Ok((blocks, lexicon.say("letter")?, String::new()))
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
        let label = match &missing.found {
            Found::Answer(Answer::Declined) => "declined",
            Found::Answer(Answer::Unsure) => "unsure",
            _ if question.part == Part::Examination => "not-examined",
            _ => "not-asked",
        };
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
        Some(day) => format!(", {} {}", lexicon.say("since")?, lexicon.date(day)?),
        None => String::new(),
    };
    Ok(format!("{}{side} {answer}{since}", question.ask))
}
