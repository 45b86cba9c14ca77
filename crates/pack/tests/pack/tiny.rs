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
