//! The smallest whole pack, and what its reader says of it.

use plinth_pack::{diagnostic, folder, load};
use std::path::Path;

#[test]
fn a_whole_pack_is_read_without_a_word() {
    let files = folder::read(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/tiny"
    )))
    .unwrap();
    let loaded = load(&files);
    assert_eq!(
        diagnostic::render(&loaded.diagnostics, &files, diagnostic::Style::Plain),
        ""
    );
    let content = loaded.content.unwrap();
    assert_eq!(content.questions.iter().count(), 8);
    assert_eq!(content.rules.len(), 3);
    assert_eq!(content.programs[0].phases[0].items.len(), 2);
}
