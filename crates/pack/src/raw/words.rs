//! Schemas of the core's words, which the core itself need not know how to describe.

use schemars::{Schema, SchemaGenerator, json_schema};

pub(crate) fn part(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["safety", "pattern", "examination", "precautions"] })
}

pub(crate) fn occasions(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "enum": ["screening", "check-in"] } })
}

pub(crate) fn gives(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["emergency", "same-day", "refer", "caution", "proceed"] })
}

pub(crate) fn disposition(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["emergency", "same-day", "incomplete", "refer", "caution", "proceed"] })
}

pub(crate) fn resolved_by(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["examination", "letter", "medical-outcome", "statement"] })
}

pub(crate) fn standing(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["described", "clinic-authored", "named-only"] })
}

pub(crate) fn may_override(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["with-reason", "last-phase", "never"] })
}

pub(crate) fn extent(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["tiny", "small", "comfortable"] })
}

pub(crate) fn effects(_: &mut SchemaGenerator) -> Schema {
    let effects = plinth_core::check_in::Effect::ALL.map(plinth_core::check_in::Effect::as_str);
    json_schema!({ "type": "array", "items": { "enum": effects } })
}

pub(crate) fn symptom(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": ["pain", "numbness", "tingling"] })
}

pub(crate) fn topic_kind(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": [
        "condition", "principle", "adjunct", "timeline", "question", "professional", "treatment", "program",
    ] })
}

pub(crate) fn effect(_: &mut SchemaGenerator) -> Schema {
    let effects = plinth_core::check_in::Effect::ALL.map(plinth_core::check_in::Effect::as_str);
    json_schema!({ "enum": effects })
}

pub(crate) fn effects_by_exercise(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "additionalProperties": effect(generator) })
}
