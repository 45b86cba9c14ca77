//! The flow with krilla, which leaves breaking lines to its user: words by their advances, a line at a time.

use crate::flow::Flow;
use krilla::{
    Document,
    geom::{PathBuilder, Point, Rect},
    page::PageSettings,
    paint::Stroke,
    text::{Font, TextDirection},
};
use std::{error::Error, fs, path::Path};

const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 42.5;
const SIZE: f32 = 11.0;
const LEADING: f32 = 14.0;
const INSET: f32 = 5.7;

struct Face {
    font: Font,
    bytes: Vec<u8>,
}

pub(crate) struct Faces {
    regular: Face,
    bold: Face,
}

impl Faces {
    pub(crate) fn load(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let face = |name: &str| -> Result<Face, Box<dyn Error>> {
            let bytes = fs::read(folder.join(name))?;
            let font = Font::new(bytes.clone().into(), 0).ok_or("no font")?;
            Ok(Face { font, bytes })
        };
        Ok(Self {
            regular: face("AtkinsonHyperlegibleNext_400Regular.ttf")?,
            bold: face("AtkinsonHyperlegibleNext_700Bold.ttf")?,
        })
    }
}

fn broken(text: &str, face: &ttf_parser::Face<'_>, width: f32) -> Vec<String> {
    let scale = SIZE / f32::from(face.units_per_em());
    let advance = |c: char| {
        face.glyph_index(c)
            .and_then(|glyph| face.glyph_hor_advance(glyph))
            .map_or(0.0, |it| f32::from(it) * scale)
    };
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0.0);
    for word in text.split(' ') {
        let own: f32 = word.chars().map(advance).sum();
        if !line.is_empty() && used + advance(' ') + own > width {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if !line.is_empty() {
            line.push(' ');
            used += advance(' ');
        }
        line.push_str(word);
        used += own;
    }
    lines.push(line);
    lines
}

pub(crate) fn make(flow: &Flow, faces: &Faces) -> Result<Vec<u8>, Box<dyn Error>> {
    let regular = ttf_parser::Face::parse(&faces.regular.bytes, 0)?;
    let bold = ttf_parser::Face::parse(&faces.bold.bytes, 0)?;
    let width = PAGE.0 - 2.0 * (MARGIN + INSET);
    let blocks = flow.blocks.iter().map(|block| -> Vec<(String, bool)> {
        let lines = block.iter().flat_map(|line| {
            let face = if line.bold { &bold } else { &regular };
            broken(&line.text, face, width)
                .into_iter()
                .map(|text| (text, line.bold))
        });
        lines.collect()
    });
    let mut pages: Vec<Vec<Vec<(String, bool)>>> = vec![Vec::new()];
    let mut used = 0.0;
    for block in blocks {
        let height = block.len() as f32 * LEADING + 2.0 * INSET;
        if used + height > PAGE.1 - 2.0 * MARGIN && used > 0.0 {
            pages.push(Vec::new());
            used = 0.0;
        }
        used += height + INSET;
        pages.last_mut().ok_or("no page")?.push(block);
    }
    let mut document = Document::new();
    for blocks in pages {
        let mut page =
            document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("no page")?);
        let mut surface = page.surface();
        let mut top = MARGIN;
        for block in blocks {
            let height = block.len() as f32 * LEADING + 2.0 * INSET;
            let frame =
                Rect::from_xywh(MARGIN, top, PAGE.0 - 2.0 * MARGIN, height).ok_or("no frame")?;
            let mut path = PathBuilder::new();
            path.push_rect(frame);
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke::default()));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
            surface.set_stroke(None);
            surface.set_fill(Some(krilla::paint::Fill::default()));
            for (at, (text, is_bold)) in block.iter().enumerate() {
                let font = if *is_bold {
                    &faces.bold.font
                } else {
                    &faces.regular.font
                };
                let baseline = top + INSET + SIZE + at as f32 * LEADING;
                surface.draw_text(
                    Point::from_xy(MARGIN + INSET, baseline),
                    font.clone(),
                    SIZE,
                    text,
                    false,
                    TextDirection::Auto,
                );
            }
            top += height + INSET;
        }
        surface.finish();
        page.finish();
    }
    document
        .finish()
        .map_err(|error| format!("{error:?}").into())
}
