/// The smallest whole pack.
fn tiny() -> plinth_pack::folder::Files {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/tiny");
    plinth_pack::folder::read(folder.as_ref()).unwrap_or_default()
}
