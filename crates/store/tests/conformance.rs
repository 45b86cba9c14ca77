//! What every backend of [`Store`] has to do. A new backend adds one call at the end.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod common;

use common::{CLINIC, assert_sound, at, derive, new_event, next, patient, said, say};
use jiff::civil::date;
use plinth_store::{Append, Error, Problem, SqliteStore, Store, StreamId};

type Case = fn(&mut dyn Store);

/// Runs every case on a new, empty store of the clinic [`CLINIC`]; the second value keeps its place alive.
fn suite<S: Store, Place>(make: impl Fn() -> (S, Place)) {
    let cases: [(&str, Case); 16] = [
        ("an empty history", empty),
        ("events come back in order", order),
        ("a batch is stored whole or not at all", batch),
        ("instants are whole microseconds", instants),
        ("a conflict shows what came between", conflict),
        ("a version that was never stored", ahead),
        ("search by names", search),
        ("search says that there are more", search_more),
        ("namesakes are all found", namesakes),
        ("a changed name is found by both", renamed),
        ("patient numbers", numbers),
        ("what is due", due),
        ("erasing", erasing),
        ("export", export),
        ("heads", heads),
        ("derived rows can be made again", rebuild),
    ];
    for (name, case) in cases {
        println!("{name}");
        let (mut store, _place) = make();
        case(&mut store);
        assert_sound(&store);
    }
}

fn found(store: &dyn Store, typed: &str) -> Vec<String> {
    let matches = store.search(typed, 20).unwrap();
    assert_eq!(matches.unreadable, []);
    matches
        .found
        .into_iter()
        .map(|found| found.index.number)
        .collect()
}

fn empty(store: &mut dyn Store) {
    assert_eq!(store.clinic(), CLINIC);
    assert_eq!(store.epoch().to_string(), "A");
    assert_eq!(store.head().unwrap().count, 0);
    assert_eq!(store.load(patient(1)).unwrap(), []);
    assert_eq!(store.streams().unwrap(), []);
    assert_eq!(store.find(patient(1)).unwrap(), None);
    assert_eq!(store.find_number("1-1").unwrap(), None);
    assert_eq!(found(store, "ann"), [""; 0]);
    assert_eq!(store.due(date(2030, 1, 1)).unwrap().lines, []);
}

fn order(store: &mut dyn Store) {
    let clinic = CLINIC.stream();
    say(store, clinic, &said("", "the clinic", None));
    say(store, patient(2), &said("2", "Ben", None));
    say(store, patient(1), &said("1", "Ann", None));
    say(store, patient(2), &said("2", "Ben Lee", None));
    let places: Vec<_> = store
        .load(patient(2))
        .unwrap()
        .iter()
        .map(|e| (e.position, e.seq))
        .collect();
    assert_eq!(places, [(2, 1), (4, 2)]);
    let event = &store.load(patient(1)).unwrap()[0];
    assert_eq!((event.at, event.stream), (at(0), patient(1)));
    assert_eq!(event.body, new_event(&said("1", "Ann", None)).body);
    assert_eq!(store.streams().unwrap(), [patient(1), patient(2), clinic]);
    assert_eq!(store.find(patient(2)).unwrap().unwrap().version, 2);
    assert_eq!(store.find(clinic).unwrap(), None);
}

fn batch(store: &mut dyn Store) {
    say(store, patient(1), &said("1", "Ann", None));
    let good = next(store, patient(2), &said("2", "Ben", None));
    let stale = Append {
        expected: 0,
        ..next(store, patient(1), &said("1", "Ann", None))
    };
    let head = store.head().unwrap();
    assert!(matches!(
        store.append(&[good.clone(), stale]),
        Err(Error::Conflict(_))
    ));
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(store.load(patient(2)).unwrap(), []);
    assert_eq!(found(store, "ben"), [""; 0]);
    let more = next(store, patient(1), &said("1", "Ann", None));
    let head = store.append(&[good, more]).unwrap();
    assert_eq!((head.count, head), (3, store.head().unwrap()));
    assert_eq!(found(store, "ben"), ["2"]);
}

fn instants(store: &mut dyn Store) {
    let mut append = next(store, patient(1), &said("1", "Ann", None));
    append.events[0].at = "2026-11-21T09:30:00.123456789Z".parse().unwrap();
    let head = store.append(&[append]).unwrap();
    assert_eq!(head.at.to_string(), "2026-11-21T09:30:00.123456Z");
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(store.load(patient(1)).unwrap()[0].at, head.at);
}

fn conflict(store: &mut dyn Store) {
    say(store, patient(1), &said("1", "Ann", None));
    let mine = next(store, patient(1), &said("1", "Ann Mine", None));
    say(store, patient(1), &said("1", "Ann Theirs", None));
    say(store, patient(1), &said("1", "Ann Again", None));
    let Err(Error::Conflict(conflict)) = store.append(&[mine]) else {
        panic!("a stale version was accepted");
    };
    assert_eq!(
        (conflict.expected, conflict.actual, conflict.stream),
        (1, 3, patient(1))
    );
    assert_eq!(conflict.between, store.load(patient(1)).unwrap()[1..]);
    assert_eq!(store.head().unwrap().count, 3);
}

fn ahead(store: &mut dyn Store) {
    let append = Append {
        expected: 4,
        ..next(store, patient(1), &said("1", "Ann", None))
    };
    let refused = store.append(&[append]);
    assert!(matches!(
        refused,
        Err(Error::Ahead {
            expected: 4,
            actual: 0
        })
    ));
    assert_eq!(store.head().unwrap().count, 0);
}

fn search(store: &mut dyn Store) {
    for (n, number, name) in [
        (1, "1", "Maximiliane Schwarzenberger-Huber"),
        (2, "2", "Ann Lee"),
        (3, "3", "Anna Leeds"),
        (4, "4", "李 小龙"),
        (5, "5", "Ли Анна"),
        (6, "6", "J Leblanc"),
    ] {
        say(store, patient(n), &said(number, name, None));
    }
    for (typed, numbers) in [
        ("ann", &["2", "3"][..]),
        ("LEE ANN", &["2", "3"]),
        ("leed", &["3"]),
        ("le", &["2", "3", "6"]),
        ("j", &["6"]),
        ("schwarzenberger", &["1"]),
        ("schwarzenbergx", &[]),
        ("huber maximilian", &["1"]),
        ("ann huber", &[]),
        ("李", &["4"]),
        ("小", &["4"]),
        ("анна", &["5"]),
        ("le le le le le le le le", &["2", "3", "6"]),
        ("", &[]),
        ("  -- ", &[]),
        ("%", &[]),
    ] {
        assert_eq!(found(store, typed), numbers, "{typed}");
    }
}

fn search_more(store: &mut dyn Store) {
    for n in 1..=5 {
        say(store, patient(n), &said(&n.to_string(), "Ann Lee", None));
    }
    let few = store.search("ann", 4).unwrap();
    assert_eq!((few.found.len(), few.more), (4, true));
    let all = store.search("ann", 5).unwrap();
    assert_eq!((all.found.len(), all.more), (5, false));
}

fn namesakes(store: &mut dyn Store) {
    for (n, name) in [
        (1, "Eva Müller"),
        (2, "Eva Mueller"),
        (3, "Eva Muller"),
        (4, "Eva Müller"),
    ] {
        say(store, patient(n), &said(&n.to_string(), name, None));
    }
    for typed in ["müller", "MUELLER", "muller eva", "mul", "mue", "mü"] {
        assert_eq!(found(store, typed), ["1", "2", "3", "4"], "{typed}");
    }
}

fn renamed(store: &mut dyn Store) {
    say(store, patient(1), &said("1", "Ann Lee", None));
    say(store, patient(1), &said("1", "Ann Smith", None));
    assert_eq!(found(store, "lee"), ["1"]);
    assert_eq!(found(store, "smith"), ["1"]);
    // A row derived without the former name is found by it no more.
    let mut append = next(store, patient(1), &said("1", "Ann Smith", None));
    append.index.as_mut().unwrap().words = vec!["ann".into(), "smith".into()];
    store.append(&[append]).unwrap();
    assert_eq!(found(store, "lee"), [""; 0]);
    store.rebuild(&derive).unwrap();
}

fn numbers(store: &mut dyn Store) {
    say(store, patient(1), &said("100-7", "Ann", None));
    say(store, patient(2), &said("101-5", "Ben", None));
    let found = store.find_number("101-5").unwrap().unwrap();
    assert_eq!(
        (found.stream, found.version, found.index.name.as_str()),
        (patient(2), 1, "Ben")
    );
    assert_eq!(store.find_number("101").unwrap(), None);
    let taken = next(store, patient(3), &said("100-7", "Cy", None));
    assert!(matches!(store.append(&[taken]), Err(Error::NumberTaken)));
    assert_eq!(store.streams().unwrap().len(), 2);
    say(store, patient(1), &said("102-3", "Ann", None));
    assert_eq!(store.find_number("100-7").unwrap(), None);
    assert_eq!(
        store.find_number("102-3").unwrap().unwrap().stream,
        patient(1)
    );
}

fn due(store: &mut dyn Store) {
    use plinth_core::index::{Due, DueKind};
    say(store, patient(1), &said("1", "Ann", Some(20)));
    say(store, patient(2), &said("2", "Ben", Some(10)));
    say(store, patient(3), &said("3", "Cy", Some(25)));
    say(store, patient(4), &said("4", "Di", None));
    let mut append = next(store, patient(5), &said("5", "Ed", None));
    append.index.as_mut().unwrap().due = vec![
        Due {
            on: date(2026, 11, 21),
            kind: DueKind::Emergency,
            about: "saddle numbness".into(),
        },
        Due {
            on: date(2026, 11, 1),
            kind: DueKind::Task,
            about: "tell the patient".into(),
        },
        Due {
            on: date(2027, 1, 1),
            kind: DueKind::Review,
            about: "review".into(),
        },
    ];
    store.append(&[append]).unwrap();
    let lines = |store: &dyn Store, day| -> Vec<_> {
        let list = store.due(date(2026, 11, day)).unwrap();
        list.lines
            .into_iter()
            .map(|line| (line.found.index.number, line.due.kind))
            .collect()
    };
    let (emergency, task, review) = (DueKind::Emergency, DueKind::Task, DueKind::Review);
    let line = |number: &str, kind| (number.to_owned(), kind);
    assert_eq!(lines(store, 9), [line("5", task)]);
    assert_eq!(
        lines(store, 21),
        [
            line("5", emergency),
            line("5", task),
            line("2", review),
            line("1", review)
        ]
    );
    say(store, patient(2), &said("2", "Ben", None));
    say(store, patient(5), &said("5", "Ed", None));
    assert_eq!(lines(store, 21), [line("1", review)]);
}

fn erasing(store: &mut dyn Store) {
    say(store, patient(1), &said("1", "Ann Lee", Some(10)));
    say(store, patient(2), &said("2", "Ben Lee", Some(10)));
    say(store, patient(1), &said("1", "Ann Lee", Some(11)));
    let head = store.head().unwrap();
    for _ in 0..2 {
        store.erase(patient(1), at(9)).unwrap();
    }
    let erasures = store.erasures().unwrap();
    assert_eq!(erasures.len(), 1);
    assert_eq!((erasures[0].stream, erasures[0].at), (patient(1), at(9)));
    assert!(matches!(store.load(patient(1)), Err(Error::Erased(stream)) if stream == patient(1)));
    let more = Append {
        expected: 2,
        ..next(store, patient(3), &said("3", "Cy", None))
    };
    let more = Append {
        stream: patient(1),
        ..more
    };
    assert!(matches!(store.append(&[more]), Err(Error::Erased(_))));
    assert!(matches!(
        store.erase(CLINIC.stream(), at(9)),
        Err(Error::NotErasable)
    ));
    assert_eq!(found(store, "lee"), ["2"]);
    assert_eq!(store.find_number("1").unwrap(), None);
    assert_eq!(store.due(date(2026, 12, 1)).unwrap().lines.len(), 1);
    assert_eq!(store.streams().unwrap(), [patient(2)]);
    // The chain has not changed.
    assert_eq!(store.head().unwrap(), head);
    assert_eq!(store.verify_against(&head).unwrap(), None);
}

fn export(store: &mut dyn Store) {
    let lines = |store: &dyn Store, stream: Option<StreamId>| -> Vec<serde_json::Value> {
        let mut out = Vec::new();
        let count = store.export(stream, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count() as u64, count);
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    say(store, patient(1), &said("1", "Ann", None));
    say(store, patient(2), &said("2", "Ben", None));
    say(store, patient(1), &said("1", "Ann Lee", None));
    let all = lines(store, None);
    assert_eq!(all.len(), 3);
    assert_eq!(all[1]["body"]["name"], "Ben");
    assert_eq!(all[2]["stream"], patient(1).to_string());
    assert_eq!(
        (&all[2]["position"], &all[2]["seq"]),
        (&3.into(), &2.into())
    );
    assert_eq!(all[2]["at"], at(0).to_string());
    assert_eq!(
        lines(store, Some(patient(1))),
        [all[0].clone(), all[2].clone()]
    );
    store.erase(patient(1), at(1)).unwrap();
    assert_eq!(lines(store, None)[0]["body"], serde_json::Value::Null);
}

fn heads(store: &mut dyn Store) {
    let start = store.head().unwrap();
    say(store, patient(1), &said("1", "Ann", None));
    let first = store.head().unwrap();
    say(store, patient(1), &said("1", "Ann Lee", None));
    for head in [start, first, store.head().unwrap()] {
        assert_eq!(store.verify_against(&head).unwrap(), None);
        let read: plinth_store::Head = head.to_string().parse().unwrap();
        assert_eq!(store.verify_against(&read).unwrap(), None);
    }
    let forged = first.to_string().replace(" 1 ", " 9 ");
    let forged = forged.parse().unwrap();
    assert_eq!(
        store.verify_against(&forged).unwrap(),
        Some(Problem::HeadForeign)
    );
}

fn rebuild(store: &mut dyn Store) {
    for (n, day) in (1..=9_u16).zip(1..) {
        let name = ["Ann Lee", "Ben Okafor", "Cy Zhou"][usize::from(n) % 3];
        say(
            store,
            patient(n % 4),
            &said(&(n % 4).to_string(), name, Some(day)),
        );
    }
    let before: Vec<_> = (0..4).map(|n| store.find(patient(n)).unwrap()).collect();
    let list = store.due(date(2026, 12, 1)).unwrap();
    store.rebuild(&derive).unwrap();
    assert_eq!(
        before,
        (0..4)
            .map(|n| store.find(patient(n)).unwrap())
            .collect::<Vec<_>>()
    );
    assert_eq!(list, store.due(date(2026, 12, 1)).unwrap());
}

#[test]
fn sqlite() {
    suite(|| -> (SqliteStore, _) {
        let home = tempfile::tempdir().unwrap();
        (common::create(home.path()), home)
    });
}
