//! The clinic's own record.

use plinth_core::{
    clinic::{ClinicAct, ClinicCommand, ClinicEvent, ClinicRecord, Founding, Person, rule},
    name::PersonId,
    number::Epoch,
    record::{
        desk::{Desk, Policy},
        entry::{Entry, PackRef, Role, entries},
        refusal::Reason,
    },
};

use crate::fixture::{Clinic, author, settings};

pub(crate) fn person(id: &str, role: Role) -> Person {
    Person {
        id: PersonId::new(id).unwrap(),
        name: format!("Person {id}"),
        role,
        registration: role.is_registered().then(|| "PH1".into()),
        passphrase: "hash".into(),
    }
}

/// A clinic with its desk: a clinical lead with a fresh passphrase.
pub(crate) struct Practice {
    pub(crate) desk: Clinic,
    pub(crate) record: ClinicRecord,
    pub(crate) history: Vec<Entry<ClinicEvent>>,
}

impl Practice {
    pub(crate) fn new() -> Self {
        let desk = Clinic {
            who: author("p-lead", Role::Lead),
            ..Clinic::default()
        };
        Self {
            desk,
            record: ClinicRecord::default(),
            history: vec![],
        }
    }

    pub(crate) fn founded() -> Self {
        let mut practice = Self::new();
        let founding = practice.founding();
        practice.does(ClinicAct::Found(founding));
        practice
    }

    pub(crate) fn founding(&self) -> Founding {
        Founding {
            settings: settings(),
            emergency_number_again: "999".into(),
            demo: false,
            lead: person("p-lead", Role::Lead),
            adopts: vec![PackRef::of(&self.desk.packs[0])],
        }
    }

    fn desk(&self) -> Desk<'_> {
        self.desk.desk()
    }

    pub(crate) fn does(&mut self, act: ClinicAct) {
        let command = ClinicCommand {
            seen: self.record.seq,
            act,
        };
        let ruling = rule(&self.record, &command, &self.desk()).unwrap();
        for entry in entries(
            self.record.seq,
            self.desk.now,
            &self.desk.zone,
            self.desk.today(),
            &self.desk.who,
            ruling.events,
        ) {
            self.record.apply(&entry);
            self.history.push(entry);
        }
    }

    fn refuses(&self, act: ClinicAct) -> Vec<Reason> {
        let command = ClinicCommand {
            seen: self.record.seq,
            act,
        };
        rule(&self.record, &command, &self.desk())
            .unwrap_err()
            .reasons
    }
}

#[test]
fn hz_35_the_emergency_number_is_given_twice_and_never_left_out() {
    let practice = Practice::new();
    let mut founding = practice.founding();
    founding.emergency_number_again = "99".into();
    assert_eq!(
        practice.refuses(ClinicAct::Found(founding)),
        [Reason::EmergencyNumber]
    );
    for blank in ["", "  "] {
        let mut founding = practice.founding();
        founding.settings.emergency_number = blank.into();
        founding.emergency_number_again = blank.into();
        assert!(matches!(
            practice.refuses(ClinicAct::Found(founding))[..],
            [Reason::Text { .. }]
        ));
    }
    let practice = Practice::founded();
    assert_eq!(
        practice.refuses(ClinicAct::Found(practice.founding())),
        [Reason::NoChange]
    );
}

#[test]
fn hz_06_a_pack_is_adopted_by_a_clinical_lead_and_can_be_withdrawn() {
    let mut practice = Practice::founded();
    assert!(practice.record.adopted.contains_key("whole-1"));
    let adopt = ClinicAct::AdoptPack {
        digest: "whole-2".into(),
    };
    practice.desk.who = author("p-nair", Role::Clinician);
    assert_eq!(practice.refuses(adopt.clone()), [Reason::ForLead]);
    practice.desk.who = author("p-lead", Role::Lead);
    practice.desk.proved = false;
    assert_eq!(practice.refuses(adopt.clone()), [Reason::NotProved]);
    practice.desk.proved = true;
    practice.does(adopt);
    assert_eq!(
        practice.record.adopted["whole-2"].by.person.as_str(),
        "p-lead"
    );
    practice.does(ClinicAct::WithdrawPack {
        digest: "whole-1".into(),
        reason: "a dose is wrong in it".into(),
    });
    assert!(!practice.record.adopted.contains_key("whole-1"));
    assert!(matches!(
        practice.refuses(ClinicAct::AdoptPack {
            digest: "whole-9".into()
        })[..],
        [Reason::NoPack(_)]
    ));
}

#[test]
fn the_last_lead_stays_and_who_left_cannot_sign_in() {
    let mut practice = Practice::founded();
    let lead = PersonId::new("p-lead").unwrap();
    let disable = |id: &PersonId| ClinicAct::DisablePerson {
        person: id.clone(),
        reason: "left the clinic".into(),
    };
    assert!(matches!(
        practice.refuses(disable(&lead))[..],
        [Reason::LastLead(_)]
    ));
    let nair = person("p-nair", Role::Clinician);
    practice.does(ClinicAct::AddPerson(nair.clone()));
    assert!(matches!(
        practice.refuses(ClinicAct::AddPerson(nair.clone()))[..],
        [Reason::PersonKnown(_)]
    ));
    assert!(practice.record.person(&nair.id).is_some());
    practice.does(disable(&nair.id));
    assert!(practice.record.person(&nair.id).is_none());
    let unregistered = Person {
        registration: None,
        ..person("p-new", Role::Clinician)
    };
    assert!(matches!(
        practice.refuses(ClinicAct::AddPerson(unregistered))[..],
        [Reason::Text { .. }]
    ));
}

#[test]
fn a_history_of_the_clinic_folds_to_the_same() {
    let mut practice = Practice::founded();
    practice.does(ClinicAct::SetPolicy {
        policy: Policy {
            screening_days: 5,
            ..Policy::default()
        },
        reason: "agreed with the team".into(),
    });
    practice.does(ClinicAct::Restore { epoch: Epoch(1) });
    let again = ClinicRecord::of(&practice.history);
    assert_eq!(again, practice.record);
    assert_eq!(again.policy.screening_days, 5);
    assert_eq!(again.epoch, Epoch(1));
}
