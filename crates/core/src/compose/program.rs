//! The blocks of a program sheet.

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};
use jiff::ToSpan;

use super::{
    Printing, lines_of,
    words::{Lexicon, first_sentence},
};
use crate::{
    allowed::Change,
    content::{Content, Disposition, LightText, Phase},
    name::{ExerciseId, PrecautionId},
    record::{
        allowed_now, changes_now,
        event::{Item, Plan, Sides},
        program::Program,
        refusal::{Reason, Refusal},
    },
    sheet::{
        Advice, Alarm, Avoided, Block, Chart, ChartDay, ChartRow, EachDay, Exercise, Figure,
        FigureSide, FlareUp, Light, NextVisit, NotForNow, Provenance, RunIn, SmallPrint, Subject,
        ToldUs, Traffic, Urgent,
    },
};

/// Most days of a chart.
const MOST_DAYS: i64 = 14;

pub(super) fn blocks(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
) -> Result<(Vec<Block>, String, String), Refusal> {
    let Some(program) = printing.record.running_program() else {
        return Err(Reason::NoProgram.into());
    };
    let plan = &program.plan;
    let content = printing.content;
    let allowed = allowed_now(printing.record, printing.desk, content, plan)?;
    let changes = changes_now(printing.record, printing.desk, content, plan)?;
    let mut blocks = alloc::vec![alarm(content)?, urgent(content)?];
    blocks.push(traffic(content)?);
    let mut exercises = Vec::new();
    for (place, item) in plan.running().enumerate() {
        exercises.push(exercise(
            printing, lexicon, &allowed, &changes, item, place,
        )?);
    }
    let provenance: Vec<Provenance> = exercises
        .iter()
        .flat_map(|exercise| exercise.doses.iter().map(|dose| dose.provenance))
        .collect();
    blocks.extend(exercises.into_iter().map(Block::Exercise));
    blocks.extend(notes(printing, lexicon, program)?);
    blocks.extend(told_us(printing, lexicon)?);
    blocks.extend(chart(printing, lexicon, plan)?);
    blocks.push(flare_up(content, lexicon, &program.running())?);
    blocks.extend(each_day(printing, lexicon)?);
    blocks.push(not_for_now(printing, lexicon, plan)?);
    blocks.push(next_visit(printing, lexicon, plan)?);
    let meaning = |of: Provenance, label| {
        if provenance.contains(&of) {
            lexicon.say(label).map(Some)
        } else {
            Ok(None)
        }
    };
    blocks.push(Block::SmallPrint(SmallPrint {
        clinic_dose: meaning(Provenance::Clinic, "clinic-dose")?,
        edited_dose: meaning(Provenance::Edited, "edited-dose")?,
        notes: content.sheet.small_print.clone(),
    }));
    let subtitle = phase_of(content, plan).map_or_else(String::new, |phase| phase.title.clone());
    Ok((blocks, content.sheet.title.clone(), subtitle))
}

pub(super) fn phase_of<'c>(content: &'c Content, plan: &Plan) -> Option<&'c Phase> {
    let program = content.programs.iter().find(|p| p.id == plan.program)?;
    program.phases.iter().find(|p| p.id == plan.phase)
}

fn alarm(content: &Content) -> Result<Block, Reason> {
    let lead = first_sentence(&content.sheet.emergency_lead);
    let items = lines_of(content, Disposition::Emergency)?;
    if lead.lead.is_empty() || items.is_empty() {
        return Err(Reason::NoSheetText {
            what: "the emergency box: two sentences of lead, and its lines".into(),
        });
    }
    Ok(Block::Alarm(Alarm {
        lead: lead.lead,
        when: lead.text,
        items,
    }))
}

fn urgent(content: &Content) -> Result<Block, Reason> {
    Ok(Block::Urgent(Urgent {
        lead: content.sheet.urgent_lead.clone(),
        items: lines_of(content, Disposition::SameDay)?,
    }))
}

/// The problem and the goals in the patient's own words; left out until there is a goal.
fn told_us(printing: &Printing<'_>, lexicon: &Lexicon<'_>) -> Result<Option<Block>, Reason> {
    let Some(episode) = printing.record.episode() else {
        return Ok(None);
    };
    let goals: Vec<&str> = printing
        .record
        .goals
        .iter()
        .map(|goal| goal.value.words.as_str())
        .collect();
    if goals.is_empty() {
        return Ok(None);
    }
    Ok(Some(Block::ToldUs(ToldUs {
        problem: RunIn {
            lead: format!("{}:", lexicon.say("you-told-us")?),
            text: episode.problem.clone(),
        },
        goals: RunIn {
            lead: format!("{}:", lexicon.say("your-goals")?),
            text: goals.join(" "),
        },
    })))
}

fn traffic(content: &Content) -> Result<Block, Reason> {
    let light = |text: &LightText| Light {
        word: text.word.clone(),
        text: text.when.clone(),
        action: text.act.clone(),
    };
    let [stop, ease_off, go] = content.sheet.lights.as_slice() else {
        return Err(Reason::NoSheetText {
            what: "the three lights".into(),
        });
    };
    Ok(Block::Traffic(Traffic {
        lead: first_sentence(&content.sheet.light_lead),
        stop: light(stop),
        ease_off: light(ease_off),
        go: light(go),
    }))
}

fn exercise(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
    allowed: &BTreeSet<ExerciseId>,
    changes: &[Change],
    item: &Item,
    place: usize,
) -> Result<Exercise, Refusal> {
    let content = printing.content;
    let Some(known) = content.exercises.get(&item.exercise) else {
        return Err(Reason::NotInProgram(item.exercise.clone()).into());
    };
    // What its texts tell the patient to do instead passes the same filter.
    for mentioned in &known.mentions {
        if !allowed.contains(mentioned) {
            return Err(Reason::Mentions {
                exercise: known.id.clone(),
                mentioned: mentioned.clone(),
            }
            .into());
        }
    }
    let (side, figure_side) = match item.sides {
        None => (None, FigureSide::Both),
        Some(Sides::Left) => (Some("left"), FigureSide::Left),
        Some(Sides::Right) => (Some("right"), FigureSide::Right),
        Some(Sides::EachInTurn) => (Some("both"), FigureSide::Both),
    };
    let name = match side {
        Some(side) => format!("{}: {}", known.name, lexicon.say(side)?),
        None => known.name.clone(),
    };
    let stop_if = if known.nerve_glide {
        format!("{} {}", known.stop_if, content.sheet.glide_note)
    } else {
        known.stop_if.clone()
    };
    Ok(Exercise {
        number: u8::try_from(place + 1).unwrap_or(u8::MAX),
        position: known.position.clone(),
        doses: lexicon.dose(&item.dose)?,
        // How it is done differently by this patient comes first.
        steps: changes
            .iter()
            .filter(|change| change.exercise == known.id)
            .map(|change| &change.change)
            .chain(&known.steps)
            .cloned()
            .collect(),
        feel: known.feel.clone(),
        stop_if,
        easier: known.easier.clone(),
        figure: figure(
            printing,
            Subject::Exercise(known.id.clone()),
            figure_side,
            format!("{name}. {} {}", known.start_words, known.end_words),
        ),
        name,
    })
}

/// A figure, where the pack has it.
fn figure(
    printing: &Printing<'_>,
    subject: Subject,
    side: FigureSide,
    alternative: String,
) -> Option<Figure> {
    printing.figures.contains(&subject).then(|| Figure {
        pack_digest: printing.content.digests.whole.clone(),
        subject,
        side,
        alternative,
    })
}

/// What the clinician wrote for the sheet: with its exercise while that runs.
fn notes(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
    program: &Program,
) -> Result<Vec<Block>, Reason> {
    let mut blocks = Vec::new();
    for note in printing.record.sheet_notes() {
        let lead = match &note.value.exercise {
            None => lexicon.say("your-physio")?,
            Some(id) if program.plan.running().any(|item| item.exercise == *id) => printing
                .content
                .exercises
                .get(id)
                .map_or_else(String::new, |known| known.name.clone()),
            Some(_) => continue,
        };
        blocks.push(Block::Paragraph(RunIn {
            lead: format!("{lead}:"),
            text: note.value.text.clone(),
        }));
    }
    Ok(blocks)
}

/// From today to the day before the next visit (HZ-26); none where that is today.
fn chart(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
    plan: &Plan,
) -> Result<Option<Block>, Reason> {
    let from = printing.desk.today;
    let count = crate::calendar::days_between(from, plan.review_on).min(MOST_DAYS);
    let mut days = Vec::new();
    for ahead in 0..count {
        let date = from.saturating_add(ahead.days());
        days.push(ChartDay {
            date,
            weekday: lexicon.weekday(date)?,
            day: format!("{}", date.day()),
            weekend: date.weekday().to_monday_zero_offset() >= 5,
        });
    }
    if days.is_empty() {
        return Ok(None);
    }
    let mut exercises = Vec::new();
    for (place, item) in plan.running().enumerate() {
        if let Some(known) = printing.content.exercises.get(&item.exercise) {
            exercises.push(ChartRow {
                number: u8::try_from(place + 1).unwrap_or(u8::MAX),
                name: known.short_name.clone(),
                target: lexicon.target(&item.dose.often)?,
            });
        }
    }
    let alone = |id| -> Result<RunIn, Reason> {
        Ok(RunIn {
            lead: String::new(),
            text: lexicon.say(id)?,
        })
    };
    Ok(Some(Block::Chart(Chart {
        heading: lexicon.say("your-days")?,
        tick: alone("tick")?,
        pain: alone("leg-pain-scale")?,
        days,
        exercises,
        pain_rows: alloc::vec![
            lexicon.say("pain-before")?,
            lexicon.say("pain-2-hours-after")?,
            lexicon.say("pain-next-morning")?,
        ],
        wins: Some(lexicon.say("small-wins")?),
    })))
}

/// Only steps all of whose exercises may be done now.
/// The flare-up plan, with nothing in it that the patient was not given or lets rest.
fn flare_up(
    content: &Content,
    lexicon: &Lexicon<'_>,
    running: &BTreeSet<ExerciseId>,
) -> Result<Block, Reason> {
    Ok(Block::FlareUp(FlareUp {
        heading: lexicon.say("if-it-flares-up")?,
        lead: lexicon.say("flare-up-lead")?,
        steps: content
            .sheet
            .flare_up
            .iter()
            .filter(|step| step.mentions.is_subset(running))
            .map(|step| step.text.clone())
            .collect(),
    }))
}

fn each_day(printing: &Printing<'_>, lexicon: &Lexicon<'_>) -> Result<Option<Block>, Reason> {
    let stands = |id: &PrecautionId| {
        printing
            .record
            .precautions
            .iter()
            .any(|precaution| precaution.precaution == *id)
    };
    let advice: Vec<Advice> = printing
        .content
        .sheet
        .each_day
        .iter()
        .filter(|advice| !advice.not_with.iter().any(stands))
        .map(|advice| {
            let lead = format!("{}:", advice.heading.trim_end_matches([':', '?']));
            let picture = advice.figure.clone().map(Subject::Sign);
            Advice {
                figure: picture.and_then(|sign| {
                    let words = format!("{lead} {}", advice.text);
                    figure(printing, sign, FigureSide::Both, words)
                }),
                words: RunIn {
                    lead,
                    text: advice.text.clone(),
                },
            }
        })
        .collect();
    if advice.is_empty() {
        return Ok(None);
    }
    Ok(Some(Block::EachDay(EachDay {
        heading: lexicon.say("each-day")?,
        advice,
    })))
}

/// What nobody with the condition should do, and what this patient should not: never why (HZ-38). What has a picture comes first.
fn not_for_now(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
    plan: &Plan,
) -> Result<Block, Reason> {
    let content = printing.content;
    let mut items: Vec<Avoided> = Vec::new();
    let mut add = |words: &String, picture: Option<Figure>| {
        if !items.iter().any(|item| item.words == *words) {
            items.push(Avoided {
                words: words.clone(),
                figure: picture,
            });
        }
    };
    for words in &content.sheet.not_for_now {
        add(words, None);
    }
    for precaution in content.precautions.iter().filter(|known| {
        printing
            .record
            .precautions
            .iter()
            .any(|stands| stands.precaution == known.id)
    }) {
        for words in &precaution.not_for_now {
            add(words, None);
        }
    }
    let program = content
        .programs
        .iter()
        .find(|program| program.id == plan.program);
    let cautions = program
        .into_iter()
        .flat_map(|program| content.cautions_in(program, &plan.phase));
    for caution in cautions {
        if let Some(words) = &caution.for_sheet {
            let subject = Subject::Caution(caution.id.clone());
            add(
                words,
                figure(printing, subject, FigureSide::Both, words.clone()),
            );
        }
    }
    items.sort_by_key(|item| item.figure.is_none());
    Ok(Block::NotForNow(NotForNow {
        heading: format!("{}:", lexicon.say("not-for-now")?),
        items,
    }))
}

fn next_visit(
    printing: &Printing<'_>,
    lexicon: &Lexicon<'_>,
    plan: &Plan,
) -> Result<Block, Reason> {
    let phone = if printing.desk.demo {
        lexicon.say("sample")?
    } else {
        printing.settings.phone.clone()
    };
    Ok(Block::NextVisit(NextVisit {
        label: lexicon.say("next-visit")?,
        when: lexicon.day(plan.review_on)?,
        who: format!("{} {}.", lexicon.say("with")?, printing.clinician),
        bring: lexicon.say("bring-this-sheet")?,
        contact: format!("{} {phone}", lexicon.say("cannot-come")?),
    }))
}
