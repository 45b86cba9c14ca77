//! Facts derived of earlier answers: each that a condition asks for, wherever the condition stands.

use plinth_core::{
    condition::{Atom, Comparison, Condition, Fact, Of, Span, Test, Which},
    decimal::Decimal,
    question::{Question, Questions},
};

use crate::fixture::{Clinic, clear_but, number_answer, screen, slot};

#[test]
fn what_only_the_gate_of_a_question_asks_for_is_derived_too() {
    let mut clinic = Clinic::screened();
    clinic.later(3);
    let answers = clear_but("leg-pain", number_answer(9));
    clinic.does(screen(answers.clone()));
    let question = slot("leg-pain").question;
    let of = Of {
        question: question.clone(),
        side: None,
    };
    let change = Fact::Change(of, Span::Days(3));
    let known = |clinic: &Clinic| {
        let facts = clinic
            .record
            .facts(&clinic.packs[0], &answers, clinic.today());
        facts.value(&change)
    };
    assert_eq!(known(&clinic), None, "nothing asks for it");
    let mut questions: Vec<Question> = clinic.packs[0].questions.iter().cloned().collect();
    questions[0].ask_if = Some(Condition::Not(Box::new(Condition::Atom(Atom {
        fact: Fact::Change(
            Of {
                question,
                side: Which::Whole,
            },
            Span::Days(3),
        ),
        test: Test::Compare(Comparison::AtLeast, Decimal::whole(2)),
    }))));
    let affected = clinic.packs[0].questions.affected().cloned();
    clinic.packs[0].questions = Questions::new(questions, affected);
    assert_eq!(known(&clinic), Some(Decimal::whole(3)), "from 6 to 9");
}
