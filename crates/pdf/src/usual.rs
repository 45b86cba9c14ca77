//! Faces with the letters that the sheets of a language usually need: cut out, described and compressed once for all sheets.
//! A sheet that needs others has its own cut, so that its bytes never depend on the sheets before it.

use crate::{
    PrintRefusal, finish,
    fonts::{Family, Fonts, Shaper, Typeface, WEIGHTS, Weight, primary},
    to_unicode, writer,
};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf as pdf;
use smol_str::SmolStr;
use std::{collections::BTreeMap, sync::OnceLock};
use subsetter::{GlyphRemapper, subset};
use write_fonts::{
    FontBuilder,
    read::{FontRef, types::Tag},
};

/// Letters, digits and signs of sheets in English, and of all that is written with Latin letters.
const LATIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;!?'’“”()-–—/%+×°½…&·*†\u{2009}";

/// What else a language needs usually, and the family that it is set in.
const LETTERS: [(&str, Family, &str); 5] = [
    ("en", Family::Atkinson, ""),
    ("de", Family::Atkinson, "äöüÄÖÜß„"),
    ("pl", Family::Atkinson, "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„"),
    (
        "el",
        Family::Plex,
        "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ",
    ),
    (
        "vi",
        Family::Plex,
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĐ",
    ),
];

/// Faces cut out for their languages, each when the first sheet asks for it.
#[derive(Default)]
pub(crate) struct Usual([[OnceLock<Option<Cut>>; WEIGHTS.len()]; LETTERS.len()]);

/// The glyphs of a face with the characters that each stands for.
pub(crate) type Glyphs = BTreeMap<u16, SmolStr>;

/// A face with some of its glyphs, as the objects of a document.
pub(crate) struct Cut {
    remapper: GlyphRemapper,
    glyphs: Glyphs,
    /// What a viewer advances by after each glyph of the cut, in the whole thousandths that the document declares.
    widths: Vec<f32>,
    /// With the numbers that they have among themselves.
    objects: BTreeMap<ObjectId, Object>,
    font: ObjectId,
}

impl Usual {
    /// The cut of a face for a language, where it has all of these glyphs and each means the same.
    pub(crate) fn cut(
        &self,
        fonts: &Fonts,
        language: &str,
        typeface: Typeface,
        needed: &Glyphs,
    ) -> Option<&Cut> {
        let mut known = LETTERS.iter().zip(&self.0);
        let ((.., letters), cuts) = known.find(|((known, family, _), _)| {
            *known == primary(language) && *family == typeface.family
        })?;
        let cut = cuts[typeface.weight as usize].get_or_init(|| {
            let glyphs = usual_glyphs(fonts, language, typeface.weight, letters)?;
            Cut::new(typeface, glyphs).ok()
        });
        let cut = cut.as_ref()?;
        let has = |(glyph, text): (&u16, &SmolStr)| cut.glyphs.get(glyph) == Some(text);
        needed.iter().all(has).then_some(cut)
    }
}

fn usual_glyphs(fonts: &Fonts, language: &str, weight: Weight, letters: &str) -> Option<Glyphs> {
    let shaper = Shaper::new(fonts, language);
    let mut glyphs = Glyphs::new();
    for letter in LATIN.chars().chain(letters.chars()) {
        for stretch in shaper
            .shape(letter.encode_utf8(&mut [0; 4]), weight, false)
            .ok()?
            .iter()
        {
            glyphs.extend(
                stretch
                    .glyphs
                    .iter()
                    .map(|glyph| (glyph.id, glyph.text.clone())),
            );
        }
    }
    Some(glyphs)
}

impl Cut {
    /// Cuts glyphs out of a face.
    pub(crate) fn new(typeface: Typeface, glyphs: Glyphs) -> Result<Self, PrintRefusal> {
        let ids: Vec<u16> = glyphs.keys().copied().collect();
        let remapper = GlyphRemapper::new_from_glyphs_sorted(&ids);
        let bytes = subset(typeface.file(), 0, &remapper).map_err(|_| PrintRefusal::Font)?;
        let bytes = nameless(&bytes).ok_or(PrintRefusal::Font)?;
        let mut font =
            pdf::ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or(PrintRefusal::Font)?;
        font.font_name = Some(format!("{}+{}", tag(&ids), typeface.name()));
        let width = |id| {
            let width = font.get_glyph_width(id).map_or(0.0, f32::from);
            (width * 1000.0 / f32::from(font.units_per_em)).trunc()
        };
        let widths = (0..remapper.num_gids()).map(width).collect();
        let shown = |(id, text): (&u16, &SmolStr)| Some((remapper.get(*id)?, text.clone()));
        let (objects, font) = described(font, &glyphs.iter().filter_map(shown).collect())?;
        Ok(Self {
            remapper,
            glyphs,
            widths,
            objects,
            font,
        })
    }

    /// How the document names a glyph of the face, and what a viewer advances by after it, in thousandths of an em.
    pub(crate) fn glyph(&self, id: u16) -> (u16, f32) {
        let id = self.remapper.get(id).unwrap_or(0);
        (id, self.widths.get(usize::from(id)).copied().unwrap_or(0.0))
    }

    /// Puts the face into a document, and gives what to call it by.
    pub(crate) fn put(&self, document: &mut Document) -> ObjectId {
        let by = document.max_id;
        for ((id, generation), object) in &self.objects {
            let mut object = object.clone();
            renumber(&mut object, by);
            document.objects.insert((id + by, *generation), object);
            document.max_id = document.max_id.max(id + by);
        }
        (self.font.0 + by, self.font.1)
    }
}

/// A font without the tables that a document has no use for: its names and licence, and those of its glyphs, which a document
/// tells by number (ISO 32000-1, 9.9).
fn nameless(font: &[u8]) -> Option<Vec<u8>> {
    let font = FontRef::new(font).ok()?;
    let mut kept = FontBuilder::new();
    for table in font.table_directory().table_records() {
        let tag = table.tag();
        if ![Tag::new(b"name"), Tag::new(b"post")].contains(&tag) {
            kept.add_raw(tag, font.table_data(tag)?.as_bytes());
        }
    }
    Some(kept.build())
}

/// Adds to the number of every object that is referred to.
fn renumber(object: &mut Object, by: u32) {
    let dictionary = match object {
        Object::Reference((id, _)) => {
            *id += by;
            return;
        }
        Object::Array(objects) => {
            for object in objects {
                renumber(object, by);
            }
            return;
        }
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        _ => return,
    };
    for (_, object) in dictionary.iter_mut() {
        renumber(object, by);
    }
}

/// What printpdf writes for a font of which these glyphs are shown: its objects, compressed and numbered from 1, and which of
/// them is the font.
fn described(
    font: pdf::ParsedFont,
    shown: &Glyphs,
) -> Result<(BTreeMap<ObjectId, Object>, ObjectId), PrintRefusal> {
    const NAME: &str = "F";
    let id = pdf::FontId(NAME.to_string());
    let glyphs = shown
        .iter()
        .map(|(id, text)| pdf::Codepoint::with_cid(*id, 0.0, text.to_string()));
    let mut document = pdf::PdfDocument::new("");
    let fonts = &mut document.resources.fonts.map;
    fonts.insert(id.clone(), pdf::PdfFont::new(font));
    let ops = vec![
        pdf::Op::StartTextSection,
        pdf::Op::SetFont {
            font: pdf::PdfFontHandle::External(id),
            size: pdf::Pt(1.0),
        },
        pdf::Op::ShowText {
            items: vec![pdf::TextItem::GlyphIds(glyphs.collect())],
        },
        pdf::Op::EndTextSection,
    ];
    let page = pdf::PdfPage::new(pdf::Mm(1.0), pdf::Mm(1.0), ops);
    document.pages.push(page);
    let mut document = pdf::serialize::to_lopdf_doc(&document, &writer::options(), &mut Vec::new());
    let written = writer::fonts(&mut document).and_then(|fonts| fonts.get(NAME.as_bytes()).ok());
    let font = written.cloned().ok_or(PrintRefusal::Font)?;
    // All but the font goes.
    document.trailer = dictionary! { "Root" => font.clone() };
    let meant = document.get_dictionary(font.as_reference().map_err(|_| PrintRefusal::Font)?);
    let meant = meant.and_then(|font| font.get(b"ToUnicode")?.as_reference());
    let meant = meant.map_err(|_| PrintRefusal::Font)?;
    let map = Stream::new(Dictionary::new(), to_unicode::map(shown));
    document.objects.insert(meant, map.into());
    document.prune_objects();
    document.renumber_objects();
    finish::compress(&mut document);
    let font = document.trailer.get(b"Root").and_then(Object::as_reference);
    Ok((document.objects, font.map_err(|_| PrintRefusal::Font)?))
}

/// Six capitals that name a set of glyphs (ISO 32000-1, 9.6.4).
fn tag(glyphs: &[u16]) -> String {
    let bytes: Vec<u8> = glyphs.iter().flat_map(|id| id.to_be_bytes()).collect();
    let hash = blake3::hash(&bytes);
    let letters = hash.as_bytes()[..6].iter();
    letters.map(|byte| char::from(b'A' + byte % 26)).collect()
}
