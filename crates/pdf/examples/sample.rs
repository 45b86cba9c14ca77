//! Prints sheets of a patient who does not exist, in every variant, into a folder.

use plinth_core::sheet::{Paper, PrintOptions};
use plinth_pdf::{Fonts, render, sample};
use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(
        env::args()
            .nth(1)
            .ok_or("name the folder to print into: sample OUTDIR")?,
    );
    fs::create_dir_all(&out)?;
    let fonts = Fonts::load()?;
    let sheets = [
        ("program", sample::program()),
        ("emergency", sample::emergency()),
        ("letter", sample::letter()),
    ];
    for (kind, sheet) in sheets {
        for (paper, paper_name) in [(Paper::A4, "a4"), (Paper::Letter, "letter")] {
            for (large_print, size_name) in [(false, ""), (true, "-large-print")] {
                for (black_and_white, color_name) in [(false, ""), (true, "-black-and-white")] {
                    let options = PrintOptions {
                        paper,
                        large_print,
                        black_and_white,
                    };
                    let pdf = render(&sheet, &options, &fonts)?;
                    let name = format!("{kind}-{paper_name}{size_name}{color_name}.pdf");
                    fs::write(out.join(&name), &pdf.bytes)?;
                    println!("{name}: {} pages", pdf.pages);
                }
            }
        }
    }
    Ok(())
}
