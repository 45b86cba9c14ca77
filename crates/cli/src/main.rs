//! plinth
fn main() {}
