//! The faces that sheets are set in, and shaping.

use crate::PrintRefusal;
use harfrust::{
    Buffer, BufferFlags, Direction, Font, Script, ShapeOptions, ShapePlan, ShaperFont, shape,
};
use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

/// Weights of Atkinson Hyperlegible Next (Braille Institute, SIL Open Font License 1.1; see `fonts/`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    Regular,
    SemiBold,
    Bold,
}

impl Weight {
    /// The name that a PDF shows for the face.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Regular => "AtkinsonHyperlegibleNext-Regular",
            Self::SemiBold => "AtkinsonHyperlegibleNext-SemiBold",
            Self::Bold => "AtkinsonHyperlegibleNext-Bold",
        }
    }

    /// The unmodified file of the face.
    pub(crate) const fn file(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../fonts/AtkinsonHyperlegibleNext_400Regular.ttf"),
            Self::SemiBold => include_bytes!("../fonts/AtkinsonHyperlegibleNext_600SemiBold.ttf"),
            Self::Bold => include_bytes!("../fonts/AtkinsonHyperlegibleNext_700Bold.ttf"),
        }
    }
}

/// Height above the baseline, in em; the same in the three faces.
pub(crate) const ASCENT: f32 = 0.984;
/// Depth below the baseline, in em.
pub(crate) const DESCENT: f32 = 0.316;
/// Height of capitals and digits, in em.
pub(crate) const CAP_HEIGHT: f32 = 0.668;

/// The prepared faces. Load them once and share them: one sheet leaves nothing in them that another could see.
pub struct Fonts {
    faces: [Face; 3],
}

struct Face {
    font: Font,
    plan: ShapePlan,
}

/// What the faces are made for; text in another script has no glyphs and is refused.
const SCRIPT: Script = Script::LATIN;
const DIRECTION: Direction = Direction::LeftToRight;

impl Fonts {
    /// Prepares the faces that come with the program.
    pub fn load() -> Result<Self, PrintRefusal> {
        let face = |weight: Weight| {
            let font = Font::new(weight.file(), 0).ok_or(PrintRefusal::Font)?;
            let plan = ShapePlan::new(&font, DIRECTION, Some(SCRIPT), None, &[]);
            Ok::<_, PrintRefusal>(Face { font, plan })
        };
        Ok(Self {
            faces: [
                face(Weight::Regular)?,
                face(Weight::SemiBold)?,
                face(Weight::Bold)?,
            ],
        })
    }
}

/// One glyph of shaped text; distances in thousandths of an em.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) id: u16,
    pub(crate) advance: f32,
    pub(crate) right: f32,
    pub(crate) up: f32,
    /// The characters that it stands for; empty where an earlier glyph of the same cluster has them.
    pub(crate) text: String,
}

/// Shaped text of one weight.
#[derive(Debug, PartialEq)]
pub(crate) struct Shaped {
    pub(crate) glyphs: Vec<Glyph>,
    /// In thousandths of an em.
    pub(crate) width: f32,
}

/// A character without a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unprintable(pub(crate) char);

/// Shapes the texts of one sheet, each word once.
pub(crate) struct Shaper<'f> {
    faces: [(ShaperFont<'f, 'static>, &'f ShapePlan); 3],
    words: RefCell<[BTreeMap<String, Rc<Shaped>>; 3]>,
}

impl<'f> Shaper<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        Self {
            faces: fonts
                .faces
                .each_ref()
                .map(|face| (ShaperFont::new(&face.font), &face.plan)),
            words: RefCell::default(),
        }
    }

    /// Shapes a word or a few, set from left to right.
    pub(crate) fn shape(&self, text: &str, weight: Weight) -> Result<Rc<Shaped>, Unprintable> {
        let mut words = self.words.borrow_mut();
        let words = &mut words[weight as usize];
        if let Some(known) = words.get(text) {
            return Ok(Rc::clone(known));
        }
        let (face, plan) = &self.faces[weight as usize];
        let shaped = Rc::new(shape_afresh(face, plan, text)?);
        words.insert(text.to_string(), Rc::clone(&shaped));
        Ok(shaped)
    }
}

fn shape_afresh(
    face: &ShaperFont<'_, '_>,
    plan: &ShapePlan,
    text: &str,
) -> Result<Shaped, Unprintable> {
    let first = text.chars().next().unwrap_or(' ');
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(DIRECTION);
    buffer.set_script(Some(SCRIPT));
    buffer.set_flags(BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE);
    let options = ShapeOptions::new().plan(Some(plan));
    shape(face, &mut buffer, options).map_err(|_| Unprintable(first))?;
    let infos = buffer.glyph_infos();
    // Where the text of a glyph ends: at the next cluster.
    let starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
    let per_em = 1000.0 / f32::from(face.units_per_em());
    let mut glyphs = Vec::with_capacity(infos.len());
    let mut width = 0.0;
    for (at, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
        let start = starts[at];
        let repeated = at > 0 && starts[at - 1] == start;
        let end = starts[at..]
            .iter()
            .copied()
            .find(|&next| next > start)
            .unwrap_or(text.len());
        let own = text.get(start..end).unwrap_or_default();
        let id = u16::try_from(info.glyph_id).unwrap_or(0);
        if id == 0 {
            return Err(Unprintable(own.chars().next().unwrap_or(first)));
        }
        let advance = scaled(position.x_advance, per_em);
        width += advance;
        glyphs.push(Glyph {
            id,
            advance,
            right: scaled(position.x_offset, per_em),
            up: scaled(position.y_offset, per_em),
            text: if repeated {
                String::new()
            } else {
                own.replace('\u{a0}', " ")
            },
        });
    }
    Ok(Shaped { glyphs, width })
}

/// Font units as thousandths of an em. Fonts have at most 16384 units an em, which `f32` holds exactly.
#[allow(clippy::cast_precision_loss)]
fn scaled(units: i32, per_em: f32) -> f32 {
    units as f32 * per_em
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faces_have_the_metrics_that_the_layout_assumes() {
        let fonts = Fonts::load().unwrap();
        for Face { font: face, .. } in &fonts.faces {
            let metrics = face.metrics();
            let em = f64::from(face.units_per_em());
            let line = metrics.hhea_line.unwrap();
            for (found, assumed) in [
                (line.ascender.to_f64(), ASCENT),
                (-line.descender.to_f64(), DESCENT),
                (metrics.cap_height.unwrap().to_f64(), CAP_HEIGHT),
            ] {
                assert!((found / em - f64::from(assumed)).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn a_character_of_one_face_is_in_all() {
        let fonts = Fonts::load().unwrap();
        let [regular, others @ ..] = fonts.faces.each_ref().map(|face| face.font.charmap());
        for character in '\0'..='\u{ffff}' {
            let has = regular.map_unicode(character).is_some();
            for face in &others {
                assert_eq!(face.map_unicode(character).is_some(), has, "{character:?}");
            }
        }
    }

    #[test]
    fn a_glyph_knows_its_characters() {
        let fonts = Fonts::load().unwrap();
        let shaper = Shaper::new(&fonts);
        let range = shaper.shape("5–10 ą\u{a0}é", Weight::Bold).unwrap();
        let text: String = range.glyphs.iter().map(|g| g.text.as_str()).collect();
        assert_eq!(text, "5–10 ą é");
        assert_eq!(
            shaper.shape("a漢b", Weight::Regular),
            Err(Unprintable('漢'))
        );
    }
}
