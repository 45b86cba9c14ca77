//! The blocks of an emergency sheet. It prints in every state of the record, and has no exercises.

use alloc::{format, string::String, vec::Vec};

use super::{Printing, words::Lexicon};
use crate::{
    answer::{Answer, Answers, Given, Value},
    content::{BoxLine, StaffFact},
    decimal::Decimal,
    evaluate::{Judge, Truth},
    finding::Cause,
    question::{Kind, Part, Question, Worse},
    record::refusal::{Reason, Refusal},
    sheet::{
        Block, DoNots, Fact, FactTable, FactValue, GoNow, SayThis, Sign, Signs, SmallPrint,
        TakeWithYou, WhereToGo, Writing,
    },
};

pub(super) fn blocks(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
) -> Result<(Vec<Block>, String, String), Refusal> {
    let text = &printing.content.sheet;
    let mut blocks = alloc::vec![
        Block::GoNow(GoNow {
            heading: lexicon.say("go-to-hospital-now")?,
            text: lexicon.say("checked-right-away")?,
            or_call: lexicon.say("or-call")?,
        }),
        Block::WhereToGo(WhereToGo {
            heading: lexicon.say("where-to-go")?,
            place: printing.settings.emergency_place.clone(),
            lines: ["hospital", "we-spoke-to", "called-at"]
                .into_iter()
                .map(|label| {
                    Ok(Writing {
                        label: lexicon.say(label)?,
                        value: None,
                    })
                })
                .collect::<Result<_, Reason>>()?,
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
        facts: facts(printing, lexicon)?,
    }));
    blocks.push(Block::SmallPrint(SmallPrint {
        clinic_dose: None,
        edited_dose: None,
        notes: text.small_print.clone(),
    }));
    Ok((blocks, lexicon.say("emergency-sheet")?, String::new()))
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
        // What an examination found is for the staff below; the patient told none of it.
        let told = flag.finding.because.iter().any(|because| {
            let slot = because.fact.slot();
            slot.and_then(|slot| printing.content.questions.get(slot.question.as_str()))
                .is_some_and(|question| question.part != Part::Examination)
        });
        if !told {
            continue;
        }
        let since = flag.finding.because.iter().find_map(|because| {
            let slot = because.fact.slot()?;
            printing.record.newest(&slot)?.since
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

/// What hospital staff want to know at a glance, as the pack groups it. Unknown is never printed as negative.
pub(super) fn facts(printing: &Printing<'_>, lexicon: &Lexicon<'_>) -> Result<Vec<Fact>, Reason> {
    let told = printing.record.answers_to_tell(printing.content);
    let answers = told.map(|(answers, ..)| answers).unwrap_or_default();
    let staff = &printing.content.sheet.staff;
    let facts = staff.iter().map(|fact| {
        Ok(Fact {
            label: fact.label.clone(),
            value: value(printing, lexicon, &answers, fact)?,
        })
    });
    facts.collect()
}

/// One fact: what was found, then what is not known of it; that nothing was found is said only where all of it is known.
fn value(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
    answers: &Answers,
    fact: &StaffFact,
) -> Result<FactValue, Reason> {
    let (mut found, mut known) = (Vec::new(), 0);
    let (mut not_asked, mut not_examined) = (Vec::new(), Vec::new());
    let today = printing.desk.today;
    let facts = printing.record.facts(printing.content, answers, today);
    let judge = Judge::new(printing.content, &facts);
    // A follow-up whose gate is known to be closed has nothing to tell.
    let asked = fact.of.iter().filter_map(|(id, called)| {
        let question = printing.content.questions.get(id.as_str())?;
        let closed = |gate| judge.truth(gate) == Truth::False;
        (!question.ask_if.as_ref().is_some_and(closed)).then_some((question, called))
    });
    for (question, called) in asked {
        let unknown = if question.part == Part::Examination {
            &mut not_examined
        } else {
            &mut not_asked
        };
        for slot in question.slots() {
            let side = match slot.side {
                None => None,
                Some(side) => Some(lexicon.say(side.as_str())?),
            };
            let name: Vec<&str> = side
                .as_deref()
                .into_iter()
                .chain([called.as_str()])
                .filter(|word| !word.is_empty())
                .collect();
            let name = name.join(" ");
            match answers.get(&slot) {
                None => unknown.push(name),
                Some(given) if given.answer == Answer::NotAsked => unknown.push(name),
                Some(given) => {
                    known += 1;
                    if is_notable(question, &given.answer) {
                        found.push(in_words(question, &name, given, lexicon)?);
                    }
                }
            }
        }
    }
    if known == 0 {
        return Ok(if not_asked.is_empty() {
            FactValue::NotExamined
        } else {
            FactValue::NotAsked
        });
    }
    if found.is_empty() && not_asked.is_empty() && not_examined.is_empty() {
        return Ok(FactValue::Recorded(lexicon.say("nothing-found")?));
    }
    let mut words = found;
    for (label, names) in [("not-asked", not_asked), ("not-examined", not_examined)] {
        if !names.is_empty() {
            words.push(format!("{}: {}", lexicon.say(label)?, names.join(", ")));
        }
    }
    Ok(FactValue::Recorded(words.join("; ")))
}

/// Whether an answer is anything but the mildest; where the question says nothing of that, everything is.
fn is_notable(question: &Question, answer: &Answer) -> bool {
    match (&question.worse, answer, &question.kind) {
        (Some(Worse::Yes), Answer::No, _) | (Some(Worse::No), Answer::Yes, _) => false,
        (Some(Worse::Lower), Answer::Value(Value::Number(found)), Kind::Number { most, .. }) => {
            found < most
        }
        (Some(Worse::Higher), Answer::Value(Value::Number(found)), Kind::Number { least, .. }) => {
            found > least
        }
        (Some(Worse::Order(mildest_first)), Answer::Value(Value::Choice(found)), _) => {
            mildest_first.first() != Some(found)
        }
        _ => true,
    }
}

/// What was found behind its name, with its onset where that was asked: `numb (20 Nov 2026)`, `LEFT L5 4/5`. A yes says no
/// more than its name.
fn in_words(
    question: &Question,
    name: &str,
    given: &Given,
    lexicon: &Lexicon<'_>,
) -> Result<String, Reason> {
    let answer = match &given.answer {
        Answer::Yes if !name.is_empty() => String::new(),
        answer if !name.is_empty() => inside(&answer_in_words(question, answer, lexicon)?),
        answer => answer_in_words(question, answer, lexicon)?,
    };
    let since = match given.since {
        Some(day) => format!("({})", lexicon.date(day)?),
        None => String::new(),
    };
    let words: Vec<&str> = [name, &answer, &since]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    Ok(words.join(" "))
}

/// Words that begin a line, as they stand inside one: `Reduced`, `reduced`. What is in capitals stays.
pub(super) fn inside(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(words.chars().skip(1)).collect()
        }
        _ => words.into(),
    }
}

/// What goes from nought to no more than this is a scale, such as that of pain or of power.
const LONGEST_SCALE: Decimal = Decimal::whole(10);

/// An answer in the words of the question: its choice, or its number as a share of a scale, or with its unit.
pub(super) fn answer_in_words(
    question: &Question,
    answer: &Answer,
    lexicon: &Lexicon<'_>,
) -> Result<String, Reason> {
    Ok(match (answer, &question.kind) {
        (Answer::Value(Value::Choice(id)), Kind::Choice(choices)) => choices
            .iter()
            .find(|choice| choice.id == *id)
            .map_or_else(|| format!("{id}"), |choice| choice.label.clone()),
        (Answer::Value(Value::Number(number)), Kind::Number { least, most, .. })
            if *least == Decimal::ZERO && *most <= LONGEST_SCALE =>
        {
            format!("{number}/{most}")
        }
        (Answer::Value(Value::Number(number)), Kind::Number { unit, .. }) => {
            format!("{number} {unit}").trim_end().into()
        }
        (Answer::Yes, _) => lexicon.say("yes")?,
        (Answer::No, _) => lexicon.say("no")?,
        (Answer::Unsure, _) => lexicon.say("unsure")?,
        (Answer::Declined, _) => lexicon.say("declined")?,
        (Answer::NotAsked, _) => lexicon.say("not-asked")?,
        (answer, _) => format!("{answer}"),
    })
}
