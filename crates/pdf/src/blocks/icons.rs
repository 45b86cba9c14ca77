//! Small pictures beside the words that they show. They stand where they cost no side of paper: all of a group, or none of it.

use crate::{
    draw::{Ink, Item, Piece, Role},
    figure::{Figures, Picture},
    setter::{Set, Setter, small_count},
    text::Align,
};
use plinth_core::sheet::{Advice, Avoided, Block, Figure, Sheet};

/// Which groups of pictures stand on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Icons {
    /// Beside the advice for each day.
    pub(crate) each_day: bool,
    /// Beside what is not for now.
    pub(crate) not_for_now: Option<Place>,
}

/// Where what is not for now stands when it has pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Below what stands side by side, as wide as the page.
    Wide,
    /// In its column.
    Column,
}

/// Between a picture and its words, and between cells; millimeters.
const HANG: f32 = 1.8;
const BETWEEN: (f32, f32) = (4.0, 0.8);
/// The most cells beside each other.
const MOST: usize = 5;

impl Icons {
    /// No picture but those of exercises.
    pub(crate) const NONE: Self = Self {
        each_day: false,
        not_for_now: None,
    };

    /// What a sheet could have of them, the most first. A group with a picture that is not at hand is none.
    pub(crate) fn of(sheet: &Sheet, figures: &Figures) -> Vec<Self> {
        let (mut day, mut not) = (Vec::new(), Vec::new());
        for block in &sheet.blocks {
            match block {
                Block::EachDay(each) => day.extend(each.advice.iter().flat_map(|one| &one.figure)),
                Block::NotForNow(block) => {
                    not.extend(block.items.iter().flat_map(|one| &one.figure));
                }
                _ => {}
            }
        }
        let there = |group: &[&Figure]| {
            !group.is_empty() && group.iter().all(|wanted| figures.of(wanted).is_some())
        };
        let (day, not) = (there(&day), there(&not));
        let places = [Some(Place::Wide), Some(Place::Column), None];
        let every = [true, false].into_iter().flat_map(|each_day| {
            places.map(|not_for_now| Self {
                each_day,
                not_for_now,
            })
        });
        let mut every: Vec<Self> = every
            .filter(|icons| (day || !icons.each_day) && (not || icons.not_for_now.is_none()))
            .filter(|icons| *icons != Self::NONE)
            .collect();
        // What not to do goes before what to do.
        every.sort_by_key(|icons| {
            (
                !(icons.each_day && icons.not_for_now.is_some()),
                icons.not_for_now.is_none(),
            )
        });
        every
    }
}

/// Height and width of a picture; millimeters.
fn size(setter: &Setter<'_, '_>) -> f32 {
    match (setter.style.large, setter.style.compact) {
        (true, _) => 16.0,
        (false, true) => 12.0,
        (false, false) => 14.0,
    }
}

/// A picture with its words beside it, the lower of the two in the middle of the higher: an item of a list.
fn pictured(setter: &Setter<'_, '_>, wanted: &Figure, words: Piece) -> Piece {
    let size = size(setter);
    let mut piece = Piece {
        height: words.height.max(size),
        items: Vec::new(),
    };
    let top = (piece.height - size) / 2.0;
    if let Some(picture) = setter
        .figures
        .of(wanted)
        .and_then(|figure| Picture::fitting(figure, (size, size)))
    {
        let mut own = Piece::default();
        own.items.push(Item::Picture(picture, (0.0, top)));
        piece.put(
            own.within(Role::Figure(wanted.alternative.clone())),
            (0.0, 0.0),
        );
    }
    let top = (piece.height - words.height) / 2.0;
    piece.put(words, (size + HANG, top));
    piece.within(Role::Body).within(Role::Item)
}

/// The advice for each day, with a picture where it has one.
pub(crate) fn advice(setter: &Setter<'_, '_>, all: &[Advice], width: f32) -> Set {
    let mut list = Piece::default();
    for advice in all {
        let item = match &advice.figure {
            Some(wanted) => {
                let words = setter.run_in(&advice.words, width - size(setter) - HANG)?;
                pictured(setter, wanted, words)
            }
            None => setter
                .run_in(&advice.words, width)?
                .within(Role::Body)
                .within(Role::Item),
        };
        let gap = if list.height > 0.0 { BETWEEN.1 } else { 0.0 };
        list.stack(item, 0.0, gap);
    }
    Ok(list.within(Role::List))
}

/// What to leave alone and has a picture, in the number of columns in which it is lowest.
pub(crate) fn avoided(setter: &Setter<'_, '_>, all: &[Avoided], width: f32) -> Set {
    let items: Vec<(&str, &Figure)> = all
        .iter()
        .filter_map(|item| Some((item.words.as_str(), item.figure.as_ref()?)))
        .collect();
    let mut lowest: Option<Piece> = None;
    for columns in 1..=MOST.min(items.len()) {
        let cell = (width - BETWEEN.0 * small_count(columns - 1)) / small_count(columns);
        let own = cell - size(setter) - HANG;
        let fits = items.iter().try_fold(true, |fits, (words, _)| {
            Ok::<_, crate::PrintRefusal>(
                fits && setter.longest_word(words, setter.style.body)? <= own,
            )
        })?;
        if columns > 1 && !fits {
            break;
        }
        let mut grid = Piece::default();
        for row in items.chunks(columns) {
            let mut line = Piece::default();
            let mut left = 0.0;
            for (words, wanted) in row {
                let words = setter
                    .lines(&[(words, setter.style.body, Ink::Text)], own)?
                    .draw(own, Align::Left, Some(Role::Paragraph));
                let item = pictured(setter, wanted, words);
                line.height = line.height.max(item.height);
                line.put(item, (left, 0.0));
                left += cell + BETWEEN.0;
            }
            let gap = if grid.height > 0.0 { BETWEEN.1 } else { 0.0 };
            grid.stack(line, 0.0, gap);
        }
        if lowest
            .as_ref()
            .is_none_or(|lowest| grid.height < lowest.height - 0.01)
        {
            lowest = Some(grid);
        }
    }
    Ok(lowest.unwrap_or_default().within(Role::List))
}
