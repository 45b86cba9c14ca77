//! Filling pages: blocks in order, none divided, none dropped; a page is added instead.

use crate::{
    PrintRefusal,
    blocks::{Unit, head, units},
    draw::{Item, Page, Piece},
    fonts::Shaper,
    frame::{footer, footer_height, mark},
    setter::Setter,
    style::{LADDER, LARGE_PRINT, ROOMY_ENOUGH, Rung, Style},
};
use plinth_core::sheet::{Block, PrintOptions, Sheet, SheetKind};

/// Most millimeters of empty space that are shared between the blocks of a page.
const SHARED_SLACK: f32 = 12.0;

/// Sides that a program of up to [`FEW_EXERCISES`] exercises should have.
const WANTED_SIDES: usize = 2;
const FEW_EXERCISES: usize = 6;

/// Lays a sheet out: the roomiest setting that meets the wanted number of sides.
pub(crate) fn pages(
    sheet: &Sheet,
    options: PrintOptions,
    shaper: &Shaper<'_>,
) -> Result<Vec<Page>, PrintRefusal> {
    let setter = |rung: Rung| {
        let style = Style::new(options, rung);
        let mut setter = Setter {
            shaper,
            style,
            sheet,
            page_height: style.page.height - style.page.top - style.page.foot,
        };
        setter.page_height -= footer_height(&setter)?;
        Ok::<_, PrintRefusal>(setter)
    };
    if options.large_print {
        return paginate(&setter(LARGE_PRINT)?);
    }
    let exercises = sheet
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Exercise(_)))
        .count();
    let wanted = match sheet.kind {
        SheetKind::Emergency => 1,
        SheetKind::Program | SheetKind::Letter => WANTED_SIDES,
    };
    if exercises <= FEW_EXERCISES {
        for rung in LADDER {
            let pages = paginate(&setter(rung)?)?;
            if pages.len() <= wanted {
                return Ok(pages);
            }
        }
    }
    paginate(&setter(ROOMY_ENOUGH)?)
}

fn paginate(setter: &Setter<'_, '_>) -> Result<Vec<Page>, PrintRefusal> {
    let sheet = setter.sheet;
    let head = Unit {
        name: "head of the sheet".to_string(),
        piece: head(setter)?,
        closing: false,
    };
    let mut all = units(setter, &sheet.blocks)?;
    // The band of an emergency sheet stands above everything, even above the name of the clinic. On a program the
    // emergency box does where page 1 could not hold it below the head.
    let box_below_head = |unit: &Unit| {
        head.piece.height + setter.style.gap + unit.piece.height <= setter.page_height
    };
    let first = match (sheet.kind, all.first()) {
        (SheetKind::Emergency, Some(_)) => 1,
        (SheetKind::Program, Some(alarm)) if !box_below_head(alarm) => 1,
        _ => 0,
    };
    all.insert(first, head);
    let sides = fill(setter, all)?;
    let count = sides.len();
    let page = setter.style.page;
    sides
        .into_iter()
        .enumerate()
        .map(|(at, side)| {
            let mut frame = Piece::default();
            frame.put(mark(setter)?, (0.0, 0.0));
            let footer = footer(setter, at + 1, count)?;
            let top = page.height - page.foot - footer.height;
            frame.put(footer, (page.side, top));
            Ok(Page {
                width: page.width,
                height: page.height,
                body: spread(setter, side),
                frame: frame.items,
            })
        })
        .collect()
}

/// Shares units out over sides.
fn fill(setter: &Setter<'_, '_>, units: Vec<Unit>) -> Result<Vec<Vec<Piece>>, PrintRefusal> {
    let (room, gap) = (setter.page_height, setter.style.gap);
    let mut sides: Vec<Vec<Piece>> = Vec::new();
    let mut used = f32::INFINITY;
    let mut closing = closing_height(&units, gap);
    let last = units.len().saturating_sub(1);
    for (at, unit) in units.into_iter().enumerate() {
        let height = unit.piece.height;
        if height > room {
            return Err(PrintRefusal::TooLong { block: unit.name });
        }
        let mut new_side = used + gap + height > room;
        // The chart and what follows it stay together on the side for the fridge, where one side can hold them.
        if unit.closing
            && let Some(whole) = closing.take()
        {
            new_side |= whole <= room && used + gap + whole > room;
        }
        if new_side {
            // No side holds only the small print: the block before it comes along.
            let along = (at == last && unit.closing)
                .then(|| company(&mut sides, height + gap, room))
                .flatten();
            used = 0.0;
            sides.push(Vec::new());
            if let Some(piece) = along {
                used = piece.height + gap;
                push(&mut sides, piece);
            }
        } else {
            used += gap;
        }
        used += height;
        push(&mut sides, unit.piece);
    }
    Ok(sides)
}

fn push(sides: &mut [Vec<Piece>], piece: Piece) {
    if let Some(side) = sides.last_mut() {
        side.push(piece);
    }
}

/// Takes the last block of a side that keeps others, if both fit one side.
fn company(sides: &mut [Vec<Piece>], height: f32, room: f32) -> Option<Piece> {
    let side = sides.last_mut()?;
    let fits = side.len() > 1 && side.last()?.height + height <= room;
    if fits { side.pop() } else { None }
}

/// The height of everything from the first closing block on.
fn closing_height(units: &[Unit], gap: f32) -> Option<f32> {
    let from = units.iter().position(|unit| unit.closing)?;
    let heights = units[from..].iter().map(|unit| unit.piece.height + gap);
    Some(heights.sum::<f32>() - gap)
}

/// Puts the blocks of a side below each other and shares a little empty space between them.
fn spread(setter: &Setter<'_, '_>, pieces: Vec<Piece>) -> Vec<Item> {
    let page = setter.style.page;
    let gaps = u16::try_from(pieces.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let gaps = f32::from(gaps);
    let used = pieces.iter().map(|piece| piece.height).sum::<f32>() + gaps * setter.style.gap;
    let slack = setter.page_height - used;
    let more = if gaps > 0.0 && slack <= SHARED_SLACK {
        slack.max(0.0) / gaps
    } else {
        0.0
    };
    let mut side = Piece::default();
    let mut y = page.top;
    for piece in pieces {
        let height = piece.height;
        side.put(piece, (page.side, y));
        y += height + setter.style.gap + more;
    }
    side.items
}
