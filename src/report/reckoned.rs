//! What is reckoned from the values of an indicator, as tables of their own: how near targets are, changes, and values beside those of
//! larger areas.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::escape;
use super::section::{Part, row_name};
use super::words::{self, Both, both};
use crate::compare::{Attainment, Cell, Row};

impl Part<'_> {
    pub(super) fn attainments(&self, html: &mut String) {
        let rows = self
            .series
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().map(move |cell| (row, cell)));
        let lines: Vec<String> = rows
            .filter_map(|(row, cell)| Some(self.attainment(row, cell, cell.attainment.as_ref()?)))
            .collect();
        let heads = [
            words::AREA,
            words::PERIOD,
            words::TARGET_MARK,
            words::LAST,
            words::DISTANCE,
            words::GAP,
            words::YEARS_LEFT,
            words::NEEDED,
        ];
        small_table(html, words::TARGETS, &heads, &lines);
    }

    fn attainment(&self, row: &Row, cell: &Cell, attainment: &Attainment) -> String {
        let least = if attainment.at_least {
            format!("{} ", both(words::AT_LEAST))
        } else {
            String::new()
        };
        let percent = attainment.percent.map(|percent| format!("{least}{percent}%"));
        let gap = match (attainment.reached, attainment.years_left) {
            (Some(true), _) => both(words::REACHED),
            (None, _) => both(words::PERHAPS),
            (Some(false), years) => {
                let gap = format!("{}{}", self.scale.number(attainment.gap.abs()), self.points_word());
                match years {
                    0 => format!("{} {gap}", both(words::MISSED)),
                    _ => gap,
                }
            }
        };
        let needed = attainment.needed.map(|needed| match self.points() {
            true => format!("{}{}", self.scale.difference(needed), self.points_word()),
            false => percent_of(needed),
        });
        let cells = [
            escape(&row.area.name),
            cell.period.to_string(),
            self.shown(cell),
            format!("{least}{} ({})", self.scale.number(attainment.value), attainment.actual),
            percent.unwrap_or_default(),
            format!("{gap}{}", caution(attainment.caution)),
            attainment.years_left.to_string(),
            needed.unwrap_or_default(),
        ];
        table_row(&cells)
    }

    pub(super) fn changes(&self, html: &mut String) {
        let heads = [
            words::AREA,
            words::PERIOD,
            words::DIFFERENCE,
            words::GROWTH,
            words::YEARLY,
        ];
        // Ratios differ in points, and do not grow.
        let columns = if self.points() { 3 } else { heads.len() };
        let mut lines = Vec::new();
        for row in &self.series.rows {
            for cell in &row.cells {
                let Some(step) = &cell.step else { continue };
                let figures = [
                    row_name(row),
                    format!("{} → {}", step.since, cell.period),
                    format!(
                        "{}{}{}",
                        self.scale.difference(step.difference),
                        if self.points() {
                            self.points_word()
                        } else {
                            String::new()
                        },
                        caution(step.caution)
                    ),
                    step.growth.map(percent_of).unwrap_or_default(),
                    step.yearly.map(percent_of).unwrap_or_default(),
                ];
                lines.push(table_row(&figures[..columns]));
            }
        }
        small_table(html, words::CHANGES, &heads[..columns], &lines);
    }

    pub(super) fn beside(&self, html: &mut String) {
        let mut lines = Vec::new();
        for row in &self.series.rows {
            for cell in &row.cells {
                for above in &cell.above {
                    let (what, value) = match (above.difference, above.share) {
                        (Some(difference), _) => (
                            words::AGAINST,
                            format!("{}{}", self.scale.difference(difference), self.points_word()),
                        ),
                        (_, Some(share)) => (words::OF, format!("{share}%")),
                        _ => continue,
                    };
                    lines.push(table_row(&[
                        row_name(row),
                        cell.period.to_string(),
                        self.shown(cell),
                        format!(
                            "{} ({} {}){}",
                            value,
                            both(what),
                            escape(&above.area),
                            caution(above.caution)
                        ),
                    ]));
                }
            }
        }
        let heads = [words::AREA, words::PERIOD, words::VALUE, words::BESIDE];
        small_table(html, words::BESIDE, &heads, &lines);
    }
}

pub(super) fn caution(caution: bool) -> String {
    match caution {
        true => format!(" <span class=\"warn small\">({})</span>", both(words::LOOK)),
        false => String::new(),
    }
}

fn percent_of(value: Decimal) -> String {
    let sign = if value.is_sign_negative() { "" } else { "+" };
    format!("{sign}{value}%")
}

/// Cells of markup as a row; the first one names it.
fn table_row(cells: &[String]) -> String {
    let mut row = String::from("<tr>");
    for (at, cell) in cells.iter().enumerate() {
        let (open, close) = if at == 0 {
            ("<th scope=\"row\">", "</th>")
        } else {
            ("<td>", "</td>")
        };
        let _ = write!(row, "{open}{cell}{close}");
    }
    row + "</tr>\n"
}

/// A table under a heading; folded where it is long, and nothing at all where it is empty.
fn small_table(html: &mut String, title: Both, heads: &[Both], rows: &[String]) {
    const LONG: usize = 12;
    if rows.is_empty() {
        return;
    }
    let heads: String = heads
        .iter()
        .map(|&head| format!("<th scope=\"col\">{}</th>", both(head)))
        .collect();
    let table = format!(
        "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>{heads}</tr></thead>\n<tbody>\n{}</tbody></table></div>",
        rows.concat()
    );
    let _ = match rows.len() > LONG {
        true => writeln!(
            html,
            "<details><summary>{} ({})</summary>{table}</details>",
            both(title),
            rows.len()
        ),
        false => writeln!(html, "<h4>{}</h4>\n{table}", both(title)),
    };
}
