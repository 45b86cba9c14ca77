//! Keys, passphrases and the recovery code, with a real history: what opens it, and what does not.
#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod common;

use std::fs;

use common::{CLINIC, assert_sound, code, create, key, patient, said, say};
use plinth_store::{
    ClinicKey, DATABASE, Error, SqliteStore, Store,
    keyfile::{self, KeyFile},
    recovery::{Mistyped, RecoveryCode},
};

/// The likelier disaster: the key is gone, and the printed code is all there is.
#[test]
fn recovery_drill() {
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    keyfile::write_open(home.path(), CLINIC, &key()).unwrap();
    say(&mut store, patient(1), &said("1", "Ann Lee", None));
    drop(store);
    let printed = code().to_string();

    fs::remove_file(home.path().join(keyfile::FILE)).unwrap();
    assert!(matches!(keyfile::read(home.path()), Err(Error::KeyMissing)));

    let typed: RecoveryCode = printed.to_lowercase().parse().unwrap();
    let (clinic, found) = SqliteStore::recover(home.path(), &typed).unwrap();
    keyfile::write_open(home.path(), clinic, &found).unwrap();
    let KeyFile::Open(_, again) = keyfile::read(home.path()).unwrap() else {
        panic!("it is locked");
    };
    let store = SqliteStore::open(home.path(), &again).unwrap();
    assert_eq!(store.load(patient(1)).unwrap().len(), 1);
    assert_eq!(store.search("lee", 5).unwrap().found.len(), 1);
    assert_sound(&store);
}

#[test]
fn each_wrong_key_or_code_has_its_own_answer() {
    let home = tempfile::tempdir().unwrap();
    create(home.path());
    let wrong = ClinicKey::from_bytes([1; 32]);
    assert!(matches!(
        SqliteStore::open(home.path(), &wrong),
        Err(Error::WrongKey)
    ));
    let other = RecoveryCode::generate().unwrap();
    assert!(matches!(
        SqliteStore::recover(home.path(), &other),
        Err(Error::WrongCode)
    ));
    let mistyped = code()
        .to_string()
        .replacen('2', "3", 1)
        .parse::<RecoveryCode>();
    assert_eq!(mistyped, Err(Mistyped::Group { number: 1 }));
    let messages = [
        Error::WrongKey,
        Error::WrongCode,
        Error::WrongPassphrase,
        Error::KeyMissing,
        Error::KeyUnreadable,
    ]
    .map(|error| error.to_string());
    for (n, message) in messages.iter().enumerate() {
        assert!(!messages[..n].contains(message));
    }
}

#[test]
fn a_new_passphrase_changes_the_key_file_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    say(&mut store, patient(1), &said("1", "Ann Lee", None));
    drop(store);
    let database = fs::read(home.path().join(DATABASE)).unwrap();
    for passphrase in ["first", "second"] {
        keyfile::write_locked(home.path(), CLINIC, &key(), passphrase).unwrap();
    }
    assert_eq!(fs::read(home.path().join(DATABASE)).unwrap(), database);
    let KeyFile::Locked(locked) = keyfile::read(home.path()).unwrap() else {
        panic!("it is open");
    };
    assert!(matches!(
        locked.unlock("first"),
        Err(Error::WrongPassphrase)
    ));
    let (_, found) = locked.unlock("second").unwrap();
    SqliteStore::open(home.path(), &found).unwrap();
}

#[test]
fn a_replaced_code_opens_no_more() {
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    let new = RecoveryCode::generate().unwrap();
    let wrong = ClinicKey::from_bytes([1; 32]);
    assert!(matches!(
        store.replace_recovery_code(&wrong, &new),
        Err(Error::WrongKey)
    ));
    store.replace_recovery_code(&key(), &new).unwrap();
    assert_eq!(
        SqliteStore::recover(home.path(), &new).unwrap(),
        (CLINIC, key())
    );
    assert!(matches!(
        SqliteStore::recover(home.path(), &code()),
        Err(Error::WrongCode)
    ));
}

/// What the documentation of the crate says about a copied file.
#[test]
fn the_files_show_no_name_number_or_content() {
    let home = tempfile::tempdir().unwrap();
    let mut store = create(home.path());
    for n in 1..30 {
        say(
            &mut store,
            patient(n),
            &said(&format!("NUM{n}"), "Wilhelmina Canary", Some(9)),
        );
    }
    for name in [DATABASE, "clinic.db-wal"] {
        let bytes = fs::read(home.path().join(name)).unwrap();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for canary in [
            "canary",
            "wilhelmina",
            "num1",
            "knee stays",
            "1980",
            "review of the",
            "note",
        ] {
            assert!(!text.contains(canary), "{canary} in {name}");
        }
        assert!(
            !bytes.windows(32).any(|window| window == key().as_bytes()),
            "the key in {name}"
        );
    }
}
