//! A fictional clinic with five patients, one for each way in which a screening can end. Everything goes through the
//! ordinary use cases; the clinic is a demonstration for ever, and every sheet of it a sample.

use std::{collections::BTreeMap, path::Path};

use jiff::civil::{Date, date};
use plinth_core::{
    answer::{Answers, Slot},
    content::{Content, Disposition},
    finding::Outcome,
    number::PatientNumber,
    record::{
        command::{Act, Assign},
        event::{ConsentForm, Details, Event, PrintNeeds, Sides},
        refusal::Warning,
    },
    sheet::{Paper, SheetKind},
};
use plinth_pack::answers::{self, Format};

use crate::{
    About, Clinic, Clock, Founded, Lead, Passphrase, Printed, Problem, Request, Setup, SignedIn,
};

/// Who acts in the demonstration.
pub const LEAD: &str = "sample-lead";
/// Their passphrase; nothing is behind it.
pub const PASSPHRASE: &str = "only a sample";

/// A patient of the demonstration, and what came of them.
#[derive(Debug)]
pub struct DemoPatient {
    /// Their number.
    pub number: PatientNumber,
    /// Who they are.
    pub details: Details,
    /// Their story, in a line.
    pub story: &'static str,
    /// What the screening says.
    pub outcome: Outcome,
    /// What to mind about the program.
    pub warnings: Vec<Warning>,
    /// The sheet that they may have, if any.
    pub sheet: Option<Printed>,
}

/// The demonstration, made.
#[derive(Debug)]
pub struct Demo {
    /// Open.
    pub clinic: Clinic,
    /// What was asked with.
    pub content: Content,
    /// In the order of registering.
    pub patients: Vec<DemoPatient>,
}

struct Story {
    name: &'static str,
    born: Date,
    words: &'static str,
    /// Answers that differ from the common ones.
    changes: &'static str,
    /// Questions that nobody asked.
    not_asked: &'static [&'static str],
}

const STORIES: [Story; 5] = [
    Story {
        name: "Sample Patient One",
        born: date(1988, 1, 1),
        words: "A week of pain from the back to the left foot, worse sitting.",
        changes: "date-of-birth = \"1988-01-01\"",
        not_asked: &[],
    },
    Story {
        name: "Sample Patient Two",
        born: date(1994, 6, 1),
        words: "The same pain, and 28 weeks pregnant.",
        changes: "date-of-birth = \"1994-06-01\"\npregnant = \"yes\"",
        not_asked: &[],
    },
    Story {
        name: "Sample Patient Three",
        born: date(1979, 9, 9),
        words: "The same pain; in the hurry nobody asked about the saddle area.",
        changes: "date-of-birth = \"1979-09-09\"",
        not_asked: &["saddle-numbness"],
    },
    Story {
        name: "Sample Patient Four",
        born: date(1965, 3, 30),
        words: "Three weeks of pain, with fever and weight lost without trying.",
        changes: "date-of-birth = \"1965-03-30\"\nfever = \"yes\"\nweight-loss = \"yes\"\nfeeling-ill = \"no\"",
        not_asked: &[],
    },
    Story {
        name: "Sample Patient Five",
        born: date(1972, 12, 24),
        words: "Mild pain, and since last night numb between the legs.",
        changes: "date-of-birth = \"1972-12-24\"\nsaddle-numbness = \"yes\"\nsaddle-sensation = \"reduced\"",
        not_asked: &[],
    },
];

/// Makes the demonstration in a folder that has no clinic yet.
pub fn demo(home: &Path, clock: Clock) -> Result<Demo, Problem> {
    let passphrase = Passphrase::new(PASSPHRASE.to_owned());
    let Founded {
        mut clinic, lead, ..
    } = Clinic::found(home, setup()?, true, &passphrase, None, clock)?;
    let adopted = clinic.record().adopted.keys().next().cloned();
    let digest = adopted.ok_or_else(|| Problem::NoSuchPack("adopted".to_owned()))?;
    let content = clinic.library().by_digest(&digest)?.clone();
    let patients = STORIES
        .iter()
        .map(|story| clinic.play(&lead, &content, story))
        .collect::<Result<_, _>>()?;
    Ok(Demo {
        clinic,
        content,
        patients,
    })
}

fn setup() -> Result<Setup, Problem> {
    const SAMPLE: &str = "SAMPLE";
    // Nobody can call this, and no sheet shows it.
    const NO_NUMBER: &str = "SAMPLE 0";
    let id = LEAD.parse().map_err(|_| Problem::Setup(LEAD.to_owned()))?;
    Ok(Setup {
        clinic: About {
            name: "SAMPLE clinic".to_owned(),
            address: SAMPLE.to_owned(),
            phone: SAMPLE.to_owned(),
            hours: SAMPLE.to_owned(),
            out_of_hours: SAMPLE.to_owned(),
            country: "GB".to_owned(),
            emergency_number: NO_NUMBER.to_owned(),
            emergency_number_again: NO_NUMBER.to_owned(),
            emergency_place: SAMPLE.to_owned(),
            zone: "Europe/London".to_owned(),
        },
        lead: Lead {
            id,
            name: "Sample Lead".to_owned(),
            registration: SAMPLE.to_owned(),
        },
    })
}

impl Clinic {
    fn play(
        &mut self,
        by: &SignedIn,
        content: &Content,
        story: &Story,
    ) -> Result<DemoPatient, Problem> {
        let details = Details {
            name: story.name.to_owned(),
            other_names: Vec::new(),
            born: story.born,
            phone: None,
            language: content.language.clone(),
            print: PrintNeeds::default(),
        };
        let (number, _) = self.register(by, &details, &[])?;
        let agreed = Act::Consent {
            form: ConsentForm::Spoken,
            to: "examination and an exercise program".to_owned(),
        };
        self.change(by, number, None, agreed)?;
        let screen = Act::Screen {
            pack: content.digests.whole.clone(),
            answers: answers(content, story, self.today()?)?,
            asked_on: BTreeMap::new(),
        };
        let recorded = self.change(by, number, None, screen)?;
        let outcome = recorded
            .entries
            .into_iter()
            .find_map(|entry| match entry.event {
                Event::ScreenRecorded(screen) => Some(screen.outcome),
                _ => None,
            })
            .ok_or(Problem::Unreadable(0))?;
        let mut warnings = Vec::new();
        let kind = match outcome.disposition {
            Disposition::Proceed | Disposition::Caution => {
                let assign = Act::Assign(Assign {
                    program: None,
                    phase: None,
                    items: None,
                    sides: Some(Sides::Left),
                    review_on: None,
                    reason: None,
                });
                warnings = self.change(by, number, None, assign)?.warnings;
                Some(SheetKind::Program)
            }
            Disposition::Emergency => Some(SheetKind::Emergency),
            Disposition::Refer | Disposition::Incomplete | Disposition::SameDay => None,
        };
        let sheet = kind
            .map(|kind| {
                let request = Request {
                    kind,
                    paper: Paper::A4,
                    large_print: false,
                    black_and_white: false,
                    seen: None,
                    language_reason: None,
                };
                self.print(by, number, &request)
            })
            .transpose()?;
        Ok(DemoPatient {
            number,
            details,
            story: story.words,
            outcome,
            warnings,
            sheet,
        })
    }
}

/// The common answers with those of the story in their place.
fn answers(content: &Content, story: &Story, today: Date) -> Result<Answers, Problem> {
    let read = |text: &str| {
        answers::read("answers", text, Format::Toml, &content.questions, today)
            .map(|file| file.answers)
            .map_err(Problem::Pack)
    };
    let mut answers = read(include_str!("demo/answers.toml"))?;
    answers.extend(read(&format!("[answers]\n{}", story.changes))?);
    answers.retain(|slot: &Slot, _| !story.not_asked.contains(&slot.question.as_str()));
    Ok(answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hz_37_the_demonstration_shows_every_way_and_only_samples() {
        let folder = tempfile::tempdir().unwrap();
        let demo = demo(&folder.path().join("clinic"), crate::system_clock()).unwrap();
        let ways: Vec<Disposition> = demo
            .patients
            .iter()
            .map(|patient| patient.outcome.disposition)
            .collect();
        assert_eq!(
            ways,
            [
                Disposition::Proceed,
                Disposition::Caution,
                Disposition::Incomplete,
                Disposition::SameDay,
                Disposition::Emergency
            ]
        );
        let sheets: Vec<bool> = demo
            .patients
            .iter()
            .map(|patient| patient.sheet.is_some())
            .collect();
        assert_eq!(sheets, [true, true, false, false, true]);
        assert!(demo.clinic.record().demo);
    }
}
