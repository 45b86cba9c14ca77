//! The draw list as PDF operations, and the fonts with the glyphs that it uses.

use crate::{
    PrintRefusal,
    draw::{Ink, Item, MM_PER_PT, Page, Path, Point, Role, Run, Step},
    fonts::{Glyph, Typeface},
    palette::{self, color},
    structure::Structure,
};
use printpdf as pdf;
use std::collections::{BTreeMap, BTreeSet};
use subsetter::{GlyphRemapper, subset};

/// What the writer makes of pages: a document to finish, and its structure.
pub(crate) struct Written {
    pub(crate) document: lopdf::Document,
    pub(crate) structure: Structure,
}

/// A face with the glyphs that one document uses.
struct Subset {
    id: pdf::FontId,
    remapper: GlyphRemapper,
    font: pdf::ParsedFont,
    /// The characters of each glyph, by its id in the whole face.
    texts: BTreeMap<u16, String>,
}

/// Writes the pages.
pub(crate) fn write(pages: &[Page], black_and_white: bool) -> Result<Written, PrintRefusal> {
    let mut document = pdf::PdfDocument::new("");
    let mut subsets = BTreeMap::new();
    for (typeface, texts) in used(pages) {
        let subset = subset_face(typeface, texts)?;
        document
            .resources
            .fonts
            .map
            .insert(subset.id.clone(), pdf::PdfFont::new(subset.font.clone()));
        subsets.insert(typeface, subset);
    }
    let mut structure = Structure::default();
    for (at, page) in pages.iter().enumerate() {
        let mut writer = PageWriter {
            height: page.height,
            black_and_white,
            subsets: &subsets,
            ops: Vec::new(),
            state: State::default(),
            marked: Marked::Nothing,
        };
        for item in &page.frame {
            if !matches!(item, Item::Open(_) | Item::Close) {
                writer.mark(Marked::Artifact, None);
                writer.item(item);
            }
        }
        structure.start_page(at);
        for item in &page.body {
            match item {
                Item::Open(role) => structure.open(role.clone()),
                Item::Close => structure.close(),
                Item::Path(_) if !structure.in_figure() => writer.mark(Marked::Artifact, None),
                Item::Path(_) | Item::Text(_) => {
                    let (content, begins) = structure.content();
                    writer.mark(Marked::Content(content), begins);
                }
            }
            writer.item(item);
        }
        writer.mark(Marked::Nothing, None);
        document.pages.push(pdf::PdfPage::new(
            pdf::Mm(page.width),
            pdf::Mm(page.height),
            writer.ops,
        ));
    }
    let options = pdf::PdfSaveOptions {
        subset_fonts: false,
        image_optimization: None,
        ..pdf::PdfSaveOptions::default()
    };
    let document = pdf::serialize::to_lopdf_doc(&document, &options, &mut Vec::new());
    Ok(Written {
        document,
        structure,
    })
}

/// The glyphs of each face with the characters that they stand for.
fn used(pages: &[Page]) -> BTreeMap<Typeface, BTreeMap<u16, String>> {
    let mut used: BTreeMap<Typeface, BTreeMap<u16, String>> = BTreeMap::new();
    for item in pages
        .iter()
        .flat_map(|page| page.frame.iter().chain(&page.body))
    {
        if let Item::Text(run) = item {
            let texts = used.entry(run.typeface()).or_default();
            for glyph in &run.glyphs {
                let text = texts.entry(glyph.id).or_default();
                if text.is_empty() {
                    text.clone_from(&glyph.text);
                }
            }
        }
    }
    used
}

fn subset_face(typeface: Typeface, texts: BTreeMap<u16, String>) -> Result<Subset, PrintRefusal> {
    let glyphs: Vec<u16> = texts.keys().copied().collect();
    let remapper = GlyphRemapper::new_from_glyphs_sorted(&glyphs);
    let bytes = subset(typeface.file(), 0, &remapper).map_err(|_| PrintRefusal::Font)?;
    let mut font =
        pdf::ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or(PrintRefusal::Font)?;
    font.font_name = Some(format!("{}+{}", subset_tag(&glyphs), typeface.name()));
    Ok(Subset {
        id: pdf::FontId(typeface.id().to_string()),
        remapper,
        font,
        texts,
    })
}

/// Six capitals that name a set of glyphs (ISO 32000-1, 9.6.4).
fn subset_tag(glyphs: &[u16]) -> String {
    let distinct: BTreeSet<u16> = glyphs.iter().copied().collect();
    let bytes: Vec<u8> = distinct
        .iter()
        .flat_map(|glyph| glyph.to_be_bytes())
        .collect();
    blake3::hash(&bytes).as_bytes()[..6]
        .iter()
        .map(|byte| char::from(b'A' + byte % 26))
        .collect()
}

/// What the present operations belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marked {
    Nothing,
    /// Nothing to read: rules, frames, footers.
    Artifact,
    /// A piece of content by its number on the page.
    Content(i64),
}

/// What was set last, so that it is not set again.
#[derive(Default)]
struct State {
    fill: Option<palette::Color>,
    stroke: Option<palette::Color>,
    thick: Option<f32>,
}

struct PageWriter<'w> {
    height: f32,
    black_and_white: bool,
    subsets: &'w BTreeMap<Typeface, Subset>,
    ops: Vec<pdf::Op>,
    state: State,
    marked: Marked,
}

/// Points with three decimals: finer than any printer, and short in the file.
fn points(mm: f32) -> f32 {
    (mm / MM_PER_PT * 1000.0).round() / 1000.0
}

impl PageWriter<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Path(path) => self.path(path),
            Item::Text(run) => self.text(run),
            Item::Open(_) | Item::Close => {}
        }
    }

    /// Moves on to other content, under a tag where it begins.
    fn mark(&mut self, to: Marked, tag: Option<Role>) {
        if self.marked == to {
            return;
        }
        if self.marked != Marked::Nothing {
            self.ops.push(pdf::Op::EndMarkedContent);
        }
        match to {
            Marked::Nothing => {}
            Marked::Artifact => self.ops.push(pdf::Op::BeginMarkedContent {
                tag: "Artifact".to_string(),
            }),
            Marked::Content(number) => {
                let map = BTreeMap::from([("MCID".to_string(), pdf::DictItem::Int(number))]);
                self.ops.push(pdf::Op::BeginMarkedContentWithProperties {
                    tag: tag.map_or("Span", |role| role.tag()).to_string(),
                    properties: pdf::DictItem::Dict { map },
                });
            }
        }
        self.marked = to;
    }

    fn place(&self, point: Point) -> pdf::Point {
        pdf::Point {
            x: pdf::Pt(points(point.0)),
            y: pdf::Pt(points(self.height - point.1)),
        }
    }

    fn color(&self, ink: Ink) -> (palette::Color, pdf::Color) {
        let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
        let color = color(ink, self.black_and_white);
        let written = match color {
            palette::Color::Rgb(red, green, blue) => {
                pdf::Color::Rgb(pdf::Rgb::new(part(red), part(green), part(blue), None))
            }
            palette::Color::Gray(gray) => {
                pdf::Color::Greyscale(pdf::Greyscale::new(part(gray), None))
            }
        };
        (color, written)
    }

    fn set_fill(&mut self, ink: Ink) {
        let (color, col) = self.color(ink);
        if self.state.fill != Some(color) {
            self.state.fill = Some(color);
            self.ops.push(pdf::Op::SetFillColor { col });
        }
    }

    fn set_stroke(&mut self, ink: Ink, thick: f32) {
        let (color, col) = self.color(ink);
        if self.state.stroke != Some(color) {
            self.state.stroke = Some(color);
            self.ops.push(pdf::Op::SetOutlineColor { col });
        }
        if self.state.thick != Some(thick) {
            self.state.thick = Some(thick);
            self.ops
                .push(pdf::Op::SetOutlineThickness { pt: pdf::Pt(thick) });
        }
    }

    fn path(&mut self, path: &Path) {
        if let Some(ink) = path.fill {
            self.set_fill(ink);
        }
        if let Some((ink, thick)) = path.stroke {
            self.set_stroke(ink, thick);
        }
        let mut line = Vec::new();
        let mut add = |point, bezier| line.push(pdf::LinePoint { p: point, bezier });
        for step in &path.steps {
            match *step {
                Step::Move(point) | Step::Line(point) => add(self.place(point), false),
                Step::Curve(first, second, end) => {
                    add(self.place(first), true);
                    add(self.place(second), true);
                    add(self.place(end), false);
                }
            }
        }
        if path.fill.is_none() {
            self.ops.push(pdf::Op::DrawLine {
                line: pdf::Line {
                    points: line,
                    is_closed: path.closed,
                },
            });
            return;
        }
        self.ops.push(pdf::Op::DrawPolygon {
            polygon: pdf::Polygon {
                rings: vec![pdf::PolygonRing { points: line }],
                mode: if path.stroke.is_some() {
                    pdf::PaintMode::FillStroke
                } else {
                    pdf::PaintMode::Fill
                },
                winding_order: pdf::WindingOrder::NonZero,
            },
        });
    }

    fn text(&mut self, run: &Run) {
        let Some(subset) = self.subsets.get(&run.typeface()) else {
            return;
        };
        self.set_fill(run.look.ink);
        self.ops.push(pdf::Op::StartTextSection);
        self.ops.push(pdf::Op::SetFont {
            font: pdf::PdfFontHandle::External(subset.id.clone()),
            size: pdf::Pt(run.look.size),
        });
        let mut pen = 0.0;
        let mut placed: Vec<(&Glyph, f32)> = Vec::with_capacity(run.glyphs.len());
        for glyph in &run.glyphs {
            placed.push((glyph, pen));
            pen += glyph.advance;
        }
        // Written in the order in which it is read, whatever its direction (ISO 32000-1, 14.8.2.3.3).
        if run.right_to_left {
            placed.reverse();
        }
        // Within one piece, glyphs stand off the baseline and off their place alike.
        let same = |a: &(&Glyph, f32), b: &(&Glyph, f32)| {
            a.0.up.total_cmp(&b.0.up).is_eq() && a.0.right.total_cmp(&b.0.right).is_eq()
        };
        for piece in placed.chunk_by(same) {
            self.show(run, subset, piece);
        }
        self.ops.push(pdf::Op::EndTextSection);
    }

    /// Shows glyphs that stand off their places alike; each with its place in thousandths of an em from where the run begins.
    fn show(&mut self, run: &Run, subset: &Subset, piece: &[(&Glyph, f32)]) {
        let Some((first, pen)) = piece.first() else {
            return;
        };
        let per_unit = run.look.size * MM_PER_PT / 1000.0;
        let (along, up) = ((pen + first.right) * per_unit, first.up * per_unit);
        let (cosine, sine) = run.turn;
        let start = self.place((
            run.at.0 + along * cosine - up * sine,
            run.at.1 - along * sine - up * cosine,
        ));
        self.ops.push(pdf::Op::SetTextMatrix {
            matrix: pdf::TextMatrix::Raw([cosine, sine, -sine, cosine, start.x.0, start.y.0]),
        });
        let nexts = piece.iter().skip(1).map(|(_, pen)| Some(*pen));
        let glyphs = piece
            .iter()
            .zip(nexts.chain([None]))
            .map(|((glyph, pen), next)| {
                let step = next.map_or(glyph.advance, |next| next - pen);
                subset.codepoint(glyph, step)
            })
            .collect();
        self.ops.push(pdf::Op::ShowText {
            items: vec![pdf::TextItem::GlyphIds(glyphs)],
        });
    }
}

impl Subset {
    /// A glyph, and how far it is to the next.
    fn codepoint(&self, glyph: &Glyph, step: f32) -> pdf::Codepoint {
        let id = self.remapper.get(glyph.id).unwrap_or(0);
        // What a viewer advances by, in the whole thousandths that the writer declares.
        let declared = self.font.get_glyph_width(id).map_or(0.0, |width| {
            (f32::from(width) * 1000.0 / f32::from(self.font.units_per_em)).trunc()
        });
        let text = self.texts.get(&glyph.id).cloned().unwrap_or_default();
        pdf::Codepoint::with_cid(id, declared - step, text)
    }
}
