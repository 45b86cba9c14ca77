//! A sheet as other tools get it: the same words, as blocks of headings and lines.

use plinth_core::sheet::Sheet;
use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct Flow {
    pub(crate) language: String,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Vec<Line>>,
}

#[derive(Serialize)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) bold: bool,
}

impl Flow {
    /// The flow with a number of its own wherever `@@` stands.
    pub(crate) fn of_patient(&self, number: u32) -> Self {
        let number = number.to_string();
        let line = |line: &Line| Line {
            text: line.text.replace("@@", &number),
            bold: line.bold,
        };
        Self {
            language: self.language.clone(),
            title: self.title.clone(),
            blocks: self
                .blocks
                .iter()
                .map(|block| block.iter().map(line).collect())
                .collect(),
        }
    }

    pub(crate) fn of(sheet: &Sheet) -> Self {
        let mut blocks: Vec<(String, Vec<Line>)> = Vec::new();
        for text in sheet.texts() {
            let (block, part) = text.place.split_once(", ").unwrap_or((&text.place, ""));
            if blocks.last().is_none_or(|(last, _)| last != block) {
                blocks.push((block.to_string(), Vec::new()));
            }
            let bold = ["name", "lead", "heading", "word", "label"].contains(&part);
            if let Some((_, lines)) = blocks.last_mut()
                && !text.text.is_empty()
            {
                lines.push(Line {
                    text: text.text.to_string(),
                    bold,
                });
            }
        }
        let blocks = blocks.into_iter().map(|(_, lines)| lines);
        Self {
            language: sheet.language.clone(),
            title: sheet.issue.number.value.clone(),
            blocks: blocks.filter(|lines| !lines.is_empty()).collect(),
        }
    }
}
