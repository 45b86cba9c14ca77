//! Sheets of a patient who does not exist, for looking at layouts and for tests. They are marked SAMPLE, and where a sheet
//! names a number to call they have that word.

use jiff::civil::{Date, date};
use plinth_core::sheet::{
    Advice, Alarm, Avoided, Block, Chart, ChartDay, ChartRow, DoNots, Dose, EachDay, EmergencyCall,
    Exercise, Fact, FactTable, FactValue, Field, FlareUp, GoNow, Identity, Issue, Light, Mark,
    NextVisit, NotForNow, PackLine, Provenance, RunIn, SayThis, Sheet, SheetKind, Sign, Signs,
    SmallPrint, Strip, TakeWithYou, ToldUs, Traffic, Urgent, WhereToGo, Words, Writing,
};

/// What stands for every number to call.
const NUMBER: &str = "SAMPLE";

fn field(label: &str, value: &str) -> Field {
    Field {
        label: label.into(),
        value: value.into(),
    }
}

fn run_in(lead: &str, text: &str) -> RunIn {
    RunIn {
        lead: lead.into(),
        text: text.into(),
    }
}

fn lines(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.into()).collect()
}

fn sheet(kind: SheetKind, title: &str, subtitle: &str, number: &str, blocks: Vec<Block>) -> Sheet {
    Sheet {
        kind,
        mark: Mark::Sample("SAMPLE".into()),
        language: "en-GB".into(),
        title: title.into(),
        subtitle: subtitle.into(),
        identity: Identity {
            clinic: "Harbour Lane Physiotherapy".into(),
            phone: NUMBER.into(),
            hours: "Mon–Fri 8–6, Sat 9–12".into(),
            out_of_hours: "Closed? Call your doctor, day or night.".into(),
            emergency: EmergencyCall {
                label: "Emergency".into(),
                number: NUMBER.into(),
                place: "or go to A&E now".into(),
            },
        },
        strip: Strip {
            name: field("Name", "Rowan Ashby"),
            born: field("Born", "14 Mar 1985"),
            number: field("Patient", "0142-K"),
            given_on: field("Given on", "Mon 23 Nov 2026"),
            clinician: field("Your physio", "Priya Nair"),
            next_visit: Some(field("Next visit", "Mon 7 Dec, 10:20")),
        },
        issue: Issue {
            number: field("Sheet", number),
            replaces: None,
            use_until: None,
        },
        pack: PackLine {
            title: "Sciatica".into(),
            version: "1.0.0".into(),
            digest: "5f0c 2ad1".into(),
        },
        words: Words {
            page: "Page {page} of {pages}".into(),
            how_many: "How many".into(),
            how: "How".into(),
            feel: "Feel".into(),
            stop_if: "Stop if".into(),
            easier: "Make it easier".into(),
            draw_here: "Space for your physio to draw".into(),
            left_empty: "This side is left empty.".into(),
            not_asked: "Not asked".into(),
            not_examined: "Not examined".into(),
        },
        blocks,
    }
}

/// A program of four exercises.
pub fn program() -> Sheet {
    let mut blocks = vec![alarm(), urgent(), told_us(), traffic()];
    blocks.extend(exercises().into_iter().map(Block::Exercise));
    blocks.extend([
        chart(),
        flare_up(),
        each_day(),
        not_for_now(),
        next_visit(),
        small_print(),
    ]);
    let mut sheet = sheet(
        SheetKind::Program,
        "Your exercises",
        "Phase 1 of 3: calm things down",
        "0142-K-02",
        blocks,
    );
    sheet.issue.replaces = Some(field("Replaces", "0142-K-01"));
    sheet.issue.use_until = Some(field("Use until", "Sun 6 Dec"));
    sheet
}

fn alarm() -> Block {
    Block::Alarm(Alarm {
        lead: "Call or go now".into(),
        when: "if any of these is new. Do not drive yourself.".into(),
        items: lines(&[
            "Cannot control pee or poo",
            "Cannot pee, hard to pee, or you cannot feel it",
            "Numb or tingly between the legs",
            "Both legs are weak",
            "Weakness is getting worse fast",
            "Sexual numbness or trouble",
        ]),
    })
}

fn urgent() -> Block {
    Block::Urgent(Urgent {
        lead: "Today: call us, or see a doctor".into(),
        items: lines(&[
            "Pain or tingling in both legs",
            "Weak leg, or foot that drops",
            "Fever, or you feel ill",
            "A fall or an injury",
            "Weight loss with no cause",
            "Past cancer and new pain",
            "Pain that nothing eases",
        ]),
    })
}

fn told_us() -> Block {
    Block::ToldUs(ToldUs {
        problem: run_in(
            "You told us:",
            "Pain from the right buttock to the calf. Sitting makes it worse.",
        ),
        goals: run_in(
            "Your goals:",
            "Sit through a meal. Walk the dog to the park.",
        ),
    })
}

fn traffic() -> Block {
    let light = |word: &str, text: &str, action: &str| Light {
        word: word.into(),
        text: text.into(),
        action: action.into(),
    };
    Block::Traffic(Traffic {
        lead: run_in(
            "Go slow.",
            "Stay where it feels safe. Check again after 2 hours and the next morning.",
        ),
        stop: light(
            "Stop",
            "Sharp pain shoots down your leg.",
            "Numb or weak? Call us today.",
        ),
        ease_off: light(
            "Ease off",
            "Leg pain up by 2, or lasts over 2 hours or to next day.",
            "Do half.",
        ),
        go: light(
            "Go",
            "Mild stretch or tired muscle, gone in 2 hours.",
            "Keep going.",
        ),
    })
}

fn dose(value: &str, label: &str, unit: &str, provenance: Provenance) -> Dose {
    Dose {
        value: value.into(),
        label: label.into(),
        unit: unit.into(),
        provenance,
    }
}

fn exercises() -> Vec<Exercise> {
    use Provenance::{Clinic, Edited, Source};
    let exercise = |number, name: &str, position: &str, doses, steps: &[&str], rest: [&str; 3]| {
        let [feel, stop_if, easier] = rest.map(String::from);
        Exercise {
            number,
            name: name.into(),
            position: position.into(),
            doses,
            steps: lines(steps),
            feel,
            stop_if,
            easier,
            figure: None,
        }
    };
    vec![
        exercise(
            1,
            "Short walks",
            "On flat ground",
            vec![
                dose("5–10", "minutes", "", Source),
                dose("1–2", "hours apart", "", Source),
            ],
            &[
                "Stand tall. Let your arms swing.",
                "Take easy, even steps. Keep to flat ground.",
                "Turn back before the pain builds up.",
            ],
            [
                "Looser and warmer as you go.",
                "Pain shoots down your leg.",
                "Hold a worktop. Sway from side to side.",
            ],
        ),
        exercise(
            2,
            "Pelvic tilt",
            "Lie on your back",
            vec![
                dose("10", "times", "", Clinic),
                dose("3", "times a day", "", Clinic),
            ],
            &[
                "Make a small arch in your low back.",
                "Breathe out. Press your low back flat.",
                "Rock slowly between the two. Keep it small.",
            ],
            [
                "A soft rocking in your low back.",
                "Leg pain gets sharper or moves further down.",
                "Make it smaller, or do 5.",
            ],
        ),
        exercise(
            3,
            "Ankle pumps",
            "Sit tall on a firm chair",
            vec![
                dose("10–15", "times", "", Source),
                dose("3", "times a day", "", Edited),
            ],
            &[
                "Slide your right heel out on the floor.",
                "Slowly point your toes down.",
                "Slowly pull your toes up. Move only the foot.",
            ],
            [
                "A light pull or faint tingle in the calf. It goes when you stop.",
                "Pain shoots down your leg, or the tingle stays.",
                "Bend your knee more. Move your foot less.",
            ],
        ),
        exercise(
            4,
            "Single knee to chest",
            "Lie on your back",
            vec![
                dose("3", "each leg", "", Clinic),
                dose("20–30", "hold", "seconds", Source),
                dose("2", "times a day", "", Clinic),
            ],
            &[
                "Hold behind one thigh with both hands.",
                "Draw the knee in until you feel a light pull.",
                "Hold, breathe, lower slowly. Change legs.",
            ],
            [
                "A light pull in your low back or buttock.",
                "Leg pain starts, or moves further down.",
                "Loop a towel behind your thigh. Pull less.",
            ],
        ),
    ]
}

/// The first day and how many follow it up to the day before the next visit.
const FIRST_DAY: Date = date(2026, 11, 23);
const DAYS: usize = 14;

fn chart() -> Block {
    let days = FIRST_DAY
        .series(jiff::Span::new().days(1))
        .take(DAYS)
        .map(|date| {
            let (weekday, weekend) = match date.weekday() {
                jiff::civil::Weekday::Monday => ("Mon", false),
                jiff::civil::Weekday::Tuesday => ("Tue", false),
                jiff::civil::Weekday::Wednesday => ("Wed", false),
                jiff::civil::Weekday::Thursday => ("Thu", false),
                jiff::civil::Weekday::Friday => ("Fri", false),
                jiff::civil::Weekday::Saturday => ("Sat", true),
                jiff::civil::Weekday::Sunday => ("Sun", true),
            };
            ChartDay {
                date,
                weekday: weekday.into(),
                day: date.day().to_string(),
                weekend,
            }
        })
        .collect();
    let row = |number, name: &str, target: &str| ChartRow {
        number,
        name: name.into(),
        target: target.into(),
    };
    Block::Chart(Chart {
        heading: "Your 14 days".into(),
        tick: run_in("Tick", "each time you do one."),
        pain: run_in("Leg pain:", "write 0 (none) to 10 (worst)."),
        days,
        exercises: vec![
            row(1, "Short walks", "often"),
            row(2, "Pelvic tilt", "3×"),
            row(3, "Ankle pumps", "3×"),
            row(4, "Knee to chest", "2×"),
        ],
        pain_rows: lines(&["Pain before", "Pain 2 hours after", "Pain next morning"]),
        wins: Some("Small wins".into()),
    })
}

fn flare_up() -> Block {
    Block::FlareUp(FlareUp {
        heading: "If it flares up".into(),
        lead: "Leg pain up by 2, or further down, for a day:".into(),
        steps: lines(&[
            "Check the red box on page 1.",
            "Do only 1, 2 and 3. Keep them small.",
            "Keep moving a little. Do not stay in bed.",
            "Call us within 3 days.",
        ]),
    })
}

fn each_day() -> Block {
    Block::EachDay(EachDay {
        heading: "Each day".into(),
        advice: [
            run_in("Sitting:", "get up for 5 minutes every 30 to 60."),
            run_in(
                "Sore?",
                "Warm pack, 15–20 minutes. Or cold pack in a cloth, 15 minutes. Not on numb skin.",
            ),
        ]
        .map(|words| Advice {
            words,
            figure: None,
        })
        .into(),
    })
}

fn not_for_now() -> Block {
    Block::NotForNow(NotForNow {
        heading: "Not for now:".into(),
        items: [
            "toe touches",
            "sit-ups",
            "deep twists",
            "lifting both legs",
            "running",
            "jumping",
        ]
        .map(|words| Avoided {
            words: words.into(),
            figure: None,
        })
        .into(),
    })
}

fn next_visit() -> Block {
    Block::NextVisit(NextVisit {
        label: "Next visit".into(),
        when: "Mon 7 Dec 2026, 10:20".into(),
        who: "With Priya Nair.".into(),
        bring: "Bring this sheet.".into(),
        contact: "Cannot come, or not sure about an exercise? Call us.".into(),
    })
}

fn small_print() -> Block {
    Block::SmallPrint(SmallPrint {
        clinic_dose: Some(
            "Amount set by your clinic; other amounts come from the source guide.".into(),
        ),
        edited_dose: Some("Amount changed for you by your physio.".into()),
        notes: lines(&[
            "Made for Rowan Ashby only.",
            "This sheet is not a diagnosis.",
            "Printed 23 Nov 2026, 09:42, by P. Nair.",
        ]),
    })
}

/// "Go to hospital now", partly to be written on by hand.
pub fn emergency() -> Sheet {
    let known = |label: &str, value: &str| Writing {
        label: label.into(),
        value: Some(value.into()),
    };
    let open = |label: &str| Writing {
        label: label.into(),
        value: None,
    };
    let blocks = vec![
        Block::GoNow(GoNow {
            heading: "Go to hospital now".into(),
            text: "You need to be checked right away. It may be your nerves. Fast care can stop lasting harm.".into(),
            or_call: "or call".into(),
        }),
        Block::WhereToGo(WhereToGo {
            heading: "Where to go".into(),
            place: "A&E of the nearest hospital".into(),
            lines: vec![
                open("Hospital"),
                open("We spoke to"),
                known("Called at", "10:52"),
            ],
        }),
        Block::DoNots(DoNots {
            heading: "Do not".into(),
            items: lines(&[
                "Do not wait to see if it gets better.",
                "Do not drive yourself.",
                "Do not go home first.",
                "Do not do any exercises.",
            ]),
        }),
        Block::SayThis(SayThis {
            heading: "Say this at the desk".into(),
            text: "“I have back and leg pain, and these signs are new. My physio thinks the nerves low in my back may be squashed. I need to be seen now. Please read this sheet.”".into(),
        }),
        Block::Signs(Signs {
            heading: "What you told us".into(),
            items: vec![
                Sign {
                    words: "I cannot pee.".into(),
                    since: Some("Since 6 am today.".into()),
                },
                Sign {
                    words: "I feel numb between my legs.".into(),
                    since: None,
                },
            ],
        }),
        Block::TakeWithYou(TakeWithYou {
            heading: "Take with you".into(),
            items: lines(&[
                "This sheet",
                "A list of your medicines",
                "Your phone",
                "Someone to stay with you, if you can",
            ]),
        }),
        Block::StaffFacts(staff_facts()),
        Block::Paragraph(run_in(
            "We will phone you on Tue 24 Nov at 9:00.",
            "No exercises until a doctor has checked you and we have talked.",
        )),
        Block::SmallPrint(SmallPrint {
            clinic_dose: None,
            edited_dose: None,
            notes: lines(&[
                "Made for Rowan Ashby only.",
                "This sheet is not a diagnosis.",
                "Printed 23 Nov 2026, 10:53, by P. Nair.",
            ]),
        }),
    ];
    let mut sheet = sheet(
        SheetKind::Emergency,
        "Emergency sheet",
        "",
        "0142-K-E1",
        blocks,
    );
    sheet.strip.clinician = field("Seen by", "Priya Nair, physiotherapist");
    sheet.strip.next_visit = None;
    sheet
}

fn staff_facts() -> FactTable {
    let fact = |label: &str, value| Fact {
        label: label.into(),
        value,
    };
    let known = |label: &str, value: &str| fact(label, FactValue::Recorded(value.into()));
    FactTable {
        heading: "For hospital staff".into(),
        lead: "Suspected cauda equina syndrome. Please assess as an emergency and image by your local pathway. Screening positives and examination at 10:35:".into(),
        facts: vec![
            known("Bladder", "No void since 22:30"),
            known("Power", "Right L5 4/5, rest 5/5"),
            known("Bowel", "No change reported"),
            fact("Sexual", FactValue::NotAsked),
            known("Medicines", "Ibuprofen; no thinners"),
            known("Saddle", "Reduced, both sides"),
            known("Ankle jerk", "Right reduced"),
            known("SLR", "Right 35°, leg pain"),
            fact("Anal tone", FactValue::NotExamined),
            fact("Call back", FactValue::ToWrite),
        ],
    }
}

/// A letter to a doctor.
pub fn letter() -> Sheet {
    let mut facts = staff_facts();
    facts.heading = "Findings".into();
    facts.lead = String::new();
    let blocks = vec![
        Block::Paragraph(run_in("To:", "Dr Imani Okafor, Quay Street Surgery")),
        Block::Heading("Referral for review of leg weakness".into()),
        Block::Paragraph(run_in(
            "",
            "Thank you for seeing this patient, who came to us with leg pain of six weeks. Power at the right big toe has fallen from 5/5 to 4/5 in ten days.",
        )),
        Block::Facts(facts),
        Block::Heading("What we ask".into()),
        Block::Paragraph(run_in(
            "",
            "Please review this week. We hold the exercise program until we hear from you.",
        )),
        Block::Paragraph(run_in("Priya Nair,", "physiotherapist")),
        Block::SmallPrint(SmallPrint {
            clinic_dose: None,
            edited_dose: None,
            notes: lines(&["Printed 23 Nov 2026, 11:10, by P. Nair."]),
        }),
    ];
    let mut sheet = sheet(SheetKind::Letter, "Letter", "", "0142-K-L1", blocks);
    sheet.strip.next_visit = None;
    sheet
}
