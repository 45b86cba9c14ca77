//! Why a sheet is not printed.

/// Why a sheet is not printed. Names places of the sheet, never what a patient said or is called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintRefusal {
    /// The clinic has no emergency number.
    #[error("no emergency number is set: enter it in the clinic's settings, then print again")]
    NoEmergencyNumber,
    /// A sample bears a number that somebody could call.
    #[error("a sample bears no emergency number: print its word for one instead")]
    SampleNumber,
    /// A text that a sheet must have is empty.
    #[error("the sheet has no text for \"{place}\": complete it, then print again")]
    Missing {
        /// Where it belongs.
        place: String,
    },
    /// The first block is not the one that may save a life.
    #[error(
        "the first block of this sheet must be the {expected}: compose the sheet again with it"
    )]
    FirstBlock {
        /// What must come first.
        expected: &'static str,
    },
    /// The figure of an exercise is not at hand.
    #[error("the figure of exercise {number} is not in its pack: install the pack again")]
    NoFigure {
        /// Its number on the sheet.
        number: u8,
    },
    /// An exercise has no dose.
    #[error("exercise {number} has no dose: record one, or \"as shown today\"")]
    NoDose {
        /// Its number on the sheet.
        number: u8,
    },
    /// A character that the fonts cannot draw, or that could hide or reorder what is read.
    #[error("\"{place}\" has the character U+{:04X}, which cannot be printed: write the text without it", *character as u32)]
    Character {
        /// Where it stands.
        place: String,
        /// The character.
        character: char,
    },
    /// A block is higher than a page. Nothing is ever cut off to fit.
    #[error("\"{block}\" does not fit on a page: shorten its texts, or print on other paper")]
    TooLong {
        /// Which block.
        block: String,
    },
    /// The page count has no place for its numbers.
    #[error("the words for the page count need {{page}} and {{pages}}: mend them in the locale")]
    PageWords,
    /// A font that comes with the program could not be used.
    #[error("a font of this program is damaged: install the program again")]
    Font,
}
