//! The sciatica pack's files as they are written, and what may be done by them: worked out once more from the tables, and
//! never by the filter that is under test.

use std::{
    cell::RefCell,
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use plinth_core::sheet::{Block, Sheet};
use toml::{Table, Value};

use crate::{
    cases::{Case, Cases},
    folder::{self, Files},
};

/// What a pack's files say, as they are written.
pub(super) struct Written {
    pub(super) exercises: BTreeMap<String, Table>,
    /// By any of which an exercise is named.
    names: Vec<(String, String)>,
    pub(super) phases: Vec<String>,
    /// With the place of its phase.
    items: Vec<(usize, Table)>,
    cautions: Table,
    pub(super) precautions: Table,
    flare_up: Vec<Table>,
    cases: Vec<Table>,
    bases: Table,
    /// What was found in a text before.
    found: RefCell<BTreeMap<String, BTreeSet<String>>>,
}

pub(super) type Answers = BTreeMap<String, Value>;

fn table(files: &Files, path: &str) -> Table {
    std::str::from_utf8(&files[path]).unwrap().parse().unwrap()
}

fn tables(of: &Table, key: &str) -> Vec<Table> {
    let found = of.get(key).and_then(Value::as_array);
    found
        .into_iter()
        .flatten()
        .map(|entry| entry.as_table().unwrap().clone())
        .collect()
}

fn words<'t>(of: &'t Table, key: &str) -> impl Iterator<Item = &'t str> {
    of.get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|word| word.as_str().unwrap())
}

/// Words alone, with a space before and after each.
fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let kept = text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' });
    let kept: String = kept.collect();
    format!(
        " {} ",
        kept.split_whitespace().collect::<Vec<_>>().join(" ")
    )
}

impl Written {
    pub(super) fn of(files: &Files) -> Self {
        let within = |folder: &str| -> Vec<Table> {
            files
                .keys()
                .filter(|path| folder::is_toml_in(path, folder))
                .map(|path| table(files, path))
                .collect()
        };
        let sub = |table: &Table, key: &str| table[key].as_table().unwrap().clone();
        let mut bases = Table::new();
        let mut cases = Vec::new();
        for file in within("cases") {
            if let Some(more) = file.get("base").and_then(Value::as_table) {
                bases.extend(more.clone());
            }
            cases.extend(tables(&file, "case"));
        }
        let exercises: BTreeMap<String, Table> = within("exercises")
            .into_iter()
            .map(|exercise| (exercise["id"].as_str().unwrap().to_owned(), exercise))
            .collect();
        let mut names = Vec::new();
        for (id, exercise) in &exercises {
            let own = ["id", "name", "short-name"].map(|key| exercise[key].as_str().unwrap());
            for name in own.into_iter().chain(words(exercise, "aliases")) {
                names.push((plain(name), id.clone()));
            }
        }
        // The longest first: a scoop in standing is not a stretch in standing.
        names.sort_by_key(|(name, _)| Reverse(name.len()));
        let phases = tables(&within("programs")[0], "phase");
        let items = phases.iter().enumerate().flat_map(|(place, phase)| {
            tables(phase, "item")
                .into_iter()
                .map(move |item| (place, item))
        });
        Self {
            exercises,
            names,
            items: items.collect(),
            phases: phases
                .iter()
                .map(|phase| phase["id"].as_str().unwrap().to_owned())
                .collect(),
            found: RefCell::default(),
            cautions: sub(&table(files, "cautions.toml"), "caution"),
            precautions: sub(&table(files, "screening.toml"), "precaution"),
            flare_up: tables(&table(files, "sheet.toml"), "flare-up"),
            cases,
            bases,
        }
    }

    /// The newest answers of a case, and whether its last step leaves a patient who may have a program.
    pub(super) fn story(&self, id: &str) -> (Answers, bool) {
        let case = self
            .cases
            .iter()
            .find(|case| case["id"].as_str() == Some(id));
        let mut answers = Answers::new();
        let mut allows = true;
        for step in tables(case.unwrap(), "step") {
            let does = step["do"].as_str().unwrap();
            if does == "screened" {
                answers.clear();
            }
            let base = step
                .get("base")
                .map(|name| &self.bases[name.as_str().unwrap()]);
            for given in [base, step.get("answers")].into_iter().flatten() {
                for (question, answer) in given.as_table().unwrap() {
                    answers.insert(question.clone(), answer.clone());
                }
            }
            for without in words(&step, "without") {
                answers.remove(without);
            }
            let expected = |key| step.get("expect").and_then(|expect| expect.get(key));
            let level = expected("standing").or_else(|| expected("disposition"));
            if let Some(level) = level.and_then(Value::as_str) {
                allows = matches!(level, "proceed" | "caution");
            }
            if let Some(held) = expected("held").and_then(Value::as_bool) {
                allows = !held;
            }
        }
        (answers, allows)
    }

    pub(super) fn is_written_for_this(&self, id: &str) -> bool {
        let mut cases = self.cases.iter();
        let case = cases.find(|case| case["id"].as_str() == Some(id)).unwrap();
        words(case, "covers").any(|covers| covers == "HZ-12")
    }

    /// The vignettes, and the cases that were written for this hazard.
    pub(super) fn stories(&self, cases: Cases) -> Vec<Case> {
        let is_vignette =
            |id: &str| id.starts_with('V') && id[1..].starts_with(|c: char| c.is_ascii_digit());
        let mut cases = cases.0;
        cases.retain(|case| is_vignette(&case.id.is) || self.is_written_for_this(&case.id.is));
        cases
    }

    /// What somebody wrote how to do.
    pub(super) fn assignable(&self) -> BTreeSet<String> {
        let all = self.exercises.iter();
        let with_steps = all.filter(|(_, exercise)| exercise.contains_key("dose"));
        with_steps.map(|(id, _)| id.clone()).collect()
    }

    pub(super) fn excluded_by(&self, precaution: &str) -> BTreeSet<String> {
        let precaution = self.precautions[precaution].as_table().unwrap();
        &words(precaution, "exclude").map(str::to_owned).collect() & &self.assignable()
    }

    /// All exercises belong to the first phase.
    pub(super) fn all_at_once(&mut self) {
        self.items.iter_mut().for_each(|(place, _)| *place = 0);
    }

    fn place(&self, phase: &str) -> usize {
        self.phases.iter().position(|known| known == phase).unwrap()
    }

    /// Exercises that may be done now: of the phases reached, described, barred by nothing, with what they need.
    pub(super) fn allowed(
        &self,
        phase: &str,
        standing: &BTreeSet<String>,
        answers: &Answers,
    ) -> BTreeSet<String> {
        let reached = self.place(phase);
        let barred_by_caution: BTreeSet<&str> = self
            .cautions
            .values()
            .map(|caution| caution.as_table().unwrap())
            .filter(|caution| {
                let until = caution.get("until").and_then(Value::as_str);
                until.is_none_or(|until| reached < self.place(until))
            })
            .flat_map(|caution| words(caution, "exercises"))
            .collect();
        let excluded: BTreeSet<&str> = standing
            .iter()
            .flat_map(|id| words(self.precautions[id].as_table().unwrap(), "exclude"))
            .collect();
        let items = self.items.iter().filter(|(place, _)| *place <= reached);
        items
            .map(|(_, item)| item)
            .filter(|item| {
                let needs = item.get("needs").and_then(Value::as_str);
                needs.is_none_or(|needs| needed(needs, answers))
            })
            .map(|item| item["exercise"].as_str().unwrap().to_owned())
            .filter(|id| self.exercises[id]["standing"].as_str() != Some("named-only"))
            .filter(|id| {
                !excluded.contains(id.as_str()) && !barred_by_caution.contains(id.as_str())
            })
            .collect()
    }

    /// What has to run and to be tolerated before it is added.
    pub(super) fn after(&self, exercise: &str) -> BTreeSet<String> {
        self.items
            .iter()
            .filter(|(_, item)| item["exercise"].as_str() == Some(exercise))
            .flat_map(|(_, item)| words(item, "after").map(str::to_owned))
            .collect()
    }

    /// Every exercise that a text names, by any of its names.
    fn named_in(&self, text: &str) -> BTreeSet<String> {
        if let Some(found) = self.found.borrow().get(text) {
            return found.clone();
        }
        let mut left = plain(text);
        let mut named = BTreeSet::new();
        for (name, id) in &self.names {
            if left.contains(name) {
                left = left.replace(name, " / ");
                named.insert(id.clone());
            }
        }
        self.found
            .borrow_mut()
            .insert(text.to_owned(), named.clone());
        named
    }

    /// Every exercise that a sheet tells the patient of, in whatever words and wherever; what it tells them not to do is none.
    pub(super) fn told(&self, sheet: &Sheet) -> BTreeSet<String> {
        let mut sheet = sheet.clone();
        sheet
            .blocks
            .retain(|block| !matches!(block, Block::NotForNow(_)));
        let mut told: BTreeSet<String> = BTreeSet::new();
        for text in sheet.texts() {
            told.extend(self.named_in(text.text));
            for step in &self.flare_up {
                if step["text"].as_str() == Some(text.text) {
                    told.extend(words(step, "mentions").map(str::to_owned));
                }
            }
        }
        for id in self.cards(&sheet) {
            told.extend(words(&self.exercises[&id], "mentions").map(str::to_owned));
            told.insert(id);
        }
        told
    }

    /// The exercises that have a card.
    pub(super) fn cards(&self, sheet: &Sheet) -> BTreeSet<String> {
        let of = |card: &str| -> String {
            let known = self.exercises.iter().find(|(_, exercise)| {
                let name = exercise["name"].as_str().unwrap();
                card == name || card.starts_with(&format!("{name}: "))
            });
            known
                .unwrap_or_else(|| panic!("no exercise is called {card}"))
                .0
                .clone()
        };
        let cards = sheet.blocks.iter().filter_map(|block| match block {
            Block::Exercise(card) => Some(of(&card.name)),
            _ => None,
        });
        cards.collect()
    }
}

fn is(answers: &Answers, question: &str, wanted: &str) -> bool {
    answers.get(question).and_then(Value::as_str) == Some(wanted)
}

/// A yes-no question of which a yes bars something: all but a no counts.
fn may(answers: &Answers, question: &str) -> bool {
    !is(answers, question, "no")
}

fn number(answers: &Answers, question: &str) -> Option<i64> {
    answers.get(question).and_then(Value::as_integer)
}

fn on_a_side(answers: &Answers, question: &str, holds: impl Fn(Option<&Value>) -> bool) -> bool {
    ["left", "right"]
        .iter()
        .any(|side| holds(answers.get(&format!("{question}.{side}"))))
}

/// What each item needs, in plain words of this test; one that was rewritten in the pack is rewritten here.
fn needed(needs: &str, answers: &Answers) -> bool {
    let both = |a, b| is(answers, a, "yes") && is(answers, b, "yes");
    let low = is(answers, "irritability", "low");
    let not_high = low || is(answers, "irritability", "moderate");
    match needs {
        "repeated-flexion = no-effect or repeated-flexion = centralises" => {
            is(answers, "repeated-flexion", "no-effect")
                || is(answers, "repeated-flexion", "centralises")
        }
        "(irritability = low or irritability = moderate) and leg-pain-average < 7" => {
            not_high && number(answers, "leg-pain-average").is_some_and(|pain| pain < 7)
        }
        "irritability = low or irritability = moderate" => not_high,
        "sit-minutes >= 10" => number(answers, "sit-minutes").is_some_and(|least| least >= 10),
        "leg-pain-worst <= 3" => number(answers, "leg-pain-worst").is_some_and(|pain| pain <= 3),
        "buttock-tight and buttock-stretch-eases" => both("buttock-tight", "buttock-stretch-eases"),
        "hamstrings-tight and hamstrings-stretch-eases" => {
            both("hamstrings-tight", "hamstrings-stretch-eases")
        }
        "irritability = low and not any side slump and not any side slr-familiar" => {
            let provoked = |test| {
                on_a_side(answers, test, |found| {
                    found.and_then(Value::as_str) != Some("no")
                })
            };
            low && !provoked("slump") && !provoked("slr-familiar")
        }
        "irritability = low and tensioner-chosen" => low && is(answers, "tensioner-chosen", "yes"),
        other => panic!("this test does not know the need `{other}`: write down what it means"),
    }
}

/// Whether a precaution stands by these answers, or may stand.
pub(super) fn stands(precaution: &str, answers: &Answers) -> bool {
    let roots = ["l2", "l3", "l4", "l5", "s1", "s2"];
    match precaution {
        "pregnancy" => may(answers, "pregnant"),
        "osteoporosis" => may(answers, "bone-weak"),
        "blood-thinner" => may(answers, "anticoagulant"),
        "spinal-surgery" => may(answers, "recent-spinal-surgery"),
        "hip-replacement" => may(answers, "hip-replacement"),
        "falls" => may(answers, "falls-risk"),
        "no-front-lying" => may(answers, "cannot-lie-front"),
        "no-floor" => may(answers, "cannot-floor"),
        "numb-skin" => {
            let numb = |feeling: Option<&Value>| feeling.and_then(Value::as_str) != Some("normal");
            may(answers, "numb-skin")
                || roots
                    .iter()
                    .any(|root| on_a_side(answers, &format!("sensation-{root}"), numb))
        }
        "heart" => may(answers, "heart-bp"),
        "latex" => may(answers, "latex-allergy"),
        "pool" => may(answers, "pool-risk"),
        "flexion-sends-down" => is(answers, "repeated-flexion", "peripheralises"),
        "extension-sends-down" => {
            is(answers, "repeated-extension", "peripheralises")
                || (may(answers, "walking-limited") && may(answers, "sitting-eases"))
        }
        "weak-root" => roots.iter().any(|root| {
            on_a_side(answers, &format!("power-{root}"), |power| {
                power.and_then(Value::as_integer) != Some(5)
            })
        }),
        other => {
            panic!("this test does not know the precaution `{other}`: write down when it stands")
        }
    }
}
