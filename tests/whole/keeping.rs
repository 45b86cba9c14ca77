//! A clinic's key, its backups, and that none is made over another.

use crate::{
    commands::{BORN, Clinic, SETUP},
    plinth::{Place, Run, command},
};

#[test]
fn a_lost_key_is_said_plainly() {
    let clinic = Clinic::new();
    let key = std::fs::read_dir(clinic.0.path().join("clinic"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().unwrap().to_str().unwrap().contains("key"))
        .unwrap();
    std::fs::remove_file(key).unwrap();
    let run = clinic.run("today", &[]);
    assert!(run.code == 2 || run.code == 3, "{}", run.err);
    assert!(run.err.contains("key"), "{}", run.err);
}

#[test]
fn backed_up_verified_and_restored_in_a_new_folder() {
    let clinic = Clinic::new();
    let number = clinic.patient("Ada Example", BORN);
    let head = clinic.run("backup kept.db", &[]).ended(0).out;
    clinic.run("verify --head", &[head.trim()]).ended(0);
    clinic.run("restore kept.db --into again", &[]).ended(0);
    let there = command(clinic.0.path())
        .args(["patient", "show", &number, "--home", "again"])
        .output()
        .unwrap();
    assert!(Run::from(there).ended(0).out.contains("Ada Example"));
    let lines = clinic
        .run(&format!("export {number} --out hers.jsonl"), &[])
        .ended(0);
    assert!(lines.err.contains("entries"), "{}", lines.err);
    let twice = clinic
        .run(&format!("export {number} --out hers.jsonl"), &[])
        .ended(2);
    assert!(twice.err.contains("new file"), "{}", twice.err);
}

#[test]
fn a_lost_key_comes_back_by_the_recovery_code() {
    let place = Place::new();
    place.file("clinic.toml", SETUP);
    place.file("passphrase", "correct horse battery\n");
    let made = place
        .run([
            "init",
            "--home",
            "clinic",
            "--from",
            "clinic.toml",
            "--passphrase-file",
            "passphrase",
        ])
        .ended(0);
    let code = made
        .out
        .lines()
        .find(|line| line.starts_with("    "))
        .unwrap()
        .trim()
        .to_string();
    std::fs::remove_file(place.path().join("clinic/key")).unwrap();
    assert_ne!(place.run(["today", "--home", "clinic"]).code, 0);
    place.file("wrong", "AAAAA-BBBBB");
    place
        .run(["recover", "--home", "clinic", "--code-file", "wrong"])
        .ended(2);
    place.file("code", &code);
    place
        .run(["recover", "--home", "clinic", "--code-file", "code"])
        .ended(0);
    place.run(["today", "--home", "clinic"]).ended(0);
}

#[test]
fn a_second_clinic_is_not_made_over_the_first() {
    let clinic = Clinic::new();
    let again = clinic
        .run("init --from clinic.toml --passphrase-file passphrase", &[])
        .ended(2);
    assert!(again.err.contains("already"), "{}", again.err);
    clinic.0.file(
        "other.toml",
        SETUP.replace("again = \"999\"", "again = \"998\""),
    );
    let wrong = clinic
        .run(
            "init --home other --from other.toml --passphrase-file passphrase",
            &[],
        )
        .ended(1);
    assert!(wrong.err.contains("emergency number"), "{}", wrong.err);
    assert!(!clinic.0.path().join("other/clinic.db").exists());
    clinic.0.file("broken.toml", "[clinic]\nname = 3\n");
    clinic
        .run(
            "init --home other --from broken.toml --passphrase-file passphrase",
            &[],
        )
        .ended(2);
}
