//! The one place that draws random numbers, from the operating system.

use crate::Error;

/// `N` random bytes for a key, a nonce, a salt or an id.
pub fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Error::Entropy)?;
    Ok(bytes)
}
