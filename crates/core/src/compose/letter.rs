//! The blocks of a letter to another clinician. It prints in every state of the record.

use alloc::{format, string::String, vec::Vec};

use super::{
    Printing,
    emergency::{answer_in_words, facts},
    words::Lexicon,
};
use crate::{
    finding::{Because, Cause, Found},
    record::refusal::{Reason, Refusal},
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
        blocks.push(paragraph(
            format!("{}:", lexicon.say("letter-why")?),
            &referral.made.reason,
        ));
    }
    // What was not asked or not examined stands in the facts below.
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
    blocks.push(Block::Facts(FactTable {
        heading: lexicon.say("letter-answers")?,
        lead: String::new(),
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

/// A fact as a colleague reads it: the question and its answer.
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
    Ok(format!("{}{side} {answer}", question.ask))
}
