//! The blocks of an emergency sheet. It prints in every state of the record, and has no exercises.

use alloc::{format, string::String, vec::Vec};

use super::{Printing, words::Lexicon};
use crate::{
    answer::{Answer, Slot, Value},
    content::{BoxLine, Disposition},
    finding::Cause,
    question::{Kind, Occasion, Part, Question},
    record::refusal::{Reason, Refusal},
    screening::questions_reaching,
    sheet::{
        Block, DoNots, Fact, FactTable, FactValue, GoNow, SayThis, Sign, Signs, SmallPrint,
        TakeWithYou, WhereToGo,
    },
};

pub(super) fn blocks(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
) -> Result<(Vec<Block>, String, String), Refusal> {
    let text = &printing.content.sheet;
    let title = lexicon.say("go-to-hospital-now")?;
    let mut blocks = alloc::vec![
        Block::GoNow(GoNow {
            heading: title.clone(),
            text: lexicon.say("checked-right-away")?,
            or_call: lexicon.say("or-call")?,
        }),
        Block::WhereToGo(WhereToGo {
            heading: lexicon.say("where-to-go")?,
            place: printing.settings.emergency_place.clone(),
            lines: Vec::new(),
        }),
        Block::DoNots(DoNots {
            heading: lexicon.say("do-not")?,
            items: text.do_not.clone(),
        }),
        Block::SayThis(SayThis {
            heading: lexicon.say("say-this-at-the-desk")?,
            text: text.say_at_desk.clone(),
        }),
    ];
    let signs = signs(printing, lexicon)?;
    if !signs.is_empty() {
        blocks.push(Block::Signs(Signs {
            heading: lexicon.say("what-you-told-us")?,
            items: signs,
        }));
    }
    blocks.push(Block::TakeWithYou(TakeWithYou {
        heading: lexicon.say("take-with-you")?,
        items: text.take_with_you.clone(),
    }));
    blocks.push(Block::StaffFacts(FactTable {
        heading: lexicon.say("for-hospital-staff")?,
        lead: lexicon.say("please-assess")?,
        facts: facts(printing),
    }));
    blocks.push(Block::SmallPrint(SmallPrint {
        clinic_dose: None,
        edited_dose: None,
        notes: text.small_print.clone(),
    }));
    Ok((blocks, title, String::new()))
}

/// The lines of the alarm boxes that the open flags own, with their onset where it was asked.
fn signs(printing: &Printing<'_>, lexicon: &Lexicon<'_>) -> Result<Vec<Sign>, Reason> {
    let text = &printing.content.sheet;
    let standing = printing.record.standing(printing.desk.today);
    let mut signs: Vec<Sign> = Vec::new();
    for flag in standing.open.iter().filter(|f| f.finding.gives.is_flag()) {
        let Cause::Rule(rule) = &flag.id.cause else {
            continue;
        };
        let since = flag.finding.because.iter().find_map(|because| {
            let slot: Slot = because.fact.parse().ok()?;
            printing.record.screenings.last()?.answers.get(&slot)?.since
        });
        let owned = |line: &&BoxLine| line.rules.contains(rule);
        for line in text.emergency.iter().chain(&text.urgent).filter(owned) {
            if signs.iter().any(|sign| sign.words == line.text) {
                continue;
            }
            signs.push(Sign {
                words: line.text.clone(),
                since: match since {
                    Some(day) => Some(format!("{} {}", lexicon.say("since")?, lexicon.day(day)?)),
                    None => None,
                },
            });
        }
    }
    Ok(signs)
}

/// Every question that can reach emergency with what is known of it. Unknown is never printed as negative.
pub(super) fn facts(printing: &Printing<'_>) -> Vec<Fact> {
    let content = printing.content;
    let reaching = questions_reaching(content, Disposition::Emergency, Occasion::Screening);
    let answers = printing
        .record
        .screenings
        .last()
        .map(|screening| &screening.answers);
    content
        .questions
        .iter()
        .filter(|question| reaching.contains(&question.id))
        .flat_map(|question| question.slots().map(move |slot| (question, slot)))
        .map(|(question, slot)| {
            let label = match slot.side {
                None => question.ask.clone(),
                Some(side) => format!("{} ({side})", question.ask),
            };
            let given = answers.and_then(|answers| answers.get(&slot));
            Fact {
                label,
                value: match given.map(|given| &given.answer) {
                    None | Some(Answer::NotAsked) if question.part == Part::Examination => {
                        FactValue::NotExamined
                    }
                    None | Some(Answer::NotAsked) => FactValue::NotAsked,
                    Some(answer) => FactValue::Recorded(in_words(question, answer)),
                },
            }
        })
        .collect()
}

/// The answer with its unit, or in the words of the choice.
fn in_words(question: &Question, answer: &Answer) -> String {
    match (answer, &question.kind) {
        (Answer::Value(Value::Number(number)), Kind::Number { unit, .. }) => {
            format!("{number} {unit}")
        }
        (Answer::Value(Value::Choice(id)), Kind::Choice(choices)) => choices
            .iter()
            .find(|choice| choice.id == *id)
            .map_or_else(|| format!("{id}"), |choice| choice.label.clone()),
        _ => format!("{answer}"),
    }
}
