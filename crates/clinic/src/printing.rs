//! Printing sheets: composed from the record now, through the same gate as an assignment; recorded before the bytes leave.

use std::collections::BTreeSet;

use plinth_core::{
    clinic::{ClinicRecord, Settings},
    compose::{Printing, compose},
    content::Content,
    number::{PatientNumber, SheetNumber},
    record::{
        Record,
        command::{Act, Command, IssueSheet},
        decide,
        desk::Desk,
        entry::{Entry, Seq},
        event::{Event, SheetIssued},
    },
    sheet::{Paper, PrintOptions, SheetKind},
};
use plinth_pdf::{Fonts, LAYOUT, Pdf, render};
use plinth_store::Store;

use crate::{Changed, Clinic, Opened, Problem, SignedIn, change::Prepared, history};

/// What is asked of the printer. What is left open follows the patient's own needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What kind of sheet.
    pub kind: SheetKind,
    /// On which paper.
    pub paper: Paper,
    /// Large print, whatever the patient's needs say.
    pub large_print: bool,
    /// No color, whatever the patient's needs say.
    pub black_and_white: bool,
    /// The last entry that was seen.
    pub seen: Option<Seq>,
    /// Why it is in another language than the patient's, where it is.
    pub language_reason: Option<String>,
}

/// A sheet that was printed.
#[derive(Debug, Clone)]
pub struct Printed {
    /// Its number.
    pub number: SheetNumber,
    /// The file.
    pub pdf: Pdf,
    /// What was stored; nothing for a reprint.
    pub changed: Option<Changed>,
    /// How a reprint stands to the sheet that was given.
    pub reprint: Option<Reprint>,
}

/// How a reprint stands to the sheet that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reprint {
    /// The same bytes.
    Same,
    /// The layout of the program has changed since.
    LayoutChanged,
    /// It was superseded, or must not be used any more: a marked copy.
    Superseded,
}

impl Clinic {
    /// Prints a sheet for a patient. It is recorded, with the hash of its bytes, before it is given back.
    pub fn print(
        &mut self,
        by: &SignedIn,
        number: PatientNumber,
        request: &Request,
    ) -> Result<Printed, Problem> {
        let Opened { stream, record, .. } = self.patient(number)?;
        if let Some(seen) = request.seen.filter(|seen| *seen != record.seq) {
            return Err(Problem::Conflict {
                number,
                between: record.since(seen).cloned().collect(),
            });
        }
        let desk = self.desk(by)?;
        let needs = record
            .patient
            .as_ref()
            .map(|patient| patient.details.print)
            .unwrap_or_default();
        let options = PrintOptions {
            paper: request.paper,
            large_print: request.large_print || needs.large_print,
            black_and_white: request.black_and_white || needs.black_and_white,
        };
        let sheet_number = SheetNumber {
            patient: number,
            count: record.next_sheet(),
            epoch: self.store.epoch(),
        };
        let content = self.content_of(&record)?;
        let job = Job {
            record: &record,
            content,
            settings: self.settings()?,
            desk: &desk,
            clinician: &by.name,
            kind: request.kind,
            number: sheet_number,
            copy: false,
        };
        let pdf = job.render(options, self.fonts()?)?;
        let issue = Act::IssueSheet(IssueSheet {
            number: sheet_number,
            kind: request.kind,
            language: content.language.clone(),
            language_reason: request.language_reason.clone(),
            options,
            clinic: self.record.seq,
            layout: layout(),
            hash: hash(&pdf),
        });
        let decision = decide(
            &record,
            &Command {
                seen: record.seq,
                act: issue,
            },
            &desk,
        )?;
        let prepared = Prepared::new(stream, record, decision, &desk)?;
        self.store.append(&[prepared.append])?;
        Ok(Printed {
            number: sheet_number,
            pdf,
            changed: Some(prepared.changed),
            reprint: None,
        })
    }

    /// Prints an earlier sheet again: the same bytes, or a copy that is marked where it no longer holds. Nothing is stored.
    pub fn reprint(&self, number: PatientNumber, count: u32) -> Result<Printed, Problem> {
        let opened = self.patient(number)?;
        let mut before = Record::default();
        for entry in history::read::<Event>(&self.store.load(opened.stream)?)? {
            if let Event::SheetIssued(issued) = &entry.event
                && issued.number.count == count
            {
                return self.print_again(&opened.record, &before, &entry, issued);
            }
            before.apply(&entry);
        }
        Err(Problem::NoSuchSheet { number, count })
    }

    fn print_again(
        &self,
        now: &Record,
        before: &Record,
        entry: &Entry<Event>,
        issued: &SheetIssued,
    ) -> Result<Printed, Problem> {
        let today = self.today()?;
        let superseded = issued.kind == SheetKind::Program
            && (now
                .program_sheet()
                .is_some_and(|last| last.value.number != issued.number)
                || now
                    .outdated_sheet()
                    .is_some_and(|last| last.value.number == issued.number)
                || !now.program_runs(today)
                || !now.standing(today).worst.allows_program()
                || issued.use_until.is_some_and(|until| until < today));
        let clinic = self.clinic_at(issued.clinic)?;
        let settings = clinic.settings.as_ref().ok_or(Problem::NotFounded)?;
        let desk = Desk {
            now: entry.at,
            zone: entry.zone.clone(),
            today: entry.on,
            last_write: before.last_at,
            who: entry.who.clone(),
            proved: false,
            policy: clinic.policy,
            packs: self.library.packs()?,
            adopted: clinic.adopted.keys().cloned().collect(),
            demo: issued.sample,
        };
        let clinician = clinic
            .people
            .get(&entry.who.person)
            .map_or("", |member| member.person.name.as_str());
        let content = match issued.packs.first() {
            Some(pack) => self.library.by_digest(&pack.digests.whole)?,
            None => self.content_of(before)?,
        };
        let job = Job {
            record: before,
            content,
            settings,
            desk: &desk,
            clinician,
            kind: issued.kind,
            number: issued.number,
            copy: superseded,
        };
        let pdf = job.render(issued.options, self.fonts()?)?;
        let reprint = if superseded {
            Reprint::Superseded
        } else if hash(&pdf) == issued.hash {
            Reprint::Same
        } else {
            Reprint::LayoutChanged
        };
        Ok(Printed {
            number: issued.number,
            pdf,
            changed: None,
            reprint: Some(reprint),
        })
    }

    /// The pack whose words a record's sheets use: that of its program, of its last screening, or the newest adopted.
    fn content_of(&self, record: &Record) -> Result<&Content, Problem> {
        let pinned = record.program.as_ref().map(|program| &program.pack);
        let screened = record.screenings.last().map(|screening| &screening.pack);
        if let Some(pack) = pinned.or(screened) {
            return self.library.by_digest(&pack.digests.whole);
        }
        let mut adopted = self.record.adopted.keys();
        adopted
            .find_map(|digest| self.library.by_digest(digest).ok())
            .ok_or_else(|| Problem::NoSuchPack("adopted".to_owned()))
    }

    /// The clinic's record as it was at an entry.
    fn clinic_at(&self, seq: Seq) -> Result<ClinicRecord, Problem> {
        let mut record = ClinicRecord::default();
        for entry in history::read(&self.store.load(self.store.clinic().stream())?)? {
            if entry.seq > seq {
                break;
            }
            record.apply(&entry);
        }
        Ok(record)
    }

    /// Faces and subsets, prepared once.
    fn fonts(&self) -> Result<&Fonts, Problem> {
        if let Some(fonts) = self.fonts.get() {
            return Ok(fonts);
        }
        let loaded = Fonts::load()?;
        Ok(self.fonts.get_or_init(|| loaded))
    }
}

/// One sheet to be composed and laid out.
struct Job<'a> {
    record: &'a Record,
    content: &'a Content,
    settings: &'a Settings,
    desk: &'a Desk<'a>,
    clinician: &'a str,
    kind: SheetKind,
    number: SheetNumber,
    copy: bool,
}

impl Job<'_> {
    fn render(&self, options: PrintOptions, fonts: &Fonts) -> Result<Pdf, Problem> {
        let sheet = compose(&Printing {
            record: self.record,
            content: self.content,
            settings: self.settings,
            desk: self.desk,
            clinician: self.clinician,
            kind: self.kind,
            number: self.number,
            figures: &BTreeSet::new(),
            copy: self.copy,
        })?;
        Ok(render(&sheet, &options, fonts)?)
    }
}

fn hash(pdf: &Pdf) -> String {
    blake3::hash(&pdf.bytes).to_hex().to_string()
}

fn layout() -> u16 {
    u16::try_from(LAYOUT).unwrap_or(u16::MAX)
}
