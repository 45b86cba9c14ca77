//! Each block of a sheet as a piece of a page.

mod advice;
mod alarm;
mod body;
mod card;
mod chart;
mod closing;
mod emergency;
mod facts;
mod head;
mod icons;
mod traffic;

use crate::{
    draw::{Ink, Piece, Role},
    setter::{Set, Setter},
};
pub(crate) use icons::{Icons, Place};
use plinth_core::sheet::{Block, Exercise};

/// Between blocks that stand side by side in standard print; millimeters.
const SIDE_BY_SIDE_GAP: f32 = 6.0;
/// Shares of the width that the left of two may have, the one that is wanted first.
const SHARES: [f32; 4] = [0.5, 0.47, 0.44, 0.41];
/// The share of the left column on a compact side for the fridge: the days of a week, ten millimeters wide and more.
const FRIDGE_SHARES: [f32; 1] = [0.675];
/// The shares that the day beside the next visit may have.
const LAST_SHARES: [f32; 4] = [0.675, 0.64, 0.6, 0.56];
/// By how much another share must make a row lower; millimeters.
const LOWER: f32 = 1.0;

/// What a layout may not divide.
pub(crate) struct Unit<'s> {
    /// What it is called where it does not fit.
    pub(crate) name: String,
    pub(crate) piece: Piece,
    /// Whether it belongs on the side for the fridge, with the chart.
    pub(crate) closing: bool,
    /// Whether it says what the next block is about, and stands on the same side where one side can hold both.
    pub(crate) leads: bool,
    /// Whether it belongs on the first side.
    pub(crate) first: bool,
    /// The exercise whose card it is.
    exercise: Option<&'s Exercise>,
}

impl Unit<'_> {
    /// The head of the sheet.
    pub(crate) fn head(setter: &Setter<'_, '_>) -> Set<Self> {
        Ok(Self {
            name: "head of the sheet".to_string(),
            piece: head::head(setter)?,
            closing: false,
            leads: false,
            first: false,
            exercise: None,
        })
    }

    /// The words of a side that is left empty.
    pub(crate) fn left_empty(setter: &Setter<'_, '_>) -> Set<Self> {
        let (words, face) = (&setter.sheet.words.left_empty, setter.style.body);
        let role = Role::Paragraph;
        let lines = setter.text(words, face, Ink::Text, setter.width(), role)?;
        let mut piece = Piece::default();
        piece.put(lines, (0.0, setter.page_height / 3.0));
        piece.height = setter.page_height;
        Ok(Self {
            name: "side that is left empty".to_string(),
            piece,
            closing: false,
            leads: false,
            first: false,
            exercise: None,
        })
    }

    /// Whether it can use room that a page has to spare.
    pub(crate) fn grows(&self) -> bool {
        self.exercise.is_some()
    }

    /// Gives it this much more height, of which it uses what it can.
    pub(crate) fn grow(&mut self, setter: &Setter<'_, '_>, spare: f32) -> Set<()> {
        if let Some(exercise) = self.exercise {
            self.piece = card::card(setter, exercise, spare)?;
        }
        Ok(())
    }
}

/// Sets the blocks in order; those that belong side by side become one unit.
pub(crate) fn units<'s>(setter: &Setter<'_, '_>, blocks: &'s [Block]) -> Set<Vec<Unit<'s>>> {
    let mut units = Vec::new();
    let mut rest = blocks;
    while let Some(first) = rest.first() {
        let (left, right, shares) = columns(setter, rest);
        let (mine, others) = rest.split_at(left + right);
        let pieces = if right > 0 {
            vec![side_by_side(setter, shares, &mine[..left], &mine[left..])?]
        } else {
            set(setter, first, setter.width())?
        };
        units.extend(pieces.into_iter().map(|piece| Unit {
            name: first.name(),
            piece,
            closing: closes(first),
            leads: matches!(first, Block::ToldUs(_) | Block::Heading(_)),
            first: matches!(first, Block::SayThis(_)),
            exercise: match first {
                Block::Exercise(exercise) => Some(exercise),
                _ => None,
            },
        }));
        rest = others;
    }
    Ok(units)
}

/// Whether a block belongs on the side for the fridge.
fn closes(block: &Block) -> bool {
    matches!(
        block,
        Block::ToldUs(_)
            | Block::Chart(_)
            | Block::FlareUp(_)
            | Block::EachDay(_)
            | Block::NotForNow(_)
            | Block::NextVisit(_)
            | Block::SmallPrint(_)
    )
}

/// How many of the next blocks go into the left column and how many into the right, and which shares of the width are tried.
fn columns(setter: &Setter<'_, '_>, blocks: &[Block]) -> (usize, usize, &'static [f32]) {
    let compact = setter.style.compact;
    let wide = setter.icons.not_for_now == Some(Place::Wide);
    match blocks {
        _ if setter.style.large => (1, 0, &[]),
        [Block::NotForNow(_), ..] | [Block::EachDay(_), Block::NotForNow(_), ..] if wide => {
            (1, 0, &[])
        }
        [
            Block::FlareUp(_),
            Block::EachDay(_),
            Block::NotForNow(_),
            ..,
        ] if wide => (1, 1, &SHARES),
        [Block::Chart(chart), Block::FlareUp(_), ..] if compact && chart::is_of_one_week(chart) => {
            (1, 1, &FRIDGE_SHARES)
        }
        [
            Block::EachDay(_),
            Block::NotForNow(_),
            Block::NextVisit(_),
            ..,
        ] if compact => (2, 1, &LAST_SHARES),
        [
            Block::EachDay(_) | Block::NotForNow(_),
            Block::NextVisit(_),
            ..,
        ] if compact => (1, 1, &LAST_SHARES),
        [
            Block::FlareUp(_),
            Block::EachDay(_),
            Block::NotForNow(_),
            ..,
        ] => (1, 2, &SHARES),
        [
            Block::FlareUp(_),
            Block::EachDay(_) | Block::NotForNow(_),
            ..,
        ]
        | [Block::WhereToGo(_), Block::DoNots(_), ..]
        | [Block::Signs(_), Block::TakeWithYou(_), ..] => (1, 1, &SHARES),
        _ => (1, 0, &[]),
    }
}

/// Blocks side by side: in the first of these shares of the width, or in another where it makes the row lower.
fn side_by_side(setter: &Setter<'_, '_>, shares: &[f32], left: &[Block], right: &[Block]) -> Set {
    let width = setter.width() - SIDE_BY_SIDE_GAP;
    let mut best: Option<(f32, Piece, Piece)> = None;
    for share in shares {
        let own = width * share;
        let first = stacked(setter, left, own)?;
        let second = stacked(setter, right, width - own)?;
        let height = first.height.max(second.height);
        let lower = best
            .as_ref()
            .is_none_or(|(_, one, other)| height + LOWER < one.height.max(other.height));
        if lower {
            best = Some((own, first, second));
        }
    }
    let mut row = Piece::default();
    if let Some((own, first, second)) = best {
        row.height = first.height.max(second.height);
        row.put(first, (0.0, 0.0));
        row.put(second, (own + SIDE_BY_SIDE_GAP, 0.0));
    }
    Ok(row)
}

fn stacked(setter: &Setter<'_, '_>, blocks: &[Block], width: f32) -> Set {
    let mut column = Piece::default();
    for block in blocks {
        for piece in set(setter, block, width)? {
            column.stack(piece, 0.0, 0.0);
        }
    }
    Ok(column)
}

/// Sets one block; only a chart may become several pieces.
fn set(setter: &Setter<'_, '_>, block: &Block, width: f32) -> Set<Vec<Piece>> {
    let piece = match block {
        Block::Chart(chart) => return chart::charts(setter, chart, width),
        Block::Alarm(alarm) => alarm::alarm(setter, alarm),
        Block::Urgent(urgent) => alarm::urgent(setter, urgent),
        Block::ToldUs(told) => advice::told_us(setter, told),
        Block::Traffic(traffic) => traffic::traffic(setter, traffic),
        Block::Exercise(exercise) => card::card(setter, exercise, 0.0),
        Block::FlareUp(flare_up) => advice::flare_up(setter, flare_up, width),
        Block::EachDay(day) => advice::each_day(setter, day, width),
        Block::NotForNow(not) => advice::not_for_now(setter, not, width),
        Block::NextVisit(visit) => closing::next_visit(setter, visit, width),
        Block::GoNow(go) => emergency::go_now(setter, go),
        Block::WhereToGo(place) => emergency::where_to_go(setter, place, width),
        Block::DoNots(do_nots) => emergency::do_nots(setter, do_nots, width),
        Block::SayThis(say) => emergency::say_this(setter, say),
        Block::Signs(signs) => emergency::signs(setter, signs, width),
        Block::TakeWithYou(take) => emergency::take_with_you(setter, take, width),
        Block::StaffFacts(table) => facts::framed(setter, table),
        Block::Heading(heading) => facts::heading(setter, heading),
        Block::Paragraph(paragraph) => setter.run_in(paragraph, width),
        Block::Facts(table) => facts::table(setter, table, width),
        Block::BodyChart(chart) => body::chart(setter, chart, width),
        Block::SmallPrint(small) => closing::small_print(setter, small),
    }?;
    Ok(vec![piece])
}
