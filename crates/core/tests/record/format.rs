//! The stored form of events, which every later version must read.

use std::collections::BTreeSet;

use plinth_core::{
    clinic::{ClinicEvent, ClinicRecord, NumberEvent},
    number::Epoch,
    record::{
        Record,
        entry::{Entry, Kinded},
        event::Event,
    },
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

const EVENTS: &str = include_str!("../fixtures/events-1.jsonl");
const NUMBER_EVENTS: &str = include_str!("../fixtures/number-events-1.jsonl");
const CLINIC_EVENTS: &str = include_str!("../fixtures/clinic-events-1.jsonl");

/// Reads every line in both ways, and checks that it is written again in the same way.
fn read<E: Kinded + PartialEq + std::fmt::Debug + Serialize + DeserializeOwned>(
    lines: &str,
) -> Vec<Entry<E>> {
    lines
        .lines()
        .map(|line| {
            let entry: Entry<E> = serde_json::from_str(line).unwrap();
            assert_eq!(serde_json::to_value(&entry).unwrap().to_string(), line);
            assert!(E::is_known(entry.event.kind(), entry.version));
            let body: Value = serde_json::from_str(line).unwrap();
            assert_eq!(
                E::of_kind(entry.event.kind(), &body["data"]).unwrap(),
                entry.event
            );
            entry
        })
        .collect()
}

fn kinds<E: Kinded>(entries: &[Entry<E>]) -> BTreeSet<(&str, u16)> {
    entries
        .iter()
        .map(|entry| (entry.event.kind(), entry.version))
        .collect()
}

#[test]
fn every_event_of_version_1_still_reads() {
    let entries = read::<Event>(EVENTS);
    assert_eq!(kinds(&entries), Event::KINDS.iter().copied().collect());
    let record = Record::of(&entries);
    assert_eq!(record.unreadable, None);
    assert_eq!(record.history.len(), entries.len());
    assert_eq!(record.patient.unwrap().number.to_string(), "0142-E");
}

#[test]
fn every_event_of_the_clinic_of_version_1_still_reads() {
    let entries = read::<ClinicEvent>(CLINIC_EVENTS);
    assert_eq!(
        kinds(&entries),
        ClinicEvent::KINDS.iter().copied().collect()
    );
    let clinic = ClinicRecord::of(&entries);
    let settings = clinic.settings.unwrap();
    assert_eq!(settings.emergency_number, "999");
    assert_eq!(settings.figures.skin.as_deref(), Some("tone-4"));
    assert_eq!(clinic.epoch, Epoch(1));
    // Settings of before whom figures show could be chosen.
    let founded = entries.iter().find_map(|entry| match &entry.event {
        ClinicEvent::ClinicFounded(founded) => Some(&founded.settings),
        _ => None,
    });
    assert!(founded.unwrap().figures.is_unsaid());
}

#[test]
fn every_event_of_numbers_of_version_1_still_reads() {
    let entries = read::<NumberEvent>(NUMBER_EVENTS);
    assert_eq!(
        kinds(&entries),
        NumberEvent::KINDS.iter().copied().collect()
    );
}

#[test]
fn a_kind_or_a_version_that_is_not_known_is_told_apart() {
    assert!(Event::is_known("ScreenRecorded", 1));
    assert!(!Event::is_known("ScreenRecorded", 2));
    assert!(!Event::is_known("HologramRecorded", 1));
    assert!(Event::of_kind("HologramRecorded", &Value::Null).is_err());
    let unknown = Event::unknown("HologramRecorded".into(), 1);
    assert_eq!((unknown.kind(), unknown.version()), ("HologramRecorded", 1));
}
