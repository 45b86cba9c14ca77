//! Any text as a file of answers, in both formats.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plinth_pack::answers::{Format, read};

include!("tiny.rs");

fuzz_target!(|text: &str| {
    let Some(content) = plinth_pack::load(&tiny()).content else {
        return;
    };
    let today = jiff::civil::date(2026, 11, 21);
    for format in [Format::Json, Format::Toml] {
        let _ = read("answers", text, format, &content.questions, today);
    }
});
