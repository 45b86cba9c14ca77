//! Words that a patient reads or hears.

use super::Source;
use crate::raw::At;

/// Most words of a sentence for patients.
const LONGEST_SENTENCE: usize = 15;
/// Digits in a row that could be a telephone number.
const NUMBER_TO_CALL: usize = 3;

impl Source<'_> {
    /// Words for the patient: short sentences.
    pub(super) fn patient_words(&mut self, written: &At<String>) -> String {
        let words = self.words(written);
        let longest = words
            .split(['.', '!', '?', ':', ';', '\n'])
            .map(|sentence| sentence.split_whitespace().count())
            .max()
            .unwrap_or(0);
        if longest > LONGEST_SENTENCE {
            self.warning(
                "long-sentence",
                &written.span,
                format!("a sentence for the patient has {longest} words"),
                "split it; up to 15 words are read well",
            );
        }
        words
    }

    pub(super) fn all_patient_words(&mut self, list: &[At<String>]) -> Vec<String> {
        list.iter()
            .map(|written| self.patient_words(written))
            .collect()
    }

    /// Words of the sheet. Numbers to call are the clinic's own and stand in its settings.
    pub(super) fn sheet_words(&mut self, written: &At<String>) -> String {
        let in_a_row = written
            .is
            .split(|c: char| !c.is_numeric())
            .map(|digits| digits.chars().count())
            .max()
            .unwrap_or(0);
        if in_a_row >= NUMBER_TO_CALL {
            self.error(
                "number-to-call",
                &written.span,
                format!("this text has {in_a_row} digits in a row, like a number to call"),
                "leave it out: the clinic's own settings give the numbers",
            );
        }
        self.patient_words(written)
    }

    pub(super) fn all_sheet_words(&mut self, list: &[At<String>]) -> Vec<String> {
        list.iter()
            .map(|written| self.sheet_words(written))
            .collect()
    }
}
