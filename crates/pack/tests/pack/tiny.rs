//! The smallest whole pack is read without a word.

use plinth_pack::load;

#[test]
fn a_whole_pack_is_read_without_a_word() {
    let files = crate::common::tiny();
    assert_eq!(crate::common::check(&files), "");
    let content = load(&files).content.unwrap();
    assert_eq!(content.questions.iter().count(), 8);
    assert_eq!(content.rules.len(), 3);
    assert_eq!(content.programs[0].phases[0].items.len(), 2);
}
