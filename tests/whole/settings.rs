//! The clinic's settings, and the packs that it takes and withdraws.

use serde_json::json;

use crate::{commands::Clinic, plinth::Place};

#[test]
fn settings_change_with_a_reason_and_the_emergency_number_is_given_twice() {
    let clinic = Clinic::new();
    let show = || clinic.run("clinic show --format json", &[]).ended(0).json();
    clinic
        .run("clinic set --phone 01632-960-999 --reason", &["New line"])
        .ended(0);
    assert_eq!(show()["settings"]["phone"], "01632-960-999");
    assert_eq!(show()["settings"]["emergency_number"], "999");
    let number = "clinic set --reason moved-abroad --emergency-number 112";
    clinic.run(number, &[]).ended(2);
    let slip = clinic
        .run(&format!("{number} --emergency-number-again 121"), &[])
        .ended(1);
    assert!(slip.err.contains("emergency number"), "{}", slip.err);
    let zone = clinic
        .run("clinic set --zone Atlantis/Deep --reason moved-abroad", &[])
        .ended(2);
    assert!(zone.err.contains("Europe/London"), "{}", zone.err);
    assert_eq!(show()["settings"]["zone"], "Europe/London");
    clinic.run("clinic confirm", &[]).ended(0);
    clinic
        .run("clinic policy --screening-days 5 --reason", &["Sooner"])
        .ended(0);
    assert_eq!(show()["policy"]["screening_days"], 5);
    assert_eq!(show()["policy"]["goals_at_most"], 3);
    let text = clinic.run("clinic show", &[]).ended(0).out;
    assert!(text.contains("999") && text.contains("Policy"), "{text}");
}

#[test]
fn a_clinic_chooses_whom_its_figures_show() {
    let clinic = Clinic::new();
    let show = || clinic.run("clinic show --format json", &[]).ended(0).json();
    assert_eq!(show()["figures"]["skin"], "tone-1");
    let mut sizes = Vec::new();
    let number = clinic.patient("Ada Example", "1988-01-01");
    clinic
        .screen(&number, &[("date-of-birth", json!("1988-01-01"))])
        .ended(0);
    clinic
        .run(&format!("assign {number} --side left"), &[])
        .ended(0);
    let mut print = |out: &str| {
        clinic
            .run(&format!("sheet {number} --out {out}"), &[])
            .ended(0);
        sizes.push(std::fs::read(clinic.0.path().join(out)).unwrap().len());
    };
    print("one.pdf");
    clinic
        .run(
            "clinic set --build curved --skin tone-5 --hair bun --reason",
            &["Like our patients"],
        )
        .ended(0);
    print("two.pdf");
    clinic
        .run(
            "clinic set --hair-color gray --clothing long --reason",
            &["Covered"],
        )
        .ended(0);
    print("three.pdf");
    sizes.dedup();
    assert_eq!(sizes.len(), 3, "three sheets, three persons: {sizes:?}");
    assert_eq!(
        show()["figures"],
        json!({
            "build": "curved", "skin": "tone-5", "hair": "bun", "hair_color": "gray", "clothing": "long"
        })
    );
    let text = clinic.run("clinic show", &[]).ended(0).out;
    let said = "build curved, skin tone-5, hair bun, hair color gray, clothing";
    assert!(text.contains(said), "{text}");
    let wrong = clinic
        .run("clinic set --hair mohawk --reason", &["Fun"])
        .ended(2);
    assert!(
        wrong.err.contains("short, bob, bun, bald, scarf"),
        "{}",
        wrong.err
    );
    let first = clinic
        .run(&format!("sheet {number} --number 3 --out again.pdf"), &[])
        .ended(0);
    assert!(
        first.err.contains("the same as it was given"),
        "{}",
        first.err
    );
}

#[test]
fn a_new_pack_passes_its_check_and_its_cases_and_can_be_adopted_and_withdrawn() {
    let clinic = Clinic::new();
    clinic.run("pack new knee-pain", &[]).ended(0);
    let checked = clinic.run("pack check knee-pain", &[]).ended(0).out;
    let count = "4 statements: 3 carried, 1 left out with a reason, 0 neither.";
    assert!(checked.contains(count), "{checked}");
    let shown = clinic.run("pack show knee-pain", &[]).ended(0).out;
    for part in [
        "lasting",
        "halve, swap",
        "CX-01",
        "until move",
        "Why move it",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let tested = clinic
        .run("pack test knee-pain --format json", &[])
        .ended(0)
        .json();
    assert!(tested["cases"].as_u64().unwrap() >= 8, "{tested}");
    let digest = clinic.run("pack install knee-pain", &[]).ended(0).out;
    let digest = digest.trim();
    clinic.run("pack adopt", &[digest]).ended(0);
    let adopted = || {
        let packs = clinic.run("pack list --format json", &[]).ended(0).json();
        let packs = packs.as_array().unwrap().clone();
        let pack = packs.into_iter().find(|pack| pack["digest"] == digest);
        pack.unwrap()["adopted_by"].clone()
    };
    assert_eq!(adopted(), json!("p-nair"));
    clinic
        .run(
            "pack withdraw",
            &[digest, "--reason", "Written for practice"],
        )
        .ended(0);
    assert_eq!(adopted(), json!(null));
    let number = clinic.patient("Ada Example", "1988-01-01");
    clinic.0.file("answers.toml", "[answers]\n");
    clinic
        .run(
            &format!("screen {number} --pack knee-pain --answers answers.toml"),
            &[],
        )
        .ended(1);
}

#[test]
fn a_new_pack_is_never_written_over_another() {
    let place = Place::new();
    place.run(["pack", "new", "knee-pain"]).ended(0);
    place.run(["pack", "new", "knee-pain"]).ended(2);
    for name in ["Knee Pain", "..", "/"] {
        let run = place.run(["pack", "new", name]).ended(2);
        assert!(run.err.contains("knee-pain"), "{}", run.err);
    }
}
