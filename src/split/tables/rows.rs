//! The rows of a table with one cell a line. Cells come row by row: a label, a unit where there is a column of units, a value
//! for each column. Text taken out of a PDF departs from this in three ways, and each is read where no doubt is left:
//!
//! - several rows come column by column, each column a group of lines without blank lines inside;
//! - a label stands behind the rows, because it sits lower on the page: labels without values and values without a label are
//!   paired in order where there are as many of the one as of the other;
//! - a row is torn: it is left out, and the others are read.

use std::ops::Range;

use super::super::Row;
use super::cells::{Cell, CellKind};
use super::header::Header;
use crate::model::Span;
use crate::rules::{Layout, is_hanzi};

/// Most lines of one label.
pub(super) const LONGEST_LABEL: usize = 3;
/// Of so many values one may be in a row that cannot be told.
const WHOLE_FOR_ONE_TORN: usize = 4;

/// The rows read.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// Cells that number the rows.
    pub(super) numbering: Vec<Span>,
    /// Cells whose row is in doubt.
    pub(super) left_out: Vec<Span>,
    /// How much had to be concluded: 0 nothing, 1 labels from elsewhere, above that the number of cells left out.
    pub(super) doubt: usize,
}

/// Rows that begin with a label; `None` where their cells cannot be told.
pub(super) fn read(cells: &[Cell], header: &Header, layout: &Layout) -> Option<Rows> {
    let mut reader = Reader {
        cells,
        header,
        layout,
        tail: header.columns.len() + usize::from(header.units),
        items: Vec::new(),
        torn: Vec::new(),
    };
    reader.walk()?;
    reader.finish()
}

/// A row, or a label that has no values beside it.
struct Item<'c, 't> {
    label: Vec<&'c Cell<'t>>,
    /// Unit and values; empty for a label alone.
    data: Vec<&'c Cell<'t>>,
}

struct Reader<'c, 't> {
    cells: &'c [Cell<'t>],
    header: &'c Header,
    layout: &'c Layout,
    /// Cells of a row behind its label.
    tail: usize,
    items: Vec<Item<'c, 't>>,
    /// Cells of rows that are torn.
    torn: Vec<&'c Cell<'t>>,
}

impl<'c, 't> Reader<'c, 't> {
    /// Cuts the cells into labels with the data behind them, and these into rows.
    fn walk(&mut self) -> Option<()> {
        let mut at = 0;
        while at < self.cells.len() {
            if let Some(end) = self.columns_at(at) {
                at = end;
                continue;
            }
            let labels = self.run(at, |cell| cell.kind == CellKind::Label);
            let data = match self.cells.get(labels.end) {
                Some(cell) if cell.page && !labels.is_empty() => labels.end..labels.end,
                _ => self.run(labels.end, |cell| cell.kind != CellKind::Label),
            };
            // One row, and behind it others whose labels stand elsewhere, column by column.
            let mut data = data;
            if !labels.is_empty()
                && data.len() > self.tail
                && self.cells[data.start..data.start + self.tail]
                    .iter()
                    .all(|cell| cell.gap)
                && self.cells[data.start + self.tail].gap
                && self.group_len(data.start + self.tail) > 1
            {
                data.end = data.start + self.tail;
            }
            at = data.end;
            let names = self.names(labels.clone());
            let count = data.len() / self.tail;
            if data.is_empty() {
                self.items.extend(names.into_iter().map(|label| Item {
                    label,
                    data: Vec::new(),
                }));
                continue;
            }
            let rows = (data.len() % self.tail == 0)
                .then(|| self.split_data(data.clone(), count))
                .flatten();
            if !rows.is_some_and(|(rows, by_columns)| self.take(names, rows, by_columns)) {
                self.torn.extend(&self.cells[labels.start..data.end]);
            }
            // Not a table of this shape at all.
            if self.torn.len() > self.cells.len() / 2 + self.tail {
                return None;
            }
        }
        Some(())
    }

    fn run(&self, from: usize, holds: impl Fn(&Cell) -> bool) -> Range<usize> {
        let cells = self.cells[from..].iter().enumerate();
        let len = cells
            .take_while(|(at, cell)| holds(cell) && (*at == 0 || !cell.page))
            .count();
        from..from + len
    }

    /// The labels of the cells: a label that cannot end where its line ends goes on in the next.
    fn names(&self, labels: Range<usize>) -> Vec<Vec<&'c Cell<'t>>> {
        let mut names: Vec<Vec<&Cell>> = Vec::new();
        for cell in &self.cells[labels] {
            match names.last_mut() {
                Some(name)
                    if name.len() < LONGEST_LABEL && name.last().is_some_and(|last| is_unfinished(last.text)) =>
                {
                    name.push(cell);
                }
                _ => names.push(vec![cell]),
            }
        }
        names
    }

    /// The data of `count` rows, row by row or column by column; whether it was by columns.
    fn split_data(&self, data: Range<usize>, count: usize) -> Option<(Vec<Vec<&'c Cell<'t>>>, bool)> {
        let cells = &self.cells[data];
        let by_rows: Vec<Vec<&Cell>> = cells.chunks(self.tail).map(|row| row.iter().collect()).collect();
        let grouped = count > 1
            && cells
                .iter()
                .enumerate()
                .all(|(at, cell)| at == 0 || cell.gap == at.is_multiple_of(count));
        let by_columns: Vec<Vec<&Cell>> = (0..count)
            .map(|row| cells.iter().skip(row).step_by(count).collect())
            .collect();
        let fit = |rows: &[Vec<&Cell>]| rows.iter().all(|row| self.fits(row));
        if grouped && self.tail > 1 {
            // As many groups as rows: the groups may be the rows, unless the decimals show that each is a column.
            let told = count != self.tail || !fit(&by_rows) || are_columns(cells, count);
            return (fit(&by_columns) && told).then_some((by_columns, true));
        }
        // Where blank lines part the values, a row begins behind one.
        let parted = cells.iter().skip(1).any(|cell| cell.gap);
        let starts = |row: &Vec<&Cell>| row[0].gap;
        let whole = count == 1 || !parted || by_rows.iter().skip(1).all(starts);
        (whole && fit(&by_rows)).then_some((by_rows, grouped))
    }

    /// Gives the labels to the rows; false where several ways are open.
    fn take(&mut self, mut names: Vec<Vec<&'c Cell<'t>>>, rows: Vec<Vec<&'c Cell<'t>>>, by_columns: bool) -> bool {
        let count = rows.len();
        let alone = |label| Item {
            label,
            data: Vec::new(),
        };
        let mut labels: Vec<Vec<&Cell>> = Vec::with_capacity(count);
        if count == 1 || names.len() > count && by_columns {
            // Lines above the labels head the rows below, or are labels of rows elsewhere.
            let above = names.len().saturating_sub(count);
            self.items.extend(names.drain(..above).map(alone));
            labels = names;
        } else if names.is_empty() || names.len() == count && by_columns || names.len() == 1 && !by_columns {
            labels = names;
        } else if names.len() + 1 == count && by_columns {
            // One row has its label elsewhere: the first, where a part could not stand first; else it is not known which.
            let first = self.items.iter().all(|item| item.data.is_empty());
            let part = names[0][0];
            if !(first && self.layout.part_mark(part.text).is_some()) {
                return false;
            }
            labels.push(Vec::new());
            labels.extend(names);
        } else {
            return false;
        }
        labels.resize(count, Vec::new());
        self.items
            .extend(labels.into_iter().zip(rows).map(|(label, data)| Item { label, data }));
        true
    }

    /// Several rows, column by column: groups of equal size, one of labels, one of units if there are units, one for each column.
    fn columns_at(&mut self, at: usize) -> Option<usize> {
        let size = self.group_len(at);
        let count = 1 + self.tail;
        let end = at + size * count;
        if size < 2 || end > self.cells.len() || (0..count).any(|nth| self.group_len(at + nth * size) != size) {
            return None;
        }
        let groups: Vec<&[Cell]> = self.cells[at..end].chunks(size).collect();
        let is = |group: &[Cell], kind: fn(&Cell) -> bool| group.iter().all(kind);
        let of = |kind: fn(&Cell) -> bool| {
            groups
                .iter()
                .copied()
                .filter(|group| is(group, kind))
                .collect::<Vec<_>>()
        };
        let labels = of(|cell| cell.kind == CellKind::Label);
        let units = of(|cell| cell.kind == CellKind::Unit);
        let values = of(|cell| cell.is_data());
        if labels.len() != 1
            || units.len() != usize::from(self.header.units)
            || values.len() != self.header.columns.len()
        {
            return None;
        }
        for nth in 0..size {
            self.items.push(Item {
                label: vec![&labels[0][nth]],
                data: units.iter().chain(&values).map(|column| &column[nth]).collect(),
            });
        }
        Some(end)
    }

    /// Cells from `at` on without a blank line between; 0 inside such a group.
    fn group_len(&self, at: usize) -> usize {
        if at > 0 && self.cells.get(at).is_none_or(|cell| !cell.gap) {
            return 0;
        }
        1 + self.cells[at + 1..].iter().take_while(|cell| !cell.gap).count()
    }

    /// Whether the cells are what follows a label: a unit, where there are units, and a value for each column.
    fn fits(&self, cells: &[&Cell]) -> bool {
        let (units, values) = cells.split_at(usize::from(self.header.units).min(cells.len()));
        cells.len() == self.tail
            && units
                .iter()
                .all(|cell| matches!(cell.kind, CellKind::Unit | CellKind::Missing))
            && values.iter().all(|cell| cell.is_data())
    }

    /// Pairs what is left over, and makes the rows.
    fn finish(mut self) -> Option<Rows> {
        self.join_halves();
        let nameless: Vec<usize> = self.which(|item| item.label.is_empty());
        let alone: Vec<usize> = self.which(|item| item.data.is_empty());
        if alone.len() > self.items.len() - alone.len() {
            return None;
        }
        let behind = self.items.last().is_some_and(|item| item.data.is_empty());
        let mut out = Rows::default();
        if !nameless.is_empty()
            && nameless.len() == alone.len()
            && self.torn.is_empty()
            && self.is_proven(&nameless, &alone)
        {
            out.doubt = 1;
            for (&row, &label) in nameless.iter().zip(&alone) {
                self.items[row].label = std::mem::take(&mut self.items[label].label);
            }
        } else if !nameless.is_empty() || behind || !self.torn.is_empty() {
            // The labels came first from the start on, so that each row is known from its own cells.
            let first = self.items.first().is_some_and(|item| !item.label.is_empty())
                && self
                    .torn
                    .first()
                    .is_none_or(|torn| torn.span.start > self.items[0].label[0].span.start);
            let doubted = nameless.iter().flat_map(|&at| &self.items[at].data).chain(&self.torn);
            out.left_out.extend(doubted.map(|cell| cell.span));
            let torn = self.torn.iter().filter(|cell| cell.is_data()).count();
            let lost = torn + nameless.len() * self.tail;
            let data = torn + self.items.iter().map(|item| item.data.len()).sum::<usize>();
            if !first || lost * WHOLE_FOR_ONE_TORN > data {
                return None;
            }
            for at in nameless {
                self.items[at].data.clear();
            }
            for at in alone {
                out.left_out.extend(self.items[at].label.iter().map(|cell| cell.span));
                self.items[at].label.clear();
            }
            out.left_out.sort_unstable();
            out.doubt = 1 + out.left_out.len();
        }
        let Self { items, header, .. } = self;
        out.rows = items
            .iter()
            .filter(|item| !item.label.is_empty())
            .map(|item| {
                let label: Vec<Cell> = item.label.iter().map(|cell| **cell).collect();
                let data: Vec<Cell> = item.data.iter().map(|cell| **cell).collect();
                row(&label, &data, header)
            })
            .collect();
        Some(out)
    }

    fn which(&self, holds: impl Fn(&Item) -> bool) -> Vec<usize> {
        (0..self.items.len()).filter(|&at| holds(&self.items[at])).collect()
    }

    /// 渔 … 业: the halves of a letter-spaced word, of which the second stands behind the rows.
    fn join_halves(&mut self) {
        let half = |item: &Item| {
            let mut chars = item.label.iter().flat_map(|cell| cell.text.chars());
            chars.next().is_some_and(is_hanzi) && chars.next().is_none()
        };
        let first = self.which(|item| half(item) && !item.data.is_empty());
        let second = self.which(|item| half(item) && item.data.is_empty());
        if let ([first], [second]) = (&first[..], &second[..])
            && first < second
        {
            let rest = self.items.remove(*second).label;
            self.items[*first].label.extend(rest);
        }
    }

    /// Whether the labels that stand alone are, in order, those of the rows that have none. Each label of the table may stand
    /// before or behind its values. That it stands before them is known where the other way would let the table begin with a
    /// part (#种植业) or would leave rows without a label as well.
    fn is_proven(&self, nameless: &[usize], alone: &[usize]) -> bool {
        let part = |at: usize| {
            let label = self.items.get(at).and_then(|item| item.label.first());
            label.is_some_and(|cell| self.layout.part_mark(cell.text).is_some())
        };
        if nameless.iter().zip(alone).any(|(row, label)| label < row) {
            return false;
        }
        let first = nameless[0];
        if first > 0 {
            return nameless.len() > 1 || alone[0] + 1 < self.items.len() || part(first + 1);
        }
        if part(alone[0]) {
            return false;
        }
        if !self.items[1].label.is_empty() {
            return part(1);
        }
        // The other way each label names the row before it; one that has none before it would be that of the first row.
        let spare =
            (1..self.items.len()).find(|&at| !self.items[at].label.is_empty() && self.items[at - 1].data.is_empty());
        spare.is_none_or(part)
    }
}

/// Whether each group of `size` values has its own number of decimals: 40867 and 21482, then 4.0 and 5.7.
fn are_columns(cells: &[Cell], size: usize) -> bool {
    let decimals = |cell: &Cell| cell.text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let alike = |cells: &[Cell]| cells.windows(2).all(|pair| decimals(&pair[0]) == decimals(&pair[1]));
    cells.chunks(size).all(alike) && !alike(cells)
}

/// A row of its label's and its data's cells.
pub(super) fn row(label: &[Cell], data: &[Cell], header: &Header) -> Row {
    let (units, values) = data.split_at(usize::from(header.units).min(data.len()));
    let mut cells: Vec<Option<Span>> = values.iter().map(Cell::value).collect();
    cells.resize(header.columns.len(), None);
    Row {
        label: label.iter().map(|cell| cell.span).collect(),
        groups: Vec::new(),
        parent: None,
        unit: units.first().and_then(Cell::value),
        cells,
    }
}

/// A label that goes on in the next line: it ends with 、, 和 or 和其他, or inside a bracket.
pub(super) fn is_unfinished(text: &str) -> bool {
    let joins = |text: &str| text.ends_with(['、', '及', '和', '与', '的']);
    let others = text.strip_suffix("其他").or_else(|| text.strip_suffix("其它"));
    joins(text) || others.is_some_and(joins) || text.matches(['（', '(']).count() > text.matches(['）', ')']).count()
}
