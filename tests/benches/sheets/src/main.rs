//! How many sheets a second are laid out and written, against four other tools with the same words. See `run`.

mod flow;
mod krilla_tool;

use flow::Flow;
use plinth_core::sheet::{Block, PrintOptions, Sheet};
use plinth_pdf::{Figures, Fonts, Press, sample};
use std::{
    env,
    error::Error,
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

type Anyhow<T> = Result<T, Box<dyn Error>>;

/// The tools that are measured against, and how many times as many sheets are wanted.
const OTHERS: [(&str, f64); 4] = [
    ("typst", 5.0),
    ("ReportLab", 5.0),
    ("krilla", 2.0),
    ("WeasyPrint", 50.0),
];

/// How often each tool has its turn.
const TURNS: usize = 7;

/// About how long a turn is.
const TURN: Duration = Duration::from_millis(400);

/// The tools that Python runs.
struct Python {
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    _child: Child,
}

impl Python {
    fn start(python: &str, fonts: &Path) -> Anyhow<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("others.py");
        let mut child = Command::new(python)
            .arg(script)
            .arg(fonts)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        Ok(Self {
            requests: child.stdin.take().ok_or("no way to ask")?,
            answers: BufReader::new(child.stdout.take().ok_or("no way to hear")?),
            _child: child,
        })
    }

    /// Has a tool make a document so often; gives the time and the bytes of one.
    fn make(&mut self, tool: &str, flow: &Path, count: u32) -> Anyhow<(Duration, usize)> {
        writeln!(self.requests, "{tool}\t{}\t{count}", flow.display())?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        let (seconds, bytes) = answer.trim().split_once(' ').ok_or("the tool failed")?;
        Ok((Duration::from_secs_f64(seconds.parse()?), bytes.parse()?))
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A tool makes documents: a count in, the time and the bytes of one out.
type Make<'m> = Box<dyn FnMut(u32) -> Anyhow<(Duration, usize)> + 'm>;

/// Documents a second of each tool, and the bytes of one. The tools take turns, so that a busy machine slows all of them.
fn compare(tools: &mut [Make<'_>]) -> Anyhow<Vec<(f64, usize)>> {
    let mut counts = Vec::new();
    for make in &mut *tools {
        make(1)?;
        let (once, _) = make(1)?;
        counts.push((TURN.as_secs_f64() / once.as_secs_f64()).ceil().max(1.0) as u32);
    }
    let mut rates = vec![Vec::new(); tools.len()];
    let mut sizes = vec![0; tools.len()];
    for _ in 0..TURNS {
        for (at, make) in tools.iter_mut().enumerate() {
            let (time, bytes) = make(counts[at])?;
            rates[at].push(f64::from(counts[at]) / time.as_secs_f64());
            sizes[at] = bytes;
        }
    }
    Ok(rates.into_iter().map(median).zip(sizes).collect())
}

/// Peak memory of this process in megabytes, as Linux tells it.
fn peak_memory() -> Anyhow<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(kilobytes.ok_or("no VmHWM")?.parse::<f64>()? / 1024.0)
}

/// Prints a batch in which every sheet has words of its own, as different patients have.
fn batch(fonts: &Fonts, sheet: &Sheet, from: u32, to: u32) -> Anyhow<()> {
    let mut press = Press::new(fonts);
    for at in from..to {
        press.print(&personal(sheet, &at.to_string()), &Figures::none(), &PrintOptions::default())?;
    }
    Ok(())
}

/// The sheet of another patient: a name, a story and exercises with words of its own, and all else as it is in every sheet.
fn personal(sheet: &Sheet, mark: &str) -> Sheet {
    let mut sheet = sheet.clone();
    let own = |text: &mut String| {
        text.push(' ');
        text.push_str(mark);
    };
    own(&mut sheet.strip.name.value);
    for block in &mut sheet.blocks {
        match block {
            Block::ToldUs(told) => own(&mut told.problem.text),
            Block::Exercise(exercise) => {
                exercise.steps.iter_mut().for_each(own);
                own(&mut exercise.feel);
            }
            Block::SayThis(say) => own(&mut say.text),
            _ => {}
        }
    }
    sheet
}

fn main() -> Anyhow<()> {
    let python = env::args()
        .nth(1)
        .ok_or("name the Python that has the tools: start `run`")?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir()?;
    let read = |name: &str| -> Anyhow<Sheet> {
        Ok(serde_json::from_slice(&fs::read(
            here.join("documents").join(name),
        )?)?)
    };
    let documents = [
        ("emergency", sample::emergency()),
        ("four exercises", read("four.json")?),
        ("eight in German", read("eight-german.json")?),
    ];
    let fonts = Fonts::load()?;
    let face_files = here.join("../../../crates/pdf/fonts");
    println!("| sheet | tool | sheets a second | bytes | Plinth is | wanted |");
    println!("|---|---|---|---|---|---|");
    for (name, sheet) in &documents {
        let flow = Flow::of(&personal(sheet, "@@"));
        let file: PathBuf = folder.path().join("flow.json");
        fs::write(&file, serde_json::to_vec(&flow)?)?;
        let asked = std::cell::RefCell::new(Python::start(&python, &face_files)?);
        let mut press = Press::new(&fonts);
        let mut made = 0_u32;
        let mut tools: Vec<Make<'_>> = vec![Box::new(|count| {
            let started = Instant::now();
            let mut bytes = 0;
            for _ in 0..count {
                made += 1;
                let sheet = personal(sheet, &made.to_string());
                bytes = press.print(&sheet, &Figures::none(), &PrintOptions::default())?.bytes.len();
            }
            Ok((started.elapsed(), bytes))
        })];
        for (tool, _) in OTHERS {
            tools.push(match tool {
                "krilla" => {
                    let faces = krilla_tool::Faces::load(&face_files)?;
                    let flow = &flow;
                    let mut made = 0_u32;
                    Box::new(move |count| {
                        let started = Instant::now();
                        let mut bytes = 0;
                        for _ in 0..count {
                            made += 1;
                            bytes = krilla_tool::make(&flow.of_patient(made), &faces)?.len();
                        }
                        Ok((started.elapsed(), bytes))
                    })
                }
                _ => {
                    let (asked, file) = (&asked, &file);
                    Box::new(move |count| asked.borrow_mut().make(tool, file, count))
                }
            });
        }
        let measured = compare(&mut tools)?;
        let (own, bytes) = measured[0];
        drop(tools);
        let pages = Press::new(&fonts)
            .print(sheet, &Figures::none(), &PrintOptions::default())?
            .pages;
        println!("| {name}, {pages} sides | Plinth | {own:.0} | {bytes} | | |");
        for ((tool, wanted), (rate, bytes)) in OTHERS.iter().zip(&measured[1..]) {
            let ratio = own / rate;
            let missed = if ratio < *wanted { ", missed" } else { "" };
            println!(
                "| | {tool} | {rate:.1} | {bytes} | {ratio:.1}x as fast{missed} | {wanted}x |"
            );
        }
    }
    let sheet = &documents[1].1;
    let mut speedups = Vec::new();
    for _ in 0..TURNS {
        let started = Instant::now();
        batch(&fonts, sheet, 0, 100)?;
        let one = started.elapsed();
        let started = Instant::now();
        std::thread::scope(|scope| {
            let halves = [(0, 50), (50, 100)];
            let running = halves.map(|(from, to)| {
                let fonts = &fonts;
                scope
                    .spawn(move || batch(fonts, sheet, from, to).map_err(|error| error.to_string()))
            });
            running
                .into_iter()
                .try_for_each(|it| it.join().unwrap_or(Err("it broke off".into())))
        })?;
        speedups.push(one.as_secs_f64() / started.elapsed().as_secs_f64());
    }
    println!(
        "\nA batch of 100 on two threads: {:.2}x one (wanted 1.8x)",
        median(speedups)
    );
    batch(&fonts, sheet, 0, 20)?;
    let few = peak_memory()?;
    batch(&fonts, sheet, 0, 2000)?;
    println!(
        "Peak memory: {few:.1} MB, after a batch of 2000 {:.1} MB",
        peak_memory()?
    );
    Ok(())
}
