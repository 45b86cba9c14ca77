//! The draw list as PDF operations, and the fonts with the glyphs that it uses.

use crate::{
    PrintRefusal,
    draw::{Ink, Item, MM_PER_PT, Page, Path, Point, Role, Run, Step},
    figure::Picture,
    fonts::{Fonts, Glyph, Typeface},
    palette::{self, color},
    structure::Structure,
    usual::{Cut, Glyphs},
};
use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf as pdf;
use std::{collections::BTreeMap, ops::Deref};

/// What the writer makes of pages: a document to finish, and its structure.
pub(crate) struct Written {
    pub(crate) document: Document,
    pub(crate) structure: Structure,
}

/// A face as a document has it: one of the usual ones, or cut for this document.
enum Face<'f> {
    Usual(&'f Cut),
    Own(Box<Cut>),
}

impl Deref for Face<'_> {
    type Target = Cut;

    fn deref(&self) -> &Cut {
        match self {
            Self::Usual(cut) => cut,
            Self::Own(cut) => cut,
        }
    }
}

/// Writes the pages of a sheet in a language.
pub(crate) fn write(
    pages: &[Page],
    black_and_white: bool,
    language: &str,
    fonts: &Fonts,
) -> Result<Written, PrintRefusal> {
    let mut document = pdf::PdfDocument::new("");
    let mut faces = BTreeMap::new();
    for (typeface, glyphs) in used(pages) {
        let face = match fonts.usual.cut(fonts, language, typeface, &glyphs) {
            Some(cut) => Face::Usual(cut),
            None => Face::Own(Box::new(Cut::new(typeface, glyphs)?)),
        };
        faces.insert(typeface, face);
    }
    let names = names(pages);
    let mut structure = Structure::default();
    for (at, page) in pages.iter().enumerate() {
        let mut writer = PageWriter {
            height: page.height,
            black_and_white,
            faces: &faces,
            names: &names,
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
                Item::Path(_) | Item::Picture(..) if !structure.in_figure() => {
                    writer.mark(Marked::Artifact, None);
                }
                Item::Path(_) | Item::Text(_) | Item::Picture(..) => {
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
    let mut document = pdf::serialize::to_lopdf_doc(&document, &options(), &mut Vec::new());
    let put = faces
        .iter()
        .map(|(face, cut)| (face.id(), cut.put(&mut document)));
    let put: Vec<(&str, ObjectId)> = put.collect();
    let listed = self::fonts(&mut document).ok_or(PrintRefusal::Font)?;
    for (name, font) in put {
        listed.set(name, font);
    }
    let forms: Dictionary = names
        .iter()
        .filter_map(|(name, picture)| {
            let form = picture.put(&mut document, black_and_white)?;
            Some((name.clone(), Object::Reference(form)))
        })
        .collect();
    if !forms.is_empty() {
        let pages: Vec<ObjectId> = document.page_iter().collect();
        for page in pages {
            resources(&mut document, page)
                .ok_or(PrintRefusal::Font)?
                .set("XObject", forms.clone());
        }
    }
    Ok(Written {
        document,
        structure,
    })
}

/// How printpdf writes: fonts as they are given, and no pictures.
pub(crate) fn options() -> pdf::PdfSaveOptions {
    pdf::PdfSaveOptions {
        subset_fonts: false,
        image_optimization: None,
        ..pdf::PdfSaveOptions::default()
    }
}

/// The fonts that the pages share, by name.
pub(crate) fn fonts(document: &mut Document) -> Option<&mut Dictionary> {
    let page = document.page_iter().next()?;
    let listed = |id, name: &[u8]| {
        let entry = document.get_dictionary(id).ok()?.get(name).ok()?;
        entry.as_reference().ok()
    };
    let fonts = listed(listed(page, b"Resources")?, b"Font")?;
    document.get_dictionary_mut(fonts).ok()
}

/// The glyphs of each face with the characters that they stand for.
fn used(pages: &[Page]) -> BTreeMap<Typeface, Glyphs> {
    let mut used: BTreeMap<Typeface, Glyphs> = BTreeMap::new();
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

/// The figures on the pages in the order in which they come, each once and with its name.
type Names = Vec<(String, Picture)>;

fn names(pages: &[Page]) -> Names {
    let mut names = Names::new();
    for item in pages.iter().flat_map(|page| &page.body) {
        if let Item::Picture(picture, _) = item
            && !names.iter().any(|(_, known)| known.same_drawing(picture))
        {
            names.push((format!("Figure{}", names.len() + 1), picture.clone()));
        }
    }
    names
}

/// The resources of a page.
fn resources(document: &mut Document, page: ObjectId) -> Option<&mut Dictionary> {
    let own = document.get_dictionary(page).ok()?.get(b"Resources").ok()?;
    if let Ok(shared) = own.as_reference() {
        return document.get_dictionary_mut(shared).ok();
    }
    let page = document.get_dictionary_mut(page).ok()?;
    page.get_mut(b"Resources").ok()?.as_dict_mut().ok()
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
    faces: &'w BTreeMap<Typeface, Face<'w>>,
    names: &'w [(String, Picture)],
    ops: Vec<pdf::Op>,
    state: State,
    marked: Marked,
}

/// Points with two decimals: finer than any printer, and short in the file.
fn points(mm: f32) -> f32 {
    (mm / MM_PER_PT * 100.0).round() / 100.0
}

impl PageWriter<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Path(path) => self.path(path),
            Item::Text(run) => self.text(run),
            Item::Picture(picture, at) => self.picture(picture, *at),
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

    fn picture(&mut self, picture: &Picture, at: Point) {
        let known = self
            .names
            .iter()
            .find(|(_, known)| known.same_drawing(picture));
        let Some((name, _)) = known else {
            return;
        };
        let foot = self.place((at.0, at.1 + picture.size.1));
        self.ops.push(pdf::Op::UseXobject {
            id: pdf::XObjectId(name.clone()),
            transform: pdf::XObjectTransform {
                translate_x: Some(foot.x),
                translate_y: Some(foot.y),
                scale_x: Some(picture.scale()),
                scale_y: Some(picture.scale()),
                no_auto_scale: true,
                ..pdf::XObjectTransform::default()
            },
        });
    }

    fn text(&mut self, run: &Run) {
        let Some(face) = self.faces.get(&run.typeface()) else {
            return;
        };
        self.set_fill(run.look.ink);
        self.ops.push(pdf::Op::StartTextSection);
        self.ops.push(pdf::Op::SetFont {
            font: pdf::PdfFontHandle::External(pdf::FontId(run.typeface().id().to_string())),
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
        let whole = placed.chunk_by(same).count() == 1;
        for piece in placed.chunk_by(same) {
            self.show(run, face, piece, whole);
        }
        self.ops.push(pdf::Op::EndTextSection);
    }

    /// Shows glyphs that stand off their places alike; each with its place in thousandths of an em from where the run begins.
    /// Whole where they are all of the run.
    fn show(&mut self, run: &Run, face: &Cut, piece: &[(&Glyph, f32)], whole: bool) {
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
        self.ops.push(if whole && run.turn == (1.0, 0.0) {
            pdf::Op::SetTextCursor { pos: start }
        } else {
            let matrix = [cosine, sine, -sine, cosine, start.x.0, start.y.0];
            pdf::Op::SetTextMatrix {
                matrix: pdf::TextMatrix::Raw(matrix),
            }
        });
        let nexts = piece.iter().skip(1).map(|(_, pen)| Some(*pen));
        let glyphs = piece
            .iter()
            .zip(nexts.chain([None]))
            .map(|((glyph, pen), next)| {
                let step = next.map_or(glyph.advance, |next| next - pen);
                let (id, declared) = face.glyph(glyph.id);
                pdf::Codepoint::with_cid(id, declared - step, String::new())
            })
            .collect();
        self.ops.push(pdf::Op::ShowText {
            items: vec![pdf::TextItem::GlyphIds(glyphs)],
        });
    }
}
