//! A small picture of readings over time, in characters.

use jiff::civil::Date;
use plinth_core::{calendar::days_between, decimal::Decimal};

/// Columns between two readings, at least.
const APART: usize = 3;
/// Rows, at most.
const ROWS: i128 = 11;

/// A reading: its day, and its value where it is known.
pub(crate) type Point = (Date, Option<Decimal>);

/// The characters of a picture.
#[derive(Debug, Clone, Copy)]
struct Strokes {
    point: char,
    side: char,
    corner: char,
    floor: char,
}

const UNICODE: Strokes = Strokes {
    point: '●',
    side: '┤',
    corner: '└',
    floor: '─',
};

const ASCII: Strokes = Strokes {
    point: '*',
    side: '|',
    corner: '+',
    floor: '-',
};

/// The lines of a picture, `width` columns wide at most: the largest value above, days to the right, `?` on the floor where
/// a reading is not known. Where there are more than fit, the newest are shown. Nothing where no value is known.
pub(crate) fn plot(points: &[Point], range: (i32, i32), width: usize, utf8: bool) -> Vec<String> {
    let strokes = if utf8 { UNICODE } else { ASCII };
    let values = || points.iter().filter_map(|(_, value)| *value);
    let (Some(lowest), Some(highest)) = (values().min(), values().max()) else {
        return Vec::new();
    };
    let scale = Scale::new(range, lowest, highest);
    let label = scale.labels().map(|l| l.len()).max().unwrap_or_default();
    let room = width.saturating_sub(label + 5).max(APART);
    let newest = points.len().saturating_sub(room / APART);
    let points = points.get(newest..).unwrap_or_default();
    let columns = columns(points, room);
    let mut lines = Vec::new();
    for row in (0..scale.rows).rev() {
        let mut cells = vec![' '; room];
        for ((_, value), column) in points.iter().zip(&columns) {
            if value.is_some_and(|value| scale.row(value) == row)
                && let Some(cell) = cells.get_mut(*column)
            {
                *cell = strokes.point;
            }
        }
        let cells: String = cells.into_iter().collect();
        let line = format!("  {:>label$} {}{cells}", scale.value(row), strokes.side);
        lines.push(line.trim_end().to_string());
    }
    let mut floor = vec![strokes.floor; room];
    for ((_, value), column) in points.iter().zip(&columns) {
        if value.is_none()
            && let Some(cell) = floor.get_mut(*column)
        {
            *cell = '?';
        }
    }
    let floor: String = floor.into_iter().collect();
    lines.push(format!("  {:label$} {}{floor}", "", strokes.corner));
    if let (Some((first, _)), Some((last, _))) = (points.first(), points.last()) {
        let days = if first == last {
            first.to_string()
        } else {
            let last = last.to_string();
            let gap = room
                .saturating_sub(first.to_string().len())
                .max(last.len() + 1);
            format!("{first}{last:>gap$}")
        };
        lines.push(format!("  {:label$}  {days}", ""));
    }
    lines
}

/// Where each reading stands: by its day, and apart from the one before.
fn columns(points: &[Point], room: usize) -> Vec<usize> {
    let Some((first, _)) = points.first() else {
        return Vec::new();
    };
    let day = |on: Date| usize::try_from(days_between(*first, on)).unwrap_or_default();
    let days = points.last().map_or(0, |(last, _)| day(*last)).max(1);
    let end = room.saturating_sub(1);
    let mut columns: Vec<usize> = Vec::new();
    for (n, (on, _)) in points.iter().enumerate() {
        // Those that are still to come need their room too.
        let most = end.saturating_sub((points.len() - 1 - n) * APART);
        let least = columns.last().map_or(0, |before| before + APART);
        columns.push((day(*on) * end / days).min(most).max(least));
    }
    columns
}

/// Rows, each for so many whole steps of the value.
struct Scale {
    low: i128,
    step: i128,
    rows: i128,
}

const MILLION: i128 = 1_000_000;

impl Scale {
    /// The whole range where it is short, else what the values need.
    fn new((low, high): (i32, i32), least: Decimal, most: Decimal) -> Self {
        let (low, high) = (i128::from(low), i128::from(high));
        let (low, high) = if high - low < ROWS {
            (low, high)
        } else {
            let high = most.millionths().div_euclid(MILLION) + 1;
            (least.millionths().div_euclid(MILLION), high)
        };
        let step = ((high - low) / (ROWS - 1)).max(1);
        let step = if step * (ROWS - 1) < high - low {
            step + 1
        } else {
            step
        };
        Self {
            low,
            step,
            rows: (high - low + step - 1) / step + 1,
        }
    }

    /// The row that is nearest to a value.
    fn row(&self, value: Decimal) -> i128 {
        let above = value.millionths() - self.low * MILLION;
        let step = self.step * MILLION;
        (above + step / 2).div_euclid(step).clamp(0, self.rows - 1)
    }

    fn value(&self, row: i128) -> i128 {
        self.low + row * self.step
    }

    fn labels(&self) -> impl Iterator<Item = String> + '_ {
        (0..self.rows).map(|row| self.value(row).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(day: i8, value: &str) -> Point {
        (date(2026, 3, day), value.parse().ok())
    }

    #[test]
    fn readings_stand_at_their_value_and_day_and_what_is_not_known_on_the_floor() {
        let lines = plot(&[at(2, "2"), at(4, "?"), at(8, "0")], (0, 3), 20, false);
        assert_eq!(
            lines,
            [
                "  3 |",
                "  2 |*",
                "  1 |",
                "  0 |             *",
                "    +----?---------",
                "     2026-03-02 2026-03-08",
            ]
        );
        assert!(plot(&[at(2, "2")], (0, 3), 20, true)[1].ends_with("┤●"));
        assert!(plot(&[at(2, "?")], (0, 3), 20, true).is_empty());
    }

    #[test]
    fn any_number_of_readings_fits_and_the_newest_is_among_them() {
        for count in 1..60 {
            let mut points = vec![at(1, "5"); count];
            points.push(at(9, "7.5"));
            let lines = plot(&points, (0, 240), 40, false);
            let stars = lines.iter().map(|line| line.matches('*').count());
            assert_eq!(stars.sum::<usize>(), (count + 1).min((40 - 6) / APART));
            assert!(lines.iter().all(|line| line.len() <= 40), "{lines:#?}");
            assert!(lines[0].trim_start().starts_with('8'), "{lines:#?}");
        }
        for (least, most) in [("0", "240"), ("-1", "38"), ("17", "68"), ("0.5", "0.75")] {
            let lines = plot(&[at(1, least), at(2, most)], (-1, 300), 60, false);
            assert!(lines.len() <= 14, "{lines:#?}");
            assert_eq!(lines.concat().matches('*').count(), 2, "{lines:#?}");
        }
    }
}
