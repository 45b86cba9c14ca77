//! Sheets of any size with texts of any length, in which no two texts are the same.

use jiff::{ToSpan, civil::date};
use plinth_core::name::Region;
use plinth_core::sheet::{
    Advice, Alarm, Avoided, Block, BodyChart, BodyMark, BodyWords, Chart, ChartDay, ChartRow,
    DoNots, Dose, EachDay, EmergencyCall, Exercise, Fact, FactTable, FactValue, Felt, Field,
    FlareUp, GoNow, Identity, Issue, Light, Mark, NextVisit, NotForNow, PackLine, Provenance,
    RunIn, SayThis, Sheet, SheetKind, Sign, Signs, SmallPrint, Strip, Symptom, TakeWithYou, ToldUs,
    Traffic, Urgent, WhereToGo, Words, Writing,
};

/// Words as they are in a language, so that lines break where they would.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Language {
    pub(crate) tag: &'static str,
    pub(crate) words: &'static [&'static str],
}

pub(crate) const LANGUAGES: &[Language] = &[
    Language {
        tag: "en-GB",
        words: &[
            "a",
            "you",
            "leg",
            "pain",
            "slowly",
            "knee",
            "(none)",
            "lower",
            "back",
            "5–10",
            "stop,",
            "movement",
            "“hold”",
            "A&E",
            "sit-ups",
            "comfortable.",
            "½",
            "tingling",
        ],
    },
    Language {
        tag: "de-DE",
        words: &[
            "und",
            "Wirbelsäule",
            "Rückenschmerzen",
            "Bewegungseinschränkung",
            "größer",
            "Übung",
            "Lendenwirbelsäulenbeschwerden",
            "Gesäßmuskulatur",
            "täglich",
            "20–30",
            "für",
            "Knie",
            "Rehabilitationsmaßnahmenplan",
            "Fuß",
            "Schmerzausstrahlung,",
            "langsam",
        ],
    },
    Language {
        tag: "pl-PL",
        words: &[
            "ból",
            "pleców",
            "ćwiczenie",
            "powoli",
            "źdźbło",
            "łydka",
            "kręgosłup",
            "noga",
            "i",
            "pośladek",
            "niezwłocznie",
            "ziębnięcie",
            "świeży",
            "3–4",
            "wyprostuj",
        ],
    },
    Language {
        tag: "el-GR",
        words: &[
            "πόνος",
            "μέση",
            "αργά",
            "γόνατο",
            "στο",
            "κίνηση",
            "σταματήστε,",
            "5–10",
            "φορές",
            "ημέρα",
            "Ήπια",
            "ΐδια",
            "μυϊκή",
            "και",
            "πλάτη·",
        ],
    },
    Language {
        tag: "vi-VN",
        words: &[
            "đau",
            "lưng",
            "từ",
            "từ",
            "đầu",
            "gối",
            "chậm",
            "10–15",
            "mỗi",
            "ngày",
            "thở",
            "ngưỡng",
            "được",
            "Nếu",
            "khỏe",
            "chữa,",
            "ở",
        ],
    },
    Language {
        tag: "ar",
        words: &[
            "ألم",
            "أسفل",
            "الظهر",
            "ببطء",
            "الركبة",
            "5–10",
            "توقف،",
            "حركة",
            "مرات",
            "في",
            "اليوم",
            "لا",
            "الساق",
            "20–30",
            "ثانية",
            "MRI",
            "بلطف",
            "العلاج",
            "إذا",
        ],
    },
];

/// What makes a sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) kind: SheetKind,
    pub(crate) language: Language,
    pub(crate) seed: u64,
    pub(crate) exercises: u8,
    pub(crate) signs: usize,
    pub(crate) days: usize,
    /// The most words in a text.
    pub(crate) length: u64,
}

/// Makes the sheet.
pub(crate) fn sheet(plan: Plan) -> Sheet {
    let mut maker = Maker {
        plan,
        state: plan.seed | 1,
        serial: 0,
    };
    let blocks = match plan.kind {
        SheetKind::Program => maker.program(),
        SheetKind::Emergency => maker.emergency(),
        SheetKind::Letter => maker.letter(),
    };
    Sheet {
        kind: plan.kind,
        mark: Mark::None,
        language: plan.language.tag.into(),
        title: maker.text(3),
        subtitle: maker.text(4),
        identity: Identity {
            clinic: maker.text(3),
            phone: "01632 960 114".into(),
            hours: maker.text(3),
            out_of_hours: maker.text(8),
            emergency: EmergencyCall {
                label: maker.text(1),
                number: "112".into(),
                place: maker.text(3),
            },
        },
        strip: Strip {
            name: maker.field(4),
            born: maker.field(2),
            number: maker.field(1),
            given_on: maker.field(2),
            clinician: maker.field(3),
            next_visit: plan.seed.is_multiple_of(2).then(|| maker.field(3)),
        },
        issue: Issue {
            number: maker.field(1),
            replaces: plan.seed.is_multiple_of(3).then(|| maker.field(1)),
            use_until: (!plan.seed.is_multiple_of(5)).then(|| maker.field(2)),
        },
        pack: PackLine {
            title: maker.text(1),
            version: "1.0.0".into(),
            digest: "5f0c 2ad1".into(),
        },
        words: Words {
            page: "{page} / {pages}".into(),
            how_many: maker.text(1),
            how: maker.text(1),
            feel: maker.text(1),
            stop_if: maker.text(2),
            easier: maker.text(2),
            draw_here: maker.text(3),
            left_empty: maker.text(3),
            not_asked: maker.text(2),
            not_examined: maker.text(2),
        },
        blocks,
    }
}

struct Maker {
    plan: Plan,
    state: u64,
    serial: u32,
}

impl Maker {
    /// A number below a limit (xorshift).
    fn below(&mut self, limit: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % limit.max(1)
    }

    /// Up to so many words, around a number that no other text has.
    fn text(&mut self, most: u64) -> String {
        self.serial += 1;
        let count = 1 + self.below(most.min(self.plan.length));
        let mut words: Vec<String> = (0..count)
            .map(|_| {
                let at = self.below(self.plan.language.words.len() as u64);
                self.plan.language.words[usize::try_from(at).unwrap()].to_string()
            })
            .collect();
        words.push(format!("n{}.", self.serial));
        words.join(" ")
    }

    fn texts(&mut self, count: usize, most: u64) -> Vec<String> {
        (0..count).map(|_| self.text(most)).collect()
    }

    fn field(&mut self, most: u64) -> Field {
        Field {
            label: self.text(2),
            value: self.text(most),
        }
    }

    fn run_in(&mut self, most: u64) -> RunIn {
        RunIn {
            lead: self.text(2),
            text: self.text(most),
        }
    }

    fn count(&mut self, most: u64) -> usize {
        1 + usize::try_from(self.below(most)).unwrap()
    }

    fn program(&mut self) -> Vec<Block> {
        let signs = self.plan.signs;
        let mut blocks = vec![
            Block::Alarm(Alarm {
                lead: self.text(4),
                when: self.text(8),
                items: self.texts(signs, 9),
            }),
            Block::Urgent(Urgent {
                lead: self.text(6),
                items: self.texts(signs, 8),
            }),
            Block::ToldUs(ToldUs {
                problem: self.run_in(20),
                goals: self.run_in(20),
            }),
            Block::Traffic(Traffic {
                lead: self.run_in(14),
                stop: self.light(),
                ease_off: self.light(),
                go: self.light(),
            }),
        ];
        for number in 1..=self.plan.exercises {
            blocks.push(Block::Exercise(self.exercise(number)));
        }
        blocks.extend([
            Block::Paragraph(self.run_in(20)),
            Block::Chart(self.chart()),
            Block::FlareUp(FlareUp {
                heading: self.text(4),
                lead: self.text(10),
                steps: self.some(6, 9),
            }),
            Block::EachDay(EachDay {
                heading: self.text(2),
                advice: (0..self.count(4))
                    .map(|_| Advice {
                        words: self.run_in(16),
                        figure: None,
                    })
                    .collect(),
            }),
            Block::NotForNow(NotForNow {
                heading: self.text(3),
                items: self
                    .some(8, 3)
                    .into_iter()
                    .map(|words| Avoided {
                        words,
                        figure: None,
                    })
                    .collect(),
            }),
            Block::NextVisit(NextVisit {
                label: self.text(2),
                when: self.text(4),
                who: self.text(4),
                bring: self.text(4),
                contact: self.text(12),
            }),
            Block::SmallPrint(SmallPrint {
                clinic_dose: Some(self.text(12)),
                edited_dose: Some(self.text(12)),
                notes: self.some(4, 10),
            }),
        ]);
        blocks
    }

    fn some(&mut self, count: u64, most: u64) -> Vec<String> {
        let count = self.count(count);
        self.texts(count, most)
    }

    fn light(&mut self) -> Light {
        Light {
            word: self.text(2),
            text: self.text(16),
            action: self.text(8),
        }
    }

    fn exercise(&mut self, number: u8) -> Exercise {
        const AMOUNTS: [&str; 5] = ["5–10", "3", "20–30", "1½", "12"];
        let doses = (0..self.count(4))
            .map(|at| Dose {
                value: if at == 3 {
                    self.text(3)
                } else {
                    AMOUNTS[(at + usize::from(number)) % AMOUNTS.len()].into()
                },
                label: self.text(2),
                unit: if at == 1 { self.text(1) } else { String::new() },
                provenance: [Provenance::Source, Provenance::Clinic, Provenance::Edited][at % 3],
            })
            .collect();
        Exercise {
            number,
            name: self.text(4),
            position: self.text(5),
            doses,
            steps: self.some(5, 10),
            feel: self.text(12),
            stop_if: self.text(16),
            easier: self.text(12),
            figure: None,
        }
    }

    fn chart(&mut self) -> Chart {
        let first = date(2026, 11, 23);
        let days = (0..self.plan.days)
            .map(|at| {
                let date = first + i64::try_from(at).unwrap().days();
                ChartDay {
                    date,
                    weekday: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][at % 7].into(),
                    day: date.day().to_string(),
                    weekend: at % 7 > 4,
                }
            })
            .collect();
        Chart {
            heading: self.text(3),
            tick: self.run_in(8),
            pain: self.run_in(8),
            days,
            exercises: (1..=self.plan.exercises)
                .map(|number| ChartRow {
                    number,
                    name: self.text(2),
                    target: "3×".into(),
                })
                .collect(),
            pain_rows: self.texts(3, 2),
            wins: Some(self.text(2)),
        }
    }

    fn emergency(&mut self) -> Vec<Block> {
        let signs = self.plan.signs.min(8);
        vec![
            Block::GoNow(GoNow {
                heading: self.text(3),
                text: self.text(20),
                or_call: self.text(2),
            }),
            Block::WhereToGo(WhereToGo {
                heading: self.text(3),
                place: self.text(5),
                lines: vec![
                    Writing {
                        label: self.text(2),
                        value: Some(self.text(5)),
                    },
                    Writing {
                        label: self.text(3),
                        value: None,
                    },
                ],
            }),
            Block::DoNots(DoNots {
                heading: self.text(2),
                items: self.some(5, 8),
            }),
            Block::SayThis(SayThis {
                heading: self.text(5),
                text: self.text(30),
            }),
            Block::Signs(Signs {
                heading: self.text(4),
                items: (0..signs)
                    .map(|at| Sign {
                        words: self.text(8),
                        since: at.is_multiple_of(2).then(|| self.text(5)),
                    })
                    .collect(),
            }),
            Block::TakeWithYou(TakeWithYou {
                heading: self.text(3),
                items: self.some(5, 8),
            }),
            Block::StaffFacts(self.facts()),
            self.small_print(),
        ]
    }

    fn letter(&mut self) -> Vec<Block> {
        vec![
            Block::Paragraph(self.run_in(8)),
            Block::Heading(self.text(6)),
            Block::Paragraph(self.run_in(40)),
            Block::Facts(self.facts()),
            Block::BodyChart(self.body_chart()),
            Block::Heading(self.text(6)),
            Block::Paragraph(self.run_in(40)),
            self.small_print(),
        ]
    }

    fn body_chart(&mut self) -> BodyChart {
        let mark = |region: &str, symptom| BodyMark {
            region: Region::new(region).unwrap(),
            side: None,
            symptom,
        };
        let drawn = !self.plan.seed.is_multiple_of(4);
        let felt = |maker: &mut Self, symptom| Felt {
            symptom,
            drawn,
            told: maker.run_in(12),
        };
        BodyChart {
            heading: self.text(4),
            words: BodyWords {
                front: self.text(1),
                back: self.text(1),
                left: self.text(1),
                right: self.text(1),
            },
            marks: if drawn {
                vec![
                    mark("back", Symptom::Pain),
                    mark("saddle", Symptom::Tingling),
                ]
            } else {
                Vec::new()
            },
            alternative: self.text(12),
            felt: vec![felt(self, Symptom::Pain), felt(self, Symptom::Tingling)],
        }
    }

    fn facts(&mut self) -> FactTable {
        let count = self.count(10);
        FactTable {
            heading: self.text(4),
            lead: self.text(20),
            facts: (0..count)
                .map(|at| Fact {
                    label: self.text(2),
                    value: match at % 4 {
                        0 => FactValue::NotAsked,
                        1 => FactValue::NotExamined,
                        2 => FactValue::ToWrite,
                        _ => FactValue::Recorded(self.text(8)),
                    },
                })
                .collect(),
        }
    }

    fn small_print(&mut self) -> Block {
        Block::SmallPrint(SmallPrint {
            clinic_dose: None,
            edited_dose: None,
            notes: self.some(4, 10),
        })
    }
}
