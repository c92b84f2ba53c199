//! Parquet: one file, Zstandard, row groups of some ten thousand facts. Texts are `STRING`, positions `INT64`, days `DATE`,
//! `qualifiers` a `LIST` of `STRING`, `value` and `value_high` `DECIMAL(38, 10)`; the digits as written stand in `value_text`.
//! A value with more digits than that type holds is null there.

use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{
    ByteArray, ByteArrayType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use rayon::prelude::*;
use rust_decimal::Decimal;

use super::column::{Cell, Column, Kind};
use super::facts::FACTS;
use super::target::Target;
use super::{ExportProblem, Exported};
use crate::model::Fact;
use crate::review::Reviewed;

const PRECISION: i32 = 38;
const SCALE: u32 = 10;

/// Bytes of a decimal of that precision.
const WIDTH: usize = 16;

/// Writes the facts.
pub fn write(source: &Reviewed, path: &Path) -> Result<Exported, ExportProblem> {
    let target = Target::begin(path)?;
    let problem = |cause: ParquetError| target.problem(cause);
    let columns = columns();
    let properties = WriterProperties::builder()
        .set_created_by("gongbao".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let schema = Arc::new(schema(&columns).map_err(problem)?);
    let mut writer = SerializedFileWriter::new(target.writer()?, schema, Arc::new(properties)).map_err(problem)?;
    let mut exported = Exported::default();
    for batch in source.facts()? {
        let facts = batch?;
        exported.facts += facts.len();
        let levelled: Vec<Levels> = columns.par_iter().map(|column| Levels::of(column, &facts)).collect();
        let mut group = writer.next_row_group().map_err(problem)?;
        for column in levelled {
            if let Some(mut place) = group.next_column().map_err(problem)? {
                column.write(&mut place).map_err(problem)?;
                place.close().map_err(problem)?;
            }
        }
        group.close().map_err(problem)?;
    }
    writer.close().map_err(problem)?;
    target.finish()?;
    Ok(exported)
}

/// The column of the exact digits, in front of that of the value.
static VALUE_TEXT: Column<Fact> = Column {
    name: "value_text",
    kind: Kind::Text,
    required: true,
    about: "The value with exactly the digits written.",
    cell: |fact| Cell::Text(&fact.value),
};

fn columns() -> Vec<&'static Column<Fact>> {
    let mut columns: Vec<_> = FACTS.iter().collect();
    let at = columns.iter().position(|column| column.name == "value").unwrap_or(0);
    columns.insert(at, &VALUE_TEXT);
    columns
}

fn schema(columns: &[&Column<Fact>]) -> Result<Type, ParquetError> {
    let fields: Result<Vec<TypePtr>, _> = columns.iter().map(|column| field(column).map(Arc::new)).collect();
    Type::group_type_builder("facts").with_fields(fields?).build()
}

fn field(column: &Column<Fact>) -> Result<Type, ParquetError> {
    let text = |name, repetition| {
        Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String))
            .with_repetition(repetition)
            .build()
    };
    // A decimal may not fit its type, so it is never required.
    let repetition = match column.required && column.kind != Kind::Decimal {
        true => Repetition::REQUIRED,
        false => Repetition::OPTIONAL,
    };
    let of = |physical| Type::primitive_type_builder(column.name, physical).with_repetition(repetition);
    match column.kind {
        Kind::Text | Kind::Choice(_) => text(column.name, repetition),
        Kind::Integer => of(Physical::INT64).build(),
        Kind::Share => of(Physical::DOUBLE).build(),
        Kind::Date => of(Physical::INT32).with_logical_type(Some(LogicalType::Date)).build(),
        Kind::Decimal => of(Physical::FIXED_LEN_BYTE_ARRAY)
            .with_length(WIDTH as i32)
            .with_logical_type(Some(LogicalType::decimal(SCALE as i32, PRECISION)))
            .with_precision(PRECISION)
            .with_scale(SCALE as i32)
            .build(),
        Kind::List => {
            let element = Arc::new(text("element", Repetition::REQUIRED)?);
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![element])
                .build()?;
            Type::group_type_builder(column.name)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::List))
                .with_fields(vec![Arc::new(list)])
                .build()
        }
    }
}

/// The values of a column without gaps, and which rows have one.
struct Levels {
    /// 1 for each value, 0 for each row without one; `None` for a column that has no such rows.
    defined: Option<Vec<i16>>,
    /// 0 for the first member of each row's list, 1 for the others.
    repeated: Option<Vec<i16>>,
    values: Values,
}

enum Values {
    Texts(Vec<ByteArray>),
    Integers(Vec<i64>),
    Shares(Vec<f64>),
    Days(Vec<i32>),
    Decimals(Vec<FixedLenByteArray>),
}

impl Levels {
    fn of(column: &Column<Fact>, facts: &[Fact]) -> Self {
        let cells = || facts.iter().map(column.cell);
        let (values, present): (Values, Vec<bool>) = match column.kind {
            Kind::List => return Self::of_lists(cells()),
            Kind::Text | Kind::Choice(_) => {
                let (texts, present) = gather(cells(), |cell| match cell {
                    Cell::Text(text) => Some(text),
                    _ => None,
                });
                (Values::Texts(arrays(&texts)), present)
            }
            Kind::Integer => {
                let (values, present) = gather(cells(), |cell| match cell {
                    Cell::Integer(number) => Some(number),
                    _ => None,
                });
                (Values::Integers(values), present)
            }
            Kind::Share => {
                let (values, present) = gather(cells(), |cell| match cell {
                    // By way of its digits: 0.85 as a single, widened, would be 0.8500000238.
                    Cell::Share(share) => share.to_string().parse().ok(),
                    _ => None,
                });
                (Values::Shares(values), present)
            }
            Kind::Date => {
                let (values, present) = gather(cells(), |cell| match cell {
                    Cell::Date(day) => days(day),
                    _ => None,
                });
                (Values::Days(values), present)
            }
            Kind::Decimal => {
                let (values, present) = gather(cells(), |cell| match cell {
                    Cell::Decimal(digits) => scaled(digits),
                    _ => None,
                });
                let values = values
                    .into_iter()
                    .map(|value| FixedLenByteArray::from(ByteArray::from(value.to_be_bytes().to_vec())));
                (Values::Decimals(values.collect()), present)
            }
        };
        let optional = !column.required || column.kind == Kind::Decimal;
        Self {
            defined: optional.then(|| present.into_iter().map(i16::from).collect()),
            repeated: None,
            values,
        }
    }

    fn of_lists<'f>(cells: impl Iterator<Item = Cell<'f>>) -> Self {
        let (mut defined, mut repeated, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        for cell in cells {
            let members = match cell {
                Cell::List(members) => members,
                _ => &[],
            };
            if members.is_empty() {
                defined.push(0);
                repeated.push(0);
            }
            for (position, member) in members.iter().enumerate() {
                defined.push(1);
                repeated.push(i16::from(position > 0));
                texts.push(member.as_str());
            }
        }
        Self {
            defined: Some(defined),
            repeated: Some(repeated),
            values: Values::Texts(arrays(&texts)),
        }
    }

    fn write(&self, place: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let defined = self.defined.as_deref();
        let repeated = self.repeated.as_deref();
        match &self.values {
            Values::Texts(values) => place.typed::<ByteArrayType>().write_batch(values, defined, repeated),
            Values::Integers(values) => place.typed::<Int64Type>().write_batch(values, defined, repeated),
            Values::Shares(values) => place.typed::<DoubleType>().write_batch(values, defined, repeated),
            Values::Days(values) => place.typed::<Int32Type>().write_batch(values, defined, repeated),
            Values::Decimals(values) => place
                .typed::<FixedLenByteArrayType>()
                .write_batch(values, defined, repeated),
        }
        .map(drop)
    }
}

/// The values that are there, and for each row whether it has one.
fn gather<'f, T>(cells: impl Iterator<Item = Cell<'f>>, value: impl Fn(Cell<'f>) -> Option<T>) -> (Vec<T>, Vec<bool>) {
    let mut values = Vec::new();
    let present = cells.map(|cell| {
        let value = value(cell);
        let there = value.is_some();
        values.extend(value);
        there
    });
    let present = present.collect();
    (values, present)
}

/// The texts as slices of one buffer: one allocation instead of one each.
fn arrays(texts: &[&str]) -> Vec<ByteArray> {
    let buffer = ByteArray::from(texts.concat().into_bytes());
    let mut start = 0;
    let slices = texts.iter().map(|text| {
        let slice = buffer.slice(start, text.len());
        start += text.len();
        slice
    });
    slices.collect()
}

/// Days since 1970.
fn days(day: &str) -> Option<i32> {
    let day: jiff::civil::Date = day.parse().ok()?;
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(day).ok().map(|span| span.get_days())
}

/// A decimal as a whole number of its smallest places; `None` where it does not fit without loss.
fn scaled(digits: &str) -> Option<i128> {
    let value = Decimal::from_str_exact(digits).ok()?.normalize();
    let missing = SCALE.checked_sub(value.scale())?;
    let scaled = value.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    (scaled.unsigned_abs() < 10_u128.pow(PRECISION.unsigned_abs())).then_some(scaled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_or_absent() {
        for (digits, expected) in [
            ("2.0", Some(20_000_000_000)),
            ("-3.4", Some(-34_000_000_000)),
            ("0", Some(0)),
            ("839000000", Some(8_390_000_000_000_000_000)),
            ("0.0000000001", Some(1)),
            ("0.00000000001", None),
            ("0.100000000000", Some(1_000_000_000)),
            (
                "9999999999999999999999999999",
                Some(99_999_999_999_999_999_999_999_999_990_000_000_000),
            ),
            ("many", None),
        ] {
            assert_eq!(scaled(digits), expected, "{digits}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        for (day, expected) in [
            ("1970-01-01", Some(0)),
            ("2024-02-29", Some(19_782)),
            ("1949-10-01", Some(-7_397)),
            ("2024", None),
        ] {
            assert_eq!(days(day), expected, "{day}");
        }
    }
}
