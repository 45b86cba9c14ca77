//! Every sheet that the sciatica pack can print, held against what its files say may be done (HZ-12).

#![allow(clippy::unwrap_used, clippy::panic)]

mod printed;
mod written;

use std::{collections::BTreeSet, path::Path, sync::LazyLock};

use jiff::{ToSpan, civil::Date};
use plinth_core::{
    clinic::{Look, Settings},
    compose::{Printing, compose},
    content::Content,
    name::{ExerciseId, PhaseId, PrecautionId},
    number::{Epoch, PatientNumber, SheetNumber},
    record::{
        command::{Act, Adjust, Change},
        entry::{PackRef, Seq},
        event::{ExerciseAdded, Item, PhaseChanged, ProgramAssigned, Sides, TaughtFirst},
        refusal::Refusal,
    },
    sheet::{Sheet, SheetKind},
};

use super::{
    Case, read,
    timeline::{Halt, Timeline},
};
use crate::{
    folder::{self, Files},
    load,
};
use written::{Written, stands};

static FILES: LazyLock<Files> = LazyLock::new(|| {
    folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/sciatica")).unwrap()
});

fn id(exercise: &str) -> ExerciseId {
    ExerciseId::new(exercise).unwrap()
}

/// An exercise as it is assigned: with its own dose, on the left where it has sides.
fn item(content: &Content, exercise: &str) -> Item {
    let known = &content.exercises[&id(exercise)];
    Item {
        exercise: known.id.clone(),
        sides: known.one_sided.then_some(Sides::Left),
        dose: known.dose.clone().unwrap(),
    }
}

/// What a story asks of the record is never refused.
fn done(result: Result<(), Halt>, what: &str) {
    match result {
        Ok(()) => {}
        Err(Halt::Refused(refusal)) => panic!("{what}: {refusal}"),
        Err(Halt::Wrong(why)) => panic!("{what}: {why}"),
    }
}

/// A patient at the end of a story.
#[derive(Clone)]
struct Patient<'a> {
    timeline: Timeline<'a>,
    on: Date,
}

impl<'a> Patient<'a> {
    fn after(content: &'a Content, case: &Case) -> Self {
        let mut timeline = Timeline::new(content);
        for step in &case.steps {
            let is_to_be_refused = step
                .expect
                .as_ref()
                .is_some_and(|expect| expect.refused.is_some());
            match timeline.take(step) {
                Err(Halt::Refused(_)) if is_to_be_refused => {}
                taken => done(taken.map(|_| ()), &case.id.is),
            }
        }
        let on = case.steps.last().unwrap().on;
        done(timeline.begin(on), &case.id.is);
        Self { timeline, on }
    }

    /// In a phase, with what runs, or with short walks, which nothing bars.
    fn in_phase(mut self, phase: &str) -> Self {
        let content = self.timeline.content;
        let review_on = self.on.checked_add(2.days()).unwrap();
        let record = &self.timeline.record;
        let to = PhaseId::new(phase).unwrap();
        let running = record.running_program().map(|program| program.plan.clone());
        if let Some(plan) = running {
            let changed = PhaseChanged {
                from: plan.phase,
                to,
                up: false,
                criteria: Vec::new(),
                met: None,
                review_on,
                reason: "to look at its sheet".into(),
            };
            self.timeline.append(self.on, changed.into()).unwrap();
        } else {
            let assigned = ProgramAssigned {
                episode: record.episode().map_or(Seq::START, |episode| episode.id),
                pack: PackRef::of(content),
                program: content.programs[0].id.clone(),
                phase: to,
                screening: record.screening().unwrap().entry,
                items: vec![item(content, "EX-01")],
                allowed: BTreeSet::new(),
                review_on,
                reason: None,
            };
            self.timeline.append(self.on, assigned.into()).unwrap();
        }
        self
    }

    /// With everything taught, so that nothing waits for that alone.
    fn taught(&mut self, written: &Written) {
        let taught = written
            .exercises
            .values()
            .filter(|known| known.contains_key("dose"));
        let exercises = taught
            .map(|known| id(known["id"].as_str().unwrap()))
            .collect();
        let taught = TaughtFirst { exercises };
        self.timeline.append(self.on, taught.into()).unwrap();
    }

    fn set(&mut self, precaution: &str) {
        let set = Act::SetPrecaution {
            precaution: PrecautionId::new(precaution).unwrap(),
            reason: "a letter says so".into(),
        };
        done(self.timeline.does(self.on, set).map(drop), precaution);
    }

    fn runs(&self) -> BTreeSet<String> {
        let running = self.timeline.record.running_program().unwrap().running();
        running.iter().map(ToString::to_string).collect()
    }

    /// Whether the record lets a clinician add it.
    fn lets_add(&self, exercise: &str) -> bool {
        let added = Act::Adjust(Adjust {
            change: Change::Add(item(self.timeline.content, exercise)),
            reason: "to see whether it may".into(),
        });
        self.clone().timeline.does(self.on, added).is_ok()
    }

    /// With these too, whatever the record would say to it.
    fn with(&self, exercises: &BTreeSet<String>) -> Self {
        let mut patient = self.clone();
        let running = patient.runs();
        for exercise in exercises {
            if running.contains(exercise) {
                continue;
            }
            let added = ExerciseAdded {
                item: item(patient.timeline.content, exercise),
                reason: "to see what is printed".into(),
            };
            patient.timeline.append(patient.on, added.into()).unwrap();
        }
        patient
    }

    fn sheet(&self) -> Result<Sheet, Refusal> {
        let settings = Settings {
            name: "Harbour Lane".into(),
            address: "1 Harbour Lane".into(),
            phone: "01632 960114".into(),
            hours: "Mon-Fri 8-6".into(),
            out_of_hours: "Call your doctor.".into(),
            country: "GB".into(),
            emergency_number: "999".into(),
            emergency_place: "A&E".into(),
            zone: "UTC".into(),
            figures: Look::default(),
        };
        compose(&Printing {
            record: &self.timeline.record,
            content: self.timeline.content,
            settings: &settings,
            desk: &self.timeline.desk(self.on).unwrap(),
            clinician: "Priya Nair",
            kind: SheetKind::Program,
            number: SheetNumber {
                patient: PatientNumber::new(1),
                count: 1,
                epoch: Epoch::default(),
            },
            figures: &BTreeSet::new(),
            copy: false,
        })
    }
}

/// All that may be done is printed and nothing else; with what may not, nothing is, and each is named in the refusal.
fn look(written: &Written, patient: &Patient<'_>, allowed: &BTreeSet<String>) {
    let sheet = patient.with(allowed).sheet();
    let sheet = sheet.unwrap_or_else(|refusal| panic!("{allowed:?} is not printed: {refusal}"));
    let told = written.told(&sheet);
    assert!(told.is_subset(allowed), "{:?} is told of", &told - allowed);
    assert_eq!(written.cards(&sheet), *allowed);
    let barred = &written.assignable() - allowed;
    let with_barred = patient.with(&barred).sheet();
    let refusal = with_barred.map_or_else(|refusal| refusal.to_string(), |_| String::new());
    for barred in barred {
        assert!(
            refusal.contains(&format!("{barred} may not be done now")),
            "{barred}: {refusal}"
        );
    }
}

/// A clinician may add what may be done, where nothing has to come before it, and nothing else.
fn add(
    written: &Written,
    patient: &Patient<'_>,
    allowed: &BTreeSet<String>,
    of: &BTreeSet<String>,
) {
    let runs = patient.runs();
    for exercise in of.difference(&runs) {
        let after = written.after(exercise);
        if patient.lets_add(exercise) {
            assert!(allowed.contains(exercise), "{exercise} is added");
            assert!(
                after.is_subset(&runs),
                "{exercise} is added before {after:?}"
            );
        } else {
            assert!(
                !allowed.contains(exercise) || !after.is_empty(),
                "{exercise} is not added"
            );
        }
    }
}

/// The sheets of a story in each phase, with each precaution, and with two where that is asked. Gives what may be done in any.
fn every_sheet(
    written: &Written,
    content: &Content,
    story: &Case,
    with_two: bool,
) -> BTreeSet<String> {
    let precautions: Vec<&String> = written.precautions.keys().collect();
    let (answers, allows) = written.story(&story.id.is);
    let end = Patient::after(content, story);
    let own: BTreeSet<String> = precautions
        .iter()
        .filter(|id| stands(id, &answers))
        .map(|id| (*id).clone())
        .collect();
    let mut seen = BTreeSet::new();
    for phase in &written.phases {
        let mut patient = end.clone().in_phase(phase);
        if !allows {
            assert!(patient.sheet().is_err(), "{} {phase}", story.id.is);
            continue;
        }
        patient.taught(written);
        let allowed = written.allowed(phase, &own, &answers);
        look(written, &patient, &allowed);
        add(written, &patient, &allowed, &written.assignable());
        seen.extend(allowed);
        for (at, first) in precautions.iter().enumerate() {
            let mut patient = patient.clone();
            let mut standing = own.clone();
            patient.set(first);
            standing.insert((*first).clone());
            let allowed = written.allowed(phase, &standing, &answers);
            look(written, &patient, &allowed);
            add(written, &patient, &allowed, &written.excluded_by(first));
            let others = precautions[at + 1..].iter().filter(|_| with_two);
            for second in others {
                let mut patient = patient.clone();
                let mut standing = standing.clone();
                patient.set(second);
                standing.insert((*second).clone());
                look(
                    written,
                    &patient,
                    &written.allowed(phase, &standing, &answers),
                );
            }
        }
    }
    seen
}

#[test]
fn hz_12_every_sheet_of_the_sciatica_pack_tells_only_of_what_its_files_allow() {
    let mut written = Written::of(&FILES);
    let mut content = load(&FILES).content.unwrap();
    let (cases, wrong) = read(&FILES, &content);
    assert!(wrong.is_empty());
    let stories = written.stories(cases);
    let mut seen = BTreeSet::new();
    for story in &stories {
        let with_two = written.is_written_for_this(&story.id.is);
        seen.extend(every_sheet(&written, &content, story, with_two));
    }
    assert_eq!(seen, written.assignable(), "every exercise was on a sheet");
    // Where all exercises belong to the first phase, it is the cautions that hold some of them back.
    written.all_at_once();
    let phases = &mut content.programs[0].phases;
    phases[0].items = phases
        .iter()
        .flat_map(|phase| phase.items.clone())
        .collect();
    phases[1..].iter_mut().for_each(|phase| phase.items.clear());
    for story in stories
        .iter()
        .filter(|story| written.is_written_for_this(&story.id.is))
    {
        every_sheet(&written, &content, story, false);
    }
}
