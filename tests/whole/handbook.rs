//! The handbook for clinicians lists every rule of the sciatica pack as the pack has it.

use std::{fmt::Write as _, fs};

use plinth_core::{
    check_in::AdviceRule,
    content::{Content, Rule},
    name::EvidenceId,
};

const BEGIN: &str =
    "<!-- rules: made by `UPDATE=1 cargo test -p plinth --test whole -- handbook` -->\n";
const END: &str = "<!-- end -->\n";

fn sources(evidence: &[EvidenceId], clinic_default: bool) -> String {
    let mut named: Vec<&str> = evidence.iter().map(EvidenceId::as_str).collect();
    if clinic_default {
        named.push("*");
    }
    named.join(", ")
}

fn screening(rule: &Rule) -> String {
    format!(
        "| {} | {} | {} | {} | {} |\n",
        rule.id,
        rule.gives,
        rule.say,
        rule.instead,
        sources(&rule.evidence, rule.clinic_default)
    )
}

fn advice(rule: &AdviceRule) -> String {
    let effects: Vec<&str> = rule.then.iter().map(|effect| effect.as_str()).collect();
    format!(
        "| {} | {} | {} | {} | {} |\n",
        rule.id,
        effects.join(", or "),
        rule.say,
        rule.instead,
        sources(&rule.evidence, rule.clinic_default)
    )
}

fn rules(content: &Content) -> String {
    let mut text = String::from(
        "\n### At a screening\n\n| rule | gives | what it means | what to do | source |\n|---|---|---|---|---|\n",
    );
    let mut worst_first: Vec<&Rule> = content.rules.iter().collect();
    worst_first.sort_by_key(|rule| std::cmp::Reverse(rule.gives));
    for rule in worst_first {
        text.push_str(&screening(rule));
    }
    let _ = write!(
        text,
        "\n### At a check-in\n\n| rule | advises | what it means | what to do | source |\n|---|---|---|---|---|\n"
    );
    for rule in &content.check_in.rules {
        text.push_str(&advice(rule));
    }
    text.push('\n');
    text
}

#[test]
fn the_handbook_lists_every_rule_as_the_pack_has_it() {
    let path = super::root().join("docs/clinicians.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (listed, after) = rest.split_once(END).unwrap();
    let content = plinth_pack::load(&plinth_clinic::embedded())
        .content
        .unwrap();
    let wanted = rules(&content);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{wanted}{END}{after}")).unwrap();
    } else {
        assert!(
            listed == wanted,
            "docs/clinicians.md is behind the pack; make it again with UPDATE=1"
        );
    }
}
