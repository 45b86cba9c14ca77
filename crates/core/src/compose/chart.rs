//! The body chart of a letter: what was said of places, drawn only where place and side are known (HZ-01, HZ-17).

use alloc::{format, string::String, vec::Vec};

use super::{
    Printing,
    emergency::inside,
    words::{CHART_LABELS, Lexicon},
};
use crate::{
    answer::{Answer, Answers, Side, Slot, Value},
    content::{ChartPlace, ChartQuestion},
    evaluate::{Judge, Truth},
    name::QuestionId,
    question::{Kind, Part, Question},
    record::refusal::Reason,
    sheet::{BodyChart, BodyMark, BodyWords, Felt, RunIn, Symptom},
};

/// The chart of what was last said of places; none where the pack shows none, or nothing is to be said.
pub(super) fn chart(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
) -> Result<Option<BodyChart>, Reason> {
    // A letter prints in every state: a pack that lacks a word for the chart has a letter without it.
    if CHART_LABELS.iter().any(|id| lexicon.may_say(id).is_empty()) {
        return Ok(None);
    }
    let mut chart = BodyChart {
        heading: lexicon.say("chart")?,
        words: BodyWords {
            front: lexicon.say("chart-front")?,
            back: lexicon.say("chart-back")?,
            left: lexicon.say("left")?,
            right: lexicon.say("right")?,
        },
        marks: Vec::new(),
        alternative: String::new(),
        felt: Vec::new(),
    };
    for shown in &printing.content.sheet.chart {
        let Some(question) = printing.content.questions.get(shown.question.as_str()) else {
            continue;
        };
        for slot in question.slots() {
            add(printing, lexicon, shown, (question, &slot), &mut chart)?;
        }
    }
    Ok((!chart.felt.is_empty()).then_some(chart))
}

/// Adds what the answer in a slot says.
fn add(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
    shown: &ChartQuestion,
    (question, slot): (&Question, &Slot),
    chart: &mut BodyChart,
) -> Result<(), Reason> {
    let Some((answers, day)) = printing.record.answers_beside(question) else {
        return Ok(());
    };
    let symptom = match shown.shows {
        Symptom::Pain => "chart-pain",
        Symptom::Numbness => "chart-numbness",
        Symptom::Tingling => "chart-tingling",
    };
    let symptom = lexicon.say(symptom)?;
    let mut tell = |drawn, words: Vec<String>| -> Result<(), Reason> {
        chart.felt.push(Felt {
            symptom: shown.shows,
            drawn,
            told: RunIn {
                lead: format!("{symptom}, {}:", lexicon.date(day)?),
                text: words.join("; "),
            },
        });
        Ok(())
    };
    let named: Vec<&ChartPlace> = match answers.get(slot).map(|given| &given.answer) {
        Some(Answer::No) => return Ok(()),
        Some(Answer::Yes) => shown.places.iter().collect(),
        Some(Answer::Value(Value::Regions(found))) if found.is_empty() => {
            return tell(false, alloc::vec![inside(&lexicon.say("nothing-found")?)]);
        }
        Some(Answer::Value(Value::Regions(found))) => {
            let places = shown.places.iter();
            places
                .filter(|place| found.contains(&place.region))
                .collect()
        }
        answer => {
            if is_closed(printing, question, answers) {
                return Ok(());
            }
            let why = inside(&lexicon.say(why_not_known(question, answer))?);
            let side = match slot.side {
                Some(side) => format!("{}: ", lexicon.say(side.as_str())?),
                None => String::new(),
            };
            // A yes-no question is about its places.
            let places = match question.kind {
                Kind::YesNo => format!("{}: ", names(&shown.places)),
                _ => String::new(),
            };
            let words = format!("{side}{places}{why}");
            return tell(false, alloc::vec![words]);
        }
    };
    let (sided, middle): (Vec<_>, Vec<_>) = named.into_iter().partition(|place| place.has_sides);
    let on = match slot.side {
        Some(side) => Sides::Known(alloc::vec![side]),
        None => sides(printing, shown.side.as_ref(), answers),
    };
    let mark = |place: &&ChartPlace, side| BodyMark {
        region: place.region.clone(),
        side,
        symptom: shown.shows,
    };
    let mut words = Vec::new();
    if !middle.is_empty() {
        words.push(names(middle.iter().copied()));
        let across = middle.iter().map(|place| mark(place, None));
        chart.marks.extend(across);
    }
    let mut apart = None;
    if !sided.is_empty() {
        let listed = names(sided.iter().copied());
        match &on {
            Sides::Known(on) => {
                for side in on {
                    words.push(format!("{}: {listed}", lexicon.say(side.as_str())?));
                    let there = sided.iter().map(|place| mark(place, Some(*side)));
                    chart.marks.extend(there);
                }
                if on.len() > 1 && sided.len() > 1 {
                    apart = Some(lexicon.say("chart-both")?);
                }
            }
            Sides::NotRecorded => {
                apart = Some(format!("{listed}: {}", lexicon.say("chart-no-side")?));
            }
            Sides::Changed => {
                apart = Some(format!("{listed}: {}", lexicon.say("chart-other-side")?));
            }
        }
    }
    let drawn = !words.is_empty();
    if drawn {
        let before = core::mem::take(&mut chart.alternative);
        let after = format!("{symptom}: {}", words.join("; "));
        chart.alternative = if before.is_empty() {
            after
        } else {
            format!("{before}. {after}")
        };
    }
    words.extend(apart);
    tell(drawn, words)
}

/// Places as they stand inside a line.
fn names<'p>(places: impl IntoIterator<Item = &'p ChartPlace>) -> String {
    let names: Vec<String> = places
        .into_iter()
        .map(|place| inside(&place.called))
        .collect();
    names.join(", ")
}

/// On which side something is felt.
enum Sides {
    /// Left, right or both.
    Known(Vec<Side>),
    /// Nobody said.
    NotRecorded,
    /// A check-in after it found another side than was said together with the places.
    Changed,
}

/// The side that was said together with the places. What was said on another day is not put together with them.
fn sides(printing: &Printing<'_>, question: Option<&QuestionId>, answers: &Answers) -> Sides {
    let said = |answers: &Answers| {
        let slot = Slot {
            question: question?.clone(),
            side: None,
        };
        match &answers.get(&slot)?.answer {
            Answer::Value(Value::Choice(choice)) => Some(choice.clone()),
            _ => None,
        }
    };
    let Some(then) = said(answers) else {
        return Sides::NotRecorded;
    };
    let question = question.and_then(|id| printing.content.questions.get(id.as_str()));
    let newer = question.and_then(|question| printing.record.answers_beside(question));
    let changed = newer.and_then(|(newer, _)| said(newer));
    if changed.is_some_and(|now| now != then) {
        return Sides::Changed;
    }
    match then.as_str() {
        "left" => Sides::Known(alloc::vec![Side::Left]),
        "right" => Sides::Known(alloc::vec![Side::Right]),
        "both" => Sides::Known(Side::BOTH.to_vec()),
        _ => Sides::NotRecorded,
    }
}

/// Whether a question is known not to be asked, as what it follows did not come about.
fn is_closed(printing: &Printing<'_>, question: &Question, answers: &Answers) -> bool {
    let today = printing.desk.today;
    let facts = printing.record.facts(printing.content, answers, today);
    let judge = Judge::new(printing.content, &facts);
    let mut gate = question.ask_if.iter();
    gate.any(|gate| judge.truth(gate) == Truth::False)
}

/// The label of why there is no answer.
fn why_not_known(question: &Question, answer: Option<&Answer>) -> &'static str {
    match answer {
        Some(Answer::Declined) => "declined",
        Some(Answer::Unsure) => "unsure",
        _ if question.part == Part::Examination => "not-examined",
        _ => "not-asked",
    }
}
