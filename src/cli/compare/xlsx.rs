//! A comparison as a workbook: `tables` as a person reads them, `values` with one value a line as in the CSV, `quotes` with every
//! place that a value was read from. Values of the tables lead to their lines in `values`, and those to their quotes. Numbers are
//! typed; a spreadsheet's number has fifteen digits, so `value` stands beside it with exactly the digits.

use std::path::Path;

use anyhow::Context;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Url, Workbook, Worksheet, XlsxError,
};

use super::csv::{HEADS, record};
use super::text;
use crate::compare::{Cell, Comparison, Quote, Series};
use crate::report::Scale;

/// Characters of a cell.
const CHARACTERS: usize = 32_767;

/// Links of a sheet.
const LINKS: u32 = 65_000;

/// Columns of `values` that are numbers; all others are text. Their digits as written stand in `value` and `value_high`.
const NUMBERS: [&str; 9] = [
    "rank",
    "rank_of",
    "difference",
    "growth",
    "yearly_growth",
    "attained_percent",
    "years_left",
    "number",
    "number_high",
];

/// What `values` has besides the columns of the CSV: numbers to reckon with.
const OWN: [(&str, &str); 2] = [("number", "value"), ("number_high", "value_high")];

/// Writes the workbook. The same comparison gives the same bytes.
pub fn write(comparison: &Comparison, path: &Path) -> anyhow::Result<()> {
    let mut book = workbook(comparison).context("the comparison does not fit into a workbook; ask for csv or json")?;
    let bytes = book
        .save_to_buffer()
        .context("the comparison does not fit into a workbook; ask for csv or json")?;
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn workbook(comparison: &Comparison) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    // The clock would make every workbook another one.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let looks = Looks::new();
    book.add_worksheet().set_name("tables")?;
    let (mut values, mut quotes) = (Worksheet::new(), Worksheet::new());
    values.set_name("values")?;
    quotes.set_name("quotes")?;
    let mut places = Places { value: 0, quote: 0 };
    head(
        &mut values,
        ["quotes_at"].into_iter().chain(OWN.map(|(name, _)| name)).chain(HEADS),
        &looks,
    )?;
    head(&mut quotes, QUOTES.into_iter(), &looks)?;
    let tables = book.worksheet_from_index(0)?;
    tables.set_column_width(0, 24)?;
    let mut row = 0;
    for indicator in &comparison.indicators {
        tables.write_string_with_format(row, 0, shortened(&text::title(indicator)), &looks.title)?;
        row += 1;
        for series in &indicator.series {
            tables.write_string_with_format(row, 0, shortened(text::kind(series).trim()), &looks.kind)?;
            row += 1;
            for (column, period) in (1..).zip(&series.columns) {
                tables.write_string_with_format(row, column, period.to_string(), &looks.head)?;
            }
            let scale = Scale::of(series);
            for line in &series.rows {
                row += 1;
                tables.write_string(row, 0, shortened(&text::name(line)))?;
                for (column, &period) in (1..).zip(&series.columns) {
                    let Some(cell) = line.at(period) else { continue };
                    let first = places.value + 1;
                    for (at, reading) in cell.readings.iter().enumerate() {
                        places.value += 1;
                        value(
                            &mut values,
                            places,
                            record(indicator, series, line, cell, (at, reading)),
                            &looks,
                        )?;
                        for quote in &reading.quotes {
                            places.quote += 1;
                            quoted(&mut quotes, places, quote)?;
                        }
                    }
                    shown(tables, (row, column), cell, series, &scale, first, &looks)?;
                }
            }
            row += 2;
        }
    }
    let last = |columns: usize| u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
    values.autofilter(0, 0, places.value, last(1 + OWN.len() + HEADS.len()))?;
    quotes.autofilter(0, 0, places.quote, last(QUOTES.len()))?;
    book.push_worksheet(values);
    book.push_worksheet(quotes);
    Ok(book)
}

/// The last rows written.
#[derive(Clone, Copy)]
struct Places {
    value: u32,
    quote: u32,
}

/// A cell of a table: a number where one value is taken, else all that is stated; it leads to its first line in `values`.
fn shown(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    series: &Series,
    scale: &Scale,
    first: u32,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let text = text::value(cell, scale);
    let plain = text.trim_start_matches('+');
    let target = format!("internal:'values'!A{}", first + 1);
    if first <= LINKS {
        // The link comes first: what is written afterwards is what the cell shows.
        sheet.write_url_with_text(row, column, Url::new(target), text.as_str())?;
    }
    let number = plain.parse::<f64>().ok().filter(|_| cell.point().is_some());
    match number {
        Some(number) => {
            let places = plain.split_once('.').map_or(0, |(_, places)| places.len());
            let signed = text.starts_with(['+', '-']) || series.measure == crate::model::Measure::Change;
            sheet.write_number_with_format(row, column, number, &looks.number(places, signed))?;
        }
        None => drop(sheet.write_string_with_format(row, column, shortened(&text), &looks.text)?),
    }
    Ok(())
}

fn value(sheet: &mut Worksheet, places: Places, fields: [String; HEADS.len()], looks: &Looks) -> Result<(), XlsxError> {
    let row = places.value;
    let link = Formula::new(format!("=HYPERLINK(\"#quotes!A{}\",\"→\")", places.quote + 2)).set_result("→");
    sheet.write_formula_with_format(row, 0, link, &looks.link)?;
    let field = |name: &str| {
        HEADS
            .iter()
            .position(|head| *head == name)
            .map_or("", |at| fields[at].as_str())
    };
    let own = OWN.map(|(name, of)| (name, field(of)));
    for ((name, text), column) in own
        .into_iter()
        .chain(HEADS.into_iter().zip(fields.iter().map(String::as_str)))
        .zip(1..)
    {
        match text.parse::<f64>() {
            Ok(number) if NUMBERS.contains(&name) => drop(sheet.write_number(row, column, number)?),
            _ if text.is_empty() => {}
            // In a cell of its own type nothing is run, so the mark of the CSV is not needed.
            _ => drop(sheet.write_string(row, column, shortened(unmarked(text)))?),
        }
    }
    Ok(())
}

/// Without the apostrophe that keeps a spreadsheet from running a text of the CSV.
fn unmarked(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) => rest,
        _ => text,
    }
}

const QUOTES: [&str; 8] = [
    "document",
    "line",
    "quote",
    "label",
    "qualifiers",
    "said_when",
    "section",
    "fact",
];

fn quoted(sheet: &mut Worksheet, places: Places, quote: &Quote) -> Result<(), XlsxError> {
    let row = places.quote;
    let line = u32::try_from(quote.line).unwrap_or(u32::MAX);
    let qualifiers = quote.qualifiers.join("; ");
    let section = quote.section.as_deref().unwrap_or_default();
    let texts = [
        &quote.document,
        "",
        &quote.quote,
        &quote.label,
        &qualifiers,
        &quote.said_when,
        section,
        &quote.fact,
    ];
    for (text, column) in texts.into_iter().zip(0..).filter(|(text, _)| !text.is_empty()) {
        sheet.write_string(row, column, shortened(text))?;
    }
    sheet.write_number(row, 1, line)?;
    Ok(())
}

fn head<'n>(sheet: &mut Worksheet, names: impl Iterator<Item = &'n str>, looks: &Looks) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (name, column) in names.zip(0..) {
        let width = match name {
            "name" | "document" | "label" | "section" | "quotes" => 32,
            "value" | "number" | "quote" | "area" | "fact" => 16,
            _ => 11,
        };
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, name, &looks.head)?;
    }
    Ok(())
}

struct Looks {
    title: Format,
    kind: Format,
    head: Format,
    link: Format,
    text: Format,
}

impl Looks {
    fn new() -> Self {
        Self {
            title: Format::new().set_bold().set_font_size(13),
            kind: Format::new().set_italic(),
            head: Format::new().set_bold().set_align(FormatAlign::Right),
            link: Format::new().set_font_color(0x0563C1),
            text: Format::new().set_align(FormatAlign::Right),
        }
    }

    /// As many places as were written, with the sign of what is a difference.
    fn number(&self, places: usize, signed: bool) -> Format {
        let digits = match places {
            0 => "0".to_owned(),
            places => format!("0.{}", "0".repeat(places.min(12))),
        };
        let shape = if signed {
            format!("+{digits};-{digits};{digits}")
        } else {
            digits
        };
        Format::new().set_num_format(shape)
    }
}

/// A text that a cell can hold, counted in UTF-16 as the format does.
fn shortened(text: &str) -> String {
    let mut left = CHARACTERS;
    let fits = |character: &char| {
        let rest = left.checked_sub(character.len_utf16());
        left = rest.unwrap_or(0);
        rest.is_some()
    };
    text.chars().take_while(fits).collect()
}
