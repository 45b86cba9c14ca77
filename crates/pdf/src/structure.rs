//! The parts of a document for readers who do not see it (ISO 32000-1, 14.7 and 14.8), in the order of the blocks.

use crate::draw::Role;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary, text_string};

impl Role {
    /// Its standard structure type.
    pub(crate) const fn tag(&self) -> &'static str {
        match self {
            Self::Heading1 => "H1",
            Self::Heading2 => "H2",
            Self::Heading3 => "H3",
            Self::Paragraph => "P",
            Self::Span => "Span",
            Self::Section => "Sect",
            Self::Figure(_) => "Figure",
            Self::List => "L",
            Self::Item => "LI",
            Self::Label => "Lbl",
            Self::Body => "LBody",
            Self::Table => "Table",
            Self::Row => "TR",
            Self::RowHeader | Self::ColumnHeader => "TH",
            Self::Cell(_) => "TD",
        }
    }

    /// For figures, what they show.
    fn alternative(&self) -> Option<&str> {
        match self {
            Self::Figure(words) => Some(words),
            _ => None,
        }
    }

    /// For cells, what they head, or how many columns they stand in (ISO 32000-1, table 349).
    fn in_table(&self) -> Option<Dictionary> {
        let head = |scope: &str| Some(dictionary! { "O" => "Table", "Scope" => scope });
        match self {
            Self::RowHeader => head("Row"),
            Self::ColumnHeader => head("Column"),
            Self::Cell(columns) if *columns > 1 => {
                let columns = i64::try_from(*columns).unwrap_or(i64::MAX);
                Some(dictionary! { "O" => "Table", "ColSpan" => columns })
            }
            _ => None,
        }
    }
}

/// The tree of parts, and which content belongs to which.
#[derive(Default)]
pub(crate) struct Structure {
    parts: Vec<Part>,
    /// The parts that are open, innermost last.
    open: Vec<usize>,
    /// Parts and content outside every part.
    top: Vec<Kid>,
    page: usize,
    /// For each page, the part of each numbered piece of content.
    owners: Vec<Vec<Option<usize>>>,
    /// The last piece of content while nothing was opened or closed after it.
    current: Option<i64>,
}

struct Part {
    role: Role,
    kids: Vec<Kid>,
}

#[derive(Clone, Copy)]
enum Kid {
    Part(usize),
    Content { page: usize, number: i64 },
}

impl Structure {
    /// Content that follows stands on this page.
    pub(crate) fn start_page(&mut self, page: usize) {
        self.page = page;
        self.owners.resize(page + 1, Vec::new());
        self.current = None;
    }

    fn kids(&mut self) -> &mut Vec<Kid> {
        match self.open.last() {
            Some(&part) => &mut self.parts[part].kids,
            None => &mut self.top,
        }
    }

    /// Begins a part inside the innermost open one.
    pub(crate) fn open(&mut self, role: Role) {
        let part = self.parts.len();
        self.parts.push(Part {
            role,
            kids: Vec::new(),
        });
        self.kids().push(Kid::Part(part));
        self.open.push(part);
        self.current = None;
    }

    /// Ends the innermost part.
    pub(crate) fn close(&mut self) {
        self.open.pop();
        self.current = None;
    }

    /// Whether shapes are content now, and not only looks.
    pub(crate) fn in_figure(&self) -> bool {
        let innermost = self.open.last();
        innermost.is_some_and(|&part| matches!(self.parts[part].role, Role::Figure(_)))
    }

    /// The number of the present piece of content, and the role of its part.
    pub(crate) fn content(&mut self) -> (i64, Option<Role>) {
        let owner = self.open.last().copied();
        let role = owner.map(|part| self.parts[part].role.clone());
        if let Some(number) = self.current {
            return (number, role);
        }
        let page = self.page;
        let numbers = &mut self.owners[page];
        let number = i64::try_from(numbers.len()).unwrap_or(i64::MAX);
        numbers.push(owner);
        self.kids().push(Kid::Content { page, number });
        self.current = Some(number);
        (number, role)
    }

    /// Writes the tree into a document whose pages are these; gives its root.
    pub(crate) fn write(&self, document: &mut Document, pages: &[ObjectId]) -> ObjectId {
        let root = document.new_object_id();
        let whole = document.new_object_id();
        let ids: Vec<ObjectId> = self
            .parts
            .iter()
            .map(|_| document.new_object_id())
            .collect();
        let mut parents = vec![whole; self.parts.len()];
        for (part, id) in self.parts.iter().zip(&ids) {
            for kid in &part.kids {
                if let Kid::Part(kid) = kid {
                    parents[*kid] = *id;
                }
            }
        }
        for ((part, id), parent) in self.parts.iter().zip(&ids).zip(parents) {
            let mut written = dictionary! { "S" => part.role.tag(), "P" => parent };
            set_kids(&mut written, &part.kids, &ids, pages);
            if let Some(table) = part.role.in_table() {
                written.set("A", table);
            }
            if let Some(alternative) = part.role.alternative() {
                written.set("Alt", text_string(alternative));
            }
            document.objects.insert(*id, Object::Dictionary(written));
        }
        let mut written = dictionary! { "S" => "Document", "P" => root };
        set_kids(&mut written, &self.top, &ids, pages);
        document.objects.insert(whole, Object::Dictionary(written));
        let parent_tree = self.parent_tree(&ids, whole);
        let parent_tree = document.add_object(parent_tree);
        let next = i64::try_from(pages.len()).unwrap_or(i64::MAX);
        let written = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => whole,
            "ParentTree" => parent_tree,
            "ParentTreeNextKey" => next,
        };
        document.objects.insert(root, Object::Dictionary(written));
        root
    }

    /// From the numbers of content back to parts, page by page.
    fn parent_tree(&self, ids: &[ObjectId], whole: ObjectId) -> Dictionary {
        let mut numbers: Vec<Object> = Vec::new();
        for (page, owners) in (0_i64..).zip(&self.owners) {
            let owners: Vec<Object> = owners
                .iter()
                .map(|owner| owner.map_or(whole, |part| ids[part]).into())
                .collect();
            numbers.push(page.into());
            numbers.push(owners.into());
        }
        dictionary! { "Nums" => numbers }
    }
}

/// Writes what a part holds. Its page is the one where its content begins, so that content there is a number alone.
fn set_kids(written: &mut Dictionary, kids: &[Kid], ids: &[ObjectId], pages: &[ObjectId]) {
    let page = kids.iter().find_map(|kid| match kid {
        Kid::Content { page, .. } => Some(*page),
        Kid::Part(_) => None,
    });
    if let Some(page) = page {
        written.set("Pg", pages[page]);
    }
    let mut kids: Vec<Object> = kids
        .iter()
        .map(|kid| match *kid {
            Kid::Part(part) => ids[part].into(),
            Kid::Content { page: own, number } if Some(own) == page => number.into(),
            Kid::Content { page, number } => dictionary! {
                "Type" => "MCR",
                "Pg" => pages[page],
                "MCID" => number,
            }
            .into(),
        })
        .collect();
    match kids.len() {
        0 => {}
        1 => written.set("K", kids.swap_remove(0)),
        _ => written.set("K", kids),
    }
}
