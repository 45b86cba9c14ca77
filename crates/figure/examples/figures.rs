//! Writes every figure of a folder as SVG: `cargo run --example figures -- FOLDER OUT`.
use std::{env, fs, path::Path, time::Instant};
use plinth_figure::{drawing::Ink, figure, svg};
fn main() {
    let args: Vec<String> = env::args().collect();
    let mut files: Vec<_> = fs::read_dir(&args[1]).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text: figure::FigureText = match toml::from_str(&fs::read_to_string(&file).unwrap()) { Ok(t) => t, Err(e) => { println!("{name}: {e}"); continue } };
        let start = Instant::now();
        match figure::draw(&text, figure::Person::default()) {
            Err(e) => println!("{name}: {e}"),
            Ok(panels) => {
                let took = start.elapsed();
                let mut size = 0; let mut segs = 0;
                for (n, panel) in panels.iter().enumerate() {
                    for (ink, mark) in [(Ink::Color, "c"), (Ink::Black, "b")] {
                        let out = svg::write(panel, ink).unwrap();
                        if mark == "c" { size += out.len(); let c: usize = panel.paths.iter().map(|p| p.segments.len()).sum(); segs += c; }
                        fs::write(Path::new(&args[2]).join(format!("{name}.{}{mark}.svg", n + 1)), out).unwrap();
                    }
                }
                println!("{name}: {} panels, {took:?}, {size} bytes, {segs} segments", panels.len());
            }
        }
    }
}
