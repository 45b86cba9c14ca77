//! Finding one of some hundred names among each other, faster than by comparing them in order.

use alloc::{vec, vec::Vec};

/// Places of names, by a hash. At least every second slot is free, so that a search ends soon.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ByName(Vec<Option<u32>>);

impl ByName {
    /// The names in the order of their places, from 0. A name may be there more than once.
    pub(crate) fn new<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> Self {
        let mut slots = vec![None; (2 * names.len()).next_power_of_two()];
        for (name, place) in names.zip(0..) {
            let free = probed(name, slots.len()).find(|slot| slots.get(*slot) == Some(&None));
            if let Some(slot) = free.and_then(|slot| slots.get_mut(slot)) {
                *slot = Some(place);
            }
        }
        Self(slots)
    }

    /// The places at which a name may be, each of its own among them, the first of these first.
    pub(crate) fn places(&self, name: &str) -> impl Iterator<Item = usize> {
        probed(name, self.0.len())
            .map_while(|slot| *self.0.get(slot)?)
            .filter_map(|place| usize::try_from(place).ok())
    }
}

/// Every slot once, from the one that the name leads to. `slots` is a power of two, or nothing.
fn probed(name: &str, slots: usize) -> impl Iterator<Item = usize> + use<> {
    let start = usize::try_from(hash(name) >> 40).unwrap_or(0);
    (0..slots).map(move |step| start.wrapping_add(step) & (slots - 1))
}

/// Eight bytes at once: rotated, mixed in, multiplied by an odd number that spreads bits upwards.
fn hash(name: &str) -> u64 {
    let mix =
        |hash: u64, next: u64| (hash.rotate_left(23) ^ next).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (words, rest) = name.as_bytes().as_chunks::<8>();
    let whole = words
        .iter()
        .fold(0, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let rest = rest
        .iter()
        .fold(1, |rest, byte| (rest << 8) | u64::from(*byte));
    mix(whole, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{format, string::String};

    fn at(names: &[String], by_name: &ByName, name: &str) -> Vec<usize> {
        let places = by_name.places(name);
        places.filter(|place| names[*place] == name).collect()
    }

    #[test]
    fn every_name_is_found_and_no_other() {
        for count in [0, 1, 2, 3, 100, 1000] {
            let names: Vec<String> = (0..count).map(|n| format!("power-l{n}")).collect();
            let by_name = ByName::new(names.iter().map(String::as_str));
            for (place, name) in names.iter().enumerate() {
                assert_eq!(at(&names, &by_name, name), [place]);
            }
            assert!(at(&names, &by_name, "power-l").is_empty());
            assert!(at(&names, &by_name, "").is_empty());
        }
    }

    #[test]
    fn a_name_that_is_there_twice_is_found_twice_in_order() {
        let names = ["calf", "back", "calf"].map(String::from);
        let by_name = ByName::new(names.iter().map(String::as_str));
        assert_eq!(at(&names, &by_name, "calf"), [0, 2]);
    }

    #[test]
    fn few_names_share_their_way() {
        let names: Vec<String> = (0..500).map(|n| format!("question-{n}")).collect();
        let by_name = ByName::new(names.iter().map(String::as_str));
        let looked_at: usize = names.iter().map(|name| by_name.places(name).count()).sum();
        assert!(looked_at < 3 * names.len(), "{looked_at}");
    }
}
