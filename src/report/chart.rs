//! Small charts: one area's values over time, drawn in the same scale as those of the other areas of the table.

use std::fmt::Write;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::escape;
use super::number::Scale;
use crate::compare::{Cell, Obstacle, Row, Series, Timespan};
use crate::model::{Bound, Status};

const WIDTH: i64 = 240;
const HEIGHT: i64 = 120;
/// Room at the left and right for half a label, above for a value, below for the years.
const LEFT: i64 = 22;
const RIGHT: i64 = 26;
const TOP: i64 = 18;
const BOTTOM: i64 = 18;

/// What the charts of one table share: from when to when, from how little to how much.
pub struct Frame {
    from: i64,
    to: i64,
    low: Decimal,
    high: Decimal,
}

impl Frame {
    /// Holds every value of whole areas; `None` where fewer than two times are known.
    pub fn of(series: &Series) -> Option<Self> {
        let cells = || {
            series
                .rows
                .iter()
                .filter(|row| row.subject.is_none())
                .flat_map(|row| &row.cells)
        };
        let days = || cells().map(|cell| day(cell.period));
        let values = || {
            let readings = cells().flat_map(|cell| &cell.readings);
            readings.flat_map(|reading| [Some(reading.value), reading.high].into_iter().flatten())
        };
        let (from, to) = (days().min()?, days().max()?);
        let (low, high) = (values().min()?, values().max()?);
        let low = if low > Decimal::ZERO { Decimal::ZERO } else { low };
        (from < to && low < high).then_some(Self { from, to, low, high })
    }

    fn x(&self, period: Timespan) -> i64 {
        LEFT + (day(period) - self.from) * (WIDTH - LEFT - RIGHT) / (self.to - self.from)
    }

    fn y(&self, value: Decimal) -> i64 {
        let room = Decimal::from(HEIGHT - TOP - BOTTOM);
        let share = value
            .checked_sub(self.low)
            .zip(self.high.checked_sub(self.low))
            .and_then(|(part, whole)| part.checked_div(whole)?.checked_mul(room)?.round().to_i64());
        HEIGHT - BOTTOM - share.unwrap_or_default()
    }

    /// The chart of an area: its results, and its targets where it has any.
    pub fn chart(&self, name: &str, rows: &[&Row], scale: &Scale) -> String {
        let mut svg = format!(
            "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
            escape(name)
        );
        let base = self.y(Decimal::ZERO.max(self.low));
        let _ = write!(svg, "<path class=\"axis\" d=\"M{LEFT} {base}H{}\"/>", WIDTH - RIGHT);
        let of = |status: Status| {
            rows.iter()
                .filter(move |row| row.status == status)
                .flat_map(|row| &row.cells)
        };
        let points = |cells: Vec<&Cell>| -> Vec<(i64, i64)> {
            let known = cells
                .into_iter()
                .filter_map(|cell| Some((cell.period, self.middle(cell)?)));
            known.map(|(period, value)| (self.x(period), self.y(value))).collect()
        };
        // A line joins only what is alike: years with years.
        let years = |status: Status| of(status).filter(|cell| cell.period.is_year()).collect::<Vec<_>>();
        let results = points(
            years(Status::Actual)
                .into_iter()
                .filter(|cell| cell.point().is_some())
                .collect(),
        );
        let last = years(Status::Actual).last().map(|cell| cell.period);
        let ahead = years(Status::Target)
            .into_iter()
            .filter(|cell| last.is_none_or(|last| last < cell.period));
        let way: Vec<_> = results
            .last()
            .copied()
            .into_iter()
            .chain(points(ahead.collect()))
            .collect();
        line(&mut svg, "path", &results);
        line(&mut svg, "way", &way);
        for cell in of(Status::Actual) {
            self.mark(&mut svg, cell, false);
        }
        for cell in of(Status::Target) {
            self.mark(&mut svg, cell, true);
        }
        self.labels(&mut svg, &of(Status::Actual).collect::<Vec<_>>(), "v", scale);
        self.labels(&mut svg, &of(Status::Target).collect::<Vec<_>>(), "t", scale);
        self.years(&mut svg, rows);
        svg.push_str("</svg>");
        svg
    }

    /// Where a cell is drawn: its value, or the middle reading where it has none.
    fn middle(&self, cell: &Cell) -> Option<Decimal> {
        let reading = cell.point().or_else(|| cell.readings.get(cell.readings.len() / 2))?;
        Some(reading.value)
    }

    fn mark(&self, svg: &mut String, cell: &Cell, target: bool) {
        let Some(value) = self.middle(cell) else { return };
        let (x, y) = (self.x(cell.period), self.y(value));
        let _ = match (target, cell.obstacle) {
            (_, Some(Obstacle::Conflict | Obstacle::Definitions)) => {
                let ys: Vec<i64> = cell.readings.iter().map(|reading| self.y(reading.value)).collect();
                let (top, bottom) = (ys.iter().min().unwrap_or(&y), ys.iter().max().unwrap_or(&y));
                let _ = write!(svg, "<path class=\"odds\" d=\"M{x} {top}V{bottom}\"/>");
                for y in &ys {
                    let _ = write!(svg, "<circle class=\"oddot\" cx=\"{x}\" cy=\"{y}\" r=\"2.6\"/>");
                }
                Ok(())
            }
            (true, _) => write!(svg, "<path class=\"aim\" d=\"M{x} {}l4 4l-4 4l-4 -4z\"/>", y - 4),
            (false, Some(Obstacle::Bound)) => {
                let below = cell
                    .readings
                    .iter()
                    .any(|reading| matches!(reading.bound, Bound::Le | Bound::Lt));
                let arrow = if below {
                    "l0 9m-3 -3l3 3l3 -3"
                } else {
                    "l0 -9m-3 3l3 -3l3 3"
                };
                write!(svg, "<path class=\"edge\" d=\"M{} {y}h8M{x} {y}{arrow}\"/>", x - 4)
            }
            (false, None) => write!(svg, "<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"3\"/>"),
        };
    }

    /// The first and last value in figures: what lies between can be read from the table.
    fn labels(&self, svg: &mut String, cells: &[&Cell], class: &str, scale: &Scale) {
        let ends = [cells.first(), cells.last().filter(|_| cells.len() > 1)];
        for cell in ends.into_iter().flatten() {
            let Some(value) = self.middle(cell) else { continue };
            let reading = cell.point().or_else(|| cell.readings.last());
            let text = reading.map(|reading| scale.reading(reading)).unwrap_or_default();
            let x = self.x(cell.period);
            let room = cell.obstacle.map_or(7, |_| 12);
            let y = (self.y(value) - room).max(9);
            let _ = write!(
                svg,
                "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{}\">{}</text>",
                anchor(x),
                escape(&text)
            );
        }
    }

    fn years(&self, svg: &mut String, rows: &[&Row]) {
        let periods: Vec<Timespan> = rows.iter().flat_map(|row| &row.cells).map(|cell| cell.period).collect();
        let mut taken: Option<i64> = None;
        let mut all: Vec<(i64, i16)> = periods.iter().map(|&it| (self.x(it), it.end.year())).collect();
        all.sort_unstable();
        all.dedup_by_key(|(_, year)| *year);
        for (x, year) in all {
            if taken.is_some_and(|taken| x - taken < 27) {
                continue;
            }
            taken = Some(x);
            let _ = write!(
                svg,
                "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{year}</text>",
                HEIGHT - 4
            );
        }
    }
}

const fn anchor(x: i64) -> &'static str {
    match x {
        _ if x < LEFT + 12 => "start",
        _ if x > WIDTH - RIGHT - 12 => "end",
        _ => "middle",
    }
}

/// The middle of a stretch, in days.
fn day(period: Timespan) -> i64 {
    let days = |date: Date| i64::from(date.year()) * 372 + i64::from(date.month()) * 31 + i64::from(date.day());
    (days(period.start) + days(period.end)) / 2
}

fn line(svg: &mut String, class: &str, points: &[(i64, i64)]) {
    if points.len() < 2 {
        return;
    }
    let _ = write!(svg, "<path class=\"{class}\" d=\"");
    for (at, (x, y)) in points.iter().enumerate() {
        let _ = write!(svg, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
    }
    svg.push_str("\"/>");
}
