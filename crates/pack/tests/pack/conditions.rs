//! Conditions: written out they read back the same, and nothing that is written makes the reader fall over.

use plinth_core::{
    answer::Side,
    condition::{Atom, Comparison, Condition, Fact, Light, Milestone, Of, Span, Test, Which},
    content::Content,
    decimal::Decimal,
    name::{ChoiceId, DefineId, QuestionId, Region},
};
use plinth_pack::{condition::Written, load};
use proptest::prelude::*;

use crate::common::{tiny, tiny_with};

/// The condition of the rule `shin`, as it is read from this text.
fn read(text: &str) -> Result<Condition, Vec<&'static str>> {
    let files = tiny_with(
        "screening.toml",
        "\"pain-where includes shin\"",
        &format!("'''{text}'''"),
    );
    let loaded = load(&files);
    let errors = loaded.diagnostics.iter().filter(|d| d.is_error());
    let errors: Vec<_> = errors.map(|d| d.code).collect();
    let shin = |content: Content| {
        content
            .rules
            .into_iter()
            .find(|rule| rule.id.as_str() == "shin")
    };
    loaded
        .content
        .and_then(shin)
        .map(|rule| rule.when)
        .ok_or(errors)
}

fn of(question: &str, side: Which) -> Of<Which> {
    Of {
        question: QuestionId::new(question).unwrap(),
        side,
    }
}

fn a_side() -> impl Strategy<Value = Which> {
    prop_oneof![
        Just(Which::AnySide),
        Just(Which::BothSides),
        Just(Which::Affected),
        Just(Which::Other),
        Just(Which::On(Side::Left)),
        Just(Which::On(Side::Right)),
    ]
}

fn a_light() -> impl Strategy<Value = Light> {
    prop_oneof![Just(Light::Green), Just(Light::Amber), Just(Light::Red)]
}

/// A fact that is a number, and the largest number that it is compared with.
fn a_number() -> impl Strategy<Value = (Fact<Which>, i64)> {
    prop_oneof![
        Just((Fact::Answer(of("pain", Which::Whole)), 10)),
        a_side().prop_map(|side| (Fact::Answer(of("power", side)), 5)),
        a_side().prop_map(|side| (Fact::SteadyDays(of("power", side)), 100)),
        Just((Fact::OnsetDays(of("pain", Which::Whole)), 100)),
        (1..400_u16)
            .prop_map(|days| (Fact::Change(of("pain", Which::Whole), Span::Days(days)), 10)),
        (a_side(), 1..400_u16)
            .prop_map(|(side, days)| (Fact::Change(of("power", side), Span::Days(days)), 5)),
        Just((Fact::Age, 120)),
        Just((Fact::WeeksSince(Milestone::Assigned), 50)),
        Just((Fact::WeeksSince(Milestone::Screened), 50)),
        Just((Fact::DaysInPhase, 50)),
        a_light().prop_map(|light| (Fact::Streak(light), 9)),
        a_light().prop_map(|light| (Fact::Items(light), 9)),
        Just((Fact::Adherence, 100)),
        Just((Fact::AdherenceSince(Milestone::Assigned), 100)),
        Just((Fact::AdherenceSince(Milestone::Screened), 100)),
        Just((Fact::SettledWithin, 48)),
        Just((Fact::CleanVisits, 9)),
    ]
}

fn an_atom() -> impl Strategy<Value = Condition> {
    let sign = proptest::sample::select(&Comparison::ALL[..]);
    let number = (a_number(), sign, 0..4_usize).prop_map(|((fact, most), sign, part)| {
        let places = [0, most / 3, most / 2, most];
        let literal = places[part];
        (fact, Test::Compare(sign, Decimal::whole(literal)))
    });
    let yes = Just((Fact::Answer(of("hot-knee", Which::Whole)), Test::Holds));
    let choice = proptest::sample::select(&["none", "mild", "high"][..]).prop_map(|choice| {
        let choice = Test::Is(ChoiceId::new(choice).unwrap());
        (Fact::Answer(of("fever", Which::Whole)), choice)
    });
    let region = Just((
        Fact::Answer(of("pain-where", Which::Whole)),
        Test::Includes(Region::new("shin").unwrap()),
    ));
    let define = Just(Condition::Define(DefineId::new("any-weakness").unwrap()));
    prop_oneof![
        4 => prop_oneof![number, yes, choice, region]
            .prop_map(|(fact, test)| Condition::Atom(Atom { fact, test })),
        1 => define,
    ]
}

fn a_condition() -> impl Strategy<Value = Condition> {
    an_atom().prop_recursive(5, 40, 4, |inner| {
        let two = proptest::collection::vec(inner.clone(), 2..4);
        let one = proptest::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            inner.prop_map(|part| Condition::Not(Box::new(part))),
            two.clone().prop_map(Condition::All),
            two.prop_map(Condition::Any),
            (one, 1..4_usize)
                .prop_map(|(parts, count)| { Condition::AtLeast(count.min(parts.len()), parts) }),
        ]
    })
}

proptest! {
    #[test]
    fn a_condition_written_out_reads_back_the_same(condition in a_condition()) {
        let written = Written(&condition).to_string();
        prop_assert_eq!(read(&written), Ok(condition), "{}", written);
    }

    #[test]
    fn any_words_are_read_or_said_to_be_wrong(text in "[a-z0-9()<>=!,:. \\-]{0,60}") {
        let _ = read(&text);
    }

    #[test]
    fn words_of_conditions_in_any_order_are_read_or_said_to_be_wrong(
        words in proptest::collection::vec(proptest::sample::select(&[
            "and", "or", "not", "(", ")", "at", "least", "2", "of", ",", "any", "side", "both", "sides", "affected",
            "left", "power", "pain", "hot-knee", "fever", "=", "!=", "<", ">=", "none", "5", "includes", "shin",
            "change", "weeks", ":", "age", "any-weakness",
        ][..]), 0..25)
    ) {
        let _ = read(&words.join(" "));
    }

    #[test]
    fn any_bytes_for_a_file_are_read_or_said_to_be_wrong(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        file in proptest::sample::select(&["pack.toml", "screening.toml", "sheet.toml", "exercises/ex-01-bend.toml"][..])
    ) {
        let mut files = tiny();
        files.insert(file.into(), bytes);
        let _ = load(&files);
    }

    #[test]
    fn a_file_cut_off_anywhere_is_read_or_said_to_be_wrong(
        part in 0..100_usize,
        file in proptest::sample::select(&["pack.toml", "screening.toml", "sheet.toml", "programs/knee.toml"][..])
    ) {
        let mut files = tiny();
        let bytes = files.get_mut(file).unwrap();
        let end = bytes.len() * part / 100;
        bytes.truncate(end);
        let _ = load(&files);
    }
}

#[test]
fn not_equal_turns_the_side_around() {
    let fever = |side| {
        let mut files = tiny_with(
            "screening.toml",
            "worse = [\"none\"",
            "each-side = true\nworse = [\"none\"",
        );
        let text = String::from_utf8(files["screening.toml"].clone()).unwrap();
        let text = text.replace("fever != none", &format!("{side} fever != none"));
        files.insert("screening.toml".into(), text.into_bytes());
        load(&files).content.unwrap().rules[0].when.clone()
    };
    let not = |side| {
        let fact = Fact::Answer(of("fever", side));
        let test = Test::Is(ChoiceId::new("none").unwrap());
        Condition::Not(Box::new(Condition::Atom(Atom { fact, test })))
    };
    for (written, compiled) in [
        ("any side", Which::BothSides),
        ("both sides", Which::AnySide),
        ("left", Which::On(Side::Left)),
    ] {
        let Condition::All(parts) = fever(written) else {
            panic!("not joined with `and`")
        };
        assert_eq!(parts[1], not(compiled), "{written}");
        assert_eq!(
            Written(&parts[1]).to_string(),
            format!("{written} fever != none")
        );
    }
}

#[test]
fn ten_thousand_terms_are_read() {
    let text = vec!["pain > 3"; 10_000].join(" or ");
    assert!(matches!(read(&text), Ok(Condition::Any(parts)) if parts.len() == 10_000));
    let mixed = format!("{text} and hot-knee");
    assert_eq!(read(&mixed), Err(vec!["mixed-and-or"]));
    let too_many = vec!["pain > 3"; 20_001].join(" or ");
    assert_eq!(read(&too_many), Err(vec!["too-deep"]));
    let too_long = vec!["pain > 3"; 60_000].join(" or ");
    assert_eq!(read(&too_long), Err(vec!["condition-too-long"]));
}

#[test]
fn a_condition_is_measured_with_its_definitions_put_in() {
    let wide = vec!["any-weakness"; 20_001].join(" or ");
    let files = tiny_with(
        "screening.toml",
        "when = \"pregnant\"",
        &format!("when = \"{wide}\""),
    );
    let loaded = load(&files);
    let codes: Vec<_> = loaded.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["too-deep"]);
}

#[test]
fn depth_has_an_end() {
    for (open, close) in [("(", ")"), ("not ", ""), ("at least 1 of (", ")")] {
        let nested = |depth| format!("{}hot-knee{}", open.repeat(depth), close.repeat(depth));
        assert!(read(&nested(60)).is_ok(), "{open}");
        assert_eq!(read(&nested(100)), Err(vec!["too-deep"]), "{open}");
        assert_eq!(read(&nested(10_000)), Err(vec!["too-deep"]), "{open}");
    }
}

#[test]
fn definitions_cannot_grow_without_end() {
    // Each is twice the one before it; and chains that are long but never wide, one of them without a word of its own.
    for (count, next) in [(40, "dN and dN"), (2000, "not dN"), (2000, "dN")] {
        let defines: Vec<_> = (1..count)
            .map(|n: usize| {
                let when = next.replace('N', &(n - 1).to_string());
                format!("[define.d{n}]\nwhen = \"{when}\"\n")
            })
            .collect();
        let all = format!(
            "[define.d0]\nwhen = \"hot-knee\"\n{}[define.any-weakness]",
            defines.concat()
        );
        let files = tiny_with("screening.toml", "[define.any-weakness]", &all);
        let codes: Vec<_> = load(&files).diagnostics.iter().map(|d| d.code).collect();
        assert!(codes.contains(&"too-deep"), "{next}: {codes:?}");
    }
}
