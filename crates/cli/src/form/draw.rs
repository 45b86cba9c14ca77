//! How a form looks at each of its stages: lines of text for a window of a given size.

use console::measure_text_width;
use plinth_core::{
    answer::{Answer, Value},
    content::Disposition,
    finding::{Cause, Finding},
    name::{EvidenceId, RuleId},
    question::{Kind, Occasion, Part, Question, RegionName, Worse},
    screening,
};

use super::{
    session::{FormSession, Stage},
    typed::in_words,
};
use crate::terminal::{Page, Paint, harmless, wrap};

/// What stands over the form, and the number that the stop shows.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    /// Whose screening this is.
    pub(crate) patient: String,
    /// The clinic's emergency number.
    pub(crate) emergency_number: String,
}

/// The whole window: what is asked at the top, how it stands at the bottom.
pub(crate) fn draw(
    session: &FormSession<'_>,
    heading: &Heading,
    paint: Paint,
    height: usize,
) -> Vec<String> {
    if session.stage() == Stage::Stopped {
        return fill(stop(session, heading, paint), paint, height);
    }
    let bottom = bottom(session, paint);
    let room = height.saturating_sub(bottom.len() + 1);
    let all = session.outcome().findings.len();
    // The worst comes first; what does not fit is counted.
    let mut lines = top(session, heading, paint, all);
    if session.stage() == Stage::Review {
        for most in (1..all).rev() {
            if lines.len() <= room {
                break;
            }
            lines = top(session, heading, paint, most);
        }
    }
    squeeze(&mut lines, room);
    let between = room.saturating_sub(lines.len());
    lines.extend(std::iter::repeat_n(String::new(), between));
    lines.extend(bottom);
    lines
}

fn lines(page: Page) -> Vec<String> {
    page.into_text().lines().map(str::to_string).collect()
}

fn rule(page: &mut Page) {
    let paint = page.paint();
    page.line(&paint.faint(&format!("  {}", "─".repeat(paint.width() - 4))));
}

/// Takes out empty lines, the lowest first, and then what is too much: whose form this is never scrolls out of the window.
fn squeeze(lines: &mut Vec<String>, room: usize) {
    while lines.len() > room
        && let Some(empty) = lines.iter().rposition(String::is_empty)
    {
        lines.remove(empty);
    }
    if lines.len() > room {
        lines.truncate(room.saturating_sub(1));
        lines.push("    …".into());
    }
}

/// What is asked or found, with so many findings at most.
fn top(session: &FormSession<'_>, heading: &Heading, paint: Paint, most: usize) -> Vec<String> {
    let mut page = Page::new(paint);
    title(session, heading, &mut page);
    rule(&mut page);
    page.blank();
    match session.stage() {
        Stage::Asking | Stage::Since => ask(session, &mut page),
        Stage::Why => why(session, &mut page),
        Stage::Review => review(session, &mut page, most),
        Stage::Leaving => leaving(session, &mut page),
        Stage::Stopped | Stage::Over(_) => {}
    }
    if let Some(notice) = session.notice() {
        page.blank();
        page.paragraph(4, &format!("→ {notice}"));
    }
    lines(page)
}

/// What is filled in on the left, whose it is on the right where there is room.
fn title(session: &FormSession<'_>, heading: &Heading, page: &mut Page) {
    let content = session.content();
    let paint = page.paint();
    let what = match (session.item(), session.occasion()) {
        (Some(exercise), _) => format!("Check-in · {}", harmless(exercise)),
        (None, Occasion::CheckIn) => "Check-in".to_owned(),
        (None, Occasion::Screening) => "Screening".to_owned(),
    };
    let title = format!(
        "  {what} · {} {}",
        harmless(&content.title),
        content.version
    );
    let patient = harmless(&heading.patient);
    let used = measure_text_width(&title) + measure_text_width(&patient) + 4;
    page.blank();
    let title = paint.strong(&title);
    if let Some(gap) = paint.width().checked_sub(used) {
        page.line(&format!("{title}{}  {patient}", " ".repeat(gap)));
    } else {
        page.line(&title);
        page.paragraph(2, &patient);
    }
}

const fn part_name(part: Part) -> &'static str {
    match part {
        Part::Safety => "Safety",
        Part::SinceLastTime => "Since last time",
        Part::Pattern => "Pattern of pain",
        Part::Examination => "Examination",
        Part::Precautions => "Precautions",
    }
}

fn ask(session: &FormSession<'_>, page: &mut Page) {
    let Some((slot, question)) = session.question() else {
        return;
    };
    let paint = page.paint();
    let asks = session.asks();
    let place = asks.iter().position(|ask| ask.slot == *slot).unwrap_or(0) + 1;
    page.line(&paint.faint(&format!(
        "  {} · {place} of {}",
        part_name(question.part),
        asks.len()
    )));
    page.blank();
    let side = slot
        .side
        .map(|side| format!("{} side: ", side.as_str().to_uppercase()))
        .unwrap_or_default();
    for line in wrap(&format!("{side}{}", question.ask), paint.width() - 4) {
        page.line(&format!("  {}", paint.strong(&line)));
    }
    if let Some(help) = &question.help {
        page.blank();
        page.paragraph(4, help);
    }
    page.blank();
    if session.stage() == Stage::Since {
        if let Some(given) = session.answers().get(slot) {
            page.paragraph(4, &format!("Answered {}.", shown(&given.answer)));
        }
        page.paragraph(4, "Since when? A date as year-month-day, then Enter.");
        page.paragraph(4, "Enter alone where nobody knows.");
        typed(session, page, "since");
    } else {
        answers(session, question, page);
        if let Some(given) = session.present() {
            page.blank();
            let now = format!("now: {}", shown(&given.answer));
            page.paragraph(4, &format!("{now}     Enter keeps it."));
        }
    }
}

fn answers(session: &FormSession<'_>, question: &Question, page: &mut Page) {
    const STATES: &str = "u unsure      d declined      s not asked";
    match &question.kind {
        Kind::YesNo => {
            page.line(&format!("    y yes         n no          {STATES}"));
            return;
        }
        Kind::Number {
            least, most, unit, ..
        } => {
            let most = of_unit(&most.to_string(), unit);
            page.paragraph(4, &format!("A number from {least} to {most}, then Enter."));
        }
        Kind::Choice(choices) => {
            for (n, choice) in choices.iter().enumerate() {
                page.hanging(4, &format!("{}  ", n + 1), &choice.label);
            }
            page.blank();
            page.paragraph(4, "Its number, then Enter.");
        }
        Kind::Date => page.paragraph(4, "A date as year-month-day, then Enter."),
        Kind::Regions(regions) => {
            let marked = |(n, region): (usize, &RegionName)| {
                let is_marked = session.marked().contains(&region.id);
                let mark = if is_marked { "x" } else { " " };
                format!("{:>2} [{mark}] {}", n + 1, harmless(&region.label))
            };
            let lines: Vec<String> = regions.iter().enumerate().map(marked).collect();
            in_two_columns(&lines, page);
            page.blank();
            let how = if session.marked().is_empty() {
                "Type a number and Enter to mark; 0 and Enter for nowhere."
            } else {
                "Type a number and Enter to mark or unmark; Enter alone when all are marked."
            };
            page.paragraph(4, how);
        }
    }
    page.line(&format!("    {STATES}"));
    typed(session, page, "answer");
}

/// Side by side where each fits in half of the window, else one under the other.
fn in_two_columns(cells: &[String], page: &mut Page) {
    let half = (page.paint().width() - 4) / 2;
    if cells.iter().any(|cell| measure_text_width(cell) >= half) {
        for cell in cells {
            page.paragraph(4, cell);
        }
        return;
    }
    let (left, right) = cells.split_at(cells.len().div_ceil(2));
    for (n, cell) in left.iter().enumerate() {
        let gap = " ".repeat(half - measure_text_width(cell));
        let beside = right.get(n).map_or("", String::as_str);
        page.line(&format!("    {cell}{gap}{beside}"));
    }
}

fn typed(session: &FormSession<'_>, page: &mut Page, label: &str) {
    let typed = session.typed();
    let date = typed
        .parse::<jiff::civil::Date>()
        .ok()
        .filter(|_| typed.len() == "2026-01-31".len())
        .map(|date| format!("   = {}", in_words(date)))
        .unwrap_or_default();
    page.blank();
    page.line(&format!("    {label}: {typed}▏{date}"));
}

fn why(session: &FormSession<'_>, page: &mut Page) {
    let Some((_, question)) = session.question() else {
        return;
    };
    let content = session.content();
    page.paragraph(2, &question.ask);
    if let Some(help) = &question.help {
        page.blank();
        page.paragraph(2, help);
    }
    page.blank();
    page.paragraph(2, &worse_in_words(question));
    let levels = [
        Disposition::Emergency,
        Disposition::SameDay,
        Disposition::Refer,
    ];
    for level in levels {
        for occasion in &question.at {
            if screening::questions_reaching(content, level, *occasion).contains(&question.id) {
                page.paragraph(2, &format!("It counts in rules that give {level}."));
                break;
            }
        }
    }
    page.blank();
    if question.evidence.is_empty() {
        page.paragraph(2, "The clinic decided to ask this.");
    }
    for id in &question.evidence {
        evidence(session, id, page);
    }
    page.blank();
    page.paragraph(2, "Any key goes back to the question.");
}

fn worse_in_words(question: &Question) -> String {
    match &question.worse {
        None => "No answer to it is worse than another.".into(),
        Some(Worse::Yes) => "Yes is the worse answer; unsure counts as yes.".into(),
        Some(Worse::No) => "No is the worse answer; unsure counts as no.".into(),
        Some(Worse::Higher) => "A higher number is worse; unsure is not known.".into(),
        Some(Worse::Lower) => "A lower number is worse; unsure is not known.".into(),
        Some(Worse::Order(choices)) => choices.last().map_or_else(String::new, |worst| {
            format!("The worst answer is {worst}; unsure counts as that.")
        }),
    }
}

fn evidence(session: &FormSession<'_>, id: &EvidenceId, page: &mut Page) {
    let Some(evidence) = session.content().evidence.get(id) else {
        return page.hanging(2, &format!("{id}  "), "");
    };
    page.hanging(2, &format!("{id}  "), &evidence.says);
}

fn review(session: &FormSession<'_>, page: &mut Page, most: usize) {
    let level = session.outcome().disposition;
    let paint = page.paint();
    page.line(&format!(
        "  Every question has its answer: {}",
        paint.level(level, level.as_str())
    ));
    page.blank();
    findings(session, page, most);
}

fn leaving(session: &FormSession<'_>, page: &mut Page) {
    let open = session.asks().iter().filter(|ask| !ask.answered).count();
    let unanswered = match open {
        0 => String::new(),
        1 => " 1 question has no answer yet.".into(),
        open => format!(" {open} questions have no answer yet."),
    };
    page.paragraph(2, &format!("Leave now?{unanswered}"));
    page.blank();
    if session.is_emergency() {
        page.paragraph(
            2,
            "An emergency was found. Record it, or go to the answer that raised it (c) and correct that.",
        );
    } else if open > 0 {
        page.paragraph(
            2,
            "Recorded as it stands, the screening is incomplete and no program can be assigned.",
        );
    }
    page.blank();
    missing(session, page, 8);
}

fn missing(session: &FormSession<'_>, page: &mut Page, most: usize) {
    let all = &session.outcome().missing;
    for missing in all.iter().take(most) {
        let hides = missing
            .cannot_exclude
            .map(|level| format!(", cannot exclude {level}"))
            .unwrap_or_default();
        page.paragraph(4, &format!("{}: {}{hides}", missing.fact, missing.found));
    }
    if all.len() > most {
        page.paragraph(4, &format!("and {} more", all.len() - most));
    }
}

/// What a rule says, and what to do, for findings that come from rules.
fn rule_words<'a>(session: &FormSession<'a>, id: &RuleId) -> (&'a str, &'a str) {
    session
        .content()
        .rules
        .iter()
        .find(|rule| rule.id == *id)
        .map_or(("", ""), |rule| (&rule.say, &rule.instead))
}

fn findings(session: &FormSession<'_>, page: &mut Page, most: usize) {
    let paint = page.paint();
    for finding in session.outcome().findings.iter().take(most) {
        let Cause::Rule(rule) = &finding.cause else {
            continue;
        };
        let (say, instead) = rule_words(session, rule);
        let level = paint.level(finding.gives, finding.gives.as_str());
        page.hanging(2, &format!("{level}  "), say);
        page.paragraph(4, instead);
        page.paragraph(4, &because(finding));
        page.blank();
    }
    let more = session.outcome().findings.len().saturating_sub(most);
    if more > 0 {
        page.paragraph(2, &format!("and {more} more"));
    }
    for active in &session.outcome().precautions {
        let content = session.content();
        if let Some(known) = content
            .precautions
            .iter()
            .find(|precaution| precaution.id == active.precaution)
        {
            page.hanging(2, "precaution  ", &known.title);
        }
    }
    let unanswered = session.outcome().missing.len();
    if unanswered > 0 {
        page.paragraph(2, "Not known:");
        missing(session, page, 8);
    }
}

fn because(finding: &Finding) -> String {
    let facts: Vec<String> = finding.because.iter().map(ToString::to_string).collect();
    let evidence: Vec<&str> = finding.evidence.iter().map(EvidenceId::as_str).collect();
    if evidence.is_empty() {
        facts.join(", ")
    } else {
        format!("{} [{}]", facts.join(", "), evidence.join(", "))
    }
}

fn bottom(session: &FormSession<'_>, paint: Paint) -> Vec<String> {
    let mut page = Page::new(paint);
    rule(&mut page);
    standing(session, &mut page);
    let keys = match session.stage() {
        Stage::Asking => "b back     ? why     q leave",
        Stage::Since => "b back to the answer     q leave",
        Stage::Why | Stage::Stopped | Stage::Over(_) => "",
        // After its questions a check-in asks about exercises and goals.
        Stage::Review if session.occasion() == Occasion::CheckIn && !session.is_emergency() => {
            "Enter go on     b back     c correct what was found     q leave"
        }
        Stage::Review => "Enter record     b back     c correct what was found     q leave",
        Stage::Leaving if session.is_emergency() => {
            "r record as it stands     b back     c correct what was found"
        }
        Stage::Leaving => "r record as it stands     x leave without recording     b back",
    };
    page.blank();
    page.paragraph(2, keys);
    lines(page)
}

/// The disposition as it stands, what was found, and what was answered last.
fn standing(session: &FormSession<'_>, page: &mut Page) {
    let outcome = session.outcome();
    let paint = page.paint();
    let mut so_far = format!(
        "  So far  {}",
        paint.level(outcome.disposition, outcome.disposition.as_str())
    );
    if let Some(worst) = outcome.cannot_exclude {
        so_far.push_str("; cannot exclude ");
        so_far.push_str(&paint.level(worst, worst.as_str()));
    }
    page.line(&so_far);
    let rules: Vec<&str> = outcome
        .findings
        .iter()
        .filter_map(|finding| match &finding.cause {
            Cause::Rule(rule) => Some(rule.as_str()),
            _ => None,
        })
        .collect();
    let found = if rules.is_empty() {
        "nothing yet".to_string()
    } else {
        rules.join(", ")
    };
    page.hanging(2, "Found   ", &found);
    let last = session
        .last_answered()
        .map_or("nothing yet".to_string(), |(slot, given)| {
            format!("{slot} = {}", shown(&given.answer))
        });
    page.hanging(2, "Last    ", &last);
}

/// An answer as people read it.
fn shown(answer: &Answer) -> String {
    match answer {
        Answer::Value(Value::Date(date)) => in_words(*date),
        other => other.to_string(),
    }
}

fn stop(session: &FormSession<'_>, heading: &Heading, paint: Paint) -> Vec<String> {
    let mut page = Page::new(paint);
    page.blank();
    page.paragraph(2, "EMERGENCY: STOP HERE");
    page.blank();
    page.paragraph(
        2,
        &format!("Emergency number: {}", heading.emergency_number),
    );
    page.paragraph(2, &heading.patient);
    page.blank();
    for finding in &session.outcome().findings {
        if let (Disposition::Emergency, Cause::Rule(rule)) = (finding.gives, &finding.cause) {
            let (say, instead) = rule_words(session, rule);
            page.paragraph(2, say);
            page.paragraph(2, instead);
            page.paragraph(4, &because(finding));
            page.blank();
        }
    }
    page.paragraph(
        2,
        "No exercise today. Print the emergency sheet after recording.",
    );
    page.paragraph(2, "NOT SAVED YET. Act first; recording can wait.");
    page.blank();
    page.paragraph(2, "r  record it now");
    page.paragraph(2, "c  go on with the questions, to record them");
    page.paragraph(2, "b  the answer was mistyped: back to it");
    if let Some(notice) = session.notice() {
        page.paragraph(2, &format!("→ {notice}"));
    }
    lines(page)
}

/// The stop fills the window.
fn fill(lines: Vec<String>, paint: Paint, height: usize) -> Vec<String> {
    let missing = height.saturating_sub(lines.len() + 1);
    lines
        .into_iter()
        .chain(std::iter::repeat_n(String::new(), missing))
        .map(|line| paint.alarm(&line))
        .collect()
}

/// The most with its unit, where the unit does not say just that: "10" of "of 10".
fn of_unit(most: &str, unit: &str) -> String {
    match unit.strip_prefix("of ") {
        Some(of) if of == most => most.to_string(),
        _ => format!("{most} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::session::{after, content},
        *,
    };

    const HEIGHT: usize = 24;

    fn window(keys: &str, width: usize) -> Vec<String> {
        let heading = Heading {
            patient: "0142-E · born 3 April 1980".into(),
            emergency_number: "999".into(),
        };
        let content = content();
        draw(
            &after(&content, keys),
            &heading,
            Paint::plain(width),
            HEIGHT,
        )
    }

    #[test]
    fn hz_04_the_stop_is_the_whole_window_and_says_number_reason_and_not_saved() {
        for width in [60, 80, 100] {
            let window = window("y", width);
            assert!(window.len() < HEIGHT, "it scrolls at {width}");
            let text = window.join("\n");
            for needed in [
                "EMERGENCY: STOP",
                "999",
                "0142-E",
                "Act on saddle.",
                "saddle = yes",
                "NOT SAVED",
            ] {
                assert!(text.contains(needed), "{needed} at {width}");
            }
            assert!(!text.contains("So far"));
        }
    }

    #[test]
    fn every_stage_fits_a_small_window() {
        for keys in [
            "",
            "ny",
            "ny\n",
            "ny\n?",
            "nn5\n4\n1\n",
            "nn5\n4\n0\n2026",
            "nqz",
            "ny\n1\n5\n5\n0\n2026-01-05\n",
        ] {
            for line in window(keys, 80) {
                assert!(measure_text_width(&line) <= 80, "{line}");
            }
            assert_eq!(window(keys, 80).len(), HEIGHT - 1, "{keys:?}");
        }
    }

    #[test]
    fn hz_16_whose_form_it_is_and_the_keys_stay_in_any_window() {
        let heading = Heading {
            patient: "0142-E · born 3 April 1980".into(),
            emergency_number: "999".into(),
        };
        let content = content();
        for keys in ["", "nn5\n4\n", "yc\ny\n1\n1\nc1\n0\n2026-01-05\n"] {
            let session = after(&content, keys);
            for height in 12..30 {
                let window = draw(&session, &heading, Paint::plain(80), height);
                assert_eq!(window.len(), height - 1, "{keys:?} at {height}");
                let text = window.join("\n");
                assert!(text.contains("0142-E"), "{keys:?} at {height}:\n{text}");
                assert!(text.contains("So far"), "{keys:?} at {height}:\n{text}");
            }
        }
        let session = after(&content, "yc\ny\n1\n1\nc1\n0\n2026-01-05\n");
        assert_eq!(session.stage(), Stage::Review);
        let window = draw(&session, &heading, Paint::plain(80), 16).join("\n");
        assert!(window.contains("saddle was found"), "{window}");
        assert!(window.contains("more"), "{window}");
    }

    #[test]
    fn a_question_shows_its_keys_and_how_it_stands() {
        let text = window("ny\n", 80).join("\n");
        for needed in [
            "Safety · 3 of 7",
            "drop-when?",
            "1  old",
            "2  new",
            "same-day; cannot exclude emergency",
            "drop = yes",
        ] {
            assert!(text.contains(needed), "{needed}:\n{text}");
        }
        assert!(window("nn", 80).join("\n").contains("LEFT side: power?"));
        assert!(
            window("nn5\n4\n0\n2026-01-05", 80)
                .join("\n")
                .contains("= 5 January 2026")
        );
    }

    #[test]
    fn a_number_has_its_unit_unless_the_most_says_it() {
        assert_eq!(of_unit("10", "of 10"), "10");
        assert_eq!(of_unit("240", "min"), "240 min");
        assert_eq!(of_unit("6", "of 10"), "6 of 10");
    }

    #[test]
    fn a_check_in_goes_on_after_its_questions() {
        let content = content();
        let heading = Heading {
            patient: "0142-E".into(),
            emergency_number: "999".into(),
        };
        let today = jiff::civil::date(2026, 3, 2);
        // The small pack asks nothing at check-ins, so that this one is over at once.
        let check_in = FormSession::new(&content, Occasion::CheckIn, None, today);
        let text = draw(&check_in, &heading, Paint::plain(80), HEIGHT).join("\n");
        assert!(text.contains("Enter go on"), "{text}");
        let item = check_in.about("Bridge");
        let text = draw(&item, &heading, Paint::plain(80), HEIGHT).join("\n");
        assert!(text.contains("Enter go on"), "{text}");
    }
}
