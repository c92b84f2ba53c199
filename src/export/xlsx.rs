//! A workbook: the sheets `facts` (more of them where a sheet cannot hold all), `documents` and `columns`. Heads are frozen and
//! can be filtered by; numbers and days are typed; texts are never formulas. `source` in front of each fact leads to its
//! document, `source` of a document to where it was obtained.
//!
//! A spreadsheet's number has fifteen digits, so the exact value stands beside it as text, in `value_text`.

use std::collections::HashMap;
use std::path::Path;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatUnderline, Formula, Url, Workbook, Worksheet, XlsxError,
};

use super::column::{Cell, Column, Kind};
use super::datapackage::is_web;
use super::documents::DOCUMENTS;
use super::facts::FACTS;
use super::target::Target;
use super::{ExportProblem, Exported};
use crate::review::Reviewed;

/// Rows of a sheet, less the head.
const ROWS: usize = 1_048_575;

/// Characters of a cell.
const CHARACTERS: usize = 32_767;

/// Decimal places that a cell shows.
const PLACES: usize = 12;

/// Links of a sheet.
const LINKS: usize = 65_530;

/// Writes the workbook.
pub fn write(source: &Reviewed, path: &Path) -> Result<Exported, ExportProblem> {
    let target = Target::begin(path)?;
    let problem = |cause: XlsxError| target.problem(cause);
    let mut workbook = Workbook::new();
    // The clock would make every workbook another one.
    let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(problem)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let looks = Looks::new();
    let mut exported = Exported::default();

    // The facts come first in the book, but lead to rows of the documents.
    let mut rows: HashMap<String, usize> = HashMap::new();
    for batch in source.documents()? {
        for record in batch? {
            rows.insert(record.document, rows.len() + 2);
        }
    }
    if rows.len() > ROWS {
        return Err(target.problem("a sheet has no room for so many documents; export to sqlite or parquet"));
    }
    let mut sheets = 1;
    let mut row = 0;
    let mut index = begin_facts(&mut workbook, sheets, &looks).map_err(problem)?;
    for batch in source.facts()? {
        for fact in batch? {
            if row == ROWS {
                filter(&mut workbook, index, FACTS.len() + OWN.len(), row).map_err(problem)?;
                sheets += 1;
                row = 0;
                index = begin_facts(&mut workbook, sheets, &looks).map_err(problem)?;
            }
            row += 1;
            exported.facts += 1;
            let sheet = workbook.worksheet_from_index(index).map_err(problem)?;
            let at = u32::try_from(row).unwrap_or(u32::MAX);
            if let Some(of) = rows.get(&fact.document) {
                let link = Formula::new(format!("=HYPERLINK(\"#documents!A{of}\",\"→\")")).set_result("→");
                sheet
                    .write_formula_with_format(at, 0, link, &looks.link)
                    .map_err(problem)?;
            }
            sheet.write_string(at, 1, &fact.value).map_err(problem)?;
            for (column, number) in FACTS.iter().zip(2..) {
                cell(sheet, at, number, (column.cell)(&fact), &looks).map_err(problem)?;
            }
        }
    }
    filter(&mut workbook, index, FACTS.len() + OWN.len(), row).map_err(problem)?;

    let index = workbook.worksheets().len();
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(problem)?;
    head(
        sheet,
        "documents",
        DOCUMENTS.iter().map(|column| (column.name, width(column))),
        &looks,
    )
    .map_err(problem)?;
    for batch in source.documents()? {
        for record in batch? {
            exported.documents += 1;
            let at = u32::try_from(exported.documents).unwrap_or(u32::MAX);
            for (column, number) in DOCUMENTS.iter().zip(0..) {
                match (column.cell)(&record) {
                    Cell::Text(address)
                        if column.name == "source" && is_web(address) && exported.documents <= LINKS =>
                    {
                        let url = Url::new(address).set_text(address);
                        // An address that the format cannot hold as a link stands as text.
                        if sheet.write_url_with_format(at, number, url, &looks.link).is_err() {
                            sheet.write_string(at, number, shortened(address)).map_err(problem)?;
                        }
                    }
                    value => cell(sheet, at, number, value, &looks).map_err(problem)?,
                }
            }
        }
    }
    filter(&mut workbook, index, DOCUMENTS.len(), exported.documents).map_err(problem)?;
    legend(&mut workbook, &looks).map_err(problem)?;
    workbook.save_to_writer(target.writer()?).map_err(problem)?;
    target.finish()?;
    Ok(exported)
}

/// What stands in front of the columns of facts.
const OWN: [&str; 2] = ["source", "value_text"];

/// A sheet for facts with its heads; its place in the book.
fn begin_facts(workbook: &mut Workbook, number: usize, looks: &Looks) -> Result<usize, XlsxError> {
    let index = workbook.worksheets().len();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    let name = match number {
        1 => "facts".to_owned(),
        more => format!("facts {more}"),
    };
    let heads = OWN.into_iter().chain(FACTS.iter().map(|column| column.name));
    let widths = [8, 14].into_iter().chain(FACTS.iter().map(width));
    head(sheet, &name, heads.zip(widths), looks)?;
    Ok(index)
}

/// How cells look. A value shows as many places as were written.
struct Looks {
    head: Format,
    link: Format,
    day: Format,
    /// By decimal places.
    numbers: Vec<Format>,
}

impl Looks {
    fn new() -> Self {
        let number = |places: usize| match places {
            0 => Format::new().set_num_format("0"),
            places => Format::new().set_num_format(format!("0.{}", "0".repeat(places))),
        };
        Self {
            head: Format::new().set_bold(),
            link: Format::new()
                .set_font_color(0x0563C1)
                .set_underline(FormatUnderline::Single),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            numbers: (0..=PLACES).map(number).collect(),
        }
    }
}

fn head<'n>(
    sheet: &mut Worksheet,
    name: &str,
    columns: impl Iterator<Item = (&'n str, u16)>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for ((head, width), column) in columns.zip(0..) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, head, &looks.head)?;
    }
    Ok(())
}

fn filter(workbook: &mut Workbook, sheet: usize, columns: usize, rows: usize) -> Result<(), XlsxError> {
    let column = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
    let row = u32::try_from(rows).unwrap_or(u32::MAX);
    workbook.worksheet_from_index(sheet)?.autofilter(0, 0, row, column)?;
    Ok(())
}

/// In characters of the default font; a hanzi takes two.
fn width<R>(column: &Column<R>) -> u16 {
    match (column.name, column.kind) {
        ("label" | "document" | "title" | "section", _) => 36,
        ("quote" | "value" | "value_high" | "area_name" | "indicator" | "id", _) | (_, Kind::Date | Kind::List) => 16,
        _ => 11,
    }
}

fn cell(sheet: &mut Worksheet, row: u32, column: u16, cell: Cell<'_>, looks: &Looks) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty | Cell::List([]) => {}
        Cell::Decimal(digits) => match digits.parse::<f64>() {
            Ok(number) => {
                let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
                let look = &looks.numbers[places.min(PLACES)];
                sheet.write_number_with_format(row, column, number, look)?;
            }
            Err(_) => drop(sheet.write_string(row, column, digits)?),
        },
        // Counted as people count positions: exact far beyond the longest file.
        Cell::Integer(number) => drop(sheet.write_number(row, column, number as f64)?),
        Cell::Share(share) => {
            sheet.write_number(row, column, share.to_string().parse::<f64>().unwrap_or_default())?;
        }
        Cell::Date(day) => match ExcelDateTime::parse_from_str(day) {
            Ok(date) => drop(sheet.write_datetime_with_format(row, column, &date, &looks.day)?),
            // Days before 1900 are text: a spreadsheet has no such days.
            Err(_) => drop(sheet.write_string(row, column, day)?),
        },
        Cell::Text(_) | Cell::List(_) => drop(sheet.write_string(row, column, shortened(&cell.plain()))?),
    }
    Ok(())
}

/// A text that a cell can hold.
fn shortened(text: &str) -> String {
    // Counted in UTF-16, as the format does.
    let mut left = CHARACTERS;
    text.chars()
        .take_while(|character| {
            let fits = left.checked_sub(character.len_utf16());
            left = fits.unwrap_or(0);
            fits.is_some()
        })
        .collect()
}

/// What the columns mean.
fn legend(workbook: &mut Workbook, looks: &Looks) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet();
    let heads = [("sheet", 11), ("column", 20), ("meaning", 90)];
    head(sheet, "columns", heads.into_iter(), looks)?;
    let own = [
        ("facts", "source", "Leads to the document."),
        ("facts", "value_text", "The value with exactly the digits written."),
    ];
    let facts = FACTS.iter().map(|column| ("facts", column.name, column.about));
    let documents = DOCUMENTS.iter().map(|column| ("documents", column.name, column.about));
    for ((name, column, about), row) in own.into_iter().chain(facts).chain(documents).zip(1..) {
        sheet.write_string(row, 0, name)?;
        sheet.write_string(row, 1, column)?;
        sheet.write_string(row, 2, about)?;
    }
    Ok(())
}
