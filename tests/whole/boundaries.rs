//! What each crate may reach.

use std::fs;

/// Names of the packages that a crate depends on directly, leaving tests aside.
fn dependencies(package: &str) -> Vec<String> {
    let packages = super::packages("--no-deps");
    let package = packages.iter().find(|p| p["name"] == package).unwrap();
    let normal = package["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|d| d["kind"].is_null());
    normal
        .map(|d| d["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_core_depends_on_nothing_else() {
    assert_eq!(dependencies("plinth-core"), ["jiff", "serde"]);
    let lib = fs::read_to_string(super::root().join("crates/core/src/lib.rs")).unwrap();
    assert!(lib.contains("#![no_std]"));
    for file in super::rust_files("crates/core/src") {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("extern crate std"), "{}", file.display());
    }
}

#[test]
fn imports_go_one_way() {
    for (package, ours) in [
        ("plinth-core", &[][..]),
        ("plinth-figure", &[]),
        ("plinth-pack", &["plinth-core", "plinth-figure"]),
        ("plinth-store", &["plinth-core"]),
        ("plinth-pdf", &["plinth-core", "plinth-figure"]),
        (
            "plinth-clinic",
            &[
                "plinth-core",
                "plinth-figure",
                "plinth-pack",
                "plinth-pdf",
                "plinth-store",
            ],
        ),
        (
            "plinth",
            &[
                "plinth-clinic",
                "plinth-core",
                "plinth-figure",
                "plinth-pack",
            ],
        ),
    ] {
        let found: Vec<String> = dependencies(package)
            .into_iter()
            .filter(|d| d.starts_with("plinth"))
            .collect();
        assert_eq!(found, ours, "{package}");
    }
}
