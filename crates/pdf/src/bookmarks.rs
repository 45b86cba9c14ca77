//! The headings of a document as its bookmarks (ISO 32000-1, 12.3.3).

use crate::draw::{Item, MM_PER_PT, Page, Role};
use lopdf::{Document, Object, ObjectId, dictionary, text_string};

/// A heading and where it stands.
pub(crate) struct Bookmark {
    title: String,
    page: usize,
    /// Points above the foot of the page.
    top: f32,
}

/// The titles and the names of blocks, in order.
pub(crate) fn bookmarks(pages: &[Page]) -> Vec<Bookmark> {
    let mut found = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let mut rest = page.body.iter();
        while let Some(item) = rest.next() {
            if let Item::Open(Role::Heading1 | Role::Heading2) = item {
                found.extend(bookmark(&mut rest, at, page.height));
            }
        }
    }
    found
}

/// The heading that begins here.
fn bookmark<'p>(
    items: &mut impl Iterator<Item = &'p Item>,
    page: usize,
    height: f32,
) -> Option<Bookmark> {
    let (mut title, mut top) = (String::new(), f32::INFINITY);
    let mut open = 1;
    for item in items {
        match item {
            Item::Open(_) => open += 1,
            Item::Close => open -= 1,
            Item::Text(run) => {
                title.push(' ');
                title.extend(run.glyphs.iter().map(|glyph| glyph.text.as_str()));
                top = top.min(run.at.1 - run.look.size * MM_PER_PT);
            }
            Item::Path(_) | Item::Picture(..) => {}
        }
        if open == 0 {
            break;
        }
    }
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then(|| Bookmark {
        title,
        page,
        top: ((height - top) / MM_PER_PT).round(),
    })
}

/// Writes them into a document whose pages are these; gives their root.
pub(crate) fn write(
    bookmarks: &[Bookmark],
    document: &mut Document,
    pages: &[ObjectId],
) -> ObjectId {
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| document.new_object_id()).collect();
    for (at, (bookmark, id)) in bookmarks.iter().zip(&ids).enumerate() {
        let mut written = dictionary! {
            "Title" => text_string(&bookmark.title),
            "Parent" => root,
        };
        if let Some(page) = pages.get(bookmark.page) {
            let place: Vec<Object> = vec![
                (*page).into(),
                "XYZ".into(),
                Object::Null,
                bookmark.top.into(),
                Object::Null,
            ];
            written.set("Dest", place);
        }
        if let Some(before) = at.checked_sub(1).and_then(|before| ids.get(before)) {
            written.set("Prev", *before);
        }
        if let Some(after) = ids.get(at + 1) {
            written.set("Next", *after);
        }
        document.objects.insert(*id, written.into());
    }
    let mut outlines = dictionary! { "Type" => "Outlines" };
    if let (Some(first), Some(last)) = (ids.first(), ids.last()) {
        outlines.set("First", *first);
        outlines.set("Last", *last);
        outlines.set("Count", i64::try_from(ids.len()).unwrap_or(i64::MAX));
    }
    document.objects.insert(root, outlines.into());
    root
}
