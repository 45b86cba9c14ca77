//! The faces that sheets are set in, and shaping.

use crate::{PrintRefusal, text::Line, usual::Usual};
use harfrust::{
    Buffer, BufferFlags, ClusterLevel, Direction, Font, Script, ShapeOptions, ShapePlan,
    ShaperFont, font::charmap::Charmap, shape,
};
use smol_str::SmolStr;
use std::{
    cell::{OnceCell, RefCell},
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

/// Weights that every family has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Families of faces; see `fonts/` for their makers and licences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    /// Atkinson Hyperlegible Next: Latin.
    Atkinson,
    /// IBM Plex Sans: Greek, Cyrillic, and Latin with the letters of Vietnamese.
    Plex,
    /// IBM Plex Sans Arabic.
    Arabic,
}

const FAMILIES: [Family; 3] = [Family::Atkinson, Family::Plex, Family::Arabic];
pub(crate) const WEIGHTS: [Weight; 2] = [Weight::Regular, Weight::Bold];

/// A family in a weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Typeface {
    pub(crate) family: Family,
    pub(crate) weight: Weight,
}

impl Typeface {
    /// The name that a PDF shows for the face.
    pub(crate) const fn name(self) -> &'static str {
        match (self.family, self.weight) {
            (Family::Atkinson, Weight::Regular) => "AtkinsonHyperlegibleNext-Regular",
            (Family::Atkinson, Weight::Bold) => "AtkinsonHyperlegibleNext-Bold",
            (Family::Plex, Weight::Regular) => "IBMPlexSans",
            (Family::Plex, Weight::Bold) => "IBMPlexSans-Bold",
            (Family::Arabic, Weight::Regular) => "IBMPlexSansArabic",
            (Family::Arabic, Weight::Bold) => "IBMPlexSansArabic-Bold",
        }
    }

    /// What a document calls it.
    pub(crate) const fn id(self) -> &'static str {
        match (self.family, self.weight) {
            (Family::Atkinson, Weight::Regular) => "FR",
            (Family::Atkinson, Weight::Bold) => "FB",
            (Family::Plex, Weight::Regular) => "PR",
            (Family::Plex, Weight::Bold) => "PB",
            (Family::Arabic, Weight::Regular) => "AR",
            (Family::Arabic, Weight::Bold) => "AB",
        }
    }

    /// The unmodified file of the face.
    pub(crate) const fn file(self) -> &'static [u8] {
        match (self.family, self.weight) {
            (Family::Atkinson, Weight::Regular) => {
                include_bytes!("../fonts/AtkinsonHyperlegibleNext_400Regular.ttf")
            }
            (Family::Atkinson, Weight::Bold) => {
                include_bytes!("../fonts/AtkinsonHyperlegibleNext_700Bold.ttf")
            }
            (Family::Plex, Weight::Regular) => {
                include_bytes!("../fonts/IBMPlexSans_400Regular.ttf")
            }
            (Family::Plex, Weight::Bold) => include_bytes!("../fonts/IBMPlexSans_700Bold.ttf"),
            (Family::Arabic, Weight::Regular) => {
                include_bytes!("../fonts/IBMPlexSansArabic_400Regular.ttf")
            }
            (Family::Arabic, Weight::Bold) => {
                include_bytes!("../fonts/IBMPlexSansArabic_700Bold.ttf")
            }
        }
    }
}

/// The part of a language tag that names the language.
pub(crate) fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or_default()
}

/// Whether a language is written from right to left in the scripts that the faces have.
pub(crate) fn right_to_left(language: &str) -> bool {
    matches!(primary(language), "ar" | "ckb" | "fa" | "ps" | "ur")
}

/// The families in the order in which a language asks for them: one for all of its words where that can be.
fn families(language: &str) -> [Family; 3] {
    match primary(language) {
        "el" | "vi" | "bg" | "mk" | "ru" | "sr" | "uk" => {
            [Family::Plex, Family::Atkinson, Family::Arabic]
        }
        _ if right_to_left(language) => [Family::Arabic, Family::Plex, Family::Atkinson],
        _ => FAMILIES,
    }
}

/// Height above the baseline, in em; the same in the three faces of Atkinson, which the lines are measured by.
pub(crate) const ASCENT: f32 = 0.984;
/// Depth below the baseline, in em.
pub(crate) const DESCENT: f32 = 0.316;
/// Height of capitals and digits, in em.
pub(crate) const CAP_HEIGHT: f32 = 0.668;

/// The prepared faces. Load them once and share them: one sheet leaves nothing in them that another could see.
pub struct Fonts {
    faces: [[Face; 2]; 3],
    /// Which characters of ASCII each family has, a bit each.
    ascii: [u128; 3],
    pub(crate) usual: Usual,
}

struct Face {
    font: Font,
    /// For the scripts and directions that its family is made for.
    plans: Vec<(Script, Direction, ShapePlan)>,
}

impl Fonts {
    /// Prepares the faces that come with the program.
    pub fn load() -> Result<Self, PrintRefusal> {
        let face = |family, weight| {
            let typeface = Typeface { family, weight };
            let font = Font::new(typeface.file(), 0).ok_or(PrintRefusal::Font)?;
            let scripts: &[(Script, Direction)] = match family {
                Family::Atkinson => &[(Script::LATIN, Direction::LeftToRight)],
                Family::Plex => &[
                    (Script::LATIN, Direction::LeftToRight),
                    (Script::GREEK, Direction::LeftToRight),
                    (Script::CYRILLIC, Direction::LeftToRight),
                ],
                Family::Arabic => &[
                    (Script::ARABIC, Direction::RightToLeft),
                    (Script::LATIN, Direction::LeftToRight),
                ],
            };
            let plan = |&(script, direction): &(Script, Direction)| {
                let plan = ShapePlan::new(&font, direction, Some(script), None, &[]);
                (script, direction, plan)
            };
            let plans = scripts.iter().map(plan).collect();
            Ok::<_, PrintRefusal>(Face { font, plans })
        };
        let family = |family| {
            let [regular, bold] = WEIGHTS;
            Ok::<_, PrintRefusal>([face(family, regular)?, face(family, bold)?])
        };
        let [latin, wide, arabic] = FAMILIES;
        let faces = [family(latin)?, family(wide)?, family(arabic)?];
        let ascii = faces.each_ref().map(|[face, ..]: &[Face; 2]| {
            let characters = face.font.charmap();
            let has = |code: &u8| characters.map_unicode(u32::from(*code)).is_some();
            (0..128).filter(has).fold(0, |bits, code| bits | 1 << code)
        });
        Ok(Self {
            faces,
            ascii,
            usual: Usual::default(),
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
    pub(crate) text: SmolStr,
}

/// Shaped text in one face and direction, its glyphs from left to right.
#[derive(Debug, PartialEq)]
pub(crate) struct Shaped {
    pub(crate) family: Family,
    pub(crate) right_to_left: bool,
    pub(crate) glyphs: Vec<Glyph>,
    /// In thousandths of an em.
    pub(crate) width: f32,
}

/// A character without a glyph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unprintable(pub(crate) char);

/// Text as stretches of one family each.
pub(crate) type ShapedWord = Rc<[Rc<Shaped>]>;

/// Words that were shaped, in one weight and direction.
type Known = HashMap<String, ShapedWord>;

/// The lines of paragraphs, by what they follow from.
type Paragraphs = HashMap<Box<[u8]>, Rc<[Line]>>;

/// Most words that are kept from sheet to sheet: many times those of a language's sheets, and a few megabytes.
const KEPT_WORDS: usize = 20_000;

/// Most paragraphs that are kept, likewise: some hundreds to a sheet.
const KEPT_PARAGRAPHS: usize = 10_000;

/// Shapes the texts of sheets in one language, each word once.
pub(crate) struct Shaper<'f> {
    fonts: &'f Fonts,
    families: [Family; 3],
    /// The characters of each family: one weight stands for all.
    characters: [Charmap<'f>; 3],
    /// Made when the first word asks for them.
    shapers: [[OnceCell<ShaperFont<'f, 'static>>; 2]; 3],
    words: RefCell<[[Known; 2]; WEIGHTS.len()]>,
    paragraphs: RefCell<Paragraphs>,
}

impl<'f> Shaper<'f> {
    /// For sheets in a language.
    pub(crate) fn new(fonts: &'f Fonts, language: &str) -> Self {
        Self {
            fonts,
            families: families(language),
            characters: fonts.faces.each_ref().map(|[face, ..]| face.font.charmap()),
            shapers: Default::default(),
            words: RefCell::default(),
            paragraphs: RefCell::default(),
        }
    }

    /// Forgets the words where they have become many, so that a long batch takes no more memory than a short one.
    pub(crate) fn forget_where_many(&mut self) {
        for known in self.words.get_mut().as_flattened_mut() {
            if known.len() > KEPT_WORDS {
                known.clear();
            }
        }
        if self.paragraphs.get_mut().len() > KEPT_PARAGRAPHS {
            self.paragraphs.get_mut().clear();
        }
    }

    /// The lines of a paragraph: those of an equal one, or those that `broken` makes.
    pub(crate) fn paragraph(
        &self,
        key: Box<[u8]>,
        broken: impl FnOnce() -> Result<Rc<[Line]>, PrintRefusal>,
    ) -> Result<Rc<[Line]>, PrintRefusal> {
        if let Some(known) = self.paragraphs.borrow().get(&key) {
            return Ok(Rc::clone(known));
        }
        let lines = broken()?;
        self.paragraphs.borrow_mut().insert(key, Rc::clone(&lines));
        Ok(lines)
    }

    fn has(&self, family: Family, character: char) -> bool {
        let ascii = self.fonts.ascii[family as usize];
        match u32::from(character) {
            code @ 0..128 => ascii >> code & 1 == 1,
            _ => self.characters[family as usize]
                .map_unicode(character)
                .is_some(),
        }
    }

    /// The first family that has a character.
    pub(crate) fn family_of(&self, character: char) -> Result<Family, Unprintable> {
        let mut families = self.families.into_iter();
        let found = families.find(|family| self.has(*family, character));
        found.ok_or(Unprintable(character))
    }

    /// Divides text where its family changes: nowhere, where one family has all of it.
    fn divide<'t>(&self, text: &'t str) -> Result<Vec<(Family, &'t str)>, Unprintable> {
        for family in self.families {
            if text.chars().all(|character| self.has(family, character)) {
                return Ok(vec![(family, text)]);
            }
        }
        let mut parts: Vec<(Family, usize)> = Vec::new();
        for (at, character) in text.char_indices() {
            let family = self.family_of(character)?;
            if parts.last().is_none_or(|(last, _)| *last != family) {
                parts.push((family, at));
            }
        }
        let ends = parts.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
        let divided = parts.iter().zip(ends);
        Ok(divided
            .map(|(&(family, from), to)| (family, &text[from..to]))
            .collect())
    }

    /// Shapes a word or a few in one direction.
    pub(crate) fn shape(
        &self,
        text: &str,
        weight: Weight,
        right_to_left: bool,
    ) -> Result<ShapedWord, Unprintable> {
        let mut words = self.words.borrow_mut();
        let words = &mut words[weight as usize][usize::from(right_to_left)];
        if let Some(known) = words.get(text) {
            return Ok(Rc::clone(known));
        }
        let stretches = self.divide(text)?.into_iter().map(|(family, text)| {
            let face = &self.fonts.faces[family as usize][weight as usize];
            let font = self.shapers[family as usize][weight as usize]
                .get_or_init(|| ShaperFont::new(&face.font));
            shape_afresh((font, &face.plans), text, family, right_to_left).map(Rc::new)
        });
        let shaped: ShapedWord = stretches.collect::<Result<_, _>>()?;
        words.insert(text.to_string(), Rc::clone(&shaped));
        Ok(shaped)
    }
}

/// The script of the first character that has one.
fn script_of(text: &str, right_to_left: bool) -> Script {
    let script = text.chars().find_map(|character| match character {
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Script::GREEK),
        '\u{400}'..='\u{52f}' => Some(Script::CYRILLIC),
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => {
            Some(Script::ARABIC)
        }
        letter if letter.is_alphabetic() => Some(Script::LATIN),
        _ => None,
    });
    script.unwrap_or(if right_to_left {
        Script::ARABIC
    } else {
        Script::LATIN
    })
}

fn shape_afresh(
    (font, plans): (&ShaperFont<'_, '_>, &[(Script, Direction, ShapePlan)]),
    text: &str,
    family: Family,
    right_to_left: bool,
) -> Result<Shaped, Unprintable> {
    let first = text.chars().next().unwrap_or(' ');
    let script = script_of(text, right_to_left);
    let direction = if right_to_left {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    };
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(direction);
    buffer.set_script(Some(script));
    buffer.set_flags(BufferFlags::DO_NOT_INSERT_DOTTED_CIRCLE);
    // Marks keep the characters that are theirs, so that a glyph means the same wherever it stands.
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    let prepared = plans
        .iter()
        .find(|plan| (plan.0, plan.1) == (script, direction));
    let options = ShapeOptions::new().plan(prepared.map(|plan| &plan.2));
    shape(font, &mut buffer, options).map_err(|_| Unprintable(first))?;
    let infos = buffer.glyph_infos();
    // Where the text of a glyph ends: at the next cluster, whatever the direction.
    let starts: BTreeSet<usize> = infos.iter().map(|info| info.cluster as usize).collect();
    let per_em = 1000.0 / f32::from(font.units_per_em());
    let mut glyphs = Vec::with_capacity(infos.len());
    let mut width = 0.0;
    let mut before = None;
    for (info, position) in infos.iter().zip(buffer.glyph_positions()) {
        let start = info.cluster as usize;
        let repeated = before.replace(start) == Some(start);
        let end = starts.range(start + 1..).next().copied();
        let own = text
            .get(start..end.unwrap_or(text.len()))
            .unwrap_or_default();
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
                SmolStr::default()
            } else {
                own.chars().map(|it| seen(it, right_to_left)).collect()
            },
        });
    }
    Ok(Shaped {
        family,
        right_to_left,
        glyphs,
        width,
    })
}

/// The character that a glyph looks like: brackets are mirrored from right to left, and a space is a space.
fn seen(character: char, right_to_left: bool) -> char {
    match (character, right_to_left) {
        ('\u{a0}', _) => ' ',
        ('(', true) => ')',
        (')', true) => '(',
        ('[', true) => ']',
        (']', true) => '[',
        ('«', true) => '»',
        ('»', true) => '«',
        (other, _) => other,
    }
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
        for Face { font: face, .. } in &fonts.faces[Family::Atkinson as usize] {
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
    fn a_character_of_one_weight_is_in_all() {
        let fonts = Fonts::load().unwrap();
        for family in &fonts.faces {
            let [regular, others @ ..] = family.each_ref().map(|face| face.font.charmap());
            for character in '\0'..='\u{ffff}' {
                let has = regular.map_unicode(character).is_some();
                for face in &others {
                    assert_eq!(face.map_unicode(character).is_some(), has, "{character:?}");
                }
            }
        }
    }

    #[test]
    fn a_glyph_knows_its_characters() {
        let fonts = Fonts::load().unwrap();
        let shaper = Shaper::new(&fonts, "en");
        let range = shaper.shape("5–10 ą\u{a0}é", Weight::Bold, false).unwrap();
        let glyphs = range.iter().flat_map(|stretch| &stretch.glyphs);
        let text: String = glyphs.map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(text, "5–10 ą é");
        assert_eq!(
            shaper.shape("a漢b", Weight::Bold, false),
            Err(Unprintable('漢'))
        );
    }

    #[test]
    fn a_language_is_set_in_one_family_and_names_of_others_in_theirs() {
        let fonts = Fonts::load().unwrap();
        let families = |language, text| -> Vec<Family> {
            let shaper = Shaper::new(&fonts, language);
            let word = shaper.shape(text, Weight::Regular, false).unwrap();
            word.iter().map(|stretch| stretch.family).collect()
        };
        assert_eq!(families("en-GB", "leg"), [Family::Atkinson]);
        assert_eq!(families("en-GB", "Nguyễn"), [Family::Plex]);
        assert_eq!(families("vi", "leg"), [Family::Plex]);
        assert_eq!(families("ar", "5–10 ألم"), [Family::Arabic]);
        assert_eq!(families("en", "ألم"), [Family::Arabic]);
    }

    #[test]
    fn arabic_is_joined_and_every_glyph_knows_its_letter() {
        let fonts = Fonts::load().unwrap();
        let shaper = Shaper::new(&fonts, "ar");
        let word = shaper.shape("بيت", Weight::Regular, true).unwrap();
        // From left to right on paper: the last letter first.
        let seen = word[0].glyphs.iter().map(|it| it.text.as_str());
        assert!(seen.eq(["ت", "ي", "ب"]));
        let alone = shaper.shape("ب", Weight::Regular, true).unwrap();
        assert_ne!(
            word[0].glyphs[2].id, alone[0].glyphs[0].id,
            "its form follows its place"
        );
    }
}
