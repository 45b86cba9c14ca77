//! Figures as the author of a pack draws them.

use std::fs;

use serde_json::Value;

use crate::{plinth::Run, root};

fn draw(pack: &std::path::Path, folder: &std::path::Path) -> Run {
    let mut command = crate::plinth::command(folder);
    command
        .args(["pack", "figures"])
        .arg(pack)
        .args(["--out", "drawn", "--format", "json"]);
    Run::from(command.output().unwrap())
}

#[test]
fn every_figure_of_the_sciatica_pack_is_written_as_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let run = draw(&root().join("packs/sciatica"), folder.path()).ended(0);
    let drawn = run.json();
    let (left, drawn): (Vec<&Value>, Vec<&Value>) = drawn
        .as_array()
        .unwrap()
        .iter()
        .partition(|figure| figure["side"] == "left");
    assert!(drawn.len() >= 38, "{} figures", drawn.len());
    let right = drawn.iter().filter(|figure| figure["side"] == "right");
    let subjects = |figures: &[&Value]| -> Vec<String> {
        let names = figures.iter().map(|figure| figure["subject"].to_string());
        names.collect()
    };
    let right: Vec<&Value> = right.copied().collect();
    assert!(right.len() >= 14, "{} of one side", right.len());
    assert_eq!(subjects(&left), subjects(&right), "of either side");
    for figure in drawn.iter().chain(&left) {
        let mut name = figure["subject"].as_str().unwrap().to_lowercase();
        if figure["side"] == "left" {
            name.push_str("-left");
        }
        for file in [
            format!("{name}.svg"),
            format!("{name}-black.svg"),
            format!("{name}.png"),
            format!("{name}-black.png"),
        ] {
            assert!(
                fs::metadata(folder.path().join("drawn").join(&file))
                    .unwrap()
                    .len()
                    > 1000,
                "{file}"
            );
        }
    }
    let read = |name: &str| fs::read_to_string(folder.path().join("drawn").join(name)).unwrap();
    assert!(read("ex-03.svg").contains("<title>EX-03 One knee to chest. Lying"));
    assert_ne!(read("ex-03.svg"), read("ex-03-left.svg"));
    let contact = read("contact-left.svg");
    assert_eq!(contact.matches("<text ").count(), left.len());
    let contact = read("contact.svg");
    assert_eq!(contact.matches("<text ").count(), drawn.len());
    assert!(contact.contains(">EX-03 One knee to chest</text>"));
    let size = size_of(&contact, 1.0);
    assert!((size[1] / size[0] - 1.414).abs() < 0.01, "{size:?}");
    // Each figure's left, top, right and bottom, with its line.
    let boxes: Vec<[f64; 4]> = contact
        .split("<g transform=\"translate(")
        .skip(1)
        .zip(&drawn)
        .map(|(group, figure)| {
            let place = numbers(group.split(')').next().unwrap());
            let name = figure["subject"].as_str().unwrap().to_lowercase();
            let svg = read(&format!("{name}.svg"));
            let [wide, high] = size_of(&svg, 0.01);
            let [left, top] = place[..] else {
                panic!("{name}: {place:?}")
            };
            [left, top, left + wide, top + high + 5.0]
        })
        .collect();
    assert_eq!(boxes.len(), drawn.len());
    for (number, a) in boxes.iter().enumerate() {
        assert!(a[0] > 0.0 && a[1] > 0.0 && a[2] < size[0] && a[3] < size[1]);
        for b in &boxes[..number] {
            let apart = a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3];
            assert!(apart, "{a:?} lies on {b:?}");
        }
    }
    let (empty, filled) = (read("body-chart.svg"), read("body-chart-filled.svg"));
    for drawn in [&empty, &filled] {
        for word in [">Front<", ">Back<", ">LEFT<", ">RIGHT<"] {
            assert!(drawn.contains(word), "{word}");
        }
        assert!(drawn.len() < 25_000, "{} bytes", drawn.len());
    }
    assert!(filled.len() > empty.len() + 2000);
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace()
        .map(|number| number.parse().unwrap())
        .collect()
}

/// Width and height of an SVG's own units, of which each is so many mm.
fn size_of(svg: &str, unit: f64) -> [f64; 2] {
    let inside = svg.split("viewBox=\"").nth(1).unwrap();
    let found = numbers(inside.split('"').next().unwrap());
    [found[2] * unit, found[3] * unit]
}

#[test]
fn a_figure_that_cannot_be_drawn_is_said_with_its_place_and_the_rest_is_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    let mut new = crate::plinth::command(folder.path());
    new.args(["pack", "new", "pack"]);
    Run::from(new.output().unwrap()).ended(0);
    let none = draw(&pack, folder.path()).ended(1);
    assert!(none.err.contains("the pack has no figures"), "{}", none.err);
    fs::create_dir(pack.join("figures")).unwrap();
    let exercise = fs::read_dir(pack.join("exercises"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let text = fs::read_to_string(exercise).unwrap();
    let id = text
        .lines()
        .find_map(|line| line.strip_prefix("id = "))
        .unwrap()
        .to_owned();
    let write = |hip: u32| {
        let pose = format!("{{ base = \"standing\", working = {{ hip = {hip} }} }}");
        let text = format!("exercise = {id}\n[[panel]]\npose = {pose}\n");
        fs::write(pack.join("figures/one.toml"), text).unwrap();
    };
    let pictures = || -> usize {
        let drawn = fs::read_dir(folder.path().join("drawn")).unwrap();
        let endings = drawn.filter_map(|entry| Some(entry.unwrap().path().extension()?.to_owned()));
        endings
            .filter(|ending| ending == "svg" || ending == "png")
            .count()
    };
    let own = folder.path().join("drawn/own.svg");
    write(20);
    draw(&pack, folder.path()).ended(0);
    assert!(pictures() >= 6, "{}", pictures());
    fs::write(&own, "mine").unwrap();
    write(200);
    let wrong = draw(&pack, folder.path()).ended(1);
    assert!(
        wrong.err.contains("this joint goes from -30 to 130")
            && wrong.err.contains("figures/one.toml:3"),
        "{}",
        wrong.err
    );
    assert_eq!(wrong.json().as_array().unwrap().len(), 0);
    assert_eq!(pictures(), 1, "the pictures of before are gone");
    // What cannot be read, or is no longer there, leaves none either.
    for after in ["exercise = ", ""] {
        write(20);
        draw(&pack, folder.path()).ended(0);
        fs::write(pack.join("figures/one.toml"), after).unwrap();
        if after.is_empty() {
            fs::remove_file(pack.join("figures/one.toml")).unwrap();
        }
        draw(&pack, folder.path()).ended(1);
        assert_eq!(pictures(), 1, "{after:?}");
    }
    assert_eq!(fs::read_to_string(own).unwrap(), "mine");
}
