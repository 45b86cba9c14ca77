//! Random histories: after each step everything derived equals a rebuild, and searches find what a plain look finds.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod common;

use std::collections::BTreeMap;

use common::{Said, assert_sound, at, create, derive, open, patient, said, say};
use plinth_store::{Error, Store, fold::fold};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    Say {
        id: u16,
        name: &'static str,
        review: Option<i8>,
    },
    Erase {
        id: u16,
    },
    Rebuild,
    Reopen,
}

fn names() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Eva Müller",
        "Eva Mueller",
        "Ann Lee",
        "Anna-Lena Leeds",
        "O'Brien",
        "Ли Анна",
        "李 小龙",
        "J Ann",
        "",
        "Maximiliane Schwarzenberger",
        "Groß Ann",
    ])
}

fn step() -> impl Strategy<Value = Step> {
    let review = prop::option::of(1..28_i8);
    prop_oneof![
        12 => (0..6_u16, names(), review).prop_map(|(id, name, review)| Step::Say { id, name, review }),
        1 => (0..6_u16).prop_map(|id| Step::Erase { id }),
        1 => Just(Step::Rebuild),
        1 => Just(Step::Reopen),
    ]
}

/// Numbers of the patients found, by looking through all names.
fn look(model: &BTreeMap<u16, Vec<Said>>, typed: &str) -> Vec<String> {
    let typed = fold(typed);
    let mut found: Vec<_> = model
        .values()
        .filter(|entries| {
            let words: Vec<String> = entries.iter().flat_map(|said| fold(&said.name)).collect();
            typed
                .iter()
                .all(|typed| words.iter().any(|word| word.starts_with(typed)))
        })
        .map(|entries| entries.last().unwrap())
        .map(|said| (fold(&said.name), said.number.clone()))
        .collect();
    found.sort();
    found.into_iter().map(|(_, number)| number).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24,
        failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn derived_rows_equal_a_rebuild_after_each_step(steps in prop::collection::vec(step(), 1..30)) {
        let home = tempfile::tempdir().unwrap();
        let mut store = create(home.path());
        let mut model: BTreeMap<u16, Vec<Said>> = BTreeMap::new();
        let mut erased = Vec::new();
        for step in steps {
            match step {
                Step::Say { id, .. } if erased.contains(&id) => {
                    prop_assert!(matches!(store.load(patient(id)), Err(Error::Erased(_))));
                }
                Step::Say { id, name, review } => {
                    let said = said(&id.to_string(), name, review);
                    say(&mut store, patient(id), &said);
                    model.entry(id).or_default().push(said);
                }
                Step::Erase { id } => {
                    store.erase(patient(id), at(1)).unwrap();
                    model.remove(&id);
                    erased.push(id);
                }
                Step::Rebuild => store.rebuild(&derive).unwrap(),
                Step::Reopen => store = open(home.path()),
            }
            assert_sound(&store);
        }
        for typed in [
            "eva", "mueller e", "mü", "ann", "le", "lee ann", "obrien", "анна л", "李", "小龙", "j ann", "lena a",
            "schwarzenbergers", "gross",
        ] {
            let found = store.search(typed, 20).unwrap().found;
            let found: Vec<_> = found.into_iter().map(|found| found.index.number).collect();
            let looked = look(&model, typed);
            prop_assert_eq!(found, looked, "{}", typed);
        }
    }
}
