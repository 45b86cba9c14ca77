//! The form, driven key by key over a small pack.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use plinth_core::{
    answer::{Answer, Value, Via},
    condition::{Atom, Comparison, Condition, Fact, Of, Test, Which},
    content::{Content, Digests, Disposition, Rule, SheetText},
    name::{ChoiceId, InstrumentId, PackId, QuestionId, RuleId},
    question::{Choice, Kind, Occasion, Part, Question, Questions, RegionName, Worse},
};

use super::{End, FormSession, Key, Stage};

const TODAY: Date = date(2026, 3, 2);

fn question(name: &str, kind: Kind, worse: Option<Worse>) -> Question {
    Question {
        id: QuestionId::new(name).unwrap(),
        ask: format!("{name}?"),
        help: None,
        kind,
        worse,
        each_side: false,
        each_item: false,
        measure: None,
        mandatory: true,
        part: Part::Safety,
        ask_if: None,
        at: BTreeSet::from([Occasion::Screening]),
        lasting: false,
        ask_since: false,
        attested: false,
        evidence: vec![],
    }
}

fn on(name: &str, side: Which, test: Test) -> Condition {
    Condition::Atom(Atom {
        fact: Fact::Answer(Of {
            question: QuestionId::new(name).unwrap(),
            side,
        }),
        test,
    })
}

fn rule(name: &str, gives: Disposition, when: Condition) -> Rule {
    Rule {
        id: RuleId::new(name).unwrap(),
        when,
        gives,
        say: format!("{name} was found."),
        instead: format!("Act on {name}."),
        at: BTreeSet::from([Occasion::Screening]),
        review_days: None,
        evidence: vec![],
        clinic_default: false,
    }
}

/// Saddle (an emergency), drop with since and a follow-up, power on each side, where it hurts, when it began.
pub(crate) fn content() -> Content {
    let mut saddle = question("saddle", Kind::YesNo, Some(Worse::Yes));
    saddle.ask_since = true;
    let mut drop = question("drop", Kind::YesNo, Some(Worse::Yes));
    drop.ask_since = true;
    let choice = |id: &str| Choice {
        id: ChoiceId::new(id).unwrap(),
        label: id.into(),
    };
    let mut when = question(
        "drop-when",
        Kind::Choice(vec![choice("old"), choice("new")]),
        None,
    );
    when.ask_if = Some(on("drop", Which::Whole, Test::Holds));
    let mut power = question(
        "power",
        Kind::Number {
            least: 0.into(),
            most: 5.into(),
            places: 0,
            unit: "MRC".into(),
        },
        Some(Worse::Lower),
    );
    power.each_side = true;
    power.part = Part::Examination;
    let region = |id: &str| RegionName {
        id: id.parse().unwrap(),
        label: id.into(),
    };
    let place = question(
        "where",
        Kind::Regions(vec![region("back"), region("calf")]),
        None,
    );
    let began = question("began", Kind::Date, None);
    Content {
        id: PackId::new("small").unwrap(),
        version: "1.0.0".into(),
        title: "Small".into(),
        language: "en".into(),
        digests: Digests {
            whole: String::new(),
            deciding: String::new(),
        },
        questions: Questions::new(vec![saddle, drop, when, power, place, began], None),
        defines: BTreeMap::new(),
        rules: vec![
            rule(
                "saddle",
                Disposition::Emergency,
                on("saddle", Which::Whole, Test::Holds),
            ),
            rule(
                "drop",
                Disposition::SameDay,
                on("drop", Which::Whole, Test::Holds),
            ),
            rule(
                "weak",
                Disposition::Emergency,
                on(
                    "power",
                    Which::AnySide,
                    Test::Compare(Comparison::AtMost, 2.into()),
                ),
            ),
        ],
        precautions: vec![],
        exercises: BTreeMap::new(),
        programs: vec![],
        check_in: plinth_core::check_in::CheckIn::default(),
        cautions: vec![],
        topics: vec![],
        evidence: BTreeMap::new(),
        sheet: SheetText::default(),
        not_reviewed: BTreeMap::new(),
    }
}

/// The form after these keys; a line break is Enter, `<` is Backspace.
pub(crate) fn after<'a>(content: &'a Content, keys: &str) -> FormSession<'a> {
    keys.chars().fold(
        FormSession::new(content, Occasion::Screening, None, TODAY),
        |session, key| {
            session.press(match key {
                '\n' => Key::Enter,
                '<' => Key::Backspace,
                character => Key::Char(character),
            })
        },
    )
}

fn at(session: &FormSession<'_>) -> String {
    session
        .question()
        .map_or_else(String::new, |(slot, _)| slot.to_string())
}

fn answer(session: &FormSession<'_>, slot: &str) -> Option<Answer> {
    session
        .answers()
        .get(&slot.parse().unwrap())
        .map(|given| given.answer.clone())
}

#[test]
fn one_key_is_one_answer_and_nothing_is_filled_in_before() {
    let content = content();
    let session = after(&content, "");
    assert!(session.answers().is_empty());
    let session = after(&content, "n");
    assert_eq!(
        (answer(&session, "saddle"), at(&session)),
        (Some(Answer::No), "drop".into())
    );
    for (key, state) in [
        ("u", Answer::Unsure),
        ("d", Answer::Declined),
        ("s", Answer::NotAsked),
    ] {
        assert_eq!(
            answer(&after(&content, &format!("n{key}")), "drop"),
            Some(state)
        );
    }
}

#[test]
fn no_key_answers_more_than_one_question() {
    let content = content();
    for key in (' '..='~').chain(['\n']) {
        assert!(
            after(&content, &key.to_string()).answers().len() <= 1,
            "{key:?}"
        );
    }
}

#[test]
fn the_whole_form_is_filled_in_and_recorded() {
    let content = content();
    let session = after(&content, "nn5\n4\n1\n2\n\n2026-02-01\n");
    assert_eq!(session.stage(), Stage::Review);
    assert_eq!(session.outcome().disposition, Disposition::Proceed);
    let power = &session.answers()[&"power.right".parse().unwrap()];
    assert_eq!(
        (power.unit.as_deref(), power.via),
        (Some("MRC"), Via::Examination)
    );
    assert_eq!(answer(&session, "where").unwrap().to_string(), "back, calf");
    assert_eq!(session.press(Key::Enter).stage(), Stage::Over(End::Record));
}

#[test]
fn hz_04_the_stop_comes_with_the_answer_and_before_its_date() {
    let content = content();
    let session = after(&content, "y");
    assert_eq!(session.stage(), Stage::Stopped);
    // Nothing but the three ways on does anything.
    for key in ["y", "n", "q", "x", "\n", " "] {
        assert_eq!(
            after(&content, &format!("y{key}")).stage(),
            Stage::Stopped,
            "{key:?}"
        );
    }
    assert_eq!(after(&content, "yr").stage(), Stage::Over(End::Record));
    assert_eq!(after(&content, "yc").stage(), Stage::Since);
    assert_eq!(at(&after(&content, "yc2026-03-01\n")), "drop");
    assert_eq!(
        after(&content, "u").stage(),
        Stage::Stopped,
        "unsure is the worse answer"
    );
}

#[test]
fn hz_04_a_second_emergency_stops_again_and_a_standing_one_is_not_left_behind() {
    let content = content();
    let session = after(&content, "yc\nn2\n");
    assert_eq!(session.stage(), Stage::Stopped);
    let session = after(&content, "yc\nqx");
    assert_eq!(session.stage(), Stage::Leaving);
    assert_eq!(after(&content, "yc\nqr").stage(), Stage::Over(End::Record));
}

#[test]
fn a_mistyped_emergency_is_corrected_and_would_stop_again() {
    let content = content();
    let session = after(&content, "ybn");
    assert_eq!(
        (session.is_emergency(), at(&session)),
        (false, "drop".into())
    );
    assert_eq!(after(&content, "ybnby").stage(), Stage::Stopped);
}

#[test]
fn hz_04_the_answer_that_raised_a_stop_is_reached_again() {
    let content = content();
    for keys in ["yc\nnq", "yc\nn5\nq", "yc\nn5\n5\n0\n2026-02-01\n"] {
        let session = after(&content, keys).press(Key::Char('c'));
        assert_eq!(
            (at(&session), session.stage()),
            ("saddle".into(), Stage::Asking),
            "{keys:?}"
        );
    }
    let session = after(&content, "nn1\nbb");
    assert_eq!(at(&session), "drop", "back from the answer that raised it");
    let session = session.press(Key::Enter);
    assert_eq!(at(&session), "power.left");
    assert!(
        session.present().is_some(),
        "Enter walks forth through the answers"
    );
}

#[test]
fn follow_ups_come_with_their_gate_and_go_with_it() {
    let content = content();
    let session = after(&content, "ny\n");
    assert_eq!(at(&session), "drop-when");
    let session = after(&content, "ny\n2\nbbn");
    assert_eq!(answer(&session, "drop-when"), None);
    assert_eq!(at(&session), "power.left");
}

#[test]
fn back_goes_through_the_answers_and_stops_at_the_first() {
    let content = content();
    assert_eq!(at(&after(&content, "nnb")), "drop");
    let session = after(&content, "nnbbb");
    assert_eq!(at(&session), "saddle");
    assert!(session.notice().is_some());
}

#[test]
fn hz_19_what_does_not_fit_is_said_back_and_never_guessed() {
    let content = content();
    for typed in ["6", "-1", "4.5", "", "5-", "..", "55"] {
        let session = after(&content, &format!("nn{typed}\n"));
        assert!(session.notice().is_some(), "{typed:?}");
        assert_eq!(answer(&session, "power.left"), None, "{typed:?}");
    }
    for typed in [
        "2026-03-03",
        "2026-13-01",
        "2026-02-30",
        "26-02-03",
        "03-02-2026",
        "",
    ] {
        let session = after(&content, &format!("nn5\n5\n0\n{typed}\n"));
        assert!(session.notice().is_some(), "{typed:?}");
        assert_eq!(answer(&session, "began"), None, "{typed:?}");
    }
    assert_eq!(
        answer(&after(&content, "nn6<5\n"), "power.left")
            .unwrap()
            .to_string(),
        "5"
    );
}

#[test]
fn nowhere_is_said_and_not_assumed() {
    let content = content();
    let session = after(&content, "nn5\n5\n\n");
    assert_eq!(answer(&session, "where"), None);
    let session = after(&content, "nn5\n5\n0\n");
    assert_eq!(answer(&session, "where").unwrap().to_string(), "nowhere");
}

#[test]
fn leaving_says_what_is_missing_and_records_only_when_told() {
    let content = content();
    let session = after(&content, "nq");
    assert_eq!(session.stage(), Stage::Leaving);
    assert_eq!(session.outcome().disposition, Disposition::Incomplete);
    assert_eq!(after(&content, "nqx").stage(), Stage::Over(End::Abandon));
    assert_eq!(after(&content, "nqr").stage(), Stage::Over(End::Record));
    assert_eq!(at(&after(&content, "nqb")), "drop");
    assert_eq!(
        after(&content, "qr").stage(),
        Stage::Leaving,
        "nothing to record"
    );
    let session = after(&content, "yc").press(Key::Interrupt);
    assert_eq!(session.stage(), Stage::Over(End::Abandon));
}

/// From here, `b` again and again visits every answered question before this one, the last first.
fn back_visits_every_answer(
    from: &FormSession<'_>,
) -> Result<(), proptest::test_runner::TestCaseError> {
    let here = at(from);
    let asks = from.asks().into_iter();
    let mut before: Vec<String> = asks
        .take_while(|ask| ask.slot.to_string() != here)
        .filter(|ask| ask.answered)
        .map(|ask| ask.slot.to_string())
        .collect();
    before.reverse();
    let mut session = from.clone();
    let mut visited = Vec::new();
    loop {
        session = session.press(Key::Char('b'));
        if session.notice().is_some() {
            break;
        }
        visited.push(at(&session));
    }
    proptest::prop_assert_eq!(visited, before);
    Ok(())
}

proptest::proptest! {
    /// Whatever is pressed: no answer without a key, and an emergency is either on show, acknowledged or corrected.
    #[test]
    fn any_keys_are_safe(keys in "[ynudsbrcqx?0-9.\n-]{0,60}") {
        let content = content();
        let mut session = FormSession::new(&content, Occasion::Screening, None, TODAY);
        for key in keys.chars() {
            let before = session.clone();
            session = session.press(if key == '\n' { Key::Enter } else { Key::Char(key) });
            let changed = session.answers().iter().filter(|(slot, given)| before.answers().get(*slot) != Some(given)).count();
            proptest::prop_assert!(changed <= 1);
            if session.is_emergency() && !before.is_emergency() {
                proptest::prop_assert_eq!(session.stage(), Stage::Stopped);
            }
            if matches!(session.stage(), Stage::Asking | Stage::Review) {
                back_visits_every_answer(&session)?;
            }
        }
    }
}

/// Leg pain at its worst and then on average, of 10.
fn with_average() -> Content {
    let mut content = content();
    let pain = |name: &str| Question {
        measure: Some(InstrumentId::new(name).unwrap()),
        ..question(
            name,
            Kind::Number {
                least: 0.into(),
                most: 10.into(),
                places: 0,
                unit: "of 10".into(),
            },
            Some(Worse::Higher),
        )
    };
    let both = vec![pain("nprs-leg-worst"), pain("nprs-leg-average")];
    content.questions = Questions::new(both, None);
    content
}

#[test]
fn hz_19_an_average_above_the_worst_is_asked_again_with_the_reason() {
    let content = with_average();
    let session = after(&content, "5\n6\n");
    assert_eq!(at(&session), "nprs-leg-average");
    assert_eq!(answer(&session, "nprs-leg-average"), None);
    let notice = session.notice().unwrap();
    assert!(
        notice.starts_with("It cannot be higher than the 5 that was answered to: nprs-leg-worst?"),
        "{notice}"
    );
    assert_eq!(after(&content, "5\n6\n5\n").stage(), Stage::Review);
    // The earlier one corrected: the later one goes, and is asked again.
    let session = after(&content, "7\n6\nbb5\n");
    assert_eq!(at(&session), "nprs-leg-average");
    assert_eq!(answer(&session, "nprs-leg-average"), None);
    assert!(answer(&session, "nprs-leg-worst").is_some());
}

/// Of an exercise: on how many days it was done, whether it felt numb, and how much pain rose.
fn with_days() -> Content {
    let mut content = content();
    let of_item = |question: Question| Question {
        at: BTreeSet::from([Occasion::CheckIn]),
        each_item: true,
        mandatory: false,
        ..question
    };
    let number = |most: i64| Kind::Number {
        least: 0.into(),
        most: most.into(),
        places: 0,
        unit: String::new(),
    };
    let days = of_item(question("days", number(7), None));
    let numb = of_item(question("numb", Kind::YesNo, Some(Worse::Yes)));
    let rise = of_item(question("rise", number(10), Some(Worse::Higher)));
    content.check_in.readings.days_done = Some(days.id.clone());
    content.questions = Questions::new(vec![days, numb, rise], None);
    content
}

#[test]
fn hz_13_what_was_answered_of_an_exercise_is_not_dropped_by_saying_it_was_not_done() {
    let content = with_days();
    let typed = |keys: &str| {
        let form = FormSession::new(&content, Occasion::CheckIn, None, TODAY).about("EX-04");
        keys.chars().fold(form, |session, key| {
            session.press(match key {
                '\n' => Key::Enter,
                character => Key::Char(character),
            })
        })
    };
    let session = typed("3\nybb0\n");
    let notice = session.notice().unwrap();
    assert!(notice.contains("numb?"), "{notice}");
    assert_eq!(answer(&session, "numb"), Some(Answer::Yes));
    let three = Answer::Value(Value::Number(3.into()));
    assert_eq!(answer(&session, "days"), Some(three));
    // What was skipped on purpose stands in nobody's way.
    let session = typed("3\nybsbb0\n");
    assert_eq!(answer(&session, "numb"), Some(Answer::NotAsked));
    let none = Answer::Value(Value::Number(0.into()));
    assert_eq!(answer(&session, "days"), Some(none));
    assert_eq!(session.stage(), Stage::Review);
}
