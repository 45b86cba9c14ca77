//! Questions, definitions, rules and precautions.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use plinth_core::{
    answer_parse::STATES,
    condition::Condition,
    content::{Disposition, Precaution, Rule},
    decimal::Decimal,
    evaluate::question_of,
    name::{ChoiceId, DefineId, NotAName, QuestionId},
    question::{Choice, Kind, Occasion, Part, Question, Questions, RegionName, Worse},
};

use super::{Source, What, define, safety};
use crate::{
    condition::{
        resolve::{Names, Resolved, resolve},
        syntax::RESERVED,
    },
    raw::{
        At, KindEntry, NamedEntry, NumberEntry, PrecautionEntry, QuestionEntry, RuleEntry,
        ScreeningFile, Words, WorseEntry, WorseWord,
    },
};

/// The screening of a pack, and where its parts stand.
pub(super) struct Screening {
    pub(super) questions: Questions,
    pub(super) defines: BTreeMap<DefineId, Resolved>,
    pub(super) rules: Vec<Rule>,
    pub(super) precautions: Vec<Precaution>,
    define_ids: BTreeSet<DefineId>,
    unreadable: BTreeSet<String>,
    places: BTreeMap<String, Range<usize>>,
}

impl Screening {
    /// What conditions elsewhere in the pack may name.
    pub(super) fn names(&self) -> Names<'_> {
        Names {
            questions: &self.questions,
            defines: &self.define_ids,
            unreadable: &self.unreadable,
        }
    }

    /// Where a question or a definition stands.
    pub(super) fn place(&self, id: &str) -> Range<usize> {
        self.places.get(id).cloned().unwrap_or_default()
    }
}

impl Source<'_> {
    /// A condition of this file; nothing, and what is wrong with it, where it has mistakes.
    pub(super) fn condition(
        &mut self,
        written: &At<String>,
        names: &Names<'_>,
    ) -> Option<Resolved> {
        let words = Words::new(self.text, written);
        resolve(self.path, &words, names, self.diagnostics)
    }
}

pub(super) fn compile(
    source: &mut Source<'_>,
    file: &ScreeningFile,
    mut unreadable: BTreeSet<String>,
) -> Screening {
    let mut in_order = Vec::new();
    for (id, entry) in &file.question.0 {
        match question(source, id, entry) {
            Some(question) => in_order.push(question),
            None => {
                unreadable.insert(id.is.clone());
            }
        }
    }
    let affected = affected(source, file, &in_order);
    let questions = Questions::new(in_order, affected.clone());
    let define_ids = define_ids(source, file, &questions);
    let names = Names {
        questions: &questions,
        defines: &define_ids,
        unreadable: &unreadable,
    };
    let mut defines = BTreeMap::new();
    for (id, entry) in &file.define.0 {
        if let (Ok(id), Some(condition)) = (id.is.parse(), source.condition(&entry.when, &names)) {
            defines.insert(id, condition);
        }
    }
    let all_end = define::check(source, &file.define, &defines);
    let mut asked_if = BTreeMap::new();
    for (id, entry) in &file.question.0 {
        let Some(written) = &entry.ask_if else {
            continue;
        };
        if let Some(gate) = source.condition(written, &names) {
            asked_if.insert(id.is.as_str(), (gate, written.span.clone()));
        }
    }
    let rules: Vec<_> = file
        .rule
        .0
        .iter()
        .filter_map(|(id, entry)| rule(source, id, entry, &names))
        .collect();
    let precautions = file
        .precaution
        .0
        .iter()
        .filter_map(|(id, entry)| precaution(source, id, entry, &names))
        .collect();
    let with_gates = questions
        .iter()
        .map(|question| Question {
            ask_if: asked_if
                .get(question.id.as_str())
                .map(|(gate, _)| gate.condition.clone()),
            ..question.clone()
        })
        .collect();
    let written = file.question.0.iter().map(|(id, _)| id);
    let places = written
        .chain(file.define.0.iter().map(|(id, _)| id))
        .map(|id| (id.is.clone(), id.span.clone()))
        .collect();
    let mut screening = Screening {
        questions: Questions::new(with_gates, affected),
        defines,
        rules: Vec::new(),
        precautions,
        define_ids,
        unreadable,
        places,
    };
    // Where definitions go in a circle nothing can be followed through them.
    if all_end {
        screening.too_large(source, file, &rules);
        screening.gates(source, &asked_if);
        safety::check(source, &screening, &stops(file, &rules));
    }
    screening.rules = rules.into_iter().map(|(rule, _)| rule).collect();
    screening
}

/// The rules that lead to a stop, with where they say so.
fn stops<'a>(file: &'a ScreeningFile, rules: &'a [(Rule, Resolved)]) -> Vec<safety::StopRule<'a>> {
    let flags = rules.iter().filter(|(rule, _)| rule.gives.is_flag());
    flags
        .filter_map(|(rule, when)| {
            let mut entries = file.rule.0.iter();
            let (_, entry) = entries.find(|(id, _)| id.is == rule.id.as_str())?;
            Some(safety::StopRule {
                rule,
                gives: entry.gives.span.clone(),
                when,
            })
        })
        .collect()
}

impl Screening {
    /// Conditions that come to too much once definitions are put in.
    fn too_large(&self, source: &mut Source<'_>, file: &ScreeningFile, rules: &[(Rule, Resolved)]) {
        for (rule, when) in rules {
            if define::is_too_large(&when.condition, &self.defines) {
                let mut entries = file.rule.0.iter();
                let entry = entries.find(|(id, _)| id.is == rule.id.as_str());
                let span = entry.map(|(_, entry)| entry.when.span.clone());
                source.error(
                    "too-deep",
                    &span.unwrap_or_default(),
                    format!("`{}` comes to more than can be evaluated", rule.id),
                    "split it, or use fewer definitions inside definitions",
                );
            }
        }
    }

    /// A follow-up comes after what it follows.
    fn gates(&self, source: &mut Source<'_>, asked_if: &BTreeMap<&str, (Resolved, Range<usize>)>) {
        let mut order: Vec<_> = self.questions.iter().collect();
        order.sort_by_key(|question| question.part);
        let mut asked = BTreeSet::new();
        for question in order {
            if let Some((gate, span)) = asked_if.get(question.id.as_str()) {
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
                if let Some(define) = self.defines.get(id) {
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

fn question(source: &mut Source<'_>, id: &At<String>, entry: &QuestionEntry) -> Option<Question> {
    let is = source.id::<QuestionId>(id);
    if RESERVED.contains(&id.is.as_str()) {
        source.error(
            "reserved-name",
            &id.span,
            format!("`{}` has a meaning of its own in conditions", id.is),
            "choose another id",
        );
    }
    let kind = kind(source, &entry.kind);
    let evidence = source.evidence(id, &entry.evidence, entry.clinic_default);
    let ask = if entry.part == Part::Examination {
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
    Some(Question {
        id: is?,
        ask,
        help,
        kind,
        worse,
        each_side: entry.each_side,
        mandatory: entry.mandatory,
        part: entry.part,
        ask_if: None,
        at: occasions(entry.at.as_deref()),
        lasting: entry.lasting,
        ask_since: entry.since,
        attested: entry.attested,
        evidence,
    })
}

fn occasions(written: Option<&[Occasion]>) -> BTreeSet<Occasion> {
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
fn affected(
    source: &mut Source<'_>,
    file: &ScreeningFile,
    questions: &[Question],
) -> Option<QuestionId> {
    let written = file.affected.as_ref()?;
    let question = questions
        .iter()
        .find(|question| question.id.as_str() == written.is);
    let fits = question.is_some_and(|question| match &question.kind {
        Kind::Choice(choices) => {
            let ids: BTreeSet<_> = choices.iter().map(|choice| choice.id.as_str()).collect();
            ids == BTreeSet::from(["left", "right", "both", "neither"]) && !question.each_side
        }
        _ => false,
    });
    if !fits {
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

fn define_ids(
    source: &mut Source<'_>,
    file: &ScreeningFile,
    questions: &Questions,
) -> BTreeSet<DefineId> {
    let mut ids = BTreeSet::new();
    for (written, _) in &file.define.0 {
        if questions.get(&written.is).is_some() {
            source.error(
                "duplicate-id",
                &written.span,
                format!("`{}` is a question too", written.is),
                "give the definition another name",
            );
        }
        if RESERVED.contains(&written.is.as_str()) {
            source.error(
                "reserved-name",
                &written.span,
                format!("`{}` has a meaning of its own in conditions", written.is),
                "choose another name",
            );
        }
        ids.extend(source.id::<DefineId>(written));
    }
    ids
}

fn rule(
    source: &mut Source<'_>,
    id: &At<String>,
    entry: &RuleEntry,
    names: &Names<'_>,
) -> Option<(Rule, Resolved)> {
    let gives = entry.gives.is;
    if matches!(gives, Disposition::Proceed | Disposition::Incomplete) {
        source.error(
            "rule-gives",
            &entry.gives.span,
            format!("a rule cannot give `{gives}`"),
            "write emergency, same-day, refer or caution",
        );
    }
    if gives == Disposition::Emergency && entry.evidence.is_empty() {
        source.error(
            "emergency-evidence",
            &id.span,
            format!("`{}` gives emergency, and names no evidence", id.is),
            "add `evidence = [\"…\"]`; that the clinic decided it is not enough",
        );
    }
    if let Some(days) = &entry.review_days
        && (gives != Disposition::Caution || days.is == 0)
    {
        source.error(
            "review-days",
            &days.span,
            format!(
                "`{}` has days until a review, which go with caution, 1 or more",
                id.is
            ),
            "leave `review-days` out",
        );
    }
    let evidence = source.evidence(id, &entry.evidence, entry.clinic_default);
    let say = source.words(&entry.say);
    let instead = source.words(&entry.instead);
    let when = source.condition(&entry.when, names);
    let is = source.id(id)?;
    let when = when?;
    let rule = Rule {
        id: is,
        when: when.condition.clone(),
        gives,
        say,
        instead,
        at: occasions(entry.at.as_deref()),
        review_days: entry.review_days.as_ref().map(|days| days.is),
        evidence,
        clinic_default: entry.clinic_default,
    };
    Some((rule, when))
}

fn precaution(
    source: &mut Source<'_>,
    id: &At<String>,
    entry: &PrecautionEntry,
    names: &Names<'_>,
) -> Option<Precaution> {
    if !matches!(entry.gives.is, Disposition::Caution | Disposition::Proceed) {
        source.error(
            "precaution-gives",
            &entry.gives.span,
            format!("a precaution cannot give `{}`", entry.gives.is),
            "write caution or proceed; what is worse is a rule",
        );
    }
    let when = source.condition(&entry.when, names);
    let evidence = source.evidence(id, &entry.evidence, entry.clinic_default);
    let modify = entry
        .modify
        .0
        .iter()
        .filter_map(|(exercise, how)| {
            let how = source.words(how);
            Some((source.reference(exercise, What::Exercise)?, how))
        })
        .collect();
    let excluded = source.references(&entry.exclude, What::Exercise);
    let prefer = source.references(&entry.prefer, What::Exercise);
    let title = source.words(&entry.title);
    let advice = source.all_words(&entry.advice);
    let not_for_now = source.all_sheet_words(&entry.not_for_now);
    Some(Precaution {
        id: source.id(id)?,
        title,
        when: when?.condition,
        gives: entry.gives.is,
        exclude: excluded.into_iter().collect(),
        modify,
        prefer,
        advice,
        not_for_now,
        review_days: entry.review_days,
        evidence,
        clinic_default: entry.clinic_default,
    })
}
