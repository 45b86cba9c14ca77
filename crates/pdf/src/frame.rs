//! What stands on every page: the footer, and the mark of a sample or a copy.

use crate::{
    draw::{Ink, Item, MM_PER_PT, Piece, Role},
    fonts::{CAP_HEIGHT, Weight},
    setter::{Set, Setter},
    shapes::rule,
    style::Type,
    text::Align,
};
use plinth_core::sheet::Mark;

/// Between the columns of the footer; millimeters.
const GAP: f32 = 6.0;
/// Least space between the last block and the footer; millimeters.
const ABOVE: f32 = 1.4;

fn mark_words(mark: &Mark) -> Option<&str> {
    match mark {
        Mark::None => None,
        Mark::Sample(words) | Mark::Copy(words) => Some(words),
    }
}

/// What the footer takes from every page of the sheet, whatever the page count, with the space above it.
pub(crate) fn footer_height(setter: &Setter<'_, '_>) -> Set<f32> {
    Ok(ABOVE + footer(setter, 99, 99)?.height)
}

/// A rule, then whose sheet it is, the emergency number, and the page: on one line, or where that is too long, the first on
/// lines of its own.
pub(crate) fn footer(setter: &Setter<'_, '_>, page: usize, pages: usize) -> Set {
    let (style, sheet) = (&setter.style, setter.sheet);
    let width = setter.width();
    let face = style.footer;
    let bold = face.weight(Weight::Bold);

    let call = &sheet.identity.emergency;
    let call = format!("{}: {}", call.label, call.number);
    let count = |page: usize, pages: usize| {
        let words = sheet.words.page.replace("{pages}", &pages.to_string());
        words.replace("{page}", &page.to_string())
    };
    // A hair more, so that what just fits is not broken again; and the same on every page.
    let call_width = (setter.natural(&call, bold)? + 0.1).min(width * 0.5);
    let count_width = (setter.natural(&count(99, 99), face)? + 0.1).min(width * 0.4);

    let strip = &sheet.strip;
    let number = &sheet.issue.number;
    let mut whose = vec![
        strip.name.value.clone(),
        format!("{} {}", strip.born.label, strip.born.value),
        format!("{} {}", number.label, number.value),
    ];
    if !style.large {
        whose.push(format!("{} {}", sheet.pack.title, sheet.pack.version));
    }
    let whose = whose.join(" · ");
    let mark = mark_words(&sheet.mark).map(|words| format!("{words} · "));
    let mut stretches = vec![(whose.as_str(), face, Ink::Soft)];
    if let Some(mark) = &mark {
        stretches.insert(0, (mark, bold, Ink::Text));
    }
    let whose = setter.lines(&stretches, width)?;
    let whose_width = whose.width();
    let one_line = whose_width + call_width + count_width + 2.0 * GAP <= width;

    let mut footer = Piece::default();
    footer.draw(rule((0.0, 0.0), width, 0.5, Ink::Text));
    let mut top = 0.5 * MM_PER_PT + 1.2;
    let paragraph = Some(Role::Paragraph);
    let whose = whose.draw(width, Align::Left, paragraph.clone());
    let own = whose.height;
    footer.put(whose, (0.0, top));
    let mut call_left = 0.0;
    if one_line {
        // In the middle of the page, or of what is free.
        let free = width - whose_width - count_width;
        let middle = whose_width + (free - call_width) / 2.0;
        let centered = (width - call_width) / 2.0;
        call_left = if centered >= whose_width + GAP {
            centered
        } else {
            middle
        };
    } else {
        top += own;
    }
    let call = setter.lines(&[(&call, bold, Ink::Text)], call_width)?.draw(
        call_width,
        Align::Left,
        paragraph.clone(),
    );
    let count = count(page, pages);
    let count = setter
        .lines(&[(&count, face, Ink::Soft)], count_width)?
        .draw(count_width, Align::Right, paragraph);
    let beside = if one_line { own } else { 0.0 };
    footer.height = top + beside.max(call.height).max(count.height);
    footer.put(call, (call_left, top));
    footer.put(count, (width - count_width, top));
    Ok(footer)
}

/// The words of the mark from the lower left to the upper right, behind everything.
pub(crate) fn mark(setter: &Setter<'_, '_>) -> Set {
    let mut piece = Piece::default();
    let Some(words) = mark_words(&setter.sheet.mark) else {
        return Ok(piece);
    };
    // The turn of the diagonal of the paper: about 54 degrees.
    let turn = (0.588, 0.809);
    let page = setter.style.page;
    let (middle_x, middle_y) = (page.width / 2.0, page.height / 2.0);
    let one = Type {
        size: 1.0,
        leading: 1.0,
        weight: Weight::Bold,
    };
    let room = page.height * 0.92;
    let size = (room / setter.natural(words, one)?).min(150.0);
    let face = Type { size, ..one };
    let length = setter.natural(words, face)?;
    let rise = CAP_HEIGHT * size * MM_PER_PT / 2.0;
    let lines = setter
        .lines(&[(words, face, Ink::Mark)], f32::INFINITY)?
        .draw(length, Align::Left, Some(Role::Paragraph));
    for mut item in lines.items {
        if let Item::Text(run) = &mut item {
            run.turn = turn;
            run.at = (
                middle_x - turn.0 * (length / 2.0 - run.at.0) + turn.1 * rise,
                middle_y + turn.1 * (length / 2.0 - run.at.0) + turn.0 * rise,
            );
        }
        piece.items.push(item);
    }
    Ok(piece)
}
