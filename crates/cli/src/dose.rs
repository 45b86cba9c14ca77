//! A dose on the command line: what is given changes, the rest stays as it is.

use clap::{Args, builder::TypedValueParser};
use plinth_core::{
    decimal::Decimal,
    dose::{Amount, Basis, Dose, Extent, Load, Often, Range},
    record::event::Sides,
};

use crate::arguments::{decimal, one_of};

/// Parts of a dose that are to change.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Dose")]
pub(crate) struct DoseArgs {
    /// Sets: 2, or 2-3
    #[arg(long, value_name = "N", value_parser = range())]
    sets: Option<Range>,
    /// Repetitions: 8, or 5-10
    #[arg(long, value_name = "N", value_parser = range())]
    repetitions: Option<Range>,
    /// Seconds to hold
    #[arg(long, value_name = "SECONDS", value_parser = range())]
    hold: Option<Range>,
    /// Minutes
    #[arg(long, value_name = "MINUTES", value_parser = range())]
    minutes: Option<Range>,
    /// Times a day
    #[arg(long, value_name = "N", value_parser = range(), group = "often")]
    times_a_day: Option<Range>,
    /// Hours from one time to the next
    #[arg(long, value_name = "HOURS", value_parser = range(), group = "often")]
    hours_apart: Option<Range>,
    /// Days a week
    #[arg(long, value_name = "N", value_parser = range(), group = "often")]
    days_a_week: Option<Range>,
    /// Weight in kilograms
    #[arg(long, value_name = "KG", value_parser = decimal(), group = "load")]
    kilograms: Option<Decimal>,
    /// Strength of the band
    #[arg(long, group = "load")]
    band: Option<String>,
    /// How far the movement goes
    #[arg(long, value_parser = one_of::<Extent>(&["tiny", "small", "comfortable"]))]
    extent: Option<Extent>,
    /// With which side, where it is done with one
    #[arg(long, value_parser = sides())]
    side: Option<Sides>,
}

/// Sides of an exercise.
pub(crate) fn sides() -> impl TypedValueParser<Value = Sides> {
    one_of::<Sides>(&["left", "right", "each-in-turn"])
}

/// `5`, or `5-10`.
fn range() -> impl TypedValueParser<Value = Range> {
    clap::builder::StringValueParser::new().try_map(|text| {
        let (low, high) = text.split_once('-').unwrap_or((&text, &text));
        let number = |part: &str| part.parse::<u16>();
        let (Ok(low), Ok(high)) = (number(low), number(high)) else {
            return Err("a whole number, or a range of two: 5, or 5-10".to_string());
        };
        Range::new(low, high).map_err(|fault| fault.to_string())
    })
}

fn edited(range: Range) -> Amount {
    Amount {
        range,
        basis: Basis::Edited,
    }
}

impl DoseArgs {
    /// No change but the side.
    pub(crate) fn on_side(side: Option<Sides>) -> Self {
        Self {
            side,
            ..Self::default()
        }
    }

    /// The side that was given.
    pub(crate) const fn side(&self) -> Option<Sides> {
        self.side
    }

    /// The dose with what was given in place of what it says.
    pub(crate) fn change(self, dose: Dose) -> Dose {
        let often = [
            self.times_a_day.map(|n| Often::TimesADay(edited(n))),
            self.hours_apart.map(|n| Often::HoursApart(edited(n))),
            self.days_a_week.map(|n| Often::DaysAWeek(edited(n))),
        ];
        Dose {
            sets: self.sets.map(edited).or(dose.sets),
            repetitions: self.repetitions.map(edited).or(dose.repetitions),
            hold_seconds: self.hold.map(edited).or(dose.hold_seconds),
            minutes: self.minutes.map(edited).or(dose.minutes),
            often: often.into_iter().flatten().next().unwrap_or(dose.often),
            load: self
                .kilograms
                .map(Load::Kilograms)
                .or(self.band.map(Load::Band))
                .or(dose.load),
            extent: self.extent.or(dose.extent),
        }
    }
}
