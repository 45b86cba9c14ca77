//! Every dependency comes under a licence that lets a clinic use and pass on the program.

use std::collections::BTreeSet;

const ALLOWED: [&str; 13] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "0BSD",
    "Zlib",
    "Unicode-3.0",
    "Unlicense",
    "CC0-1.0",
    "BSL-1.0",
];

/// Whether one of the ways to read an SPDX expression uses allowed licences only.
fn allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ");
    let inner = expression.trim();
    if let Some(parts) = split_outside_parentheses(inner, " AND ") {
        return parts.iter().all(|part| allowed(part));
    }
    if let Some(parts) = split_outside_parentheses(inner, " OR ") {
        return parts.iter().any(|part| allowed(part));
    }
    match inner
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inside) => allowed(inside),
        None => ALLOWED.contains(&inner),
    }
}

fn split_outside_parentheses(text: &str, by: &str) -> Option<Vec<String>> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && at >= start && text[at..].starts_with(by) => {
                parts.push(text[start..at].to_string());
                start = at + by.len();
            }
            _ => {}
        }
    }
    (start > 0).then(|| {
        parts.push(text[start..].to_string());
        parts
    })
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    assert!(allowed("MIT OR Apache-2.0"));
    assert!(allowed("MIT/Apache-2.0"));
    assert!(allowed("(MIT OR GPL-3.0) AND Unicode-3.0"));
    assert!(!allowed("GPL-3.0"));
    assert!(!allowed("MIT AND GPL-3.0"));
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let packages = super::packages("--all-features");
    assert!(packages.len() > 20);
    let refused: BTreeSet<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(allowed))
        .map(|package| {
            format!(
                "{} {}: {}",
                package["name"], package["version"], package["license"]
            )
        })
        .collect();
    assert!(refused.is_empty(), "look at these licences: {refused:#?}");
}
