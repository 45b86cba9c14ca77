//! Every text that a sheet prints, in reading order, each with the name of its place: for whoever has to check all of them
//! (characters of a font, translations, a printed page against its sheet) without knowing the blocks.

use super::{
    Block, Exercise, FactTable, FactValue, Field, Light, Mark, RunIn, Sheet, SheetKind, Words,
};
use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

/// One text of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'s> {
    /// Where it stands, in words: "exercise 2, stop if". Never the text itself, so that it may be named in an error.
    pub place: String,
    /// The text.
    pub text: &'s str,
    /// Whether a sheet without it must not be printed.
    pub needed: bool,
}

impl Sheet {
    /// Every text of the body in the order in which it is read, with the fixed words where they stand. The footer is not
    /// part of it: it repeats what stands here, and counts pages.
    pub fn texts(&self) -> Vec<Text<'_>> {
        let mut texts = Texts {
            found: Vec::new(),
            block: String::new(),
        };
        match &self.mark {
            Mark::None => {}
            Mark::Sample(words) | Mark::Copy(words) => texts.need("mark", words),
        }
        // The band of an emergency sheet stands above everything else.
        let above = usize::from(self.kind == SheetKind::Emergency).min(self.blocks.len());
        for block in &self.blocks[..above] {
            texts.block(self, block);
        }
        texts.head(self);
        for block in &self.blocks[above..] {
            texts.block(self, block);
        }
        texts.found
    }
}

struct Texts<'s> {
    found: Vec<Text<'s>>,
    block: String,
}

impl<'s> Texts<'s> {
    fn push(&mut self, part: &str, text: &'s str, needed: bool) {
        let place = match (self.block.as_str(), part) {
            ("", part) => part.to_string(),
            (block, "") => block.to_string(),
            (block, part) => format!("{block}, {part}"),
        };
        self.found.push(Text {
            place,
            text,
            needed,
        });
    }

    fn need(&mut self, part: &str, text: &'s str) {
        self.push(part, text, true);
    }

    fn may(&mut self, part: &str, text: &'s str) {
        self.push(part, text, false);
    }

    fn field(&mut self, part: &str, field: &'s Field) {
        self.need(&format!("{part}, label"), &field.label);
        self.need(part, &field.value);
    }

    fn run_in(&mut self, part: &str, run: &'s RunIn) {
        self.may(&format!("{part}, first words"), &run.lead);
        self.need(part, &run.text);
    }

    fn list(&mut self, part: &str, items: &'s [String]) {
        for (at, item) in items.iter().enumerate() {
            self.need(&format!("{part} {}", at + 1), item);
        }
    }

    fn head(&mut self, sheet: &'s Sheet) {
        self.need("title", &sheet.title);
        self.may("subtitle", &sheet.subtitle);
        self.field("sheet number", &sheet.issue.number);
        if let Some(replaces) = &sheet.issue.replaces {
            self.field("replaced sheet", replaces);
        }
        if let Some(until) = &sheet.issue.use_until {
            self.field("use until", until);
        }
        let identity = &sheet.identity;
        self.need("clinic name", &identity.clinic);
        self.need("clinic phone", &identity.phone);
        self.need("clinic hours", &identity.hours);
        self.need("out-of-hours line", &identity.out_of_hours);
        let strip = &sheet.strip;
        self.field("patient's name", &strip.name);
        self.field("date of birth", &strip.born);
        self.field("patient number", &strip.number);
        self.field("given on", &strip.given_on);
        self.field("clinician", &strip.clinician);
        if let Some(next) = &strip.next_visit {
            self.field("next visit", next);
        }
    }

    fn block(&mut self, sheet: &'s Sheet, block: &'s Block) {
        let call = &sheet.identity.emergency;
        self.block = block.name();
        match block {
            Block::Alarm(alarm) => {
                self.need("label", &call.label);
                self.need("emergency number", &call.number);
                self.need("emergency place", &call.place);
                self.need("what to do", &alarm.lead);
                self.need("when", &alarm.when);
                self.list("sign", &alarm.items);
            }
            Block::Urgent(urgent) => {
                self.need("what to do", &urgent.lead);
                self.need("phone", &sheet.identity.phone);
                self.list("sign", &urgent.items);
            }
            Block::ToldUs(told) => {
                self.run_in("problem", &told.problem);
                self.run_in("goals", &told.goals);
            }
            Block::Traffic(traffic) => {
                self.run_in("lead", &traffic.lead);
                self.light("stop", &traffic.stop);
                self.light("ease off", &traffic.ease_off);
                self.light("go", &traffic.go);
            }
            Block::Exercise(exercise) => self.exercise(exercise, &sheet.words),
            Block::Chart(chart) => {
                self.need("heading", &chart.heading);
                self.run_in("how to tick", &chart.tick);
                self.run_in("how to write pain", &chart.pain);
                for day in &chart.days {
                    self.need("weekday", &day.weekday);
                    self.need("day", &day.day);
                }
                for row in &chart.exercises {
                    self.need("exercise", &row.name);
                    self.need("target", &row.target);
                }
                self.list("pain row", &chart.pain_rows);
                if let Some(wins) = &chart.wins {
                    self.need("last row", wins);
                }
            }
            Block::FlareUp(flare_up) => {
                self.need("heading", &flare_up.heading);
                self.need("lead", &flare_up.lead);
                self.list("step", &flare_up.steps);
            }
            Block::EachDay(day) => {
                self.need("heading", &day.heading);
                for advice in &day.advice {
                    self.run_in("advice", &advice.words);
                }
            }
            Block::NotForNow(not) => {
                self.need("heading", &not.heading);
                for (at, item) in not.items.iter().enumerate() {
                    self.need(&format!("item {}", at + 1), &item.words);
                }
            }
            Block::NextVisit(visit) => {
                self.need("label", &visit.label);
                self.need("when", &visit.when);
                self.need("who", &visit.who);
                self.need("what to bring", &visit.bring);
                self.need("contact", &visit.contact);
            }
            Block::GoNow(go) => {
                self.need("heading", &go.heading);
                self.need("text", &go.text);
                self.need("words above the number", &go.or_call);
                self.need("emergency number", &call.number);
            }
            Block::WhereToGo(place) => {
                self.need("heading", &place.heading);
                self.need("place", &place.place);
                for line in &place.lines {
                    self.need("label", &line.label);
                    if let Some(value) = &line.value {
                        self.need("line", value);
                    }
                }
            }
            Block::DoNots(do_nots) => {
                self.need("heading", &do_nots.heading);
                self.list("line", &do_nots.items);
            }
            Block::SayThis(say) => {
                self.need("heading", &say.heading);
                self.need("text", &say.text);
            }
            Block::Signs(signs) => {
                self.need("heading", &signs.heading);
                for sign in &signs.items {
                    self.need("sign", &sign.words);
                    if let Some(since) = &sign.since {
                        self.need("since", since);
                    }
                }
            }
            Block::TakeWithYou(take) => {
                self.need("heading", &take.heading);
                self.list("item", &take.items);
            }
            Block::StaffFacts(table) | Block::Facts(table) => self.facts(table, &sheet.words),
            Block::BodyChart(chart) => {
                self.need("heading", &chart.heading);
                for words in chart.captions().into_iter().flatten() {
                    self.need("words beside the body", words);
                }
                for felt in &chart.felt {
                    self.run_in("what is felt", &felt.told);
                }
            }
            Block::Heading(heading) => self.need("", heading),
            Block::Paragraph(paragraph) => self.run_in("text", paragraph),
            Block::SmallPrint(small) => {
                if let Some(clinic) = &small.clinic_dose {
                    self.need("clinic's amounts", clinic);
                }
                if let Some(edited) = &small.edited_dose {
                    self.need("edited amounts", edited);
                }
                self.list("note", &small.notes);
                self.need("pack title", &sheet.pack.title);
                self.need("pack version", &sheet.pack.version);
                self.need("pack digest", &sheet.pack.digest);
            }
        }
        self.block.clear();
    }

    fn light(&mut self, part: &str, light: &'s Light) {
        self.need(&format!("{part}, word"), &light.word);
        self.need(part, &light.text);
        self.need(&format!("{part}, what to do"), &light.action);
    }

    fn exercise(&mut self, exercise: &'s Exercise, words: &'s Words) {
        self.need("name", &exercise.name);
        self.need("position", &exercise.position);
        self.need("words of the empty frame", &words.draw_here);
        self.need("words before the dose", &words.how_many);
        for dose in &exercise.doses {
            self.need("dose", &dose.value);
            self.may("label of a dose", &dose.label);
            self.may("unit of a dose", &dose.unit);
        }
        self.need("words before the steps", &words.how);
        self.list("step", &exercise.steps);
        for (part, words, text) in [
            ("feel", &words.feel, &exercise.feel),
            ("stop if", &words.stop_if, &exercise.stop_if),
            ("easier", &words.easier, &exercise.easier),
        ] {
            self.need(&format!("words before {part}"), words);
            self.need(part, text);
        }
    }

    fn facts(&mut self, table: &'s FactTable, words: &'s Words) {
        self.need("heading", &table.heading);
        self.may("lead", &table.lead);
        for fact in &table.facts {
            self.need("label", &fact.label);
            match &fact.value {
                FactValue::Recorded(value) => self.need("fact", value),
                FactValue::NotAsked => self.need("not asked", &words.not_asked),
                FactValue::NotExamined => self.need("not examined", &words.not_examined),
                FactValue::ToWrite => {}
            }
        }
    }
}

impl Block {
    /// What the block is called, in words for an error: "exercise 2".
    pub fn name(&self) -> String {
        match self {
            Block::Alarm(_) => "emergency box",
            Block::Urgent(_) => "urgent box",
            Block::ToldUs(_) => "what the patient told us",
            Block::Traffic(_) => "traffic light",
            Block::Exercise(exercise) => return format!("exercise {}", exercise.number),
            Block::Chart(_) => "chart",
            Block::FlareUp(_) => "flare-up",
            Block::EachDay(_) => "each day",
            Block::NotForNow(_) => "not for now",
            Block::NextVisit(_) => "next visit",
            Block::GoNow(_) => "go-now band",
            Block::WhereToGo(_) => "where to go",
            Block::DoNots(_) => "do not",
            Block::SayThis(_) => "say this",
            Block::Signs(_) => "signs",
            Block::TakeWithYou(_) => "take with you",
            Block::StaffFacts(_) => "facts for hospital staff",
            Block::Heading(_) => "heading",
            Block::Paragraph(_) => "paragraph",
            Block::Facts(_) => "facts",
            Block::BodyChart(_) => "body chart",
            Block::SmallPrint(_) => "small print",
        }
        .to_string()
    }
}
