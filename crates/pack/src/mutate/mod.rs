//! Small mistakes, made on purpose: each should make one of a pack's cases fail. A mistake that no case notices is a
//! threshold, a word or a direction that nobody has checked.

mod atom;
mod begin;
mod check_in;
mod condition;
mod exercise;
mod program;
mod screening;
mod shown;

use std::{num::NonZero, thread};

use plinth_core::content::{Content, SheetText};

use crate::{
    cases::{Cases, Order},
    diagnostic::Diagnostic,
};

pub use shown::{Shown, shown};

/// One mistake, and the content with it.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// Where the mistake is and what it is: ``rule saddle: `a or b` became `a and b` ``.
    pub description: String,
    /// The content with the mistake in it.
    pub content: Content,
}

/// A mistake that is not made yet.
struct Mistake {
    description: String,
    /// What it is about: names that a case which notices it is likely to say.
    about: Vec<String>,
    make: Box<dyn Fn(&mut Content) + Send + Sync>,
}

impl Mistake {
    fn new(
        place: &str,
        change: impl AsRef<str>,
        make: impl Fn(&mut Content) + Send + Sync + 'static,
    ) -> Self {
        Self {
            description: format!("{place}: {}", change.as_ref()),
            about: place.split([' ', ',']).map(str::to_owned).collect(),
            make: Box::new(make),
        }
    }

    fn about(mut self, names: impl IntoIterator<Item = impl ToString>) -> Self {
        self.about
            .extend(names.into_iter().map(|name| name.to_string()));
        self
    }

    fn made(&self, content: &Content) -> Content {
        let mut content = content.clone();
        (self.make)(&mut content);
        content
    }
}

/// Content with one mistake each: in every condition, in what rules give and advise and when they are applied, in the
/// phases and their limits, in what bars, changes and replaces exercises, and in doses and how far they go up.
///
/// Left out is what can be seen to change nothing that a clinic is told or kept from:
/// - comparisons that say the same of every value that there can be (`< 5` and `!= 5` where 5 is the most);
/// - the exit of the last phase, after which nothing comes;
/// - days of a review where a shorter time always counts;
/// - how a phase begins with which no program can: it is more than one above every entry that can be met before there is one;
/// - that an item is suggested first, where that leaves the order in which a program is filled as it is;
/// - tags that leave the rules which are for an exercise as they are;
/// - how an exercise may be overridden that is only named, and so in no way, or that nothing bars which can be set aside;
/// - that a precaution prefers what it excludes, or what is only named: neither takes the place of anything.
pub fn all(content: &Content) -> impl Iterator<Item = Mutant> + '_ {
    mistakes(content).into_iter().map(|mistake| Mutant {
        content: mistake.made(content),
        description: mistake.description,
    })
}

fn mistakes(content: &Content) -> Vec<Mistake> {
    Part::ALL
        .into_iter()
        .flat_map(|part| part.mistakes(content))
        .collect()
}

/// A part of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Rules, definitions and precautions.
    Screening,
    /// What is to be avoided.
    Cautions,
    /// What check-ins advise.
    CheckIn,
    /// Phases and their items.
    Programs,
    /// Gates, doses and tags of exercises.
    Exercises,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 5] = [
        Self::Screening,
        Self::Cautions,
        Self::CheckIn,
        Self::Programs,
        Self::Exercises,
    ];

    fn mistakes(self, content: &Content) -> Vec<Mistake> {
        match self {
            Self::Screening => {
                let mut mistakes = screening::rules(content);
                mistakes.extend(screening::precautions(content));
                mistakes.extend(screening::defines(content));
                mistakes
            }
            Self::Cautions => exercise::cautions(content),
            Self::CheckIn => check_in::mistakes(content),
            Self::Programs => program::mistakes(content),
            Self::Exercises => exercise::exercises(content),
        }
    }
}

/// The mistakes in a part that no case notices, tried on so many threads.
///
/// # Errors
///
/// The first failure of a case that the content as it is does not meet: such a case would notice everything.
pub fn survivors(
    content: &Content,
    cases: &Cases,
    part: Part,
    threads: NonZero<usize>,
) -> Result<Vec<String>, Box<Diagnostic>> {
    let content = &deciding(content);
    let report = crate::cases::run(content, cases);
    if let Some(failed) = report.failed.into_iter().next() {
        return Err(Box::new(failed));
    }
    let mistakes = part.mistakes(content);
    let each = mistakes.len().div_ceil(threads.get()).max(1);
    let alive = |mistakes: &[Mistake]| {
        let mut order = Order::new(cases);
        mistakes
            .iter()
            .filter(|mistake| {
                order
                    .first_failure(&mistake.made(content), &mistake.about)
                    .is_none()
            })
            .map(|mistake| mistake.description.clone())
            .collect::<Vec<_>>()
    };
    Ok(thread::scope(|scope| {
        let parts: Vec<_> = mistakes
            .chunks(each)
            .map(|part| scope.spawn(|| alive(part)))
            .collect();
        parts
            .into_iter()
            .flat_map(|part| {
                part.join()
                    .unwrap_or_else(|fault| std::panic::resume_unwind(fault))
            })
            .collect()
    }))
}

/// The content without what decides nothing, which is copied for every mistake.
fn deciding(content: &Content) -> Content {
    let mut content = content.clone();
    content.evidence.clear();
    content.topics.clear();
    content.sheet = SheetText::default();
    content
}

/// Numbers beside a limit: one less, unless that is none at all, and one more.
fn beside(limit: u16) -> impl Iterator<Item = u16> {
    [limit - 1, limit + 1]
        .into_iter()
        .filter(|other| *other > 0)
}

/// The mistakes in a condition, put in its place by `place`.
fn in_condition(
    content: &Content,
    name: &str,
    when: &plinth_core::condition::Condition,
    put: impl Fn(&mut Content, plinth_core::condition::Condition) + Clone + Send + Sync + 'static,
) -> Vec<Mistake> {
    condition::of(content, when)
        .into_iter()
        .map(|slip| {
            let put = put.clone();
            Mistake::new(name, &slip.change, move |content| {
                put(content, slip.condition.clone());
            })
            .about(slip.about)
        })
        .collect()
}
