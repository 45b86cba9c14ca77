//! Rules and precautions.

use plinth_core::content::{Disposition, Precaution, Rule};

use super::{Source, What, define::Scope, question::occasions};
use crate::{
    condition::resolve::Resolved,
    raw::{At, PrecautionEntry, RuleEntry},
};

pub(super) fn rule(
    source: &mut Source<'_>,
    id: &At<String>,
    entry: &RuleEntry,
    scope: &Scope<'_>,
) -> Option<(Rule, Resolved)> {
    let gives = entry.gives.is;
    if matches!(gives, Disposition::Proceed | Disposition::Incomplete) {
        source.error(
            "rule-gives",
            &entry.gives.span,
            format!("a rule cannot give `{gives}`"),
            "write emergency, same-day, refer or caution",
        );
    }
    if gives == Disposition::Emergency && entry.evidence.is_empty() {
        source.error(
            "emergency-evidence",
            &id.span,
            format!("`{}` gives emergency, and names no evidence", id.is),
            "add `evidence = [\"…\"]`; that the clinic decided it is not enough",
        );
    }
    if let Some(days) = &entry.review_days
        && (gives != Disposition::Caution || days.is == 0)
    {
        source.error(
            "review-days",
            &days.span,
            format!(
                "`{}` has days until a review, which go with caution, 1 or more",
                id.is
            ),
            "leave `review-days` out",
        );
    }
    let evidence = source.evidence(id, &entry.evidence, entry.clinic_default);
    let say = source.words(&entry.say);
    let instead = source.words(&entry.instead);
    let when = scope.condition(source, &entry.when);
    let is = source.id(id)?;
    let when = when?;
    let rule = Rule {
        id: is,
        when: when.condition.clone(),
        gives,
        say,
        instead,
        at: occasions(entry.at.as_deref()),
        review_days: entry.review_days.as_ref().map(|days| days.is),
        evidence,
        clinic_default: entry.clinic_default,
    };
    Some((rule, when))
}

pub(super) fn precaution(
    source: &mut Source<'_>,
    id: &At<String>,
    entry: &PrecautionEntry,
    scope: &Scope<'_>,
) -> Option<Precaution> {
    if !matches!(entry.gives.is, Disposition::Caution | Disposition::Proceed) {
        source.error(
            "precaution-gives",
            &entry.gives.span,
            format!("a precaution cannot give `{}`", entry.gives.is),
            "write caution or proceed; what is worse is a rule",
        );
    }
    let when = scope.condition(source, &entry.when);
    let evidence = source.evidence(id, &entry.evidence, entry.clinic_default);
    let modify = entry
        .modify
        .0
        .iter()
        .filter_map(|(exercise, how)| {
            let how = source.words(how);
            Some((source.reference(exercise, What::Exercise)?, how))
        })
        .collect();
    let excluded = source.references(&entry.exclude, What::Exercise);
    let prefer = source.references(&entry.prefer, What::Exercise);
    let title = source.words(&entry.title);
    let advice = source.all_words(&entry.advice);
    let not_for_now = source.all_sheet_words(&entry.not_for_now);
    Some(Precaution {
        id: source.id(id)?,
        title,
        when: when?.condition,
        gives: entry.gives.is,
        exclude: excluded.into_iter().collect(),
        modify,
        prefer,
        advice,
        not_for_now,
        review_days: entry.review_days,
        evidence,
        clinic_default: entry.clinic_default,
    })
}
