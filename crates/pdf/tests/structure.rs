//! What a reader hears who does not see the paper: parts, their order, and the way to them.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod common;

use common::{
    letters, print,
    random::{self, LANGUAGES, Plan},
    read_out, sheets, variants,
};
use lopdf::{Dictionary, Document, Object, ObjectId, content::Content, decode_text_string};
use plinth_core::sheet::{Block, PrintOptions, Sheet, SheetKind};
use plinth_pdf::{Figures, Fonts, Pdf, render};
use std::collections::BTreeMap;

/// A part of the document.
struct Part {
    tag: String,
    kids: Vec<Part>,
    /// Page and number of its own content, in the order of its kids.
    content: Vec<(ObjectId, i64)>,
    scope: Option<String>,
    /// How many columns of a table it stands in.
    columns: i64,
    alternative: Option<String>,
}

impl Part {
    fn walk<'p>(&'p self, found: &mut Vec<&'p Part>) {
        found.push(self);
        self.kids.iter().for_each(|kid| kid.walk(found));
    }

    fn has_content(&self) -> bool {
        !self.content.is_empty() || self.kids.iter().any(Part::has_content)
    }
}

fn name(dictionary: &Dictionary, key: &[u8]) -> Option<String> {
    let name = dictionary.get(key).ok()?.as_name().ok()?;
    Some(String::from_utf8(name.to_vec()).unwrap())
}

/// Reads a part and, in reading order, every piece of content under it.
fn read(document: &Document, id: ObjectId, order: &mut Vec<(ObjectId, i64)>) -> Part {
    let part = document.get_dictionary(id).unwrap();
    let (mut kids, mut content) = (Vec::new(), Vec::new());
    let held = match part.get(b"K") {
        Ok(Object::Array(kids)) => kids.as_slice(),
        Ok(kid) => std::slice::from_ref(kid),
        Err(_) => &[],
    };
    for kid in held {
        match kid {
            Object::Integer(number) => {
                let page = part.get(b"Pg").unwrap().as_reference().unwrap();
                content.push((page, *number));
                order.push((page, *number));
            }
            Object::Reference(kid) => {
                let parent = document.get_dictionary(*kid).unwrap().get(b"P").unwrap();
                assert_eq!(parent.as_reference().unwrap(), id);
                kids.push(read(document, *kid, order));
            }
            piece => {
                let piece = piece.as_dict().unwrap();
                let page = piece.get(b"Pg").unwrap().as_reference().unwrap();
                let number = piece.get(b"MCID").unwrap().as_i64().unwrap();
                content.push((page, number));
                order.push((page, number));
            }
        }
    }
    let attributes = part.get(b"A").ok().map(|it| it.as_dict().unwrap());
    Part {
        tag: name(part, b"S").unwrap(),
        kids,
        content,
        scope: attributes.and_then(|attributes| name(attributes, b"Scope")),
        columns: attributes
            .and_then(|attributes| attributes.get(b"ColSpan").ok()?.as_i64().ok())
            .unwrap_or(1),
        alternative: part
            .get(b"Alt")
            .ok()
            .map(|it| decode_text_string(it).unwrap()),
    }
}

fn open(pdf: &Pdf) -> (Document, Part, Vec<(ObjectId, i64)>) {
    let document = Document::load_mem(&pdf.bytes).unwrap();
    let catalog = document.catalog().unwrap();
    let root = catalog.get(b"StructTreeRoot").unwrap();
    let root = document.get_dictionary(root.as_reference().unwrap());
    let whole = root.unwrap().get(b"K").unwrap().as_reference().unwrap();
    let mut order = Vec::new();
    let part = read(&document, whole, &mut order);
    (document, part, order)
}

fn each_variant(check: impl Fn(&Sheet, PrintOptions, &Pdf)) {
    for sheet in sheets() {
        for options in variants() {
            check(&sheet, options, &print(&sheet, options));
        }
    }
}

#[test]
fn lists_tables_and_figures_are_made_as_they_should() {
    each_variant(|_, options, pdf| {
        let (_, whole, _) = open(pdf);
        let mut parts = Vec::new();
        whole.walk(&mut parts);
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for part in &parts {
            *count.entry(part.tag.as_str()).or_default() += 1;
            let allowed: &[&str] = match part.tag.as_str() {
                "L" => &["LI"],
                "LI" => &["Lbl", "LBody"],
                "Table" => &["TR"],
                "TR" => &["TH", "TD"],
                "H1" | "H2" | "H3" | "Lbl" => &["Span"],
                "P" | "Span" => &[],
                _ => &[
                    "H1", "H2", "H3", "P", "Span", "L", "Table", "Sect", "Figure", "TR", "TD",
                ],
            };
            for kid in &part.kids {
                let tag = kid.tag.as_str();
                assert!(allowed.contains(&tag), "{options:?}: {tag} in {}", part.tag);
            }
            match part.tag.as_str() {
                "TH" => assert!(["Row", "Column"].contains(&part.scope.as_deref().unwrap())),
                "Figure" => assert!(!part.alternative.as_deref().unwrap().trim().is_empty()),
                "Table" => {
                    let wide = |row: &Part| row.kids.iter().map(|cell| cell.columns).sum();
                    let wide: Vec<i64> = part.kids.iter().map(wide).collect();
                    assert!(wide.iter().all(|columns| *columns == wide[0]), "{wide:?}");
                    assert!(
                        part.kids
                            .iter()
                            .all(|row| row.kids.iter().any(|cell| cell.tag == "TH"))
                    );
                }
                // An empty cell is there to write in; any other part says something.
                "TD" => {}
                tag => assert!(
                    part.has_content() || tag == "TR",
                    "{options:?}: empty {tag}"
                ),
            }
        }
        assert!(count["L"] > 0 && count["H2"] > 0, "{count:?}");
    });
}

#[test]
fn headings_begin_with_the_first_and_skip_no_level() {
    each_variant(|sheet, options, pdf| {
        let (_, whole, _) = open(pdf);
        let mut parts = Vec::new();
        whole.walk(&mut parts);
        let levels = parts.iter().filter_map(|part| match part.tag.as_str() {
            "H1" => Some(1),
            "H2" => Some(2),
            "H3" => Some(3),
            _ => None,
        });
        let levels: Vec<u32> = levels.collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        // Where the emergency box stands above the head, its heading is read before the title.
        let above = sheet.kind == SheetKind::Program && levels[0] == 2;
        for pair in levels[usize::from(above)..].windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{options:?}: {levels:?}");
        }
    });
}

#[test]
fn all_that_is_written_is_in_the_tree_once_and_in_order_or_is_marked_as_not_to_be_read() {
    each_variant(|_, options, pdf| {
        let (document, _, order) = open(pdf);
        let mut written = Vec::new();
        for page in document.page_iter() {
            let content = Content::decode(&document.get_page_content(page)).unwrap();
            let mut depth = 0;
            for operation in content.operations {
                match operation.operator.as_str() {
                    "BDC" => {
                        depth += 1;
                        let properties = operation.operands[1].as_dict().unwrap();
                        let number = properties.get(b"MCID").unwrap().as_i64().unwrap();
                        written.push((page, number));
                    }
                    "BMC" => {
                        assert_eq!(operation.operands[0].as_name().unwrap(), b"Artifact");
                        depth += 1;
                    }
                    "EMC" => depth -= 1,
                    "TJ" | "Tj" | "S" | "f" | "B" | "s" | "b" => {
                        assert_eq!(depth, 1, "{options:?}: drawn outside of any part");
                    }
                    _ => {}
                }
            }
        }
        let mut once = Vec::new();
        for piece in written {
            if once.last() != Some(&piece) {
                once.push(piece);
            }
        }
        assert_eq!(order, once, "{options:?}");
    });
}

#[test]
fn hz_33_the_reading_order_is_the_order_of_the_sheet() {
    let fonts = Fonts::load().unwrap();
    for seed in 1..12 {
        let plan = Plan {
            kind: [SheetKind::Program, SheetKind::Emergency, SheetKind::Letter][seed % 3],
            language: LANGUAGES[0],
            seed: seed as u64 * 7919,
            exercises: 4,
            signs: 4,
            days: 14,
            length: 8,
        };
        let sheet = random::sheet(plan);
        let options = PrintOptions::default();
        let pdf = render(&sheet, &Figures::none(), &options, &fonts).unwrap();
        let all = read_out(&pdf);
        let mut from = 0;
        for piece in sheet.texts() {
            let found = all[from..].find(&letters(piece.text));
            assert!(found.is_some(), "{}: {}\n{all}", piece.place, piece.text);
            from += found.unwrap();
        }
    }
}

#[test]
fn hz_33_large_print_has_the_same_blocks_as_standard_print() {
    for sheet in sheets() {
        for options in variants().into_iter().filter(|options| options.large_print) {
            let all = letters(&common::text(&print(&sheet, options)).join(" "));
            for piece in sheet.texts() {
                assert!(all.contains(&letters(piece.text)), "{}", piece.place);
            }
        }
    }
}

#[test]
fn bookmarks_lead_to_the_title_and_to_every_block_with_a_heading() {
    each_variant(|sheet, options, pdf| {
        let document = Document::load_mem(&pdf.bytes).unwrap();
        let outlines = document.catalog().unwrap().get(b"Outlines").unwrap();
        let outlines = document
            .get_dictionary(outlines.as_reference().unwrap())
            .unwrap();
        let pages: Vec<ObjectId> = document.page_iter().collect();
        let mut titles = Vec::new();
        let mut last = (0, f32::INFINITY);
        let mut next = outlines.get(b"First").ok();
        while let Some(mark) = next {
            let mark = document
                .get_dictionary(mark.as_reference().unwrap())
                .unwrap();
            titles.push(decode_text_string(mark.get(b"Title").unwrap()).unwrap());
            let place = mark.get(b"Dest").unwrap().as_array().unwrap();
            let page = place[0].as_reference().unwrap();
            let page = pages.iter().position(|it| *it == page).unwrap();
            let top = place[3].as_float().unwrap();
            assert!(page >= last.0, "{options:?}: bookmarks follow the pages");
            assert!((0.0..=842.0).contains(&top));
            last = (page, top);
            next = mark.get(b"Next").ok();
        }
        let count = outlines.get(b"Count").unwrap().as_i64().unwrap();
        assert_eq!(usize::try_from(count).unwrap(), titles.len());
        let mut wanted = vec![sheet.title.clone()];
        for block in &sheet.blocks {
            match block {
                Block::Exercise(exercise) => {
                    wanted.push(format!("{} {}", exercise.number, exercise.name));
                }
                Block::Chart(chart) => wanted.push(chart.heading.clone()),
                Block::FlareUp(flare_up) => wanted.push(flare_up.heading.clone()),
                Block::StaffFacts(facts) => wanted.push(facts.heading.clone()),
                _ => {}
            }
        }
        for title in wanted {
            assert!(
                titles.contains(&title),
                "{options:?}: {title:?} in {titles:?}"
            );
        }
    });
}
