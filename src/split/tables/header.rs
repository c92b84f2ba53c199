//! The cells above the rows: the table's name, the heads of its columns.

use super::super::Column;
use crate::model::Span;
use crate::rules::Layout;

/// What the cells above the rows say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Header {
    pub(super) caption: Option<Span>,
    pub(super) columns: Vec<Column>,
    /// The rows are numbered.
    pub(super) numbered: bool,
    /// The rows have a unit cell.
    pub(super) units: bool,
    /// The unit of all cells, where a line of its own states it.
    pub(super) unit: Option<Span>,
}

/// A cell above the rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeadCell<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span,
    /// A blank line or a page's end stands before it.
    pub(super) gap: bool,
}

/// Reads the cells above the rows; `None` where they cannot be told apart. `caption` is the table's name where a line of its
/// own gives it; `wanted` says that the name must stand among the cells (the line above says 表3 and no more).
pub(super) fn read(cells: &[HeadCell], caption: Option<Span>, wanted: bool, layout: &Layout) -> Option<Header> {
    let mut header = Header {
        caption,
        ..Header::default()
    };
    let mut labelled = None;
    let mut unit_line = None;
    let mut rest: Vec<HeadCell> = Vec::new();
    for &cell in cells {
        let plain = cell.text.trim_matches(['（', '）', '(', ')']);
        if layout.is_numbering_header(cell.text) {
            header.numbered = true;
        } else if layout.is_unit_header(cell.text) {
            header.units = true;
        } else if labelled == Some(cell.text) {
            // Two tables side by side.
            return None;
        } else if layout.is_label_header(cell.text) && labelled.is_none() {
            labelled = Some(cell.text);
        } else if let Some(unit) = plain
            .strip_prefix("单位")
            .map(|unit| unit.trim_start_matches(['：', ':', ' ']))
            .filter(|unit| !unit.is_empty())
        {
            let from = cell.span.start + cell.text.find(unit)?;
            unit_line = Some(Span::new(from, from + unit.len()));
        } else if wanted && header.caption.is_none() && names_table(cell.text, layout) {
            header.caption = Some(cell.span);
        } else {
            rest.push(cell);
        }
    }
    // Without a name or a head for the labels, the cells may be anything.
    if labelled.is_none() && header.caption.is_none() && !header.numbered {
        return None;
    }
    // The head of the labels may be a word that no list knows: 序号 指标内容 2020年.
    header.columns = stacked(&rest)
        .or_else(|| below_one(&rest, layout))
        .or_else(|| columns(&rest))?;
    header.unit = unit_line;
    Some(header)
}

/// 2022年 2023年 数量 增速 数量 增速: heads over others, told by what repeats below each of them.
fn stacked(cells: &[HeadCell]) -> Option<Vec<Column>> {
    (2..=cells.len() / 3).find_map(|tops| {
        let (tops, below) = cells.split_at(tops);
        let units = |cells: &[HeadCell]| cells.iter().all(|cell| cell.text.starts_with(['（', '(']));
        if tops
            .iter()
            .any(|top| closes_column(top.text) || top.text == tops[0].text && top.span != tops[0].span)
        {
            return None;
        }
        let (names, unit) = below.split_at(below.len() / 2);
        // The units on a line of their own, below all names.
        let lower: Vec<Vec<HeadCell>> = if names.len() == unit.len() && units(unit) {
            names.iter().zip(unit).map(|(name, unit)| vec![*name, *unit]).collect()
        } else if below.iter().any(|cell| cell.text.starts_with(['（', '('])) {
            below
                .chunk_by(|before, _| !closes_column(before.text))
                .map(<[HeadCell]>::to_vec)
                .collect()
        } else {
            below.iter().map(|cell| vec![*cell]).collect()
        };
        let size = lower.len() / tops.len();
        let words = |columns: &[Vec<HeadCell>]| {
            columns
                .iter()
                .flatten()
                .map(|cell| cell.text.to_owned())
                .collect::<Vec<_>>()
        };
        let same = size >= 2
            && size * tops.len() == lower.len()
            && lower.chunks(size).all(|group| words(group) == words(&lower[..size]));
        same.then(|| {
            let column = |(at, head): (usize, &Vec<HeadCell>)| Column {
                header: std::iter::once(tops[at / size].span)
                    .chain(head.iter().map(|cell| cell.span))
                    .collect(),
            };
            lower.iter().enumerate().map(column).collect()
        })
    })
}

/// 法人单位 从业人员（人） 数量（个） 比重（%）: two rows of heads, of which the lower one says no more than how things are counted,
/// and stands below the one head of the upper that has no unit.
fn below_one(cells: &[HeadCell], layout: &Layout) -> Option<Vec<Column>> {
    // Cells parted by blank lines go on over lines that are not.
    let parted = 2 * cells.iter().filter(|cell| cell.gap).count() >= cells.len();
    let mut heads: Vec<Vec<HeadCell>> = Vec::new();
    for &cell in cells {
        match heads.last_mut() {
            Some(head) if cell.text.starts_with(['（', '(']) || parted && !cell.gap => head.push(cell),
            _ => heads.push(vec![cell]),
        }
    }
    let words = |head: &[HeadCell]| head.iter().map(|cell| cell.text).collect::<String>();
    let bare = |head: &&Vec<HeadCell>| layout.is_bare_head(&words(head));
    let (upper, lower) = heads.split_at(heads.len() - heads.iter().rev().take_while(bare).count());
    let sizes = lower.first().is_some_and(|head| layout.is_size_head(&words(head)));
    let mut open = (0..upper.len()).filter(|&at| !upper[at].last().is_some_and(|last| closes_column(last.text)));
    let (over, None) = (open.next()?, open.next()) else {
        return None;
    };
    if !sizes || lower.len() < 2 || upper.len() < 2 {
        return None;
    }
    let spans = |head: &[HeadCell]| head.iter().map(|cell| cell.span).collect::<Vec<_>>();
    let column = |header: Vec<Span>| Column { header };
    let columns = upper.iter().enumerate().flat_map(|(at, head)| {
        let parts = if at == over { lower } else { &[] };
        let parts = parts.iter().map(|part| [spans(head), spans(part)].concat());
        let whole = (at != over).then(|| spans(head));
        parts.chain(whole).map(column).collect::<Vec<_>>()
    });
    Some(columns.collect())
}

/// Each cell heads a column; where some are units in brackets on lines of their own, each of those ends a column.
fn columns(cells: &[HeadCell]) -> Option<Vec<Column>> {
    if cells.is_empty() || cells.len() > 24 {
        return None;
    }
    let own_line = cells.iter().any(|cell| cell.text.starts_with(['（', '(']));
    if !own_line {
        return Some(
            cells
                .iter()
                .map(|cell| Column {
                    header: vec![cell.span],
                })
                .collect(),
        );
    }
    let mut columns = vec![Column::default()];
    let mut closed = false;
    for cell in cells {
        if closed {
            columns.push(Column::default());
        }
        columns.last_mut()?.header.push(cell.span);
        closed = closes_column(cell.text);
    }
    closed.then_some(columns)
}

/// （亿元）, 比上年增长（%）: the unit is the last thing said of a column.
fn closes_column(text: &str) -> bool {
    text.ends_with(['）', ')']) && text.contains(['（', '('])
}

/// 2023年主要产品产量: the name of a table among the heads of its columns.
fn names_table(text: &str, layout: &Layout) -> bool {
    layout.ends_like_caption(text) && text.chars().count() >= 6 && (text.contains('年') || text.chars().count() >= 10)
}
