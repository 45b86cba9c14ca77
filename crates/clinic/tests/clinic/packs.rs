//! Installed packs: what was altered is never read, whichever way it is asked for.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use plinth_clinic::{Clinic, Problem, embedded};
use plinth_core::record::command::Act;
use tempfile::TempDir;

use crate::support::{NOW, Visit, clear, clock};

struct Installed {
    home: TempDir,
    first: String,
    second: String,
}

/// A clinic with the pack that comes with the program, and another version of it.
fn two_packs() -> Installed {
    let home = tempfile::tempdir().unwrap();
    let mut clinic = crate::support::found(home.path()).clinic;
    let first = clinic.library().packs().unwrap().pop_first().unwrap().0;
    let mut files = embedded();
    files.insert("readme.md".into(), b"Another version.\n".to_vec());
    let second = clinic.install(&files).unwrap().pack.digests.whole;
    assert_ne!(first, second);
    Installed {
        home,
        first,
        second,
    }
}

impl Installed {
    fn file(&self, digest: &str, name: &str) -> PathBuf {
        self.home.path().join("packs").join(digest).join(name)
    }

    fn open(&self) -> Clinic {
        open(self.home.path())
    }
}

fn open(home: &Path) -> Clinic {
    Clinic::open(home, &|| None, clock(NOW)).unwrap()
}

fn alter(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(old), "{old} is not in {}", path.display());
    fs::remove_file(path).unwrap();
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

fn is_altered<T>(asked: &Result<T, Problem>) -> bool {
    matches!(asked, Err(Problem::PackAltered(_)))
}

#[test]
fn a_pack_is_refused_whatever_was_altered_in_it() {
    let alterations: [fn(&Installed); 4] = [
        // A pack that is still whole and without a mistake.
        |packs| alter(&packs.file(&packs.second, "readme.md"), "Another", "Other"),
        |packs| {
            let screening = packs.file(&packs.second, "screening.toml");
            alter(&screening, "gives = \"emergency\"", "gives = \"urgent\"");
        },
        |packs| fs::remove_file(packs.file(&packs.second, "readme.md")).unwrap(),
        |packs| fs::write(packs.file(&packs.second, "license"), "mine").unwrap(),
    ];
    for alteration in alterations {
        let packs = two_packs();
        assert!(packs.open().library().by_digest(&packs.second).is_ok());
        alteration(&packs);
        let clinic = packs.open();
        assert!(is_altered(&clinic.library().by_digest(&packs.second)));
        assert!(is_altered(&clinic.library().by_digest(&packs.second[..12])));
        assert!(is_altered(&clinic.library().packs()));
        // Asked again, and after another was read.
        assert!(clinic.library().by_digest(&packs.first).is_ok());
        assert!(is_altered(&clinic.library().by_digest(&packs.second)));
    }
}

#[test]
fn a_pack_under_the_digest_of_another_is_refused() {
    let packs = two_packs();
    let folder = |digest: &str| packs.home.path().join("packs").join(digest);
    fs::rename(folder(&packs.second), folder("aside")).unwrap();
    fs::rename(folder(&packs.first), folder(&packs.second)).unwrap();
    assert!(is_altered(&packs.open().library().by_digest(&packs.second)));
}

#[test]
fn nothing_is_decided_while_an_installed_pack_is_altered() {
    let visit = Visit::begin();
    let answers = clear(&visit.founded.clinic);
    let home = visit.home.path();
    let pack = open(home).library().packs().unwrap().pop_first().unwrap().0;
    let screen = |clinic: &mut Clinic| {
        let act = Act::Screen {
            pack: pack.clone(),
            answers: answers.clone(),
            asked_on: BTreeMap::new(),
        };
        clinic.change(&visit.founded.lead, visit.number, None, act)
    };
    let screening = home.join("packs").join(&pack).join("screening.toml");
    let written = fs::read_to_string(&screening).unwrap();
    alter(&screening, "gives = \"emergency\"", "gives = \"urgent\"");
    assert!(is_altered(&screen(&mut open(home))));
    fs::write(&screening, written).unwrap();
    screen(&mut open(home)).unwrap();
}
