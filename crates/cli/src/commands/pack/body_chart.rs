//! The body chart of a pack's letters as pictures: empty, to be marked by hand, and with all that the pack can mark.

use std::fmt::Write as _;

use plinth_core::{content::Content, sheet::Symptom};
use plinth_figure::{
    chart::{self, BodyChart, ChartFault, Mark, Pattern, Region},
    drawing::Ink,
    side::Side,
    svg,
};

use super::pictures::Pictures;
use crate::problem::Problem;

/// Room over the drawing for the names of its views, mm.
const ABOVE: f64 = 5.0;

/// Writes them where the pack shows a chart; says whether it does.
pub(super) fn write(content: &Content, pictures: &mut Pictures) -> Result<bool, Problem> {
    if content.sheet.chart.is_empty() {
        return Ok(false);
    }
    let marks = example(content).map_err(|fault| Problem::refused(fault.to_string()))?;
    for (name, marks) in [("body-chart", &[][..]), ("body-chart-filled", &marks)] {
        let chart = chart::chart(marks);
        for (ink, mark) in [(Ink::COLOR, ""), (Ink::Black, "-black")] {
            let drawing = with_words(&chart, content, ink)
                .map_err(|fault| Problem::refused(fault.to_string()))?;
            pictures.write(&format!("{name}{mark}.svg"), drawing)?;
        }
    }
    Ok(true)
}

/// All that the pack can mark, on the left.
fn example(content: &Content) -> Result<Vec<Mark>, ChartFault> {
    let mut marks = Vec::new();
    for shown in &content.sheet.chart {
        let pattern = match shown.shows {
            Symptom::Pain => Pattern::Pain,
            Symptom::Numbness => Pattern::Numbness,
            Symptom::Tingling => Pattern::Tingling,
        };
        for place in &shown.places {
            let region: Region = place.region.as_str().parse()?;
            let side = region.has_sides().then_some(Side::Left);
            marks.push(Mark::new(region, side, pattern)?);
        }
    }
    Ok(marks)
}

/// The chart with its words, which are the pack's.
fn with_words(chart: &BodyChart, content: &Content, ink: Ink) -> Result<String, svg::NotFinite> {
    let word = |id: &str| {
        let word = content.sheet.labels.get(id);
        svg::escaped(word.map_or("", String::as_str))
    };
    let (width, height) = (chart.drawing.width, chart.drawing.height + ABOVE);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.2}mm\" height=\"{height:.2}mm\" viewBox=\"0 0 {width:.2} {height:.2}\" \
         role=\"img\"><title>{}</title><rect width=\"{width:.2}\" height=\"{height:.2}\" fill=\"#fff\"/><g font-family=\"sans-serif\" font-size=\"3\" text-anchor=\"middle\">",
        word("chart")
    );
    for (caption, view) in chart.captions.iter().zip(["chart-front", "chart-back"]) {
        for (at, down, id) in [
            (caption.above, -1.5, view),
            (caption.right, 1.0, "right"),
            (caption.left, 1.0, "left"),
        ] {
            let (x, y) = (at.x, at.y + ABOVE + down);
            let _ = write!(out, "<text x=\"{x:.2}\" y=\"{y:.2}\">{}</text>", word(id));
        }
    }
    let _ = write!(
        out,
        "</g><g transform=\"translate(0,{ABOVE}) scale({})\">",
        1.0 / svg::UNITS
    );
    out.push_str(&svg::paths(&chart.drawing, ink)?);
    out.push_str("</g></svg>\n");
    Ok(out)
}
