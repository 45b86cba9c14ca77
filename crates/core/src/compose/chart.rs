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
    name::{QuestionId, Region},
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
    let (named, unknown): (Vec<&ChartPlace>, Vec<&str>) = match given_in(answers, slot) {
        Some(Answer::No) => return Ok(()),
        Some(Answer::Yes) => (shown.places.iter().collect(), Vec::new()),
        Some(Answer::Value(Value::Regions(found))) if found.is_empty() => {
            return tell(false, alloc::vec![inside(&lexicon.say("nothing-found")?)]);
        }
        Some(Answer::Value(Value::Regions(found))) => {
            let known = |region: &Region| shown.places.iter().any(|place| place.region == *region);
            let unknown = found.iter().filter(|region| !known(region));
            let places = shown.places.iter();
            (
                places
                    .filter(|place| found.contains(&place.region))
                    .collect(),
                unknown.map(Region::as_str).collect(),
            )
        }
        answer => {
            if is_closed(printing, question, answers) {
                return Ok(());
            }
            let words = not_known(lexicon, shown, (question, slot), answer)?;
            return tell(false, alloc::vec![words]);
        }
    };
    let (sided, middle): (Vec<_>, Vec<_>) = named.into_iter().partition(|place| place.has_sides);
    let on = match slot.side {
        Some(side) => Ok(alloc::vec![side]),
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
    let (mut apart, mut source) = (Vec::new(), None);
    if !sided.is_empty() {
        let listed = names(sided.iter().copied());
        match on {
            Ok(on) => {
                for side in &on {
                    words.push(format!("{}: {listed}", lexicon.say(side.as_str())?));
                    let there = sided.iter().map(|place| mark(place, Some(*side)));
                    chart.marks.extend(there);
                }
                if on.len() > 1 && sided.len() > 1 {
                    apart.push(lexicon.say("chart-both")?);
                }
                if slot.side.is_none() {
                    source = asked(printing, shown.side.as_ref());
                }
            }
            Err(why) => apart.push(format!("{listed}: {}", lexicon.say(why)?)),
        }
    }
    if !unknown.is_empty() {
        let told = lexicon.say("chart-not-drawn")?;
        apart.push(format!("{}: {told}", unknown.join(", ")));
    }
    // Last, as it ends like a question.
    if let Some(source) = source {
        apart.push(format!(
            "{}: {}",
            lexicon.say("chart-side-from")?,
            source.ask
        ));
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

/// The question that tells the side.
fn asked<'p>(printing: &Printing<'p>, question: Option<&QuestionId>) -> Option<&'p Question> {
    printing.content.questions.get(question?.as_str())
}

/// The sides that were said together with the places, or the label of why they are not known. What was said on another day is
/// not put together with them, and a check-in that asked again and did not hear the same undoes it (HZ-17).
fn sides(
    printing: &Printing<'_>,
    question: Option<&QuestionId>,
    answers: &Answers,
) -> Result<Vec<Side>, &'static str> {
    let said = |answers: &Answers| {
        let slot = Slot {
            question: question?.clone(),
            side: None,
        };
        match given_in(answers, &slot)? {
            Answer::Value(Value::Choice(choice)) => Some(choice.clone()),
            _ => None,
        }
    };
    let then = said(answers).ok_or("chart-no-side")?;
    let newer =
        asked(printing, question).and_then(|question| printing.record.answers_beside(question));
    if let Some((newer, _)) = newer {
        let now = said(newer).ok_or("chart-side-unknown")?;
        if now != then {
            return Err("chart-other-side");
        }
    }
    match then.as_str() {
        "left" => Ok(alloc::vec![Side::Left]),
        "right" => Ok(alloc::vec![Side::Right]),
        "both" => Ok(Side::BOTH.to_vec()),
        _ => Err("chart-neither"),
    }
}

fn given_in<'a>(answers: &'a Answers, slot: &Slot) -> Option<&'a Answer> {
    answers.get(slot).map(|given| &given.answer)
}

/// Whether a question is known not to be asked, as what it follows did not come about.
fn is_closed(printing: &Printing<'_>, question: &Question, answers: &Answers) -> bool {
    let today = printing.desk.today;
    let facts = printing.record.facts(printing.content, answers, today);
    let judge = Judge::new(printing.content, &facts);
    let mut gate = question.ask_if.iter();
    gate.any(|gate| judge.truth(gate) == Truth::False)
}

/// What is not known, and why.
fn not_known(
    lexicon: &Lexicon<'_>,
    shown: &ChartQuestion,
    (question, slot): (&Question, &Slot),
    answer: Option<&Answer>,
) -> Result<String, Reason> {
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
    Ok(format!("{side}{places}{why}"))
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
