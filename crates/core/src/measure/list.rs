//! The closed list. Sources of thresholds are named where there are any; all else is read as a trend.

use super::{Better, Confidence, Instrument, RealChange, Threshold};

/// Instruments of which the first is never read above the second, for the same time.
pub const NEVER_ABOVE: &[(&str, &str)] = &[
    ("nprs-leg-average", "nprs-leg-worst"),
    ("nprs-leg-now", "nprs-leg-worst"),
    ("nprs-leg-best", "nprs-leg-worst"),
    ("nprs-leg-best", "nprs-leg-average"),
    ("nprs-leg-best", "nprs-leg-now"),
    ("nprs-back-average", "nprs-back-worst"),
    ("nprs-back-now", "nprs-back-worst"),
    ("nprs-back-best", "nprs-back-worst"),
    ("nprs-back-best", "nprs-back-average"),
    ("nprs-back-best", "nprs-back-now"),
];

/// All instruments, in the order in which they are shown.
pub const INSTRUMENTS: &[Instrument] = &[
    pain("nprs-leg-worst", "Leg pain at its worst"),
    average("nprs-leg-average", "Leg pain on average"),
    pain("nprs-leg-now", "Leg pain now"),
    pain("nprs-leg-best", "Leg pain at its best"),
    pain("nprs-back-worst", "Back pain at its worst"),
    average("nprs-back-average", "Back pain on average"),
    pain("nprs-back-now", "Back pain now"),
    pain("nprs-back-best", "Back pain at its best"),
    Instrument {
        places: 2,
        real: Some(RealChange {
            threshold: Threshold::Change(2),
            floor: None,
            source: "detectable change of the mean of the activities; Abbott and Schmitt 2014 give 2.3 as a medium change",
            confidence: Confidence::Medium,
        }),
        ..higher(
            "psfs",
            "Activities that matter to the patient, mean",
            "of 10",
            10,
        )
    },
    Instrument {
        steps: &["none", "back", "buttock", "thigh", "knee", "calf", "foot"],
        ..lower("distal-most", "Furthest point that is felt", "of 6", 6)
    },
    Instrument {
        steps: &[
            "much-better",
            "better",
            "little-better",
            "same",
            "little-worse",
            "worse",
            "much-worse",
        ],
        real: Some(RealChange {
            threshold: Threshold::Reading {
                better: 1,
                worse: 5,
            },
            floor: None,
            source: "better or much better of seven steps, in generic words",
            confidence: Confidence::Medium,
        }),
        ..lower("global-change", "Change on the whole", "of 6", 6)
    },
    higher("sit-minutes", "Sitting before it starts", "min", 240),
    higher("stand-minutes", "Standing before it starts", "min", 240),
    higher("walk-minutes", "Walking before it starts", "min", 240),
    higher(
        "chair-stand-30s",
        "Standing up from a chair in 30 seconds",
        "times",
        60,
    ),
    Instrument {
        places: 1,
        ..lower(
            "tug",
            "Timed up and go; 12 s or more is a risk of falls (CDC STEADI)",
            "s",
            300,
        )
    },
    Instrument {
        each_side: true,
        ..higher("heel-raises", "Heel raises on one leg", "times", 50)
    },
    Instrument {
        each_side: true,
        ..higher(
            "slr-angle",
            "Angle of the straight leg raise",
            "degrees",
            120,
        )
    },
    higher("adherence", "Days done of days planned", "%", 100),
    Instrument {
        real: Some(RealChange {
            threshold: Threshold::Change(5),
            floor: None,
            source: "about 5 points, by study from 2 to 8",
            confidence: Confidence::Medium,
        }),
        ..total(lower("roland-morris", "Roland-Morris, total", "of 24", 24))
    },
    Instrument {
        real: Some(RealChange {
            threshold: Threshold::Change(10),
            floor: None,
            source: "about 10 to 12 points",
            confidence: Confidence::Medium,
        }),
        ..total(lower("odi", "Oswestry, total", "%", 100))
    },
    Instrument {
        least: -1,
        places: 3,
        ..total(higher("eq-5d-index", "EQ-5D, index", "of 1", 1))
    },
    total(higher("eq-vas", "EQ-5D, health today", "of 100", 100)),
    score("sf-36-physical", "SF-36, physical summary"),
    score("sf-36-mental", "SF-36, mental summary"),
    score("sf-12-physical", "SF-12, physical summary"),
    score("sf-12-mental", "SF-12, mental summary"),
    total(lower("start-back", "STarT Back, total", "of 9", 9)),
    Instrument {
        least: -1,
        ..total(lower("paindetect", "painDETECT, total", "of 38", 38))
    },
    total(lower("s-lanss", "S-LANSS, total", "of 24", 24)),
    total(lower("orebro", "Örebro, total", "of 210", 210)),
    total(lower("fabq-work", "Fear-avoidance, work", "of 42", 42)),
    total(lower(
        "fabq-activity",
        "Fear-avoidance, activity",
        "of 24",
        24,
    )),
    Instrument {
        least: 11,
        ..total(lower("tsk", "Tampa scale, total", "of 68", 68))
    },
    total(lower("pcs", "Pain catastrophizing, total", "of 52", 52)),
    total(lower("quebec", "Quebec back pain, total", "of 100", 100)),
    total(lower("sbi", "Sciatica bothersomeness, total", "of 24", 24)),
];

/// The numeric rating of pain. Leg and back are never blended.
const fn pain(id: &'static str, title: &'static str) -> Instrument {
    Instrument {
        real: Some(RealChange {
            threshold: Threshold::Change(2),
            floor: Some(1),
            source: "Childs 2005, low back pain",
            confidence: Confidence::High,
        }),
        ..lower(id, title, "of 10", 10)
    }
}

const fn average(id: &'static str, title: &'static str) -> Instrument {
    Instrument {
        places: 1,
        ..pain(id, title)
    }
}

const fn lower(id: &'static str, title: &'static str, unit: &'static str, most: i32) -> Instrument {
    Instrument {
        better: Better::Lower,
        ..higher(id, title, unit, most)
    }
}

const fn higher(
    id: &'static str,
    title: &'static str,
    unit: &'static str,
    most: i32,
) -> Instrument {
    Instrument {
        id,
        title,
        unit,
        least: 0,
        most,
        places: 0,
        better: Better::Higher,
        each_side: false,
        steps: &[],
        real: None,
        total_only: false,
    }
}

const fn total(instrument: Instrument) -> Instrument {
    Instrument {
        total_only: true,
        ..instrument
    }
}

const fn score(id: &'static str, title: &'static str) -> Instrument {
    Instrument {
        places: 1,
        ..total(higher(id, title, "of 100", 100))
    }
}
