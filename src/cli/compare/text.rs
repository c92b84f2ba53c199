//! A comparison as text for a terminal.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::cli::table::Table;
use crate::compare::{Attainment, Cell, Compared, Comparison, LeftOut, Obstacle, Row, Series, Timespan};
use crate::model::{AreaLevel, Measure, Review, Status};
use crate::report::Scale;

/// Tables no wider than `width`, each followed by what follows from it and, if wanted, by the places it was read from.
pub fn text(comparison: &Comparison, width: usize, quotes: bool) -> String {
    let mut told = String::new();
    for indicator in &comparison.indicators {
        let _ = writeln!(told, "{}", title(indicator));
        for series in &indicator.series {
            let _ = writeln!(told, "\n{}", kind(series));
            told.push_str(&table(series, width, quotes));
            told.push_str(&figures(series, width));
            if quotes {
                told.push_str(&places(series));
            }
        }
        told.push('\n');
    }
    if comparison.indicators.is_empty() {
        told.push_str("Nothing to compare: no fact is of this indicator, area, period and status.\n");
    }
    for (reason, count) in &comparison.left_out {
        let why = match reason {
            LeftOut::NoPeriod => "nothing says when they hold",
            LeftOut::NoArea => "nothing says where they hold",
            LeftOut::NoValue => "their value has too many digits",
            LeftOut::NoIndicator => "their indicator is not in the lexicon (--open takes them by their labels)",
        };
        let _ = writeln!(told, "left out: {count} facts, for {why}");
    }
    told
}

/// Name and key of an indicator.
pub(super) fn title(indicator: &Compared) -> String {
    let more = [indicator.key.as_deref(), indicator.english.as_deref()];
    let parts = std::iter::once(indicator.name.as_str()).chain(more.into_iter().flatten());
    parts.map(printable).collect::<Vec<_>>().join("  ")
}

/// What the values of a table are.
pub(super) fn kind(series: &Series) -> String {
    let scale = Scale::of(series);
    let what = match (series.measure, series.new) {
        (Measure::Level, false) => "level",
        (Measure::Level, true) => "new in the period",
        (Measure::Growth, _) => "growth as stated",
        (Measure::Change, _) => "change as stated",
        (Measure::Rank, _) => "rank as stated",
    };
    let new = if series.new && series.measure != Measure::Level {
        " of what is new"
    } else {
        ""
    };
    let among = series
        .among
        .as_deref()
        .map(|among| format!(" among {}", printable(among)));
    let unit = Some(scale.unit).filter(|unit| !unit.is_empty());
    let unit = unit.map(|unit| format!(", {}", printable(&unit)));
    format!("  {what}{new}{}{}", among.unwrap_or_default(), unit.unwrap_or_default())
}

/// The table, in several pieces one below the other where it is wider than `width`.
fn table(series: &Series, width: usize, quotes: bool) -> String {
    let scale = Scale::of(series);
    let mut number = 0;
    let rows: Vec<(String, Vec<String>)> = series
        .rows
        .iter()
        .map(|row| {
            let cells = series.columns.iter().map(|&column| {
                row.at(column).map_or_else(String::new, |cell| {
                    number += 1;
                    let note = if quotes { format!(" [{number}]") } else { String::new() };
                    format!("{}{note}", value(cell, &scale))
                })
            });
            (name(row), cells.collect())
        })
        .collect();
    let widest = |at: usize| {
        let cells = rows.iter().map(|(_, cells)| cells[at].width());
        cells.max().unwrap_or(0).max(series.columns[at].to_string().width()) + 2
    };
    let first = rows.iter().map(|(name, _)| name.width()).max().unwrap_or(0) + 2;
    let mut told = String::new();
    let mut begin = 0;
    while begin < series.columns.len() {
        let (mut end, mut used) = (begin, first);
        while end < series.columns.len() && (end == begin || used + widest(end) <= width) {
            used += widest(end);
            end += 1;
        }
        let heads: Vec<String> = std::iter::once(String::new())
            .chain(series.columns[begin..end].iter().map(Timespan::to_string))
            .collect();
        let mut piece = Table::new(&heads);
        for (name, cells) in &rows {
            let cells = &cells[begin..end];
            if cells.iter().any(|cell| !cell.is_empty()) {
                piece.row(std::iter::once(name.clone()).chain(cells.iter().cloned()).collect());
            }
        }
        told.push_str(&piece.text());
        begin = end;
        if begin < series.columns.len() {
            told.push('\n');
        }
    }
    told
}

/// All that is stated, `≠` between contradictions, `/` between what may be two things.
pub(super) fn value(cell: &Cell, scale: &Scale) -> String {
    let all: Vec<String> = match cell.point() {
        Some(point) => vec![scale.reading(point)],
        None => cell.readings.iter().map(|reading| scale.reading(reading)).collect(),
    };
    let between = match cell.obstacle {
        Some(Obstacle::Conflict) => " ≠ ",
        _ => " / ",
    };
    all.join(between)
}

/// Area, subject and status of a row.
pub(super) fn name(row: &Row) -> String {
    let subject = row.subject.as_deref().map(|subject| format!(" {}", printable(subject)));
    let status = match row.status {
        Status::Actual => "",
        Status::Target => " (target)",
        Status::Rule => " (rule)",
    };
    format!("{}{}{status}", printable(&row.area.name), subject.unwrap_or_default())
}

/// What follows from a table, and what was not reckoned with.
fn figures(series: &Series, width: usize) -> String {
    let scale = Scale::of(series);
    let mut told = Vec::new();
    for row in &series.rows {
        told.extend(since(series, row, &scale));
    }
    for row in &series.rows {
        let above = row.cells.iter().flat_map(|cell| {
            cell.above.iter().map(|above| {
                let what = match (above.difference, above.share) {
                    (Some(difference), _) => format!("{} points", scale.difference(difference)),
                    (_, Some(share)) => format!("{share} %"),
                    _ => return String::new(),
                };
                let link = if above.difference.is_some() { "against" } else { "of" };
                format!("{} {what} {link} {}{}", cell.period, above.area, look(above.caution))
            })
        });
        let above: Vec<String> = above.filter(|part| !part.is_empty()).collect();
        if !above.is_empty() {
            told.push((format!("{}: ", name(row)), above));
        }
    }
    for &column in &series.columns {
        told.extend(ranking(series, column, &scale));
    }
    for row in &series.rows {
        for cell in &row.cells {
            if let Some(attainment) = &cell.attainment {
                let head = format!("{} {} = {}: ", name(row), cell.period, value(cell, &scale));
                told.push((head, vec![attained(attainment, &scale, series)]));
            }
        }
    }
    let refused: Vec<String> = series
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().map(move |cell| (row, cell)))
        .filter(|(row, cell)| row.status == Status::Actual || cell.obstacle != Some(Obstacle::Bound))
        .filter_map(|(row, cell)| {
            let why = match cell.obstacle? {
                Obstacle::Bound => "only a bound is known",
                Obstacle::Conflict => "documents contradict each other",
                Obstacle::Definitions => "values of perhaps different definitions",
            };
            Some(format!("{} {} ({why})", name(row), cell.period))
        })
        .collect();
    if !refused.is_empty() {
        told.push(("not reckoned with: ".to_owned(), refused));
    }
    let apart = apart(series);
    if !apart.is_empty() {
        told.push(("kept apart: ".to_owned(), apart));
    }
    told.into_iter()
        .map(|(head, parts)| wrapped(&head, &parts, width))
        .collect()
}

/// How the values of a row went on.
fn since(series: &Series, row: &Row, scale: &Scale) -> Option<(String, Vec<String>)> {
    let points = series.ratio || series.measure == Measure::Growth;
    let steps = row.cells.iter().filter_map(|cell| {
        let step = cell.step.as_ref()?;
        let unit = if points { " points" } else { "" };
        let growth = step.growth.map(|growth| format!(" ({})", signed_percent(growth)));
        let yearly = step.yearly.map(|yearly| format!(", {} a year", signed_percent(yearly)));
        Some(format!(
            "{} to {} {}{unit}{}{}{}",
            step.since,
            cell.period,
            scale.difference(step.difference),
            growth.unwrap_or_default(),
            yearly.unwrap_or_default(),
            look(step.caution)
        ))
    });
    let steps: Vec<String> = steps.collect();
    (!steps.is_empty()).then(|| (format!("{}: ", name(row)), steps))
}

/// The orders of one column, one for each level of areas.
fn ranking(series: &Series, column: Timespan, scale: &Scale) -> Vec<(String, Vec<String>)> {
    let levels = [
        (AreaLevel::Province, "provinces"),
        (AreaLevel::City, "cities"),
        (AreaLevel::County, "counties"),
    ];
    let mut all = Vec::new();
    for (level, plural) in levels {
        let mut ranked: Vec<_> = series
            .rows
            .iter()
            .filter(|row| row.area.level == Some(level))
            .filter_map(|row| {
                let cell = row.at(column)?;
                Some((cell.rank.as_ref()?, row, cell))
            })
            .collect();
        ranked.sort_by_key(|(rank, ..)| rank.place);
        let Some((first, ..)) = ranked.first() else { continue };
        let left = match first.not_ranked {
            0 => String::new(),
            many => format!(", {many} not ranked"),
        };
        let head = format!("{column}, {} {plural}{left}{}: ", first.out_of, look(first.caution));
        let list = ranked
            .iter()
            .map(|(rank, row, cell)| format!("{} {} {}", rank.place, name(row), value(cell, scale)));
        all.push((head, list.collect()));
    }
    all
}

fn attained(attainment: &Attainment, scale: &Scale, series: &Series) -> String {
    let points = series.ratio || series.measure == Measure::Growth;
    let unit = if points { " points" } else { "" };
    let least = if attainment.at_least { "at least " } else { "" };
    let percent = attainment.percent.map(|percent| format!(" ({least}{percent} %)"));
    let state = match (attainment.reached, attainment.years_left) {
        (Some(true), _) => "reached".to_owned(),
        (None, _) => "perhaps reached".to_owned(),
        (Some(false), 0) => format!("missed by {}{unit}", scale.number(attainment.gap.abs())),
        (Some(false), years) => {
            let needed = attainment.needed.map(|needed| match points {
                true => format!(", {} points a year", scale.difference(needed)),
                false => format!(", {} a year", signed_percent(needed)),
            });
            let plural = if years == 1 { "year" } else { "years" };
            format!(
                "{}{unit} to go in {years} {plural}{}",
                scale.number(attainment.gap.abs()),
                needed.unwrap_or_default()
            )
        }
    };
    format!(
        "{} stood at {least}{}{}; {state}{}",
        attainment.actual,
        scale.number(attainment.value),
        percent.unwrap_or_default(),
        look(attainment.caution)
    )
}

/// What a reader may miss in the figures, and why it is not there.
fn apart(series: &Series) -> Vec<String> {
    let mut all = Vec::new();
    let has = |test: fn(Timespan) -> bool| series.columns.iter().any(|&column| test(column));
    if has(Timespan::is_part_of_year) && has(Timespan::is_year) {
        all.push("parts of a year from whole years".to_owned());
    }
    let many_years = |span: Timespan| span.start.year() != span.end.year();
    if has(many_years) && has(Timespan::is_year) {
        all.push("several years from single ones".to_owned());
    }
    all
}

fn signed_percent(value: rust_decimal::Decimal) -> String {
    let sign = if value.is_sign_negative() { "" } else { "+" };
    format!("{sign}{value} %")
}

/// The mark of a figure between values that are narrowed differently.
const fn look(caution: bool) -> &'static str {
    if caution { " (definitions differ)" } else { "" }
}

/// Where every value was read, by the numbers in the table.
fn places(series: &Series) -> String {
    let mut told = String::new();
    let cells = series
        .rows
        .iter()
        .flat_map(|row| series.columns.iter().filter_map(|&column| row.at(column)));
    for (index, cell) in cells.enumerate() {
        let quotes = cell.readings.iter().flat_map(|reading| &reading.quotes);
        for (at, quote) in quotes.enumerate() {
            let number = if at == 0 {
                format!("[{}]", index + 1)
            } else {
                String::new()
            };
            let narrowed = match quote.qualifiers.is_empty() {
                true => String::new(),
                false => format!(" ({})", quote.qualifiers.join("; ")),
            };
            let reviewed = match quote.review {
                None => "",
                Some(Review::Accepted) => " [reviewed]",
                Some(Review::Corrected) => " [corrected by a reviewer]",
                Some(Review::Added) => " [added by a reviewer]",
            };
            let line = format!(
                "  {number:>5} {}:{} “{}” {}{narrowed}{reviewed}",
                quote.document, quote.line, quote.quote, quote.label
            );
            let _ = writeln!(told, "{}", printable(&line));
        }
    }
    told
}

/// Head and parts, broken between parts; what follows the first line is set in.
fn wrapped(head: &str, parts: &[String], width: usize) -> String {
    let mut told = format!("  {head}");
    let mut used = told.width();
    for (at, part) in parts.iter().enumerate() {
        let end = if at + 1 < parts.len() { "; " } else { "" };
        if at > 0 && used + part.width() + end.len() > width {
            told.truncate(told.trim_end().len());
            told.push_str("\n    ");
            used = 4;
        }
        told.push_str(part);
        told.push_str(end);
        used += part.width() + end.len();
    }
    told.push('\n');
    told
}

/// On one line and without control characters: what comes from documents could command the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
