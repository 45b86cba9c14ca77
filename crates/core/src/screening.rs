//! From answers to what they allow. The worst candidate wins, and what is not known is never ignored.

use alloc::{collections::BTreeMap, vec::Vec};

use crate::{
    answer::{Answer, Side, Slot},
    condition::Fact,
    content::{Content, Disposition, Phase, Program},
    evaluate::{Judge, Truth, questions_in},
    facts::{Facts, Settled},
    finding::{ActivePrecaution, Cause, Finding, Missing, Outcome},
    name::{QuestionId, RuleId},
    question::Occasion,
};

/// What these facts allow on this occasion.
pub fn screen(content: &Content, facts: &Facts<'_>, occasion: Occasion) -> Outcome {
    let judge = Judge::new(content, facts);
    let mut gaps = Gaps::default();
    let mut findings = Vec::new();
    for rule in content
        .rules
        .iter()
        .filter(|rule| rule.at.contains(&occasion))
    {
        match judge.truth(&rule.when) {
            Truth::False => {}
            Truth::True => findings.push(Finding {
                cause: Cause::Rule(rule.id.clone()),
                gives: rule.gives,
                because: judge.because(&rule.when),
                evidence: rule.evidence.clone(),
            }),
            Truth::Unknown => {
                let deciding = judge.deciding(&rule.when);
                // A condition that is nested too deeply to be followed is no less unknown.
                if deciding.is_empty() {
                    findings.push(Finding {
                        cause: Cause::Undecided(rule.id.clone()),
                        gives: Disposition::Incomplete,
                        because: Vec::new(),
                        evidence: rule.evidence.clone(),
                    });
                }
                for fact in deciding {
                    gaps.add(fact, Some(rule.gives), Some(&rule.id));
                }
            }
        }
    }
    let mut precautions = Vec::new();
    let mut milder = Disposition::Proceed;
    for precaution in &content.precautions {
        let truth = judge.truth(&precaution.when);
        if truth == Truth::False {
            continue;
        }
        if truth == Truth::Unknown {
            for fact in judge.deciding(&precaution.when) {
                gaps.add(fact, Some(precaution.gives), None);
            }
        }
        milder = milder.max(precaution.gives);
        precautions.push(ActivePrecaution {
            precaution: precaution.id.clone(),
            known: truth == Truth::True,
            because: judge.because(&precaution.when),
        });
    }
    for question in content
        .questions
        .iter()
        .filter(|q| q.mandatory && q.at.contains(&occasion))
    {
        if question
            .ask_if
            .as_ref()
            .is_none_or(|asked| judge.truth(asked) == Truth::True)
        {
            for side in question.sides() {
                if facts.effective(&question.id, *side).is_none() {
                    gaps.add(answer_fact(&question.id, *side), None, None);
                }
            }
        }
    }
    let missing = gaps.close(content, facts, &judge, &mut findings);
    let incomplete = if missing.is_empty() {
        Disposition::Proceed
    } else {
        Disposition::Incomplete
    };
    let disposition = findings
        .iter()
        .map(|finding| finding.gives)
        .fold(milder.max(incomplete), Disposition::max);
    findings.sort_by(|a, b| b.gives.cmp(&a.gives).then_with(|| a.cause.cmp(&b.cause)));
    let cannot_exclude = missing
        .iter()
        .filter_map(|missing| missing.cannot_exclude)
        .max()
        .filter(|worst| *worst > disposition);
    let phase = content
        .programs
        .first()
        .filter(|_| disposition.allows_program())
        .and_then(|program| first_phase(program, &judge))
        .map(|phase| phase.id.clone());
    Outcome {
        disposition,
        cannot_exclude,
        findings,
        missing,
        precautions,
        phase,
    }
}

/// Where a patient begins: the first phase whose entry holds, else the first of all. Never a later one by default.
pub fn first_phase<'a>(program: &'a Program, judge: &Judge<'_>) -> Option<&'a Phase> {
    program
        .phases
        .iter()
        .find(|phase| judge.truth(&phase.entry) == Truth::True)
        .or_else(|| program.phases.first())
}

/// Every question that can lead to a finding of this level on this occasion.
pub fn questions_reaching(
    content: &Content,
    level: Disposition,
    occasion: Occasion,
) -> alloc::collections::BTreeSet<QuestionId> {
    content
        .rules
        .iter()
        .filter(|rule| rule.gives == level && rule.at.contains(&occasion))
        .flat_map(|rule| questions_in(content, &rule.when))
        .collect()
}

fn answer_fact(question: &QuestionId, side: Option<Side>) -> Settled {
    Fact::Answer(crate::condition::Of {
        question: question.clone(),
        side,
    })
}

/// What is needed and not known, with the worst that it hides and the rules that wait for it.
#[derive(Default)]
struct Gaps(BTreeMap<Settled, (Option<Disposition>, Vec<RuleId>)>);

impl Gaps {
    fn add(&mut self, fact: Settled, hides: Option<Disposition>, rule: Option<&RuleId>) {
        let (worst, rules) = self.0.entry(fact).or_default();
        *worst = (*worst).max(hides);
        rules.extend(rule.cloned());
    }

    /// Turns the gaps into what is to be asked, worst first, and into findings that stay open until it is.
    fn close(
        mut self,
        content: &Content,
        facts: &Facts<'_>,
        judge: &Judge<'_>,
        findings: &mut Vec<Finding>,
    ) -> Vec<Missing> {
        self.leave_follow_ups_to_their_gate(content, judge);
        let mut missing = Vec::new();
        for (fact, (worst, rules)) in self.0 {
            let found = facts.found(&fact);
            let slot = match &fact {
                Fact::Answer(of) => Some(Slot {
                    question: of.question.clone(),
                    side: of.side,
                }),
                _ => None,
            };
            let causes = match &slot {
                Some(slot) => alloc::vec![match facts.raw(&slot.question, slot.side) {
                    Answer::Declined => Cause::Declined(slot.clone()),
                    Answer::NotAsked => Cause::NotAsked(slot.clone()),
                    _ => Cause::Unsure(slot.clone()),
                }],
                None => rules.into_iter().map(Cause::Undecided).collect(),
            };
            for cause in causes {
                if findings.iter().any(|finding| finding.cause == cause) {
                    continue;
                }
                let because = alloc::vec![crate::finding::Because {
                    fact: fact.clone(),
                    found: found.clone()
                }];
                findings.push(Finding {
                    cause,
                    gives: Disposition::Incomplete,
                    because,
                    evidence: Vec::new(),
                });
            }
            let cannot_exclude = worst.filter(|worst| worst.is_flag());
            missing.push(Missing {
                fact,
                found,
                cannot_exclude,
            });
        }
        missing.sort_by(|a, b| {
            b.cannot_exclude
                .cmp(&a.cannot_exclude)
                .then_with(|| a.fact.cmp(&b.fact))
        });
        missing
    }

    /// A follow-up whose gate is itself unknown need not be listed: asking the gate comes first. The gate takes over what
    /// the follow-up hides.
    fn leave_follow_ups_to_their_gate(&mut self, content: &Content, judge: &Judge<'_>) {
        let waiting: Vec<(Settled, Vec<Settled>)> = self
            .0
            .keys()
            .filter_map(|fact| {
                let Fact::Answer(of) = fact else { return None };
                let gate = content
                    .questions
                    .get(of.question.as_str())?
                    .ask_if
                    .as_ref()?;
                (judge.truth(gate) == Truth::Unknown)
                    .then(|| (fact.clone(), judge.deciding(gate).into_iter().collect()))
            })
            .collect();
        for (follow_up, gates) in waiting {
            let Some((worst, rules)) = self.0.remove(&follow_up) else {
                continue;
            };
            for gate in gates {
                let (gate_worst, gate_rules) = self.0.entry(gate).or_default();
                *gate_worst = (*gate_worst).max(worst);
                gate_rules.extend(rules.iter().cloned());
            }
        }
    }
}
