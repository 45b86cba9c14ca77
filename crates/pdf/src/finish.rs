//! The last pass over a document: structure, bookmarks, language, title and identity; nothing that depends on when or where it was made.

use crate::{
    PrintRefusal,
    bookmarks::{self, Bookmark},
    table,
    writer::Written,
};
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Document, Object, ObjectId, SaveOptions, StringFormat, dictionary};
use std::io::{self, Write};

/// Finishes a document and gives its bytes. The title is the number of the sheet, never the name of a patient.
pub(crate) fn finish(
    written: Written,
    marks: &[Bookmark],
    title: &str,
    language: &str,
) -> Result<Vec<u8>, PrintRefusal> {
    let Written {
        mut document,
        structure,
    } = written;
    document.version = "1.7".to_string();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let root = structure.write(&mut document, &pages);
    let outlines = bookmarks::write(marks, &mut document, &pages);
    for (at, page) in (0_i64..).zip(&pages) {
        if let Ok(page) = document.get_dictionary_mut(*page) {
            page.set("StructParents", at);
            page.set("Tabs", "S");
            page.remove(b"Annots");
        }
    }
    let catalog = document.catalog_mut().map_err(|_| PrintRefusal::Font)?;
    catalog.remove(b"PageLayout");
    catalog.set("Lang", Object::string_literal(language));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", root);
    catalog.set("Outlines", outlines);
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    // The writer's own information has the time of writing and claims a print standard.
    if let Ok(info) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        let information = dictionary! {
            "Title" => Object::string_literal(title),
            "Producer" => Object::string_literal("Plinth"),
        };
        document.objects.insert(info, information.into());
    }
    for page in &pages {
        join_strings(&mut document, *page);
    }
    compress(&mut document);
    let id = identity(&document, title);
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(1000)
        .compression_level(6)
        .build();
    document
        .save_with_options(&mut bytes, options)
        .map_err(|_| PrintRefusal::Font)?;
    // Where lopdf ends a file in another way, it is as good, only larger.
    let _ = table::made_small(&mut bytes, &document.trailer);
    Ok(bytes)
}

/// Compresses the streams that are not yet, at a level after which a sheet gets slower much sooner than smaller.
pub(crate) fn compress(document: &mut Document) {
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else {
            continue;
        };
        if stream.dict.has(b"Filter") {
            continue;
        }
        // What cannot be compressed stays as it is.
        if let Ok(compressed) = deflated(&stream.content, Compression::default()) {
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(compressed);
        }
    }
}

pub(crate) fn deflated(content: &[u8], how: Compression) -> io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), how);
    encoder.write_all(content)?;
    encoder.finish()
}

/// The writer shows each glyph as a string of its own; strings that follow each other say the same as one, in half the bytes.
fn join_strings(document: &mut Document, page: ObjectId) {
    for id in document.get_page_contents(page) {
        if let Ok(Object::Stream(stream)) = document.get_object_mut(id) {
            joined(&mut stream.content);
        }
    }
}

/// Takes out every end of a hexadecimal string after which another begins at once. A dictionary's `>>` never stands before `<`.
fn joined(content: &mut Vec<u8>) {
    let mut kept = 0;
    let mut at = 0;
    while let Some(&byte) = content.get(at) {
        if byte == b'>' && content.get(at + 1) == Some(&b'<') {
            at += 2;
        } else {
            content[kept] = byte;
            kept += 1;
            at += 1;
        }
    }
    content.truncate(kept);
}

/// Sixteen bytes from everything on the pages, so that equal documents have equal identities.
fn identity(document: &Document, title: &str) -> Object {
    let mut hasher = blake3::Hasher::new();
    hasher.update(title.as_bytes());
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            hasher.update(&stream.content);
        }
    }
    let hash = hasher.finalize().as_bytes()[..16].to_vec();
    Object::String(hash, StringFormat::Hexadecimal)
}
