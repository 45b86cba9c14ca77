//! Any bytes as one of the files of a pack; the first byte says which.
#![no_main]

use libfuzzer_sys::fuzz_target;

include!("tiny.rs");

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else {
        return;
    };
    let mut files = tiny();
    let paths: Vec<_> = files.keys().cloned().collect();
    let Some(path) = paths.get(usize::from(*which) % paths.len().max(1)) else {
        return;
    };
    files.insert(path.clone(), bytes.to_vec());
    let loaded = plinth_pack::load(&files);
    plinth_pack::diagnostic::render(
        &loaded.diagnostics,
        &files,
        plinth_pack::diagnostic::Style::Plain,
    );
});
