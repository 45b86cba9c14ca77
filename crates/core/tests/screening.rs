//! Evaluation and screening over a small pack that is built here.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use plinth_core::{
    answer::{Answer, Answers, Given, Side, Slot, Value, Via},
    condition::{Atom, Comparison, Condition, Fact, Of, Test, Which},
    content::{Content, Digests, Disposition, Rule, SheetText},
    evaluate::{Judge, Truth},
    facts::Facts,
    finding::Cause,
    form,
    name::{ChoiceId, PackId, QuestionId, RuleId},
    question::{Choice, Kind, Occasion, Part, Question, Questions, Worse},
    screening::screen,
};

fn id(text: &str) -> QuestionId {
    QuestionId::new(text).unwrap()
}

fn question(name: &str, kind: Kind, worse: Option<Worse>, each_side: bool) -> Question {
    Question {
        id: id(name),
        ask: name.into(),
        help: None,
        kind,
        worse,
        each_side,
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

fn number(least: i64, most: i64) -> Kind {
    Kind::Number {
        least: least.into(),
        most: most.into(),
        places: 0,
        unit: "of 10".into(),
    }
}

fn choice(of: &[&str]) -> Kind {
    Kind::Choice(
        of.iter()
            .map(|c| Choice {
                id: ChoiceId::new(*c).unwrap(),
                label: (*c).into(),
            })
            .collect(),
    )
}

fn on(name: &str, side: Which, test: Test) -> Condition {
    Condition::Atom(Atom {
        fact: Fact::Answer(Of {
            question: id(name),
            side,
        }),
        test,
    })
}

fn yes(name: &str) -> Condition {
    on(name, Which::Whole, Test::Holds)
}

fn rule(name: &str, gives: Disposition, when: Condition) -> Rule {
    Rule {
        id: RuleId::new(name).unwrap(),
        when,
        gives,
        say: name.into(),
        instead: "act".into(),
        at: BTreeSet::from([Occasion::Screening]),
        review_days: None,
        evidence: vec![],
        clinic_default: false,
    }
}

/// Saddle, cancer, "does anything ease it?", power on each side, and when a foot drop began.
fn content() -> Content {
    let mut follow_up = question(
        "drop-when",
        choice(&["old", "new"]),
        Some(Worse::Order(vec![
            ChoiceId::new("old").unwrap(),
            ChoiceId::new("new").unwrap(),
        ])),
        false,
    );
    follow_up.ask_if = Some(yes("drop"));
    let questions = vec![
        question("saddle", Kind::YesNo, Some(Worse::Yes), false),
        question("cancer", Kind::YesNo, Some(Worse::Yes), false),
        question("eases", Kind::YesNo, Some(Worse::No), false),
        question("power", number(0, 5), Some(Worse::Lower), true),
        question("drop", Kind::YesNo, Some(Worse::Yes), false),
        follow_up,
        question(
            "side",
            choice(&["left", "right", "both", "neither"]),
            None,
            false,
        ),
    ];
    let new_drop = Condition::All(vec![
        yes("drop"),
        on(
            "drop-when",
            Which::Whole,
            Test::Is(ChoiceId::new("new").unwrap()),
        ),
    ]);
    let weak = Test::Compare(Comparison::AtMost, 3.into());
    Content {
        id: PackId::new("small").unwrap(),
        version: "1.0.0".into(),
        title: "Small".into(),
        language: "en".into(),
        digests: Digests {
            whole: "w".into(),
            deciding: "d".into(),
        },
        questions: Questions::new(questions, Some(id("side"))),
        defines: BTreeMap::new(),
        rules: vec![
            rule("saddle", Disposition::Emergency, yes("saddle")),
            rule("cancer", Disposition::SameDay, yes("cancer")),
            rule(
                "nothing-eases",
                Disposition::SameDay,
                Condition::Not(Box::new(yes("eases"))),
            ),
            rule("new-drop", Disposition::Emergency, new_drop),
            rule("drop", Disposition::SameDay, yes("drop")),
            rule(
                "weak",
                Disposition::SameDay,
                on("power", Which::AnySide, weak),
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

fn slot(name: &str) -> Slot {
    name.parse().unwrap()
}

fn five() -> Answer {
    Answer::Value(Value::Number(5.into()))
}

fn chosen(name: &str) -> Answer {
    Answer::Value(Value::Choice(ChoiceId::new(name).unwrap()))
}

fn clear() -> Answers {
    [
        ("saddle", Answer::No),
        ("cancer", Answer::No),
        ("eases", Answer::Yes),
        ("power.left", five()),
        ("power.right", five()),
        ("drop", Answer::No),
        ("side", chosen("left")),
    ]
    .into_iter()
    .map(|(name, answer)| (slot(name), given(answer)))
    .collect()
}

fn given(answer: Answer) -> Given {
    Given {
        answer,
        unit: None,
        since: None,
        via: Via::Patient,
    }
}

fn with(changes: &[(&str, Answer)]) -> Answers {
    let mut answers = clear();
    answers.extend(
        changes
            .iter()
            .map(|(name, answer)| (slot(name), given(answer.clone()))),
    );
    answers
}

fn outcome(answers: &Answers) -> plinth_core::finding::Outcome {
    let content = content();
    let facts = Facts::new(&content.questions, answers, None, date(2026, 3, 2));
    screen(&content, &facts, Occasion::Screening)
}

#[test]
fn all_safe_answers_proceed() {
    let outcome = outcome(&clear());
    assert_eq!(outcome.disposition, Disposition::Proceed);
    assert_eq!(outcome.cannot_exclude, None);
    assert!(outcome.findings.is_empty() && outcome.missing.is_empty());
}

#[test]
fn hz_01_what_was_not_answered_is_never_a_no() {
    for name in ["saddle", "cancer", "eases", "drop", "power.left", "side"] {
        for state in [None, Some(Answer::NotAsked), Some(Answer::Declined)] {
            let mut answers = clear();
            answers.remove(&slot(name));
            answers.extend(state.clone().map(|state| (slot(name), given(state))));
            let outcome = outcome(&answers);
            assert!(
                outcome.disposition >= Disposition::Incomplete,
                "{name} {state:?}"
            );
            assert_eq!(outcome.missing.len(), 1, "{name} {state:?}");
            assert_eq!(outcome.phase, None);
        }
    }
}

#[test]
fn hz_02_unsure_takes_the_worse_answer_of_its_question() {
    assert_eq!(
        outcome(&with(&[("saddle", Answer::Unsure)])).disposition,
        Disposition::Emergency
    );
    assert_eq!(
        outcome(&with(&[("eases", Answer::Unsure)])).disposition,
        Disposition::SameDay
    );
    assert_eq!(
        outcome(&with(&[
            ("drop", Answer::Yes),
            ("drop-when", Answer::Unsure)
        ]))
        .disposition,
        Disposition::Emergency
    );
    let number = outcome(&with(&[("power.left", Answer::Unsure)]));
    assert_eq!(number.disposition, Disposition::Incomplete);
    assert_eq!(number.cannot_exclude, Some(Disposition::SameDay));
    assert_eq!(number.findings[0].cause, Cause::Unsure(slot("power.left")));
}

#[test]
fn hz_03_a_milder_result_never_hides_what_cannot_be_excluded() {
    let mut answers = with(&[("cancer", Answer::Yes)]);
    answers.remove(&slot("saddle"));
    let outcome = outcome(&answers);
    assert_eq!(outcome.disposition, Disposition::SameDay);
    assert_eq!(outcome.cannot_exclude, Some(Disposition::Emergency));
    assert_eq!(
        outcome
            .missing
            .iter()
            .map(|m| m.fact.to_string())
            .collect::<Vec<_>>(),
        ["saddle"]
    );
}

#[test]
fn a_gate_hides_what_its_follow_up_hides_and_is_asked_first() {
    let mut answers = clear();
    answers.remove(&slot("drop"));
    let asked = outcome(&answers);
    assert_eq!(
        asked
            .missing
            .iter()
            .map(|m| m.fact.to_string())
            .collect::<Vec<_>>(),
        ["drop"]
    );
    assert_eq!(asked.cannot_exclude, Some(Disposition::Emergency));

    let open = outcome(&with(&[("drop", Answer::Yes)]));
    assert_eq!(open.disposition, Disposition::SameDay);
    assert_eq!(open.cannot_exclude, Some(Disposition::Emergency));
    assert_eq!(open.missing[0].fact.slot(), Some(slot("drop-when")));
}

#[test]
fn the_facts_that_decided_are_named_with_their_side() {
    let outcome = outcome(&with(&[(
        "power.right",
        Answer::Value(Value::Number(3.into())),
    )]));
    assert_eq!(outcome.findings.len(), 1);
    let because: Vec<_> = outcome.findings[0]
        .because
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(because, ["power.right = 3"]);
}

#[test]
fn sides_are_any_both_affected_other_or_named() {
    let content = content();
    let weak_right = with(&[("power.right", Answer::Value(Value::Number(2.into())))]);
    let below_five = || Test::Compare(Comparison::Less, 5.into());
    let truth = |answers: &Answers, which| {
        let facts = Facts::new(&content.questions, answers, None, date(2026, 3, 2));
        Judge::new(&content, &facts).truth(&on("power", which, below_five()))
    };
    for (which, expected) in [
        (Which::AnySide, Truth::True),
        (Which::BothSides, Truth::False),
        (Which::Affected, Truth::False),
        (Which::Other, Truth::True),
        (Which::On(Side::Left), Truth::False),
        (Which::On(Side::Right), Truth::True),
    ] {
        assert_eq!(truth(&weak_right, which), expected, "{which:?}");
    }
    let mut unknown_side = weak_right.clone();
    unknown_side.remove(&slot("side"));
    assert_eq!(truth(&unknown_side, Which::Affected), Truth::Unknown);
    let mut both = weak_right;
    both.insert(slot("side"), given(chosen("both")));
    assert_eq!(truth(&both, Which::Affected), Truth::True);
}

#[test]
fn kleene_tables_hold() {
    use Truth::{False, True, Unknown};
    let content = content();
    let answers = with(&[("saddle", Answer::Yes), ("cancer", Answer::Declined)]);
    let facts = Facts::new(&content.questions, &answers, None, date(2026, 3, 2));
    let judge = Judge::new(&content, &facts);
    let (t, u, f) = (yes("saddle"), yes("cancer"), yes("drop"));
    let of = |a: &Condition, b: &Condition| vec![a.clone(), b.clone()];
    for (a, b, both, either) in [
        (&t, &u, Unknown, True),
        (&t, &f, False, True),
        (&u, &f, False, Unknown),
        (&u, &u, Unknown, Unknown),
        (&t, &t, True, True),
        (&f, &f, False, False),
    ] {
        assert_eq!(judge.truth(&Condition::All(of(a, b))), both);
        assert_eq!(judge.truth(&Condition::All(of(b, a))), both);
        assert_eq!(judge.truth(&Condition::Any(of(a, b))), either);
        assert_eq!(judge.truth(&Condition::Any(of(b, a))), either);
    }
    assert_eq!(judge.truth(&Condition::Not(Box::new(u.clone()))), Unknown);
    let parts = vec![t, u, f];
    assert_eq!(judge.truth(&Condition::AtLeast(1, parts.clone())), True);
    assert_eq!(judge.truth(&Condition::AtLeast(2, parts.clone())), Unknown);
    assert_eq!(judge.truth(&Condition::AtLeast(3, parts)), False);
}

#[test]
fn the_form_asks_follow_ups_only_when_their_gate_is_open() {
    let content = content();
    let slots = |answers: &Answers| {
        let facts = Facts::new(&content.questions, answers, None, date(2026, 3, 2));
        form::asks(&content, &facts, Occasion::Screening)
            .into_iter()
            .map(|ask| ask.slot.to_string())
            .collect::<Vec<_>>()
    };
    assert!(!slots(&Answers::new()).contains(&"drop-when".into()));
    assert!(slots(&with(&[("drop", Answer::Yes)])).contains(&"drop-when".into()));
    assert!(slots(&Answers::new()).contains(&"power.left".into()));

    let answers = with(&[("drop-when", chosen("new"))]);
    let facts = Facts::new(&content.questions, &answers, None, date(2026, 3, 2));
    assert_eq!(form::contradictions(&content, &facts), [slot("drop-when")]);
}

#[test]
fn the_birth_date_is_asked_only_where_it_is_not_known() {
    let mut content = content();
    let born = question("date-of-birth", Kind::Date, None, false);
    let all = content.questions.iter().cloned().chain([born]).collect();
    content.questions = Questions::new(all, Some(id("side")));
    let asked = |birth| {
        let answers = Answers::new();
        let facts = Facts::new(&content.questions, &answers, birth, date(2026, 3, 2));
        let asks = form::asks(&content, &facts, Occasion::Screening);
        asks.iter().any(|ask| ask.slot == slot("date-of-birth"))
    };
    assert!(asked(None));
    assert!(!asked(Some(date(1988, 1, 1))));
}

#[test]
fn a_cycle_of_definitions_is_unknown_and_ends() {
    let mut content = content();
    let name = plinth_core::name::DefineId::new("loop").unwrap();
    content.defines.insert(
        name.clone(),
        Condition::Not(Box::new(Condition::Define(name.clone()))),
    );
    let answers = clear();
    let facts = Facts::new(&content.questions, &answers, None, date(2026, 3, 2));
    assert_eq!(
        Judge::new(&content, &facts).truth(&Condition::Define(name)),
        Truth::Unknown
    );
}

#[test]
fn a_rule_that_cannot_be_followed_is_never_passed_over() {
    let mut content = content();
    let mut when = yes("saddle");
    for _ in 0..600 {
        when = Condition::All(vec![when]);
    }
    content.rules[0].when = when;
    let answers = clear();
    let facts = Facts::new(&content.questions, &answers, None, date(2026, 3, 2));
    assert_eq!(
        screen(&content, &facts, Occasion::Screening).disposition,
        Disposition::Incomplete
    );
}
