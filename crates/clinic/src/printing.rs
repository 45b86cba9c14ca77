//! Printing sheets: composed from the record now, through the same gate as an assignment; recorded before the bytes leave.

use std::collections::BTreeSet;

use jiff::Timestamp;
use plinth_core::{
    clinic::ClinicRecord,
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
    sheet::{Paper, PrintOptions, Sheet, SheetKind, Subject},
};
use plinth_pdf::{Fonts, LAYOUT, Pdf, render};
use plinth_store::Store;

use crate::{
    Changed, Clinic, Opened, Problem, SignedIn, change::Prepared, history, library::Drawn, look,
};

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
    /// Whose figures cannot be drawn any more: the sheet has their words alone.
    pub left_out: BTreeSet<Subject>,
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

/// A sheet that is composed and has yet to be laid out.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(crate) sheet: Sheet,
    pub(crate) drawn: Drawn,
    pub(crate) options: PrintOptions,
    pub(crate) then: Then,
}

/// What is done with a sheet once it is laid out.
#[derive(Debug)]
pub(crate) enum Then {
    /// It is recorded with the hash of its bytes.
    Record(Box<Issue>),
    /// It was given before: it is compared with what was given.
    Compare {
        number: SheetNumber,
        hash: String,
        superseded: bool,
    },
}

/// A sheet that has yet to be recorded.
#[derive(Debug)]
pub(crate) struct Issue {
    opened: Opened,
    /// The instant at which it was composed; its day is on the sheet.
    at: Timestamp,
    number: SheetNumber,
    kind: SheetKind,
    language: String,
    language_reason: Option<String>,
    options: PrintOptions,
}

impl Clinic {
    /// Prints a sheet for a patient. It is recorded, with the hash of its bytes, before it is given back.
    pub fn print(
        &mut self,
        by: &SignedIn,
        number: PatientNumber,
        request: &Request,
    ) -> Result<Printed, Problem> {
        let opened = self.patient(number)?;
        if let Some(seen) = request.seen.filter(|seen| *seen != opened.record.seq) {
            return Err(Problem::Conflict {
                number,
                between: opened.record.since(seen).cloned().collect(),
            });
        }
        let Composed {
            sheet,
            drawn,
            options,
            then,
        } = self.compose(by, opened, request, false)?;
        let pdf = render(&sheet, &drawn.figures, &options, self.fonts()?)?;
        self.printed(by, then, pdf, drawn.left_out)
    }

    /// Composes a sheet from the record as it is.
    pub(crate) fn compose(
        &self,
        by: &SignedIn,
        opened: Opened,
        request: &Request,
        whole_leaves: bool,
    ) -> Result<Composed, Problem> {
        let record = &opened.record;
        let at = self.now();
        let desk = self.desk_at(by, at)?;
        let needs = record
            .patient
            .as_ref()
            .map(|patient| patient.details.print)
            .unwrap_or_default();
        let options = PrintOptions {
            paper: request.paper,
            large_print: request.large_print || needs.large_print,
            black_and_white: request.black_and_white || needs.black_and_white,
            whole_leaves,
        };
        let number = SheetNumber {
            patient: opened.number,
            count: record.next_sheet(),
            epoch: self.store.epoch(),
        };
        let content = self.content_of(record)?;
        let mut sheet = compose(&Printing {
            record,
            content,
            settings: self.settings()?,
            desk: &desk,
            clinician: &by.name,
            kind: request.kind,
            number,
            figures: &self.library.illustrated(&content.digests.whole)?,
            copy: false,
        })?;
        let language = content.language.clone();
        Ok(Composed {
            drawn: self.library.figures(&mut sheet, self.drawn()?)?,
            sheet,
            options,
            then: Then::Record(Box::new(Issue {
                opened,
                at,
                number,
                kind: request.kind,
                language,
                language_reason: request.language_reason.clone(),
                options,
            })),
        })
    }

    /// Records a sheet that was laid out, or compares it with what was given.
    pub(crate) fn printed(
        &mut self,
        by: &SignedIn,
        then: Then,
        pdf: Pdf,
        left_out: BTreeSet<Subject>,
    ) -> Result<Printed, Problem> {
        let issue = match then {
            Then::Record(issue) => *issue,
            then @ Then::Compare { .. } => return Ok(compared(then, pdf, left_out)),
        };
        let Opened {
            number: patient,
            stream,
            record,
        } = issue.opened;
        let seen = record.seq;
        let act = Act::IssueSheet(IssueSheet {
            number: issue.number,
            kind: issue.kind,
            language: issue.language,
            language_reason: issue.language_reason,
            options: issue.options,
            clinic: self.record.seq,
            layout: layout(),
            hash: hash(&pdf),
        });
        let desk = self.desk_at(by, issue.at)?;
        let decision = decide(&record, &Command { seen, act }, &desk)?;
        let prepared = Prepared::new(stream, record, decision, &desk)?;
        match self.store.append(&[prepared.append]) {
            Err(plinth_store::Error::Conflict(_)) => {
                let now = self.patient(patient)?.record;
                let between = now.since(seen).cloned().collect();
                return Err(Problem::Conflict {
                    number: patient,
                    between,
                });
            }
            stored => stored?,
        };
        Ok(Printed {
            number: issue.number,
            pdf,
            changed: Some(prepared.changed),
            reprint: None,
            left_out,
        })
    }

    /// Prints an earlier sheet again: the same bytes, or a copy that is marked where it no longer holds. Nothing is stored.
    pub fn reprint(&self, number: PatientNumber, count: u32) -> Result<Printed, Problem> {
        let Composed {
            sheet,
            drawn,
            options,
            then,
        } = self.compose_again(&self.patient(number)?, count)?;
        let pdf = render(&sheet, &drawn.figures, &options, self.fonts()?)?;
        Ok(compared(then, pdf, drawn.left_out))
    }

    /// Composes an earlier sheet again, from the record as it was then.
    pub(crate) fn compose_again(&self, opened: &Opened, count: u32) -> Result<Composed, Problem> {
        let mut before = Record::default();
        for entry in history::read::<Event>(&self.store.load(opened.stream)?)? {
            if let Event::SheetIssued(issued) = &entry.event
                && issued.number.count == count
            {
                return self.compose_as_given(&opened.record, &before, &entry, issued);
            }
            before.apply(&entry);
        }
        let number = opened.number;
        Err(Problem::NoSuchSheet { number, count })
    }

    fn compose_as_given(
        &self,
        now: &Record,
        before: &Record,
        entry: &Entry<Event>,
        issued: &SheetIssued,
    ) -> Result<Composed, Problem> {
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
        let mut sheet = compose(&Printing {
            record: before,
            content,
            settings,
            desk: &desk,
            clinician,
            kind: issued.kind,
            number: issued.number,
            figures: &self.library.illustrated(&content.digests.whole)?,
            copy: superseded,
        })?;
        Ok(Composed {
            drawn: self
                .library
                .figures(&mut sheet, look::person(&settings.figures))?,
            sheet,
            options: issued.options,
            then: Then::Compare {
                number: issued.number,
                hash: issued.hash.clone(),
                superseded,
            },
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

/// How a sheet that is printed again stands to the one that was given.
fn compared(then: Then, pdf: Pdf, left_out: BTreeSet<Subject>) -> Printed {
    let (number, reprint) = match then {
        Then::Record(issue) => (issue.number, None),
        Then::Compare {
            number,
            superseded: true,
            ..
        } => (number, Some(Reprint::Superseded)),
        Then::Compare {
            number,
            hash: given,
            ..
        } if hash(&pdf) == given => (number, Some(Reprint::Same)),
        Then::Compare { number, .. } => (number, Some(Reprint::LayoutChanged)),
    };
    Printed {
        number,
        pdf,
        changed: None,
        reprint,
        left_out,
    }
}

fn hash(pdf: &Pdf) -> String {
    blake3::hash(&pdf.bytes).to_hex().to_string()
}

fn layout() -> u16 {
    u16::try_from(LAYOUT).unwrap_or(u16::MAX)
}
