//! Questions, and in what order they are asked.

use std::collections::BTreeSet;

use plinth_core::{
    answer_parse::STATES,
    condition::Condition,
    decimal::Decimal,
    evaluate::question_of,
    measure::{Better, INSTRUMENTS, Instrument},
    name::{ChoiceId, InstrumentId, NotAName, QuestionId},
    question::{Choice, Kind, Occasion, Part, Question, RegionName, Worse},
};

use super::{
    Source,
    screening::{Gates, Screening},
};
use crate::{
    condition::syntax::RESERVED,
    diagnostic::did_you_mean,
    raw::{
        At, KindEntry, NamedEntry, NumberEntry, QuestionEntry, ScreeningFile, WorseEntry, WorseWord,
    },
};

pub(super) fn question(
    source: &mut Source<'_>,
    id: &At<String>,
    entry: &QuestionEntry,
    part: Part,
) -> Option<Question> {
    let is = source.id::<QuestionId>(id);
    if RESERVED.contains(&id.is.as_str()) {
        source.error(
            "reserved-name",
            &id.span,
            format!("`{}` has a meaning of its own in conditions", id.is),
            "choose another id",
        );
    }
    if entry.each_item && entry.mandatory {
        source.error(
            "mandatory-each-item",
            &id.span,
            format!(
                "`{}` is asked for each exercise, so no one answer makes a check-in complete",
                id.is
            ),
            "remove `mandatory`: what is not known of an exercise never makes it harder",
        );
    }
    let kind = kind(source, &entry.kind);
    let evidence = source.evidence(id, &entry.evidence, entry.clinic_default);
    let ask = if part == Part::Examination {
        source.words(&entry.ask)
    } else {
        source.patient_words(&entry.ask)
    };
    let help = entry.help.as_ref().map(|help| source.words(help));
    let kind = kind?;
    let worse = match &entry.worse {
        Some(worse) => Some(self::worse(source, id, worse, &kind)?),
        None => None,
    };
    let measure = entry
        .measure
        .as_ref()
        .and_then(|measure| instrument(source, measure, &kind, worse.as_ref()));
    Some(Question {
        id: is?,
        ask,
        help,
        kind,
        worse,
        each_side: entry.each_side,
        each_item: entry.each_item,
        measure,
        mandatory: entry.mandatory,
        part,
        ask_if: None,
        at: occasions(entry.at.as_deref()),
        lasting: entry.lasting,
        ask_since: entry.since,
        attested: entry.attested,
        evidence,
    })
}

/// The instrument of which the answer is a reading: one that is known, and that takes every answer of the question.
fn instrument(
    source: &mut Source<'_>,
    written: &At<String>,
    kind: &Kind,
    worse: Option<&Worse>,
) -> Option<InstrumentId> {
    let Some(known) = Instrument::find(&written.is) else {
        let ids = INSTRUMENTS.iter().map(|known| known.id);
        let near = did_you_mean(&written.is, ids);
        source.error(
            "no-such-instrument",
            &written.span,
            format!("`{}` is no instrument", written.is),
            near.as_deref()
                .unwrap_or("`plinth measure --help` lists the instruments"),
        );
        return None;
    };
    let takes_all = match (kind, worse) {
        (
            Kind::Number {
                least,
                most,
                places,
                unit,
            },
            Some(Worse::Higher | Worse::Lower),
        ) => {
            let better = match worse {
                Some(Worse::Higher) => Better::Lower,
                _ => Better::Higher,
            };
            known.better == better
                && known.steps.is_empty()
                && *places <= known.places
                && known.unit == unit
                && *least >= Decimal::whole(known.least.into())
                && *most <= Decimal::whole(known.most.into())
        }
        (Kind::Choice(_), Some(Worse::Order(order))) => order
            .iter()
            .map(ChoiceId::as_str)
            .eq(known.steps.iter().copied()),
        _ => false,
    };
    if !takes_all {
        source.error(
            "measure-kind",
            &written.span,
            format!("an answer here is not always a reading of `{}`", written.is),
            "give the question the unit, range, places and steps of the instrument, and say which way is `worse`",
        );
        return None;
    }
    source.id(written)
}

pub(super) fn occasions(written: Option<&[Occasion]>) -> BTreeSet<Occasion> {
    written.map_or_else(
        || BTreeSet::from([Occasion::Screening]),
        |list| list.iter().copied().collect(),
    )
}

fn kind(source: &mut Source<'_>, entry: &At<KindEntry>) -> Option<Kind> {
    Some(match &entry.is {
        KindEntry::YesNo => Kind::YesNo,
        KindEntry::Date => Kind::Date,
        KindEntry::Number(number) => self::number(source, entry, number)?,
        KindEntry::Choice(list) => Kind::Choice(
            named(source, entry, list)?
                .into_iter()
                .map(|(id, label)| Choice { id, label })
                .collect(),
        ),
        KindEntry::Regions(list) => Kind::Regions(
            named(source, entry, list)?
                .into_iter()
                .map(|(id, label)| RegionName { id, label })
                .collect(),
        ),
    })
}

fn number(source: &mut Source<'_>, entry: &At<KindEntry>, number: &NumberEntry) -> Option<Kind> {
    let least = decimal(source, &number.least);
    let most = decimal(source, &number.most);
    let (least, most) = (least?, most?);
    if least >= most
        || number.places > Decimal::MAX_SCALE
        || least.scale() > number.places
        || most.scale() > number.places
    {
        source.error(
            "number-range",
            &entry.span,
            format!("no number goes from {least} to {most} with {} places", number.places),
            "`least` is under `most`, and both have no more than `places` places, of which there are at most 6",
        );
        return None;
    }
    Some(Kind::Number {
        least,
        most,
        places: number.places,
        unit: number.unit.clone(),
    })
}

fn decimal(source: &mut Source<'_>, written: &At<String>) -> Option<Decimal> {
    match written.is.parse() {
        Ok(number) => Some(number),
        Err(fault) => {
            source.error(
                "not-a-number",
                &written.span,
                fault.to_string(),
                "write the number as text: \"0\" or \"6.5\"",
            );
            None
        }
    }
}

fn named<T>(
    source: &mut Source<'_>,
    entry: &At<KindEntry>,
    list: &[NamedEntry],
) -> Option<Vec<(T, String)>>
where
    T: std::str::FromStr<Err = NotAName> + PartialEq,
{
    if list.len() < 2 {
        source.error(
            "too-few-choices",
            &entry.span,
            "a choice is between two at least".into(),
            "add choices, or make it a yes-no question",
        );
        return None;
    }
    let mut all: Vec<(T, String)> = Vec::new();
    for one in list {
        let id = source.id(&one.id)?;
        if all.iter().any(|(other, _)| *other == id) {
            source.error(
                "duplicate-id",
                &one.id.span,
                format!("`{}` stands here twice", one.id.is),
                "give one of them another id",
            );
        }
        if STATES.contains(&one.id.is.as_str()) {
            source.error(
                "reserved-name",
                &one.id.span,
                format!("`{}` is an answer to every question", one.id.is),
                "choose another id",
            );
        }
        all.push((id, source.words(&one.label)));
    }
    Some(all)
}

fn worse(
    source: &mut Source<'_>,
    id: &At<String>,
    worse: &At<WorseEntry>,
    kind: &Kind,
) -> Option<Worse> {
    match (&worse.is, kind) {
        (WorseEntry::Word(WorseWord::Yes), Kind::YesNo) => Some(Worse::Yes),
        (WorseEntry::Word(WorseWord::No), Kind::YesNo) => Some(Worse::No),
        (WorseEntry::Word(WorseWord::Higher), Kind::Number { .. }) => Some(Worse::Higher),
        (WorseEntry::Word(WorseWord::Lower), Kind::Number { .. }) => Some(Worse::Lower),
        (WorseEntry::Order(order), Kind::Choice(choices)) => {
            let listed: BTreeSet<_> = order.iter().map(|choice| choice.is.as_str()).collect();
            let offered: BTreeSet<_> = choices.iter().map(|choice| choice.id.as_str()).collect();
            if listed != offered || order.len() != choices.len() {
                source.error(
                    "worse-order",
                    &worse.span,
                    format!("`worse` of `{}` does not name each choice once", id.is),
                    "list all choices, mildest first",
                );
                return None;
            }
            order
                .iter()
                .map(|choice| ChoiceId::new(choice.is.as_str()).ok())
                .collect::<Option<_>>()
                .map(Worse::Order)
        }
        _ => {
            source.error(
                "worse-kind",
                &worse.span,
                format!("`{}` cannot be worse in this way", id.is),
                "yes or no go with yes-no, higher or lower with numbers, a list with choices",
            );
            None
        }
    }
}

/// The question that tells the affected side has exactly the four answers that the core understands.
pub(super) fn affected(
    source: &mut Source<'_>,
    file: &ScreeningFile,
    questions: &[Question],
) -> Option<QuestionId> {
    let written = file.affected.as_ref()?;
    let question = questions
        .iter()
        .find(|question| question.id.as_str() == written.is);
    if !question.is_some_and(tells_sides) {
        source.error(
            "affected-question",
            &written.span,
            format!(
                "`{}` is not a choice of left, right, both and neither",
                written.is
            ),
            "name a choice question with exactly these four choices",
        );
        return None;
    }
    question.map(|question| question.id.clone())
}

/// Whether a question has exactly the four answers about sides that the core understands.
pub(super) fn tells_sides(question: &Question) -> bool {
    match &question.kind {
        Kind::Choice(choices) => {
            let ids: BTreeSet<_> = choices.iter().map(|choice| choice.id.as_str()).collect();
            ids == BTreeSet::from(["left", "right", "both", "neither"]) && !question.each_side
        }
        _ => false,
    }
}

impl Screening {
    /// A follow-up comes after what it follows.
    pub(super) fn gates(&self, source: &mut Source<'_>, gates: &Gates) {
        let mut order: Vec<_> = self.questions.iter().collect();
        order.sort_by_key(|question| question.part);
        let mut asked = BTreeSet::new();
        for question in order {
            if let Some((gate, span)) = gates.get(&question.id) {
                let mut rests_on = BTreeSet::new();
                self.rests_on(&gate.condition, &mut rests_on);
                if let Some(later) = rests_on.iter().find(|id| !asked.contains(*id)) {
                    source.error(
                        "ask-if-later",
                        span,
                        format!("`{}` rests on `{later}`, which is not asked before it", question.id),
                        "put the question that it follows before it, in the same part or an earlier one",
                    );
                }
            }
            asked.insert(&question.id);
        }
    }

    /// The questions that a condition names, through definitions.
    fn rests_on<'a>(&'a self, condition: &'a Condition, into: &mut BTreeSet<&'a QuestionId>) {
        match condition {
            Condition::Atom(atom) => into.extend(question_of(&atom.fact)),
            Condition::Define(id) => {
                if let Some(define) = self.defines.by_id.get(id) {
                    self.rests_on(&define.condition, into);
                }
            }
            Condition::Not(part) => self.rests_on(part, into),
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                for part in parts {
                    self.rests_on(part, into);
                }
            }
        }
    }
}
