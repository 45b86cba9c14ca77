//! The fonts are those of their package, unmodified.

use sha2::{Digest, Sha256};
use std::{fs, path::Path};

#[test]
fn the_fonts_and_their_licence_have_the_listed_hashes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let list = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    let mut listed = Vec::new();
    for line in list.lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        let file = fs::read(folder.join(name)).unwrap();
        let found = format!("{:x}", Sha256::digest(file));
        assert_eq!(found, hash, "{name}");
        listed.push(name.to_string());
    }
    let mut present: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "SHA256SUMS" && name != "README.md")
        .collect();
    present.sort();
    listed.sort();
    assert_eq!(present, listed, "every font file is listed");
}
