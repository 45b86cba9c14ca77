//! The last pass over a document: structure, bookmarks, language, title and identity; nothing that depends on when or where it was made.

use crate::{
    PrintRefusal,
    bookmarks::{self, Bookmark},
    writer::Written,
};
use lopdf::{Document, Object, ObjectId, StringFormat, dictionary};

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
    document.compress();
    let id = identity(&document, title);
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::new();
    document
        .save_modern(&mut bytes)
        .map_err(|_| PrintRefusal::Font)?;
    Ok(bytes)
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
