//! A small pack, and a clinic in which one patient is treated with it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, ToSpan, civil::Date};
use plinth_core::{
    answer::{Answer, Answers, Given, Slot, Value, Via},
    check_in::{AdviceRule, CheckIn, Effect, Lights, Readings, Scope},
    clinic::{Look, Settings},
    compose::{Printing, compose},
    condition::{Atom, Comparison, Condition, Fact, Light, Milestone, Of, Span, Test, Which},
    content::{
        BoxLine, Content, Digests, Disposition, Exercise, FlareStep, LightText, Override, Phase,
        PhaseItem, Precaution, Program, Rule, SheetText, StaffFact, Standing,
    },
    dose::{Amount, Basis, Dose, Often, Range},
    information::Caution,
    name::{
        CautionId, EvidenceId, ExerciseId, PackId, PersonId, PhaseId, PrecautionId, ProgramId,
        QuestionId, RuleId, Tag,
    },
    number::{Epoch, PatientNumber, SheetNumber},
    question::{Kind, Occasion, Part, Question, Questions, Worse},
    record::{
        Record,
        command::{Act, Adjust, Assign, Change, Command, IssueSheet},
        decide,
        desk::{Desk, Policy},
        entry::{Author, Entry, Role, Seq, entries},
        event::{
            Channel, ConsentForm, Conversation, Details, Event, EvidenceKind, Item, PrintNeeds,
            Report, Sides,
        },
        flag::FindingId,
        refusal::{Decision, Reason, Refusal},
    },
    sheet::{PrintOptions, Sheet, SheetKind, Subject},
};

pub(crate) fn exercise(id: &str) -> ExerciseId {
    ExerciseId::new(id).unwrap()
}

pub(crate) fn phase(id: &str) -> PhaseId {
    PhaseId::new(id).unwrap()
}

pub(crate) fn precaution(id: &str) -> PrecautionId {
    PrecautionId::new(id).unwrap()
}

fn question(id: &str, kind: Kind, worse: Option<Worse>, part: Part) -> Question {
    Question {
        id: QuestionId::new(id).unwrap(),
        ask: id.into(),
        help: None,
        kind,
        worse,
        each_side: false,
        each_item: false,
        measure: None,
        mandatory: true,
        part,
        ask_if: None,
        at: BTreeSet::from([Occasion::Screening]),
        lasting: false,
        ask_since: false,
        attested: false,
        evidence: vec![EvidenceId::new("RF-01").unwrap()],
    }
}

fn number(most: i64, unit: &str) -> Kind {
    Kind::Number {
        least: 0.into(),
        most: most.into(),
        places: 0,
        unit: unit.into(),
    }
}

fn atom(fact: Fact<Which>, test: Test) -> Condition {
    Condition::Atom(Atom { fact, test })
}

fn answer(id: &str, side: Which) -> Fact<Which> {
    Fact::Answer(Of {
        question: QuestionId::new(id).unwrap(),
        side,
    })
}

fn yes(id: &str) -> Condition {
    atom(answer(id, Which::Whole), Test::Holds)
}

fn not(condition: Condition) -> Condition {
    Condition::Not(Box::new(condition))
}

fn compare(id: &str, side: Which, comparison: Comparison, with: i64) -> Condition {
    atom(answer(id, side), Test::Compare(comparison, with.into()))
}

fn rule(id: &str, gives: Disposition, when: Condition) -> Rule {
    Rule {
        id: RuleId::new(id).unwrap(),
        when,
        gives,
        say: format!("{id} holds"),
        instead: "act".into(),
        at: BTreeSet::from([Occasion::Screening]),
        review_days: None,
        evidence: vec![EvidenceId::new("RF-01").unwrap()],
        clinic_default: false,
    }
}

fn at_check_ins(rule: Rule) -> Rule {
    Rule {
        at: BTreeSet::from([Occasion::Screening, Occasion::CheckIn]),
        ..rule
    }
}

/// A question that is asked at check-ins only.
fn reported(id: &str, kind: Kind, worse: Option<Worse>, each_item: bool) -> Question {
    Question {
        at: BTreeSet::from([Occasion::CheckIn]),
        each_item,
        mandatory: false,
        ..question(id, kind, worse, Part::SinceLastTime)
    }
}

fn derived(fact: Fact<Which>, comparison: Comparison, with: i64) -> Condition {
    atom(fact, Test::Compare(comparison, with.into()))
}

fn advises(id: &str, scope: Scope, when: Condition, then: &[Effect]) -> AdviceRule {
    AdviceRule {
        id: RuleId::new(id).unwrap(),
        title: id.into(),
        scope,
        when,
        then: then.to_vec(),
        only: BTreeSet::new(),
        review_days: None,
        say: format!("{id} holds"),
        instead: "act".into(),
        evidence: vec![EvidenceId::new("PR-21").unwrap()],
        clinic_default: true,
    }
}

/// Check-ins with one rule for each kind of effect.
fn check_in() -> CheckIn {
    let more = |id, with| compare(id, Which::Whole, Comparison::AtLeast, with);
    let amber = Condition::Any(vec![more("rise", 2), more("settle", 3)]);
    let item = || Scope::EachItem;
    let program = || Scope::Program;
    let pain = Of {
        question: QuestionId::new("leg-pain").unwrap(),
        side: Which::Whole,
    };
    let changed = Fact::Change(pain.clone(), Span::Since(Milestone::Assigned));
    CheckIn {
        readings: Readings {
            days_done: Some(QuestionId::new("days").unwrap()),
            settled_within: Some(QuestionId::new("settle").unwrap()),
            clean_form: Some(QuestionId::new("clean").unwrap()),
        },
        lights: Some(Lights {
            red: yes("shooting"),
            amber: amber.clone(),
        }),
        rules: vec![
            advises("ar-01", item(), yes("shooting"), &[Effect::Stop]),
            advises("ar-02", item(), amber, &[Effect::Halve, Effect::Swap]),
            advises(
                "ar-03",
                program(),
                derived(Fact::Streak(Light::Amber), Comparison::AtLeast, 2),
                &[Effect::Regress],
            ),
            advises(
                "ar-07",
                program(),
                derived(Fact::Items(Light::Amber), Comparison::AtLeast, 3),
                &[Effect::PauseAll],
            ),
            advises(
                "ar-08",
                Scope::Tagged(BTreeSet::from([Tag::new("flexion").unwrap()])),
                derived(Fact::Worsenings(pain), Comparison::AtLeast, 2),
                &[Effect::Stop],
            ),
            advises(
                "ar-10",
                program(),
                derived(Fact::Streak(Light::Green), Comparison::AtLeast, 2),
                &[Effect::ProgressOne],
            ),
            advises(
                "ar-11",
                program(),
                derived(Fact::Streak(Light::Green), Comparison::AtLeast, 1),
                &[Effect::OfferPhase],
            ),
            advises(
                "ar-13",
                program(),
                Condition::All(vec![
                    derived(
                        Fact::WeeksSince(Milestone::Assigned),
                        Comparison::AtLeast,
                        6,
                    ),
                    derived(changed, Comparison::More, -2),
                    derived(
                        Fact::AdherenceSince(Milestone::Assigned),
                        Comparison::AtLeast,
                        60,
                    ),
                ]),
                &[Effect::Refer],
            ),
            advises(
                "ar-15",
                item(),
                derived(Fact::Adherence, Comparison::Less, 60),
                &[Effect::Halve],
            ),
        ],
    }
}

fn filter(id: &str, question: &str, exclude: &[&str]) -> Precaution {
    Precaution {
        id: precaution(id),
        title: id.into(),
        when: yes(question),
        gives: Disposition::Caution,
        exclude: exclude.iter().map(|id| exercise(id)).collect(),
        modify: BTreeMap::new(),
        prefer: vec![exercise("EX-01")],
        advice: vec![],
        not_for_now: vec![format!("Do not do what {} would", exclude.join(" "))],
        review_days: Some(7),
        evidence: vec![],
        clinic_default: true,
    }
}

pub(crate) fn dose(repetitions: u16) -> Dose {
    let amount = |range| Amount {
        range,
        basis: Basis::Clinic,
    };
    Dose {
        sets: None,
        repetitions: Some(amount(Range::new(repetitions, repetitions).unwrap())),
        hold_seconds: None,
        minutes: None,
        often: Often::TimesADay(amount(Range::new(2, 3).unwrap())),
        load: None,
        extent: None,
    }
}

fn known(id: &str, one_sided: bool, may_override: Override) -> (ExerciseId, Exercise) {
    let known = Exercise {
        id: exercise(id),
        name: format!("Move {id}"),
        short_name: id.into(),
        category: "gentle".into(),
        standing: Standing::Described,
        may_override,
        position: "Lie on your back".into(),
        equipment: vec![],
        one_sided,
        nerve_glide: false,
        steps: vec!["Move slowly.".into()],
        dose: Some(dose(5)),
        up_to: plinth_core::dose::Ceiling::default(),
        tags: BTreeSet::new(),
        feel: "Easy.".into(),
        stop_if: "It hurts.".into(),
        easier: "Do less.".into(),
        harder: "Stay with this.".into(),
        mistakes: vec![],
        not_for: vec![],
        alternatives: vec![exercise("EX-01")],
        mentions: BTreeSet::new(),
        start_words: "Start.".into(),
        end_words: "End.".into(),
        aliases: vec![],
        evidence: vec![EvidenceId::new(id).unwrap()],
        disagreements: vec![],
    };
    (exercise(id), known)
}

fn item(id: &str, suggested: bool, after: &[&str]) -> PhaseItem {
    PhaseItem {
        exercise: exercise(id),
        needs: None,
        because: "because".into(),
        after: after.iter().map(|id| exercise(id)).collect(),
        suggested,
    }
}

fn stage(id: &str, exit: Condition, items: Vec<PhaseItem>) -> Phase {
    Phase {
        id: phase(id),
        title: id.into(),
        focus: "Keep moving".into(),
        entry: Condition::Any(vec![]),
        exit,
        items,
        start_with: 3,
        most: 4,
        new_at_most: 4,
        supervised_first: false,
        review_days: 14,
        evidence: vec![],
    }
}

/// The pack. Another `version` has other digests and other doses.
pub(crate) fn content(version: u16) -> Content {
    let mut power = question(
        "power",
        number(5, "MRC"),
        Some(Worse::Lower),
        Part::Examination,
    );
    power.each_side = true;
    let mut old_drop = question("old-drop", Kind::YesNo, Some(Worse::Yes), Part::Safety);
    old_drop.attested = true;
    let both = BTreeSet::from([Occasion::Screening, Occasion::CheckIn]);
    let questions = vec![
        Question {
            at: both.clone(),
            ..question("saddle", Kind::YesNo, Some(Worse::Yes), Part::Safety)
        },
        Question {
            at: both.clone(),
            ..question("sexual", Kind::YesNo, Some(Worse::Yes), Part::Safety)
        },
        question("cancer", Kind::YesNo, Some(Worse::Yes), Part::Safety),
        question("eases", Kind::YesNo, Some(Worse::No), Part::Safety),
        old_drop,
        question("pregnant", Kind::YesNo, None, Part::Precautions),
        question("brittle", Kind::YesNo, None, Part::Precautions),
        question("groin-only", Kind::YesNo, None, Part::Pattern),
        Question {
            at: both,
            ..question(
                "leg-pain",
                number(10, "of 10"),
                Some(Worse::Higher),
                Part::Pattern,
            )
        },
        power,
        reported("clean", Kind::YesNo, Some(Worse::No), false),
        reported("shooting", Kind::YesNo, Some(Worse::Yes), true),
        reported("rise", number(10, "of 10"), Some(Worse::Higher), true),
        reported("settle", number(48, "h"), Some(Worse::Higher), true),
        reported("days", number(7, "days"), None, true),
    ];
    let emergency = Disposition::Emergency;
    let same_day = Disposition::SameDay;
    let rules = vec![
        at_check_ins(rule("saddle", emergency, yes("saddle"))),
        at_check_ins(rule("sexual", emergency, yes("sexual"))),
        rule(
            "severe-weakness",
            emergency,
            compare("power", Which::AnySide, Comparison::AtMost, 2),
        ),
        rule("cancer", same_day, yes("cancer")),
        rule("nothing-eases", same_day, not(yes("eases"))),
        rule("old-drop", same_day, yes("old-drop")),
        rule("groin", Disposition::Refer, yes("groin-only")),
        rule(
            "weak",
            Disposition::Caution,
            compare("power", Which::AnySide, Comparison::Less, 5),
        ),
        rule(
            "child",
            Disposition::Refer,
            atom(Fact::Age, Test::Compare(Comparison::Less, 16.into())),
        ),
    ];
    let mut exercises: BTreeMap<_, _> = [
        known("EX-01", false, Override::WithReason),
        known("EX-03", true, Override::WithReason),
        known("EX-04", false, Override::WithReason),
        known("EX-06", false, Override::WithReason),
        known("EX-09", false, Override::WithReason),
        known("EX-10", false, Override::WithReason),
        known("EX-30", false, Override::LastPhase),
        known("EX-37", false, Override::Never),
        known("EX-40", false, Override::Never),
    ]
    .into();
    if let Some(named) = exercises.get_mut(&exercise("EX-40")) {
        named.standing = Standing::NamedOnly;
        named.steps = vec![];
        named.dose = None;
        named.aliases = vec!["toe touches".into()];
    }
    for known in exercises.values_mut() {
        known.up_to.repetitions = Some(12);
        if known.id == exercise("EX-03") {
            known.tags = BTreeSet::from([Tag::new("flexion").unwrap()]);
        }
        if known.dose.is_some() {
            known.dose = Some(dose(4 + version));
        }
    }
    let calm = compare("leg-pain", Which::Whole, Comparison::AtMost, 3);
    Content {
        id: PackId::new("sciatica").unwrap(),
        version: format!("{version}.0.0"),
        title: "Sciatica".into(),
        language: "en".into(),
        digests: Digests {
            whole: format!("whole-{version}"),
            deciding: format!("deciding-{version}"),
        },
        questions: Questions::new(questions, None),
        defines: BTreeMap::new(),
        rules,
        precautions: vec![
            filter("pregnancy", "pregnant", &["EX-04"]),
            filter("osteoporosis", "brittle", &["EX-03", "EX-06", "EX-37"]),
        ],
        exercises,
        programs: vec![Program {
            id: ProgramId::new("sciatica").unwrap(),
            title: "Sciatica in phases".into(),
            phases: vec![
                stage(
                    "calm",
                    calm.clone(),
                    vec![
                        item("EX-01", true, &[]),
                        item("EX-04", true, &[]),
                        item("EX-03", true, &[]),
                        item("EX-06", false, &["EX-01"]),
                    ],
                ),
                Phase {
                    supervised_first: true,
                    new_at_most: 1,
                    ..stage(
                        "build",
                        calm.clone(),
                        vec![item("EX-09", true, &[]), item("EX-10", true, &[])],
                    )
                },
                stage("maintain", calm, vec![item("EX-30", false, &[])]),
            ],
            evidence: vec![],
        }],
        check_in: check_in(),
        cautions: vec![Caution {
            id: CautionId::new("CX-06").unwrap(),
            title: "Planks too early".into(),
            why: "they load the back".into(),
            until: Some(phase("maintain")),
            exercises: BTreeSet::from([exercise("EX-37")]),
            instead: vec![exercise("EX-01")],
            instead_words: String::new(),
            for_sheet: Some("Do not hold planks.".into()),
            evidence: vec![],
            clinic_default: true,
        }],
        topics: vec![],
        evidence: BTreeMap::new(),
        sheet: sheet_text(),
        not_reviewed: BTreeMap::new(),
    }
}

fn sheet_text() -> SheetText {
    let line = |text: &str, rules: &[&str]| BoxLine {
        text: text.into(),
        rules: rules.iter().map(|id| RuleId::new(*id).unwrap()).collect(),
    };
    let light = |word: &str| LightText {
        word: word.into(),
        when: "When.".into(),
        act: "Act.".into(),
    };
    SheetText {
        title: "Your exercises".into(),
        emergency_lead: "Call or go now. Do not drive.".into(),
        emergency: vec![
            line("Numb between the legs", &["saddle", "sexual"]),
            line("Very weak leg", &["severe-weakness"]),
        ],
        urgent: vec![line(
            "Cancer, or nothing eases it",
            &["cancer", "nothing-eases", "old-drop"],
        )],
        urgent_lead: "Today".into(),
        light_lead: "Go slow.".into(),
        lights: vec![light("Stop"), light("Ease off"), light("Go")],
        glide_note: "A mild tingle is fine.".into(),
        flare_up: vec![
            FlareStep {
                text: "Walk a little.".into(),
                mentions: BTreeSet::from([exercise("EX-01")]),
            },
            FlareStep {
                text: "Tilt flat on your back.".into(),
                mentions: BTreeSet::from([exercise("EX-04")]),
            },
        ],
        each_day: vec![],
        not_for_now: vec!["Touching your toes".into()],
        say_at_desk: "I may have a pressed cauda equina.".into(),
        staff: vec![StaffFact {
            label: "Saddle".into(),
            of: vec![(QuestionId::new("saddle").unwrap(), String::new())],
        }],
        chart: Vec::new(),
        do_not: vec!["Do not drive".into()],
        take_with_you: vec!["This sheet".into()],
        small_print: vec!["Not a diagnosis.".into()],
        labels: plinth_core::compose::LABELS
            .iter()
            .chain(plinth_core::compose::LATER_LABELS)
            .chain(plinth_core::compose::CHART_LABELS)
            .map(|id| ((*id).to_string(), (*id).to_string()))
            .collect(),
    }
}

pub(crate) fn slot(text: &str) -> Slot {
    text.parse().unwrap()
}

pub(crate) fn given(answer: Answer) -> Given {
    Given {
        answer,
        unit: None,
        since: None,
        via: Via::Patient,
    }
}

/// Every question answered on its safe side.
pub(crate) fn clear() -> Answers {
    let number = |n: i64| Answer::Value(Value::Number(n.into()));
    [
        ("saddle", Answer::No),
        ("sexual", Answer::No),
        ("cancer", Answer::No),
        ("eases", Answer::Yes),
        ("old-drop", Answer::No),
        ("pregnant", Answer::No),
        ("brittle", Answer::No),
        ("groin-only", Answer::No),
        ("leg-pain", number(6)),
        ("power.left", number(5)),
        ("power.right", number(5)),
    ]
    .into_iter()
    .map(|(at, answer)| (slot(at), given(answer)))
    .collect()
}

/// [`clear`] with one answer changed.
pub(crate) fn clear_but(at: &str, answer: Answer) -> Answers {
    let mut answers = clear();
    answers.insert(slot(at), given(answer));
    answers
}

pub(crate) fn number_answer(n: i64) -> Answer {
    Answer::Value(Value::Number(n.into()))
}

pub(crate) fn item_of(id: &str, sides: Option<Sides>, repetitions: u16) -> Item {
    Item {
        exercise: exercise(id),
        sides,
        dose: dose(repetitions),
    }
}

pub(crate) fn screen(answers: Answers) -> Act {
    Act::Screen {
        pack: "whole-1".into(),
        answers,
        asked_on: BTreeMap::new(),
    }
}

pub(crate) fn assign() -> Act {
    Act::Assign(Assign {
        program: None,
        phase: None,
        items: None,
        sides: Some(Sides::Left),
        review_on: None,
        reason: None,
    })
}

pub(crate) fn adjust(change: Change) -> Act {
    Act::Adjust(Adjust {
        change,
        reason: "it went well".into(),
    })
}

/// A clinic with one patient's record, a clock, and somebody at the desk.
pub(crate) struct Clinic {
    pub(crate) packs: Vec<Content>,
    pub(crate) adopted: BTreeSet<String>,
    pub(crate) record: Record,
    pub(crate) history: Vec<Entry<Event>>,
    pub(crate) now: Timestamp,
    pub(crate) zone: String,
    pub(crate) who: Author,
    pub(crate) proved: bool,
    pub(crate) last_write: Option<Timestamp>,
    pub(crate) policy: Policy,
}

impl Default for Clinic {
    /// Nobody is registered yet; a registered clinician with a fresh passphrase sits at the desk.
    fn default() -> Self {
        Self {
            packs: vec![content(1), content(2)],
            adopted: BTreeSet::from(["whole-1".into()]),
            record: Record::default(),
            history: vec![],
            now: "2026-03-02T09:00:00Z".parse().unwrap(),
            zone: "Europe/London".into(),
            who: author("p-nair", Role::Clinician),
            proved: true,
            last_write: None,
            policy: Policy::default(),
        }
    }
}

pub(crate) fn author(person: &str, role: Role) -> Author {
    Author {
        person: PersonId::new(person).unwrap(),
        role,
        registration: role.is_registered().then(|| "PH1".into()),
    }
}

pub(crate) fn details() -> Details {
    Details {
        name: "Canary Quillfeather".into(),
        other_names: vec![],
        born: jiff::civil::date(1985, 3, 14),
        phone: None,
        language: "en-GB".into(),
        print: PrintNeeds::default(),
    }
}

pub(crate) fn settings() -> Settings {
    Settings {
        name: "Harbour Lane".into(),
        address: "1 Harbour Lane".into(),
        phone: "01632 960114".into(),
        hours: "Mon-Fri 8-6".into(),
        out_of_hours: "Call your doctor.".into(),
        country: "GB".into(),
        emergency_number: "999".into(),
        emergency_place: "A&E".into(),
        zone: "Europe/London".into(),
        figures: Look::default(),
    }
}

impl Clinic {
    /// Registered and consented.
    pub(crate) fn registered() -> Self {
        Self::with(details())
    }

    pub(crate) fn with(details: Details) -> Self {
        let mut clinic = Self::default();
        clinic.does(Act::Register {
            number: PatientNumber::new(142),
            details,
            not_the_same_as: vec![],
        });
        clinic.does(Act::Consent {
            form: ConsentForm::Written,
            to: "a home program".into(),
        });
        clinic
    }

    /// Screened clear today.
    pub(crate) fn screened() -> Self {
        let mut clinic = Self::registered();
        clinic.does(screen(clear()));
        clinic
    }

    /// With a program that runs: EX-01, EX-04 and EX-03 on the left.
    pub(crate) fn assigned() -> Self {
        let mut clinic = Self::screened();
        clinic.does(assign());
        clinic
    }

    /// And with a sheet at home.
    pub(crate) fn printed() -> Self {
        let mut clinic = Self::assigned();
        clinic.does(clinic.sheet(SheetKind::Program));
        clinic
    }

    pub(crate) fn today(&self) -> Date {
        // The zone is kept as an offset in tests that look at days; the fixture itself lives on UTC.
        self.now.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    pub(crate) fn desk(&self) -> Desk<'_> {
        Desk {
            now: self.now,
            zone: self.zone.clone(),
            today: self.today(),
            last_write: self.last_write,
            who: self.who.clone(),
            proved: self.proved,
            policy: self.policy,
            packs: self
                .packs
                .iter()
                .map(|content| (content.digests.whole.clone(), content))
                .collect(),
            adopted: self.adopted.clone(),
            demo: false,
        }
    }

    pub(crate) fn decide(&self, act: Act) -> Result<Decision, Refusal> {
        let command = Command {
            seen: self.record.seq,
            act,
        };
        decide(&self.record, &command, &self.desk())
    }

    /// Decides and appends; each entry goes through its stored form.
    pub(crate) fn tries(&mut self, act: Act) -> Result<Decision, Refusal> {
        let decision = self.decide(act)?;
        for entry in entries(
            self.record.seq,
            self.now,
            &self.zone,
            self.today(),
            &self.who,
            decision.events.clone(),
        ) {
            let stored = serde_json::to_string(&entry).unwrap();
            let read: Entry<Event> = serde_json::from_str(&stored).unwrap();
            assert_eq!(read, entry, "{stored}");
            self.record.apply(&read);
            self.history.push(read);
        }
        self.last_write = Some(self.now);
        Ok(decision)
    }

    pub(crate) fn does(&mut self, act: Act) -> Decision {
        let told = format!("{act:?}");
        self.tries(act)
            .unwrap_or_else(|refusal| panic!("{told}: {refusal}"))
    }

    /// The reasons of a refusal.
    pub(crate) fn refuses(&self, act: Act) -> Vec<Reason> {
        let told = format!("{act:?}");
        match self.decide(act) {
            Ok(decision) => panic!("{told} was decided: {decision:?}"),
            Err(refusal) => refusal.reasons,
        }
    }

    /// A report of all that runs: everything asked, nothing wrong, done every day.
    pub(crate) fn report(&self, leg_pain: i64) -> Report {
        let about = |answers: &[(&str, Answer)]| -> Answers {
            let given = |(at, answer): &(&str, Answer)| (slot(at), given(answer.clone()));
            answers.iter().map(given).collect()
        };
        let running = self.record.running_program().unwrap().running();
        Report {
            answers: about(&[
                ("saddle", Answer::No),
                ("sexual", Answer::No),
                ("leg-pain", number_answer(leg_pain)),
                ("clean", Answer::Yes),
            ]),
            items: running
                .into_iter()
                .map(|exercise| {
                    let answers = about(&[
                        ("shooting", Answer::No),
                        ("rise", number_answer(0)),
                        ("settle", number_answer(1)),
                        ("days", number_answer(7)),
                    ]);
                    (exercise, answers)
                })
                .collect(),
            goals: BTreeMap::new(),
        }
    }

    /// [`Clinic::report`] with one answer about an exercise changed.
    pub(crate) fn report_but(&self, leg_pain: i64, id: &str, at: &str, answer: Answer) -> Report {
        let mut report = self.report(leg_pain);
        let about = report.items.get_mut(&exercise(id)).unwrap();
        about.insert(slot(at), given(answer));
        report
    }

    pub(crate) fn later(&mut self, days: i64) {
        self.now = self.now.checked_add((24 * days).hours()).unwrap();
    }

    pub(crate) fn sheet(&self, kind: SheetKind) -> Act {
        Act::IssueSheet(IssueSheet {
            number: SheetNumber {
                patient: PatientNumber::new(142),
                count: self.record.next_sheet(),
                epoch: Epoch::default(),
            },
            kind,
            language: "en".into(),
            language_reason: None,
            options: PrintOptions::default(),
            clinic: Seq(1),
            layout: 1,
            hash: "00".into(),
        })
    }

    /// The sheet as it would be printed now.
    pub(crate) fn compose(&self, kind: SheetKind) -> Result<Sheet, Refusal> {
        self.compose_with(kind, &BTreeSet::new())
    }

    /// The same from a pack with some figures.
    pub(crate) fn compose_with(
        &self,
        kind: SheetKind,
        figures: &BTreeSet<Subject>,
    ) -> Result<Sheet, Refusal> {
        compose(&Printing {
            record: &self.record,
            content: &self.packs[0],
            settings: &settings(),
            desk: &self.desk(),
            clinician: "Priya Nair",
            kind,
            number: SheetNumber {
                patient: PatientNumber::new(142),
                count: self.record.next_sheet(),
                epoch: Epoch::default(),
            },
            figures,
            copy: false,
        })
    }

    /// The newest finding of a cause.
    pub(crate) fn finding(&self, cause: &str) -> FindingId {
        self.record
            .findings
            .iter()
            .rev()
            .find(|flag| flag.id.cause.to_string() == cause)
            .map_or_else(
                || panic!("no finding {cause}: {:?}", self.record.findings),
                |flag| flag.id.clone(),
            )
    }

    pub(crate) fn resolve(&self, cause: &str, evidence: EvidenceKind, days: i64) -> Act {
        Act::Resolve {
            finding: self.finding(cause),
            reason: "seen by the spinal team, nothing found".into(),
            evidence,
            until: self.today().checked_add(days.days()).unwrap(),
            precaution: None,
        }
    }

    pub(crate) fn standing(&self) -> Disposition {
        self.record.standing(self.today()).worst
    }

    pub(crate) fn runs(&self) -> bool {
        self.record.program_runs(self.today())
    }

    pub(crate) fn talk(&self, with: &str, said: &str) -> Conversation {
        Conversation {
            with: with.into(),
            how: Channel::Telephone,
            at: self.now,
            said: said.into(),
        }
    }
}
