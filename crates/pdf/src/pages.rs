//! Filling pages: blocks in order, none divided, none dropped; a page is added instead.

use crate::{
    PrintRefusal,
    blocks::{Icons, Unit, units},
    draw::{Item, Page, Piece},
    figure::Figures,
    fonts::{Shaper, right_to_left},
    frame::{footer, footer_height, mark},
    setter::{Setter, small_count},
    style::{COMPACT, EMERGENCY, LADDER, LARGE_PRINT, ROOMY_ENOUGH, Rung, Style},
};
use plinth_core::sheet::{Block, PrintOptions, Sheet, SheetKind};

/// The blocks of one side of paper.
type Side<'s> = Vec<Unit<'s>>;

/// Most millimeters of empty space that are shared between the blocks of a page.
const SHARED_SLACK: f32 = 12.0;

/// Millimeters at the foot of a side that look like something is missing.
const PARTLY_EMPTY: f32 = 30.0;

/// Up to so many exercises, lines and gaps may stand tighter to save a side; more take more sides anyway.
const FEW_EXERCISES: usize = 6;

/// Lays a sheet out on as few sides as it needs, as roomy as these allow.
pub(crate) fn pages(
    sheet: &Sheet,
    figures: &Figures,
    options: PrintOptions,
    shaper: &Shaper<'_>,
) -> Result<Vec<Page>, PrintRefusal> {
    let with_icons = |icons: Icons, rung: Rung| {
        let style = Style::new(options, rung);
        let mut setter = Setter {
            shaper,
            style,
            sheet,
            figures,
            icons,
            right_to_left: right_to_left(&sheet.language),
            page_height: style.page.height - style.page.top - style.page.foot,
        };
        setter.page_height -= footer_height(&setter)?;
        Ok::<_, PrintRefusal>(setter)
    };
    let setter = |rung: Rung| with_icons(Icons::NONE, rung);
    let exercises = sheet
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Exercise(_)))
        .count();
    let rungs = match (options.large_print, exercises <= FEW_EXERCISES) {
        (true, _) => LARGE_PRINT.as_slice(),
        (false, _) if sheet.kind == SheetKind::Emergency => EMERGENCY.as_slice(),
        (false, true) => LADDER.as_slice(),
        (false, false) => ROOMY_ENOUGH,
    };
    let mut best = fewest(
        rungs,
        |rung| attempt(setter(rung)?),
        |setter, sides| {
            if options.large_print {
                let late = |side: &Side<'_>| side.iter().any(|unit| unit.first);
                let late = sides.iter().skip(1).any(late);
                (sheets(sides.len()), usize::from(late), 0)
            } else {
                count(setter, sides)
            }
        },
    )?;
    let mut ladder = rungs;
    let known = best.as_ref().map_or(usize::MAX, |(_, sides)| sides.len());
    let saves = |found: &Attempt<'_, '_>| matches!(found, Ok((_, sides)) if sheets(sides.len()) < sheets(known));
    if sheets(known) > 1
        && let rungs @ [.., tightest] = compact_rungs(options, exercises)
        && saves(&attempt(setter(*tightest)?)?)
    {
        for rung in rungs {
            let found = attempt(setter(*rung)?)?;
            if saves(&found) {
                best = found;
                ladder = rungs;
                break;
            }
        }
    }
    let (mut tightest, mut sides) = best?;
    let taken = tightest.style.rung;
    let icons = Icons::of(sheet, figures);
    for icons in icons {
        if let Ok((setter, found)) = attempt(with_icons(icons, taken)?)?
            && costs_nothing((&setter, &found), (&tightest, &sides))
        {
            (tightest, sides) = (setter, found);
            break;
        }
    }
    let roomier = ladder.iter().take_while(|rung| **rung != taken);
    let left_empty = options.whole_leaves && sides.len() % 2 == 1;
    let count = sides.len() + usize::from(left_empty);
    // Each side stands as roomy as its own blocks allow, within the margins of all.
    let lengths: Vec<usize> = sides.iter().map(Vec::len).collect();
    let mut settings = Vec::new();
    for rung in roomier {
        let setter = with_icons(
            tightest.icons,
            Rung {
                tight: taken.tight,
                ..*rung
            },
        )?;
        if let Some(sides) = shared_like(&setter, &lengths)? {
            settings.push((setter, sides));
        }
    }
    let mut pages = Vec::new();
    for (at, side) in sides.into_iter().enumerate() {
        let roomiest = settings.iter_mut().find_map(|(setter, sides)| {
            let side = sides.get_mut(at)?.take()?;
            Some((&*setter, side))
        });
        let (setter, side) = roomiest.unwrap_or((&tightest, side));
        pages.push(page(setter, side, at + 1, count)?);
    }
    if left_empty {
        let side = vec![Unit::left_empty(&tightest)?];
        pages.push(page(&tightest, side, count, count)?);
    }
    Ok(pages)
}

/// Whether small pictures take no side, and no exercise to another side.
fn costs_nothing<'s>(
    (with, sides): (&Setter<'s, '_>, &[Side<'s>]),
    (without, plain): (&Setter<'s, '_>, &[Side<'s>]),
) -> bool {
    let exercises = |sides: &[Side<'_>]| -> Vec<usize> {
        let of = |side: &Side<'_>| side.iter().filter(|unit| unit.grows()).count();
        sides.iter().map(of).collect()
    };
    exercises(sides) == exercises(plain) && count(with, sides) <= count(without, plain)
}

/// The sheets of paper that so many sides take.
fn sheets(sides: usize) -> usize {
    sides.div_ceil(2)
}

/// The blocks in this setting, shared out over sides of so many blocks each: those sides that hold them. Nothing where a chart
/// is divided otherwise in it.
fn shared_like<'s>(
    setter: &Setter<'s, '_>,
    lengths: &[usize],
) -> Result<Option<Vec<Option<Side<'s>>>>, PrintRefusal> {
    let blocks = in_order(setter)?;
    if blocks.len() != lengths.iter().sum::<usize>() {
        return Ok(None);
    }
    let mut blocks = blocks.into_iter();
    let side = |&length: &usize| {
        let mut side: Side<'_> = blocks.by_ref().take(length).collect();
        if used(setter, &side) > setter.page_height {
            return Ok(None);
        }
        grow(setter, &mut side)?;
        Ok(Some(side))
    };
    lengths.iter().map(side).collect::<Result<_, _>>().map(Some)
}

/// The roomiest rung of those that fill the fewest sides, by a count of them. Rungs go from the roomiest to the tightest, and a
/// tighter one never fills more: where the tightest fills as many as the roomiest, none between them is tried.
fn fewest<'s, 'f>(
    rungs: &[Rung],
    attempt: impl Fn(Rung) -> Result<Attempt<'s, 'f>, PrintRefusal>,
    count: impl Fn(&Setter<'s, 'f>, &[Side<'s>]) -> (usize, usize, usize),
) -> Result<Attempt<'s, 'f>, PrintRefusal> {
    let [roomiest, between @ .., tightest] = rungs else {
        return match rungs {
            [only] => attempt(*only),
            _ => Err(PrintRefusal::Font),
        };
    };
    let counted = |found: &Attempt<'s, 'f>| {
        let counted = found.as_ref().map(|(setter, sides)| count(setter, sides));
        counted.unwrap_or((usize::MAX, 0, 0))
    };
    let first = attempt(*roomiest)?;
    let dense = attempt(*tightest)?;
    let fewest = counted(&dense);
    if counted(&first) <= fewest {
        return Ok(first);
    }
    for rung in between {
        let found = attempt(*rung)?;
        if counted(&found) <= fewest {
            return Ok(found);
        }
    }
    Ok(dense)
}

/// A setter with the sides that it fills, or the block that is too high for a side.
type Attempt<'s, 'f> = Result<(Setter<'s, 'f>, Vec<Side<'s>>), PrintRefusal>;

/// Fills sides; only a block that is too high for them lets another rung be tried.
fn attempt<'s, 'f>(setter: Setter<'s, 'f>) -> Result<Attempt<'s, 'f>, PrintRefusal> {
    match sides(&setter) {
        Ok(sides) => Ok(Ok((setter, sides))),
        Err(refusal @ PrintRefusal::TooLong { .. }) => Ok(Err(refusal)),
        Err(refusal) => Err(refusal),
    }
}

/// The rungs that save a side by another arrangement.
fn compact_rungs(options: PrintOptions, exercises: usize) -> &'static [Rung] {
    if options.large_print || exercises == 0 || exercises > FEW_EXERCISES {
        &[]
    } else {
        &COMPACT
    }
}

/// How many sides there are, how many of them have an exercise, and how many before the last are left partly empty.
fn count(setter: &Setter<'_, '_>, sides: &[Side<'_>]) -> (usize, usize, usize) {
    let has_exercise = |side: &&Side<'_>| side.iter().any(Unit::grows);
    let is_partly_empty = |side: &&Side<'_>| setter.page_height - used(setter, side) > PARTLY_EMPTY;
    let before_last = &sides[..sides.len().saturating_sub(1)];
    (
        sides.len(),
        sides.iter().filter(has_exercise).count(),
        before_last.iter().filter(is_partly_empty).count(),
    )
}

/// Sets the blocks and shares them out.
fn sides<'s>(setter: &Setter<'s, '_>) -> Result<Vec<Side<'s>>, PrintRefusal> {
    let mut sides = fill(setter, in_order(setter)?)?;
    sides.iter_mut().try_for_each(|side| grow(setter, side))?;
    Ok(sides)
}

/// Head and blocks in the order in which they are printed.
fn in_order<'s>(setter: &Setter<'s, '_>) -> Result<Vec<Unit<'s>>, PrintRefusal> {
    let sheet = setter.sheet;
    let head = Unit::head(setter)?;
    let mut all = units(setter, &sheet.blocks)?;
    // The band of an emergency sheet stands above everything, even above the name of the clinic. On a program the
    // emergency box does where page 1 could not hold it below the head.
    let box_below_head = |unit: &Unit<'_>| {
        head.piece.height + setter.style.gap + unit.piece.height <= setter.page_height
    };
    let first = match (sheet.kind, all.first()) {
        (SheetKind::Emergency, Some(_)) => 1,
        (SheetKind::Program, Some(alarm)) if !box_below_head(alarm) => 1,
        _ => 0,
    };
    all.insert(first, head);
    Ok(all)
}

/// Puts a side on its page, with mark and footer.
fn page(
    setter: &Setter<'_, '_>,
    side: Side<'_>,
    number: usize,
    count: usize,
) -> Result<Page, PrintRefusal> {
    let page = setter.style.page;
    let mut frame = Piece::default();
    frame.put(mark(setter)?, (0.0, 0.0));
    let footer = footer(setter, number, count)?;
    let top = page.height - page.foot - footer.height;
    frame.put(footer, (page.side, top));
    let turned = |items: Vec<Item>| {
        if setter.right_to_left {
            let items = items.into_iter();
            items.map(|item| item.mirrored(page.width)).collect()
        } else {
            items
        }
    };
    Ok(Page {
        width: page.width,
        height: page.height,
        body: turned(spread(setter, side)),
        frame: turned(frame.items),
    })
}

/// Shares units out over sides.
fn fill<'s>(setter: &Setter<'_, '_>, units: Vec<Unit<'s>>) -> Result<Vec<Side<'s>>, PrintRefusal> {
    let (room, gap) = (setter.page_height, setter.style.gap);
    let mut sides: Vec<Side<'s>> = Vec::new();
    let mut used = f32::INFINITY;
    let mut closing = closing_height(&units, gap);
    let last = units.len().saturating_sub(1);
    let heights: Vec<f32> = units.iter().map(|unit| unit.piece.height).collect();
    for (at, unit) in units.into_iter().enumerate() {
        let height = unit.piece.height;
        if height > room {
            return Err(PrintRefusal::TooLong { block: unit.name });
        }
        let mut new_side = used + gap + height > room;
        if let Some(next) = heights.get(at + 1).filter(|_| unit.leads) {
            let both = height + gap + next;
            new_side |= both <= room && used + gap + both > room;
        }
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
            if let Some(unit) = along {
                used = unit.piece.height + gap;
                push(&mut sides, unit);
            }
        } else {
            used += gap;
        }
        used += height;
        push(&mut sides, unit);
    }
    Ok(sides)
}

fn push<'s>(sides: &mut [Side<'s>], unit: Unit<'s>) {
    if let Some(side) = sides.last_mut() {
        side.push(unit);
    }
}

/// Takes the last block of a side that keeps others, if both fit one side.
fn company<'s>(sides: &mut [Side<'s>], height: f32, room: f32) -> Option<Unit<'s>> {
    let side = sides.last_mut()?;
    let fits = side.len() > 1 && side.last()?.piece.height + height <= room;
    if fits { side.pop() } else { None }
}

/// Shares the room that a side has left out between its cards.
fn grow(setter: &Setter<'_, '_>, side: &mut Side<'_>) -> Result<(), PrintRefusal> {
    let cards = side.iter().filter(|unit| unit.grows()).count();
    if cards == 0 {
        return Ok(());
    }
    let spare = (setter.page_height - used(setter, side)).max(0.0) / small_count(cards);
    side.iter_mut()
        .try_for_each(|unit| unit.grow(setter, spare))
}

/// The height of the blocks of a side with the least gaps between them.
fn used(setter: &Setter<'_, '_>, side: &[Unit<'_>]) -> f32 {
    let heights: f32 = side.iter().map(|unit| unit.piece.height).sum();
    heights + small_count(side.len().saturating_sub(1)) * setter.style.gap
}

/// The height of everything from the first closing block on.
fn closing_height(units: &[Unit<'_>], gap: f32) -> Option<f32> {
    let from = units.iter().position(|unit| unit.closing)?;
    let heights = units[from..].iter().map(|unit| unit.piece.height + gap);
    Some(heights.sum::<f32>() - gap)
}

/// Puts the blocks of a side below each other and shares a little empty space between them.
fn spread(setter: &Setter<'_, '_>, units: Side<'_>) -> Vec<Item> {
    let page = setter.style.page;
    let gaps = small_count(units.len().saturating_sub(1));
    let slack = setter.page_height - used(setter, &units);
    let more = if gaps > 0.0 && slack <= SHARED_SLACK {
        slack.max(0.0) / gaps
    } else {
        0.0
    };
    let mut side = Piece::default();
    let mut y = page.top;
    for unit in units {
        let height = unit.piece.height;
        side.put(unit.piece, (page.side, y));
        y += height + setter.style.gap + more;
    }
    side.items
}
