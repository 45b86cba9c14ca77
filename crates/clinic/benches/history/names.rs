//! Names of people who do not exist, some of them far more common than others, as names are.

use fastrand::Rng;

const GIVEN: [&str; 40] = [
    "Alva", "Bero", "Cilla", "Dorin", "Elka", "Fenno", "Gesa", "Harl", "Imka", "Joren", "Kaja",
    "Lovis", "Mirle", "Nando", "Oona", "Pelle", "Quirin", "Runa", "Silvo", "Tjark", "Ulva",
    "Velda", "Wanko", "Xeni", "Yorick", "Zilla", "Arvo", "Brisa", "Corvin", "Della", "Ennis",
    "Frida", "Gorm", "Hilke", "Ilvy", "Jasko", "Kendra", "Liro", "Maite", "Nevan",
];

const BEGINNINGS: [&str; 60] = [
    "Abel", "Barn", "Birk", "Brom", "Cald", "Corn", "Dall", "Dorn", "Eber", "Elm", "Fair", "Falk",
    "Fern", "Finn", "Garn", "Glen", "Grim", "Hald", "Harz", "Hazel", "Holm", "Horn", "Inger",
    "Iver", "Jarn", "Jule", "Kald", "Kern", "Kirk", "Lang", "Lind", "Lorn", "Malm", "Marl", "Moor",
    "Nord", "Norn", "Oster", "Over", "Pell", "Penn", "Quill", "Ran", "Reed", "Ross", "Sand", "Sol",
    "Stern", "Tann", "Thorn", "Toll", "Ulm", "Under", "Val", "Vester", "Wald", "Wend", "West",
    "Yarn", "Zell",
];

const ENDINGS: [&str; 40] = [
    "acre", "bach", "beck", "berg", "bold", "brand", "bury", "by", "dahl", "den", "dorf", "feld",
    "ford", "gard", "grave", "ham", "haus", "heim", "hirst", "holt", "ing", "kamp", "land", "lund",
    "man", "mark", "mere", "mond", "ness", "quist", "rup", "sen", "skov", "son", "stad", "strom",
    "thal", "ton", "vik", "wick",
];

/// A given name and a family name. Of the 40 and 2400 that there are, the first are the most common: as with real names,
/// one given name in fifteen and one family name in five hundred.
pub(crate) fn name(rng: &mut Rng) -> (&'static str, String) {
    let family = early(rng, BEGINNINGS.len() * ENDINGS.len());
    // Neighbors in this order share neither beginning nor ending.
    let (beginning, ending) = (
        family % BEGINNINGS.len(),
        (family + family / BEGINNINGS.len()) % ENDINGS.len(),
    );
    (
        GIVEN[early(rng, GIVEN.len())],
        format!("{}{}", BEGINNINGS[beginning], ENDINGS[ending]),
    )
}

/// A place before `end`; early ones more often.
fn early(rng: &mut Rng, end: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "the place is below end"
    )]
    let place = (rng.f64() * rng.f64() * end as f64) as usize;
    place
}
