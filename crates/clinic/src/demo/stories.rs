//! The stories of the demonstration: who comes, when, and what is done.

use jiff::civil::{Date, date};

/// One patient over time.
pub(super) struct Story {
    pub(super) name: &'static str,
    pub(super) born: Date,
    pub(super) words: &'static str,
    /// Answers of the screening that differ from the common ones.
    pub(super) changes: &'static str,
    /// Questions that nobody asked.
    pub(super) not_asked: &'static [&'static str],
    /// Oldest first.
    pub(super) visits: &'static [Visit],
}

/// One day.
pub(super) struct Visit {
    pub(super) days_ago: i64,
    pub(super) deeds: &'static [Deed],
}

/// What is done on it.
pub(super) enum Deed {
    Goal {
        words: &'static str,
        now: u8,
    },
    Screened,
    Assigned,
    CheckedIn {
        /// Answers that differ from the common ones.
        answers: &'static str,
        /// What is said of each exercise, where it differs.
        each: &'static str,
        goals: &'static [u8],
    },
    Followed {
        with: With,
    },
    Taught(&'static [&'static str]),
    Taken {
        up: &'static [&'static str],
        leave: &'static [&'static str],
    },
    Discharged(&'static str),
    Printed,
}

/// What an advice leaves to the clinician.
pub(super) enum With {
    Nothing,
    Exercise(&'static str),
    Referral(&'static str, &'static str),
}

const TODAY: &[Visit] = &[Visit {
    days_ago: 0,
    deeds: &[Deed::Screened],
}];

const AS_ADVISED: Deed = Deed::Followed {
    with: With::Nothing,
};

/// A check-in of a patient who is well on the way.
const fn went_well(answers: &'static str, goals: &'static [u8]) -> Deed {
    Deed::CheckedIn {
        answers,
        each: "",
        goals,
    }
}

pub(super) const STORIES: [Story; 8] = [
    Story {
        name: "Sample Patient One",
        born: date(1988, 1, 1),
        words: "Pain from the back to the left foot. It calmed down, then flared up after a move.",
        changes: "date-of-birth = \"1988-01-01\"",
        not_asked: &[],
        visits: &[
            Visit {
                days_ago: 10,
                deeds: &[
                    Deed::Goal {
                        words: "Drive to work",
                        now: 3,
                    },
                    Deed::Screened,
                    Deed::Assigned,
                    Deed::Printed,
                ],
            },
            Visit {
                days_ago: 5,
                deeds: &[Deed::CheckedIn {
                    answers: "leg-pain-worst = 5\nleg-pain-average = 4",
                    each: "settle-hours = 1",
                    goals: &[4],
                }],
            },
            Visit {
                days_ago: 0,
                deeds: &[
                    Deed::CheckedIn {
                        answers: "leg-pain-worst = 8\nleg-pain-average = 6\nflare-day = \"yes\"",
                        each: "",
                        goals: &[3],
                    },
                    AS_ADVISED,
                    Deed::Printed,
                ],
            },
        ],
    },
    Story {
        name: "Sample Patient Two",
        born: date(1994, 6, 1),
        words: "The same pain, and 28 weeks pregnant.",
        changes: "date-of-birth = \"1994-06-01\"\npregnant = \"yes\"",
        not_asked: &[],
        visits: &[Visit {
            days_ago: 0,
            deeds: &[Deed::Screened, Deed::Assigned, Deed::Printed],
        }],
    },
    Story {
        name: "Sample Patient Three",
        born: date(1979, 9, 9),
        words: "The same pain; in the hurry nobody asked about the saddle area.",
        changes: "date-of-birth = \"1979-09-09\"",
        not_asked: &["saddle-numbness"],
        visits: TODAY,
    },
    Story {
        name: "Sample Patient Four",
        born: date(1965, 3, 30),
        words: "Three weeks of pain, with fever and weight lost without trying.",
        changes: "date-of-birth = \"1965-03-30\"\nfever = \"yes\"\nweight-loss = \"yes\"\nfeeling-ill = \"no\"",
        not_asked: &[],
        visits: TODAY,
    },
    Story {
        name: "Sample Patient Five",
        born: date(1972, 12, 24),
        words: "Mild pain, and since last night numb between the legs.",
        changes: "date-of-birth = \"1972-12-24\"\nsaddle-numbness = \"yes\"\nsaddle-sensation = \"reduced\"",
        not_asked: &[],
        visits: &[Visit {
            days_ago: 0,
            deeds: &[Deed::Screened, Deed::Printed],
        }],
    },
    Story {
        name: "Sample Patient Six",
        born: date(1981, 4, 17),
        words: "Six weeks of steady work, from calming to the last phase.",
        changes: "date-of-birth = \"1981-04-17\"",
        not_asked: &[],
        visits: &[
            Visit {
                days_ago: 42,
                deeds: &[
                    Deed::Goal {
                        words: "Carry my daughter",
                        now: 2,
                    },
                    Deed::Screened,
                    Deed::Assigned,
                    Deed::Printed,
                ],
            },
            Visit {
                days_ago: 38,
                deeds: &[went_well("leg-pain-worst = 5\nleg-pain-average = 4", &[3])],
            },
            Visit {
                days_ago: 35,
                deeds: &[
                    went_well("leg-pain-worst = 4\nleg-pain-average = 3", &[5]),
                    AS_ADVISED,
                    Deed::Taught(&["EX-07", "EX-10"]),
                    Deed::Taken {
                        up: &["EX-07", "EX-10"],
                        leave: &["EX-03"],
                    },
                    Deed::Printed,
                ],
            },
            Visit {
                days_ago: 28,
                deeds: &[went_well(
                    "leg-pain-worst = 4\nleg-pain-average = 3\nclean-form = \"no\"",
                    &[5],
                )],
            },
            Visit {
                days_ago: 21,
                deeds: &[
                    went_well(
                        "leg-pain-worst = 3\nleg-pain-average = 2\nclean-form = \"yes\"",
                        &[6],
                    ),
                    Deed::Followed {
                        with: With::Exercise("EX-10"),
                    },
                    Deed::Printed,
                ],
            },
            Visit {
                days_ago: 7,
                deeds: &[
                    went_well(
                        "leg-pain-worst = 2\nleg-pain-average = 1\nclean-form = \"yes\"",
                        &[7],
                    ),
                    AS_ADVISED,
                    Deed::Printed,
                ],
            },
        ],
    },
    Story {
        name: "Sample Patient Seven",
        born: date(1969, 11, 2),
        words: "Eight weeks of honest work, and no change.",
        changes: "date-of-birth = \"1969-11-02\"",
        not_asked: &[],
        visits: &[
            Visit {
                days_ago: 56,
                deeds: &[
                    Deed::Goal {
                        words: "Sit through a film",
                        now: 3,
                    },
                    Deed::Screened,
                    Deed::Assigned,
                    Deed::Printed,
                ],
            },
            Visit {
                days_ago: 28,
                deeds: &[went_well("leg-pain-worst = 7\nleg-pain-average = 6", &[3])],
            },
            Visit {
                days_ago: 0,
                deeds: &[
                    went_well("leg-pain-worst = 6\nleg-pain-average = 6", &[3]),
                    Deed::Followed {
                        with: With::Referral("SAMPLE spine clinic", "no change after eight weeks"),
                    },
                ],
            },
        ],
    },
    Story {
        name: "Sample Patient Eight",
        born: date(1990, 8, 8),
        words: "Well again after ten weeks, with a plan for the day it comes back.",
        changes: "date-of-birth = \"1990-08-08\"",
        not_asked: &[],
        visits: &[
            Visit {
                days_ago: 70,
                deeds: &[
                    Deed::Goal {
                        words: "Run for the bus",
                        now: 1,
                    },
                    Deed::Screened,
                    Deed::Assigned,
                    Deed::Printed,
                ],
            },
            Visit {
                days_ago: 63,
                deeds: &[went_well("leg-pain-worst = 4\nleg-pain-average = 3", &[4])],
            },
            Visit {
                days_ago: 35,
                deeds: &[went_well("leg-pain-worst = 2\nleg-pain-average = 1", &[7])],
            },
            Visit {
                days_ago: 0,
                deeds: &[
                    went_well(
                        "leg-pain-worst = 0\nleg-pain-average = 0\nglobal-change = \"much-better\"",
                        &[10],
                    ),
                    Deed::Discharged(
                        "Short walks and pelvic tilts for a week, and call if it has not settled by then.",
                    ),
                ],
            },
        ],
    },
];
