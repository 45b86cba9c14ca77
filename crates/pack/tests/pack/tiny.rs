//! The smallest whole pack is read without a word.

use plinth_pack::load;

#[test]
fn a_whole_pack_is_read_without_a_word() {
    let files = crate::common::tiny();
    assert_eq!(crate::common::check(&files), "");
    let content = load(&files).content.unwrap();
    assert_eq!(content.questions.iter().count(), 11);
    assert_eq!(content.rules.len(), 3);
    assert_eq!(content.programs[0].phases[0].items.len(), 2);
    assert_eq!(content.check_in.rules.len(), 3);
    assert_eq!(content.cautions.len(), 1);
    assert_eq!(content.topics.len(), 1);
}

#[test]
fn a_fact_of_check_ins_needs_a_file_about_them() {
    let codes = |files| -> Vec<&str> {
        let faults = load(&files).diagnostics;
        faults.iter().map(|fault| fault.code).collect()
    };
    let mut files = crate::common::tiny();
    // The exit of the first phase asks for a streak of green check-ins.
    files.remove("checkin.toml");
    assert_eq!(codes(files.clone()), ["never-known"]);
    // Of a file that cannot be read nobody knows what it holds.
    files.insert("checkin.toml".into(), b"[light".to_vec());
    assert!(!codes(files).contains(&"never-known"));
}

#[test]
fn hz_32_what_is_not_reviewed_is_named_by_an_id_of_the_pack_and_is_never_of_the_emergency_sheet() {
    let with = |list: &str| {
        let mut files = crate::common::tiny();
        let pack = String::from_utf8(files["pack.toml"].clone()).unwrap();
        let pack = format!("{pack}\nnot-reviewed = {list}\n");
        files.insert("pack.toml".into(), pack.into_bytes());
        load(&files)
    };
    let codes = |list: &str| -> Vec<&str> {
        let loaded = with(list);
        loaded.diagnostics.iter().map(|said| said.code).collect()
    };
    let content = with("[\"EX-01\", \"sheet.flare-up\"]").content.unwrap();
    let exercise = content.exercises.values().next().unwrap();
    assert!(content.not_reviewed["EX-01"].contains(&exercise.steps[0]));
    let step = &content.sheet.flare_up[0].text;
    assert!(content.not_reviewed["sheet.flare-up"].contains(step));
    assert_eq!(codes("[\"sheet.do-not\"]"), ["not-reviewed"]);
    assert_eq!(codes("[\"labels.since\"]"), ["not-reviewed"]);
    assert_eq!(codes("[\"EX-99\"]"), ["unknown-text"]);
    assert_eq!(codes("[\"EX-01\", \"EX-01\"]"), ["named-twice"]);
}
