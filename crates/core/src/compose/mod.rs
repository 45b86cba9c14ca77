//! From a record to a printed sheet: every word that is on it, and no exercise that may not be done now.

mod chart;
mod emergency;
mod letter;
mod program;
mod words;

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};

use crate::{
    clinic::Settings,
    content::{Content, Disposition},
    number::SheetNumber,
    record::{
        Record,
        desk::Desk,
        may_print,
        refusal::{Reason, Refusal},
    },
    sheet::{
        EmergencyCall, Field, Identity, Issue, Mark, PackLine, Sheet, SheetKind, Strip, Subject,
        Words,
    },
};
pub use words::{CHART_LABELS, LABELS, LATER_LABELS};
use words::{LEFT_EMPTY, Lexicon};

/// What a sheet is composed from.
#[derive(Debug, Clone, Copy)]
pub struct Printing<'a> {
    /// The patient's record; for a copy of an earlier sheet, as it was before that sheet was issued.
    pub record: &'a Record,
    /// The pack with its words; for a program, the one to which it is pinned.
    pub content: &'a Content,
    /// The clinic, and whom to call.
    pub settings: &'a Settings,
    /// Day and person of the printing.
    pub desk: &'a Desk<'a>,
    /// The clinician's name as it is printed.
    pub clinician: &'a str,
    /// What kind of sheet.
    pub kind: SheetKind,
    /// The number that it bears.
    pub number: SheetNumber,
    /// Of what the pack has a figure.
    pub figures: &'a BTreeSet<Subject>,
    /// Whether it repeats a sheet that was superseded. It is then marked as such, and passes no gate.
    pub copy: bool,
}

/// Composes a sheet. A program sheet passes the same gate as an assignment does, now (HZ-27).
pub fn compose(printing: &Printing<'_>) -> Result<Sheet, Refusal> {
    let Printing {
        record,
        content,
        settings,
        desk,
        kind,
        ..
    } = *printing;
    let Some(patient) = &record.patient else {
        return Err(Reason::NotRegistered.into());
    };
    if kind == SheetKind::Program && !printing.copy {
        may_print(record, desk)?;
    }
    let lexicon = Lexicon::new(&content.sheet.labels);
    let say = |id| lexicon.say(id);
    let (blocks, title, subtitle) = match kind {
        SheetKind::Program => program::blocks(printing, &lexicon)?,
        SheetKind::Emergency => emergency::blocks(printing, &lexicon)?,
        SheetKind::Letter => letter::blocks(printing, &lexicon)?,
    };
    let program = record
        .running_program()
        .filter(|_| kind == SheetKind::Program);
    let review_on = program.map(|program| program.plan.review_on);
    let replaces = record
        .program_sheet()
        .filter(|_| kind == SheetKind::Program)
        .map(|sheet| sheet.value.number);
    let dated = |label, day| -> Result<Field, Reason> {
        Ok(Field {
            label: say(label)?,
            value: lexicon.day(day)?,
        })
    };
    let sheet = Sheet {
        kind,
        mark: match (desk.demo, printing.copy) {
            (true, _) => Mark::Sample(say("sample")?),
            (false, true) => Mark::Copy(say("copy")?),
            (false, false) => Mark::None,
        },
        language: content.language.clone(),
        title,
        subtitle,
        identity: identity(settings, desk, &lexicon)?,
        strip: Strip {
            name: field(say("name")?, &patient.details.name),
            born: Field {
                label: say("born")?,
                value: lexicon.date(patient.details.born)?,
            },
            number: Field {
                label: say("number")?,
                value: format!("{}", patient.number),
            },
            given_on: dated("given-on", desk.today)?,
            clinician: field(say("your-physio")?, printing.clinician),
            next_visit: review_on.map(|day| dated("next-visit", day)).transpose()?,
        },
        issue: Issue {
            number: Field {
                label: say("sheet")?,
                value: printing.number.file_name(),
            },
            replaces: match replaces {
                Some(former) => Some(Field {
                    label: say("replaces")?,
                    value: former.file_name(),
                }),
                None => None,
            },
            use_until: review_on.map(|day| dated("use-until", day)).transpose()?,
        },
        pack: PackLine {
            title: content.title.clone(),
            version: content.version.clone(),
            digest: short(&content.digests.whole),
        },
        words: Words {
            page: say("page")?,
            how_many: say("how-many")?,
            how: say("how")?,
            feel: say("feel")?,
            stop_if: say("stop-if")?,
            easier: say("make-it-easier")?,
            draw_here: say("draw-here")?,
            not_asked: say("not-asked")?,
            not_examined: say("not-examined")?,
            left_empty: lexicon.may_say(LEFT_EMPTY),
        },
        blocks,
    };
    reviewed(&sheet, content)?;
    Ok(sheet)
}

/// Refuses a program with a text that nobody has reviewed. Emergency sheets print in every state, and a pack whose texts for
/// them are not reviewed does not pass its check.
fn reviewed(sheet: &Sheet, content: &Content) -> Result<(), Reason> {
    if sheet.kind != SheetKind::Program || content.not_reviewed.is_empty() {
        return Ok(());
    }
    let one_blank = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let printed: Vec<String> = sheet
        .texts()
        .iter()
        .map(|text| one_blank(text.text))
        .collect();
    let printed = printed.join(" ");
    let is_printed = |text: &String| {
        let text = one_blank(text);
        !text.is_empty() && printed.contains(&text)
    };
    match content
        .not_reviewed
        .iter()
        .find(|(_, texts)| texts.iter().any(is_printed))
    {
        Some((id, _)) => Err(Reason::NotReviewed { text: id.clone() }),
        None => Ok(()),
    }
}

fn field(label: String, value: &str) -> Field {
    Field {
        label,
        value: value.into(),
    }
}

/// A demonstration has no number that anybody could call (HZ-37).
fn identity(
    settings: &Settings,
    desk: &Desk<'_>,
    lexicon: &Lexicon<'_>,
) -> Result<Identity, Reason> {
    let number = |given: &String, what: &str| {
        if desk.demo {
            lexicon.say("sample")
        } else if given.trim().is_empty() {
            Err(Reason::NoSettings { what: what.into() })
        } else {
            Ok(given.clone())
        }
    };
    Ok(Identity {
        clinic: settings.name.clone(),
        phone: number(&settings.phone, "the clinic's telephone number")?,
        hours: settings.hours.clone(),
        out_of_hours: format!("{} {}", lexicon.say("closed")?, settings.out_of_hours),
        emergency: EmergencyCall {
            label: lexicon.say("emergency")?,
            number: number(&settings.emergency_number, "the emergency number")?,
            place: format!("{} {}", lexicon.say("or-go-to")?, settings.emergency_place),
        },
    })
}

/// The first eight digits of a digest in two groups.
fn short(digest: &str) -> String {
    let mut chars = digest.chars();
    let first: String = chars.by_ref().take(4).collect();
    let second: String = chars.take(4).collect();
    format!("{first} {second}")
}

/// The lines of an alarm box. A rule of that level without a line would make the box say less than the screening (HZ-28).
fn lines_of(content: &Content, level: Disposition) -> Result<Vec<String>, Reason> {
    let boxes = [&content.sheet.emergency, &content.sheet.urgent];
    let (own, others) = match level {
        Disposition::Emergency => (boxes[0], &boxes[..1]),
        _ => (boxes[1], &boxes[..]),
    };
    let unowned = content.rules.iter().find(|rule| {
        rule.gives == level
            && !others
                .iter()
                .any(|lines| lines.iter().any(|line| line.rules.contains(&rule.id)))
    });
    if let Some(rule) = unowned {
        return Err(Reason::NoSheetText {
            what: format!("a line of the alarm boxes for {}", rule.id),
        });
    }
    Ok(own.iter().map(|line| line.text.clone()).collect())
}
