//! Prints sheets of a patient who does not exist, or stored sheets (JSON), in every variant, into a folder.

use plinth_core::sheet::{Paper, PrintOptions, Sheet};
use plinth_pdf::{Figures, Fonts, render, sample};
use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let out = arguments
        .next()
        .ok_or("name the folder to print into: sample OUTDIR [SHEET.json ...]")?;
    let mut sheets = Vec::new();
    for file in arguments {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let sheet: Sheet = serde_json::from_slice(&fs::read(&file)?)?;
        sheets.push((name.into_owned(), sheet));
    }
    if sheets.is_empty() {
        sheets = vec![
            ("program".to_string(), sample::program()),
            ("emergency".to_string(), sample::emergency()),
            ("letter".to_string(), sample::letter()),
        ];
    }
    fs::create_dir_all(&out)?;
    let fonts = Fonts::load()?;
    for (kind, sheet) in sheets {
        for (paper, paper_name) in [(Paper::A4, "a4"), (Paper::Letter, "letter")] {
            for (large_print, size_name) in [(false, ""), (true, "-large-print")] {
                for (black_and_white, color_name) in [(false, ""), (true, "-black-and-white")] {
                    let options = PrintOptions {
                        paper,
                        large_print,
                        black_and_white,
                        whole_leaves: false,
                    };
                    let pdf = render(&sheet, &Figures::none(), &options, &fonts)?;
                    let name = format!("{kind}-{paper_name}{size_name}{color_name}.pdf");
                    fs::write(out.join(&name), &pdf.bytes)?;
                    println!("{name}: {} pages", pdf.pages);
                }
            }
        }
    }
    Ok(())
}
