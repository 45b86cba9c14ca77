//! Folding of names, so that what is typed finds what is written.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The words of a name in the form in which they are compared, byte by byte: without case, marks and ligatures, split
/// at everything that is neither letter nor digit.
///
/// The vowel pairs `ae`, `oe` and `ue` fold like the letters that they stand for, so that Müller, Mueller and Muller are
/// one word, as are Jørgensen, Joergensen and Jorgensen. Folding a beginning of a word gives a beginning of the folded
/// word. Apostrophes join (O'Brien is `obrien`), hyphens part. Marks go in every script, vowel signs with them: two names
/// may fold to one, but a name is never missed for a mark.
pub fn fold(name: &str) -> Vec<String> {
    let plain: String = name
        .chars()
        .filter(|c| !is_apostrophe(*c))
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| {
            Plain(c)
                .letters()
                .map_or_else(|| c.to_string(), str::to_owned)
        })
        .collect();
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(join_vowels)
        .collect()
}

/// A lower-case letter that has no decomposition.
struct Plain(char);

impl Plain {
    /// The plain letters that it is searched by, where they differ.
    fn letters(&self) -> Option<&'static str> {
        Some(match self.0 {
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'ð' | 'đ' => "d",
            'þ' => "th",
            'ł' => "l",
            'ħ' => "h",
            'ŋ' => "n",
            'ŧ' => "t",
            'ı' => "i",
            'ə' => "a",
            'ς' => "σ",
            _ => return None,
        })
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2018}' | '\u{2019}' | '\u{02BB}' | '\u{02BC}' | '`' | '\u{00B4}'
    )
}

/// Drops each `e` that lengthens an `a`, `o` or `u` before it.
fn join_vowels(word: &str) -> String {
    let mut joined = String::with_capacity(word.len());
    let mut lengthens = false;
    for c in word.chars() {
        if lengthens && c == 'e' {
            continue;
        }
        lengthens = matches!(c, 'a' | 'o' | 'u');
        joined.push(c);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(spellings: &[&str]) {
        for spelling in spellings {
            assert_eq!(
                fold(spelling),
                fold(spellings[0]),
                "{spelling} and {}",
                spellings[0]
            );
        }
    }

    #[test]
    fn spellings_of_one_name_fold_to_one() {
        same(&[
            "Müller",
            "Mueller",
            "Muller",
            "MÜLLER",
            "Mu\u{308}ller",
            "ｍüller",
        ]);
        same(&["Jørgensen", "Joergensen", "Jorgensen", "Jörgensen"]);
        same(&["Groß", "Gross", "GROSS", "GROẞ"]);
        same(&["Æsa", "Aesa", "Asa", "Åsa"]);
        same(&["O'Brien", "O’Brien", "OBrien", "o´brien"]);
        same(&["Ağca Işık", "agca isik", "AĞCA IŞIK"]);
        same(&["Łukasz Żółć", "lukasz zolc"]);
        same(&["Şahin", "Sahin"]);
    }

    #[test]
    fn scripts_without_latin_letters_are_found_too() {
        same(&["Ёлкин", "елкин", "ЕЛКИН"]);
        same(&["Νίκος", "ΝΙΚΟΣ", "νικοσ"]);
        same(&["مُحَمَّد", "محمد"]);
        same(&["שָׁלוֹם", "שלום"]);
        same(&["ｶﾞﾗｽ", "ガラス", "カラス"]);
        assert_eq!(fold("山田 太郎"), ["山田", "太郎"]);
        assert_eq!(fold("राम").len(), 1);
        assert_eq!(fold("김민준").len(), 1);
    }

    #[test]
    fn words_part_at_hyphens_and_blanks() {
        assert_eq!(
            fold(" Anna-Lena  van den Berg, 2nd"),
            ["anna", "lena", "van", "den", "berg", "2nd"]
        );
        assert!(fold(" -- . ").is_empty());
        assert!(fold("").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_changes_nothing(name in "\\PC*|[aeouäöüßéøæ' -]*") {
            let once = fold(&name);
            assert_eq!(fold(&once.join(" ")), once);
        }

        #[test]
        fn a_beginning_folds_to_a_beginning(word in "[a-zäöüßéøæ]{1,14}", cut in 1..14_usize) {
            let beginning: String = word.chars().take(cut).collect();
            let (whole, beginning) = (fold(&word).concat(), fold(&beginning).concat());
            assert!(whole.starts_with(&beginning), "{beginning} in {whole}");
        }
    }
}
