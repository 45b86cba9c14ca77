//! Doses that get less, and doses that get more by one step.

use crate::dose::{Amount, Basis, Ceiling, Dose, Extent, Often, Range};

/// Seconds by which a hold goes up. Clinic default.
const HOLD_STEP: u16 = 5;

impl Dose {
    /// Half of how much: of the repetitions, else of the minutes, the hold or the sets, else of how often. Nothing where
    /// none of it can be halved (AR-02).
    #[must_use]
    pub fn halved(&self) -> Option<Self> {
        let mut dose = self.clone();
        let parts: [Part; 4] = [
            |dose| &mut dose.repetitions,
            |dose| &mut dose.minutes,
            |dose| &mut dose.hold_seconds,
            |dose| &mut dose.sets,
        ];
        for part in parts {
            let amount = part(&mut dose);
            if let Some(half) = amount.as_ref().and_then(half_of) {
                *amount = Some(half);
                return Some(dose);
            }
        }
        match &mut dose.often {
            Often::TimesADay(amount) | Often::DaysAWeek(amount) => *amount = half_of(amount)?,
            Often::HoursApart(_) => return None,
        }
        Some(dose)
    }

    /// One step more of one part, in the order of AR-10: how often, repetitions (or minutes), hold, how far, sets. Never
    /// above the ceiling; nothing where all parts are there.
    #[must_use]
    pub fn next_step(&self, up_to: &Ceiling) -> Option<Self> {
        let mut dose = self.clone();
        if let Often::TimesADay(amount) | Often::DaysAWeek(amount) = &mut dose.often
            && raise(amount, 1, up_to.often)
        {
            return Some(dose);
        }
        let fifth = |amount: &Amount| (amount.range.high() / 5).max(1);
        let parts: [(Part, Option<u16>, bool); 3] = [
            (|dose| &mut dose.repetitions, up_to.repetitions, false),
            (|dose| &mut dose.minutes, up_to.minutes, false),
            (|dose| &mut dose.hold_seconds, up_to.hold_seconds, true),
        ];
        for (part, most, is_hold) in parts {
            let raised = part(&mut dose).as_mut().is_some_and(|amount| {
                let step = if is_hold { HOLD_STEP } else { fifth(amount) };
                raise(amount, step, most)
            });
            if raised {
                return Some(dose);
            }
        }
        if let (Some(extent), Some(most)) = (dose.extent, up_to.extent)
            && extent < most
        {
            dose.extent = Some(match extent {
                Extent::Tiny => Extent::Small,
                Extent::Small | Extent::Comfortable => Extent::Comfortable,
            });
            return Some(dose);
        }
        if let Some(amount) = &mut dose.sets
            && raise(amount, 1, up_to.sets)
        {
            return Some(dose);
        }
        None
    }

    /// Whether no part of it is more than in the other, and one is less.
    pub fn is_less_than(&self, other: &Self) -> bool {
        let high = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.range.high());
        let often = |often: &Often| match often {
            Often::TimesADay(amount) => Some((1, amount.range.high())),
            Often::DaysAWeek(amount) => Some((0, amount.range.high())),
            Often::HoursApart(_) => None,
        };
        let parts = [
            (high(&self.sets), high(&other.sets)),
            (high(&self.repetitions), high(&other.repetitions)),
            (high(&self.hold_seconds), high(&other.hold_seconds)),
            (high(&self.minutes), high(&other.minutes)),
        ];
        let same_load = self.load == other.load;
        let same_often = match (often(&self.often), often(&other.often)) {
            (None, None) => self.often == other.often,
            (one, two) => one.is_some() && one <= two,
        };
        same_load
            && same_often
            && self.extent <= other.extent
            && parts.iter().all(|(one, two)| one <= two)
            && self != other
    }
}

/// A part of a dose.
type Part = fn(&mut Dose) -> &mut Option<Amount>;

/// Half of an amount, where that is less.
fn half_of(amount: &Amount) -> Option<Amount> {
    let range = amount.range.halved();
    (range != amount.range).then_some(Amount {
        range,
        basis: Basis::Edited,
    })
}

/// Raises both ends by a step, no further than to `most`; whether that changed anything.
fn raise(amount: &mut Amount, step: u16, most: Option<u16>) -> bool {
    let Some(most) = most else { return false };
    let high = amount.range.high().saturating_add(step).min(most);
    let low = amount.range.low().saturating_add(step).min(high);
    if high <= amount.range.high() {
        return false;
    }
    match Range::new(low, high) {
        Ok(range) => {
            *amount = Amount {
                range,
                basis: Basis::Edited,
            };
            true
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(low: u16, high: u16) -> Amount {
        Amount {
            range: Range::new(low, high).unwrap(),
            basis: Basis::Clinic,
        }
    }

    fn dose() -> Dose {
        Dose {
            sets: None,
            repetitions: Some(amount(10, 15)),
            hold_seconds: Some(amount(20, 30)),
            minutes: None,
            often: Often::TimesADay(amount(3, 3)),
            load: None,
            extent: Some(Extent::Small),
        }
    }

    fn numbers(dose: &Dose) -> [u16; 3] {
        let Often::TimesADay(often) = &dose.often else {
            panic!("times a day")
        };
        let high = |amount: &Option<Amount>| amount.as_ref().unwrap().range.high();
        [
            often.range.high(),
            high(&dose.repetitions),
            high(&dose.hold_seconds),
        ]
    }

    #[test]
    fn one_part_is_halved_until_nothing_can_be() {
        let mut now = dose();
        let mut seen = alloc::vec![numbers(&now)];
        while let Some(half) = now.halved() {
            assert!(half.is_less_than(&now) && !now.is_less_than(&half));
            now = half;
            seen.push(numbers(&now));
        }
        assert_eq!(seen[..4], [[3, 15, 30], [3, 7, 30], [3, 3, 30], [3, 1, 30]]);
        assert_eq!(seen.last(), Some(&[1, 1, 1]));
    }

    #[test]
    fn ar_10_one_part_goes_up_in_order_and_never_above_its_ceiling() {
        let up_to = Ceiling {
            often: Some(4),
            repetitions: Some(20),
            hold_seconds: Some(32),
            extent: Some(Extent::Comfortable),
            ..Ceiling::default()
        };
        let mut now = dose();
        let mut seen = alloc::vec![];
        while let Some(more) = now.next_step(&up_to) {
            assert!(now.is_less_than(&more));
            now = more;
            seen.push(numbers(&now));
        }
        assert_eq!(
            seen,
            [
                [4, 15, 30],
                [4, 18, 30],
                [4, 20, 30],
                [4, 20, 32],
                [4, 20, 32]
            ]
        );
        assert_eq!(now.extent, Some(Extent::Comfortable));
        assert_eq!(dose().next_step(&Ceiling::default()), None);
    }
}
