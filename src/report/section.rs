//! The part of the page on one indicator.

use std::fmt::Write;

use rust_decimal::Decimal;

use super::chart::Frame;
use super::escape;
use super::number::Scale;
use super::words::{self, Both, both};
use crate::compare::{Cell, Compared, Obstacle, Reading, Row, Series, Timespan};
use crate::model::{AreaLevel, Measure, Status};

/// The name in both languages, where both are known.
pub fn name(indicator: &Compared) -> String {
    match &indicator.english {
        Some(english) => format!(
            "<span class=\"zh\" lang=\"zh\">{}</span><span class=\"en\" lang=\"en\">{}</span>",
            escape(&indicator.name),
            escape(english)
        ),
        None => escape(&indicator.name),
    }
}

/// Writes the part; `at` makes its anchors different from those of the others.
pub fn section(html: &mut String, at: usize, indicator: &Compared) {
    let _ = write!(html, "<section>\n<h2 id=\"i{at}\">{}</h2>\n", name(indicator));
    let other = indicator.english.as_deref().map(|english| {
        format!(
            "<span class=\"zh\" lang=\"en\">{}</span><span class=\"en\" lang=\"zh\">{}</span> ",
            escape(english),
            escape(&indicator.name)
        )
    });
    let key = indicator
        .key
        .as_deref()
        .map(|key| format!("<span class=\"key\">{}</span>", escape(key)));
    let _ = writeln!(
        html,
        "<p class=\"soft small\">{}{}</p>",
        other.unwrap_or_default(),
        key.unwrap_or_default()
    );
    if let Some(definition) = &indicator.definition {
        let _ = writeln!(
            html,
            "<p class=\"soft small\">{}: {}</p>",
            both(words::DEFINITION),
            escape(definition)
        );
    }
    for (number, series) in indicator.series.iter().enumerate() {
        Part {
            series,
            scale: Scale::of(series),
            anchor: format!("i{at}s{number}"),
        }
        .write(html);
    }
    html.push_str("</section>\n");
}

/// One table with all that belongs to it.
pub(super) struct Part<'c> {
    pub(super) series: &'c Series,
    pub(super) scale: Scale,
    anchor: String,
}

impl Part<'_> {
    fn write(&self, html: &mut String) {
        let _ = writeln!(html, "<h3 id=\"{}\">{}</h3>", self.anchor, self.kind());
        self.table(html);
        self.not_reckoned(html);
        self.multiples(html);
        self.rankings(html);
        self.attainments(html);
        self.changes(html);
        self.beside(html);
        self.sources(html);
    }

    pub(super) fn points(&self) -> bool {
        self.series.ratio || self.series.measure == Measure::Growth
    }

    fn kind(&self) -> String {
        let series = self.series;
        let kind = match (series.measure, series.new) {
            (Measure::Level, false) => words::KINDS[0],
            (Measure::Level, true) => words::KINDS[1],
            (Measure::Growth, _) => words::KINDS[2],
            (Measure::Change, _) => words::KINDS[3],
            (Measure::Rank, _) => words::KINDS[4],
        };
        let new = if series.new && series.measure != Measure::Level {
            format!(" · {}", both(words::KINDS[1]))
        } else {
            String::new()
        };
        let more = [series.among.as_deref(), Some(self.scale.unit.as_str())];
        let more = more.into_iter().flatten().filter(|text| !text.is_empty());
        let more: String = more.map(|text| format!(" · {}", escape(text))).collect();
        format!("{}{new}{more}", both(kind))
    }

    /// Every cell with where it stands, in the order in which the sources are listed.
    fn cells(&self) -> impl Iterator<Item = (&Row, &Cell, String)> {
        self.series.rows.iter().enumerate().flat_map(move |(at, row)| {
            let cells = row.cells.iter().enumerate();
            cells.map(move |(number, cell)| (row, cell, format!("{}r{at}c{number}", self.anchor)))
        })
    }

    fn table(&self, html: &mut String) {
        let _ = write!(
            html,
            "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">{}</th>",
            both(words::AREA)
        );
        for column in &self.series.columns {
            let _ = write!(html, "<th scope=\"col\">{column}</th>");
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for (at, row) in self.series.rows.iter().enumerate() {
            let class = if row.status == Status::Target {
                " class=\"target\""
            } else {
                ""
            };
            let _ = write!(html, "<tr{class}><th scope=\"row\">{}</th>", row_name(row));
            for &column in &self.series.columns {
                html.push_str("<td>");
                if let Some(number) = row.cells.iter().position(|cell| cell.period == column) {
                    let id = format!("{}r{at}c{number}", self.anchor);
                    self.value(html, &row.cells[number], &id);
                }
                html.push_str("</td>");
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody></table></div>\n");
    }

    /// A value that opens its sources.
    fn value(&self, html: &mut String, cell: &Cell, id: &str) {
        let odd = match cell.obstacle {
            Some(Obstacle::Conflict | Obstacle::Definitions) => " odd",
            _ => "",
        };
        let _ = write!(
            html,
            "<button type=\"button\" class=\"value{odd}\" popovertarget=\"{id}\">{}</button>",
            self.shown(cell)
        );
        if let Some(rank) = &cell.rank {
            let _ = write!(html, "<span class=\"rank\">{}/{}</span>", rank.place, rank.out_of);
        }
    }

    /// All that is stated, or the one value with which everything agrees.
    pub(super) fn shown(&self, cell: &Cell) -> String {
        let all: Vec<String> = match cell.point() {
            Some(point) => vec![escape(&self.scale.reading(point))],
            None => cell.readings.iter().map(|it| escape(&self.scale.reading(it))).collect(),
        };
        all.join(match cell.obstacle {
            Some(Obstacle::Conflict) => " ≠ ",
            _ => " / ",
        })
    }

    fn not_reckoned(&self, html: &mut String) {
        let all: Vec<String> = self
            .cells()
            .filter(|(row, cell, _)| row.status == Status::Actual || cell.obstacle != Some(Obstacle::Bound))
            .filter_map(|(row, cell, _)| {
                let why = obstacle(cell.obstacle?);
                Some(format!("{} {} ({})", row_name(row), cell.period, both(why)))
            })
            .collect();
        if !all.is_empty() {
            let _ = writeln!(
                html,
                "<p class=\"note\">{}{}</p>",
                both(words::NO_POINT),
                all.join("; ")
            );
        }
    }

    /// A chart for each area with more than one time.
    fn multiples(&self, html: &mut String) {
        let drawn = matches!(self.series.measure, Measure::Level | Measure::Growth);
        let Some(frame) = Frame::of(self.series).filter(|_| drawn) else {
            return;
        };
        let mut charts = String::new();
        let rows = &self.series.rows;
        for (at, row) in rows.iter().enumerate() {
            let same = |other: &&Row| other.area == row.area && other.subject == row.subject;
            if row.subject.is_some() || rows[..at].iter().any(|earlier| same(&earlier)) {
                continue;
            }
            let own: Vec<&Row> = rows.iter().filter(same).collect();
            if own.iter().map(|row| row.cells.len()).sum::<usize>() < 2 {
                continue;
            }
            let svg = frame.chart(&row.area.name, &own, &self.scale);
            let _ = writeln!(
                charts,
                "<figure><figcaption>{}</figcaption>{svg}</figure>",
                escape(&row.area.name)
            );
        }
        if charts.is_empty() {
            return;
        }
        let _ = writeln!(
            html,
            "<h4>{}</h4>\n<div class=\"multiples\">\n{charts}</div>\n{}",
            both(words::OVER_TIME),
            legend()
        );
    }

    /// Bars of the last period in which areas of one level can be ranked; the earlier ones are in the table.
    fn rankings(&self, html: &mut String) {
        let levels = [AreaLevel::Province, AreaLevel::City, AreaLevel::County];
        for (level, plural) in levels.into_iter().zip(words::LEVELS) {
            let last = self.series.columns.iter().rev().find_map(|&column| {
                let ranked: Vec<(&Row, &Cell)> = self.ranked(level, column).collect();
                (!ranked.is_empty()).then_some((column, ranked))
            });
            let Some((column, mut ranked)) = last else { continue };
            ranked.sort_by_key(|(_, cell)| cell.rank.as_ref().map(|rank| rank.place));
            let largest = ranked
                .iter()
                .filter_map(|(_, cell)| Some(cell.point()?.value.abs()))
                .max();
            let _ = write!(
                html,
                "<h4>{} · {column} · {}</h4>\n<div class=\"bars\">\n",
                both(words::RANKING),
                both(plural)
            );
            for (row, cell) in &ranked {
                let (Some(rank), Some(point)) = (&cell.rank, cell.point()) else {
                    continue;
                };
                let share = largest.and_then(|largest| point.value.abs().checked_div(largest));
                let share = share.unwrap_or_default() * Decimal::ONE_HUNDRED;
                let _ = writeln!(
                    html,
                    "<span>{}. {}</span><span class=\"track\"><span class=\"fill\" style=\"width:{}%\"></span></span>\
                     <span>{}</span>",
                    rank.place,
                    escape(&row.area.name),
                    share.round_dp(1),
                    self.shown(cell)
                );
            }
            html.push_str("</div>\n");
            let first = ranked.first().and_then(|(_, cell)| cell.rank.as_ref());
            let notes = first.into_iter().flat_map(|rank| {
                let left = (rank.not_ranked > 0).then(|| format!("{} {}", both(words::NOT_RANKED), rank.not_ranked));
                left.into_iter().chain(rank.caution.then(|| both(words::LOOK)))
            });
            let notes: Vec<String> = notes.collect();
            if !notes.is_empty() {
                let _ = writeln!(html, "<p class=\"note warn\">{}</p>", notes.join("; "));
            }
        }
    }

    fn ranked(&self, level: AreaLevel, column: Timespan) -> impl Iterator<Item = (&Row, &Cell)> {
        let rows = self.series.rows.iter().filter(move |row| row.area.level == Some(level));
        rows.filter_map(move |row| {
            let cell = row.at(column)?;
            cell.rank.as_ref().map(|_| (row, cell))
        })
    }

    pub(super) fn points_word(&self) -> String {
        match self.points() {
            true => format!("&nbsp;{}", both(words::POINTS)),
            false => String::new(),
        }
    }

    /// The sources of every cell: each opens from its value, and in print they follow the table.
    fn sources(&self, html: &mut String) {
        let _ = writeln!(html, "<h4 class=\"printed\">{}</h4>", both(words::SOURCES));
        for (row, cell, id) in self.cells() {
            let _ = write!(
                html,
                "<div popover class=\"source\" id=\"{id}\"><h5>{} · {} · {}</h5>",
                row_name(row),
                cell.period,
                self.shown(cell)
            );
            if let Some(why) = cell.obstacle {
                let _ = write!(html, "<p class=\"note warn\">{}</p>", both(obstacle(why)));
            }
            html.push_str("<ul>");
            for reading in &cell.readings {
                self.quotes(html, reading, cell.readings.len() > 1);
            }
            let _ = writeln!(
                html,
                "</ul><button type=\"button\" class=\"close\" popovertarget=\"{id}\" popovertargetaction=\"hide\">{}</button></div>",
                both(words::CLOSE)
            );
        }
    }

    fn quotes(&self, html: &mut String, reading: &Reading, several: bool) {
        for quote in &reading.quotes {
            let value = match several {
                true => format!("{}: ", escape(&self.scale.reading(reading))),
                false => String::new(),
            };
            let context: Vec<String> = [quote.said_when.as_str()]
                .into_iter()
                .chain(quote.qualifiers.iter().map(String::as_str))
                .chain(quote.section.as_deref())
                .filter(|text| !text.is_empty())
                .map(escape)
                .collect();
            let context = match context.is_empty() {
                true => String::new(),
                false => format!("<br><span class=\"soft small\">{}</span>", context.join(" · ")),
            };
            let reviewed = match quote.review {
                Some(review) => format!(" <b>{}</b>", both(words::reviewed(review))),
                None => String::new(),
            };
            let _ = write!(
                html,
                "<li>{value}{} <q>{}</q>{reviewed}{context}<br><span class=\"key\">{}:{}</span></li>",
                escape(&quote.label),
                escape(&quote.quote),
                escape(&quote.document),
                quote.line
            );
        }
    }
}

pub(super) fn row_name(row: &Row) -> String {
    let subject = row.subject.as_deref().map(|subject| format!(" {}", escape(subject)));
    let tag = match row.status {
        Status::Actual => None,
        Status::Target => Some(words::TARGET),
        Status::Rule => Some(words::RULE),
    };
    let tag = tag.map(|tag| format!("<span class=\"tag\">{}</span>", both(tag)));
    format!(
        "{}{}{}",
        escape(&row.area.name),
        subject.unwrap_or_default(),
        tag.unwrap_or_default()
    )
}

const fn obstacle(obstacle: Obstacle) -> Both {
    match obstacle {
        Obstacle::Bound => words::BOUND,
        Obstacle::Conflict => words::CONFLICT,
        Obstacle::Definitions => words::DEFINITIONS,
    }
}

fn legend() -> String {
    let mark = |svg: &str, word: Both| {
        format!(
            "<span><svg viewBox=\"0 0 18 12\" aria-hidden=\"true\">{svg}</svg>{}</span>",
            both(word)
        )
    };
    format!(
        "<p class=\"legend\">{}{}{}{}</p>",
        mark(
            "<path class=\"path\" d=\"M1 6H17\"/><circle class=\"dot\" cx=\"9\" cy=\"6\" r=\"3\"/>",
            words::ACTUAL
        ),
        mark("<path class=\"aim\" d=\"M9 2l4 4l-4 4l-4 -4z\"/>", words::TARGET_MARK),
        mark(
            "<path class=\"edge\" d=\"M5 10h8M9 10l0 -8m-3 3l3 -3l3 3\"/>",
            words::BOUND_MARK
        ),
        mark(
            "<path class=\"odds\" d=\"M9 2V10\"/><circle class=\"oddot\" cx=\"9\" cy=\"2\" r=\"2\"/>\
             <circle class=\"oddot\" cx=\"9\" cy=\"10\" r=\"2\"/>",
            words::CONFLICT_MARK
        )
    )
}
