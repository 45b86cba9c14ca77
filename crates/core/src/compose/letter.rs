//! The blocks of a letter to another clinician. It prints in every state of the record.

use alloc::{format, string::String, vec::Vec};

use super::{Printing, emergency::facts, words::Lexicon};
use crate::{
    content::Rule,
    finding::Cause,
    record::refusal::Refusal,
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
    let standing = record.standing(printing.desk.today);
    if !standing.open.is_empty() {
        blocks.push(Block::Heading(lexicon.say("letter-findings")?));
    }
    for flag in &standing.open {
        let because: Vec<String> = flag
            .finding
            .because
            .iter()
            .map(|because| format!("{because}"))
            .collect();
        let rule: Option<&Rule> = match &flag.id.cause {
            Cause::Rule(id) => printing.content.rules.iter().find(|rule| rule.id == *id),
            _ => None,
        };
        let lead = rule.map_or_else(|| format!("{}", flag.id.cause), |rule| rule.say.clone());
        blocks.push(paragraph(lead, &because.join("; ")));
    }
    blocks.push(Block::Facts(FactTable {
        heading: lexicon.say("letter-answers")?,
        lead: String::new(),
        facts: facts(printing, lexicon)?,
    }));
    blocks.push(Block::SmallPrint(SmallPrint {
        clinic_dose: None,
        edited_dose: None,
        notes: printing.content.sheet.small_print.clone(),
    }));
    Ok((blocks, lexicon.say("letter")?, String::new()))
}
