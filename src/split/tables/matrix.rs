//! A table as rows of equally many places → what heads its columns and rows. Heads may stand one over the other, several tables
//! side by side; a place may be covered by the cell before it or above it.

use std::ops::Range;

use super::super::{Column, Row, Table};
use super::pieces::{is_glued, is_prose, is_years};
use super::{parents, top};
use crate::model::Span;
use crate::rules::{COVERED_FROM_ABOVE, COVERED_FROM_LEFT, Layout};

/// A place of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Cell(Span),
    Empty,
    /// Covered by the cell to its left.
    Left,
    /// Covered by the cell above it.
    Above,
}

impl Place {
    /// What stands there.
    pub(super) fn of(text: &str, span: Span) -> Self {
        let cell = span.of(text);
        if cell.is_empty() {
            Self::Empty
        } else if cell.chars().eq([COVERED_FROM_LEFT]) {
            Self::Left
        } else if cell.chars().eq([COVERED_FROM_ABOVE]) {
            Self::Above
        } else {
            Self::Cell(span)
        }
    }

    pub(super) const fn cell(self) -> Option<Span> {
        match self {
            Self::Cell(span) => Some(span),
            Self::Empty | Self::Left | Self::Above => None,
        }
    }
}

/// Rows of places, all of one length.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Matrix {
    pub(super) heads: Vec<Vec<Place>>,
    pub(super) rows: Vec<Vec<Place>>,
    /// Numbers of columns and the like, that neither name nor measure.
    pub(super) numbering: Vec<Span>,
    /// Each row is a line, so that a label over two lines looks like the head of a section.
    pub(super) lines: bool,
}

/// A table, and the cells whose row or column is in doubt.
pub(super) struct Reading {
    pub(super) table: Table,
    pub(super) left_out: Vec<Span>,
}

/// Most cells of words before the data: two groups and a label.
const MOST_LABELS: usize = 3;
/// Of so many rows one may be in doubt.
const WHOLE_FOR_ONE_TORN: usize = 4;

/// Reads the matrix; `None` where a column or too many rows have no head, or two columns the same.
pub(super) fn read(text: &str, mut matrix: Matrix, layout: &Layout) -> Option<Reading> {
    let width = matrix.heads.first()?.len();
    top::number_line(text, &mut matrix);
    let mut table = Table {
        numbering: std::mem::take(&mut matrix.numbering),
        ..Table::default()
    };
    let reader = Reader { text, layout, matrix };
    let mut heads: Vec<Vec<Span>> = (0..width).map(|column| reader.head(column)).collect();
    if heads.iter().flatten().any(|head| is_prose(head.of(text))) {
        return None;
    }
    reader.follow(&mut heads);
    let mut left_out = Vec::new();
    let mut sides = reader.sides(&heads);
    let offsets: Vec<(Range<usize>, usize)> = reader.common(&heads, &mut sides);
    for (side, offset) in offsets {
        reader.side(side, offset, &heads, &mut table, &mut left_out)?;
    }
    let count = table.columns.len();
    for row in &mut table.rows {
        row.cells.resize(count, None);
    }
    let with_data = table
        .rows
        .iter()
        .filter(|row| row.cells.iter().any(Option::is_some))
        .count();
    if table.columns.is_empty() || with_data == 0 || left_out.len() * WHOLE_FOR_ONE_TORN > with_data {
        return None;
    }
    left_out.sort_unstable();
    parents::find(text, &mut table, &[], layout);
    Some(Reading { table, left_out })
}

struct Reader<'t> {
    text: &'t str,
    layout: &'t Layout,
    matrix: Matrix,
}

/// What each column of a table is there for.
struct Roles {
    numbering: Option<usize>,
    groups: Range<usize>,
    label: usize,
    unit: Option<usize>,
    data: Vec<usize>,
}

impl Reader<'_> {
    /// The cells over the column, from top to bottom.
    fn head(&self, column: usize) -> Vec<Span> {
        let mut cells: Vec<Span> = Vec::new();
        for row in &self.matrix.heads {
            let mut at = column;
            while row[at] == Place::Left && at > 0 {
                at -= 1;
            }
            let Place::Cell(cell) = row[at] else { continue };
            // 指标 over 指标 is one cell over two lines.
            if cells.last().is_none_or(|last| last.of(self.text) != cell.of(self.text)) {
                cells.push(cell);
            }
        }
        cells
    }

    /// 1998年 比重 1999年 比重, 产值 增速 利润 增速: of several columns with one head each goes with the column before it.
    fn follow(&self, heads: &mut [Vec<Span>]) {
        let words: Vec<String> = heads.iter().map(|head| self.words(head)).collect();
        let times = |word: &str| words.iter().filter(|other| *other == word).count();
        for column in 2..heads.len() {
            let again = times(&words[column]) > 1 && !words[column].is_empty() && times(&words[column - 1]) == 1;
            let each = (1..heads.len()).filter(|&at| words[at] == words[column]);
            let follows = again
                && each
                    .clone()
                    .all(|at| at >= 2 && times(&words[at - 1]) == 1 && !words[at - 1].is_empty());
            let labels = self.layout.is_label_header(&words[column]) || self.layout.is_label_header(&words[column - 1]);
            if follows && !labels {
                let mut head = heads[column - 1].clone();
                head.append(&mut heads[column]);
                heads[column] = head;
            }
        }
    }

    fn is_value(&self, place: Place) -> bool {
        place
            .cell()
            .is_some_and(|span| self.layout.is_value(span.of(self.text)))
    }

    /// Whether a measured value stands there, or nothing: years and words may be labels.
    fn is_datum(&self, place: Place) -> bool {
        place.cell().is_none_or(|span| {
            let cell = span.of(self.text);
            self.layout.is_missing(cell) || self.layout.is_value(cell) && !is_years(cell)
        })
    }

    fn is_words(&self, place: Place) -> bool {
        place.cell().is_some_and(|span| {
            let cell = span.of(self.text);
            !self.layout.is_value(cell) && !self.layout.is_missing(cell)
        })
    }

    fn column(&self, column: usize) -> impl Iterator<Item = Place> + '_ {
        self.matrix.rows.iter().map(move |row| row[column])
    }

    fn words(&self, head: &[Span]) -> String {
        head.iter()
            .flat_map(|span| span.of(self.text).chars())
            .filter(|c| !c.is_whitespace())
            .collect()
    }

    /// The tables that stand side by side: another begins where labels follow behind values.
    fn sides(&self, heads: &[Vec<Span>]) -> Vec<Range<usize>> {
        let mut starts = vec![0];
        for column in 1..heads.len() {
            let words = self.words(&heads[column]);
            let first = starts.last().copied().unwrap_or(0);
            let again = !words.is_empty() && words == self.words(&heads[first]);
            // 全市 城市 农村 above values: 城市 heads no labels.
            let named = self.layout.is_label_header(&words) && self.column(column).any(|place| !self.is_datum(place));
            let labels = named || self.layout.is_numbering_header(&words) || again;
            let behind_values = (first + 1..column).any(|before| self.column(before).any(|place| self.is_value(place)));
            let before_values =
                (column + 1..heads.len()).any(|after| self.column(after).any(|place| self.is_value(place)));
            if labels && behind_values && before_values {
                starts.push(column);
            }
        }
        let ends = starts.iter().skip(1).copied().chain([heads.len()]);
        starts
            .iter()
            .copied()
            .zip(ends)
            .map(|(start, end)| start..end)
            .collect()
    }

    /// The tables, each with the number of its first column of data; tables with the same heads share their columns.
    fn common(&self, heads: &[Vec<Span>], sides: &mut Vec<Range<usize>>) -> Vec<(Range<usize>, usize)> {
        let names =
            |side: &Range<usize>| -> Vec<String> { heads[side.clone()].iter().map(|head| self.words(head)).collect() };
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        let mut next = 0;
        for side in sides.drain(..) {
            let same = found
                .iter()
                .find(|(other, _)| names(other) == names(&side))
                .map(|(_, offset)| *offset);
            let offset = same.unwrap_or(next);
            next = next.max(offset + self.roles(&side, heads).map_or(0, |roles| roles.data.len()));
            found.push((side, offset));
        }
        found
    }

    fn roles(&self, side: &Range<usize>, heads: &[Vec<Span>]) -> Option<Roles> {
        let mut at = side.start;
        let counted = heads[at].is_empty()
            && self
                .column(at)
                .filter_map(Place::cell)
                .map(|span| span.of(self.text))
                .collect::<Vec<_>>()
                .windows(2)
                .all(|pair| {
                    pair[0]
                        .parse::<u32>()
                        .is_ok_and(|first| pair[1].parse() == Ok(first + 1))
                })
            && self.column(at + 1).any(|place| self.is_words(place));
        let numbered = side.len() > 2 && (self.layout.is_numbering_header(&self.words(&heads[at])) || counted);
        let numbering = numbered.then_some(at);
        at += usize::from(numbered);
        let first = at;
        while at + 2 < side.end && at + 1 < first + MOST_LABELS && self.is_group(at, at + 1, heads) {
            at += 1;
        }
        let unit = (at + 1..side.end)
            .find(|&column| !self.column(column).any(|place| self.is_words(place)) || { self.is_unit(column, heads) });
        let unit = unit.filter(|&column| self.is_unit(column, heads) && side.end > column + 1);
        let data: Vec<usize> = (at + 1..side.end).filter(|column| Some(*column) != unit).collect();
        (!data.is_empty()).then_some(Roles {
            numbering,
            groups: first..at,
            label: at,
            unit,
            data,
        })
    }

    fn is_unit(&self, column: usize, heads: &[Vec<Span>]) -> bool {
        let mut cells = self
            .column(column)
            .filter_map(Place::cell)
            .map(|span| span.of(self.text))
            .peekable();
        self.layout.is_unit_header(&self.words(&heads[column]))
            || heads[column].is_empty() && cells.peek().is_some() && cells.all(|cell| self.layout.is_unit(cell))
    }

    /// Whether the cells of one column each hold for several of the next: 工业 for 企业数 and 从业人员.
    fn is_group(&self, column: usize, next: usize, heads: &[Vec<Span>]) -> bool {
        let head = self.words(&heads[next]);
        if self.layout.is_unit_header(&head) {
            return false;
        }
        let mut holds_for_several = false;
        let mut before: Option<&str> = None;
        for row in &self.matrix.rows {
            let named = self.is_words(row[next])
                && !self
                    .layout
                    .is_unit(row[next].cell().map_or("", |span| span.of(self.text)));
            let plain = self.is_value(row[next]) || row[next] == Place::Empty;
            match row[column] {
                Place::Cell(span) => {
                    // A row without a label of its own: 合计 over both columns.
                    let own = named || row[next] == Place::Left || plain && row[next] == Place::Empty;
                    if !own {
                        return false;
                    }
                    holds_for_several |= named && before == Some(span.of(self.text));
                    before = Some(span.of(self.text));
                }
                Place::Empty | Place::Above => {
                    if named {
                        holds_for_several = true;
                    }
                }
                Place::Left => {}
            }
        }
        let headed = self.layout.is_label_header(&head)
            && self.column(next).all(|place| !self.is_value(place))
            && self.column(column).all(|place| !self.is_value(place));
        holds_for_several || headed
    }

    /// Adds the rows and columns of one table.
    fn side(
        &self,
        side: Range<usize>,
        offset: usize,
        heads: &[Vec<Span>],
        table: &mut Table,
        left_out: &mut Vec<Span>,
    ) -> Option<()> {
        let roles = self.roles(&side, heads)?;
        if table.columns.len() == offset {
            let mut names: Vec<String> = roles.data.iter().map(|&column| self.words(&heads[column])).collect();
            let filled = |column: usize| self.column(column).any(|place| self.is_value(place));
            if roles.data.len() > 1
                && roles
                    .data
                    .iter()
                    .any(|&column| heads[column].is_empty() && filled(column))
            {
                return None;
            }
            names.retain(|name| !name.is_empty());
            names.sort_unstable();
            if names.windows(2).any(|pair| pair[0] == pair[1]) {
                return None;
            }
            let columns = roles.data.iter().map(|&column| Column {
                header: heads[column].clone(),
            });
            table.columns.extend(columns);
        }
        let mut groups: Vec<Option<Span>> = vec![None; roles.groups.len()];
        let mut section: Option<Span> = None;
        let mut unit: Option<Span> = None;
        let torn = self.torn_label(&roles);
        for (nth, row) in self.matrix.rows.iter().enumerate() {
            // Where the first half of a label may be a line of its own, neither it nor the row below can be told.
            if torn.is_some_and(|torn| torn == nth || torn + 1 == nth) {
                left_out.extend(roles.data.iter().filter_map(|&column| row[column].cell()));
                continue;
            }
            if let Some(number) = roles.numbering.and_then(|column| row[column].cell()) {
                table.numbering.push(number);
            }
            for (nth, column) in roles.groups.clone().enumerate() {
                if let Place::Cell(cell) = row[column] {
                    groups[nth] = Some(cell);
                    groups[nth + 1..].fill(None);
                }
            }
            let data: Vec<Option<Span>> = (0..roles.data.len())
                .map(|nth| self.datum(row, &roles, nth, left_out))
                .collect();
            let holds_data = roles.data.iter().any(|&column| row[column].cell().is_some());
            // 合计 stands in the column of groups.
            let own_group = roles.groups.clone().rev().find_map(|column| row[column].cell());
            let label = row[roles.label].cell().or(own_group.filter(|_| holds_data));
            let Some(label) = label.filter(|label| !is_prose(label.of(self.text)) && !is_glued(label.of(self.text)))
            else {
                left_out.extend(data.into_iter().flatten());
                continue;
            };
            let over: Vec<Span> = groups
                .iter()
                .copied()
                .flatten()
                .filter(|group| *group != label)
                .collect();
            if !holds_data {
                section = Some(label);
            }
            // 亿元 over several rows.
            unit = roles.unit.and_then(|column| match row[column] {
                Place::Above => unit,
                place => place.cell(),
            });
            let mut cells = vec![None; offset];
            cells.extend(data);
            table.rows.push(Row {
                label: vec![label],
                groups: section.filter(|_| holds_data).into_iter().chain(over).collect(),
                parent: None,
                unit,
                cells,
            });
        }
        Some(())
    }

    /// The one row that has a label and nothing else, amid the others: sections are several, or begin the table.
    fn torn_label(&self, roles: &Roles) -> Option<usize> {
        let alone = |row: &Vec<Place>| roles.data.iter().all(|&column| row[column] == Place::Empty);
        let mut sections = (0..self.matrix.rows.len()).filter(|&at| alone(&self.matrix.rows[at]));
        let only = sections
            .next()
            .filter(|at| self.matrix.lines && *at > 0 && sections.next().is_none())?;
        let label = self.matrix.rows[only][roles.label].cell()?.of(self.text);
        let heads = self.layout.part_mark(label).is_some()
            || self.layout.numbering(label).is_some()
            || label.ends_with(['：', ':']);
        (!heads).then_some(only)
    }

    /// The value of a row in a column; one that holds for several columns is in doubt.
    fn datum(&self, row: &[Place], roles: &Roles, nth: usize, left_out: &mut Vec<Span>) -> Option<Span> {
        let column = roles.data[nth];
        let cell = row[column]
            .cell()
            .filter(|span| !self.layout.is_missing(span.of(self.text)))?;
        if row.get(column + 1) == Some(&Place::Left) && self.layout.is_value(cell.of(self.text)) {
            left_out.push(cell);
            return None;
        }
        Some(cell)
    }
}
