//! Any text as the condition of a rule.
#![no_main]

use libfuzzer_sys::fuzz_target;

include!("tiny.rs");

fuzz_target!(|text: &str| {
    if text.contains("'''") {
        return;
    }
    let mut files = tiny();
    let screening = String::from_utf8_lossy(&files["screening.toml"]).into_owned();
    let screening = screening.replace("\"pain-where includes shin\"", &format!("'''{text}'''"));
    files.insert("screening.toml".into(), screening.into_bytes());
    let loaded = plinth_pack::load(&files);
    plinth_pack::diagnostic::render(
        &loaded.diagnostics,
        &files,
        plinth_pack::diagnostic::Style::Plain,
    );
});
