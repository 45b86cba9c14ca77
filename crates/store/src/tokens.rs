//! Keyed tokens: what names and numbers are found by in a file that shows neither.
//!
//! A token is the first 16 bytes of a BLAKE3 keyed hash. A name's word has one for each of its beginnings of 2 to 12
//! characters; a single character counts where it is a whole word, and in scripts where one is as much as a syllable.

use std::collections::BTreeSet;

use plinth_core::index::Index;

use crate::keys::Keys;

/// The longest beginning that has a token; what is longer is told apart after opening.
const LONGEST: usize = 12;

/// The first character of the blocks for Chinese, Japanese and Korean.
const EAST_ASIAN: char = '\u{2E80}';

pub(crate) type Token = [u8; 16];

/// The tokens of all beginnings of these folded words.
pub(crate) fn of_words(keys: &Keys, words: &[String]) -> BTreeSet<Token> {
    words
        .iter()
        .flat_map(|word| beginnings(word))
        .map(|beginning| token(&keys.names, beginning))
        .collect()
}

/// The token by which a folded word of a query is looked up.
pub(crate) fn of_query(keys: &Keys, word: &str) -> Token {
    token(&keys.names, beginning(word, LONGEST))
}

/// The token of a whole patient number.
pub(crate) fn of_number(keys: &Keys, number: &str) -> Token {
    token(&keys.numbers, number)
}

/// Whether every word of a query begins a word of the row.
pub(crate) fn matches(query: &[String], index: &Index) -> bool {
    query.iter().all(|typed| {
        index
            .words
            .iter()
            .any(|word| word.starts_with(typed.as_str()))
    })
}

/// Whether a folded word of a query has the token of every word that it begins: not if it is a single letter.
pub(crate) fn is_selective(word: &str) -> bool {
    word.chars().count() > 1 || word.starts_with(|c| c >= EAST_ASIAN)
}

fn beginnings(word: &str) -> impl Iterator<Item = &str> {
    let length = word.chars().count();
    let alone = length == 1 || word.starts_with(|c| c >= EAST_ASIAN);
    let shortest = if alone { 1 } else { 2 };
    (shortest..=length.min(LONGEST)).map(|characters| beginning(word, characters))
}

fn beginning(word: &str, characters: usize) -> &str {
    let end = word
        .char_indices()
        .nth(characters)
        .map_or(word.len(), |(at, _)| at);
    &word[..end]
}

fn token(key: &[u8; 32], text: &str) -> Token {
    let mut token = [0; 16];
    token.copy_from_slice(&blake3::keyed_hash(key, text.as_bytes()).as_bytes()[..16]);
    token
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ClinicKey;

    fn list(word: &str) -> Vec<&str> {
        beginnings(word).collect()
    }

    #[test]
    fn beginnings_have_two_to_twelve_characters() {
        assert_eq!(list("lee"), ["le", "lee"]);
        assert_eq!(list("j"), ["j"]);
        assert_eq!(list("山田"), ["山", "山田"]);
        assert_eq!(list("abcdefghijklmnop").last(), Some(&"abcdefghijkl"));
        assert_eq!(list("жуков").first(), Some(&"жу"));
    }

    #[test]
    fn tokens_depend_on_the_key_and_the_purpose() {
        let keys = Keys::derive(&ClinicKey::from_bytes([1; 32]));
        let other = Keys::derive(&ClinicKey::from_bytes([2; 32]));
        assert_ne!(of_query(&keys, "lee"), of_query(&other, "lee"));
        assert_ne!(of_query(&keys, "101"), of_number(&keys, "101"));
        assert!(of_words(&keys, &["lee".into()]).contains(&of_query(&keys, "le")));
    }
}
