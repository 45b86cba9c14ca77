//! Facts in words: the pack's own names of questions, choices and units in place of ids.

use std::fmt;

use plinth_core::{
    answer::{Answer, Side, Slot, Value},
    condition::{Fact, Milestone, Of, Span},
    content::Content,
    facts::Settled,
    finding::{Because, Found},
    question::{Kind, Question},
};

use crate::form::in_words;

/// The facts that made a rule hold, each with what was found.
pub(crate) fn because(content: &Content, because: &[Because]) -> String {
    let facts = because.iter().map(|because| {
        let name = name(content, &because.fact);
        let value = value(content, &because.fact, &because.found);
        let colon = if name.ends_with('?') { "" } else { ":" };
        format!("{name}{colon} {value}")
    });
    facts.collect::<Vec<_>>().join("; ")
}

/// Facts by name alone.
pub(crate) fn names<'f>(content: &Content, facts: impl Iterator<Item = &'f Settled>) -> String {
    let names = facts.map(|fact| name(content, fact));
    names.collect::<Vec<_>>().join("; ")
}

/// What a fact is.
fn name(content: &Content, fact: &Settled) -> String {
    let asked = |of: &Of<Option<Side>>| asked(content, &of.clone().into());
    let of = |about| format!("“{}”", asked(about));
    match fact {
        Fact::Answer(about) => asked(about),
        Fact::OnsetDays(about) => format!("how long it has been so, {}", of(about)),
        Fact::SteadyDays(about) => {
            format!("how long examinations found the same, {}", of(about))
        }
        Fact::Change(about, span) => format!("change {} of {}", over(*span), of(about)),
        Fact::Worsenings(about) => format!("how often in a row it got worse, {}", of(about)),
        Fact::Age => "age".into(),
        Fact::WeeksSince(milestone) => format!("time {}", since(*milestone)),
        Fact::DaysInPhase => "time in this phase".into(),
        Fact::Streak(light) => format!("{light} check-ins in a row"),
        Fact::Adherence => "done of what was planned in the last 7 days".into(),
        Fact::AdherenceSince(milestone) => {
            format!("done of what was planned {}", since(*milestone))
        }
        Fact::Items(light) => format!("exercises that are {light}"),
        Fact::SettledWithin => "until every exercise had settled".into(),
        Fact::CleanVisits => "visits in a row with clean form".into(),
        Fact::Psfs => "how well the goals go, on average".into(),
        Fact::PsfsChange => {
            "change of how well the goals go, on average, since the program was assigned".into()
        }
    }
}

/// What was found, with its unit.
fn value(content: &Content, fact: &Settled, found: &Found) -> String {
    let question = |of: &Of<Option<Side>>| content.questions.get(of.question.as_str());
    let unit = |of: &Of<Option<Side>>| match question(of).map(|question| &question.kind) {
        Some(Kind::Number { unit, .. }) => unit.clone(),
        _ => "steps".into(),
    };
    let derived = match (found, fact) {
        (Found::Unknown, _) => return "not known".into(),
        (Found::Answer(answer), Fact::Answer(of)) => return answered(answer, question(of)),
        (Found::Answer(answer), _) => return answer.to_string(),
        (Found::Derived(value), _) => *value,
    };
    let signed = if derived > plinth_core::decimal::Decimal::ZERO {
        format!("+{derived}")
    } else {
        derived.to_string()
    };
    match fact {
        Fact::Change(of, _) => format!("{signed} {}", unit(of)),
        Fact::PsfsChange => format!("{signed} of 10"),
        Fact::Psfs => format!("{derived} of 10"),
        Fact::Adherence | Fact::AdherenceSince(_) => format!("{derived} %"),
        Fact::OnsetDays(_) | Fact::SteadyDays(_) | Fact::DaysInPhase => format!("{derived} days"),
        Fact::WeeksSince(_) => format!("{derived} weeks"),
        Fact::SettledWithin => format!("{derived} h"),
        Fact::Age => format!("{derived} years"),
        Fact::Answer(_)
        | Fact::Worsenings(_)
        | Fact::Streak(_)
        | Fact::Items(_)
        | Fact::CleanVisits => derived.to_string(),
    }
}

/// A question as it is asked, with its side; its id where the pack does not have it.
fn asked(content: &Content, slot: &Slot) -> String {
    let Some(question) = content.questions.get(slot.question.as_str()) else {
        return slot.to_string();
    };
    match slot.side {
        None => question.ask.clone(),
        Some(Side::Left) => format!("left: {}", question.ask),
        Some(Side::Right) => format!("right: {}", question.ask),
    }
}

fn answered(answer: &Answer, question: Option<&Question>) -> String {
    match (answer, question.map(|question| &question.kind)) {
        (Answer::Value(Value::Number(number)), Some(Kind::Number { unit, .. })) => {
            format!("{number} {unit}")
        }
        (Answer::Value(Value::Choice(choice)), Some(Kind::Choice(choices))) => choices
            .iter()
            .find(|known| known.id == *choice)
            .map_or_else(|| choice.to_string(), |known| known.label.clone()),
        (Answer::Value(Value::Regions(regions)), Some(Kind::Regions(known))) => {
            let labels = known.iter().filter(|name| regions.contains(&name.id));
            let labels: Vec<&str> = labels.map(|name| name.label.as_str()).collect();
            if labels.is_empty() {
                "nowhere".into()
            } else {
                labels.join(", ")
            }
        }
        (Answer::Value(Value::Date(date)), _) => in_words(*date),
        (answer, _) => answer.to_string(),
    }
}

fn over(span: Span) -> impl fmt::Display {
    match span {
        Span::Days(1) => "in 1 day".to_owned(),
        Span::Days(days) if days % 7 == 0 => format!("in {} weeks", days / 7),
        Span::Days(days) => format!("in {days} days"),
        Span::Since(milestone) => since(milestone).to_owned(),
    }
}

const fn since(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Assigned => "since the program was assigned",
        Milestone::Screened => "since the last full screening",
    }
}

#[cfg(test)]
mod tests {
    use plinth_core::{condition::Light, decimal::Decimal};

    use super::*;
    use crate::form::tests_content;

    fn fact(text: &str) -> Settled {
        text.parse().unwrap()
    }

    fn said(fact_text: &str, found: Found) -> String {
        let fact = fact(fact_text);
        because(&tests_content(), &[Because { fact, found }])
    }

    fn number(number: i64) -> Found {
        Found::Derived(Decimal::whole(number))
    }

    #[test]
    fn an_answer_is_the_question_with_its_label_and_unit() {
        let answer = |answer| Found::Answer(answer);
        assert_eq!(said("drop", answer(Answer::Yes)), "drop? yes");
        let four = Answer::Value(Value::Number(4.into()));
        assert_eq!(said("power.left", answer(four)), "left: power? 4 MRC");
        let date = Answer::Value(Value::Date(jiff::civil::date(2026, 3, 2)));
        assert_eq!(said("began", answer(date)), "began? 2 March 2026");
        let nowhere = Answer::Value(Value::Regions([].into()));
        assert_eq!(said("where", answer(nowhere)), "where? nowhere");
        assert_eq!(said("gone", answer(Answer::No)), "gone: no");
    }

    #[test]
    fn what_was_derived_says_over_which_time_and_in_which_unit() {
        assert_eq!(
            said("change(power.right, since: assigned)", number(-1)),
            "change since the program was assigned of “right: power?”: -1 MRC"
        );
        assert_eq!(
            said("change(power.right, weeks: 6)", number(2)),
            "change in 6 weeks of “right: power?”: +2 MRC"
        );
        assert_eq!(
            said("adherence-since(assigned)", Found::Unknown),
            "done of what was planned since the program was assigned: not known"
        );
        assert_eq!(
            said("adherence", number(85)),
            "done of what was planned in the last 7 days: 85 %"
        );
        assert_eq!(
            said(
                &Fact::Streak::<Option<Side>>(Light::Green).to_string(),
                number(2)
            ),
            "green check-ins in a row: 2"
        );
        assert_eq!(
            said("weeks-since(assigned)", number(6)),
            "time since the program was assigned: 6 weeks"
        );
    }

    #[test]
    fn facts_are_named_without_what_was_found() {
        let facts = [fact("drop"), fact("days-in-phase")];
        assert_eq!(
            names(&tests_content(), facts.iter()),
            "drop?; time in this phase"
        );
    }
}
