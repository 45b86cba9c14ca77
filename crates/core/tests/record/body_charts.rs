//! The body chart of a letter: drawn where place and side are known, told in words where they are not.

use plinth_core::{
    answer::{Answer, Answers, Side, Value},
    content::{ChartPlace, ChartQuestion},
    name::{ChoiceId, QuestionId, Region},
    question::{Choice, Kind, Occasion, Question, Questions, RegionName},
    record::command::Act,
    sheet::{Block, BodyChart, SheetKind, Symptom},
};

use crate::fixture::*;

const PLACES: [(&str, bool); 3] = [("back", false), ("buttock", true), ("calf", true)];

fn region(id: &str) -> Region {
    Region::new(id).unwrap()
}

fn place((id, has_sides): (&str, bool)) -> ChartPlace {
    ChartPlace {
        region: region(id),
        has_sides,
        called: format!("The {id}"),
    }
}

fn shows(
    question: &str,
    shows: Symptom,
    side: Option<&str>,
    places: &[(&str, bool)],
) -> ChartQuestion {
    let id = |id: &str| QuestionId::new(id).unwrap();
    ChartQuestion {
        question: id(question),
        shows,
        side: side.map(id),
        places: places.iter().copied().map(place).collect(),
    }
}

/// A clinic whose pack asks where it hurts, at screenings, and which leg it is, at check-ins too.
fn clinic() -> Clinic {
    let mut clinic = Clinic::registered();
    let pack = &mut clinic.packs[0];
    let mut questions: Vec<Question> = pack.questions.iter().cloned().collect();
    let like = pack.questions.get("groin-only").unwrap().clone();
    let ask = |id: &str, kind, at: &[Occasion]| Question {
        id: QuestionId::new(id).unwrap(),
        ask: id.into(),
        kind,
        worse: None,
        mandatory: false,
        at: at.iter().copied().collect(),
        ..like.clone()
    };
    let named = |id: &str| RegionName {
        id: region(id),
        label: id.into(),
    };
    let choice = |id: &str| Choice {
        id: ChoiceId::new(id).unwrap(),
        label: id.into(),
    };
    let both = [Occasion::Screening, Occasion::CheckIn];
    let sides = ["neither", "left", "right", "both"].map(choice).to_vec();
    questions.push(ask("which", Kind::Choice(sides), &both));
    let regions = PLACES.map(|(id, _)| named(id)).to_vec();
    questions.push(ask("where", Kind::Regions(regions), &both[..1]));
    pack.questions = Questions::new(questions, None);
    pack.sheet.chart = vec![
        shows("where", Symptom::Pain, Some("which"), &PLACES),
        shows("saddle", Symptom::Numbness, None, &[("saddle", false)]),
    ];
    clinic
}

fn side(id: &str) -> Answer {
    Answer::Value(Value::Choice(ChoiceId::new(id).unwrap()))
}

fn hurts(places: &[&str]) -> Answer {
    Answer::Value(Value::Regions(places.iter().map(|id| region(id)).collect()))
}

fn answers(which: Option<Answer>, where_: Option<Answer>) -> Answers {
    let mut answers = clear();
    for (at, answer) in [("which", which), ("where", where_)] {
        answers.extend(answer.map(|answer| (slot(at), given(answer))));
    }
    answers
}

fn chart(clinic: &Clinic) -> Option<BodyChart> {
    let letter = clinic.compose(SheetKind::Letter).unwrap();
    letter.blocks.into_iter().find_map(|block| match block {
        Block::BodyChart(chart) => Some(chart),
        _ => None,
    })
}

fn after(answers: Answers) -> Option<BodyChart> {
    let mut clinic = clinic();
    clinic.does(screen(answers));
    chart(&clinic)
}

/// The lines without the day.
fn told(chart: &BodyChart) -> Vec<String> {
    let line = |felt: &plinth_core::sheet::Felt| {
        let (what, _) = felt.told.lead.split_once(',').unwrap();
        format!("{what}: {}", felt.told.text)
    };
    chart.felt.iter().map(line).collect()
}

#[test]
fn hz_17_a_chart_has_a_side_just_where_the_record_has_it() {
    for (which, sides) in [
        (Some(side("left")), vec![Side::Left]),
        (Some(side("right")), vec![Side::Right]),
        (Some(side("both")), vec![Side::Left, Side::Right]),
        (Some(side("neither")), vec![]),
        (Some(Answer::Unsure), vec![]),
        (Some(Answer::Declined), vec![]),
        (Some(Answer::NotAsked), vec![]),
        (None, vec![]),
    ] {
        let chart = after(answers(which.clone(), Some(hurts(&["back", "calf"])))).unwrap();
        let calves: Vec<Option<Side>> = chart
            .marks
            .iter()
            .filter(|mark| mark.region == region("calf"))
            .map(|mark| mark.side)
            .collect();
        let expected: Vec<Option<Side>> = sides.iter().copied().map(Some).collect();
        assert_eq!(calves, expected, "{which:?}");
        // Across the middle there is no side to know.
        assert!(
            chart
                .marks
                .iter()
                .any(|mark| mark.region == region("back") && mark.side.is_none())
        );
        let told = told(&chart).join("|");
        let neither = which == Some(side("neither"));
        let recorded = neither || !sides.is_empty();
        assert_eq!(told.contains("chart-no-side"), !recorded, "{told}");
        assert_eq!(told.contains("chart-neither"), neither, "{told}");
        for one in Side::BOTH {
            let named = format!("{one}: the calf");
            assert_eq!(told.contains(&named), sides.contains(&one), "{told}");
        }
    }
}

#[test]
fn hz_17_a_side_that_was_not_asked_of_each_place_is_told_with_the_question_that_it_is_from() {
    const FROM: &str = "chart-side-from: which";
    for (which, places, says) in [
        (
            "left",
            &["calf"][..],
            "left: the calf; chart-side-from: which",
        ),
        (
            "right",
            &["back", "buttock", "calf"],
            "the back; right: the buttock, the calf; chart-side-from: which",
        ),
        (
            "both",
            &["buttock", "calf"],
            "left: the buttock, the calf; right: the buttock, the calf; chart-both; chart-side-from: which",
        ),
        // Across the middle there is no side that could be from anywhere.
        ("left", &["back"], "the back"),
        ("neither", &["calf"], "the calf: chart-neither"),
    ] {
        let mut answers = answers(Some(side(which)), Some(hurts(places)));
        answers.insert(slot("saddle"), given(Answer::Yes));
        let chart = after(answers).unwrap();
        let numb = "chart-numbness: the saddle".to_owned();
        assert_eq!(told(&chart), [format!("chart-pain: {says}"), numb]);
    }
    // Where each side was asked on its own, the side is the place's own.
    let mut clinic = clinic();
    let pack = &mut clinic.packs[0];
    let each = pack.questions.iter().cloned().map(|question| Question {
        each_side: question.each_side || question.id.as_str() == "where",
        ..question
    });
    pack.questions = Questions::new(each.collect::<Vec<_>>(), None);
    pack.sheet.chart[0].side = None;
    let mut answers = answers(Some(side("left")), None);
    answers.insert(slot("where.right"), given(hurts(&["calf"])));
    clinic.does(screen(answers));
    let chart = chart(&clinic).unwrap();
    let told = told(&chart).join("|");
    assert!(told.contains("right: the calf"), "{told}");
    assert!(!told.contains(FROM), "{told}");
}

#[test]
fn a_place_that_the_pack_of_the_letter_does_not_know_is_told_by_its_recorded_name() {
    for (places, says, drawn) in [
        (
            &["back", "buttock", "calf"][..],
            "the back; buttock, calf: chart-not-drawn",
            1,
        ),
        (&["buttock", "calf"], "buttock, calf: chart-not-drawn", 0),
        (&["calf"], "calf: chart-not-drawn", 0),
    ] {
        let mut clinic = clinic();
        clinic.does(screen(answers(Some(side("left")), Some(hurts(places)))));
        // The program runs with a pack of before, whose chart knows the back alone.
        clinic.packs[0].sheet.chart[0].places.truncate(1);
        let chart = chart(&clinic).unwrap();
        assert_eq!(told(&chart), [format!("chart-pain: {says}")]);
        assert_eq!(chart.marks.len(), drawn, "{places:?}");
        assert_eq!(chart.captions().is_some(), drawn > 0, "{places:?}");
        assert_eq!(chart.felt[0].drawn, drawn > 0, "{places:?}");
    }
}

#[test]
fn the_words_for_who_does_not_see_a_chart_say_all_that_is_drawn_and_nothing_else() {
    for which in ["left", "right", "both", "neither"] {
        for places in [&["back"][..], &["calf"], &["back", "buttock", "calf"]] {
            for numb in [Answer::Yes, Answer::No] {
                let mut answers = answers(Some(side(which)), Some(hurts(places)));
                answers.insert(slot("saddle"), given(numb.clone()));
                let chart = after(answers).unwrap();
                let mut said = Vec::new();
                for symptom in chart
                    .alternative
                    .split(". ")
                    .filter(|said| !said.is_empty())
                {
                    let (what, rest) = symptom.split_once(": ").unwrap();
                    for part in rest.split("; ") {
                        let (on, names) = part.split_once(": ").unwrap_or(("", part));
                        said.extend(names.split(", ").map(|name| format!("{what} {on} {name}")));
                    }
                }
                let mut drawn: Vec<String> = chart
                    .marks
                    .iter()
                    .map(|mark| {
                        let what = match mark.symptom {
                            Symptom::Pain => "chart-pain",
                            Symptom::Numbness => "chart-numbness",
                            Symptom::Tingling => "chart-tingling",
                        };
                        let side = mark.side.map_or("", Side::as_str);
                        format!("{what} {side} the {}", mark.region)
                    })
                    .collect();
                said.sort();
                drawn.sort();
                assert_eq!(said, drawn);
                let sided = places.iter().filter(|place| **place != "back").count();
                let apart = told(&chart).join("|").contains("chart-both");
                assert_eq!(apart, which == "both" && sided > 1, "{which} {places:?}");
            }
        }
    }
}

#[test]
fn hz_01_a_place_that_nobody_asked_about_is_told_as_such_and_not_left_blank() {
    let saddle = |answer: Option<Answer>| {
        let mut all = answers(Some(side("left")), Some(hurts(&["calf"])));
        all.remove(&slot("saddle"));
        all.extend(answer.map(|answer| (slot("saddle"), given(answer))));
        let mut told = told(&after(all).unwrap());
        told.retain(|line| line.starts_with("chart-numbness"));
        told.join("|")
    };
    assert_eq!(saddle(None), "chart-numbness: the saddle: not-asked");
    assert_eq!(
        saddle(Some(Answer::NotAsked)),
        "chart-numbness: the saddle: not-asked"
    );
    assert_eq!(
        saddle(Some(Answer::Declined)),
        "chart-numbness: the saddle: declined"
    );
    assert_eq!(
        saddle(Some(Answer::Unsure)),
        "chart-numbness: the saddle: unsure"
    );
    assert_eq!(saddle(Some(Answer::Yes)), "chart-numbness: the saddle");
    assert_eq!(saddle(Some(Answer::No)), "");
    for (where_, says) in [
        (None, "chart-pain: not-asked"),
        (Some(Answer::Declined), "chart-pain: declined"),
        (Some(hurts(&[])), "chart-pain: nothing-found"),
    ] {
        let chart = after(answers(Some(side("left")), where_)).unwrap();
        assert_eq!(told(&chart), [says]);
        // An empty body would say that nothing is felt.
        assert!(chart.captions().is_none() && !chart.felt[0].drawn);
    }
}

#[test]
fn hz_17_places_and_a_side_of_different_days_are_not_put_together() {
    let mut clinic = clinic();
    clinic.does(screen(answers(Some(side("left")), Some(hurts(&["calf"])))));
    clinic.does(assign());
    clinic.later(1);
    let mut report = clinic.report(3);
    report.answers.insert(slot("which"), given(side("left")));
    clinic.does(Act::CheckIn(report));
    let same = chart(&clinic).unwrap();
    assert_eq!(same.marks.len(), 1, "{:?}", told(&same));
    clinic.later(1);
    let mut report = clinic.report(3);
    report.answers.insert(slot("which"), given(side("right")));
    report.answers.insert(slot("saddle"), given(Answer::Yes));
    clinic.does(Act::CheckIn(report));
    let other = chart(&clinic).unwrap();
    assert_eq!(
        told(&other),
        [
            "chart-pain: the calf: chart-other-side",
            "chart-numbness: the saddle"
        ]
    );
    assert_eq!(other.marks.len(), 1);
    // Each line has the day on which it was asked.
    assert_ne!(
        other.felt[0].told.lead.split_once(',').unwrap().1,
        other.felt[1].told.lead.split_once(',').unwrap().1
    );
}

#[test]
fn hz_17_a_side_that_a_newer_check_in_did_not_learn_is_not_known_any_more() {
    for newer in [
        Some(Answer::Unsure),
        Some(Answer::Declined),
        Some(Answer::NotAsked),
        None,
    ] {
        let mut clinic = clinic();
        let places = hurts(&["back", "buttock", "calf"]);
        clinic.does(screen(answers(Some(side("left")), Some(places))));
        clinic.does(assign());
        assert_eq!(chart(&clinic).unwrap().marks.len(), 3);
        clinic.later(1);
        let mut report = clinic.report(3);
        report.answers.remove(&slot("which"));
        let answer = newer.clone().map(|answer| (slot("which"), given(answer)));
        report.answers.extend(answer);
        clinic.does(Act::CheckIn(report));
        let chart = chart(&clinic).unwrap();
        let told = told(&chart);
        assert_eq!(
            told[0], "chart-pain: the back; the buttock, the calf: chart-side-unknown",
            "{newer:?}"
        );
        let marked: Vec<(&str, Option<Side>)> = chart
            .marks
            .iter()
            .map(|mark| (mark.region.as_str(), mark.side))
            .collect();
        assert_eq!(marked, [("back", None)], "{newer:?}");
        assert_eq!(chart.alternative, "chart-pain: the back");
    }
}

#[test]
fn a_letter_without_a_chart_prints_where_the_pack_has_none_or_lacks_a_word_for_it() {
    let mut clinic = clinic();
    clinic.does(screen(answers(Some(side("left")), Some(hurts(&["calf"])))));
    assert!(chart(&clinic).is_some());
    let labels = clinic.packs[0].sheet.labels.clone();
    clinic.packs[0].sheet.labels.remove("chart-front");
    assert!(chart(&clinic).is_none());
    clinic.packs[0].sheet.labels = labels;
    clinic.packs[0].sheet.chart.clear();
    assert!(chart(&clinic).is_none());
}
