//! Schemas for editors: they know the words that the reader knows.

use plinth_core::{
    check_in::Effect,
    content::{Disposition, Override, Standing},
    dose::Extent,
    information::TopicKind,
    question::{Occasion, Part},
    record::event::EvidenceKind,
};
use plinth_pack::schema;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The words that a property of a schema allows.
fn words(file: &str, path: &str) -> Vec<Value> {
    let all = schema::all();
    let property = all[file].pointer(path).unwrap();
    property["enum"].as_array().unwrap().clone()
}

/// Whether the core reads each of the words, and no others than these are in the schema.
fn are_words_of<T: DeserializeOwned>(words: Vec<Value>, count: usize) {
    assert_eq!(words.len(), count, "{words:?}");
    for word in words {
        assert!(serde_json::from_value::<T>(word.clone()).is_ok(), "{word}");
    }
}

#[test]
fn the_words_of_schemas_are_those_of_the_core() {
    let question = "/$defs/Question/properties";
    are_words_of::<Part>(words("screening", &format!("{question}/part")), 4);
    are_words_of::<Occasion>(words("screening", &format!("{question}/at/items")), 2);
    // Nothing that a pack writes gives `incomplete`.
    are_words_of::<Disposition>(words("screening", "/$defs/Rule/properties/gives"), 5);
    are_words_of::<Standing>(words("exercise", "/properties/standing"), 3);
    are_words_of::<Override>(words("exercise", "/properties/may-override"), 3);
    are_words_of::<Extent>(words("exercise", "/$defs/Dose/properties/extent"), 3);
    are_words_of::<Disposition>(words("cases", "/$defs/Expect/properties/standing"), 6);
    are_words_of::<Effect>(
        words("checkin", "/$defs/AdviceRule/properties/then/items"),
        Effect::ALL.len(),
    );
    are_words_of::<TopicKind>(words("information", "/$defs/Topic/properties/kind"), 8);
    are_words_of::<EvidenceKind>(words("cases", "/$defs/Step/properties/evidence"), 4);
}

#[test]
fn every_file_has_a_schema_that_refuses_unknown_keys() {
    let all = schema::all();
    assert_eq!(all.len(), 11);
    for (file, schema) in all {
        assert_eq!(schema["additionalProperties"], false, "{file}");
    }
}
